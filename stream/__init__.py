"""Groundswell's shell: Kafka, Faust, HTTP, files, environment and the clock. It takes no decisions."""

"""The demo: real Kafka, a real worker, a stream with planted things."""

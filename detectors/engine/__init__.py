"""The engine of one partition: the only place that orders the steps."""

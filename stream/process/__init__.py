"""Child processes and calls to them, garbage collection, logs."""

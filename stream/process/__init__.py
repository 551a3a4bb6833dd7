"""Processes beside the worker: calls, memory, logs."""

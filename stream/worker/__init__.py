"""The service: one worker, from start to shutdown."""

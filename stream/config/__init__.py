"""What a process is configured with: environment, brands file, keys."""

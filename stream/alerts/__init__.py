"""What the engines emit, on its way to topics and people."""

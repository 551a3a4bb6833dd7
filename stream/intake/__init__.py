"""From the topic `mentions` to the logs of the engines."""

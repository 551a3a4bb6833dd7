"""The engines of the assigned partitions, their processes and checkpoints."""

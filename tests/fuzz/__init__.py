"""Hostile input from seeds: `python -m tests.fuzz --seconds 600 --seed 1`."""

"""The service as one process without Kafka: faults from a seed between any two steps, thousands of runs in minutes.

The engine, its snapshots and the store of checkpoints are the real ones; broker, fence and consumer are twins in memory.
"""

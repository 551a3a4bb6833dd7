"""The owners of one partition without Kafka: faults from a seed between any two steps, thousands of runs in minutes.

Taking over, restoring, feeding, sending and saving are the production code; fence and consumer are twins in memory.
"""

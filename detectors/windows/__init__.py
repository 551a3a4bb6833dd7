"""Distinct people per key in sliding windows on event time: counted as buckets close; nothing is tested here."""

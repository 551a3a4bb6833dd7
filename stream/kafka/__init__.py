"""Kafka and Faust: topics, bytes, producers, readers, fences, rights."""

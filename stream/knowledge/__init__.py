"""Reads the shipped (or a user's own) word frequencies for `detectors.knowledge`."""

from __future__ import annotations

from stream.knowledge.files import load_knowledge, read_source, shipped_sources, write_source
from stream.knowledge.general import general_frequencies

__all__ = ["general_frequencies", "load_knowledge", "read_source", "shipped_sources", "write_source"]

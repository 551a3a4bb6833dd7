"""Snapshots of an engine: what they are sealed in, what they hold of a brand, what they must have been taken with."""

from detectors.engine.snapshot.brand import BrandState, capture, fill
from detectors.engine.snapshot.envelope import VERSION, WAY_OUT, Captured, Heading, heading_of, unsealed
from detectors.engine.snapshot.hashes import policy_hash, structure_hash, structures_before

__all__ = [
    "VERSION",
    "WAY_OUT",
    "BrandState",
    "Captured",
    "Heading",
    "capture",
    "fill",
    "heading_of",
    "policy_hash",
    "structure_hash",
    "structures_before",
    "unsealed",
]

"""What an engine is configured with, as two hashes: what its state depends on, and what may change at any time."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import msgspec

from detectors.buckets import BUCKET_SECONDS
from detectors.engine.policy import BrandConfig
from detectors.text import TOKENIZER
from detectors.trends.tiers import CONFIGS

# Until version 2 the screen decided what an engine read, and its version was part of the structure. Nothing that is learnt
# depends on it any more; the place keeps its last value, so that checkpoints of then can be read.
SCREEN = 1


def structure_hash(clusterer: str = "ours") -> str:
    """The hash of what learned state depends on: buckets, windows and tests of the tiers, tokenizer, clusterer.

    An engine of another structure cannot go on with the state: what it counted would mean something else.
    """
    tiers = {tier.word: _identity([config.identity for config in configs]) for tier, configs in CONFIGS.items()}
    return _hash((BUCKET_SECONDS, tiers, TOKENIZER, SCREEN, clusterer))


def policy_hash(config: BrandConfig, lateness_seconds: float) -> str:
    """The hash of what may change while the state goes on: what operators set, limits of the life-cycle, lateness."""
    # Which clusterer it is belongs to the structure.
    return _hash((msgspec.structs.replace(config, clusterer=""), lateness_seconds))


def _identity(parts: Sequence[str]) -> str:
    """Written as the tuple it is of, so that the hash of an unchanged configuration stays what it was."""
    return f"({', '.join(parts)}{',' * (len(parts) == 1)})"


def _hash(values: object) -> str:
    return blake2b(msgspec.json.encode(values), digest_size=8).hexdigest()

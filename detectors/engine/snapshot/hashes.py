"""What an engine is configured with, as two hashes: what its state depends on, and what may change at any time."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import blake2b
from typing import Any

import msgspec

from detectors.buckets import BUCKET_SECONDS
from detectors.engine.policy import BrandConfig
from detectors.spikes.share_config import ShareConfig
from detectors.spikes.volume_config import VolumeConfig
from detectors.text import TOKENIZER

# The tests of 0.1: windows, strictness, share, people of the prior, buckets before the first alert.
_GROUPS = ((3, 12, 36, 288), (3.1, 3.1, 3.1, 31.0), 0.01, 0.1)
_TERMS = ((3, 12, 36), (3.0, 3.0, 3.0), 0.005, 0.05, 288)
_TESTS_0_1: dict[str, tuple[tuple[Any, ...], ...]] = {
    "group": ((*_GROUPS, 288),),
    "phrase": (_TERMS,),
    "term": (_TERMS, ((144,), (288.0,), 0.005, 0.05, 288)),
    "thread": ((*_GROUPS, 0),),
    "brand": (((3, 12, 36), (30.0, 30.0, 30.0), 1.0, 0.5, 2016),),
}

# Of 0.1: buckets in seconds, the version of the terms, and of the screen, which decided then what an engine read.
_BUCKET_0_1, _TOKENIZER_0_1, _SCREEN_0_1 = 300, 1, 1


def structure_hash(clusterer: str = "ours") -> str:
    """The hash of what learned state depends on: buckets, windows and tests, tokenizer, clusterer.

    An engine of another structure cannot go on with the state: what it counted would mean something else.
    """
    tests = {"share": asdict(ShareConfig()), "volume": asdict(VolumeConfig())}
    return _hash((BUCKET_SECONDS, tests, TOKENIZER, clusterer))


def structures_before(clusterer: str = "ours") -> tuple[str, ...]:
    """The hashes of the releases before whose snapshots are read."""
    spelled = {tier: [_spelled_0_1(*test) for test in tests] for tier, tests in _TESTS_0_1.items()}
    tests = {tier: f"({', '.join(each)}{',' * (len(each) == 1)})" for tier, each in spelled.items()}
    return (_hash((_BUCKET_0_1, tests, _TOKENIZER_0_1, _SCREEN_0_1, clusterer)),)


def policy_hash(config: BrandConfig, lateness_seconds: float, knowledge: str = "") -> str:
    """The hash of what may change while the state goes on: what operators set, limits of the life-cycle, lateness, and
    what is known from outside (`Knowledge.digest`)."""
    # Which clusterer it is belongs to the structure.
    return _hash((msgspec.structs.replace(config, clusterer=""), lateness_seconds, knowledge))


def _spelled_0_1(windows: Any, strictness: Any, share: float, people: float, start: int) -> str:
    return (
        f"SpikeConfig(windows={windows}, strictness={strictness}, dispersions={(0.1,) * len(windows)}, share={share}, "
        f"prior_people={people}, half_life_buckets=2016.0, credit_buckets=864.0, volume_people=10.0, season_slope=0.1, "
        f"dispersion_errors=0.5, start_buckets={start}, cold_buckets=4032, report_surprise=3.0)"
    )


def _hash(values: object) -> str:
    return blake2b(msgspec.json.encode(values), digest_size=8).hexdigest()

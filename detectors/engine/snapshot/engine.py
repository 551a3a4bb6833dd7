"""What of an engine is in its snapshot, beside its brands."""

from __future__ import annotations

from typing import Any

import msgspec

from detectors.engine.pending import SeenState
from detectors.engine.policy import BrandPolicy
from detectors.engine.snapshot.brand import BrandState
from detectors.engine.source_surge import SourceSurge
from detectors.mention import Complaint


class Counts(msgspec.Struct):
    """What an engine has seen, for the metrics: monotonic, never an input to a decision."""

    complaints: int = 0
    redelivered: int = 0
    late: int = 0
    commands: int = 0
    buckets: int = 0
    brands_refused: int = 0


class EngineState(msgspec.Struct, frozen=True):
    """An engine in a snapshot: its brands, and the rest, an `EngineRest` in MessagePack."""

    rest: bytes
    brands: list[tuple[str, BrandState]]


class EngineRest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an engine holds beside its brands."""

    seen: SeenState
    answers_seen: SeenState
    policies: list[tuple[str, BrandPolicy]]
    watermark: dict[str, Any]
    pending: list[tuple[int, list[Complaint]]]
    closed: int
    counts: Counts
    source_surge: SourceSurge | None = msgspec.field(default=None, name="source_rise")
    generation: str = ""
    answers: list[str] = []
    bucket_seconds: int = 300
    """How long the buckets were that `closed` and `pending` count; those of 0.1 do not say."""
    newest: list[tuple[int, float]] = []
    """The time of the newest record of each origin."""


# Made when imported: engines are restored in several threads at once (`envelope.unsealed`).
STATE = msgspec.msgpack.Decoder(EngineState)
REST = msgspec.msgpack.Decoder(EngineRest)

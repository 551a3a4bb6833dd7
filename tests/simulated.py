"""A short stream with several alerts of two brands, from the simulator."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from stream.reading import Row, parse_time
from stream.simulate import Plan, simulate

# Their hashes fall into different partitions of two and of five.
BRANDS = ("papyrion", "quillon")
START_MS = 1_741_132_800_000  # Wednesday, 5 March 2025, 00:00 UTC
SEED = 11


def two_brands(file: Path) -> Path:
    """Writes the stream into `file`: two days, about 3,300 mentions, by event time."""
    mentions: list[dict[str, Any]] = []
    for number, brand in enumerate(BRANDS):
        plan = Plan(seed=SEED + number, start_ms=START_MS, days=2, per_minute=0.4, kinds=("incident", "viral", "peeved"))
        mentions.extend({**mention, "brand": brand} for mention in simulate(plan).mentions)
    mentions.sort(key=lambda mention: (mention["created_at"], mention["id"]))
    file.write_bytes(b"".join(orjson.dumps(mention) + b"\n" for mention in mentions))
    return file


def rows_of_mentions(mentions: Iterable[dict[str, Any]]) -> list[Row]:
    """Mentions as rows of a file, in their order."""
    return [
        Row(parse_time(mention["created_at"]) or 0, orjson.dumps(mention), line) for line, mention in enumerate(mentions, 1)
    ]

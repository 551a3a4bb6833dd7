"""A short stream with several alerts of two brands, from the simulator."""

from __future__ import annotations

from pathlib import Path

import orjson

from stream.simulate import Plan, simulate

# Their hashes fall into different partitions of two and of five.
BRANDS = ("papyrion", "quillon")
START_MS = 1_741_132_800_000  # Wednesday, 5 March 2025, 00:00 UTC
SEED = 11


def two_brands(file: Path) -> Path:
    """Writes the stream into `file`: two days, about 7,000 mentions, by event time."""
    mentions = []
    for number, brand in enumerate(BRANDS):
        plan = Plan(seed=SEED + number, start_ms=START_MS, days=2, per_minute=1.0, kinds=("incident", "viral", "peeved"))
        mentions.extend({**mention, "brand": brand} for mention in simulate(plan).mentions)
    mentions.sort(key=lambda mention: (mention["created_at"], mention["id"]))
    file.write_bytes(b"".join(orjson.dumps(mention) + b"\n" for mention in mentions))
    return file

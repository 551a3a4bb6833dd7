"""The published JSON Schemas: `mention`, `alert` (what every consumer may rely on), `alert-full`."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

NAMES = ("mention", "alert", "alert-full")


def schema(name: str) -> dict[str, Any]:
    """One of the schemas by its name, as parsed JSON; a name that is not in `NAMES` is a KeyError."""
    if name not in NAMES:
        raise KeyError(name)
    parsed: dict[str, Any] = json.loads((files(__name__) / f"{name}.schema.json").read_text(encoding="utf-8"))
    return parsed

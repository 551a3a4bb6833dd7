"""Is an incident found by an engine that has only just begun? A cell each for how long before it, and how many people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from statistics import median
from typing import Any

DAY = 86_400.0
START_DAYS = (0.25, 1.0, 3.0, 7.0, 14.0, 30.0)
PARTS = (1.0, 0.5, 0.2, 0.1)
PEOPLE_MIN = 8


@dataclass(frozen=True)
class Start:
    """What one run is given: an incident with its first and last moment, days of history before it, the part of the people
    that is kept."""

    incident: str
    first_at: float
    until: float
    days: float
    part: float

    @property
    def since(self) -> float:
        return self.first_at - self.days * DAY


@dataclass(frozen=True)
class Cell:
    """What became of one run. `eligible`: at least `PEOPLE_MIN` people wrote within 24 h after thinning. `people` of the
    incident at the first opening that belongs to it, None when it was not found; `others` opened besides."""

    incident: str
    days: float
    part: float
    eligible: bool
    people: int | None
    others: int


def starts(
    incidents: Sequence[tuple[str, float, float]],
    days: Sequence[float] = START_DAYS,
    parts: Sequence[float] = PARTS,
) -> Iterator[Start]:
    """All runs over incidents given as (name, first moment, last moment)."""
    for part in parts:
        for name, first_at, until in incidents:
            for before in days:
                yield Start(name, first_at, until, before, part)


def is_kept(person: str, part: float) -> bool:
    """Whether a person is among the part of people that is kept: the same people in every run."""
    drawn = int.from_bytes(blake2b(person.encode(), digest_size=4).digest(), "big")
    return drawn < part * 2**32


def most_people(posts: Sequence[tuple[float, str]], within: float = DAY) -> int:
    """The most different people among posts, (time, person) in order, of any `within` seconds."""
    best, first = 0, 0
    for last, (at, _) in enumerate(posts):
        while posts[first][0] <= at - within:
            first += 1
        best = max(best, len({person for _, person in posts[first : last + 1]}))
    return best


def summary(cells: Collection[Cell]) -> list[dict[str, Any]]:
    """A row for each part of the people: cells found by days of history, those in which enough people remain, the median of
    people, and other alerts a start."""
    rows = []
    for part in sorted({cell.part for cell in cells}, reverse=True):
        held = [cell for cell in cells if cell.part == part]
        eligible = [cell for cell in held if cell.eligible]
        people = [cell.people for cell in held if cell.people is not None]
        days = sorted({cell.days for cell in held})
        rows.append(
            {
                "part": part,
                "incidents": len({cell.incident for cell in held}),
                "found": {f"{d:g}": sum(cell.people is not None for cell in held if cell.days == d) for d in days},
                "eligible": len(eligible),
                "eligible_found": sum(cell.people is not None for cell in eligible),
                "median_people": median(people) if people else None,
                "others_per_start": round(sum(cell.others for cell in held) / len(held), 3),
            }
        )
    return rows


def figures(cells: Sequence[Cell]) -> dict[str, Any]:
    """All of it as plain values."""
    return {"rows": summary(cells), "cells": [asdict(cell) for cell in cells]}

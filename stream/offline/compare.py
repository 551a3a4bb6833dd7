"""Two runs of one file under two policies: which trends both report, and which only one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MESSAGES = ("notify", "page")


@dataclass(frozen=True)
class Reported:
    """A trend that was sent at least once: when first, and what its last message held."""

    trend_id: str
    brand: str
    title: str
    at: str
    people: int
    attention: str
    samples: frozenset[str]

    def as_object(self) -> dict[str, Any]:
        """For JSON; the samples are left out."""
        return {name: getattr(self, name) for name in ("trend_id", "brand", "title", "at", "people", "attention")}


@dataclass(frozen=True)
class Comparison:
    """Trends of both runs, of the first alone, of the second alone; in the order of their first message."""

    both: Sequence[tuple[Reported, Reported]]
    first: Sequence[Reported]
    second: Sequence[Reported]


def reported(bodies: Iterable[Mapping[str, Any]]) -> list[Reported]:
    """The trends that were sent, in the order of their first message; digests stand for others and are passed over."""
    found: dict[str, Reported] = {}
    samples: dict[str, set[str]] = {}
    for body in bodies:
        if body["event"] == "digest":
            continue
        samples.setdefault(body["trend_id"], set()).update(sample["mention_id"] for sample in body["samples"])
        if body["attention"] not in MESSAGES:
            continue
        before = found.get(body["trend_id"])
        found[body["trend_id"]] = Reported(
            trend_id=body["trend_id"],
            brand=body["brand"],
            title=body["title"],
            at=before.at if before else body["at"],
            people=max(body["people"], before.people if before else 0),
            attention="page" if "page" in (body["attention"], before.attention if before else "") else "notify",
            samples=frozenset(),
        )
    return [
        Reported(**{**one.as_object(), "samples": frozenset(samples[one.trend_id])})
        for one in sorted(found.values(), key=lambda one: (one.at, one.trend_id))
    ]


def compared(first: Sequence[Reported], second: Sequence[Reported]) -> Comparison:
    """Trends are the same when they have the same id, or show a post of each other: another policy may open them later,
    on other words, under another id."""
    left = list(second)
    both: list[tuple[Reported, Reported]] = []
    alone: list[Reported] = []
    for one in first:
        other = next((other for other in left if _same(one, other)), None)
        if other is None:
            alone.append(one)
        else:
            left.remove(other)
            both.append((one, other))
    return Comparison(both, alone, left)


def _same(one: Reported, other: Reported) -> bool:
    if one.brand != other.brand:
        return False
    return one.trend_id == other.trend_id or not one.samples.isdisjoint(other.samples)

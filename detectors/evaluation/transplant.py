"""Is an incident found in another year, and with fewer people? Its posts are moved to where nobody knew of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from detectors.evaluation.coldstart import DAY
from detectors.evaluation.incidents import Incident

# A year of whole weeks: weekday and hour stay what they were.
YEAR = 364 * DAY
PARTS = (1.0, 0.5, 0.2)
YEARS_MAX = 10
# Nothing is moved to so near another incident.
APART = 14 * DAY
PEOPLE_GOAL = 7


@dataclass(frozen=True)
class Transplant:
    """One run: the incident, by how many years its posts are moved, and the part of its people that is kept."""

    incident: str
    years: int
    part: float

    @property
    def shift(self) -> float:
        """Seconds by which its posts are moved."""
        return self.years * YEAR


@dataclass(frozen=True)
class Graft:
    """What became of one run. `people_left` report the incident at all; `eligible`: `coldstart.PEOPLE_MIN` of them within
    24 h. `people` had reported it when its first trend opened, after `hours`; None when none did. `others` opened too."""

    incident: str
    years: int
    part: float
    people_left: int
    eligible: bool
    people: int | None
    hours: float | None
    others: int


def transplants(
    incidents: Sequence[Incident],
    covered: Sequence[tuple[float, float]],
    days: float,
    parts: Sequence[float] = PARTS,
) -> Iterator[Transplant]:
    """All runs: every year in which `days` before the incident and its whole length are `covered` by the stream, given as
    spans of event time, and no other incident is near.

    >>> one = Incident("a", "", [(800 * DAY, "1", "ann"), (801 * DAY, "2", "bob")])
    >>> [run.years for run in transplants([one], [(300 * DAY, 1300 * DAY)], days=30, parts=(1.0,))]
    [-1, 1]
    """
    for part in parts:
        for one in incidents:
            for years in (*range(-YEARS_MAX, 0), *range(1, YEARS_MAX + 1)):
                since, until = one.posts[0][0] + years * YEAR, one.posts[-1][0] + years * YEAR
                within = any(first <= since - days * DAY and until <= last for first, last in covered)
                if within and not any(_near(since, until, other) for other in incidents):
                    yield Transplant(one.id, years, part)


def _near(since: float, until: float, other: Incident) -> bool:
    return other.posts[0][0] - APART < until and since < other.posts[-1][0] + APART


def covered(at: Sequence[float], gap: float = 3 * DAY) -> list[tuple[float, float]]:
    """The spans of event time that a stream covers: nobody writes for `gap` between two of them. `at` in ascending order.

    >>> covered([0.0, DAY, 9 * DAY, 10 * DAY])
    [(0.0, 86400.0), (777600.0, 864000.0)]
    """
    spans: list[tuple[float, float]] = []
    for one in at:
        if spans and one - spans[-1][1] <= gap:
            spans[-1] = (spans[-1][0], one)
        else:
            spans.append((one, one))
    return spans


def summary(grafts: Collection[Graft]) -> list[dict[str, Any]]:
    """A row for each part of the people, then one for each incident: runs, found, those in which enough people remain, the
    people at the opening, how often at most `PEOPLE_GOAL`, and other alerts a run."""
    parts = sorted({graft.part for graft in grafts}, reverse=True)
    names = sorted({graft.incident for graft in grafts})
    rows = [{"part": part, **_counts([one for one in grafts if one.part == part])} for part in parts]
    return rows + [{"incident": name, **_counts([one for one in grafts if one.incident == name])} for name in names]


def _counts(held: Sequence[Graft]) -> dict[str, Any]:
    eligible = [one for one in held if one.eligible]
    people = [one.people for one in held if one.people is not None]
    return {
        "runs": len(held),
        "found": len(people),
        "eligible": len(eligible),
        "eligible_found": sum(one.people is not None for one in eligible),
        "median_people": median(people) if people else None,
        "within_goal": sum(count <= PEOPLE_GOAL for count in people),
        "others_per_run": round(sum(one.others for one in held) / len(held), 3),
    }


def figures(grafts: Sequence[Graft]) -> dict[str, Any]:
    """All of it as plain values."""
    return {"rows": summary(grafts), "runs": [asdict(graft) for graft in grafts]}

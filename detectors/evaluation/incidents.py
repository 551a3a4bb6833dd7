"""Were the incidents found, how early, and what else was reported? By a list of incidents with the ids of their posts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

WEEK = 7 * 86_400.0


@dataclass(frozen=True)
class Incident:
    """An incident as labelled: `posts` are (event time, mention id, person) of its posts, in the order of their time."""

    id: str
    kind: str
    posts: Sequence[tuple[float, str, str]]


@dataclass(frozen=True)
class Opening:
    """An `opened` event: when, of which trend, the mention ids that were its members so far, and the terms of its title,
    terms and samples."""

    at: float
    trend_id: str
    title: str
    why: str
    verdict: str
    attention: str
    people: int
    members: Collection[str]
    words: frozenset[str] = frozenset()


@dataclass
class Finding:
    """What became of one incident. The three delays are of the first opening that belongs to it; None when not found."""

    id: str
    kind: str
    found: bool
    posts_before_alert: int | None = None
    authors_at_alert: int | None = None
    hours_after_first_post: float | None = None
    hours_after_fifth_author: float | None = None
    verdict: str = ""
    openings: int = 0
    title: str = ""


@dataclass
class Score:
    """The findings, and what else was sent as a message."""

    incidents: list[Finding]
    others: list[Opening] = field(default_factory=list)
    weeks: float = 0.0

    def figures(self) -> dict[str, Any]:
        """All of it as plain values."""
        authors = [finding.authors_at_alert for finding in self.incidents if finding.authors_at_alert is not None]
        return {
            "incidents": [asdict(finding) for finding in self.incidents],
            "found": sum(finding.found for finding in self.incidents),
            "median_authors_at_alert": median(authors) if authors else None,
            "other_alerts": len(self.others),
            "other_alerts_per_week": round(len(self.others) / self.weeks, 3) if self.weeks else 0.0,
            "weeks": round(self.weeks, 1),
        }


def belongs(opening: Opening, incident: Incident) -> bool:
    """At least half of the members so far, and at least two, are posts of the incident."""
    ids = {mention for _, mention, _ in incident.posts}
    shared = sum(member in ids for member in opening.members)
    return shared >= 2 and 2 * shared >= len(opening.members)


def score(incidents: Sequence[Incident], openings: Sequence[Opening], seconds: float) -> Score:
    """Compares the openings, in the order of their time, with the incidents; `seconds` is how long the stream lasts."""
    findings = {incident.id: Finding(incident.id, incident.kind, False) for incident in incidents}
    others = []
    for opening in openings:
        owners = [incident for incident in incidents if belongs(opening, incident)]
        if not owners and opening.attention in ("notify", "page"):
            others.append(opening)
        for incident in owners:
            finding = findings[incident.id]
            finding.openings += 1
            if not finding.found:
                _found(finding, incident, opening)
    return Score(list(findings.values()), others, seconds / WEEK)


def _found(finding: Finding, incident: Incident, opening: Opening) -> None:
    before = [(at, person) for at, _, person in incident.posts if at <= opening.at]
    people: dict[str, float] = {}
    for at, _, person in incident.posts:
        people.setdefault(person, at)
    arrivals = sorted(people.values())
    finding.found = True
    finding.posts_before_alert = len(before)
    finding.authors_at_alert = len({person for _, person in before})
    finding.hours_after_first_post = round((opening.at - incident.posts[0][0]) / 3600, 2)
    if len(arrivals) >= 5:
        finding.hours_after_fifth_author = round((opening.at - arrivals[4]) / 3600, 2)
    finding.verdict, finding.title = opening.verdict, opening.title


def posts_of(members: Collection[str], known: Mapping[str, tuple[float, str]]) -> list[tuple[float, str, str]]:
    """The posts of an incident from its mention ids; `known` gives event time and person of every mention of the stream."""
    return sorted((known[mention][0], mention, known[mention][1]) for mention in members if mention in known)

"""Small incidents, known by their first day and what they are about: which opening belongs to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from detectors.evaluation.incidents import Opening
from detectors.text import is_clue, normalise

DAYS_AROUND = 2


@dataclass(frozen=True)
class SmallIncident:
    """A problem of a few people: the first day, and the terms that name it."""

    first_day: date
    about: str
    words: frozenset[str]


@dataclass(frozen=True)
class SmallScore:
    """Which small incidents were found, by how many people and when, and what opened beside them."""

    found: dict[str, Opening]
    missed: list[str]
    others: list[Opening]

    def figures(self) -> dict[str, Any]:
        """All of it as plain values."""
        people = {
            about: {"at": datetime.fromtimestamp(one.at, UTC).isoformat(), "people": one.people, "title": one.title}
            for about, one in self.found.items()
        }
        return {"small_found": len(self.found), "small": people, "small_missed": self.missed, "rest": len(self.others)}


def small_incident(first_day: str, about: str, words: Sequence[str] = ()) -> SmallIncident:
    """An incident as listed: `words` name it, without them the terms of `about` do, remarks in brackets left out."""
    named = " ".join(words) or about.partition("(")[0]
    terms = frozenset(term for term in normalise(named, "en") if not is_clue(term))
    return SmallIncident(date.fromisoformat(first_day), about, terms)


def is_about(opening: Opening, incident: SmallIncident) -> bool:
    """Whether an opening lies within two days of the first, in either direction, and says one of the words.

    >>> from datetime import datetime
    >>> at = datetime(2021, 9, 15, 8, tzinfo=UTC).timestamp()
    >>> opened = Opening(at, "t", "Cannot open attachments", "", "systemic", "notify", 5, (), frozenset({"attach", "aol"}))
    >>> is_about(opened, small_incident("2021-09-14", "aol attachments"))
    True
    """
    day = datetime.fromtimestamp(opening.at, UTC).date()
    return abs((day - incident.first_day).days) <= DAYS_AROUND and not incident.words.isdisjoint(opening.words)


def small_score(incidents: Sequence[SmallIncident], others: Sequence[Opening]) -> SmallScore:
    """Divides openings, in the order of their time, into those of small incidents and the rest."""
    found: dict[str, Opening] = {}
    rest = []
    for opening in others:
        owner = next((incident for incident in incidents if is_about(opening, incident)), None)
        if owner is None:
            rest.append(opening)
        else:
            found.setdefault(owner.about, opening)
    return SmallScore(found, [one.about for one in incidents if one.about not in found], rest)

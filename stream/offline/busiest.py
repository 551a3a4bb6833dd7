"""When most people used some words in a file: there it says most to explain why these opened no alert."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from typing import NamedTuple

from detectors.buckets import BUCKET_SECONDS, bucket_of
from detectors.engine.policy import forms_of
from detectors.errors import RefusedError
from detectors.mention import Complaint
from stream.intake.pipeline import Intake
from stream.offline.pipeline import taken_from
from stream.reading import Row

HOURS = 3 * 3600.0


class Busiest(NamedTuple):
    """The brand, the end (epoch seconds) of the bucket in which most people had used the words within three hours, and how
    many these were."""

    brand: str
    at: float
    people: int


def busiest(rows: Iterable[Row], intake: Intake, words: str, brand: str = "") -> Busiest | None:
    """When most people used all of `words`, in any form that they have in any language: the first such bucket, of one
    `brand` or of any; None where nobody did. `rows` in the order of their time."""
    forms = [form for one in forms_of(words) if (form := set(one))]
    within: dict[str, _Within] = {}
    found: Busiest | None = None
    for _, taken in taken_from(rows, intake):
        if isinstance(taken, RefusedError) or (complaint := taken.complaint) is None:
            continue
        if (brand and complaint.brand != brand) or not any(form.issubset(complaint.terms) for form in forms):
            continue
        people = within.setdefault(complaint.brand, _Within()).add(complaint)
        if found is None or people > found.people:
            found = Busiest(complaint.brand, float((bucket_of(complaint.at) + 1) * BUCKET_SECONDS), people)
    return found


class _Within:
    """The people of the last three hours."""

    def __init__(self) -> None:
        self._posts: deque[tuple[float, str]] = deque()
        self._people: Counter[str] = Counter()

    def add(self, complaint: Complaint) -> int:
        """How many they are with this one."""
        self._posts.append((complaint.at, complaint.person))
        self._people[complaint.person] += 1
        while self._posts[0][0] < complaint.at - HOURS:
            _, person = self._posts.popleft()
            self._people[person] -= 1
            if not self._people[person]:
                del self._people[person]
        return len(self._people)

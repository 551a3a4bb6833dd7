"""What a brand's engine keeps out of the alerts, for people who look for them. No part of a decision or a snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from detectors.alert import utc
from detectors.reports import Withheld
from detectors.trends.trend import Trend
from detectors.values import Verdict

TEXT_CHARACTERS_MAX = 500
REPEAT_SECONDS = 24 * 3600.0
PEOPLE_MAX = 1_000


class KeptOut:
    """The rises of one brand that opened nothing, each reported once a day: it is found anew at every bucket close."""

    def __init__(self, brand: str) -> None:
        self._brand = brand
        self._reported: dict[str, float] = {}
        self._due: list[Withheld] = []

    def add(self, trend: Trend, verdict: Verdict, now: float) -> None:
        """A trend was kept out at the close at `now`; of one person's rises only the first of a day is reported."""
        posts = trend.members.posts()
        counts = Counter(post.person for post in posts)
        loudest = max(counts, key=lambda person: (counts[person], person), default="")
        if not posts or now - self._reported.get(loudest, -REPEAT_SECONDS) < REPEAT_SECONDS:
            return
        newest = max((post for post in posts if post.person == loudest), key=lambda post: (post.at, post.id))
        if len(self._reported) >= PEOPLE_MAX:
            self._reported.clear()
        self._reported[loudest] = now
        self._due.append(
            Withheld(
                brand=self._brand,
                at=utc(newest.at),
                reason=verdict.name.value,
                text=(newest.text or newest.title)[:TEXT_CHARACTERS_MAX],
                why=verdict.sentence,
                people=trend.members.people_so_far,
                posts=trend.members.posts_so_far,
            )
        )

    def forget(self, people: Iterable[str]) -> None:
        """Forgets of which of these people a rise was reported."""
        for person in people:
            self._reported.pop(person, None)

    def take(self) -> list[Withheld]:
        """Those since the last call."""
        due, self._due = self._due, []
        return due

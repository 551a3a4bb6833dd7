"""What one person may have counted in a day: nobody fills the tests with words of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detectors.buckets import DAY_BUCKETS

TERMS_A_DAY = 600
"""Without a limit five accounts with random words filled a brand's memory and its hours of computing."""

POST_TERMS_MIN = 60
"""Hardly anybody reports more than ten things about one company in a day. Who posts hundreds of everyday sentences is one
more person for every word that others happen to use: three such accounts opened alerts on a word of six customers."""


class AuthorBudget:
    """How many terms of each person have been counted today, by event time; a post counts for `POST_TERMS_MIN` at least.

    >>> budget = AuthorBudget()
    >>> [budget.spend("ann", 300, bucket=7) for _ in range(3)], budget.spend("bob", 300, bucket=7)
    ([True, True, False], True)
    """

    def __init__(self, day: int = -1, spent: Mapping[str, int] | None = None) -> None:
        self.day = day
        self.spent = dict(spent or {})

    def spend(self, person: str, terms: int, bucket: int) -> bool:
        """Counts a post of so many terms at the close of `bucket`; False, and nothing is spent, above the limit."""
        if bucket // DAY_BUCKETS != self.day:
            self.day = bucket // DAY_BUCKETS
            self.spent.clear()
        spent = self.spent.get(person, 0) + max(POST_TERMS_MIN, terms)
        if spent > TERMS_A_DAY:
            return False
        self.spent[person] = spent
        return True

    def forget(self, people: Iterable[str]) -> None:
        """As if these people had written nothing today."""
        for person in people:
            self.spent.pop(person, None)

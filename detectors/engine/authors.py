"""What one person may have counted in a day: nobody fills the tests with words of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from detectors.buckets import DAY_BUCKETS

TERMS_A_DAY = 600
"""Without a limit five accounts with random words filled a brand's memory and its hours of computing."""

POST_TERMS_MIN = 60
"""Hardly anybody reports more than ten things about one company in a day. Who posts hundreds of everyday sentences is one
more person for every word that others happen to use: three such accounts opened alerts on a word of six customers."""


LOUD_PART = 0.5
"""Who writes more is loud, and counts for nobody while the loud are at most this part of the others: three who write all
day make every word of theirs usual, or as common as a fault. Where most write so much the source has few authors."""


class AuthorBudget:
    """How many terms of each person have been counted today, by event time; a post counts for `POST_TERMS_MIN` at least.

    Who was loud the day before is so today.

    >>> budget = AuthorBudget()
    >>> [budget.spend("ann", 300, bucket=7) for _ in range(3)], budget.spend("bob", 300, bucket=7)
    ([True, True, False], True)
    >>> budget.take_loud(writing=2), budget.take_loud(writing=3)
    (set(), {'ann'})
    """

    def __init__(
        self,
        day: int = -1,
        spent: Mapping[str, int] | None = None,
        loud: Iterable[str] = (),
        loud_before: Iterable[str] = (),
    ) -> None:
        self.day = day
        self.spent = dict(spent or {})
        self.loud, self.loud_before = set(loud), set(loud_before)
        self.all_loud = frozenset(self.loud | self.loud_before)
        """Those of today and of the day before, who count for nobody."""
        # Who went above the limit and counts all the same so far.
        self._above: set[str] = {person for person, terms in self.spent.items() if terms > TERMS_A_DAY} - self.loud

    def spend(self, person: str, terms: int, bucket: int) -> bool:
        """Counts a post of so many terms at the close of `bucket`; False above the limit, and of who is loud."""
        if (day := bucket // DAY_BUCKETS) != self.day:
            self.loud_before = self.loud if day == self.day + 1 else set()
            self.day, self.loud, self._above = day, set(), set()
            self.all_loud = frozenset(self.loud_before)
            self.spent.clear()
        spent = self.spent[person] = min(2 * TERMS_A_DAY, self.spent.get(person, 0) + max(POST_TERMS_MIN, terms))
        if spent > TERMS_A_DAY and person not in self.loud:
            self._above.add(person)
        return spent <= TERMS_A_DAY and person not in self.loud_before

    @property
    def has_loud(self) -> bool:
        """Whether anybody went above the limit who still counts."""
        return bool(self._above)

    def take_loud(self, writing: int) -> set[str]:
        """Those who are loud from now on, where so many people count who wrote in the last day; everybody only once."""
        others = writing - len(self._above)
        if len(self._above) + len(self.loud) > LOUD_PART * others:
            return set()
        found, self._above = self._above, set()
        self.loud |= found
        self.all_loud |= found
        return found

    def forget(self, people: Collection[str]) -> None:
        """As if these people had written nothing today."""
        for person in people:
            self.spent.pop(person, None)
        for some in (self.loud, self.loud_before, self._above):
            some.difference_update(people)
        self.all_loud -= frozenset(people)

"""Which trends a post is a member of, found by the names it stands for.

To ask every trend about every post was a sixth of an engine's time where many were open.
"""

from __future__ import annotations

from collections.abc import Iterable

from detectors.trends.tiers import WORDED, Standing, Tier
from detectors.trends.trend import Trend

MEMBER = 2


class Membership:
    """The keys of some trends as they are now, by tier and name.

    A post is a member by the lead of a trend, by a group or thread of it, or by two of the words that rose beside them.
    One of those words alone makes nobody a member: it may be an everyday one.
    """

    def __init__(self, trends: Iterable[Trend]) -> None:
        by_tier: dict[Tier, dict[str, list[tuple[Trend, int]]]] = {tier: {} for tier in Tier}
        for trend in trends:
            for key in trend.keys:
                weight = 1 if key.tier in WORDED and key != trend.lead else MEMBER
                by_tier[key.tier].setdefault(key.name, []).append((trend, weight))
        self._groups, self._phrases, self._terms, self._threads, self._whole = (by_tier[tier] for tier in Tier)

    def of(self, stands: Standing) -> list[Trend]:
        """The trends that a post which stands for this is a member of, in no order."""
        told = [*self._threads.get(stands.root, ())] if stands.root else []
        if not stands.is_echo:
            for counted in self._whole.values():
                told += counted
            if self._groups and stands.group >= 0:
                told += self._groups.get(str(stands.group), ())
            for names, said in ((self._terms, stands.terms), (self._phrases, stands.phrases)):
                # A look at all words at once: most posts are of no trend.
                if not names.keys().isdisjoint(said):
                    for name in said:
                        told += names.get(name, ())
        weighed: dict[Trend, int] = {}
        for trend, weight in told:
            weighed[trend] = weighed.get(trend, 0) + weight
        return [trend for trend, weight in weighed.items() if weight >= MEMBER]

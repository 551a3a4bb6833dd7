"""What operators set for a brand, and what a brand runs by.

A `BrandPolicy` may change at any time: it comes from a file, and while running by a command in the log. A `BrandConfig` is
that and what may not change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import blake2b

import msgspec

from detectors.facts import TrendStats
from detectors.lifecycle import Policy
from detectors.posts.tiers import TEXT_TIERS, Key
from detectors.text import normalise
from detectors.text.lists import STEMMERS

# A watched word may be ten times less sure. A term has a thousandth of the budget: a watched one takes a hundredth.
WATCHED_RELAXATION = 10.0


class PlannedEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"from_": "from"}):
    """Something that was announced: from when (included) to when (not included), in seconds of event time, and what."""

    from_: float
    until: float
    note: str = ""


class BrandPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What operators set for a brand.

    `budget_per_day`: false alerts allowed a day. `people_min`: people that an alert needs. `own_accounts`,
    `staff_accounts`, `partner_accounts`: handles of the brand, its staff, its dealers and agencies, or patterns of them
    (`acme-*`), never complainants; `bot_accounts`: those of programs, whose posts are left out. `own_pseudonyms`: those of
    all of them that are no patterns, as `Complaint.handle` has them. `route`: where its alerts go. `timezone`: of the times
    on cards.

    `watched`: words or phrases that matter more. A trend with one of them opens with three people instead of `people_min`
    and may be ten times less sure; one person alone, however often they write, still opens nothing.
    `muted`: words or phrases that nobody wants messages about. A trend with one of them stays on the board, whatever
    its severity: its events go on, no message is sent.
    `planned`: what opens during one of these stays on the board until it is over, and ends as expected; when people still
    report it afterwards, a message is sent then.
    """

    budget_per_day: float = 0.1
    people_min: int = 5
    own_accounts: tuple[str, ...] = ()
    staff_accounts: tuple[str, ...] = ()
    partner_accounts: tuple[str, ...] = ()
    bot_accounts: tuple[str, ...] = ()
    own_pseudonyms: tuple[str, ...] = ()
    route: str = "care"
    watched: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    planned: tuple[PlannedEvent, ...] = ()
    timezone: str = "UTC"

    @property
    def never_complain(self) -> tuple[str, ...]:
        """The accounts that are not customers', names and patterns."""
        return (*self.own_accounts, *self.staff_accounts, *self.partner_accounts)

    @property
    def fingerprint(self) -> str:
        """The same for the same policy: what an event names it by."""
        return blake2b(msgspec.json.encode(self), digest_size=4).hexdigest()

    def planned_at(self, at: float) -> PlannedEvent | None:
        """The planned event under way at `at`; of several the one that lasts longest."""
        under_way = [event for event in self.planned if event.from_ <= at < event.until]
        return max(under_way, key=lambda event: event.until, default=None)


class BrandConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What a brand runs by: what operators set, the limits of the life-cycle, the clusterer by its name
    (`detectors.grouping.CLUSTERERS`), and the address of the board, which `link` of an event leads to; empty: none."""

    budget_per_day: float = 0.1
    policy: Policy = Policy()
    own_handles: tuple[str, ...] = ()
    route: str = "care"
    clusterer: str = "ours"
    board_url: str = ""
    operators: BrandPolicy = BrandPolicy()

    def under(self, operators: BrandPolicy) -> BrandConfig:
        """The same brand under what operators set now."""
        return msgspec.structs.replace(
            self,
            budget_per_day=operators.budget_per_day,
            policy=msgspec.structs.replace(self.policy, people_min=operators.people_min),
            own_handles=operators.own_accounts,
            route=operators.route,
            operators=operators,
        )


class ActivePolicy:
    """What a policy means for a trend, by its terms (`words`)."""

    def __init__(self, config: BrandConfig) -> None:
        self._operators = config.operators
        self._limits = config.policy
        self.own = frozenset(config.operators.own_pseudonyms)
        """Accounts that are the brand's by a policy that was sent since intake was started, which knows its own."""
        self._watched, self._muted = Terms(config.operators.watched), Terms(config.operators.muted)

    def relaxation(self, key: Key) -> float:
        """How many times less sure a key may be than others: one of watched words."""
        return WATCHED_RELAXATION if key.tier in TEXT_TIERS and self._watched.in_words(key.name.split()) else 1.0

    def limits(self, words: Collection[str]) -> Policy:
        """The limits of the life-cycle; a trend with watched words opens with as many people as others need to emerge."""
        p = self._limits
        if not self._watched.in_words(words):
            return p
        return msgspec.structs.replace(p, people_min=min(p.people_min, p.emerging_min))

    def muting(self, words: Collection[str], stats: TrendStats) -> TrendStats:
        """The stats, with the reasons to send no message: a muted term among these words, a planned event."""
        planned = self._operators.planned_at(stats.at)
        return msgspec.structs.replace(
            stats,
            muted=self._muted.in_words(words),
            planned=planned.note or "a planned event" if planned else "",
            planned_until=planned.until if planned else 0.0,
        )


class Terms:
    """Words and phrases as people write them, in the normal forms of every language, whatever language posts are in.

    >>> Terms(["hold times"]).in_words({"hold", "time", "hour"})
    'hold times'
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._forms = [(phrase, forms_of(phrase)) for phrase in phrases]

    def in_words(self, words: Collection[str]) -> str:
        """The first phrase all of whose terms are among `words`; empty when there is none."""
        for phrase, forms in self._forms:
            if any(all(term in words for term in form) for form in forms):
                return phrase
        return ""


def forms_of(phrase: str) -> frozenset[tuple[str, ...]]:
    """The terms of a phrase, for each language that reads it differently; none when no term of it counts anywhere."""
    return frozenset(form for lang in ("", *sorted(STEMMERS)) if (form := normalise(phrase, lang)))

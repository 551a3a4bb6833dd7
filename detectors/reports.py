"""What an engine reports beside its events: how each brand stands, and the posts that have become members of a trend.

Reports change nothing and decide nothing. They are read from the state after records were applied, so the newest report of
a brand says everything that an older one held.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

REPORT_SCHEMA_VERSION = 1
MEMBERS_MAX = 500
"""Members of one trend in one report, the newest: of a storm more would help nobody."""
SERIES_MAX = 48
"""Numbers of a trend's curve at most."""
MEMBERS_PER_RECORD = 25
"""So few that a record stays far below Kafka's limit, however long the texts."""


class BrandLevels(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """People per `bucket_minutes` from `from` on, and how many are usual in each."""

    bucket_minutes: int
    from_: str = msgspec.field(name="from")
    people: list[int]
    usual: list[float]


class LiveTrend(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a trend stands now, between two of its events; `series` is people per hour from `series_from` on, the newest
    `SERIES_MAX` of them."""

    trend_id: str
    people: int
    people_hour: int
    people_3h: int
    posts: int
    series_from: str = ""
    series: tuple[int, ...] = ()


class BrandReport(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A brand as its engine last reported it: a value of the topic `brands`.

    `at` is the event time up to which everything is decided; `since` the first mention, `armed_since` the time from which
    alerts on its volume can open, absent while too few people have written to say it; `armed` says it in words.
    """

    schema_version: int
    brand: str
    at: str
    since: str = ""
    armed_since: str = ""
    armed: str = ""
    people_hour: int = 0
    usual_hour: float = 0.0
    people_3h: int = 0
    usual_3h: float = 0.0
    budget_per_day: float = 0.0
    levels: BrandLevels | None = None
    trends: list[LiveTrend] = []


class Member(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A post that is a member of a trend; `text` is masked."""

    mention_id: str
    at: str
    text: str
    url: str = ""
    channel: str = ""
    language: str = ""
    product: str = ""
    region: str = ""
    version: str = ""
    kind: str = ""


class NewMembers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Posts that have become members of a trend: a value of the topic `members`."""

    schema_version: int
    brand: str
    trend_id: str
    members: list[Member]


class Withheld(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A rise that was kept out of the alerts, with a post of it: a value of the topic `kept-out`."""

    brand: str
    at: str
    reason: str
    text: str
    why: str
    people: int
    posts: int


class Reports(NamedTuple):
    """What an engine has to report since it was asked before."""

    brands: list[BrandReport]
    members: list[NewMembers]
    withheld: Sequence[Withheld] = ()

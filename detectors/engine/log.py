"""The log of an engine: the three kinds of record that can change it, and nothing else can.

An engine is a function of its log. The same log gives the same events, always; the log is one partition of `complaints`.
"""

from __future__ import annotations

import msgspec

from detectors.engine.policy import BrandPolicy
from detectors.mention import Complaint

FORGET = "forget"
"""The kind of command that forgets people."""


class Progress(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag="progress"):
    """How far an origin has come: everything before `at` (event time) that it will send in order, it has sent.

    `origins` is how many origins there are: an engine waits until every one has reported. With `idle` the origin does
    not hold back the others until it sends again; `at` is then the wall clock of an intake that received nothing.
    `lateness` is by how many seconds its mentions come out of order, where that was observed: the engine then allows it so
    much, and at most what it was configured with.
    """

    origin: int
    origins: int
    at: float
    idle: bool = False
    lateness: float | None = None


class Command(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag="command"):
    """What an operator answered about a trend, or (kind `policy`) the policy that a brand runs by from here on, or (kind
    `forget`) the people that are forgotten, by the keyed hashes that complaints have of them: by one brand, or by every
    brand of the engine where `brand` is empty.

    `at` is when it was sent. `origin` and `offset` say where in `feedback` it came from: an offset seen before is a
    redelivery. `version` is where a fix is in, `reference` a ticket, `same_as` the id of the trend that this one is merged
    into, `mention_ids` the posts that do not belong. A policy comes from nowhere (-1): a repeated one changes nothing by
    itself.
    """

    brand: str
    kind: str
    at: float
    by: str = ""
    trend_id: str = ""
    event_id: str = ""
    note: str = ""
    until: float = 0.0
    policy: BrandPolicy | None = None
    origin: int = -1
    offset: int = -1
    version: str = ""
    reference: str = ""
    same_as: str = ""
    mention_ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


LogRecord = Complaint | Progress | Command

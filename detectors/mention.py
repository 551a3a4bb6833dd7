"""What arrives: a mention as producers send it, and the complaint that intake makes of it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

UNNAMED = "?"
"""What the hash of a person begins with of whom nobody knows who it is."""


class Kind(StrEnum):
    """How a mention came about."""

    POST = "post"
    REPLY = "reply"
    REPOST = "repost"
    QUOTE = "quote"
    REVIEW = "review"
    TICKET = "ticket"


class Basis(StrEnum):
    """What the score of a complaint rests on."""

    RATING = "rating"
    MODEL = "model"
    REPLY = "reply"
    UNKNOWN = "unknown"


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One post about a brand, checked. `at` is event time in seconds since 1970 UTC; absent texts are empty.

    `rating` is normalised to 1 (worst) to 5 (best), None when none was given. `day_only` marks a mention whose source names
    the day and no time: `at` then lies somewhere within that day. `automatic`: a program wrote it, and no
    person. `version`: of the product, as its producer knows it.
    """

    id: str
    text: str
    author: str
    at: float
    brand: str
    channel: str = ""
    lang: str = ""
    product: str = ""
    region: str = ""
    reach: int = 0
    repost_of: str = ""
    reply_to: str = ""
    url: str = ""
    person: str = ""
    title: str = ""
    kind: Kind = Kind.POST
    rating: float | None = None
    day_only: bool = False
    automatic: bool = False
    version: str = ""


class Quoted(msgspec.Struct, frozen=True, array_like=True):
    """Words of somebody else that a post repeats: whose (a handle, may be empty) and the text."""

    handle: str
    text: str


class Complaint(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, tag_field="type", tag="complaint"):
    """A mention that the screen let through, normalised: what the log of an engine holds of it.

    `person` is a keyed hash: the author's name goes no further than intake; `handle` is one of the account alone, whatever
    its channel and the brand its producer gave. `text` and `title` are masked and capped.
    `terms` are the person's *own* words, normalised, in their order and with repetitions; words of a quote are in
    `quoted` only. `own` marks a post of the brand itself or its staff: never a complainant, but a root that others answer.
    `lang_found` says that nobody named `lang`: it was found by its words, and is in doubt where these are few.
    `intent` says that it is for a stream of its own (`detectors.engine.streams`); empty for the complaints.
    `received` is the Kafka time of its record in `mentions`, in seconds. `score` is how likely it is a complaint,
    0 to 1, `basis` what that rests on, and `screen` the version of the model. A `reply` has no words but those of
    agreement: it reports what it answers. `origin` and `offset` say where in `mentions` it came from: an offset of that
    origin seen before is a redelivery.
    """

    origin: int
    offset: int
    id: str
    brand: str
    at: float
    person: str
    text: str
    terms: tuple[str, ...]
    title: str = ""
    quoted: Quoted | None = None
    channel: str = ""
    lang: str = ""
    product: str = ""
    region: str = ""
    reach: int = 0
    repost_of: str = ""
    reply_to: str = ""
    url: str = ""
    kind: Kind = Kind.POST
    score: float = 1.0
    basis: Basis = Basis.UNKNOWN
    screen: int = 0
    own: bool = False
    handle: str = ""
    received: float = 0.0
    day_only: bool = False
    version: str = ""
    intent: str = ""
    lang_found: bool = False

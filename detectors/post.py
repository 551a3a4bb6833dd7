"""A post as a trend keeps it: what verdict, title, clues and samples are read from."""

from __future__ import annotations

from operator import attrgetter

import msgspec

from detectors.mention import Complaint, Kind, Quoted

DERIVED = (Kind.REPOST, Kind.QUOTE)


class Post(msgspec.Struct, frozen=True, array_like=True):
    """One member of a trend. `text` and `title` are masked; `terms` are the person's own words, quotes already cut off."""

    id: str
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
    day_only: bool = False


_members = attrgetter(*Post.__struct_fields__)


def post_of(complaint: Complaint) -> Post:
    """The member that a complaint becomes when it joins a trend: what both have."""
    return Post(*_members(complaint))

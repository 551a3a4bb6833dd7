"""What the topics that the board reads hold, checked: a record that is not what it should be is refused, never shown.

Texts in them come from strangers. They leave `cleaned` without control, format and direction-changing characters; the page
puts them into text nodes only. Nothing is longer than a page can show: ours is not, and what somebody else wrote is cut.
"""

from __future__ import annotations

from itertools import islice
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

import msgspec
import orjson

from detectors.reports import BrandReport, NewMembers
from stream.alerts.answers import AnswerRecord
from stream.alerts.cards import JOINERS, OBEYED

RECORD_BYTES_MAX = 1024 * 1024
TEXT_MAX, ITEMS_MAX = 4_000, 500
_LINKS = frozenset({"url", "link"})


class KeptOutRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the page shows of a value of `kept-out`, by intake or by an engine."""

    reason: str = ""
    text: str = ""
    title: str = ""
    why: str = ""
    url: str = ""
    at: float | str = ""
    people: int = 0
    count: int = 1


class DeliveryRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows of a value of `deliveries`."""

    state: str = "pending"
    receiver: str = ""
    kind: str = "event"
    trend_id: str = ""
    brand: str = ""
    title: str = ""
    attempts: int = 0
    error: str = ""


BRANDS = msgspec.json.Decoder(BrandReport)
MEMBERS = msgspec.json.Decoder(NewMembers)
ANSWERS = msgspec.json.Decoder(AnswerRecord)
KEPT_OUT = msgspec.json.Decoder(KeptOutRecord)
DELIVERIES = msgspec.json.Decoder(DeliveryRecord)


def checked(value: Any) -> Any:
    """The same plain value, when it can be sent to a browser: TypeError when it is too deep or a number is too large."""
    orjson.dumps(value)
    return value


def cleaned(value: Any) -> Any:
    """The same plain value; every text in it on one line without what a browser or a reader could be misled by, and cut
    where it is longer than ours are, as lists are.

    A link that is not http or https is dropped.

    >>> cleaned({"title": "a\\u202eb", "url": "javascript:alert(1)", "link": "https://ops.example/t/1"})
    {'title': 'a b', 'url': '', 'link': 'https://ops.example/t/1'}
    """
    if isinstance(value, str):
        return plain(value if len(value) <= TEXT_MAX else f"{value[:TEXT_MAX]}…")
    if isinstance(value, dict):
        some = islice(value.items(), ITEMS_MAX)
        return {plain(key): web_link(item) if key in _LINKS else cleaned(item) for key, item in some}
    if isinstance(value, list | tuple):
        return [cleaned(item) for item in value[:ITEMS_MAX]]
    return value


def plain(text: str) -> str:
    """The text on one line without control, format and unpaired surrogate characters."""
    if text.isprintable():
        return text
    return "".join(
        char if char in JOINERS or (category(char) not in OBEYED and not (char.isspace() and char != " ")) else " "
        for char in text
    )


def web_link(address: object) -> str:
    """The address when it is one of the web; empty otherwise."""
    if not isinstance(address, str) or not address.isprintable() or len(address) > TEXT_MAX:
        return ""
    try:
        return address if urlsplit(address).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def encoded(value: Any) -> bytes:
    """JSON of a plain value."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)

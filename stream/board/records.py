"""What the topics that the board reads hold, checked: a record that is not what it should be is refused, never shown.

Texts in them come from strangers. They leave `cleaned` without control, format and direction-changing characters; the page
puts them into text nodes only.
"""

from __future__ import annotations

from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

import msgspec
import orjson

from detectors.reports import BrandReport, NewMembers
from stream.alerts.answers import AnswerRecord
from stream.alerts.cards import JOINERS, OBEYED

RECORD_BYTES_MAX = 1024 * 1024
_LINKS = frozenset({"url", "link"})


BRANDS = msgspec.json.Decoder(BrandReport)
MEMBERS = msgspec.json.Decoder(NewMembers)
ANSWERS = msgspec.json.Decoder(AnswerRecord)
OBJECTS = msgspec.json.Decoder(dict[str, Any])


def checked(value: Any) -> Any:
    """The same plain value, when it can be sent to a browser: TypeError when it is too deep or a number is too large."""
    orjson.dumps(value)
    return value


def cleaned(value: Any) -> Any:
    """The same plain value; every text in it on one line without what a browser or a reader could be misled by.

    A link that is not http or https is dropped.

    >>> cleaned({"title": "a\\u202eb", "url": "javascript:alert(1)", "link": "https://ops.example/t/1"})
    {'title': 'a b', 'url': '', 'link': 'https://ops.example/t/1'}
    """
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(key): web_link(item) if key in _LINKS else cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(item) for item in value]
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
    if not isinstance(address, str) or not address.isprintable():
        return ""
    try:
        return address if urlsplit(address).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def encoded(value: Any) -> bytes:
    """JSON of a plain value."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)

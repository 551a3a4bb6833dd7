"""One record of a file as a mention in the producers' form."""

from __future__ import annotations

import html
import re
from collections import Counter
from hashlib import blake2b
from typing import Any

from detectors.text.placeholders import is_deleted_text, is_unknown_author
from stream.reading.columns import WHOLE_NUMBERS
from stream.reading.options import Options
from stream.reading.plan import Plan, stamp_at, value_at
from stream.reading.ratings import rating_in
from stream.reading.rows import DELETED, EMPTY, Problem, Record, Row, packed, shown

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,2000}>|<!--[^<>]{0,2000}-->")
_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
_REDDIT, _REDDIT_PATH = "https://www.reddit.com", "/r/"
_REDDIT_PREFIX = re.compile(r"t[1-6]_(?=[0-9a-z]{3,12}$)")
_OF_REDDIT = frozenset({"reply_to", "id", "repost_of"})
NAMES_KEPT_MAX = 100_000
# Names and ids of producers are text, whatever type a file keeps them in.
_TEXTS = frozenset(
    {"id", "text", "author", "brand", "channel", "lang", "product", "region", "repost_of", "reply_to", "url", "version"}
)
_TEXTS |= frozenset({"person", "title", "kind"})


class Reader:
    """Makes mentions of records by one plan, and counts what there is to say about them afterwards."""

    def __init__(self, plan: Plan, options: Options) -> None:
        self.mentions = 0
        self.unknown_authors = 0
        self.authors: Counter[str] = Counter()
        self._plan = plan
        self._fields = [(name, column, name in _TEXTS) for name, column in plan.columns.items()]
        self._anonymous = options.anonymous
        self._is_identity = plan.is_identity and not plan.html and "author" in plan.columns and "id" in plan.columns
        self._same = "rating" not in plan.columns or plan.scale in (None, (1.0, 5.0))

    def row(self, record: Record) -> Row | Problem:
        values = self._values(record)
        at = self._plan.dates(values.get("created_at"))
        if at is None:
            return Problem(record.line, "time unreadable", shown(values.get("created_at")))
        text = values.get("text")
        if not isinstance(text, str) or not text.strip():
            # Many reviews are a title, or stars, and nothing else.
            text = values.pop("title", "")
            if not isinstance(text, str) or not text.strip():
                return Problem(record.line, EMPTY, shown(values.get("rating", "")))
        if is_deleted_text(plain_text(text) if self._plan.html and text.startswith("<") else text):
            return Problem(record.line, DELETED, shown(text))
        if (bad := self._number_problem(record, values)) is not None:
            return bad
        author = self._author(values)
        at_ms, day_only = at
        self.mentions += 1
        if self._is_identity and self._is_as_sent(record, values, text, author, at_ms, day_only):
            return Row(at_ms, record.raw, record.line)
        values["text"] = plain_text(text) if self._plan.html else text
        values["author"] = author
        values.setdefault("id", f"line-{record.line}")
        if day_only:
            at_ms += self._within_day(at_ms, f"{values['id']}/{values.get('brand', '')}")
            values["day_only"] = True
        values["created_at"] = at_ms
        self._rate(values)
        return Row(at_ms, packed(values), record.line)

    def _values(self, record: Record) -> dict[str, Any]:
        values: dict[str, Any] = dict(self._plan.constants)
        found = record.values
        for name, column, is_text in self._fields:
            value = found.get(column)
            if value is None:
                if column in found or "." not in column:
                    continue
                value = value_at(found, column)
            if is_text and type(value) is not str:
                value = _as_text(value) if value is not None else None
            if value is None or value == "":
                continue
            if name in _OF_REDDIT:
                value = _REDDIT_PREFIX.sub("", value)
            elif name == "url" and value.startswith(_REDDIT_PATH):
                value = _REDDIT + value
            values[name] = value
        if self._plan.time and "created_at" in self._plan.columns:
            values["created_at"] = stamp_at(found, self._plan.columns["created_at"], self._plan.time)
        return values

    def _is_as_sent(
        self, record: Record, values: dict[str, Any], text: str, author: str, at_ms: int, day_only: bool
    ) -> bool:
        """Whether the line can be handed on byte by byte."""
        return (
            record.raw != b""
            and not day_only
            and self._same
            and text is record.values.get("text")
            and author == values.get("author", "")
            and _in_producers_form(values.get("created_at"), at_ms)
        )

    def _author(self, values: dict[str, Any]) -> str:
        """The author's name, empty when nobody knows it."""
        author: str = values.get("author", "")
        if is_unknown_author(author) or author.strip().casefold() in self._anonymous:
            self.unknown_authors += 1
            return author if is_unknown_author(author) else ""
        if author in self.authors or len(self.authors) < NAMES_KEPT_MAX:
            self.authors[author] += 1
        return author

    def _number_problem(self, record: Record, values: dict[str, Any]) -> Problem | None:
        for name in WHOLE_NUMBERS:
            if name in values and not isinstance(values[name], int):
                try:
                    values[name] = int(float(values[name]))
                except (TypeError, ValueError, OverflowError):
                    return Problem(record.line, "not a number", f"{name} is {shown(values[name])}")
        return None

    def _rate(self, values: dict[str, Any]) -> None:
        """The rating as a number with its scale, where there is one."""
        found = rating_in(values.pop("rating", None))
        scale = self._plan.scale
        if found is None or (scale is None and found[1] is None):
            return
        values["rating"] = found[0]
        low, high = scale or (1.0, found[1] or 5.0)
        if found[1] is not None and found[1] != high:
            low, high = 1.0, found[1]
        if (low, high) != (1.0, 5.0) and "rating_scale" not in values:
            values["rating_scale"] = f"{low:g}-{high:g}"

    def _within_day(self, begin_ms: int, name: str) -> int:
        """Where in its day a post of unknown time is put: anywhere, by its id. At one and the same moment all posts of a
        day would look like a burst of an instant, in an order that says nothing."""
        share = int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=6).digest()) / (1 << 48)
        return int(share * self._plan.dates.day_milliseconds(begin_ms))


def plain_text(text: str) -> str:
    """HTML as the text that people read of it. Linear.

    >>> plain_text("<p>It &amp; that<br>broke</p><pre>x &lt; 1</pre>")
    'It & that\\nbroke\\nx < 1'
    """
    stripped = _TAG.sub(lambda match: "\n" if (match[2] or "").casefold() in _BLOCKS else "", text)
    return "\n".join(line.strip() for line in html.unescape(stripped).splitlines() if line.strip())


def _as_text(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        # Telegram's texts are plain parts and marked ones, which stand under `text`.
        parts = [part.get("text") if isinstance(part, dict) else part for part in value]
        texts = [part for part in parts if isinstance(part, str)]
        between = "" if any(isinstance(part, dict) for part in value) else " "
        return between.join(texts) or None if len(texts) == len(parts) else None
    return None if isinstance(value, (dict, list)) else str(value)


def _in_producers_form(created_at: object, at_ms: int) -> bool:
    """RFC 3339 with its zone, or epoch milliseconds as a whole number."""
    if isinstance(created_at, str):
        return len(created_at) >= 20 and created_at[10] in "Tt" and (created_at[-1] in "Zz" or created_at[-6] in "+-")
    return type(created_at) is int and created_at == at_ms

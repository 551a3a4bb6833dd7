"""JSON in the forms it is found in: one object a line, an array, an object that holds a list, a pretty-printed file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from detectors.text.surrogates import replace_lone_surrogates
from stream.reading.content import Content
from stream.reading.lines import LINE_BYTES_MAX, lines_of
from stream.reading.rows import Problem, ReadingError, Record

DOCUMENT_BYTES_MAX = 1 << 30
LISTS_DEEP_MAX = 4
# Whole numbers come out exact, however large: ids of posts lie above 2^53.
_DECODER = msgspec.json.Decoder()
# What programs write that take JavaScript's numbers for JSON's.
_NO_NUMBERS = (b"NaN", b"Infinity")
# Objects under names of their own have this part of their fields in common.
ALIKE_SHARE = 0.5
NAMED_MIN = 3
# A list of so few, which each hold so many objects in the mean, are pages: a listing and its comments.
PAGES_MAX, PAGE_MIN = 4, 4
DAMAGED_JSON = "JSON damaged from here on"
_BETWEEN = re.compile(r"[\s,\[\]]*")


class JsonLines:
    """One object a line."""

    header: list[str] | None = None

    def __init__(self, content: Content) -> None:
        self._content = content

    def records(self) -> Iterator[Record | Problem]:
        for number, line in lines_of(self._content.stream()):
            if line is None:
                yield Problem(number, "line too long", f"more than {LINE_BYTES_MAX:,} bytes")
                continue
            line = line.strip()
            if not line:
                continue
            try:
                line, record = decoded(line.removesuffix(b","))
            except (ValueError, RecursionError) as error:
                yield Problem(number, "not JSON", str(error)[:100])
                continue
            yield _record(number, record, line)


class JsonDocument:
    """A file of one JSON value or several, in whatever form it holds objects (`objects_of`)."""

    header: list[str] | None = None

    def __init__(self, content: Content) -> None:
        stream = content.stream()
        whole = stream.read(DOCUMENT_BYTES_MAX + 1).removeprefix(b"\xef\xbb\xbf")
        if len(whole) > DOCUMENT_BYTES_MAX:
            raise ReadingError(f"{content.path} is one JSON value of more than 1 GiB; write one mention a line instead")
        try:
            value, self._damaged = _one_or_several(whole)
        except (ValueError, RecursionError) as error:
            raise ReadingError(
                f"{content.path} begins like JSON and is neither one JSON value nor one JSON object a line ({error}); "
                "a table needs a first line with the names of its columns"
            ) from error
        self._items = objects_of(value)
        if not self._items:
            raise ReadingError(f"{content.path} is JSON without a list of objects in it")

    def records(self) -> Iterator[Record | Problem]:
        for place, item in enumerate(self._items, 1):
            yield _record(place, item, b"")
        if self._damaged:
            yield Problem(len(self._items) + 1, DAMAGED_JSON, self._damaged)


def json_source(content: Content) -> JsonLines | JsonDocument:
    """One JSON value a line where the first line is one and more follow, else the file as a whole."""
    stream = content.stream()
    start = stream.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"[":
        return JsonDocument(content)
    first = next((line for _, line in lines_of(stream) if line is None or line.strip()), b"{}")
    if first is None:
        return JsonLines(content) if stream.peek(1) else JsonDocument(content)
    try:
        _, value = decoded(first.strip())
    except (ValueError, RecursionError):
        opened = first.strip() in (b"{", b"[") or _is_opened(first)
        several = first.strip().startswith(b"{") and _is_last(stream)
        return JsonDocument(content) if opened or several else JsonLines(content)
    alone = _is_last(stream)
    return JsonDocument(content) if alone and objects_of(value) else JsonLines(content)


def _is_last(stream: io.BufferedReader) -> bool:
    return not any(line is None or line.strip() for _, line in lines_of(stream))


def decoded(line: bytes) -> tuple[bytes, Any]:
    """The value of JSON text, and the text as it could be read: half an emoji in it is replaced, `NaN` is null.

    Raises ValueError (msgspec's errors are), RecursionError.
    """
    try:
        return line, _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        mended = replace_lone_surrogates(line.decode("utf-8", "replace").encode())
        if any(constant in mended for constant in _NO_NUMBERS):
            value = json.loads(mended, parse_constant=_nothing)
            return json.dumps(value).encode(), value
        if mended == line:
            raise error
        return mended, _DECODER.decode(mended)


def _is_opened(first: bytes) -> bool:
    """Whether an object begins on this line and does not end on it, as in a pretty-printed file."""
    line = first.strip()
    return line.startswith(b"{") and not line.endswith(b"}") and line.endswith((b"{", b"[", b","))


def _record(number: int, record: Any, raw: bytes) -> Record | Problem:
    if isinstance(record, dict):
        return Record(number, record, raw)
    return Problem(number, "not a JSON object", type(record).__name__)


def objects_of(value: Any) -> list[Any]:
    """The objects that a JSON value holds: its longest list of them; or the rows of a table by columns, by names of columns
    and lists, or under a first row of names; or objects that each stand under their id. Empty when it holds none.

    >>> objects_of({"columns": ["id", "text"], "data": [[1, "a"], [2, "b"]]})
    [{'id': 1, 'text': 'a'}, {'id': 2, 'text': 'b'}]
    >>> objects_of({"text": {"0": "a", "1": "b"}, "id": {"0": 7, "1": 8}})
    [{'text': 'a', 'id': 7}, {'text': 'b', 'id': 8}]
    """
    return _longest_list(value, LISTS_DEEP_MAX) or _table_rows(value) or _by_column(value) or _named_objects(value)


def _longest_list(value: Any, deep: int) -> list[Any]:
    """The longest list that holds objects, the outermost first; of a few pages that each hold one, theirs together."""
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, dict)]
        if objects and len(value) <= PAGES_MAX and deep:
            inner = [item for page in objects for item in _longest_list(page, deep - 1)]
            return inner if len(inner) >= PAGE_MIN * len(value) else value
        return value if objects else []
    if not isinstance(value, dict) or not deep:
        return []
    return max((_longest_list(inner, deep - 1) for inner in value.values()), key=len, default=[])


def _table_rows(value: Any) -> list[Any]:
    """`{"columns": […], "data": [[…], …]}`, or lists of which the first names the columns."""
    if isinstance(value, dict):
        names = next((value[name] for name in ("columns", "fields", "header") if isinstance(value.get(name), list)), None)
        rows = next((value[name] for name in ("data", "rows", "values") if isinstance(value.get(name), list)), None)
        if names is None and rows:
            names, rows = rows[0], rows[1:]
    else:
        names, rows = (value[0], value[1:]) if isinstance(value, list) and value else (None, None)
    if not rows or not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return []
    return [dict(zip(names, row, strict=False)) for row in rows if isinstance(row, list)]


def _by_column(value: Any) -> list[Any]:
    """`{"id": [1, 2], "text": ["a", "b"]}`, or with the number of each row in place of the lists."""
    if not isinstance(value, dict) or len(value) < 2:
        return []
    columns = list(value.values())
    if all(isinstance(one, dict) and one and all(map(str.isdecimal, one)) for one in columns):
        return [{name: one.get(row) for name, one in value.items()} for row in columns[0]]
    if all(isinstance(one, list) and len(one) == len(columns[0]) for one in columns):
        return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
    return []


def _named_objects(value: Any) -> list[Any]:
    """`{"a7": {"text": "…"}, "a8": {"text": "…"}, …}`: objects under their ids."""
    if not isinstance(value, dict):
        return []
    if len(value) < NAMED_MIN:
        # The only object within is looked into.
        return _named_objects(next(iter(value.values()))) if len(value) == 1 else []
    objects = [inner for inner in value.values() if isinstance(inner, dict) and inner]
    if len(objects) < len(value):
        return []
    first = objects[0].keys()
    if not all(len(first & one.keys()) >= ALIKE_SHARE * len(first) for one in objects[1:NAMED_MIN]):
        return []
    return [{"id": name, **inner} for name, inner in value.items()]


def _one_or_several(whole: bytes) -> tuple[Any, str]:
    """The value of JSON text; or a list of the objects that it begins with, and what is wrong behind them: several values
    or arrays one behind the other, with or without commas between, one that ends in a comma, or in the middle."""
    try:
        return decoded(whole)[1], ""
    except (ValueError, RecursionError):
        found, damaged = _objects_at_begin(whole.decode("utf-8", "replace"))
        if not found:
            raise
        return found, damaged


def _objects_at_begin(text: str) -> tuple[list[Any], str]:
    found: list[Any] = []
    decoder, place = json.JSONDecoder(parse_constant=_nothing), 0
    while (begin := _BETWEEN.match(text, place)) and begin.end() < len(text):
        try:
            value, place = decoder.raw_decode(text, begin.end())
        except (ValueError, RecursionError) as error:
            return found, str(error)[:100]
        if not isinstance(value, dict):
            return found, f"{type(value).__name__} instead of an object"
        found.append(value)
    return found, ""


def _nothing(_: str) -> None:
    return None

"""JSON in the forms it is found in: one object a line, an array, an object that holds a list, a pretty-printed file."""

from __future__ import annotations

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
                line, record = decoded(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                yield Problem(number, "not JSON", str(error)[:100])
                continue
            yield _record(number, record, line)


class JsonDocument:
    """A file that is one JSON value: an array of objects, or an object in which the longest list of objects is meant."""

    header: list[str] | None = None

    def __init__(self, content: Content) -> None:
        stream = content.stream()
        whole = stream.read(DOCUMENT_BYTES_MAX + 1).removeprefix(b"\xef\xbb\xbf")
        if len(whole) > DOCUMENT_BYTES_MAX:
            raise ReadingError(f"{content.path} is one JSON value of more than 1 GiB; write one mention a line instead")
        try:
            _, value = decoded(whole)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ReadingError(f"{content.path} is neither one JSON value nor one JSON object a line: {error}") from error
        self._items = _longest_list(value, LISTS_DEEP_MAX)
        if not self._items:
            raise ReadingError(f"{content.path} is JSON without a list of objects in it")

    def records(self) -> Iterator[Record | Problem]:
        for place, item in enumerate(self._items, 1):
            yield _record(place, item, b"")


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
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return JsonDocument(content) if first.strip() in (b"{", b"[") or _is_opened(first) else JsonLines(content)
    alone = not any(line is None or line.strip() for _, line in lines_of(stream))
    return JsonDocument(content) if alone and _longest_list(value, LISTS_DEEP_MAX) else JsonLines(content)


def decoded(line: bytes) -> tuple[bytes, Any]:
    """The value of JSON text, and the text as it could be read: half an emoji in it is replaced."""
    try:
        return line, _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        mended = replace_lone_surrogates(line.decode("utf-8", "replace").encode())
        return mended, _DECODER.decode(mended)


def _is_opened(first: bytes) -> bool:
    """Whether an object begins on this line and does not end on it, as in a pretty-printed file."""
    line = first.strip()
    return line.startswith(b"{") and not line.endswith(b"}") and line.endswith((b"{", b"[", b","))


def _record(number: int, record: Any, raw: bytes) -> Record | Problem:
    if isinstance(record, dict):
        return Record(number, record, raw)
    return Problem(number, "not a JSON object", type(record).__name__)


def _longest_list(value: Any, deep: int) -> list[Any]:
    """The longest list that holds objects, the outermost first."""
    if isinstance(value, list):
        return value if any(isinstance(item, dict) for item in value) else []
    if not isinstance(value, dict) or not deep:
        return []
    return max((_longest_list(inner, deep - 1) for inner in value.values()), key=len, default=[])

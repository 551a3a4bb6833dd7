"""Bytes to Mention and back to bytes; what is refused leaves with its reason.

The bytes of a mention are hostile until this file has read them: their number is bounded before they are parsed, and so is
every text in them afterwards.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
import orjson

from detectors.engine.log import LogRecord
from detectors.errors import RefusedError
from detectors.mention import Kind, Mention
from detectors.rating import normalised_rating
from detectors.text.clean import unescaped
from detectors.text.placeholders import is_unknown_author
from detectors.text.surrogates import replace_lone_surrogates
from stream.kafka.topics import AHEAD_MS_MAX, MENTION_BYTES_MAX

ID_CHARACTERS_MAX = 512
BRAND_CHARACTERS_MAX = 100
TEXT_CHARACTERS_MAX = 100_000
AUTHOR_CHARACTERS_MAX = 512
URL_CHARACTERS_MAX = 2_000
VERSION_CHARACTERS_MAX = 60
AUTHORS_CACHED, BRANDS_CACHED = 20_000, 10_000
# The kind of the command that carries the changed policy of a brand; all other kinds are answers to alerts.
POLICY = "policy"
LATEST_MS = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp() * 1000)
T = TypeVar("T")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Before 2000 nobody complained on these channels; it also distinguishes seconds (1970 as milliseconds) from milliseconds.
EARLIEST_MS = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp() * 1000)


class Reason(StrEnum):
    """Why a mention that is in order is left out of the complaints."""

    NO_WORDS = "no_words"
    NOT_A_COMPLAINT = "not_a_complaint"
    AUTOMATIC = "automatic"
    BOT = "bot_account"
    NOT_FOLLOWED = "not_followed"
    DELETED = "deleted"


class Refusal(StrEnum):
    """Why intake refuses a record; also the label of its counter, so the set is closed."""

    TOO_LARGE = "too_large"
    EMPTY_VALUE = "empty_value"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    NOT_AN_OBJECT = "not_an_object"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    EMPTY_TEXT = "empty_text"
    EMPTY_FIELD = "empty_field"
    TEXT_TOO_LONG = "text_too_long"
    ID_TOO_LONG = "id_too_long"
    AUTHOR_TOO_LONG = "author_too_long"
    BRAND_TOO_LONG = "brand_too_long"
    TIME_UNREADABLE = "time_unreadable"
    TIME_AHEAD = "time_ahead"
    UNEXPECTED = "unexpected"
    TOO_SLOW = "too_slow"
    CRASHED = "crashed"


OUR_FAULTS = frozenset({Refusal.UNEXPECTED, Refusal.TOO_SLOW, Refusal.CRASHED})
"""Whatever a mention holds, it should not lead to these: each shows a bug of ours."""


class _Sent(msgspec.Struct, frozen=True, gc=False):
    """A mention as producers send it; `created_at` is checked afterwards, to distinguish a wrong type from a wrong time."""

    id: str | int
    text: str
    author: str | int | None
    created_at: str | int | float
    brand: str | int
    channel: str | None = None
    lang: str | None = None
    product: str | None = None
    region: str | None = None
    reach: int | float | None = None
    repost_of: str | int | None = None
    reply_to: str | int | None = None
    url: str | None = None
    person: str | int | None = None
    title: str | None = None
    kind: Kind | None = None
    # Anything is let through here: producers have fields of these names already, and no mention is lost for them.
    rating: Any = None
    rating_scale: Any = None
    automatic: Any = None
    day_only: bool | None = None
    version: Any = None


_DECODER = msgspec.json.Decoder(_Sent)
_RECORD_DECODER = msgspec.json.Decoder(LogRecord)
_RECORD_ENCODER = msgspec.json.Encoder()
# Control characters, and the marks that reverse or hide what follows them, have no place in a name.
_MARKS = r"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_UNPRINTABLE = re.compile(f"[{_MARKS}]+")
_SAYS_SOMETHING = re.compile(rf"[^\s{_MARKS}]").search
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_RATED = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)(?:\s?/\s?(\d{1,3}))?")
# Values of `Auto-Submitted` in automatic mails, and how files spell yes.
_AUTOMATIC = frozenset({"true", "1", "yes", "auto-replied", "auto-generated", "auto-notified"})
_DEPTH_MAX = 64
UNKNOWN_AUTHOR = "unknown author of "


def decode_mention(value: bytes | None, record_ms: int) -> Mention:
    """The mention in the bytes of one record of `mentions`; `record_ms` is the record's own Kafka timestamp.

    Event time is the earlier of `created_at` and the record's time, so that no mention moves the watermark ahead of its
    record. Raises RefusedError with a reason of `Refusal`.
    """
    if not value:
        raise RefusedError(Refusal.EMPTY_VALUE)
    if len(value) > MENTION_BYTES_MAX:
        raise RefusedError(Refusal.TOO_LARGE, f"{len(value)} bytes, at most {MENTION_BYTES_MAX}")
    try:
        sent = _DECODER.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        sent = parsed(_DECODER, value)
    # Most names are texts; to ask is cheaper than to call.
    ident = name_of(sent.id if type(sent.id) is str else _digits(sent.id), "id", ID_CHARACTERS_MAX, Refusal.ID_TOO_LONG)
    brand = brand_of(sent.brand if type(sent.brand) is str else _digits(sent.brand))
    author = _author_of(sent.author if type(sent.author) is str else _digits(sent.author) or "", sent.channel or "", ident)
    if len(sent.text) > TEXT_CHARACTERS_MAX:
        raise RefusedError(Refusal.TEXT_TOO_LONG, f"{len(sent.text)} characters, at most {TEXT_CHARACTERS_MAX}")
    if not _SAYS_SOMETHING(sent.text):
        raise RefusedError(Refusal.EMPTY_TEXT)
    created_ms = epoch_milliseconds(sent.created_at)
    if created_ms > record_ms + AHEAD_MS_MAX:
        raise RefusedError(Refusal.TIME_AHEAD, f"{(created_ms - record_ms) // 1000} s later than its own record")
    if created_ms > LATEST_MS:
        # Whatever its record says: an engine's log takes none of them.
        raise RefusedError(Refusal.TIME_UNREADABLE, f"{sent.created_at!r:.60} is after 2200")
    # In the order of the fields: by their names it takes four times as long.
    return Mention(
        ident,
        # Exports of social networks escape their texts for HTML; "&amp;" is no word.
        unescaped(sent.text),
        author,
        min(created_ms, record_ms) / 1000.0,
        brand,
        shortened(sent.channel, 100),
        shortened(sent.lang, 20),
        # Most producers send few of these: to ask is cheaper than to call.
        "" if sent.product is None else shortened(sent.product, 100),
        "" if sent.region is None else shortened(sent.region, 100),
        0 if sent.reach is None else _reach(sent.reach),
        "" if sent.repost_of is None else shortened(_digits(sent.repost_of), ID_CHARACTERS_MAX),
        "" if sent.reply_to is None else shortened(_digits(sent.reply_to), ID_CHARACTERS_MAX),
        "" if sent.url is None else _link(sent.url),
        "" if sent.person is None else shortened(_digits(sent.person), AUTHOR_CHARACTERS_MAX),
        "" if sent.title is None else shortened(sent.title, 1000),
        sent.kind or Kind.POST,
        None if sent.rating is None else _rating(sent.rating, sent.rating_scale),
        bool(sent.day_only),
        sent.automatic is not None and str(sent.automatic).lower() in _AUTOMATIC,
        "" if sent.version is None else _version(sent.version),
    )


def parsed(decoder: msgspec.json.Decoder[T], value: bytes) -> T:
    """Decodes hostile bytes; raises RefusedError when it is not what `decoder` reads."""
    try:
        return _decoded(decoder, value)
    except msgspec.ValidationError as error:
        detail = str(error)
        if "missing required field" in detail:
            raise RefusedError(Refusal.MISSING_FIELD, detail) from error
        if detail.startswith("Expected `object`") and "$" not in detail:
            raise RefusedError(Refusal.NOT_AN_OBJECT, detail) from error
        raise RefusedError(Refusal.WRONG_TYPE, detail) from error
    except RecursionError as error:
        raise RefusedError(Refusal.TOO_DEEP, f"nested deeper than {_DEPTH_MAX}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        try:
            value.decode("utf-8")
        except UnicodeDecodeError as broken:
            raise RefusedError(Refusal.NOT_UTF8, str(broken.reason)) from error
        raise RefusedError(Refusal.NOT_JSON, str(error)) from error


def _decoded(decoder: msgspec.json.Decoder[T], value: bytes) -> T:
    try:
        return decoder.decode(value)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):
        # Half an emoji, left by a producer that cuts texts to a length, spoils no mention.
        mended = replace_lone_surrogates(value)
        if mended == value:
            raise
        return decoder.decode(mended)


def _digits(value: str | int | None) -> str | None:
    """A name that the producer sent as a number, digit by digit; snowflake ids lie above 2^53, and stay exact."""
    return str(value) if isinstance(value, int) else value


def _author_of(sent: str, channel: str, ident: str) -> str:
    """The author, or a name of its own for each post whose author is not known: one unknown person each."""
    author = _known_again(sent) if len(sent) <= AUTHOR_CHARACTERS_MAX else _known(sent)
    return author or f"{UNKNOWN_AUTHOR}{channel}/{ident}"[:AUTHOR_CHARACTERS_MAX].rstrip()


def _known(sent: str) -> str:
    """The name of an author; empty where nobody knows who it was."""
    author = name_of(sent, "author", AUTHOR_CHARACTERS_MAX, Refusal.AUTHOR_TOO_LONG) if _SAYS_SOMETHING(sent) else ""
    return "" if is_unknown_author(author) else author


@lru_cache(maxsize=AUTHORS_CACHED)
def _known_again(sent: str) -> str:
    return _known(sent)


def brand_of(sent: str | None) -> str:
    """The name of a brand; few are sent again and again."""
    if sent is None or len(sent) > BRAND_CHARACTERS_MAX:
        return name_of(sent, "brand", BRAND_CHARACTERS_MAX, Refusal.BRAND_TOO_LONG)
    return _brand_of(sent)


@lru_cache(maxsize=BRANDS_CACHED)
def _brand_of(sent: str) -> str:
    return name_of(sent, "brand", BRAND_CHARACTERS_MAX, Refusal.BRAND_TOO_LONG)


def name_of(value: str | None, field: str, characters_max: int, refusal: Refusal) -> str:
    """A name without what cannot be printed; the same name however it was decorated."""
    value = value or ""
    if len(value) > characters_max:
        raise RefusedError(refusal, f"{len(value)} characters, at most {characters_max}")
    printable = value if value.isprintable() else _UNPRINTABLE.sub(" ", value)
    name = printable.strip()
    if not name:
        raise RefusedError(Refusal.EMPTY_FIELD, field)
    return name


def shortened(value: str | None, characters_max: int) -> str:
    """An optional name, cut rather than refused: nothing depends on it being whole."""
    if not value:
        return ""
    if len(value) <= characters_max and value.isprintable():
        return value.strip()
    value = value[: 2 * characters_max]
    return (value if value.isprintable() else _UNPRINTABLE.sub(" ", value)).strip()[:characters_max]


def _version(value: object) -> str:
    """The version of the product, where it is written as one; no mention is lost for a field of another kind."""
    given = not isinstance(value, bool) and isinstance(value, str | int | float)
    return shortened(str(value), VERSION_CHARACTERS_MAX) if given else ""


def _link(value: str | None) -> str:
    """A link that a reader may follow; whatever else stands there (`javascript:`, `data:`) goes no further."""
    url = shortened(value, URL_CHARACTERS_MAX)
    return url if url.lower().startswith(("http://", "https://")) else ""


def _reach(value: float) -> int:
    return int(max(0, min(value, 10**12)))


def _rating(rating: object, scale: object) -> float | None:
    """1 to 5 from a number on its scale, or from text with it (`8/10`, from 0 on); None for anything else."""
    if isinstance(rating, str):
        found = _RATED.fullmatch(rating.strip()[:20])
        if found is None:
            return None
        rating = float(found[1].replace(",", "."))
        scale = f"0-{found[2]}" if found[2] and found[2] != "5" else scale
    if isinstance(rating, bool) or not isinstance(rating, int | float):
        return None
    return normalised_rating(rating, scale if isinstance(scale, str | int | float) and scale is not True else None)


def epoch_milliseconds(value: str | float) -> int:
    """Epoch milliseconds from RFC 3339 text with its offset, or from a number of milliseconds."""
    if isinstance(value, str):
        if not _RFC3339.fullmatch(value):
            raise RefusedError(Refusal.TIME_UNREADABLE, f"{value[:40]!r} is not RFC 3339 with an offset")
        try:
            # Whole numbers: as a float of seconds one in some instants would come out a millisecond early.
            since = datetime.fromisoformat(value.upper()) - EPOCH
            milliseconds = (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000
        except (ValueError, OverflowError) as error:
            raise RefusedError(Refusal.TIME_UNREADABLE, f"{value[:40]!r}: {error}") from error
    else:
        milliseconds = int(value)
    if milliseconds < EARLIEST_MS:
        raise RefusedError(Refusal.TIME_UNREADABLE, f"{value!r} is before 2000; numbers are epoch milliseconds")
    return milliseconds


def encode_record(record: LogRecord) -> bytes:
    """One record of an engine's log as JSON."""
    return _RECORD_ENCODER.encode(record)


def decode_record(value: bytes) -> LogRecord:
    """A record of an engine's log; what is there was written by intake, so anything else raises msgspec.DecodeError."""
    record: LogRecord = _RECORD_DECODER.decode(value)
    if not 0 <= record.at * 1000.0 <= LATEST_MS:
        raise msgspec.ValidationError(f"a time of {record.at!r:.40} s")
    return record


def encode_json(body: dict[str, Any]) -> bytes:
    """The bytes of what goes out: keys in the order given, the same bytes for the same body."""
    return orjson.dumps(body)

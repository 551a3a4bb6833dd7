"""Records that producers should never send, each with what is to become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from stream.intake.intake_agent import END_OF_REPLAY_HEADER
from stream.kafka.codec import Refusal
from stream.kafka.topics import DEAD_LETTER_BYTES_MAX, MENTION_BYTES_MAX

ACCEPTED = None
Header = tuple[str, bytes | None]


@dataclass(frozen=True)
class Hostile:
    """One bad record. `reason` is why it is refused; ACCEPTED when it is taken on purpose, and then `why` says it."""

    name: str
    value: bytes | None
    reason: Refusal | None
    why: str = ""
    key: bytes | None = None
    headers: tuple[Header, ...] = ()


def mention(at_ms: int, ident: str, text: str = "the checkout rejects my card, error 4012", **more: Any) -> dict[str, Any]:
    """A good one; on a channel where everything is a complaint."""
    return {
        "id": ident,
        "text": text,
        "author": f"author {ident}",
        "created_at": at_ms,
        "brand": "acme",
        "channel": "support-forum",
        **more,
    }


def hostile_records(at_ms: int) -> list[Hostile]:
    """All of them; `at_ms` is the time of their records."""
    found: list[Hostile] = []

    def refused(name: str, value: bytes | None, reason: Refusal, **more: Any) -> None:
        found.append(Hostile(name, value, reason, **more))

    def accepted(name: str, value: bytes | None, why: str, **more: Any) -> None:
        found.append(Hostile(name, value, ACCEPTED, why, **more))

    def with_(name: str, **fields: Any) -> bytes:
        return orjson.dumps({**mention(at_ms, f"bad {name}"), **fields})

    def without(field: str) -> bytes:
        return orjson.dumps({k: v for k, v in mention(at_ms, f"bad no {field}").items() if k != field})

    def raw(name: str, field: str, literal: str) -> bytes:
        """With a literal that no encoder would write."""
        return with_(name, **{field: "@@"}).replace(b'"@@"', literal.encode())

    good = orjson.dumps(mention(at_ms, "bad good"))

    refused("an empty value", b"", Refusal.EMPTY_VALUE)
    refused("a null value", None, Refusal.EMPTY_VALUE)
    refused("only spaces", b"   ", Refusal.NOT_JSON)
    refused("plain text", b"my printer is broken", Refusal.NOT_JSON)
    refused("truncated JSON", good[:-9], Refusal.NOT_JSON)
    refused("two documents", good + good, Refusal.NOT_JSON)
    refused("a trailing comma", good[:-1] + b",}", Refusal.NOT_JSON)
    refused("a byte-order mark", b"\xef\xbb\xbf" + good, Refusal.NOT_JSON)
    refused("single quotes", good.replace(b'"', b"'"), Refusal.NOT_JSON)
    refused("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00", Refusal.NOT_UTF8)
    refused("UTF-16", good.decode().encode("utf-16"), Refusal.NOT_UTF8)
    refused("broken UTF-8 in the text", good.replace(b"checkout", b"check\xffout"), Refusal.NOT_UTF8)
    refused("an overlong encoding", good.replace(b"checkout", b"check\xc0\xafout"), Refusal.NOT_UTF8)
    refused("null", b"null", Refusal.NOT_AN_OBJECT)
    refused("a list", b"[" + good + b"]", Refusal.NOT_AN_OBJECT)
    refused("a string", b'"broken"', Refusal.NOT_AN_OBJECT)
    refused("a number", b"42", Refusal.NOT_AN_OBJECT)
    refused("an empty object", b"{}", Refusal.MISSING_FIELD)
    refused("Faust's own envelope", b'{"__faust":{"ns":"x"}}', Refusal.MISSING_FIELD)
    for field in ("id", "text", "author", "created_at", "brand"):
        refused(f"no {field}", without(field), Refusal.MISSING_FIELD)
    refused("the text is null", with_("null text", text=None), Refusal.WRONG_TYPE)
    refused("the text is a number", with_("number text", text=17), Refusal.WRONG_TYPE)
    refused("the text is a list", with_("list text", text=["a", "b"]), Refusal.WRONG_TYPE)
    refused("the id is a fraction", with_("fraction id", id=17.5), Refusal.WRONG_TYPE)
    refused("the id has 5,000 digits", raw("digits", "id", "9" * 5_000), Refusal.WRONG_TYPE)
    refused("the brand is an object", with_("object brand", brand={"name": "acme"}), Refusal.WRONG_TYPE)
    refused("an unknown kind", with_("kind", kind="rant"), Refusal.WRONG_TYPE)
    refused("reach is text", with_("reach", reach="many"), Refusal.WRONG_TYPE)
    refused("the time is true", with_("true time", created_at=True), Refusal.WRONG_TYPE)
    refused("the time is NaN", raw("nan", "created_at", "NaN"), Refusal.NOT_JSON)
    refused("the time is Infinity", raw("infinity", "created_at", "Infinity"), Refusal.NOT_JSON)
    refused("the time is 1e400", raw("1e400", "created_at", "1e400"), Refusal.WRONG_TYPE)
    refused("the time has 400 digits", raw("400 digits", "created_at", "9" * 400), Refusal.TIME_AHEAD)
    refused("the time is 2^64", raw("2^64", "created_at", str(2**64)), Refusal.TIME_AHEAD)
    refused("the time is 1e18", raw("1e18", "created_at", "1e18"), Refusal.TIME_AHEAD)
    refused("the time in seconds", with_("seconds", created_at=at_ms // 1000), Refusal.TIME_UNREADABLE)
    refused("the time in microseconds", with_("micro", created_at=at_ms * 1000), Refusal.TIME_AHEAD)
    refused("the time is 0", with_("zero", created_at=0), Refusal.TIME_UNREADABLE)
    refused("the time is negative", with_("negative", created_at=-at_ms), Refusal.TIME_UNREADABLE)
    refused("the time is a word", with_("word", created_at="yesterday"), Refusal.TIME_UNREADABLE)
    refused("a time without offset", with_("naive", created_at="2025-03-05T00:00:00"), Refusal.TIME_UNREADABLE)
    refused("the year 10000", with_("10000", created_at="10000-01-01T00:00:00Z"), Refusal.TIME_UNREADABLE)
    refused("the 30th of February", with_("february", created_at="2025-02-30T00:00:00Z"), Refusal.TIME_UNREADABLE)
    refused("an hour ahead", with_("hour", created_at=at_ms + 3_600_000), Refusal.TIME_AHEAD)
    refused("a day ahead", with_("day", created_at=at_ms + 86_400_000), Refusal.TIME_AHEAD)
    refused("from 2099", with_("2099", created_at="2099-01-01T00:00:00Z"), Refusal.TIME_AHEAD)
    refused("an empty text", with_("empty", text=""), Refusal.EMPTY_TEXT)
    refused("a text of spaces", with_("spaces", text=" \t\n "), Refusal.EMPTY_TEXT)
    refused("a text of invisible marks", with_("invisible", text="\u200b\u200d\u2060\ufeff"), Refusal.EMPTY_TEXT)
    refused("a long text", with_("long", text="x" * 100_001), Refusal.TEXT_TOO_LONG)
    refused("an empty id", with_("no id", id=""), Refusal.EMPTY_FIELD)
    refused("a brand of control characters", with_("no brand", brand="\x00\x1b"), Refusal.EMPTY_FIELD)
    refused("an id of 10 kB", with_("id", id="i" * 10_000), Refusal.ID_TOO_LONG)
    refused("an author of 10 kB", with_("author", author="a" * 10_000), Refusal.AUTHOR_TOO_LONG)
    refused("a brand of 1 kB", with_("brand", brand="b" * 1_000), Refusal.BRAND_TOO_LONG)
    refused("nested a thousand deep", raw("deep", "reach", "[" * 1_000 + "]" * 1_000), Refusal.WRONG_TYPE)
    refused(
        "nested a thousand deep, unknown field", raw("deep unknown", "extra", "[" * 1_000 + "]" * 1_000), Refusal.TOO_DEEP
    )
    refused("nested 100,000 deep", b"[" * 100_000, Refusal.NOT_AN_OBJECT)
    refused("nested 100,000 deep inside", b'{"x":' + b"[" * 100_000, Refusal.TOO_DEEP)
    refused("one byte too large", sized(at_ms, MENTION_BYTES_MAX + 1), Refusal.TOO_LARGE)
    refused("a megabyte of keys", b"{" + b",".join(b'"%d":1' % n for n in range(100_000)) + b"}", Refusal.TOO_LARGE)
    refused("as large as a dead letter may be", b"x" * (DEAD_LETTER_BYTES_MAX - 2_000), Refusal.TOO_LARGE, key=b"large")
    refused("larger than a dead letter may be", b"y" * (DEAD_LETTER_BYTES_MAX + 500_000), Refusal.TOO_LARGE, key=b"larger")
    refused("a key of a megabyte", b"not JSON", Refusal.NOT_JSON, key=b"k" * 1_000_000)
    refused("a key and a value at the limit", b"z" * 3_500_000, Refusal.TOO_LARGE, key=b"k" * 3_000_000)
    refused("a thousand headers", b"not JSON", Refusal.NOT_JSON, headers=tuple((f"h{n}", b"v" * 100) for n in range(1_000)))
    refused(
        "headers named like ours", b"not JSON", Refusal.NOT_JSON, headers=(("reason", b"forged"), ("origin-offset", b"-1"))
    )
    for name, value in (
        ("words", b"soon"),
        ("nothing", b""),
        ("null", None),
        ("not UTF-8", b"\xff"),
        ("digits", b"9" * 9_000),
    ):
        refused(f"an end of replay that is {name}", None, Refusal.TIME_UNREADABLE, headers=((END_OF_REPLAY_HEADER, value),))

    accepted("exactly the largest", sized(at_ms, MENTION_BYTES_MAX), "the limit is included")
    accepted("unknown fields", with_("unknown", extra={"a": [1, 2]}, likes=3), "producers add fields before we know them")
    accepted("a key twice", good[:-1].replace(b"bad good", b"first") + b',"id":"bad twice"}', "the last wins")
    accepted("an optional field that is null", with_("optional", lang=None), "absent and null mean the same")
    accepted("a lone surrogate", raw("surrogate", "text", '"broken \\ud800 again"'), "half an emoji is replaced")
    accepted("an id above 2^53", raw("snowflake", "id", str(2**63 + 1)), "ids of posts are numbers to many producers")
    accepted("a blank author", with_("no author", author="   "), "one person whom nobody knows")
    accepted("a deleted author", with_("deleted author", author="[deleted]"), "one person whom nobody knows")
    accepted("a rating of words", with_("rating", rating="great", rating_scale="bad-good"), "what is optional is dropped")
    accepted("a rating off its scale", with_("off scale", rating=1e300, rating_scale=1e-300), "what is optional is dropped")
    accepted("a title of 50 kB", with_("title", title="t" * 50_000), "what is optional is cut, not refused")
    accepted("an infinite reach", raw("reach", "reach", "1e308"), "what is optional is bounded, not refused")
    accepted("a year back", with_("back", created_at=at_ms - 365 * 86_400_000), "late, and counted as such")
    accepted("nine minutes ahead", with_("ahead", created_at=at_ms + 540_000), "clocks differ: its time is its record's")
    accepted("the year 2000", with_("2000", created_at="2000-01-01T00:00:00Z"), "late, and counted as such")
    accepted("only emoji", with_("emoji", text="\U0001f621\U0001f621"), "a mention; whether it complains is not refused")
    accepted("only a link", with_("link", text="https://example.org/a?b=c"), "as above")
    accepted("only punctuation", with_("dots", text="?!?!..."), "as above")
    accepted("90 kB of combining marks", with_("marks", text="broken " + "\u0301" * 90_000), "capped before normalising")
    accepted("a ligature of 18 letters, 50,000 times", with_("ligature", text="\ufdfa" * 50_000), "capped again after")
    accepted("zalgo", with_("zalgo", text="b\u0335\u0321r\u0337\u0322o\u0338ken" * 300), "counts as the plain text")
    accepted("one word of 99 kB", with_("word", text="a" * 99_000), "words are cut")
    accepted("50,000 words", with_("words", text="b " * 49_000), "terms are capped")
    accepted(
        "bait for a regular expression", with_("bait", text="a" * 5_000 + "!" * 5_000 + "@" * 5_000), "linear time only"
    )
    accepted("a long quote", with_("quote", text='so true "@boss: ' + "wrote a " * 12_000 + '"'), "a quote is bounded")
    for name, text in (
        ("a repost with a gap", "RT" + " " * 98_000 + 'x @a "'),
        ("speakers without end", '"' + "@a:" * 33_000),
        ("marks without end", "«@a:" * 24_000),
        ("an entity of 4,301 digits", "&#" + "1" * 4_301 + "; is lost"),
    ):
        accepted(name, with_(name, text=text), "read in time that grows with its length")
    accepted(
        "markup", with_("markup", text="<script>alert(1)</script> =cmd|' /C calc'!A0 [x](javascript:1)"), "shown escaped"
    )
    accepted("bidirectional overrides", with_("bidi", author="evil\u202egnp", brand="ac\u202eme"), "cut out of names")
    accepted("escapes in names", with_("ansi", author="\x1b[31mred\x00\n", id="bad\n\x1b[2Jansi"), "cut out of names")
    accepted("a brand in look-alike letters", with_("cyrillic", brand="\u0430cme"), "another brand; no label of a metric")
    accepted("Arabic, CJK and capitals", with_("mixed", text="لا يعمل 壊れています КУПЛЕНО BROKEN"), "all languages")
    accepted("a hostile key", with_("key"), "the key is the producer's", key=b"\xff\x00" * 500)
    accepted(
        "a hostile header", with_("header"), "headers are the producer's", headers=(("x", b"\xff"), ("", b""), ("n", None))
    )
    accepted("an end of replay before all times", None, "it moves nothing", headers=((END_OF_REPLAY_HEADER, b"-5"),))
    accepted(
        "an end of replay in the far future",
        None,
        "no later than its own record",
        headers=((END_OF_REPLAY_HEADER, b"9" * 17),),
    )
    return found


def sized(at_ms: int, size: int) -> bytes:
    """A mention of exactly `size` bytes; what makes it large is a field that nobody reads."""
    empty = orjson.dumps(mention(at_ms, f"bad {size} bytes", filling=""))
    return empty.replace(b'"filling":""', b'"filling":"' + b"f" * (size - len(empty)) + b'"')

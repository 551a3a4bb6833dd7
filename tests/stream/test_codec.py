"""Bytes to Mention and back: whatever comes in, it is a mention or a refusal with a reason."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

import jsonschema
import msgspec
import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detectors.engine.log import Command, LogRecord, Progress
from detectors.engine.policy import BrandPolicy, PlannedEvent
from detectors.errors import RefusedError
from detectors.mention import Complaint, Kind, Mention, Quoted
from detectors.text import TEXT_CHARS_MAX
from stream.kafka.codec import (
    AUTHOR_CHARACTERS_MAX,
    BRAND_CHARACTERS_MAX,
    EARLIEST_MS,
    ID_CHARACTERS_MAX,
    LATEST_MS,
    TEXT_CHARACTERS_MAX,
    Refusal,
    decode_mention,
    decode_record,
    encode_json,
    encode_record,
)
from stream.kafka.topics import AHEAD_MS_MAX, MENTION_BYTES_MAX

RECORD_MS = 1_741_132_800_000

SMALLEST: dict[str, Any] = {"id": "1", "text": "it broke", "author": "ann", "created_at": RECORD_MS, "brand": "acme"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
fields = st.sampled_from([*Mention.__struct_fields__, "created_at", "extra"])
times = (
    st.integers(-(2**64), 2**64)
    | st.floats()
    | st.datetimes().map(lambda moment: moment.isoformat() + "Z")
    | st.text(alphabet="0123456789-:TZ+. ", max_size=30)
)
nearly_mentions = st.builds(
    lambda changes, at, dropped: {k: v for k, v in {**SMALLEST, "created_at": at, **changes}.items() if k != dropped},
    st.dictionaries(fields, json_values | st.text(max_size=600), max_size=4),
    st.just(RECORD_MS) | times,
    st.none() | fields,
)
as_json = nearly_mentions.map(lambda body: str_to_json(body))
damaged = st.builds(
    lambda value, at, byte: value[: at % len(value)] + bytes([byte]) + value[at % len(value) + 1 :],
    as_json,
    st.integers(0, 10_000),
    st.integers(0, 255),
)


def str_to_json(body: object) -> bytes:
    """As a careless producer would write it: NaN and Infinity as they are, lone surrogates escaped."""
    return json.dumps(body).encode("utf-8", "replace")


@pytest.mark.parametrize("digits", [7, 8, 4_300, 4_301, 50_000])
def test_an_entity_of_any_length_is_text(digits: int) -> None:
    """Python turns no more than 4,300 digits into a number."""
    for entity in ("&#" + "9" * digits + ";", "&#x" + "f" * digits + ";", "&" + "a" * digits + ";"):
        assert decode_mention(orjson.dumps(SMALLEST | {"text": f"lost {entity}"}), RECORD_MS).text.startswith("lost ")


@pytest.mark.parametrize(
    ("given", "version"),
    [("4.2.1", "4.2.1"), (67, "67"), (4.2, "4.2"), (True, ""), ([4], ""), (None, ""), ("v" * 99, "v" * 60)],
)
def test_a_version_is_kept_as_it_is_written_and_costs_no_mention(given: object, version: str) -> None:
    assert decode_mention(orjson.dumps(SMALLEST | {"version": given}), RECORD_MS).version == version


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " jAvAsCrIpT:alert(1)", "//example.org", "ftp://a.example"]
)
def test_only_links_that_readers_may_follow_are_kept(url: str) -> None:
    assert decode_mention(orjson.dumps(SMALLEST | {"url": url}), RECORD_MS).url == ""
    assert decode_mention(orjson.dumps(SMALLEST | {"url": "HTTPS://a.example/b"}), RECORD_MS).url == "HTTPS://a.example/b"


def test_no_record_makes_a_mention_of_the_year_3000() -> None:
    year_3000 = 32_503_680_000_000
    late = orjson.dumps(SMALLEST | {"created_at": year_3000})
    assert decoded_or_refused(late, year_3000) == Refusal.TIME_UNREADABLE
    assert decoded_or_refused(orjson.dumps(SMALLEST | {"created_at": LATEST_MS}), LATEST_MS) != Refusal.TIME_UNREADABLE


def test_a_text_is_cut_before_anything_reads_it() -> None:
    assert len(decode_mention(orjson.dumps(SMALLEST | {"text": "é" * 90_000}), RECORD_MS).text) == TEXT_CHARS_MAX


def decoded_or_refused(value: bytes | None, record_ms: int = RECORD_MS) -> Mention | str:
    """Never another exception, and never a reason outside the closed set."""
    try:
        mention = decode_mention(value, record_ms)
    except RefusedError as error:
        refused = error
    else:
        assert_within_limits(mention, record_ms)
        return mention
    assert Refusal(refused.reason) is not Refusal.UNEXPECTED
    assert len(refused.detail) < 2_000
    return refused.reason


def assert_within_limits(mention: Mention, record_ms: int) -> None:
    assert EARLIEST_MS / 1000 <= mention.at <= record_ms / 1000 or record_ms < EARLIEST_MS
    assert math.isfinite(mention.at)
    for name, longest in (("id", ID_CHARACTERS_MAX), ("author", AUTHOR_CHARACTERS_MAX), ("brand", BRAND_CHARACTERS_MAX)):
        value = getattr(mention, name)
        assert 0 < len(value) <= longest
        assert value == value.strip()
    assert 0 < len(mention.text) <= TEXT_CHARACTERS_MAX
    assert isinstance(mention.kind, Kind)
    assert 0 <= mention.reach <= 10**12
    for name in ("id", "author", "brand", "channel", "url", "title", "person"):
        assert not any(ord(sign) < 32 or 0x202A <= ord(sign) <= 0x202E for sign in getattr(mention, name)), name
    msgspec.json.encode(mention)


@given(st.binary(max_size=300) | st.none(), st.integers(0, 2**42))
def test_any_bytes_are_a_mention_or_refused(value: bytes | None, record_ms: int) -> None:
    decoded_or_refused(value, record_ms)


@given(json_values.map(str_to_json))
def test_any_json_is_a_mention_or_refused(value: bytes) -> None:
    decoded_or_refused(value)


@settings(max_examples=300)
@given(as_json)
@example(str_to_json({**SMALLEST, "reach": 1e308}))
@example(str_to_json({**SMALLEST, "reach": -1e308}))
@example(str_to_json({**SMALLEST, "reach": 2**70}))
@example(str_to_json({**SMALLEST, "created_at": 1e308}))
@example(str_to_json({**SMALLEST, "created_at": float("nan")}))
@example(str_to_json({**SMALLEST, "created_at": "0001-01-01T00:00:00+23:59"}))
@example(str_to_json({**SMALLEST, "created_at": "9999-12-31T23:59:59-23:59"}))
@example(str_to_json({**SMALLEST, "created_at": "2025-03-05T00:00:60Z"}))
@example(str_to_json({**SMALLEST, "created_at": "2025-03-05T00:00:00+99:99"}))
@example(str_to_json({**SMALLEST, "created_at": "٢٠٢٥-03-05T00:00:00Z"}))
@example(str_to_json({**SMALLEST, "created_at": "2025-03-05T00:00:00.123456789Z"}))
@example(str_to_json({**SMALLEST, "text": "\ud800"}))
def test_what_is_nearly_a_mention_is_one_or_refused(value: bytes) -> None:
    decoded_or_refused(value)


@given(damaged)
def test_a_damaged_mention_is_one_or_refused(value: bytes) -> None:
    decoded_or_refused(value)


@given(st.integers(EARLIEST_MS, RECORD_MS + AHEAD_MS_MAX))
def test_event_time_is_the_earlier_of_its_own_and_its_records(created_ms: int) -> None:
    mention = decode_mention(orjson.dumps({**SMALLEST, "created_at": created_ms}), RECORD_MS)
    assert mention.at == min(created_ms, RECORD_MS) / 1000


def test_ten_minutes_ahead_are_allowed_and_not_a_millisecond_more() -> None:
    assert isinstance(decoded_or_refused(orjson.dumps({**SMALLEST, "created_at": RECORD_MS + AHEAD_MS_MAX})), Mention)
    late = orjson.dumps({**SMALLEST, "created_at": RECORD_MS + AHEAD_MS_MAX + 1})
    assert decoded_or_refused(late) == Refusal.TIME_AHEAD


@pytest.mark.parametrize(
    "written",
    ["2025-03-05T00:00:00Z", "2025-03-05 00:00:00z", "2025-03-05T01:30:00+01:30", "2025-03-04T19:00:00.000-05:00"],
)
def test_the_same_instant_in_any_zone_is_the_same_time(written: str) -> None:
    assert decode_mention(orjson.dumps({**SMALLEST, "created_at": written}), RECORD_MS).at == RECORD_MS / 1000


@given(st.integers(EARLIEST_MS, RECORD_MS))
def test_a_written_time_and_its_milliseconds_are_the_same_time(created_ms: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=created_ms)
    written = orjson.dumps({**SMALLEST, "created_at": moment.isoformat(timespec="milliseconds")})
    assert decode_mention(written, RECORD_MS).at == created_ms / 1000


def test_the_size_is_looked_at_before_anything_is_parsed() -> None:
    assert decoded_or_refused(b" " * (MENTION_BYTES_MAX + 1)) == Refusal.TOO_LARGE
    assert decoded_or_refused(b" " * MENTION_BYTES_MAX) == Refusal.NOT_JSON


@pytest.mark.parametrize(
    ("field", "longest", "reason"),
    [
        ("id", ID_CHARACTERS_MAX, Refusal.ID_TOO_LONG),
        ("brand", BRAND_CHARACTERS_MAX, Refusal.BRAND_TOO_LONG),
        ("author", AUTHOR_CHARACTERS_MAX, Refusal.AUTHOR_TOO_LONG),
        ("text", TEXT_CHARACTERS_MAX, Refusal.TEXT_TOO_LONG),
    ],
)
def test_every_name_and_text_has_a_limit_that_is_included(field: str, longest: int, reason: Refusal) -> None:
    assert isinstance(decoded_or_refused(orjson.dumps({**SMALLEST, field: "x" * longest})), Mention)
    assert decoded_or_refused(orjson.dumps({**SMALLEST, field: "x" * (longest + 1)})) == reason


def test_what_cannot_be_printed_is_cut_out_of_names() -> None:
    mention = decode_mention(
        orjson.dumps({**SMALLEST, "brand": "\u202eac\u200bme\x00", "author": "\x1b[31mann\n"}), RECORD_MS
    )
    assert (mention.brand, mention.author) == ("ac me", "[31mann")


@pytest.mark.parametrize("number", [0, 2**53 + 1, 1_445_058_087_436_908_054, 2**63 + 1, 2**70])
@pytest.mark.parametrize("field", ["id", "author", "brand", "repost_of", "reply_to", "person"])
def test_a_name_sent_as_a_number_stays_exact(field: str, number: int) -> None:
    value = orjson.dumps({**SMALLEST, field: "@"}).replace(b'"@"', str(number).encode())
    assert getattr(decode_mention(value, RECORD_MS), field) == str(number)


@pytest.mark.parametrize("author", [None, "", "  ", "A Google user", "[deleted]", "Ein Google-Nutzer", "匿名", "-", "N/A"])
def test_every_post_without_a_known_author_has_one_of_its_own(author: str | None) -> None:
    one, other = (decode_mention(orjson.dumps({**SMALLEST, "author": author, "id": ident}), RECORD_MS) for ident in "12")
    assert one.author != other.author
    again = decode_mention(orjson.dumps({**SMALLEST, "author": author, "id": "1"}), RECORD_MS)
    assert again.author == one.author


@pytest.mark.parametrize("author", ["Anna", "Guesthouse Berlin", "no_name_42", "Google", "unknown_artist"])
def test_a_name_that_only_looks_like_a_placeholder_is_one_person(author: str) -> None:
    assert decode_mention(orjson.dumps({**SMALLEST, "author": author}), RECORD_MS).author == author


@pytest.mark.parametrize(
    ("sent", "normalised"),
    [
        ({"rating": 1}, 1.0),
        ({"rating": 4.5}, 4.5),
        ({"rating": "2"}, 2.0),
        ({"rating": 10, "rating_scale": 10}, 5.0),
        ({"rating": 0, "rating_scale": "0-10"}, 1.0),
        ({"rating": 50, "rating_scale": "0-100"}, 3.0),
        ({"rating": 0}, None),
        ({"rating": 7}, None),
        ({"rating": 3, "rating_scale": "5-1"}, None),
        ({"rating": "great"}, None),
        ({"rating": "nan"}, None),
        ({"rating": None}, None),
        ({}, None),
    ],
)
def test_a_rating_is_normalised_to_one_to_five_or_dropped(sent: dict[str, Any], normalised: float | None) -> None:
    assert decode_mention(orjson.dumps({**SMALLEST, **sent}), RECORD_MS).rating == normalised


def test_a_lone_surrogate_is_replaced_and_a_pair_is_not() -> None:
    value = orjson.dumps(SMALLEST).replace(b"it broke", rb"\ud83d\ude00 \ud83d \\ud83d \udc00 broke")
    assert decode_mention(value, RECORD_MS).text == "\U0001f600 \ufffd \\ud83d \ufffd broke"


def test_a_producer_may_know_the_day_only() -> None:
    assert decode_mention(orjson.dumps({**SMALLEST, "day_only": True}), RECORD_MS).day_only
    assert not decode_mention(orjson.dumps(SMALLEST), RECORD_MS).day_only


def test_the_published_schema_agrees_with_what_is_decoded() -> None:
    validator = jsonschema.Draft202012Validator(
        orjson.loads((files("stream.schemas") / "mention.schema.json").read_bytes())
    )
    for more in (
        {}, {"id": 2**60}, {"author": None}, {"author": 7}, {"rating": 4}, {"rating": "7", "rating_scale": "0-10"},
        {"day_only": True}, {"reply_to": 5}, {"brand": 3}, {"person": 9},
    ):  # fmt: skip
        body = {**SMALLEST, **more}
        assert list(validator.iter_errors(body)) == []
        assert isinstance(decoded_or_refused(orjson.dumps(body)), Mention)
    assert set(Mention.__struct_fields__) - {"at"} <= set(validator.schema["properties"])
    for wrong in ({"id": 1.5}, {"author": ["a"]}, {"day_only": "yes"}):
        assert list(validator.iter_errors({**SMALLEST, **wrong}))
        assert decoded_or_refused(orjson.dumps({**SMALLEST, **wrong})) == Refusal.WRONG_TYPE


plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
numbers = st.floats(0, LATEST_MS / 1000 - 1)
policies = st.builds(
    BrandPolicy,
    watched=st.lists(plain, max_size=3).map(tuple),
    planned=st.lists(st.builds(PlannedEvent, from_=numbers, until=numbers, note=plain), max_size=2).map(tuple),
)
log_records = st.one_of(
    st.builds(
        Complaint,
        origin=st.integers(0, 1_000),
        offset=st.integers(0, 2**62),
        id=plain,
        brand=plain,
        at=numbers,
        person=plain,
        text=plain,
        terms=st.lists(plain, max_size=5).map(tuple),
        title=plain,
        quoted=st.none() | st.builds(Quoted, plain, plain),
        channel=plain,
        lang=plain,
        reach=st.integers(0, 10**12),
        kind=st.sampled_from(Kind),
        score=st.floats(0, 1),
        own=st.booleans(),
        received=numbers,
    ),
    st.builds(Progress, origin=st.integers(0, 1_000), origins=st.integers(1, 1_000), at=numbers, idle=st.booleans()),
    st.builds(Command, brand=plain, kind=plain, at=numbers, note=plain, until=numbers, policy=st.none() | policies),
)


@given(log_records)
def test_a_record_of_the_log_comes_back_as_it_was_written(record: LogRecord) -> None:
    written = encode_record(record)
    back = decode_record(written)
    assert back == record
    assert type(back) is type(record)
    assert encode_record(back) == written


@pytest.mark.parametrize("value", [b"", b"null", b"{}", b'{"type":"gossip"}', b'{"type":"progress"}', b"\xff"])
def test_what_intake_did_not_write_is_no_record_of_the_log(value: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_record(value)


@given(st.dictionaries(plain, st.integers(-(2**53), 2**53) | plain, max_size=8))
def test_what_goes_out_keeps_the_order_of_its_keys(body: dict[str, Any]) -> None:
    assert list(orjson.loads(encode_json(body)).items()) == list(body.items())

"""One record of `feedback`: the command it is, or the reason why it is none."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from aiokafka.structs import ConsumerRecord

from detectors.errors import RefusedError
from detectors.lifecycle import MENTIONS_MAX
from stream.alerts.answers import ANSWER_BYTES_MAX
from stream.intake.feedback_agent import decode_answer

AT_MS = 1_741_132_800_000
GOOD = {"trend_id": "2025-03-05-0949-b0d7a3", "kind": "i_have_it"}


def record(value: bytes | None, key: bytes | None = b"acme") -> ConsumerRecord:
    return ConsumerRecord("feedback", 3, 7, AT_MS, 0, key, value, None, len(key or b""), len(value or b""), ())


def answer_record(**fields: Any) -> bytes:
    return orjson.dumps({**GOOD, **fields})


def test_an_answer_becomes_a_command_that_says_where_it_came_from() -> None:
    command = decode_answer(
        record(answer_record(by="ana", note="C-7", at="2025-03-04T23:00:00Z", until=AT_MS + 60_000, more=1))
    )
    assert (command.brand, command.kind, command.trend_id) == ("acme", "i_have_it", GOOD["trend_id"])
    assert (command.by, command.note, command.at, command.until) == ("ana", "C-7", AT_MS / 1000 - 3600, AT_MS / 1000 + 60)
    assert (command.origin, command.offset) == (3, 7)


def test_what_belongs_to_an_answer_reaches_the_command() -> None:
    given = {"reference": "OPS-12", "version": "4.2.2", "same_as": "another", "mention_ids": ["m1", "m2"]}
    command = decode_answer(record(answer_record(kind="wrong_group", **given)))
    assert (command.reference, command.version, command.same_as) == ("OPS-12", "4.2.2", "another")
    assert command.mention_ids == ("m1", "m2")
    many = [str(number) for number in range(5 * MENTIONS_MAX)]
    assert len(decode_answer(record(answer_record(kind="wrong_group", mention_ids=many))).mention_ids) == MENTIONS_MAX


def test_nobody_speaks_later_than_their_record_was_written() -> None:
    assert decode_answer(record(answer_record(at=AT_MS + 3_600_000))).at == AT_MS / 1000
    assert decode_answer(record(answer_record())).at == AT_MS / 1000


def test_names_and_notes_are_cut_and_cleaned() -> None:
    command = decode_answer(record(answer_record(by="\x1b[31mana\u202e" + "a" * 500, note="n" * 5_000)))
    assert len(command.by) <= 100
    assert command.by.isprintable()
    assert len(command.note) == 500


@pytest.mark.parametrize(
    ("value", "key", "reason"),
    [
        (None, b"acme", "empty_value"),
        (b"{", b"acme", "not_json"),
        (b"[]", b"acme", "not_an_object"),
        (b"\xff\xfe", b"acme", "not_utf8"),
        (b"{}", b"acme", "missing_field"),
        (answer_record(kind="shout"), b"acme", "wrong_type"),
        (answer_record(trend_id=3), b"acme", "wrong_type"),
        (answer_record(trend_id=" "), b"acme", "empty_field"),
        (answer_record(trend_id="x" * 600), b"acme", "id_too_long"),
        (answer_record(at="yesterday"), b"acme", "time_unreadable"),
        (answer_record(until=3), b"acme", "time_unreadable"),
        (answer_record(mention_ids="m1"), b"acme", "wrong_type"),
        (answer_record(), None, "empty_field"),
        (answer_record(), b"\xff", "not_utf8"),
        (answer_record(), b"b" * 200, "brand_too_long"),
        (answer_record(note="n" * ANSWER_BYTES_MAX), b"acme", "too_large"),
        (b'{"x":' + b"[" * 10_000, b"acme", "too_deep"),
    ],
)
def test_what_cannot_be_used_has_its_reason(value: bytes | None, key: bytes | None, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        decode_answer(record(value, key))
    assert refused.value.reason == reason

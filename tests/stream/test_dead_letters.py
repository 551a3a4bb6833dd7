"""What is kept of refused records: all of them whole, unless a producer sends a flood."""

from __future__ import annotations

import orjson
from aiokafka.structs import ConsumerRecord

from stream.intake.dead_letters import (
    MINUTE_SECONDS,
    WHOLE_PER_BATCH,
    WHOLE_PER_MINUTE,
    DeadLetters,
    Refused,
    ranges,
    records_in,
)
from stream.kafka.codec import Refusal
from stream.kafka.producer import Record

BATCH = 500


def refused(offset: int, reason: str = Refusal.NOT_JSON, partition: int = 0) -> Refused:
    value = b"bad %d" % offset
    record = ConsumerRecord("mentions", partition, offset, 1_000 + offset, 0, b"key", value, None, 3, len(value), ())
    return Refused(record, reason, f"detail {offset}")


def read_back(letter: Record, offset: int = 0) -> ConsumerRecord:
    value = letter.value
    return ConsumerRecord("mentions.dlq", 0, offset, 0, 0, letter.key, value, None, 0, len(value or b""), letter.headers)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def offsets_of(letters: list[Record]) -> list[int]:
    """The offsets that letters name, each as often as it is named."""
    found: list[int] = []
    for letter in letters:
        headers = dict(letter.headers)
        if "records" in headers:
            for first, last in orjson.loads(letter.value or b"")["offsets"]:
                found += range(first, last + 1)
        else:
            found.append(int(headers["origin-offset"]))
    return found


def flooded(clock: Clock | None = None, partition: int = 0) -> DeadLetters:
    """The writer of letters after as many of one partition and reason as are kept whole in a minute."""
    letters = DeadLetters(clock or Clock())
    for first in range(0, WHOLE_PER_MINUTE, BATCH):
        whole = letters.of([refused(offset, partition=partition) for offset in range(first, first + BATCH)])
        assert [records_in(read_back(one)) for one in whole] == [1] * BATCH
    return letters


def test_an_honest_mistake_is_kept_whole() -> None:
    flooded()


def test_of_a_flood_the_first_of_a_batch_are_kept_and_one_letter_names_the_rest() -> None:
    batch = [refused(offset) for offset in [*range(10_000, 10_100), *range(20_000, 20_100)]]
    letters = flooded().of(batch)
    assert len(letters) == WHOLE_PER_BATCH + 1
    assert [letter.value for letter in letters[:WHOLE_PER_BATCH]] == [b"bad %d" % n for n in range(10_000, 10_020)]
    assert offsets_of(letters) == [one.record.offset for one in batch]
    assert sum(records_in(read_back(letter)) for letter in letters) == len(batch)
    headers = dict(letters[-1].headers)
    assert (headers["origin-offset"], headers["origin-last-offset"]) == (b"10020", b"20099")
    assert (headers["reason"], headers["detail"], headers["records"]) == (b"not_json", b"detail 10020", b"180")


def test_other_reasons_and_other_partitions_are_kept_whole_beside_a_flood() -> None:
    letters = flooded().of([one for n in range(200) for one in (refused(n), refused(200 + n, Refusal.EMPTY_TEXT))])
    reasons = [dict(letter.headers)["reason"] for letter in letters]
    assert reasons.count(b"empty_text") == 200
    assert reasons.count(b"not_json") == WHOLE_PER_BATCH + 1
    assert len(flooded().of([refused(n, partition=1) for n in range(200)])) == 200


def test_what_groundswell_itself_failed_at_is_kept_whole_however_much_it_is() -> None:
    letters = DeadLetters(Clock())
    for reason in (Refusal.CRASHED, Refusal.TOO_SLOW, Refusal.UNEXPECTED):
        kept = letters.of([refused(offset, reason) for offset in range(2 * WHOLE_PER_MINUTE)])
        assert len(kept) == 2 * WHOLE_PER_MINUTE


def test_a_minute_later_everything_is_kept_whole_again() -> None:
    clock = Clock()
    letters = flooded(clock)
    clock.now = MINUTE_SECONDS - 0.1
    assert len(letters.of([refused(n) for n in range(200)])) < 200
    clock.now = MINUTE_SECONDS
    assert len(letters.of([refused(n) for n in range(200)])) == 200


def test_a_header_that_a_producer_wrote_makes_one_record_no_flood() -> None:
    value, hostile = b"x", [("records", b"9" * 5_000), ("records", None), ("records", "²".encode())]
    for header in hostile:
        record = ConsumerRecord("mentions.dlq", 0, 0, 0, 0, None, value, None, 0, 1, [header])
        assert records_in(record) == 1


def test_ranges_hold_the_same_numbers() -> None:
    assert ranges([]) == []
    assert ranges([3]) == [(3, 3)]
    assert ranges([1, 2, 3, 5, 6, 9]) == [(1, 3), (5, 6), (9, 9)]

"""Cutting a fetch into batches."""

from __future__ import annotations

from aiokafka.structs import ConsumerRecord

from stream.kafka.batch_transport import BatchLimits, split


def record(offset: int, size: int) -> ConsumerRecord:
    value = b"x" * size
    return ConsumerRecord("topic", 0, offset, 0, 0, None, value, None, -1, size, ())


def cut(sizes: list[int], limits: BatchLimits) -> list[list[int]]:
    return [
        [one.serialized_value_size for one in part] for part in split([record(*one) for one in enumerate(sizes)], limits)
    ]


def test_a_batch_ends_at_the_bound_of_its_records() -> None:
    assert cut([1] * 7, BatchLimits(records_max=3, bytes_max=100)) == [[1, 1, 1], [1, 1, 1], [1]]


def test_a_batch_ends_before_the_record_that_would_pass_its_bytes() -> None:
    assert cut([4, 4, 4, 2, 10, 1], BatchLimits(records_max=99, bytes_max=10)) == [[4, 4], [4, 2], [10], [1]]


def test_a_record_above_the_bytes_is_a_batch_of_its_own() -> None:
    assert cut([3, 50, 3], BatchLimits(records_max=99, bytes_max=10)) == [[3], [50], [3]]


def test_a_fetch_within_the_bounds_is_not_copied() -> None:
    records = [record(0, 1), record(1, 1)]
    assert next(iter(split(records, BatchLimits()))) is records

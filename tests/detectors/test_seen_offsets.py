"""Offsets of an origin are distinguished: seen before, or only late."""

from __future__ import annotations

from random import Random

import pytest

from detectors.engine.dedup import BLOCK, BLOCKS, SeenOffsets
from detectors.engine.pending import OriginOffsets
from stream.config.settings import Settings

REMEMBERED = BLOCK * (BLOCKS - 1)


@pytest.mark.parametrize("first", [0, 1_000, 10**12])
def test_every_offset_of_a_batch_counts_once_in_whatever_order_it_comes(first: int) -> None:
    offsets = list(range(first, first + 5_000)) * 2
    Random(first).shuffle(offsets)
    seen = SeenOffsets()
    assert [offset for offset in offsets if seen.add(offset)] == list(dict.fromkeys(offsets))


def test_what_lies_far_below_the_newest_counts_as_seen_and_is_not_kept() -> None:
    seen = SeenOffsets()
    for offset in range(0, 10 * REMEMBERED, 100):
        assert seen.add(offset)
    assert not seen.add(1)
    assert len(seen.state()) <= BLOCKS
    assert seen.add(10 * REMEMBERED - 101 - REMEMBERED + 100)


def test_the_largest_batch_that_may_be_set_is_remembered() -> None:
    (largest,) = (bound.le for bound in Settings.model_fields["batch_records"].metadata if hasattr(bound, "le"))
    assert largest <= REMEMBERED


def test_a_restored_one_knows_the_same() -> None:
    chance, seen = Random(1), SeenOffsets()
    for _ in range(3_000):
        seen.add(chance.randrange(200_000))
    again = SeenOffsets(seen.state())
    assert again.state() == seen.state()
    for offset in (chance.randrange(400_000) for _ in range(3_000)):
        assert again.add(offset) == seen.add(offset)


HOUR = 3600.0


def test_a_topic_that_was_made_anew_is_heeded_once_its_records_are_an_hour_later() -> None:
    seen = OriginOffsets()
    assert all(seen.add(0, offset, 1_000.0 + offset) for offset in range(50))
    assert not any(seen.add(0, offset, 1_000.0 + offset) for offset in range(50)), "what is delivered again"
    assert not seen.add(0, 0, 1_049.0 + HOUR), "no later than a clock that was ahead allows"
    assert seen.add(0, 0, 1_050.0 + HOUR)
    assert seen.add(0, 1, 1_049.0), "whatever its time: the origin has begun anew"
    assert not seen.add(0, 1, 1_050.0)


def test_an_origin_far_on_begins_anew_too_and_others_do_not() -> None:
    seen = OriginOffsets()
    assert seen.add(0, 10_000_000, 5.0)
    assert seen.add(1, 0, 5.0)
    assert not seen.add(0, 3, 6.0)
    assert seen.add(0, 3, 6.0 + HOUR)
    assert not seen.add(1, 0, 5.0)


def test_what_was_restored_decides_alike() -> None:
    seen = OriginOffsets()
    seen.add(0, 7, 100.0)
    again = OriginOffsets(seen.state(), seen.newest())
    assert (again.state(), again.newest()) == (seen.state(), seen.newest())
    assert not again.add(0, 7, 100.0 + HOUR)
    assert again.add(0, 7, 101.0 + HOUR)
    older = OriginOffsets(seen.state())
    assert not older.add(0, 7, 101.0 + HOUR), "an older snapshot does not say how new its newest was"

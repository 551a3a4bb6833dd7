"""How far event time has come: the minimum over what feeds an engine."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from detectors.engine.log import Progress
from detectors.engine.watermark import Watermark

LATENESS = 60.0

progresses = st.lists(
    st.builds(
        Progress,
        origin=st.integers(0, 3),
        origins=st.integers(1, 4),
        at=st.floats(0, 1e6),
        idle=st.booleans(),
    ),
    max_size=40,
)


def reached(origin: int, at: float, origins: int = 2) -> Progress:
    return Progress(origin=origin, origins=origins, at=at)


def idle(origin: int, at: float, origins: int = 2) -> Progress:
    return Progress(origin=origin, origins=origins, at=at, idle=True)


def test_an_origin_not_seen_holds_the_watermark() -> None:
    watermark = Watermark(LATENESS)
    assert watermark.on_progress(reached(0, 5_000)) == -math.inf
    assert watermark.on_progress(reached(1, 1_000)) == 1_000 - LATENESS


def test_the_slowest_origin_decides() -> None:
    watermark = Watermark(LATENESS)
    watermark.on_progress(reached(0, 5_000))
    watermark.on_progress(reached(1, 1_000))
    assert watermark.on_progress(reached(0, 9_000)) == 1_000 - LATENESS
    assert watermark.on_progress(reached(1, 7_000)) == 7_000 - LATENESS


def test_an_idle_origin_does_not_hold_the_others() -> None:
    watermark = Watermark(LATENESS)
    watermark.on_progress(reached(1, 1_000))
    watermark.on_progress(reached(0, 5_000))
    assert watermark.on_progress(idle(1, 4_000)) == 5_000 - LATENESS
    assert watermark.on_progress(reached(0, 8_000)) == 8_000 - LATENESS


def test_an_origin_that_was_never_anything_but_idle_counts_as_seen() -> None:
    watermark = Watermark(LATENESS)
    watermark.on_progress(idle(1, 9_000))
    assert watermark.on_progress(reached(0, 5_000)) == 5_000 - LATENESS


def test_when_all_are_idle_the_newest_mark_moves_time_on() -> None:
    watermark = Watermark(LATENESS)
    watermark.on_progress(reached(0, 4_000))
    watermark.on_progress(idle(0, 5_000))
    assert watermark.on_progress(idle(1, 6_000)) == 6_000 - LATENESS


def test_idle_marks_alone_move_nothing_so_that_the_first_mentions_may_be_of_last_week() -> None:
    watermark = Watermark(LATENESS)
    watermark.on_progress(idle(0, 900_000))
    assert watermark.on_progress(idle(1, 900_000)) == -math.inf
    watermark.on_progress(reached(0, 1_000))
    assert watermark.on_progress(reached(1, 2_000)) == 1_000 - LATENESS


def test_an_origin_that_wakes_up_behind_the_others_holds_them_where_they_are() -> None:
    watermark = Watermark(LATENESS)
    watermark.on_progress(reached(0, 9_000))
    watermark.on_progress(idle(1, 9_000))
    assert watermark.on_progress(reached(1, 2_000)) == 9_000 - LATENESS
    assert watermark.on_progress(reached(0, 20_000)) == 9_000 - LATENESS


def test_a_new_origin_joins_and_holds_until_it_is_seen() -> None:
    watermark = Watermark(LATENESS)
    watermark.on_progress(reached(0, 1_000))
    watermark.on_progress(reached(1, 1_000))
    assert watermark.on_progress(reached(0, 4_000, origins=3)) == 1_000 - LATENESS
    watermark.on_progress(reached(1, 4_000, origins=3))
    assert watermark.on_progress(reached(2, 3_000, origins=3)) == 3_000 - LATENESS


@given(progresses)
def test_event_time_never_goes_back_nor_ahead_of_its_progress_records(records: list[Progress]) -> None:
    watermark = Watermark(LATENESS)
    before = -math.inf
    newest = -math.inf
    for progress in records:
        newest = max(newest, progress.at)
        at = watermark.on_progress(progress)
        assert before <= at <= newest - LATENESS or at == -math.inf == before
        before = at


@given(progresses, progresses)
def test_a_restored_watermark_goes_on_like_the_one_that_was_not_interrupted(
    before: list[Progress], after: list[Progress]
) -> None:
    undisturbed = Watermark(LATENESS)
    for progress in before:
        undisturbed.on_progress(progress)
    restored = Watermark.restore(LATENESS, undisturbed.snapshot())
    assert restored.at == undisturbed.at
    for progress in after:
        assert restored.on_progress(progress) == undisturbed.on_progress(progress)


@pytest.mark.parametrize("times", [(100.0, 200.0, 150.0), (200.0, 100.0, 150.0)])
def test_an_origin_that_tells_an_earlier_time_again_keeps_its_place(times: tuple[float, ...]) -> None:
    watermark = Watermark(0.0)
    for at in times:
        watermark.on_progress(reached(0, at, origins=1))
    assert watermark.at == max(times)


def test_an_origin_that_is_forgotten_leaves_event_time_and_counts_for_nobody() -> None:
    watermark = Watermark(lateness_seconds=60)
    watermark.on_progress(Progress(origin=-1, origins=1, at=1000.0))
    watermark.forget(-1)
    assert watermark.at == 940.0
    watermark.on_progress(Progress(origin=0, origins=2, at=5000.0))
    assert watermark.at == 940.0, "the other origin has not been seen"
    assert watermark.on_progress(Progress(origin=1, origins=2, at=4000.0)) == 3940.0


def test_an_origin_whose_lateness_was_observed_is_allowed_that_and_never_more_than_was_set() -> None:
    watermark = Watermark(LATENESS)
    watermark.on_progress(reached(0, 1_000))
    assert watermark.on_progress(replace(reached(1, 1_020), lateness=10.0)) == 1_000 - LATENESS
    assert watermark.on_progress(replace(reached(0, 1_000), lateness=20.0)) == 980
    restored = Watermark.restore(LATENESS, watermark.snapshot())
    for one in (watermark, restored):
        assert one.on_progress(replace(reached(0, 1_100), lateness=500.0)) == 1_010, "the other holds it"
        assert one.on_progress(replace(reached(1, 1_200), lateness=0.0)) == 1_100 - LATENESS
        one.on_progress(replace(idle(0, 1_300), lateness=5.0))
        assert one.on_progress(replace(idle(1, 1_300), lateness=10.0)) == 1_295


def test_a_watermark_of_0_1_is_read() -> None:
    state = Watermark(LATENESS).snapshot()
    del state["lateness"]
    assert Watermark.restore(LATENESS, state).on_progress(reached(0, 100, origins=1)) == 100 - LATENESS

"""Buckets and sliding windows of distinct people on event time."""

from __future__ import annotations

from array import array

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.buckets import BUCKET_SECONDS, bucket_of
from detectors.windows.people import PeopleWindows

WINDOWS = (3, 12, 36)
ANN, BEN, CEM = 1, 2, 3


def counts(windows: PeopleWindows, slot: int = 1) -> list[int]:
    return [int(n) for n in windows.counts[:, slot]]


def add(windows: PeopleWindows, slot: int, person: int, bucket: int) -> bool:
    """Takes a person in, late or not; whether they were counted."""
    if windows.closed is not None and bucket <= windows.closed:
        return windows.add_late(bucket, [slot], person) > 0
    windows.add(bucket, array("i", [slot]), person)
    return True


def test_a_bucket_holds_its_first_second_and_not_its_end() -> None:
    assert bucket_of(0.0) == 0
    assert bucket_of(BUCKET_SECONDS - 0.001) == 0
    assert bucket_of(BUCKET_SECONDS) == 1
    assert bucket_of(-0.001) == -1


def test_a_second_post_of_the_same_person_counts_nothing() -> None:
    windows = PeopleWindows(WINDOWS)
    for bucket in (10, 10, 11):
        add(windows, 1, ANN, bucket)
    add(windows, 1, BEN, 11)
    windows.close(10)
    windows.close(11)
    assert counts(windows) == [2, 2, 2]


def test_a_window_forgets_a_person_when_their_last_post_leaves_it() -> None:
    windows = PeopleWindows(WINDOWS)
    add(windows, 1, ANN, 10)
    add(windows, 1, ANN, 12)
    windows.close(12)
    windows.close(14)
    assert counts(windows) == [1, 1, 1]
    windows.close(15)
    assert counts(windows) == [0, 1, 1]
    windows.close(48)
    assert counts(windows) == [0, 0, 0]
    assert windows.state()["ended"] == []


def test_a_post_of_a_bucket_ahead_waits_until_it_closes() -> None:
    windows = PeopleWindows(WINDOWS)
    add(windows, 1, ANN, 10)
    add(windows, 1, ANN, 20)
    windows.close(10)
    windows.close(13)
    assert counts(windows) == [0, 1, 1]


def test_a_late_post_goes_to_its_own_bucket() -> None:
    windows = PeopleWindows(WINDOWS)
    add(windows, 1, ANN, 40)
    windows.close(40)
    assert add(windows, 1, BEN, 35)
    assert counts(windows) == [1, 2, 2]
    assert not add(windows, 1, ANN, 35)
    assert not add(windows, 1, CEM, 4)


def test_a_late_person_leaves_each_window_when_their_bucket_does() -> None:
    windows = PeopleWindows(WINDOWS)
    add(windows, 1, ANN, 38)
    add(windows, 1, BEN, 40)
    windows.close(40)
    assert windows.add_late(37, [1, 2], CEM) == 2
    assert (counts(windows, 1), counts(windows, 2)) == ([2, 3, 3], [0, 1, 1])
    assert windows.count_between(1, 36, 37) == 1
    windows.close(49)
    assert (counts(windows, 1), counts(windows, 2)) == ([0, 2, 3], [0, 0, 1])
    assert windows.state()["ended"] == [(37, 2), (38, 1), (40, 1)]


def test_a_dropped_slot_leaves_nothing_behind() -> None:
    windows = PeopleWindows(WINDOWS)
    for slot in (1, 2):
        add(windows, slot, ANN, 10)
    windows.close(10)
    add(windows, 1, BEN, 12)
    windows.drop([1])
    windows.close(12)
    assert counts(windows, 1) == [0, 0, 0]
    assert counts(windows, 2) == [1, 1, 1]
    windows.close(50)
    assert windows.state()["ended"] == []


posts = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 2), st.integers(-2, 1)), max_size=60)


@settings(max_examples=60, deadline=None)
@given(posts, st.data())
def test_windows_hold_the_distinct_people_that_counting_anew_finds(
    posts: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    windows = PeopleWindows(WINDOWS, slots=4)
    counted: list[tuple[int, int, int]] = []
    waiting = sorted(posts)
    for closed in range(0, 90, 5):
        while waiting and waiting[0][0] <= closed:
            post = waiting.pop(0)
            delayed = data.draw(st.booleans()) if closed < 85 else False
            if delayed:
                waiting.append((closed + 5, *post[1:]))
                waiting.sort()
                continue
            add(windows, post[1], post[2], post[0])
            counted.append(post)
        windows.close(closed)
        for number, window in enumerate(WINDOWS):
            for slot in range(3):
                expected = {p for b, s, p in counted if s == slot and closed - window < b <= closed}
                assert windows.counts[number, slot] == len(expected)


def test_windows_stay_right_while_many_people_come_and_go() -> None:
    """Far more people than the table begins with: it is laid out anew over and over."""
    print("seed 3")
    random = np.random.default_rng(3)
    windows = PeopleWindows(WINDOWS, slots=8)
    last: dict[tuple[int, int], int] = {}
    for bucket in range(200):
        slots, people = random.integers(0, 8, 40).tolist(), random.integers(0, 400, 40).tolist()
        for slot, person in zip(slots, people, strict=True):
            windows.add(bucket, array("i", [slot]), person)
        last.update(dict.fromkeys(zip(slots, people, strict=True), bucket))
        windows.close(bucket)
        for number, window in enumerate(WINDOWS):
            inside = [slot for (slot, _), newest in last.items() if newest > bucket - window]
            assert windows.counts[number].tolist() == np.bincount(inside, minlength=8).tolist()
        first = bucket - random.integers(-2, 50).item()
        until = bucket + random.integers(-5, 3).item()
        held = [newest for (slot, _), newest in last.items() if slot == 3 and newest > bucket - WINDOWS[-1]]
        assert windows.count_between(3, first, until) == sum(first <= newest <= until for newest in held)

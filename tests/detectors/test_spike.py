"""The test: does a key have more people than chance explains?"""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest

from detectors.buckets import DAY_BUCKETS
from detectors.errors import SettingError, SnapshotError
from detectors.spikes.significance import Seen, SpikeConfig, SpikeTest

DAY = 86400.0
BUCKET = 300.0


def close(test: SpikeTest, at: float) -> list[tuple[object, int, int]]:
    """Close the bucket that holds `at`; key, people and window of each spike."""
    return [(s.key, s.people, s.window_seconds) for s in test.close(int(at // BUCKET))]


def known(config: SpikeConfig | None = None, days: int = 20, an_hour: int = 2) -> SpikeTest:
    """A test that has heard for days of two keys, from `an_hour` people an hour each; the last bucket is closed."""
    test = SpikeTest(config or SpikeConfig.groups())
    for hour in range(24 * days):
        for number in range(an_hour):
            for key in ("printer", "login"):
                test.observe(key, f"{key} {hour} {number}", hour * 3600.0 + number * 1500.0)
        test.close(hour * 12 + 11)
    return test


def crowd(test: SpikeTest, key: str, people: int, at: float, seconds: float = 250.0) -> None:
    for number in range(people):
        test.observe(key, f"{key} at {at} {number}", at + seconds * number / people)


def test_many_people_in_a_quarter_of_an_hour_are_more_than_chance() -> None:
    test = known()
    crowd(test, "printer", 12, 20 * DAY)
    spikes = test.close(20 * DAY_BUCKETS)
    assert [s.key for s in spikes] == ["printer"]
    spike = spikes[0]
    assert spike.people >= 12
    assert spike.usual < 6
    assert spike.p_value == pytest.approx(10.0**-spike.surprise)
    assert spike.surprise > 6
    assert not spike.cold_start
    assert spike.reason == "rising"


def test_one_person_who_writes_sixty_times_is_one_person() -> None:
    test = known()
    for number in range(60):
        test.observe("printer", "the same", 20 * DAY + number * 60.0)
    assert test.close(20 * DAY_BUCKETS + 11) == []
    assert test.people("printer", 20 * DAY_BUCKETS + 11, 3600) == 1


def test_a_new_key_is_quiet_for_a_pair_and_quick_for_ten_in_its_first_bucket() -> None:
    test = known()
    crowd(test, "a stray pair", 2, 20 * DAY)
    crowd(test, "a new fault", 10, 20 * DAY)
    assert [key for key, _, _ in close(test, 20 * DAY)] == ["a new fault"]


def test_a_young_brand_needs_a_p_value_ten_times_smaller_and_says_so() -> None:
    test = known(days=13)
    crowd(test, "printer", 14, 13 * DAY)
    young = test.close(13 * DAY_BUCKETS)[0]
    assert young.cold_start
    assert test.history_days(13 * DAY_BUCKETS) == pytest.approx(13, abs=0.1)
    assert not known(days=15).close(15 * DAY_BUCKETS)


def test_when_a_stream_starts_everything_rises_and_nothing_is_told() -> None:
    print("seed 4")
    random = np.random.default_rng(4)
    test = SpikeTest(SpikeConfig.terms())
    test.observe("early", "ann", 0.0)
    test.close(90)
    told = []
    for bucket in range(96, 96 + 48):
        for number in range(8):
            for term in random.zipf(1.5, 8):
                test.observe(int(min(term, 400)), f"{bucket} {number}", bucket * BUCKET)
        told += [s for s in test.close(bucket) if s.surprise > 6]
    assert told == []


def test_late_people_go_to_their_own_bucket_and_are_tested_at_the_next_close() -> None:
    test = known()
    start = 20 * DAY
    test.close(20 * DAY_BUCKETS + 24)
    seen = {test.observe("printer", f"late {n}", start + 60.0 * n) for n in range(12)}
    assert seen == {Seen.LATE}
    spikes = test.close(20 * DAY_BUCKETS + 25)
    assert [(s.key, s.reason) for s in spikes] == [("printer", "late")]
    assert spikes[0].people >= 12
    assert test.observe("printer", "late 3", start) is Seen.AGAIN
    assert test.observe("printer", "much too late", start - 2 * DAY) is Seen.TOO_LATE


def test_a_burst_delivered_late_is_as_surprising_as_one_in_time() -> None:
    in_time, late = known(), known()
    crowd(in_time, "printer", 12, 20 * DAY)
    first = in_time.close(20 * DAY_BUCKETS)[0]
    late.close(20 * DAY_BUCKETS + 12)
    crowd(late, "printer", 12, 20 * DAY)
    second = late.close(20 * DAY_BUCKETS + 13)[0]
    assert second.surprise == pytest.approx(first.surprise, rel=0.15)


def test_a_backlog_after_a_silence_is_no_rise() -> None:
    test = known(an_hour=6)
    told = []
    test.close(20 * DAY_BUCKETS + 72)
    for delivered in range(6):
        for number in range(6):
            for key in ("printer", "login"):
                test.observe(key, f"{key} backlog {delivered} {number}", 20 * DAY + delivered * 3600.0 + number * 500.0)
        told += test.close(20 * DAY_BUCKETS + 73 + delivered)
    assert [s for s in told if s.surprise > 4] == []


def test_a_bucket_closed_twice_or_out_of_order_tells_nothing() -> None:
    test = known()
    crowd(test, "printer", 12, 20 * DAY)
    assert test.close(20 * DAY_BUCKETS)
    assert test.close(20 * DAY_BUCKETS) == []
    assert test.close(20 * DAY_BUCKETS - 5) == []


def test_buckets_left_out_are_closed_as_if_one_by_one() -> None:
    one, other = known(), known()
    for test in (one, other):
        crowd(test, "printer", 12, 20 * DAY + 3000)
    for bucket in range(20 * DAY_BUCKETS, 20 * DAY_BUCKETS + 200):
        one.close(bucket)
    other.close(20 * DAY_BUCKETS + 199)
    assert one.snapshot() == other.snapshot()


def test_a_week_of_silence_costs_little_and_leaves_what_is_usual() -> None:
    test = known()
    usual = test.usual("printer", 20 * DAY_BUCKETS, 3600)
    first_seen = time.process_time()
    test.close(27 * DAY_BUCKETS)
    silent = time.process_time() - first_seen
    assert silent < 1.0
    test.observe("printer", "ann", 27 * DAY + 1)
    test.close(27 * DAY_BUCKETS + 60)
    assert test.usual("printer", 27 * DAY_BUCKETS, 3600) == pytest.approx(usual, rel=0.1)


def test_dropped_keys_are_as_if_never_heard_of() -> None:
    test = known()
    crowd(test, "printer", 12, 20 * DAY)
    test.drop(["printer", "unknown"])
    assert len(test) == 1
    assert test.close(20 * DAY_BUCKETS) == []
    assert test.people("printer", 20 * DAY_BUCKETS, 3600) == 0
    crowd(test, "next in the slot", 1, 20 * DAY + 300)
    test.close(20 * DAY_BUCKETS + 1)
    assert test.people("next in the slot", 20 * DAY_BUCKETS + 1, 3600) == 1


def test_a_key_with_an_open_alert_takes_no_share_of_the_budget() -> None:
    test = known()
    windows = len(test.config.windows)

    def sharing() -> int:
        return len(test.reaching(5, 20 * DAY_BUCKETS)[0])

    assert sharing() == 2 * windows
    test.set_open(["printer"])
    assert sharing() == windows
    test.set_open([])
    assert sharing() == 2 * windows


def test_a_new_level_is_usual_after_a_few_days_and_never_locks_up() -> None:
    test = known()
    last = []
    for bucket in range(20 * DAY_BUCKETS, 26 * DAY_BUCKETS):
        if bucket % 3 == 0:
            crowd(test, "printer", 5, bucket * BUCKET)
        spikes = test.close(bucket)
        test.set_open([s.key for s in spikes])
        if spikes and spikes[0].surprise > 5:
            last.append(bucket)
    assert last[0] < 20 * DAY_BUCKETS + 12
    assert last[-1] < 23 * DAY_BUCKETS


def test_spikes_come_most_surprising_first_and_equal_ones_in_the_order_of_keys() -> None:
    test = known()
    for key in ("c", "a", "b"):
        crowd(test, key, 10, 20 * DAY)
    crowd(test, "z", 40, 20 * DAY)
    assert [key for key, _, _ in close(test, 20 * DAY)] == ["z", "a", "b", "c"]


def test_a_restored_test_goes_on_as_if_nothing_had_happened() -> None:
    test = known(days=3)
    crowd(test, "printer", 3, 3 * DAY)
    other = SpikeTest(SpikeConfig.groups())
    other.restore(test.snapshot())
    assert other.snapshot() == test.snapshot()
    for one in (test, other):
        crowd(one, "login", 20, 3 * DAY + 900)
        one.observe(17, "ann", 3 * DAY + 1000)
    bucket = 3 * DAY_BUCKETS + 4
    assert test.close(bucket) == other.close(bucket) != []
    assert other.snapshot() == test.snapshot()


def test_a_damaged_snapshot_is_refused_and_changes_nothing() -> None:
    test = known(days=2)
    before = test.snapshot()
    for damaged in (
        b"",
        b"\xc1",
        before[:-10],
        before[:100] + bytes([before[100] ^ 1]) + before[101:],
        b"\x93\x63\x00\xc4\x00",
    ):
        with pytest.raises(SnapshotError):
            test.restore(damaged)
    with pytest.raises(SnapshotError, match="another configuration"):
        SpikeTest(SpikeConfig.terms()).restore(before)
    assert test.snapshot() == before


@pytest.mark.parametrize(
    "faulty",
    [
        {"windows_seconds": ()},
        {"windows_seconds": (3_600, 900, 10_800)},
        {"windows_seconds": (300, 900, 3_600)},
        {"windows_seconds": (900, 1_000, 3_600)},
        {"start_seconds": 100},
        {"strictness": (1.0,)},
        {"share": 0.0},
    ],
)
def test_a_configuration_out_of_bounds_is_refused(faulty: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        SpikeConfig(**faulty)  # type: ignore[arg-type]


def busy(groups: int, buckets: int) -> tuple[SpikeTest, np.random.Generator]:
    """All groups have two people in the day's window."""
    print("seed 9")
    random = np.random.default_rng(9)
    test = SpikeTest(SpikeConfig.groups())
    for bucket in range(buckets):
        for group in range(groups) if bucket in (0, buckets // 2) else (1, 2):
            test.observe(group, f"{bucket % 97:016x}", bucket * BUCKET)
        test.close(bucket)
    return test, random


def test_ten_thousand_groups_are_tested_in_at_most_5_ms_a_bucket() -> None:
    test, random = busy(10_000, 60)
    spent = []
    for third in range(20, 32):
        first_seen = time.process_time()
        for bucket in range(3 * third, 3 * third + 3):
            for group in random.integers(0, 10_000, 100).tolist():
                test.observe(int(group), f"{bucket:016x}", bucket * BUCKET)
            test.close(bucket)
        spent.append((time.process_time() - first_seen) / 3)
    print(f"{1000 * min(spent):.2f} ms a bucket, {1000 * max(spent):.2f} at worst")
    # The least of twelve: what the test costs, not what else this machine was doing.
    assert min(spent) <= 0.005


def test_a_group_costs_at_most_512_bytes_beside_its_people() -> None:
    test, _ = busy(10_000, 3)
    slots = test._windows.counts.shape[1]
    each = (sum(part.nbytes for part in test._model.arrays()) + test._windows.counts.nbytes) / slots
    tracemalloc.start()
    test, _ = busy(10_000, 3)
    held = tracemalloc.get_traced_memory()[0] / 10_000
    tracemalloc.stop()
    print(f"{each:.0f} bytes a slot in arrays, {held:.0f} a group with keys, spare slots and two people each")
    assert each <= 512


def test_what_a_test_says_that_it_holds_is_what_was_allocated() -> None:
    busy(100, 3)
    tracemalloc.start()
    test, _ = busy(10_000, 3)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(test.memory_bytes, held)
    assert sum(test.memory_bytes.values()) == pytest.approx(held, rel=0.05)

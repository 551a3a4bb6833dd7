"""When a worker stands still, and when it only looks so."""

from __future__ import annotations

from faust.types import TP

from stream.worker.watchdog import LATE_CHECK_SECONDS, Units, Watchdog

WAITING = {"mentions": 7}
SECONDS = 10.0


class Hours:
    """A clock that is set by the test."""

    at = 1_000.0

    def __call__(self) -> float:
        return self.at

    def pass_by(self, seconds: float) -> None:
        self.at += seconds


def looked(
    watch: Watchdog, hours: Hours, times: int, *, excused: bool = False, waiting: dict[str, int] = WAITING
) -> list[str]:
    reported: list[str] = []
    for _ in range(times):
        hours.pass_by(1.0)
        reported = watch.check_stalled(waiting, {}, excused=excused)
    return reported


def watched() -> tuple[Watchdog, Hours]:
    hours = Hours()
    return Watchdog(SECONDS, hours), hours


def test_records_that_wait_while_nothing_is_done_are_a_standstill_and_a_batch_ends_it() -> None:
    watch, hours = watched()
    assert looked(watch, hours, 11) == []
    assert looked(watch, hours, 1) == ["records of mentions wait and none was processed for 11 s"]
    assert watch.alive() == (False, ["records of mentions wait and none was processed for 11 s"])
    watch.progressed("mentions")
    assert watch.alive() == (True, [])
    assert looked(watch, hours, 10) == []


def test_a_long_start_is_no_standstill() -> None:
    watch, hours = watched()
    hours.pass_by(1_000.0)
    assert watch.alive() == (True, [])
    assert looked(watch, hours, 10) == []


def test_a_worker_that_was_itself_stopped_is_none_either() -> None:
    watch, hours = watched()
    assert looked(watch, hours, 5) == []
    hours.pass_by(1_000.0)
    assert looked(watch, hours, 5) == []
    assert looked(watch, hours, 2) == [
        f"records of mentions wait and none was processed for {5 + LATE_CHECK_SECONDS + 5:.0f} s"
    ]


def test_a_worker_in_which_nobody_looks_any_more_is_not_alive() -> None:
    watch, hours = watched()
    assert looked(watch, hours, 3, waiting={}) == []
    hours.pass_by(SECONDS)
    assert watch.alive() == (True, [])
    hours.pass_by(1.0)
    assert watch.alive() == (False, ["the worker's event loop has not come round for 11 s"])
    assert looked(watch, hours, 1, waiting={}) == []
    assert watch.alive() == (True, [])


def test_what_waits_on_purpose_or_for_nothing_or_works_long_on_one_batch_goes_on() -> None:
    watch, hours = watched()
    assert looked(watch, hours, 30, excused=True) == []
    assert looked(watch, hours, 30, waiting={}) == []
    for step in range(30):
        hours.pass_by(1.0)
        assert watch.check_stalled({"complaints": 1}, {"complaints": step}, excused=False) == []


def test_an_engine_process_that_hangs_is_a_standstill_whatever_the_others_do() -> None:
    watch, hours = watched()
    waiting = {"complaints (engine process 0)": 3, "complaints (engine process 1)": 5}
    reported: list[str] = []
    for step in range(12):
        hours.pass_by(1.0)
        watch.progressed("complaints (engine process 1)")
        reported = watch.check_stalled(waiting, {"complaints (engine process 1)": step}, excused=False)
    assert reported == ["records of complaints (engine process 0) wait and none was processed for 11 s"]


def test_a_partition_that_went_to_another_worker_is_watched_no_longer() -> None:
    watch, hours = watched()
    assert looked(watch, hours, 9) == []
    assert looked(watch, hours, 1, waiting={"complaints (engine process 0)": 0}) == []
    assert looked(watch, hours, 5) == []


def test_engines_of_one_process_are_a_unit_and_other_topics_are_one_each() -> None:
    units = Units("complaints", lambda partition: partition % 2)
    lags = {
        TP("mentions", 0): 1,
        TP("mentions", 1): 2,
        TP("complaints", 0): 4,
        TP("complaints", 1): 8,
        TP("complaints", 2): 16,
    }
    assert units.sums(lags) == {"mentions": 3, "complaints (engine process 0)": 20, "complaints (engine process 1)": 8}

"""When a worker stands still, and when it only looks so."""

from __future__ import annotations

from stream.worker.watchdog import LATE_CHECK_SECONDS, Watchdog

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
    return Watchdog(("mentions", "complaints"), SECONDS, hours), hours


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

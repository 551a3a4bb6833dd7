"""Dates as files have them: a column is read as a whole, and asked about only where nothing in it decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stream.reading import ReadingError
from tests.mention_files import TIMES, bodies, form, loaded, minutes, table


@pytest.mark.parametrize(
    ("written_as", "expected_note"),
    [
        (form("%d.%m.%Y %H:%M"), "day first, as dates with points"),
        (form("%d.%m.%Y %H:%M:%S"), "day first"),
        (form("%d-%m-%Y %H:%M"), "day first: read so they lie close together"),
        (form("%m/%d/%Y %I:%M %p"), "month first: read so they lie close together"),
        (form("%-m/%-d/%y %-H:%M"), "month first"),
        (form("%d/%m/%Y, %H:%M:%S"), "day first"),
        (form("%Y/%m/%d %H:%M"), ""),
        (form("%b %-d, %Y %I:%M %p"), ""),
        (form("%A, %-d %B %Y at %H:%M"), ""),
        (form("%d-%b-%Y %H:%M"), ""),
        (lambda at: f"{at.day}. März 2026 um {at.hour}:{at.minute:02} Uhr", ""),
        (lambda at: f"{at.day} mars 2026 à {at.hour}h{at.minute:02}", ""),
        (lambda at: f"{at.day} марта 2026 г., {at:%H:%M}", ""),
        (lambda at: f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}", ""),
        (lambda at: f"{at.year}. {at.month}. {at.day}. {'오후' if at.hour >= 12 else '오전'} {at:%I:%M}", ""),
        (lambda at: f"{at:%Y-%m-%dT%H:%M:%S}+00:00", ""),
        (lambda at: f"{at.year}年{at.month}月{at.day}日 {at.hour}時{at.minute}分", ""),
        (form("%Y%m%d%H%M"), ""),
        (form("%Y%m%d%H%M%S"), ""),
        (form("%Y-%m-%dT%H:%M:%S+00:00[Europe/London]"), ""),
        (form("%m/%d/%Y, %I:%M:%S\u202f%p"), "month first"),
        (lambda at: f"{(at - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1):.6f}".replace(".", ","), ""),
        (lambda at: int(at.timestamp()), ""),
        (lambda at: int(at.timestamp() * 1_000_000), ""),
        (lambda at: round((at - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1), 6), ""),
    ],
)
def test_dates_are_read_from_the_column_as_a_whole(
    tmp_path: Path, written_as: Callable[[datetime], object], expected_note: str
) -> None:
    found = loaded(tmp_path, table(written_as))
    assert minutes(found) == TIMES
    assert any(note.startswith(f"dates: {expected_note}") for note in found.understood.notes()) == bool(expected_note)


def test_a_day_above_twelve_anywhere_in_the_column_decides(tmp_path: Path) -> None:
    later = [at + timedelta(days=60) for at in TIMES]
    found = loaded(tmp_path, table(form("%m/%d/%Y %H:%M"), times=[*TIMES[1:], later[0] + timedelta(days=15)]))
    assert minutes(found)[:-1] == TIMES[1:]


def test_a_day_between_year_and_month_is_seen_from_the_column(tmp_path: Path) -> None:
    times = [at + timedelta(days=10) for at in TIMES]
    found = loaded(tmp_path, table(form("%Y-%d-%m %H:%M"), times=times))
    assert minutes(found) == times
    assert "dates: year, day, month" in found.understood.notes()


def test_dates_that_show_nothing_are_asked_for_and_read_as_asked(tmp_path: Path) -> None:
    ambiguous = table(lambda _: "05/06/2026 10:00")
    with pytest.raises(ReadingError, match="--dates day-first or --dates month-first"):
        loaded(tmp_path, ambiguous)
    assert {at.month for at in minutes(loaded(tmp_path, ambiguous, dates="day-first"))} == {6}
    assert {at.month for at in minutes(loaded(tmp_path, ambiguous, dates="month-first"))} == {5}


def test_times_without_an_offset_are_read_in_the_zone_given_and_that_is_reported_once(tmp_path: Path) -> None:
    naive = table(form("%Y-%m-%d %H:%M:%S"))
    utc, berlin = loaded(tmp_path, naive), loaded(tmp_path, naive, timezone="Europe/Berlin")
    assert utc.rows[0].at_ms - berlin.rows[0].at_ms == 3_600_000
    assert sum("without an offset are read as UTC" in note for note in utc.understood.notes()) == 1
    assert sum("read as Europe/Berlin" in note for note in berlin.understood.notes()) == 1
    named = table(form("%Y-%m-%d %H:%M:%S"), header=("id", "created_at (America/New_York)", "author", "brand", "text"))
    assert loaded(tmp_path, named).rows[0].at_ms - utc.rows[0].at_ms == 5 * 3_600_000
    with pytest.raises(ReadingError, match="Europe/Berlin or America/New_York"):
        loaded(tmp_path, naive, timezone="Mars/Base")


@pytest.mark.parametrize("pattern", ["%Y-%m-%d", "%b %d, %Y", "%d.%m.%Y", "%Y-%m-%d 00:00:00", "%Y%m%d"])
def test_days_without_a_time_stay_days_and_their_posts_lie_anywhere_in_them(tmp_path: Path, pattern: str) -> None:
    found = loaded(tmp_path, table(form(pattern)), timezone="America/New_York")
    assert all(body["day_only"] for body in bodies(found))
    assert sorted(int(body["id"][1:]) // 1 for body in bodies(found)) == list(range(len(TIMES)))
    days = {
        body["id"]: (datetime.fromtimestamp(body["created_at"] / 1000, UTC) - timedelta(hours=5)) for body in bodies(found)
    }
    # New York puts its clocks forward on the 8th.
    assert all(abs((days[f"m{n}"].date() - at.date()).days) <= (at.day >= 8) for n, at in enumerate(TIMES))
    assert len({body["created_at"] for body in bodies(found)}) == len(TIMES)
    assert found.rows == loaded(tmp_path, table(form(pattern)), timezone="America/New_York").rows
    assert any("by the day" in note for note in found.understood.notes())

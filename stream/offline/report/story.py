"""The numbers of a run, and the events of one trend put together as its story."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from detectors.verdict import plural

HOUR = 3_600.0
MESSAGES = ("notify", "page")
PAGES = "page"


@dataclass(frozen=True)
class Summary:
    """The numbers of a backtest. Times are epoch seconds; `…_per_hour` counts by hour since 1970 (UTC).

    `refused` holds the reasons of intake, `unreadable` those of the file's reader, each with its count. `day_only`:
    only the days of its times are known.
    """

    source: str
    mentions: int
    complaints: int
    first_at: float
    last_at: float
    mentions_per_hour: Mapping[int, int]
    complaints_per_hour: Mapping[int, int]
    refused: Mapping[str, int] = field(default_factory=dict)
    unreadable: Mapping[str, int] = field(default_factory=dict)
    day_only: bool = False

    @property
    def span(self) -> str:
        """How long the mentions go on, in words: `12 days`, `30 weeks`."""
        days = max(1, round(self.weeks * 7))
        return plural(days, "day", "days") if days < 28 else f"{round(self.weeks)} weeks"

    @property
    def weeks(self) -> float:
        return max(0.0, self.last_at - self.first_at) / (7 * 24 * HOUR)


@dataclass(frozen=True)
class Story:
    """A trend from its first event to its last. `last` is the newest event: it holds the full state."""

    trend_id: str
    events: list[Mapping[str, Any]]

    @property
    def last(self) -> Mapping[str, Any]:
        return self.events[-1]

    @property
    def main_event(self) -> Mapping[str, Any]:
        """The event that shows the trend best: the last one that was sent while it lasted, else the last."""
        lasting = [event for event in self.events if event.get("state") != "resolved"]
        return ([event for event in lasting if sent(event)] or lasting or self.events)[-1]

    @property
    def first_at(self) -> float:
        return seconds(self.events[0].get("at")) or 0.0

    @property
    def reported(self) -> bool:
        return any(sent(event) for event in self.events)

    @property
    def people(self) -> int:
        return max(int(event.get("people") or 0) for event in self.events)

    @property
    def severity(self) -> str:
        """The highest it reached."""
        reached = {str(event.get("severity")) for event in self.events}
        return next((name for name in ("critical", "warning", "info") if name in reached), "info")

    @property
    def day_only(self) -> bool:
        """Whether only the days of its times are known."""
        return bool(self.last.get("day_only"))

    def series(self) -> Series | None:
        """People per hour over its whole life, put together from the stretches that its events carry."""
        people: dict[float, int] = {}
        step, usual = 0.0, 0.0
        for event in self.events:
            found = part(event, "series")
            start = seconds(found.get("from"))
            if start is None or not found.get("people"):
                continue
            if found.get("bucket_minutes", 60) * 60.0 != step:
                people, step = {}, found.get("bucket_minutes", 60) * 60.0
            usual = max(usual, float(found.get("usual") or 0.0))
            for place, count in enumerate(found["people"]):
                people[start + place * step] = max(people.get(start + place * step, 0), int(count))
        if not people:
            return None
        if self.day_only:
            day, hourly = float(DAY_HOURS * HOUR), people
            people = {}
            for at, count in hourly.items():
                people[at // day * day] = people.get(at // day * day, 0) + count
            step, usual = day, usual * day / step
        start, end = min(people), max(people)
        places = range(round((end - start) / step) + 1)
        return Series(start, step, [people.get(start + place * step, 0) for place in places], usual)


@dataclass(frozen=True)
class Series:
    """Counts from `start` on, one per `step` seconds, and how many are usual in one step."""

    start: float
    step: float
    counts: list[int]
    usual: float = 0.0

    @property
    def end(self) -> float:
        return self.start + self.step * len(self.counts)


def stories(events: Iterable[Mapping[str, Any]]) -> list[Story]:
    """The events by trend, in the order in which the trends first occurred."""
    by_trend: dict[str, list[Mapping[str, Any]]] = {}
    for event in events:
        by_trend.setdefault(str(event.get("trend_id") or event.get("event_id")), []).append(event)
    return [Story(trend_id, own) for trend_id, own in by_trend.items()]


def brands_of(stories: Iterable[Story]) -> list[str]:
    """The brands that trends are of, each once, in the order of the alphabet."""
    return sorted({str(story.last.get("brand")) for story in stories if story.last.get("brand")})


def part(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside an event, empty when it is absent or something else."""
    found = event.get(name)
    return found if isinstance(found, Mapping) else {}


def sent(event: Mapping[str, Any]) -> bool:
    return event.get("attention") in MESSAGES


def is_page(event: Mapping[str, Any]) -> bool:
    return event.get("attention") == PAGES


def seconds(stamp: object) -> float | None:
    """Epoch seconds of a published time, None when there is none."""
    if isinstance(stamp, (int, float)) and not isinstance(stamp, bool):
        return float(stamp)
    try:
        return datetime.fromisoformat(str(stamp)).timestamp()
    except ValueError:
        return None


# Hours in a bar of the timeline: the first that gives few enough bars to be distinguishable on a page.
_STEPS = (1, 2, 3, 6, 12, 24, 48, 168, 336, 672, 2016, 8736)
BARS_MAX = 168
# Where longer steps hide the day that matters, days are shown as long as they are so few.
DAILY_BARS_MAX = 1_500
DAY_HOURS = 24
PEAK_TIMES = 3


def _hides_a_peak(per_hour: Mapping[int, int], hours: int) -> bool:
    """Whether some day has many times what the days of its step have on average."""
    days: dict[int, int] = {}
    for hour, count in per_hour.items():
        days[hour // DAY_HOURS] = days.get(hour // DAY_HOURS, 0) + count
    steps: dict[int, list[int]] = {}
    for day, count in days.items():
        steps.setdefault(day * DAY_HOURS // hours, []).append(count)
    return any(max(own) > PEAK_TIMES * sum(own) / len(own) for own in steps.values())


def volume(summary: Summary) -> tuple[Series, Series] | None:
    """Mentions and complaints over the whole span, in the same steps."""
    if not summary.mentions_per_hour:
        return None
    first, last = min(summary.mentions_per_hour), max(summary.mentions_per_hour)
    hours = next((step for step in _STEPS if (last - first) / step < BARS_MAX), _STEPS[-1])
    if (
        hours > DAY_HOURS
        and (last - first) / DAY_HOURS < DAILY_BARS_MAX
        and _hides_a_peak(summary.mentions_per_hour, hours)
    ):
        hours = DAY_HOURS
    if summary.day_only:
        hours = max(hours, DAY_HOURS)
    # Steps begin at midnight; a week begins on a Monday, day 4 of 1970's first week.
    base = 96 if hours % 168 == 0 else 0
    start = (first - base) // hours * hours + base
    size = (last - start) // hours + 1
    found = []
    for counts in (summary.mentions_per_hour, summary.complaints_per_hour):
        bars = [0] * size
        for hour, count in counts.items():
            if start <= hour < start + size * hours:
                bars[(hour - start) // hours] += count
        found.append(Series(start * HOUR, hours * HOUR, bars))
    return found[0], found[1]


def nice_ceiling(value: float) -> float:
    """The round even number at or above a value, at least 4: half of it is marked as well, and people are whole."""
    if value <= 4:
        return 4
    power = 10.0 ** math.floor(math.log10(value))
    rounds = (step * power for step in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10))
    return next(one for one in rounds if one >= value and one % 2 == 0)

"""What closed hours say of a source: how many people write and when, how much hours differ, and when it was away."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, NamedTuple

from detectors.buckets import HOUR_BUCKETS
from detectors.spikes.volume_config import HOURS_A_DAY, VolumeConfig

# The spread (variance beyond chance, over the squared mean) of hours of the same hour of the day, as shipped and at least;
# and of all hours: on the first days of a support forum .1, of five airlines .2 to .6.
SPREAD, SPREAD_MIN, SPREAD_OF_DAY = 0.2, 0.02, 0.5
SPREAD_FADE = 0.5 ** (1.0 / (28 * HOURS_A_DAY))
# A single hour counts with at most so many times what was expected: an incident is not how hours usually differ.
SPREAD_TIMES_MAX = 4.0
# Hours after which a source that is away is taken for one that people no longer write to.
AWAY_MAX = 84 * HOURS_A_DAY


class Sums(NamedTuple):
    """So many closed hours, and the sums of their people and of these squared."""

    hours: int
    people: int
    squares: int

    @property
    def rate(self) -> float:
        """People an hour: half a person more in one hour more, so that nothing is impossible."""
        return (self.people + 0.5) / (self.hours + 1)


class ClosedHours:
    """People per closed hour, at most `hours_max` of them, and those of the hour that is open.

    >>> hours = ClosedHours(VolumeConfig())
    >>> for person in (1, 2, 2):
    ...     hours.observe(person, bucket=7 * HOUR_BUCKETS)
    >>> hours.roll(9)
    >>> hours.sums()
    Sums(hours=2, people=2, squares=4)
    """

    def __init__(self, config: VolumeConfig) -> None:
        self.config = config
        # The hour that is open; None while nobody has written.
        self.open: int | None = None
        # How many hours were closed in all: what was read of them holds for as long as this stays.
        self.closed = 0
        # Where the source was away the hour of its return.
        self.back_at = -(10**9)
        # Lists: a deque of two numbers takes as much as one of sixty.
        self._hours: list[int] = []
        self._season = [0.0] * HOURS_A_DAY
        self._people, self._squares = 0, 0
        self._excess, self._scale = 0.0, 0.0
        self._now: set[int] = set()
        self._most: int | None = None
        self._last_day: list[int] = []
        self._away = 0

    def __len__(self) -> int:
        return len(self._hours)

    @property
    def has_seasons(self) -> bool:
        """Whether the hour of the day counts by now."""
        return len(self._hours) >= self.config.season_hours

    def observe(self, person: int, bucket: int) -> None:
        """A person wrote in `bucket`; what comes for an hour that has closed counts no more."""
        hour = bucket // HOUR_BUCKETS
        if self.open is None:
            self.open = hour
        if hour > self.open:
            self.roll(hour)
        if hour == self.open:
            self._now.add(person)

    def limit(self, bucket: int, people: int | None) -> None:
        """Of the hour of `bucket`, while it is open, at most so many people are learned; None for all of them. A crowd that
        is no news is not usual either, or the next rise would be none."""
        if bucket // HOUR_BUCKETS == self.open:
            self._most = people

    def forget_people(self, people: Set[int]) -> None:
        """Takes people out of the hour that is open."""
        self._now -= people

    def roll(self, hour: int) -> None:
        """Closes the hours from the one that is open to before `hour`; those in which nobody wrote count as empty."""
        newest = hour if self.open is None else self.open
        while newest < hour:
            newest = max(newest, hour - self.config.hours_max - 1)
            self._close(newest, len(self._now) if self._most is None else min(self._most, len(self._now)))
            self._now.clear()
            self._most = None
            newest += 1
        self.open = newest

    def before(self, hour: int) -> int:
        """How many of the closed hours come before that one."""
        return len(self._hours) - max(0, (self.open or 0) - hour)

    def sums(self, first: int | None = None) -> Sums:
        """Of the `first` hours, or of all."""
        if first is None:
            return Sums(len(self._hours), self._people, self._squares)
        newest = self._hours[first:]
        return Sums(first, self._people - sum(newest), self._squares - sum([count * count for count in newest]))

    def weight(self, hour: int) -> float:
        """How busy this hour of the day and its neighbours are beside the average; at least half."""
        if not self.has_seasons:
            return 1.0
        near = sum(self._season[(hour + shift) % HOURS_A_DAY] for shift in (-1, 0, 1))
        return max(0.5, (near + 1.0) / (self._people / 8.0 + 1.0))

    def shape(self, sums: Sums) -> float:
        """The shape of the gamma distribution of hourly rates, one over their spread, by so many of the hours; of whom at
        most as much is known as people wrote in them."""
        rate = sums.rate
        # A day of what hours usually differ by to begin with.
        known = HOURS_A_DAY * rate * rate
        if sums.hours >= self.config.season_hours and self._scale > 0.0:
            # By how much hours differ from what is usual at that hour of the day.
            spread = (self._excess + SPREAD * known) / (self._scale + known)
        else:
            excess = max(0.0, sums.squares - sums.people * sums.people / max(1, sums.hours) - sums.people)
            spread = (excess + SPREAD_OF_DAY * known) / (sums.hours * rate * rate + known)
        return min(sums.people + 0.5, 1.0 / max(SPREAD_MIN, spread))

    def capture(self) -> dict[str, Any]:
        """As plain values, for a snapshot."""
        return {
            "hours": list(self._hours),
            "season": list(self._season),
            "hour": self.open,
            "now": sorted(self._now),
            "most": self._most,
            "back_at": self.back_at,
            "away": self._away,
            "lately": list(self._last_day),
            "spread": [self._excess, self._scale],
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Becomes what `capture` gave."""
        self._hours = [int(people) for people in state["hours"]][-self.config.hours_max :]
        self._season = [float(people) for people in state["season"]]
        self._people, self._squares = sum(self._hours), sum(people * people for people in self._hours)
        self.open = state["hour"]
        self.closed += 1
        self._now = set(state["now"])
        self.back_at = int(state["back_at"])
        self._excess, self._scale = (float(part) for part in state["spread"])
        # Snapshots of version 4 from before do not hold these.
        self._most = state.get("most")
        self._away = int(state.get("away", 0))
        self._last_day = [int(people) for people in state.get("lately", self._hours)][-HOURS_A_DAY:]

    def _is_quiet(self) -> bool:
        """Whether hardly anybody wrote for a day in which many were due."""
        due = len(self._last_day) * self._people / max(1, len(self._hours))
        known = len(self._last_day) == HOURS_A_DAY and len(self._hours) >= self.config.known_hours
        return known and due > self.config.away_people and sum(self._last_day) < self.config.away_share * due

    def _close(self, hour: int, people: int) -> None:
        """Learns an hour. While the source is away, what is usual is learnt instead of nobody, up to `AWAY_MAX`."""
        self.closed += 1
        self._last_day = [*self._last_day[1 - HOURS_A_DAY :], people]
        self._away = self._away + 1 if self._is_quiet() else 0
        if 0 < self._away <= AWAY_MAX:
            self.back_at = hour + 1
            expected = self.sums().rate * self.weight(hour)
            people = int(expected * self._away) - int(expected * (self._away - 1))
        if self.has_seasons:
            expected = self.sums().rate * self.weight(hour)
            beyond = min(people, SPREAD_TIMES_MAX * expected) - expected
            self._excess = max(0.0, self._excess * SPREAD_FADE + beyond * beyond - expected)
            self._scale = self._scale * SPREAD_FADE + expected * expected
        if len(self._hours) == self.config.hours_max:
            left = self._hours.pop(0)
            self._people -= left
            self._squares -= left * left
            self._season[(hour - self.config.hours_max) % HOURS_A_DAY] -= left
        self._hours.append(people)
        self._people += people
        self._squares += people * people
        self._season[hour % HOURS_A_DAY] += people

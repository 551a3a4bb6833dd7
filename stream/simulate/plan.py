"""What to simulate: the span, the pace, and which things are planted."""

from __future__ import annotations

from dataclasses import dataclass

from stream.reading import ReadingError, parse_time

BRAND = "papyrion"
KINDS = ("incident", "viral", "spam", "peeved")
KINDS_ON_DEMAND = ("burn", "storm", "relapse", "recovery", "weekly")
# A day of 1,000 mentions a minute is a million and a half; more belongs into the bench, not into memory.
MENTIONS_MAX = 3_000_000


@dataclass(frozen=True)
class Plan:
    """`days` from `start_ms` on, with about `per_minute` mentions over the day; the things of `kinds` lie on the last day.

    `complaining` is the share of everyday complaints in the background, the rest is chatter.
    """

    seed: int = 7
    start_ms: int = 1_772_409_600_000  # Monday, 2 March 2026, 00:00 UTC
    days: float = 3.0
    per_minute: float = 14.0
    complaining: float = 0.22
    kinds: tuple[str, ...] = KINDS

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 400:
            raise ValueError(f"days is {self.days}; it must be 1 to 400")
        if not 0 < self.per_minute * self.days * 1440 <= MENTIONS_MAX:
            raise ValueError(
                f"per_minute is {self.per_minute}; it must be above 0 and give at most {MENTIONS_MAX:,} mentions"
            )
        if not 0 <= self.complaining <= 1:
            raise ValueError(f"complaining is {self.complaining}; it must be 0 to 1")
        unknown = sorted(set(self.kinds) - {*KINDS, *KINDS_ON_DEMAND})
        if unknown:
            raise ValueError(f"kinds has {', '.join(unknown)}; it must be of {', '.join(KINDS + KINDS_ON_DEMAND)}")

    @property
    def end_ms(self) -> int:
        return self.start_ms + round(self.days * 86_400_000)

    @property
    def last_day_ms(self) -> int:
        return self.end_ms - 86_400_000


def parse_start(text: str) -> int:
    """A start as epoch milliseconds; raises ReadingError when it is no time."""
    start = parse_time(text)
    if start is None:
        raise ReadingError(f"the start is {text!r}; it must be like 2026-03-02")
    return start

"""The parameters of the volume test."""

from __future__ import annotations

from dataclasses import dataclass

HOUR_SECONDS = 3600
HOURS_A_DAY = 24


@dataclass(frozen=True)
class VolumeConfig:
    """The parameters of a volume test.

    `windows_seconds`: of at most three hours. `people_min` and `times`: the least people, and the least multiple of what is
    expected, that may open. `hours_max`: closed hours remembered. `season_hours`: after so many the hour of the day counts;
    `known_hours`: after so many a silence is one. `stray`: the chance that a person of the past is a stray from
    before the source began; `start_hours`: half-life of the belief that it has just begun. `away_people`: a silence of a
    day and more in which so many were due, and at most `away_share` of them wrote, means that the source was away; for
    `back_hours` after it nothing opens.
    """

    windows_seconds: tuple[int, ...] = (HOUR_SECONDS // 2, HOUR_SECONDS, 3 * HOUR_SECONDS)
    people_min: int = 8
    times: float = 3.0
    hours_max: int = 28 * HOURS_A_DAY
    season_hours: int = 14 * HOURS_A_DAY
    known_hours: int = 72
    stray: float = 0.3
    start_hours: float = 1.5
    away_people: float = 20.0
    away_share: float = 0.2
    back_hours: float = 24.0

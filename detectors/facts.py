"""What an engine measured about one trend at a bucket close: the input of life-cycle, sentence and alert."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from detectors.buckets import BUCKET_SECONDS

COLD_DAYS = 14
"""A brand with less history is in its cold start: how many are usual is a rough guess, and no hour of the day is known."""

UsualShare = Callable[[str], float]
"""Term to the share (0 to 1) of the brand's people who usually use it."""


def unknown_share(_term: str) -> float:
    """The usual shares of a brand without history: 0 for every term."""
    return 0.0


class DataQuality(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What makes the counts less sure: share of late mentions, channels that fell silent or deliver a backlog."""

    late_share: float = 0.0
    silent_channels: tuple[str, ...] = ()
    catching_up_channels: tuple[str, ...] = ()


class TrendStats(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of a trend at a bucket close; people are distinct, first-hand unless the verdict says otherwise.

    `people` and `usual` belong to the window that speaks (`window_minutes`), `people_before` is the same window half an
    hour earlier. `wave` is what usually comes at this hour of the day or week ("every Monday at 9 (UTC) about 15 people").
    `usual_per_day` is what the trend's own baseline expects in a day. `surprise` is −log10 p, `evidence` what
    it rests on. `significant` is the answer of the test within the brand's budget; `fresh_people` and `fresh_significant`
    are the same for people who wrote after the last close. `busy_hours` is what this bucket adds to the clock of busy
    hours, its length in hours times the season's weight (1 in an average hour).
    `older_people_hour` are those of `people_hour` who report versions before the noted fix alone; `fresh_people` has none.
    `lead_people_3h` counts everybody who uses the key it opened on, members or not. `muted` is the muted term among its
    terms; `planned` the note of a planned event under way, and `planned_until` its end. `series_people` are counts per hour
    from `series_from` on.
    """

    at: float
    brand: str
    tier: str = "group"
    terms: tuple[str, ...] = ()
    window_minutes: int = 60
    people: int = 0
    people_before: int = 0
    usual: float = 0.0
    usual_per_day: float = 0.0
    wave: str = ""
    surprise: float = 0.0
    evidence: str = ""
    significant: bool = False
    people_hour: int = 0
    older_people_hour: int = 0
    usual_hour: float = 0.0
    people_3h: int = 0
    lead_people_3h: int = 0
    people_24h: int = 0
    people_so_far: int = 0
    posts_so_far: int = 0
    brand_people_hour: int = 0
    brand_people_3h: int = 0
    brand_usual_hour: float = 0.0
    brand_usual_3h: float = 0.0
    history_days: float = 0.0
    cold_start: bool = False
    busy_hours: float = BUCKET_SECONDS / 3_600
    fresh_people: int = 0
    fresh_significant: bool = False
    absorbed_by: str = ""
    absorbed_title: str = ""
    muted: str = ""
    planned: str = ""
    planned_until: float = 0.0
    series_from: float = 0.0
    series_people: tuple[int, ...] = ()
    series_usual: float = 0.0
    data_quality: DataQuality | None = None

    @property
    def people_hour_on_fix(self) -> int:
        """People of the last hour whose reports a noted fix can be judged by."""
        return self.people_hour - self.older_people_hour

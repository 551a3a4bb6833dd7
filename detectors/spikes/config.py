"""What a test of one tier is told beforehand, and the presets of the tiers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detectors.buckets import DAY_BUCKETS
from detectors.errors import SettingError

SLICE_BUCKETS = 3


@dataclass(frozen=True)
class SpikeConfig:
    """What a test is told beforehand. Times in buckets of 300 s.

    `windows`: lengths, ascending; `strictness`: the level of each is divided by it (together at most one by Bonferroni).
    `dispersions`: the shipped phi of each window. `share`: the share of the tier's people that an average key has, as
    shipped; raising it makes new keys less surprising. `prior_people`: how many people that guess is worth; little, as few
    keys are common and most are rare, and a guess worth more would belittle the common.
    `half_life_buckets`: of rates and tail; dispersions and season have four times as long. `credit_buckets`: a key that
    appears has been silent for as long as the brand is known, at most this. `volume_people`: how many people it takes to
    believe half of a rise of the whole tier. `start_buckets`: nothing is said before the tier is that old.
    """

    windows: tuple[int, ...] = (3, 12, 36)
    strictness: tuple[float, ...] = (3.0, 3.0, 3.0)
    dispersions: tuple[float, ...] = (0.1, 0.1, 0.1)
    share: float = 0.01
    prior_people: float = 0.1
    half_life_buckets: float = 7.0 * DAY_BUCKETS
    credit_buckets: float = 3.0 * DAY_BUCKETS
    volume_people: float = 10.0
    season_slope: float = 0.1
    dispersion_errors: float = 0.5
    start_buckets: int = 0
    cold_buckets: int = 14 * DAY_BUCKETS
    report_surprise: float = 3.0

    def __post_init__(self) -> None:
        if not self.windows or list(self.windows) != sorted(set(self.windows)) or self.windows[0] < SLICE_BUCKETS:
            raise SettingError("windows", self.windows, f"ascending lengths in buckets, the first at least {SLICE_BUCKETS}")
        for name in ("strictness", "dispersions"):
            values = getattr(self, name)
            if len(values) != len(self.windows) or min(values) <= 0:
                raise SettingError(name, values, "one positive number per window")
        for name in ("share", "prior_people", "half_life_buckets", "volume_people"):
            if getattr(self, name) <= 0:
                raise SettingError(name, getattr(self, name), "above 0")

    @classmethod
    def groups(cls) -> SpikeConfig:
        """For groups: the fast windows and a day ten times stricter, for what smoulders."""
        return cls(windows=(3, 12, 36, 288), strictness=(3.1, 3.1, 3.1, 31.0), dispersions=(0.1, 0.1, 0.1, 0.1))

    @classmethod
    def terms(cls) -> SpikeConfig:
        """For single terms and bigrams."""
        return cls(share=0.005, prior_people=0.05)

    @classmethod
    def slow_terms(cls) -> SpikeConfig:
        """For single terms over half a day: words of every day that more and more people say through a night. As strict as
        one look a day: in so long nearly every word can reach any number, and would waste more than a budget."""
        return replace(cls.terms(), windows=(DAY_BUCKETS // 2,), strictness=(float(DAY_BUCKETS),), dispersions=(0.1,))

    @classmethod
    def brand(cls) -> SpikeConfig:
        """For everybody of a brand or product: has nothing beside it that tells a start from a rise, so it waits a day; ten
        times stricter, since one key alone would have the whole budget, and any busy hour is a rise of everybody."""
        return cls(strictness=(30.0, 30.0, 30.0), share=1.0, prior_people=0.5, start_buckets=DAY_BUCKETS)

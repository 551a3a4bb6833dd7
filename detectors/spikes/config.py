"""What a test of one tier is given beforehand, and the presets of the tiers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from detectors.buckets import BUCKET_SECONDS, buckets_in
from detectors.errors import SettingError

HOUR = 3_600
DAY = 24 * HOUR
# Rates are learned in slices of so long.
SLICE_SECONDS = 900
SLICE_BUCKETS = buckets_in(SLICE_SECONDS)


@dataclass(frozen=True)
class SpikeConfig:
    """What a test is given beforehand. Times in seconds, each a whole number of buckets where it is an int.

    `windows_seconds`: lengths, ascending; `strictness`: the level of each is divided by it (together at most one by
    Bonferroni). `dispersions`: the shipped phi of each window. `share`: the share of the tier's people that an average key
    has, as shipped; raising it makes new keys less surprising. `prior_people`: how many people that guess is worth; little,
    as few keys are common and most are rare, and a guess worth more would belittle the common.
    `half_life_seconds`: of rates and tail; dispersions and season have four times as long. `credit_seconds`: a key that
    appears has been silent for as long as the brand is known, at most this. `volume_people`: how many people it takes to
    believe half of a rise of the whole tier. `start_seconds`: nothing is reported before the tier is that old.
    """

    windows_seconds: tuple[int, ...] = (900, HOUR, 3 * HOUR)
    strictness: tuple[float, ...] = (3.0, 3.0, 3.0)
    dispersions: tuple[float, ...] = (0.1, 0.1, 0.1)
    share: float = 0.01
    prior_people: float = 0.1
    half_life_seconds: float = 7.0 * DAY
    credit_seconds: float = 3.0 * DAY
    volume_people: float = 10.0
    season_slope: float = 0.1
    dispersion_errors: float = 0.5
    start_seconds: int = 0
    cold_seconds: int = 14 * DAY
    report_surprise: float = 3.0

    def __post_init__(self) -> None:
        lengths = self.windows_seconds
        ascending = bool(lengths) and list(lengths) == sorted(set(lengths)) and lengths[0] >= SLICE_SECONDS
        if not ascending or any(length % BUCKET_SECONDS for length in lengths):
            allowed = f"ascending lengths in buckets of {BUCKET_SECONDS} s, the first at least {SLICE_SECONDS} s"
            raise SettingError("windows_seconds", lengths, allowed)
        for name in ("strictness", "dispersions"):
            values = getattr(self, name)
            if len(values) != len(lengths) or min(values) <= 0:
                raise SettingError(name, values, "one positive number per window")
        for name in ("share", "prior_people", "half_life_seconds", "volume_people"):
            if getattr(self, name) <= 0:
                raise SettingError(name, getattr(self, name), "above 0")
        for name in ("start_seconds", "cold_seconds"):
            if getattr(self, name) < 0 or getattr(self, name) % BUCKET_SECONDS:
                raise SettingError(name, getattr(self, name), f"a whole number of buckets of {BUCKET_SECONDS} s")

    @cached_property
    def windows(self) -> tuple[int, ...]:
        """The lengths of the windows in buckets."""
        return tuple(map(buckets_in, self.windows_seconds))

    @cached_property
    def half_life_buckets(self) -> float:
        return self.half_life_seconds / BUCKET_SECONDS

    @cached_property
    def credit_buckets(self) -> float:
        return self.credit_seconds / BUCKET_SECONDS

    @cached_property
    def start_buckets(self) -> int:
        return buckets_in(self.start_seconds)

    @cached_property
    def cold_buckets(self) -> int:
        return buckets_in(self.cold_seconds)

    @cached_property
    def identity(self) -> str:
        """What a snapshot must have been taken with: every value by the name and in the unit it had when snapshots were
        first written, so that those can be read."""
        values = {
            "windows": self.windows,
            "strictness": self.strictness,
            "dispersions": self.dispersions,
            "share": self.share,
            "prior_people": self.prior_people,
            "half_life_buckets": self.half_life_buckets,
            "credit_buckets": self.credit_buckets,
            "volume_people": self.volume_people,
            "season_slope": self.season_slope,
            "dispersion_errors": self.dispersion_errors,
            "start_buckets": self.start_buckets,
            "cold_buckets": self.cold_buckets,
            "report_surprise": self.report_surprise,
        }
        return f"SpikeConfig({', '.join(f'{name}={value!r}' for name, value in values.items())})"

    @classmethod
    def groups(cls) -> SpikeConfig:
        """For groups: the fast windows and a day ten times stricter, for what smoulders."""
        return cls(
            windows_seconds=(900, HOUR, 3 * HOUR, DAY),
            strictness=(3.1, 3.1, 3.1, 31.0),
            dispersions=(0.1, 0.1, 0.1, 0.1),
        )

    @classmethod
    def terms(cls) -> SpikeConfig:
        """For single terms and bigrams."""
        return cls(share=0.005, prior_people=0.05)

    @classmethod
    def slow_terms(cls) -> SpikeConfig:
        """For single terms over half a day: words of every day that more and more people say through a night. As strict as
        one look a day: in so long nearly every word can reach any number, and would waste more than a budget."""
        looks = float(buckets_in(DAY))
        return replace(cls.terms(), windows_seconds=(DAY // 2,), strictness=(looks,), dispersions=(0.1,))

    @classmethod
    def brand(cls) -> SpikeConfig:
        """For everybody of a brand or product: has nothing beside it that tells a start from a rise, so it waits a day; ten
        times stricter, since one key alone would have the whole budget, and any busy hour is a rise of everybody."""
        return cls(strictness=(30.0, 30.0, 30.0), share=1.0, prior_people=0.5, start_seconds=DAY)

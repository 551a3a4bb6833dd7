"""What stands out of a brand at a bucket close: shares of words, groups and threads, and the volume of everybody."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from detectors.buckets import BUCKET_SECONDS, HOUR_BUCKETS, bucket_of
from detectors.knowledge import Knowledge, folded
from detectors.post import Post
from detectors.spikes.share import Rise, ShareTest
from detectors.spikes.significance import SURPRISE_MAX, Spike
from detectors.spikes.volume import VolumeRise, VolumeTest
from detectors.spikes.windows import person_number
from detectors.trends.tiers import Key, Standing, Tier

# The two sets of people that keys are shares of: who writes in own words, and those with the echoes.
FIRST_HAND, WITH_ECHOES = 0, 1
# The share of a brand's people whose posts fall into a group, or answer a root, that is seen for the first time.
GROUP_SHARE = 0.002
THREAD_SHARE = 0.002
# How much less sure a volume may be than a share, for as many false alerts: it is one key, and they are thousands.
VOLUME_LENIENCY = 0.1
COLD_DAYS = 14.0
TERMS_EACH = 25.0
TERMS_EACH_STEP = 0.02
DAY = 24 * 3600
_MARKS = {Tier.GROUP: "\x1dg", Tier.THREAD: "\x1dt", Tier.TERM: ""}
_TIERS = {mark: tier for tier, mark in _MARKS.items() if mark}
_PRIORS = {"\x1dg": GROUP_SHARE, "\x1dt": THREAD_SHARE}


class Evidence:
    """The share and volume tests of one brand, by the keys of its tiers."""

    def __init__(self, brand: str, knowledge: Knowledge) -> None:
        self._knowledge = knowledge.of_brand(brand)
        self._own = folded(brand)
        self._shares = ShareTest(wholes=2)
        self._volume = VolumeTest()
        self._terms_each = TERMS_EACH
        self._first: int | None = None
        self._day = -1
        self._rises: dict[Key, Rise] = {}

    def observe(self, told: Iterable[tuple[Post, Standing]]) -> None:
        """Counts each person for everything their post counts for."""
        for post, stands in told:
            bucket, person = bucket_of(post.at), person_number(post.person)
            if self._first is None:
                self._first = bucket
            roots = (f"\x1dt{stands.root}",) if stands.root else ()
            self._shares.observe(((bucket, person, roots),), self._prior(""), WITH_ECHOES)
            if stands.is_echo:
                continue
            self._terms_each += TERMS_EACH_STEP * (len(stands.terms) - self._terms_each)
            keys = (*stands.terms, f"\x1dg{stands.group}") if stands.group >= 0 else stands.terms
            self._shares.observe(((bucket, person, keys),), self._prior(post.lang), FIRST_HAND)
            self._volume.observe(person, bucket)

    def close(self, bucket: int, people_min: int) -> dict[Key, Spike]:
        """What rises at the close of `bucket`, with its chance."""
        if bucket // 288 != self._day:
            self._day = bucket // 288
            self._shares.forget()
        self._rises = {_key(rise.key): rise for rise in self._shares.close(bucket, people_min)}
        cold = self.history_days(bucket) < COLD_DAYS
        spikes = {key: _spike(key, rise, cold) for key, rise in self._rises.items()}
        people = {seconds: self.people(Key(Tier.BRAND, ""), bucket, seconds) for seconds in self._volume.config.windows_seconds}
        risen = self._volume.test(bucket, people, self._shares.past_people)
        if risen is not None:
            spikes[Key(Tier.BRAND, "")] = _volume_spike(risen, cold)
        return spikes

    def opened(self, keys: Iterable[Key], bucket: int) -> None:
        """These keys opened an alert by what rose at this close."""
        for key in keys:
            if key in self._rises:
                self._shares.raise_level(self._rises[key], bucket)

    def hold(self, keys: Iterable[Key]) -> None:
        self._shares.hold(_name(key) for key in keys if key.tier in _MARKS)

    def drop_groups(self, groups: Iterable[str]) -> None:
        self._shares.drop(f"\x1dg{group}" for group in groups)

    def usual_share(self, term: str) -> float:
        """The share of people who usually mention a term."""
        return self._shares.share(term, self._knowledge.share(term, "", self._terms_each))

    def usual(self, key: Key, bucket: int, seconds: int) -> float:
        """People expected in the window of that length that ends with `bucket`."""
        everybody = self._volume.usual(bucket, seconds)
        if key.tier is Tier.BRAND:
            return everybody
        return everybody * self._shares.share(_name(key), 0.0)

    def people(self, key: Key, bucket: int, seconds: int) -> int:
        if key.tier is Tier.BRAND:
            return self._shares.everybody(seconds, bucket)
        return self._shares.people(_name(key), seconds, bucket)

    def season(self, bucket: int, buckets: int) -> float:
        """How many average buckets those that end with `bucket` are worth."""
        average = self._volume.usual(bucket, DAY) / DAY * BUCKET_SECONDS
        return self._volume.usual(bucket, buckets * BUCKET_SECONDS) / average if average > 0 else float(buckets)

    def history_days(self, bucket: int) -> float:
        return 0.0 if self._first is None else max(0.0, (bucket + 1 - self._first) / 288)

    def _prior(self, lang: str) -> Callable[[str], float]:
        def prior(key: str) -> float:
            fixed = _PRIORS.get(key[:2])
            if fixed is not None:
                return fixed
            if self._own and (self._own in key or (len(key) > 3 and key in self._own)):
                return -1.0
            return self._knowledge.share(key, lang, self._terms_each)

        return prior


def _name(key: Key) -> str:
    return _MARKS[key.tier] + key.name


def _key(name: str) -> Key:
    tier = _TIERS.get(name[:2], Tier.TERM)
    return Key(tier, name.removeprefix(_MARKS[tier]))


def _spike(key: Key, rise: Rise, cold: bool) -> Spike:
    return Spike(
        key=key.name,
        window_seconds=rise.window_seconds,
        people=rise.people,
        usual=rise.expected,
        p_value=rise.chance,
        surprise=min(SURPRISE_MAX, -math.log10(max(rise.chance, 1e-300))),
        cold_start=cold,
        reason="share",
    )


def _volume_spike(rise: VolumeRise, cold: bool) -> Spike:
    chance = rise.chance * VOLUME_LENIENCY
    return Spike("", rise.window_seconds, rise.people, rise.expected, chance, min(SURPRISE_MAX, -math.log10(max(chance, 1e-300))), cold, "volume")

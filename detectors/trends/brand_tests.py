"""What stands out of a brand at a bucket close: the shares of words, sites and threads, and the volume of everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from detectors.buckets import DAY_BUCKETS, bucket_of
from detectors.knowledge import Knowledge
from detectors.knowledge.first_rates import PRAISE
from detectors.knowledge.priors import Priors
from detectors.post import Post, is_of_crowd
from detectors.posts.tiers import TERMS_PER_POST_MAX, THE_BRAND, THREAD_MARK, TIERS, Key, PostKeys, Tier
from detectors.spikes.rise import Evidence, Spike
from detectors.spikes.share_config import ShareConfig
from detectors.spikes.share_decision import Rise
from detectors.spikes.share_model import ShareTest, writing
from detectors.spikes.share_past import reprice
from detectors.spikes.volume_config import VolumeConfig
from detectors.spikes.volume_model import VolumeRise, VolumeTest
from detectors.text import is_clue, is_code, is_version
from detectors.trends.waves import HOUR, Wave, Waves
from detectors.trends.waves import PEOPLE_MIN as WAVE_PEOPLE_MIN
from detectors.windows.people import person_number

# The two sets of people that keys are shares of: who writes in own words, and those with the echoes.
FIRST_HAND, WITH_ECHOES = 0, 1
# The share of a brand's people who answer or repeat a post that nobody has before.
THREAD_SHARE = 0.002
# Where nothing is known of a language any word may be one of the field: the brand's own posts alone must show it.
OWN_MAX_UNKNOWN = 3e-6
# By so many times the own posts of a young brand may be less surprised, where the sentences show a fault.
DOUBT_MAX = 30.0
# How much surer a volume must be than a share: any busy hour lifts everybody, and says nothing of what is wrong.
VOLUME_STRICTNESS = 3.0
TERMS_EACH = 25.0
# The mean follows new posts in steps of this, the first ones in larger steps.
TERMS_EACH_STEP = 0.02
DAY = 24 * 3600
# A wave is so many times what is otherwise usual; everybody together vary less than those who use one word.
WAVE_TIMES, VOLUME_WAVE_TIMES = 3.0, 2.0
SHARES = ShareConfig(doubt_max=DOUBT_MAX)
OF_HOUR = SHARES.windows_seconds.index(HOUR)
LONGEST_OF_VOLUME = SHARES.windows_seconds.index(VolumeConfig().windows_seconds[-1])
"""The windows of the share test that hold the people of an hour, and all whom the volume test looks at."""
MARKED = tuple((tier, spec.mark) for tier, spec in TIERS.items() if spec.mark)


class BrandTests:
    """The share and volume tests of one brand, by the keys of its tiers."""

    def __init__(self, brand: str, knowledge: Knowledge) -> None:
        self.knowledge = knowledge.of_brand(brand)
        self.priors = Priors(brand, self.knowledge)
        self.shares = ShareTest(SHARES, wholes=2, crowd=PRAISE)
        self.volume = VolumeTest()
        self.waves = Waves()
        self.terms_each = TERMS_EACH
        self._posts = 0
        self._first: int | None = None
        self._day = -1
        # Where nobody wrote no window can have risen.
        self._came = False
        self._rises: dict[Key, Rise] = {}
        # Between two changes of what is known each term is asked for again and again.
        self._usual_shares: dict[str, float] = {}

    def observe(self, posts: Iterable[tuple[Post, PostKeys]]) -> None:
        """Counts each person for every key of their posts."""
        self._usual_shares.clear()
        posts = list(posts)
        before, is_first = self.terms_each, self._posts * TERMS_EACH_STEP < 1.0
        for _, keys in posts:
            if not keys.is_echo:
                self._posts += 1
                self.terms_each += max(TERMS_EACH_STEP, 1.0 / (1 + self._posts)) * (len(keys.terms) - self.terms_each)
        if is_first:
            # The words that are known already were priced by the first posts alone.
            reprice(self.shares.past, self.terms_each / before)
        for post, keys in posts:
            bucket, person = bucket_of(post.at), person_number(post.person)
            if self._first is None:
                self._first = bucket
            # Everybody stands beside the threads, echoes too.
            alone = not keys.root and not keys.is_echo
            if not alone:
                roots = (f"{THREAD_MARK}{keys.root}",) if keys.root else ()
                self.shares.observe(((bucket, person, roots),), _thread_shares, WITH_ECHOES)
            if not keys.is_echo:
                own_max = None if self.priors.knows(post.lang) else OWN_MAX_UNKNOWN
                terms = keys.terms + named_by(post, keys.terms)
                mentioned = (bucket, person, (*terms, PRAISE) if is_of_crowd(post) else terms)
                priors = self.priors.of(post.lang, self.terms_each)
                self.shares.observe((mentioned,), priors, FIRST_HAND, own_max, (WITH_ECHOES,) if alone else ())
                self.volume.hours.observe(person, bucket)
                self.waves.observe(THE_BRAND.name, keys.terms)
                self._came = True

    def leave_out(self, people: Iterable[str]) -> None:
        """Takes people out of all windows; looks at everybody in them once."""
        if numbers := {person_number(person) for person in people}:
            self.shares.counted.forget_people(numbers)
            self.volume.hours.forget_people(numbers)

    def close(self, bucket: int, people_min: int) -> dict[Key, Spike]:
        """Closes every bucket up to `bucket`; returns what rises in it, that `people_min` people or more mention."""
        self._usual_shares.clear()
        if bucket // DAY_BUCKETS != self._day:
            # Of a brand's first bucket nothing is to be forgotten yet.
            if self._day >= 0:
                self.shares.forget()
                self.waves.forget(bucket)
            self._day = bucket // DAY_BUCKETS
        self._rises, spikes = {}, {}
        if rises := self.shares.close(bucket, people_min):
            self._rises = {_key(rise.key): rise for rise in rises}
            spikes = {key: _share_spike(key, rise) for key, rise in self._rises.items()}
        if self._came:
            self._came = False
            left = self.shares.left
            # Of most brands so few write that no window is looked at.
            if left or self.shares.counted.counts.item(LONGEST_OF_VOLUME, 0) >= self.volume.config.people_min:
                people = left or writing(self.shares)
                if (risen := self.volume.test(bucket, people, self.shares.past.people)) is not None:
                    spikes[THE_BRAND] = _volume_spike(risen)
            self.volume.hours.limit(bucket, left.get(HOUR))
        return _tempered_by_waves(self, spikes, bucket) if spikes or self.waves.touched else spikes

    def opened(self, keys: Iterable[Key], bucket: int) -> None:
        """These keys belong to an open trend: what rose of them at this close is its own level from now on."""
        for key in keys:
            if key in self._rises:
                self.shares.raise_level(self._rises[key], bucket)

    def hold(self, keys: Iterable[Key]) -> None:
        """The keys that belong to a trend now (`ShareTest.hold`)."""
        self.shares.hold([_name(key) for key in keys if TIERS[key.tier].mark is not None])

    def usual_share(self, term: str) -> float:
        """The share of people who usually mention a term."""
        share = self._usual_shares.get(term)
        if share is None:
            prior = 0.0 if term in self.shares else self.knowledge.share(term, "", self.terms_each)
            share = self._usual_shares[term] = self.shares.share(term, prior)
        return share

    def usual(self, key: Key, bucket: int, seconds: int) -> float:
        """People expected in the window of that length that ends with `bucket`."""
        everybody = self.volume.usual(bucket, seconds)
        if key.tier is Tier.BRAND:
            return everybody
        return everybody * self.shares.share(_name(key), 0.0)

    def people(self, key: Key, bucket: int, seconds: int) -> int:
        """Distinct people in that window."""
        if key.tier is Tier.BRAND:
            return self.shares.everybody(seconds, bucket)
        return self.shares.people(_name(key), seconds, bucket)

    def people_of_day(self, key: Key) -> int:
        """Distinct people of the last day as of the newest close."""
        slot = 0 if key.tier is Tier.BRAND else self.shares.keys.slots.get(_name(key))
        return 0 if slot is None else self.shares.counted.counts.item(-1, slot)

    def history_days(self, bucket: int) -> float:
        """For how many days the brand has been known at the close of `bucket`."""
        return 0.0 if self._first is None else max(0.0, (bucket + 1 - self._first) / DAY_BUCKETS)

    def rise_of(self, key: Key) -> Rise | None:
        """What rose of a key of the share test at this close; None where nothing did."""
        return self._rises.get(key)

    def chance_of(self, key: Key, fewer: int, bucket: int) -> float:
        """The chance of what rose of a key of the share test at the close of `bucket`, if so many fewer mentioned it; of a
        brand that is compared with nobody as it is."""
        rise = self._rises[key]
        found = [] if rise.alone else self.shares.explained(rise.key, bucket, fewer)
        return next(
            (one.chance for one in found if one.window_seconds == rise.window_seconds and one.chance < 1.0), rise.chance
        )

    def capture(self) -> Callable[[], dict[str, Any]]:
        """The quick part of a snapshot; what is returned gives plain values, whatever becomes of the tests meanwhile."""
        shares, volume = self.shares.capture(), self.volume.hours.capture()
        rest: dict[str, Any] = {"terms_each": self.terms_each, "first": self._first, "day": self._day, "came": self._came}
        rest["waves"], rest["posts"] = self.waves.capture(), self._posts
        return lambda: {"shares": shares(), "volume": volume, **rest}

    def load(self, state: Mapping[str, Any]) -> None:
        """Becomes what `capture` gave."""
        self._usual_shares.clear()
        self.shares.load(state["shares"])
        self.volume.hours.load(state["volume"])
        # Snapshots of version 4 from before do not hold them.
        self.waves.load(state.get("waves", ()))
        self.terms_each, self._first, self._day = float(state["terms_each"]), state["first"], int(state["day"])
        self._came, self._posts = bool(state["came"]), int(state.get("posts", 1 / TERMS_EACH_STEP))

    def learn(
        self, shares: Mapping[str, float], people: float, first_at: float | None, posts: Iterable[tuple[Post, PostKeys]]
    ) -> None:
        """Takes over how many people of so many mentioned each term, the first of them when, and the posts of the last day:
        what a release before knew, or what tests of its own do not count."""
        self.observe(posts)
        self.shares.learn_past(shares, people, self.priors.of("", self.terms_each))
        if first_at is not None:
            self._first = bucket_of(first_at)


def is_thinned(tests: BrandTests) -> bool:
    """Whether more people praised at the newest close than chance explains, who count for no volume then."""
    return bool(tests.shares.left)


def named_by(post: Post, counted: Sequence[str]) -> tuple[str, ...]:
    """The versions and codes that a post names beside the terms for which it is `counted`, which never open an alert: how
    many people usually name one says whether it is a clue."""
    terms = post.terms[:TERMS_PER_POST_MAX]
    if post.version:
        terms = (post.version.casefold(), *terms)
    elif len(counted) == len(terms) or len(counted) == len(frozenset(terms)):
        return ()
    return tuple(dict.fromkeys(term for term in terms if is_clue(term) and (is_version(term) or is_code(term))))


def _thread_shares(keys: Sequence[str]) -> list[float]:
    return [THREAD_SHARE] * len(keys)


def wave_of(tests: BrandTests, key: Key, bucket: int, seconds: int) -> Wave | None:
    """What usually comes at this hour of the day or week, and at hardly any other, in the window of that length that ends
    with `bucket`."""
    wave = tests.waves.usual(_name(key), bucket, seconds)
    return wave if wave and wave.people >= _least_wave(tests, key, bucket, seconds) else None


def wave_text(tests: BrandTests, key: Key, bucket: int, seconds: int, people: int = 0) -> str:
    """The same in words; empty where nothing usually comes then, or too little to explain so many `people`."""
    wave = wave_of(tests, key, bucket, seconds)
    return f"{wave.when} about {wave.people} people" if wave and wave.explains(people) else ""


def _tempered_by_waves(tests: BrandTests, spikes: Mapping[Key, Spike], bucket: int) -> dict[Key, Spike]:
    """What rises, no surer than beside what usually comes at that hour; then notes this hour, where it could be a wave."""
    used, found = tests.waves.take_touched(), {}
    for key, spike in spikes.items():
        wave = wave_of(tests, key, bucket, spike.window_seconds)
        comes = wave is not None and wave.explains(spike.people)
        chance = max(spike.p_value, wave.chance(spike.people)) if wave and comes else spike.p_value
        found[key] = spike if chance == spike.p_value else replace(spike, p_value=chance)
    # Of most keys there is one person, and what is usual takes ten times as long to find.
    slots, counts = tests.shares.keys.slots, tests.shares.counted.counts
    slot_of = {name: slots.get(name, -1) if name else 0 for name in used.union(map(_name, spikes))}
    people_of = {name: counts.item(OF_HOUR, slot) for name, slot in slot_of.items() if slot >= 0}
    several = {_key(name) if name else THE_BRAND: people for name, people in people_of.items() if people >= WAVE_PEOPLE_MIN}
    for key, people in sorted(several.items()):
        if people >= _least_wave(tests, key, bucket, HOUR):
            tests.waves.note(_name(key), bucket, people)
    return found


def _least_wave(tests: BrandTests, key: Key, bucket: int, seconds: int) -> float:
    times = VOLUME_WAVE_TIMES if key.tier is Tier.BRAND else WAVE_TIMES
    return times * tests.usual(key, bucket, seconds)


def _name(key: Key) -> str:
    return f"{TIERS[key.tier].mark or ''}{key.name}"


def _key(name: str) -> Key:
    tier, mark = next((one for one in MARKED if name.startswith(one[1])), (Tier.TERM, ""))
    return Key(tier, name.removeprefix(mark))


def _share_spike(key: Key, rise: Rise) -> Spike:
    return Spike(key.name, rise.window_seconds, rise.people, rise.expected, rise.chance, Evidence.SHARE)


def _volume_spike(rise: VolumeRise) -> Spike:
    chance = min(1.0, rise.chance * VOLUME_STRICTNESS)
    return Spike(THE_BRAND.name, rise.window_seconds, rise.people, rise.expected, chance, Evidence.VOLUME)

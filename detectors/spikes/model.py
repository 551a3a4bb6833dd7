"""The model behind the test, on arrays: what to expect of every slot, how surprising its windows are, what to learn.

Slots are the integers that `SpikeTest` gives to keys; slot 0 is everybody of the tier together. Nothing here knows keys or
people: the figures of a simulation can be fed as they are.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.buckets import BUCKET_SECONDS, DAY_BUCKETS, HOUR_BUCKETS
from detectors.packing import Packed, Sample, fill, pack, pack_samples, unpack_samples, unpack_slots
from detectors.spikes import kernel as kernel
from detectors.spikes.baseline import Dispersion, Rates, Season
from detectors.spikes.config import SLICE_BUCKETS, SpikeConfig
from detectors.spikes.tail import TailCalibration, tail

Floats = NDArray[np.float64]
Slots = NDArray[np.intp]

EVERYBODY = 0
LAG_BUCKETS = 3 * HOUR_BUCKETS
# A gap in which this many people were expected and nobody came is a silent source (p = 6e-6), not a fact about the rate.
SILENCE_PEOPLE = 12.0
# Three weeks of slices.
SILENCE_SLICES = 2016
CLIP_DEVIATIONS = 4.0
# What no clip takes away where hardly anybody is expected: three people from a rate, a pair from a dispersion.
CLIP_PEOPLE = 3.0
CLIP_PAIR = 2.0
HOT_SURPRISE = 3.0
DISPERSION_PEOPLE = 0.05
# Half a person in one: the share of a key of which nothing was heard (Jeffreys' prior).
FIRST_DAY_PEOPLE = 0.5
ACTIVE_PEOPLE = 1.5
# A key of one person is let go two half-lives later.
STALE_PEOPLE = 0.25
# An episode begins with somebody's arrival: a key that is used once in so many buckets (50 minutes), or less often, begins
# fewer episodes in proportion.
ACTIVE_FACTOR = 3_000 / BUCKET_SECONDS
ACTIVE_SHARE_MIN = 0.01
RECENT_FADE = 0.5 ** (SLICE_BUCKETS / (DAY_BUCKETS / 2))
# A stream of one volume has brought so many times what it brought lately after its first day; fourteen times in the end.
STARTING_RATIO = 1.6
# Before anybody was seen: a tenth of a person in five minutes.
PRIOR_EXPOSURE = 300 / BUCKET_SECONDS
NOBODY: Slots = np.zeros(0, np.intp)
EMPTY: NDArray[np.int32] = np.zeros(0, np.int32)
# Slots at which people arrived, ascending, and how many did.
Arrivals = tuple[Slots, NDArray[np.int32]]
NO_CHANCES: Floats = np.zeros(0)
NO_ARRIVALS: Arrivals = (NOBODY, EMPTY)


_ARRAYS = ("alive", "open", "birth", "hot_since", "hot_last", "adapted")
_RATES = ("seen", "exposure")
_DISPERSION = ("evidence", "information", "value", "error")
_TAIL = ("last", "peak")
# Snapshots name it as they always did.
_STORED_AS = {"adapted": "thawed"}


# A window of the past that late people changed: slot, number of the window, its last bucket, people in it, everybody in it.
LateWindow = tuple[int, int, int, int, int]


class Windows(NamedTuple):
    """Windows to be judged as of `bucket`, one entry each: which window of which slot, the people in it and of everybody,
    the season summed over it and its slope, and how many people were heard `before` it of the slot and of everybody, as
    far as the largest window reaches."""

    bucket: int
    numbers: Slots
    slots: Slots
    people: Floats
    everybody: Floats
    over: Floats
    slope: Floats
    before: Floats
    everybody_before: Floats


class SurpriseModel:
    """Expected counts and surprises of all slots of one tier of one brand.

    Per closed bucket: `judge`, then `learn`. Learns from a bucket 3 h later, clipped at mean + 4 standard deviations; from
    one in which the tier heard nobody only if that is credible. Dispersions of a hot slot stand still for at most a day;
    after that what is high is the new normal and is learned quickly.
    """

    def __init__(self, config: SpikeConfig, slots: int = 16) -> None:
        self.config = config
        self.windows: NDArray[np.int32] = np.array(config.windows, np.int32)
        self._strictness: Floats = np.array(config.strictness)
        half_life = config.half_life_buckets
        self.season = Season(4 * half_life)
        self.rates = Rates(config.prior_people, half_life, slots)
        self.dispersion = Dispersion(config.dispersions, 4 * half_life, slots)
        self.tail = TailCalibration(half_life, LAG_BUCKETS, slots)
        self.alive: NDArray[np.bool_] = np.zeros(slots, bool)
        self.open: NDArray[np.bool_] = np.zeros(slots, bool)
        self.birth: NDArray[np.int32] = np.zeros(slots, np.int32)
        self.hot_since: NDArray[np.int32] = np.full(slots, -1, np.int32)
        self.hot_last: NDArray[np.int32] = np.full(slots, -1, np.int32)
        self.adapted: NDArray[np.bool_] = np.zeros(slots, bool)
        self.first_seen: int | None = None
        # Keys that two people or more have told of lately: what one person ever said cannot make a false alert of many,
        # and should not thin out the budget of the rest.
        self.keys = 0
        # The share of those keys' tests in which an episode could begin at all.
        self.active_share = 1.0
        # People of everybody who arrived, half forgotten after half a day.
        self.recent_volume = 0.0
        self._queue: deque[tuple[int, Arrivals, list[Sample]]] = deque()
        self._quiet: list[tuple[int, list[Sample]]] = []
        self._quiet_people = 0.0
        self._refreshed = 0
        self._refresh_prior()

    def grow(self, slots: int) -> None:
        """Make room for `slots` slots."""
        extra = slots - len(self.alive)
        for part in (self.rates, self.dispersion, self.tail):
            part.grow(slots)
        for name, value in (("alive", 0), ("open", 0), ("birth", 0), ("hot_since", -1), ("hot_last", -1), ("adapted", 0)):
            held = getattr(self, name)
            setattr(self, name, np.concatenate([held, np.full(extra, value, held.dtype)]))

    def allocate(self, slots: Slots, bucket: int) -> None:
        """Slots begin with their first person in `bucket`: who made us look at a key is no evidence about it."""
        if self.first_seen is None:
            self.first_seen = bucket
        self.reset(slots)
        self.alive[slots] = True
        self.birth[slots] = bucket
        self.rates.seen[slots] = 1.0
        known = min(float(max(bucket - self.first_seen, 0)), self.config.credit_buckets)
        self.rates.exposure[slots] = self.rates.exposure_after(known)
        if known < DAY_BUCKETS:
            self.keys += int((slots != EVERYBODY).sum())

    def release(self, slots: Slots) -> None:
        """Slots whose key is gone: what waits to be learned of them must not fall to who has the slot next."""
        self.reset(slots)
        for number, (bucket, (arrived, people), samples) in enumerate(self._queue):
            stays = ~np.isin(arrived, slots)
            self._queue[number] = bucket, (arrived[stays], people[stays]), samples
        for samples in [*(held for _, _, held in self._queue), *(held for _, held in self._quiet)]:
            for number, (window, held, counted) in enumerate(samples):
                stays = ~np.isin(held, slots)
                samples[number] = (window, held[stays], counted[stays])

    def reset(self, slots: Slots) -> None:
        """Slots as if never used."""
        self.alive[slots] = self.open[slots] = self.adapted[slots] = False
        self.hot_since[slots] = self.hot_last[slots] = -1
        self.rates.seen[slots] = self.rates.exposure[slots] = 0.0
        self.dispersion.reset(slots)
        self.tail.reset(slots)

    def stale(self, counts: NDArray[np.int32]) -> Slots:
        """The slots that nobody told of for so long that little is known of them: as good as never heard of."""
        little = self.alive & ~self.open & (self.rates.seen < STALE_PEOPLE) & (counts[-1] == 0)
        little[EVERYBODY] = False
        return np.flatnonzero(little)

    def history_days(self, bucket: int) -> float:
        """How long the tier has been heard of."""
        return 0.0 if self.first_seen is None else max(0.0, (bucket - self.first_seen) / DAY_BUCKETS)

    def cold(self, bucket: int) -> bool:
        """Whether the tier is too young to be sure of what is usual."""
        return self.first_seen is None or bucket - self.first_seen < self.config.cold_buckets

    def is_young(self, bucket: int) -> bool:
        """Whether the tier was first heard of so lately that nothing is said."""
        return self.first_seen is None or bucket - self.first_seen < self.config.start_buckets

    def is_starting(self) -> bool:
        """Whether hardly anything was heard of the tier before about the last day. A source that begins brings everything
        anew, whatever stray posts came before."""
        return self.config.start_buckets > 0 and bool(self.rates.seen[EVERYBODY] < STARTING_RATIO * self.recent_volume)

    def rate(self, slots: Any) -> Any:
        """Expected people per average bucket; for everybody without the population's prior."""
        rates = self.rates.rate(slots)
        return np.where(np.asarray(slots) == EVERYBODY, self.everybody(), rates)

    def _rates(self) -> kernel.Rates:
        rates = self.rates
        return kernel.Rates(rates.seen, rates.exposure, rates.prior_people, rates.prior_rate, self.everybody())

    def _doubts(self, bucket: int) -> kernel.Doubts:
        config, days = self.config, self.history_days(bucket)
        # A young tier does not know its volume, so that others are believed at once.
        volume = config.volume_people * min(1.0, max(0.05, days / 14.0))
        spread = self.dispersion
        return kernel.Doubts(
            spread.value,
            spread.error,
            config.dispersion_errors,
            config.season_slope,
            volume,
            days < 1.0,
            FIRST_DAY_PEOPLE,
        )

    def everybody(self) -> float:
        """Expected people of the whole tier per average bucket."""
        return float((self.rates.seen[EVERYBODY] + 0.1) / (self.rates.exposure[EVERYBODY] + PRIOR_EXPOSURE))

    def chance(self, of: Windows, *, every: bool = False) -> Floats:
        """The chance of each window by the model alone: P(as many people or more). Only of those well above the mean,
        1 for the others, unless `every` is wanted: the tail function is the dear part."""
        means, dispersion = kernel.expected(self._rates(), self._doubts(of.bucket), *of[1:])
        likely = (of.people > 0) if every else of.people > means + 2.0 * np.sqrt(means + dispersion * means**2)
        chances = np.ones(len(means))
        chances[likely] = tail(of.people[likely], means[likely], dispersion[likely])
        return chances

    def chance_of(
        self, bucket: int, number: int, slot: int, people: float, everybody: float, end: int, *, every: bool = False
    ) -> float:
        """As `chance`, of one window that ends with `end` and holds so many people of a slot and of everybody; nothing is
        told of who was heard before it."""
        over, slope = self.season.shape(end, self.windows)
        one = [np.array([float(value)]) for value in (people, everybody, over[number], slope[number], 0.0, 0.0)]
        return float(self.chance(Windows(bucket, np.array([number]), np.array([slot]), *one), every=every)[0])

    def judge(
        self, bucket: int, counts: NDArray[np.int32], late: Sequence[LateWindow] = ()
    ) -> tuple[Slots, Floats, NDArray[np.intp]]:
        """Test every live slot on the windows that end with `bucket`, and those of the past that late people changed.

        Returns the slots above the tail's level, their surprises (recalibrated, -log10) and which window was the most
        surprising.
        """
        over, slope = self.season.shape(bucket, self.windows)
        slots, numbers, *of = kernel.rising(
            self._rates(), self._doubts(bucket), self.alive, self.birth, counts, self.windows, over, slope, bucket
        )
        if not len(slots) and not late:
            return self.settle(bucket, NOBODY, NO_CHANCES, NOBODY)
        least = tail(*of) * self._strictness[numbers] if len(slots) else NO_CHANCES
        if late:
            past = [self._judge_past(bucket, window) for window in late]
            slots = np.concatenate([slots, [slot for slot, *_ in late]]).astype(np.intp)
            numbers = np.concatenate([numbers, [number for _, number, *_ in late]]).astype(np.intp)
            least = np.concatenate([least, past])
            order = np.lexsort((numbers, slots))
            slots, numbers, least = slots[order], numbers[order], least[order]
        surest = kernel.surest(slots, least)
        slots, numbers, least = slots[surest], numbers[surest], least[surest]
        return self.settle(bucket, slots, -np.log10(np.maximum(least, 1e-300)), numbers)

    def _judge_past(self, bucket: int, window: LateWindow) -> float:
        """The chance of a window of the past as it is now."""
        slot, number, end, held, everybody = window
        length = self.config.windows[number]
        observed = held - float(end - length < self.birth[slot] <= end)
        if observed < 2:
            return 1.0
        return self.chance_of(bucket, number, slot, observed, everybody, end) * self.config.strictness[number]

    def settle(self, bucket: int, slots: Slots, surprise: Floats, best: Slots) -> tuple[Slots, Floats, Slots]:
        """Recalibrate raw surprises, learn the tail from them, and mark what is hot."""
        if len(slots):
            above = surprise > self.tail.LEVEL
            slots, surprise, best = slots[above], surprise[above], best[above]
        chance = ~self.open[slots]
        self.tail.learn(bucket, self.keys * self.active_share, slots[chance], surprise[chance])
        hot = self.open.nonzero()[0]
        if len(slots):
            surprise = self.tail.recalibrate(surprise) - math.log10(self.active_share)
            hot = np.concatenate([slots[surprise > HOT_SURPRISE], hot])
        if len(hot):
            self.hot_since[hot] = np.where(self.hot_since[hot] < 0, bucket, self.hot_since[hot])
            self.hot_last[hot] = bucket
        return slots, surprise, best

    def reaching(self, people: int, bucket: int) -> tuple[Floats, Floats]:
        """The p-values of `people` in each window of each key that could open an alert (two people or more told of it
        lately, none open), and the windows' parts of the level: what a budget is spread over."""
        observed = np.flatnonzero(self.alive & ~self.open & (self.rates.seen > ACTIVE_PEOPLE))
        observed = observed[observed != EVERYBODY]
        p_values, parts = kernel.reaching(
            self._rates(), self._doubts(bucket), observed, self.windows, self._strictness, people
        )
        surprise = -np.log10(p_values)
        above = surprise > self.tail.LEVEL
        surprise[above] = self.tail.recalibrate(surprise[above]) - math.log10(self.active_share)
        return 10.0**-surprise, parts

    def learn(self, bucket: int, arrivals: Arrivals, counts: NDArray[np.int32] | None) -> None:
        """A slice (3 buckets) ended with `bucket`: keep what it brought, and learn what has left the fast windows.

        `arrivals`: slots, ascending, and people of the slice; `counts`: the windows that end with it, None when all empty.
        """
        samples = []
        for number, window in enumerate(self.config.windows):
            if (bucket + 1) % window == 0:
                held = NOBODY if counts is None else np.flatnonzero(counts[number])
                samples.append((number, held, EMPTY if counts is None else counts[number, held]))
        has_arrivals = len(arrivals[0]) and arrivals[0][0] == EVERYBODY
        self.recent_volume = self.recent_volume * RECENT_FADE + (float(arrivals[1][0]) if has_arrivals else 0.0)
        self._queue.append((bucket, arrivals, samples))
        while self._queue and self._queue[0][0] <= bucket - LAG_BUCKETS:
            self._learn_slice(*self._queue.popleft())

    def add_late(self, slot: int, bucket: int) -> None:
        """A late arrival: learned with its own slice if that has not been learned yet."""
        for number, (end, (arrived, people), samples) in enumerate(self._queue):
            if end - SLICE_BUCKETS < bucket <= end:
                at = int(np.searchsorted(arrived, slot))
                if at == len(arrived) or arrived[at] != slot:
                    arrived, people = np.insert(arrived, at, slot), np.insert(people, at, 0)
                people[at] += 1
                self._queue[number] = end, (arrived, people), samples

    def packed(self, slots: int) -> dict[str, Any]:
        """What is held of the first `slots` slots, for a snapshot: no other was ever used."""
        return {name: pack(held[..., :slots]) for name, held in self._arrays().items()}

    def state(self) -> dict[str, Any]:
        """The rest as plain values and bytes, for a snapshot."""
        queue = [(b, pack(slots), pack(people), pack_samples(samples)) for b, (slots, people), samples in self._queue]
        quiet = [(b, pack_samples(samples)) for b, samples in self._quiet]
        return {
            "pool": pack(self.dispersion.pool),
            "season": self.season.state(),
            "tail": self.tail.state(),
            "prior_rate": self.rates.prior_rate,
            "begun": self.first_seen,
            "keys": self.keys,
            "busy": self.active_share,
            "lately": self.recent_volume,
            "refreshed": self._refreshed,
            "queue": queue,
            "quiet": quiet,
            "quiet_people": self._quiet_people,
        }

    def arrays(self) -> list[NDArray[Any]]:
        """Everything that is held per slot."""
        return list(self._arrays().values())

    @property
    def memory_bytes(self) -> int:
        """Bytes that are held: per slot, of the season, and of what waits to be learned."""
        samples = [*(held for _, _, held in self._queue), *(held for _, held in self._quiet)]
        waiting = [arrivals for _, arrivals, _ in self._queue]
        waiting += [(slots, people) for held in samples for _, slots, people in held]
        held_always = sum(part.nbytes for part in (*self.arrays(), *self.season.arrays()))
        return held_always + sum(slots.nbytes + people.nbytes for slots, people in waiting)

    def _arrays(self) -> dict[str, NDArray[Any]]:
        parts = ((self, _ARRAYS), (self.rates, _RATES), (self.dispersion, _DISPERSION), (self.tail, _TAIL))
        return {_STORED_AS.get(name, name): getattr(part, name) for part, names in parts for name in names}

    def load(self, state: dict[str, Any], arrays: Mapping[str, Packed], slots: int) -> None:
        """Take over what `state` and `packed` gave of so many slots, with room for some more; ValueError when they are of
        others."""
        if slots > len(self.alive):
            self.grow(slots + slots // 8)
        for name, held in self._arrays().items():
            fill(held[..., :slots], arrays[name])
        fill(self.dispersion.pool, state["pool"])
        self.season.load(state["season"])
        self.tail.load(state["tail"])
        self.rates.prior_rate = float(state["prior_rate"])
        self.first_seen = state["begun"]
        self._queue = deque(
            (int(b), unpack_slots(arrived, people, slots), unpack_samples(samples, slots))
            for b, arrived, people, samples in state["queue"]
        )
        self._quiet = [(int(b), unpack_samples(samples, slots)) for b, samples in state["quiet"]]
        self._quiet_people = float(state["quiet_people"])
        self.keys = int(state["keys"])
        self.active_share = float(state["busy"])
        self.recent_volume = float(state["lately"])
        self._refreshed = int(state["refreshed"])

    def _learn_slice(self, bucket: int, arrivals: Arrivals, samples: list[Sample]) -> None:
        if not len(arrivals[0]) or arrivals[0][0] != EVERYBODY:
            if len(self._quiet) < SILENCE_SLICES:
                self._quiet.append((bucket, samples))
                self._quiet_people += self.everybody() * self.season.over(bucket, SLICE_BUCKETS)
            return
        if self._quiet:
            if self._quiet_people < SILENCE_PEOPLE and len(self._quiet) < SILENCE_SLICES:
                for empty, sampled in self._quiet:
                    self._learn_counts(empty, NO_ARRIVALS, sampled)
            self._quiet, self._quiet_people = [], 0.0
        now = bucket + LAG_BUCKETS
        rates = self.rates
        kernel.cool(
            self.hot_since, self.hot_last, self.adapted, rates.seen, rates.exposure, now - LAG_BUCKETS, now - DAY_BUCKETS
        )
        self._learn_counts(bucket, arrivals, samples)

    def _learn_counts(self, bucket: int, arrivals: Arrivals, samples: list[Sample]) -> None:
        alive = self.alive[arrivals[0]]
        slots, people = arrivals[0][alive], arrivals[1][alive].astype(float)
        over = self.season.over(bucket, SLICE_BUCKETS)
        if self.history_days(bucket) > 3.0:
            people = np.where(self.adapted[slots], people, self._clip(0, slots, people, self.rate(slots) * over))
        for number, held, counted in samples:
            self._learn_dispersion(bucket, number, held, counted)
        rates = self.rates
        kernel.fade(rates.seen, rates.exposure, self.alive, 0.5 ** (SLICE_BUCKETS / rates.half_life_buckets), over)
        # The person a slot began with was counted when it was born.
        rates.seen[slots] += np.where(self.birth[slots] > bucket - SLICE_BUCKETS, people - 1.0, people)
        self.season.learn(bucket, float(people[slots == EVERYBODY].sum()), SLICE_BUCKETS)
        if bucket // HOUR_BUCKETS != self._refreshed:
            self._refreshed = bucket // HOUR_BUCKETS
            self.season.refresh()
            self._refresh_prior()

    def _clip(self, window: int, slots: Slots, people: Floats, means: Floats) -> Floats:
        spread = np.sqrt(means + self.dispersion.value[window, slots] * means**2)
        clipped: Floats = np.minimum(people, np.maximum(means + CLIP_DEVIATIONS * spread, CLIP_PEOPLE))
        return clipped

    def _learn_dispersion(self, bucket: int, number: int, held: Slots, counted: NDArray[np.int32]) -> None:
        window = self.config.windows[number]
        over = self.season.over(bucket, window)
        # Keys that hardly ever are told say nothing about dispersion, and a rate slightly wrong looks like a lot of it.
        slots, means = kernel.sampled(
            self.alive,
            self.birth,
            self.hot_since,
            self.adapted,
            self._rates(),
            over,
            DISPERSION_PEOPLE,
            bucket - DAY_BUCKETS,
        )
        if not len(slots):
            return
        people = np.zeros(len(self.alive))
        people[held] = counted
        spread = np.sqrt(means + self.dispersion.pool[number] * means**2)
        clipped = np.minimum(people[slots], np.maximum(means + CLIP_DEVIATIONS * spread, CLIP_PAIR))
        self.dispersion.learn(number, slots, clipped, means, means**2 / self.rates.shape(slots), window)
        self.dispersion.refresh(number, slots[slots != EVERYBODY] if len(slots) > 1 else slots)

    def _refresh_prior(self) -> None:
        old = np.flatnonzero(self.alive & (self.rates.exposure > 3 * DAY_BUCKETS))
        old = old[old != EVERYBODY]
        shipped = self.config.share * self.everybody()
        known = 20.0
        if (
            self.first_seen is not None
            and self.tail.tested is not None
            and self.tail.tested > self.first_seen + DAY_BUCKETS
        ):
            observed = np.flatnonzero(self.rates.seen > ACTIVE_PEOPLE)
            observed = observed[observed != EVERYBODY]
            self.keys = len(observed)
            active_share = np.minimum(1.0, ACTIVE_FACTOR * self.rates.rate(observed)).sum()
            self.active_share = max(ACTIVE_SHARE_MIN, float(active_share) / len(observed)) if len(observed) else 1.0
        total = float((self.rates.seen[old] / self.rates.exposure[old]).sum())
        self.rates.prior_rate = max((known * shipped + total) / (known + len(old)), 1e-9)

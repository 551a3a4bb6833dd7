"""The clusterer of similar complaints: one pass, event time, everything bounded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from inspect import signature
from itertools import accumulate
from typing import Any

import numpy as np
from river import base

from detectors.compiled import direct
from detectors.errors import SettingError
from detectors.grouping.arrays import (
    DEAD_TERMS,
    EVICTED,
    EVICTED_HELD,
    FREE_SLOTS,
    LIVE,
    NEXT_ID,
    NOW,
    POOL_FIRST,
    POOL_NEEDED,
    POOL_TOP,
    SLOTS_FIRST,
    TERMS_FIRST,
    Arrays,
    Floats,
    empty_arrays,
    stride_of,
    with_pool,
    with_slots,
    with_terms,
)
from detectors.grouping.bounds import Bounds
from detectors.grouping.kernel import assign, predict
from detectors.grouping.snapshot import packed, unpacked
from detectors.grouping.vocabulary import Terms, Vocabulary, scale_of, scales_of, weighted

_assign = direct(assign)
BATCH_MAX = 512
EVICTED_MAX = 10_000
# To make room costs as much for one group as for a few.
SLOTS_MORE = 6


class Grouping(base.Clusterer):
    """Groups texts that say the same thing in the same words, as they arrive.

    A text is a bag of terms: the sequence that `detectors.text.normalise` gives, or River's sparse dict of counts. It joins
    the live group with the highest

        cosine(text, group) × (1 + popularity × ln(1 + recent members)),

    weights being √count × (1 + ln(live groups / groups with the term)), if that is above `similarity_min` and the cosine at
    least `cosine_min`; else it opens a group of its own. Candidates come from an inverted index, rarest terms first.
    Related to textClust (Assenmacher and Trautmann, 2022); what differs: the index, popularity as a factor, and fading
    whose pace follows the stream.

    **Time.** `at` is event time in seconds and may come out of order; fading goes by the latest seen. One half-life is the
    time in which about `memory_texts` texts arrive, learnt from the stream over some weeks and bounded by `half_life_min`
    and `half_life_max`, so a brand with sixty complaints a day remembers for weeks and one with thousands for days, and a
    storm does not wipe out what is remembered. A group is evicted when its faded members are below `survival_min`, or when
    it was silent for `gaps_max` of its own usual gaps.

    **Guarantees.** Ids count up from 0 and are never used again. The same texts give the same ids one by one, in batches of
    any size, on any hash seed, and after `restore(snapshot())`. Memory is bounded by `groups_max` groups of at most
    `terms_max` terms; evicted groups are counted and returned by `take_evicted`. Cost per text is bounded by `visited_max`
    postings, whatever the number of groups. Terms that begin with a digit weigh `clue_weight`: a release makes many people
    name one version who share nothing else.

    Parameters
    ----------
    similarity_min
        What a text must reach to join. Raising it gives more and purer groups.
    cosine_min
        What the cosine alone must reach, however popular the group. Raising it keeps texts of one narrow field, which all
        share some words, from being swallowed by the largest group.
    short_terms
        Up to this many different terms a text counts as short; above, `cosine_min` grows with the square root of its
        length, since long texts share words by chance …
    long_factor
        … but at most so many times. Raising it gives more and purer groups of long texts.
    popularity
        How much more readily a text joins a group that grows. Raising it gives fewer, larger groups; 0 is plain cosine.
    popularity_half_lives
        How many times as fast as the rest popularity fades.
    memory_texts
        Texts per half-life. Raising it keeps groups longer and lets old ones attract new texts.
    half_life_min
        Seconds; the shortest half-life, however fast texts come.
    half_life_max
        Seconds; the longest half-life, however slow.
    rate_seconds
        Over how long the pace of the stream is averaged.
    survival_min
        Below how many faded members a group is evicted. Raising it forgets sooner.
    gaps_max
        After how many of its own usual gaps of silence a group of three or more is evicted.
    term_fading
        How many times as fast as the group itself its terms fade; 0: never. Raising it lets a group drift.
    weight_min
        Below which weight a faded term is dropped from its group.
    clue_weight
        What numbers, versions and dates count for beside words.
    wrapping_share
        Terms in more than this share of the texts of late count less the more of them have it, and next to nothing in all
        of them: a form, a greeting, a signature. 1: only groups decide what is rare.
    common_share
        Terms in more than this share of the groups find no candidates (they still count in the cosine) …
    common_groups
        … unless they are in no more than this many groups.
    visited_max
        About how many postings are looked at for one text.
    postings_max
        How many groups a term leads to: those touched last.
    groups_max
        How many groups live at most; above it the one with the least survival among some is evicted.
    terms_max
        How many terms a group holds, those with the highest weight × rarity. Raising it lets groups hold more wordings and
        grow more diffuse.
    sweep
        How many groups are looked after on each text: fading, eviction.

    Examples
    --------
    >>> from detectors.grouping import Grouping
    >>> groups = Grouping()
    >>> groups.assign_one(("card", "declin", "checkout"), at=0.0)
    0
    >>> groups.assign_many([("parcel", "late"), ("checkout", "card", "refus")], [60.0, 90.0])
    [1, 0]
    >>> groups.predict_one({"parcel": 1, "late": 1}), groups.predict_one({"refund": 1})
    (1, None)
    """

    def __init__(
        self,
        similarity_min: float = 0.2,
        cosine_min: float = 0.15,
        short_terms: float = 10.0,
        long_factor: float = 1.7,
        popularity: float = 0.4,
        popularity_half_lives: float = 2.0,
        memory_texts: float = 500.0,
        half_life_min: float = 86_400.0,
        half_life_max: float = 30 * 86_400.0,
        rate_seconds: float = 14 * 86_400.0,
        survival_min: float = 0.1,
        gaps_max: float = 20.0,
        term_fading: float = 0.0,
        weight_min: float = 0.05,
        clue_weight: float = 0.25,
        wrapping_share: float = 0.5,
        common_share: float = 0.1,
        common_groups: float = 20.0,
        visited_max: int = 200,
        postings_max: int = 128,
        groups_max: int = 100_000,
        terms_max: int = 32,
        sweep: int = 2,
    ) -> None:
        self.similarity_min = similarity_min
        self.cosine_min = cosine_min
        self.short_terms = short_terms
        self.long_factor = long_factor
        self.popularity = popularity
        self.popularity_half_lives = popularity_half_lives
        self.memory_texts = memory_texts
        self.half_life_min = half_life_min
        self.half_life_max = half_life_max
        self.rate_seconds = rate_seconds
        self.survival_min = survival_min
        self.gaps_max = gaps_max
        self.term_fading = term_fading
        self.weight_min = weight_min
        self.clue_weight = clue_weight
        self.wrapping_share = wrapping_share
        self.common_share = common_share
        self.common_groups = common_groups
        self.visited_max = visited_max
        self.postings_max = postings_max
        self.groups_max = groups_max
        self.terms_max = terms_max
        self.sweep = sweep
        self._check()
        self._stride = stride_of(terms_max)
        self._bounds = Bounds(
            stride_bits=self._stride.bit_length() - 1,
            **{f: getattr(self, f) for f in Bounds._fields if f != "stride_bits"},
        )
        self._vocabulary = Vocabulary()
        self._arrays = empty_arrays(SLOTS_FIRST, TERMS_FIRST, POOL_FIRST, self._stride, visited_max + postings_max)
        self._evicted: list[int] = []
        self._slots: dict[int, int] = {}
        self._slots_of = (0, 0)

    def _check(self) -> None:
        positive = "similarity_min short_terms long_factor memory_texts half_life_min half_life_max rate_seconds"
        for name in [*positive.split(), "survival_min", "gaps_max", "weight_min"]:
            if not getattr(self, name) > 0:
                raise SettingError(name, getattr(self, name), "above 0")
        for name in ["popularity", "popularity_half_lives", "term_fading", "clue_weight", "common_share", "common_groups"]:
            if not getattr(self, name) >= 0:
                raise SettingError(name, getattr(self, name), "0 or more")
        if not 0 < self.wrapping_share <= 1:
            raise SettingError("wrapping_share", self.wrapping_share, "above 0 and at most 1")
        for name in ["visited_max", "postings_max", "groups_max", "terms_max", "sweep"]:
            if not 1 <= getattr(self, name) <= 10_000_000:
                raise SettingError(name, getattr(self, name), "between 1 and 10,000,000")
        if self.terms_max > 512 or self.postings_max > 65_536 or self.sweep > 64:
            bounds = (self.terms_max, self.postings_max, self.sweep)
            raise SettingError("terms_max, postings_max, sweep", bounds, "at most 512, 65,536, 64")

    def assign_many(self, batch: Sequence[Terms], ats: Sequence[float]) -> list[int]:
        """Learn the texts in turn; the group of each, `NO_GROUP` for one without terms. `ats` is as long as `batch`."""
        if len(batch) != len(ats):
            raise ValueError(f"{len(batch)} texts but {len(ats)} times")
        groups: list[int] = []
        for start in range(0, len(batch), BATCH_MAX):
            groups += self._assign(batch[start : start + BATCH_MAX], np.array(ats[start : start + BATCH_MAX], np.float64))
        return groups

    def assign_one(self, x: Terms, at: float) -> int:
        """Learn one text; its group, `NO_GROUP` if it has no terms."""
        return self._assign((x,), np.array((at,), np.float64))[0]

    def learn_one(self, x: Terms, at: float | None = None) -> None:  # type: ignore[override]
        """`assign_one` without the answer; without `at`, at the latest time seen."""
        self.assign_one(x, float(self._arrays.real[NOW]) if at is None else at)

    def predict_one(self, x: Terms) -> int | None:  # type: ignore[override]
        """The group that a text would join now, `None` if it would open a new one or has no terms. Learns nothing."""
        number = self._vocabulary.number
        known: list[int] = []
        values: list[float] = []
        strange: dict[str, float] = {}
        for term, value in weighted(x):
            if (found := number.get(term)) is not None:
                known.append(found)
                values.append(value)
            else:
                strange[term] = strange.get(term, 0.0) + value
        if not known:
            return None
        squares = sum(value * scale_of(term, self.clue_weight) ** 2 for term, value in strange.items())
        group = predict(self._arrays, self._bounds, np.array(known, np.int32), np.array(values, np.float32), squares)
        return None if group < 0 else int(group)

    def _assign(self, batch: Sequence[Terms], ats: Floats) -> list[int]:
        numbers, values, lengths, fresh = self._vocabulary.numbers(batch)
        words = self._vocabulary.words
        if len(words) > len(self._arrays.terms):
            self._arrays = with_terms(self._arrays, len(words) * 9 // 8 + TERMS_FIRST)
        if fresh:
            self._arrays.terms["scale"][fresh] = scales_of([words[number] for number in fresh], self.clue_weight)
        ends = np.array([0, *accumulate(lengths)], np.int64)
        groups = np.empty(len(batch), np.int64)
        texts = np.array(numbers, np.int32), np.array(values, np.float32), ends, ats
        done = 0
        while True:
            done = _assign(self._arrays, self._bounds, *texts, done, groups)
            self._take_dead_and_evicted(fresh)
            if done == len(batch):
                break
            self._make_room(max(lengths))
        self._forget(fresh)
        return groups.tolist()

    def _make_room(self, longest: int) -> None:
        """Longer arrays, where the next text may not fit."""
        arrays = self._arrays
        if arrays.whole[FREE_SLOTS] == 0:
            slots = min(len(arrays.groups) * 9 // 8 + SLOTS_MORE, self.groups_max + 1)
            arrays = with_slots(arrays, slots, self._stride)
        needed = int(arrays.whole[POOL_TOP]) + int(arrays.whole[POOL_NEEDED])
        if needed > len(arrays.pool):
            pool = max(len(arrays.pool) * 5 // 4, needed)
            arrays = with_pool(arrays, pool, self.visited_max + self.postings_max)
        need = (self.sweep + 2) * self.terms_max + longest
        if need > len(arrays.dead):
            arrays = arrays._replace(dead=np.zeros(2 * need, np.int32))
        self._arrays = arrays

    def _take_dead_and_evicted(self, dead: list[int]) -> None:
        arrays = self._arrays
        if gone := arrays.whole.item(DEAD_TERMS):
            dead += arrays.dead[:gone].tolist()
            arrays.whole[DEAD_TERMS] = 0
        if evicted := arrays.whole.item(EVICTED_HELD):
            self._evicted += arrays.evicted[:evicted].tolist()
            arrays.whole[EVICTED_HELD] = 0
            if len(self._evicted) > EVICTED_MAX:
                del self._evicted[:-EVICTED_MAX]

    def _forget(self, numbers: list[int]) -> None:
        """Terms that are in no group any more, or never came into one, leave the vocabulary."""
        if numbers:
            held = self._arrays.terms["groups"][numbers].tolist()
            self._vocabulary.forget([number for number, groups in zip(numbers, held, strict=True) if not groups])

    @property
    def live(self) -> int:
        """Number of live groups."""
        return int(self._arrays.whole[LIVE])

    @property
    def opened(self) -> int:
        """Number of groups opened so far; the next one's id."""
        return int(self._arrays.whole[NEXT_ID])

    @property
    def evicted(self) -> int:
        """Number of groups evicted so far."""
        return int(self._arrays.whole[EVICTED])

    @property
    def memory_bytes(self) -> int:
        """Bytes that the state takes: all arrays with their spare room, and the words."""
        words = self._vocabulary
        tables = sys.getsizeof(words.number) + sys.getsizeof(words.words) + sys.getsizeof(words.unused)
        return tables + sum(map(sys.getsizeof, words.words)) + sum(array.nbytes for array in self._arrays)

    def take_evicted(self) -> list[int]:
        """Ids of the groups evicted since the last call, the last `EVICTED_MAX`, in order of eviction."""
        taken, self._evicted = self._evicted, []
        return taken

    def groups(self) -> list[int]:
        """Ids of the live groups, ascending."""
        return sorted(self._slot_of())

    def terms(self, group: int, n: int = 10) -> list[tuple[str, float]]:
        """The `n` heaviest terms of a live group's centroid with their weights (the centroid has length 1), heaviest first.

        Empty for a group that does not live.
        """
        entry = self._centroid(group)
        words = self._vocabulary.words
        heaviest = sorted(((-w, words[t]) for t, w in entry.items()))[:n]
        return [(word, -w) for w, word in heaviest]

    def similarity(self, a: int, b: int) -> float:
        """Cosine of two live groups' centroids, 0 to 1; 0 if one does not live."""
        left, right = self._centroid(a), self._centroid(b)
        return float(sum(w * right[t] for t, w in left.items() if t in right))

    def _slot_of(self) -> dict[int, int]:
        arrays = self._arrays
        state = (self.opened, self.evicted)
        if self._slots_of != state:
            live = arrays.live[: arrays.whole[LIVE]]
            self._slots = dict(zip(arrays.groups["id"][live].tolist(), live.tolist(), strict=True))
            self._slots_of = state
        return self._slots

    def _centroid(self, group: int) -> dict[int, float]:
        slot = self._slot_of().get(group)
        if slot is None:
            return {}
        arrays = self._arrays
        start = slot * self._stride
        entries = arrays.entries[start : start + int(arrays.groups[slot]["terms"])]
        terms = entries["term"]
        rarity = 1.0 + np.log(self.live) - np.log(arrays.terms["groups"][terms])
        weights = entries["weight"] * rarity * (1.0 - arrays.terms["common"][terms])
        weights /= np.sqrt(np.square(weights).sum())
        return dict(zip(terms.tolist(), weights.tolist(), strict=True))

    def snapshot(self) -> bytes:
        """Everything learnt, as bytes with a version and a checksum; holds no code."""
        return self.capture()()

    def capture(self) -> Callable[[], bytes]:
        """The quick part of `snapshot`; what is returned makes the bytes, whatever is learnt meanwhile."""
        arrays = Arrays._make(array.copy() for array in self._arrays)
        return partial(packed, self._get_params(), arrays, self._vocabulary.words.copy(), self._evicted.copy())

    def restore(self, snapshot: bytes | memoryview) -> None:
        """Become what `snapshot` was taken of.

        Raises `SnapshotError` when it is damaged, of another version or taken with other parameters; nothing changes then.
        """
        arrays, vocabulary, evicted = unpacked(snapshot, self._get_params())
        self._arrays, self._vocabulary, self._evicted = arrays, vocabulary, evicted
        self._slots, self._slots_of = {}, (0, 0)

    def _get_params(self) -> dict[str, Any]:
        # River reads the signature each time: a sixth of what a profile of a restore showed.
        return {name: getattr(self, name) for name in _PARAMETERS}

    @classmethod
    def _unit_test_params(cls) -> Any:
        yield {"groups_max": 100}


_PARAMETERS = tuple(signature(Grouping).parameters)

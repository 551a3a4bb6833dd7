"""The paces of a tier: what builds up over half a day is found, at little cost to what bursts."""

from __future__ import annotations

import numpy as np
import pytest

from detectors.buckets import DAY_BUCKETS
from detectors.spikes.budget import level
from detectors.spikes.multi_scale import MultiScaleTest
from detectors.spikes.significance import Spike
from detectors.trends.tiers import CONFIGS, Tier

SEED = 11
DAYS = 6
HALF_A_DAY = DAY_BUCKETS // 2
PEOPLE_MIN = 5
BUDGET = 0.1
WORDS = 300


class Told:
    """A brand of which somebody says something every five minutes, with the fast pace of its words alone and with both."""

    def __init__(self) -> None:
        print(f"seed {SEED}")
        self.fast = MultiScaleTest(CONFIGS[Tier.TERM][:1])
        self.both = MultiScaleTest(CONFIGS[Tier.TERM])
        self._random = np.random.default_rng(SEED)
        self._bucket = -1

    def live(self, buckets: int, hold: tuple[int, int]) -> list[tuple[list[Spike], list[Spike]]]:
        """What rises beyond the budget at each close, for the fast pace and for both, when "hold" is said in so many of so
        many buckets."""
        found = []
        for _ in range(buckets):
            self._bucket += 1
            words = [f"word {number}" for number in np.unique(self._random.zipf(1.5, 6) % WORDS)]
            if self._bucket % hold[1] < hold[0]:
                words.append("hold")
            found.append((self._heard(self.fast, words), self._heard(self.both, words)))
        return found

    def level(self, test: MultiScaleTest) -> float:
        return level(BUDGET, *test.reaching(PEOPLE_MIN, self._bucket))

    def _heard(self, test: MultiScaleTest, words: list[str]) -> list[Spike]:
        test.observe_many([(self._bucket, self._bucket, words)])
        spikes = test.close(self._bucket)
        return [spike for spike in spikes if spike.p_value <= self.level(test)] if spikes else []


@pytest.fixture(scope="module")
def known() -> Told:
    told = Told()
    told.live(DAYS * DAY_BUCKETS, hold=(1, 4))
    return told


def test_the_slow_pace_costs_the_fast_one_nothing_and_wastes_little_by_itself(known: Told) -> None:
    assert known.level(known.both) == known.level(known.fast)
    _, slow = known.both.scales
    p_values, parts = slow.reaching(PEOPLE_MIN, DAYS * DAY_BUCKETS)
    a_day = float((parts * np.minimum(p_values, known.level(known.fast))).sum()) * DAY_BUCKETS
    assert 0.0 < a_day < 0.1 * BUDGET


def test_a_word_of_every_day_that_builds_up_over_a_night_is_found_before_morning(known: Told) -> None:
    night = known.live(HALF_A_DAY, hold=(2, 3))
    assert [fast for fast, _ in night if fast] == []
    slow = [spike for _, both in night for spike in both]
    assert {(spike.key, spike.window_seconds) for spike in slow} == {("hold", 12 * 3600)}
    assert slow[-1].people <= HALF_A_DAY * 2 / 3
    assert slow[-1].usual < slow[-1].people / 2

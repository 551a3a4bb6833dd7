"""What comes every week or every day at the same hour is usual then, for volume and for words, and is stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from detectors.buckets import BUCKET_SECONDS
from detectors.explain import why_not, why_of
from detectors.facts import TrendStats
from detectors.knowledge import NOTHING
from detectors.lifecycle import Policy
from detectors.post import Post
from detectors.posts.tiers import THE_BRAND, Key, Tier, keys_of
from detectors.trends.brand_tests import BrandTests, wave_of
from detectors.trends.waves import KEYS_MAX, WEEK_HOURS, Waves
from detectors.verdict.judge import judge

HOUR = 3600
DAY = 24 * HOUR
WEEK = 7 * DAY
# A Monday, 00:00 UTC.
BEGIN = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())
ROTA = Key(Tier.TERM, "rota")


def bucket(at: float) -> int:
    return int(at) // BUCKET_SECONDS


def noted(waves: Waves, *hours: int, people: int = 10) -> Waves:
    for hour in hours:
        waves.note("rota", bucket(BEGIN + hour * HOUR), people)
    return waves


@pytest.mark.parametrize(("weeks", "known"), [((1, 2, 3), True), ((1, 3, 4), True), ((2, 4), False), ((1, 2), False)])
def test_three_of_the_last_four_weeks_make_a_wave(weeks: tuple[int, ...], known: bool) -> None:
    waves = noted(Waves(), *((6 - week) * WEEK_HOURS + 9 for week in reversed(weeks)))
    wave = waves.usual("rota", bucket(BEGIN + (6 * WEEK_HOURS + 9) * HOUR), HOUR)
    assert (wave is not None) == known
    if wave is not None:
        assert wave == (10, "every Monday at 9 (UTC)")


def test_a_wave_may_come_an_hour_off_and_not_three() -> None:
    waves = noted(Waves(), 9, WEEK_HOURS + 10, 2 * WEEK_HOURS + 8)
    assert waves.usual("rota", bucket(BEGIN + (3 * WEEK_HOURS + 9) * HOUR), HOUR)
    assert waves.usual("rota", bucket(BEGIN + (3 * WEEK_HOURS + 13) * HOUR), HOUR) is None


def test_six_of_the_last_seven_days_make_a_daily_wave() -> None:
    waves = noted(Waves(), *(24 * day + 7 for day in range(7) if day != 3))
    assert waves.usual("rota", bucket(BEGIN + (24 * 7 + 7) * HOUR), HOUR) == (10, "every day at 7 (UTC)")
    few = noted(Waves(), *(24 * day + 7 for day in range(2, 7)))
    assert few.usual("rota", bucket(BEGIN + (24 * 7 + 7) * HOUR), HOUR) is None


def test_half_as_many_again_are_no_news_and_four_times_as_many_are() -> None:
    waves = noted(Waves(), *(week * WEEK_HOURS + 9 for week in range(4)), people=12)
    wave = waves.usual("rota", bucket(BEGIN + (4 * WEEK_HOURS + 9) * HOUR), HOUR)
    assert wave is not None
    assert wave.chance(18) > 0.05
    assert wave.chance(48) < 1e-4


def test_what_is_kept_is_bounded_and_older_than_four_weeks_is_forgotten() -> None:
    waves = Waves()
    for number in range(KEYS_MAX + 50):
        waves.note(f"key{number}", bucket(BEGIN), 5)
    assert len(waves.capture()) == KEYS_MAX
    assert waves.capture()[0][0] == "key50"
    waves.forget(bucket(BEGIN + 5 * WEEK))
    assert waves.capture() == []


@dataclass
class Stream:
    """A brand that three people write to each hour, one of them about one of nine subjects."""

    tests: BrandTests
    people: int = 0

    def say(self, at: float, *terms: str) -> None:
        self.people += 1
        post = Post(f"m{self.people}", at, f"p{self.people}", " ".join(terms), terms, lang="en")
        self.tests.observe([(post, keys_of(post))])

    def week(self, number: int, wave: int, word: str = "rota") -> tuple[float, float]:
        """A week with a wave of so many people on Monday at 9; the chances of the word and of the volume at 9:40."""
        found = (1.0, 1.0)
        for hour in range(WEEK_HOURS):
            at = BEGIN + number * WEEK + hour * HOUR
            for minute in (5, 25, 45):
                self.say(at + minute * 60, f"subject{self.people % 9}", f"detail{self.people % 31}")
            if hour == 9:
                for n in range(wave):
                    self.say(at + (n * 30) // wave * 60, word, f"detail{n % 31}")
                spikes = self.tests.close(bucket(at + 40 * 60), 5)
                found = tuple(spikes[key].p_value if key in spikes else 1.0 for key in (Key(Tier.TERM, word), THE_BRAND))  # type: ignore[assignment]
            self.tests.close(bucket(at + 59 * 60), 5)
        return found


def test_a_word_and_a_volume_of_every_monday_are_news_thrice_and_then_usual_until_they_are_far_more() -> None:
    print("no seed: the stream is the same each time")
    stream = Stream(BrandTests("acme", NOTHING))
    chances = [stream.week(number, 16) for number in range(5)]
    assert chances[1][1] < 1e-6, "the second Monday is far more than usual"
    assert chances[3][0] > 0.05, "the fourth is not"
    assert chances[3][1] > 0.05
    assert chances[4][1] > 0.05
    _, volume = stream.week(5, 90)
    assert volume < 1e-5, "many times the wave is news"
    _, volume = Stream(stream.tests, stream.people).week(6, 16, word="badge")
    assert volume > 0.05, "the volume of the hour is usual, whatever it is about"


def test_three_times_as_many_as_the_wave_are_news() -> None:
    stream = Stream(BrandTests("acme", NOTHING))
    for number in range(4):
        stream.week(number, 16)
    word, volume = stream.week(4, 48)
    assert word < 1e-6
    assert volume < 1e-6


def test_another_word_in_the_hour_of_a_wave_is_news() -> None:
    stream = Stream(BrandTests("acme", NOTHING))
    for number in range(4):
        stream.week(number, 16)
    word, _ = stream.week(4, 16, word="badge")
    assert word < 1e-6


def test_waves_are_kept_in_a_snapshot() -> None:
    stream = Stream(BrandTests("acme", NOTHING))
    for number in range(3):
        stream.week(number, 16)
    other = BrandTests("acme", NOTHING)
    other.load(stream.tests.capture()())
    at = bucket(BEGIN + 3 * WEEK + 9 * HOUR)
    assert wave_of(other, THE_BRAND, at, HOUR) == wave_of(stream.tests, THE_BRAND, at, HOUR)
    assert wave_of(other, THE_BRAND, at, HOUR) is not None


def test_card_and_explain_say_when_it_usually_comes() -> None:
    wave = "every Monday at 9 (UTC) about 15 people"
    facts = TrendStats(at=float(BEGIN), brand="acme", people=48, window_minutes=60, history_days=40.0, wave=wave)
    assert "Every Monday at 9 (UTC) about 15 people write so, and now more do." in why_of(facts, judge([]), [])
    few = TrendStats(at=float(BEGIN), brand="acme", people=16, window_minutes=60, history_days=40.0, wave=wave)
    assert why_not("rota", few, Policy()) == (
        "rota: 16 people in 1 h, no more than usual then: every Monday at 9 (UTC) about 15 people"
    )

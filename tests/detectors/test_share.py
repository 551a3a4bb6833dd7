"""The share test: what rises on a first day, what does not, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pytest
from scipy.stats import betabinom

from detectors.buckets import DAY_BUCKETS, HOUR_BUCKETS
from detectors.errors import SettingError, SnapshotError
from detectors.spikes.share_config import ShareConfig
from detectors.spikes.share_model import ShareTest, shares_of
from detectors.tails import tail

RARE, COMMON = 0.0002, 0.1
# Five minutes, in which one person writes.
STEP = HOUR_BUCKETS // 12


def prior(common: frozenset[str] = frozenset()) -> Callable[[Sequence[str]], list[float]]:
    return lambda keys: [COMMON if key in common else RARE for key in keys]


def fed(test: ShareTest, first: int, posts: list[tuple[str, ...]], common: frozenset[str] = frozenset()) -> None:
    """A new person each five minutes with these keys."""
    for number, keys in enumerate(posts):
        test.observe([(first + number * STEP, 1_000_000 + first + number, keys)], prior(common))


@pytest.mark.parametrize(
    ("k", "n", "a", "b"), [(5, 13, 0.02, 100.0), (6, 200, 3.0, 400.0), (1, 5, 0.5, 1.5), (40, 60, 10.0, 90.0)]
)
def test_the_tail_is_that_of_a_beta_binomial(k: int, n: int, a: float, b: float) -> None:
    assert tail(k, n, a, b) == pytest.approx(float(betabinom.sf(k - 1, n, a, b)), rel=1e-3)


def test_five_people_with_a_rare_word_stand_out_on_the_first_day() -> None:
    test = ShareTest()
    fed(test, 0, [("page", "open")] * 60, frozenset(("page", "open")))
    fed(test, 60 * STEP, [("page", "gah")] * 5, frozenset(("page", "open")))
    rises = test.close(64 * STEP)
    assert [(rise.key, rise.people, rise.of) for rise in rises] == [("gah", 5, 12)]
    assert rises[0].chance < 1e-6


@pytest.mark.parametrize("chatter", [0, 6])
def test_a_brands_first_people_stand_out_by_what_the_language_says_alone(chatter: int) -> None:
    test = ShareTest()
    fed(test, 0, [("page",)] * chatter, frozenset(("page",)))
    for person in range(7):
        test.observe([(12 * STEP, person, ("gah", "page"))], prior(frozenset(("page",))))
    assert [(rise.key, rise.people) for rise in test.close(12 * STEP)] == [("gah", 7)]


def test_what_rises_for_want_of_posts_of_its_own_is_marked_and_no_thread_does() -> None:
    unknown, thread = ShareTest(), ShareTest(wholes=2)
    for person in range(7):
        unknown.observe([(12 * STEP, person, ("gah",))], prior(), own_max=3e-6)
        thread.observe([(12 * STEP, person, ("root",))], prior(), whole=1)
    assert [(rise.people, rise.alone) for rise in unknown.close(12 * STEP)] == [(7, True)]
    assert thread.close(12 * STEP) == []


def test_ten_minutes_are_compared_with_the_rest_of_a_brands_first_hour() -> None:
    test = ShareTest()
    for person in range(46):
        keys = ("gah", "page") if person >= 40 else ("page",)
        test.observe([(person, person, keys)], prior(frozenset(("page",))))
    (rise,) = test.close(45)
    assert (rise.key, rise.window_seconds, rise.people, rise.alone) == ("gah", 600, 6, False)


@pytest.mark.parametrize(("people", "rises"), [(1500, ["login"]), (600, [])])
def test_a_busy_brand_knows_by_its_first_day_what_its_language_says_too_often(people: int, rises: list[str]) -> None:
    """One in a hundred says a word in support talk, nobody did among so many of this brand: then eight of a hundred did."""
    test, hour = ShareTest(), 10 * HOUR_BUCKETS
    for person in range(people):
        test.observe([(hour * person // people, person, ("page",))], lambda keys: [COMMON] * len(keys))
    for person in range(100):
        keys = ("page", "login") if person < 8 else ("page",)
        test.observe([(hour + HOUR_BUCKETS * person // 100, 10_000 + person, keys)], lambda keys: [0.01] * len(keys))
    found = test.close(hour + HOUR_BUCKETS - 1)
    assert [rise.key for rise in found if rise.key != "page" and rise.chance < 1e-5] == rises
    explained = min(test.explained("login", hour + HOUR_BUCKETS - 1), key=lambda rise: rise.chance)
    assert (explained.chance < 1e-5) == bool(rises)


def test_what_most_of_a_busy_brand_wrote_that_day_is_usual_and_what_rises_now_is_not() -> None:
    """The newest three hours do not count, or a fault would be its own usual level."""
    test, morning = ShareTest(), 8 * HOUR_BUCKETS
    for person in range(2000):
        test.observe([(morning * person // 2000, person, ("flight",) if person % 5 == 0 else ("page",))], prior())
    for person in range(100):
        test.observe([(morning + 2 * HOUR_BUCKETS, 10_000 + person, ("portal",))], prior())
    test.close(morning + 4 * HOUR_BUCKETS)
    shares = [test.share(key, RARE) for key in ("flight", "portal", "unknown")]
    assert shares == pytest.approx([0.19, RARE / 20, RARE / 20], rel=0.05)
    slots = np.array([test.keys.slots[key] for key in ("portal", "flight")])
    assert shares_of(test, slots).tolist() == [shares[1], shares[0]]


def test_what_many_wrote_of_all_day_is_not_news_on_a_brands_first_day() -> None:
    """Three in a hundred by day, seven in a hundred within the last hour; of what hardly anybody wrote before, it is."""
    subject, news = ShareTest(), ShareTest()
    last_hour = HOUR_BUCKETS * 12
    for test, usual in ((subject, 0.03), (news, 0.002)):
        for person in range(6600):
            at = person * (last_hour + HOUR_BUCKETS) // 6600
            part = 0.07 if at >= last_hour else usual
            keys = ("gah",) if person * part % 1.0 < part else ("page",)
            test.observe([(at, person, keys)], prior(frozenset(("page",))))
    end = last_hour + HOUR_BUCKETS - 1
    assert "gah" not in {rise.key for rise in subject.close(end)}
    assert "gah" in {rise.key for rise in news.close(end)}


@pytest.mark.parametrize(("using", "sure", "doubtful"), [(2, True, False), (5, False, True), (7, False, False)])
def test_what_the_posts_of_a_young_brand_are_a_little_too_likely_for_rises_in_doubt(
    using: int, sure: bool, doubtful: bool
) -> None:
    """Half of the people use it now; of thirty before so many did."""
    strict, doubting = ShareTest(), ShareTest(ShareConfig(doubt_max=30.0))
    for test in (strict, doubting):
        fed(test, 0, [("gah",) if n < using else ("page",) for n in range(30)], frozenset(("page",)))
        fed(test, HOUR_BUCKETS * 20, [("gah",) if n % 2 else ("page",) for n in range(20)], frozenset(("page",)))
    end = HOUR_BUCKETS * 20 + 19 * STEP
    assert [rise.own <= 1.0 for rise in strict.close(end)] == [True] * sure
    rises = doubting.close(end)
    assert [(rise.key, rise.people) for rise in rises] == [("gah", 10)] * (sure or doubtful)
    assert [1.0 < rise.own < 30.0 for rise in rises] == [doubtful] * (sure or doubtful)


def test_where_others_are_known_their_posts_must_be_surprised_too() -> None:
    few, many = ShareTest(), ShareTest()
    for test, others in ((few, 8), (many, 40)):
        fed(test, 0, [("gah",) if n % 4 == 0 else ("page",) for n in range(others)], frozenset(("page",)))
        for person in range(7):
            test.observe([(48 * STEP, person, ("gah",))], prior())
    assert [rise.key for rise in few.close(48 * STEP) if rise.chance < 3e-8] == ["gah"]
    assert [rise for rise in many.close(48 * STEP) if rise.chance < 3e-8] == []


def test_a_word_everybody_uses_does_not_stand_out_on_the_first_day() -> None:
    test = ShareTest()
    fed(test, 0, [("page", "open")] * 13, frozenset(("page", "open")))
    assert [rise for rise in test.close(12 * STEP) if rise.chance < 1e-5] == []


def test_a_topic_of_the_brands_every_day_is_no_news_though_it_is_rare_elsewhere() -> None:
    news, topic = ShareTest(), ShareTest()
    for day in range(3):
        fed(topic, day * DAY_BUCKETS, [("addon",) if n % 4 == 0 else ("page",) for n in range(100)])
        fed(news, day * DAY_BUCKETS, [("page",)] * 100)
        topic.close(day * DAY_BUCKETS + 200 * STEP)
        news.close(day * DAY_BUCKETS + 200 * STEP)
    last = 3 * DAY_BUCKETS
    for test in (topic, news):
        fed(test, last, [("addon",) if n % 3 == 0 else ("page",) for n in range(15)])
    assert "addon" in [rise.key for rise in news.close(last + 14 * STEP) if rise.chance < 1e-6]
    assert [rise for rise in topic.close(last + 14 * STEP) if rise.chance < 1e-6] == []


def test_one_person_who_repeats_it_for_days_is_one_person_of_the_past() -> None:
    loud, many = ShareTest(), ShareTest()
    for bucket in range(0, 4 * DAY_BUCKETS, 24):
        loud.observe([(bucket, 7, ("gah",))], prior())
        many.observe([(bucket, bucket, ("gah",))], prior())
        loud.close(bucket)
        many.close(bucket)
    late = 10 * DAY_BUCKETS
    for test in (loud, many):
        fed(test, late, [("page",)] * 2)
        test.close(late + 2 * STEP)
    assert loud.share("gah", RARE) < 0.1 * many.share("gah", RARE)


def test_what_opened_opens_again_only_beyond_its_share_unless_a_trend_holds_it() -> None:
    test = ShareTest()
    fed(test, 0, [*[("page",)] * 40, *[("gah",)] * 6], frozenset(("page",)))
    (rise,) = test.close(45 * STEP)
    test.raise_level(rise, 45 * STEP)
    fed(test, 46 * STEP, [("gah",)], frozenset(("page",)))
    assert test.close(46 * STEP) == []
    test.hold(["gah"])
    fed(test, 47 * STEP, [("gah",)], frozenset(("page",)))
    assert [one.key for one in test.close(47 * STEP)] == ["gah"]


def test_a_key_of_negative_prior_never_opens() -> None:
    test = ShareTest()
    for person in range(20):
        test.observe([(person, person, ("acme",))], lambda _: [-1.0])
    assert test.close(20) == []


def test_a_leap_of_two_hundred_years_ends_nothing_and_leaves_no_past() -> None:
    test = ShareTest()
    for person in range(50):
        test.observe([(person, person, ("tray",))], lambda _: [0.01])
        test.close(person)
    later = 200 * 365 * DAY_BUCKETS
    test.observe([(later, 1_000 + n, ("tray",)) for n in range(3)], lambda _: [0.01])
    test.close(later)
    assert test.share("tray", 0.0) == pytest.approx(0.01)
    assert test.people("tray", 3_600, later) == 3
    restored = ShareTest()
    restored.load(test.capture()())
    assert restored.close(later + 1) == test.close(later + 1)


def crowded(crowd: str, praising: int) -> list[tuple[str, bool]]:
    """What rises of forty people a day for five days, then six with one word and so many who praise."""
    test = ShareTest(crowd=crowd)
    priors = {"praise": -1.0, "jam": 0.002}
    for person in range(200):
        bucket = person * DAY_BUCKETS // 40
        keys = ("praise", "tray") if person % 10 == 0 else ("tray",)
        test.observe([(bucket, person, keys)], lambda keys: [priors.get(key, 0.01) for key in keys])
        test.close(bucket)
    now = 5 * DAY_BUCKETS
    people = [(now, 1_000 + n, ("jam",)) for n in range(6)] + [(now, 2_000 + n, ("praise",)) for n in range(praising)]
    test.observe(people, lambda keys: [priors.get(key, 0.01) for key in keys])
    return [(rise.key, rise.thinned) for rise in test.close(now) if rise.chance < 1e-6]


def test_a_crowd_drowns_no_share() -> None:
    assert crowded("praise", 0) == crowded("", 0) == [("jam", False)]
    assert crowded("", 400) == []
    assert crowded("praise", 400) == [("jam", True)]


def test_a_late_person_counts_in_the_window_of_their_bucket() -> None:
    test = ShareTest()
    fed(test, 0, [*[("page",)] * 60, *[("gah",)] * 4], frozenset(("page",)))
    test.close(63 * STEP, people_min=5)
    test.observe([(60 * STEP, 5, ("gah",))], prior())
    assert test.people("gah", 3600, 63 * STEP) == 5
    assert [rise.key for rise in test.close(64 * STEP)] == ["gah"]


def test_keys_hardly_anybody_mentioned_are_forgotten_and_their_slots_used_again() -> None:
    test = ShareTest()
    fed(test, 0, [(f"word{n}",) for n in range(50)])
    test.close(60 * STEP)
    fed(test, 90 * DAY_BUCKETS, [("page",)])
    test.close(90 * DAY_BUCKETS)
    test.forget()
    assert len(test.keys.slots) == 1
    before = sum(test.memory_bytes.values())
    fed(test, 92 * DAY_BUCKETS, [(f"other{n}",) for n in range(40)])
    test.close(92 * DAY_BUCKETS + 50 * STEP)
    assert sum(test.memory_bytes.values()) <= 2 * before


def restored(test: ShareTest) -> ShareTest:
    packed = msgspec.msgpack.encode(test.capture()())
    fresh = ShareTest(test.config)
    fresh.load(msgspec.msgpack.decode(packed))
    return fresh


def test_a_restored_test_goes_on_as_the_one_that_was_captured() -> None:
    random = np.random.default_rng(4)
    words = [f"w{n}" for n in range(60)]
    test = ShareTest()
    again: ShareTest | None = None
    for bucket in range(0, 6 * DAY_BUCKETS, 3):
        keys = tuple(dict.fromkeys(random.choice(words, 5).tolist()))
        for one in (test, again):
            if one is not None:
                one.observe([(bucket, int(random.integers(1, 3)) + bucket, keys)], prior())
        random_state = random.bit_generator.state
        rises = test.close(bucket)
        random.bit_generator.state = random_state
        if again is not None:
            assert again.close(bucket) == rises
        if bucket == 3 * DAY_BUCKETS:
            again = restored(test)
            random = np.random.default_rng(5)
    assert again is not None
    assert [again.share(word, RARE) for word in words] == [test.share(word, RARE) for word in words]


def test_a_snapshot_of_another_kind_is_refused() -> None:
    state = ShareTest(wholes=2).capture()()
    with pytest.raises(SnapshotError):
        ShareTest(wholes=1).load(state)


@pytest.mark.parametrize("wrong", [{"windows_seconds": (3600, 1800)}, {"strictness": (1.0,)}, {"strength": 0.0}])
def test_a_wrong_configuration_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        ShareConfig(**wrong)  # type: ignore[arg-type]

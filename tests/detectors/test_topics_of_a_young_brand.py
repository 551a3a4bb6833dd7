"""A word of what a young brand sells gathers by chance; a fault's people share more than that word."""

from __future__ import annotations

import pytest

from detectors.buckets import BUCKET_SECONDS, HOUR_BUCKETS, bucket_of
from detectors.knowledge import Knowledge
from detectors.post import Post
from detectors.posts.tiers import Key, Tier, keys_of
from detectors.spikes.rise import Evidence, Spike
from detectors.trends.detection import Detection
from detectors.trends.problems import Problem, candidate

THE_WORD = Key(Tier.TERM, "gah")
# Words of their own, since what holds a number is none.
LETTERS = [f"{chr(97 + n // 20)}{chr(97 + n % 20)}" for n in range(40)]
LETTERS_OF_SIX = tuple(letters * 4 for letters in LETTERS[:6])
FAULT = ("not", "spinner", "basket")
FAILING = ("not", "never", "error", "broken", "stuck", "wrong")


def written(person: int, bucket: int, *words: str) -> Post:
    text = " ".join(words)
    return Post(f"{person}", bucket * BUCKET_SECONDS + 1.0, f"p{person}", text, words)


def of_six_people(
    rest: tuple[str, ...],
    hours: float = 5.0,
    before: int = 40,
    of_others: tuple[str, ...] = ("not",),
    own: tuple[str, ...] = LETTERS_OF_SIX,
    brand: str = "acme",
) -> tuple[Detection, list[Problem]]:
    """A brand that forty people (or as many as `before`) wrote about before six of sixteen use one word within so many
    hours, with this and one of `own` beside what each says alone; everybody else says one of `of_others`."""
    detection, end = Detection(brand, Knowledge(lambda _: {"not": 0.02})), 40 * HOUR_BUCKETS
    first = [
        written(n, n * HOUR_BUCKETS // 2, of_others[n % len(of_others)], LETTERS[n], LETTERS[n] * 2)
        for n in range(40 - before, 40)
    ]
    now = [
        written(100 + n, end - int((5 - n) * hours / 5 * HOUR_BUCKETS), "gah", LETTERS[n] * 3, own[n % len(own)], *rest)
        for n in range(6)
    ]
    others = [
        written(200 + n, end - n * HOUR_BUCKETS // 2 - 1, of_others[n % len(of_others)], LETTERS[n] * 5, LETTERS[n] * 6)
        for n in range(10)
    ]
    for post in sorted((*first, *now, *others), key=lambda post: post.at):
        detection.close(bucket_of(post.at) - 1, 5)
        detection.tests.observe([(post, keys_of(post))])
        detection.recent_posts.add(post, keys_of(post), post.at)
    spikes = detection.close(end, 5)
    return detection, detection.problems(spikes, (end + 1.0) * BUCKET_SECONDS, 1.0, lambda _: 1.0, lambda _: False)


@pytest.mark.parametrize(("rest", "opens"), [(FAULT, True), ((), False)])
def test_by_a_brands_own_posts_a_word_must_be_surer_where_its_people_share_nothing_else(
    rest: tuple[str, ...], opens: bool
) -> None:
    detection, problems = of_six_people(rest)
    rise = detection.tests.rise_of(THE_WORD)
    assert rise is not None
    assert rise.window_seconds == 12 * 3600
    assert 0.05 < rise.own < 1.0
    assert any(THE_WORD in [one.key for one in problem.keys] for problem in problems) == opens


@pytest.mark.parametrize(("rest", "most"), [(("paper", "basket"), 0.1), (FAULT, 1.0)])
def test_of_an_everyday_subject_its_people_must_say_that_it_fails(rest: tuple[str, ...], most: float) -> None:
    """Who prints a single page writes like others who do."""
    detection, _ = of_six_people(rest, 2.0)
    rise = detection.tests.rise_of(THE_WORD)
    assert rise is not None
    spike = Spike("gah", rise.window_seconds, rise.people, rise.expected, rise.chance, Evidence.SHARE)
    lead = candidate(THE_WORD, spike, detection.recent_posts.matching({THE_WORD: 0.0})[THE_WORD])
    # Whatever chance explains them is more than is allowed.
    problem, now = Problem((lead,), lead.people, (), (lead,)), (40 * HOUR_BUCKETS + 1.0) * BUCKET_SECONDS
    assert detection.cohesion_factor(problem, now, 1e-15, lambda _: True) == most


@pytest.mark.parametrize(
    ("hours", "of_others", "opens"), [(2.0, ("yes",), True), (2.0, FAILING, False), (5.0, ("yes",), False)]
)
def test_that_it_fails_makes_a_word_surer_within_hours_where_more_of_its_people_say_so_than_of_others(
    hours: float, of_others: tuple[str, ...], opens: bool
) -> None:
    """Over half a day faults of many kinds gather; and on a support forum everybody says that something fails."""
    detection, problems = of_six_people((), hours, before=24, of_others=of_others, own=FAILING)
    rise = detection.tests.rise_of(THE_WORD)
    assert rise is not None
    assert rise.own < 1.0
    assert any(THE_WORD in [one.key for one in problem.keys] for problem in problems) == opens


@pytest.mark.parametrize(
    ("rest", "hours", "opens"),
    [
        (("not", "paper", "basket"), 2.0, True),
        (("not", "paper", "basket"), 5.0, False),
        (("not",), 2.0, False),
        (("paper", "basket"), 2.0, False),
    ],
)
def test_in_doubt_fewer_need_to_say_that_it_fails_where_they_write_alike_within_hours(
    rest: tuple[str, ...], hours: float, opens: bool
) -> None:
    """Of a brand that hardly anybody wrote about before its own posts say too little; who writes alike of a cat reports
    nothing."""
    detection, problems = of_six_people(rest, hours, before=8 if hours < 3.0 else 12)
    rise = detection.tests.rise_of(THE_WORD)
    assert rise is not None
    assert rise.own > 1.0
    assert any(THE_WORD in [one.key for one in problem.keys] for problem in problems) == opens


@pytest.mark.parametrize(("brand", "opens"), [("h", True), ("gah", False)])
def test_a_short_name_silences_no_word_that_holds_its_letters(brand: str, opens: bool) -> None:
    """The screens of a company that is called EE freeze like others'."""
    _, problems = of_six_people(FAULT, brand=brand)
    assert any(one.key == THE_WORD for problem in problems for one in problem.keys) is opens

"""What is written of every day: as many people as its pace explains are no problem."""

from __future__ import annotations

from msgspec.structs import replace

from detectors.likeness.post_terms import Weights
from detectors.post import Post
from detectors.posts.post_table import Rows
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import Key, Tier, keys_of
from detectors.spikes.rise import Evidence, Spike
from detectors.tails import nb_tail
from detectors.trends.everyday import SHAPE, chance_of_subject, wrote_before
from detectors.trends.problems import Problem, candidate
from tests.held_posts import rows_of

HOUR = 3600.0
NOW = 24 * HOUR


def rising(word: str, hours: float, usual: float, posts: Rows) -> Problem:
    spike = Spike(word, int(hours * HOUR), len(posts), usual, 1e-4, Evidence.SHARE)
    lead = candidate(Key(Tier.TERM, word), spike, posts)
    return Problem((lead,), lead.people, (), (lead,))


def test_people_of_a_word_that_rises_over_a_longer_time_are_held_against_what_is_usual_of_that_time() -> None:
    posts = [
        Post(f"{n}", NOW - n * 2 * HOUR, f"p{n}", "", ("strange", "colour", subject))
        for n, subject in enumerate(("printer", "router", "phone", "order", "app", "basket", "page", "stick", "modem"))
    ]
    recent = RecentPosts()
    for post in reversed(posts):
        recent.add(post, keys_of(post), post.at)
    lead = rising("strange", 12, 1.5, rows_of(posts[:6], recent.table))
    whole = rising("colour", 24, 3.0, rows_of(posts, recent.table))
    both = Problem(lead.keys, lead.people | whole.people, whole.keys, lead.leads)
    chance, known = chance_of_subject(both, recent, NOW, Weights(lambda _: 0.01))
    assert known > 0
    # Nine of three that are usual, and not of one and a half.
    assert float(nb_tail(9, 3.0, SHAPE)) <= chance <= 10 * float(nb_tail(9, 3.0, SHAPE))


def test_who_used_the_word_of_the_same_thing_within_half_a_day_wrote_of_it_before() -> None:
    def post(name: str, hours: float, *terms: str) -> Post:
        return Post(name, NOW - hours * HOUR, name, "", ("cartridge", *terms))

    now = [post(f"p{n}", n / 10, "rejected", "genuine", f"own{n}") for n in range(1, 4)]
    before = [
        post("same", 8, "rejected", "genuine", "bought"),
        post("older", 13, "rejected", "genuine", "bought"),
        post("other", 7, "price", "shop", "invoice"),
    ]
    # Who wrote of it three times reports it no further.
    before += [replace(post("again", 3 + n, "rejected", "genuine", "bought"), id=f"again{n}") for n in range(3)]
    recent = RecentPosts()
    for one in sorted((*now, *before), key=lambda one: one.at):
        recent.add(one, keys_of(one), one.at)
    problem = rising("cartridge", 1, 0.1, rows_of(now, recent.table))

    def found(share: float) -> set[str]:
        return {one.id for one in wrote_before(problem, recent, NOW, lambda _: share, Weights(lambda _: share))}

    assert found(0.001) == {"p1", "p2", "p3", "same"}
    assert found(0.5) == set()

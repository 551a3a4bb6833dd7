"""The tests and posts of a brand without some people, for who asks to be forgotten."""

from __future__ import annotations

from collections.abc import Collection

from detectors.spikes.forgetting import without_people
from detectors.spikes.windows import person_number
from detectors.trends.brand_tests import BrandTests
from detectors.trends.recent_posts import RecentPosts


def forget_people(tests: BrandTests, people: Collection[str]) -> None:
    """Takes people out of the windows. Who has left those is no longer known by any name: a part of a number."""
    numbers = {person_number(person) for person in people}
    shares, volume = tests.shares.capture()(), tests.volume.capture()
    tests.shares.load({**shares, "windows": without_people(shares["windows"], numbers)})
    tests.volume.load({**volume, "now": [person for person in volume["now"] if person not in numbers]})


def posts_without(posts: RecentPosts, people: Collection[str]) -> RecentPosts:
    """The recent posts of everybody else."""
    kept = [held for held in zip(*posts.capture()(), strict=True) if held[0].person not in people]
    left = RecentPosts()
    left.load(([post for post, _, _ in kept], [group for _, group, _ in kept], [at for _, _, at in kept]))
    return left

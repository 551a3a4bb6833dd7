"""A brand without some people, for who asks to be forgotten."""

from __future__ import annotations

from collections.abc import Collection

from detectors.engine.brand import BrandTrends
from detectors.trends.recent_posts import RecentPosts


def forget(brand: BrandTrends, people: Collection[str]) -> None:
    """Takes people out of everything that knows them by their hashes: recent posts, windows, members of trends; and their
    posts out of what a digest may show. What was counted and learned of them before is in numbers that hold nobody."""
    brand.next_look = brand.closed + 1
    kept = [*brand.detection.recent_posts, *(post for trend in brand.book for post in trend.members.posts())]
    brand.messages.forget({post.id for post in kept if post.person in people})
    brand.detection.recent_posts = posts_without(brand.detection.recent_posts, people)
    brand.copies = brand.forms = brand.languages = None
    brand.admission.forget_people(people)
    brand.authors.forget(people)
    brand.detection.recent_posts.left_out = brand.authors.all_loud
    brand.detection.tests.leave_out(people)
    brand.kept_out.forget(people)
    for trend in brand.book:
        if trend.members.forget(people):
            trend.judged = None


def posts_without(posts: RecentPosts, people: Collection[str]) -> RecentPosts:
    """The recent posts of everybody else."""
    kept = [held for held in zip(*posts.capture()(), strict=True) if held[0].person not in people]
    left = RecentPosts()
    left.load(([post for post, _, _ in kept], [group for _, group, _ in kept], [at for _, _, at in kept]))
    return left

"""A brand without some people, for who asks to be forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set

import msgspec

from detectors.engine.brand import BrandTrends
from detectors.explain.titles import MANY_WORDS, distinctive_words
from detectors.explain.words import weights_of
from detectors.posts.recent_posts import RecentPosts
from detectors.text import normalise
from detectors.text.simple_words import plain_words
from detectors.trends.trend import Trend


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
        theirs = [{*plain_words(f"{post.title} {post.text}")} for post in trend.members.posts() if post.person in people]
        if trend.members.forget(people):
            trend.judged = None
        if theirs:
            _retitle(brand, trend, [one for one in (trend.titles.title, trend.titles.title_was) if _is_of(theirs, one)])


def _retitle(brand: BrandTrends, trend: Trend, gone: Collection[str]) -> None:
    """Names a trend, and what a digest may show of it, by words that are left, where its title is one that is gone."""
    posts, usual = trend.members.posts(), brand.detection.usual_share
    words = distinctive_words(posts, weights_of(posts, usual, brand.name), normalise) or MANY_WORDS
    titles = trend.titles
    title_was = "" if titles.title_was in gone else titles.title_was
    trend.titles = msgspec.structs.replace(
        titles, title=words if titles.title in gone else titles.title, title_was=title_was
    )
    brand.messages.retitle(trend.trend_id, gone, words)


def _is_of(texts: Iterable[Set[str]], title: str) -> bool:
    """Whether a title may be taken from one of these texts: all of its words are in it."""
    words = {*plain_words(title)}
    return bool(title) and any(words <= text for text in texts)


def posts_without(posts: RecentPosts, people: Collection[str]) -> RecentPosts:
    """The recent posts of everybody else."""
    kept = [held for held in zip(*posts.capture()(), strict=True) if held[0].person not in people]
    left = RecentPosts()
    left.load(([post for post, _, _ in kept], [group for _, group, _ in kept], [at for _, _, at in kept]))
    return left

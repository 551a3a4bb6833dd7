"""Which version of the product a post is about: a fix in a newer one says nothing against reports of the older."""

from __future__ import annotations

from collections.abc import Iterable

from detectors.post import Post
from detectors.text.versions import Version, is_older, version_of, versions_in


def versions_of(post: Post) -> tuple[str, ...]:
    """The version its producer gave, else those that its own words name."""
    return (post.version,) if post.version else versions_in(f"{post.title} {post.text}")


def reports_older(post: Post, fixed_in: Version) -> bool:
    """Whether a post names versions, and all of them came before the fix."""
    named = [version for written in versions_of(post) if (version := version_of(written)) is not None]
    return bool(named) and all(is_older(version, fixed_in) for version in named)


def people_on_older(posts: Iterable[Post], since: float, fixed_in: str) -> set[str]:
    """Who wrote at or after `since` of versions before the fix alone; nobody when the fix names none."""
    fixed = version_of(fixed_in)
    if fixed is None:
        return set()
    older: dict[str, bool] = {}
    for post in posts:
        if post.at >= since:
            older[post.person] = older.get(post.person, True) and reports_older(post, fixed)
    return {person for person, only_older in older.items() if only_older}

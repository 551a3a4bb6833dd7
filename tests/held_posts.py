"""Posts as candidates hold them: rows of a table."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from detectors.post import Post
from detectors.posts.post_table import PostTable, Rows
from detectors.posts.tiers import keys_of


def rows_of(posts: Iterable[Post], table: PostTable | None = None) -> Rows:
    """These posts, in the order in which they are given, as rows of a table, to which those are added that it does not
    hold."""
    held = PostTable() if table is None else table
    rows = {post.id: row for row, post in enumerate(held.posts(np.arange(len(held))))}
    wanted = []
    for post in posts:
        if post.id not in rows:
            rows[post.id] = len(held)
            held.insert(len(held), post, keys_of(post))
        wanted.append(rows[post.id])
    return Rows(held, np.array(wanted, np.int64))

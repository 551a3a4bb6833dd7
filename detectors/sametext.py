"""Which posts say nearly the same text: the same words in the same order, whatever number, link or suffix they end in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from detectors.post import Post

WORDS_MIN = 5
SHINGLE = 3
SHARED_MIN = 0.6


def shingles(terms: Sequence[str], size: int = SHINGLE) -> frozenset[int]:
    """Hashes of the runs of `size` terms; the same on every machine and hash seed."""
    return frozenset(crc32(" ".join(terms[i : i + size]).encode()) for i in range(len(terms) - size + 1))


def fixed_words(terms: Iterable[str]) -> list[str]:
    """The terms that a template does not vary: without links, handles and whatever has a digit in it."""
    return [t for t in terms if not any(c.isdigit() for c in t) and not t.startswith(("@", "http", "url", "<"))]


def same_text_clusters(posts: Sequence[Post]) -> dict[str, str]:
    """Post id to the id of the first post of its near-identical cluster; posts under `WORDS_MIN` words have none.

    Two posts are nearly the same when the smaller one shares `SHARED_MIN` of its shingles with the other. Greedy in the
    order given, so the order must be fixed by the caller.
    """
    heads: list[tuple[str, frozenset[int]]] = []
    index: dict[int, list[int]] = {}
    found: dict[str, str] = {}
    for post in posts:
        terms = post.terms
        if post.quoted is not None and not post.quoted.handle:
            terms = (*terms, *post.quoted.text.casefold().split())
        words = fixed_words(terms)
        if len(words) < WORDS_MIN:
            continue
        mine = shingles(words)
        shared: dict[int, int] = {}
        for s in mine:
            for head in index.get(s, ()):
                shared[head] = shared.get(head, 0) + 1
        best = max(shared, key=lambda h: (shared[h] / min(len(mine), len(heads[h][1])), -h), default=-1)
        if best >= 0 and shared[best] >= SHARED_MIN * min(len(mine), len(heads[best][1])):
            found[post.id] = heads[best][0]
            continue
        heads.append((post.id, mine))
        found[post.id] = post.id
        for s in sorted(mine):
            index.setdefault(s, []).append(len(heads) - 1)
    return found

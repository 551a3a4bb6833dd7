"""Cuts off what a post repeats of others, so that only the person's own words are screened, grouped and shown.

Two ways to repeat: with a mark (`RT @…`, quotation marks around a handle and its words, `>` lines of a forum) and
without one (a near-duplicate of an earlier post). The first needs only the text; the second a memory, `RecentPosts`,
which belongs to one brand's engine, since what it answers depends on the order of the log.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import msgspec
from msgspec.structs import replace

from detectors.mention import Quoted
from detectors.post import Post

HANDLE = r"@[A-Za-z0-9_.]{1,40}"
# “@handle: words”, with whatever quotation marks; the closing one is often lost when a post is cut to length.
IN_MARKS = re.compile(
    rf"(?:\b[RMQ]T\s*)?[“”„«\"]\s*(?P<handle>{HANDLE})\s*:\s*[“\"]?(?P<words>[^“”„»\"]{{1,1000}})(?:[“”»\"]|$)", re.S
)
# RT @handle: words, to the end: a reposter's own words stand before it.
REPEATED = re.compile(rf"\b[RMQ]T\s*:?\s*[“”\"]?\s*(?P<handle>{HANDLE})\s*:?\s*(?P<words>.*)", re.S)
# @handle: words” and @handle: “words”; the colon tells a speaker from somebody addressed.
SPEAKER = re.compile(rf"(?P<handle>{HANDLE})\s*:\s*[“„«\"]?(?P<words>[^“”„»\"]{{1,1000}})[”»\"]\s*", re.S)
MARKS = ('"', "“", "”", "„", "«", "»", "T @", "T: @", "T@")
FORUM = re.compile(r"(?:^[ \t]*>.*(?:\n|$))+", re.M)


def cut_quote(text: str) -> tuple[str, Quoted | None]:
    """A person's own words, and whose words the post repeats (the first, when there are several).

    A bare quotation (`@brand "delayed due to weather"`) is a customer's testimony and stays: only a handle with a colon,
    `RT`, `MT`, `QT` and lines after `>` say that these are somebody else's words.

    >>> cut_quote("Why we cannot have nice things. RT @Acme: New app, who dis?")
    ('Why we cannot have nice things.', Quoted(handle='@Acme', text='New app, who dis?'))
    """
    first: Quoted | None = None
    own = text
    if "@" in text and any(mark in text for mark in MARKS):
        for pattern in (IN_MARKS, REPEATED, SPEAKER):
            found = pattern.search(own)
            if found and found["words"].strip():
                first = first or Quoted(handle=found["handle"], text=found["words"].strip(' \t\n“”„«»"'))
                own = f"{own[: found.start()]} {own[found.end() :]}"
    if ">" in own and (lines := FORUM.search(own)):
        first = first or Quoted(handle="", text=" ".join(lines.group().replace(">", " ").split()))
        own = FORUM.sub(" ", own)
    return (own.strip(" \t\n“”„«»"), first) if first else (text, None)


class RecentPosts(msgspec.Struct):
    """The last posts of a brand, by hashed runs of `run` terms: finds near-duplicates of any of them.

    Holds at most `posts_max` posts and the first `terms_max` terms of each; the oldest are forgotten. A copy is not
    remembered again. `run`: raising it finds only longer repetitions (with five terms 50 of 82,596 support questions were
    found to copy somebody else's, none in an incident). `covered_min`: raising it asks that more of the earlier post be
    repeated. Plain values: part of the engine's snapshot.
    """

    posts_max: int = 512
    terms_max: int = 48
    run: int = 5
    covered_min: float = 0.7
    remembered: dict[str, tuple[int, list[int]]] = {}
    index: dict[int, str] = {}

    def cut_one(self, post_id: str, terms: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """Own terms, repeated terms, and the id of the earlier post they repeat (empty: none, and all terms are own)."""
        runs = hashed_runs(terms[: self.terms_max], self.run)
        hits: dict[str, int] = {}
        for h in runs:
            if (earlier := self.index.get(h)) is not None and earlier != post_id:
                hits[earlier] = hits.get(earlier, 0) + 1
        best = min(hits, key=lambda e: (-hits[e] / self.remembered[e][0], e), default="")
        if best:
            covered = [False] * len(terms)
            for i, h in enumerate(runs):
                if self.index.get(h) == best:
                    covered[i : i + self.run] = [True] * self.run
            if sum(covered) >= self.covered_min * self.remembered[best][0]:
                own = tuple(t for t, c in zip(terms, covered, strict=True) if not c)
                return own, tuple(t for t, c in zip(terms, covered, strict=True) if c), best
        if runs:
            self.remember(post_id, runs, len(terms[: self.terms_max]))
        return tuple(terms), (), ""

    def see(self, post: Post) -> Post:
        """The post with its own terms only, and what it repeats of an earlier one as an unmarked quote; then remembers it.

        A post that quotes somebody with a mark, or is a repost, is returned as it came.
        """
        if post.quoted is not None or post.repost_of:
            return post
        own, repeated, earlier = self.cut_one(post.id, post.terms)
        return replace(post, terms=own, quoted=Quoted(handle="", text=" ".join(repeated))) if earlier else post

    def remember(self, post_id: str, runs: list[int], terms: int) -> None:
        """Keeps a post, and forgets the oldest above the limit."""
        self.remembered[post_id] = (terms, runs)
        for h in runs:
            self.index.setdefault(h, post_id)
        while len(self.remembered) > self.posts_max:
            oldest = next(iter(self.remembered))
            for h in self.remembered.pop(oldest)[1]:
                if self.index.get(h) == oldest:
                    del self.index[h]


def hashed_runs(terms: Sequence[str], run: int) -> list[int]:
    """The hash of every run of so many terms, in order; the same on every machine and hash seed."""
    return [crc32("\x1f".join(terms[i : i + run]).encode()) for i in range(len(terms) - run + 1)]

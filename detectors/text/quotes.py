"""Cuts off what a post repeats of others, so that only the person's own words are screened, grouped and shown.

Only what is repeated with a mark is cut: `RT @…`, quotation marks around a handle and its words, `>` lines of a forum. Who
copies whom without one is decided over all posts together (`detectors.verdict.near_duplicates`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from detectors.mention import Quoted

HANDLE = r"@[A-Za-z0-9_.]{1,40}+"
WORDS_CHARS_MAX = 1_000
# “@handle: words”, with whatever quotation marks; the closing one is often lost when a post is cut to length.
IN_MARKS = re.compile(
    rf"(?:\b[RMQ]T\s*+)?[“”„«\"]\s*+(?P<handle>{HANDLE})\s*+:\s*+[“\"]?"
    rf"(?P<words>[^“”„«»\"]{{1,{WORDS_CHARS_MAX}}}+)(?:[“”»\"]|$)",
    re.S,
)
# RT @handle: words, to the end: a reposter's own words stand before it.
REPEATED = re.compile(rf"\b[RMQ]T\s*+:?\s*+[“”\"]?\s*+(?P<handle>{HANDLE})\s*+:?\s*+(?P<words>.*)", re.S)
# @handle: words” and @handle: “words”; the colon tells a speaker from somebody addressed.
# Only its beginning is a pattern: where the words end is the next mark, whichever handle they begin with.
SPEAKER = re.compile(rf"(?P<handle>{HANDLE})\s*+:\s*+[“„«\"]?")
MARK = re.compile(r"[“”„«»\"]")
CLOSING = '”»"'
MARKS = ('"', "“", "”", "„", "«", "»", "T @", "T: @", "T@")
FORUM = re.compile(r"(?:^[ \t]*+>.*+(?:\n|$))++", re.M)


class Repeat(NamedTuple):
    """A stretch of a text that repeats somebody: from `start` to `end`, with whose words it is."""

    start: int
    end: int
    handle: str
    words: str


def _in_marks(text: str) -> Repeat | None:
    return _repeat_of(IN_MARKS.search(text))


def _repeated(text: str) -> Repeat | None:
    return _repeat_of(REPEATED.search(text))


def _repeat_of(found: re.Match[str] | None) -> Repeat | None:
    return Repeat(found.start(), found.end(), found["handle"], found["words"]) if found else None


def _attributed(text: str) -> Repeat | None:
    """The first `@handle: words”`. Linear: the mark after one beginning is looked for only beyond the last mark found."""
    mark: re.Match[str] | None = None
    for head in SPEAKER.finditer(text):
        if mark is None or mark.start() < head.end():
            mark = MARK.search(text, head.end())
            if mark is None:
                return None
        if 1 <= mark.start() - head.end() <= WORDS_CHARS_MAX and mark[0] in CLOSING:
            end = mark.end() + len(text[mark.end() :]) - len(text[mark.end() :].lstrip())
            return Repeat(head.start(), end, head["handle"], text[head.end() : mark.start()])
    return None


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
        for find in (_in_marks, _repeated, _attributed):
            found = find(own)
            if found and found.words.strip():
                first = first or Quoted(handle=found.handle, text=found.words.strip(' \t\n“”„«»"'))
                own = f"{own[: found.start]} {own[found.end :]}"
    if ">" in own and (lines := FORUM.search(own)):
        first = first or Quoted(handle="", text=" ".join(lines.group().replace(">", " ").split()))
        own = FORUM.sub(" ", own)
    return (own.strip(" \t\n“”„«»"), first) if first else (text, None)

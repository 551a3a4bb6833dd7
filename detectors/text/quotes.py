"""Cuts off what a post repeats of others, so that only the person's own words are screened, grouped and shown.

Only what is repeated with a mark is cut: `RT @…`, quotation marks around a handle and its words, `>` lines of a forum. Who
copies whom without one, and whether they do, the verdict says of all posts together (`sametext`).
"""

from __future__ import annotations

import re

from detectors.mention import Quoted

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

"""What a message says: one title and a few lines, for people who read it on a phone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from detectors.causes import likely_cause as cause_of
from detectors.text.simple_words import shortened
from detectors.verdict import plural
from stream.alerts.cards import MARKUP, SAMPLE_MAX, clock, harmless, head_of, news, verdict_words

DIGEST_LISTED = 10
# Who may write to a topic may write anything: a name, a title and a line are no longer than a phone shows.
NAME_MAX, TITLE_MAX, LINE_MAX, LINK_MAX = 100, 160, 500, 2_000
_LISTED = re.compile(r"^(\d*)([#+.)-])")
"""What at the beginning of a line makes it a heading or part of a list."""
# Between the sign and the name: nobody is called by what a stranger wrote ("@channel", "@everyone").
_UNJOINED = "\u200b"


def calm(text: str) -> str:
    """A stranger's text as a chat may show it: on one line, calling nobody.

    >>> calm("hey @channel") == "hey @\u200bchannel"
    True
    """
    return harmless(text).replace("@", f"@{_UNJOINED}")


def title_of(event: Mapping[str, Any], kind: str = "event") -> str:
    """One line: what happened, to whom, what it is about."""
    head = shortened(head_of(event)[0], NAME_MAX)
    urgent = "NOBODY HAS IT" if kind == "escalation" else f"PAGE {head}" if event["attention"] == "page" else head
    return f"{urgent} · {shortened(calm(event['brand']), NAME_MAX)}: {shortened(calm(event['title']), TITLE_MAX)}"


def text_of(event: Mapping[str, Any], timezone: str = "UTC", *, board_url: str = "") -> str:
    """The lines below it: why, what is new, the verdict, a sample, where to read on and how to answer."""
    given = dict(event)
    lines = [
        calm(given["why"]),
        *map(calm, news(given)),
        f"{verdict_words(given)}, since {clock(given['since'], timezone)}",
        *(f"“{shortened(calm(sample['text']), SAMPLE_MAX)}”" for sample in given.get("samples", ())[:1]),
    ]
    lines = [shortened(line, LINE_MAX) for line in lines]
    link = given.get("link") or (f"{board_url.rstrip('/')}/t/{given['trend_id']}" if board_url else "")
    if link and len(link) <= LINK_MAX:
        lines.append(harmless(link))
    elif given["state"] != "resolved" and given["event"] != "digest":
        lines.append(f"groundswell answer {shortened(harmless(given['trend_id']), NAME_MAX)} have-it | mute | fix-is-out")
    return "\n".join(lines)


def markdown_of(title: str, text: str, *, between: str = "\n") -> str:
    """Title and lines as chats read Markdown: the address of the board a link by name, and nothing that a stranger wrote a
    mark. `between` is what keeps lines apart.

    >>> print(markdown_of("NEW · acme: *free*", "# 1 [x](https://evil.example)\\nhttps://board.example/t/7"))
    **NEW · acme: \\*free\\***
    \\# 1 \\[x\\](https://evil.example)
    [Open it on the board](https://board.example/t/7)
    """
    lines, link = text.split("\n"), link_in(text)
    marked = [*map(_marked, lines[:-1] if link else lines), *([_named(link)] if link else [])]
    return between.join([f"**{_unmarked(title)}**", *marked])


def link_in(text: str) -> str:
    r"""The address of the trend on the board, which is the last line of a message; empty without one. What else begins like
    an address is a stranger's.

    >>> link_in("https://evil.example\nhttps://board.example/t/7"), link_in("https://evil.example has it")
    ('https://board.example/t/7', '')
    """
    last = text.rpartition("\n")[2]
    return last if last.startswith(("https://", "http://")) and " " not in last else ""


def _named(link: str) -> str:
    return f"[Open it on the board]({link.replace('(', '%28').replace(')', '%29')})"


def _marked(line: str) -> str:
    return _LISTED.sub(r"\1\\\2", _unmarked(line))


def _unmarked(text: str) -> str:
    # Not `plain`: what is harmless already keeps what stands between a sign and a name.
    return MARKUP.sub(r"\\\1", text)


def digest_title(events: Sequence[Mapping[str, Any]], since: str) -> str:
    """Of several trends that waited: how many, since when, and what they may have in common."""
    hint = likely_cause(events)
    return f"{plural(len(events), 'trend', 'trends')} since {since}" + (f", {hint}" if hint else "")


def digest_text(events: Sequence[Mapping[str, Any]]) -> str:
    """A line for each, those that most people report first."""
    ordered = sorted(events, key=lambda event: (-event["people"], event["trend_id"]))
    lines = [
        f"{plural(event['people'], 'person', 'people')} · {shortened(calm(event['brand']), NAME_MAX)}: "
        f"{shortened(calm(event['title']), TITLE_MAX)} ({harmless(event['state'])})"
        for event in ordered[:DIGEST_LISTED]
    ]
    more = len(ordered) - DIGEST_LISTED
    return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])


def likely_cause(events: Sequence[Mapping[str, Any]]) -> str:
    """What most of them name: the same new version, or an update."""
    return harmless(cause_of([[(clue["kind"], clue["text"]) for clue in event.get("clues", ())] for event in events]))

"""What many of a trend's people say that few others do: sudden, after an update, works elsewhere, a version, a code."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import NamedTuple

from detectors.alert import Clue
from detectors.causes import NAMED
from detectors.explain.clue_words import MARKS, marks_of
from detectors.facts import UsualShare
from detectors.post import Post
from detectors.trends.versions import versions_of

CLUES_MAX = 4
NAMED_USUALLY = 0.01
CODE = re.compile(r"\b(?:[A-Z][A-Z0-9]*[_-][A-Z0-9_-]{2,}|0x[0-9a-fA-F]{4,}|[A-Z]{1,4}\d{2,5})\b")
QUANTITY = re.compile(r"\b(\d{1,4}(?:\.\d+)?)\s?\+?\s?(hours?|hrs?|h|minutes?|mins?|min|days?)\b", re.I)
MINUTES = {"h": 60.0, "m": 1.0, "d": 1440.0}


class _Found(NamedTuple):
    """A clue that some people have: its kind, what it says of them, its usual share of people, and who has it."""

    kind: str
    text: str
    usual: float
    who: frozenset[str]


def clues_of(posts: Sequence[Post], usual_share: UsualShare) -> list[Clue]:
    """At most four clues, the most surprising first; none for fewer than three people.

    `usual_share`: the share of the brand's people who usually name a version or a code, in lower case.
    """
    people = len({p.person for p in posts})
    if people < 3:
        return []
    found = [one for one in _found(posts, usual_share) if is_distinctive(len(one.who), people, one.usual)]
    clues = [
        Clue(
            kind=one.kind,
            text=one.text,
            people=len(one.who),
            share=len(one.who) / people,
            usual=min(1.0, one.usual),
        )
        for one in _versions_as_one(found)
    ]
    clues.extend(quantity_clue(posts, people))
    return sorted(clues, key=lambda c: (c.usual - c.share, c.kind, c.text))[:CLUES_MAX]


def _found(posts: Sequence[Post], usual_share: UsualShare) -> list[_Found]:
    """Everything that could be a clue, with the people who have it."""
    having: dict[tuple[str, str], set[str]] = defaultdict(set)
    for post in posts:
        text = f"{post.title} {post.text}"
        named = [("version", version) for version in versions_of(post)]
        named += [("code", code) for code in CODE.findall(text)]
        for kind_and_name in (*((mark.kind, "") for mark in marks_of(text)), *named):
            having[kind_and_name].add(post.person)
    labels = {mark.kind: mark for mark in MARKS}
    return [
        _Found(kind, name, max(NAMED_USUALLY, usual_share(name.casefold())), frozenset(who))
        if name
        else _Found(kind, labels[kind].label, labels[kind].usual, frozenset(who))
        for (kind, name), who in having.items()
    ]


def _versions_as_one(found: Sequence[_Found]) -> list[_Found]:
    """What is named, as people write it; several versions are one clue: to roll one of them back is the wrong move."""
    versions = sorted((one for one in found if one.kind == "version"), key=attrgetter("text"))
    if len(versions) < 2:
        return [one._replace(text=NAMED.get(one.kind, "{}").format(one.text)) for one in found]
    several = _Found(
        "version",
        f"several versions: {', '.join(one.text for one in versions)}",
        sum(one.usual for one in versions),
        frozenset[str]().union(*(one.who for one in versions)),
    )
    others = [one for one in found if one.kind != "version"]
    return [*(one._replace(text=NAMED.get(one.kind, "{}").format(one.text)) for one in others), several]


def is_distinctive(n: int, people: int, usual: float) -> bool:
    """Whether three people or more have it, a fifth of all, and twice as many as usual beyond three standard deviations."""
    spread = (people * usual * (1 - usual)) ** 0.5
    return n >= 3 and n >= 0.2 * people and n >= 2 * usual * people and n >= usual * people + 3 * spread


def quantity_clue(posts: Sequence[Post], people: int) -> list[Clue]:
    """The times that people name: `times named: 40 min to 5 h, median 3 h`."""
    named: dict[str, float] = {}
    for post in posts:
        found = [float(m.group(1)) * MINUTES[m.group(2)[0].lower()] for m in QUANTITY.finditer(post.text)]
        if found:
            named.setdefault(post.person, max(found))
    if len(named) < max(3, 0.2 * people):
        return []
    values = sorted(named.values())
    low, middle, high = values[0], values[len(values) // 2], values[-1]
    if duration(low) == duration(high):
        text = f"time named: {duration(low)}"
    else:
        text = f"times named: {duration(low)} to {duration(high)}, median {duration(middle)}"
    return [Clue(kind="quantity", text=text, people=len(named), share=len(named) / people, usual=0.05)]


def duration(minutes: float) -> str:
    """Minutes as people read them."""
    if minutes < 120:
        return f"{minutes:g} min"
    return f"{minutes / 60:.0f} h" if minutes < 2880 else f"{minutes / 1440:.0f} days"


def named_version(post: Post) -> str:
    """The version that a post is about: its producer's, else the first that it names."""
    return next(iter(versions_of(post)), "")


BREAKDOWNS: tuple[tuple[str, Callable[[Post], str]], ...] = (
    ("channel", attrgetter("channel")),
    ("language", attrgetter("lang")),
    ("product", attrgetter("product")),
    ("region", attrgetter("region")),
    ("version", named_version),
)


def breakdown_of(posts: Sequence[Post]) -> dict[str, dict[str, int]]:
    """People by channel, language, product, region and version, where two values or more were named; the ten largest."""
    found: dict[str, dict[str, int]] = {}
    for name, value_of in BREAKDOWNS:
        named = {(value, p.person) for p in posts if (value := value_of(p))}
        counted = Counter(value for value, _ in named)
        if len(counted) >= 2:
            found[name] = dict(sorted(counted.items(), key=lambda kv: (-kv[1], kv[0]))[:10])
    return found


def product_of(posts: Sequence[Post]) -> str:
    """The product that at least half of the people who name one name, ties by the alphabet; empty when there is none."""
    counted = Counter(product for product, _ in {(post.product, post.person) for post in posts if post.product})
    product, people = min(counted.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    return product if 2 * people >= counted.total() else ""

"""What many of a trend's people say that few others do: sudden, after an update, works elsewhere, a version, a code."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from operator import attrgetter

from detectors.alert import Clue
from detectors.facts import UsualShare
from detectors.post import Post
from detectors.trends.versions import versions_of

CLUES_MAX = 4
NAMED_USUALLY = 0.01
SUDDENLY = r"sudden(?:ly)?|today|this morning|tonight|yesterday|just (?:now|started|stopped)|overnight"
UPDATE = (
    r"(?:after|since|latest|new|last|recent|following)[\w\s]{0,20}?(?:update|upgrade|version|release)|up(?:dated|graded)"
)
OTHERS = r"chrome|edge|safari|opera|ie|explorer"
ELSEWHERE = rf"works? (?:fine |ok |well |perfectly )?(?:in|on|with) (?:{OTHERS}|another|other|my phone)|(?:{OTHERS}) works"
PATTERNS = (
    ("suddenly", "says suddenly or today", 0.09, SUDDENLY),
    ("update", "blames an update", 0.10, UPDATE),
    ("elsewhere", "works elsewhere", 0.06, ELSEWHERE),
)
MARKS = tuple((kind, label, usual, re.compile(rf"\b(?:{pattern})\b", re.I)) for kind, label, usual, pattern in PATTERNS)
CODE = re.compile(r"\b(?:[A-Z][A-Z0-9]*[_-][A-Z0-9_-]{2,}|0x[0-9a-fA-F]{4,}|[A-Z]{1,4}\d{2,5})\b")
VERSION = re.compile(r"\b(?:v|version |firefox |release )?(\d{1,3}(?:\.\d{1,4}){1,3})\b", re.I)
QUANTITY = re.compile(r"\b(\d{1,4}(?:\.\d+)?)\s?\+?\s?(hours?|hrs?|h|minutes?|mins?|min|days?)\b", re.I)
NAMED = {"version": "names version {}", "code": "names {}"}
MINUTES = {"h": 60.0, "m": 1.0, "d": 1440.0}


def marks(text: str) -> tuple[str, ...]:
    """The kinds of clue a text has, as pseudo-terms (`~suddenly`): an engine that counts them knows their usual share."""
    return tuple(f"~{kind}" for kind, _, _, pattern in MARKS if pattern.search(text))


def clues_of(posts: Sequence[Post], usual_share: UsualShare) -> list[Clue]:
    """At most four clues, the most surprising first; none for fewer than three people."""
    people = len({p.person for p in posts})
    if people < 3:
        return []
    saying: dict[tuple[str, str], set[str]] = defaultdict(set)
    usual: dict[tuple[str, str], float] = {}
    for post in posts:
        text = f"{post.title} {post.text}"
        for kind, label, default, pattern in MARKS:
            if pattern.search(text):
                saying[kind, label].add(post.person)
                usual[kind, label] = usual_share(f"~{kind}") or default
        for kind, pattern in (("code", CODE), ("version", VERSION)):
            for found in sorted({m.group(m.lastindex or 0) for m in pattern.finditer(text)}):
                saying[kind, found].add(post.person)
                usual[kind, found] = usual_share(found.casefold()) or NAMED_USUALLY
    kept = {key: who for key, who in saying.items() if is_distinctive(len(who), people, usual[key])}
    versions = sorted(found for kind, found in kept if kind == "version")
    if len(versions) > 1:
        # Several versions: rolling one of them back is the wrong move.
        several = ("version", f"several versions: {', '.join(versions)}")
        usual[several] = sum(usual["version", v] for v in versions)
        kept[several] = {person for v in versions for person in kept.pop(("version", v))}
    clues = [
        Clue(
            kind=kind,
            text=text if text.startswith("several") else NAMED.get(kind, "{}").format(text),
            people=len(who),
            share=len(who) / people,
            usual=min(1.0, usual[kind, text]),
        )
        for (kind, text), who in kept.items()
    ]
    clues.extend(quantity_clue(posts, people))
    return sorted(clues, key=lambda c: (c.usual - c.share, c.kind, c.text))[:CLUES_MAX]


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

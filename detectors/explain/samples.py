"""One to three posts that show a trend: a typical one in other words than the title, the farthest inside, the newest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, product

from detectors.alert import Sample, utc
from detectors.explain.title_sentences import SWEARS
from detectors.explain.words import first_sentence
from detectors.knowledge.failures import says_failure
from detectors.mention import Basis
from detectors.post import Post, is_echo
from detectors.text.purpose import plainly
from detectors.text.questions import asks_why, is_question
from detectors.text.recovery import gives_all_clear
from detectors.text.simple_words import shortened
from detectors.verdict import Context, Verdict, VerdictName
from detectors.verdict.adverts import advertising
from detectors.verdict.near_duplicates import LONG_WORDS, lengths_of, same_text, same_text_clusters

TEXT_MAX = 240
ENDS = (".", "?", "!", "…", ":", ";", "。", "？", "！")
COPIES_MIN = 3
# So many posts are looked at for one that asks nothing else.
LOOKED_AT = 20
# A person with more posts in a trend than this is loud, not typical; where enough wrote once or twice, with more than that.
LOUD_POSTS = (4, 2)
PRAISED_BELOW, COMPLAINT_FROM = 0.2, 0.5


def samples_of(posts: Sequence[Post], weights: Mapping[str, float], title: str, brand: str = "") -> list[Sample]:
    """Up to three samples: one per person, no near-duplicates, none that only says the title again if others are there."""
    ordered = sorted(posts, key=lambda p: (p.at, p.id))
    if not ordered:
        return []
    near = {p.id: closeness(p, weights) for p in ordered}
    late = _Late(title, brand)
    typical = sorted(ordered, key=lambda p: (-near[p.id], p.at, p.id))
    farthest = sorted(ordered, key=lambda p: (near[p.id], p.at, p.id))
    newest = sorted(ordered, key=lambda p: (-p.at, p.id))
    clusters = same_text_clusters(ordered)
    chosen: list[Post] = []
    for ranking in (typical, farthest, newest):
        others = (p for p in late.last(ranking) if not any(alike(p, c, clusters) for c in chosen))
        fresh = list(islice(others, LOOKED_AT))
        # A question about something else shows no fault; what is farthest shows whether it belongs here.
        fit = (p for p in fresh if late[p] == late[fresh[0]] and (ranking is farthest or not asks_something_else(p)))
        chosen.extend([*islice(fit, 1), *fresh[:1]][:1])
    return [Sample(mention_id=p.id, at=utc(p.at), text=sample_text(p), url=p.url) for p in chosen]


class _Late:
    """Which posts are shown last: what is rude, before it what only says the title again. Each is looked at when it is
    asked for, since the first ones mostly suffice."""

    def __init__(self, title: str, brand: str) -> None:
        self._title, self._brand = title, brand
        self._found: dict[str, tuple[bool, bool]] = {}

    def __getitem__(self, post: Post) -> tuple[bool, bool]:
        found = self._found.get(post.id)
        if found is None:
            found = bool(SWEARS.search(post.text)), is_title(self._title, post, self._brand)
            self._found[post.id] = found
        return found

    def last(self, posts: Sequence[Post]) -> Iterator[Post]:
        """These posts in their order, but for those that are shown last, which come behind in theirs."""
        for late in product((False, True), repeat=2):
            yield from (post for post in posts if self[post] == late)


def is_title(title: str, post: Post, brand: str) -> bool:
    """Whether a post says little more than the title, or begins with it."""
    return first_sentence(post, brand).casefold().startswith(title.rstrip("…").casefold())


def asks_something_else(post: Post) -> bool:
    """Whether a post asks a question, and neither why nor about what fails."""
    plain = plainly(f"{post.title}\n{post.text}")
    return is_question(plain) and not (asks_why(plain) or says_failure(f"{post.title} {post.text}", post.lang))


def first_hand(posts: Sequence[Post]) -> Sequence[Post]:
    """The posts that are nobody's template: without those of a text that the engine knows, where anything else is left;
    without long texts that many posts share, and without any text that the same few people repeat. All of these, when fewer
    than three people are left: then there is nothing else to show."""
    known = {p.template for p in posts} - {""}
    posts = [p for p in posts if p.template not in known and p.id not in known] or posts
    ordered = sorted(posts, key=lambda p: (p.at, p.id))
    clusters = same_text_clusters(ordered)
    sizes = Counter(clusters.values())
    people = Counter(head for head, _ in {(clusters[p.id], p.person) for p in ordered if p.id in clusters})
    lengths = lengths_of(ordered, clusters)
    templates = {
        head for head, n in sizes.items() if n >= COPIES_MIN and (lengths[head] >= LONG_WORDS or n >= 2 * people[head])
    }
    return _unless_few_are_left([p for p in posts if clusters.get(p.id) not in templates], posts)


def typical(posts: Sequence[Post], verdict: Verdict) -> Sequence[Post]:
    """The posts of those who say it themselves, and not again and again; of complaints without the praise among them, of
    praise without the complaints. All, when fewer than three people are left."""
    posts = _unless_few_are_left([p for p in posts if p.basis is not Basis.REPLY and not is_echo(p)], posts)
    if verdict.name is VerdictName.PRAISE:
        kept = [p for p in posts if p.score < COMPLAINT_FROM]
    else:
        kept = [p for p in posts if p.basis is not Basis.RATING or p.score >= PRAISED_BELOW]
    posts = _unless_few_are_left(kept, posts)
    if verdict.name is not VerdictName.PRAISE:
        # Who answers a report that it is over reports nothing.
        posts = _unless_few_are_left([p for p in posts if not (p.reply_to and gives_all_clear(p.text))], posts)
    each = Counter(p.person for p in posts)
    for most in LOUD_POSTS:
        posts = _unless_few_are_left([p for p in posts if each[p.person] <= most], posts)
    return posts


def without_adverts(posts: Sequence[Post], brand: str) -> Sequence[Post]:
    """The posts of those who do not advertise. All, when fewer than three people are left."""
    adverts = advertising(posts, Context(brand=brand))
    return _unless_few_are_left([p for p in posts if p.id not in adverts], posts) if adverts else posts


def under_own_ids(posts: Sequence[Post], is_foreign: Callable[[Post], bool]) -> Sequence[Post]:
    """The posts without those that came under the id of somebody else's. All, when fewer than three people are left."""
    return _unless_few_are_left([p for p in posts if not is_foreign(p)], posts)


def _unless_few_are_left(kept: Sequence[Post], posts: Sequence[Post]) -> Sequence[Post]:
    return kept if len({p.person for p in kept}) >= COPIES_MIN else posts


def copied(posts: Sequence[Post]) -> Sequence[Post]:
    """The posts that repeat the text of a campaign; others share a word of it and show nothing. All, if there is none."""
    members = same_text(sorted(posts, key=lambda p: (p.at, p.id))).members
    return [p for p in posts if p.id in members] or posts


def closeness(post: Post, weights: Mapping[str, float]) -> float:
    """How typical a post is of the trend: mean weight of its different terms."""
    terms = set(post.terms)
    return sum(weights.get(t, 0.0) for t in sorted(terms)) / (len(terms) + 2)


def alike(a: Post, b: Post, clusters: Mapping[str, str]) -> bool:
    """Whether a second sample would add nothing: the same post, person or text."""
    return (
        a.id == b.id
        or a.person == b.person
        or a.text == b.text
        or (a.id in clusters and clusters[a.id] == clusters.get(b.id))
    )


def sample_text(post: Post) -> str:
    """The post on one line, subject first, cut to what a card can show."""
    title, words = " ".join(post.title.split()), " ".join(post.text.split())
    if title and not words.startswith(title):
        words = f"{title}{'' if title.endswith(ENDS) else '.'} {words}"
    first, _, rest = words.partition(". ")
    # Forums repeat the subject as the first words of the text; twice, it takes the place of the rest.
    return shortened(rest if rest.casefold().startswith(first.casefold()) else words, TEXT_MAX)

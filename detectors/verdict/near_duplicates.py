"""Which posts say nearly the same text: the same words in the same order, whatever number, link or suffix they end in."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from detectors.post import Post
from detectors.text.runs import hashes
from detectors.text.simple_words import is_joined

WORDS_MIN = 4
"""Under this many words an equal text says nothing by itself ("is it down?"): it takes links, or people who repeat it."""

LONG_WORDS = 8
SHINGLE = 3
SHARED_MIN = 0.6
SIZES_MIN = 0.4
TERMS_A_WORD = 0.5
ALL_WORDS_MIN, NEARLY_ALL = 10, 0.9
LINKED_WORDS_MIN = 5
"""Of posts that carry links so many words in common are enough, in whatever order: templates vary their words too."""

CLUSTER_SHARE = 0.1
# The posts of a trend are put together whenever it is judged and at each of its events, mostly with some more behind those
# of the time before: so much is kept of what was found.
KEPT_MAX, KEPT_POSTS_MAX = 3, 500
# From Thai to Khmer, all scripts that set no spaces are of letters.
_LETTERS_FROM, _LETTERS_TO = "\u0e00", "\u17ff"


class SameText(msgspec.Struct, frozen=True, kw_only=True):
    """The posts that look written from a template: their ids, number, people (and how many of
    them posted it more than once), whether they carry links, share of all."""

    members: frozenset[str] = frozenset()
    posts: int = 0
    people: int = 0
    repeaters: int = 0
    links: bool = False
    share: float = 0.0


def same_text(posts: Sequence[Post]) -> SameText:
    """The near-identical posts among these, in the order given.

    Short sentences are worded alike by people who never met ("cannot log in again"), long ones are not: clusters of long
    texts (`LONG_WORDS` own words or more, a tenth of all posts each) are added up; of short ones only the largest
    counts, when it alone holds more than the rest and carries links, or most of its people post it again and again, or it
    is nearly all there is and has many small words.
    """
    clusters = same_text_clusters(posts)
    sizes = Counter(clusters.values())
    lengths = lengths_of(posts, clusters)
    floor = max(3.0, CLUSTER_SHARE * len(posts))
    counted = {head for head, n in sizes.items() if n >= floor and lengths[head] >= LONG_WORDS}
    largest = min(sizes, key=lambda head: (-sizes[head], head), default="")
    if largest and sizes[largest] >= 3 and 2 * sizes[largest] > len(posts):
        alike = summed([p for p in posts if clusters.get(p.id) == largest], len(posts))
        if lengths[largest] >= LONG_WORDS or alike.links or alike.repeaters > alike.people / 2 or is_verbatim(posts):
            counted.add(largest)
    return summed([p for p in posts if clusters.get(p.id) in counted], len(posts))


def is_verbatim(posts: Sequence[Post]) -> bool:
    """Whether nearly all of these posts have the same many words in the same order, small ones included: where hardly
    anybody says it otherwise, nobody hit upon that by chance."""
    texts = Counter(" ".join(words) for post in posts if len(words := _all_words(post)) >= ALL_WORDS_MIN)
    return max(texts.values(), default=0) >= NEARLY_ALL * len(posts)


def _all_words(post: Post) -> list[str]:
    return [word for word in post.text.casefold().split() if word.isalpha()]


def summed(found: Sequence[Post], total: int) -> SameText:
    """These posts as the near-identical ones among so many."""
    posts_each = Counter(p.person for p in found)
    return SameText(
        members=frozenset(p.id for p in found),
        posts=len(found),
        people=len(posts_each),
        repeaters=sum(posts > 1 for posts in posts_each.values()),
        links=2 * sum("http" in p.text for p in found) > len(found),
        share=len(found) / total if total else 0.0,
    )


def same_text_clusters(posts: Sequence[Post]) -> dict[str, str]:
    """Post id to the id of the first post of its near-identical cluster; posts of one word have none.

    Texts under `WORDS_MIN` words are the same only when they are equal. Two longer posts are nearly the same when the
    smaller one, which has `SIZES_MIN` of the other's at least, shares `SHARED_MIN` of its runs of three words with it; when
    both carry links, as much of its words.
    What the engine has marked as one template is one. Greedy in the order given, so the order must be fixed by the caller.
    """
    known = _known_of(posts)
    known.add(posts[len(known) :])
    if len(known) <= KEPT_POSTS_MAX:
        _newest.append(known)
        del _newest[:-KEPT_MAX]
    return known.heads.copy()


def lengths_of(posts: Iterable[Post], clusters: Mapping[str, str]) -> dict[str, float]:
    """How long the text of each cluster is, by the first of its posts. A template of many small words is long too, and one
    of words that are hidden under digits: its first post is only known as one by those that follow."""
    lengths: dict[str, float] = {}
    followed: set[str] = set()
    for post in posts:
        if (head := clusters.get(post.id)) is None:
            continue
        if head not in lengths:
            lengths[head] = length(own_and_copied(post))
        if post.template and head not in followed:
            followed.add(head)
            lengths[head] = max(lengths[head], TERMS_A_WORD * len(post.text.split()))
    return lengths


class _Clusters:
    """Posts put together that say nearly the same, one after the other; `heads` are the ids of the first of each one's."""

    def __init__(self) -> None:
        self.heads: dict[str, str] = {}
        self._posts: list[Post] = []
        self._runs, self._linked = _Heads(1), _Heads(LINKED_WORDS_MIN)

    def __len__(self) -> int:
        return len(self._posts)

    def begin(self, posts: Sequence[Post]) -> bool:
        """Whether these begin with those that were added."""
        return len(self) <= len(posts) and self._posts == list(posts[: len(self)])

    def add(self, posts: Iterable[Post]) -> None:
        """Puts more of them together."""
        for post in posts:
            self._posts.append(post)
            words = own_and_copied(post)
            if len(words) < 2 and not post.template:
                continue
            mine = shingles(words, SHINGLE if length(words) >= WORDS_MIN else len(words))
            singly = shingles(words, 1) if "http" in post.text else frozenset()
            head = post.template or self._linked.nearest(singly) or self._runs.nearest(mine)
            self.heads[post.id] = head or post.id
            if not head:
                self._runs.add(post.id, mine)
                self._linked.add(post.id, singly)


_newest: list[_Clusters] = []


def _known_of(posts: Sequence[Post]) -> _Clusters:
    """What was found of the most of the first of these posts, taken out of the newest; of none where nothing was.

    The engines of a process work in threads. Whoever takes it out has it alone, and looks again: another may have had it,
    and put more posts to it, since it was looked at.
    """
    for known in sorted(_newest, key=len, reverse=True):
        if known.begin(posts):
            with contextlib.suppress(ValueError):
                _newest.remove(known)
                if known.begin(posts):
                    return known
    return _Clusters()


class _Heads:
    """The first posts of clusters, by hashes of what they say."""

    def __init__(self, shared_min: int) -> None:
        self._shared_min = shared_min
        self._heads: list[tuple[str, int]] = []
        self._index: dict[int, list[int]] = {}

    def nearest(self, mine: frozenset[int]) -> str:
        """The head that says most of this, the first of equals; empty when none says enough of it."""
        shared = Counter(head for one in mine for head in self._index.get(one, ()))
        best = min(shared, key=lambda h: (-shared[h] / min(len(mine), self._heads[h][1]), h), default=-1)
        if best < 0:
            return ""
        head, size = self._heads[best]
        # Three words that a long text also contains are no copy of it: a long text can contain any three words.
        if min(len(mine), size) < SIZES_MIN * max(len(mine), size):
            return ""
        return head if shared[best] >= max(self._shared_min, SHARED_MIN * min(len(mine), size)) else ""

    def add(self, head: str, says: frozenset[int]) -> None:
        self._heads.append((head, len(says)))
        for one in says:
            self._index.setdefault(one, []).append(len(self._heads) - 1)


def own_and_copied(post: Post) -> list[str]:
    """What a post says in its own name: own terms, and those it shares unmarked with an earlier post."""
    copied = post.quoted.text.split() if post.quoted is not None and not post.quoted.handle else ()
    return fixed_words((*copied, *post.terms))


def length(words: Sequence[str]) -> float:
    """How long a text is in words; in scripts without spaces a term is a pair of characters: 2.5 of them to a word in
    Chinese and Japanese, where one is a syllable or more, four where it is a letter (Thai, Lao, Khmer, Burmese)."""
    if "".join(words).isascii():
        return float(len(words))
    return sum((0.25 if _LETTERS_FROM <= w[0] <= _LETTERS_TO else 0.4) if is_joined(w[0]) else 1.0 for w in words)


_VARIED = ("@", "http", "url", "<")


def fixed_words(terms: Iterable[str]) -> list[str]:
    """The terms that a template does not vary: without links, handles and whatever has a digit in it."""
    held = list(terms)
    together = " ".join(held)
    # A look at all at once: most texts vary nothing.
    if together.replace(" ", "").isalpha() and " http" not in (spaced := f" {together}") and " url" not in spaced:
        return held
    return [t for t in held if not t.startswith(_VARIED) and (t.isalpha() or not any(map(str.isdigit, t)))]


def shingles(terms: Sequence[str], size: int = SHINGLE) -> frozenset[int]:
    """Hashes of the runs of `size` terms; the same on every machine and hash seed."""
    return hashes(terms, size)

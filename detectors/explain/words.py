"""Words and sentences as titles and samples read them, and how telling a word is for a trend."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from detectors.facts import UsualShare
from detectors.post import Post

Words = Callable[[str, str], Sequence[str]]
"""Text and its language to normalised content words in the order said; the same that made `Post.terms`."""

USUAL_FLOOR = 0.002

STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "anyone",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "can't",
        "cannot",
        "cant",
        "could",
        "did",
        "didn't",
        "do",
        "does",
        "doesn't",
        "doing",
        "don",
        "don't",
        "dont",
        "else",
        "for",
        "from",
        "get",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "hello",
        "help",
        "her",
        "hey",
        "hi",
        "his",
        "how",
        "i",
        "i'm",
        "i've",
        "if",
        "im",
        "in",
        "into",
        "is",
        "isn't",
        "it",
        "it's",
        "its",
        "ive",
        "just",
        "me",
        "my",
        "no",
        "not",
        "now",
        "of",
        "off",
        "on",
        "only",
        "or",
        "our",
        "out",
        "please",
        "really",
        "she",
        "since",
        "so",
        "some",
        "still",
        "than",
        "thank",
        "thanks",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "today",
        "too",
        "up",
        "us",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "won't",
        "wont",
        "would",
        "you",
        "your",
    ]
)
WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
NOISE = re.compile(r"https?://\S+|www\.\S+|(?<!\w)@\w+|<\w+>")
QUOTED = re.compile(r"[“\"][^“”\"]{15,}[”\"]")
GREETING = re.compile(
    r"^\s*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings|please help|help|hola|bonjour|hallo|ciao)\b"
    r"(?:\s+(?:all|there|everyone|everybody|team|guys|folks|mozilla|support|friends?|sir|madam))*[\s,.!:\-–]+)+",
    re.IGNORECASE,
)
ENDS = re.compile(r"(?<=[.!?…])\s+|[\r\n]+|(?<=[。！？])")


def plain_words(text: str, _lang: str = "") -> list[str]:
    """A plain reading for when no tokenizer is given: folded words without stop words; `add-ons` is `addon`."""
    words = (w.group().casefold().replace("’", "'") for w in WORD.finditer(NOISE.sub(" ", text)))
    kept = (w for w in words if w not in STOP)
    return [w if any(c.isdigit() for c in w) else singular(w.replace("-", "").replace("'", "")) for w in kept]


def singular(word: str) -> str:
    """A word without the English plural, so that one and many count together."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def tidy(text: str) -> str:
    """Text without quotes, handles and links, on one line."""
    return " ".join(NOISE.sub(" ", QUOTED.sub(" ", text)).split())


def first_sentence(post: Post) -> str:
    """What a person says first: the subject line, else the first sentence, without its greeting."""
    text = tidy(post.title) or tidy(post.text)
    for sentence in ENDS.split(GREETING.sub("", text)):
        cleaned = sentence.strip(" \t-–—:;,.·|#*")
        if cleaned:
            return cleaned + ("?" if sentence.rstrip().endswith("?") and not cleaned.endswith("?") else "")
    return ""


def people_saying(posts: Sequence[Post]) -> Counter[str]:
    """How many different people say a term."""
    said = {(t, p.person) for p in posts for t in p.terms}
    return Counter(t for t, _ in said)


def brand_words(brand: str) -> frozenset[str]:
    """The brand's own name, whole and in its words: it is in every post and tells nothing."""
    folded = brand.casefold()
    return frozenset({folded, folded.replace(" ", ""), *re.split(r"[\W_]+", folded)} - {""})


def weights_of(posts: Sequence[Post], usual_share: UsualShare, brand: str) -> dict[str, float]:
    """Term to how telling it is: share of the trend's people who say it × log of that share over its usual share.

    The brand's own words and what is said no more than usual weigh nothing and are left out.
    """
    people = len({p.person for p in posts}) or 1
    own = brand_words(brand)
    found: dict[str, float] = {}
    for term, n in people_saying(posts).items():
        share = n / people
        weight = share * math.log(share / max(usual_share(term), USUAL_FLOOR))
        if weight > 0 and term not in own:
            found[term] = weight
    return found


def top_terms(weights: Mapping[str, float], count: int) -> list[str]:
    """The most telling terms, ties by the alphabet."""
    return [t for t, _ in sorted(weights.items(), key=lambda kv: (-kv[1], kv[0]))[:count]]

"""Words and sentences as titles and samples read them, and how distinctive a word is for a trend."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from detectors.facts import UsualShare
from detectors.post import Post
from detectors.text.courtesy import is_closing, is_courtesy
from detectors.text.simple_words import NOISE, WORD, Words
from detectors.text.words import is_unspaced

USUAL_FLOOR = 0.002
POSTS_READ = 60
# Terms of scripts without spaces are mostly so many characters.
PAIR = 2
SHARED_SHARE = 0.1
# A number without a unit says little: of a clock, of a version, of a list.
NUMBER_SHARE = 0.5
# Words of releases, as words and as stems: they name what people blame, which is a clue, not what is wrong.
RELEASE = re.compile(r"^(?:updat|upgrad|version|releas|patch)\w*+$")

# A straight mark opens before a word and closes behind one: between two short quotations none stands.
QUOTED = re.compile(r"(?:“|(?<!\w)\")[^“”\"]{15,}+(?:”|(?<!\s)\"(?!\w))")
ANSWERS = re.compile(r"^\s*+(?:(?:re|fwd?|aw|wg|sv|vs|antw|rif|odp|ynt)\s?+:\s*+)++", re.IGNORECASE)
GREETING = re.compile(
    r"^\s*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings|please help|help|hola|bonjour|hallo|ciao)\b"
    r"(?:\s+(?:all|there|everyone|everybody|team|guys|folks|mozilla|support|friends?|sir|madam))*[\s,.!:\-–]+)+",
    re.IGNORECASE,
)
# What follows a name that is the subject of a sentence.
SUBJECT_OF = re.compile(
    r"\s{1,4}+(?:is|isn'?t|are|was|were|has|hasn'?t|needs?|does|doesn'?t|did|didn'?t|will|won'?t|keeps?|just|never|still"
    r"|ist|sind|war|hat|haben|wird|kann|est|sont|a|ont|ne|n'|es|está|son|ha|han|no|è|sono|não|foi|tem|heeft|kan)\b"
    r"(?!\s{1,4}+(?:there|it|this|that|anyone|anybody|i|you|we|my|your|someone|es|das|ich|il|ce|hay|puedo|pude|podemos|tengo|me|nos"
    r"|posso|consigo|consegui|tenho)\b)",
    re.IGNORECASE,
)
ASKS = re.compile(r"[^.!?。！？\n]{0,200}+[?？]")
NAME_PARTS = re.compile(r"[\W_]+")
ENDS = re.compile(r"(?<=[.!?…])\s+|[\r\n]+|(?<=[。！？])")


def tidy(text: str, brand: str = "") -> str:
    """Text without quotes, handles and links, on one line.

    A handle of the brand within a sentence becomes its name ("a ticket on Acme"), and at the start where it is what the
    sentence is about ("@acme has lost my bag"); else it only addresses somebody there.
    """
    own = "".join(c for c in brand.casefold() if c.isalnum())

    def named(found: re.Match[str]) -> str:
        if found.group()[0] != "@" or not own or not found.group()[1:].casefold().startswith(own):
            return " "
        is_subject = SUBJECT_OF.match(found.string, found.end()) and not ASKS.match(found.string, found.end())
        return f" {brand} " if is_subject or found.string[: found.start()].strip(" .") else " "

    return " ".join(NOISE.sub(named, QUOTED.sub(" ", text)).split())


def first_sentence(post: Post, brand: str = "") -> str:
    """What a person says first: the subject line, else the first sentence, without its greeting."""
    return next(sentences(post, brand), "")


def sentences(post: Post, brand: str = "") -> Iterator[str]:
    """What a person says, sentence by sentence, the subject line first; without greetings and thanks."""
    subject = "" if is_cut(post.title, post.text) else post.title
    for text in (tidy(subject, brand), tidy(post.text, brand)):
        for sentence in ENDS.split(GREETING.sub("", ANSWERS.sub("", text))):
            cleaned = sentence.strip(" \t-–—:;,.·|#*")
            if cleaned and not is_courtesy(cleaned) and not is_closing(cleaned):
                yield cleaned + ("?" if sentence.rstrip().endswith("?") and not cleaned.endswith("?") else "")


def is_cut(subject: str, text: str) -> bool:
    """Whether the subject line is the beginning of the text, cut off where it was full: the text says it whole.

    >>> is_cut("Payment fails every ti", "Payment fails every time"), is_cut("Payment fails", "Payment fails every time")
    (True, False)
    """
    stem = subject.rstrip(" .…")
    after = text[len(stem) : len(stem) + 1]
    return bool(stem) and text.startswith(stem) and (after.isalnum() or (stem != subject.rstrip(" ") and bool(after)))


def people_saying(posts: Sequence[Post]) -> Counter[str]:
    """How many different people say a term."""
    mentions = {(t, p.person) for p in posts for t in p.terms}
    return Counter(t for t, _ in mentions)


def brand_words(brand: str) -> frozenset[str]:
    """The brand's own name, whole and in its words: it is in every post and distinguishes none."""
    folded = brand.casefold()
    return frozenset({folded, folded.replace(" ", ""), *NAME_PARTS.split(folded)} - {""})


def weights_of(posts: Sequence[Post], usual_share: UsualShare, brand: str) -> dict[str, float]:
    """Term to how distinctive it is: share of the trend's people who say it × log of that share over its usual share.

    The brand's own words, what is as common as usual, words of releases, and what one person alone says weigh nothing
    and are left out.
    """
    people = len({p.person for p in posts}) or 1
    own = brand_words(brand)
    found: dict[str, float] = {}
    for term, n in people_saying(posts).items():
        share = n / people
        weight = share * math.log(share / max(usual_share(term), USUAL_FLOOR))
        if weight > 0 and term not in own and n >= min(2, people) and not RELEASE.match(term):
            found[term] = weight
    return found


def as_written(terms: Sequence[str], posts: Sequence[Post], words: Words) -> list[str]:
    """The terms as people write them, each once: the most frequent word of their texts that normalises to it; in scripts
    without spaces the characters that they share."""
    wanted = frozenset(term for term in terms if not is_unspaced(term))
    forms: dict[str, Counter[str]] = {term: Counter() for term in terms}
    terms_of: dict[tuple[str, str], frozenset[str]] = {}
    for post in posts[:POSTS_READ] if wanted else ():
        for written in {w.casefold() for w in WORD.findall(f"{post.title} {post.text}")}:
            found = terms_of.get((written, post.lang))
            if found is None:
                found = terms_of[written, post.lang] = wanted.intersection(words(written, post.lang))
            for term in found:
                forms[term][written] += 1
    shown = [*dict.fromkeys(runs(min(forms[t], key=lambda w: (-forms[t][w], w), default=t) for t in terms))]
    return [one for one in shown if not (is_unspaced(one) and any(one in other for other in shown if other != one))]


def runs(terms: Iterable[str]) -> list[str]:
    """The terms, of which pairs of characters that overlap are one.

    >>> runs(["ログ", "wifi", "イン", "グイ"])
    ['ログイン', 'wifi']
    """
    left: list[str] = []
    for term in terms:
        dense = [run for run in left if is_unspaced(run)] if len(term) == PAIR and is_unspaced(term) else []
        before = next((run for run in dense if run.endswith(term[0])), "")
        behind = next((run for run in dense if run.startswith(term[-1]) and run != before), "")
        if not (before or behind):
            left.append(term)
            continue
        left[left.index(before or behind)] = f"{before or term[0]}{behind or term[-1]}"
        if before and behind:
            left.remove(behind)
    return left


def shared_terms(posts: Sequence[Post], weights: Mapping[str, float], count: int) -> list[str]:
    """The most distinctive terms that a tenth of the people say, of bare numbers those that half of them do; rarer ones
    only when there are no others."""
    people, saying = len({p.person for p in posts}), people_saying(posts)
    shared = {t: w for t, w in weights.items() if saying[t] >= (NUMBER_SHARE if t.isdigit() else SHARED_SHARE) * people}
    return top_terms(shared or weights, count)


def top_terms(weights: Mapping[str, float], count: int) -> list[str]:
    """The most distinctive terms, ties by the alphabet."""
    return [t for t, _ in sorted(weights.items(), key=lambda kv: (-kv[1], kv[0]))[:count]]


def majority(values: Sequence[str]) -> str:
    """The most frequent value, ties by the alphabet; empty for none."""
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], v), default="")

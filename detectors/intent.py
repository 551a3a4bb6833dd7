"""What a mention is for: to complain, to ask, to suggest, to praise, or nothing of a customer's at all.

A complaint unless the opposite is clear, as everywhere: the forms of a text (`detectors.text.purpose`) and its score say
together that it is something else. Simple, and no input to the verdict; of a trend it is what most of its people are for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from detectors.mention import Basis
from detectors.post import Post
from detectors.text.pitches import offers
from detectors.text.purpose import is_of_a_program, plainly, reports, suggests
from detectors.text.questions import asks_openly, asks_why, cries_out, ends_asking, is_question
from detectors.values import Verdict, VerdictName

# By the score of a text: from here on it complains, whatever form it has; below, it praises.
COMPLAINS, PRAISES = 0.7, 0.4
# Who asks others in so many words wants an answer, unless the text is all but certain to complain.
COMPLAINS_ASKING = 0.8
# Who clearly praises, and goes on after a question, asks nothing.
CLEARLY_PRAISES = 0.2
# In a language that was not learned: who asks why, in words of lists that say so, complains.
COMPLAINS_UNKNOWN = 0.85
# People of whom a trend's intent is read, the newest.
PEOPLE_MAX = 100
REMEMBERED = 2_000


class Intent(StrEnum):
    """The intents, as they are published."""

    COMPLAINT = "complaint"
    QUESTION = "question"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    NEWS = "news"
    ADVERT = "advert"
    AUTOMATIC = "automatic"


# Of a trend these need most of its people; a question that many ask at once is a complaint all the same, to the verdict.
_TOGETHER = (Intent.SUGGESTION, Intent.QUESTION, Intent.NEWS, Intent.ADVERT, Intent.AUTOMATIC)


def intent_of(text: str, score: float = 1.0, basis: Basis = Basis.UNKNOWN, title: str = "") -> Intent:
    """What a mention is for. `score` is how likely it is a complaint, which says nothing where `basis` is unknown.

    >>> intent_of("You should open a store in Leeds!").value, intent_of("Is it down for anyone else?").value
    ('suggestion', 'question')
    >>> intent_of("The checkout is broken").value, intent_of("Love it", 0.03, Basis.MODEL).value
    ('complaint', 'praise')
    """
    plain = plainly(f"{title}\n{text}" if title else text)
    known = basis in (Basis.MODEL, Basis.RATING)
    if basis is Basis.REPLY:
        return Intent.COMPLAINT
    if is_of_a_program(plain):
        return Intent.AUTOMATIC
    if suggests(plain):
        return Intent.SUGGESTION
    if basis is Basis.RATING:
        return Intent.PRAISE if score < PRAISES else Intent.COMPLAINT
    if is_question(plain):
        return _asking(plain, score, known=known)
    if known and score < COMPLAINS and offers(plain):
        return Intent.ADVERT
    if known and score < COMPLAINS and reports(plain, text):
        return Intent.NEWS
    return Intent.PRAISE if known and score < PRAISES else Intent.COMPLAINT


def _asking(plain: str, score: float, *, known: bool) -> Intent:
    """What a text that asks is for; of an unknown language the score says something only where it is high."""
    openly = asks_openly(plain)
    if not openly and cries_out(plain):
        return Intent.COMPLAINT
    if not known:
        return Intent.COMPLAINT if asks_why(plain) and COMPLAINS_UNKNOWN <= score < 1.0 else Intent.QUESTION
    if not openly and score < CLEARLY_PRAISES and not ends_asking(plain):
        return Intent.PRAISE
    limit = COMPLAINS_ASKING if openly else COMPLAINS
    return Intent.COMPLAINT if score >= limit else Intent.QUESTION


def intent_of_post(post: Post) -> Intent:
    """What a post is for."""
    return _intent_of(post.text, post.score, post.basis, post.title)


# It is asked of the same posts at every event of their trend.
_intent_of = lru_cache(maxsize=REMEMBERED)(intent_of)


def intent_of_trend(posts: Sequence[Post], verdict: Verdict) -> Intent:
    """What a trend is for: praise where that is the verdict, or what most of its people's latest posts are for.

    >>> from detectors.verdict.judge import judge
    >>> texts = ["Is it down?", "anyone else without signal?", "Where did my signal go?"]
    >>> asking = [Post(str(n), n, f"person {n}", text, ("signal",)) for n, text in enumerate(texts)]
    >>> intent_of_trend(asking, judge(asking)).value
    'question'
    """
    if verdict.name is VerdictName.PRAISE:
        return Intent.PRAISE
    latest = {post.person: post for post in sorted(posts, key=lambda one: (one.at, one.id))}
    newest = sorted(latest.values(), key=lambda one: (one.at, one.id))[-PEOPLE_MAX:]
    return _most(map(intent_of_post, newest), len(newest))


def _most(intents: Iterable[Intent], people: int) -> Intent:
    counted = Counter[Intent]()
    apart = 0
    for one in intents:
        counted[one] += 1
        # Once half are for what makes no trend together, the others need not be asked.
        apart += one not in _TOGETHER
        if 2 * apart >= people:
            return Intent.COMPLAINT
    return next((one for one in _TOGETHER if 2 * counted[one] > people), Intent.COMPLAINT)

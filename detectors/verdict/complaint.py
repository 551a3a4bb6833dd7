"""Whether a trend is a complaint: the evidence of its people taken together.

One score says little of one text; the likelihood ratios of many people add up. Each person counts once, with the mean of
their posts, within bounds. What nothing is known of adds nothing. A trend is a complaint unless the opposite is
clear.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from statistics import fmean

import msgspec

from detectors.mention import Basis
from detectors.post import Post
from detectors.values import Verdict, VerdictName

# The screen is calibrated where complaints and others are equally frequent, whatever the channel: its odds are the ratio.
BASE_RATE = 0.5
# No single person weighs more than this, in nats: e^2.5 is odds of twelve to one.
PERSON_MAX = 2.5
# Praise is called only when it is clear: this many nats in all, and on average for each of its people. Of made-up trends of
# eight complaints, scored without their source, fewer than one in two hundred fall below the sum.
PRAISE_SUM = -4.0
PRAISE_MEAN = -0.5
# Praise is taken back only when the opposite is clear: odds of twenty to one, in nats.
COMPLAINT_SUM = 3.0
PRAISE_KNOWN_SHARE = 0.5
PRAISE_PEOPLE = 3
# So many people, and this part of those who are known, complain: each by so many nats (odds of three to two).
COMPLAINING_MIN, COMPLAINING_SHARE, COMPLAINING_NATS = 5, 0.25, 0.4
_CERTAIN = 1e-4


class ComplaintEvidence(msgspec.Struct, frozen=True):
    """The sum of the people's log-likelihood ratios in nats (above 0: complaints), how many `people` there are, and how
    many of them are `known`: rated, or in a language that the model was trained on; `complaining` those of the known who
    rather complain."""

    nats: float
    people: int
    known: int
    complaining: int = 0

    @property
    def is_praise(self) -> bool:
        """Whether most people are known, and they clearly praise; not while enough complain beside them, so that five stars
        in the words of a fault do not hide it."""
        return not self.has_complaints and (
            self.known >= max(PRAISE_PEOPLE, PRAISE_KNOWN_SHARE * self.people)
            and self.nats <= PRAISE_SUM
            and self.nats <= PRAISE_MEAN * self.people
        )

    @property
    def has_complaints(self) -> bool:
        """Whether those who complain are enough for an alert, and a good part."""
        return self.complaining >= max(COMPLAINING_MIN, COMPLAINING_SHARE * self.known)


def complaint_evidence(posts: Iterable[Post]) -> ComplaintEvidence:
    """The evidence of these posts, in any order.

    >>> posts = [Post(str(i), i, f"person {i}", "", (), score=0.9, basis=Basis.MODEL) for i in range(5)]
    >>> complaint_evidence(posts).nats > 0
    True
    """
    by_person: defaultdict[str, list[float]] = defaultdict(list)
    people = set()
    for post in sorted(posts, key=lambda one: (one.at, one.id)):
        people.add(post.person)
        if post.basis in (Basis.MODEL, Basis.RATING):
            by_person[post.person].append(log_likelihood_ratio(post))
    each = [fmean(ratios) for ratios in by_person.values()]
    complaining = sum(nats >= COMPLAINING_NATS for nats in each)
    return ComplaintEvidence(math.fsum(each), len(people), len(by_person), complaining)


def kept_praise(verdict: Verdict, before: str) -> Verdict:
    """The verdict on a trend that was `before` judged so: praise stays praise until complaints among it are clear."""
    first_hand = verdict.name in (VerdictName.SYSTEMIC, VerdictName.MIXED)
    clear = verdict.complaint_nats >= COMPLAINT_SUM or verdict.has_complaints
    if before != VerdictName.PRAISE or not first_hand or clear:
        return verdict
    sentence = f"people were happy about it, and it is not clear that the {verdict.people} no longer are"
    return msgspec.structs.replace(verdict, name=VerdictName.PRAISE, sentence=sentence)


def log_likelihood_ratio(post: Post) -> float:
    """How much a post speaks for a complaint, in nats, within ±PERSON_MAX."""
    return complaint_ratio(post.score, BASE_RATE)


def complaint_ratio(score: float, base_rate: float) -> float:
    """The log-likelihood ratio of a score where `base_rate` of all posts are complaints, in nats, within ±PERSON_MAX."""
    return max(-PERSON_MAX, min(PERSON_MAX, logit(score) - logit(base_rate)))


def logit(probability: float) -> float:
    """Log odds; what is nearly certain is taken for `_CERTAIN` from certainty."""
    bounded = min(1.0 - _CERTAIN, max(_CERTAIN, probability))
    return math.log(bounded / (1.0 - bounded))

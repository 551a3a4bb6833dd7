"""Whether a trend is a complaint: the evidence of its people taken together.

One score says little of one text; the likelihood ratios of many people add up. Each person counts once, with the mean of
their posts, within bounds. What nothing is known of adds nothing. A trend is a complaint unless the opposite is
clear.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations
from statistics import fmean

import msgspec

from detectors.mention import Basis
from detectors.post import Post
from detectors.values import Verdict, VerdictName
from detectors.verdict.delight import Mood, are_delighted, mood_of

# The screen is calibrated where complaints and others are equally frequent, whatever the channel: its odds are the ratio.
BASE_RATE = 0.5
# No single person weighs more than this, in nats: e^2.5 is odds of twelve to one.
PERSON_MAX = 2.5
# Praise is called only when it is clear: so many nats for each of its people, and so many in all. More people make it no
# surer without end, since the screen may be wrong about all of them alike. Of made-up trends of 5, 8, 12, 20 and 40
# complaints, scored without their source, one in a hundred falls below.
PRAISE_MEAN, PRAISE_SUM = -0.35, -1.6
# Less will do where this part of its people, and so many, clearly praise by their score alone (odds of two to one): who
# complains hardly ever does, while praise in hard words ("nothing bad to say") has both kinds. Of trends of eight
# complaints in sources left out, in words of their own, it takes at most 1.5 % for praise in ar, en, pt, vi, zh, of which
# there are other sources (but half and a sixth in the two of id, whose others are of one kind); of praises half instead of
# a third. At -1.5 customers who were glad of a companion pass opened an alert.
MIXED_MEAN, MIXED_SUM = -0.15, -1.0
PRAISING_MIN, PRAISING_SHARE, PRAISING_NATS = 3, 0.3, -0.6
# Praise is taken back only when the opposite is clear: odds of twenty to one, in nats.
COMPLAINT_SUM = 3.0
PRAISE_KNOWN_SHARE = 0.5
PRAISE_PEOPLE = 3
# So many people, and this part of those who are known, complain: each by so many nats (odds of three to one), or those
# together who gave no rating, on average.
COMPLAINING_MIN, COMPLAINING_SHARE, COMPLAINING_NATS, UNRATED_NATS = 5, 0.25, 1.0, 0.2
_CERTAIN = 1e-4
# So many people are compared for how alike they write.
ALIKE_MAX = 40

Ratio = Callable[[Post], float | None]
"""How much a post speaks for a complaint, in nats, within ±PERSON_MAX; None when nothing is known of it."""


class ComplaintEvidence(msgspec.Struct, frozen=True):
    """The sum of the people's log-likelihood ratios in nats (above 0: complaints), how many `people` there are, and how
    many of them are `known`: rated, or in a language that the model was trained on; `complaining` those of the known who
    complain, `praising` who clearly praise by the score of their text; `unrated` those of the known who gave no rating,
    and the sum of theirs; `independent` which part of the people's words is worth an opinion of its own. `delighted` and
    `dismayed` are those who are not known, and say so by set phrases."""

    nats: float
    people: int
    known: int
    complaining: int = 0
    praising: int = 0
    unrated: int = 0
    unrated_nats: float = 0.0
    independent: float = 1.0
    delighted: int = 0
    dismayed: int = 0

    @property
    def is_praise(self) -> bool:
        """Whether most people are known, and they clearly praise; not while enough complain beside them, so that five stars
        in the words of a fault do not hide it. Where most are not known set phrases decide."""
        if self.has_complaints:
            return False
        if not self.are_known:
            return self.nats <= 0.0 and are_delighted(self.people - self.known, self.delighted, self.dismayed)
        mixed = self.praising >= max(PRAISING_MIN, PRAISING_SHARE * self.known)
        mean, total = (MIXED_MEAN, MIXED_SUM) if mixed else (PRAISE_MEAN, PRAISE_SUM)
        return self.independent * self.nats <= mean * self.independent * self.people + total

    @property
    def are_known(self) -> bool:
        """Whether most people are."""
        return self.known >= max(PRAISE_PEOPLE, PRAISE_KNOWN_SHARE * self.people)

    @property
    def takes_praise_back(self) -> bool:
        """Whether what was praise is none any more, however little the scores say: enough complain, or of people who are
        not known too few say that they are happy."""
        return self.has_complaints or not (self.are_known or self.is_praise)

    @property
    def has_complaints(self) -> bool:
        """Whether those who complain are enough for an alert, and a good part."""
        enough = max(COMPLAINING_MIN, COMPLAINING_SHARE * self.known)
        unrated = self.unrated >= enough and self.unrated_nats >= UNRATED_NATS * self.unrated
        return self.complaining >= enough or (unrated and self.unrated < self.known)


def shipped_ratio(post: Post) -> float | None:
    """How much a post speaks for a complaint by its score alone, in nats; None when nothing is known of it."""
    return log_likelihood_ratio(post) if post.basis in (Basis.MODEL, Basis.RATING) else None


def complaint_evidence(posts: Iterable[Post], ratio: Ratio = shipped_ratio) -> ComplaintEvidence:
    """The evidence of these posts, in any order; `ratio` is what each of them says.

    >>> posts = [Post(str(i), i, f"person {i}", "", (), score=0.9, basis=Basis.MODEL) for i in range(5)]
    >>> complaint_evidence(posts).nats > 0
    True
    """
    by_person: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    people, rated = set(), set()
    moods: defaultdict[str, set[Mood]] = defaultdict(set)
    posts = sorted(posts, key=lambda one: (one.at, one.id))
    for post in posts:
        people.add(post.person)
        nats = ratio(post)
        if nats is not None:
            by_person[post.person].append((nats, plain_ratio(post, nats)))
        elif post.basis is Basis.UNKNOWN:
            # Of a channel that holds only complaints nothing is scored.
            moods[post.person].add(mood_of(post) if post.score < 1.0 else Mood.DISMAY)
        if post.basis is Basis.RATING:
            rated.add(post.person)
    each = {person: fmean(nats for nats, _ in ratios) for person, ratios in by_person.items()}
    unrated = [nats for person, nats in each.items() if person not in rated]
    lowest = [min(mood) for person, mood in moods.items() if person not in each]
    return ComplaintEvidence(
        nats=math.fsum(each.values()),
        people=len(people),
        known=len(each),
        complaining=sum(nats >= COMPLAINING_NATS for nats in each.values()),
        praising=sum(fmean(plain for _, plain in ratios) <= PRAISING_NATS for ratios in by_person.values()),
        unrated=len(unrated),
        unrated_nats=math.fsum(unrated),
        independent=independent_part(posts),
        delighted=lowest.count(Mood.DELIGHT),
        dismayed=lowest.count(Mood.DISMAY),
    )


def independent_part(posts: Sequence[Post]) -> float:
    """Which part of the people say something of their own (0 to 1): the screen errs on the same words in the same way, so
    five who write one sentence are one opinion, unless they rate.

    The design effect 1 / (1 + (n − 1)ρ) of Kish (1965), ρ the mean overlap (Jaccard) of the words of two people.

    >>> same = [Post(str(i), i, f"person {i}", "", ("app", "closes")) for i in range(5)]
    >>> round(independent_part(same), 2)
    0.2
    """
    words: dict[str, frozenset[str]] = {}
    rated = {post.person for post in posts if post.basis is Basis.RATING}
    for post in posts:
        if post.person not in rated and post.person not in words and len(words) < ALIKE_MAX:
            words[post.person] = frozenset(post.terms)
    overlaps = [len(a & b) / max(1, len(a | b)) for a, b in combinations(words.values(), 2)]
    people = len({post.person for post in posts})
    if not overlaps or not people:
        return 1.0
    unrated = people - len(rated)
    return (len(rated) + unrated / (1.0 + (unrated - 1) * fmean(overlaps))) / people


def kept_praise(verdict: Verdict, before: str) -> Verdict:
    """The verdict on a trend that was `before` judged so: praise stays praise until complaints among it are clear."""
    first_hand = verdict.name in (VerdictName.SYSTEMIC, VerdictName.MIXED)
    clear = verdict.complaint_nats >= COMPLAINT_SUM or verdict.has_complaints
    if before != VerdictName.PRAISE or not first_hand or clear:
        return verdict
    sentence = "people were happy about it before, and it is not clear that they complain now"
    return msgspec.structs.replace(verdict, name=VerdictName.PRAISE, sentence=sentence)


def log_likelihood_ratio(post: Post) -> float:
    """How much a post speaks for a complaint, in nats, within ±PERSON_MAX."""
    return complaint_ratio(post.score, BASE_RATE)


def plain_ratio(post: Post, learned: float) -> float:
    """What the text of a post says by its shipped score, in nats; what was learned where no such score is to be had."""
    return learned if post.basis is Basis.UNKNOWN else log_likelihood_ratio(post)


def complaint_ratio(score: float, base_rate: float) -> float:
    """The log-likelihood ratio of a score where `base_rate` of all posts are complaints, in nats, within ±PERSON_MAX."""
    return max(-PERSON_MAX, min(PERSON_MAX, logit(score) - _usual_logit(base_rate)))


@cache
def _usual_logit(base_rate: float) -> float:
    """That of a constant: each post is asked for its own."""
    return logit(base_rate)


def logit(probability: float) -> float:
    """Log odds; what is nearly certain is taken for `_CERTAIN` from certainty."""
    bounded = min(1.0 - _CERTAIN, max(_CERTAIN, probability))
    return math.log(bounded / (1.0 - bounded))

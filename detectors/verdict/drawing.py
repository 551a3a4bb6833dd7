"""Who of a trend draws readers on, by what all of them write together: texts that differ, of one campaign.

No word tells a campaign from reports: these name codes, sites and hashtags as well. What tells it is that a good part of
the people calls readers to do something, and that of the others hardly anybody says that anything fails, asks, or
scores as a complaint. Who does reports, whatever the others write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set

from detectors.knowledge.failures import is_listed
from detectors.post import Post
from detectors.verdict.complaint import shipped_ratio
from detectors.verdict.signs import Signs

# So many people and this part of all draw readers on where nothing ties their texts, and where most name one tag or code,
# or one foreign site.
DRAWING, DRAWING_TIED = (3, 0.4), (2, 0.3)
# This part of the people is most; there are so many ties.
TIE_SHARE, BOTH = 0.7, 2
# An invitation counts below so many nats for a complaint, below these beside a failure, what is promised below these, a
# bargain below these.
INVITING_NATS, INVITING_FAILING_NATS, PROMISING_NATS, BARGAIN_NATS = 2.0, 1.0, 1.0, 0.2
# From so many nats on one reports whatever is written; where both tie the texts, from so many.
REPORTING_NATS, REPORTING_TIED_NATS = 0.25, 1.0
# Where more than this part of the others report, those of them who say little are not taken for the campaign's.
REPORTING_SHARE = 0.5


def drawing_on(posts: Sequence[Post], signs: Mapping[str, Signs], pitching: Set[str]) -> set[str]:
    """The ids of those who draw readers on and of those beside them who report nothing; empty where too few do. `signs` by
    id; `pitching` the ids of those who pitch by themselves.

    >>> from detectors.mention import Basis
    >>> from detectors.verdict.signs import signs_of
    >>> texts = ["pills without the queue, DM for price", "ask me how I lost it", "zero regrets", "so happy"]
    >>> posts = [Post(str(n), n, f"person {n}", t, (), score=0.4, basis=Basis.MODEL) for n, t in enumerate(texts)]
    >>> sorted(drawing_on(posts, {post.id: signs_of(post, frozenset()) for post in posts}, frozenset()))
    ['0', '1', '2', '3']
    """
    drawing = {post.id for post in posts if _draws(post, signs[post.id], pitches=post.id in pitching)}
    ties = _ties(posts, signs)
    least, share = DRAWING_TIED if ties else DRAWING
    if _people([post for post in posts if post.id in drawing]) < max(least, share * _people(posts)):
        return set()
    others = [post for post in posts if post.id not in drawing]
    reporting = [post for post in others if _reports(post, signs[post.id], ties)]
    if _people(reporting) > REPORTING_SHARE * _people(others):
        return drawing
    return drawing | {post.id for post in others} - {post.id for post in reporting}


def _draws(post: Post, signs: Signs, *, pitches: bool) -> bool:
    ratio, lure, fails = shipped_ratio(post), signs.lure, signs.failing
    if ratio is None and not is_listed(post.lang):
        return False
    if lure.invites or pitches:
        return not fails if ratio is None else ratio < (INVITING_FAILING_NATS if fails else INVITING_NATS)
    if fails or signs.asking or not (lure.promises or lure.bargains):
        return False
    return ratio is None or ratio < (PROMISING_NATS if lure.promises else BARGAIN_NATS)


def _reports(post: Post, signs: Signs, ties: int) -> bool:
    """Whether a post says that something fails, asks, or scores as a complaint; where nothing is known by its score, unless
    it leads to some site. Whoever names the site and the code that all name reports only by a clear score, or asking."""
    ratio = shipped_ratio(post)
    if ratio is None:
        return signs.failing or not is_listed(post.lang) or not signs.sites
    if ties == BOTH:
        return signs.asking or ratio >= REPORTING_TIED_NATS
    return signs.failing or signs.asking or ratio >= REPORTING_NATS


def _ties(posts: Sequence[Post], signs: Mapping[str, Signs]) -> int:
    """How many of the two ties hold most people together: one hashtag or code, and one foreign site."""
    tags = Counter(tag for _, tag in {(post.person, tag) for post in posts for tag in signs[post.id].tags})
    sites = Counter(site for _, site in {(post.person, site) for post in posts for site in signs[post.id].sites})
    least = TIE_SHARE * _people(posts)
    return sum(max(found.values(), default=0) >= least for found in (tags, sites))


def _people(posts: Collection[Post]) -> int:
    return len({post.person for post in posts})

"""Which posts of a trend advertise: they pitch, or are one of many that put other numbers and names into one sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np

from detectors.mention import Basis
from detectors.post import Post, is_echo
from detectors.text.pitches import pitches
from detectors.verdict.complaint import shipped_ratio
from detectors.verdict.drawing import drawing_on
from detectors.verdict.letter_runs import KnownRuns, LetterRuns, letter_runs
from detectors.verdict.names import Context
from detectors.verdict.roots import fold_handle
from detectors.verdict.signs import Signs, signs_of, whole

# Texts of fewer runs of letters are not compared.
RUNS_MIN, JOINED_RUNS_MIN = 16, 8
# People who never met may hit upon a short sentence, not upon one of so many runs, nor upon the shorter one where it
# neither says that anything fails nor asks.
RUNS_LONG, RUNS_LONG_CALM = 40, 26
TEMPLATE_PEOPLE, LONG_TEMPLATE_PEOPLE = 3, 2
# So many people, and this part of all, do not hit upon one calm text to the letter, however short.
LETTER_PEOPLE, LETTER_SHARE = 5, 0.3
# Where this part of the people lead the reader elsewhere, and say neither that anything fails nor ask, there is no fault.
INVITING_SHARE = 0.6
# Where this part of the people write from long templates one hand wrote them; what this part of it wants, all of it does.
ONE_HAND_SHARE, WANTING_SHARE = 0.6, 0.25
# Where nearly all do, and half of those of each want something, the templates may be short whatever they say; shorter still
# where each is one text to the letter.
NEARLY_ALL_SHARE, HALF = 0.9, 0.5
# Where this part of the people lead away, some to a number and some to a site or an account, it is no fault they name.
MANY_WAYS_SHARE = 0.8
# Where this part of the people link to one site that is not the company's, and complain of nothing together, it is spread.
ONE_SITE_SHARE = 0.8
# Sites that this part of the company's people name anyway.
USUAL_SITE = 0.02
# From this score on a post is a complaint's, wherever it leads; below so many nats it is clearly none by its score alone.
COMPLAINT_FROM, CALM_NATS = 0.5, -0.6
# A number, a code, or an account that ends in one.
_CODE = re.compile(r"(?<!\w)[^\W\d]*+\d\w*+")


class _Template(NamedTuple):
    """Posts that say nearly the same with other numbers, names and links in it."""

    runs: LetterRuns
    posts: list[Post]
    varied: list[str]
    """The ids of those whose letters are not those of the first."""

    @property
    def length(self) -> float:
        return self.runs.length

    @property
    def people(self) -> int:
        return _people(self.posts)

    def long_ones(self, calm: Set[str]) -> list[Post]:
        """Those of its posts that two people do not write by chance."""
        return [post for post in self.posts if self.length >= (RUNS_LONG_CALM if post.id in calm else RUNS_LONG)]


def advertising(posts: Sequence[Post], context: Context) -> set[str]:
    """The ids of those that advertise; what repeats others is theirs. Linear in the posts times the templates among them,
    of which so many are looked at.

    >>> def post(n, text): return Post(str(n), n, f"person {n}", text, ())
    >>> sorted(advertising([post(1, "We are hiring, 500 a day"), post(2, "the app is down")], Context(brand="acme")))
    ['1']
    """
    own = frozenset(one for one in map(fold_handle, (context.brand, *context.own_handles)) if one)
    posts = [post for post in posts if not is_echo(post)]
    signs = {post.id: signs_of(post, own) for post in posts}
    failing = {ident for ident, one in signs.items() if one.failing}
    found = {post.id for post in posts if pitches(whole(post), own, post.id in failing, not _is_content(post))}
    ways = {ident: _ways_out(one, context) for ident, one in signs.items() if ident not in found}
    away = {ident for ident, out in ways.items() if out}
    calm = {ident for ident, one in signs.items() if not one.failing and not one.asking}
    templates = _templates(posts)
    many_ways = len(frozenset[str]().union(*ways.values())) > 1
    many_ways &= _people([post for post in posts if post.id in away]) >= MANY_WAYS_SHARE * _people(posts)
    shared = {post.id for template in templates if template.people > 1 for post in template.posts}
    content = {post.id for post in posts if _complains_of_nothing(post, many_ways or post.id in shared, calm)}
    inviting = content & calm & away
    found |= _of_one_hand(posts, templates, calm, found | away)
    least = max(LETTER_PEOPLE, LETTER_SHARE * _people(posts))
    for template in templates:
        to_letter = not template.varied and template.people >= least
        found |= _of_template(template, away, inviting | (away & calm) if to_letter else inviting, content)
    found |= _of_one_site(posts, {ident: _unusual(one.sites, context) for ident, one in signs.items()})
    together = found | {post.id for post in posts if post.id in inviting and _is_calm_by_score(post)}
    many = _people([post for post in posts if post.id in together])
    found = together if many >= max(TEMPLATE_PEOPLE, INVITING_SHARE * _people(posts)) else found
    unusual = {ident: one._replace(sites=_unusual(one.sites, context)) for ident, one in signs.items()}
    return found | drawing_on(posts, unusual, found)


def _ways_out(signs: Signs, context: Context) -> frozenset[str]:
    """The ways to somebody else that a post gives: a number or an address, an account, a link."""
    given = {"number": signs.number, "account": signs.account, "site": bool(_unusual(signs.sites, context))}
    return frozenset(way for way, is_given in given.items() if is_given)


def _complains_of_nothing(post: Post, of_several: bool, calm: Set[str]) -> bool:
    """Whether its score is no complaint's; where there is none, whether it denies nothing and is of several: who reports a
    fault names the page that fails and whose it is, and the number that nobody answers."""
    return _is_content(post) if post.basis in (Basis.MODEL, Basis.RATING) else of_several and post.id in calm


def _is_content(post: Post) -> bool:
    """Whether its score is known, and no complaint's."""
    return post.basis in (Basis.MODEL, Basis.RATING) and post.score < COMPLAINT_FROM


def _is_calm_by_score(post: Post) -> bool:
    """Whether its score, where it has one, clearly complains of nothing: reports of a number that nobody answers score
    about one half, and no chance in it may make advertisers of most of them."""
    ratio = shipped_ratio(post)
    return ratio is None or ratio <= CALM_NATS


def _of_one_hand(posts: Sequence[Post], templates: Sequence[_Template], calm: Set[str], wanting: Set[str]) -> set[str]:
    """Those of long templates where these are most of what there is, and a good part of them want something."""
    shared = [template for template in templates if template.people > 1]
    short = [one for one in shared if one.length >= (RUNS_LONG_CALM if one.varied else RUNS_MIN)]
    every = [post for one in short if _part(one.posts, wanting) >= HALF for post in one.posts]
    if _people(every) >= max(TEMPLATE_PEOPLE, NEARLY_ALL_SHARE * _people(posts)):
        return {post.id for post in every}
    long = [post for template in shared for post in template.long_ones(calm)]
    is_most = _people(long) >= max(TEMPLATE_PEOPLE, ONE_HAND_SHARE * _people(posts))
    return {post.id for post in long} if is_most and _part(long, wanting) >= WANTING_SHARE else set()


def _part(posts: Sequence[Post], wanting: Set[str]) -> float:
    """Which part of the people want something."""
    return _people([post for post in posts if post.id in wanting]) / max(1, _people(posts))


def _of_template(template: _Template, away: Set[str], inviting: Set[str], content: Set[str]) -> set[str]:
    """Those of so many people who lead away from one template; in a short one only where they complain of nothing. Beside
    other codes and accounts each a long one wants something, though no list knows how it is put."""
    is_long = template.length >= RUNS_LONG
    members = [post for post in template.posts if post.id in (away if is_long else inviting)]
    found = {post.id for post in members}
    if _people(members) < (LONG_TEMPLATE_PEOPLE if is_long else TEMPLATE_PEOPLE):
        found = set()
    coded = [post for post in template.posts if post.id in content and _CODE.search(post.text)]
    if is_long and len({tuple(_CODE.findall(post.text)) for post in coded}) >= TEMPLATE_PEOPLE <= _people(coded):
        found.update(post.id for post in coded)
    return found


def _of_one_site(posts: Sequence[Post], sites: Mapping[str, Set[str]]) -> set[str]:
    """Those who link to one of the `sites` of each, where nearly all do and their scores together are no complaint's."""
    named = Counter(site for _, site in sorted({(post.person, site) for post in posts for site in sites[post.id]}))
    site, people = max(named.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    if people < max(TEMPLATE_PEOPLE, ONE_SITE_SHARE * _people(posts)):
        return set()
    spreading = [post for post in posts if site in sites[post.id]]
    known = [ratio for post in spreading if (ratio := shipped_ratio(post)) is not None]
    return {post.id for post in spreading} if known and sum(known) < 0.0 else set()


def _unusual(sites: frozenset[str], context: Context) -> frozenset[str]:
    """Those of these sites that are not usual for the company's people."""
    return frozenset(site for site in sites if context.usual_share(site) < USUAL_SITE)


def _templates(posts: Sequence[Post]) -> list[_Template]:
    """The texts long enough to be compared, each beside the first that says nearly the same."""
    templates: list[_Template] = []
    known = KnownRuns()
    for post in posts:
        runs = letter_runs(post.text)
        if runs.length < RUNS_MIN or len(runs.hashes) < JOINED_RUNS_MIN:
            continue
        if (number := known.first_alike(runs)) >= 0:
            template = templates[number]
            template.posts.append(post)
            template.varied.extend([] if np.array_equal(runs.hashes, template.runs.hashes) else [post.id])
        elif known.add(runs):
            templates.append(_Template(runs, [post], []))
    return templates


def _people(posts: Collection[Post]) -> int:
    return len({post.person for post in posts})

"""Which trend a problem or a post belongs to: by keys, by people, by words."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from detectors.facts import UsualShare
from detectors.likeness.cohesion import terms_of_people, using
from detectors.post import Post
from detectors.posts.people_numbers import share_of
from detectors.posts.tiers import TEXT_TIERS, TIERS, Key, PostKeys, Tier, is_template
from detectors.text import is_clue, normalise
from detectors.trends.abroad import is_same_abroad
from detectors.trends.problems import Candidate, Problem
from detectors.trends.trend import Trend
from detectors.values import ECHOES, VerdictName

DISTINCTIVE_MAX = 4
# A distinctive word is used by at least this share of the trend's people, and usually by that many times fewer.
DISTINCTIVE_SHARE = 0.3
DISTINCTIVE_RATIO = 8.0
# A problem is the same as a trend when at least this share of its people use one of its distinctive words.
SAME_WORDS_SHARE = 0.5
# A trend must have more than this share of a problem's people for the problem to be that trend, or the problem of those of
# a trend that has so many.
SAME_TREND_SHARE, SAME_PEOPLE_MIN = 0.5, 5
# What a post needs to be a member: one key that suffices alone, or two of the words that rose beside it.
MEMBER = 2
# A word of a post that goes round points to it when no more people usually use it.
ROOT_SHARE = 0.005
# A word that more of the brand's people used before it rose makes nobody a member, lead or not.
COMMON_SHARE = 0.02


def distinctive_terms(posts: Sequence[Post], usual_share: UsualShare) -> frozenset[str]:
    """The few terms that most of a trend's people use and hardly anybody else does; versions and numbers are none, nor is
    what every request says."""
    read, scored = terms_of_people(posts), []
    for term, count in using(read).items():
        if (share := count / len(read)) < DISTINCTIVE_SHARE or is_clue(term):
            continue
        if share >= DISTINCTIVE_RATIO * (usual := usual_share(term)):
            scored.append((-share * math.log(share / usual), term))
    return frozenset(term for _, term in sorted(scored)[:DISTINCTIVE_MAX])


def are_same(distinctive: frozenset[str], others: frozenset[str], usual_share: UsualShare) -> bool:
    """Whether two problems have a distinctive word in common; not one that many use anyway, which may be the name of a
    product of which several things fail."""
    return any(usual_share(word) <= COMMON_SHARE for word in distinctive & others)


def is_same_problem(posts: Sequence[Post], distinctive: frozenset[str], usual_share: UsualShare) -> bool:
    """Whether these posts report what a trend reports: they share a distinctive word (`are_same`), or half of their people
    use one that not many use anyway."""
    if are_same(distinctive, distinctive_terms(posts, usual_share), usual_share):
        return True
    rare = {word for word in distinctive if usual_share(word) <= COMMON_SHARE}
    read = terms_of_people(posts)
    return bool(read) and sum(not rare.isdisjoint(terms) for terms in read.values()) >= SAME_WORDS_SHARE * len(read)


def is_specific(one: Candidate, problem: Problem, usual_share: UsualShare) -> bool:
    """Whether who uses a key later is likely to mean this problem: of words, one that hardly anybody uses usually."""
    share = share_of(problem.people, one.people)
    words = one.key.name.split() if one.key.tier in TEXT_TIERS else ()
    return not words or any(share >= DISTINCTIVE_RATIO * usual_share(word) for word in words)


def is_common(key: Key, usual_share: UsualShare) -> bool:
    """Whether a key is a word that people of the brand use every day."""
    return key.tier in TEXT_TIERS and usual_share(key.name) > COMMON_SHARE


def trends_of_leads(problem: Problem, trends: Mapping[str, Trend], trend_of: Mapping[Key, str]) -> list[Trend]:
    """The trends that own what leads a problem, oldest first: several when it is one of those that were joined."""
    owners = {trend_of.get(lead.key) for lead in problem.leads}
    return [trend for trend in trends.values() if trend.trend_id in owners]


def is_named_by(problem: Problem, trend: Trend) -> bool:
    """Whether a problem says what most people of a live trend of the brand as a whole write about."""
    if trend.lead.tier is not Tier.BRAND or not trend.is_live or problem.keys[0].key.tier is Tier.BRAND:
        return False
    people = trend.members.last_written.at
    return 2 * (problem.people & problem.table.numbers.of(people)).bit_count() >= max(len(people), 1)


def is_apart_from_praise(problem: Problem, trend: Trend) -> bool:
    """Whether people praised in a trend that is over, or that is of the brand as a whole, while most of those who make the
    problem do not praise: they report something else."""
    if trend.is_past_praise:
        return True
    if trend.state.verdict != VerdictName.PRAISE or problem.keys[0].key.tier is not Tier.BRAND:
        return False
    return 2 * len(problem.lead_posts.of_crowd()) < len(problem.lead_posts)


def is_about_root(problem: Problem, trend: Trend, usual_share: UsualShare) -> bool:
    """Whether a problem is led by a rare word of the post that a trend goes round about: talk of that post in own words."""
    if trend.judged is None or trend.judged[1].name not in ECHOES:
        return False
    lead = problem.keys[0].key
    rare = lead.tier is Tier.TERM and usual_share(lead.name) <= ROOT_SHARE
    lang = next((post.lang for post in problem.lead_posts), "")
    return rare and lead.name in normalise(trend.judged[1].root_text, lang)


def trend_of_people(people: Collection[str], trends: Iterable[Trend]) -> Trend | None:
    """The trend with most of these people, where that is more than half of them, or of its own of the last day."""
    shared = [(trend.members.shares_people(people), trend) for trend in trends]
    many, best = max(shared, key=lambda pair: (pair[0], pair[1].trend_id), default=(0, None))
    if best is None:
        return None
    fewer = min(len(people), max(SAME_PEOPLE_MIN, len(best.members.last_written.at)))
    return best if many > SAME_TREND_SHARE * fewer else None


def known_trend(
    problem: Problem, trends: Mapping[str, Trend], trend_of: Mapping[Key, str], usual_share: UsualShare
) -> Trend | None:
    """The trend of `trends` that a problem is: by another of its keys, by its people, or by its
    words. Who posts one text is never what others report, whatever words it has."""
    is_copied = is_template(problem.keys[0].key)
    trends = {ident: trend for ident, trend in trends.items() if is_template(trend.lead) == is_copied}
    for one in problem.keys:
        owner = trends.get(trend_of.get(one.key, ""))
        if owner is not None:
            return owner
    named = next((trend for trend in trends.values() if is_named_by(problem, trend)), None)
    if named is not None:
        return named
    about = next((trend for trend in trends.values() if is_about_root(problem, trend, usual_share)), None)
    if about is not None:
        return about
    # Everybody is in a trend of the brand as a whole: what is found in it has a name, and is a trend of its own.
    is_whole = problem.keys[0].key.tier is Tier.BRAND
    alike = [trend for trend in trends.values() if (trend.lead.tier is Tier.BRAND) == is_whole]
    if (holder := trend_of_people(problem.table.numbers.persons(problem.people), alike)) is not None:
        return holder
    read = problem.read_posts
    same = next((trend for trend in alike if is_same_problem(read, trend.distinctive, usual_share)), None)
    if same is not None or is_copied:
        return same
    posts = [*problem.lead_posts]
    first_hand = (trend for trend in alike if trend.is_live and not trend.is_echo)
    return next((trend for trend in first_hand if is_same_abroad(posts, trend.members.posts(), usual_share)), None)


class Membership:
    """The keys of some trends as they are now, by tier and name.

    A post is a member by the lead of a trend, by a thread of it, or by two of the words and groups that rose beside it. One
    of those alone makes nobody a member, and everyday words never do. An index, since to ask every trend about every post
    was a sixth of an engine's time where many were open.
    """

    def __init__(self, trends: Iterable[Trend]) -> None:
        self._by_tier: dict[Tier, dict[str, list[tuple[Trend, int]]]] = {}
        for trend in trends:
            for key in trend.keys:
                if key == trend.lead and trend.lead_is_common:
                    continue
                weight = 1 if TIERS[key.tier].supports and key != trend.lead else MEMBER
                self._by_tier.setdefault(key.tier, {}).setdefault(key.name, []).append((trend, weight))

    def of(self, keys: PostKeys) -> list[Trend]:
        """The trends that a post which stands for this is a member of, in no order."""
        found: list[tuple[Trend, int]] = []
        for tier, known in self._by_tier.items():
            names = keys.names(tier)
            # A look at all names at once: most posts are of no trend.
            if not known.keys().isdisjoint(names):
                for name in names:
                    found += known.get(name, ())
        weighed: dict[Trend, int] = {}
        for trend, weight in found:
            weighed[trend] = weighed.get(trend, 0) + weight
        return [trend for trend, weight in weighed.items() if weight >= MEMBER]

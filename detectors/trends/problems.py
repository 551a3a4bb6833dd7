"""From keys that stand out to problems: which of them are one, and is it enough to be reported?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from detectors.alert import utc
from detectors.facts import UsualShare
from detectors.likeness.cohesion import terms_of_people, using
from detectors.post import Post
from detectors.posts.people_numbers import People, share_of, union
from detectors.posts.post_table import PostTable, Rows, together
from detectors.posts.tiers import TEXT_TIERS, Key, Tier
from detectors.spikes.rise import Spike
from detectors.text import is_clue

# Two keys are one problem when at least this share of the smaller one's people mention both.
SAME_PEOPLE_SHARE = 0.5
# A shared term is used by so many of each problem's people, so many of them at least, and usually by so few.
SHARED_SHARE = 0.2
SHARED_PEOPLE = 2
# Beside those who post one text so many others must say a word for it to be more than a word of that text.
OTHERS_MIN = 3
USUAL_SHARE = 0.002
# What so many of more people say is enough to know which share of them says a word: it is off by three in a hundred. To
# read all posts of a problem at every close cost most of an engine where thousands posted one text.
PEOPLE_READ = 300


class Candidate(NamedTuple):
    """A key that rises at a bucket close, with the posts of the window in which it does."""

    key: Key
    spike: Spike
    posts: Rows
    people: People


@dataclass(frozen=True)
class Problem:
    """What keys that share their `people` report: `keys` are the lead, the finest and surest, and others that are sure by
    themselves; `supporting` rise with them, less surely. `leads` are those of the problems it was made of."""

    keys: tuple[Candidate, ...]
    people: People
    supporting: tuple[Candidate, ...]
    leads: tuple[Candidate, ...]

    def is_sure(self, levels: Mapping[Key, float], factor: float = 1.0) -> bool:
        """Whether one of its keys is below its level times `factor`."""
        return any(one.spike.p_value <= levels[one.key] * factor for one in self.keys)

    @property
    def table(self) -> PostTable:
        """Where its posts are."""
        return self.keys[0].posts.table

    @cached_property
    def lead_posts(self) -> Rows:
        """The posts of the keys on the finest tier."""
        return together([one.posts for one in self.keys if one.key.tier is self.keys[0].key.tier])

    @cached_property
    def read_posts(self) -> Sequence[Post]:
        """Of these, each once, those of `PEOPLE_READ` people at most, the first and the newest among them alike."""
        return self.lead_posts.once().of_people(PEOPLE_READ)

    @cached_property
    def posts(self) -> Rows:
        """Those of its keys, each once."""
        return together([one.posts for one in self.keys]).once()


def candidate(key: Key, spike: Spike, posts: Rows) -> Candidate:
    """A candidate with its people."""
    return Candidate(key, spike, posts, posts.people)


def id_of(brand: str, lead: Candidate) -> str:
    """The id of a trend that opens on `lead`: when its first post was written, and a hash of what it is."""
    first = min(lead.posts, key=lambda post: (post.at, post.id))
    identity = f"{brand}\n{first.id}\n{lead.key.tier.word}\n{lead.key.name}"
    digest = blake2b(identity.encode(), digest_size=3).hexdigest()
    return f"{utc(first.at)[:16].replace(':', '').replace('T', '-')}-{digest}"


def without_templates(candidates: Iterable[Candidate], templates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates but for `templates`, each who posts one long text, and for the words of such a text that hardly
    anybody else says."""
    copying, held = union(one.people for one in templates), {one.key for one in templates}
    others = [one for one in candidates if one.key not in held]
    return [
        one for one in others if (one.people & ~copying).bit_count() >= OTHERS_MIN or share_of(one.people, copying) <= 0.5
    ]


def problems_of(candidates: Iterable[Candidate], levels: Mapping[Key, float], factor: float = 1.0) -> list[Problem]:
    """Candidates put together that share their people: one problem each, of those below their levels times `factor`. The
    brand as a whole is none of them (`of_the_brand`)."""
    finer = [one for one in candidates if one.key.tier is not Tier.BRAND]
    ordered = sorted(finer, key=lambda c: (c.key.tier, -c.spike.surprise, c.key.name))
    problems: list[list[Candidate]] = []
    # Only the people of the finest tier count for the next comparison, or everything would chain together.
    people: list[People] = []
    for one in ordered:
        if one.spike.p_value > levels[one.key] * factor:
            continue
        shared = [(one.people & some).bit_count() for some in people]
        best = shared.index(max(shared)) if shared else 0
        fewer = min(one.people.bit_count(), people[best].bit_count()) if shared else 0
        if not shared or shared[best] < SAME_PEOPLE_SHARE * fewer:
            problems.append([one])
            people.append(one.people)
            continue
        problems[best].append(one)
        if one.key.tier is problems[best][0].key.tier:
            people[best] |= one.people
    return [_problem(keys, ordered, levels) for keys in problems]


def unreported(candidates: Iterable[Candidate], reported: Iterable[Problem]) -> list[Candidate]:
    """Those of whose people problems that are reported carry at most half."""
    people = union(problem.people for problem in reported)
    return [one for one in candidates if share_of(one.people, people) <= 0.5]


def of_the_brand(candidates: Iterable[Candidate], reported: Iterable[Problem]) -> list[Problem]:
    """The brand as a whole, "in many words", where it rises and the problems that are reported carry at most half of its
    people."""
    whole = [one for one in candidates if one.key.tier is Tier.BRAND]
    return [Problem((one,), one.people, (), (one,)) for one in unreported(whole, reported)]


def _problem(rising: Sequence[Candidate], ordered: Iterable[Candidate], levels: Mapping[Key, float]) -> Problem:
    """The problem of these keys: those that are sure by themselves lead it, or the first one; all others support it."""
    sure = [one for one in rising if one.spike.p_value <= levels[one.key]]
    lead = (sure or rising)[0]
    people = lead.people | union(one.people for one in rising if one.key.tier is lead.key.tier)

    def same(one: Candidate) -> bool:
        return share_of(one.people, people) >= SAME_PEOPLE_SHARE

    keys = (lead, *(one for one in sure if one is not lead and same(one)))
    held = {one.key for one in keys}
    return Problem(keys, people, tuple(one for one in ordered if one.key not in held and same(one)), (lead,))


def joined(problems: Iterable[Problem], usual_share: UsualShare, is_echo: Callable[[Problem], bool]) -> list[Problem]:
    """The problems, those that share a rare term made one; each is led by what it was led by. What `is_echo` stays apart:
    a campaign and an incident about the same thing are two.

    Problems may rise together in other words, or in another language. What is left untranslated shows that they are the
    same: an error code, an emoji, the name of what broke. The name of a product does not, since two of its parts may fail
    on one day; so only a term counts that hardly anybody uses usually. Two faults are about one thing by chance as often
    as it is complained of otherwise: for five such terms, one time in a hundred.
    """
    apart: list[tuple[Problem, frozenset[str]]] = []
    for problem in problems:
        terms = frozenset[str]() if is_echo(problem) else rare_terms(problem, usual_share)
        alike = [one for one in apart if not terms.isdisjoint(one[1])]
        apart = [one for one in apart if one not in alike]
        apart.append((_one([*(one for one, _ in alike), problem]), terms.union(*(shared for _, shared in alike))))
    return [problem for problem, _ in apart]


def rare_terms(problem: Problem, usual_share: UsualShare) -> frozenset[str]:
    """The terms that a good part of those who report a problem use, and hardly anybody usually; versions are none.

    Of a thread none, as an echo is another trend; of a word that people use every day (the name of a product) none, as who
    uses it may report several things.
    """
    lead = problem.keys[0].key
    if lead.tier is Tier.THREAD or (lead.tier in TEXT_TIERS and usual_share(lead.name) > USUAL_SHARE):
        return frozenset()
    often = used_often(terms_of_people(problem.read_posts))
    return frozenset(term for term in often if usual_share(term) <= USUAL_SHARE)


def used_often(read: Mapping[str, set[str]], share: float = SHARED_SHARE) -> list[str]:
    """The terms that this share of some people use, `SHARED_PEOPLE` at least, by the terms of each; versions are none."""
    enough = max(SHARED_PEOPLE, share * len(read))
    return [term for term, count in using(read).items() if count >= enough and not is_clue(term)]


def _one(alike: list[Problem]) -> Problem:
    if len(alike) == 1:
        return alike[0]
    return Problem(
        keys=tuple(key for one in alike for key in one.keys),
        people=union(one.people for one in alike),
        supporting=tuple(key for one in alike for key in one.supporting),
        leads=tuple(key for one in alike for key in one.leads),
    )

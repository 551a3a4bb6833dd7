"""Groups of similar posts that more people join than chance explains: reports of one fault that share no single word.

Of n people of a window c wrote a post of the group; among those before it were H people, h of them in the group:

    p = P(BetaBinomial(n, a, b) >= c)    a = s·m + h    b = s·(1−m) + H − h    m: the share that any one group has

This is the share test (`detectors.spikes.share_model`) with nothing remembered: what came before is read from the posts of
the last day. It only finds groups that may be a problem; chance brings neighbours together, but no likeness between them:
whether their people write more alike than others (`detectors.likeness.cohesion`) decides.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from detectors.compiled import compiled, direct
from detectors.facts import UsualShare
from detectors.grouping import NO_GROUP
from detectors.posts.people_numbers import Ints
from detectors.posts.post_table import NOT_FOUND
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import Key, Tier
from detectors.spikes.rise import CHANCE_MIN, Evidence, Spike
from detectors.spikes.share_config import DAY_SECONDS, HOUR_SECONDS, ShareConfig
from detectors.tails import tail
from detectors.text import is_clue
from detectors.trends.problems import PEOPLE_READ, Candidate
from detectors.windows import kernel

WINDOWS = (HOUR_SECONDS, 3 * HOUR_SECONDS)
"""Seconds. What gathers for longer is left to words, of which more than a day is known."""
GROUP_SHARE = 0.003
# So many posts are looked at, and so many before a window tell what was usual. Of a brand with more in its window words
# alone are asked.
POSTS_MAX, EARLIER_MAX = 5_000, 500
# So many people who use a word that so few usually use hang together, and such a part of a group must.
LINKING_PEOPLE, LINKING_SHARE, HANGING_PART = 3, 0.03, 0.8
_CONFIG = ShareConfig()
# Instead of a group: a post that counts for nobody.
NOBODYS, EVERYBODY = NOT_FOUND - 1, 0


def rising_groups(recent: RecentPosts, now: float, people_min: int) -> dict[Key, Spike]:
    """The groups that rise in a window that ends at `now`, which `people_min` people or more joined in it, each in its most
    surprising one. Linear in the posts of the last day, of which the newest `POSTS_MAX` are looked at. Who praises reports
    nothing, and who repeats others counts for nobody."""
    posts = recent.table.since(now - DAY_SECONDS).at[-POSTS_MAX:]
    begins = [max(0, len(posts) - len(recent.table.since(now - seconds))) for seconds in WINDOWS]
    found: dict[Key, Spike] = {}
    if len(posts) - begins[-1] < people_min:
        return found
    if not _may_gather(recent, posts[begins[-1] :], people_min):
        return found
    people, groups = counting(recent, posts)
    # The shorter window holds none that the longer one does not.
    if not people_of_groups(people[begins[-1] :], groups[begins[-1] :], people_min)[1]:
        return found
    for seconds, begin in zip(WINDOWS, begins, strict=True):
        n, large = people_of_groups(people[begin:], groups[begin:], people_min)
        if not large:
            continue
        earlier = slice(max(0, begin - EARLIER_MAX), begin)
        others, before = people_of_groups(people[earlier], groups[earlier], 1)
        for group, c in sorted(large.items()):
            h = before.get(group, 0)
            a, b = _CONFIG.strength * GROUP_SHARE + h, _CONFIG.strength * (1.0 - GROUP_SHARE) + others - h
            chance, own = tail(c, n, a, b), tail(c, n, _CONFIG.own_half + h, _CONFIG.own_nobody + others - h)
            key = Key(Tier.GROUP, str(group))
            if own <= _CONFIG.own_max and chance <= _CONFIG.report and (key not in found or chance < found[key].p_value):
                found[key] = Spike(key.name, seconds, c, n * a / (a + b), max(chance, CHANCE_MIN), Evidence.GROUP)
    return found


def _may_gather(recent: RecentPosts, posts: Ints, people_min: int) -> bool:
    """Whether so many people may have written rows of one group: to ask for a group costs more, and of many posts at once
    far less. Those whose groups were not asked for may all be of any."""
    people, groups = _counting(recent, posts, recent.table.known_groups)
    waiting = groups == NOT_FOUND
    many = int(np.count_nonzero(waiting))
    groups[waiting] = NO_GROUP
    return many >= people_min or people_of_groups(people, groups, people_min - many)[1] != {}


def counting(recent: RecentPosts, posts: Ints) -> tuple[Ints, Ints]:
    """Who wrote these rows of its table, and in which groups: `NOBODYS` where a post counts for nobody."""
    return _counting(recent, posts, recent.table.with_groups())


def _counting(recent: RecentPosts, posts: Ints, of_rows: Ints) -> tuple[Ints, Ints]:
    table = recent.table
    people, groups = table.person[posts], of_rows[posts]
    groups[table.praise[posts]] = NO_GROUP
    groups[table.echo[posts]] = NOBODYS
    if recent.left_out:
        groups[table.numbers.flags(recent.left_out)[people]] = NOBODYS
    return people, groups


def people_of_groups(people: Ints, groups: Ints, least: int) -> tuple[int, dict[int, int]]:
    """Distinct people of posts by these people, in these groups: of all, and of each group of `least` or more."""
    names, counts = np.empty((2, len(people)), np.int64)
    everybody, many = _count(people, groups, least, names, counts)
    return everybody, dict(zip(names[:many].tolist(), counts[:many].tolist(), strict=True))


@compiled
def count(people: Ints, groups: Ints, least: int, names: Ints, counts: Ints) -> tuple[int, int]:
    """Counts distinct people; writes the groups of `least` or more and how many each has to `names` and `counts`. Returns
    how many people there are, and how many such groups."""
    table = np.empty(4 * len(people) + 8, kernel.PAIR)
    for place in range(len(table)):
        table[place].slot = kernel.FREE
    # Which of `names` stands at a place, found by the group as the pairs are.
    numbers = np.full(2 * len(people) + 8, -1, np.int64)
    everybody, known = 0, 0
    for at in range(len(people)):
        group = groups[at]
        if group == NOBODYS:
            continue
        place = kernel.find(table, EVERYBODY, people[at])
        if table[place].slot == kernel.FREE:
            table[place].slot, table[place].person = EVERYBODY, people[at]
            everybody += 1
        if group == NO_GROUP:
            continue
        where = group % len(numbers)
        while numbers[where] >= 0 and names[numbers[where]] != group:
            where = (where + 1) % len(numbers)
        if numbers[where] < 0:
            numbers[where], names[known], counts[known] = known, group, 0
            known += 1
        number = numbers[where]
        place = kernel.find(table, number + 1, people[at])
        if table[place].slot == kernel.FREE:
            table[place].slot, table[place].person = number + 1, people[at]
            counts[number] += 1
    kept = 0
    for number in range(known):
        if counts[number] >= least:
            names[kept], counts[kept] = names[number], counts[number]
            kept += 1
    return everybody, kept


_count = direct(count)


def hangs_together(group: Candidate, usual_share: UsualShare) -> bool:
    """Whether most of a group's people hang together, each by a word with at least two others that few use usually: two
    faults of one product may be neighbours, and are for their words to tell apart."""
    people_of: dict[str, set[str]] = defaultdict(set)
    read = group.posts.of_people(PEOPLE_READ)
    for post in read:
        for term in post.terms:
            if not is_clue(term):
                people_of[term].add(post.person)
    parts = {post.person: frozenset((post.person,)) for post in read}
    for term, people in people_of.items():
        if len(people) >= LINKING_PEOPLE and usual_share(term) <= LINKING_SHARE:
            part = frozenset[str]().union(*(parts[person] for person in people))
            parts.update(dict.fromkeys(part, part))
    return max(map(len, parts.values())) >= HANGING_PART * len(parts)

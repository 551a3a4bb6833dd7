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
from numpy.typing import NDArray

from detectors.compiled import compiled, direct, wide
from detectors.facts import UsualShare
from detectors.grouping import NO_GROUP
from detectors.posts.people_numbers import Ints
from detectors.posts.post_table import NOT_FOUND, many_since
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
_SHARES = (_CONFIG.strength * GROUP_SHARE, _CONFIG.strength * (1.0 - GROUP_SHARE))
_WEIGHTS = np.array((*_SHARES, _CONFIG.own_half, _CONFIG.own_nobody, _CONFIG.own_max, _CONFIG.report), np.float64)
# Instead of a group: a post that counts for nobody.
NOBODYS = NOT_FOUND - 1


def rising_groups(recent: RecentPosts, now: float, people_min: int) -> dict[Key, Spike]:
    """The groups that rise in a window that ends at `now`, which `people_min` people or more joined in it, each in its most
    surprising one. Linear in the posts of the last day, of which the newest `POSTS_MAX` are looked at. Who praises reports
    nothing, and who repeats others counts for nobody."""
    table, found = recent.table, dict[Key, Spike]()
    posts = table.since(now - DAY_SECONDS).at[-POSTS_MAX:]
    begins = [max(0, len(posts) - many_since(table, now - seconds)) for seconds in WINDOWS]
    if len(posts) - begins[-1] < people_min:
        return found
    # To ask for a group costs more, and of many posts at once far less.
    people, groups = _counting(recent, posts, table.known_groups)
    if not any(_may_rise(*_window(people, groups, begin), people_min, _WEIGHTS) for begin in begins):
        return found
    people, groups = counting(recent, posts)
    for seconds, begin in zip(WINDOWS, begins, strict=True):
        others, n, large = people_of_groups(*_window(people, groups, begin), people_min)
        for group, (h, c) in sorted(large.items()):
            a, b = _SHARES[0] + h, _SHARES[1] + others - h
            chance, own = tail(c, n, a, b), tail(c, n, _CONFIG.own_half + h, _CONFIG.own_nobody + others - h)
            key = Key(Tier.GROUP, str(group))
            if own <= _CONFIG.own_max and chance <= _CONFIG.report and (key not in found or chance < found[key].p_value):
                found[key] = Spike(key.name, seconds, c, n * a / (a + b), max(chance, CHANCE_MIN), Evidence.GROUP)
    return found


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


def _window(people: Ints, groups: Ints, begin: int) -> tuple[Ints, Ints, int]:
    """The posts of a window that begins there with those before it that tell what was usual, and where it begins there."""
    first = max(0, begin - EARLIER_MAX)
    return people[first:], groups[first:], begin - first


def people_of_groups(people: Ints, groups: Ints, begin: int, least: int) -> tuple[int, int, dict[int, tuple[int, int]]]:
    """Distinct people of the posts before `begin` and of those from there on, by these people and in these groups: of all,
    and of each group that has `least` or more from there on."""
    names, counts = np.empty(len(people), np.int64), np.empty((2, len(people)), np.int64)
    before, since, many = _count(people, groups, begin, names, counts)
    each = zip(names[:many].tolist(), *counts[:, :many].tolist(), strict=True)
    return before, since, {group: (h, c) for group, h, c in each if c >= least}


@compiled
def count(people: Ints, groups: Ints, begin: int, names: Ints, counts: NDArray[np.int64]) -> tuple[int, int, int]:
    """Counts the distinct people of the posts before `begin` and of those from there on. Writes the groups to `names`, and
    how many people each has, to a row of `counts` each; returns how many people there are, and how many groups."""
    table = np.empty(4 * len(people) + 8, kernel.PAIR)
    for place in range(len(table)):
        table[place].slot = kernel.FREE
    # Which of `names` stands at a place, found by the group as the pairs are.
    numbers = np.full(2 * len(people) + 8, -1, np.int64)
    everybody, known = [0, 0], 0
    for at in range(len(people)):
        group, row = groups[at], wide(at >= begin)
        if group == NOBODYS:
            continue
        place = kernel.find(table, row, people[at])
        if table[place].slot == kernel.FREE:
            table[place].slot, table[place].person = row, people[at]
            everybody[row] += 1
        if group < 0:
            continue
        where = group % len(numbers)
        while numbers[where] >= 0 and names[numbers[where]] != group:
            where = (where + 1) % len(numbers)
        if numbers[where] < 0:
            numbers[where], names[known] = known, group
            counts[0, known], counts[1, known] = 0, 0
            known += 1
        slot = 2 * numbers[where] + 2 + row
        place = kernel.find(table, slot, people[at])
        if table[place].slot == kernel.FREE:
            table[place].slot, table[place].person = slot, people[at]
            counts[row, numbers[where]] += 1
    return everybody[0], everybody[1], known


@compiled
def may_rise(people: Ints, groups: Ints, begin: int, least: int, weights: NDArray[np.float64]) -> bool:
    """Whether a group may rise in the window that begins with the post `begin`, in which `least` people or more wrote posts
    of it. Those whose groups were not asked for may all be of any, and none before the window."""
    waiting = 0
    for at in range(begin, len(groups)):
        waiting += groups[at] == NOT_FOUND
    names, counts = np.empty(len(people) + 1, np.int64), np.empty((2, len(people) + 1), np.int64)
    others, n, known = count(people, groups, begin, names, counts)
    # One that none is known of.
    counts[0, known], counts[1, known] = 0, 0
    needed = least
    for number in range(known, -1, -1):
        h, c = counts[0, number], min(n, counts[1, number] + waiting)
        if c < needed:
            continue
        if is_news(c, n, h, others, weights):
            return True
        # No group of so many can rise where not even one does that is new.
        if h == 0 or not is_news(c, n, 0, others, weights):
            needed = c + 1
    return False


@compiled
def is_news(c: int, n: int, h: int, others: int, weights: NDArray[np.float64]) -> bool:
    """Whether chance hardly explains c of n people in a group of which h of so many others were before."""
    a, b, own_half, own_nobody, own_max, report = weights
    own = tail(c, n, own_half + h, own_nobody + others - h)
    return bool(own <= own_max and tail(c, n, a + h, b + others - h) <= report)


_count, _may_rise = direct(count), direct(may_rise)


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

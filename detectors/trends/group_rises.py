"""Groups of similar posts that more people join than chance explains: reports of one fault that share no single word.

Of n people of a window c wrote a post of the group; among those before it were H people, h of them in the group:

    p = P(BetaBinomial(n, a, b) >= c)    a = s·m + h    b = s·(1−m) + H − h    m: the share that any one group has

This is the share test (`detectors.spikes.share_model`) with nothing remembered: what came before is read from the posts of
the last day. It only finds groups that may be a problem; chance brings neighbours together, but no likeness between them:
whether their people write more alike than others (`detectors.trends.cohesion`) decides.
"""

from __future__ import annotations

from collections import defaultdict

from detectors.facts import UsualShare
from detectors.spikes.rise import CHANCE_MIN, Evidence, Spike
from detectors.spikes.share_config import DAY_SECONDS, HOUR_SECONDS, ShareConfig
from detectors.tails import tail
from detectors.text import is_clue
from detectors.trends.problems import PEOPLE_READ, Candidate
from detectors.trends.recent_posts import RecentPosts
from detectors.trends.tiers import Key, Tier

WINDOWS = (HOUR_SECONDS, 3 * HOUR_SECONDS)
"""Seconds. What gathers for longer is left to words, of which more than a day is known."""
GROUP_SHARE = 0.003
# So many posts are looked at, and so many before a window tell what was usual. Of a brand with more in its window words
# alone are asked.
POSTS_MAX, EARLIER_MAX = 5_000, 500
# So many people who use a word that so few usually use hang together, and such a part of a group must.
LINKING_PEOPLE, LINKING_SHARE, HANGING_PART = 3, 0.03, 0.8
_CONFIG = ShareConfig()


def rising_groups(recent: RecentPosts, now: float, people_min: int) -> dict[Key, Spike]:
    """The groups that rise in a window that ends at `now`, which `people_min` people or more joined in it, each in its most
    surprising one. Linear in the posts of the last day, of which the newest `POSTS_MAX` are looked at. Who praises reports
    nothing, and who repeats others counts for nobody."""
    posts = recent.columns()
    end = len(posts)
    oldest = max(posts.first_from(now - DAY_SECONDS), end - POSTS_MAX)
    found: dict[Key, Spike] = {}
    begin = max(oldest, posts.first_from(now - WINDOWS[-1]))
    # The shorter window holds none that the longer one does not; and to find the groups of so few is for later.
    if end - begin < people_min or not posts.people_of_groups(begin, end, people_min)[1]:
        return found
    for seconds in WINDOWS:
        begin = max(oldest, posts.first_from(now - seconds))
        n, large = posts.people_of_groups(begin, end, people_min)
        if not large:
            continue
        others, before = posts.people_of_groups(max(oldest, begin - EARLIER_MAX), begin, 1)
        for group, c in sorted(large.items()):
            h = before.get(group, 0)
            a, b = _CONFIG.strength * GROUP_SHARE + h, _CONFIG.strength * (1.0 - GROUP_SHARE) + others - h
            chance, own = tail(c, n, a, b), tail(c, n, _CONFIG.own_half + h, _CONFIG.own_nobody + others - h)
            key = Key(Tier.GROUP, str(group))
            if own <= _CONFIG.own_max and chance <= _CONFIG.report and (key not in found or chance < found[key].p_value):
                found[key] = Spike(key.name, seconds, c, n * a / (a + b), max(chance, CHANCE_MIN), Evidence.GROUP)
    return found


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

"""How many people posts stand for whose author is not known.

Where hardly anybody has a name (app stores, web forms) each is a person of its own. Where names are the rule, somebody who
posts five times as a guest must not look like five people, and a few unnamed people beside named ones are usual:

    n others say a word, a part u of the channel's people is usually unnamed
    b: the most unnamed people that chance brings along, P(NegativeBinomial(n + 1, u) >= b) >= 1/20; one at least

Of those beyond b every two posts are one person, and all of them `PEOPLE_MAX` at most: a fault that only guests can report
still opens an alert, later, and pages nobody by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from detectors.buckets import DAY_BUCKETS
from detectors.mention import UNNAMED
from detectors.post import Post
from detectors.posts.tiers import THE_BRAND, Key, Tier, counted_terms, root_of_thread
from detectors.tails import nb_tail

LIKELY = 0.05
# What is usual of a channel: the middle one of so many days that are over, once so many people with names are known of it.
DAYS, NAMED_MIN = 3, 10
# Where as many people have no name, nobody is pooled.
RULE_SHARE = 0.5
# A word that more people use on any day says nothing of who wrote it; of all unnamed posts of a day so many may come.
COMMON_SHARE, EVERYBODY_MIN = 0.1, 4
# Two posts a person, and the rest one more.
POSTS_EACH, PEOPLE_MAX = 2, 9
MOST_BEYOND = POSTS_EACH * PEOPLE_MAX
CHANNELS_MAX = 64

ChannelDays = dict[str, list[tuple[int, int, int]]]
"""Of each channel the newest days: which, and how many people with a name and posts without one it had."""
PeopleOf = Callable[[Key], int]
"""How many people of the last day a key has."""


def is_unnamed(person: str) -> bool:
    """Whether nobody knows who that is."""
    return person.startswith(UNNAMED)


def are_likely(many: int, others: int, share: float) -> bool:
    """Whether chance brings so many unnamed people along with so many others, of a channel with that share of them."""
    return bool(nb_tail(many, (others + 1.0) * share / (1.0 - share), others + 1.0) >= LIKELY)


def likely_unnamed(others: int, share: float, most: int, least: int = 0) -> int:
    """How many unnamed people are likely with so many others, from `least` to `most`.

    >>> [likely_unnamed(n, 0.02, 50) for n in (0, 4, 20, 200)], [likely_unnamed(n, 0.4, 50) for n in (0, 4, 20)]
    ([0, 1, 2, 8], [3, 8, 23])
    """
    low, high = least, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if are_likely(middle, others, share) else (low, middle)
    return low


class UnnamedPosts:
    """The unnamed posts of a brand's last day by what they say, and how usual such posts are in each channel.

    What the posts say is a function of the recent posts, and no part of a snapshot.
    """

    def __init__(self, days: ChannelDays | None = None) -> None:
        self.days: ChannelDays = {channel: list(given) for channel, given in (days or {}).items()}
        # Found from the recent posts when it is first asked for: most brands have no such posts.
        self._saying: Counter[tuple[str, Key]] | None = None

    def observe(self, post: Post, bucket: int, is_known_today: bool, recent: Iterable[Post]) -> None:
        """Counts who wrote: everybody with a name once a day, and each post without one. `recent`: the posts held."""
        channel, unnamed = post.channel, is_unnamed(post.person)
        if is_known_today and not unnamed:
            return
        day, days = bucket // DAY_BUCKETS, self.days.get(channel)
        if days is None:
            if len(self.days) >= CHANNELS_MAX:
                del self.days[min(self.days, key=lambda one: (self.days[one][-1][0], one))]
            days = self.days[channel] = []
        if not days or days[-1][0] < day:
            days.append((day, 0, 0))
            del days[: -DAYS - 1]
        of, named, without = days[-1]
        days[-1] = (of, named + (not unnamed), without + unnamed)
        if unnamed and self._saying is None and self.usual_share(channel) < 1.0:
            self._saying = Counter()
            for one in recent:
                self._count(one, 1)

    def usual_share(self, channel: str) -> float:
        """The part of a channel's people who are usually unnamed; 1 where that is no exception, or not known."""
        days = self.days.get(channel, [])
        if sum(named for _, named, _ in days) < NAMED_MIN:
            return 1.0
        shares = sorted((without + 1.0) / (named + without + 1.0) for _, named, without in days[:-1] or days)
        share = shares[len(shares) // 2]
        return share if share < RULE_SHARE else 1.0

    def settled(self, post: Post, usual_share: Callable[[str], float], people: PeopleOf) -> Post:
        """The post of the person that it counts for: of its own, or of one of a few who stand for the unnamed."""
        if self._saying is None or not is_unnamed(post.person) or (share := self.usual_share(post.channel)) == 1.0:
            return post
        beyond, crowded = 0, False
        for key in _keys_of(post):
            if beyond >= MOST_BEYOND:
                break
            many = self._saying[post.channel, key]
            if not many or (key.tier is Tier.TERM and usual_share(key.name) > COMMON_SHARE):
                continue
            others = max(0, people(key) - many)
            if key == THE_BRAND:
                # Who only come with many others, and share nothing with them, are one person.
                crowded = many >= EVERYBODY_MIN and not are_likely(many + 1, others, share)
            else:
                beyond = max(beyond, many + 1 - likely_unnamed(others, share, many + 1, max(1, many + 1 - MOST_BEYOND)))
        if not (beyond or crowded):
            return post
        number = min(PEOPLE_MAX, (beyond + POSTS_EACH - 1) // POSTS_EACH)
        return replace(post, person=f"{UNNAMED}{number} {post.channel}")

    def add(self, post: Post) -> None:
        """Counts what a post says that is held from now on."""
        if self._saying is not None:
            self._count(post, 1)

    def remove(self, post: Post) -> None:
        """Forgets a post that was held."""
        if self._saying is not None:
            self._count(post, -1)

    def _count(self, post: Post, by: int) -> None:
        if self._saying is None or not is_unnamed(post.person):
            return
        for key in _keys_of(post):
            self._saying[post.channel, key] += by
            if not self._saying[post.channel, key]:
                del self._saying[post.channel, key]


def _keys_of(post: Post) -> Iterable[Key]:
    """What a post is compared with others by: its words, its thread, and that it is there."""
    yield THE_BRAND
    if root := root_of_thread(post):
        yield Key(Tier.THREAD, root)
    for term in counted_terms(post.terms):
        yield Key(Tier.TERM, term)

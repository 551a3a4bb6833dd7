"""Why words opened an alert, or why they did not: `cannot pay: 3 people in 3 h, needs 5`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from detectors.alert import utc
from detectors.buckets import BUCKET_SECONDS
from detectors.engine.arming import Arming, is_everyday, needed_people
from detectors.engine.arming import never_opens as term_never_opens
from detectors.engine.policy import ActivePolicy, forms_of
from detectors.explain import FirstPeople, never_opens, usual_text, why_not
from detectors.facts import TrendStats
from detectors.knowledge.failures import failing_needed, people_failing, share_of_subjects
from detectors.knowledge.formulas import calendar_terms, formulas
from detectors.lifecycle import Policy, State
from detectors.mention import Complaint
from detectors.post import Post
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import THE_BRAND, Key, Tier
from detectors.spikes.share_kernel import NEW_PEOPLE
from detectors.text import is_clue, normalise
from detectors.text.simple_words import WORD
from detectors.trends.brand_tests import wave_text
from detectors.trends.detection import Detection, others_than
from detectors.trends.trend import Trend
from detectors.verdict import plural

HOUR, DAY = 3600, 24 * 3600
UNDECIDED = "nothing is decided yet"
WINDOWS = (15 * 60, 3600, 3 * 3600)
# Posts that are read for other forms of a word, how long a form may be, and how many of them are named.
POSTS_READ, WORD_MAX, OTHERS_SHOWN = 60, 30, 3
# So many of the people who use the words must be in a trend for it to be the one that reports them.
SAME_PEOPLE_SHARE = 0.5


class Explanation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answer for one brand at the newest bucket close: the sentence, and the numbers it was read from.

    `trend_id` is the trend that reports the words, live or ended within three days; without one `people` in
    `window_minutes` are fewer than `needs`, or no more than chance explains. `waiting_people` use the words in mentions
    that came after `decided_until`, whose bucket is still open; `echo_people` only repeat or copy posts with them. `intent`
    is what the stream is for that it was read from, empty for complaints.
    """

    brand: str
    words: str
    sentence: str
    trend_id: str = ""
    people: int = 0
    window_minutes: int = 0
    needs: int = 0
    usual: str = ""
    decided_until: str = ""
    waiting_people: int = 0
    echo_people: int = 0
    intent: str = ""


def explanation_of(
    words: str,
    now: int,
    *,
    brand: str,
    detection: Detection,
    trends: Iterable[Trend],
    policy: ActivePolicy,
) -> Explanation:
    """The answer for `words` as people write them, in whatever language, at the bucket close `now`."""
    form, posts, echoes = _matching(words, detection.recent_posts, now)
    if never := _never(words, form, posts, detection):
        return Explanation(brand=brand, words=words, sentence=never)
    people, echoing = {post.person for post in posts}, {post.person for post in echoes}
    for trend in trends:
        within = trend.terms.issuperset(form) or any(
            0 < SAME_PEOPLE_SHARE * len(some) <= trend.members.shares_people(some) for some in (people, echoing)
        )
        if within and trend.state.state is not State.QUIET:
            over = "" if trend.is_live else f", over: {trend.state.resolved_reason}"
            sentence = f"{words}: reported as “{trend.titles.title}” ({trend.trend_id}{over})"
            return Explanation(brand=brand, words=words, sentence=sentence, trend_id=trend.trend_id, people=len(people))
    if not posts:
        nobody = "nobody mentioned it" + (" in their own words" if echoing else "")
        sentence = f"{words}: {nobody} in the last 24 h{_echoes_too(echoing)}"
        return Explanation(brand=brand, words=words, sentence=sentence, echo_people=len(echoing))
    best, limits, first = _judged(form, posts, now, brand, detection, policy)
    return Explanation(
        brand=brand,
        words=words,
        sentence=why_not(words, best, limits, first) + _counted_too(words, form, posts) + _echoes_too(echoing - people),
        people=best.people,
        window_minutes=best.window_minutes,
        needs=first.needs if first else limits.people_min,
        usual=usual_text(best.usual_per_day, best.history_days),
        echo_people=len(echoing - people),
    )


def _judged(
    form: tuple[str, ...], posts: Sequence[Post], now: int, brand: str, detection: Detection, policy: ActivePolicy
) -> tuple[TrendStats, Policy, FirstPeople | None]:
    """The counts in the window that is nearest to an alert, the limits, and the rule of a new brand where it is one."""
    limits, bucket = policy.limits(form), now // BUCKET_SECONDS - 1
    if needs := needed_people(detection.tests, bucket, limits.people_min):
        within = [post for post in posts if post.at >= now - HOUR]
        people, others = (
            len({post.person for post in within}),
            others_than({post.id for post in within}, detection.recent_posts),
        )
        first = FirstPeople(
            needs=needs,
            everybody=detection.tests.people(THE_BRAND, bucket, HOUR),
            others=int(NEW_PEOPLE),
            day_people=len({post.person for post in posts}),
            everyday=all(is_everyday(detection.tests, term, _language_of(posts)) for term in form if not is_clue(term)),
            failing=min(people_failing(within, term) for term in form),
            failing_needs=failing_needed(people, max(share_of_subjects(others, term) for term in form)),
        )
        return _stats(form, posts, HOUR, now, brand, detection), limits, first
    stats = [_stats(form, posts, window, now, brand, detection) for window in WINDOWS]
    enough = [one for one in stats if one.people >= limits.people_min]
    return max(enough, key=lambda one: one.people / max(one.usual, 1e-9), default=stats[-1]), limits, None


def _language_of(posts: Sequence[Post]) -> str:
    return Counter(post.lang for post in posts).most_common(1)[0][0]


def _never(words: str, form: tuple[str, ...], posts: Sequence[Post], detection: Detection) -> str:
    """Why these words can open nothing, whoever uses them; empty when they can."""
    langs = {post.lang for post in posts} or {""}
    terms = [term for term in form if not is_clue(term) and any(term not in calendar_terms(lang) for lang in langs)]
    if not terms:
        return never_opens(words, form, own_name=False, of_request=False)
    if not all(term_never_opens(detection.tests, term, lang) for term in terms for lang in langs):
        return ""
    of_request = all(term in formulas(lang) for term in terms for lang in langs)
    return never_opens(words, form, own_name=not of_request, of_request=of_request)


def _counted_too(words: str, form: Sequence[str], posts: Sequence[Post]) -> str:
    """Which other words the number counts, as their people write them: forms and words of one meaning are one term. Empty
    when everybody writes what was asked for."""
    named, terms = {found.group().casefold() for found in WORD.finditer(words)}, set(form)
    people: Counter[str] = Counter()
    for written, lang, _ in {
        (found.group().casefold(), post.lang, post.person)
        for post in posts[-POSTS_READ:]
        for found in WORD.finditer(f"{post.title} {post.text}")
        if found.end() - found.start() <= WORD_MAX
    }:
        if written not in named and not terms.isdisjoint(normalise(written, lang)):
            people[written] += 1
    others = [f"“{one}”" for one in sorted(people, key=lambda one: (-people[one], one))[:OTHERS_SHOWN]]
    if not others:
        return ""
    listed = " and ".join(filter(None, (", ".join(others[:-1]), others[-1])))
    return f"; {listed} {'counts' if len(others) == 1 else 'count'} as well"


def _echoes_too(people: Collection[str]) -> str:
    """How many people repeat or copy somebody else's post with these words, as a clause; empty when nobody does."""
    if not people:
        return ""
    who = plural(len(people), "more person repeats or copies", "more people repeat or copy")
    return f"; {who} a post of others, which counts apart"


def with_waiting(found: Explanation, decided_until: float, waiting: Iterable[Complaint]) -> Explanation:
    """The answer with how many people have used the words since it was decided: a bucket that is open is not judged yet."""
    forms = [set(form) for form in forms_of(found.words) if form and not all(map(is_clue, form))]
    people = {one.person for one in waiting if any(form.issubset(one.terms) for form in forms)}
    if not people:
        return found
    who = plural(len(people), "person", "people")
    if found.sentence.endswith(UNDECIDED):
        sentence = f"{found.words}: {who} so far, not decided yet"
    else:
        sentence = f"{found.sentence} (as decided up to {hour_of(decided_until)}); {who} since then, not decided yet"
    return replace(found, sentence=sentence, decided_until=utc(decided_until), waiting_people=len(people))


def with_people_since(found: Explanation, waiting: Iterable[Complaint]) -> Explanation:
    """How a brand stands, with how many people have written since it was decided."""
    people = len({one.person for one in waiting})
    if not people:
        return found
    so_far = plural(people, "person", "people")
    if found.sentence == UNDECIDED:
        return replace(found, sentence=f"{so_far} so far, not decided yet", waiting_people=people)
    return replace(found, sentence=f"{found.sentence}; {so_far} since then, not decided yet", waiting_people=people)


def standing_of(brand: str, now: float, first_at: float | None, people: int, volume: Arming | None = None) -> Explanation:
    """How a brand stands: since when it is known, how many people wrote in the last day, and what is armed by now."""
    if first_at is None or volume is None:
        return Explanation(brand=brand, words="", sentence=UNDECIDED)
    days = (now - first_at) / DAY
    who = plural(people, "person", "people") + (" in the last day" if days >= 1 else "")
    sentence = f"first mention {hour_of(first_at)}, {who}; {armed(volume, now)}"
    return Explanation(brand=brand, words="", sentence=sentence, people=people, decided_until=utc(now))


def armed(arming: Arming, now: float) -> str:
    """What can open alerts by now. Alerts on words need no past of the brand's own, but more people while there is nobody
    to compare them with; alerts on its volume wait until a rise cannot be the begin of the source itself."""
    need = f" (they need {arming.first} people of those who write)" if arming.first else ""
    if arming.at <= now:
        return f"alerts on words{need} and on volume are armed"
    if arming.at == math.inf:
        return f"alerts on words are armed{need}, on volume a day after {arming.people} people have written"
    return f"alerts on words are armed{need}, on volume from {hour_of(arming.at)}"


def hour_of(at: float) -> str:
    """`13 Mar, 16:40 UTC`."""
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment.day} {moment:%b, %H:%M} UTC"


def _matching(words: str, recent_posts: RecentPosts, now: int) -> tuple[tuple[str, ...], Sequence[Post], Sequence[Post]]:
    """The normal form of the words that most people use, the posts of the last day that use all of it themselves, and those
    that do so in what they repeat. No form where nobody does and the language most write in leaves nothing of the words."""
    kept = [(post, keys.is_echo) for post, keys in recent_posts.newest_first(now - DAY)]
    found = [(form, [one for one in kept if set(form) <= set(one[0].terms)]) for form in sorted(forms_of(words))]
    form, held = max(found, key=lambda one: len(one[1]), default=((), []))
    if kept and not held and not normalise(words, Counter(post.lang for post, _ in kept).most_common(1)[0][0]):
        form = ()
    return form, [post for post, echo in reversed(held) if not echo], [post for post, echo in reversed(held) if echo]


def _stats(
    form: tuple[str, ...], posts: Sequence[Post], window: int, now: int, brand: str, detection: Detection
) -> TrendStats:
    """How many people say it in the window, and how many usually do: as many as say the rarest of its terms. Of a window
    that the share test judges, its own expectation counts: so many of those who wrote in it."""
    bucket = now // BUCKET_SECONDS - 1
    keys = [Key(Tier.TERM, term) for term in form]
    people = len({post.person for post in posts if post.at >= now - window})
    return TrendStats(
        at=float(now),
        brand=brand,
        people=people,
        window_minutes=window // 60,
        usual=min(_expected(key, bucket, window, detection) for key in keys),
        usual_per_day=min(detection.tests.usual(key, bucket, DAY) for key in keys),
        wave=next((wave for key in keys if (wave := wave_text(detection.tests, key, bucket, window, people))), ""),
        history_days=detection.tests.history_days(bucket),
    )


def _expected(key: Key, bucket: int, window: int, detection: Detection) -> float:
    judged = (rise.expected for rise in detection.tests.shares.explained(key.name, bucket) if rise.window_seconds == window)
    return next(judged, detection.tests.usual(key, bucket, window))

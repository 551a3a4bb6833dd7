"""The sentence `why`: how many people, how many are usual, and what else makes it sure or unsure. No p-values.

What grows is described by who writes now; what eases or is over by who has stopped, since nobody asks then why it opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from detectors.facts import COLD_DAYS, TrendStats
from detectors.lifecycle import Event, span
from detectors.mention import UNNAMED
from detectors.post import Post, are_days, is_echo
from detectors.verdict import Verdict, VerdictName, plural

UNKNOWN, UNSEEN = "not known yet", "not seen"
DISTINCTIVE_SHARE = 0.2
TIMES_MIN = 1.5
# From so many usual in a long window on, they are given for that window: nobody has to multiply.
USUAL_MIN = 3.0
# Of what was ever seen more than this is expected of all that is known.
UNSEEN_BELOW = 0.1
LONG_MINUTES = 3 * 60
UNITS = (("an hour", 1 / 24), ("a day", 1.0), ("a week", 7.0), ("a month", 30.0))
PEAK_MIN = 2
# A window with fewer of the people of three hours does not say that it got worse.
WORSE_SHARE = 0.5
CALMING = frozenset({Event.EASING, Event.RESOLVED, Event.ABSORBED, Event.FIX_WORKING})


def usual_text(per_day: float, history_days: float) -> str:
    """What is usual, in the smallest of hour, day, week, month in which at least one is: `about 5 a day`.

    What is usual is not known before a day has passed, and no number is given for a week or month that is not known whole.
    """
    if history_days < 1:
        return UNKNOWN
    known = [(unit, days) for unit, days in UNITS if days <= history_days]
    for unit, days in known:
        n = per_day * days
        if n >= 0.95:
            return f"one or two {unit}" if n < 2 else f"about {n:.0f} {unit}"
    if per_day * history_days >= UNSEEN_BELOW:
        return f"fewer than one {known[-1][0]}"
    days = int(history_days)
    return "not seen in the day before" if days == 1 else f"not seen in the {days} days before"


def why_of(
    stats: TrendStats, verdict: Verdict, posts: Sequence[Post], event: Event = Event.OPENED, peak_3h: int = 0
) -> str:
    """The sentence, two to five short ones, for the card and for `why`. `peak_3h` is the most people in three hours."""
    if event in CALMING:
        return ending(stats, peak_3h, by_day=are_days(posts))
    f, by_day = stats, are_days(posts)
    falls = event is Event.ESCALATED and f.people < max(f.people_before, WORSE_SHARE * f.people_3h)
    if f.people < f.people_3h and (falls or event is Event.REOPENED):
        # What is worse, or came back, is not described by a window in which it falls or that holds few of them.
        f = replace(f, people=f.people_3h, people_before=0, window_minutes=LONG_MINUTES, usual=0.0)
    parts = [f"{counted(f, by_day, again=event is Event.REOPENED)}; {usually(f)}."]
    if f.wave and not by_day:
        parts.append(f"{f.wave[:1].upper()}{f.wave[1:]} write so, and now more do.")
    if f.tier == "brand" and f.brand_people_hour >= TIMES_MIN * f.brand_usual_hour >= TIMES_MIN and not by_day:
        times = f.brand_people_hour / f.brand_usual_hour
        ratio = f"{times:.{1 if times < 3 else 0}f} times"
        parts.append(f"{f.brand} hears from {ratio} as many people as usual, in many words.")
    elif f.tier == "brand":
        parts.append("They say it in many words.")
    elif f.people and not by_day:
        parts.extend(share_of_brand(f, posts))
    parts.extend(loudness(verdict, posts))
    parts.extend(youth(f))
    return " ".join(parts)


def youth(f: TrendStats) -> list[str]:
    """How little history there is. Where nothing was seen in all of it, the first sentence has it already."""
    known = lasting(f.history_days)
    if f.history_days < 1:
        return [f"Only {known} of history."]
    if f.history_days >= COLD_DAYS:
        return []
    return [] if usually(f).startswith(UNSEEN) else [f"Only {known} of history, so the usual level is a rough guess."]


def counted(f: TrendStats, by_day: bool, *, again: bool = False) -> str:
    """How many people in the window that speaks, and whether that is more or fewer than half an hour earlier; `again`: how
    many since it had ended."""
    if again and 0 < f.fresh_people < f.people and not by_day:
        who = plural(f.fresh_people, "person", "people")
        return f"{who} since it had ended, {f.people} in the last {span(f.window_minutes)}"
    if by_day:
        return f"{plural(max(f.people, f.people_24h), 'person', 'people')} within a day"
    window = "hour" if f.window_minutes == 60 else span(f.window_minutes)
    if not f.people:
        return f"Nobody in the last {window}, {plural(f.people_so_far, 'person', 'people')} in all"
    who = f"{plural(f.people, 'person', 'people')} in the last {window}"
    # Half an hour is no step of half a day: nearly the same people stand in both.
    if f.window_minutes > LONG_MINUTES or f.people_before in (0, f.people):
        return who
    before = f.people_before if f.people_before > 1 else "1 person"
    return f"{who}, {'up' if f.people > f.people_before else 'down'} from {before} half an hour earlier"


def share_of_brand(f: TrendStats, posts: Sequence[Post] = ()) -> list[str]:
    """Which part of everybody who wrote about the brand meanwhile, if it is one that says something. Who only repeats a
    post is none of those who wrote."""
    if f.window_minutes > LONG_MINUTES:
        return []
    # Of the window that the sentence names, so that nobody has to compare two.
    people, everybody, minutes, window = f.people_hour, f.brand_people_hour, 60, "the last hour"
    if f.window_minutes == LONG_MINUTES:
        people, everybody, minutes, window = f.people_3h, f.brand_people_3h, LONG_MINUTES, "the last 3 h"
    echoing = people_echoing(posts, f.at - 60 * minutes)
    people -= echoing
    if people < 2 or people < DISTINCTIVE_SHARE * everybody:
        return []
    apart = "Beside those who repeat others, " if echoing else ""
    if people >= everybody:
        them = "both" if people == 2 else f"all {people}"
        sentence = f"{apart}{them} people who wrote about {f.brand} in {window} report it."
        return [sentence[:1].upper() + sentence[1:]]
    who = f"{people} of the {everybody} people who wrote about {f.brand} in {window}"
    return [f"They are {who}." if f.window_minutes >= 60 and f.people == people else f"{apart}{who} report it."]


def people_echoing(posts: Sequence[Post], since: float) -> int:
    """How many people have written since then and only repeat or copy what others posted."""
    within = [post for post in posts if post.at >= since]
    first_hand = {post.person for post in within if not (post.copied or is_echo(post))}
    return len({post.person for post in within} - first_hand)


def ending(f: TrendStats, peak_3h: int, *, by_day: bool) -> str:
    """How few write now beside how many did: what easing and over are read for."""
    in_all = f"{plural(f.people_so_far, 'person', 'people')} in all"
    if by_day:
        return f"{in_all}, {plural(f.people_24h, 'person', 'people') if f.people_24h else 'nobody'} within the last day."
    now = f"{plural(f.people_3h, 'person', 'people')} in the last 3 h" if f.people_3h else "Nobody in the last 3 h"
    # Of a few who came one by one, or all at once, the peak says nothing that their number does not.
    peak = f", {peak_3h} at the peak" if max(f.people_3h, PEAK_MIN) < peak_3h < (f.people_so_far or peak_3h + 1) else ""
    return f"{now}{peak}; {in_all}." if f.people_so_far else f"{now}{peak}."


def usually(f: TrendStats) -> str:
    """The usual level as a clause."""
    if f.window_minutes >= LONG_MINUTES and f.usual >= USUAL_MIN:
        return f"usually about {f.usual:.0f} in that time"
    text = usual_text(f.usual_per_day, f.history_days)
    if text == UNKNOWN:
        return "how many are usual is not known yet"
    if not text.startswith(UNSEEN):
        return f"usually {text}"
    if f.history_days >= COLD_DAYS:
        return text
    return text.replace("days before", "days that are known").replace("day before", "one day that is known")


def lasting(days: float) -> str:
    """`12 min`, `5 hours`, `3 days`."""
    if days < 1 / 24:
        return f"{max(1, int(24 * 60 * days))} min"
    if days < 1:
        return plural(max(1, int(24 * days)), "hour", "hours")
    return plural(int(days), "day", "days")


def loudness(verdict: Verdict, posts: Sequence[Post]) -> list[str]:
    """Who repeats whom, if it matters."""
    if verdict.name not in (VerdictName.SYSTEMIC, VerdictName.UNDETERMINED, VerdictName.SINGLE_CUSTOMER):
        return [verdict.sentence[:1].upper() + verdict.sentence[1:] + "."]
    unnamed = [post.person for post in posts if post.person.startswith(UNNAMED)]
    if len(unnamed) > len(set(unnamed)):
        of = "All" if len(unnamed) == len(posts) else f"{len(unnamed)} of"
        people = plural(len(set(unnamed)), "person", "people")
        return [f"{of} {len(posts)} posts are unnamed and count as {people}, since most who write here have a name."]
    most = max(Counter(p.person for p in posts).values(), default=0)
    if most == 1 and len(posts) >= 5:
        return ["No one wrote twice."]
    if most >= 3 and most >= 0.2 * len(posts):
        return [f"One person wrote {most} times."]
    return []

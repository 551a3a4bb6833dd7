"""The sentence `why`: how many people, how many are usual, and what else makes it sure or unsure. No p-values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detectors.facts import TrendStats
from detectors.lifecycle import Policy, span
from detectors.post import Post
from detectors.verdict import Verdict, VerdictName, plural

YOUNG_DAYS = 14
UNKNOWN = "not known yet"
DISTINCTIVE_SHARE = 0.2
TIMES_MIN = 1.5
UNITS = (("an hour", 1 / 24), ("a day", 1.0), ("a week", 7.0), ("a month", 30.0))


def usual_text(per_day: float, history_days: float) -> str:
    """What is usual, in the smallest of hour, day, week, month in which at least one is: `about 5 a day`."""
    for unit, days in UNITS:
        n = per_day * days
        if n >= 0.95:
            return f"one or two {unit}" if n < 2 else f"about {n:.0f} {unit}"
    if history_days < 1:
        return UNKNOWN
    return f"not seen in the {history_days:.0f} days before"


def why_of(stats: TrendStats, verdict: Verdict, posts: Sequence[Post]) -> str:
    """The sentence, two to five short ones, for the card and for `why`."""
    f = stats
    window = "hour" if f.window_minutes == 60 else span(f.window_minutes)
    who = plural(f.people, "person", "people")
    if not f.people:
        said = [f"Nobody in the last {window}, {plural(f.people_so_far, 'person', 'people')} in all; {usually(f)}."]
    elif f.people_before:
        said = [f"{who} in {'an ' * (window == 'hour')}{window} ({f.people_before} half an hour ago); {usually(f)}."]
    else:
        said = [f"{who} in the last {window}; {usually(f)}."]
    if f.tier in ("brand", "product") and f.brand_people_hour >= TIMES_MIN * f.brand_usual_hour >= TIMES_MIN:
        times = f.brand_people_hour / f.brand_usual_hour
        ratio = f"{times:.{1 if times < 3 else 0}f} times"
        said.append(f"{f.product or f.brand} hears from {ratio} as many people as usual, in many words.")
    elif f.tier in ("brand", "product"):
        said.append("They say it in many words.")
    elif f.people_hour > 1 and f.people_hour >= DISTINCTIVE_SHARE * f.brand_people_hour:
        if f.people_hour >= f.brand_people_hour:
            said.append(f"All {f.brand_people_hour} people who wrote about {f.brand} in the last hour report it.")
        else:
            of = f"{f.people_hour} of the {f.brand_people_hour} people"
            said.append(f"They are {of} who wrote about {f.brand} in the last hour.")
    said.extend(loudness(verdict, posts))
    if f.history_days < YOUNG_DAYS:
        days = plural(int(f.history_days), "day", "days")
        said.append(f"Only {days} of history, so the usual level is a rough guess.")
    return " ".join(said)


def why_not(words: str, stats: TrendStats, policy: Policy) -> str:
    """Why these words opened no alert: `cannot pay: 3 people in 3 h, needs 5`; empty when they would open one now."""
    f = stats
    said = f"{words}: {plural(f.people, 'person', 'people')} in {span(f.window_minutes)}"
    if f.people < policy.people_min:
        return f"{said}, needs {policy.people_min}"
    return "" if f.significant else f"{said}, no more than chance explains; {usually(f)}"


def usually(f: TrendStats) -> str:
    """The usual level as a clause."""
    text = usual_text(f.usual_per_day, f.history_days)
    if text == UNKNOWN:
        return "how many are usual is not known yet"
    return text if text.startswith("not seen") else f"usually {text}"


def loudness(verdict: Verdict, posts: Sequence[Post]) -> list[str]:
    """Who repeats whom, if it matters."""
    if verdict.name not in (VerdictName.SYSTEMIC, VerdictName.UNDETERMINED, VerdictName.SINGLE_CUSTOMER):
        return [verdict.sentence[:1].upper() + verdict.sentence[1:] + "."]
    most = max(Counter(p.person for p in posts).values(), default=0)
    if most == 1 and len(posts) >= 5:
        return ["No one wrote twice."]
    if most >= 3 and most >= 0.2 * len(posts):
        return [f"One person wrote {most} times."]
    return []

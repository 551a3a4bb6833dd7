"""Why words opened no alert: how many people are missing, what chance explains, or which rule held them back."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from detectors.explain.why import lasting, usually
from detectors.facts import COLD_DAYS, TrendStats
from detectors.lifecycle import Policy, span
from detectors.text import is_emoji
from detectors.verdict import plural

# So many of the people are usual that they plainly explain it.
PLAUSIBLE_SHARE = 0.4
NEVER = "they never open an alert"


class FirstPeople(msgspec.Struct, frozen=True, kw_only=True):
    """The rule while hardly anybody else has written about a brand: `needs` people of the `everybody` who wrote in the
    window, until `others` have written before it. Of those who use the words `failing` say beside them that something
    fails, which `failing_needs` of them must. A word that is `everyday` opens nothing then. `day_people` use them in a day.
    """

    needs: int
    everybody: int
    others: int
    day_people: int
    everyday: bool = False
    failing: int = 0
    failing_needs: int = 0


def why_not(words: str, stats: TrendStats, policy: Policy, first: FirstPeople | None = None) -> str:
    """Why these words opened no alert: `cannot pay: 3 people in 3 h, needs 5`; empty when they would open one now.

    Chance is named only where the usual number makes it plausible; else what held it back is.
    `first` is the rule for a brand that has only just begun.
    """
    f = stats
    counts = f"{words}: {plural(f.people, 'person', 'people')} in {span(f.window_minutes)}"
    if f.significant:
        return ""
    if first is not None:
        return _of_the_first(words, counts, f, policy, first)
    if f.people < policy.people_min:
        return f"{counts}, needs {policy.people_min}"
    if f.wave:
        return f"{counts}, no more than usual then: {f.wave}"
    if f.usual >= PLAUSIBLE_SHARE * f.people:
        return f"{counts}, no more than chance explains: about {f.usual:.0f} are usual; {usually(f)}"
    if f.history_days < COLD_DAYS:
        known = lasting(f.history_days)
        return f"{counts}, {usually(f)}; held back because {f.brand or 'the brand'} has only {known} of history"
    return f"{counts}, {usually(f)}; held back by the level: more than usual, and too few for the budget of false alerts"


def _of_the_first(words: str, counts: str, f: TrendStats, policy: Policy, first: FirstPeople) -> str:
    """Why not, of a brand that hardly anybody else has written about: nobody can be compared with."""
    brand = f.brand or "the brand"
    while_new = f"while fewer than {first.others} others have written about {brand}"
    if f.people < first.day_people:
        counts = counts if f.people else f"{words}: nobody in {span(f.window_minutes)}"
        counts += f" and {plural(first.day_people, 'person', 'people')} in 24 h"
    if f.people < policy.people_min:
        return f"{counts}, needs {first.needs} within {span(f.window_minutes)} {while_new}"
    if f.people < first.needs:
        of = f"{words}: {f.people} of the {first.everybody} people who wrote in {span(f.window_minutes)}"
        if first.everybody > f.people:
            return f"{of}, needs {first.needs} of them {while_new}"
        return f"{counts}, needs {first.needs} {while_new}"
    if first.everyday:
        return f"{counts}; so common a word opens nothing {while_new}"
    if first.failing < first.failing_needs:
        says = plural(first.failing, "says", "say")
        return (
            f"{counts}; {says} beside it that something fails (“not”, “error”), needs {first.failing_needs} {while_new}: "
            "it may be what all its people write about"
        )
    return f"{counts}; held back because hardly anybody else has written about {brand}: {first.others} others are enough"


def never_opens(words: str, terms: Collection[str], *, own_name: bool, of_request: bool) -> str:
    """Why no number of people who use these words opens an alert; empty when enough of them do. `terms` are those that
    count: none, where everybody uses the words."""
    if own_name:
        return f"{words}: the brand's own name is in every mention, it never opens an alert"
    if of_request:
        return f"{words}: words of every request say nothing of what is wrong, {NEVER}"
    if not terms:
        signs = [char for char in words if not char.isspace()]
        if not any(char.isalnum() for char in signs):
            what = "emoji alone say" if any(map(is_emoji, signs)) and not words.isascii() else "signs alone say"
            return f"{words}: {what} nothing of what is wrong, {NEVER}"
        return f"{words}: everybody uses such words, {NEVER}"
    return f"{words}: numbers, versions and dates are clues, {NEVER}"

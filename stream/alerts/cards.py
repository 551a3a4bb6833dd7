"""Alert events as people read them: a card of eighty columns in the terminal, and a short form for a chat.

Texts come from strangers: control characters, ANSI escapes, bidirectional overrides and line breaks are taken out first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from detectors import verdict
from detectors.lifecycle import ANSWERS, unfollowed
from detectors.text.simple_words import shortened
from detectors.verdict import plural

WIDTH = 80
LATE_SECONDS = 15 * 60
"""An event that is sent so long after its event time counts as late: a bucket and the lateness are three minutes."""

LISTED_MAX, MANY_PEOPLE = 10, 5
CALMING = ("easing", "resolved", "absorbed", "fix_working")
HEADS = {
    "emerging": ("EMERGING", "cyan"),
    "opened": ("NEW", "bold red"),
    "reopened": ("AGAIN", "bold red"),
    "escalated": ("WORSE", "bold red"),
    "verdict_changed": ("CHANGED", "bold yellow"),
    "easing": ("EASING", "yellow"),
    "fix_noted": ("FIX NOTED", "cyan"),
    "fix_working": ("FIX WORKS", "green"),
    "fix_not_working": ("FIX FAILS", "bold red"),
    "regressed": ("BACK AGAIN", "bold red"),
    "resolved": ("OVER", "green"),
    "absorbed": ("MERGED", "dim"),
    "digest": ("SEVERAL", "bold yellow"),
    "feedback": ("ANSWERED", "cyan"),
}
CLOSED = ("CLOSED", "yellow")
"""The head of an end that is none of the problem, as far as anybody knows."""
DONE = {command.value: words for command, (_, _, words) in ANSWERS.items()}
"""What somebody who gave an answer did, by its kind: `i_have_it`, "has it"."""
WORDS: dict[str, str] = {name.value: words for name, words in verdict.WORDS.items()}
SAMPLE_MAX = 160
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")
OBEYED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
# They hold emoji of several parts together, and shape words of Persian and of Indian scripts.
JOINERS = "\u200c\u200d"
MARKUP = re.compile(r"([\\`*_\[\]<>~|])")


def harmless(text: str) -> str:
    """The text on one line without anything that a terminal obeys: escapes, controls, bidi overrides, line breaks.

    Accents piled up on one letter are cut to two, so that they do not run over the lines above and below.
    """
    kept: list[str] = []
    piled = 0
    for char in ESCAPES.sub("", text):
        category = unicodedata.category(char)
        piled = piled + 1 if category in ("Mn", "Me") else 0
        if char.isspace():
            kept.append(" ")
        elif (category not in OBEYED or char in JOINERS) and piled <= 2:
            kept.append(char)
    return " ".join("".join(kept).split())


def clock(stamp: str, timezone: str, *, day_only: bool = False) -> str:
    """A published UTC time in the brand's zone, to the minute, or to the day where more is not known."""
    moment = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    form = "%-d %b %Y" if day_only else "%-d %b %Y, %H:%M %Z"
    return moment.astimezone(ZoneInfo(timezone) if timezone else UTC).strftime(form)


def card(
    alert: dict[str, Any], timezone: str = "UTC", behind_seconds: float = 0.0, *, answerable: bool = True
) -> RenderableType:
    """One event as a rich renderable of eighty columns; `alert` is the published body. What nobody can answer, as what a
    backtest finds, is not `answerable`.

    `behind_seconds` is how long after its event time it was sent; from `LATE_SECONDS` on the card shows it.
    """
    head, style = head_of(alert)
    lines: list[RenderableType] = [Text(harmless(alert["title"]), style="bold")]
    if was := alert.get("title_was"):
        lines.append(Text(f"previously: {harmless(was)}", style="dim"))
    if behind_seconds >= LATE_SECONDS:
        lines.append(Text(f"sent {lasting(behind_seconds)} late", style="yellow"))
    why = Text()
    if alert["event"] not in CALMING:
        why.append(f"{alert['severity'].upper()}  ", style=style)
    why.append(harmless(alert["why"]))
    lines.append(why)
    lines.extend(Text(line) for line in news(alert))
    day_only = alert.get("day_only", False)
    lines.append(Text(f"{verdict_words(alert)}, since {clock(alert['since'], timezone, day_only=day_only)}"))
    lines.extend(Padding(sample_line(sample), (0, 0, 0, 2)) for sample in alert["samples"])
    if alert.get("clues") and alert["event"] not in CALMING:
        listed = "; ".join(
            f"{harmless(c['text'])} ({c['share']:.0%}, usually {rarely(c['usual'])})" for c in alert["clues"]
        )
        lines.append(Text(f"clues: {listed}"))
    if counts := alert.get("counts"):
        hours = "" if day_only else f"{counts['people_3h']} in 3 h · "
        row = f"people: {hours}{counts['people_24h']} in 24 h · {alert['people']} in all"
        lines.append(Text(f"{row} · {plural(counts['posts'], 'post', 'posts')}", style="dim"))
    if doubtful := doubts(alert):
        lines.append(Text(doubtful, style="yellow"))
    lines.append(Text((answerable and how_to_answer(alert)) or harmless(alert["trend_id"]), style="dim"))
    at = clock(alert["at"], timezone, day_only=day_only)
    title = Text(f"{head} · {harmless(alert['brand'])} · {at}", style=style)
    return Panel(Group(*lines), title=title, title_align="left", width=WIDTH, border_style=style)


def rarely(share: float) -> str:
    """A share in whole percent; a small one is not shown as none."""
    return f"{share:.0%}" if share >= 0.01 else "under 1%"


def sample_line(sample: dict[str, Any]) -> Text:
    """A post with where to read it: its link where the producer gave one, else its id."""
    line = Text("“", style="dim")
    line.append(shortened(harmless(sample["text"]), SAMPLE_MAX), style="default")
    line.append("” ", style="dim")
    url = harmless(sample.get("url", ""))
    if url.startswith(("https://", "http://")) and " " not in url:
        line.append(url, style="dim link " + url if "[" not in url and "]" not in url else "dim")
    else:
        line.append(f"(id {harmless(sample['mention_id'])})", style="dim")
    return line


def late_card(alerts: Sequence[tuple[dict[str, Any], float]], timezones: Callable[[str], str]) -> RenderableType:
    """Many events of the past as one: each trend as it stands now. With each event, how many seconds behind it was sent."""
    newest = {alert["trend_id"]: alert for alert, _ in alerts if alert["event"] != "digest"}
    lines: list[Text] = []
    for alert in sorted(newest.values(), key=lambda one: (-one["people"], one["trend_id"]))[:LISTED_MAX]:
        head, style = head_of(alert)
        line = Text(f"{head:<10} ", style=style)
        line.append(f"{harmless(alert['brand'])}: {harmless(alert['title'])}", style="default")
        lines.append(line)
        at = clock(alert["at"], timezones(alert["brand"]), day_only=alert.get("day_only", False))
        people = plural(alert["people"], "person", "people")
        lines.append(Text(f"           {people}, {at} · {harmless(alert['trend_id'])}", style="dim"))
    if len(newest) > LISTED_MAX:
        lines.append(Text(f"and {len(newest) - LISTED_MAX} more: groundswell trends", style="dim"))
    events, trends = plural(len(alerts), "event", "events"), plural(len(newest), "trend", "trends")
    title = f"SEVERAL · {events} of {trends}, sent up to {lasting(max(behind for _, behind in alerts))} late"
    return Panel(
        Group(*lines), title=Text(title, style="bold yellow"), title_align="left", width=WIDTH, border_style="yellow"
    )


def lasting(seconds: float) -> str:
    """`40 min`, `5 h`, `3 days`."""
    for unit, length in (("days", 86_400), ("h", 3_600)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(1, round(seconds / 60))} min"


def head_of(alert: Mapping[str, Any]) -> tuple[str, str]:
    """In a word what happened, and its style in the terminal."""
    if alert["event"] == "resolved" and alert.get("reason") == unfollowed.REASON:
        return CLOSED
    return HEADS.get(alert["event"], (harmless(alert["event"]).upper(), "bold"))


def chat(alert: dict[str, Any], timezone: str = "UTC") -> str:
    """One event as a short message in Markdown: title, why, what is new, verdict, one sample, how to answer."""
    head, _ = head_of(alert)
    lines = [
        f"**{head} · {plain(alert['brand'])}: {plain(alert['title'])}**",
        plain(alert["why"]),
        *(plain(line) for line in news(alert)),
        f"_{verdict_words(alert)}, since {clock(alert['since'], timezone, day_only=alert.get('day_only', False))}_",
        *(f"> {plain(shortened(harmless(s['text']), SAMPLE_MAX))}" for s in alert["samples"][:1]),
        " · ".join(
            filter(None, (f"`{harmless(alert['trend_id']).replace('`', '')}`", " ".join(f"[{a}]" for a in answers(alert))))
        ),
    ]
    return "\n".join(lines)


def news(alert: dict[str, Any]) -> list[str]:
    """What happened, beyond how many wrote: why it changed or ended, who has it."""
    lines: list[str] = []
    # The sentence of an easing trend stands alone.
    if alert["event"] not in ("opened", "emerging", "reopened", "digest", "easing") and alert.get("state_reason"):
        why, word = alert["state_reason"], alert.get("reason", "")
        if alert["event"] == "escalated":
            # `why` and the counts give the numbers, of whichever window they are of.
            severity, now, _ = why.partition(" now: ")
            why = f"{severity} now" if now and severity.isalpha() else why
        if why not in alert["why"]:
            lines.append(harmless(why if not word or word in why or alert["event"] == "absorbed" else f"{why} ({word})"))
    if alert["event"] in ("feedback", "fix_noted") and (answers := alert.get("feedback")) and answers[-1].get("note"):
        lines.append(harmless(f"“{answers[-1]['note']}”"))
    if alert.get("acknowledged") and alert["event"] != "feedback":
        who, _, reference = harmless(alert["acknowledged"]).partition(": ")
        lines.append(f"{who} has it" + (f": {reference}" if reference else ""))
    return lines


def earlier_answer(answer: Mapping[str, Any], timezone: str) -> str:
    """An answer that a trend has already: who did what when, with the note and the ticket."""
    done = f"{answer['by'] or 'somebody'} {DONE.get(answer['kind'], answer['kind'])}, {clock(answer['at'], timezone)}"
    note = f": “{answer['note']}”" if answer.get("note") else ""
    return harmless(f"{done}{note}" + (f" ({answer['reference']})" if answer.get("reference") else ""))


def doubts(alert: dict[str, Any]) -> str:
    """What makes the counts less sure, in words; empty when nothing does."""
    quality = alert.get("data_quality", {})
    silent, behind = (quality.get(kind, ()) for kind in ("silent_channels", "catching_up_channels"))
    lines = [f"{share:.0%} of the last hour came late" for share in [quality.get("late_share", 0.0)] if share]
    lines += [f"nothing comes from {harmless(', '.join(silent))}"] if silent else []
    lines += [f"{harmless(', '.join(behind))} catching up"] if behind else []
    return f"counts are less sure: {'; '.join(lines)}" if lines else ""


def how_to_answer(alert: dict[str, Any]) -> str:
    """The command that answers it, to be copied; empty when there is nothing to answer any more."""
    if alert["event"] == "digest" or alert.get("state") == "resolved":
        return ""
    return f"groundswell answer {harmless(alert['trend_id'])} have-it | mute | fix-is-out"


def answers(alert: dict[str, Any]) -> tuple[str, ...]:
    """How to answer; the last message asks once whether the alert was useful, and no answer counts as nothing."""
    if alert.get("reason") == unfollowed.REASON:
        return ()
    if alert["event"] not in ("resolved", "absorbed"):
        return ("I have it", "Mute", "Fix is out")
    return ("Real", "Not a problem", "Expected") if alert.get("attention") == "notify" else ()


def verdict_words(alert: dict[str, Any]) -> str:
    """The verdict in plain words, and that people suggest rather than complain. Three or four people are not many."""
    words = WORDS.get(alert["verdict"], harmless(alert["verdict"]))
    if alert["verdict"] == verdict.VerdictName.SYSTEMIC and alert["people"] < MANY_PEOPLE:
        words = "a few independent people"
    return f"{words}, suggestions" if alert.get("intent") == "suggestion" else words


def plain(text: str) -> str:
    """Harmless text that Markdown does not read as its own marks."""
    return MARKUP.sub(r"\\\1", harmless(text))

"""Alert events as people read them: a card of eighty columns in the terminal, and a short form for a chat.

Texts come from strangers: control characters, ANSI escapes, bidirectional overrides and line breaks are taken out first.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

WIDTH = 80
HEADS = {
    "emerging": ("STIRRING", "cyan"),
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
VERDICTS = {
    "systemic": "many independent people",
    "viral": "one post that goes round",
    "own_post": "reactions to a post of the brand",
    "coordinated": "a campaign: the same text again and again",
    "single_customer": "one customer",
    "mixed": "a post that goes round, and first-hand reports beside it",
    "undetermined": "too little to tell",
}
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")
OBEYED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
JOINER = "\u200d"
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
        elif (category not in OBEYED or char == JOINER) and piled <= 2:
            kept.append(char)
    return " ".join("".join(kept).split())


def clock(stamp: str, timezone: str) -> str:
    """A published UTC time in the brand's zone, to the minute."""
    moment = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    return moment.astimezone(ZoneInfo(timezone) if timezone else UTC).strftime("%-d %b %Y, %H:%M %Z")


def card(alert: dict[str, Any], timezone: str = "UTC") -> RenderableType:
    """One event as a rich renderable of eighty columns; `alert` is the published body."""
    head, style = HEADS.get(alert["event"], (alert["event"].upper(), "bold"))
    lines: list[Text] = [Text(harmless(alert["title"]), style="bold")]
    why = Text()
    why.append(f"{alert['severity'].upper()}  ", style=style)
    why.append(harmless(alert["why"]))
    lines.append(why)
    verdict = VERDICTS.get(alert["verdict"], alert["verdict"])
    reason = f" · {harmless(alert['reason'])}" if alert.get("reason") else ""
    lines.append(Text(f"{verdict}, since {clock(alert['since'], timezone)}{reason}"))
    for sample in alert["samples"]:
        line = Text("  “", style="dim")
        line.append(cut(harmless(sample["text"]), 160), style="default")
        line.append(f"” {harmless(sample['mention_id'])}", style="dim")
        lines.append(line)
    if alert.get("clues"):
        told = "; ".join(f"{harmless(c['text'])} ({c['share']:.0%}, usually {c['usual']:.0%})" for c in alert["clues"])
        lines.append(Text(f"clues: {told}"))
    if counts := alert.get("counts"):
        row = f"people: {counts['people_3h']} in 3 h · {counts['people_24h']} in 24 h · {alert['people']} so far"
        lines.append(Text(f"{row} · {counts['posts']} posts", style="dim"))
    lines.append(Text(f"{harmless(alert['trend_id'])} · answer: I have it / Mute / Fix is out", style="dim"))
    title = Text(f"{head} · {harmless(alert['brand'])} · {clock(alert['at'], timezone)}", style=style)
    return Panel(Group(*lines), title=title, title_align="left", width=WIDTH, border_style=style)


def chat(alert: dict[str, Any], timezone: str = "UTC") -> str:
    """One event as a short message in Markdown: title, why, verdict, one sample, how to answer."""
    head, _ = HEADS.get(alert["event"], (alert["event"].upper(), ""))
    verdict = VERDICTS.get(alert["verdict"], alert["verdict"])
    lines = [
        f"**{head} · {plain(alert['brand'])}: {plain(alert['title'])}**",
        plain(alert["why"]),
        f"_{verdict}, since {clock(alert['since'], timezone)}_",
        *(f"> {plain(cut(harmless(s['text']), 200))}" for s in alert["samples"][:1]),
        f"`{harmless(alert['trend_id']).replace('`', '')}` · [I have it] [Mute] [Fix is out]",
    ]
    return "\n".join(lines)


def plain(text: str) -> str:
    """Harmless text that Markdown does not read as its own marks."""
    return MARKUP.sub(r"\\\1", harmless(text))


def cut(text: str, limit: int) -> str:
    """The text within the limit."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def card_text(alert: dict[str, Any], timezone: str = "UTC", color: bool = False) -> str:
    """The card as a string of eighty columns, for files and tests."""
    console = Console(width=WIDTH, force_terminal=color, color_system="standard" if color else None, highlight=False)
    with console.capture() as captured:
        console.print(card(alert, timezone))
    return captured.get()

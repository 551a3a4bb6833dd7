"""Words and numbers as the report writes them. Everything that strangers wrote goes through `safe`."""

from __future__ import annotations

import html
import unicodedata
from datetime import UTC, datetime

EVENTS = {
    "emerging": "emerging",
    "opened": "opened",
    "escalated": "got worse",
    "verdict_changed": "verdict changed",
    "easing": "easing",
    "fix_noted": "fix noted",
    "fix_working": "fix works",
    "fix_not_working": "fix does not work",
    "regressed": "came back after the fix",
    "resolved": "over",
    "reopened": "opened again",
    "absorbed": "joined another trend",
    "digest": "several at once",
    "feedback": "answered",
}
VERDICTS = {
    "systemic": "many independent people",
    "viral": "one post going round",
    "own_post": "reactions to a post of the brand",
    "coordinated": "a campaign: one text again and again, or adverts",
    "single_customer": "one customer",
    "mixed": "a post going round, and people who report it themselves",
    "undetermined": "too early to tell",
}
ATTENTION = {"page": "page", "notify": "message", "board": "not sent"}
# Marks that belong between words of the scripts that need them; every other invisible one is dropped.
_JOINERS = "\u200c\u200d"


def safe(value: object, limit: int = 1_000) -> str:
    """A value for the page: escaped, on one line, at most `limit` long, without marks that control, turn or hide text."""
    text = " ".join(str(value)[: 4 * limit].split())
    shown = "".join(
        char for char in text if char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    )
    if len(shown) > limit:
        shown = shown[: limit - 1].rstrip() + "…"
    return html.escape(shown)


def link(url: object) -> str | None:
    """An address that may stand in a link, escaped: http and https only."""
    text = str(url).strip()
    if len(text) > 2_000 or not text.lower().startswith(("http://", "https://")) or any(char.isspace() for char in text):
        return None
    return safe(text, 2_000)


def moment(at: float | None, *, year: bool = False, day_only: bool = False) -> str:
    """`Sat 4 May, 01:05`, in UTC; without the time where the day alone is known."""
    if at is None:
        return ""
    when = datetime.fromtimestamp(at, UTC)
    date = f"{when:%a} {when.day} {when:%b}" + (f" {when.year}" if year else "")
    return date if day_only else f"{date}, {when:%H:%M}"


def day(at: float) -> str:
    """`4 May 2019`, in UTC."""
    when = datetime.fromtimestamp(at, UTC)
    return f"{when.day} {when:%b %Y}"


def number(value: float) -> str:
    """`1,234`, and one digit behind the point below ten when it is not whole."""
    return f"{value:,.1f}" if value < 10 and value != int(value) else f"{value:,.0f}"


def count(value: float, one: str, many: str | None = None) -> str:
    """`1 message`, `3 messages`."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def lasting(span: float) -> str:
    """`40 min`, `5 h`, `3 days`."""
    if span < 5_400:
        return f"{max(1, round(span / 60))} min"
    if span < 172_800:
        return f"{round(span / 3_600)} h"
    return f"{round(span / 86_400)} days"

"""What the words of the report mean, for first-time readers."""

from __future__ import annotations

from stream.offline.report.text import VERDICTS, safe

_MEANINGS = (
    ("message, page", "An event that is sent: a message to read, or a page that wakes somebody (critical)."),
    ("not sent", "An event that only changes the list of open trends."),
    (
        "critical, warning, info",
        "How much it matters; critical: 20 people in 3 h who are half of all who write, or twice as many as usual.",
    ),
    ("emerging", "A few people, more than chance explains, and fewer than an alert needs."),
    ("opened, got worse, easing, over", "The life of a trend; over means back to the usual number for hours."),
    ("usual", "What this brand sees of these words without an incident, from its own past."),
    ("people", "Different authors. Somebody who writes ten times is one; reposts are counted apart."),
    (
        "mention, may be a complaint",
        "Every post that was read; and those that detection sees: all but what surely is none.",
    ),
)


def _legend() -> str:
    verdicts = "; ".join(VERDICTS.values())
    rows = (*_MEANINGS, ("verdict", f"Who is behind it: {verdicts}."))
    items = "".join(f"<div><dt>{safe(word, 60)}</dt><dd>{safe(meaning, 600)}</dd></div>" for word, meaning in rows)
    return f'<section class="legend"><details><summary>What the words mean</summary><dl>{items}</dl></details></section>'


LEGEND = _legend()
"""The legend as HTML."""

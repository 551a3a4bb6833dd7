"""The open trends as one self-contained HTML page for an operator's browser.

What people wrote is hostile until shown otherwise: every value is escaped, control and direction-changing characters are
replaced, and only http and https addresses become links.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from detectors import verdict

REFRESH_SECONDS = 15
TRENDS_MAX = 200
"""Trends shown; the page gives the number of the others."""

# How the enumerated values of an event are displayed; other values are shown as they are.
WORDS: dict[str, str] = {name.value: words for name, words in verdict.WORDS.items()}
# They hold emoji of several parts together, and shape words of Persian and of Indian scripts.
_JOINERS = "\u200c\u200d"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

_STYLE = """
:root{color-scheme:light dark}body{font:16px/1.45 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
article{border-left:.3rem solid #888;padding:.1rem 0 .1rem 1rem;margin:1.5rem 0;overflow-wrap:anywhere}
.critical{border-color:#c4162a}.warning{border-color:#e0890b}.info{border-color:#3274d9}
h2{font-size:1.15rem;margin:.2rem 0}p{margin:.3rem 0}.small{font-size:.85rem;opacity:.75}
"""


def render(trends: Sequence[Mapping[str, object]]) -> str:
    """The page for trends given as alert bodies, in their order; fields that are absent are left out."""
    shown = "".join(_card(trend) for trend in trends[:TRENDS_MAX]) or "<p>No open trends.</p>"
    more = len(trends) - TRENDS_MAX
    rest = f"<p>and {more} more: ask for JSON.</p>" if more > 0 else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Groundswell: open trends</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}"><style>{_STYLE}</style></head>'
        f"<body><h1>Open trends</h1>{shown}{rest}</body></html>\n"
    )


def plain(value: object) -> str:
    """`value` as text on one line without control, format and unpaired surrogate characters."""
    return "".join(" " if unicodedata.category(char) in _UNSEEN and char not in _JOINERS else char for char in str(value))


def _card(trend: Mapping[str, object]) -> str:
    severity = str(trend.get("severity", ""))
    kind = severity if severity in ("critical", "warning", "info") else ""
    facts = " · ".join(
        f"{name} {_safe(WORDS.get(str(trend[key]), trend[key]))}"
        for key, name in (
            ("severity", "severity"),
            ("verdict", "verdict"),
            ("state", "state"),
            ("people", "people"),
            ("since", "since"),
            ("trend_id", "trend"),
        )
        if key in trend
    )
    samples = trend.get("samples")
    quotes = (
        "".join(_sample(item) for item in samples if isinstance(item, Mapping)) if isinstance(samples, list | tuple) else ""
    )
    return (
        f'<article class="{kind}"><h2>{_safe(trend.get("brand", ""))}: {_safe(trend.get("title", ""))}</h2>'
        f"<p>{_safe(trend.get('why', ''))}</p>{f'<ul>{quotes}</ul>' if quotes else ''}"
        f'<p class="small">{facts}{_link(trend.get("link"))}</p></article>'
    )


def _sample(sample: Mapping[str, object]) -> str:
    return f"<li>{_safe(sample.get('text', ''))}{_link(sample.get('url'))}</li>"


def _link(address: object) -> str:
    if not isinstance(address, str):
        return ""
    try:
        is_web = urlsplit(address).scheme in ("http", "https")
    except ValueError:
        is_web = False
    return f' <a href="{escape(plain(address))}" rel="noopener noreferrer nofollow">open</a>' if is_web else ""


def _safe(value: object) -> str:
    """Escaped, and isolated so that right-to-left text cannot rearrange what stands around it."""
    return f"<bdi>{escape(plain(value))}</bdi>"

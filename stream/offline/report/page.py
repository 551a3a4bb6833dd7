"""The page around the cards: the sentence, the numbers, the timeline, what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from stream.offline.report.cards import card, line
from stream.offline.report.charts import anchor, timeline
from stream.offline.report.legend import LEGEND
from stream.offline.report.story import Story, Summary, brands_of, is_page, sent, volume
from stream.offline.report.text import VERDICTS, count, day, moment, number, safe

CARDS_MAX = 400
# Nothing may be loaded or run, whatever slips through the escaping.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(stories: list[Story], summary: Summary) -> str:
    """The whole document."""
    reported = [story for story in stories if story.reported]
    board = [story for story in stories if not story.reported]
    style = files("stream.offline.report").joinpath("style.css").read_text("utf-8")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Backtest of {safe(summary.source, 80)}</title>
<style>
{style}</style>
</head>
<body>
<header class="head">
<p class="eyebrow">Groundswell backtest</p>
<h1>{_sentence(stories, summary)}</h1>
<p class="source"><bdi>{safe(summary.source, 120)}</bdi>, {_span(summary)}{_brands(stories)}. Times are UTC.</p>
</header>
<main>
<section aria-label="numbers">{_tiles(stories, summary)}</section>
<section><h2>Volume</h2>{_volume(stories, summary)}</section>
<section><h2>Trends that would have been reported</h2>{_index(reported)}{_cards(reported)}</section>
{_board(board)}
{_left_out(summary)}
{LEGEND}
</main>
</body>
</html>
"""


def _sentence(stories: list[Story], summary: Summary) -> str:
    messages = [event for story in stories for event in story.events if sent(event)]
    pages = sum(is_page(event) for event in messages)
    if not messages:
        return f"Would have sent no message in {summary.span}."
    sentence = f"Would have sent <b>{count(len(messages), 'message')}</b> in {summary.span}, "
    return sentence + (
        f"<b>{number(pages)} of them {'a page' if pages == 1 else 'pages'}</b>." if pages else "none of them a page."
    )


def _span(summary: Summary) -> str:
    return f"{day(summary.first_at)} to {day(summary.last_at)}" if summary.mentions else "no mentions"


def _brands(stories: list[Story]) -> str:
    """Of which brands the trends are."""
    names = brands_of(stories)
    if not names:
        return ""
    return (
        f", trends of <bdi>{safe(names[0], 40)}</bdi>" if len(names) == 1 else f", trends of {count(len(names), 'brand')}"
    )


def _tiles(stories: list[Story], summary: Summary) -> str:
    refused, unreadable = sum(summary.refused.values()), sum(summary.unreadable.values())
    share = _share(summary.complaints, summary.mentions)
    reported, left_out = sum(story.reported for story in stories), refused + unreadable
    tiles = [
        (summary.mentions, "mentions", ""),
        (summary.complaints, "may be complaints", share),
        (
            reported,
            "trend reported" if reported == 1 else "trends reported",
            f"{number(len(stories) - reported)} more not sent",
        ),
        (left_out, "left out", "refused or unreadable" if left_out else "every row was used"),
    ]
    items = [
        f"<li><b>{number(value)}</b> <span>{name}</span>{f'<small>{note}</small>' if note else ''}</li>"
        for value, name, note in tiles
    ]
    return f'<ul class="tiles">{"".join(items)}</ul>'


def _share(part: int, whole: int) -> str:
    if not whole:
        return ""
    if part < whole and part / whole > 0.99:
        return "nearly all of the mentions"
    return f"{part / whole:.0%} of the mentions"


def _volume(stories: list[Story], summary: Summary) -> str:
    found = volume(summary)
    return timeline(*found, stories) if found else "<p>No mentions.</p>"


def _index(reported: list[Story]) -> str:
    """A table of contents, from three trends on."""
    if len(reported) < 3:
        return ""
    rows = []
    several = len(brands_of(reported)) > 1
    for story in reported[:CARDS_MAX]:
        event = story.main_event
        brand = f'<td class="brand-name"><bdi>{safe(event.get("brand", ""), 40)}</bdi></td>' if several else ""
        verdict = VERDICTS.get(str(event.get("verdict"))) or safe(event.get("verdict", ""), 40)
        rows.append(
            f'<tr class="{safe(story.severity)}"><td class="when">{moment(story.first_at, year=True)}</td>{brand}'
            f'<td><a href="#{anchor(story)}"><bdi>{safe(event.get("title", "(no title)"), 120)}</bdi></a></td>'
            f'<td class="amount">{story.people:,}</td><td class="words">{verdict}</td></tr>'
        )
    return (
        '<table class="index"><thead><tr><th scope="col">first event</th>'
        + ('<th scope="col">brand</th>' if several else "")
        + '<th scope="col">trend</th>'
        f'<th scope="col" class="amount">people</th><th scope="col" class="words">verdict</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _cards(reported: list[Story]) -> str:
    if not reported:
        return "<p>None.</p>"
    rest = len(reported) - CARDS_MAX
    more = f"<p>{count(rest, 'further trend')} of this backtest: see alerts.jsonl.</p>" if rest > 0 else ""
    return "".join(card(story) for story in reported[:CARDS_MAX]) + more


def _board(board: list[Story]) -> str:
    if not board:
        return ""
    rest = len(board) - CARDS_MAX
    more = f"<p>{count(rest, 'further trend')}: see alerts.jsonl.</p>" if rest > 0 else ""
    items = "".join(line(story) for story in board[:CARDS_MAX])
    return (
        "<section><h2>Not sent</h2><p>What emerged and did not grow, posts that go round, campaigns: on the list of "
        f'trends for whoever looks, in no message.</p><ul class="emerging">{items}</ul>{more}</section>'
    )


def _left_out(summary: Summary) -> str:
    reasons: list[tuple[str, Mapping[str, int]]] = [("refused", summary.refused), ("unreadable", summary.unreadable)]
    rows = [
        f'<tr><td>{name}</td><td>{safe(reason, 80)}</td><td class="amount">{amount:,}</td></tr>'
        for name, counts in reasons
        for reason, amount in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    if not rows:
        return ""
    return f"<section><h2>Left out</h2><table><tbody>{''.join(rows)}</tbody></table></section>"

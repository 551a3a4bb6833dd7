"""The card of one trend: what happened, sample posts, its course, and its events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stream.offline.report.charts import anchor, trend_chart
from stream.offline.report.story import Story, is_page, part, seconds, sent
from stream.offline.report.text import ATTENTION, EVENTS, VERDICTS, count, lasting, link, moment, safe

_LIFE_MAX = 40


def card(story: Story) -> str:
    """A trend as an article; the life is in the order it happened."""
    event = story.main_event
    return f"""
<article class="card {safe(story.severity)}" id="{anchor(story)}">
<header><p class="labels">{_labels(story)}</p>
<h3><bdi>{safe(event.get("title", "(no title)"), 120)}</bdi></h3>
<p class="why"><bdi>{safe(event.get("why", ""), 600)}</bdi></p></header>
<dl class="facts">{_facts(story)}</dl>
{trend_chart(story)}
{_samples(event)}
{_clues(event)}
{_life(story)}
<p class="id">{safe(story.trend_id, 120)}</p>
</article>"""


def line(story: Story) -> str:
    """A trend that was not sent, as one item of a list."""
    event = story.main_event
    title = safe(event.get("title", "(no title)"), 120)
    when = moment(story.first_at, year=True, day_only=story.day_only)
    return f"""
<li id="{anchor(story)}"><details><summary><span class="when">{when}</span>
<bdi>{title}</bdi> <span class="aside">{count(story.people, "person", "people")}, {_verdict(event)}</span></summary>
<p class="why"><bdi>{safe(event.get("why", ""), 600)}</bdi></p>{_samples(event)}{_life(story)}</details></li>"""


def _labels(story: Story) -> str:
    last, labels = story.last, [f'<span class="label severity">{safe(story.severity)}</span>']
    if any(is_page(event) for event in story.events):
        labels.append('<span class="label page">page</span>')
    state = str(last.get("state", ""))
    reason = f": {safe(last.get('reason'), 40)}" if last.get("reason") else ""
    if state:
        labels.append(f'<span class="label state">{"over" if state == "resolved" else safe(state, 20)}{reason}</span>')
    if last.get("brand"):
        labels.append(f'<span class="brand"><bdi>{safe(last["brand"], 40)}</bdi></span>')
    return " ".join(labels)


def _verdict(event: Mapping[str, Any]) -> str:
    name = str(event.get("verdict", ""))
    return VERDICTS.get(name) or safe(name, 40)


def _facts(story: Story) -> str:
    event, last = story.main_event, story.last
    since, first, end = seconds(event.get("since")), story.first_at, seconds(last.get("at"))
    reported = [seconds(one.get("at")) for one in story.events if sent(one)]
    by_day = story.day_only
    sentence = part(event, "verdict_evidence").get("sentence")
    peak = max(int(part(one, "counts").get("peak_3h") or 0) for one in story.events)
    rows = [
        ("people", f"<b>{story.people:,}</b>" + (f", at most {peak:,} in {'a day' if by_day else '3 h'}" if peak else "")),
        ("verdict", f"<b>{_verdict(event)}</b>" + (f"; <bdi>{safe(sentence, 300)}</bdi>" if sentence else "")),
    ]
    if since is not None:
        first_reported = None if by_day or not reported else reported[0]
        later = "" if first_reported is None else f"; reported {lasting(first_reported - since)} later"
        rows.append(("since", moment(since, year=True, day_only=by_day) + later))
    if last.get("state") == "resolved" and end is not None:
        after = "" if by_day else f", after {lasting(end - (since or first))}"
        rows.append(("until", moment(end, year=True, day_only=by_day) + after))
    for name, parts in part(event, "breakdown").items():
        if isinstance(parts, Mapping):
            largest = sorted(parts.items(), key=lambda item: (-item[1], str(item[0])))[:5]
            rows.append((safe(name, 20), ", ".join(f"<bdi>{safe(one, 30)}</bdi> {amount}" for one, amount in largest)))
    return "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)


def _samples(event: Mapping[str, Any]) -> str:
    quotes = []
    for sample in event.get("samples") or []:
        address = link(sample.get("url", ""))
        name = safe(sample.get("mention_id", ""), 60)
        source = f'<a href="{address}" rel="noopener noreferrer nofollow">{name}</a>' if address else name
        when = moment(seconds(sample.get("at")), day_only=bool(event.get("day_only")))
        quotes.append(
            f"<blockquote><p><bdi>{safe(sample.get('text', ''), 400)}</bdi></p>"
            f"<footer>{when} · {source}</footer></blockquote>"
        )
    return f'<div class="samples">{"".join(quotes)}</div>' if quotes else ""


def _clues(event: Mapping[str, Any]) -> str:
    found = []
    for clue in event.get("clues") or []:
        text = clue.get("text") if isinstance(clue, Mapping) else clue
        if text:
            found.append(f"<li><bdi>{safe(text, 200)}</bdi></li>")
    return f'<ul class="clues" aria-label="clues">{"".join(found)}</ul>' if found else ""


def _life(story: Story) -> str:
    steps = []
    for event in story.events[:_LIFE_MAX]:
        name = str(event.get("event", ""))
        reason = safe(event.get("state_reason") or event.get("reason") or "", 160)
        attention = str(event.get("attention", ""))
        steps.append(
            f'<li class="by-{safe(attention, 10)}"><time>{moment(seconds(event.get("at")), day_only=story.day_only)}</time>'
            f'<span class="what"><b>{EVENTS.get(name) or safe(name, 40)}</b>'
            f" {count(int(event.get('people') or 0), 'person', 'people')}"
            f'<span class="attention">{ATTENTION.get(attention) or safe(attention, 20)}</span>'
            + (f'<span class="reason"><bdi>{reason}</bdi></span>' if reason else "")
            + "</span></li>"
        )
    more = len(story.events) - _LIFE_MAX
    rest = f'<li><span class="what">and {count(more, "further event")}</span></li>' if more > 0 else ""
    return f'<ol class="life" aria-label="life">{"".join(steps)}{rest}</ol>'

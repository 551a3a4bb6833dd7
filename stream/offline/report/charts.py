"""Charts as inline SVG: the bars stretch with the page, the labels are text beside them and keep their size."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from stream.offline.report.story import Series, Story, nice_ceiling
from stream.offline.report.text import day, lasting, moment, number, safe

_HEIGHT = 100.0
_MARKS_MAX = 120
_MARKS_KEY = (
    '<span class="key reported critical">critical</span> <span class="key reported warning">other trend reported</span>'
)


def timeline(mentions: Series, complaints: Series, stories: list[Story]) -> str:
    """Volume over the whole span: mentions, complaints before them, and above a mark for every trend that was reported."""
    top = nice_ceiling(max(mentions.counts, default=0))
    span = mentions.end - mentions.start
    marks = []
    for story in [story for story in stories if story.reported][:_MARKS_MAX]:
        place = min(1.0, max(0.0, (story.first_at - mentions.start) / span))
        began = moment(story.first_at, year=True, day_only=story.day_only)
        name = f"{began}: {safe(story.main_event.get('title', ''), 80)}"
        marks.append(
            f'<a class="mark {safe(story.severity)}" style="left:{place:.3%}" href="#{anchor(story)}" title="{name}">'
            f'<span class="hidden">{name}</span></a>'
        )
    per = f"per {'hour' if mentions.step == 3600 else 'day' if mentions.step == 86400 else lasting(mentions.step)}"
    words = (
        f"Mentions and complaints {per} from {day(mentions.start)} to {day(mentions.end)}; "
        f"at most {number(max(mentions.counts))} mentions and {number(max(complaints.counts))} complaints"
    )
    return f"""
<figure class="timeline">
<figcaption><span class="key mentions">mentions</span> <span class="key complaints">may be complaints</span> {per}
{_MARKS_KEY if marks else ""}</figcaption>
<div class="plot"><div class="marks">{"".join(marks)}</div>
{_grid(top)}
<svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="{words}">
<path class="mentions" d="{_bars(mentions.counts, top)}"/><path class="complaints" d="{_bars(complaints.counts, top)}"/>
</svg></div>
{_dates(mentions)}
</figure>"""


def trend_chart(story: Story) -> str:
    """People per step over the life of a trend, with the level that is usual; empty when its events carry no series."""
    series = story.series()
    if series is None or len(series.counts) < 2:
        return ""
    top = nice_ceiling(max([*series.counts, series.usual]))
    usual = _HEIGHT * (1 - series.usual / top)
    peak = max(series.counts)
    peak_at = moment(series.start + series.counts.index(peak) * series.step, day_only=story.day_only)
    per = "hour" if series.step == 3600 else "day" if story.day_only else lasting(series.step)
    words = f"People per {per}: at most {peak}, at {peak_at}; usual {number(round(series.usual, 1))}"
    line = f'<line class="usual" x1="0" x2="1000" y1="{usual:.1f}" y2="{usual:.1f}"/>' if series.usual >= 0.05 else ""
    note = f', usual <span class="key usual">{number(round(series.usual, 1))}</span>' if line else ""
    return f"""
<figure class="small">
<figcaption>people per {per}, at most {peak}{note}</figcaption>
<div class="plot">{_grid(top)}
<svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="{words}">
<path class="people" d="{_bars(series.counts, top)}"/>{line}</svg></div>
{_dates(series)}
</figure>"""


def anchor(story: Story) -> str:
    """The name of a trend's card on the page: safe in an address, whatever the trend is called."""
    return "trend-" + "".join(char if char.isascii() and char.isalnum() else "-" for char in story.trend_id)[:80]


def _bars(counts: list[int], top: float) -> str:
    """All bars as one path, a fifth of each step left free."""
    width = 1000 / len(counts)
    gap = width * 0.2 if len(counts) < 200 else 0.0
    parts = []
    for place, count in enumerate(counts):
        if count:
            left, high = place * width + gap / 2, min(_HEIGHT, _HEIGHT * count / top)
            parts.append(f"M{left:.2f} 100V{100 - high:.2f}h{width - gap:.2f}V100Z")
    return "".join(parts)


def _grid(top: float) -> str:
    return (
        f'<div class="grid" aria-hidden="true"><span style="bottom:100%">{number(top)}</span>'
        f'<span style="bottom:50%">{number(top / 2)}</span></div>'
    )


def _dates(series: Series) -> str:
    """Up to six dates below a chart, at midnights or full hours."""
    span = series.end - series.start
    # Between two days that are bars of their own there is no hour.
    daily = (86400, 172800, 345600, 604800)
    steps = daily if series.step >= daily[0] else (3600, 7200, 10800, 21600, 43200, *daily)
    months = span > steps[-1] * 6
    places = _months(series) if months else _rounds(series, next((s for s in steps if span / s <= 6), steps[-1]))
    labels = []
    for at in places:
        share = (at - series.start) / span
        if 0 <= share <= 0.93:
            labels.append(f'<span style="left:{share:.3%}">{_tick(at, span, months)}</span>')
    return f'<div class="dates" aria-hidden="true">{"".join(labels)}</div>'


def _rounds(series: Series, step: float) -> list[float]:
    first = -(-series.start // step) * step
    return [first + place * step for place in range(int((series.end - first) / step) + 1)]


def _months(series: Series) -> list[float]:
    """The first days of months, as many as fit."""
    every = next((n for n in (1, 2, 3, 6, 12, 24) if (series.end - series.start) / (n * 30.5 * 86400) <= 6), 60)
    when = datetime.fromtimestamp(series.start, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = []
    while when.timestamp() < series.end:
        if when.timestamp() >= series.start and (when.year * 12 + when.month - 1) % every == 0:
            found.append(when.timestamp())
        when = (when + timedelta(days=32)).replace(day=1)
    return found


def _tick(at: float, span: float, months: bool) -> str:
    when = datetime.fromtimestamp(at, UTC)
    if months:
        return f"{when:%b %Y}"
    if when.hour or when.minute:
        return f"{when:%H:%M}"
    return f"{when.day} {when:%b}" if span > 3 * 86400 else f"{when:%a} {when.day} {when:%b}"

"""The backtest's report: one page that tells the same as the events, whatever strangers wrote into them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from stream.offline.report import Summary, build_report, write_report
from stream.offline.report.story import BARS_MAX, Story, nice_ceiling, stories, volume

HOUR = 3_600
START = 1_772_409_600  # Monday, 2 March 2026, 00:00 UTC
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(1)>"><svg onload=alert(1)>'
    "&amp; =cmd|x " + "\x1b[31m" + "\u202egnp.exe\u2066\x00"
)


def event(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "schema_version": 1,
        "event": "opened",
        "event_id": "acme/t1/1/1",
        "at": "2026-03-04T10:00:00Z",
        "attention": "notify",
        "route": "care",
        "trend_id": "t1",
        "brand": "acme",
        "state": "open",
        "title": "Cartridge not recognised since the update",
        "why": "6 people in the last 15 min; usually one or two a week.",
        "verdict": "systemic",
        "severity": "warning",
        "people": 6,
        "since": "2026-03-04T09:20:00Z",
        "samples": [
            {"mention_id": "m1", "at": "2026-03-04T09:20:00Z", "text": "E83 again", "url": "https://blog.example/m1"}
        ],
        "clues": [{"kind": "version", "text": "4 of 6 name version 4.1.7", "people": 4, "share": 0.6, "usual": 0.0}],
        "verdict_evidence": {"people": 6, "sentence": "6 of 6 people report it in their own words"},
        "counts": {"people": 6, "peak_3h": 31, "ratio": None},
        "breakdown": {"channel": {"microblog": 4, "support-forum": 2}},
        "series": {"bucket_minutes": 60, "from": "2026-03-04T08:00:00Z", "people": [0, 3, 3], "usual": 0.2},
    }
    return fields | changes


LIFE = [
    event(),
    event(event="escalated", at="2026-03-04T12:00:00Z", attention="page", severity="critical", people=31),
    event(event="easing", at="2026-03-04T18:00:00Z", attention="board", state="easing", people=40),
    event(
        event="resolved",
        at="2026-03-05T09:20:00Z",
        state="resolved",
        reason="back to usual",
        people=40,
        series={"bucket_minutes": 60, "from": "2026-03-04T10:00:00Z", "people": [9, 12, 0, 1], "usual": 0.3},
    ),
]


def summary(**changes: Any) -> Summary:
    hours = {START // HOUR + hour: 10 + hour % 24 for hour in range(24 * 21)}
    fields: dict[str, Any] = {
        "source": "mentions.jsonl.gz",
        "mentions": sum(hours.values()),
        "complaints": sum(hours.values()) // 2,
        "first_at": float(START),
        "last_at": float(START + 21 * 24 * HOUR),
        "mentions_per_hour": hours,
        "complaints_per_hour": {hour: count // 2 for hour, count in hours.items()},
        "refused": {"not JSON": 3},
    }
    return Summary(**(fields | changes))


class Page(HTMLParser):
    """What a reader of the page gets: its tags, its addresses, its text."""

    VOID = ("meta", "path", "line", "img", "br", "link", "input")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_the_page_opens_with_what_would_have_been_sent() -> None:
    text = Page(build_report(LIFE, summary())).text
    assert "Would have sent 3 messages in 21 days, 1 of them a page ." in text
    assert "1 trend reported" in text
    assert "3 left out" in text


def test_a_card_tells_what_happened_who_says_so_and_how_it_went_on() -> None:
    text = Page(build_report(LIFE, summary())).text
    for words in (
        "critical page over: back to usual acme",
        "Cartridge not recognised since the update",
        "6 people in the last 15 min; usually one or two a week.",
        "people 40 , at most 31 in 3 h",
        "many independent people ; 6 of 6 people report it in their own words",
        "since Wed 4 Mar 2026, 09:20; reported 40 min later",
        "until Thu 5 Mar 2026, 09:20, after 24 h",
        "microblog 4, support-forum 2",
        "4 of 6 name version 4.1.7",
        "E83 again",
        "opened 6 people message",
        "got worse 31 people page",
        "easing 40 people not sent",
    ):
        assert words in text, words


def test_the_chart_of_a_trend_joins_the_stretches_of_its_events() -> None:
    (story,) = stories(LIFE)
    series = story.series()
    assert series is not None
    assert series.counts == [0, 3, 9, 12, 0, 1]
    assert series.usual == 0.3


def test_a_trend_that_was_sent_to_nobody_stands_on_the_board_only() -> None:
    page = build_report([event(attention="board", verdict="viral", severity="info")], summary())
    text = Page(page).text
    assert "no message in 21 days" in text
    assert "Trends that would have been reported None." in text
    assert "Not sent" in text
    assert "6 people, one post going round" in text


def test_what_strangers_write_is_shown_as_text_and_runs_nothing() -> None:
    names = [
        "event",
        "attention",
        "brand",
        "state",
        "reason",
        "title",
        "why",
        "verdict",
        "severity",
        "trend_id",
        "state_reason",
    ]
    hostile = event(**dict.fromkeys(names, HOSTILE))
    hostile["attention"] = "notify"
    hostile["samples"] = [{"mention_id": HOSTILE, "at": HOSTILE, "text": HOSTILE, "url": "javascript:alert(1)"}] * 3
    hostile["clues"] = [HOSTILE, {"text": HOSTILE}]
    hostile["verdict_evidence"] = {"sentence": HOSTILE}
    hostile["counts"] = {"peak_3h": 7}
    hostile["breakdown"] = {HOSTILE: {HOSTILE: 3}}
    written = build_report([hostile] * 3, summary(source=HOSTILE, refused={HOSTILE: 1}))
    page = Page(written)
    assert not {"script", "img", "iframe", "object", "form", "link"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [value for name, value in page.attributes if name == "href" and not value.startswith("#trend-")]
    assert "<script>alert(1)</script>" in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", written)


def test_the_page_loads_nothing_from_elsewhere() -> None:
    written = build_report(LIFE, summary())
    page = Page(written)
    addresses = {value for name, value in page.attributes if name in ("src", "href") and value[0] != "#"}
    assert addresses == {"https://blog.example/m1"}
    assert "url(" not in written
    assert "@import" not in written
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert ("content", policy) in page.attributes


def test_every_mark_on_the_timeline_leads_to_a_card_and_every_chart_has_words() -> None:
    events = [event(trend_id=f"t/{n}", at=f"2026-03-{n + 3:02d}T10:00:00Z") for n in range(5)]
    page = Page(build_report(events, summary()))
    named = {value for name, value in page.attributes if name == "id"}
    led_to = {value[1:] for name, value in page.attributes if name == "href" and value.startswith("#")}
    assert led_to == named
    assert len(named) == 5
    assert page.tags.count("svg") == sum(name == "aria-label" and "at most" in value for name, value in page.attributes)


def test_an_event_with_the_minimal_fields_only_still_makes_a_card() -> None:
    extra = ("clues", "verdict_evidence", "counts", "breakdown", "series")
    minimal = {name: value for name, value in event().items() if name not in extra}
    assert "Cartridge not recognised" in Page(build_report([minimal], summary())).text
    assert "(no title)" in Page(build_report([{"event_id": "x", "attention": "page"}], summary())).text


def test_a_backtest_of_nothing_still_makes_a_page() -> None:
    nothing = summary(
        mentions=0, complaints=0, mentions_per_hour={}, complaints_per_hour={}, refused={}, first_at=0.0, last_at=0.0
    )
    assert "no mentions" in Page(build_report([], nothing)).text


@pytest.mark.parametrize("hours", [1, 20, 24 * 6, 24 * 200, 24 * 365 * 5, 24 * 365 * 40])
def test_the_timeline_keeps_every_mention_in_a_readable_number_of_bars(hours: int) -> None:
    first = START // HOUR
    counts = {first + hour: 2 for hour in range(hours)}
    found = volume(summary(mentions_per_hour=counts, complaints_per_hour={first: 1}))
    assert found is not None
    mentions, complaints = found
    assert sum(mentions.counts) == 2 * hours
    assert sum(complaints.counts) == 1
    assert len(mentions.counts) <= BARS_MAX + 1


def test_a_day_that_weeks_would_hide_is_shown_by_days() -> None:
    counts = {START // HOUR + hour: 1 for hour in range(24 * 7 * 100)}
    counts[START // HOUR + 24 * 300 + 9] = 500
    found = volume(summary(mentions_per_hour=counts))
    assert found is not None
    assert found[0].step == 24 * HOUR
    assert max(found[0].counts) == 523


def test_with_several_brands_each_row_names_its_own_and_one_brand_stands_above() -> None:
    one = [event(trend_id=f"t{number}") for number in range(3)]
    assert ", trends of <bdi>acme</bdi>. Times are UTC" in build_report(one, summary())
    assert '<th scope="col">brand</th>' not in build_report(one, summary())
    two = build_report([*one, event(trend_id="t9", brand="other")], summary())
    assert ", trends of 2 brands. Times are UTC" in two
    assert '<th scope="col">brand</th>' in two
    assert '<td class="brand-name"><bdi>other</bdi></td>' in two


def test_the_page_says_what_its_words_mean() -> None:
    page = build_report([event()], summary())
    for words in ("What the words mean", "not sent", "emerging", "many independent people", "Different authors"):
        assert words in page


def test_a_week_on_the_timeline_begins_on_a_monday() -> None:
    counts = {START // HOUR + hour: 1 for hour in range(30, 24 * 7 * 100)}
    found = volume(summary(mentions_per_hour=counts))
    assert found is not None
    assert found[0].step == 7 * 24 * HOUR
    assert found[0].start == START


def test_a_scale_ends_at_a_round_number_above_the_highest_bar() -> None:
    assert [nice_ceiling(value) for value in (0, 4, 5, 11, 1_480, 99_999)] == [4, 4, 6, 12, 1_600, 100_000]


def test_the_event_that_is_shown_is_the_last_that_was_sent_while_it_lasted() -> None:
    (story,) = stories(LIFE)
    assert story.main_event["event"] == "escalated"
    assert story.severity == "critical"
    assert Story("x", [event(attention="board")]).reported is False


def test_the_report_is_written_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(path, [event(title="Patrone nicht erkannt – schön")], summary())
    assert "schön" in path.read_text("utf-8")


def test_where_only_the_days_are_known_the_report_names_no_hour() -> None:
    days = [{**one, "day_only": True} for one in LIFE]
    page = build_report(days, summary(day_only=True))
    assert "per day" in page
    assert "in a day" in page
    assert not re.search(r">[^<]*\b[0-2]\d:[0-5]\d\b", page.replace("Times are UTC", ""))
    assert not re.search(r"\bin 3 h[^ ]|h later|after \d+ h", page)
    hours = build_report(LIFE, summary())
    assert "at most 31 in 3 h" in hours
    assert re.search(r">[^<]*\b[0-2]\d:[0-5]\d\b", hours)

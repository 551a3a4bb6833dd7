"""The board in a real Chromium: what an operator sees, does, and is protected from."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from detectors.alert import Clue, Feedback, Sample, utc
from detectors.lifecycle.unfollowed import unfollowed
from detectors.reports import LiveTrend
from tests.board_tools import TOKEN, ServedBoard, alert, members, report, served_board
from tests.browser_tools import (
    body_text,
    browser,
    cards,
    complaints_of,
    eventually,
    needs_chromium,
    opened,
    violations,
)

pytestmark = [pytest.mark.browser, needs_chromium]

HOSTILE = (
    '<img src=x onerror="document.title=1">',
    "<script>document.title='owned'</script>",
    '"><svg/onload=document.title=1>',
    "</title><h1>owned</h1>",
    "{{constructor.constructor('document.title=1')()}}",
    "\u202egnirts\u202c \u2066rtl\u2069 ‏עברית",
    "javascript:document.title=1",
    "Z͑ͫ̓ͪ̂ͫ̽a̴̵̞l͔g̷o" * 20,
    "no-spaces-at-all-" * 60,
)


def test_the_page_shows_what_is_open_and_logs_no_error(window: Chrome, board: ServedBoard) -> None:
    board.event(alert(1, severity="critical", attention="page"))
    board.event(alert(2, acknowledged="ana: C-7"))
    board.event(alert(3, state="emerging", severity="info"))
    board.brand(report())
    board.brand(report("newcomer", armed_since="", armed="alerts on words are armed", usual_hour=0.7))
    opened(window, board)
    shown = body_text(window)
    for words in ("3 trends", "1 critical", "has it: ana: C-7", "Emerging", "usually 4.2", "Checkout keeps spinning"):
        assert words in shown, words
    assert [one.get_attribute("data-trend") for one in cards(window)] == [alert(n).trend_id for n in (1, 2, 3)]
    assert window.title.startswith("(1) Now"), "a tab that nobody looks at shows how many are critical"
    assert "Times are in " in shown
    assert "on volume since" in shown
    assert "what is usual is not known yet" in shown
    assert "usually 0.7" not in shown, "a guess of ours is no level of theirs"
    assert complaints_of(window) == []


def test_an_alert_is_on_the_page_within_two_seconds_and_leaves_with_its_trend(window: Chrome, board: ServedBoard) -> None:
    opened(window, board)
    assert "Nothing to watch yet" in body_text(window), "no news of nobody is no good news"
    board.brand(report())
    eventually(window, lambda: "Nothing is wrong" in body_text(window), "a brand is watched, and is well")
    began = time.monotonic()
    board.event(alert(1))
    eventually(window, lambda: len(cards(window)) == 1, "the card of a new trend")
    took = time.monotonic() - began
    assert took < 2, took
    board.event(alert(1, sequence=2, people=99, event="escalated", severity="critical"))
    eventually(window, lambda: "99 people" in body_text(window) and "1 critical" in body_text(window), "the newer event")
    board.event(alert(1, sequence=3, event="resolved", state="resolved", reason="back to usual"))
    eventually(window, lambda: "over: back to usual" in body_text(window), "its end")
    assert "Nothing is wrong" in body_text(window)


def test_a_board_that_cannot_see_does_not_say_that_all_is_well(window: Chrome, board: ServedBoard) -> None:
    board.brand(report())
    opened(window, board)
    for away, caught_up, words in (
        ("Kafka does not answer", True, "No trend is known"),
        ("", False, "Reading what is open"),
    ):
        board.state.kafka_away, board.state.caught_up = away, caught_up
        if not caught_up:
            window.refresh()
        eventually(window, partial(shows, window, words), words)
        assert "Nothing is wrong" not in body_text(window)


@pytest.mark.parametrize("path", ["/", f"/t/{alert(1).trend_id}", "/search?q=owned", "/kept-out", "/deliveries"])
def test_what_strangers_write_stays_text(window: Chrome, board: ServedBoard, path: str) -> None:
    for number, text in enumerate(HOSTILE):
        board.event(
            alert(
                1 if number == 0 else number + 100,
                title=f"{text} owned",
                why=text,
                brand=text[:80],
                terms=[text],
                acknowledged=text,
                state_reason=text,
                clues=[Clue(kind="code", text=text, people=3, share=0.5, usual=0.1)],
                samples=[Sample(mention_id=text, at=alert().at, text=text, url="javascript:document.title='owned'")],
                breakdown={"channel": {text: 3, "b": 2}},
            )
        )
        board.take("kept-out", text, json.dumps({"reason": text, "text": text, "url": text}).encode())
        board.take("deliveries", text, json.dumps({"receiver": text, "state": "undelivered", "error": text}).encode())
    board.members(members(alert(1, title=HOSTILE[0]), 30))
    opened(window, board, path)
    eventually(window, lambda: "onerror" in body_text(window) or "rtl" in body_text(window), "the texts")
    window.execute_script("for (const one of document.querySelectorAll('summary')) one.click()")
    assert window.title != "owned"
    assert window.find_elements(By.CSS_SELECTOR, "main img, main script, main iframe, main [onerror], main h1 h1") == []
    hrefs = window.execute_script("return [...document.querySelectorAll('a[href]')].map(a => a.protocol)")
    assert set(hrefs) <= {"http:", "https:"}
    assert window.execute_script("return document.documentElement.scrollWidth <= innerWidth"), "nothing runs over the edge"
    assert complaints_of(window) == []


def test_right_to_left_posts_read_from_the_right_and_are_cut_at_their_end(board: ServedBoard) -> None:
    arabic = "التطبيق يغلق فجأة بعد التحديث الأخير ولا أستطيع الدفع عبر checkout 4.2.1 " * 3
    board.event(alert(1, title=arabic[:80], samples=[Sample(mention_id="1", at=alert().at, text=arabic)]))
    with browser(390, 900) as window:
        opened(window, board)
        shown = "const c = getComputedStyle(document.querySelector(arguments[0])); return [c.direction, c.textAlign]"
        assert window.execute_script(shown, ".preview")[0] == "rtl"
        assert window.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        window.get(f"{board.url}/t/{alert(1).trend_id}")
        eventually(window, lambda: window.find_elements(By.TAG_NAME, "blockquote"), "the posts")
        assert window.execute_script(shown, "blockquote") == ["rtl", "start"]
        assert "No former trend of this brand" in body_text(window)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_private_board_asks_for_its_token_and_a_read_only_one_offers_no_answers(dark: bool) -> None:
    with served_board(reading_needs_token=True) as private, browser(390, 800, dark=dark) as window:
        private.event(alert(1))
        window.get(private.url)
        button = eventually(window, lambda: window.find_element(By.CSS_SELECTOR, ".empty button"), "it asks")
        assert violations(window) == []
        button.click()
        assert "Reading needs the token" in body_text(window)
        window.find_element(By.ID, "token").send_keys(TOKEN, Keys.ENTER)
        eventually(window, lambda: cards(window), "and shows")
    with served_board(token="") as readable, browser(390, 800, dark=dark) as window:
        readable.event(alert(1))
        opened(window, readable)
        assert "read-only" in window.find_element(By.ID, "status").text
        assert window.find_elements(By.CSS_SELECTOR, ".actions") == []
        assert violations(window) == []


def test_more_tabs_than_a_browser_has_connections_all_show_what_is_new(window: Chrome, board: ServedBoard) -> None:
    """Of HTTP/1.1 a browser opens six to one host; each tab that follows would hold one."""
    board.event(alert(1))
    opened(window, board)
    first, tabs = window.current_window_handle, []
    try:
        for _ in range(8):
            window.switch_to.new_window("tab")
            tabs.append(window.current_window_handle)
            window.get(board.url)
            eventually(window, lambda: len(cards(window)) == 1, "every tab shows the trend")
        board.event(alert(2))
        for tab in (tabs[-1], tabs[0], first):
            window.switch_to.window(tab)
            eventually(window, lambda: len(cards(window)) == 2, "and what came meanwhile")
    finally:
        for tab in tabs:
            window.switch_to.window(tab)
            window.close()
        window.switch_to.window(first)


def test_the_curve_goes_on_between_two_events_and_what_was_merged_leads_to_where_it_went(
    window: Chrome, board: ServedBoard
) -> None:
    event = alert(1)
    merged = alert(2, state="resolved", event="absorbed", reason=f"absorbed by {event.trend_id}")
    board.event(event)
    board.event(merged)
    live = LiveTrend(
        trend_id=event.trend_id,
        people=77,
        people_hour=20,
        people_3h=60,
        posts=80,
        series_from=alert().at,
        series=(1, 55, 21),
    )
    board.brand(report(trends=[live]))
    opened(window, board, f"/t/{event.trend_id}")
    eventually(window, lambda: "at most 55" in body_text(window), "the newest curve")
    assert "80 posts" in body_text(window)
    window.get(f"{board.url}/t/{merged.trend_id}")
    into = eventually(window, lambda: window.find_element(By.CSS_SELECTOR, ".lead .over a"), "where it went")
    assert into.text == event.title
    assert into.get_attribute("href").endswith(event.trend_id)


def test_what_somebody_merged_into_a_trend_is_in_its_story_and_linked(window: Chrome, board: ServedBoard) -> None:
    other = alert(2, state="resolved", event="absorbed", reason=f"absorbed by {alert(1).trend_id}")
    answered = Feedback(kind="real", by="ana", at=alert().at, note=f"same as {other.trend_id}")
    board.event(other)
    board.event(alert(1))
    board.event(alert(1, sequence=2, event="feedback", absorbed=[other.trend_id], feedback=[answered]))
    opened(window, board, f"/t/{alert(1).trend_id}")
    eventually(window, lambda: "merged another trend into it" in body_text(window), "the merge in the story")
    for place in (".story", ".evidence"):
        link = window.find_element(By.CSS_SELECTOR, f"{place} a[href='/t/{other.trend_id}']")
        assert link.text == other.title, place


def shows(window: Chrome, words: str) -> bool:
    return words in body_text(window)


def test_times_are_in_the_zone_of_whoever_reads(board: ServedBoard) -> None:
    noon = datetime.now(UTC).replace(hour=12, minute=34) - timedelta(days=2)
    event = alert(1, at=noon.timestamp() + 2400)
    board.event(event)
    soon: dict[str, Any] = {
        "armed_since": "2031-03-13T16:40:00Z",
        "armed": "alerts on words are armed, on volume from 13 Mar, 16:40 UTC",
    }
    board.brand(report(**soon))
    with browser() as window:
        window.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Kolkata"})
        opened(window, board)
        shown = body_text(window)
        assert "Times are in Asia/Calcutta" in shown or "Times are in Asia/Kolkata" in shown
        assert re.search(r"since .*18:04", shown), "half past five hours after 12:34 in UTC"
        assert re.search(r"on volume from .*22:10", shown)
        assert "UTC" not in shown


def test_filters_are_in_the_address_and_kept_by_the_browser(window: Chrome, board: ServedBoard) -> None:
    board.event(alert(1, brand="nordlicht"))
    board.event(alert(2))
    opened(window, board, "/?brand=nordlicht")
    assert len(cards(window)) == 1
    words = window.find_element(By.ID, "filter-words")
    words.send_keys("parcel")
    eventually(window, lambda: "No trend matches" in body_text(window), "words leave nothing")
    assert "words=parcel" in window.current_url
    opened(window, board, "/")
    assert "brand=nordlicht" in window.current_url
    window.execute_script("localStorage.clear()")


def test_a_filter_that_hides_what_is_open_says_so_and_one_that_no_list_offers_hides_nothing(
    window: Chrome, board: ServedBoard
) -> None:
    board.event(alert(1, severity="critical"))
    board.brand(report())
    opened(window, board, "/?words=nothing-like-it")
    assert "1 open trend is hidden by the filters" in body_text(window)
    assert "Nothing is wrong" not in body_text(window)
    window.find_element(By.CSS_SELECTOR, ".hidden-trends button").click()
    eventually(window, lambda: len(cards(window)) == 1, "all is shown")
    assert "hidden by the filters" not in body_text(window)
    for odd in ("/?severity=loud&verdict=__proto__&taken=maybe", "/?severity=constructor"):
        opened(window, board, odd)
        assert len(cards(window)) == 1
    opened(window, board, "/t/%E0%A4%A")
    eventually(window, partial(shows, window, "There is no such trend"), "an address that was cut is one of no trend")


def test_a_trend_that_nothing_follows_any_more_is_closed_and_not_called_over(window: Chrome, board: ServedBoard) -> None:
    board.event(alert(1))
    board.event(unfollowed(alert(1), utc(time.time() + 1)))
    opened(window, board)
    shown = body_text(window)
    assert "Closed in the last 24 hours, may not be over" in shown
    assert "It may not be over; if people still report it" in shown
    assert "over: " not in shown
    opened(window, board, f"/t/{alert(1).trend_id}")
    eventually(window, partial(shows, window, "closed, may not be over"), "its page")
    assert "Was the alert useful?" not in body_text(window)
    assert complaints_of(window) == []


def test_a_trend_page_shows_its_story_posts_and_a_link_that_lasts(window: Chrome, board: ServedBoard) -> None:
    event = alert(1)
    board.event(event)
    board.event(alert(1, sequence=2, event="escalated", state_reason="twice as many people", people=80))
    board.members(members(event, 120))
    board.take("feedback", "papyrion", json.dumps({"trend_id": event.trend_id, "kind": "fix_is_out", "by": "cy"}).encode())
    opened(window, board)
    cards(window)[0].find_element(By.TAG_NAME, "a").click()
    eventually(window, lambda: "The story" in body_text(window), "the trend's page")
    assert window.current_url.endswith(f"/t/{event.trend_id}")
    shown = body_text(window)
    for words in (
        "Opened",
        "Grew",
        "twice as many people",
        "says a fix is out",
        "120 posts",
        "Who and where",
        "Version",
        "4.2.1",
        "reviews",
    ):
        assert words in shown, words
    window.find_element(By.CSS_SELECTOR, ".show-more").click()
    eventually(window, lambda: len(window.find_elements(By.CSS_SELECTOR, ".samples.open li")) == 100, "more posts")
    window.refresh()
    eventually(window, lambda: "The story" in body_text(window), "the same page at its own address")
    board.event(alert(1, sequence=3, event="easing", state="easing", state_reason="quieter"))
    eventually(window, lambda: "quieter" in body_text(window), "the story goes on while it is read")
    window.back()
    eventually(window, lambda: cards(window), "back on the first page")
    assert complaints_of(window) == []


def test_five_hundred_open_trends_stay_smooth(board: ServedBoard) -> None:
    for number in range(500):
        board.event(alert(number, brand=f"brand {number % 40}"))
    with browser() as window:
        began = time.monotonic()
        opened(window, board)
        eventually(window, lambda: "500 trends" in body_text(window), "all of them")
        assert time.monotonic() - began < 10
        window.find_element(By.CSS_SELECTOR, ".show-more").click()
        eventually(window, lambda: len(cards(window)) == 500, "all cards")
        longest = window.execute_async_script(
            """const done = arguments[0]; let last = performance.now(), longest = 0, left = 90;
            const frame = (now) => { longest = Math.max(longest, now - last); last = now; scrollBy(0, 300);
              if (--left) requestAnimationFrame(frame); else done(longest); };
            requestAnimationFrame(frame);"""
        )
        assert longest < 500, f"a frame took {longest:.0f} ms"
        began = time.monotonic()
        board.event(alert(7, brand="brand 7", sequence=2, people=4321))
        texts = "return document.querySelector('main').textContent"
        eventually(window, lambda: "4,321" in window.execute_script(texts), "an update among them")
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_runs_over_the_edge_and_axe_finds_no_fault(board: ServedBoard, width: int, dark: bool) -> None:
    board.event(alert(1, severity="critical"))
    board.event(alert(2, state="easing", acknowledged="ana"))
    board.brand(report())
    with browser(width, 900, dark=dark) as window:
        for path in ("/", f"/t/{alert(1).trend_id}", "/search", "/kept-out", "/deliveries"):
            opened(window, board, path)
            eventually(window, lambda: window.find_elements(By.TAG_NAME, "h1"), "a heading")
            assert window.execute_script("return document.documentElement.scrollWidth <= innerWidth"), path
            assert violations(window) == [], path
        assert complaints_of(window) == []

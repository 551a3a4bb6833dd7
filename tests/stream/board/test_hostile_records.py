"""What strangers and damaged records may do to a board: be counted, be cut, and slow or mislead nobody."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import quote

import pytest

from detectors.alert import Clue, Sample, Series
from stream.board.history import STORY_MAX
from stream.board.records import ITEMS_MAX, TEXT_MAX
from tests.board_tools import ServedBoard, alert, served_board
from tests.stream.board.test_board_server import call, get

TREND = alert(1).trend_id


@pytest.fixture(scope="module")
def board() -> Any:
    with served_board() as served:
        served.event(alert(1))
        yield served


@pytest.mark.parametrize(
    "query", ["%00abc", "a%00bc", "%ff%fe", "%ED%A0%80abc", quote('"' * 200), quote("a* OR NEAR( NOT")]
)
def test_any_search_is_answered(board: ServedBoard, query: str) -> None:
    assert call(board, "GET", f"/api/search?q={query}")[0] == 200
    assert call(board, "GET", f"/api/search?brand={query}")[0] == 200
    assert call(board, "GET", f"/api/trends/{query}")[0] == 404
    assert call(board, "GET", f"/api/trends/{query}/members?offset=9999999")[0] == 200


@pytest.mark.parametrize(
    ("topic", "value"),
    [
        ("deliveries", b"{\"state\": 7}"),
        ("deliveries", b"{\"receiver\": {\"a\": 1}}"),
        ("deliveries", b"{\"attempts\": \"many\"}"),
        ("deliveries", b"[]"),
        ("kept-out", b"{\"reason\": [1]}"),
        ("kept-out", b"{\"count\": 1e400}"),
        ("kept-out", b"{\"at\": {\"a\": NaN}}"),
        ("kept-out", b"{\"text\": null}"),
        ("feedback", b"{\"trend_id\": \"t\", \"kind\": \"real\", \"note\": \"" + b"x" * 17_000 + b"\"}"),
        ("brands", b"{\"brand\": " + b"[" * 100_000),
        ("trends", b"\xff\xfe"),
        ("alerts", b"{\"people\": NaN}"),
    ],
)  # fmt: skip
def test_a_damaged_record_is_counted_and_shown_to_nobody(board: ServedBoard, topic: str, value: bytes) -> None:
    before = board.state.refused
    board.take(topic, "odd", value)
    assert board.state.refused == before + 1
    for path in ("now", "deliveries", "kept-out", f"trends/{TREND}"):
        assert call(board, "GET", f"/api/{path}")[0] == 200


def test_a_giant_event_is_cut_to_what_a_page_shows() -> None:
    with served_board() as board:
        for number in range(20):
            board.event(
                alert(
                    number,
                    why="long " * 10_000,
                    title="wide" * 5_000,
                    series=Series(bucket_minutes=60, from_="no time", people=[1] * 20_000, usual=0.6),
                    clues=[Clue(kind="code", text="E83", people=3, share=0.5, usual=0.1)] * 100,
                    samples=[Sample(mention_id="1", at=alert().at, text="post " * 50)] * 100,
                )
            )
        trends = get(board, "/api/now")["trends"]
        assert len(trends) == 20
        for card in trends:
            assert len(card["why"]) <= TEXT_MAX + 1
            assert len(card["series"]["people"]) <= ITEMS_MAX
            assert (len(card["samples"]), len(card["clues"])) == (3, 4)
        assert get(board, "/api/search?q=long")["found"]


def test_thousands_of_answers_hide_no_event_and_are_cut_to_the_newest() -> None:
    with served_board() as board:
        board.event(alert(1))
        for number in range(STORY_MAX + 100):
            board.take(
                "feedback", "papyrion", json.dumps({"trend_id": TREND, "kind": "real", "note": f"n{number}"}).encode()
            )
            board.event(alert(1, event="feedback", sequence=number + 2, at=time.time() + number))
        story = get(board, f"/api/trends/{TREND}")
        assert [one["note"] for one in (story["answers"][0], story["answers"][-1])] == ["n100", f"n{STORY_MAX + 99}"]
        assert (len(story["answers"]), len(story["events"])) == (STORY_MAX, STORY_MAX)
        assert story["events"][0]["event"] == "opened"
        assert story["full"]["event_id"].endswith(f"/{STORY_MAX + 101}")


def test_failed_deliveries_come_first_and_are_counted_as_they_change(board: ServedBoard) -> None:
    for name, state in (("a", "sent"), ("b", "pending"), ("c", "undelivered"), ("d", "undelivered")):
        board.take("deliveries", name, json.dumps({"receiver": name, "state": state}).encode())
    board.take("deliveries", "d", json.dumps({"receiver": "d", "state": "sent"}).encode())
    reply = get(board, "/api/deliveries")
    assert [one["receiver"] for one in reply["deliveries"]][:2] == ["c", "b"]
    assert (reply["undelivered"], reply["waiting"]) == (1, 1)
    board.take("deliveries", "c", None)
    board.take("deliveries", "c", None)
    assert get(board, "/api/deliveries")["undelivered"] == 0

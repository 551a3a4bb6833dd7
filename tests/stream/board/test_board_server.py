"""The board's server: what it shows of the topics, who may answer, and that nothing foreign gets further than text."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
import pytest

from detectors.alert import Sample, utc
from detectors.lifecycle import Command
from detectors.reports import LiveTrend
from stream.board.access import FAILURES_MAX
from tests.board_tools import TOKEN, ServedBoard, alert, body, members, report, served_board


@pytest.fixture
def board() -> Iterator[ServedBoard]:
    with served_board() as served:
        yield served


def get(board: ServedBoard, path: str, **headers: str) -> Any:
    request = urllib.request.Request(board.url + path, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def call(
    board: ServedBoard, method: str, path: str, sent: object = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection(urlsplit(board.url).netloc, timeout=10)
    given = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    try:
        connection.request(method, path, None if sent is None else json.dumps(sent), given)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def signed_in(board: ServedBoard) -> dict[str, str]:
    """The headers of a browser that has signed in."""
    status, reply, headers = call(board, "POST", "/api/session", {"token": TOKEN})
    assert status == 200
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    return {"Cookie": cookie.partition(";")[0], "X_CSRF_Token": json.loads(reply)["csrf"]}


def test_open_trends_come_by_urgency_and_brands_with_their_level(board: ServedBoard) -> None:
    board.event(alert(1, state="emerging", severity="info"))
    board.event(alert(2, severity="warning"))
    board.event(alert(3, severity="critical", people=50))
    board.event(alert(4, state="easing", severity="critical"))
    board.event(alert(5, state="resolved", event="resolved", reason="back to usual"))
    board.brand(report("papyrion"))
    now = get(board, "/api/now")
    assert [trend["trend_id"][-11:-7] for trend in now["trends"]] == ["0003", "0002", "0004", "0001"]
    assert [trend["reason"] for trend in now["over"]] == ["back to usual"]
    assert [brand["brand"] for brand in now["brands"]] == ["papyrion"]
    assert now["brands"][0]["levels"]["people"][-1] > 20


def test_a_trend_has_its_whole_story_its_posts_in_pages_and_what_came_before(board: ServedBoard) -> None:
    old = alert(7, at=time.time() - 9 * 86_400, state="resolved", event="resolved")
    other = alert(8, at=time.time() - 8 * 86_400, terms=["parcel", "courier"])
    first = alert(1)
    later = alert(1, event="escalated", sequence=2, people=30, at=time.time() + 1)
    for event in (old, other, first, later):
        board.event(event)
    board.event(later)
    board.members(members(first, 120))
    board.members(members(first, 120))
    path = f"/api/trends/{quote(first.trend_id)}"
    story = get(board, path)
    assert [event["event"] for event in story["events"]] == ["opened", "escalated"]
    assert (story["members_total"], len(story["members"])) == (120, 50)
    assert story["breakdown"]["channel"] == {"twitter": 40, "support-forum": 40, "reviews": 40}
    assert [event["trend_id"] for event in story["before"]] == [old.trend_id]
    last = get(board, f"{path}/members?offset=100")["members"]
    assert len(last) == 20
    assert not {one["mention_id"] for one in story["members"]} & {one["mention_id"] for one in last}


def test_seen_before_is_what_is_over_and_had_the_words_of_a_trend_of_one_word_too(board: ServedBoard) -> None:
    past, days = {"state": "resolved", "event": "resolved"}, 86_400
    board.event(alert(2, at=time.time() - 2 * days, terms=["declined"], **past))
    board.event(alert(3, at=time.time() - days, terms=["declined", "card"]))
    board.event(alert(4, at=time.time() - days, terms=["parcel"], **past))
    board.event(alert(5, at=time.time() - days, terms=["declined"], reason=f"absorbed by {alert(1).trend_id}", **past))
    new = alert(1, terms=["declined"])
    board.event(new)
    story = get(board, f"/api/trends/{quote(new.trend_id)}")
    assert [one["trend_id"] for one in story["before"]] == [alert(2).trend_id], "one that lasts is no former one"


def test_a_breakdown_counts_posts_and_takes_from_the_event_what_they_do_not_hold(board: ServedBoard) -> None:
    event = alert(
        1, breakdown={"channel": {"email": 5, "chat": 1}, "product": {"press": 4, "lid": 2}, "region": {"at": 3, "de": 3}}
    )
    board.event(event)
    board.members(members(event, 6))
    found = get(board, f"/api/trends/{quote(event.trend_id)}")["breakdown"]
    assert found["channel"] == {"twitter": 2, "support-forum": 2, "reviews": 2}
    assert (found["product"], found["region"]) == ({"press": 4, "lid": 2}, {"at": 3, "de": 3})


def test_a_search_finds_what_holds_every_word_also_short_and_foreign_ones(board: ServedBoard) -> None:
    board.event(alert(1, title="Kasse hängt, 支払い not possible"))
    board.event(alert(2, title="Something about parcels", brand="nordlicht"))
    for query, found in (("kasse", 1), ("HÄNGT kasse", 1), ("支払", 1), ("kasse parcels", 0), ('" OR *', 0), ("", 2)):
        assert len(get(board, f"/api/search?q={quote(query)}")["found"]) == found, query
    assert len(get(board, "/api/search?q=&brand=nordlicht")["found"]) == 1


def test_a_record_that_cannot_be_read_is_left_out_and_the_others_are_shown(board: ServedBoard) -> None:
    board.event(alert(1))
    for value in (
        b"",
        b"{",
        b"[]",
        b'{"trend_id": 7}',
        body(alert(2)).replace(b'"people":8', b'"people":"8"'),
        b"\xff\xfe",
    ):
        board.take("trends", "x", value)
        board.take("alerts", "x", value)
        board.take("brands", "x", value)
        board.take("deliveries", "x", b"[" + value)
    assert len(get(board, "/api/now")["trends"]) == 1
    assert board.state.refused >= 18


def test_texts_leave_without_what_misleads_a_reader_and_links_are_of_the_web(board: ServedBoard) -> None:
    samples = [Sample(mention_id="1", at=alert().at, text="a\u202eb\x1b[31m\nc", url="javascript:alert(1)")]
    board.event(alert(1, title="pay\u202elap \u2066now\u2069", samples=samples))
    (trend,) = get(board, "/api/now")["trends"]
    assert trend["title"] == "pay lap  now "
    assert trend["samples"][0]["text"] == "a b [31m c"
    assert trend["samples"][0]["url"] == ""


def test_an_answer_of_who_has_signed_in_is_sent(board: ServedBoard) -> None:
    event = alert(1)
    board.event(event)
    given = {"trend_id": event.trend_id, "kind": "mute", "by": "ana", "note": "C-7", "until": "2h"}
    status, reply, _ = call(board, "POST", "/api/answers", given, **signed_in(board))
    assert (status, json.loads(reply)) == (200, {"sent": "muted"})
    ((brand, answer),) = board.sent
    assert (brand, answer.kind, answer.by, answer.note) == ("papyrion", Command.MUTE, "ana", "C-7")
    assert answer.event_id == event.event_id
    assert 7_190_000 < answer.until - answer.at < 7_210_000
    status, _, _ = call(board, "POST", "/api/answers", {**given, "kind": "real"}, Authorization=f"Bearer {TOKEN}")
    assert status == 200, "a script sends the token itself"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Cookie": None, "X_CSRF_Token": None}, 401),
        ({"X_CSRF_Token": None}, 403),
        ({"X_CSRF_Token": "0" * 64}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Cookie": "groundswell_session=9999999999.abc.def"}, 401),
    ],
)
def test_an_answer_from_elsewhere_is_refused(board: ServedBoard, headers: dict[str, str | None], status: int) -> None:
    board.event(alert(1))
    given = {**signed_in(board), **headers}
    kept = {name: value for name, value in given.items() if value is not None}
    answered, _, _ = call(board, "POST", "/api/answers", {"trend_id": alert(1).trend_id, "kind": "real"}, **kept)
    assert answered == status
    assert board.sent == []


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"kind": "shout"}, 400),
        ({"kind": "mute", "until": "yesterday"}, 400),
        ({"kind": "mute", "until": "2020-01-01T00:00:00Z"}, 400),
        ({"kind": "real", "note": "x" * 501}, 400),
        ({"kind": "real", "note": "x" * 20_000}, 413),
        ({"kind": 7}, 400),
        ({"trend_id": "no-such-trend", "kind": "real"}, 404),
        ({"trend_id": alert(2).trend_id, "kind": "have-it"}, 409),
        ({"trend_id": alert(2).trend_id, "kind": "mute"}, 409),
        ({"trend_id": alert(3).trend_id, "kind": "real"}, 409),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_with_what_is_allowed(
    board: ServedBoard, given: dict[str, object], status: int
) -> None:
    board.event(alert(1))
    board.event(alert(2, state="resolved", event="resolved"))
    board.event(alert(3, state="resolved", event="resolved", reason="no longer followed"))
    answered, reply, _ = call(
        board, "POST", "/api/answers", {"trend_id": alert(1).trend_id, **given}, Authorization=f"Bearer {TOKEN}"
    )
    assert answered == status
    assert "x" * 20 not in reply
    assert board.sent == []


@pytest.mark.parametrize("kind", ["real", "not-a-problem", "expected"])
def test_of_a_trend_that_is_over_it_can_still_be_answered_whether_the_alert_was_useful(
    board: ServedBoard, kind: str
) -> None:
    over = alert(2, state="resolved", event="resolved")
    board.event(over)
    given = {"trend_id": over.trend_id, "kind": kind}
    assert call(board, "POST", "/api/answers", given, Authorization=f"Bearer {TOKEN}")[0] == 200
    assert [answer.kind for _, answer in board.sent] == [kind.replace("-", "_")]


def test_wrong_tokens_are_refused_and_after_some_nobody_is_asked_again_for_a_minute(board: ServedBoard) -> None:
    statuses = [call(board, "POST", "/api/session", {"token": "guess"})[0] for _ in range(FAILURES_MAX + 1)]
    assert statuses == [403] * FAILURES_MAX + [429]


def test_without_a_token_the_board_is_read_only() -> None:
    with served_board(token="") as board:
        board.event(alert(1))
        assert get(board, "/api/session") == {"csrf": "", "can_answer": False, "may_read": True}
        assert call(board, "POST", "/api/session", {"token": ""})[0] == 403
        assert call(board, "POST", "/api/answers", {"trend_id": alert(1).trend_id, "kind": "real"})[0] == 401
        assert call(board, "POST", "/api/answers", {}, Authorization="Bearer ")[0] == 401


def test_where_reading_needs_the_token_nothing_but_the_page_itself_is_read_without() -> None:
    with served_board(reading_needs_token=True) as board:
        board.event(alert(1))
        for path in ("now", "live", "search?q=a", "kept-out", "deliveries", f"trends/{alert(1).trend_id}"):
            assert call(board, "GET", f"/api/{path}")[0] == 401, path
        assert call(board, "GET", "/")[0] == 200
        assert len(get(board, "/api/now", Authorization=f"Bearer {TOKEN}")["trends"]) == 1
        assert call(board, "GET", "/api/now", Cookie=signed_in(board)["Cookie"])[0] == 200


def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_that_stands_in_it(board: ServedBoard) -> None:
    status, page, headers = call(board, "GET", f"/t/{alert(1).trend_id}")
    assert status == 200
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "<script>" not in page
    assert "style=" not in page
    for path in ("/assets/app.js", "/assets/style.css", "/assets/icon.svg"):
        assert call(board, "GET", path)[0] == 200
    assert call(board, "GET", "/assets/..%2f__init__.py")[0] == 404
    assert call(board, "GET", "/assets/app.js", If_None_Match=call(board, "GET", "/assets/app.js")[2]["etag"])[0] == 304


def test_a_name_that_somebody_pointed_at_us_is_not_answered() -> None:
    with served_board(url="https://board.example/") as board:
        for host, status in (("board.example", 200), ("localhost", 200), ("evil.example", 421), ("127.0.0.1", 200)):
            assert call(board, "GET", "/api/now", Host=host)[0] == status, host
        assert call(board, "GET", "/readyz", Host="10-0-0-7.pod")[0] == 200


def test_changes_are_sent_while_they_happen(board: ServedBoard) -> None:
    connection = http.client.HTTPConnection(urlsplit(board.url).netloc, timeout=10)
    connection.request("GET", "/api/live")
    answer = connection.getresponse()
    lines = iter(answer.readline, b"")
    assert b"event: hello\n" in (next(lines), next(lines))
    began = time.monotonic()
    board.event(alert(1))
    changes = json.loads(next(line for line in lines if line.startswith(b'data: {"trends')).partition(b": ")[2])
    assert time.monotonic() - began < 2
    assert list(changes["trends"]) == [alert(1).trend_id]
    board.take("trends", alert(1).trend_id, None)
    changes = json.loads(next(line for line in lines if line.startswith(b'data: {"trends')).partition(b": ")[2])
    assert changes["trends"] == {alert(1).trend_id: None}
    connection.close()


def test_what_was_sent_and_kept_out_is_shown_with_its_reason(board: ServedBoard) -> None:
    board.take("deliveries", "1", json.dumps({"receiver": "pager", "state": "undelivered", "error": "503"}).encode())
    board.take("deliveries", "2", json.dumps({"receiver": "chat", "state": "sent", "event": {"x": 1}}).encode())
    board.take("kept-out", "papyrion", json.dumps({"reason": "praise", "text": "love it"}).encode())
    reply = get(board, "/api/deliveries")
    assert (reply["undelivered"], [one["receiver"] for one in reply["deliveries"]]) == (1, ["pager", "chat"])
    assert "event" not in reply["deliveries"][1]
    assert get(board, "/api/kept-out")["kept_out"][0]["brand"] == "papyrion"


def test_its_own_figures_move(board: ServedBoard) -> None:
    board.event(alert(1))
    board.take("trends", "x", b"{")
    call(board, "POST", "/api/answers", {"trend_id": alert(1).trend_id, "kind": "real"}, Authorization=f"Bearer {TOKEN}")
    _, reply, _ = call(board, "GET", "/metrics")
    for line in ("groundswell_board_answers_total 1.0", "groundswell_board_refused 1.0", "groundswell_board_ready 1.0"):
        assert line in reply


def test_what_stays_on_the_board_for_what_it_is_stands_among_what_was_kept_out(board: ServedBoard) -> None:
    board.event(alert(1, verdict="viral", severity="info", attention="board"))
    board.event(alert(2, verdict="systemic"))
    loud = {"brand": "papyrion", "reason": "single_customer", "text": "refund!", "people": 3, "posts": 20, "at": utc(1e9)}
    board.take("kept-out", "papyrion", json.dumps(loud).encode())
    kept = get(board, "/api/kept-out")["kept_out"]
    assert {(one["reason"], one.get("trend_id", "")) for one in kept} == {
        ("viral", alert(1).trend_id),
        ("single_customer", ""),
    }
    assert kept[0]["reason"] == "viral", "the newest first, by when it was"


def test_a_brand_that_moved_to_another_partition_is_shown_as_it_was_reported_last(board: ServedBoard) -> None:
    older, newer = report("moved", people_hour=1), report("moved", people_hour=9)
    for order in ((older, "0/7", 100.0, newer, "3/1", 200.0), (newer, "3/1", 200.0, older, "0/7", 100.0)):
        for one, place, written in (order[:3], order[3:]):
            board.state.on_record("brands", b"moved", json.dumps(msgspec.to_builtins(one)).encode(), place, written)
        assert board.state.now()["brands"][0]["people_hour"] == 9
    # In one partition the last is the newest, whatever a clock says.
    board.state.on_record("brands", b"moved", json.dumps(msgspec.to_builtins(older)).encode(), "3/2", 150.0)
    assert board.state.now()["brands"][0]["people_hour"] == 1


def test_what_is_over_has_no_people_of_now(board: ServedBoard) -> None:
    board.event(alert(1))
    board.event(alert(1, sequence=2, event="resolved", state="resolved", at=time.time() + 1))
    live = LiveTrend(trend_id=alert(1).trend_id, people=99, people_hour=9, people_3h=12, posts=120)
    board.brand(report(trends=[live]))
    assert "live" not in get(board, "/api/now")["over"][0]

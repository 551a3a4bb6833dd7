"""What stands on a topic and is no record of ours stops nobody who reads it."""

from __future__ import annotations

import orjson
import pytest
from aiokafka.structs import ConsumerRecord

from detectors.alert import Alert
from stream.alerts.foreign import UnreadableError, decode_alert
from stream.alerts.publisher import BEHIND_HEADER
from stream.board.history import History
from stream.board.records import encoded
from stream.board.state import TRENDS_MAX, BoardState
from stream.cli.alerts import _on_one_line, seconds_behind
from tests.board_tools import alert
from tests.board_tools import body as body_of

GARBAGE = {
    "nothing": b"",
    "no text": b"\xff\xfe",
    "deep": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "too deep to send": b'{"brand":' + b'{"a":' * 300 + b"1" + b"}" * 300 + b',"trend_id":"t","kind":"mute"}',
    "a number too large": b'{"trend_id":"t","kind":"mute","at":' + b"9" * 400 + b"}",
    "half an emoji": b'{"trend_id":"\\ud83d","kind":"mute","brand":"\\ud83d"}',
    "a list": b"[]",
}


def body(**changes: object) -> bytes:
    return orjson.dumps({**orjson.loads(body_of(alert())), **changes})


def state() -> BoardState:
    return BoardState(History(), now=lambda: 1_700_000_000.0)


@pytest.mark.parametrize("value", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("topic", BoardState.TOPICS)
def test_the_board_passes_it_and_still_shows_everything(topic: str, value: bytes) -> None:
    board = state()
    board.on_record(topic, b"key", value, "0/1", 1.0)
    board.on_record("trends", b"key", body(), "0/2", 1.0)
    assert len(board.now()["trends"]) == 1
    encoded([board.now(), board.changes(), board.deliveries.newest(), board.kept_out()])


def test_the_board_counts_what_it_refused() -> None:
    board = state()
    for value in GARBAGE.values():
        board.on_record("alerts", b"key", value, "0/1", 1.0)
    assert board.refused == len(GARBAGE)


def test_answers_about_trends_that_are_not_there_fill_no_memory() -> None:
    board = state()
    for number in range(TRENDS_MAX + 50):
        board.on_record("feedback", b"k", orjson.dumps({"trend_id": f"t{number}", "kind": "mute"}), f"0/{number}", 1.0)
    assert len(board._answers) == TRENDS_MAX


@pytest.mark.parametrize(
    "changes",
    [
        {"at": "yesterday"},
        {"since": ""},
        {"severity": "dreadful"},
        {"attention": "shout"},
        {"state": "odd"},
        {"people": "7"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_alert_is_read_whole_or_not_at_all(changes: dict[str, object]) -> None:
    decoded, plain = decode_alert(body())
    assert isinstance(decoded, Alert)
    assert plain["trend_id"] == decoded.trend_id
    with pytest.raises(UnreadableError):
        decode_alert(body(**changes))


def test_no_garbage_is_an_alert() -> None:
    for value in (None, *GARBAGE.values(), b"{" + b" " * 2_000_000 + b"}"):
        with pytest.raises(UnreadableError):
            decode_alert(value)


def test_a_header_that_is_no_number_is_no_delay() -> None:
    record = ConsumerRecord("alerts", 0, 0, 1, 0, None, b"", None, 0, 0, [(BEHIND_HEADER, b"\xff")])
    assert seconds_behind(record) == 0.0
    assert _on_one_line(b"\xff\n\x85{}") == "\ufffd \ufffd{}"

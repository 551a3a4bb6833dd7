"""The canary: found every hour by the engine as it is, and shown to nobody."""

from __future__ import annotations

import time
import urllib.request

import orjson
import pytest

from detectors.engine.log import Progress
from detectors.mention import Complaint
from stream.alerts.canaries import is_canary
from stream.canary.burst import PEOPLE, brand_of, burst, words_of
from stream.config.load import load
from stream.engines.factory import EngineFactory
from stream.kafka.topics import partition_of
from tests.board_tools import alert, served_board

START = 1_741_132_800.0
HOUR = 3600.0


def test_every_partition_has_a_canary_that_writes_new_words_each_hour() -> None:
    for partitions in (1, 4, 7):
        brands = [brand_of(partition, partitions) for partition in range(partitions)]
        assert [partition_of(brand, partitions) for brand in brands] == list(range(partitions))
        assert all(map(is_canary, brands))
    words = [word for hour in range(1000) for word in words_of(hour, 0)]
    assert len(set(words)) > 0.99 * len(words)
    values = [orjson.loads(value) for value in burst(2, 4, START)]
    assert burst(2, 4, START) == burst(2, 4, START)
    assert len({one["author"] for one in values}) == len({one["text"] for one in values}) == PEOPLE
    assert {one["brand"] for one in values} == {brand_of(2, 4)}


def test_a_simulated_day_shows_twenty_four_of_twenty_four() -> None:
    configuration = load({"GROUNDSWELL_AUTHOR_KEY": "a key of the test"})
    engine = EngineFactory.of(configuration).build()
    found: dict[int, set[str]] = {}
    offset = 0
    # The first day the brand itself is new.
    for hour in range(48):
        log: list[Complaint | Progress] = []
        for value in burst(0, 1, START + hour * HOUR + 600):
            sent = orjson.loads(value)
            offset += 1
            log.append(complaint_of(sent, offset))
        log.append(Progress(origin=0, origins=1, at=START + (hour + 1) * HOUR))
        found[hour] = {event.alert.event for event in engine.apply(log)}
    assert sum("opened" in found[hour] for hour in range(24, 48)) == 24


def complaint_of(sent: dict[str, object], offset: int) -> Complaint:
    """As intake hands it on: normalised, its author a pseudonym."""
    from detectors.text import normalise

    text = str(sent["text"])
    return Complaint(
        origin=0,
        offset=offset,
        id=str(sent["id"]),
        brand=str(sent["brand"]),
        at=float(str(sent["created_at"])) / 1000.0,
        person=str(sent["author"]),
        text=text,
        terms=normalise(text, "en"),
        channel="support-forum",
        lang="en",
    )


@pytest.mark.parametrize("brand", ["_canary-0-0", "papyrion"])
def test_a_canary_is_on_no_board(brand: str) -> None:
    with served_board() as board:
        board.event(alert(1, brand=brand, at=time.time()))
        assert len(board.state.now()["trends"]) == (brand == "papyrion")
        with urllib.request.urlopen(f"{board.url}/api/search?q=", timeout=10) as answer:
            assert len(orjson.loads(answer.read())["found"]) == (brand == "papyrion")

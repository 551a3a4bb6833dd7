"""The link in every event: where its trend is on the board."""

from __future__ import annotations

import pytest

from stream.config.load import load
from stream.engines.factory import EngineFactory
from tests.incident import HOUR, OUTAGE, fed, incident


@pytest.mark.parametrize("url", ["https://board.example/ops/", ""])
def test_every_event_leads_to_its_trend_on_the_board_when_there_is_one(url: str) -> None:
    engine = EngineFactory.of(load({"GROUNDSWELL_BOARD_URL": url} if url else {})).build()
    alerts = fed(engine, incident(people=60, every=60.0), end=OUTAGE + 3 * HOUR)
    assert alerts
    for alert in alerts:
        assert alert.link == (f"https://board.example/ops/t/{alert.trend_id}" if url else "")

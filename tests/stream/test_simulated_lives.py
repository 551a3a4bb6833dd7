"""What real streams do, as simulated kinds: a fault in two waves of other words, an outage whose end is as loud as it was.

Each is one problem: one trend, at most one page while it lasts, one story, and a title that says what is wrong. And
trouble that comes at the same hour of each week is news until it has come three times.
"""

from __future__ import annotations

from collections import Counter

import pytest

from detectors.alert import Alert
from detectors.text.recovery import says_recovery
from stream.config.load import load
from stream.engines.factory import EngineFactory
from stream.intake.pipeline import build_intake
from stream.offline.pipeline import run
from stream.simulate import Plan, Simulation, simulate
from tests.simulated import rows_of_mentions


def lived(kind: str, seed: int, days: int = 3, per_minute: float = 1.5) -> tuple[Simulation, list[Alert]]:
    """The events about what was planted: those most of whose members it is."""
    made = simulate(Plan(seed=seed, days=days, per_minute=per_minute, kinds=(kind,)))
    configuration = load({"GROUNDSWELL_AUTHOR_KEY": "a key of the test"}, clock="replay")
    engine = EngineFactory.of(configuration).build()
    planted = set(made.planted[0].mention_ids)
    events: list[Alert] = []
    run(
        rows_of_mentions(made.mentions),
        build_intake(configuration),
        engine,
        configuration.settings.lateness_seconds,
        lambda event: events.append(event.alert) if 2 * len(planted & set(event.members)) > len(event.members) else None,
    )
    return made, events


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("kind", ["relapse", "recovery"])
def test_one_problem_is_one_trend_with_one_page_and_a_title_that_says_what_is_wrong(kind: str, seed: int) -> None:
    made, events = lived(kind, seed)
    loud = [event for event in events if event.attention != "board"]
    story = [(event.at, event.event, event.trend_id, event.title) for event in events]
    assert loud, "it is reported"
    assert len({event.trend_id for event in loud}) == 1, story
    assert Counter(event.attention for event in loud)["page"] <= 1, story
    assert not [event.title for event in events if says_recovery(event.title)], story
    assert all("·" not in event.title for event in loud), story
    assert max(event.people for event in events) >= 0.6 * made.planted[0].people


@pytest.mark.parametrize("seed", [51, 54])
def test_what_comes_every_monday_at_nine_is_no_news_from_the_fourth_monday_on(seed: int) -> None:
    made, events = lived("weekly", seed, days=43, per_minute=0.1)
    assert made.planted[0].people > 6 * 12
    opened = [event for event in events if event.event in ("opened", "reopened") and event.attention != "board"]
    # Most write in English; the few of another language may not have come on three Mondays.
    rota = {event.at[:10] for event in opened if "rota" in event.title}
    assert rota, "it is news at first"
    assert max(rota) < "2026-03-23", [(event.at, event.title) for event in opened]
    assert len(opened) - len(rota) <= 1

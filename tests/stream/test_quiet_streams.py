"""What the simulated streams lead to: few alerts where nothing happens, and every planted thing by its name."""

from __future__ import annotations

import pytest

from detectors.alert import Alert
from detectors.lifecycle.states import Attention, Event
from stream.simulate import Plan, Planted, simulate
from tests.offline import alerts_of
from tests.simulated import rows_of_mentions


def lived(plan: Plan) -> tuple[list[Alert], list[Planted]]:
    """All alerts of a simulated stream, and what is planted in it."""
    simulation = simulate(plan)
    return alerts_of(rows_of_mentions(simulation.mentions)), simulation.planted


@pytest.mark.parametrize("seed", [4, 21])
def test_twelve_days_of_everyday_topics_open_two_alerts_at_most(seed: int) -> None:
    """By the budget 1.2. Topics drift from hour to hour, and are as coherent as faults: few templates each."""
    alerts, _ = lived(Plan(seed=seed, days=12, per_minute=0.5, kinds=()))
    assert len([alert for alert in alerts if alert.event == Event.OPENED and alert.attention != Attention.BOARD]) <= 2


@pytest.fixture(scope="module")
def demo() -> tuple[list[Alert], list[Planted]]:
    return lived(Plan(seed=7, days=10, per_minute=2.5))


def test_the_demo_sends_few_messages(demo: tuple[list[Alert], list[Planted]]) -> None:
    sent = [alert for alert in demo[0] if alert.attention != Attention.BOARD]
    assert len({alert.trend_id for alert in sent}) <= 2
    assert len(sent) <= 6


@pytest.mark.parametrize(
    ("verdict", "attention", "word"),
    [("systemic", "notify", "cartridg"), ("viral", "board", ""), ("coordinated", "board", "")],
)
def test_what_the_demo_plants_is_reported_by_its_name_once(
    demo: tuple[list[Alert], list[Planted]], verdict: str, attention: str, word: str
) -> None:
    opened = [
        alert
        for alert in demo[0]
        if alert.event == Event.OPENED and alert.at >= "2026-03-11T08" and alert.verdict == verdict
    ]
    assert len(opened) == 1
    assert opened[0].attention == attention
    assert word in " ".join((*opened[0].terms, opened[0].title))

"""The whole path without Kafka: rows in, alerts out, with the settings that ship."""

from __future__ import annotations

from collections.abc import Iterable

from detectors.alert import Alert
from stream.config.load import load
from stream.config.settings import Clock
from stream.engines.factory import build_engine
from stream.intake.pipeline import build_intake
from stream.offline.pipeline import run
from stream.reading import Row


def alerts_of(rows: Iterable[Row]) -> list[Alert]:
    """Every alert that these rows, sorted by event time, lead to."""
    configuration = load({}, clock=Clock.REPLAY)
    alerts: list[Alert] = []
    intake, engine = build_intake(configuration), build_engine(configuration)
    run(rows, intake, engine, configuration.settings.lateness_seconds, lambda emitted: alerts.append(emitted.alert))
    return alerts

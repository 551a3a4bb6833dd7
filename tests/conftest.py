"""One Kafka for the whole run of the tests, or of each process of it, and names that no other test uses."""

from __future__ import annotations

import os
import signal
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from stream.local_kafka.broker import LocalKafka

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Under nohup, or in the background of a script: what the tests start and end by it would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


# Of the files that compute and wait for nothing: those that take ten seconds and more.
LONG = (
    *("test_warm_up", "test_patterns", "test_engine_snapshot", "test_hostile_costs", "test_simulated_lives", "test_docs"),
    *("test_intake_pool", "test_engine_host", "test_fuzz", "test_learning_partitions", "test_quiet_streams", "test_cli"),
    *("test_board_page", "test_calibration"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that talk to Kafka first, and between two of them one that computes while they wait for sessions and
    receivers; then what is short, which comes out even at the end."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    waiting = [path for path, held in files.items() if any(one.get_closest_marker("kafka") for one in held)]
    long = sorted(
        (path for path in files.keys() - set(waiting) if path.stem in LONG), key=lambda one: (LONG.index(one.stem), one)
    )
    order = []
    for number, path in enumerate(waiting):
        order += [path, *long[number // 2 : number // 2 + number % 2]]
    items[:] = [item for path in dict.fromkeys([*order, *long, *files]) for item in files[path]]


@dataclass(frozen=True)
class Cluster:
    """The Kafka that the tests talk to: its address, and the shortest session that its groups allow."""

    bootstrap: str
    session_seconds: float


@pytest.fixture(scope="session")
def kafka() -> Iterator[Cluster]:
    """A real Apache Kafka: the cluster of `GROUNDSWELL_BROKER`, or one of our own for this run."""
    existing = os.environ.get("GROUNDSWELL_BROKER")
    if existing:
        yield Cluster(existing, session_seconds=6.0)
        return
    # What a topic does not keep goes at once, and not when the suite happens to be five minutes old.
    with LocalKafka.start(properties={"log.retention.check.interval.ms": "500", "log.initial.task.delay.ms": "0"}) as local:
        yield Cluster(local.bootstrap, session_seconds=2.0)


@pytest.fixture(scope="session")
def own_kafka() -> Iterator[LocalKafka]:
    """A broker that tests may pause, kill and restart; whoever does so leaves it running."""
    with LocalKafka.start() as local:
        yield local


@pytest.fixture
def unique_name() -> Callable[[str], str]:
    """Names for topics and groups that no other test, and no earlier run on the same cluster, has used."""
    return lambda stem: f"{stem}-{uuid.uuid4().hex[:12]}"

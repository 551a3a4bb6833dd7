"""One Kafka for the whole run of the tests, or of each process of it, and names that no other test uses."""

from __future__ import annotations

import os
import signal
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from stream.local_kafka.broker import LocalKafka

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Under nohup, or in the background of a script: what the tests start and end by it would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that talk to Kafka first: they are the long ones, and what is short comes out even at the end."""
    items.sort(key=lambda item: item.get_closest_marker("kafka") is None)


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

"""Delivery as tests run it: an installation with a policy, the process, and events on its topics."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from detectors.alert import Alert
from stream.kafka.producer import Producer, Record
from stream.kafka.topics import partition_of
from stream.process.rpc import dies_with
from tests.board_tools import body
from tests.conftest import Cluster
from tests.receivers import LocalReceiver
from tests.waiting import blocking_until
from tests.worker_tools import GROUNDSWELL, Installation, WorkerProcess, bare_environment

DEADLINE_SECONDS = 60.0
PARTITIONS = 3
SECRET = "a secret of the test"


def webhook(name: str, receiver: LocalReceiver, more: str = "") -> str:
    return f'[receivers.{name}]\ntype = "webhook"\nurl = "{receiver.url}/{name}"\nsecret = "{SECRET}"\n{more}\n'


def installed(kafka: Cluster, name: str, folder: Path, policy: str) -> Installation:
    file = folder / "notify.toml"
    file.write_text(policy, encoding="utf-8")
    given = {"engine_partitions": PARTITIONS, "notify": file, "notify_port": 0, "board_url": "https://board.example"}
    installation = Installation.named(name, kafka.bootstrap, **given)
    asyncio.run(installation.create_topics())
    return installation


def started(
    installation: Installation, log: Path, more: Mapping[str, str] = MappingProxyType({}), *, command: str = "notify"
) -> WorkerProcess:
    environment = {**bare_environment(), **installation.environment, **more}
    with log.open("ab") as output:
        begins = output.tell()
        preexec = partial(dies_with, os.getpid())
        process = subprocess.Popen(
            [*GROUNDSWELL, command], env=environment, stdout=output, stderr=output, preexec_fn=preexec
        )
    return WorkerProcess(process, log, begins)


@contextlib.contextmanager
def notify(
    installation: Installation, log: Path, more: Mapping[str, str] = MappingProxyType({})
) -> Iterator[WorkerProcess]:
    """Delivery runs inside the block; it must leave with 0 when it is asked to, unless it was killed."""
    running = started(installation, log, more)
    try:
        until(lambda: running.get("/readyz")[0] == 200, "delivery is ready", running)
        yield running
    finally:
        if running.process.poll() is None:
            running.process.send_signal(signal.SIGTERM)
            assert running.process.wait(20) == 0, running.log()[-2_000:]


def until(condition: Callable[[], Any], what: str, running: WorkerProcess | None = None) -> None:
    """Waits for a condition; a process that ended meanwhile fails the test, with the end of what it logged."""

    def holds() -> bool:
        if running is not None:
            running.assert_alive()
        return bool(condition())

    try:
        blocking_until(holds, DEADLINE_SECONDS, what)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{running.log()[-2_000:] if running else ''}") from error


def publish(installation: Installation, *events: Alert) -> None:
    """Events on both topics, as the engines of their brands write them."""

    async def send() -> None:
        async with Producer(installation.settings.broker) as producer:
            for topic, key in ((installation.topics.alerts, "brand"), (installation.topics.trends, "trend_id")):
                records: dict[int, list[Record]] = {}
                for event in events:
                    partition = partition_of(event.brand, PARTITIONS)
                    records.setdefault(partition, []).append(Record(getattr(event, key).encode(), body(event)))
                await producer.send_all(topic, records)

    asyncio.run(send())


def ledger(installation: Installation) -> dict[str, dict[str, Any]]:
    """The newest state of every message, by its id."""
    found: dict[str, dict[str, Any]] = {}
    for record in asyncio.run(installation.read(installation.topics.deliveries)):
        if record.value is None:
            found.pop(record.key.decode(), None)
        else:
            found[record.key.decode()] = orjson.loads(record.value)
    return found


def states(installation: Installation) -> Counter[str]:
    return Counter(one.get("state", "pending") for one in ledger(installation).values())

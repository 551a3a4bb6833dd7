"""Delivery under fault: `python -m tests.faults.delivery [--minutes N] [--alerts N] [--seed N]`.

On real Kafka. One receiver takes everything; the other refuses, fails, answers too late and asks to be left alone, in turn,
for so many minutes. Meanwhile alerts are published and `groundswell notify` is killed at random. Then the receiver is back,
and every alert must have been delivered to both, each repeat under the id of its message.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import uuid
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.board_tools import alert
from tests.conftest import Cluster
from tests.notify_tools import installed, publish, started, states, webhook
from tests.receivers import LocalReceiver, receivers
from tests.waiting import blocking_until

from stream.local_kafka.broker import LocalKafka  # isort: skip

KILL_SECONDS = (15.0, 45.0)
CATCH_UP_SECONDS = 600.0


class Delivered(NamedTuple):
    """What one receiver got: distinct alerts, messages, and alerts that came under more than one id."""

    alerts: int
    messages: int
    renamed: int

    @classmethod
    def of(cls, receiver: LocalReceiver) -> Delivered:
        pairs = {(one.json["data"]["event_id"], one.ident) for one in receiver.taken}
        distinct = len({event for event, _ in pairs})
        return cls(distinct, len(receiver.taken), len(pairs) - distinct)


class Outcome(NamedTuple):
    """A run: how often it was killed, how long until all was delivered, and what each receiver got."""

    kills: int
    refused: int
    caught_up_seconds: float
    well: Delivered
    gone: Delivered
    states: dict[str, int]


def run(kafka: Cluster, folder: Path, minutes: float, count: int, seed: int) -> Outcome:
    chance = Random(seed)
    events = [alert(n, brand=f"brand {n % 7}", event_id=f"e/{n}/1/1") for n in range(count)]
    with receivers(2) as (well, gone):
        policy = webhook("well", well) + webhook("gone", gone, "timeout_seconds = 2.0")
        installation = installed(kafka, f"outage-{uuid.uuid4().hex[:8]}", folder, policy)
        running = started(installation, folder / "log")
        blocking_until(lambda: running.get("/readyz")[0] == 200, 60.0, "delivery is ready")
        began, kills, sent = time.monotonic(), 0, 0
        kill_at = began + chance.uniform(*KILL_SECONDS)
        while (passed := time.monotonic() - began) < 60 * minutes:
            gone.status, gone.seconds = ((503, 0.0), (500, 0.0), (200, 5.0), (429, 0.0))[int(passed / 30) % 4]
            due = min(count, int(count * passed / (60 * minutes)) + 1)
            if due > sent:
                publish(installation, *events[sent:due])
                sent = due
            if time.monotonic() >= kill_at:
                running.kill()
                running = started(installation, folder / "log")
                kills, kill_at = kills + 1, time.monotonic() + chance.uniform(*KILL_SECONDS)
            time.sleep(0.5)
        publish(installation, *events[sent:])
        gone.status, gone.seconds, back = 200, 0.0, time.monotonic()
        refused = len(gone.refused)
        blocking_until(lambda: states(installation) == {"sent": 2 * count}, CATCH_UP_SECONDS, "all is delivered")
        caught_up = time.monotonic() - back
        running.kill()
        return Outcome(kills, refused, caught_up, Delivered.of(well), Delivered.of(gone), dict(states(installation)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--alerts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    with LocalKafka.start() as local, tempfile.TemporaryDirectory() as folder:
        found = run(Cluster(local.bootstrap, 6.0), Path(folder), given.minutes, given.alerts, given.seed)
    print(f"killed {found.kills} times, {found.refused} tries refused, all delivered {found.caught_up_seconds:.0f} s after")
    for name, one in (("well", found.well), ("gone", found.gone)):
        print(f"{name}: {one.alerts} of {given.alerts} alerts, {one.messages} messages, {one.renamed} under another id")
    good = all(one.alerts == given.alerts and not one.renamed for one in (found.well, found.gone))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

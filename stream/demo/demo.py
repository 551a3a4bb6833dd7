"""`groundswell demo`: real Kafka, a real worker, a stream with planted incidents or a file of your own, shown live."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition
from rich import box
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from detectors.errors import GroundswellError
from detectors.verdict import plural
from stream.alerts.cards import card
from stream.config.load import Configuration, load
from stream.config.settings import Settings
from stream.intake.dead_letters import records_in
from stream.kafka.admin import create_topics
from stream.kafka.client import kafka_client
from stream.kafka.reader import follow
from stream.kafka.topics import Topics
from stream.local_kafka.broker import LocalKafka
from stream.offline.replay import replay
from stream.process.rpc import dies_with
from stream.reading import Row
from stream.simulate import Planted

START_SECONDS = 90.0
DRAIN_SECONDS = 600.0
WORKER_STOP_SECONDS = 15.0
CARDS_PER_TREND_MAX = 6


class DemoError(GroundswellError):
    """The demo cannot go on."""


@dataclass
class Seen:
    """What the demo shows: counters of the run, and every alert event in the order it came.

    What waits is the lag of both agents: mentions not taken in yet, complaints not in an engine yet.
    """

    total: int
    sent: int = 0
    mentions_lag: int = 0
    complaints_lag: int = 0
    alerts: list[dict[str, Any]] = field(default_factory=list)

    def status(self, seconds: float) -> Text:
        return Text.assemble(
            ("sent ", "dim"),
            f"{self.sent:,} of {self.total:,}",
            ("  waiting ", "dim"),
            f"{self.mentions_lag:,} + {self.complaints_lag:,}",
            ("  alert events ", "dim"),
            f"{len(self.alerts)}",
            (f"  {seconds:.0f} s", "dim"),
        )


def run_demo(rows: list[Row], planted: list[Planted], console: Console) -> Seen:
    """Runs the whole path once and leaves nothing behind. Raises DemoError, LocalKafkaError."""
    with contextlib.ExitStack() as stack:
        broker = os.environ.get("GROUNDSWELL_BROKER", "")
        if not broker:
            console.print("starting Apache Kafka …", style="dim")
            broker = stack.enter_context(LocalKafka.start()).bootstrap
        port = _free_port()
        # On a cluster that others use the demo keeps to names of its own.
        name = f"groundswell-demo-{secrets.token_hex(3)}"
        environment = {
            "GROUNDSWELL_BROKER": broker,
            "GROUNDSWELL_APPLICATION": name,
            "GROUNDSWELL_TOPIC_PREFIX": f"{name}.",
            "GROUNDSWELL_CLOCK": "replay",
            "GROUNDSWELL_AUTHOR_KEY": secrets.token_hex(16),
            "GROUNDSWELL_WEB_PORT": str(port),
            "GROUNDSWELL_SESSION_TIMEOUT_SECONDS": "10",
            # What the demo shows as done is what a checkpoint holds.
            "GROUNDSWELL_CHECKPOINT_SECONDS": "1",
        }
        inherited = {k: v for k, v in os.environ.items() if k.startswith("GROUNDSWELL_") and k not in environment}
        configuration = load({**inherited, **environment})
        settings = configuration.settings
        asyncio.run(create_topics(kafka_client(settings), Topics.of(settings), settings.replication))
        log = stack.enter_context(tempfile.NamedTemporaryFile(prefix="groundswell-demo-", suffix=".log"))
        worker = stack.enter_context(_worker({**os.environ, **environment}, log.fileno()))
        addresses = f"worker started: metrics http://127.0.0.1:{port}/metrics, trends http://127.0.0.1:{port}/trends"
        # Unwrapped: an address that is broken in two cannot be clicked or copied.
        console.print(addresses, soft_wrap=True)
        seen = Seen(total=len(rows))
        try:
            asyncio.run(_watch(rows, configuration, worker, seen, console))
        except DemoError:
            console.print(Path(log.name).read_text(errors="replace")[-2000:], style="dim", markup=False)
            raise
        if planted:
            console.print(planted_table(planted_rows(planted, seen.alerts)))
        for sentence in asyncio.run(refused(settings)):
            console.print(sentence, style="yellow", markup=False, highlight=False)
        console.print(summary(seen.alerts), highlight=False)
        return seen


async def _watch(
    rows: list[Row], configuration: Configuration, worker: subprocess.Popen[bytes], seen: Seen, console: Console
) -> None:
    """Replays and shows what comes, until everything is processed."""
    settings = configuration.settings
    client, topics = kafka_client(settings), Topics.of(settings)
    started = time.monotonic()

    def sent(count: int) -> None:
        seen.sent = count

    with Live(seen.status(0), console=console, refresh_per_second=4, transient=True) as live:
        alerts = asyncio.create_task(_collect(configuration, seen, live))
        sending = asyncio.create_task(
            replay(rows, client, topics, lateness_seconds=settings.lateness_seconds, on_sent=sent)
        )
        try:
            async with AIOKafkaConsumer(**client, group_id=settings.application, enable_auto_commit=False) as group:
                while not (sending.done() and await _drained(group, topics, settings, seen)):
                    for task in (alerts, sending):
                        if task.done() and task.exception() is not None:
                            raise DemoError(f"the demo lost its Kafka: {task.exception()}")
                    if worker.poll() is not None:
                        raise DemoError(f"the worker ended with code {worker.returncode}; its log ends with:")
                    if time.monotonic() - started > START_SECONDS + DRAIN_SECONDS:
                        raise DemoError("the worker did not get through the stream; its log ends with:")
                    live.update(Group(seen.status(time.monotonic() - started)))
                    await asyncio.sleep(0.25)
            # What was acknowledged before the lag was gone is on the topic: read to its end.
            written = 0
            async for records in follow(client, topics.alerts, from_start=True, until_end=True):
                written += len(records)
            while len(seen.alerts) < written:
                await asyncio.sleep(0.1)
        finally:
            for task in (alerts, sending):
                task.cancel()
            await asyncio.gather(alerts, sending, return_exceptions=True)
    console.print(seen.status(time.monotonic() - started))


async def _collect(configuration: Configuration, seen: Seen, live: Live) -> None:
    settings = configuration.settings
    shown: Counter[str] = Counter()
    async for records in follow(kafka_client(settings), Topics.of(settings).alerts, from_start=True, until_end=False):
        for alert in (orjson.loads(record.value) for record in records):
            seen.alerts.append(alert)
            trend = alert["trend_id"]
            # What only emerged was shown to nobody, and its end is no news.
            unsent = alert["event"] == "emerging" or (alert["event"] == "resolved" and not shown[trend])
            if not unsent and shown[trend] < CARDS_PER_TREND_MAX:
                shown[trend] += 1
                live.console.print(card(alert, configuration.brands.of(alert["brand"]).timezone))


async def refused(settings: Settings) -> list[str]:
    """What intake refused, a line for each reason, with an example."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    topic = Topics.of(settings).dead_letters
    async for records in follow(kafka_client(settings), topic, from_start=True, until_end=True):
        for record in records:
            headers = {name: value.decode(errors="replace") for name, value in record.headers}
            reason = headers["reason"].replace("_", " ")
            counts[reason] += records_in(record)
            examples.setdefault(reason, headers["detail"])
    return [f"refused: {count:,} {reason} (first: {examples[reason]})" for reason, count in sorted(counts.items())]


async def _drained(group: AIOKafkaConsumer, topics: Topics, settings: Settings, seen: Seen) -> bool:
    """Whether both agents have committed everything; intake commits only after what it wrote is acknowledged."""
    seen.mentions_lag = await _lag(group, topics.mentions, settings.mentions_partitions)
    seen.complaints_lag = await _lag(group, topics.complaints, settings.engine_partitions)
    return seen.mentions_lag == 0 and await _lag(group, topics.complaints, settings.engine_partitions) == 0


async def _lag(group: AIOKafkaConsumer, topic: str, partitions: int) -> int:
    logs = [TopicPartition(topic, partition) for partition in range(partitions)]
    ends = await group.end_offsets(logs)
    return sum([ends[log] - (await group.committed(log) or 0) for log in logs])


@contextlib.contextmanager
def _worker(environment: dict[str, str], log: int) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of its own group that does not outlive this one."""
    command = [sys.executable, "-c", "from stream.cli.app import main; main()", "worker"]
    process = subprocess.Popen(
        command, env=environment, stdout=log, stderr=log, start_new_session=True, preexec_fn=partial(dies_with, os.getpid())
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(WORKER_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def planted_rows(planted: list[Planted], alerts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each planted thing: what was found of it and when, the verdict, after how many posts, how it was reported; and
    whether that is `right`."""
    rows = []
    for thing in planted:
        row: dict[str, Any] = {"planted": thing.kind, "posts": len(thing.mention_ids), "people": thing.people}
        events = [alert for alert in alerts if alert["event"] != "emerging" and belongs(alert, thing)]
        if events:
            row |= {"found": events[0]["at"], "verdict": events[-1]["verdict"], "after": events[0]["counts"]["posts"]}
            row |= {"reported": max(alert["attention"] for alert in events)}
            right = row["verdict"] in (thing.expected, *thing.accepted)
        else:
            right = thing.expected == "single_customer"
            row |= {"found": "kept out" if right else "no", "verdict": thing.expected if right else "", "after": None}
            row |= {"reported": "nobody"}
        rows.append({**row, "right": right})
    return rows


def planted_table(rows: list[dict[str, Any]]) -> Table:
    """Planted, found, verdict, after how many reports."""
    table = Table(
        title="what was planted, what was found, and after how many posts",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE,
    )
    for column in ("planted", "posts", "people", "found", "verdict", "after", "reported"):
        table.add_column(column, justify="right" if column in ("posts", "people", "after") else "left")
    for row in rows:
        found = row["found"] if row["after"] is None else f"{row['found'][5:10]} {row['found'][11:16]}"
        after = "" if row["after"] is None else str(row["after"])
        cells = (row["planted"], row["posts"], row["people"], found, row["verdict"], after, row["reported"])
        table.add_row(*map(str, cells), style="green" if row["right"] else "red")
    return table


def belongs(alert: dict[str, Any], thing: Planted) -> bool:
    """Whether most of the posts that an alert shows are of the planted thing."""
    shown = [sample["mention_id"] for sample in alert["samples"]]
    return sum(mention in set(thing.mention_ids) for mention in shown) * 2 > len(shown)


def counts_of(alerts: list[dict[str, Any]]) -> dict[str, int]:
    """How many events of how many trends there were, and how many of them an operations team would have received."""
    messages = [alert for alert in alerts if alert["attention"] in ("notify", "page")]
    return {
        "events": len(alerts),
        "trends": len({alert["trend_id"] for alert in alerts}),
        "messages": len(messages),
        "pages": sum(alert["attention"] == "page" for alert in messages),
    }


def summary(alerts: list[dict[str, Any]]) -> str:
    """One line: what an operations team would have received."""
    n = counts_of(alerts)
    events, trends = plural(n["events"], "event", "events"), plural(n["trends"], "trend", "trends")
    messages, pages = plural(n["messages"], "message", "messages"), "a page" if n["pages"] == 1 else "pages"
    return (
        f"{events} of {trends}: {messages} sent, {n['pages']} of them {pages}; "
        f"{n['events'] - n['messages']} changed only the list of open trends (what emerges or eases, storms, campaigns)"
    )

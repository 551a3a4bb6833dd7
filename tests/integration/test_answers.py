"""What people answer, end to end: mentions → alert → `groundswell answer` → what is emitted afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from typer.testing import CliRunner

from detectors.mention import Complaint
from stream.cli.app import app
from stream.kafka.producer import Producer, Record
from stream.offline.replay import replay
from stream.reading import Row
from tests.conftest import Cluster
from tests.incident import BRAND, HOUR, OUTAGE, incident
from tests.worker_tools import IN_PROCESS, Installation, WorkerProcess, catch_up, wait_for, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


def rows_of(complaints: Sequence[Complaint]) -> list[Row]:
    """As mentions of a channel that holds only complaints."""
    rows = []
    for one in complaints:
        body = {
            "id": one.id,
            "text": one.text,
            "author": one.person,
            "created_at": int(one.at * 1000),
            "brand": one.brand,
            "channel": "support-forum",
            "lang": "en",
        }
        rows.append(Row(int(one.at * 1000), orjson.dumps(body), 0))
    return rows


class Desk:
    """An operator: what the commands say, and what is on the topic of alerts."""

    def __init__(self, installation: Installation, process: WorkerProcess) -> None:
        self.installation = installation
        self.process = process

    async def command(self, *arguments: str) -> str:
        port = self.process.url().rpartition(":")[2] or "0"
        environment = {**self.installation.environment, "GROUNDSWELL_WEB_PORT": port, "COLUMNS": "200"}
        done = await asyncio.to_thread(CliRunner().invoke, app, arguments, env=environment)
        assert done.exit_code == 0, done.output
        return done.stdout

    async def alerts(self) -> list[dict[str, Any]]:
        return [orjson.loads(r.value) for r in await self.installation.read(self.installation.topics.alerts)]

    async def replay(self, complaints: Sequence[Complaint]) -> None:
        settings = self.installation.settings
        client, topics = self.installation.client, self.installation.topics
        await replay(rows_of(complaints), client, topics, lateness_seconds=settings.lateness_seconds)
        await catch_up(self.installation, self.process)

    async def wait_for_event(self, name: str) -> dict[str, Any]:
        async def complaints() -> bool:
            return name in {alert["event"] for alert in await self.alerts()}

        await wait_for(complaints, self.process, f"an event {name}")
        return next(alert for alert in await self.alerts() if alert["event"] == name)


def test_answers_are_reported_on_later_events_and_a_redelivered_one_changes_nothing(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    brands = tmp_path / "brands.toml"
    brands.write_text(f"[brands.{BRAND}]\nroute = 'printers'\n")
    partitions = {"mentions_partitions": 1, "engine_partitions": 2}
    installation = Installation.named(unique_name("answers"), kafka.bootstrap, brands=brands, **partitions)
    complaints = incident(people=420, every=60.0)
    first = [one for one in complaints if one.at < OUTAGE + 0.5 * HOUR]
    second = [one for one in complaints if OUTAGE + 0.5 * HOUR <= one.at < OUTAGE + 2 * HOUR]
    third = [one for one in complaints if one.at >= OUTAGE + 2 * HOUR]

    async def scenario() -> list[dict[str, Any]]:
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:
            desk = Desk(installation, process)
            assert "no open trends" in await desk.command("trends")
            await desk.replay(first)
            (trend,) = orjson.loads(await desk.command("trends", "--json"))["trends"]
            trend_id = trend["trend_id"]
            assert trend_id in await desk.command("explain", "cartridge rejected", "--brand", BRAND)
            assert "nobody mentioned it in the last 24 h" in await desk.command("explain", "invoice")
            assert "Verdict: " in await desk.command("explain", trend_id)
            assert f"groundswell answer {trend_id} have-it" in await desk.command("alerts", "--from-start", "--until-end")
            assert "[I have it] [Mute]" in await desk.command("alerts", "--chat", "--from-start", "--until-end")
            assert f'brand_complaints_total{{brand="{BRAND}"}} {float(len(first))}' in process.get("/metrics")[1]
            await desk.command("answer", trend_id, "have-it", "--by", "ana", "--note", "C-7")
            answered = await desk.wait_for_event("feedback")
            assert (answered["acknowledged"], answered["attention"]) == ("ana: C-7", "board")
            assert answered["at"] < "2025-03-07T01:00:00Z", "an answer to a replay is emitted at its event time"
            await desk.replay(second)
            await desk.command("answer", trend_id, "mute", "--by", "bo", "--until", "6h")
            posts = ["--post", answered["samples"][0]["mention_id"], "--post", answered["samples"][1]["mention_id"]]
            await desk.command("answer", trend_id, "wrong-group", *posts)
            version = ["--in-version", "4.2.1", "--ticket", "OPS-12"]
            await desk.command("answer", trend_id, "fix-is-out", "--by", "cy", *version)
            noted = await desk.wait_for_event("fix_noted")
            assert (noted["fix"]["version"], noted["reference"]) == ("4.2.1", "OPS-12")
            async with Producer(kafka.bootstrap) as producer:
                bad = [Record(BRAND.encode(), value) for value in (b"{", b'{"trend_id": "x", "kind": "shout"}')]
                await producer.send_all(installation.topics.feedback, {0: bad})
            await desk.replay(third)
            assert 'groundswell_answers_refused_total{reason="wrong_type"} 1.0' in process.get("/metrics")[1]
        before = await desk.alerts()
        # The group forgets how far it had read: every answer is delivered once more, to engines made anew.
        await rewind(installation)
        with worker(installation, tmp_path / "log again") as process:
            await catch_up(installation, process)
            await wait_for(lambda: all_read(installation), process, "feedback is read again")
            await catch_up(installation, process)
        assert await desk.alerts() == before
        return before

    alerts = asyncio.run(scenario())
    kinds = [alert["event"] for alert in alerts]
    assert (kinds.count("feedback"), kinds.count("fix_noted")) == (3, 1)
    later = alerts[kinds.index("feedback") :]
    assert all(alert["acknowledged"] == "ana: C-7" for alert in later)
    assert [one["kind"] for one in later[-1]["feedback"]] == ["i_have_it", "mute", "wrong_group", "fix_is_out"]
    muted = [alert for alert in alerts[kinds.index("fix_noted") :] if alert["at"] < "2025-03-07T08:00:00Z"]
    assert "fix_not_working" in {alert["event"] for alert in muted}
    assert {alert["attention"] for alert in muted} == {"board"}
    letters = asyncio.run(installation.read(installation.topics.feedback_dead_letters))
    assert {dict(letter.headers)["reason"] for letter in letters} == {b"not_json", b"wrong_type"}


def test_a_policy_sent_to_a_running_worker_counts_from_there(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(
        unique_name("policy"), kafka.bootstrap, mentions_partitions=1, engine_partitions=2, **IN_PROCESS
    )
    complaints = incident(people=100, every=60.0)
    half = OUTAGE + 0.5 * HOUR
    brands = tmp_path / "brands.toml"
    brands.write_text(f"[brands.{BRAND}]\nmuted = ['cartridges']\nroute = 'printers'\n")

    async def scenario() -> list[dict[str, Any]]:
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:
            desk = Desk(installation, process)
            await desk.replay([one for one in complaints if one.at < half])
            assert "sent the policies of 1 brand: acme" in await desk.command("policy", str(brands))
            await desk.replay([one for one in complaints if one.at >= half])
        return await desk.alerts()

    alerts = asyncio.run(scenario())
    before = [alert for alert in alerts if alert["route"] == "care"]
    after = alerts[len(before) :]
    assert "notify" in {alert["attention"] for alert in before}
    assert {(alert["attention"], alert["route"]) for alert in after} == {("board", "printers")}
    assert ["policy" in alert for alert in alerts] == [False] * len(before) + [True] + [False] * (len(after) - 1)


async def rewind(installation: Installation) -> None:
    group = installation.settings.application
    consumer = AIOKafkaConsumer(**installation.client, group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        logs = [TopicPartition(installation.topics.feedback, number) for number in range(2)]
        consumer.assign(logs)
        await consumer.commit(dict.fromkeys(logs, 0))
    finally:
        await consumer.stop()


async def all_read(installation: Installation) -> bool:
    group = installation.settings.application
    consumer = AIOKafkaConsumer(**installation.client, group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        logs = [TopicPartition(installation.topics.feedback, number) for number in range(2)]
        ends = await consumer.end_offsets(logs)
        return all([(await consumer.committed(log) or 0) == ends[log] for log in logs])
    finally:
        await consumer.stop()

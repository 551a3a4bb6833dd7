"""What an engine's forerunner opened, and it does not follow, is closed on the topics by one event: all readers agree."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from detectors.lifecycle.unfollowed import REASON
from stream.alerts.latest import newest_events, open_first
from stream.board.history import History
from stream.board.state import BoardState
from stream.cli.app import app
from stream.exits import Exit
from stream.offline.replay import replay
from stream.reading import Row
from tests.conftest import Cluster
from tests.incident import HOUR, OUTAGE, incident
from tests.integration.test_answers import rows_of
from tests.waiting import blocking_until, until
from tests.worker_tools import IN_PROCESS, Installation, WorkerProcess, catch_up, start_worker, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]
ROWS = rows_of(incident(people=60))
PAST = [row for row in ROWS if row.at_ms < (OUTAGE + 0.5 * HOUR) * 1000]
QUIET = [row for row in ROWS if row.at_ms < OUTAGE * 1000]


class Standing:
    """An installation, and how its readers see the trends."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation

    async def events(self) -> list[dict[str, Any]]:
        return [orjson.loads(one.value) for one in await self.installation.read(self.installation.topics.alerts)]

    async def ends(self) -> list[dict[str, Any]]:
        """Those of trends that nobody follows."""
        return [event for event in await self.events() if event.get("reason") == REASON]

    async def open_in_topics(self) -> list[str]:
        return [one["trend_id"] for one in open_first(list((await newest_events(self.installation.settings)).values()))]

    async def open_on_the_board(self) -> list[str]:
        """As `groundswell board` shows it: both topics through its state."""
        board, topics = BoardState(History()), self.installation.topics
        for name in ("alerts", "trends"):
            for one in await self.installation.read(getattr(topics, name)):
                board.on_record(name, one.key, one.value, f"{one.partition}/{one.offset}", one.timestamp / 1000)
        assert board.refused == 0
        return [one["trend_id"] for one in board.now()["trends"]]

    async def wait_for_ends(self, count: int, process: WorkerProcess) -> list[dict[str, Any]]:
        async def enough() -> bool:
            return len(await self.ends()) >= count

        await until(enough, 60, lambda: f"{count} ends\n{process.log()[-3_000:]}")
        return await self.ends()

    def command(self, *arguments: str) -> str:
        done = CliRunner().invoke(app, arguments, env={**self.installation.environment, "COLUMNS": "200"})
        assert done.exit_code == Exit.OK, done.output
        return done.output


def with_open_trend(kafka: Cluster, name: str, folder: Path, **settings: object) -> tuple[Standing, str]:
    """An installation whose worker has opened a trend and left."""
    given = {"mentions_partitions": 2, "engine_partitions": 2, **IN_PROCESS, **settings}
    installation = Installation.named(name, kafka.bootstrap, **given)
    standing = Standing(installation)

    async def scenario() -> str:
        await installation.create_topics()
        with worker(installation, folder / "log") as process:
            lateness = installation.settings.lateness_seconds
            await replay(PAST, installation.client, installation.topics, lateness_seconds=lateness)
            await catch_up(installation, process)
        (trend,) = await standing.open_in_topics()
        assert await standing.open_on_the_board() == [trend]
        return trend

    return standing, asyncio.run(scenario())


async def caught_up(process: WorkerProcess) -> None:
    """It is ready, and has had its turn to end what nobody follows."""
    await until(partial(is_ready, process), 60, process.log)
    await until(partial(is_over, time.monotonic() + 3.0), 10, "three turns")


def is_over(at: float) -> bool:
    return time.monotonic() >= at


def is_ready(process: WorkerProcess) -> bool:
    return process.get("/readyz")[0] == 200


def file_of(rows: Sequence[Row], folder: Path) -> str:
    file = folder / "past.jsonl"
    file.write_bytes(b"\n".join(row.value for row in rows))
    return str(file)


async def everybody_agrees(standing: Standing, ended: dict[str, Any], trend: str) -> None:
    assert (ended["trend_id"], ended["event"], ended["state"]) == (trend, "resolved", "resolved")
    assert ended["why"].startswith("Closed without an end")
    assert await standing.open_in_topics() == []
    assert await standing.open_on_the_board() == []
    events = [event for event in await standing.events() if event["trend_id"] == trend]
    assert events[-1] == ended
    assert ended["sequence"] == events[-2]["sequence"] + 1
    assert len({event["event_id"] for event in events}) == len(events)
    assert [one for one in (await standing.installation.read(standing.installation.topics.alerts)) if not one.headers] == []


def test_a_trend_that_was_open_is_closed_once_when_the_past_is_learned_anew(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    standing, trend = with_open_trend(kafka, unique_name("anew"), tmp_path)
    standing.command("warm", file_of(QUIET, tmp_path), "--replace")
    # Nothing of it is written by the command, so that whoever is killed in between leaves it to the next worker.
    assert asyncio.run(standing.ends()) == []
    process = start_worker(standing.installation, tmp_path / "log")
    try:
        blocking_until(partial(is_ready, process), 60, "the worker is ready")
        # About when the end is written: before it, or after it, or between its transaction and what follows.
        blocking_until(partial(is_over, time.monotonic() + 1.0), 10, "a moment")
    finally:
        process.kill()

    async def scenario() -> None:
        with worker(standing.installation, tmp_path / "log") as process:
            await until(partial(is_ready, process), 60, process.log)
            (ended,) = await standing.wait_for_ends(1, process)
            await everybody_agrees(standing, ended, trend)
            assert orjson.loads(process.get("/trends")[1])["trends"] == []
            assert ended["attention"] == "notify"
        # Learned once more, from files that know it after all: it goes on, and is open for everybody.
        await asyncio.to_thread(standing.command, "warm", file_of(PAST, tmp_path), "--replace")
        for _ in range(2):
            with worker(standing.installation, tmp_path / "log") as process:
                await caught_up(process)
        events = [event for event in await standing.events() if event["trend_id"] == trend]
        assert [event["event"] for event in events[-2:]] == ["resolved", "reopened"]
        assert events[-1]["event_id"] == f"{events[-2]['event_id']}/followed"
        assert await standing.open_in_topics() == await standing.open_on_the_board() == [trend]

    asyncio.run(scenario())


def test_a_trend_that_was_open_is_closed_once_when_engines_start_without_a_past(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    name = unique_name("afresh")
    _, trend = with_open_trend(kafka, name, tmp_path)
    settings = {"mentions_partitions": 2, "engine_partitions": 5, **IN_PROCESS}
    standing = Standing(Installation.named(name, kafka.bootstrap, **settings))
    standing.command("topics", "--repartition")

    async def scenario() -> None:
        with worker(standing.installation, tmp_path / "log") as process:
            (ended,) = await standing.wait_for_ends(1, process)
            await everybody_agrees(standing, ended, trend)
            before = len(await standing.events())
            lateness, later = standing.installation.settings.lateness_seconds, ROWS[len(PAST) :]
            await replay(later, standing.installation.client, standing.installation.topics, lateness_seconds=lateness)
            await catch_up(standing.installation, process)
        # What people still report is a trend of its own.
        assert "opened" in [event["event"] for event in (await standing.events())[before:]]
        assert len(await standing.ends()) == 1

    asyncio.run(scenario())

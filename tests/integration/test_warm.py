"""`groundswell warm`: engines that have learned from a file go on as those that had seen it live."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from detectors.alert import published
from stream.cli.app import app
from stream.engines.factory import build_engine
from stream.exits import Exit
from stream.intake.pipeline import build_intake
from stream.kafka.codec import encode_json
from stream.offline.pipeline import run
from stream.offline.replay import replay
from stream.reading import Row
from tests.conftest import Cluster
from tests.incident import HOUR, OUTAGE, incident
from tests.integration.test_answers import rows_of
from tests.waiting import until
from tests.worker_tools import IN_PROCESS, Installation, WorkerProcess, catch_up, worker

pytestmark = pytest.mark.kafka

HALF = OUTAGE + 0.5 * HOUR


def lists_agree(installation: Installation, process: WorkerProcess) -> None:
    """What the files left open is on the worker's page, in `trends` and in `explain`, though no alert was sent."""
    page = {event["trend_id"]: event["title"] for event in orjson.loads(process.get("/trends")[1])["trends"]}
    assert page
    port = {"GROUNDSWELL_WEB_PORT": process.url().rstrip("/").rpartition(":")[2]}
    environment = {**installation.environment, **port}
    listed = CliRunner().invoke(app, ["trends", "--json"], env=environment)
    found = orjson.loads(listed.stdout)
    assert {event["trend_id"]: event["title"] for event in found["trends"]} == page
    assert all("first mention" in brand["sentence"] for brand in found["brands"])
    assert len(found["brands"]) > 0
    for trend, title in page.items():
        explained = CliRunner().invoke(app, ["explain", trend], env=environment)
        assert explained.exit_code == Exit.OK, explained.output
        assert title in explained.stdout.replace("\n", " ")


def undisturbed(installation: Installation, rows: list[Row]) -> list[bytes]:
    events: list[bytes] = []
    configuration = installation.configuration
    intake, engine = build_intake(configuration), build_engine(configuration)
    run(
        rows,
        intake,
        engine,
        configuration.settings.lateness_seconds,
        lambda one: events.append(encode_json(published(one.alert))),
    )
    return events


def test_a_warmed_installation_goes_on_where_its_files_end(
    kafka: Cluster, unique_name: Callable[[str], str], tmp_path: Path
) -> None:
    installation = Installation.named(
        unique_name("warm"), kafka.bootstrap, mentions_partitions=2, engine_partitions=2, **IN_PROCESS
    )
    rows = rows_of(incident(people=60))
    past = [row for row in rows if row.at_ms < HALF * 1000]
    file = tmp_path / "past.jsonl"
    file.write_bytes(b"\n".join(row.value for row in past))

    def warm(*more: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["warm", str(file), *more], env=installation.environment)
        return done.exit_code, done.output

    async def scenario() -> None:
        await installation.create_topics()
        code, output = await asyncio.to_thread(warm)
        assert (code, "no alert was sent" in output) == (Exit.OK, True), output
        assert await installation.read(installation.topics.alerts) == []
        code, output = await asyncio.to_thread(warm)
        assert (code, "--replace" in output) == (Exit.USAGE, True), output
        assert (await asyncio.to_thread(warm, "--replace"))[0] == Exit.OK
        with worker(installation, tmp_path / "log") as process:
            await until(lambda: process.get("/readyz")[0] == 200, 60, "the engines are restored")
            await asyncio.to_thread(lists_agree, installation, process)
            lateness = installation.settings.lateness_seconds
            await replay(rows[len(past) :], installation.client, installation.topics, lateness_seconds=lateness)
            await catch_up(installation, process)
            # Beside a running worker nothing is written, and no file is read for it.
            done = await asyncio.to_thread(
                CliRunner().invoke, app, ["warm", "no/such/file.jsonl", "--replace"], env=installation.environment
            )
            assert (done.exit_code, "1 worker of" in done.output, "stop it first" in done.output) == (
                Exit.USAGE,
                True,
                True,
            )
        before = await ids()
        assert (await asyncio.to_thread(warm, "--replace"))[0] == Exit.OK
        with worker(installation, tmp_path / "log") as process:
            await replay(rows[len(past) :], installation.client, installation.topics, lateness_seconds=lateness)
            await catch_up(installation, process)
        # The same trends again, of a past that was learnt anew: no id stands for two events.
        again = (await ids())[len(before) :]
        assert again
        assert not set(again) & set(before)

    async def ids() -> list[str]:
        return [orjson.loads(one.value)["event_id"] for one in await installation.read(installation.topics.alerts)]

    asyncio.run(scenario())
    emitted = [record.value for record in asyncio.run(installation.read(installation.topics.alerts))]
    emitted = [value for value in emitted if "/w" not in orjson.loads(value)["event_id"]]
    whole = undisturbed(installation, rows)
    later = [event for event in whole if orjson.loads(event)["at"] > "2025-03-07T00:30:00Z"]
    assert 0 < len(later) < len(whole)
    assert emitted == later

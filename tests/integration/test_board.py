"""The board as a process beside real Kafka: it shows what the topics hold, survives restarts, and answers reach them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pytest
from selenium.webdriver.common.by import By

from stream.kafka.producer import Producer, Record
from stream.kafka.topics import partition_of
from stream.offline.replay import replay
from stream.process.rpc import dies_with
from tests.board_tools import TOKEN, alert, body
from tests.browser_tools import body_text, browser, complaints_of, eventually, needs_chromium
from tests.conftest import Cluster
from tests.incident import BRAND, HOUR, OUTAGE, incident
from tests.integration.test_answers import rows_of
from tests.notify_tools import until as wait_until
from tests.worker_tools import GROUNDSWELL, IN_PROCESS, Installation, WorkerProcess, bare_environment, catch_up, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


@contextlib.contextmanager
def board(installation: Installation, log: Path) -> Iterator[WorkerProcess]:
    """A board runs inside the block; it must leave with 0 when it is asked to, unless it was killed."""
    environment = {**bare_environment(), **installation.environment}
    with log.open("ab") as output:
        begins = output.tell()
        command = [*GROUNDSWELL, "board"]
        preexec = partial(dies_with, os.getpid())
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, preexec_fn=preexec)
    running = WorkerProcess(process, log, begins)
    try:
        until(lambda: running.get("/readyz")[0] == 200, running, "the board has read the topics")
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0, running.log()[-2_000:]


def until(condition: Callable[[], Any], running: WorkerProcess, what: str) -> None:
    wait_until(condition, what, running)


def installed(kafka: Cluster, name: str, **settings: object) -> Installation:
    installation = Installation.named(
        name, kafka.bootstrap, engine_partitions=3, board_port=0, board_token=TOKEN, **settings
    )
    asyncio.run(installation.create_topics())
    return installation


def publish(installation: Installation, *events: Any) -> None:
    """Events on both topics, as an engine's partition has them."""

    async def send() -> None:
        async with Producer(installation.settings.broker) as producer:
            for event in events:
                partition, value = partition_of(event.brand, 3), body(event)
                records = {partition: [Record(event.brand.encode(), value)]}
                await producer.send_all(installation.topics.alerts, records)
                records = {partition: [Record(event.trend_id.encode(), value)]}
                await producer.send_all(installation.topics.trends, records)

    asyncio.run(send())


def now(running: WorkerProcess) -> list[str]:
    return [trend["trend_id"] for trend in json.loads(running.get("/api/now")[1])["trends"]]


@needs_chromium
def test_alerts_of_all_brands_are_on_the_page_and_an_answer_reaches_the_topic(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    installation = installed(kafka, unique_name("board"))
    publish(installation, alert(1, brand="papyrion"), alert(2, brand="nordlicht"), alert(3, brand="kaffeebar"))
    with board(installation, tmp_path / "log") as running, browser() as window:
        window.get(running.url())
        cards = (By.CSS_SELECTOR, "article.card")
        eventually(window, lambda: len(window.find_elements(*cards)) == 3, "the trends of all brands")
        began = time.monotonic()
        publish(installation, alert(4, brand="papyrion", title="New on the topic"))
        eventually(window, lambda: "New on the topic" in body_text(window), "a new alert")
        assert time.monotonic() - began < 3, "two seconds from the topic to the page, and what the producer took"
        eventually(window, lambda: window.find_element(*cards), "a card").find_element(
            By.CSS_SELECTOR, ".actions button"
        ).click()
        eventually(window, lambda: window.find_element(By.ID, "token"), "the sign-in").send_keys(TOKEN, "\n")
        eventually(window, lambda: window.find_element(By.ID, "by"), "the answer").send_keys("ana")
        window.find_element(By.ID, "note").send_keys("C-7\n")
        eventually(window, lambda: "has it: ana: C-7" in body_text(window), "the answer, read back from the topic")
        assert complaints_of(window) == []
    (record,) = asyncio.run(installation.read(installation.topics.feedback))
    answer = orjson.loads(record.value)
    assert (answer["kind"], answer["by"], answer["note"]) == ("i_have_it", "ana", "C-7")
    assert record.partition == partition_of(record.key.decode(), 3)


def test_a_board_that_was_killed_shows_the_same_when_it_is_back(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = installed(kafka, unique_name("board"))
    publish(installation, alert(1), alert(2, state="resolved", event="resolved", reason="fixed"))
    with board(installation, tmp_path / "log") as running:
        assert now(running) == [alert(1).trend_id]
        running.kill()
    publish(installation, alert(5), alert(1, sequence=2, people=77, event="escalated"))
    with board(installation, tmp_path / "log") as running:
        assert now(running) == [alert(1).trend_id, alert(5).trend_id]
        story = json.loads(running.get(f"/api/trends/{alert(1).trend_id}")[1])
        assert [event["event"] for event in story["events"]] == ["opened", "escalated"]
        assert len(json.loads(running.get("/api/search?q=cartridge")[1])["found"]) == 3


def test_topics_that_are_not_there_are_named_and_waited_for(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(unique_name("board"), kafka.bootstrap, engine_partitions=3, board_port=0)
    environment = {**bare_environment(), **installation.environment}
    with (tmp_path / "log").open("ab") as output:
        process = subprocess.Popen([*GROUNDSWELL, "board"], env=environment, stdout=output, stderr=output)
    running = WorkerProcess(process, tmp_path / "log", 0)
    try:
        until(lambda: "groundswell topics" in running.get("/readyz")[1], running, "it says what is missing")
        assert running.get("/healthz")[0] == 200
        asyncio.run(installation.create_topics())
        until(lambda: running.get("/readyz")[0] == 200, running, "it goes on")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_a_port_that_is_taken_is_stated_in_one_sentence(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = installed(kafka, unique_name("board"))
    with board(installation, tmp_path / "log") as running:
        port = running.url().rstrip("/").rpartition(":")[2]
        environment = {**bare_environment(), **installation.environment, "GROUNDSWELL_BOARD_PORT": port}
        done = subprocess.run(
            [*GROUNDSWELL, "board"], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 78
        assert "address already in use" in done.stderr
        assert "Traceback" not in done.stderr
        request = urllib.request.Request(running.url(), headers={"Accept": "text/html"})
        assert urllib.request.urlopen(request, timeout=5).status == 200


def test_what_a_worker_sees_is_on_the_board_brand_by_brand_with_the_posts_of_each_trend(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    brands = tmp_path / "brands.toml"
    brands.write_text(f"[brands.{BRAND}]\nroute = 'printers'\n")
    more = {"mentions_partitions": 1, "board_url": "https://board.example", "brands": brands}
    installation = installed(kafka, unique_name("board"), **IN_PROCESS, **more)
    complaints = [one for one in incident(people=200, every=60.0) if one.at < OUTAGE + HOUR]
    settings = installation.settings

    async def feed(process: WorkerProcess) -> None:
        await replay(
            rows_of(complaints), installation.client, installation.topics, lateness_seconds=settings.lateness_seconds
        )
        await catch_up(installation, process)

    with board(installation, tmp_path / "board") as shown, worker(installation, tmp_path / "worker") as process:
        asyncio.run(feed(process))
        until(lambda: json.loads(shown.get("/api/now")[1])["brands"], shown, "the brand is reported")
        now = json.loads(shown.get("/api/now")[1])
        (brand,), (trend,) = now["brands"], now["trends"]
        assert brand["brand"] == trend["brand"] == BRAND
        assert (brand["people_hour"] > 40, len(brand["levels"]["people"])) == (True, 48)
        assert trend["live"]["people"] >= trend["people"]
        story = json.loads(shown.get(f"/api/trends/{trend['trend_id']}")[1])
        assert story["members_total"] >= 50
        assert {one["mention_id"] for one in story["members"]} <= {one.id for one in complaints}
        assert story["full"]["link"] == f"https://board.example/t/{trend['trend_id']}"
        figures = process.get("/metrics")[1]
        named = f'brand="{BRAND}",trend="{trend["trend_id"]}"'
        people = trend["people"]
        assert f"groundswell_trend_people{{{named}}} {people:.1f}" in figures
        assert f'groundswell_brand_people{{brand="{BRAND}"}} {brand["people_hour"]:.1f}' in figures
        assert "groundswell_budget_alerts_per_day 0.1" in figures
        assert trend["title"] in figures
        asyncio.run(answered_and_over(installation, process, shown, trend["trend_id"]))
        until(lambda: "groundswell_trend_people{" not in process.get("/metrics")[1], process, "what is over is gone")


async def answered_and_over(
    installation: Installation, process: WorkerProcess, shown: WorkerProcess, trend_id: str
) -> None:
    """Somebody says on the board that it is expected, and the worker ends it."""
    url = f"{shown.url()}api/answers"
    sent = json.dumps({"trend_id": trend_id, "kind": "expected", "by": "ana"}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url, sent, headers), timeout=20) as answer:
        assert answer.status == 200
    await catch_up(installation, process)

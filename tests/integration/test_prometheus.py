"""A real Prometheus scrapes worker, board and delivery: every query of the dashboards and every rule gets an answer."""

from __future__ import annotations

import asyncio
import json
import math
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml
from aiokafka import AIOKafkaProducer

DEPLOY = Path(__file__).parents[2] / "deploy"
DEADLINE_SECONDS = 90
TOKEN = "a-token-of-the-test"
WISHES = ("Where can I read about opening hours", "Is there a student discount", "Do you deliver to islands")

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.skipif(
        shutil.which("prometheus") is None or shutil.which("promtool") is None,
        reason="Prometheus is absent: apt-get install prometheus",
    ),
]


class Cluster(Protocol):
    """The Kafka of the run, as far as it is used here."""

    @property
    def bootstrap(self) -> str: ...


@dataclass(frozen=True)
class Scraped:
    """A worker that is scraped: where it answers, the token of its `/metrics`, and how to make something happen in it.

    `addresses` are the addresses of board and delivery, by their jobs; `story` gives the end of its log, for the message
    of a test that fails.
    """

    url: str
    token: str
    make_an_incident: Callable[[], None]
    story: Callable[[], str]
    addresses: dict[str, str]


@dataclass(frozen=True)
class Prometheus:
    """A running Prometheus that answers queries at `url` about `worker`."""

    url: str
    worker: Scraped

    def ask(self, expression: str) -> list[float]:
        """The values that an instant query gives now; none when the answer is empty."""
        query = urllib.parse.urlencode({"query": expression})
        return [float(sample["value"][1]) for sample in self._get(f"/api/v1/query?{query}")["result"]]

    def rules(self) -> list[dict[str, Any]]:
        return [rule for group in self._get("/api/v1/rules")["groups"] for rule in group["rules"]]

    def targets(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._get("/api/v1/targets?state=active")["activeTargets"]
        return found

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return json.load(answer)["data"]


@pytest.fixture(scope="module")
def scraped_worker(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scraped]:
    """A real worker in a process of its own, on topics of its own, in live mode."""
    folder = tmp_path_factory.mktemp("worker")
    name = f"metrics-{uuid.uuid4().hex[:12]}"
    address = free_address()
    environment = {variable: value for variable, value in os.environ.items() if not variable.startswith("GROUNDSWELL_")} | {
        "GROUNDSWELL_BROKER": kafka.bootstrap,
        "GROUNDSWELL_APPLICATION": name,
        "GROUNDSWELL_TOPIC_PREFIX": f"{name}.",
        "GROUNDSWELL_AUTHOR_KEY": "a key of the test",
        "GROUNDSWELL_MENTIONS_PARTITIONS": "1",
        "GROUNDSWELL_ENGINE_PARTITIONS": "1",
        "GROUNDSWELL_LATENESS_SECONDS": "0",
        # The clock must not overtake the incident, which lies in the past so that its buckets close at once.
        "GROUNDSWELL_IDLE_SECONDS": "86400",
        "GROUNDSWELL_SESSION_TIMEOUT_SECONDS": "6",
        "GROUNDSWELL_WEB_PORT": address.rpartition(":")[2],
        "GROUNDSWELL_WEB_TOKEN": TOKEN,
        "GROUNDSWELL_BOARD_URL": "https://board.example",
        "GROUNDSWELL_BOARD_TOKEN": TOKEN,
        "GROUNDSWELL_BRANDS": str(folder / "brands.toml"),
        "GROUNDSWELL_NOTIFY": str(folder / "notify.toml"),
    }
    (folder / "brands.toml").write_text("[brands.acme]\n")
    (folder / "notify.toml").write_text('[receivers.gone]\ntype = "webhook"\nurl = "http://127.0.0.1:9/"\n')
    addresses = {f"groundswell-{name}": free_address() for name in ("board", "notify", "canary")}
    environment["GROUNDSWELL_CANARY_PORT"] = addresses["groundswell-canary"].rpartition(":")[2]
    environment["GROUNDSWELL_CANARY_MINUTES"] = "0.05"
    environment["GROUNDSWELL_BOARD_PORT"] = addresses["groundswell-board"].rpartition(":")[2]
    environment["GROUNDSWELL_NOTIFY_PORT"] = addresses["groundswell-notify"].rpartition(":")[2]
    command = str(Path(sys.executable).parent / "groundswell")
    subprocess.run([command, "topics"], env=environment, check=True, timeout=60, stdout=subprocess.DEVNULL)
    log = folder / "log"
    ended = threading.Event()
    feeder = threading.Thread(target=lambda: asyncio.run(trickle(kafka.bootstrap, f"{name}.", ended)))

    def make_an_incident() -> None:
        asyncio.run(incident(kafka.bootstrap, f"{name}.mentions"))
        # It lives in the present, and the incident lies in the past.
        later.enter_context(running([command, "canary"], folder / "canary.log", environment))
        feeder.start()
        wait_until(lambda: answered(f"http://{addresses['groundswell-board']}"), log.read_text)

    with (
        running([command, "board"], folder / "board.log", environment) as board,
        running([command, "notify"], folder / "notify.log", environment) as notify,
        ExitStack() as later,
        running([command, "worker"], log, environment) as process,
    ):
        url = f"http://{address}"
        wait_until(lambda: is_ready(url, process), log.read_text)
        for job, one in (("groundswell-board", board), ("groundswell-notify", notify)):
            wait_until(partial(is_ready, f"http://{addresses[job]}", one), log.read_text)
        try:
            yield Scraped(url, TOKEN, make_an_incident, lambda: log.read_text()[-4_000:], addresses)
            assert process.poll() is None, log.read_text()
        finally:
            ended.set()
            if feeder.ident is not None:
                feeder.join()


@pytest.fixture(scope="module")
def prometheus(scraped_worker: Scraped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """Prometheus under our own configuration, changed only in addresses, the token and the pace."""
    folder = tmp_path_factory.mktemp("prometheus")
    configuration = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())
    configuration["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    configuration["rule_files"] = [str(DEPLOY / "prometheus" / "rules.yml")]
    (scrape,) = (one for one in configuration["scrape_configs"] if one["job_name"] == "groundswell")
    del scrape["dns_sd_configs"]
    scrape["static_configs"] = [{"targets": [scraped_worker.url.removeprefix("http://")]}]
    (folder / "token").write_text(scraped_worker.token)
    scrape["authorization"]["credentials_file"] = str(folder / "token")
    configuration["scrape_configs"] = [scrape]
    for job, address in scraped_worker.addresses.items():
        target = {"static_configs": [{"targets": [address]}], "authorization": scrape["authorization"]}
        configuration["scrape_configs"].append({"job_name": job, **target})
    del configuration["alerting"]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(configuration))
    checked = subprocess.run(
        ["promtool", "check", "config", str(folder / "prometheus.yml")], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr

    address, log = free_address(), folder / "log"
    command = [
        "prometheus",
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={address}",
    ]
    with running(command, log, None) as process:
        started = Prometheus(f"http://{address}", scraped_worker)
        wait_until(lambda: is_scraping(started, process), log.read_text)
        # Only now: what is counted before the first scrape is in no rate.
        scraped_worker.make_an_incident()
        yield started


@contextmanager
def running(command: list[str], log: Path, environment: dict[str, str] | None) -> Iterator[subprocess.Popen[bytes]]:
    """A process that writes to `log` and is ended by SIGTERM."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def is_ready(url: str, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, f"the worker has ended with {process.returncode}"
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def answered(board: str) -> bool:
    """Whether somebody could say on the board that they have a trend: false while there is none."""
    with urllib.request.urlopen(f"{board}/api/now", timeout=10) as now:
        trends = json.load(now)["trends"]
    for trend in trends[:1]:
        sent = json.dumps({"trend_id": trend["trend_id"], "kind": "have-it", "by": "ana"}).encode()
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(f"{board}/api/answers", sent, headers), timeout=20) as done:
            return bool(done.status == 200)
    return False


def is_scraping(started: Prometheus, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, f"Prometheus has ended with {process.returncode}"
    try:
        # Two scrapes make a rate, two evaluations a slope of what is recorded.
        return bool(started.ask("count_over_time(instance:groundswell_consumer_lag:sum[1m]) > 2"))
    except OSError:
        return False


async def incident(bootstrap: str, topic: str) -> None:
    """Forty people tell of one fault, between 40 and 10 minutes ago, after a day and a half of other things."""
    now = time.time()
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        for number in range(72):
            at = now - 2400 - 1800 * (72 - number)
            text = f"{WISHES[number % len(WISHES)]}, asked subject{number % 11} topic{number % 7}"
            await producer.send_and_wait(topic, mention(f"quiet-{number}", f"customer {number}", text, at))
        for number in range(40):
            at = now - 2400 + 45 * number
            text = f"The checkout keeps rejecting my card since this morning, error code 4012, order {number}"
            await producer.send_and_wait(topic, mention(f"incident-{number}", f"person {number}", text, at))


async def trickle(bootstrap: str, prefix: str, ended: threading.Event) -> None:
    """One mention after the other as they are written, of seven one without a word, every fourth one refused, and as many
    answers that nobody can use."""
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        number = 0
        while not ended.is_set():
            number += 1
            at = time.time()
            text = f"{WISHES[number % len(WISHES)]}, asks number {number}" if number % 7 else "…… !!!"
            # Klingon: a language that the screen has not learned.
            lang = "tlh" if number % 5 == 0 else "en"
            if lang == "tlh" and number % 7:
                text = f"nuqDaq jIyajbe qach Qapla {number}"
            value = mention(f"trickle-{number}", f"reader {number % 7}", text, at, lang) if number % 4 else b"not json"
            await producer.send_and_wait(f"{prefix}mentions", value)
            if number % 4 == 0:
                await producer.send_and_wait(f"{prefix}feedback", b"no answer")
            await asyncio.to_thread(ended.wait, 0.25)


def mention(name: str, author: str, text: str, at: float, lang: str = "en") -> bytes:
    written = datetime.fromtimestamp(at, UTC).isoformat()
    fields = {
        "id": name,
        "author": author,
        "text": text,
        "lang": lang,
        "created_at": written,
        "brand": "acme",
        "channel": "support-forum" if lang == "en" else "microblog",
    }
    return json.dumps(fields).encode()


def wait_until(condition: Callable[[], bool], explain: Callable[[], str]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, explain()
        threading.Event().wait(0.2)


def panel_queries() -> list[tuple[str, str]]:
    files = sorted((DEPLOY / "grafana" / "dashboards").glob("*.json"))
    panels = [panel for file in files for panel in json.loads(file.read_text(encoding="utf-8"))["panels"]]
    return [
        (
            panel["title"],
            target["expr"]
            .replace("$__rate_interval", "5m")
            .replace("$__range", "5m")
            .replace("$job", ".+")
            .replace("$instance", ".+"),
        )
        for panel in panels
        for target in panel.get("targets", ())
    ]


def rule_queries() -> list[tuple[str, str]]:
    """What each rule measures: an alert's expression without its limit, for a healthy worker is below it."""
    rules = yaml.safe_load((DEPLOY / "prometheus" / "rules.yml").read_text())
    found = []
    for group in rules["groups"]:
        for rule in group["rules"]:
            expression = rule["expr"].strip()
            if "alert" in rule:
                expression, limits = re.subn(r"\s+[<>]\s+[\d.]+$", "", expression)
                assert limits == 1, rule
            found.append((rule.get("alert") or rule["record"], expression))
    return found


@pytest.mark.parametrize(("title", "query"), panel_queries())
def test_every_panel_shows_something(prometheus: Prometheus, title: str, query: str) -> None:
    wait_until(
        lambda: any(not math.isnan(value) for value in prometheus.ask(query)),
        lambda: f"{title}: no answer to {query}\n{prometheus.worker.story()}",
    )


@pytest.mark.parametrize(("name", "query"), rule_queries())
def test_every_rule_measures_something(prometheus: Prometheus, name: str, query: str) -> None:
    wait_until(lambda: bool(prometheus.ask(query)), lambda: f"{name}: no answer to {query}\n{prometheus.worker.story()}")


def test_the_rules_are_loaded_and_evaluate_without_error(prometheus: Prometheus) -> None:
    rules = prometheus.rules()
    assert len(rules) == len(rule_queries())
    assert {rule["health"] for rule in rules} == {"ok"}


def test_a_healthy_worker_is_up_and_raises_no_alert(prometheus: Prometheus) -> None:
    wait_until(lambda: all(one["health"] == "up" for one in prometheus.targets()), prometheus.worker.story)
    targets = prometheus.targets()
    assert [(target["health"], target["lastError"]) for target in targets] == [("up", "")] * 4
    assert prometheus.ask('ALERTS{severity="critical"}') == []


def test_promtool_finds_no_fault_in_what_the_worker_exports(scraped_worker: Scraped) -> None:
    request = urllib.request.Request(
        f"{scraped_worker.url}/metrics", headers={"Authorization": f"Bearer {scraped_worker.token}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        exported = answer.read()
    checked = subprocess.run(["promtool", "check", "metrics"], input=exported, capture_output=True, check=False)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, b"")

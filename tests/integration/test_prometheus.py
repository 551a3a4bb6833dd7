"""A real Prometheus scrapes a live worker: every query of the dashboard and every rule gets an answer."""

from __future__ import annotations

import json
import math
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.metrics import Metrics, Vocabulary
from stream.web import Pages, WebServer

DEPLOY = Path(__file__).parents[2] / "deploy"
DEADLINE_SECONDS = 90
TOKEN = "a-token-of-the-test"

pytestmark = pytest.mark.skipif(
    shutil.which("prometheus") is None or shutil.which("promtool") is None,
    reason="Prometheus is absent: apt-get install prometheus",
)


@dataclass(frozen=True)
class Scraped:
    """A worker that is scraped: where it answers, and the token that its `/metrics` asks for."""

    url: str
    token: str


@dataclass(frozen=True)
class Prometheus:
    """A running Prometheus that answers queries at `url`."""

    url: str

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
def scraped_worker() -> Iterator[Scraped]:
    metrics = Metrics()
    pages = Pages(metrics=metrics.exposition, alive=lambda: (True, ()), ready=lambda: (True, ()), trends=lambda: ())
    ended = threading.Event()

    def work() -> None:
        words = Vocabulary()
        while not ended.wait(0.05):
            metrics.mentions.inc(10)
            metrics.complaints.inc(4)
            metrics.refused(words.refusals[0]).inc()
            metrics.batch_records("mentions").observe(10)
            for step in words.steps:
                metrics.step_seconds(step).observe(0.01)
            metrics.groups_live(0).set(7)
            metrics.trends_open(0, "open").set(2)
            metrics.consumer_lag("mentions", 0).set(3)
            metrics.watermark(0, time.time() - 120)
            metrics.alerts("opened", "systemic", "warning").inc()
            metrics.mention_to_alert_seconds.observe(200)
            metrics.bucket_close_to_alert_seconds.observe(0.2)
            metrics.ready.set(1)
            metrics.progressed()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        with WebServer(pages, port=0, token=TOKEN) as server:
            yield Scraped(server.url, TOKEN)
    finally:
        ended.set()
        thread.join()


@pytest.fixture(scope="module")
def prometheus(scraped_worker: Scraped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """Prometheus under our own configuration, changed only in addresses, the token and the pace."""
    folder = tmp_path_factory.mktemp("prometheus")
    configuration = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())
    configuration["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    configuration["rule_files"] = [str(DEPLOY / "prometheus" / "rules.yml")]
    (scrape,) = (one for one in configuration["scrape_configs"] if one["job_name"] == "groundswell")
    scrape["static_configs"] = [{"targets": [scraped_worker.url.removeprefix("http://")]}]
    (folder / "token").write_text(scraped_worker.token)
    scrape["authorization"]["credentials_file"] = str(folder / "token")
    configuration["scrape_configs"] = [scrape]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(configuration))
    checked = subprocess.run(
        ["promtool", "check", "config", str(folder / "prometheus.yml")], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                "prometheus",
                f"--config.file={folder / 'prometheus.yml'}",
                f"--storage.tsdb.path={folder / 'data'}",
                f"--web.listen-address={address}",
            ],
            stdout=log,
            stderr=log,
        )
        try:
            running = Prometheus(f"http://{address}")
            wait_until(lambda: is_scraping(running, process), lambda: (folder / "log").read_text())
            yield running
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def is_scraping(running: Prometheus, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "Prometheus has ended"
    try:
        # Two scrapes make a rate, two evaluations a slope of what is recorded.
        return bool(running.ask("count_over_time(instance:groundswell_consumer_lag:sum[1m]) > 2"))
    except (urllib.error.URLError, ConnectionError):
        return False


def wait_until(condition: Any, explain: Any) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, explain()
        threading.Event().wait(0.2)


def panel_queries() -> list[tuple[str, str]]:
    board = json.loads((DEPLOY / "grafana" / "dashboards" / "groundswell.json").read_text(encoding="utf-8"))
    return [
        (panel["title"], target["expr"].replace("$__rate_interval", "1m").replace("$job", ".+").replace("$instance", ".+"))
        for panel in board["panels"]
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
        lambda: any(not math.isnan(value) for value in prometheus.ask(query)), lambda: f"{title}: no answer to {query}"
    )


@pytest.mark.parametrize(("name", "query"), rule_queries())
def test_every_rule_measures_something(prometheus: Prometheus, name: str, query: str) -> None:
    wait_until(lambda: bool(prometheus.ask(query)), lambda: f"{name}: no answer to {query}")


def test_the_rules_are_loaded_and_evaluate_without_error(prometheus: Prometheus) -> None:
    rules = prometheus.rules()
    assert len(rules) == len(rule_queries())
    assert {rule["health"] for rule in rules} == {"ok"}


def test_a_healthy_worker_is_up_and_raises_no_alert(prometheus: Prometheus) -> None:
    (target,) = prometheus.targets()
    assert (target["health"], target["lastError"]) == ("up", "")
    assert prometheus.ask('ALERTS{severity="critical"}') == []


def test_promtool_finds_no_fault_in_what_the_worker_exports(scraped_worker: Scraped) -> None:
    request = urllib.request.Request(
        f"{scraped_worker.url}/metrics", headers={"Authorization": f"Bearer {scraped_worker.token}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        exported = answer.read()
    checked = subprocess.run(["promtool", "check", "metrics"], input=exported, capture_output=True, check=False)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, b"")

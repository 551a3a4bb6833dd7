"""Delivery to what others built: a real Alertmanager, and services behind Apprise at local stand-ins after their docs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.board_tools import alert
from tests.conftest import Cluster
from tests.notify_tools import installed, notify, publish, states, until
from tests.receivers import LocalReceiver, receivers
from tests.vendors import SERVICES, vendors

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]
needs_alertmanager = pytest.mark.skipif(
    shutil.which("prometheus-alertmanager") is None,
    reason="Alertmanager is absent: apt-get install prometheus-alertmanager",
)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def alertmanager(folder: Path, receiver: LocalReceiver) -> Iterator[str]:
    """A real Alertmanager that passes on what it has to `receiver`, at once."""
    config = folder / "alertmanager.yml"
    config.write_text(
        f"""
route: {{receiver: ours, group_by: [trend_id], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}}
receivers: [{{name: ours, webhook_configs: [{{url: "{receiver.url}/ours", send_resolved: true}}]}}]
"""
    )
    address = f"127.0.0.1:{free_port()}"
    options = [f"--web.listen-address={address}", "--cluster.listen-address=", f"--storage.path={folder / 'am'}"]
    with (folder / "alertmanager.log").open("wb") as log:
        command = ["prometheus-alertmanager", f"--config.file={config}", *options]
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        until(lambda: process.poll() is not None or is_up(f"http://{address}/-/ready"), "Alertmanager is ready")
        yield f"http://{address}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def is_up(url: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def alerts_of(url: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{url}/api/v2/alerts", timeout=5) as answer:
        found: list[dict[str, Any]] = json.loads(answer.read())
    return found


def statuses(receiver: LocalReceiver) -> list[tuple[str, str]]:
    return [(one["labels"]["trend_id"], one["status"]) for sent in receiver.taken for one in sent.json["alerts"]]


@needs_alertmanager
def test_alertmanager_has_an_alert_as_long_as_its_trend_is_open_and_not_longer(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    first, second = alert(1, link="https://board.example/t/1"), alert(2)
    with receivers() as (receiver,), alertmanager(tmp_path, receiver) as url:
        policy = f'[receivers.am]\ntype = "alertmanager"\nurl = "{url}"\nresend_seconds = 1\n'
        installation = installed(kafka, unique_name("notify"), tmp_path, policy)
        with notify(installation, tmp_path / "log") as running:
            publish(installation, first, second)
            until(lambda: len(alerts_of(url)) == 2, "both are there", running)
            began = time.monotonic()
            (one,) = [one for one in alerts_of(url) if one["labels"]["trend_id"] == first.trend_id]
            assert one["labels"]["brand"] == "papyrion"
            assert one["generatorURL"] == "https://board.example/t/1"
            assert one["annotations"]["summary"].startswith("NEW · papyrion: ")
            # Four repetitions are its life: it is there after twice as long.
            until(lambda: time.monotonic() > began + 8, "eight seconds", running)
            assert len(alerts_of(url)) == 2
            grown = alert(1, sequence=2, event="escalated", severity="critical", people=90, attention="board")
            publish(installation, grown)
            until(
                lambda: "critical" in {a["annotations"]["severity"] for a in alerts_of(url)}, "it changes with it", running
            )
            publish(
                installation, alert(1, sequence=3, event="resolved", state="resolved", attention="board", reason="fixed")
            )
            until(lambda: (first.trend_id, "resolved") in statuses(receiver), "its end is passed on", running)
            running.kill()
        until(lambda: (second.trend_id, "resolved") in statuses(receiver), "an alert that nobody keeps up ends by itself")
        with notify(installation, tmp_path / "log"):
            until(lambda: [one["labels"]["trend_id"] for one in alerts_of(url)] == [second.trend_id], "it is kept up again")
        assert len([one for one in statuses(receiver) if one == (first.trend_id, "firing")]) >= 1


@needs_alertmanager
def test_an_alertmanager_that_was_away_learns_of_the_end_when_it_is_back(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    with receivers() as (receiver,):
        policy = f'[receivers.am]\ntype = "alertmanager"\nurl = "{receiver.url}"\nresend_seconds = 1\n'
        installation = installed(kafka, unique_name("notify"), tmp_path, policy)
        receiver.status = 503
        with notify(installation, tmp_path / "log") as running:
            publish(installation, alert(1))
            until(lambda: receiver.refused, "it is tried", running)
            publish(installation, alert(1, sequence=2, event="resolved", state="resolved", attention="board"))
            until(lambda: len(receiver.refused) > 2, "and again", running)
            receiver.status = 200
            until(lambda: receiver.taken, "it is back", running)
            sent = receiver.taken[-1].json[0]
            assert sent["annotations"]["state"] == "resolved"
            assert sent["endsAt"] <= time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 2))


def test_the_end_of_a_trend_ends_its_incident_whatever_the_routes_say(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    """Pages alone are routed to the pagers; the trend ends quietly, after a restart."""
    policy = (
        '[receivers.pagerduty]\ntype = "apprise"\nurl = "pagerduty://0123456789abcdef0123456789abcdef@apikey0123456789abcd"\n'
        '[receivers.opsgenie]\ntype = "apprise"\nurl = "opsgenie://8b799edf-6f98-4d3a-9be7-2862fb4e5752/"\n'
        '[[routes]]\nto = ["pagerduty", "opsgenie"]\nattention = ["page"]\n'
    )
    page: dict[str, Any] = {"attention": "page", "severity": "critical"}
    quiet: dict[str, Any] = {"event": "resolved", "state": "resolved", "attention": "board", "reason": "back to usual"}
    with vendors(tmp_path) as found:
        taken = found.taken
        installation = installed(kafka, unique_name("notify"), tmp_path, policy)
        with notify(installation, tmp_path / "log", found.environment) as running:
            publish(installation, alert(1, **page), alert(2), alert(1, sequence=2, event="escalated", **page))
            until(lambda: [len(taken.get(host, ())) for host in SERVICES[:2]] == [2, 2], "both have both pages", running)
            until(lambda: states(installation) == {"sent": 4}, "the ledger knows", running)
        with notify(installation, tmp_path / "log", found.environment) as running:
            publish(installation, alert(2, sequence=2, **quiet), alert(1, sequence=3, **quiet))
            until(lambda: [len(taken[host]) for host in SERVICES[:2]] == [3, 3], "both have its end", running)
            # Nothing is ended twice, and a trend that comes again has its incident again.
            publish(installation, alert(1, sequence=4, **quiet), alert(1, sequence=5, event="reopened", **page))
            until(lambda: [len(taken[host]) for host in SERVICES[:2]] == [4, 4], "it is opened again", running)
    assert found.refused == []
    incidents = [body for _, _, body in taken["events.pagerduty.com"]]
    assert [one["event_action"] for one in incidents] == ["trigger", "trigger", "resolve", "trigger"]
    assert {one["dedup_key"] for one in incidents} == {f"papyrion/{alert(1).trend_id}"}
    first, second, (path, _, _), again = taken["api.opsgenie.com"]
    assert first[2]["alias"] == second[2]["alias"] == again[2]["alias"] == path.split("/")[-2]


def test_services_behind_apprise_get_title_and_text(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    with receivers(2) as (mattermost, generic), mail_server() as (port, letters):
        host = mattermost.url.removeprefix("http://")
        policy = (
            f'[receivers.mattermost]\ntype = "apprise"\nurl = "mmost://{host}/3ccdd113474722377935511fc85d3dd4"\n'
            f'[receivers.json]\ntype = "apprise"\nurl = "json://{generic.url.removeprefix("http://")}/x"\n'
            '[receivers.mail]\ntype = "apprise"\n'
            f'url = "mailto://127.0.0.1:{port}?smtp=127.0.0.1&mode=insecure&from=board@ops.example&to=team@ops.example"\n'
        )
        installation = installed(kafka, unique_name("notify"), tmp_path, policy)
        with notify(installation, tmp_path / "log") as running:
            publish(installation, alert(1, title="@channel cartridge <b>broken</b>"))
            until(lambda: mattermost.taken and generic.taken and letters, "all three", running)
        # docs.mattermost.com: incoming webhooks take JSON with `text` at /hooks/<key>.
        (sent,) = mattermost.taken
        assert sent.path == "/hooks/3ccdd113474722377935511fc85d3dd4"
        assert "@\u200bchannel cartridge" in sent.json["text"]
        assert "6 people in an hour" in sent.json["text"] or "people in an hour" in sent.json["text"]
        assert generic.taken[0].json["title"].startswith("NEW · papyrion")
        assert generic.taken[0].json["type"] == "warning"
        assert b"Subject:" in letters[0]


def test_a_service_behind_apprise_that_hangs_delays_no_other(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    with receivers(2) as (hanging, well):
        hanging.seconds = 30.0
        policy = "".join(
            f'[receivers.{name}]\ntype = "apprise"\ntimeout_seconds = 1\nurl = "json://{one.url.removeprefix("http://")}/"\n'
            for name, one in (("hanging", hanging), ("well", well))
        )
        installation = installed(kafka, unique_name("notify"), tmp_path, policy)
        with notify(installation, tmp_path / "log") as running:
            began = time.monotonic()
            publish(installation, *[alert(number, event_id=f"e{number}") for number in range(20)])
            until(lambda: len(well.taken) == 20, "the one that is well has all", running)
            assert time.monotonic() - began < 15


@contextlib.contextmanager
def mail_server() -> Iterator[tuple[int, list[bytes]]]:
    """As much of RFC 5321 as a mail client asks for; the letters that it took."""
    import threading

    letters: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                letters.append(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"250 ok\r\n")
        writer.close()

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(talk, "127.0.0.1", 0), loop).result(10)
    try:
        yield server.sockets[0].getsockname()[1], letters
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)

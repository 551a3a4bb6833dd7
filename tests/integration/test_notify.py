"""Delivery as a process beside real Kafka: to local receivers, to a real Alertmanager, and while things break."""

from __future__ import annotations

import asyncio
import base64
import hmac
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest

from detectors.alert import Alert, utc
from stream.kafka.producer import Producer, Record
from tests.board_tools import alert, body
from tests.conftest import Cluster
from tests.notify_tools import PARTITIONS, SECRET, installed, ledger, notify, publish, started, states, until, webhook
from tests.receivers import LocalReceiver, Received, receivers
from tests.worker_tools import GROUNDSWELL, Installation, bare_environment

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


def is_signed(received: Received) -> bool:
    signed = f"{received.ident}.{received.headers['webhook-timestamp']}.".encode() + received.body
    expected = base64.b64encode(hmac.digest(SECRET.encode(), signed, "sha256")).decode()
    return received.headers["webhook-signature"] == f"v1,{expected}"


def many(count: int, brands: int = 7) -> list[Alert]:
    return [alert(number, brand=f"brand {number % brands}", event_id=f"e/{number}/1/1") for number in range(count)]


def muted(number: int) -> Alert:
    """Somebody wants no message of this trend for an hour."""
    answered: dict[str, Any] = {"event": "feedback", "attention": "board", "muted_until": utc(time.time() + 3600)}
    return alert(number, sequence=2, event_id=f"muted-{number}", **answered)


def has_taken(receiver: LocalReceiver, count: int) -> bool:
    return len(receiver.taken) >= count


def test_a_message_is_signed_says_what_happened_and_is_sent_once(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    with receivers(2) as (ops, chat):
        routes = '[[routes]]\nto = ["ops"]\n[[routes]]\nto = ["chat"]\nverdicts = ["viral"]\nattention = ["board"]\n'
        installation = installed(
            kafka, unique_name("notify"), tmp_path, webhook("ops", ops) + webhook("chat", chat) + routes
        )
        with notify(installation, tmp_path / "log") as running:
            event, storm = alert(1), alert(2, verdict="viral", attention="board")
            # No record would hold what is to be noted of the first; before, the process ended over it at every start.
            publish(installation, alert(3, title="@" * 700_000), event, storm)
            until(lambda: ops.taken and chat.taken, "both have it", running)
            until(lambda: states(installation) == {"sent": 2}, "the ledger knows", running)
            figures = running.get("/metrics")[1]
        (message,) = ops.taken
        assert is_signed(message)
        assert message.json["data"]["trend_id"] == event.trend_id
        assert message.json["title"].startswith("NEW · papyrion: ")
        assert f"https://board.example/t/{event.trend_id}" in message.json["text"]
        assert message.headers["Idempotency-Key"] == message.ident == message.json["id"]
        assert [one.json["data"]["trend_id"] for one in chat.taken] == [storm.trend_id]
        assert 'groundswell_deliveries_total{outcome="sent",receiver="ops"} 1.0' in figures
        assert "groundswell_notify_alerts_total 2.0" in figures
        # What was sent stays sent when it comes back.
        with notify(installation, tmp_path / "log"):
            publish(installation, alert(3))
            until(lambda: len(ops.taken) == 2, "only the new one")
        assert len(set(ops.ids)) == 2


def test_the_first_start_reports_what_is_open_and_recent_once_and_nothing_else(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    with receivers() as (ops,):
        installation = installed(kafka, unique_name("notify"), tmp_path, webhook("ops", ops))
        over = alert(2, sequence=2, event="resolved", state="resolved", reason="fixed")
        eased = alert(1, sequence=2, event="easing", state="easing", attention="board")
        publish(installation, alert(1), eased, alert(2), over, alert(3, attention="board", event="emerging"))
        publish(installation, alert(6), muted(6))
        with notify(installation, tmp_path / "log") as running:
            until(lambda: ops.taken, "the one that is open", running)
            publish(installation, alert(4))
            until(lambda: len(ops.taken) == 2, "and what comes", running)
        with notify(installation, tmp_path / "log") as running:
            publish(installation, alert(5))
            until(lambda: len(ops.taken) == 3, "a second start repeats nothing", running)
        trends = [one.json["data"]["trend_id"] for one in ops.taken]
        assert trends == [alert(number).trend_id for number in (1, 4, 5)]
        assert states(installation) == {"sent": 3}


def test_a_first_start_that_has_much_to_say_says_it_in_one_message_and_pages_alone(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    with receivers() as (ops,):
        policy = webhook("ops", ops)
        installation = installed(kafka, unique_name("notify"), tmp_path, policy)
        publish(installation, *[alert(number) for number in range(6)], alert(9, attention="page", severity="critical"))
        with notify(installation, tmp_path / "log") as running:
            until(lambda: len(ops.taken) == 2, "a page and a digest", running)
        assert [one.json["type"] for one in ops.taken] == ["groundswell.event", "groundswell.digest"]
        assert len(ops.taken[1].json["data"]["events"]) == 6
        quiet = installed(kafka, unique_name("notify"), tmp_path, f"first_start_hours = 0\n{policy}")
        publish(quiet, alert(7))
        with notify(quiet, tmp_path / "log") as running:
            publish(quiet, alert(8))
            until(lambda: len(ops.taken) == 3, "what comes", running)
        assert ops.taken[2].json["data"]["trend_id"] == alert(8).trend_id


def test_a_receiver_that_is_gone_or_slow_delays_no_other_and_misses_nothing(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    with receivers(3) as (well, gone, slow):
        gone.status, slow.seconds = 503, 5.0
        policy = webhook("well", well) + webhook("gone", gone) + webhook("slow", slow, "timeout_seconds = 0.5")
        installation = installed(kafka, unique_name("notify"), tmp_path, policy)
        with notify(installation, tmp_path / "log") as running:
            began = time.monotonic()
            publish(installation, *many(200))
            until(lambda: len(well.taken) == 200, "the one that is well has all", running)
            took = time.monotonic() - began
            assert took < 15, f"{took:.1f} s"
            until(lambda: len(gone.refused) > 20 and len(slow.taken) == 0, "the others are tried", running)
            waiting = 'groundswell_deliveries_pending{receiver="gone"} 200.0'
            until(lambda: waiting in running.get("/metrics")[1], "what waits is counted", running)
            age = running.get("/metrics")[1].split('groundswell_delivery_oldest_seconds{receiver="gone"} ')[1]
            assert float(age.split("\n")[0]) > 0
            gone.status, slow.seconds = 200, 0.0
            until(lambda: len(set(gone.ids)) == 200, "gone is back")
            until(lambda: len(set(slow.ids)) == 200, "slow has all", running)
            until(lambda: states(installation) == {"sent": 600}, "the ledger knows", running)
        assert len(well.taken) == len(set(well.ids)) == 200
        assert not set(well.ids) & set(gone.ids), "an id is of one message to one receiver"


def test_killed_at_random_nothing_is_lost_and_repeats_carry_the_same_id(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    chance = Random(5)
    with receivers(2) as (ops, chat):
        ops.seconds = chat.seconds = 0.01
        installation = installed(kafka, unique_name("notify"), tmp_path, webhook("ops", ops) + webhook("chat", chat))
        with notify(installation, tmp_path / "log"):
            pass
        events = many(200)
        running = started(installation, tmp_path / "log")
        for begin in range(0, 200, 40):
            wanted = len(ops.taken) + chance.randint(1, 20)
            publish(installation, *events[begin : begin + 40])
            until(partial(has_taken, ops, wanted), "it delivers", running)
            running.kill()
            running = started(installation, tmp_path / "log")
        try:
            until(lambda: states(installation) == {"sent": 400}, "all are delivered", running)
        finally:
            running.kill()
        for receiver in (ops, chat):
            delivered = {one.json["data"]["event_id"] for one in receiver.taken}
            assert delivered == {event.event_id for event in events}
            pairs = {(one.ident, one.json["data"]["event_id"]) for one in receiver.taken}
            assert len(pairs) == 200, "a repeat has the id of its message"


def test_what_somebody_else_wrote_into_its_topics_stops_and_delays_nothing(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    odd: list[dict[str, Any]] = [
        {"state": "pending", "event": {"a": 1}},
        {"state": "pending", "event": {}, "created_at": 1e308, "not_before": 1e308},
        {"kind": "digest", "state": "pending", "events": [{"x": 1}] * 1_000},
        {"kind": "alert", "state": "open"},
        {"kind": "escalation", "state": "pending", "event": {}, "not_before": -1e300},
        {"state": "pending", "attempts": 2**62, "handle": "h" * 50_000},
        {"state": "sent", "id": "another"},
    ]
    named = [{"id": f"odd-{number}", "receiver": "ops", **one} for number, one in enumerate(odd)]
    records = [Record(f"odd-{number}".encode(), orjson.dumps(one)) for number, one in enumerate(named)]
    damaged = [b"[" * 50_000, b"NaN", b"\xff", b"null", body(alert(9, why="x" * 240_000)), body(alert(8, people=2**63 - 1))]

    async def write(installation: Installation) -> None:
        async with Producer(installation.settings.broker) as producer:
            for partition in range(PARTITIONS):
                await producer.send_all(installation.topics.deliveries, {partition: records})
                await producer.send_all(installation.topics.alerts, {partition: [Record(b"b", one) for one in damaged]})
                await producer.send_all(
                    installation.topics.trends, {partition: [Record(b"t%d" % n, one) for n, one in enumerate(damaged)]}
                )

    with receivers(1) as (receiver,):
        installation = installed(
            kafka, unique_name("odd"), tmp_path, webhook("ops", receiver) + '[[routes]]\nto = ["ops"]\n'
        )
        asyncio.run(write(installation))
        with notify(installation, tmp_path / "log") as running:
            asyncio.run(write(installation))
            events = many(14)
            publish(installation, *events)
            wanted = {event.event_id for event in events}
            until(lambda: wanted <= {one.json["data"]["event_id"] for one in receiver.taken}, "all are delivered", running)


def test_two_share_the_work_and_one_takes_over_from_the_other(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    with receivers() as (ops,):
        installation = installed(kafka, unique_name("notify"), tmp_path, webhook("ops", ops))
        with notify(installation, tmp_path / "one") as one, notify(installation, tmp_path / "two"):
            publish(installation, *many(30))
            until(lambda: len(set(ops.ids)) == 30, "both deliver")
            one.kill()
            publish(installation, *many(60)[30:])
            until(lambda: len(set(ops.ids)) == 60, "the other delivers all")


def test_a_page_that_nobody_takes_is_escalated_and_one_that_is_taken_is_not(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    with receivers(2) as (ops, duty):
        route = '[[routes]]\nto = ["ops"]\nescalate_after_minutes = 0.05\nescalate_to = ["duty"]\n'
        installation = installed(
            kafka, unique_name("notify"), tmp_path, webhook("ops", ops) + webhook("duty", duty) + route
        )
        with notify(installation, tmp_path / "log") as running:
            page: dict[str, Any] = {"attention": "page", "severity": "critical"}
            publish(installation, alert(1, **page), alert(2, **page), alert(3, **page))
            until(lambda: len(ops.taken) == 3, "all pages", running)
            taken = alert(2, sequence=2, event="feedback", attention="board", severity="critical", acknowledged="ana")
            publish(installation, taken, muted(3))
            until(lambda: states(installation)["not_needed"] == 2, "what ana has and what is muted is left", running)
            until(lambda: duty.taken, "the other is escalated", running)
        (message,) = duty.taken
        assert message.json["data"]["trend_id"] == alert(1).trend_id
        assert message.json["title"].startswith("NOBODY HAS IT")


def test_what_nobody_took_in_time_is_kept_counted_and_named(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    with receivers() as (gone,):
        gone.status = 500
        installation = installed(kafka, unique_name("notify"), tmp_path, webhook("gone", gone, "give_up_hours = 0.001"))
        with notify(installation, tmp_path / "log") as running:
            publish(installation, alert(1))
            until(lambda: states(installation) == {"undelivered": 1}, "it is given up", running)
            counted = 'outcome="undelivered",receiver="gone"} 1.0'
            until(lambda: counted in running.get("/metrics")[1], "it is counted, once it is kept", running)
        (one,) = ledger(installation).values()
        assert one["error"].startswith("500")
        assert one["attempts"] > 1


def test_slack_gets_one_message_a_trend_that_is_edited(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    with receivers() as (slack,):
        policy = f'[receivers.slack]\ntype = "slack"\ntoken = "xoxb-test"\nchannel = "C1"\nurl = "{slack.url}/api"\n'
        installation = installed(kafka, unique_name("notify"), tmp_path, policy)
        with notify(installation, tmp_path / "log") as running:
            publish(installation, alert(1, title="<!channel> broken & gone"))
            until(lambda: len(slack.taken) == 1, "a message", running)
            until(lambda: states(installation) == {"sent": 1}, "it is noted", running)
        with notify(installation, tmp_path / "log") as running:
            page: dict[str, Any] = {"attention": "page", "severity": "critical"}
            publish(installation, alert(1, sequence=2, event="escalated", state_reason="grew", **page), alert(2))
            until(lambda: len(slack.taken) == 4, "an edit, a line in the thread, another trend", running)
    first, *others = slack.taken
    assert first.headers["Authorization"] == "Bearer xoxb-test"
    assert "&lt;!channel&gt; broken &amp; gone" in first.json["text"]
    (edit,) = [one for one in others if one.path == "/api/chat.update"]
    assert (edit.json["ts"], edit.json["channel"]) == ("1.000100", "C1")
    (aloud,) = [one for one in others if one.json.get("thread_ts")]
    assert (aloud.json["thread_ts"], aloud.json["reply_broadcast"]) == ("1.000100", True)


def test_what_waited_through_quiet_hours_comes_as_one_digest(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    with receivers() as (ops,):
        # A minute is the shortest time that can be written: wait for the next one, hold to the one after it.
        seconds = time.time() % 60
        if seconds > 50:
            until(lambda: time.time() % 60 < 50, "a new minute")
        begins, ends = (time.strftime("%H:%M", time.gmtime(time.time() + 60 * minutes)) for minutes in (-1, 1))
        route = f'[[routes]]\nto = ["ops"]\nquiet = "{begins}-{ends}"\n'
        installation = installed(kafka, unique_name("notify"), tmp_path, webhook("ops", ops) + route)
        with notify(installation, tmp_path / "log") as running:
            page = alert(9, attention="page", severity="critical")
            publish(installation, *[alert(n) for n in range(1, 6)], alert(1, sequence=2, event_id="again"), page)
            publish(installation, alert(6), muted(6))
            until(lambda: len(ops.taken) == 1, "the page does not wait", running)
            until(lambda: len(ops.taken) == 2, "the others are sent when the hours end", running)
        digest = ops.taken[1].json
        assert digest["type"] == "groundswell.digest"
        assert digest["title"].startswith("5 trends since ")
        assert digest["title"].endswith("likely one release (4.2.1)")
        assert states(installation) == {"sent": 2, "superseded": 6, "not_needed": 1}


def test_a_trial_sends_every_receiver_one_of_each(tmp_path: Path) -> None:
    with receivers(2) as (well, gone):
        gone.status = 403
        file = tmp_path / "notify.toml"
        file.write_text(webhook("well", well) + webhook("gone", gone), encoding="utf-8")
        environment = {**bare_environment(), "GROUNDSWELL_NOTIFY": str(file)}
        done = trial(environment)
        assert (done.returncode, done.stdout.splitlines()) == (1, ["well: delivered", "gone: not delivered: 403 Forbidden"])
        kinds = [(one.json["type"], one.json["data"]["event"]) for one in well.taken]
        assert kinds == [
            ("groundswell.event", "opened"),
            ("groundswell.event", "escalated"),
            ("groundswell.escalation", "escalated"),
            ("groundswell.event", "resolved"),
        ]
        gone.status = 200
        assert trial(environment).returncode == 0


def trial(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = [*GROUNDSWELL, "notify", *(arguments or ("--test",))]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

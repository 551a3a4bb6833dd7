"""Access to Kafka: every client comes as the user of the settings, and the rights of `deploy/acls.sh` are the least.

On a Kafka with TLS, users and an authorizer. What processes say is searched for secrets.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
import trustme
from typer.testing import CliRunner

from stream.cli.app import app
from stream.exits import Exit
from stream.kafka.admin import partitions_of
from stream.kafka.authorization import refused_right, rights_missing
from stream.kafka.fence import Fence
from tests.incident import HOUR, OUTAGE, incident
from tests.integration.test_answers import rows_of
from tests.secured_kafka import Grant, SecuredKafka, grants_of_table
from tests.waiting import blocking_until, until
from tests.worker_tools import (
    AUTHOR_KEY,
    DEADLINE_SECONDS,
    GROUNDSWELL,
    IN_PROCESS,
    Installation,
    WorkerProcess,
    bare_environment,
    start_worker,
    wait_for,
    worker,
)

pytestmark = pytest.mark.kafka

ROLES = ("worker", "producer", "operator", "installer", "board", "notify", "canary")
PASSWORDS = {role: f"open-sesame-{role}" for role in ROLES}
KEY_PASSWORD = "the lock of the key"
WEB_TOKEN = "the token of the web port"
SECRETS = (*PASSWORDS.values(), "a wrong password", KEY_PASSWORD, WEB_TOKEN, AUTHOR_KEY)


@dataclass
class House:
    """An installation on a Kafka with users of every role."""

    kafka: SecuredKafka
    name: str

    @property
    def variables(self) -> dict[str, str]:
        """Of `deploy/acls.sh`."""
        roles = {role.upper(): f"User:{role}" for role in PASSWORDS}
        return {"PREFIX": f"{self.name}.", "APPLICATION": self.name, **roles}

    def grants(self, role: str) -> list[Grant]:
        return [one for one in grants_of_table(**self.variables) if one.principal == f"User:{role}"]

    def seen_by(self, role: str, **settings: object) -> Installation:
        """The installation as a user of this role has it."""
        access = {
            "security_protocol": "SASL_SSL",
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_username": role,
            "sasl_password": PASSWORDS[role],
            "ssl_cafile": self.kafka.ca,
            "web_token": WEB_TOKEN,
            "log_level": "debug",
        }
        layout = {"mentions_partitions": 1, "engine_partitions": 2, **IN_PROCESS}
        return Installation.named(self.name, self.kafka.sasl_bootstrap, **{**layout, **access, **settings})

    @property
    def super_user(self) -> Installation:
        return Installation.named(self.name, self.kafka.bootstrap, mentions_partitions=1, engine_partitions=2)

    def command(self, role: str, *arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, arguments, env={**self.seen_by(role).environment, "COLUMNS": "200"})
        assert_no_secret(done.output)
        return done.exit_code, done.output


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with SecuredKafka.start() as kafka:
        assert isinstance(kafka, SecuredKafka)
        made = House(kafka, "secured")

        async def furnish() -> None:
            await kafka.create_users(PASSWORDS)
            await kafka.grant(grants_of_table(**made.variables))

        asyncio.run(furnish())
        code, output = made.command("installer", "topics")
        assert code == Exit.OK, output
        yield made


def assert_no_secret(output: str) -> None:
    assert [secret for secret in SECRETS if secret in output] == []


def complaints_read(process: WorkerProcess) -> float:
    request = urllib.request.Request(f"{process.url()}/metrics", headers={"Authorization": f"Bearer {WEB_TOKEN}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        lines = dict(line.rsplit(" ", 1) for line in answer.read().decode().splitlines() if not line.startswith("#"))
    return float(lines['groundswell_batch_records_sum{topic="complaints"}'])


async def eventually(ask: Callable[[], Coroutine[Any, Any, Any]], wanted: Any) -> None:
    """What Kafka is given of rights holds a moment later."""

    async def is_so() -> bool:
        return bool(await ask() == wanted)

    await until(is_so, 20, f"{wanted}")


def ended(process: WorkerProcess, code: Exit) -> str:
    """What a worker logged that ends by itself with this code, and with a sentence instead of a traceback."""
    try:
        assert process.process.wait(DEADLINE_SECONDS) == code, process.log()[-3_000:]
    finally:
        process.kill()
    output = process.log()
    assert "Traceback" not in output
    assert_no_secret(output)
    return output.splitlines()[-1]


def test_with_the_least_rights_all_roles_do_their_work(house: House, tmp_path: Path) -> None:
    complaints = [one for one in incident(people=100, every=60.0) if one.at < OUTAGE + HOUR]
    file = tmp_path / "mentions.jsonl"
    file.write_bytes(b"\n".join(row.value for row in rows_of(complaints)))
    brands = tmp_path / "brands.toml"
    brands.write_text('[brands.acme]\nown_accounts = ["@acme"]\n', encoding="utf-8")
    installation, outside = house.seen_by("worker"), house.super_user

    async def events() -> list[str]:
        return [orjson.loads(record.value)["event"] for record in await outside.read(outside.topics.alerts)]

    async def saved() -> bool:
        return bool(await outside.read(outside.topics.checkpoints))

    def by(role: str, *arguments: str) -> str:
        code, output = house.command(role, *arguments)
        assert code == Exit.OK, output
        return output

    async def scenario() -> str:
        with worker(installation, tmp_path / "log") as first:
            assert "mentions sent" in await asyncio.to_thread(by, "producer", "replay", str(file))
            await wait_for(events, first, "an alert")
            await wait_for(saved, first, "a checkpoint")
        before = await events()
        listed = await asyncio.to_thread(by, "operator", "trends", "--json")
        trend = orjson.loads(listed)["trends"][0]["trend_id"]
        assert trend in await asyncio.to_thread(by, "operator", "alerts", "--from-start", "--until-end")
        assert "Verdict: " in await asyncio.to_thread(by, "operator", "explain", trend)
        await asyncio.to_thread(by, "operator", "answer", trend, "have-it")
        assert "1 brand: acme" in await asyncio.to_thread(by, "worker", "policy", str(brands))
        with worker(installation, tmp_path / "log") as second:

            async def answered() -> bool:
                return await events() == [*before, "feedback"]

            await wait_for(answered, second, "the answer is emitted, and nothing again")
            assert second.get("/metrics")[0] == 401
            assert complaints_read(second) < len(complaints), "the engine came from its checkpoint"
        assert "checkpoints of 2 partitions are written" in await asyncio.to_thread(
            by, "worker", "warm", str(file), "--replace"
        )
        return (tmp_path / "log").read_text()

    assert_no_secret(asyncio.run(scenario()))


def test_every_right_of_a_worker_is_asked_for_at_the_start(house: House) -> None:
    installation, topics = house.seen_by("worker"), house.super_user.topics

    async def missing() -> list[str]:
        return await rights_missing(installation.client, topics, house.name)

    async def fence_refused() -> bool:
        fences = [Fence(installation.client, f"{house.name}.{topic}", 0) for topic in (topics.alerts, topics.checkpoints)]
        refused = False
        for fence in fences:
            try:
                await fence.start()
            except Exception as error:
                refused = refused or house.name in refused_right(error)
            finally:
                await fence.stop()
        return refused

    async def scenario() -> None:
        await eventually(missing, [])
        for grant in house.grants("worker"):
            await house.kafka.revoke([grant])
            if grant.resource == "transactional-id":
                await eventually(fence_refused, True)
            else:
                await eventually(missing, [f"{grant.right} on {grant.resource} {grant.name}"])
            await house.kafka.grant([grant])
        await eventually(missing, [])
        await eventually(fence_refused, False)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("role", "number", "command", "refused"),
    [
        ("producer", 0, ["replay", "FILE"], "secured.mentions"),
        ("operator", 0, ["alerts", "--from-start", "--until-end"], "secured.alerts"),
        ("operator", 1, ["trends"], "secured.trends"),
        ("operator", 3, ["answer", "TREND", "have-it"], "write to no topic"),
    ],
)
def test_without_its_right_a_command_says_what_is_refused(
    house: House, tmp_path: Path, role: str, number: int, command: list[str], refused: str
) -> None:
    file = tmp_path / "mentions.jsonl"
    file.write_bytes(rows_of(incident(people=1))[0].value)
    listed = house.command("operator", "trends", "--json")[1] if "TREND" in command else ""
    open_trends = orjson.loads(listed)["trends"] if listed else [{"trend_id": ""}]
    assert open_trends, "the test before this one has left a trend open"
    places = {"FILE": str(file), "TREND": open_trends[0]["trend_id"]}
    grant = house.grants(role)[number]
    asyncio.run(house.kafka.revoke([grant]))
    try:
        deadline = time.monotonic() + 20
        code, output = int(Exit.OK), ""
        while code == Exit.OK and time.monotonic() < deadline:
            code, output = house.command(role, *(places.get(word, word) for word in command))
        assert code == Exit.ACCESS, output
        assert refused in output
    finally:
        asyncio.run(house.kafka.grant([grant]))


def test_what_kafka_refuses_ends_a_worker_with_a_sentence_and_a_code(house: House, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.pem"
    trustme.CA().cert_pem.write_to_path(str(stranger))
    grant = next(one for one in house.grants("worker") if one.resource == "transactional-id")
    asyncio.run(house.kafka.revoke([grant]))
    refused = {
        "password": start_worker(house.seen_by("worker", sasl_password="a wrong password"), tmp_path / "password"),
        "certificate": start_worker(house.seen_by("worker", ssl_cafile=stranger), tmp_path / "certificate"),
        "user": start_worker(house.seen_by("operator"), tmp_path / "user"),
        "transactions": start_worker(house.seen_by("worker"), tmp_path / "transactions"),
    }
    try:
        output = {name: ended(process, Exit.ACCESS) for name, process in refused.items()}
    finally:
        for process in refused.values():
            process.kill()
        asyncio.run(house.kafka.grant([grant]))
    assert "does not let 'worker' in" in output["password"]
    assert "certificate of 127.0.0.1" in output["certificate"]
    assert f"Read on topic {house.name}.mentions" in output["user"]
    assert f"Write on transactional-id {grant.name}" in output["transactions"]


def test_a_certificate_with_a_locked_key_is_a_user_too(house: House) -> None:
    certificate = house.kafka.certificate("worker", password=KEY_PASSWORD)
    access = {"security_protocol": "SSL", "ssl_cafile": house.kafka.ca, "ssl_certfile": certificate}
    shown = Installation.named(house.name, house.kafka.mutual_bootstrap, **access, ssl_key_password=KEY_PASSWORD)
    assert house.super_user.topics.alerts in asyncio.run(partitions_of(shown.client))


@pytest.mark.parametrize("role", ["board", "notify", "canary"])
def test_with_the_least_rights_board_delivery_and_canary_get_ready(house: House, role: str, tmp_path: Path) -> None:
    policy = tmp_path / "notify.toml"
    policy.write_text('[receivers.gone]\ntype = "webhook"\nurl = "http://127.0.0.1:9/"\n')
    installation = house.seen_by(role, board_port=0, notify_port=0, canary_port=0, notify=policy)
    environment = {**bare_environment(), **installation.environment}
    with (tmp_path / "log").open("wb") as output:
        process = subprocess.Popen([*GROUNDSWELL, role], env=environment, stdout=output, stderr=output)
    running = WorkerProcess(process, tmp_path / "log", 0)
    try:
        blocking_until(lambda: running.get("/readyz")[0] == 200, 60, "it is ready")
        blocking_until(lambda: role != "canary" or wrote_a_burst(running), 60, "the canary has written")
        assert "waits_for_kafka" not in running.log()
        assert_no_secret(running.log())
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def wrote_a_burst(running: WorkerProcess) -> bool:
    return "groundswell_canary_bursts_total 1.0" in running.get("/metrics")[1]

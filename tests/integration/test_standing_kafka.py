"""From nothing to live mentions in Kafka without Docker: a broker that stays, topics, and `send`."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import orjson
import pytest

from stream.cli.files import SHIPPED
from stream.exits import Exit
from stream.kafka.reader import follow
from stream.local_kafka.jars import LocalKafkaError
from stream.local_kafka.node import free_ports
from stream.local_kafka.standing import down, running, up
from tests.conftest import Cluster
from tests.worker_tools import GROUNDSWELL, bare_environment

pytestmark = pytest.mark.kafka
ROOT = Path(__file__).parents[2]


def groundswell(*arguments: str, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
    # As of a narrow terminal that exports its width.
    given = {f"GROUNDSWELL_{name.upper()}": value for name, value in settings.items()}
    environment = {**bare_environment(), "COLUMNS": "60", **given}
    return subprocess.run(
        [*GROUNDSWELL, *arguments], input=stdin, env=environment, capture_output=True, timeout=120, check=False
    )


def test_a_broker_stays_keeps_its_data_and_takes_mentions_as_they_come(tmp_path: Path) -> None:
    folder, port = tmp_path / "kafka", free_ports(1)[0]
    place = ("--folder", str(folder))
    assert groundswell("kafka", "status", *place).returncode == Exit.CRASH
    started = groundswell("kafka", "up", *place, "--port", str(port))
    assert started.returncode == Exit.OK, started.stderr
    broker = f"127.0.0.1:{port}"
    assert f"export GROUNDSWELL_BROKER={broker}".encode() in started.stdout
    try:
        there = orjson.loads(groundswell("kafka", "status", *place, "--json").stdout)
        assert (there["running"], there["answers"], there["broker"]) == (True, True, broker)
        again = groundswell("kafka", "up", *place, "--port", str(port))
        assert f"process {there['pid']}".encode() in again.stdout
        assert groundswell("topics", broker=broker).returncode == Exit.OK
        lines = [
            b'{"text":"it broke","author":"ann","id":1445058087436908054}',
            b'{"body":"it broke too"}',
            b"not json",
            b'{"text":"[deleted]"}',
            b'{"text":"it broke in May","created_at":"2026-05-01T10:00:00Z","brand":"other"}',
        ]
        elsewhere = groundswell("send", "-", stdin=lines[0], broker=broker, topic_prefix="none.")
        assert elsewhere.returncode == Exit.TOPICS
        assert b"the topic none.mentions is not there; `groundswell topics` creates it" in elsewhere.stderr
        sent = groundswell("send", "-", "--brand", "acme", stdin=b"\n".join(lines), broker=broker)
        assert sent.returncode == Exit.OK
        assert b"2 mentions sent" in sent.stdout
        assert b"not JSON" in sent.stderr
        assert b"more than a day old" in sent.stderr
        mapped = groundswell("send", "-", "--map", "text=body,brand:=acme", stdin=lines[1], broker=broker)
        assert b"1 mention sent" in mapped.stdout
        table = groundswell("send", "-", stdin=b"id,text\n7,it broke\n", broker=broker)
        assert table.returncode == Exit.LEFT_OUT
        assert b"`groundswell replay FILE` reads files of other forms" in table.stderr
        assert groundswell("kafka", "down", *place).returncode == Exit.OK
        assert running(folder) is None
        assert groundswell("kafka", "up", *place, "--port", str(port)).returncode == Exit.OK
        found = sorted(asyncio.run(mentions(broker)), key=lambda body: str(body["text"]))
        assert [body["text"] for body in found] == ["it broke", "it broke in May", "it broke too"]
        assert [body["brand"] for body in found] == ["acme", "acme", "acme"]
        assert found[0]["id"] == "1445058087436908054"
        assert len({body["id"] for body in found}) == 3
        assert found[2]["author"] == ""
    finally:
        down(folder)
    assert not down(folder)


async def mentions(broker: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    async for records in follow({"bootstrap_servers": broker}, "mentions", from_start=True, until_end=True):
        found += [orjson.loads(record.value) for record in records]
    return found


def test_a_port_that_somebody_has_is_named_with_the_way_out(kafka: Cluster, tmp_path: Path) -> None:
    with pytest.raises(LocalKafkaError, match=r"somebody else listens .* --port takes another"):
        up(tmp_path / "kafka", int(kafka.bootstrap.rpartition(":")[2]))
    assert running(tmp_path / "kafka") is None


def test_a_process_that_only_has_the_number_of_a_broker_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pid").write_text(f"{os.getpid()} 9092\n")
    assert running(tmp_path) is None
    assert not down(tmp_path)


def test_a_wheel_holds_what_the_commands_need_outside_the_repository(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    program = (
        "from stream.cli.app import main; import sys; from stream.local_kafka import jars; "
        "assert jars.recipe().joinpath('pom.xml').is_file() and jars._kafka_version(); main()"
    )
    environment = bare_environment() | {"PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program, "files", "out"],
        env=environment, cwd=tmp_path, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in SHIPPED:
        assert (tmp_path / "out" / name).read_bytes() == (ROOT / "deploy" / name).read_bytes()
    assert (tmp_path / "out" / "schemas" / "mention.schema.json").is_file()

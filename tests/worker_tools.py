"""What tests of the whole path share: an installation of its own on the Kafka of the run, and workers in processes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord

from stream.config.load import Configuration, load
from stream.config.settings import Settings
from stream.kafka.admin import create_topics
from stream.kafka.client import kafka_client
from stream.kafka.topics import Topics
from stream.process.rpc import dies_with
from tests.kafka_tools import create_topic, read_all
from tests.waiting import until

AUTHOR_KEY = "the key of the tests"
DEADLINE_SECONDS = 120.0
# A worker without child processes, which starts in half the CPU time: for tests to which it makes no difference.
IN_PROCESS = {"intake_processes": 0, "engine_processes": 0}
GROUNDSWELL = (sys.executable, "-c", "from stream.cli.app import main; main()")


def bare_environment() -> dict[str, str]:
    """The environment of this process without any setting of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}


@dataclass(frozen=True)
class Installation:
    """Topics, a consumer group and the settings of its workers, apart from everything else on the cluster."""

    environment: dict[str, str]

    @classmethod
    def named(cls, name: str, bootstrap: str, **settings: object) -> Installation:
        """Settings by their names in lower case. The clock is that of a replay, the author key that of all tests."""
        given = {
            "broker": bootstrap,
            "application": name,
            "topic_prefix": f"{name}.",
            "author_key": AUTHOR_KEY,
            "clock": "replay",
            "web_port": 0,
            "session_timeout_seconds": 6,
            # What is committed of the logs is what a checkpoint holds: tests that wait for it wait no longer than that.
            "checkpoint_seconds": 0.3,
            **settings,
        }
        return cls({f"GROUNDSWELL_{key.upper()}": str(value) for key, value in given.items()})

    @property
    def settings(self) -> Settings:
        return self.configuration.settings

    @property
    def configuration(self) -> Configuration:
        return load(self.environment)

    @property
    def topics(self) -> Topics:
        return Topics.of(self.settings)

    @property
    def client(self) -> dict[str, Any]:
        return kafka_client(self.settings)

    async def create_topics(self, *, bounded: bool = True) -> None:
        """With `bounded` off the broker takes mentions ahead of its clock, as on a topic that somebody else made."""
        if not bounded:
            await create_topic(self.settings.broker, self.topics.mentions, self.settings.mentions_partitions)
        await create_topics(self.client, self.topics, self.settings.replication)

    async def read(self, topic: str) -> list[ConsumerRecord]:
        return await read_all(self.settings.broker, topic)


class WorkerProcess:
    """A worker in a process of its own, which does not outlive this one; `log` is what it says."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path, log_start: int) -> None:
        self.process = process
        self._log = log
        self._log_start = log_start

    def log(self) -> str:
        """What it has logged; not what another before it logged into the same file."""
        return self._log.read_bytes()[self._log_start :].decode(errors="replace")

    def url(self) -> str:
        """Where its pages are, once it has logged so; empty before."""
        for line in self.log().splitlines():
            if '"listening"' in line:
                return str(json.loads(line)["url"])
        return ""

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of one of its pages; status 0 when it does not answer."""
        url = self.url()
        if not url:
            return 0, ""
        try:
            with urllib.request.urlopen(url.rstrip("/") + path, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            return 0, ""

    def kill(self) -> None:
        """No farewell: SIGKILL."""
        self.process.kill()
        self.process.wait()

    def assert_alive(self) -> None:
        assert self.process.poll() is None, f"the worker ended with {self.process.returncode}:\n{self.log()[-4_000:]}"

    def peak_memory_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def start_worker(
    installation: Installation, log: Path, within: Sequence[str] = (), program: Sequence[str] = GROUNDSWELL
) -> WorkerProcess:
    """A worker, which whoever starts it ends; `within` is a command that becomes it, `program` what it is a command of."""
    environment = {**bare_environment(), **installation.environment}
    with log.open("ab") as output:
        log_start = output.tell()
        process = subprocess.Popen(
            [*within, *program, "worker"],
            env=environment,
            stdout=output,
            stderr=output,
            preexec_fn=partial(dies_with, os.getpid()),
        )
    return WorkerProcess(process, log, log_start)


@contextlib.contextmanager
def worker(installation: Installation, log: Path, program: Sequence[str] = GROUNDSWELL) -> Iterator[WorkerProcess]:
    """A worker runs inside the block; it is ended by SIGTERM, and must then leave with 0, unless it was killed."""
    running = start_worker(installation, log, program=program)
    process = running.process
    try:
        yield running
    except BaseException:
        process.kill()
        process.wait()
        print(running.log()[-4_000:])
        raise
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.returncode == 0, f"a clean stop ended with {process.returncode}:\n{running.log()[-4_000:]}"


class Watcher:
    """An outsider's look at an installation: how far its topics and its group have come."""

    def __init__(self, installation: Installation, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer
        self._topics = installation.topics

    async def ends(self, topic: str) -> dict[int, int]:
        logs = [TopicPartition(topic, number) for number in await self._partitions(topic)]
        return {log.partition: end for log, end in (await self._consumer.end_offsets(logs)).items()}

    async def committed(self, topic: str) -> dict[int, int]:
        logs = [TopicPartition(topic, number) for number in await self._partitions(topic)]
        return {log.partition: await self._consumer.committed(log) or 0 for log in logs}

    async def is_caught_up(self) -> bool:
        """Whether both agents have committed everything; intake first: it commits after what it wrote is acknowledged."""
        for topic in (self._topics.mentions, self._topics.complaints):
            if await self.committed(topic) != await self.ends(topic):
                return False
        return True

    async def _partitions(self, topic: str) -> Sequence[int]:
        await self._consumer._client._wait_on_metadata(topic)
        return sorted(self._consumer.partitions_for_topic(topic) or ())


@contextlib.asynccontextmanager
async def watching(installation: Installation) -> AsyncIterator[Watcher]:
    group = installation.settings.application
    consumer = AIOKafkaConsumer(**installation.client, group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        yield Watcher(installation, consumer)
    finally:
        await consumer.stop()


async def wait_for(
    condition: Callable[[], Any], worker: WorkerProcess, what: str, seconds: float = DEADLINE_SECONDS
) -> None:
    """Waits until `condition()`, a coroutine, gives something true; a worker that ended meanwhile fails the test."""

    async def alive() -> Any:
        found = await condition()
        if not found:
            worker.assert_alive()
        return found

    await until(alive, seconds, lambda: f"{what}\n{worker.log()[-4_000:]}")


async def catch_up(installation: Installation, worker: WorkerProcess, seconds: float = DEADLINE_SECONDS) -> None:
    """Waits until the worker has dealt with everything there is."""
    async with watching(installation) as watcher:
        await wait_for(watcher.is_caught_up, worker, "everything is committed", seconds)


def backtest(file: Path, out: Path, *arguments: str, **settings: object) -> list[bytes]:
    """The alert bodies that `groundswell backtest` writes for a file."""
    environment = {
        **bare_environment(),
        "GROUNDSWELL_AUTHOR_KEY": AUTHOR_KEY,
        **{f"GROUNDSWELL_{key.upper()}": str(value) for key, value in settings.items()},
    }
    done = subprocess.run(
        [*GROUNDSWELL, "backtest", str(file), "--out", str(out), "--quiet", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return (out / "alerts.jsonl").read_bytes().splitlines()

"""Three real Kafka brokers on loopback, one KRaft quorum: what a test kills, pauses and restarts one by one."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from stream.local_kafka.broker import LocalKafka, prepare
from stream.local_kafka.jars import Jars
from stream.local_kafka.node import free_ports

NODES = 3
HEAP_MB = 384
# Every topic lies on all three, and what is acknowledged on two of them.
QUORUM = {
    "default.replication.factor": "3",
    "min.insync.replicas": "2",
    "offsets.topic.replication.factor": "3",
    "transaction.state.log.replication.factor": "3",
    "transaction.state.log.min.isr": "2",
    "share.coordinator.state.topic.replication.factor": "3",
    "share.coordinator.state.topic.min.isr": "2",
}


class QuorumNode(LocalKafka):
    """One broker and controller of the three; it is ready only once another one is."""

    def __init__(self, *args: Any, number: int, ports: Sequence[tuple[int, int]]) -> None:
        super().__init__(*args)
        self._number = number
        self._ports = ports
        self._broker_port, self._controller_port = ports[number]

    def begin(self) -> None:
        """Starts it on empty data, and does not wait."""
        data = self.folder / "data"
        shutil.copytree(self._jars.template, data)
        marks = data / "meta.properties"
        lines = [line for line in marks.read_text().splitlines() if not line.startswith(("node.id", "directory.id"))]
        # Three directories that claim one id would be taken for one.
        lines += [f"node.id={self._number + 1}", f"directory.id={_directory_id()}"]
        marks.write_text("\n".join(lines) + "\n")
        self._spawn()

    def await_ready(self, seconds: float) -> None:
        """Returns once it has created a topic and let a consumer join a group."""
        self._wait_ready(seconds)

    def revive(self) -> None:
        """Starts it again on its data, and does not wait: of three that are down none is ready alone."""
        self._spawn()

    def _server_properties(self) -> dict[str, str]:
        ours = super()._server_properties()
        voters = (f"{number + 1}@127.0.0.1:{controller}" for number, (_, controller) in enumerate(self._ports))
        return ours | QUORUM | {"node.id": str(self._number + 1), "controller.quorum.voters": ",".join(voters)}


class QuorumKafka:
    """The three together: `with QuorumKafka.start() as kafka`."""

    def __init__(self, nodes: Sequence[QuorumNode]) -> None:
        self.nodes = tuple(nodes)

    @classmethod
    def start(cls, ready_seconds: float = 120.0) -> QuorumKafka:
        """Raises LocalKafkaError when they do not become ready."""
        jars = prepare()
        ports = free_ports(2 * NODES)
        pairs = list(zip(ports[::2], ports[1::2], strict=True))
        kafka = cls([_node(jars, number, pairs) for number in range(NODES)])
        try:
            for node in kafka.nodes:
                node.begin()
            kafka.await_ready(ready_seconds)
        except BaseException:
            kafka.stop()
            raise
        return kafka

    @property
    def bootstrap(self) -> str:
        return ",".join(node.bootstrap for node in self.nodes)

    def await_ready(self, seconds: float) -> None:
        """Returns once each of them is ready."""
        deadline = time.monotonic() + seconds
        for node in self.nodes:
            node.await_ready(max(1.0, deadline - time.monotonic()))

    def stop(self) -> None:
        """Ends them side by side: the last one alone would wait for a quorum."""
        with ThreadPoolExecutor(NODES) as pool:
            list(pool.map(lambda node: node.stop(5.0), self.nodes))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


def _node(jars: Jars, number: int, ports: Sequence[tuple[int, int]]) -> QuorumNode:
    shared = [f"-XX:SharedArchiveFile={jars.archive}", "-Xlog:cds=off"] if jars.archive.stat().st_size else []
    folder = Path(tempfile.mkdtemp(prefix=f"groundswell-kafka-{os.getpid()}-{number}-")).resolve()
    return QuorumNode(jars, folder, {}, HEAP_MB, shared, number=number, ports=ports)


def _directory_id() -> str:
    """22 characters as Kafka writes its ids."""
    ident = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    return f"A{ident[1:]}"

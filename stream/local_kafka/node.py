"""What every local broker has in common: its properties, the command of its JVM, and how to see that it is ready."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import threading
import time
from pathlib import Path

from stream.local_kafka.jars import Jars, recipe


def server_properties(data: Path, broker_port: int, controller_port: int) -> dict[str, str]:
    """One node in KRaft mode on loopback, with its data in `data`."""
    broker = f"PLAINTEXT://127.0.0.1:{broker_port}"
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
        "listeners": f"{broker},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": broker,
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "PLAINTEXT",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": str(data),
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "1",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        # 6 s by default: a test of a crash would wait that long for the group to notice.
        "group.min.session.timeout.ms": "1000",
        # After `kill` the controller holds the old registration for this long (9 s by default) before a restart counts.
        "broker.session.timeout.ms": "3000",
        "broker.heartbeat.interval.ms": "500",
        "log.cleaner.dedupe.buffer.size": "4194304",
        "log.cleaner.backoff.ms": "200",
        "num.network.threads": "2",
        "num.io.threads": "2",
    }


def jvm_command(jars: Jars, config: Path, heap_mb: int, *options: str) -> list[str]:
    """The command that starts a broker."""
    return [
        jars.java,
        f"-Xms{min(256, heap_mb)}m",
        f"-Xmx{heap_mb}m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        *options,
        "-Djava.awt.headless=true",
        f"-Dlog4j2.configurationFile={recipe() / 'log4j2.properties'}",
        "-cp",
        jars.classpath,
        "kafka.Kafka",
        str(config),
    ]


def free_ports(count: int) -> list[int]:
    """So many different ports of loopback that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def port_open(port: int) -> bool:
    """Whether somebody on loopback listens there."""
    with socket.socket() as one:
        one.settimeout(0.5)
        return one.connect_ex(("127.0.0.1", port)) == 0


def probe(bootstrap: str, deadline: float) -> None:
    """Waits until the broker creates a topic and lets a consumer join a group; raises what kept it from it."""
    # In a thread: the caller may be inside a running event loop.
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(asyncio.wait_for(_probe(bootstrap), max(1.0, deadline - time.monotonic())))
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=run, name="kafka-probe", daemon=True)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


async def _probe(bootstrap: str) -> None:
    """Create a topic and join a group: an open port promises neither."""
    from aiokafka import AIOKafkaConsumer
    from aiokafka.admin import AIOKafkaAdminClient, NewTopic
    from aiokafka.errors import KafkaError

    topic = f"groundswell-probe-{os.getpid()}-{time.monotonic_ns()}"
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        while True:
            answer = await admin.create_topics([NewTopic(topic, 1, 1)])
            if all(error[1] == 0 for error in answer.topic_errors):
                break
            await asyncio.sleep(0.05)
        # Asked for by hand: the consumer's own retries would log errors about a coordinator that is being made.
        while True:
            with contextlib.suppress(KafkaError):
                await admin.find_coordinator(topic)
                break
            await asyncio.sleep(0.05)
        # A member that joins before the topic has a leader is given nothing, until it looks at the metadata again: after
        # five minutes by default, which on a busy machine a restart ran into.
        consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=topic, metadata_max_age_ms=500)
        await consumer.start()
        try:
            consumer.subscribe([topic])
            while not consumer.assignment():
                await asyncio.sleep(0.02)
        finally:
            await consumer.stop()
        await admin.delete_topics([topic])
    finally:
        await admin.close()

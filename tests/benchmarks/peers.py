"""The shell alone beside other Python pipelines: parse a mention and write it to another topic under its brand.

`python -m tests.benchmarks.peers --peers PYTHON`, where PYTHON is the interpreter of an environment of its own with
`bytewax`, `quixstreams`, `confluent-kafka` and `orjson`: none of them is a dependency of this project. Each pipeline is a
process; what is printed is its CPU time a record, from the first batch to the last. Ours also checks every field.
"""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any
from zlib import crc32

PARTITIONS = 4
COUNT = 40_000
SECONDS_MAX = 240.0


class Clock:
    """CPU time of this process, threads included, between the first records and the last."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.seen = wanted, 0
        self._first, self._started, self._ended = 0, 0.0, 0.0

    def add(self, records: int) -> bool:
        """So many more were read; True when there are enough."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        self._ended = used.ru_utime + used.ru_stime
        if not self._first:
            self._first, self._started = records, self._ended
        self.seen += records
        return self.seen >= self.wanted

    def microseconds(self) -> float:
        return (self._ended - self._started) / max(1, self.seen - self._first) * 1e6


def ours(bootstrap: str, source: str, sink: str, count: int) -> float:
    """Our transport, codec and producer."""
    from aiokafka import AIOKafkaConsumer

    from stream.kafka.codec import decode_mention
    from stream.kafka.producer import Producer, Record
    from stream.process.gc_tuning import tune_gc

    # As every process of a worker does.
    tune_gc()
    clock = Clock(count)

    async def run() -> None:
        consumer = AIOKafkaConsumer(
            source, bootstrap_servers=bootstrap, group_id=uuid.uuid4().hex, auto_offset_reset="earliest"
        )
        await consumer.start()
        async with Producer(bootstrap) as producer:
            partitions = await producer.partition_count(sink)
            while True:
                read = await consumer.getmany(timeout_ms=1000, max_records=2_000)
                batch = [record for records in read.values() for record in records]
                if not batch:
                    continue
                out: dict[int, list[Record]] = {partition: [] for partition in range(partitions)}
                for record in batch:
                    brand = decode_mention(record.value, record.timestamp).brand.encode()
                    out[crc32(brand) % partitions].append(Record(brand, record.value, [], record.timestamp))
                await producer.send_all(sink, out)
                if clock.add(len(batch)):
                    break
        await consumer.stop()

    asyncio.run(run())
    return clock.microseconds()


def confluent(bootstrap: str, source: str, sink: str, count: int) -> float:
    """librdkafka's consumer and producer."""
    import orjson
    from confluent_kafka import Consumer, Producer

    clock = Clock(count)
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": uuid.uuid4().hex, "auto.offset.reset": "earliest"})
    producer = Producer({"bootstrap.servers": bootstrap, "linger.ms": 50, "queue.buffering.max.messages": 1_000_000})
    consumer.subscribe([source])
    while True:
        batch = consumer.consume(2_000, timeout=1.0)
        if not batch:
            continue
        for record in batch:
            value = record.value()
            producer.produce(sink, value, key=orjson.loads(value)["brand"])
        producer.poll(0)
        if clock.seen + len(batch) >= count:
            producer.flush()
        if clock.add(len(batch)):
            break
    consumer.close()
    return clock.microseconds()


def bytewax(bootstrap: str, source: str, sink: str, count: int) -> float:
    """A dataflow of one worker that ends at the end of the topic."""
    import bytewax.operators as op
    import orjson
    from bytewax.connectors.kafka import KafkaSink, KafkaSinkMessage, KafkaSource
    from bytewax.dataflow import Dataflow
    from bytewax.testing import run_main

    clock = Clock(count)

    def rekeyed(message: Any) -> Any:
        if clock.seen % 2_000 == 0 or clock.seen + 1 == count:
            clock.add(1)
        else:
            clock.seen += 1
        return KafkaSinkMessage(orjson.loads(message.value)["brand"].encode(), message.value)

    flow = Dataflow("peer")
    stream = op.input("source", flow, KafkaSource([bootstrap], [source], tail=False, batch_size=2_000))
    op.output("sink", op.map("rekey", stream, rekeyed), KafkaSink([bootstrap], sink))
    run_main(flow)
    return clock.microseconds()


def quix(bootstrap: str, source: str, sink: str, count: int) -> float:
    """A streaming data frame of raw values."""
    import orjson
    from quixstreams import Application

    clock = Clock(count)
    app = Application(bootstrap, consumer_group=uuid.uuid4().hex, auto_offset_reset="earliest", loglevel="ERROR")
    frame = app.dataframe(app.topic(source, value_deserializer="bytes", key_deserializer="bytes"))

    def brand(value: bytes) -> bytes:
        if clock.seen % 2_000 == 0 or clock.seen + 1 == count:
            clock.add(1)
        else:
            clock.seen += 1
        return bytes(orjson.loads(value)["brand"], "utf-8")

    frame.to_topic(app.topic(sink, value_serializer="bytes", key_serializer="bytes"), key=brand)
    app.run(count=count, timeout=20.0)
    return clock.microseconds()


PIPELINES: dict[str, Callable[[str, str, str, int], float]] = {
    "ours": ours,
    "bytewax": bytewax,
    "quix": quix,
    "confluent": confluent,
}


def main(peers: str) -> None:
    """Starts a broker, fills a topic and runs each pipeline in a process of its own."""
    from stream.bench.rows import fill
    from stream.local_kafka.broker import LocalKafka

    with LocalKafka.start() as kafka:
        source = "mentions"
        asyncio.run(create(kafka.bootstrap, [source, *(f"out-{name}" for name in PIPELINES)]))
        asyncio.run(fill(kafka.bootstrap, [source], COUNT, 1, "tweets"))
        for name in PIPELINES:
            python = sys.executable if name == "ours" else peers
            began = time.perf_counter()
            done = subprocess.run(
                [python, __file__, name, kafka.bootstrap, source, f"out-{name}", str(COUNT)],
                capture_output=True,
                text=True,
                timeout=SECONDS_MAX,
                check=False,
            )
            if done.returncode:
                print(f"{name:10} failed: {done.stderr.strip().splitlines()[-1:]}")
                continue
            each = json.loads(done.stdout.splitlines()[-1])["microseconds"]
            print(f"{name:10} {each:7.1f} µs CPU a record ({time.perf_counter() - began:.0f} s)")


async def create(bootstrap: str, topics: list[str]) -> None:
    from aiokafka.admin import AIOKafkaAdminClient, NewTopic

    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics(
            [NewTopic(topic, PARTITIONS, 1, topic_configs={"retention.ms": "-1"}) for topic in topics]
        )
    finally:
        await admin.close()


if __name__ == "__main__":
    if sys.argv[1] == "--peers":
        main(sys.argv[2])
    else:
        name, bootstrap, source, sink, count = sys.argv[1:]
        print(json.dumps({"microseconds": PIPELINES[name](bootstrap, source, sink, int(count))}))

"""One measured row in a process of its own: `python -m stream.bench.rows ROW BOOTSTRAP TOPIC COUNT`.

Prints one line of JSON. The clock runs from the end of what arrived first to the end of the last: joining a group is not
speed, and what came first was fetched and unpacked before any clock of ours could start.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import faust
import orjson
from aiokafka import AIOKafkaConsumer
from yarl import URL

from stream.bench.mentions import mentions
from stream.bench.streams import KINDS, stream
from stream.kafka.batch_transport import batch_topic, current_batches
from stream.kafka.faust_app import build_faust_app, serve
from stream.kafka.producer import Producer, Record

_PARSED_SECONDS_MAX = 120.0


class Meter:
    """Counts records until there are enough, and what time and CPU they took."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.seen = 0
        self.done = asyncio.Event()
        self._first = 0
        self._started = self._ended = (0.0, 0.0)

    def add(self, count: int) -> None:
        """So many more have been dealt with; the first of them start the clocks and do not count."""
        self.seen += count
        now = (time.perf_counter(), time.process_time())
        if not self._first:
            self._first, self._started = count, now
        if self.seen >= self.wanted and not self.done.is_set():
            self._ended = now
            self.done.set()

    def figures(self) -> dict[str, Any]:
        return {
            "records": self.seen - self._first,
            "seconds": self._ended[0] - self._started[0],
            "cpu_seconds": self._ended[1] - self._started[1],
            "peak_memory_mb": peak_memory_mb("self"),
        }


def peak_memory_mb(pid: int | str) -> float:
    """The most memory that a process has had resident. Unlike `ru_maxrss` this does not begin with its parent's."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


# Of a stream like real ones: so many brands over so long.
BRANDS, SECONDS = 200, 12 * 3600


async def fill(bootstrap: str, topics: Sequence[str], count: int, seed: int, kind: str) -> dict[str, Any]:
    """Fill each topic with the same mentions, in order of time and round its partitions, and end the producer. `kind` is
    one of `streams.KINDS`, or `simple`: twenty brands and few words."""
    source = mentions(count, seed) if kind == "simple" else stream(KINDS[kind], count, BRANDS, SECONDS, seed)
    async with Producer(bootstrap) as producer:
        for chunk in _chunks(source, 20_000):
            for topic in topics:
                partitions = await producer.partition_count(topic)
                records: dict[int, list[Record]] = {partition: [] for partition in range(partitions)}
                for index, (value, at) in enumerate(chunk):
                    records[index % partitions].append(Record(None, value, [], at))
                await producer.send_all(topic, records)
    return {"records": count}


async def bare_consumer(bootstrap: str, topic: str, count: int) -> dict[str, Any]:
    """aiokafka's `getmany` and `orjson.loads`: what cannot be beaten in Python."""
    meter = Meter(count)
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap, group_id=_group(), auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        while not meter.done.is_set():
            for records in (await consumer.getmany(timeout_ms=1000)).values():
                for record in records:
                    orjson.loads(record.value)
                meter.add(len(records))
    finally:
        await consumer.stop()
    return meter.figures()


async def faust_agent(bootstrap: str, topic: str, count: int) -> dict[str, Any]:
    """Faust as it comes, and an agent that only parses."""
    meter = Meter(count)
    app = faust.App(
        _group(),
        broker=URL(f"kafka://{bootstrap}"),
        web_enabled=False,
        autodiscover=False,
        topic_disable_leader=True,
        datadir="/tmp",
        consumer_auto_offset_reset="earliest",
        stream_wait_empty=False,
    )
    app._create_directories = lambda: None  # type: ignore[method-assign]

    @app.agent(app.topic(topic, value_serializer="raw"))
    async def parses(values: Any) -> None:
        async for value in values:
            orjson.loads(value)
            meter.add(1)

    return await _until_done(app, meter)


async def batched_agent(bootstrap: str, topic: str, count: int) -> dict[str, Any]:
    """The same agent on our transport."""
    meter = Meter(count)
    app = build_faust_app(_group(), bootstrap)

    @app.agent(batch_topic(app, topic))
    async def parses(values: Any) -> None:
        async for batch in current_batches(app, values):
            for record in batch.records:
                orjson.loads(record.value)
            meter.add(len(batch))

    return await _until_done(app, meter)


async def _until_done(app: faust.App, meter: Meter) -> dict[str, Any]:
    task = asyncio.create_task(serve(app))
    waiting = asyncio.create_task(meter.done.wait())
    await asyncio.wait({task, waiting}, timeout=_PARSED_SECONDS_MAX, return_when=asyncio.FIRST_COMPLETED)
    if not meter.done.is_set():
        raise TimeoutError(f"{meter.seen} of {meter.wanted} records within {_PARSED_SECONDS_MAX:.0f} s")
    await app.stop()
    await task
    return meter.figures()


def _group() -> str:
    return f"bench-{uuid.uuid4().hex[:12]}"


def _chunks(source: Iterator[tuple[bytes, int]], size: int) -> Iterator[list[tuple[bytes, int]]]:
    chunk: list[tuple[bytes, int]] = []
    for one in source:
        chunk.append(one)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


ROWS = {"bare_consumer": bare_consumer, "faust_agent": faust_agent, "batched_agent": batched_agent}


def main(row: str, bootstrap: str, topics: str, count: str, seed: str = "1", kind: str = "simple") -> None:
    if row == "fill":
        figures = asyncio.run(fill(bootstrap, topics.split(","), int(count), int(seed), kind))
    else:
        figures = asyncio.run(ROWS[row](bootstrap, topics, int(count)))
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The worker as it runs in production, measured from outside by what its consumer group commits and what it counts.

The clock runs from the first commit on `mentions` until every mention is committed and the engines have read all of what it
led to in `complaints`: offsets of that topic are committed with each checkpoint, which is too seldom for a clock.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import IO, Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from detectors.errors import GroundswellError
from stream.bench.rows import peak_memory_mb

_WORKER_SECONDS_MAX = 240.0
_POLL_SECONDS = 0.02
# The worker's own figures cost it some milliseconds each time.
_POLL_FIGURES_SECONDS = 0.5


class WorkerRowError(GroundswellError):
    """The worker could not be measured."""


def command() -> list[str] | None:
    """How `groundswell` is called here, or None where the package is not installed."""
    script = Path(sys.executable).with_name("groundswell")
    return [str(script)] if script.exists() else None


def environment(bootstrap: str, prefix: str) -> dict[str, str]:
    """The settings of a worker on the topics with this prefix; what else is set in the environment stays."""
    return {
        **os.environ,
        "GROUNDSWELL_BROKER": bootstrap,
        "GROUNDSWELL_TOPIC_PREFIX": prefix,
        "GROUNDSWELL_APPLICATION": f"{prefix}worker",
        "GROUNDSWELL_AUTHOR_KEY": "the key of a bench",
        "GROUNDSWELL_CLOCK": "replay",
        "GROUNDSWELL_WEB_PORT": "0",
        "GROUNDSWELL_LOG_FORMAT": "json",
    }


def create_topics(groundswell: list[str], bootstrap: str, prefix: str) -> None:
    done = subprocess.run(
        [*groundswell, "topics"], env=environment(bootstrap, prefix), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise WorkerRowError(f"`groundswell topics` ended with {done.returncode}: {_tail(done.stdout + done.stderr)}")


def run(groundswell: list[str], bootstrap: str, prefix: str, count: int) -> dict[str, Any]:
    """Start a worker, wait until it has processed `count` mentions, end it, and return what it used."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [*groundswell, "worker"],
            env=environment(bootstrap, prefix),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return asyncio.run(_watch(process, bootstrap, prefix, count, output))
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


async def _watch(
    process: subprocess.Popen[bytes], bootstrap: str, prefix: str, count: int, output: IO[str]
) -> dict[str, Any]:
    group, source, log = f"{prefix}worker", f"{prefix}mentions", f"{prefix}complaints"
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    reader = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await admin.start()
    await reader.start()
    try:
        first: tuple[float, float, int] | None = None
        taken_in: float | None = None
        deadline = time.monotonic() + _WORKER_SECONDS_MAX
        while True:
            if process.poll() is not None:
                raise WorkerRowError(f"the worker ended with {process.returncode}: {_end_of(output)}")
            offsets = await admin.list_consumer_group_offsets(group)
            pids = with_children(process.pid)
            now, cpu = time.perf_counter(), sum(map(_cpu_seconds, pids))
            done = sum(value.offset for tp, value in offsets.items() if tp.topic == source and value.offset > 0)
            if done and first is None:
                first = (now, cpu, done)
            if first and done >= count:
                taken_in = taken_in or now
                written = sum((await _ends(reader, log)).values())
                if await asyncio.to_thread(_read_by_engines, output) >= written:
                    break
            if time.monotonic() > deadline:
                committed = {f"{tp.topic}[{tp.partition}]": value.offset for tp, value in sorted(offsets.items())}
                seen = f"committed {committed}, {log} ends at {await _ends(reader, log)}"
                raise WorkerRowError(f"not done within {_WORKER_SECONDS_MAX:.0f} s: {seen}\n{_end_of(output)}")
            await asyncio.sleep(_POLL_FIGURES_SECONDS if taken_in else _POLL_SECONDS)
        records = count - first[2]
        if records <= 0:
            raise WorkerRowError("too few mentions: all were committed at the first look")
        return {
            "records": records,
            "seconds": now - first[0],
            "intake_seconds": taken_in - first[0],
            "cpu_seconds": cpu - first[1],
            "peak_memory_mb": sum(map(peak_memory_mb, pids)),
        }
    finally:
        await reader.stop()
        await admin.close()


def _read_by_engines(output: IO[str]) -> float:
    """Records of `complaints` that the engines were given; 0 while one of them is at work."""
    output.seek(0)
    (url,) = [json.loads(line)["url"] for line in output if '"listening"' in line]
    with urllib.request.urlopen(f"{url.rstrip('/')}/metrics", timeout=10) as answer:
        lines = [line.rpartition(" ") for line in answer.read().decode().splitlines() if line.startswith("groundswell_")]
    counted = {name: float(value) for name, _, value in lines}
    taken = counted.get('groundswell_batch_records_count{topic="complaints"}', 0.0)
    if taken != counted.get('groundswell_step_seconds_count{step="apply"}', 0.0):
        return 0.0
    return counted.get('groundswell_batch_records_sum{topic="complaints"}', 0.0)


async def _ends(reader: AIOKafkaConsumer, topic: str) -> dict[TopicPartition, int]:
    if not reader.assignment():
        await reader._client._wait_on_metadata(topic)
        reader.assign([TopicPartition(topic, number) for number in reader.partitions_for_topic(topic) or ()])
        # Only asked for its ends: what an assigned consumer fetches on its own is not wanted.
        reader.pause(*reader.assignment())
    ends: dict[TopicPartition, int] = await asyncio.wait_for(reader.end_offsets(list(reader.assignment())), 10)
    return ends


def with_children(pid: int) -> list[int]:
    """A process and those it has started itself."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [pid, *(int(child) for thread in threads for child in thread.read_text().split())]


def _cpu_seconds(pid: int) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        # A child that the worker needed for a moment only.
        return 0.0
    # After the command's name, which may hold spaces: user time is field 14, system time 15.
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _end_of(output: IO[str]) -> str:
    output.seek(0)
    return _tail(output.read())


def _tail(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-12:])

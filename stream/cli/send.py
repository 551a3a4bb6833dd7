"""`groundswell send -`: mentions into Kafka as they come, one JSON object a line."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import typer

from stream.config.settings import Settings
from stream.exits import Exit, reason_of
from stream.kafka.client import kafka_client, producer_settings
from stream.kafka.producer import Producer, Record
from stream.kafka.reader import require_topic
from stream.kafka.topics import MENTION_BYTES_MAX, Topics
from stream.reading import Problem, Problems, ReadingError, options_of
from stream.reading.lines import LINE_BYTES_MAX
from stream.reading.live import LiveReader
from stream.reading.options import FileChoice, Options
from stream.terminal import broker_or_exit, print_error

# Lines that come together are sent together; a single one waits no longer than this.
GATHER_SECONDS = 0.2
GATHER_LINES = 1_000
DAY_MS = 86_400_000


class Sent:
    """What was sent, and what was not."""

    def __init__(self) -> None:
        self.mentions = 0
        self.old = 0
        self.problems = Problems()


def send_command(settings: Settings, file: Path, chosen: FileChoice, brand: str) -> None:
    """Sends each line as soon as it is there, and reports at the end, or after Ctrl-C, what became of them."""
    try:
        options = options_of(chosen, brand=brand)
        source = sys.stdin.buffer if str(file) == "-" else file.open("rb")
    except OSError as error:
        print_error(f"{file} cannot be read: {reason_of(error)}")
        raise typer.Exit(Exit.USAGE) from error
    except ReadingError as error:
        print_error(str(error))
        raise typer.Exit(Exit.USAGE) from error
    sent = Sent()
    with broker_or_exit(settings), source:
        asyncio.run(_send(settings, source, options, sent))
    typer.echo("1 mention sent" if sent.mentions == 1 else f"{sent.mentions:,} mentions sent")
    for sentence in sent.problems.sentences():
        print_error(f"left out: {sentence}", "yellow")
    if sent.old:
        verb = "is" if sent.old == 1 else "are"
        print_error(
            f"{sent.old:,} of them {verb} more than a day old: a worker that runs by the clock drops them as late "
            "(`groundswell warm FILE` learns from the past)",
            "yellow",
        )
    if sent.problems.faults and not sent.mentions:
        print_error("send reads one mention a line as JSON; `groundswell replay FILE` reads files of other forms", "yellow")
    if sent.problems.faults and (chosen.strict or not sent.mentions):
        raise typer.Exit(Exit.LEFT_OUT)


async def _send(settings: Settings, source: BinaryIO, options: Options, sent: Sent) -> None:
    topic = Topics.of(settings).mentions
    reader = LiveReader(options)
    await require_topic(kafka_client(settings), topic)
    async with Producer(record_bytes_max=4 * MENTION_BYTES_MAX, **producer_settings(settings)) as producer:
        partitions = await producer.partition_count(topic)
        async for lines in _gathered(source):
            now_ms = int(time.time() * 1000)
            outgoing: dict[int, list[Record]] = {}
            for line in lines:
                item = reader.row(line, now_ms)
                if isinstance(item, Problem):
                    sent.problems.add(item)
                elif item is not None:
                    sent.old += item.at_ms < now_ms - DAY_MS
                    # The same line goes to the same partition again.
                    place = crc32(item.value) % partitions
                    outgoing.setdefault(place, []).append(Record(None, item.value, (), now_ms))
            if outgoing:
                await producer.send_all(topic, outgoing)
                sent.mentions += sum(map(len, outgoing.values()))


async def _gathered(source: BinaryIO) -> AsyncIterator[list[bytes]]:
    """The lines that are there, again and again, until the source or the user ends it."""
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue[bytes] = asyncio.Queue(4 * GATHER_LINES)
    ended = asyncio.Event()
    with contextlib.suppress(NotImplementedError, ValueError):
        loop.add_signal_handler(signal.SIGINT, ended.set)
    # In a thread that dies with the process: a read of a terminal cannot be called off.
    threading.Thread(target=_read, args=(source, waiting, ended, loop), daemon=True).start()
    while not (ended.is_set() and waiting.empty()):
        lines: list[bytes] = []
        with contextlib.suppress(TimeoutError):
            lines.append(await asyncio.wait_for(waiting.get(), GATHER_SECONDS))
        while len(lines) < GATHER_LINES and not waiting.empty():
            lines.append(waiting.get_nowait())
        if lines:
            yield lines


def _read(source: BinaryIO, waiting: asyncio.Queue[bytes], ended: asyncio.Event, loop: asyncio.AbstractEventLoop) -> None:
    # The loop may be gone when a line comes after the user has ended it.
    with contextlib.suppress(RuntimeError, ValueError, CancelledError):
        while line := source.readline(LINE_BYTES_MAX + 2):
            asyncio.run_coroutine_threadsafe(waiting.put(line), loop).result()
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(ended.set)

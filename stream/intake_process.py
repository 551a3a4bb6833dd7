"""Intake in processes of their own: it costs almost as much as the engines, and under one lock of the interpreter only one
of both would run. `python -m stream.intake_process DESCRIPTOR` is such a process; it is started by `IntakeProcesses`.

Not multiprocessing's pools: their processes hold both ends of the queue they read, and outlive a worker that was killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import signal
import socket
import subprocess
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from stream.exits import Exit, WorkerExitError
from stream.processes import dies_with_parent
from stream.taking import Answer, Raw, TakenBatch, take_batch

if TYPE_CHECKING:
    from stream.settings import Settings

_LENGTH_BYTES = 8
# Answers that nobody awaits yet; above it the process waits.
_UNREAD_BYTES_MAX = 16 * 1024 * 1024
_STOP_SECONDS = 2.0
_STOPS = (signal.SIGINT, signal.SIGTERM)


class IntakeProcesses:
    """`async with IntakeProcesses(settings) as taker`: as many as the settings say; one takes in all of a partition.

    They end with the block, with this process however it ends, and by nothing else than SIGKILL. When one has ended,
    `check` and what is asked of it raise WorkerExitError.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._processes: list[_Process] = []
        self.batches_ahead = 1 + settings.processes_for_intake

    async def __aenter__(self) -> Self:
        for _ in range(self._settings.processes_for_intake):
            self._processes.append(await _Process.start(self._settings))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(process.stop() for process in self._processes))

    def ask(self, origin: int, mentions: list[Raw]) -> Answer:
        process = self._processes[origin % len(self._processes)]
        process.ask((origin, mentions))
        return process.answer

    def check(self) -> None:
        for process in self._processes:
            process.check()


class _Process:
    def __init__(
        self, process: subprocess.Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, settings: Settings) -> Self:
        ours, theirs = socket.socketpair()
        # Ctrl-C and a service manager's stop go to all processes, and the worker still needs this one for what is in hand.
        former = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        try:
            with theirs:
                command = [sys.executable, "-P", "-m", "stream.intake_process", str(theirs.fileno())]
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, former)
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=_UNREAD_BYTES_MAX)
        started = cls(process, reader, writer)
        started.ask(settings)
        return started

    def ask(self, what: object) -> None:
        self._writer.write(pickle.dumps(what, pickle.HIGHEST_PROTOCOL))

    async def answer(self) -> TakenBatch:
        try:
            length = int.from_bytes(await self._reader.readexactly(_LENGTH_BYTES))
            taken: TakenBatch = pickle.loads(await self._reader.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise await self._ended() from error
        return taken

    def check(self) -> None:
        code = self._process.poll()
        if code is not None:
            raise _ended_with(code)

    async def _ended(self) -> WorkerExitError:
        return _ended_with(await asyncio.to_thread(self._process.wait))

    async def stop(self) -> None:
        self._writer.close()
        try:
            await asyncio.to_thread(self._process.wait, _STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _ended_with(code: int) -> WorkerExitError:
    return WorkerExitError(Exit.CRASH, f"an intake process ended with {code}; what it had in hand was not committed")


def main(descriptor: str) -> None:
    """Answers until nobody can ask any more."""
    dies_with_parent(signal.SIGKILL)
    from stream.collecting import collect_seldom
    from stream.intake import Intake
    from stream.screens import load_screen

    with socket.socket(fileno=int(descriptor)) as connection:
        questions, answers = connection.makefile("rb"), connection.makefile("wb")
        with contextlib.suppress(EOFError, ConnectionError):
            settings: Settings = pickle.load(questions)
            intake = Intake(settings, load_screen())
            collect_seldom()
            while True:
                origin, mentions = pickle.load(questions)
                taken = take_batch(intake, settings.engine_partitions, origin, mentions)
                body = pickle.dumps(taken, pickle.HIGHEST_PROTOCOL)
                answers.write(len(body).to_bytes(_LENGTH_BYTES))
                answers.write(body)
                answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])

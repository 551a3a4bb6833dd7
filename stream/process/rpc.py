"""A process of ours beside the worker's own: under one lock of the interpreter only one of several parts would run.

`python -m MODULE DESCRIPTOR PARENT` is such a process, which calls `serve`; `Child.start(MODULE, …)` starts it. Both ends
speak over a pair of sockets: a length, then a pickled question with its number, or the answer to it.

Not multiprocessing's pools: their processes hold both ends of the queue they read, and outlive a worker that was killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

from stream.exits import Exit, WorkerExitError
from stream.process.processes import cpu_ticks, dies_with

_LENGTH_BYTES = 8
_BUFFER_BYTES = 4 * 1024 * 1024
_STOP_SECONDS = 2.0
_LOOK_SECONDS = 0.5
# What a terminal or a service manager sends to all processes at once; the worker still needs this one for what is in hand.
_FOR_THE_WORKER = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child:
    """Such a process, from outside. It ends with `stop`, with this process however that ends, and else only by SIGKILL."""

    def __init__(
        self, name: str, process: subprocess.Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._name = name
        self._process = process
        self._reader = reader
        self._writer = writer
        self._asked = 0
        self._done: tuple[int, int | None] = (0, None)
        self._still_seconds = 0.0
        self._stalled = ""
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._hearing = asyncio.create_task(self._hear())

    @classmethod
    async def start(cls, module: str, name: str) -> Self:
        """`name` is what a fault calls it."""
        ours, theirs = socket.socketpair()
        former = signal.pthread_sigmask(signal.SIG_BLOCK, _FOR_THE_WORKER)
        try:
            with theirs:
                command = [sys.executable, "-P", "-m", module, str(theirs.fileno()), str(os.getpid())]
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, former)
        return cls(name, process, *await asyncio.open_unix_connection(sock=ours, limit=_BUFFER_BYTES))

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, question: object) -> asyncio.Future[Any]:
        """The answer to come. It raises what the question raised there, and WorkerExitError when the process is gone."""
        answer = asyncio.get_running_loop().create_future()
        if self._hearing.done():
            _settle(answer, None, self._ended(self._process.poll()))
        else:
            self._asked += 1
            self._waiting[self._asked] = answer
            _send(self._writer, (self._asked, question))
        return answer

    def check(self) -> None:
        """Raises WorkerExitError when the process is gone."""
        code = self._process.poll()
        if code is not None:
            raise self._ended(code)

    async def _hear(self) -> None:
        try:
            while True:
                number, answer, error = await _receive(self._reader)
                _settle(self._waiting.pop(number), answer, error)
        except Exception as error:
            if not isinstance(error, asyncio.IncompleteReadError | ConnectionError):
                # What it said cannot be read: nobody knows any more which answer is whose.
                self._process.kill()
            ended = self._ended(await asyncio.to_thread(self._process.wait))
            ended.__cause__ = error
            for waiting in self._waiting.values():
                _settle(waiting, None, ended)

    def look(self, seconds: float, stall_seconds: float) -> None:
        """Called every so many `seconds`: ends the process when it owes an answer and has neither answered anything nor
        used the CPU for `stall_seconds`. Where nobody says what it used, it never does.

        Counted in looks: by the clock, a worker that was itself stopped for long would blame the process.
        """
        done = self._asked - len(self._waiting), cpu_ticks(self.pid)
        still = bool(self._waiting) and done == self._done and done[1] is not None and not self._hearing.done()
        self._still_seconds = self._still_seconds + seconds if still else 0.0
        self._done = done
        if self._still_seconds >= stall_seconds and not self._stalled:
            self._stalled = f"stalled: {self._name} owes an answer and has done nothing for {stall_seconds:g} s"
            self._process.kill()

    def _ended(self, code: int | None) -> WorkerExitError:
        what = self._stalled or f"{self._name} ended with {code}"
        return WorkerExitError(
            Exit.STALLED if self._stalled else Exit.CRASH, f"{what}; what it had in hand was not committed"
        )

    async def stop(self) -> None:
        """Ends the process; what it was asked and has not answered is cancelled."""
        self._hearing.cancel()
        self._writer.close()
        try:
            await asyncio.to_thread(self._process.wait, _STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for waiting in self._waiting.values():
            waiting.cancel()


class Children:
    """`async with Children(module, kind, many, first)`: so many such processes, all asked `first` when they begin.

    They end with the block. When one has ended before, `check` and what is asked of it raise WorkerExitError. One that
    owes an answer and does nothing for `stall_seconds` is ended, and that error then says so.
    """

    def __init__(self, module: str, kind: str, many: int, first: object, stall_seconds: float) -> None:
        self._module = module
        self._kind = kind
        self._many = many
        self._first = first
        self._stall_seconds = stall_seconds
        self._children: list[Child] = []
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        for _ in range(self._many):
            child = await Child.start(self._module, f"an {self._kind} process")
            self._children.append(child)
            child.ask(self._first)
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watching is not None:
            self._watching.cancel()
        await asyncio.gather(*(child.stop() for child in self._children))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            for child in self._children:
                child.look(_LOOK_SECONDS, self._stall_seconds)

    def of(self, partition: int) -> Child:
        """The one that has all of a partition."""
        return self._children[partition % self._many]

    def pids(self) -> dict[str, int]:
        """The processes by name."""
        return {f"{self._kind}-{number}": child.pid for number, child in enumerate(self._children)}

    def check(self) -> None:
        """Raises WorkerExitError when one is gone."""
        for child in self._children:
            child.check()


def _settle(waiting: asyncio.Future[Any], answer: object, error: Exception | None) -> None:
    if waiting.cancelled():
        return
    if error is None:
        waiting.set_result(answer)
    else:
        waiting.set_exception(error)
        # Looked at: nobody may be left to await it.
        waiting.exception()


def _send(writer: asyncio.StreamWriter, what: object) -> None:
    body = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    writer.write(len(body).to_bytes(_LENGTH_BYTES))
    writer.write(body)


def _sendable(error: Exception, told: str) -> Exception:
    """The error with its traceback as a note; one that does not survive the way, as its text."""
    error.add_note(told)
    try:
        pickle.loads(pickle.dumps(error, pickle.HIGHEST_PROTOCOL))
    except Exception:
        error = RuntimeError(repr(error))
        error.add_note(told)
    return error


async def _receive(reader: asyncio.StreamReader) -> Any:
    length = int.from_bytes(await reader.readexactly(_LENGTH_BYTES))
    return pickle.loads(await reader.readexactly(length))


Answering = Callable[[Any], Awaitable[object]]


def serve(descriptor: str, parent: str, begin: Callable[[Any], Answering]) -> None:
    """The life of such a process: `begin` gets what it was asked first, and makes what answers everything after that.

    Answers are worked out side by side, each begun in the order of the asking. It ends when nobody can ask any more.
    """
    dies_with(int(parent), signal.SIGKILL)
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        asyncio.run(_serve(int(descriptor), begin))


async def _serve(descriptor: int, begin: Callable[[Any], Answering]) -> None:
    reader, writer = await asyncio.open_unix_connection(sock=socket.socket(fileno=descriptor), limit=_BUFFER_BYTES)
    number, first = await _receive(reader)
    answering = begin(first)
    _send(writer, (number, None, None))
    under_way: set[asyncio.Task[None]] = set()

    async def answer(number: int, question: object) -> None:
        try:
            said: tuple[int, object, Exception | None] = number, await answering(question), None
        except Exception as error:
            said = number, None, _sendable(error, traceback.format_exc())
        _send(writer, said)

    try:
        while True:
            task = asyncio.create_task(answer(*await _receive(reader)))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
    except (asyncio.IncompleteReadError, ConnectionError):
        # Not to wait for threads that still work: nobody is left to hear of it.
        os._exit(0)

"""Child processes of the worker and calls to them: because of the GIL, threads would share a single core.

`python -m MODULE DESCRIPTOR PARENT` is a child process, which calls `serve`; `ProcessClient.start(MODULE, …)` starts it.
Both ends talk over a socket pair: a length, then a pickled request with its number, or the reply to it.

Not multiprocessing's pools: their processes hold both ends of the queue they read, and outlive a worker that was killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import pickle
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from stream.exits import Exit, WorkerExitError

_PR_SET_PDEATHSIG = 1
_LENGTH_BYTES = 8
_BUFFER_BYTES = 4 * 1024 * 1024
_STOP_SECONDS = 2.0
_CHECK_SECONDS = 0.5
# A terminal or a service manager signals the whole process group; the worker still needs its children to finish.
_SIGNALS_OF_THE_WORKER = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ProcessEndedError(WorkerExitError):
    """A child process ended by itself or was killed: `by` is the number of the signal, 0 when it left."""

    def __init__(self, code: Exit, reason: str, by: int = 0) -> None:
        super().__init__(code, reason)
        self.by = by


class ProcessClient:
    """The parent's end of one child process, which ends with `stop`, when this process ends, or by SIGKILL."""

    def __init__(
        self, name: str, process: subprocess.Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._name = name
        self._process = process
        self._reader = reader
        self._writer = writer
        self._requests = 0
        self._progress: tuple[int, int | None] = (0, None)
        self._idle_seconds = 0.0
        self._stalled = ""
        self._pending: dict[int, asyncio.Future[Any]] = {}
        self._reply_reader = asyncio.create_task(self._read_replies())

    @classmethod
    async def start(cls, module: str, name: str) -> Self:
        """Starts a child that runs `module`; errors call it `name`."""
        ours, theirs = socket.socketpair()
        former = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS_OF_THE_WORKER)
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

    def ask(self, request: object) -> asyncio.Future[Any]:
        """The reply to a request. It raises what the request raised in the child, and WorkerExitError if that has ended."""
        reply = asyncio.get_running_loop().create_future()
        if self._reply_reader.done():
            _resolve(reply, None, self._ended(self._process.poll()))
        else:
            self._requests += 1
            self._pending[self._requests] = reply
            _send(self._writer, (self._requests, request))
        return reply

    @property
    def has_ended(self) -> bool:
        return self._reply_reader.done() or self._process.poll() is not None

    def check(self) -> None:
        """Raises WorkerExitError when the process has ended."""
        code = self._process.poll()
        if code is not None:
            raise self._ended(code)

    async def _read_replies(self) -> None:
        try:
            while True:
                number, result, error = await _receive(self._reader)
                _resolve(self._pending.pop(number), result, error)
        except Exception as error:
            if not isinstance(error, asyncio.IncompleteReadError | ConnectionError):
                # An unreadable reply: which request the next ones belong to is no longer known.
                self._process.kill()
            ended = self._ended(await asyncio.to_thread(self._process.wait))
            ended.__cause__ = error
            for pending in self._pending.values():
                _resolve(pending, None, ended)

    def check_stalled(self, seconds: float, stall_seconds: float) -> None:
        """Called every `seconds`: kills the process when requests are pending and for `stall_seconds` it has neither
        replied nor used any CPU time. Never where the system does not report CPU time.

        Time is counted in calls: by the clock, a worker that was itself stopped for long would blame the child.
        """
        progress = self._requests - len(self._pending), cpu_ticks(self.pid)
        unchanged = progress == self._progress and progress[1] is not None
        idle = bool(self._pending) and unchanged and not self._reply_reader.done()
        self._idle_seconds = self._idle_seconds + seconds if idle else 0.0
        self._progress = progress
        if self._idle_seconds >= stall_seconds and not self._stalled:
            self._stalled = f"stalled: {self._name} owes an answer and has done nothing for {stall_seconds:g} s"
            self._process.kill()

    def _ended(self, code: int | None) -> WorkerExitError:
        what = self._stalled or f"{self._name} ended with {code}"
        reason = f"{what}; what it had in hand was not committed"
        return (
            WorkerExitError(Exit.STALLED, reason)
            if self._stalled
            else ProcessEndedError(Exit.CRASH, reason, -min(code or 0, 0))
        )

    async def stop(self) -> None:
        """Ends the process; pending requests are cancelled."""
        self._reply_reader.cancel()
        self._writer.close()
        try:
            await asyncio.to_thread(self._process.wait, _STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pending in self._pending.values():
            pending.cancel()


class ProcessPool:
    """`async with ProcessPool(module, kind, many, first)`: `many` child processes, each sent the request `first`.

    They end with the block. When one has ended before, `check` and requests to it raise WorkerExitError. One that has
    pending requests and does nothing for `stall_seconds` is killed, and the error is about the stall.
    """

    def __init__(self, module: str, kind: str, many: int, first: object, stall_seconds: float) -> None:
        self._module = module
        self._kind = kind
        self._many = many
        self._first = first
        self._stall_seconds = stall_seconds
        self._children: list[ProcessClient] = []
        self._watchdog: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        for _ in range(self._many):
            child, _ready = await self._start()
            self._children.append(child)
        self._watchdog = asyncio.create_task(self._watch())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watchdog is not None:
            self._watchdog.cancel()
        await asyncio.gather(*(child.stop() for child in self._children))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_CHECK_SECONDS)
            for child in self._children:
                child.check_stalled(_CHECK_SECONDS, self._stall_seconds)

    async def _start(self) -> tuple[ProcessClient, asyncio.Future[Any]]:
        child = await ProcessClient.start(self._module, f"an {self._kind} process")
        return child, child.ask(self._first)

    async def restart(self, partition: int) -> ProcessClient:
        """A fresh process in place of the one that a partition is assigned to, once it is ready.

        Raises WorkerExitError when it ends before that: then it is not what it is asked that ends it.
        """
        place = self.process_of(partition)
        await self._children[place].stop()
        child, ready = await self._start()
        self._children[place] = child
        try:
            await ready
        except ProcessEndedError as ended:
            raise WorkerExitError(Exit.CRASH, f"{ended}: it could not start") from ended
        return child

    def process_of(self, partition: int) -> int:
        """The number of the process that a partition is assigned to."""
        return partition % self._many

    def of(self, partition: int) -> ProcessClient:
        """The process that a partition is assigned to."""
        return self._children[self.process_of(partition)]

    def pids(self) -> dict[str, int]:
        """The processes by name."""
        return {f"{self._kind}-{number}": child.pid for number, child in enumerate(self._children)}

    def check(self) -> None:
        """Raises WorkerExitError when one has ended."""
        for child in self._children:
            child.check()


def _resolve(pending: asyncio.Future[Any], result: object, error: Exception | None) -> None:
    if pending.cancelled():
        return
    if error is None:
        pending.set_result(result)
    else:
        pending.set_exception(error)
        # Marks it as retrieved: nobody may be left to await it.
        pending.exception()


def _send(writer: asyncio.StreamWriter, message: object) -> None:
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    writer.write(len(body).to_bytes(_LENGTH_BYTES))
    writer.write(body)


def _sendable(error: Exception, trace: str) -> Exception:
    """The error with its traceback as a note; one that cannot be pickled and read back, as its text."""
    error.add_note(trace)
    try:
        pickle.loads(pickle.dumps(error, pickle.HIGHEST_PROTOCOL))
    except Exception:
        error = RuntimeError(repr(error))
        error.add_note(trace)
    return error


async def _receive(reader: asyncio.StreamReader) -> Any:
    length = int.from_bytes(await reader.readexactly(_LENGTH_BYTES))
    return pickle.loads(await reader.readexactly(length))


Handler = Callable[[Any], Awaitable[object]]


def serve(descriptor: str, parent: str, begin: Callable[[Any], Handler]) -> None:
    """The life of a child process: `begin` gets the first request and returns the handler of all that follow.

    Requests are handled concurrently, each begun in the order of arrival. It ends when the parent closes its end.
    """
    dies_with(int(parent), signal.SIGKILL)
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        asyncio.run(_serve(int(descriptor), begin))


async def _serve(descriptor: int, begin: Callable[[Any], Handler]) -> None:
    reader, writer = await asyncio.open_unix_connection(sock=socket.socket(fileno=descriptor), limit=_BUFFER_BYTES)
    number, first = await _receive(reader)
    handler = begin(first)
    _send(writer, (number, None, None))
    in_flight: set[asyncio.Task[None]] = set()

    async def reply(number: int, request: object) -> None:
        try:
            message: tuple[int, object, Exception | None] = number, await handler(request), None
        except Exception as error:
            message = number, None, _sendable(error, traceback.format_exc())
        _send(writer, message)

    try:
        while True:
            task = asyncio.create_task(reply(*await _receive(reader)))
            in_flight.add(task)
            task.add_done_callback(in_flight.discard)
    except (asyncio.IncompleteReadError, ConnectionError):
        # Without waiting for threads that still work: nobody is left to read their replies.
        os._exit(0)


def dies_with(parent: int, by: signal.Signals = signal.SIGTERM) -> None:
    """For `preexec_fn`, or called by the child itself: on Linux the kernel signals it when its parent dies.

    The caller passes `parent`: in a container that may be process 1, which elsewhere adopts orphans. On other systems
    nothing happens, and a child is ended by its parent alone.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:
        os._exit(1)


def cpu_ticks(pid: int) -> int | None:
    """CPU time of a process so far, in hundredths of a second; None where it is not reported, or the process has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The name, in brackets, may hold anything; user and system time are fields 14 and 15 of the whole.
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])

"""A real Apache Kafka on loopback, for tests and the demo: one node, KRaft, no Docker.

    with LocalKafka.start() as kafka:
        ...  # kafka.bootstrap is "127.0.0.1:<port>"

`python -m stream.local_kafka.broker` runs one in the foreground; with `--jars-only` it only fills the cache.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from stream.local_kafka.jars import Jars, LocalKafkaError, explained, install
from stream.local_kafka.node import free_ports, jvm_command, port_open, probe, server_properties

_STOP_SECONDS = 15.0
_PORT_ATTEMPTS = 5


def prepare(cache: Path | None = None) -> Jars:
    """Fill the cache, once: the jars, and the classes that a first broker has loaded, for a quicker start of all others.

    Raises:
        LocalKafkaError: Java or Maven is missing, or the jars cannot be downloaded.
    """
    jars = install(cache)
    if not jars.archive.exists():
        made = jars.folder / f"classes-{os.getpid()}.jsa"
        try:
            options = (f"-XX:ArchiveClassesAtExit={made}", "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
            LocalKafka._start(jars, {}, 512, 60.0, *options).stop(seconds=60.0)
        except LocalKafkaError:
            # This JVM has no such cache. Any real error shows at the next start.
            made.unlink(missing_ok=True)
        if not made.exists():
            made.touch()
        made.replace(jars.archive)
    return jars


class _Janitor:
    """A process that ends a broker and deletes its folder when this one is gone: it reads a pipe that we hold open."""

    def __init__(self, folder: Path) -> None:
        script = Path(__file__).with_name("janitor.py")
        theirs, ours = os.pipe()
        self._pids = os.fdopen(ours, "wb", buffering=0)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(script), str(folder)],
            stdin=theirs,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(theirs)

    def watch(self, pid: int) -> None:
        """From here on the broker is this process."""
        self._pids.write(b"%d\n" % pid)

    def end(self) -> None:
        """Has it do its work now; may be called again."""
        self._pids.close()
        self._process.wait()


class LocalKafka:
    """A broker in a process of its own, in its own process group, so that Ctrl-C reaches us and not the broker first.

    Its data is in a temporary folder, deleted by `stop`, and by a janitor process when this process dies without `stop`.
    Data and ports survive `kill` and `restart`.
    """

    def __init__(
        self, jars: Jars, folder: Path, properties: Mapping[str, str], heap_mb: int, jvm_options: Sequence[str]
    ) -> None:
        self._jars = jars
        self._folder = folder
        self._properties = dict(properties)
        self._heap_mb = heap_mb
        self._jvm_options = jvm_options
        self._broker_port = 0
        self._controller_port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._janitor = _Janitor(folder)

    @classmethod
    def start(
        cls,
        *,
        cache: Path | None = None,
        properties: Mapping[str, str] | None = None,
        heap_mb: int = 512,
        ready_seconds: float = 60.0,
    ) -> LocalKafka:
        """A broker that has created a topic and let a consumer join a group.

        Args:
            cache: where the jars are kept; see `stream.places.cache_folder`.
            properties: server properties added to ours, or instead of them.
            heap_mb: the JVM's largest heap.
            ready_seconds: how long it may take until it is ready.

        Raises:
            LocalKafkaError: Java or Maven is missing, the jars cannot be downloaded, or the broker did not become ready.
        """
        jars = prepare(cache)
        shared = [f"-XX:SharedArchiveFile={jars.archive}", "-Xlog:cds=off"] if jars.archive.stat().st_size else []
        return cls._start(jars, properties or {}, heap_mb, ready_seconds, *shared)

    @classmethod
    def _start(
        cls, jars: Jars, properties: Mapping[str, str], heap_mb: int, ready_seconds: float, *jvm_options: str
    ) -> LocalKafka:
        # Resolved and short: Kafka's own file names add some 100 characters.
        folder = Path(tempfile.mkdtemp(prefix="groundswell-kafka-")).resolve()
        kafka = cls(jars, folder, properties, heap_mb, jvm_options)
        try:
            kafka._first_start(ready_seconds)
        except BaseException:
            kafka.stop()
            raise
        return kafka

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self._broker_port}"

    @property
    def pid(self) -> int:
        """Process id of the JVM."""
        return self._running().pid

    @property
    def folder(self) -> Path:
        """Where its data, settings and output lie; gone after `stop`."""
        return self._folder

    @property
    def output(self) -> str:
        """What the broker has logged: warnings and errors."""
        path = self._folder / "output.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self, seconds: float = _STOP_SECONDS) -> None:
        """End the broker (SIGTERM, after `seconds` SIGKILL) and delete its data; may be called again."""
        process, self._process = self._process, None
        try:
            if process and process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(seconds)
        finally:
            # Also when a second Ctrl-C interrupts the wait. What is left, the janitor ends and deletes.
            if process and process.poll() is None:
                process.kill()
                process.wait()
            self._janitor.end()

    def pause(self) -> None:
        """Stop the world for the broker (SIGSTOP): connections stay open and nothing answers."""
        self._running().send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._running().send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """SIGKILL, as a power cut for one machine; `restart` brings it back with the same data and port."""
        process = self._running()
        process.kill()
        process.wait()

    def restart(self, ready_seconds: float = 60.0) -> None:
        """Start again on the same data and port; ends the running one cleanly first, if there is one.

        Raises:
            LocalKafkaError: the port was taken meanwhile, or it did not become ready.
        """
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        self._spawn()
        self._wait_ready(ready_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _first_start(self, ready_seconds: float) -> None:
        for attempt in range(_PORT_ATTEMPTS):
            self._broker_port, self._controller_port = free_ports(2)
            shutil.rmtree(self._folder / "data", ignore_errors=True)
            shutil.copytree(self._jars.template, self._folder / "data")
            self._spawn()
            try:
                self._wait_ready(ready_seconds)
            except LocalKafkaError:
                # Between our look for a free port and Kafka's bind, somebody else took it.
                if "Address already in use" not in self.output or attempt + 1 == _PORT_ATTEMPTS:
                    raise
            else:
                return

    def _spawn(self) -> None:
        config = self._folder / "server.properties"
        config.write_text("".join(f"{key}={value}\n" for key, value in self._server_properties().items()))
        command = jvm_command(self._jars, config, self._heap_mb, *self._jvm_options)
        with (self._folder / "output.log").open("wb") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                start_new_session=True,
            )
        self._janitor.watch(self._process.pid)

    def _server_properties(self) -> dict[str, str]:
        return server_properties(self._folder / "data", self._broker_port, self._controller_port) | self._properties

    def _wait_ready(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not port_open(self._broker_port):
            self._check_alive()
            if time.monotonic() > deadline:
                raise LocalKafkaError(explained(self.output, f"Kafka did not open its port within {seconds:.0f} s"))
            time.sleep(0.02)
        try:
            probe(self.bootstrap, deadline)
        except Exception as error:
            self._check_alive()
            raise LocalKafkaError(explained(self.output, f"Kafka did not become ready: {error!r}")) from error

    def _check_alive(self) -> None:
        code = self._running().poll()
        if code is not None:
            raise LocalKafkaError(explained(self.output, f"Kafka ended at its start with exit code {code}"))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise LocalKafkaError("this local Kafka was stopped")
        return self._process


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--jars-only"]):
        print("usage: python -m stream.local_kafka.broker [--jars-only]", file=sys.stderr)
        return 2
    try:
        if arguments:
            print(prepare().folder)
            return 0
        with LocalKafka.start() as kafka:
            # Blocked only now: the JVM would inherit the mask and could not be ended by SIGTERM.
            ends = {signal.SIGINT, signal.SIGTERM}
            signal.pthread_sigmask(signal.SIG_BLOCK, ends)
            print(kafka.bootstrap, flush=True)
            signal.sigwait(ends)
    except LocalKafkaError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""The worker: one process with both agents, the timers that keep event time and metrics moving, and a clean end."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Mapping, Set
from functools import partial
from typing import Any

import faust
import structlog
from aiokafka.errors import KafkaError
from faust.types import TP

from stream.admin import partitions_of
from stream.agents import IntakeAgent
from stream.batching import Batch, BatchLimits, batch_topic, commit, current_batches
from stream.engines import TrendsAgent
from stream.exits import Exit, WorkerExitError
from stream.faust_app import build_faust_app, serve
from stream.feedback import FeedbackAgent, policy_commands, send_commands
from stream.metrics import Metrics
from stream.producing import Producer
from stream.refusal_guard import RefusalGuard
from stream.settings import Clock, Settings
from stream.topics import DEAD_LETTER_BYTES_MAX, Topics
from stream.web import Pages, WebServer
from stream.wiring import build_engine, build_intake, kafka_client, producer_settings, warm_up

log = structlog.get_logger()

TICK_SECONDS = 1.0
STOP_SECONDS = 10.0
BROKER_WAIT_SECONDS = 120.0


class Worker:
    """Everything of one process. `run` returns when it was told to stop, and raises WorkerExitError or what crashed it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.topics = Topics.of(settings)
        self.metrics = Metrics()
        self._client = kafka_client(settings)
        self._done: dict[TP, int] = {}
        self._ready_reasons: list[str] = ["starting"]
        self._progress_at = time.monotonic()
        self._app: faust.App | None = None
        self._intake: IntakeAgent | None = None
        self._trends: TrendsAgent | None = None
        self._feedback: FeedbackAgent | None = None
        self._crash: BaseException | None = None
        self._stopping = False
        self._buckets_closed = 0
        self._guard = RefusalGuard(settings.refused_share_max, time.monotonic)
        self._stopped: asyncio.Task[None] | None = None

    async def run(self) -> None:
        settings = self.settings
        pages = Pages(
            metrics=self.metrics.exposition,
            alive=self._alive,
            ready=self._ready,
            trends=self._open_trends,
            explain=self._explain,
        )
        token = settings.web_token.get_secret_value()
        try:
            server = WebServer(pages, host=settings.web_host, port=settings.web_port, token=token)
        except OSError as error:
            raise WorkerExitError(
                Exit.SETTINGS,
                f"port {settings.web_port} of {settings.web_host} cannot be had ({error.strerror}); "
                "GROUNDSWELL_WEB_PORT names another, 0 takes a free one",
            ) from error
        with server as web:
            log.info("listening", url=web.url)
            log.info("budget", allowed=settings.policies.budget_sentence)
            await self._wait_for_topics()
            producer = Producer(**producer_settings(settings))
            letters = Producer(**producer_settings(settings), record_bytes_max=DEAD_LETTER_BYTES_MAX - 1024)
            async with producer, letters:
                await self._serve(producer, letters)
        if self._crash is not None:
            raise self._crash

    async def _serve(self, producer: Producer, letters: Producer) -> None:
        settings = self.settings
        self._intake = IntakeAgent(build_intake(settings), producer, letters, self.topics, self.metrics, self._guard)
        self._intake.origins = await producer.partition_count(self.topics.mentions)
        self._feedback = FeedbackAgent(producer, letters, self.topics, self.metrics)
        # Brands run by the file from here on. An engine skips what it runs by already, so every start may say it again; and
        # since it is in the log, an engine that reads the log anew changes where it had changed.
        await send_commands(producer, self.topics, policy_commands(settings.policies, time.time()))
        self._ready_reasons = ["compiling the kernel"]
        await asyncio.to_thread(warm_up)
        self._ready_reasons = ["joining the consumer group"]
        self._trends = TrendsAgent(
            settings, partial(build_engine, settings), producer, self.topics, self.metrics, self._client
        )
        app = self._app = build_faust_app(
            settings.application,
            settings.broker,
            positions=self._positions,
            limits=BatchLimits(settings.batch_records, settings.batch_bytes),
            session_seconds=settings.session_timeout_seconds,
        )
        self._declare(app, producer)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        loop.add_signal_handler(signal.SIGHUP, self._guard.resume)
        try:
            await serve(app)
        except asyncio.CancelledError:
            # Faust takes the cancelled wait of an agent for a crash when it stops in the middle of a fetch.
            if not self._stopping:
                raise
        finally:
            # `serve` ends when the stop begins. Left to the end of the event loop, agents would be cancelled singly, and
            # restarted by Faust, which takes that for a rebalance.
            if self._stopped is not None:
                await self._stopped

    def _declare(self, app: faust.App, producer: Producer) -> None:
        """The agents and the timer. Their outermost handler ends the worker: Faust would drop what raised, and go on."""
        assert self._intake is not None
        assert self._trends is not None
        assert self._feedback is not None
        intake, trends, feedback = self._intake, self._trends, self._feedback

        async def mentions_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                await self._handle(batch, intake.on_batch(batch))

        async def complaints_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                await self._handle(batch, trends.on_batch(batch))

        async def feedback_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                await self._handle(batch, feedback.on_batch(batch))

        app.agent(batch_topic(app, self.topics.mentions), name="intake")(mentions_agent)
        app.agent(batch_topic(app, self.topics.feedback), name="feedback")(feedback_agent)
        app.agent(batch_topic(app, self.topics.complaints), name="trends")(complaints_agent)

        async def tick() -> None:
            try:
                await self._tick(app, producer)
            except Exception as error:
                self._end(error)

        app.timer(TICK_SECONDS)(tick)

    async def _handle(self, batch: Batch, work: Any) -> None:
        assert self._app is not None
        try:
            await work
            with self.metrics.step_seconds("commit").time():
                outcome = await commit(self._app, {batch.tp: batch.next_offset})
        except Exception as error:
            self._end(error)
            return
        if not outcome.ok:
            self.metrics.commit_failures.inc()
            log.warning("commit_failed", topic=batch.topic, partition=batch.partition, reason=outcome.reason)
        self._done[batch.tp] = batch.next_offset
        self._progress_at = time.monotonic()
        self.metrics.progressed()

    async def _positions(self, assigned: Set[TP]) -> Mapping[TP, int]:
        """Where the logs of the engines go on; called by the transport while nothing flows."""
        assert self._intake is not None
        assert self._trends is not None
        owned = frozenset(tp.partition for tp in assigned if tp.topic == self.topics.complaints)
        origins = {tp.partition for tp in assigned if tp.topic == self.topics.mentions}
        lost = set(self._intake.progress.heard) - origins
        self._intake.progress.forget(lost)
        for origin in sorted(lost):
            self.metrics.partition_lost("mentions", origin)
        self._done = {tp: offset for tp, offset in self._done.items() if tp in assigned}
        with self.metrics.step_seconds("restore").time():
            positions = await self._trends.own(owned)
        log.info("assigned", mentions=sorted(origins), complaints=sorted(owned))
        self._ready_reasons = []
        self.metrics.ready.set(1)
        return {TP(self.topics.complaints, partition): offset for partition, offset in positions.items()}

    async def _tick(self, app: faust.App, producer: Producer) -> None:
        assert self._intake is not None
        waiting = 0
        idle = []
        now = time.monotonic()
        for tp in sorted(app.consumer.assignment()):
            end = app.consumer.highwater(tp)
            done = self._done.get(tp)
            lag = max(0, end - done) if end is not None and done is not None else 0
            waiting += lag
            topic = tp.topic.removeprefix(self.topics.prefix)
            self.metrics.consumer_lag(topic, tp.partition).set(lag)
            if topic == "mentions" and self.settings.clock is Clock.LIVE and lag == 0:
                heard = self._intake.progress.heard.setdefault(tp.partition, now)
                if now - heard >= self.settings.idle_seconds:
                    idle.append(tp.partition)
        self._intake.origins = await producer.partition_count(self.topics.mentions)
        await self._intake.tell_progress(idle, time.time())
        closed = self._trends.buckets_closed if self._trends else 0
        if not waiting or closed != self._buckets_closed or self._guard.paused_for:
            self._buckets_closed = closed
            self._progress_at = now
        elif now - self._progress_at > self.settings.stall_seconds:
            log.error("stalled", waiting=waiting, seconds=round(now - self._progress_at))
            os._exit(Exit.STALLED)

    def _end(self, error: Exception) -> None:
        """A fault that cannot be lived with: stop, and let `run` raise it."""
        if self._crash is None:
            self._crash = error
            self._stop()

    def _stop(self) -> None:
        """Stops within `STOP_SECONDS`: Faust alone waits for a broker that is gone for as long as it is gone."""
        self._stopping = True
        self._ready_reasons = ["stopping"]
        self.metrics.ready.set(0)
        watchdog = threading.Timer(STOP_SECONDS, os._exit, (Exit.BROKER_AWAY,))
        watchdog.daemon = True
        watchdog.start()
        if self._app is not None and self._stopped is None:
            self._stopped = asyncio.ensure_future(self._app.stop())

    async def _wait_for_topics(self) -> None:
        """Waits for the broker, with growing pauses, and checks that the topics are as the settings say."""
        deadline = time.monotonic() + BROKER_WAIT_SECONDS
        pause = 0.5
        while True:
            try:
                found = await partitions_of(self._client)
                break
            except (KafkaError, OSError) as error:
                self._ready_reasons = [f"waiting for Kafka at {self.settings.broker}"]
                if time.monotonic() + pause > deadline:
                    raise WorkerExitError(
                        Exit.BROKER_AWAY,
                        f"Kafka at {self.settings.broker} did not answer in {BROKER_WAIT_SECONDS:g} s: {error}",
                    ) from error
                log.warning("waiting_for_kafka", broker=self.settings.broker, error=str(error), next_try_seconds=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, 10.0)
        faults = self.topics.faults(found)
        if faults:
            raise WorkerExitError(Exit.TOPICS, "; ".join(faults))

    def _alive(self) -> tuple[bool, list[str]]:
        silent = time.monotonic() - self._progress_at
        if silent > self.settings.stall_seconds:
            return False, [f"records wait and none was processed for {silent:.0f} s"]
        return True, []

    def _ready(self) -> tuple[bool, list[str]]:
        reasons = [*self._ready_reasons, *([self._guard.paused_for] if self._guard.paused_for else [])]
        return not reasons, reasons

    def _explain(self, words: str, brand: str) -> list[dict[str, Any]]:
        return self._trends.ask(words, brand) if self._trends else []

    def _open_trends(self) -> list[dict[str, Any]]:
        return self._trends.open_trends() if self._trends else []

"""The worker: the process of the agents, of the timers that keep event time and metrics moving, and of a clean end."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Set
from functools import partial
from typing import Any, TypeVar

import faust
import structlog
from aiokafka.errors import KafkaError
from faust.types import TP

from stream.config.load import Configuration
from stream.config.settings import Clock
from stream.engines.agent import TrendsAgent
from stream.engines.host import ASK_SECONDS, EngineHost
from stream.engines.manifest import RefusedCheckpointError
from stream.engines.remote import open_engine_host
from stream.exits import Exit, WorkerExitError
from stream.intake.agent import Ahead, IntakeAgent
from stream.intake.batch import IntakePool
from stream.intake.circuit_breaker import CircuitBreaker
from stream.intake.feedback import FeedbackAgent, policy_commands, send_commands
from stream.intake.pool import open_intake_pool
from stream.kafka.admin import partitions_of
from stream.kafka.authorization import check_rights, crash_told
from stream.kafka.batch_transport import Batch, BatchLimits, batch_topic, commit, consumer_of, current_batches
from stream.kafka.client import kafka_client, producer_settings
from stream.kafka.faust_app import build_faust_app, serve
from stream.kafka.producer import Producer
from stream.kafka.topics import DEAD_LETTER_BYTES_MAX, Topics
from stream.metrics import Metrics, Vocabulary
from stream.process.gc_tuning import tune_gc
from stream.web.server import NotReadyError, Pages, WebServer
from stream.worker.broker_health import AWAY_SECONDS_MAX, BrokerHealth
from stream.worker.retry import retry_until_available
from stream.worker.shutdown import LAST_SAVE_SECONDS, ShutdownDeadline, exit_code
from stream.worker.watchdog import Watchdog

log = structlog.get_logger()

TICK_SECONDS = 1.0
# A rebalance waits so long for the checkpoints of what may be lost: the next owner then has less to read again.
REVOKED_SAVE_SECONDS = 5.0
SAVE_CHECK_SECONDS = 0.25

T = TypeVar("T")


class Worker:
    """Everything of one process. `run` returns after a stop signal, and raises WorkerExitError or what crashed it."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.settings = settings = configuration.settings
        self.topics = Topics.of(settings)
        self.metrics = Metrics(Vocabulary(brands=tuple(configuration.brands.named)))
        self._client, self._done = kafka_client(settings), dict[TP, int]()
        self._ready_reasons: list[str] = ["starting"]
        self._watchdog = Watchdog(self.topics.read, settings.stall_seconds)
        self._app: faust.App | None = None
        self._intake: IntakeAgent | None = None
        self._trends: TrendsAgent | None = None
        self._feedback: FeedbackAgent | None = None
        self._crash: BaseException | None = None
        self._stopping = False
        self._deadline = ShutdownDeadline(self._code)
        self._breaker = CircuitBreaker(settings.refused_share_max, time.monotonic)
        self._main: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Task[None] | None = None
        self._kafka: BrokerHealth | None = None
        # Held while a batch is dealt with; whoever stops the worker takes them for good.
        self._batch_locks = {topic: asyncio.Lock() for topic in self.topics.read}

    async def run(self) -> None:
        self._main = asyncio.current_task()
        self._loop = loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        loop.add_signal_handler(signal.SIGHUP, self._breaker.resume)
        try:
            await self._run()
        except asyncio.CancelledError:
            # Told to stop before there was an application: while it waited for its broker, say.
            if not self._stopping:
                raise

    async def _run(self) -> None:
        settings = self.settings
        pages = Pages(
            metrics=self.metrics.exposition,
            alive=self._watchdog.alive,
            ready=self._ready,
            trends=lambda: self._restored().open_trends(),
            explain=self._explain,
        )
        try:
            server = WebServer(pages, settings.web_host, settings.web_port, settings.web_token.get_secret_value())
        except OSError as error:
            raise WorkerExitError(
                Exit.SETTINGS,
                f"port {settings.web_port} of {settings.web_host} cannot be had ({error.strerror}); "
                "GROUNDSWELL_WEB_PORT names another, 0 takes a free one",
            ) from error
        with server as web:
            log.info("listening", url=web.url)
            log.info("budget", allowed=self.configuration.brands.budget_sentence)
            async with open_engine_host(self.configuration) as host, open_intake_pool(self.configuration) as pool:
                self.metrics.children.update(host.pids() | pool.pids())
                await self._wait_for_topics()
                # A producer that gave up earlier would end a worker that waits for its broker.
                patient = {**producer_settings(settings), "deadline_seconds": AWAY_SECONDS_MAX}
                producer = Producer(**patient)
                dead_letters = Producer(**patient, record_bytes_max=DEAD_LETTER_BYTES_MAX - 1024)
                async with producer, dead_letters:
                    await self._serve(producer, dead_letters, pool, host)
        if self._crash is not None:
            raise self._crash

    async def _serve(self, producer: Producer, dead_letters: Producer, pool: IntakePool, host: EngineHost) -> None:
        settings = self.settings
        self._intake = IntakeAgent(pool, producer, dead_letters, self.topics, self.metrics, self._breaker)
        self._intake.origins = await producer.partition_count(self.topics.mentions)
        self._feedback = FeedbackAgent(producer, dead_letters, self.topics, self.metrics)
        # Brands run by the file from here on. An engine skips what it runs by already, so every start may say it again; and
        # since it is in the log, an engine that reads the log anew changes where it had changed.
        await send_commands(producer, self.topics, policy_commands(self.configuration.brands, time.time()))
        self._ready_reasons = ["compiling the kernel"]
        setup = await host.setup()
        tune_gc()
        self._ready_reasons = ["joining the consumer group"]
        self._trends = TrendsAgent(settings, host, self.topics, self.metrics, self._client, setup)
        app = self._app = build_faust_app(
            settings.application,
            settings.broker,
            positions=self._positions,
            limits=BatchLimits(settings.batch_records, settings.batch_bytes),
            in_step={self.topics.mentions},
            session_seconds=settings.session_timeout_seconds,
            access=self._client,
        )
        self._declare(app, producer, pool, host)
        self._kafka = BrokerHealth(settings.broker, producer.client)
        loops = self._save_periodically(app), self._kafka.run()
        background = [asyncio.create_task(self._run_in_background(one)) for one in loops]
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
            for task in background:
                task.cancel()
            await self._trends.close()

    def _declare(self, app: faust.App, producer: Producer, pool: IntakePool, host: EngineHost) -> None:
        """The agents and the timer. Their outermost handler ends the worker: Faust would drop what raised, and go on."""
        assert self._trends is not None
        trends = self._trends
        ahead = Ahead(pool.batches_ahead, self._end)

        async def mentions_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                await ahead.begin(partial(self._take_in, batch))

        async def complaints_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                await self._handle(batch, trends.on_batch)

        async def feedback_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                await self._handle(batch, self._take_answers)

        app.agent(batch_topic(app, self.topics.mentions), name="intake")(mentions_agent)
        app.agent(batch_topic(app, self.topics.feedback), name="feedback")(feedback_agent)
        app.agent(batch_topic(app, self.topics.complaints), name="trends")(complaints_agent)

        async def tick() -> None:
            try:
                pool.check()
                host.check()
                await self._tick(app, producer)
            except Exception as error:
                self._end(error)

        app.timer(TICK_SECONDS)(tick)

        async def on_revoked(*_: object, **__: object) -> None:
            try:
                async with asyncio.timeout(REVOKED_SAVE_SECONDS):
                    await self._save(app, due_only=False)
            except TimeoutError:
                log.warning("not_saved", reason=f"no checkpoint within {REVOKED_SAVE_SECONDS:g} s of a rebalance")

        app.on_partitions_revoked.connect(on_revoked, weak=False)

    async def _take_in(self, batch: Batch) -> None:
        """A batch of mentions; where intake goes on is committed when everything it led to is acknowledged.

        It is being taken in while those before it are sent, and sent when it is its turn.
        """
        assert self._intake is not None
        finish = self._intake.begin(batch)

        async def send(batch: Batch) -> bool:
            assert self._app is not None
            await finish()
            await self._commit(self._app, {batch.tp: batch.next_offset})
            return True

        await self._handle(batch, send)

    async def _take_answers(self, batch: Batch) -> bool:
        """A batch of answers; where it goes on is committed when they are in the logs of the engines."""
        assert self._feedback is not None
        assert self._app is not None
        await self._feedback.on_batch(batch)
        await self._commit(self._app, {batch.tp: batch.next_offset})
        return True

    async def _handle(self, batch: Batch, work: Callable[[Batch], Awaitable[bool]]) -> None:
        async with self._batch_locks[batch.topic]:
            if self._crash is not None:
                # What comes after a batch that failed must not be committed past it.
                return
            try:
                done = await work(batch)
            except Exception as error:
                self._end(error)
                return
        if done:
            self._done[batch.tp] = batch.next_offset
            self._watchdog.progressed(batch.topic)
            self.metrics.progressed()

    async def _commit(self, app: faust.App, offsets: dict[TP, int]) -> None:
        with self.metrics.step_seconds("commit").time():
            outcome = await commit(app, offsets)
        if not outcome.ok:
            self.metrics.commit_failures.inc()
            log.warning("commit_failed", offsets={str(tp): at for tp, at in offsets.items()}, reason=outcome.reason)

    async def _run_in_background(self, work: Awaitable[None]) -> None:
        """What runs beside the agents; a fault of it ends the worker as theirs does."""
        try:
            await work
        except Exception as error:
            self._end(error)

    async def _save_periodically(self, app: faust.App) -> None:
        while True:
            await asyncio.sleep(SAVE_CHECK_SECONDS)
            await self._save(app)

    async def _save(self, app: faust.App, *, due_only: bool = True) -> None:
        """Checkpoints, and after each of them the group's offset: it tells how far is safe, and where nothing begins."""
        assert self._trends is not None
        saved = ((TP(self.topics.complaints, at), offset) async for at, offset in self._trends.save(due_only=due_only))
        if due_only:
            async for tp, offset in saved:
                await self._commit(app, {tp: offset})
        elif offsets := {tp: offset async for tp, offset in saved}:
            await self._commit(app, offsets)

    async def _positions(self, assigned: Set[TP]) -> Mapping[TP, int]:
        """Where the logs of the engines go on; called by the transport while nothing flows."""
        assert self._intake is not None
        assert self._trends is not None
        owned = frozenset(tp.partition for tp in assigned if tp.topic == self.topics.complaints)
        origins = {tp.partition for tp in assigned if tp.topic == self.topics.mentions}
        lost = set(self._intake.progress.last_seen) - origins
        self._intake.progress.forget(lost)
        for origin in sorted(lost):
            self.metrics.partition_lost("mentions", origin)
        self._done = {tp: offset for tp, offset in self._done.items() if tp in assigned}
        self._ready_reasons = ["restoring the engines"]
        self.metrics.ready.set(0)
        try:
            with self.metrics.step_seconds("restore").time():
                positions = await self._retry_until_available(partial(self._trends.acquire, owned))
        except RefusedCheckpointError as error:
            refused = WorkerExitError(Exit.CHECKPOINT, str(error))
            self._end(refused)
            raise refused from error
        except WorkerExitError as error:
            self._end(error)
            raise
        log.info("assigned", mentions=sorted(origins), complaints=sorted(owned))
        self._ready_reasons = []
        self.metrics.ready.set(1)
        return {TP(self.topics.complaints, partition): offset for partition, offset in positions.items()}

    async def _tick(self, app: faust.App, producer: Producer) -> None:
        assert self._intake is not None
        waiting = dict.fromkeys(self.topics.read, 0)
        idle = []
        now = time.monotonic()
        for tp in sorted(app.consumer.assignment()):
            end = app.consumer.highwater(tp)
            done = self._done.get(tp, consumer_of(app).begins_at.get(tp))
            lag = max(0, end - done) if end is not None and done is not None else 0
            waiting[tp.topic] += lag
            topic = tp.topic.removeprefix(self.topics.prefix)
            self.metrics.consumer_lag(topic, tp.partition).set(lag)
            if topic == "mentions" and self.settings.clock is Clock.LIVE and lag == 0:
                last_seen = self._intake.progress.last_seen.setdefault(tp.partition, now)
                if now - last_seen >= self.settings.idle_seconds:
                    idle.append(tp.partition)
        self._intake.origins = await producer.partition_count(self.topics.mentions)
        await self._intake.report_progress(idle, time.time())
        assert self._trends is not None
        if self._trends.reacquire_due():
            consumer_of(app).read_anew()
        excused = bool(self._breaker.paused_for or self._kafka_away)
        closed = {self.topics.complaints: await self._trends.buckets_closed()}
        if stalled := self._watchdog.check_stalled(waiting, closed, excused=excused):
            log.error("stalled", reasons=stalled, waiting=waiting)
            os._exit(Exit.STALLED)

    def _end(self, error: Exception) -> None:
        """A fault that cannot be lived with: stop, and let `run` raise it."""
        if self._crash is None:
            self._crash = crash_told(error, self._kafka_away)
            log.error("shutting_down", reason=repr(error))
            self._stop()

    def _stop(self) -> None:
        """Stops in bounded time: Faust alone waits for a broker that is gone for as long as it is gone."""
        self._stopping = True
        self._ready_reasons = ["stopping"]
        self.metrics.ready.set(0)
        self._deadline.begin()
        if self._app is None:
            assert self._main is not None
            self._main.cancel()
        elif self._stopped is None:
            self._stopped = asyncio.ensure_future(self._leave(self._app))

    def _code(self) -> int:
        return exit_code(self._crash, kafka_answers=self._kafka is not None and self._kafka.answers)

    async def _leave(self, app: faust.App) -> None:
        """Finishes the batches in hand, saves, commits, leaves the group. After a fault of ours nothing is saved."""
        if self._crash is None:
            try:
                async with asyncio.timeout(LAST_SAVE_SECONDS):
                    await asyncio.gather(self._batch_locks[self.topics.mentions].acquire(), self._last_save(app))
            except (TimeoutError, KafkaError) as error:
                log.warning("not_saved", reason=repr(error))
        await app.stop()

    async def _last_save(self, app: faust.App) -> None:
        await self._batch_locks[self.topics.complaints].acquire()
        await self._save(app, due_only=False)

    async def _wait_for_topics(self) -> None:
        """Waits for the broker, and checks that it lets us work, and that the topics are as the settings say."""
        await self._retry_until_available(partial(check_rights, self._client, self.topics, self.settings.application))
        found = await self._retry_until_available(partial(partitions_of, self._client))
        errors = self.topics.validation_errors(found)
        if errors:
            raise WorkerExitError(Exit.TOPICS, "; ".join(errors))

    async def _retry_until_available(self, work: Callable[[], Awaitable[T]]) -> T:
        def waiting() -> None:
            self._ready_reasons = [f"waiting for Kafka at {self.settings.broker}"]

        return await retry_until_available(work, self._client, waiting)

    def _ready(self) -> tuple[bool, list[str]]:
        reasons = [*self._ready_reasons, *filter(None, (self._breaker.paused_for, self._kafka_away))]
        return not reasons, reasons

    @property
    def _kafka_away(self) -> str:
        return self._kafka.away if self._kafka is not None else ""

    def _explain(self, words: str, brand: str) -> list[dict[str, Any]]:
        assert self._loop is not None
        asked = asyncio.run_coroutine_threadsafe(self._restored().ask(words, brand), self._loop)
        try:
            return asked.result(ASK_SECONDS)
        finally:
            asked.cancel()

    def _restored(self) -> TrendsAgent:
        if self._trends is None or self._ready_reasons:
            raise NotReadyError("; ".join(self._ready_reasons))
        return self._trends

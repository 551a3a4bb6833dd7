"""The worker: one process of the service, from reading its configuration to its exit code."""

from __future__ import annotations

import asyncio
import signal
import time
from dataclasses import replace
from functools import partial

import structlog

from stream.config.load import Configuration
from stream.config.settings import Clock
from stream.engines.host import EngineHost
from stream.engines.ownership import Ownership
from stream.engines.remote import open_engine_host
from stream.engines.trends_agent import TrendsAgent
from stream.exits import Exit, WorkerExitError
from stream.intake.batch import IntakePool
from stream.intake.feedback_agent import FeedbackAgent, policy_commands, send_commands
from stream.intake.intake_agent import IntakeAgent
from stream.intake.pool import open_intake_pool
from stream.kafka.admin import partitions_of
from stream.kafka.authorization import check_rights
from stream.kafka.client import producer_settings
from stream.kafka.producer import Producer
from stream.kafka.topics import DEAD_LETTER_BYTES_MAX
from stream.process.gc_tuning import tune_gc
from stream.web.server import WebServer
from stream.worker.broker_health import AWAY_SECONDS_MAX
from stream.worker.context import Context
from stream.worker.pages import TrendPages, pages_without_trends
from stream.worker.session import Session
from stream.worker.watchdog import Units

log = structlog.get_logger()


class Worker:
    """Builds a session, step by step as Kafka answers, and runs it."""

    def __init__(self, configuration: Configuration) -> None:
        self._context = Context.of(configuration)

    async def run(self) -> None:
        """Returns after a stop signal; raises WorkerExitError, or the error that ended the worker."""
        context, loop = self._context, asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, context.shutdown.begin)
        loop.add_signal_handler(signal.SIGHUP, context.breaker.resume)
        serving = asyncio.create_task(self._serve())

        def give_up() -> None:
            """Stopped before there is a session, for example while it waited for Kafka."""
            context.readiness.wait_for("stopping")
            serving.cancel()

        context.shutdown.on_begin(give_up)
        try:
            await serving
        except asyncio.CancelledError:
            if not context.shutdown.has_started:
                raise
        context.shutdown.raise_error()

    async def _serve(self) -> None:
        configuration, settings = self._context.configuration, self._context.settings
        with self._web_server() as web:
            log.info("listening", url=web.url)
            log.info("budget", allowed=configuration.brands.budget_sentence)
            async with open_engine_host(configuration) as host, open_intake_pool(configuration) as pool:
                self._context.metrics.children.update(host.pids() | pool.pids())
                await self._check_kafka()
                # A producer that gave up earlier would end a worker that waits for its broker.
                patient = {**producer_settings(settings), "deadline_seconds": AWAY_SECONDS_MAX}
                dead_letter_producer = Producer(**patient, record_bytes_max=DEAD_LETTER_BYTES_MAX - 1024)
                async with Producer(**patient) as producer, dead_letter_producer:
                    await (await self._build_session(producer, dead_letter_producer, pool, host, web)).run()

    def _web_server(self) -> WebServer:
        settings = self._context.settings
        try:
            return WebServer(
                pages_without_trends(self._context),
                settings.web_host,
                settings.web_port,
                settings.web_token.get_secret_value(),
            )
        except OSError as error:
            raise WorkerExitError(
                Exit.SETTINGS,
                f"port {settings.web_port} of {settings.web_host} is not available ({error.strerror}); "
                "GROUNDSWELL_WEB_PORT names another, 0 takes a free one",
            ) from error

    async def _check_kafka(self) -> None:
        """Waits for the broker, and checks our rights on it, and that its topics match the settings."""
        context = self._context
        rights = partial(check_rights, context.client, context.topics, context.settings.application)
        await context.retry_until_available(rights)
        found = await context.retry_until_available(partial(partitions_of, context.client))
        if errors := context.topics.validation_errors(found):
            raise WorkerExitError(Exit.TOPICS, "; ".join(errors))

    async def _build_session(
        self, producer: Producer, dead_letter_producer: Producer, pool: IntakePool, host: EngineHost, web: WebServer
    ) -> Session:
        context, topics, metrics = self._context, self._context.topics, self._context.metrics
        live = context.settings.clock is Clock.LIVE
        intake = IntakeAgent(pool, producer, dead_letter_producer, topics, metrics, context.breaker, live=live)
        intake.origins = await producer.partition_count(topics.mentions)
        feedback = FeedbackAgent(producer, dead_letter_producer, topics, metrics)
        # Brands run by the file from here on. An engine skips what it runs by already, so every start may send it again;
        # and since it is in the log, an engine that reads the log anew changes where it had changed.
        await send_commands(producer, topics, policy_commands(context.configuration.brands, time.time()))
        context.readiness.wait_for("compiling the kernel")
        setup = await host.setup()
        tune_gc()
        context.readiness.wait_for("joining the consumer group")
        ownership = Ownership.on_kafka(context.client, context.settings.application, topics, host, setup)
        trends = TrendsAgent(context.settings, ownership, topics, metrics, setup)
        pages = TrendPages(context, trends)
        web.show(replace(pages_without_trends(context), trends=pages.open_trends, explain=pages.explain))

        def check_processes() -> None:
            host.check()
            metrics.children.update(pool.pids())

        units = Units(topics.complaints, host.process_of)
        return Session(context, intake, feedback, trends, producer, units, check_processes)

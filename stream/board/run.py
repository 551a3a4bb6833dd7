"""The board as a process: the feed, the page and the producer of answers, until it is asked to end."""

from __future__ import annotations

import asyncio

import structlog
from aiokafka.errors import KafkaError

from stream.alerts.answers import GivenAnswer, send_answer
from stream.board.access import Access
from stream.board.feed import Feed
from stream.board.figures import BoardFigures
from stream.board.history import History
from stream.board.live import Live
from stream.board.server import BoardServer
from stream.board.state import BoardState
from stream.config.settings import Reading, Settings
from stream.kafka.client import kafka_client, producer_settings
from stream.kafka.producer import ProduceError, Producer
from stream.kafka.topics import Topics
from stream.process.signals import until_ended
from stream.web.listening import listening
from stream.web.server import is_loopback

log = structlog.get_logger()

SHUTDOWN_SECONDS = 2.0
SEND_SECONDS = 10.0


class AnswerSender:
    """Writes answers; its producer is started with the first, and anew after a failure."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._topics = Topics.of(settings)
        self._producer: Producer | None = None
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, brand: str, answer: GivenAnswer) -> None:
        """Raises TimeoutError, OSError when Kafka does not take it."""
        async with self._one_at_a_time:
            try:
                async with asyncio.timeout(SEND_SECONDS):
                    if self._producer is None:
                        producer = Producer(**producer_settings(self._settings), deadline_seconds=SEND_SECONDS)
                        await producer.start()
                        self._producer = producer
                    await send_answer(self._producer, self._topics, brand, answer)
            except (KafkaError, ProduceError, OSError, TimeoutError) as error:
                log.warning("answer_not_sent", error=repr(error))
                await self.close()
                raise TimeoutError("Kafka did not take the answer") from error

    async def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await producer.stop(at_once=True)


async def run_board(settings: Settings) -> None:
    """Serves the board until SIGINT or SIGTERM. Raises WorkerExitError when the port is taken."""
    state = BoardState(History())
    live = Live(state)
    feed = Feed(kafka_client(settings), f"{settings.application}-board", settings.topic_prefix, state)
    access = Access(
        settings.board_token.get_secret_value(),
        url=settings.board_url,
        on_loopback=is_loopback(settings.board_host),
        reading_needs_token=settings.board_reading is Reading.TOKEN,
    )
    sender = AnswerSender(settings)
    server = BoardServer(state, live, access, BoardFigures(state, live, feed), sender)
    try:
        async with listening(server.application(), settings.board_host, settings.board_port, "the board", SHUTDOWN_SECONDS):
            await until_ended(feed.run(), live.run())
    finally:
        await sender.close()
        state.history.close()

"""Trends that stand as open on the topics, and that no engine follows any more: their end is written, once.

An engine that learned anew (`warm --replace`), that begins without a past (`topics --repartition`), that goes on from an
earlier checkpoint (`topics --roll-back`) or decides otherwise than the release before it knows nothing of trends that its
forerunner opened. Once it has come to where the log ended when its partition was acquired, it has come to every event of a
forerunner that it will ever come to: what then stands as open, and is none of its own, is nobody's. What stands as ended
for that reason, and is its own after all, is reopened.

The topic itself holds what was ended already, and an end is written by the owner of the partition alone, in a transaction:
who is killed in between has ended a trend or has not.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
import structlog
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition

from detectors.alert import Alert, utc
from detectors.lifecycle.unfollowed import REASON, followed_again, unfollowed
from detectors.values import State
from stream.alerts.foreign import RECORD_BYTES_MAX, UNREADABLE, UnreadableError, decode_alert
from stream.engines.checkpoints import READ_SECONDS
from stream.kafka.codec import encode_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiokafka import AIOKafkaConsumer

    from stream.alerts.publisher import AlertPublisher
    from stream.engines.ownership import PartitionEngine

log = structlog.get_logger()

RETRY_SECONDS = 30.0
# Of one transaction: the events of a broker's deadline.
EVENTS_AT_ONCE = 200


class _Standing(msgspec.Struct):
    state: str
    reason: str = ""


_STATES = msgspec.json.Decoder(_Standing)


class StandingTrends:
    """The trends of one partition that stand as open, by the newest record of each: as far as it was read."""

    def __init__(self, topic: str, partition: int) -> None:
        self._tp = TopicPartition(topic, partition)
        self._position: int | None = None
        self._open: dict[str, bytes] = {}
        self._unfollowed: dict[str, bytes] = {}

    async def read_on(self, consumer: AIOKafkaConsumer) -> None:
        """Reads to the end, as it is now. Raises KafkaError, TimeoutError."""
        tp = self._tp
        if self._position is None:
            consumer.assign([tp])
            self._position = (await consumer.beginning_offsets([tp]))[tp]
            consumer.seek(tp, self._position)
        end = (await consumer.end_offsets([tp]))[tp]
        deadline = time.monotonic() + READ_SECONDS
        while self._position < end:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{tp.topic} could not be read to {end} in {READ_SECONDS:g} s")
            for record in (await consumer.getmany(tp, timeout_ms=500)).get(tp, ()):
                self._take((record.key or b"").decode(errors="replace"), record.value)
            self._position = await consumer.position(tp)

    def _take(self, trend_id: str, value: bytes | None) -> None:
        self._open.pop(trend_id, None)
        self._unfollowed.pop(trend_id, None)
        if value is None or len(value) > RECORD_BYTES_MAX:
            return
        with contextlib.suppress(*UNREADABLE):
            standing = _STATES.decode(value)
            if standing.state != State.RESOLVED:
                self._open[trend_id] = value
            elif standing.reason == REASON:
                self._unfollowed[trend_id] = value

    def without(self, followed: Mapping[str, object]) -> list[Alert]:
        """The newest events of those that are not `followed`."""
        return [one for name in sorted(self._open.keys() - followed.keys()) for one in _read(name, self._open[name])]

    def ended(self, followed: Mapping[str, object]) -> list[Alert]:
        """The ends of those that are `followed` all the same."""
        names = sorted(self._unfollowed.keys() & followed.keys())
        return [one for name in names for one in _read(name, self._unfollowed[name])]


def _read(trend_id: str, value: bytes) -> Iterator[Alert]:
    """The event in a record; none where it is under the id of another trend, or is none."""
    with contextlib.suppress(UnreadableError):
        alert, _ = decode_alert(value)
        if alert.trend_id == trend_id:
            yield alert


class UnfollowedTrends:
    """Ends, of each partition that was acquired, the trends that its engine does not follow; reopens those it does."""

    def __init__(
        self, make_consumer: Callable[[], AIOKafkaConsumer], topic: str, publisher: AlertPublisher, *, live: bool
    ) -> None:
        self._make_consumer = make_consumer
        self._topic = topic
        self._publisher = publisher
        self._live = live
        self._not_before: dict[int, float] = {}

    async def end(self, owned: PartitionEngine) -> None:
        """Once after it was acquired, when its engine has read what there was then. Raises FenceError."""
        if not owned.has_caught_up or time.monotonic() < self._not_before.get(owned.partition, 0.0):
            return
        try:
            async with self._make_consumer() as consumer:
                standing = StandingTrends(self._topic, owned.partition)
                # All but the last of it is read while the engine goes on.
                await standing.read_on(consumer)
                async with owned.lock:
                    if not owned.has_caught_up:
                        # Acquired anew meanwhile.
                        return
                    await standing.read_on(consumer)
                    await self._publish(owned, standing)
                    owned.settle()
        except (KafkaError, TimeoutError, OSError) as error:
            log.warning("trends_not_read", partition=owned.partition, error=repr(error), next_try_seconds=RETRY_SECONDS)
            self._not_before[owned.partition] = time.monotonic() + RETRY_SECONDS

    async def _publish(self, owned: PartitionEngine, standing: StandingTrends) -> None:
        followed = owned.open_trends
        ends = [unfollowed(one, self._now(one)) for one in standing.without(followed)]
        again = [
            followed_again(msgspec.convert(followed[end.trend_id], Alert), end, self._now(end))
            for end in standing.ended(followed)
        ]
        events = [one for one in [*ends, *again] if _is_writable(one)]
        for start in range(0, len(events), EVENTS_AT_ONCE):
            some = events[start : start + EVENTS_AT_ONCE]
            owned.alerts_offset = await self._publisher.publish_standing(owned.fences.events, some)
            for one in some:
                event = "trend_unfollowed" if one.state == State.RESOLVED else "trend_followed_again"
                log.warning(event, partition=owned.partition, trend=one.trend_id, brand=one.brand)

    def _now(self, newest: Alert) -> str:
        return utc(time.time()) if self._live else newest.at


def _is_writable(alert: Alert) -> bool:
    """Whether a stranger's numbers leave room for an event of ours."""
    with contextlib.suppress(*UNREADABLE, UnreadableError):
        decode_alert(encode_json(msgspec.to_builtins(alert)))
        return True
    return False

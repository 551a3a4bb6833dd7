"""What waits for one receiver: sent side by side, the messages of one trend in their order, each tried until it is taken.

A receiver has an outbox of its own, so one that is slow or gone delays no other.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import structlog
from msgspec.structs import replace

from stream.notify.figures import NotifyFigures
from stream.notify.ledger import Delivery, DeliveryKind, DeliveryState
from stream.notify.policy import Alertmanager, AnyReceiver
from stream.notify.routing import Standing, digests_of_held, finished, newest_of_each
from stream.notify.senders import DeliveryError, Message, Sender

log = structlog.get_logger()

FIRST_PAUSE_SECONDS = 1.0
PAUSE_SECONDS_MAX = 60.0
JITTER = 0.2
# Nothing is held back for longer, whatever a record says.
LATEST_SECONDS = 7 * 86_400.0


class Entry(NamedTuple):
    """A delivery, and the partition of the ledger that it belongs to."""

    partition: int
    delivery: Delivery


class Outlook(NamedTuple):
    """What an outbox asks of the service: how a trend stands, to note a delivery, and the words of a message."""

    standing: Callable[[Delivery], Standing | None]
    note: Callable[[int, list[Delivery]], Awaitable[None]]
    words: Callable[[Delivery], Message]


class Outbox:
    """The messages of one receiver. `handles` are the names of those that can be edited, by trend."""

    def __init__(
        self,
        name: str,
        receiver: AnyReceiver,
        sender: Sender,
        outlook: Outlook,
        figures: NotifyFigures,
        digest_above: int,
        first_pause: float = FIRST_PAUSE_SECONDS,
    ) -> None:
        self.name = name
        self._receiver = receiver
        self._sender = sender
        self._outlook = outlook
        self._figures = figures
        self._digest_above = digest_above
        self._first_pause = first_pause
        self._slots = asyncio.Semaphore(int(receiver.parallel))
        self._waiting: dict[str, deque[Entry]] = {}
        self._drains: dict[str, asyncio.Task[None]] = {}
        self._held: list[Entry] = []
        self._holding: asyncio.Task[None] | None = None
        self._sooner = asyncio.Event()
        self._chance = random.Random(name)
        self.handles: dict[tuple[str, str], str] = {}
        self.alerts: dict[str, Entry] = {}

    @property
    def pending(self) -> int:
        return len(self._held) + sum(map(len, self._waiting.values()))

    @property
    def oldest_at(self) -> float:
        """When the oldest message that is due was made; 0 when none waits."""
        now = time.time()
        waiting = [one.delivery for queue in self._waiting.values() for one in queue]
        due = (one for one in waiting if one.not_before <= now and one.state is DeliveryState.PENDING)
        return min((max(one.created_at, one.not_before) for one in due), default=0.0)

    def put(self, partition: int, delivery: Delivery) -> None:
        """Takes one that is to be sent, or an alert that is to be kept up."""
        entry = Entry(partition, delivery)
        if delivery.kind is DeliveryKind.ALERT:
            self._put_alert(entry)
        elif delivery.kind is DeliveryKind.EVENT and delivery.not_before > time.time():
            self._held.append(entry)
            self._sooner.set()
            if self._holding is None or self._holding.done():
                self._holding = asyncio.create_task(self._hold())
        else:
            self._enqueue(entry)

    def drop(self, partition: int) -> None:
        """Forgets a partition that is somebody else's now."""
        self._held = [one for one in self._held if one.partition != partition]
        self.alerts = {ident: one for ident, one in self.alerts.items() if one.partition != partition}
        for key, queue in list(self._waiting.items()):
            if queue and queue[0].partition == partition:
                self._drains.pop(key).cancel()
                del self._waiting[key]

    async def keep_up(self) -> None:
        """Sends the alerts that are open again and again; ends with its task."""
        assert isinstance(self._receiver, Alertmanager)
        while True:
            await asyncio.sleep(self._receiver.resend_seconds)
            for entry in list(self.alerts.values()):
                if entry.delivery.id in self.alerts and f"alert {entry.delivery.id}" not in self._waiting:
                    self._enqueue(entry)

    async def close(self) -> None:
        """Stops at once; what is not noted as sent is sent by the next owner."""
        tasks = [*self._drains.values(), *([self._holding] if self._holding else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._sender.close()

    def _put_alert(self, entry: Entry) -> None:
        delivery = entry.delivery
        if delivery.state is DeliveryState.OPEN:
            self.alerts[delivery.id] = entry
        else:
            self.alerts.pop(delivery.id, None)
        queue = self._waiting.get(_key(delivery))
        if queue:
            # Only the newest state counts, and it is what the try under way will be followed by.
            while len(queue) > 1:
                queue.pop()
            queue.append(entry)
        else:
            self._enqueue(entry)

    def _enqueue(self, entry: Entry) -> None:
        key = _key(entry.delivery)
        queue = self._waiting.setdefault(key, deque())
        queue.append(entry)
        if key not in self._drains:
            self._drains[key] = asyncio.create_task(self._drain(key))

    async def _drain(self, key: str) -> None:
        """Sends the messages of one trend, one after the other."""
        queue = self._waiting[key]
        while queue:
            await self._deliver(queue[0], lambda: len(queue) > 1)
            queue.popleft()
        del self._waiting[key], self._drains[key]

    async def _deliver(self, entry: Entry, is_outdated: Callable[[], bool]) -> None:
        """Tries until the receiver has taken it, it is not needed any more, or it is given up."""
        delivery = entry.delivery
        await asyncio.sleep(min(max(0.0, delivery.not_before - time.time()), LATEST_SECONDS))
        pause = self._first_pause
        while True:
            if self._is_needless(delivery):
                await self._end(entry.partition, delivery, DeliveryState.NOT_NEEDED)
                return
            if delivery.kind is DeliveryKind.ALERT and delivery.state is DeliveryState.OPEN and is_outdated():
                return
            delivery = replace(delivery, attempts=delivery.attempts + 1, handle=self.handles.get(_trend(delivery), ""))
            try:
                async with self._slots:
                    handle = await self._sender.send(self._outlook.words(delivery))
                await self._sent(entry.partition, replace(delivery, handle=handle))
                return
            except DeliveryError as error:
                self._figures.failures(self.name).inc()
                delivery = replace(delivery, error=str(error))
                if time.time() > max(delivery.created_at, delivery.not_before) + 3600 * self._receiver.give_up_hours:
                    await self._end(entry.partition, delivery, DeliveryState.UNDELIVERED)
                    return
                log.info("not_delivered", receiver=self.name, id=delivery.id, attempt=delivery.attempts, reason=str(error))
                await asyncio.sleep(max(pause * self._chance.uniform(1 - JITTER, 1 + JITTER), error.retry_after))
                pause = min(2 * pause, PAUSE_SECONDS_MAX)
            except Exception as error:
                # A fault of ours in one message must not keep the others of its trend waiting for ever.
                log.exception("delivery_failed", receiver=self.name, id=delivery.id)
                self.alerts.pop(delivery.id, None)
                failed = replace(delivery, error=type(error).__name__)
                await self._end(entry.partition, failed, DeliveryState.UNDELIVERED)
                return

    def _is_needless(self, delivery: Delivery) -> bool:
        """Whether somebody has answered since it was made, so that it would come for nothing. The end of an incident is
        never needless."""
        standing, now = self._outlook.standing(delivery), time.time()
        if standing is None or delivery.ends:
            return False
        if delivery.kind is DeliveryKind.ESCALATION:
            return standing.is_taken(now)
        return delivery.kind is DeliveryKind.EVENT and standing.is_muted(now)

    async def _sent(self, partition: int, delivery: Delivery) -> None:
        if delivery.handle:
            self.handles[_trend(delivery)] = delivery.handle
        if delivery.kind is DeliveryKind.ALERT and delivery.state is DeliveryState.OPEN:
            if delivery.attempts > 1:
                self._figures.outcomes(self.name, "resent").inc()
            return
        await self._end(partition, delivery, DeliveryState.SENT, sent_at=time.time(), error="")

    async def _end(self, partition: int, delivery: Delivery, state: DeliveryState, **changes: object) -> None:
        await self._outlook.note(partition, [finished(delivery, state, **changes)])
        self._figures.outcomes(self.name, state.value).inc()
        if state is DeliveryState.UNDELIVERED:
            log.error("undelivered", receiver=self.name, id=delivery.id, attempts=delivery.attempts, reason=delivery.error)

    async def _hold(self) -> None:
        """Lets go of what quiet hours held back: the newest of each trend, or one digest where there are many."""
        while self._held:
            due = min(one.delivery.not_before for one in self._held)
            self._sooner.clear()
            with contextlib.suppress(TimeoutError):
                # What is put meanwhile may be due before it.
                await asyncio.wait_for(self._sooner.wait(), min(max(0.0, due - time.time()), LATEST_SECONDS))
                continue
            ready = [one for one in self._held if one.delivery.not_before <= due]
            self._held = [one for one in self._held if one.delivery.not_before > due]
            for partition in sorted({one.partition for one in ready}):
                await self._release(partition, [one.delivery for one in ready if one.partition == partition])

    async def _release(self, partition: int, held: list[Delivery]) -> None:
        kept, replaced = newest_of_each(held)
        for one in [one for one in kept if self._is_needless(one)]:
            kept.remove(one)
            await self._end(partition, one, DeliveryState.NOT_NEEDED)
        if len(kept) > self._digest_above:
            digests = digests_of_held(kept, self.name, time.time())
            ended = (finished(one, DeliveryState.SUPERSEDED) for one in kept)
            await self._outlook.note(partition, [*digests, *replaced, *ended])
            kept = digests
        elif replaced:
            await self._outlook.note(partition, replaced)
        for one in kept:
            self._enqueue(Entry(partition, one))


def _key(delivery: Delivery) -> str:
    """What keeps its order: the messages of a trend; an escalation, a digest and an alert wait for nobody."""
    if delivery.kind is DeliveryKind.EVENT:
        return f"trend {delivery.brand}/{delivery.trend_id}"
    return f"{delivery.kind} {delivery.id}"


def _trend(delivery: Delivery) -> tuple[str, str]:
    return delivery.brand, delivery.trend_id

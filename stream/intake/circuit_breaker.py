"""When most records are refused, a producer is broken: intake pauses instead of writing everything to the dead letters."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable

from stream.kafka.codec import OUR_FAULTS, Refusal

RECORDS_MIN = 1_000
SECONDS = 300.0
# Our own faults, as opposed to the data's: a few may hide in odd mentions, many are a bad release, and that must not look
# like a quiet day. The share keeps one odd mention, sent a hundred times, from stopping everybody.
FAULTS_MAX = 100
FAULTS_SHARE_MAX = 0.05
LAST_CHARACTERS_MAX = 200
# Who deletes by records without a value has lost nothing that a pause would keep; and how much a text or a name holds is up
# to whoever writes it: strangers who post blank texts must not stop the mentions of everybody else.
UNCOUNTED = frozenset(
    {Refusal.EMPTY_VALUE, Refusal.EMPTY_TEXT, Refusal.TEXT_TOO_LONG, Refusal.AUTHOR_TOO_LONG, Refusal.TOO_LARGE}
)


class CircuitBreaker:
    """Pauses intake while more than `share_max` of the records of the last five minutes are refused.

    Records without a value are not counted, nor texts and names that are blank or too long: no fault of the producer.
    It judges only when five minutes have passed since the first record and at least 1,000 records came in them. A pause
    ends when `resume` is called (SIGHUP to the worker); the five minutes then begin anew. `clock` is monotonic seconds.
    """

    def __init__(self, share_max: float, clock: Callable[[], float]) -> None:
        self._share_max = share_max
        self._clock = clock
        self._batches: deque[tuple[float, int, Counter[str]]] = deque()
        self._window_started_at: float | None = None
        self._resumed = asyncio.Event()
        self.paused_for = ""

    def observe_faults(self, last: str) -> bool:
        """Whether intake must pause before its next batch: more of the counted records failed by faults of ours than single
        odd mentions explain. What they led to is sent by then; `last` says how the last of them failed."""
        total = sum(count for _, count, _ in self._batches)
        faults = sum(reasons[reason] for _, _, reasons in self._batches for reason in OUR_FAULTS)
        if faults <= FAULTS_MAX or faults <= FAULTS_SHARE_MAX * total:
            return False
        self.paused_for = (
            f"intake is paused: {faults} of the last {total} records failed by a fault of Groundswell, the last with "
            f"{last[:LAST_CHARACTERS_MAX]}; they are in the dead letters; install a release that reads them, or go on with "
            "SIGHUP"
        )
        return True

    def observe(self, records: int, refused: Counter[str]) -> bool:
        """Counts one batch; returns whether intake must pause before anything of it is sent."""
        now = self._clock()
        self._window_started_at = now if self._window_started_at is None else self._window_started_at
        kept = Counter({reason: count for reason, count in refused.items() if reason not in UNCOUNTED})
        self._batches.append((now, records - (refused.total() - kept.total()), kept))
        while self._batches[0][0] < now - SECONDS:
            self._batches.popleft()
        total = sum(count for _, count, _ in self._batches)
        reasons: Counter[str] = sum((reasons for _, _, reasons in self._batches), Counter())
        if now - self._window_started_at < SECONDS or total < RECORDS_MIN or reasons.total() <= self._share_max * total:
            return False
        reason, count = min(reasons.items(), key=lambda item: (-item[1], item[0]))
        self.paused_for = (
            f"intake is paused: {reasons.total()} of the last {total} records were refused, {count} of them {reason}; "
            "mend the producer, then send SIGHUP to go on"
        )
        return True

    async def wait(self) -> None:
        """Returns at once unless intake is paused, else after `resume`."""
        while self.paused_for:
            self._resumed.clear()
            await self._resumed.wait()

    def resume(self) -> None:
        """Goes on; the breaker judges again after five more minutes."""
        self.paused_for = ""
        self._window_started_at = None
        self._batches.clear()
        self._resumed.set()

"""How far a worker has processed each partition it reads: what it commits, and how much still waits."""

from __future__ import annotations

from collections.abc import Mapping, Set

import faust
import structlog
from faust.types import TP

from stream.kafka.batch_transport import Batch, commit, consumer_of
from stream.kafka.topics import Topics
from stream.metrics import Metrics

log = structlog.get_logger()


class Offsets:
    """The offset after the last record that was processed, of each assigned partition."""

    def __init__(self, app: faust.App, topics: Topics, metrics: Metrics) -> None:
        self._app = app
        self._topics = topics
        self._metrics = metrics
        self._processed: dict[TP, int] = {}

    def advance(self, batch: Batch) -> None:
        """All of `batch` has been processed."""
        self._processed[batch.tp] = batch.next_offset

    def retain(self, assigned: Set[TP]) -> None:
        """Drops the partitions that are not in `assigned`."""
        self._processed = {tp: offset for tp, offset in self._processed.items() if tp in assigned}

    async def commit(self, offsets: Mapping[TP, int]) -> None:
        """Commits within a deadline; a failure is counted and logged, since the next commit carries a newer offset."""
        with self._metrics.step_seconds("commit").time():
            outcome = await commit(self._app, offsets)
        if not outcome.ok:
            self._metrics.commit_failures.inc()
            log.warning("commit_failed", offsets={str(tp): at for tp, at in offsets.items()}, reason=outcome.reason)

    def measure_lags(self) -> dict[TP, int]:
        """Measures and exports how many records of each assigned partition wait to be processed."""
        lags: dict[TP, int] = {}
        consumer = consumer_of(self._app)
        for tp in sorted(consumer.assignment()):
            lags[tp] = consumer.lag(tp, self._processed.get(tp))
            self._metrics.consumer_lag(tp.topic.removeprefix(self._topics.prefix), tp.partition).set(lags[tp])
        return lags

"""The board's own metrics: how far it has read, who looks, what it could not use."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest

from stream.board.feed import Feed
from stream.board.live import Live
from stream.board.state import BoardState
from stream.metrics import build_info


class BoardFigures:
    """Every instrument of one board, on a registry of its own."""

    def __init__(self, state: BoardState, live: Live, feed: Feed) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        self.answers = Counter(
            "groundswell_board_answers_total", "Answers that people gave on the board.", registry=self.registry
        )
        self._gauge("clients", "Browsers that follow the board.").set_function(lambda: live.clients)
        self._gauge("lag", "Records between the board and the end of its topics.").set_function(lambda: feed.lag)
        self._gauge("refused", "Records that the board could not read.").set_function(lambda: state.refused)
        self._gauge("ready", "1 when the topics are read and Kafka answers, else 0.").set_function(
            lambda: float(state.caught_up and not state.kafka_away)
        )
        build_info(self.registry)
        ProcessCollector(registry=self.registry)

    def exposition(self) -> bytes:
        """All series in Prometheus' text format."""
        return generate_latest(self.registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"groundswell_board_{name}", meaning, registry=self.registry)

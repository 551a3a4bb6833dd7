"""What the web server of a worker shows: before there is a session, and of its trends once there is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stream.engines.host import ASK_SECONDS
from stream.web.server import Pages

if TYPE_CHECKING:
    from stream.engines.trends_agent import TrendsAgent
    from stream.worker.context import Context


def pages_without_trends(context: Context) -> Pages:
    """The pages of a worker that has no session yet."""

    def nothing_yet(*_: str) -> Sequence[Mapping[str, object]]:
        context.readiness.check()
        return ()

    return Pages(
        metrics=context.metrics.exposition,
        alive=context.watchdog.alive,
        ready=context.ready,
        trends=nothing_yet,
        explain=nothing_yet,
    )


class TrendPages:
    """The trends of a session, for the threads of the web server. Built inside the event loop of the agent."""

    def __init__(self, context: Context, trends: TrendsAgent) -> None:
        self._readiness = context.readiness
        self._trends = trends
        self._loop = asyncio.get_running_loop()

    def open_trends(self) -> list[dict[str, Any]]:
        """The open trends, as `/trends` shows them. Raises NotReadyError."""
        self._readiness.check()
        return self._trends.open_trends()

    def explain(self, words: str, brand: str) -> list[dict[str, Any]]:
        """Why words opened an alert, or why not. Raises NotReadyError, TimeoutError."""
        self._readiness.check()
        answer = asyncio.run_coroutine_threadsafe(self._trends.ask(words, brand), self._loop)
        try:
            return answer.result(ASK_SECONDS)
        finally:
            answer.cancel()

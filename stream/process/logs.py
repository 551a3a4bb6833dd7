"""Logs to standard output, one JSON object a line; never a text or an author of a mention."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import orjson
import structlog

from stream.config.settings import LogFormat, Settings

# aiokafka logs every failed attempt of every connection, about 75 lines a second while a broker is away.
REPEATED_SECONDS = 10.0


def configure_logs(settings: Settings) -> None:
    """Sends structlog and the standard library's logging the same way."""
    output = _Output(sys.stdout.fileno())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if settings.log_format is LogFormat.JSON:
        renderer: Any = structlog.processors.JSONRenderer(serializer=_json)
        shared.append(structlog.processors.format_exc_info)
    else:
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, output)),
    )
    handler = logging.StreamHandler(output)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[_drop_origin, renderer], foreign_pre_chain=shared))
    handler.addFilter(_Repeated())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _json(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=str).decode()


def _drop_origin(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return structlog.stdlib.ProcessorFormatter.remove_processors_meta(None, "", event)


class _Output:
    """A file of text, unbuffered. What it does not take is lost: a full disk under its log must not end the service."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            os.write(self._descriptor, text.encode(errors="backslashreplace"))

    def flush(self) -> None:
        """Nothing is kept back."""


class _Repeated(logging.Filter):
    """Lets one record of a kind through every `REPEATED_SECONDS`."""

    def __init__(self) -> None:
        super().__init__()
        self._next: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        kind, now = (record.pathname, record.lineno), time.monotonic()
        if now < self._next.get(kind, 0.0):
            return False
        self._next[kind] = now + REPEATED_SECONDS
        return True

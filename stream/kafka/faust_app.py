"""A Faust application with our settings: in-process, without web server, tables and leader election, reading batches."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

import faust
from faust.auth import SASLCredentials, SSLCredentials
from faust.tables.manager import TableManager
from faust.types.auth import CredentialsT
from yarl import URL

from stream.kafka.batch_transport import BatchLimits, BatchTransport, Partitions, Positions
from stream.kafka.client import METADATA_SECONDS


class _App(faust.App):
    def _create_directories(self) -> None:
        """Make none: without tables nothing would ever be written to them."""


class _NoTables(TableManager):
    async def on_start(self) -> None:
        """At once: Faust sleeps for a second first, in which agents may declare tables, and joins the group after it."""
        await self._update_channels()
        await self.recovery.start()


def build_faust_app(
    group: str,
    bootstrap: str,
    *,
    positions: Positions | None = None,
    limits: BatchLimits | None = None,
    in_step: Set[str] = frozenset(),
    full: Partitions = frozenset,
    isolation_level: str = "read_committed",
    session_seconds: float = 30.0,
    access: Mapping[str, Any] | None = None,
    **settings: Any,
) -> faust.App:
    """An application whose agents read batches; build it inside the running event loop, run it with `serve`.

    Args:
        group: consumer group, and Faust's application id.
        bootstrap: `host:port`, several separated by commas.
        positions: see `BatchTransport.positions`.
        limits: bounds of a batch.
        in_step: see `BatchTransport.in_step`.
        full: see `BatchTransport.full`.
        isolation_level: `read_committed` or `read_uncommitted`.
        session_seconds: after this long without a heartbeat the group gives a worker's partitions to others.
        access: how to talk to Kafka, in aiokafka's words; in plain text when not given.
        settings: any of Faust's settings, instead of ours.
    """
    limits = limits or BatchLimits()
    urls = [URL(f"kafka://{address.strip()}") for address in bootstrap.split(",")]
    ours: dict[str, Any] = {
        "broker": urls,
        "broker_credentials": _credentials(access or {}),
        "web_enabled": False,
        "store": "memory://",
        "TableManager": _NoTables,
        "autodiscover": False,
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "table_standby_replicas": 0,
        # Its wait for unacknowledged messages has no deadline.
        "stream_wait_empty": False,
        # Counted in batches, not in records.
        "stream_buffer_maxsize": 8,
        "broker_max_poll_records": limits.records_max,
        "consumer_auto_offset_reset": "earliest",
        # Five minutes by default: so long would partitions that were added to a topic stay unread.
        "consumer_metadata_max_age_ms": METADATA_SECONDS * 1000,
        "broker_session_timeout": session_seconds,
        "broker_heartbeat_interval": session_seconds / 10,
        # 20 minutes by default. Faust's own producer carries nothing of ours.
        "producer_request_timeout": 30.0,
    }
    app = _App(group, **{**ours, **settings})
    transport = BatchTransport(urls, app)
    transport.limits = limits
    transport.positions = positions
    transport.in_step = in_step
    transport.full = full
    transport.isolation_level = isolation_level
    app.transport = transport
    return app


def _credentials(access: Mapping[str, Any]) -> CredentialsT | None:
    """The same in Faust's words."""
    context = access.get("ssl_context")
    if "sasl_mechanism" not in access:
        return SSLCredentials(context) if context else None
    return SASLCredentials(
        mechanism=access["sasl_mechanism"],
        username=access["sasl_plain_username"],
        password=access["sasl_plain_password"],
        ssl_context=context,
    )


async def serve(app: faust.App) -> None:
    """Run the application until something stops it (`await app.stop()`), then end it cleanly.

    Raises:
        Exception: what crashed the application, an agent or a service of it.
    """
    try:
        await app.start()
        await app.wait_until_stopped()
    finally:
        await app.stop()
    if app.crashed and app.crash_reason:
        raise app.crash_reason

"""How a Kafka client of ours is configured: brokers, security protocol, credentials."""

from __future__ import annotations

from typing import Any

from stream.config.settings import SecurityProtocol, Settings
from stream.config.tls import tls_context

METADATA_SECONDS = 30
"""So long partitions that were added to a topic stay unread; aiokafka's five minutes are too long."""


def kafka_client(settings: Settings) -> dict[str, Any]:
    """The arguments that every aiokafka client takes: where the brokers are and how to talk to them."""
    client: dict[str, Any] = {"bootstrap_servers": settings.broker}
    protocol = settings.security_protocol
    if protocol is not SecurityProtocol.PLAINTEXT:
        client["security_protocol"] = protocol.value
    if protocol.value.startswith("SASL"):
        client["sasl_mechanism"] = settings.sasl_mechanism
        client["sasl_plain_username"] = settings.sasl_username
        client["sasl_plain_password"] = settings.sasl_password.get_secret_value()
    if protocol.value.endswith("SSL"):
        client["ssl_context"] = tls_context(settings.tls_files)
    return client


def producer_settings(settings: Settings) -> dict[str, Any]:
    """The same for `stream.kafka.producer.Producer`."""
    client = kafka_client(settings)
    return {"bootstrap": client.pop("bootstrap_servers"), **client}

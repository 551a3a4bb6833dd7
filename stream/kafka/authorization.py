"""Whether Kafka authenticates us and grants a worker what it needs: checked at the start, reported in full sentences.

aiokafka only logs why a connection was refused, and a missing right shows where it is first used: for `alerts` with the
first trend. Kafka returns a client's rights when asked (KIP-430), except for those on transactional ids.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import CoordinationType
from aiokafka.conn import create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    IllegalSaslStateError,
    IncompatibleBrokerVersion,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
    UnsupportedSaslMechanismError,
    for_code,
)

from stream.exits import Exit, WorkerExitError
from stream.kafka.acl_protocol import GroupRights, TopicRights, decoded
from stream.kafka.producer import ProduceError
from stream.kafka.topics import Topics

ENTRY_TIMEOUT_MS = 5_000
HOW = "deploy/acls.sh lists who needs what"

_NOT_US = (AuthenticationFailedError, SaslAuthenticationFailed, UnsupportedSaslMechanismError, IllegalSaslStateError)
_NOT_THAT = (
    TopicAuthorizationFailedError,
    GroupAuthorizationFailedError,
    ClusterAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)


def worker_needs(topics: Topics) -> dict[str, frozenset[str]]:
    """What a worker does with each topic. Beside that it reads in its group, and writes under its transactional ids."""
    read, write, both = frozenset({"Read"}), frozenset({"Write"}), frozenset({"Read", "Write"})
    return {
        topics.mentions: read,
        topics.dead_letters: write,
        topics.complaints: both,
        topics.feedback: read,
        topics.feedback_dead_letters: write,
        topics.kept_out: frozenset({"Write"}),
        topics.alerts: both,
        topics.trends: both,
        topics.brands: write,
        topics.members: write,
        topics.checkpoints: both,
    }


async def check_rights(client: Mapping[str, Any], topics: Topics, group: str) -> None:
    """Raises WorkerExitError with every right that a worker lacks, and what `rights_missing` raises."""
    if missing := await rights_missing(client, topics, group):
        raise WorkerExitError(Exit.ACCESS, f"Kafka refuses us these rights: {', '.join(missing)}; {HOW}")


async def rights_missing(client: Mapping[str, Any], topics: Topics, group: str) -> list[str]:
    """Rights of a worker that Kafka would refuse us, as `Write on topic alerts`; of topics that exist.

    Empty where the brokers cannot return them. Raises KafkaError, TimeoutError when they do not answer.
    """
    needs = worker_needs(topics)
    admin = AIOKafkaAdminClient(**client)
    try:
        await admin.start()
        answer = await admin._send_request(TopicRights(list(needs)))
        missing = [
            f"{right} on topic {name}"
            for code, name, _, _, granted in answer.topics
            if code in (0, TopicAuthorizationFailedError.errno)
            for right in sorted(needs[name] - decoded(0 if code else granted))
        ]
        ids = [f"{group}.{name}-" for name in (topics.alerts, topics.checkpoints)]
        return missing + await _group_missing(admin, group) + await _ids_missing(admin, ids)
    except (IncompatibleBrokerVersion, NotImplementedError):
        return []
    finally:
        await admin.close()


async def _group_missing(admin: AIOKafkaAdminClient, group: str) -> list[str]:
    try:
        answer = await admin._send_request(GroupRights([group]), await admin.find_coordinator(group))
        (described,) = answer.groups
        error = for_code(described[0])
        if described[0]:
            raise error(group)
        refused = "Read" not in decoded(described[-1])
    except GroupAuthorizationFailedError:
        refused = True
    return [f"Read on group {group}"] if refused else []


async def _ids_missing(admin: AIOKafkaAdminClient, ids: list[str]) -> list[str]:
    """For a transactional id Kafka returns only whether we may describe it, which the right to write implies."""
    missing = []
    for one in ids:
        try:
            await admin._client.coordinator_lookup(CoordinationType.TRANSACTION, f"{one}0")
        except TransactionalIdAuthorizationFailed:
            missing.append(f"Write on transactional-id {one}")
    return missing


def as_worker_exit(error: Exception, away: str) -> Exception:
    """What a worker ends with after this error, while Kafka is `away` or not: a sentence and a code where Kafka did it."""
    if refused := refused_right(error):
        return WorkerExitError(Exit.ACCESS, refused)
    if isinstance(error, KafkaConnectionError):
        return WorkerExitError(Exit.BROKER_AWAY, away or "Kafka went away while the worker started")
    return WorkerExitError(Exit.BROKER_AWAY, away) if away and isinstance(error, ProduceError) else error


def refused_right(error: BaseException) -> str:
    """The right that Kafka refused, when that is what is behind an error; else empty."""
    for one in _behind(error):
        if isinstance(one, ClusterAuthorizationFailedError):
            # Asked for by every producer of ours at its start, and granted to who may write to any topic (KIP-679).
            return f"Kafka lets us write to no topic at all: {error}; {HOW}"
        if isinstance(one, _NOT_THAT):
            return f"Kafka refused a right: {error}; {HOW}"
    return ""


def _behind(error: BaseException) -> Iterator[BaseException]:
    yield error
    inner = [*getattr(error, "partitions", {}).values(), error.__cause__]
    for one in inner:
        if one is not None:
            yield from _behind(one)


async def refused_entry(client: Mapping[str, Any]) -> str:
    """Why Kafka does not let us in; empty when it does, or when nobody answers."""
    how = {key: value for key, value in client.items() if key != "bootstrap_servers"}
    for address in client["bootstrap_servers"].split(","):
        host, _, port = address.rpartition(":")
        try:
            connection = await create_conn(host, int(port), request_timeout_ms=ENTRY_TIMEOUT_MS, **how)
        except ssl.SSLCertVerificationError as error:
            return f"the certificate of {address} is not trusted: {error.verify_message} (GROUNDSWELL_SSL_CAFILE)"
        except ssl.SSLError as error:
            return f"no TLS with {address}: {error.reason or error}"
        except _NOT_US as error:
            return f"Kafka at {address} does not let {how['sasl_plain_username']!r} in: {error}"
        except (KafkaError, OSError, TimeoutError):
            continue
        connection.close()
        return ""
    return ""

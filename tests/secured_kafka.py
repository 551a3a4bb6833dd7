"""A local Kafka that asks who you are: TLS, users with passwords or certificates, and nothing allowed that is not granted.

The listener without protection is that of the super user, who makes users and grants rights.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    CompactArray,
    CompactBytes,
    CompactString,
    Int8,
    Int16,
    Int32,
    Schema,
    TaggedFields,
)

from stream.local_kafka.broker import LocalKafka
from stream.local_kafka.node import free_ports
from tests.certificates import pem_of

TABLE = Path(__file__).parents[1] / "deploy" / "acls.sh"
SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
_RESOURCES = {"topic": 2, "group": 3, "transactional-id": 5}
_PATTERNS = {"literal": 3, "prefixed": 4}
_RIGHTS = {"Read": 3, "Write": 4, "Create": 5, "Describe": 8}
_ALLOW = 3
_SCRAM_SHA_512 = 2
_ITERATIONS = 4096


@dataclass(frozen=True)
class Grant:
    """One right of a principal."""

    principal: str
    resource: str
    pattern: str
    name: str
    right: str

    @property
    def fields(self) -> tuple[int, str, int, str, str, int, int]:
        """As Kafka's requests have them."""
        kind, pattern = _RESOURCES[self.resource], _PATTERNS[self.pattern]
        return kind, self.name, pattern, self.principal, "*", _RIGHTS[self.right], _ALLOW


def grants_of_table(**variables: str) -> list[Grant]:
    """What `deploy/acls.sh` says, with its variables set."""
    printed = subprocess.run(
        ["sh", str(TABLE)], env={"PATH": os.environ["PATH"], **variables}, check=True, capture_output=True, text=True
    ).stdout
    rows = [line.split() for line in printed.splitlines()]
    return [
        Grant(principal, resource, pattern, name, right)
        for principal, resource, pattern, name, *rights in rows
        for right in rights
    ]


class SecuredKafka(LocalKafka):
    """`bootstrap` is the super user's; users come by `sasl_bootstrap` (SCRAM-SHA-512), or with a certificate by
    `mutual_bootstrap`. `ca` is the file of those whom brokers and clients trust."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sasl_port, self._mutual_port = free_ports(2)
        self._authority = trustme.CA()
        self.ca = self.folder / "ca.pem"
        self._authority.cert_pem.write_to_path(str(self.ca))
        self.certificate("broker", "127.0.0.1")

    @property
    def sasl_bootstrap(self) -> str:
        return f"127.0.0.1:{self._sasl_port}"

    @property
    def mutual_bootstrap(self) -> str:
        return f"127.0.0.1:{self._mutual_port}"

    def certificate(self, name: str, *hosts: str, password: str = "") -> Path:
        """A file with a certificate of this name and its key."""
        path = self.folder / f"{name}.pem"
        path.write_bytes(pem_of(self._authority, name, *hosts, password=password))
        return path

    def _server_properties(self) -> dict[str, str]:
        ours = super()._server_properties()
        for listeners in ("listeners", "advertised.listeners"):
            ours[listeners] += f",SECURED://{self.sasl_bootstrap},MUTUAL://{self.mutual_bootstrap}"
        ours["listener.security.protocol.map"] += ",SECURED:SASL_SSL,MUTUAL:SSL"
        return ours | {
            "sasl.enabled.mechanisms": "SCRAM-SHA-512",
            "listener.name.secured.scram-sha-512.sasl.jaas.config": SCRAM,
            "listener.name.mutual.ssl.client.auth": "required",
            "ssl.principal.mapping.rules": "RULE:^.*CN=([^,]+).*$/$1/",
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(self.folder / "broker.pem"),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(self.ca),
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS",
        }

    async def create_users(self, passwords: dict[str, str]) -> None:
        credentials: list[tuple[object, ...]] = []
        for name, password in passwords.items():
            salt = os.urandom(16)
            salted = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ITERATIONS)
            credentials.append((name, _SCRAM_SHA_512, _ITERATIONS, salt, salted, {}))
        answer = await self._ask(_AlterUsers(credentials))
        _raise_first(result[1:3] for result in answer.results)

    async def grant(self, grants: Iterable[Grant]) -> None:
        for one in grants:
            answer = await self._ask(CreateAclsRequest(*one.fields))
            _raise_first(answer.creation_responses)

    async def revoke(self, grants: Iterable[Grant]) -> None:
        for one in grants:
            answer = await self._ask(DeleteAclsRequest(*one.fields))
            _raise_first(response[:2] for response in answer.filter_responses)

    async def _ask(self, request: Any) -> Any:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            return await admin._send_request(request)
        finally:
            await admin.close()


def _raise_first(outcomes: Iterable[tuple[int, str]]) -> None:
    for code, message in outcomes:
        if code:
            raise for_code(code)(message)


class _AlteredUsers(Response):
    API_KEY = 51
    API_VERSION = 0
    _RESULT = (("user", CompactString("utf-8")), ("error_code", Int16), ("error_message", CompactString("utf-8")))
    SCHEMA = Schema(
        ("throttle_time_ms", Int32), ("results", CompactArray(*_RESULT, ("tags", TaggedFields))), ("tags", TaggedFields)
    )


class _AlterUsersStruct(RequestStruct):
    API_KEY = 51
    API_VERSION = 0
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = _AlteredUsers
    SCHEMA = Schema(
        ("deletions", CompactArray(("name", CompactString("utf-8")), ("mechanism", Int8), ("tags", TaggedFields))),
        (
            "upsertions",
            CompactArray(
                ("name", CompactString("utf-8")),
                ("mechanism", Int8),
                ("iterations", Int32),
                ("salt", CompactBytes),
                ("salted_password", CompactBytes),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class _AlterUsers(Request[_AlterUsersStruct]):
    """aiokafka has no request for users (KIP-554)."""

    API_KEY = 51

    def __init__(self, credentials: list[Any]) -> None:
        self._credentials = credentials

    def build(self, request_struct_class: type[_AlterUsersStruct]) -> _AlterUsersStruct:
        return request_struct_class([], self._credentials, {})

"""Certificates as Kafka and OpenSSL read them: one file with the key, locked or not, and the chain."""

from __future__ import annotations

import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


def pem_of(authority: trustme.CA, name: str, *hosts: str, password: str = "") -> bytes:
    """Issued to `name`, and to the hosts that it is used on. The key is PKCS #8: Kafka reads no other."""
    issued = authority.issue_cert(*hosts, f"{name}.groundswell", common_name=name)
    key = load_pem_private_key(issued.private_key_pem.bytes(), None)
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock) + b"".join(
        blob.bytes() for blob in issued.cert_chain_pems
    )


def locked_certificate(password: str) -> bytes:
    """Of an authority that nobody knows."""
    return pem_of(trustme.CA(), "somebody", password=password)

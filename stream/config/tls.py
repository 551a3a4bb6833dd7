"""TLS to Kafka: which authority we trust, and the certificate that we present."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from stream.exits import reason_of


@dataclass(frozen=True)
class TlsFiles:
    """PEM files: the brokers' authority (the system's when None), our certificate, its key and the key's password."""

    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    key_password: str = ""


def tls_context(files: TlsFiles) -> ssl.SSLContext:
    """Verifies the brokers' names and certificates, always. Raises OSError for a file that cannot be used."""
    context = ssl.create_default_context(cafile=files.ca)
    if files.certificate is not None:
        # Without a password OpenSSL would ask at the terminal for that of an encrypted key.
        context.load_cert_chain(files.certificate, files.key, lambda: files.key_password)
    return context


def tls_errors(files: TlsFiles) -> list[str]:
    """What keeps these files from being used, one sentence each."""
    if files.key is not None and files.certificate is None:
        return ["GROUNDSWELL_SSL_CERTFILE is not set; it must be when GROUNDSWELL_SSL_KEYFILE is"]
    try:
        ssl.create_default_context(cafile=files.ca)
    except OSError as error:
        return [f"GROUNDSWELL_SSL_CAFILE is {str(files.ca)!r}, which cannot be used: {reason_of(error)}"]
    try:
        tls_context(files)
    except OSError as error:
        certificate, key = str(files.certificate), str(files.key or files.certificate)
        return [
            f"GROUNDSWELL_SSL_CERTFILE is {certificate!r} with the key {key!r}, which cannot be used "
            f"(another key, or another GROUNDSWELL_SSL_KEY_PASSWORD?): {reason_of(error)}"
        ]
    return []

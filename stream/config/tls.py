"""TLS to Kafka: whom we trust, and the certificate by which a broker may know us."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from stream.exits import reason_of

if TYPE_CHECKING:
    from stream.config.settings import Settings


def tls_context(settings: Settings) -> ssl.SSLContext:
    """Verifies the brokers' names and certificates, always. Raises OSError for a file that cannot be used."""
    context = ssl.create_default_context(cafile=settings.ssl_cafile)
    if settings.ssl_certfile is not None:
        # Without a password OpenSSL would ask at the terminal for that of an encrypted key.
        password = settings.ssl_key_password.get_secret_value
        context.load_cert_chain(settings.ssl_certfile, settings.ssl_keyfile, password)
    return context


def tls_errors(settings: Settings) -> list[str]:
    """What keeps these settings from being used, one sentence each."""
    if settings.ssl_keyfile is not None and settings.ssl_certfile is None:
        return ["GROUNDSWELL_SSL_CERTFILE is not set; it must be when GROUNDSWELL_SSL_KEYFILE is"]
    try:
        ssl.create_default_context(cafile=settings.ssl_cafile)
    except OSError as error:
        return [f"GROUNDSWELL_SSL_CAFILE is {str(settings.ssl_cafile)!r}, which cannot be used: {reason_of(error)}"]
    try:
        tls_context(settings)
    except OSError as error:
        certificate, key = str(settings.ssl_certfile), str(settings.ssl_keyfile or settings.ssl_certfile)
        return [
            f"GROUNDSWELL_SSL_CERTFILE is {certificate!r} with the key {key!r}, which cannot be used "
            f"(another key, or another GROUNDSWELL_SSL_KEY_PASSWORD?): {reason_of(error)}"
        ]
    return []

"""A signed webhook, after the specification Standard Webhooks (standardwebhooks.com, version 1).

`webhook-id` is the same for every try of one message, so a receiver that has it already leaves it out; `Idempotency-Key`
says the same to proxies that know it. `webhook-signature` is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
"""

from __future__ import annotations

import base64
import hmac
import time

import aiohttp
import orjson

from stream.notify.policy import Webhook
from stream.notify.senders.base import Message, post

PREFIX = "whsec_"


class WebhookSender:
    """Posts the event and its words as JSON."""

    def __init__(self, receiver: Webhook, session: aiohttp.ClientSession) -> None:
        self._receiver = receiver
        self._session = session
        self._key = key_of(receiver.secret)

    async def send(self, message: Message) -> str:
        delivery = message.delivery
        body = orjson.dumps(
            {
                "type": f"groundswell.{delivery.kind}",
                "id": delivery.id,
                "title": message.title,
                "text": message.text,
                "data": delivery.event if delivery.event is not None else {"events": delivery.events},
            }
        )
        timestamp = str(int(time.time()))
        headers = {"webhook-id": delivery.id, "webhook-timestamp": timestamp, "Idempotency-Key": delivery.id}
        if self._key:
            headers["webhook-signature"] = signature(self._key, delivery.id, timestamp, body)
        await post(self._session, self._receiver.url, body, headers, self._receiver.timeout_seconds)
        return ""

    async def close(self) -> None:
        """Nothing is held."""


def key_of(secret: str) -> bytes:
    """The key in a secret: base64 after `whsec_`, else its own bytes."""
    if secret.startswith(PREFIX):
        return base64.b64decode(secret.removeprefix(PREFIX))
    return secret.encode()


def signature(key: bytes, ident: str, timestamp: str, body: bytes) -> str:
    """The header `webhook-signature`."""
    signed = b".".join((ident.encode(), timestamp.encode(), body))
    return f"v1,{base64.b64encode(hmac.digest(key, signed, 'sha256')).decode()}"

"""A sender, and the one for each kind of receiver."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import aiohttp

from detectors.errors import GroundswellError
from stream.notify.policy import Alertmanager, AnyReceiver, Slack, Webhook

if TYPE_CHECKING:
    from stream.notify.ledger import Delivery

ANSWER_BYTES_MAX = 64 * 1024
ERROR_CHARACTERS_MAX = 200


class DeliveryError(GroundswellError):
    """The receiver has not taken the message; `retry_after` is how long it asked to be left alone, in seconds."""

    def __init__(self, sentence: str, retry_after: float = 0.0) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Message(NamedTuple):
    """What is to be sent: the delivery, and its words."""

    delivery: Delivery
    title: str
    text: str


class Sender(Protocol):
    """Sends to one receiver. Called from several tasks at once."""

    async def send(self, message: Message) -> str:
        """Sends it; returns the receiver's name for it, if it has one. Raises DeliveryError."""
        ...

    async def close(self) -> None: ...


def build_sender(receiver: AnyReceiver, session: aiohttp.ClientSession) -> Sender:
    """The sender for a receiver."""
    from stream.notify.senders.alertmanager import AlertmanagerSender
    from stream.notify.senders.apprise import AppriseSender
    from stream.notify.senders.slack import SlackSender
    from stream.notify.senders.webhook import WebhookSender

    if isinstance(receiver, Webhook):
        return WebhookSender(receiver, session)
    if isinstance(receiver, Alertmanager):
        return AlertmanagerSender(receiver, session)
    if isinstance(receiver, Slack):
        return SlackSender(receiver, session)
    return AppriseSender(receiver)


async def post(
    session: aiohttp.ClientSession, url: str, body: bytes, headers: Mapping[str, str], seconds: float
) -> tuple[Mapping[str, str], bytes]:
    """Headers and the beginning of the answer to a POST of JSON. Raises DeliveryError unless it is a 2xx.

    Redirects are not followed: a signed message goes to the address that was configured, or nowhere.
    """
    given = {"Content-Type": "application/json", "User-Agent": "groundswell", **headers}
    limit = aiohttp.ClientTimeout(total=seconds)
    try:
        async with session.post(url, data=body, headers=given, timeout=limit, allow_redirects=False) as answer:
            reply = b""
            async for part in answer.content.iter_chunked(4_096):
                reply += part
                if len(reply) >= ANSWER_BYTES_MAX:
                    break
            if 200 <= answer.status < 300:
                return answer.headers, reply
            raise DeliveryError(f"{answer.status} {answer.reason or ''}".strip(), _pause(answer.headers.get("Retry-After")))
    except TimeoutError as error:
        raise DeliveryError(f"no answer within {seconds:g} s") from error
    except aiohttp.ClientError as error:
        raise DeliveryError(_words(error)) from error
    except (OSError, ValueError, asyncio.IncompleteReadError) as error:
        raise DeliveryError(_words(error)) from error


def _pause(written: str | None) -> float:
    """`Retry-After` in seconds; a date is left out."""
    return min(float(written), 3600.0) if written and written.strip().isdecimal() else 0.0


def _words(error: Exception) -> str:
    """What went wrong, without the address: it may hold a secret."""
    inner = getattr(error, "os_error", None) or error
    reason = getattr(inner, "strerror", None) or type(error).__name__
    return str(reason)[:ERROR_CHARACTERS_MAX]


def answered(value: Any, limit: int = ERROR_CHARACTERS_MAX) -> str:
    """What a receiver answered, on one line of bounded length."""
    from stream.alerts.cards import harmless

    return harmless(str(value))[:limit]

"""Everything else, through Apprise: Teams, Mattermost, e-mail, PagerDuty, Opsgenie and a hundred more by their address.

Apprise waits for its services in threads. Each receiver has threads of its own, so that a slow one keeps no other waiting.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import apprise

from stream.notify.policy import Apprise
from stream.notify.senders.base import DeliveryError, Message

# Its log holds addresses, and they hold secrets.
logging.getLogger("apprise").disabled = True

TYPES = {"critical": apprise.NotifyType.FAILURE, "warning": apprise.NotifyType.WARNING}


def is_known(url: str) -> bool:
    """Whether Apprise finds a service behind an address."""
    return bool(url) and apprise.Apprise.instantiate(url, suppress_exceptions=True) is not None


class AppriseSender:
    """Sends by one address of Apprise's."""

    def __init__(self, receiver: Apprise) -> None:
        self._seconds = receiver.timeout_seconds
        self._apprise = apprise.Apprise(asset=apprise.AppriseAsset(app_id="Groundswell", async_mode=False))
        self._apprise.add(receiver.url)
        self._threads = ThreadPoolExecutor(int(receiver.parallel), thread_name_prefix="apprise")

    async def send(self, message: Message) -> str:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._seconds):
                taken = await loop.run_in_executor(self._threads, self._notify, message)
        except TimeoutError as error:
            raise DeliveryError(f"no answer within {self._seconds:g} s") from error
        if not taken:
            raise DeliveryError("the service did not take it")
        return ""

    def _notify(self, message: Message) -> bool:
        event = message.delivery.event or {}
        kind = TYPES.get(event.get("severity", ""), apprise.NotifyType.INFO)
        if event.get("state") == "resolved":
            kind = apprise.NotifyType.SUCCESS
        return bool(
            self._apprise.notify(
                title=message.title, body=message.text, notify_type=kind, body_format=apprise.NotifyFormat.TEXT
            )
        )

    async def close(self) -> None:
        """Threads that hang are left to the end of the process."""
        self._threads.shutdown(wait=False, cancel_futures=True)

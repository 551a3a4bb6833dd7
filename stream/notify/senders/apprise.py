"""Everything else, through Apprise: Teams, Mattermost, e-mail, PagerDuty, Opsgenie and a hundred more by their address.

Apprise waits for its services in threads. Each receiver has threads of its own, so that a slow one keeps no other waiting.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlencode, urlsplit

import apprise

from stream.notify.policy import Apprise
from stream.notify.senders.base import DeliveryError, Message

# Its log holds addresses, and they hold secrets.
logging.getLogger("apprise").disabled = True

NAMED = {"pagerduty": ("dedup", "map"), "opsgenie": ("alias", "new")}
TYPES = {"critical": apprise.NotifyType.FAILURE, "warning": apprise.NotifyType.WARNING}


def is_known(url: str) -> bool:
    """Whether Apprise finds a service behind an address."""
    return bool(url) and apprise.Apprise.instantiate(url, suppress_exceptions=True) is not None


def address_for(url: str, trend: str) -> str:
    """The address with the name of the trend, for services that keep one incident under one name: later messages belong to
    it, and the end of the trend resolves it at PagerDuty (Apprise finds no alert of Opsgenie's again to close it). What the
    address says already is left as it is.

    >>> address_for("pagerduty://key@api", "acme/t1")
    'pagerduty://key@api?dedup=acme%2Ft1&action=map'
    """
    parts = urlsplit(url)
    given = parse_qs(parts.query)
    name, action = NAMED.get(parts.scheme, ("", ""))
    more = urlencode({key: value for key, value in ((name, trend), ("action", action)) if key and key not in given})
    return f"{url}{'&' if parts.query else '?'}{more}" if more else url


class AppriseSender:
    """Sends by one address of Apprise's."""

    def __init__(self, receiver: Apprise) -> None:
        self._seconds = receiver.timeout_seconds
        self._url = receiver.url
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
        one = apprise.Apprise(asset=apprise.AppriseAsset(app_id="Groundswell", async_mode=False))
        one.add(address_for(self._url, f"{message.delivery.brand}/{message.delivery.trend_id}"))
        return bool(
            one.notify(title=message.title, body=message.text, notify_type=kind, body_format=apprise.NotifyFormat.TEXT)
        )

    async def close(self) -> None:
        """Threads that hang are left to the end of the process."""
        self._threads.shutdown(wait=False, cancel_futures=True)

"""Everything else, through Apprise: Teams, Mattermost, e-mail, PagerDuty, Opsgenie and a hundred more by their address.

Apprise waits for its services in threads. Each receiver has threads of its own, so that a slow one keeps no other waiting.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import apprise
import requests
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.jira import JIRA_API_LOOKUP as JIRA
from apprise.plugins.jira import NotifyJira
from apprise.plugins.mattermost import NotifyMattermost
from apprise.plugins.opsgenie import OPSGENIE_API_LOOKUP as OPSGENIE
from apprise.plugins.opsgenie import NotifyOpsgenie
from apprise.plugins.pagerduty import NotifyPagerDuty
from apprise.plugins.workflows import NotifyWorkflows

from stream.notify.incidents import BY_ALIAS, address_for, incident_name, service_of
from stream.notify.messages import link_in, markdown_of
from stream.notify.policy import Apprise
from stream.notify.senders.base import DeliveryError, Message

# Its log holds addresses, and they hold secrets.
logging.getLogger("apprise").disabled = True

US = "us"
NOTE_CHARACTERS_MAX = 1_000
PRIORITIES, LOWEST = {"critical": 1, "warning": 3}, 5
"""P1 to P5 of Opsgenie and Jira Service Management, unless the address names one."""
TYPES = {"critical": apprise.NotifyType.FAILURE, "warning": apprise.NotifyType.WARNING}


def _asset() -> apprise.AppriseAsset:
    """Under our name, and without pictures that whoever reads the message would fetch from elsewhere."""
    return apprise.AppriseAsset(
        app_id="Groundswell", app_desc="Groundswell", image_url_mask="", image_url_logo="", async_mode=False
    )


def is_known(url: str) -> bool:
    """Whether Apprise finds a service behind an address."""
    return bool(url) and apprise.Apprise.instantiate(url, suppress_exceptions=True) is not None


@dataclass(frozen=True)
class Closing:
    """The request that closes an alert which has an alias, after docs.opsgenie.com/docs/alert-api#close-alert."""

    url: str
    key: str

    @classmethod
    def of(cls, plugin: object, alias: str) -> Closing | None:
        """How an alert that `plugin` created is closed; None where an event does it."""
        if isinstance(plugin, NotifyOpsgenie | NotifyJira):
            alerts = (OPSGENIE if isinstance(plugin, NotifyOpsgenie) else JIRA)[plugin.region_name or US]
            return cls(f"{alerts}/{alias}/close?identifierType=alias", plugin.apikey)
        return None

    def run(self, note: str, seconds: float) -> bool:
        """Whether the service took the request, which it works off later: an alert that is not there is taken too."""
        headers = {"Authorization": f"GenieKey {self.key}", "User-Agent": "groundswell"}
        body = {"source": "Groundswell", "note": note[:NOTE_CHARACTERS_MAX]}
        try:
            answer = requests.post(self.url, json=body, headers=headers, timeout=seconds, allow_redirects=False)
        except requests.RequestException:
            return False
        return 200 <= answer.status_code < 300


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
        delivery = message.delivery
        one = apprise.Apprise(asset=_asset())
        one.add(address_for(self._url, delivery.brand, delivery.trend_id))
        if event.get("state") == "resolved" and service_of(self._url) is BY_ALIAS:
            closing = Closing.of(one[0], incident_name(delivery.brand, delivery.trend_id, BY_ALIAS))
            return closing is not None and closing.run(f"{message.title}\n{message.text}", self._seconds)
        title, body, form = self._words(one[0], message)
        return bool(one.notify(title=title, body=body, notify_type=kind, body_format=form))

    def _words(self, plugin: object, message: Message) -> tuple[str, str, apprise.NotifyFormat]:
        """Title, body and format as a service shows them best: most as title and lines."""
        event = message.delivery.event or {}
        if isinstance(plugin, NotifyWorkflows):
            # Its title is one line that is cut, and lines run together (learn.microsoft.com, "Format cards in Teams").
            return "", markdown_of(message.title, message.text, between="\n\n"), apprise.NotifyFormat.MARKDOWN
        if isinstance(plugin, NotifyMattermost | NotifyDiscord):
            # What they call text is Markdown.
            return "", markdown_of(message.title, message.text), apprise.NotifyFormat.TEXT
        if isinstance(plugin, NotifyPagerDuty):
            # Its summary is the incident's name, read in a list or by a voice.
            plugin.click = plugin.click or link_in(message.text) or None
            plugin.details = {"message": message.text, **plugin.details}
            return "", message.title, apprise.NotifyFormat.TEXT
        if isinstance(plugin, NotifyOpsgenie | NotifyJira) and "priority" not in parse_qs(urlsplit(self._url).query):
            plugin.priority = PRIORITIES.get(event.get("severity", ""), LOWEST)
        return message.title, message.text, apprise.NotifyFormat.TEXT

    async def close(self) -> None:
        """Threads that hang are left to the end of the process."""
        self._threads.shutdown(wait=False, cancel_futures=True)

"""Slack by a bot: one message per trend, which is edited as the trend goes on; a page is posted again in its thread.

After Slack's documentation of `chat.postMessage` and `chat.update` (api.slack.com/methods): both answer 200 with `ok`, and
a message is named by its channel and `ts`.
"""

from __future__ import annotations

from typing import Any

import aiohttp
import orjson

from stream.notify.ledger import DeliveryKind
from stream.notify.policy import Slack
from stream.notify.senders.base import DeliveryError, Message, answered, post

TEXT_CHARACTERS_MAX = 3_000


class SlackSender:
    """Posts, and edits what it has posted."""

    def __init__(self, receiver: Slack, session: aiohttp.ClientSession) -> None:
        self._receiver = receiver
        self._session = session

    async def send(self, message: Message) -> str:
        delivery = message.delivery
        text = f"*{escaped(message.title)}*\n{escaped(message.text)}"
        text = text if len(text) <= TEXT_CHARACTERS_MAX else text[:TEXT_CHARACTERS_MAX].rpartition(" ")[0]
        if not delivery.handle:
            return await self._call("chat.postMessage", self._receiver.channel, text=text, client_msg_id=delivery.id)
        channel, _, ts = delivery.handle.partition("/")
        await self._call("chat.update", channel, ts=ts, text=text)
        rings = delivery.event is not None and delivery.event["attention"] == "page"
        if rings or delivery.kind is DeliveryKind.ESCALATION:
            aloud = f"*{escaped(message.title)}*"
            await self._call("chat.postMessage", channel, text=aloud, thread_ts=ts, reply_broadcast=True)
        return delivery.handle

    async def close(self) -> None:
        """Nothing is held."""

    async def _call(self, method: str, channel: str, **arguments: Any) -> str:
        url = f"{self._receiver.url.rstrip('/')}/{method}"
        headers = {"Authorization": f"Bearer {self._receiver.token}"}
        # Nothing is fetched, and no picture shown, of what strangers link to.
        quiet = {"unfurl_links": False, "unfurl_media": False, "mrkdwn": True}
        body = orjson.dumps({"channel": channel, **quiet, **arguments})
        _, reply = await post(self._session, url, body, headers, self._receiver.timeout_seconds)
        try:
            answer = orjson.loads(reply)
            if answer["ok"]:
                return f"{answer['channel']}/{answer['ts']}"
            raise DeliveryError(f"Slack says {answered(answer.get('error', 'no'))}")
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise DeliveryError("Slack's answer cannot be read") from error


def escaped(text: str) -> str:
    """Text in which Slack finds no link, mention or markup of its own (api.slack.com/reference/surfaces/formatting)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

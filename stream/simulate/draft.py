"""A mention before it has its id: ids are given in event-time order once everything is written."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from stream.simulate.grammar import mistype, mood
from stream.simulate.people import Person
from stream.simulate.plan import BRAND

_HANDLES = ("@papyrion", "@Papyrion", "@PapyrionHelp", "@papyrionhelp")


@dataclass(eq=False)
class Draft:
    """A post: its text, its author and its time; `root` is the post that it repeats, quotes or answers.

    `complains`: the words report a problem, be it made up or somebody else's.
    """

    at_ms: int
    person: Person
    text: str
    channel: str
    kind: str = "post"
    title: str = ""
    product: str = ""
    root: Draft | None = None
    complains: bool = False
    id: str = ""

    def mention(self) -> dict[str, Any]:
        """The producers' form. Absent things are left out."""
        moment = datetime.fromtimestamp(self.at_ms / 1000, UTC)
        record: dict[str, Any] = {
            "id": self.id,
            "text": self.text,
            "author": self.person.handle,
            "created_at": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "brand": BRAND,
            "channel": self.channel,
            "lang": self.person.lang,
            "region": self.person.region,
            "kind": self.kind,
        }
        if self.channel == "microblog":
            record["reach"] = self.person.reach
            record["url"] = f"https://microblog.example/{self.person.handle}/{self.id}"
        if self.title:
            record["title"] = self.title
        if self.product:
            record["product"] = self.product
        if self.root is not None:
            record["reply_to" if self.kind == "reply" else "repost_of"] = self.root.id
        return record


KIND_OF_CHANNEL = {"support-forum": "ticket", "mail": "ticket", "app-store": "review", "reviews": "review"}


def written(body: str, channel: str, chance: random.Random, *, upset: bool = True) -> str:
    """A body as this channel shows it: slips and mood everywhere, handles, tags and links on the microblog."""
    text = mood(mistype(body, chance, 0.035), chance, upset=upset)
    if channel != "microblog":
        return text
    luck = chance.random()
    if luck < 0.45:
        text = f"{chance.choice(_HANDLES)} {text}"
    elif luck < 0.62:
        text = f"{text} {chance.choice(_HANDLES)}"
    elif luck < 0.72:
        text = f"{text} #papyrion"
    if chance.random() < 0.06:
        text = f"{text} https://pic.example/{chance.randrange(16**6):06x}"
    return text

"""Realistic mentions for measuring speed: made of our own words, from a seed; no measure of detection quality."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import orjson

# 1 January 2026, and one busy day from there.
START_MS = 1_767_225_600_000
DAY_MS = 86_400_000


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


THINGS = listed(
    "app,login page,checkout,invoice,delivery,router,printer,password reset,mobile update,card reader,support chat,"
    "voucher,subscription,tracking number,video stream,sync,battery,headset,screen,order history,two factor code,refund,"
    "parcel,search,calendar,microphone,payment,account,booking,ticket machine,charger,thermostat,playlist,backup,scanner"
)
FAULTS = listed(
    "does not load,keeps crashing,is broken again,charged me twice,never arrived,stopped working since this morning,"
    "shows error {code},is so slow it hurts,logs me out every minute,lost all my data,freezes on start,says invalid code,"
    "cannot be cancelled,gives a blank page,is stuck at {percent} percent,drains everything within an hour,"
    "has been down for {hours} hours,refuses my card,ignores my settings,fails with {code} every single time"
)
PRAISE = listed(
    "works like a charm,is finally here,made my day,looks great,is faster than ever,was worth the wait,saved my evening,"
    "is on sale this week,got a new colour,arrived early"
)
OPENINGS = listed(
    "hey,seriously,so,anyone else?,again,honestly,ok,hello,dear {handle},{handle},third time now,just saying,update:,wow,"
    "ugh,fyi,right,today"
)
ENDINGS = listed(
    "please help,what is going on,fix this,thank you,any idea?,I want my money back,how long will it take,tried everything,"
    "restarted twice,on my phone and on my laptop,nobody answers,see https://example.org/{code},#{tag},😡,🙏,:),,,,"
)
CHATTER = listed(
    "with coffee,on the train,before work,in the new office,with my sister,at home,after the game,in the rain,for dinner,"
    "during the meeting,at the airport,in the garden"
)
BRANDS = tuple(f"brand-{number:02}" for number in range(20))
CHANNELS = ("microblog", "microblog", "microblog", "support-forum", "review", "mail")


def mentions(count: int, seed: int, start_ms: int = START_MS) -> Iterator[tuple[bytes, int]]:
    """`count` mentions as JSON with their Kafka timestamps in milliseconds, in order of time, over one day from `start_ms`.

    Two in five are complaints; brands, things and people are as unequal as in life (Zipf).
    """
    chance = random.Random(seed)
    brands = _unequal(BRANDS)
    things = _unequal(THINGS)
    for number in range(count):
        at = start_ms + number * DAY_MS // count
        author = f"user{int(chance.paretovariate(0.8)) % 200_003}"
        mention = {
            "id": f"{seed}-{number}",
            "text": _text(chance, things),
            "author": author,
            "created_at": at,
            "brand": _pick(chance, brands),
            "channel": chance.choice(CHANNELS),
            "lang": "en",
            "reach": int(chance.paretovariate(1.0) * 40) % 5_000_000,
        }
        yield orjson.dumps(mention), at


def _text(chance: random.Random, things: tuple[tuple[str, ...], list[float]]) -> str:
    sentences = FAULTS if chance.random() < 0.4 else PRAISE
    parts = [
        chance.choice(OPENINGS),
        "my" if chance.random() < 0.5 else "the",
        _pick(chance, things),
        chance.choice(sentences),
        chance.choice(CHATTER) if chance.random() < 0.6 else "",
        chance.choice(ENDINGS),
    ]
    text = " ".join(part for part in parts if part)
    if "{" in text:
        text = text.format(
            code=f"E{chance.randrange(100, 400)}",
            percent=chance.randrange(1, 100),
            hours=chance.randrange(2, 48),
            handle=f"@care{chance.randrange(20)}",
            tag=f"tag{chance.randrange(300)}",
        )
    return text


def _unequal(names: tuple[str, ...]) -> tuple[tuple[str, ...], list[float]]:
    return names, list(itertools.accumulate(1 / rank for rank in range(1, len(names) + 1)))


def _pick(chance: random.Random, names: tuple[tuple[str, ...], list[float]]) -> str:
    return chance.choices(names[0], cum_weights=names[1])[0]

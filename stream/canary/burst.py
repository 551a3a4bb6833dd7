"""What the canary writes: the same for the same hour and partition, in words that nobody has ever used."""

from __future__ import annotations

import random
from itertools import count

import orjson

from stream.alerts.canaries import CANARY_PREFIX
from stream.kafka.topics import partition_of

PEOPLE = 12
WORDS = 4
SYLLABLES = 3
_CONSONANTS, _VOWELS, _ENDS = "bdfgklmnprstvz", "aeiou", "nrs"
# Each in other words around them: texts that are all alike would be judged a campaign.
_PHRASES = (
    "{0} {1} stopped working, {2} too",
    "my {1} shows {3} since this morning",
    "anybody else with {0} and {2} broken?",
    "{3} error, then {0} is gone",
    "cannot use {2}, the {1} fails",
    "again {0}: {3} and nothing happens",
    "{1} is down, so is {3}",
    "what happened to {2}? {0} hangs",
    "{0} failed twice, {1} once",
    "please repair {3}, {2} is useless",
    "after the restart {1} lost {0}",
    "{2} broken here as well, with {3}",
)


def brand_of(partition: int, partitions: int) -> str:
    """The canary of a partition: the first of its names that lies there."""
    return next(
        name for number in count() if partition_of(name := f"{CANARY_PREFIX}{partition}-{number}", partitions) == partition
    )


def words_of(hour: int, partition: int) -> list[str]:
    """The made-up words of one hour."""
    chance = random.Random(f"canary {partition} {hour}")
    return [_word(chance) for _ in range(WORDS)]


def _word(chance: random.Random) -> str:
    syllables = "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(SYLLABLES))
    return syllables + chance.choice(_ENDS)


def burst(partition: int, partitions: int, at: float) -> list[bytes]:
    """The mentions of one burst, written by `PEOPLE` people within a few seconds before `at`, in seconds since 1970."""
    hour, brand = int(at // 3600), brand_of(partition, partitions)
    words = words_of(hour, partition)
    return [
        orjson.dumps(
            {
                "id": f"canary-{partition}-{hour}-{number}",
                "author": f"canary {partition} {hour} {number}",
                "text": phrase.format(*words),
                "created_at": int((at - PEOPLE + number) * 1000),
                "brand": brand,
                "channel": "support-forum",
                "lang": "en",
            }
        )
        for number, phrase in enumerate(_PHRASES)
    ]

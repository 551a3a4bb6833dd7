"""Who writes: made-up handles, where they write, in which language, with how many followers."""

from __future__ import annotations

import random
from dataclasses import dataclass

_STARTS = ("ba", "ke", "lo", "mi", "nu", "ra", "si", "ta", "vo", "ze", "fi", "do", "ja", "pe", "wu", "al", "en", "or")
_ENDS = ("lin", "ko", "ras", "ny", "mex", "dot", "vik", "sha", "ton", "bee", "zo", "fer", "mur", "dax")
_TAILS = ("", "", "", "_x", "88", "_tw", "42", ".de", "_77", "nl", "2", "_writes")
_LANGUAGES = (("en", 0.70), ("de", 0.12), ("es", 0.10), ("fr", 0.08))
_CHANNELS = (("microblog", 0.65), ("support-forum", 0.09), ("app-store", 0.12), ("reviews", 0.10), ("mail", 0.04))
_REGIONS = {
    "en": ("us", "gb", "ca", "ie", "au"),
    "de": ("de", "at", "ch"),
    "es": ("es", "mx", "pe"),
    "fr": ("fr", "be", "ch"),
}


@dataclass(frozen=True)
class Person:
    """An account. `lang` is what they write in, `channel` where they mostly do."""

    handle: str
    lang: str
    channel: str
    region: str
    reach: int


class Crowd:
    """As many made-up people as asked for, each made when first met and the same for the same seed."""

    def __init__(self, seed: int, size: int) -> None:
        self._seed = seed
        self._size = size
        self._known: dict[int, Person] = {}

    def somebody(self, chance: random.Random) -> Person:
        """Few people write often, most write once: the chance falls with the rank."""
        return self.person(int(self._size * chance.random() ** 1.4))

    def person(self, number: int) -> Person:
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = made_up(random.Random(f"{self._seed}/person/{number}"), f"{number:x}")
        return known


def made_up(chance: random.Random, mark: str) -> Person:
    """A person whose handle ends in `mark`, which keeps handles apart."""
    name = chance.choice(_STARTS) + chance.choice(_STARTS) + chance.choice(_ENDS) + chance.choice(_TAILS) + mark
    lang = weighted(_LANGUAGES, chance)
    return Person(
        handle=name.capitalize() if chance.random() < 0.3 else name,
        lang=lang,
        channel=weighted(_CHANNELS, chance),
        region=chance.choice(_REGIONS[lang]),
        reach=int(chance.lognormvariate(4.6, 1.3)),
    )


def weighted(shares: tuple[tuple[str, float], ...], chance: random.Random) -> str:
    luck = chance.random() * sum(share for _, share in shares)
    for name, share in shares:
        luck -= share
        if luck < 0:
            return name
    return shares[-1][0]

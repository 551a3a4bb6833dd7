"""Streams for measuring speed with the figures of real ones: vocabulary, length, languages, repeats, shares of brands.

Made-up words from a seed: no measure of detection quality. The figures are of 14,485 tweets to airlines and of the first
10,000 questions of a support forum; a test compares what is made with the files where they are at hand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import orjson

from stream.bench.mentions import START_MS, listed

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
# The commonest words of any text: what the tokenizer stops.
_COMMON = listed(
    "the,to,i,a,and,you,my,is,for,on,in,it,of,me,have,with,not,that,your,this,at,was,but,"
    "so,be,are,just,we,can,no,from,how,do,get,what,now,an,when,they,will,has,if,all,or,been,"
    "as,up,about,there,by,out,our,would,why,more,am,one,after,their,only,because,any,some,who,"
    "were,had,also,time,back,over,again,still,them,than,here,where,then,which,please,other,could,"
    "should,into,before,even,being,does,did,every,very,see,go,through,make,need,want,us,while,"
    "same,once,since,too,his,her,him,she,he"
)
_LETTERS = {"en": "", "es": "ó", "pt": "ã", "cs": "ř"}


@dataclass(frozen=True)
class Kind:
    """What the texts of a stream are like.

    `words`: how many there are, and `shift` and `power` of the law of Zipf and Mandelbrot by which they are used;
    `length`, `spread`, `longest`: words a text; shares of texts with a handle, a link, a #tag, a number, a character beyond
    ASCII; of texts that are repeats, of mentions by somebody new; `languages` with their shares.
    """

    words: int
    shift: float
    power: float
    length: float
    spread: float
    longest: int
    handle: float
    link: float
    tag: float
    number: float
    beyond_ascii: float
    repeats: float
    new_authors: float
    languages: tuple[tuple[str, float], ...]
    channel: str


TWEETS = Kind(20_000, 16, 1.4, 18.2, 6.6, 28, 1.0, 0.08, 0.17, 0.40, 0.057, 0.004, 0.53, (("en", 1.0),), "twitter")
POSTS = Kind(
    30_000, 12, 1.35, 71.0, 28.0, 112, 0.0, 0.105, 0.013, 0.44, 0.05, 0.004, 0.90,
    (("en", 0.92), ("es", 0.043), ("pt", 0.024), ("cs", 0.013)), "support-forum",
)  # fmt: skip
KINDS = {"tweets": TWEETS, "posts": POSTS}


def stream(kind: Kind, count: int, brands: int, seconds: int, seed: int = 1) -> Iterator[tuple[bytes, int]]:
    """`count` mentions of so many brands as JSON with their Kafka timestamps in milliseconds, in order of time, spread over
    so many seconds. Shares of brands fall as in the files: the first has about eight times what the sixth has."""
    chance = random.Random(seed)
    texts = _Texts(kind, chance)
    shares = list(accumulate(1.0 / (rank + 4.0) for rank in range(brands)))
    names = [f"brand-{_word(rank, 'en')}" for rank in range(brands)]
    authors: list[str] = []
    last = ""
    for number in range(count):
        at = START_MS + number * seconds * 1000 // count
        if not authors or chance.random() < kind.new_authors:
            authors.append(f"{seed}.{len(authors)}")
        brand = chance.choices(names, cum_weights=shares)[0]
        lang, text = texts.one(brand)
        if last and chance.random() < kind.repeats:
            text = last
        mention = {
            "id": f"{seed}-{number}",
            "text": text,
            "author": authors[-1] if chance.random() < 0.5 else chance.choice(authors),
            "created_at": at,
            "brand": brand,
            "channel": kind.channel,
            "lang": lang,
        }
        last = text
        yield orjson.dumps(mention), at


class _Texts:
    """Texts of one kind: in each language words of its own, used as unequally."""

    def __init__(self, kind: Kind, chance: random.Random) -> None:
        self._kind, self._chance = kind, chance
        self._langs = [lang for lang, _ in kind.languages]
        self._lang_shares = list(accumulate(share for _, share in kind.languages))
        self._words = {lang: [*_COMMON, *(_word(n, lang) for n in range(len(_COMMON), kind.words))] for lang in self._langs}
        self._shares = list(accumulate((rank + kind.shift) ** -kind.power for rank in range(1, kind.words + 1)))

    def one(self, brand: str) -> tuple[str, str]:
        """The language and the text of the next mention."""
        kind, chance = self._kind, self._chance
        lang = chance.choices(self._langs, cum_weights=self._lang_shares)[0]
        length = min(kind.longest, max(2, round(chance.gauss(kind.length, kind.spread))))
        words = chance.choices(self._words[lang], cum_weights=self._shares, k=length)
        words[0] = words[0].capitalize()
        extras = (
            (kind.number, f"{chance.randrange(1, 100)}.{chance.randrange(10)}"),
            (kind.tag, f"#{chance.choice(words)}"),
            (kind.link, f"https://example.org/{chance.randrange(10_000)}"),
            (kind.beyond_ascii, chance.choice(("😡", "it’s", "don’t", "…"))),
        )
        words += [extra for share, extra in extras if chance.random() < share]
        # A sentence about every fifteen words.
        for place in range(14, len(words) - 1, 15):
            words[place] += "."
        if kind.handle:
            words.insert(0, f"@{brand.replace('-', '')}")
        return lang, " ".join(words)


def _word(number: int, lang: str) -> str:
    """A word of its own for each number: syllables by its digits to the base of their count, a letter of the language."""
    word, left = "", number + len(_SYLLABLES)
    while left:
        left, digit = divmod(left, len(_SYLLABLES))
        word += _SYLLABLES[digit]
    return word + _LETTERS[lang] + "k"

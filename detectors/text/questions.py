"""Whether a text asks something of who reads it: sentences that end so, and forms of asking that need no mark.

A question may stand before thanks, a hashtag or the story behind it; "Seriously?!" asks nothing.
"""

from __future__ import annotations

import re

from detectors.text.courtesy import COURTESY, without_closing_thanks
from detectors.text.phrase_table import DENSE_FROM, PhraseTable, listed
from detectors.text.purpose import LOOKED_AT, asks
from detectors.text.question_forms import AMOUNTS, ENDINGS, INVERTED, LAST_WORDS, OPENINGS, OPENLY, OUTCRIES, PARTICLES, WHY

# A question of fewer words is an outcry, unless it begins as a question does.
WORDS_MIN = 3
SENTENCES_MAX = 24
# Of the words before the comma, as in "Hello Acme, is it open"; more of them are a sentence.
GREETING_WORDS_MAX = 3
_OPENLY = PhraseTable([listed(OPENLY.casefold())])
_OPENING = tuple(f"{one} " if ord(one[0]) < DENSE_FROM else one for one in listed(OPENINGS.casefold()))
_OUTCRIES = PhraseTable([listed(OUTCRIES.casefold())])
_AMOUNTS = PhraseTable([listed(AMOUNTS.casefold())])
_INVERTED = re.compile(INVERTED)
# A longer sentence says more than what it asks.
AMOUNT_WORDS_MAX = 16
_WHY = PhraseTable([listed(WHY.casefold())])
_PARTICLES = re.compile(PARTICLES)
_BEHIND_GREETING = re.compile("[,،:、–]")
_LAST_WORDS = frozenset(listed(LAST_WORDS.casefold()))
_SENTENCE = re.compile(r"[^.!?？؟՞。\n]{1,400}[.!?？؟՞。]{0,8}")
_NOISE = re.compile(r"https?\S*|www\.\S+|[#@]\w+")
_WORD = re.compile(r"\w+")
_MARKS = ("?", "？", "؟", "՞", "፧")
_AROUND = " \t\r\n\"')”»¿¡.。,، |"
# In Greek a semicolon asks.
_GREEK_MARK = re.compile("[α-ωά-ώ] ?[;\u037e]")
# In Turkish, and nowhere else, "mi" at the end asks: it is written with letters that Spanish lacks.
_TURKISH = re.compile("[ışğçöüə]")
_VIETNAMESE_TAGS = frozenset({"ạ", "vậy", "nhỉ", "ad", "shop", "ơi", "nha", "thế"})
_VIETNAMESE_NOT, _VIETNAMESE_WHETHER = frozenset({"không", "ko", "hông", "hok"}), frozenset({"có", "được", "còn", "phải"})


def is_question(plain: str) -> bool:
    """Whether a text, as `purpose.plainly` gives it, asks something.

    >>> is_question("@acme should i call daily or wait? i have a flight to catch."), is_question("how do i return a lamp")
    (True, True)
    >>> is_question("another hour gone. seriously?!"), is_question("weiss jemand, wann es geht"), is_question("it is down")
    (False, True, False)
    >>> is_question("hallo, kann man bei euch mit karte zahlen"), is_question("pazar günü açık mı")
    (True, True)
    """
    looked_at = _NOISE.sub(" ", plain[:LOOKED_AT])
    if asks_openly(plain) or _GREEK_MARK.search(looked_at) or _PARTICLES.search(looked_at):
        return True
    sentences = _SENTENCE.findall(looked_at)[:SENTENCES_MAX]
    if any(map(_asks_without_mark, sentences)):
        return True
    asking = [one.strip() for one in sentences if any(mark in one for mark in _MARKS)]
    return any(map(_asks_something, asking)) or (asks(plain) and not asking)


def asks_openly(plain: str) -> bool:
    """Whether a text asks in words that nobody uses to complain: "does anyone know", "请问".

    >>> asks_openly("does anyone know when it opens"), asks_openly("why does it never open?")
    (True, False)
    """
    return bool(_OPENLY.kinds(_NOISE.sub(" ", plain[:LOOKED_AT])))


def cries_out(plain: str) -> bool:
    """Whether a text asks what nobody wants an answer to.

    >>> cries_out("how many times do i have to report this?"), cries_out("how many do you have?")
    (True, False)
    """
    return bool(_OUTCRIES.kinds(plain[:LOOKED_AT]))


def asks_why(plain: str) -> bool:
    """Whether a text asks why something is so."""
    return bool(_WHY.kinds(_NOISE.sub(" ", plain[:LOOKED_AT])))


def ends_asking(plain: str) -> bool:
    """Whether the last sentence of a text asks, but for thanks behind it.

    >>> ends_asking("love it. when do you open? thanks!"), ends_asking("how do you do that? i love it")
    (True, False)
    """
    sentences = _SENTENCE.findall(without_closing_thanks(plain[:LOOKED_AT]))
    return bool(sentences) and is_question(sentences[-1].strip())


def _asks_something(sentence: str) -> bool:
    if "!" in sentence[-8:]:
        return False
    dense = max(sentence) >= chr(DENSE_FROM)
    return dense or len(_WORD.findall(sentence)) >= WORDS_MIN


def _asks_without_mark(sentence: str) -> bool:
    if "!" in sentence[-8:]:
        return False
    whole = sentence.strip(_AROUND)
    behind_greeting = _without_greeting(whole)
    words = whole.split()
    opened = behind_greeting.startswith(_OPENING) or whole.startswith(_OPENING) or _INVERTED.match(behind_greeting)
    if len(words) <= AMOUNT_WORDS_MAX and _AMOUNTS.kinds(whole):
        return True
    return (bool(opened) and (len(words) >= WORDS_MIN or max(whole) >= chr(DENSE_FROM))) or _ends_asking(whole, words)


def _without_greeting(whole: str) -> str:
    """The sentence behind a greeting: a few words up to a comma or the like, or as many that only greet."""
    left = whole
    while parts := _BEHIND_GREETING.split(left, maxsplit=1):
        if len(parts) < 2 or len(parts[0].split()) > GREETING_WORDS_MAX:
            break
        left = parts[1].strip()
    words = left.split()
    greeting = 0
    while greeting < min(GREETING_WORDS_MAX, len(words)) and words[greeting].strip(_AROUND) in COURTESY:
        greeting += 1
    return " ".join(words[greeting:])


def _ends_asking(whole: str, words: list[str]) -> bool:
    if whole.endswith(ENDINGS) or len(words) < WORDS_MIN:
        return whole.endswith(ENDINGS)
    last = words[-1]
    if last in _LAST_WORDS or (last == "mi" and _TURKISH.search(whole)):
        return True
    meant = [word for word in words if word not in _VIETNAMESE_TAGS]
    return bool(meant) and meant[-1] in _VIETNAMESE_NOT and not _VIETNAMESE_WHETHER.isdisjoint(meant[:-1])

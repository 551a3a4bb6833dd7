"""What draws a reader on: calls to write, join or look something up, what there is to gain, calls to a crowd, and questions
that nobody is to answer ("Tired of the queue? ..."). A customer writes so now and then, most of a campaign does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from detectors.text.lure_lists import INVITATIONS, PROMISES
from detectors.text.phrase_table import PhraseTable, listed
from detectors.text.pitch_lists import BARGAINS
from detectors.text.purpose import begins_asking

_INVITATION, _PROMISE, _BARGAIN = (1 << kind for kind in range(3))
_TABLE = PhraseTable([listed(phrases) for phrases in (INVITATIONS, PROMISES, BARGAINS)])
# So long is a question that only leads to what follows, and so long what follows is at least.
QUESTION_MAX, ANSWER_MIN, ANSWER_DENSE_MIN = 90, 12, 5
# Hashtags, and words with digits in them.
_TAG = re.compile(r"#\w{3,40}+|(?<!\w)(?=\w{0,40}\d)[^\W\d]\w{2,40}+")
_DENSE_FROM = "\u0e00"
_MARKS = re.compile(r"[?？؟]")
_MYSELF = re.compile(
    r"\b(?:i|i'm|i've|im|ive|my|me|we|our|us|ich|mein\w{0,2}|mir|mich|wir|uns|je|j'\w{1,12}|mon|ma|mes|moi|nous|notre|yo|mi|mis"
    r"|me|nos|eu|meu|minha|nós|io|mio|mia|mi|noi|ik|mijn|mij|wij|jag|min|mitt|vi|jeg|minun|mulla|moj\w{0,2}|mój|mi|mnie"
    r"|můj|mě|я|мне|меня|мой|моя|мы|у нас|мій|мені|εγώ|μου|ben|benim|bana|saya|aku|tôi|मैं|मेरा|मेरी|मेरे|मुझे|আমি|আমার|میں"
    r"|میرا|أنا|عندي|لي|אני|שלי)\b|我|私|俺|ฉัน|ผม|เรา|저는|제가|저희|나는|내가"
)


class Lure(NamedTuple):
    """How a text draws a reader on: by a call to come into touch, by what it promises, or by a bargain alone,
    which customers name as often."""

    invites: bool
    promises: bool
    bargains: bool


def lure_of(plain: str) -> Lure:
    """How a text, as `pitches.as_looked_at` gives it, draws its reader on. Linear in the beginning that is looked at.

    >>> texts = ("tired of the queue? the other bank opens in ten minutes", "tired of the queue, my train is gone")
    >>> [lure_of(text).invites for text in texts]
    [True, False]
    """
    kinds = _TABLE.kinds(plain)
    return Lure(bool(kinds & _INVITATION) or asks_nobody(plain), bool(kinds & _PROMISE), bool(kinds & _BARGAIN))


def asks_nobody(plain: str) -> bool:
    """Whether a text begins with a question that itself answers, of somebody else than its writer."""
    found = _MARKS.search(plain, 0, QUESTION_MAX)
    if found is None:
        return False
    answer = plain[found.end() :].strip(" ?!？！؟")
    least = ANSWER_DENSE_MIN if any(char >= _DENSE_FROM for char in answer[:40]) else ANSWER_MIN
    if len(answer) < least or begins_asking(plain) or _MARKS.search(answer) is not None:
        return False
    return _MYSELF.search(plain) is None


def tags_of(plain: str) -> frozenset[str]:
    """The hashtags and codes of a text.

    >>> sorted(tags_of("#acmedown since 9, says error e4031"))
    ['#acmedown', 'e4031']
    """
    return frozenset(_TAG.findall(plain))

"""Set phrases that say alone how somebody feels: "nothing bad to say", "10/10"; "waste of money", "still waiting".

A model of words hears *bad* in the first and nothing in the last. Plain words of liking and of grievance ("thanks",
"broken") are looked for beside them: most of what is known of a language that no labelled text was in. The lists are closed
(`set_phrase_lists`, and one for each part of the world), in some hundred languages; a phrase that is denied ("would not
recommend", "not a waste of money", "güzel değil") is none. One look at the characters of a bounded beginning.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.text import set_phrases_africa, set_phrases_asia, set_phrases_europe
from detectors.text.phrase_table import PhraseTable, listed, points_of
from detectors.text.set_phrase_lists import DELIGHT, DISMAY, NO_FAULT

_REGIONS = (set_phrases_africa, set_phrases_asia, set_phrases_europe)
# Words that deny the word or two behind them, and words that deny what stands right before them.
_DENYING = """
    not never no hardly cannot cant dont isnt wasnt without nicht kein keine keinen keiner keinem keinerlei nie
    niemals pas ne jamais non sans nunca não nao jamás sin nada mai nient niet geen nooit inte aldrig ikke aldri ei
    eivät en eikä nem sem не ні нет нема няма nu nici nije nisam nisu nisem ni δεν δε μην όχι değil tidak kurang
    bukan tak takde tiada gak nggak ga belum jangan không chẳng chưa لا ليس ليست لم لن ما مش مو غير בלי לא אין نه
    هیچ hindi walang huwag ez nav nėra nuk ddim hin sio hakuna siyo bai baya babu نہ नहीं मत न ना ไม่ 不 没 沒 別 别 無 비
    안 nothing nichts rien niets inget intet ingenting nic ничего нищо нічого semmi niente nimic ništa τίποτα hiç
    hiçbir
"""
_DENYING_BEHIND = """
    ikke inte nicht niet nie değil deyil emas емес эмес नहीं नही नाही nahi nahin nhi نہیں না নয় নাই নেই இல்லை இல்ல illa illai
    അല്ല ഇല്ല alla లేదు కాదు ledu kaadu ಇಲ್ಲ ಅಲ್ಲ illa નથી ਨਹੀਂ නෑ නැහැ නැත نیست نبود miti 않아요 않습니다 않네요
"""


class SetPhrases(NamedTuple):
    """Whether a text has a phrase of delight or of dismay, or else a word of liking (`glad`), and of grievance (`sorry`):
    beside a phrase such a word says nothing more."""

    delight: bool
    dismay: bool
    glad: bool
    sorry: bool


class PhraseLists(NamedTuple):
    """The phrases of each kind, sorted, in lower case."""

    delight: list[str]
    dismay: list[str]
    glad: list[str]
    sorry: list[str]


def phrase_lists() -> PhraseLists:
    """All phrases; a word that is a phrase already is no plain word besides."""
    delight = listed(DELIGHT, NO_FAULT, *(region.DELIGHT for region in _REGIONS))
    dismay = listed(DISMAY, *(region.DISMAY for region in _REGIONS))
    glad = sorted(set(listed(*(region.GLAD for region in _REGIONS))) - set(delight))
    sorry = sorted(set(listed(*(region.SORRY for region in _REGIONS))) - set(dismay))
    return PhraseLists(delight, dismay, glad, sorry)


_TABLE = PhraseTable(phrase_lists(), _DENYING.split(), _DENYING_BEHIND.split())


def _from_bits(bits: int) -> SetPhrases:
    delight, dismay, glad, sorry = (bool(bits >> kind & 1) for kind in range(4))
    return SetPhrases(delight, dismay, glad and not delight, sorry and not dismay)


EVERY = tuple(map(_from_bits, range(16)))
"""What `phrase_bits` stands for."""


def set_phrases(text: str) -> SetPhrases:
    """Which kinds of phrase a text has.

    >>> set_phrases("Nothing bad to say, it never gets boring")
    SetPhrases(delight=True, dismay=False, glad=False, sorry=False)
    >>> set_phrases("Sorry, I would not recommend it: it broke")
    SetPhrases(delight=False, dismay=True, glad=False, sorry=False)
    """
    return set_phrases_of(points_of(text))


def set_phrases_of(points: NDArray[np.uint32]) -> SetPhrases:
    """The same, of the characters of a text in lower case (`phrase_table.points_of`)."""
    return EVERY[phrase_bits(points)]


def phrase_bits(points: NDArray[np.uint32]) -> int:
    """The same as a number: its place in `EVERY`."""
    return _TABLE.kinds_of(points)


def phrase_bits_of_each(points: NDArray[np.uint32], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same of many texts, one behind the other, which end at `ends`."""
    return _TABLE.kinds_of_each(points, ends)

"""Light stemmers of languages that write more onto a word than an ending: what no stemmer of Snowball knows.

Cut is what grammar adds, so far as a rule of a line finds it; what is left need not be a word, only the same for its forms.
Swahili: subject, tense and object before the verb, classes before the noun. Tagalog: prefixes, an infix, the first syllable
twice. Amharic and Tigrinya: the consonants are the word, as in all Semitic languages. The Slavic languages in Cyrillic
share Russian's stemmer, after the article that Bulgarian and Macedonian write behind the noun: a short text in one of them
is often taken for another, and has to keep its terms.
"""

from __future__ import annotations

import re

import Stemmer

LEAST = 4
_SWAHILI = re.compile(
    r"^(?:(?:h[aiu]|si|ni|u|a|tu|m|mu|wa|i|li|ya|ki|vi|zi|ku|pa)(?:na|li|ta|me|ki|ka|ja|nge|si|ku)?"
    r"(?:ni|ku|m|tu|wa|i|ki|zi|ji)?)(?=[bcdfghjklmnpqrstvwyz]?[bcdfghjklmnpqrstvwyz]?[aeiou]\w{2})"
)
_SWAHILI_KEPT = 4
_FRONT = """
    pinakama makapag nakapag mapapag ipinag makaka nakaka nagpa magpa nagka magka nakiki ipag maka naka mapag napag pinag
    pagka mang nang pang mag nag pag ipa ini kaka ika na ma pa ka i
"""
_TAGALOG_FRONT = tuple(_FRONT.split())
_TAGALOG_KEPT = 6
_SYLLABLE = re.compile(r"^[bdghklmnprstwyc]?[aeiou]")
_ETHIOPIC_ORDERS, _ETHIOPIC_FIRST, _ETHIOPIC_LAST = 8, 0x1200, 0x1357
_ETHIOPIC_FRONT, _ETHIOPIC_BEHIND = re.compile("^(?:አል|አይ|እን|እየ|ስለ|[የበለከስአእመማይ])(?=.{3})"), frozenset("ንምችው")
# The roots of Semitic languages have three consonants.
_ETHIOPIC_KEPT = 3
_LIKE_RUSSIAN = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "у", "ѝ": "и", "ј": "и", "ћ": "т", "ђ": "д"})
_ARTICLES = ("ът", "ят", "ия", "та", "то", "те", "от", "та")
_SLAVIC_KEPT = 6
_ARMENIAN_BEHIND = ("ները", "երը", "ներ", "ում", "ով", "ից", "ին", "ը", "ն", "ի", "ս", "դ")
_russian = Stemmer.Stemmer("russian", 0).stemWord
_armenian = Stemmer.Stemmer("armenian", 0).stemWord


def swahili(word: str) -> str:
    """The beginning of a root, without what stands before it.

    >>> {swahili(word) for word in ("umechelewa", "imechelewa", "mnachelewesha")}, swahili("mzigo") == swahili("mizigo")
    ({'chel'}, True)
    """
    return _SWAHILI.sub("", word, count=1)[:_SWAHILI_KEPT] if len(word) > LEAST else word


def tagalog(word: str) -> str:
    """A root without prefixes, infix and doubled syllable.

    >>> {tagalog(word) for word in ("pumasok", "makapasok", "pumapasok", "papasok", "pasok")}
    {'pasok'}
    >>> tagalog("makalogin"), tagalog("nadedecline"), tagalog("parcel")
    ('login', 'declin', 'parcel')
    """
    word = _without_infix(word)
    for front in _TAGALOG_FRONT:
        rest = word.removeprefix(front)
        if rest != word and len(rest) > LEAST and _SYLLABLE.match(rest):
            word = rest
            break
    word = _without_infix(word)
    if len(word) > LEAST + 1 and word[:2] == word[2:4]:
        word = word[2:]
    return word[:_TAGALOG_KEPT]


def _without_infix(word: str) -> str:
    return word[0] + word[3:] if len(word) > LEAST + 1 and word[1:3] in ("um", "in") and word[3] in "aeiou" else word


def ethiopic(word: str) -> str:
    """The first consonants of a word of Amharic or Tigrinya, without what is written before and behind the root.

    >>> len({ethiopic(word) for word in ("ካርድ", "ካርዴ", "ካርዱ", "ካርዴን", "በካርድ", "የካርድ")})
    1
    >>> len({ethiopic(word) for word in ("ዘገየ", "መዘግየት")}), len({ethiopic(word) for word in ("አልደረሰም", "ማድረሱ")})
    (1, 1)
    """
    if len(word) > 2 and word[-1] in _ETHIOPIC_BEHIND:
        word = word[:-1]
    return "".join(map(_consonant, _ETHIOPIC_FRONT.sub("", word, count=1)))[:_ETHIOPIC_KEPT]


def _consonant(char: str) -> str:
    point = ord(char)
    is_syllable = _ETHIOPIC_FIRST <= point <= _ETHIOPIC_LAST
    return chr(point - point % _ETHIOPIC_ORDERS) if is_syllable else char


def slavic(word: str) -> str:
    """A word of a Slavic language in Cyrillic, without article and ending.

    >>> {slavic(word) for word in ("картата", "карта", "карти", "картите", "карту")}, slavic("входът"), slavic("вході")
    ({'карт'}, 'вход', 'вход')
    """
    word = word.translate(_LIKE_RUSSIAN)
    for article in _ARTICLES:
        if word.endswith(article) and len(word) - len(article) >= LEAST:
            word = word.removesuffix(article)
            break
    return str(_russian(word))[:_SLAVIC_KEPT]


def armenian(word: str) -> str:
    """Snowball's stem, without article, case and number before it.

    >>> {armenian(word) for word in ("մուտք", "մուտքը", "մուտքի")}
    {'մուտ'}
    """
    for ending in _ARMENIAN_BEHIND:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST:
            word = word.removesuffix(ending)
            break
    return str(_armenian(word))

"""The sentences of a trend's people that may be its title, and the parts of long ones that say what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from detectors.explain.words import brand_words, majority, sentences
from detectors.knowledge.failures import says_failure
from detectors.post import Post
from detectors.text import primary
from detectors.text.purpose import plainly
from detectors.text.questions import is_question
from detectors.text.recovery import says_recovery
from detectors.text.simple_words import Words, word_count

SWEARS = re.compile(
    r"\b(?:f+u+c+k\w*|sh[i1*]?t\w*|bullshit|crap\w*|ass(?:hole)?|bitch\w*|damn\w*|wtf|bastard\w*|cunt\w*)\b", re.I
)
# A post that thanks does not say what is wrong.
THANKS = re.compile(
    r"\b(?:thanks?|thx|thank you|gracias|merci|danke|love|great job|obrigad[oa]|grazie|bedankt|tack|takk|kiitos|díky"
    r"|dzięk\w+|děkuj\w+|спасибо|благодар\w+|дякую|teşekkür\w*|terima kasih|cảm ơn|shukriya)\b"
    r"|شكرا|תודה|धन्यवाद|ขอบคุณ|谢谢|謝謝|ありがと|감사합니다",
    re.I,
)
WORDS_MIN, WORDS_MAX = 3, 12
# Of what somebody writes only the beginning is looked at: later they write of something else.
SENTENCES_MAX, SENTENCE_CHARACTERS_MAX, PARTS_MAX = 3, 300, 6
# How far a sentence is from what somebody says first: the next one, the beginning of a sentence, a clause of it.
LATER, BEGINNING, INNER = 0.15, 0.03, 0.15
CLAUSES = re.compile(r"[,;:–—(]|\s-\s|\.{3}|…|[，、；：]")
_JOINS = """
    en: and but so yet because|de: und aber doch weil denn|fr: et mais donc car|es: y pero porque|pt: e mas porque
    it: e ed ma però perché|ca: i però|ro: și dar|nl: en maar want omdat|sv: och men|da: og men|no: og men|fi: ja mutta
    hu: és de|pl: i a ale|cs: a ale|sk: a ale|hr: i a ali|ru: и а но|uk: і та але|bg: и но|el: και αλλά|tr: ve ama
    id: dan tapi|vi: và nhưng
"""
JOINS = {
    lang.strip(): frozenset(joining.split())
    for line in _JOINS.strip().split("\n")
    for lang, joining in [one.split(":") for one in line.split("|")]
}
# What an "and" joins may be two nouns: no clause has fewer words.
JOINED = {
    lang: re.compile(rf"(?<![,;:–—.])\s(?=(?:{'|'.join(words)})(?:\s+[^\s,;.!?]+){{3}})", re.IGNORECASE)
    for lang, words in JOINS.items()
}
# A clause that begins so says nothing without the next.
CONDITION = re.compile(
    r"(?:if|when|while|because|wenn|falls|weil|si|quand|cuando|porque|se|quando|perch[eé]|als|omdat|om|hvis|jos|jeśli|gdy"
    r"|když|pokud|dacă|eğer|если|когда|якщо|коли)\b",
    re.I,
)
AROUND = " \t-–—:;,.·|#*()"
MARKS = ".,:;!?…\"'“”()"
HASH = re.compile(r"(?<!\w)#(?=\w)")
# What somebody adds behind a sentence: tags, and signs that are neither letters nor the end of it.
OUTCRY = re.compile(r"([!?])\1++")
VERSION = re.compile(r"^\d++(?:\.\d++)++$")
# In these every noun begins with a capital.
CAPITAL_NOUNS = frozenset({"de", "lb"})
BEFORE = re.compile(r"^(?:#\w++\s++)++")
ADDED = re.compile(r"#\w++|[^\w\s?!.…)\"'”%]++")


class Sentence:
    """What one person wrote, or a part of it, and its content words; how far it is from what they say first (0: it is).
    What costs more is only found of those that may be the title."""

    def __init__(self, sentence: str, whole: str, content: tuple[str, ...], post: Post, distance: float) -> None:
        self.sentence = sentence
        self.content = content
        self.post = post
        self.distance = distance
        self._whole = whole

    @property
    def fails(self) -> bool:
        """Whether it says that something fails."""
        return says_failure(self.sentence, self.post.lang)

    @property
    def asks(self) -> bool:
        """Whether the whole of it asks."""
        return is_question(plainly(self._whole))

    @property
    def thanks(self) -> bool:
        """Whether the whole of it thanks."""
        return bool(THANKS.search(self._whole))

    def names(self, words: Words) -> frozenset[str]:
        """Those of its words that are names or numbers."""
        return frozenset(words(names_in(self.sentence, self.post.lang), self.post.lang))


def candidates(posts: Sequence[Post], brand: str, words: Words) -> Iterator[Sentence]:
    """The sentences that may be a title, and parts of them: of the language of most, of two to twelve words, not rude; none
    of a sentence that says that it works again."""
    # Of short texts the language is not known.
    language = majority([p.lang for p in posts if p.lang])
    own = brand_words(brand)
    for post in posts:
        if post.lang not in (language, ""):
            continue
        for number, whole in enumerate(islice(sentences(post, brand), SENTENCES_MAX)):
            if says_recovery(whole):
                continue
            for distance, sentence in offered(whole, post.lang):
                if not SWEARS.search(sentence):
                    content = tuple(sorted(set(words(sentence, post.lang)) - own))
                    yield Sentence(sentence, whole, content, post, LATER * number + distance)


def mostly_capitals(sentence: str) -> bool:
    """Whether somebody shouts: at least half of the words of two letters and more are in capitals.

    >>> mostly_capitals("HATE THE NEW TABS here"), mostly_capitals("Error code: E_NO_DISK")
    (True, False)
    """
    words = [bare for word in sentence.split() if (bare := word.strip(MARKS)).isalpha() and len(bare) > 1]
    return bool(words) and 2 * sum(map(str.isupper, words)) >= len(words)


def names_in(sentence: str, lang: str) -> str:
    """The words of a sentence that are numbers, or begin with a capital where only names do; without versions.

    >>> names_in("The gate at 12 Elm Street is shut since 2.1", "en"), names_in("Das Tor der Halle 3 ist zu", "de")
    ('12 Elm Street', '3')
    """
    inner = [bare for word in sentence.split() if (bare := word.strip(MARKS))]
    capitals = primary(lang) not in CAPITAL_NOUNS and not mostly_capitals(sentence)
    return " ".join(w for n, w in enumerate(inner) if (n and capitals and w[0].isupper()) or is_number(w))


def is_number(word: str) -> bool:
    """Whether a word has a digit, and is no version.

    >>> is_number("12"), is_number("B12"), is_number("2.1")
    (True, True, False)
    """
    return any(map(str.isdecimal, word)) and VERSION.fullmatch(word) is None


def without_added(sentence: str) -> str:
    """A sentence without the tags and signs that stand behind it.

    >>> without_added("The app is down again! #fail 😡😡")
    'The app is down again!'
    """
    words = sentence.split(" ")
    while len(words) > 1 and ADDED.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def offered(whole: str, lang: str) -> Iterator[tuple[float, str]]:
    """A sentence, where it is no longer than a title, and those parts of it that say that something fails; with how far
    each is from the whole."""
    sentence = OUTCRY.sub(r"\1", HASH.sub("", BEFORE.sub("", without_added(whole[:SENTENCE_CHARACTERS_MAX]))))
    if len(whole) <= SENTENCE_CHARACTERS_MAX and WORDS_MIN - 1 <= word_count(sentence) <= WORDS_MAX:
        yield 0.0, sentence
    for begins, part in parts_of(sentence, lang):
        if WORDS_MIN < word_count(part) <= WORDS_MAX and says_failure(part, lang):
            yield BEGINNING if begins else INNER, part


def parts_of(sentence: str, lang: str = "en") -> Iterator[tuple[bool, str]]:
    """The beginnings of a sentence up to a comma or an "and", and each later clause by itself; with whether the sentence
    begins with it. A condition goes on with the next clause.

    >>> list(parts_of("If the app closes, nothing is saved and I start anew"))
    [(True, 'If the app closes, nothing is saved'), (False, 'nothing is saved'), (False, 'I start anew')]
    """
    tag = primary(lang) or "en"
    patterns = (CLAUSES, JOINED[tag]) if tag in JOINED else (CLAUSES,)
    cuts = sorted(found.span() for pattern in patterns for found in pattern.finditer(sentence))[:PARTS_MAX]
    for number, (end, _) in enumerate(cuts):
        if number or not CONDITION.match(sentence):
            yield True, sentence[:end].strip(AROUND)
    for (_, begin), (end, _) in pairwise([*cuts, (len(sentence), 0)]):
        clause = sentence[begin:end].strip(AROUND)
        first, _, rest = clause.partition(" ")
        clause = rest if first.casefold() in JOINS.get(tag, ()) else clause
        if clause and not CONDITION.match(clause):
            yield False, clause

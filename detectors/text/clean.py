"""Text made safe and plain: capped, NFKC, without what cannot be seen.

Everything here is linear in the length of the text, whatever the text is. CPython's normalisation is quadratic on runs of
combining marks, so both the text and such runs are capped *before* it (30 marks: the stream-safe format of UAX #15), and
the text once more after it, since NFKC makes U+FDFA eighteen characters long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

TEXT_CHARS_MAX = 4_000
MARKS_MAX = 30

_LAST_MARK = 0x1E94A  # the last character with a combining class in Unicode 15; later ones stay uncapped but few
MARKS = "".join(map(chr, (c for c in range(0x300, _LAST_MARK + 1) if unicodedata.combining(chr(c)))))
_MARK_RUN = re.compile(f"([{MARKS}]{{{MARKS_MAX}}})[{MARKS}]+")
# What every such run is: to look each character up in the set takes twenty times as long. It begins with one range, by
# itself, since only then the pattern's beginning is looked for and not the whole of it tried at every place.
_MAY_RUN = re.compile(f"[\u0300-\U0010ffff][\u0300-\U0010ffff]{{{MARKS_MAX}}}")

# Zero-width characters, soft hyphens, direction overrides, variation selectors, tags: they change what is seen little or
# not at all, and would make a different word of the same word.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Letters behind an override stand in the other direction than their script is written in: a text that is stored backwards
# is seen forwards. One that is written in that direction anyway stays as it is.
_OVERRIDDEN = re.compile("([\u202d\u202e])([^\u202a-\u202e\u2066-\u2069\n]*)")
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_CLUSTERS = re.compile(f"[^{MARKS}][{MARKS}]*|[{MARKS}]+")
_LONE = re.compile("[\ud800-\udfff]+")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# Skin tones: the same emoji for grouping.
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]+")

# Marks drawn over letters of any script (zalgo). Those that belong to a letter are composed by NFKC; what is left over
# after it is decoration. Arabic and Hebrew vowel points are left out by most writers, so they are left out here.
_DECORATION = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
# Entities as HTML writes them, of a length that any has. What `html.unescape` looks for by itself has none: it turns
# digits of any number into an integer, which Python refuses from 4,301 on.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}+(?![0-9])|#[xX][0-9a-fA-F]{1,6}+(?![0-9a-fA-F])|[A-Za-z][A-Za-z0-9]{1,31}+);?")
_QUOTES = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("＇", "'"), ("‐", "-"), ("‑", "-"), ("−", "-"))
# What anything is to be done for but NFKC: texts of Latin letters and plain punctuation have none of it.
_UNUSUAL = re.compile("[^\t\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e]")


def plain(text: str) -> str:
    """`text` with at most `TEXT_CHARS_MAX` characters, in NFKC, without invisible and decorating characters.

    Lone surrogates become spaces. Case, emoji and punctuation stay.
    """
    if len(text) > TEXT_CHARS_MAX:
        text = text[:TEXT_CHARS_MAX]
    if text.isascii():
        return text
    if unicodedata.is_normalized("NFKC", text) and not _UNUSUAL.search(text):
        return _with_plain_quotes(text)
    text = _LONE.sub(" ", _capped_marks(INVISIBLE.sub("", _as_seen(text))))
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)[:TEXT_CHARS_MAX]
        text = INVISIBLE.sub("", text)
    if _DECORATION.search(text):
        # A decorated text may carry marks that happened to compose: all are taken off, it then reads like the plain one.
        text = unicodedata.normalize("NFC", _DECORATION.sub("", unicodedata.normalize("NFD", text)))[:TEXT_CHARS_MAX]
    return _with_plain_quotes(_TONES.sub("", text))


def unescaped(text: str) -> str:
    """`text` with HTML's entities as the characters they stand for: `&amp;` is `&`. Others stay as they are.

    At most `TEXT_CHARS_MAX` characters, of at most twice as many looked at.

    >>> unescaped("R&amp;D isn&#39;t here &unknown; &#99999999;")
    "R&D isn't here &unknown; &#99999999;"
    """
    text = text[: 2 * TEXT_CHARS_MAX]
    return (_ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text)[:TEXT_CHARS_MAX]


def printable(text: str) -> str:
    """`text` with at most `TEXT_CHARS_MAX` characters, without invisible ones; control characters become one space.

    Unlike `plain` it keeps the writer's letters: this is what people are shown.
    """
    if text.isascii():
        # Nothing of ASCII is invisible or a mark; line feeds and tabs are all that most such texts hold beside letters.
        text = text[:TEXT_CHARS_MAX]
        return text if text.replace("\n", " ").replace("\t", " ").isprintable() else CONTROLS.sub(" ", text)
    text = text[:TEXT_CHARS_MAX]
    return CONTROLS.sub(" ", INVISIBLE.sub("", _as_seen(_capped_marks(text)))) if _UNUSUAL.search(text) else text


def without_accents(word: str) -> str:
    """`word` with the accents of Latin, Greek and Cyrillic letters taken off; other scripts as they are."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _DECORATION.sub("", unicodedata.normalize("NFD", word)))


def each_without_accents(words: Sequence[str]) -> list[str]:
    """`without_accents` of many words, none of which holds a line feed, in a tenth of the time."""
    return without_accents("\n".join(words)).split("\n") if words else []


def _as_seen(text: str) -> str:
    """`text` with what stands behind a direction override in the order in which it is seen."""
    return _OVERRIDDEN.sub(_in_order, text) if "\u202e" in text or "\u202d" in text else text


def _in_order(overridden: re.Match[str]) -> str:
    direction, text = overridden.groups()
    is_turned = (direction == "\u202e") != (_FROM_THE_RIGHT.search(text) is not None)
    return "".join(reversed(_CLUSTERS.findall(text))) if is_turned else text


def _with_plain_quotes(text: str) -> str:
    for quote, written in _QUOTES:
        text = text.replace(quote, written)
    return text


def _capped_marks(text: str) -> str:
    """`text` with at most `MARKS_MAX` combining marks in a row."""
    return _MARK_RUN.sub(r"\1", text) if _MAY_RUN.search(text) else text

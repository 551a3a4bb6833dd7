"""Masking of personal data in texts that people are shown or that are kept.

A cheap look first: most texts have neither a digit nor an at sign, and are done with. What the patterns find is judged by
`detectors.text.personal`. They read a copy in which foreign digits, spaces, dashes and full-width signs are the plain ones,
character for character, so that what they find is cut out of the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from detectors.text import personal
from detectors.text.clean import TEXT_CHARS_MAX, printable

Span = tuple[int, int, str]
"""Start, end, and what to write in place of what stands there."""

_DIGIT = re.compile(r"\d")
_AT = re.compile(r"[@＠]|[(\[{<] ?(?:at|arroba|ät|chez) ?[)\]}>]| (?:at|arroba) ", re.I)
# Where a text was cut off may stand half of an address or a number.
_CUT_OFF = re.compile(r"(?:(?<![!-~])[!-~]{1,100}|(?<![\d ().\-/])[\d ().\-/]{1,40})\Z")
# What is found already; no text has it.
_FILLING = "\0"
_PLAIN = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63], "-"),
    **{
        code: str(unicodedata.digit(chr(code)))
        for code in range(0x660, 0x20000)
        if unicodedata.category(chr(code)) == "Nd" and not 0xFF10 <= code <= 0xFF19
    },
}


def mask(text: str) -> str:
    """`text` with what points to a person replaced: e-mail addresses, telephone, card and bank numbers, national ids,
    network addresses, and codes after such words as *order*.

    In their place stand `[email]`, `[phone]`, `[card]`, `[iban]`, `[id]`, `[ip]`, `[code]`. Dates, versions, error codes,
    prices and flight numbers stay. Capped like `normalise`, without invisible or control characters, linear.

    >>> mask("Order no. A1B2C3, call +1 (555) 010-0199 or me@example.org about flight UA1234 on 2020-12-31, version 63.0.3")
    'Order no. [code], call [phone] or [email] about flight UA1234 on 2020-12-31, version 63.0.3'
    """
    cut = len(text) >= TEXT_CHARS_MAX
    text = printable(text)
    if cut:
        text = _CUT_OFF.sub("", text)
    digits, at = _DIGIT.search(text), _AT.search(text)
    if not (digits or at or personal.LETTERS_ONLY_CODE.search(text)):
        return text
    return _replaced(text, _spans(text if text.isascii() else text.translate(_PLAIN), at=bool(at), digits=bool(digits)))


def shown(text: str, characters_max: int) -> str:
    """The beginning of a text that is masked as a whole; what stands for personal data is not cut through."""
    if len(text) <= characters_max:
        return text
    return _CUT_OFF.sub("", text[:characters_max]).rstrip()


def _spans(plain: str, *, at: bool, digits: bool) -> list[Span]:
    spans: list[Span] = []

    def take(pattern: re.Pattern[str], judge: Callable[[re.Match[str]], Span | None]) -> None:
        nonlocal plain

        def taken(match: re.Match[str]) -> str:
            span = judge(match)
            if span is None:
                return match[0]
            spans.append(span)
            start, end = span[0] - match.start(), span[1] - match.start()
            return match[0][:start] + _FILLING * (end - start) + match[0][end:]

        plain = pattern.sub(taken, plain)

    if at:
        take(personal.EMAIL, personal.email)
    many = digits and personal.SIX_DIGITS.search(plain)
    if many or (digits and personal.FOUR_DIGITS.search(plain)):
        for pattern, judge in personal.WITH_SIX_DIGITS if many else personal.WITH_FOUR_DIGITS:
            take(pattern, judge)
    take(personal.CODE, personal.code)
    if many:
        take(personal.NUMBER, personal.short_number)
    return spans


def _replaced(text: str, spans: list[Span]) -> str:
    pieces, end = [], 0
    for start, stop, name in sorted(spans):
        pieces += [text[end:start], name]
        end = stop
    return "".join([*pieces, text[end:]])

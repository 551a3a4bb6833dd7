"""Masking of personal data in texts that people are shown or that are kept.

A cheap look first: most texts have neither a digit nor an at sign, and are done with. What the patterns find is judged by
`detectors.text.personal`. They read a copy in which foreign digits, spaces, dashes and full-width signs are the plain ones,
character for character, so that what they find is cut out of the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from detectors.text import identities, order_codes, personal
from detectors.text.clean import TEXT_CHARS_MAX, printable

Span = tuple[int, int, str]
"""Start, end, and what to write in place of what stands there."""

_AT = re.compile(rf"[@＠]|[(\[{{<] ?(?:a|at|chez|{personal.AT_NAMES}) ?[)\]}}>]| (?:at|chez|{personal.AT_NAMES}) ", re.I)
# Where a text was cut off may stand half of an address or a number.
_CUT_OFF = re.compile(r"(?:(?<![!-~])[!-~]{1,100}|(?<![\d ().\-/])[\d ().\-/]{1,40})\Z")
# Of a hardware address.
_DASHES = 5
# What is found already; no text has it.
_FILLING = "\0"
PLAIN = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63], "-"),
    **{
        code: str(unicodedata.digit(chr(code)))
        for code in range(0x660, 0x20000)
        if unicodedata.category(chr(code)) == "Nd" and not 0xFF10 <= code <= 0xFF19
    },
}


def mask(text: str, *, addresses: bool = True, codes: bool = True) -> str:
    """`text` with what points to a person replaced: e-mail addresses, telephone, card and bank numbers, national ids,
    network addresses, and codes after such words as *order*.

    In their place stand `[email]`, `[phone]`, `[card]`, `[iban]`, `[id]`, `[ip]`, `[code]`. Dates, versions, error codes,
    prices and flight numbers stay. Capped like `normalise`, without invisible or control characters, linear. Who knows that
    a text has no `addresses` or no `codes` (`detectors.text.prefilter`) may say so.

    >>> mask("Order no. A1B2C3, call +1 (555) 010-0199 or me@example.org about flight UA1234 on 2020-12-31, version 63.0.3")
    'Order no. [code], call [phone] or [email] about flight UA1234 on 2020-12-31, version 63.0.3'
    """
    if not text:
        return text
    cut = len(text) >= TEXT_CHARS_MAX
    text = printable(text)
    if cut:
        text = _CUT_OFF.sub("", text)
    is_plain = text.isascii()
    at = addresses and (personal.may_hold_email(text) or (not is_plain and _AT.search(text) is not None))
    digits, letters = personal.around_digits(text), codes and order_codes.LETTERS_ONLY_CODE.search(text) is not None
    if not (digits or at or letters):
        return text
    plain = text if is_plain else text.translate(PLAIN)
    return _replaced(text, _spans(plain, digits, at=at, codes=codes, letters=letters))


def shown(text: str, characters_max: int) -> str:
    """The beginning of a text that is masked as a whole; what stands for personal data is not cut through."""
    if len(text) <= characters_max:
        return text
    return _CUT_OFF.sub("", text[:characters_max]).rstrip()


def _spans(plain: str, digits: list[tuple[int, int]], *, at: bool, codes: bool, letters: bool) -> list[Span]:
    """What is found; `digits` are the parts of the text that hold digits, `letters`: whether a code may be of letters."""
    found = _Found(plain)
    if at:
        found.take(personal.EMAIL, personal.email)
    many = bool(digits) and personal.SIX_DIGITS.search(found.plain) is not None
    if many:
        found.take(personal.IBAN, personal.bank_account, digits)
        found.take(personal.CARD, personal.card, digits)
    if many or (digits and personal.FOUR_DIGITS.search(found.plain)):
        if identities.IDENTITY_DIGITS.search(found.plain):
            found.take(identities.IDENTITY, identities.identity, digits)
        is_dashed = plain.count("-") >= _DASHES and personal.DASHED_PAIRS.search(found.plain)
        if is_dashed or personal.DOTTED_DIGITS.search(found.plain) or personal.COLONS.search(found.plain):
            found.take(personal.NETWORK, personal.network)
    if many:
        found.take(identities.NAMED, identities.named, digits)
        # An account's number would be a telephone's otherwise: that was looked for first.
        found.take(personal.PHONE, personal.phone, digits)
        found.take(personal.NUMBER, personal.long_number, digits)
    if codes:
        if "/" in plain or "_" in plain:
            found.take(order_codes.CODE_IN_PARTS, order_codes.code, digits)
        found.take(order_codes.CODE, order_codes.code, None if letters else digits)
    if many:
        found.take(personal.NUMBER, personal.short_number, digits)
    return found.spans


class _Found:
    """What was found in a text so far; it is cut out of what is looked at next."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.spans: list[Span] = []

    def take(self, pattern: re.Pattern[str], judge: personal.Judge, around: list[tuple[int, int]] | None = None) -> None:
        """Looks for a pattern in the whole text, or in parts of it."""
        whole = self.plain
        matches = (
            pattern.finditer(whole)
            if around is None
            else chain.from_iterable(pattern.finditer(whole, start, end) for start, end in around)
        )
        found = [span for match in matches if (span := judge(match)) is not None]
        for start, end, _ in found:
            whole = whole[:start] + _FILLING * (end - start) + whole[end:]
        self.plain = whole
        self.spans += found


def _replaced(text: str, spans: list[Span]) -> str:
    pieces, end = [], 0
    for start, stop, name in sorted(spans):
        pieces += [text[end:start], name]
        end = stop
    return "".join([*pieces, text[end:]])

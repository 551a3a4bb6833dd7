"""Names of months and of halves of the day in the languages that files are exported in, from the Unicode CLDR (Babel)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Interfaces of help desks and shops come in these.
_LANGUAGES = """
en de fr es pt it nl sv da nb nn fi is pl cs sk hu ro hr sr sl bg ru uk be el tr az he ar fa hi bn ta te mr gu kn ml ur
th vi id ms fil ja ko zh et lv lt ca gl eu ga sw af sq mk ka hy kk uz
"""
_LONGER = {"sept": 9, "juin": 6, "juil": 7, "maerz": 3, "märz": 3, "mrz": 3}
# Of the Persian calendar, which stand beside its years alone.
_PERSIAN = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
_LONGER |= {plain: number for number, plain in enumerate(_PERSIAN, 1)}
_HALVES = {
    "am": 0, "a.m": 0, "pm": 12, "p.m": 12, "오전": 0, "오후": 12, "上午": 0, "下午": 12, "午前": 0, "午後": 12,
    "π.μ": 0, "μ.μ": 12, "ص": 0, "م": 12, "öö": 0, "ös": 12, "sa": 0, "ch": 12, "dop": 0, "odp": 12,
}  # fmt: skip
# Months of one language that the other has not, and what the others mean in each.
_ONLY = {
    "hr": re.compile(r"\b(?:sij|velj|ožu|trav|svib|svi\b|lipnj|srpnj|kolov|kol\b|ruj|stud)", re.IGNORECASE),
    "pl": re.compile(
        r"\b(?:sty|lut|kwi|maj|cze|lipc|sie|wrz|paź|gru|led|úno|bře|dub|kvě|čer|srpna|zář|říj|prosinec|prosince)",
        re.IGNORECASE,
    ),
}
_SURE = {
    "pl": {"listopada": "November", "listopad": "November", "lis": "November", "lip": "July", "srp": "August"},
    "hr": {"listopada": "October", "listopad": "October", "lis": "October", "lip": "June", "srp": "July"},
}
_UNSURE = re.compile(r"\b(?:listopada|listopad|lis|lip|srp)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*", re.UNICODE)


def plain(word: str) -> str:
    """A word as it is looked up: composed, in lower case, without the point behind it."""
    return unicodedata.normalize("NFKC", word).casefold().strip(".")


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Name or short form of a month → its number. A form that means two months in two languages is in neither."""
    from babel import Locale, UnknownLocaleError

    found: dict[str, set[int]] = {}
    for language in _LANGUAGES.split():
        try:
            locale = Locale(language)
        except UnknownLocaleError:
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    for form in {plain(name), *map(plain, _WORD.findall(name))}:
                        if not form.isdecimal() and len(form) >= 2:
                            found.setdefault(form, set()).add(number)
    sure = {form: min(numbers) for form, numbers in found.items() if len(numbers) == 1}
    # English wins where languages differ: "mar" is March, and "mai" May.
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            sure |= {plain(name): number for number, name in Locale("en").months[context][width].items()}
    return sure | _LONGER


def month_of(word: str) -> int | None:
    """The number of the month that a word names, in any of the languages."""
    return months().get(plain(word))


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(part[:_BEGINNING] for form in months() for part in (form, *_LETTERS(form)[:1]))


def may_name_month(text: str) -> bool:
    """Whether a word of the text begins as the name of a month does; to ask costs a tenth of looking each of them up."""
    if not text.isascii():
        return True
    return not _beginnings().isdisjoint([word[:_BEGINNING] for word in _LETTERS(text.lower())])


_BEGINNING = 3
_LETTERS = re.compile(r"[^\W\d_]+").findall
_AS_ZEROS = str.maketrans("123456789", "000000000")


def slavic_of(text: str) -> str:
    """Which of the languages a date with the month by name is in whose short forms mean different months (`hr`, or `pl` for
    Polish and Czech); empty where it does not show."""
    # A column has few dates that differ in more than their digits.
    return _slavic_of(text.translate(_AS_ZEROS))


@lru_cache(maxsize=1_000)
def _slavic_of(text: str) -> str:
    return next((language for language, only in _ONLY.items() if only.search(text)), "")


def with_sure_months(text: str, language: str) -> str:
    """The date with the month in English, where its name means another month in another language.

    >>> with_sure_months("4 listopada 2026", "pl"), with_sure_months("4. listopada 2026.", "hr")
    ('4 November 2026', '4. October 2026.')
    """
    return _UNSURE.sub(lambda match: _SURE[language].get(match[0].casefold(), match[0]), text)


def half_of(word: str) -> int | None:
    """0 for the half of the day before noon, 12 for the one after."""
    return _HALVES.get(plain(word).replace(" ", ""))

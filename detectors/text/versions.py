"""Versions of a product as people and producers write them, and which of two is older."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

# A number after one of these is a version of something else: of the device, not of what is complained about.
PLATFORMS = (
    r"windows|win|macos|mac os|mac|os x|osx|android|ios|ipados|linux|ubuntu|debian|fedora|kernel|java|python|bluetooth"
)
SAYS_SO = (
    r"v|ver|versions?|versión|versão|versione|wersja|версия|версии|sürüm|バージョン|版本|버전|release|build|firmware|update"
    r"|updated to|upgraded to|since|after|seit|nach|depuis|después de|desde"
)
# A single number is also an amount, two are a price or a score: they count after a word that says so, three by themselves.
_NAMED = re.compile(
    rf"(?<![\w.])(?:(?P<platform>{PLATFORMS})[ /]?(?:v|version )?)?(?P<word>(?:{SAYS_SO})[ .:]{{0,2}})?"
    r"(?P<version>\d{1,5}(?:\.\d{1,5}){0,3})(?![\w.]?\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")
# "since 3" is a time of the day, "after 2" a number of tries: one number alone needs a word for a version.
_TIME_WORDS = frozenset({"since", "after", "seit", "nach", "depuis", "después de", "desde", "update"})
_WRITTEN = re.compile(r"v?(\d{1,9}+(?:\.\d{1,9}+){0,5}+)(?:[-+. ]?[A-Za-z][\w.+-]{0,30}+)?", re.IGNORECASE)
TEXT_MAX = 4_000
NAMED_MAX = 5
# While a fix is awaited the texts of a trend are looked at every minute.
TEXTS_REMEMBERED = 4_096

Version = tuple[int, ...]


def version_of(written: str) -> Version | None:
    """A version as numbers to compare; None when it is none.

    >>> version_of("v4.2.1-beta"), version_of("67"), version_of("spring release")
    ((4, 2, 1), (67,), None)
    """
    found = _WRITTEN.fullmatch(written[:100].strip())
    return tuple(map(int, found[1].split("."))) if found else None


def is_older(one: Version, other: Version) -> bool:
    """Whether the first came before the second; missing numbers are zeros.

    >>> is_older((4, 2), (4, 2, 1)), is_older((4, 2), (4, 2, 0)), is_older((66, 0, 3), (67,))
    (True, False, True)
    """
    return next((a < b for a, b in zip_longest(one, other, fillvalue=0) if a != b), False)


def versions_in(text: str) -> tuple[str, ...]:
    """The versions that a text names, in its order, at most five; numbers after the name of a platform are none.

    >>> versions_in("since version 4.2 on Android 13.1; was fine in 4.1.9, 3.5 hours ago")
    ('4.2', '4.1.9')
    """
    return _versions_in(text[:TEXT_MAX])


@lru_cache(TEXTS_REMEMBERED)
def _versions_in(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _NAMED.finditer(text):
        if _is_version(match) and match["version"] not in found:
            found.append(match["version"])
    return tuple(found[:NAMED_MAX])


def _is_version(match: re.Match[str]) -> bool:
    dots, word = match["version"].count("."), (match["word"] or "").strip(" .:").casefold()
    if match["platform"] or _DATE.fullmatch(match["version"]):
        return False
    return dots >= 2 or (bool(word) and (dots == 1 or word not in _TIME_WORDS))

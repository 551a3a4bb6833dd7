"""What each character is to the compiled passes over texts: a space, a letter, its lower case."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from detectors.text import pieces_kernel as kernel

CLASSIFIED = 0x20000
"""Characters beyond these are looked at one by one."""
SIGNS = ".,!?;:\"()'"
"""Signs around a word that are none of it."""
_ALL = 0x110000
# In lower case it is one of two letters, by what stands around it.
_SIGMA = 0x3A3


def points_of(text: str) -> NDArray[np.uint32]:
    """The characters of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


@cache
def spaces() -> NDArray[np.uint8]:
    """Of each character whether it is a space."""
    found = np.zeros(_ALL, np.uint8)
    found[:CLASSIFIED] = np.fromiter(map(str.isspace, _every()), np.uint8, CLASSIFIED) * np.uint8(kernel.SPACE)
    return found


@cache
def letters() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Of each character whether it is a space, a letter or a sign around words, and its lower case. Odd is one whose lower
    case is no single character, or not always the same."""
    lower = [char.lower() for char in _every()]
    is_letter = np.fromiter(map(str.isalpha, _every()), np.bool_, CLASSIFIED)
    stays_letter = np.fromiter(map(str.isalpha, lower), np.bool_, CLASSIFIED)
    is_odd = (is_letter != stays_letter) | (np.fromiter(map(len, lower), np.int64, CLASSIFIED) != 1)
    is_odd[_SIGMA] = True
    classes = spaces()[:CLASSIFIED] | (is_letter * kernel.LETTER + is_odd * kernel.ODD).astype(np.uint8)
    classes[list(map(ord, SIGNS))] |= kernel.SIGN
    return classes, np.fromiter((ord(char[0]) for char in lower), np.uint32, CLASSIFIED)


def _every() -> map[str]:
    return map(chr, range(CLASSIFIED))

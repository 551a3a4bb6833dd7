"""Lists of words of one meaning: none stands in two of them, and a word that means a fault says so itself."""

from __future__ import annotations

import pytest

from detectors.text.clean import without_accents
from detectors.text.further_meanings import FURTHER_MEANINGS
from detectors.text.meaning_lists import MEANINGS
from detectors.text.meanings import fault_terms, meaning_in
from detectors.text.service_meanings import SERVICE_MEANINGS

LISTS = (MEANINGS, FURTHER_MEANINGS, SERVICE_MEANINGS)
LANGUAGES = sorted({line.partition(": ")[0] for lists in LISTS for line in lists.strip().split("\n")})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_is_listed_under_one_meaning_of_its_language(lang: str) -> None:
    found: dict[str, str] = {}
    for lists in LISTS:
        for line in lists.strip().split("\n"):
            if line.partition(": ")[0] != lang:
                continue
            for meaning, *words in (one.split() for one in line.partition(": ")[2].split(" | ")):
                for word in map(without_accents, words):
                    assert found.setdefault(word, meaning) == meaning, word


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", ("Ton", "Sound", "stumm")),
        ("ru", ("уведомления", "пуши", "оповещение")),
        ("tr", ("aboneliği", "iptal", "üyeliğim")),
        ("he", ("המסופון", "במסופים", "מסוף")),
        ("am", ("ማሳወቂያ", "የማሳወቂያው")),
    ],
)
def test_words_of_services_and_devices_have_one_term(lang: str, words: tuple[str, ...]) -> None:
    find = meaning_in(lang)
    assert find is not None
    assert len({find(word.lower()) for word in words}) == 1
    assert find(words[0].lower()) is not None


def test_a_fault_by_itself() -> None:
    assert "fecha" in fault_terms("pt")
    assert "verkeer" in fault_terms("nl")
    assert fault_terms("en") == frozenset()

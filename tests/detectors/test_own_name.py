"""Which words are a brand's own name, that is in every mention and opens nothing; and which only hold its letters."""

from __future__ import annotations

import pytest

from detectors.knowledge import Knowledge
from detectors.knowledge.first_rates import NEVER
from detectors.knowledge.priors import NAME_WORD_SHARE, PRODUCT_SHARE, Priors
from detectors.text import normalise
from stream.knowledge import load_knowledge

TERMS_EACH = 20.0


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge("")


def share_of(known: Knowledge, brand: str, word: str, lang: str) -> float:
    (term,) = normalise(word, lang)
    (share,) = Priors(brand, known).of(lang, TERMS_EACH)([term])
    return float(share)


@pytest.mark.parametrize(
    ("brand", "word", "lang"),
    [
        ("Shopee", "Shopee", "vi"),
        ("VakıfBank", "VakıfBank", "tr"),
        ("VakıfBank", "Vakifbank", "tr"),
        ("VakıfBank", "VAKIFBANK", "en"),
        ("Vakifbank", "VakıfBank'ın", "tr"),
        ("Yapı Kredi", "Yapi", "tr"),
        ("US Airways", "usairways", "en"),
        ("US Airways", "airway", "en"),
        ("Nordmail", "nordmails", "de"),
        ("O2", "O2", "de"),
        ("京东", "京东", "zh"),
    ],
)
def test_the_name_opens_nothing_in_whatever_case_and_number(known: Knowledge, brand: str, word: str, lang: str) -> None:
    assert share_of(known, brand, word, lang) == NEVER


@pytest.mark.parametrize(
    ("brand", "word", "lang"),
    [
        ("EE", "screen", "en"),
        ("EE", "speed", "en"),
        ("HP", "php", "en"),
        ("X", "exit", "en"),
        ("Sage", "message", "en"),
        ("Line", "offline", "en"),
        ("Ford", "afford", "en"),
        ("Ring", "string", "en"),
        ("Bell", "label", "en"),
    ],
)
def test_a_word_of_the_language_is_its_own_whatever_letters_it_holds(
    known: Knowledge, brand: str, word: str, lang: str
) -> None:
    assert share_of(known, brand, word, lang) == pytest.approx(share_of(known, "Zenith", word, lang))


@pytest.mark.parametrize(
    ("brand", "word", "lang"),
    [("Shopee", "shopeepay", "vi"), ("HP", "hpsmart", "en"), ("Nordmail", "mynordmail", "en"), ("DHL", "dhlpaket", "de")],
)
def test_what_is_made_of_the_name_is_expected_of_some_until_its_past_tells(
    known: Knowledge, brand: str, word: str, lang: str
) -> None:
    assert share_of(known, brand, word, lang) == PRODUCT_SHARE


@pytest.mark.parametrize(
    ("brand", "word", "lang"),
    [("Delivery Hero", "delivery", "en"), ("Bank of Scotland", "bank", "en"), ("Post Express", "post", "de")],
)
def test_a_common_word_in_a_name_of_several_is_expected_of_many(known: Knowledge, brand: str, word: str, lang: str) -> None:
    """Else nobody could report to such a company that a delivery is late."""
    assert share_of(known, brand, word, lang) == NAME_WORD_SHARE

"""What is known from outside a brand: counted, combined, and never used for the brand it was counted from."""

from __future__ import annotations

import pytest

from detectors.knowledge import NOTHING, RATE_MAX, RATE_MIN, DocumentCounter, Knowledge
from detectors.text import TOKENIZER


def general(lang: str) -> dict[str, float]:
    return {"en": {"time": 0.006, "page": 0.001}, "de": {"zeit": 0.005}}.get(lang, {})


def counted(texts: int = 20_000) -> DocumentCounter:
    counter = DocumentCounter(documents_min=3)
    for number in range(texts):
        counter.add("en", f"person {number}", ["login", f"own{number}"] if number % 5 == 0 else ["page", f"own{number}"])
    return counter


def test_support_talk_outweighs_the_general_list_the_larger_it_is() -> None:
    small, large = (counted(texts=size).source("forum", "2026-01-01") for size in (100, 20_000))
    rates = [Knowledge(general, [source]).rate("login", "en") for source in (small, large)]
    assert RATE_MIN < rates[0] < 0.001 < rates[1] <= RATE_MAX
    assert Knowledge(general).rate("login", "en") == RATE_MIN


def test_a_source_is_never_used_for_its_own_brand() -> None:
    source = counted().source("forum", "2026-01-01", brand="Acme Inc.")
    known = Knowledge(general, [source])
    assert known.of_brand("acme-inc").rate("login", "en") == RATE_MIN
    assert known.of_brand("zenith").rate("login", "en") == known.rate("login", "en") > 0.001
    assert known.of_brand("zenith") is known


def test_english_counts_in_every_language_and_an_unknown_language_is_known_to_be_unknown() -> None:
    known = Knowledge(general)
    assert known.rate("time", "de") == known.rate("time", "en") == 0.006
    assert known.rate("zeit", "de") == 0.005
    assert known.knows("de-AT")
    assert not known.knows("am")
    assert not NOTHING.knows("en")
    assert known.rate("ሰላም", "am") > RATE_MIN


@pytest.mark.parametrize("langs", [("en", "xx", "yy"), ("xx", "en", "yy"), ("yy", "", "xx", "en")])
def test_which_language_is_asked_for_first_changes_no_rate(langs: tuple[str, ...]) -> None:
    nothing = Knowledge()
    for lang in langs:
        nothing.rate("gah", lang)
    assert nothing.rate("gah", "en") == nothing.rate("gah", "") == RATE_MIN
    assert nothing.rate("gah", "xx") == nothing.rate("gah", "yy") > RATE_MIN


def test_the_longer_the_posts_the_more_people_are_expected_to_say_it() -> None:
    known = Knowledge(general)
    assert known.share("time", "en", 5) < known.share("time", "en", 50) <= 0.6


def test_names_of_few_people_and_templates_stay_out_of_the_table() -> None:
    counter = DocumentCounter(documents_min=3)
    for _ in range(9):
        counter.add("en", "one person", ["coupon", "helpline"])
    for person in "abc":
        counter.add("en", person, ["login", "63.0", f"name{person}"])
    source = counter.source("forum", "2026-01-01")
    assert source.languages["en"].counts == {"login": 3}
    assert source.languages["en"].documents == 4
    assert source.tokenizer == TOKENIZER


@pytest.mark.parametrize("rare", ["gah", "cartridge"])
def test_what_no_list_holds_is_rare_and_never_impossible(rare: str) -> None:
    assert NOTHING.rate(rare, "en") == RATE_MIN > 0

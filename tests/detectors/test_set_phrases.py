"""Set phrases: whole words, in any script, and none where they are denied."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.text.phrase_table import LOOKED_AT, PhraseTable
from detectors.text.set_phrases import SetPhrases, phrase_lists, set_phrases

NONE = SetPhrases(False, False, False, False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Absolutely LOVE it, would highly recommend!", "delight"),
        ("o di mma, daalụ", "delight"),
        ("asante sana kwa huduma", "delight"),
        ("ਬਹੁਤ ਵਧੀਆ ਐਪ", "delight"),
        ("శుభం, చాలా బాగుంది", "delight"),
        ("とても気に入りました", "delight"),
        ("mjög ánægð með þetta", "delight"),
        ("the app doesn’t work since Monday", "dismay"),
        ("haifanyi kazi tangu jana", "dismay"),
        ("baya aiki tun jiya", "dismay"),
        ("akusebenzi lutho", "dismay"),
        ("e no dey work at all", "dismay"),
        ("ਕੰਮ ਨਹੀਂ ਕਰ ਰਿਹਾ", "dismay"),
        ("登录不了了", "dismay"),
        ("არ მუშაობს", "dismay"),
        ("murakoze", "glad"),
        ("ngiyabonga", "glad"),
        ("the lid is broken", "sorry"),
        ("አንተ ደደብ", "sorry"),
    ],
)
def test_people_say_how_they_feel_in_many_languages(text: str, kind: str) -> None:
    assert getattr(set_phrases(text), kind)


@pytest.mark.parametrize(
    "text",
    [
        "I would not highly recommend it",
        "it didn't love me back, not a great thing",
        "nicht wirklich toll",
        "güzel değil",
        "det anbefaler jeg: super ikke",
        "அருமை இல்லை",
        "不太满意",
        "ไม่อร่อย"[:3],
        "thankless",
        "unbrokenness",
        "",
        "\ud800",
    ],
)
def test_what_is_denied_or_part_of_another_word_is_none(text: str) -> None:
    found = set_phrases(text)
    assert not found.delight
    assert not found.glad


def test_a_denial_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert set_phrases("No. Highly recommend").delight
    assert set_phrases("Should I care? No, I love it").delight


def test_no_phrase_is_of_two_opposite_kinds() -> None:
    delight, dismay, glad, sorry = map(set, phrase_lists())
    assert not (delight | glad) & (dismay | sorry)
    assert not delight & glad
    assert not dismay & sorry


def test_every_phrase_is_found_as_its_kind() -> None:
    missed = [
        (kind, phrase)
        for kind, phrases in phrase_lists()._asdict().items()
        for phrase in phrases
        if not getattr(set_phrases(phrase), kind)
    ]
    assert missed == []


def test_a_phrase_behind_what_is_looked_at_is_not_seen() -> None:
    assert set_phrases("x " * LOOKED_AT + "waste of money") == NONE


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "não ", "not "]))
def test_any_text_has_an_answer_and_the_same_one_twice(text: str, before: str) -> None:
    table = PhraseTable([["good", "好"], ["bad"]], ["not"], ["ikke"])
    assert table.kinds(before + text) == table.kinds(before + text)
    assert 0 <= table.kinds(text) < 4
    assert set_phrases(before + text) == set_phrases(before + text)

"""The sentences of a text as numbers: what the compiled pass finds is what a pattern and Python's own words find."""

from __future__ import annotations

import re
from itertools import islice

from hypothesis import example, given, settings
from hypothesis import strategies as st

from detectors.text.sentences import SENTENCES_MAX, TEXT_MAX, number_of, numbers_of_texts, sentence_numbers

SIGNS = ".!?:;。！？：；।؟\n"
SENTENCE = re.compile(rf"(?:[^{SIGNS}]++|[.!?:;](?!\s|$))++[{SIGNS}]*+")
SPACES = "".join(filter(str.isspace, map(chr, range(0x110000))))
TEXTS = st.text(st.sampled_from(f"ab1 Aßİéя漢😀{SIGNS}{SPACES}") | st.characters(exclude_categories=["Cs"]), max_size=80)


def expected(text: str) -> list[str]:
    found = (one.group() for one in islice(SENTENCE.finditer(text[:TEXT_MAX]), SENTENCES_MAX))
    keys = (" ".join(one.casefold().split()).strip(SIGNS + " \t") for one in found)
    return [*dict.fromkeys(filter(None, keys))]


@settings(max_examples=1_500, deadline=None, derandomize=True)
@given(text=TEXTS)
@example("Version 64.0.2 fails...again. See https://acme.example/a:b; it is down!")
@example("...: ; \n\n")
@example("One.\n.:\n" * 15 + "Two.")
@example("One. " * 50 + "Two.")
@example("Is it so? no? NO! no\n")
def test_each_sentence_has_the_number_of_what_it_is_compared_by(text: str) -> None:
    assert list(sentence_numbers(text)) == list(map(number_of, expected(text)))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(texts=st.lists(TEXTS, max_size=5))
def test_of_many_texts_each_has_its_own_sentences(texts: list[str]) -> None:
    assert numbers_of_texts(texts) == [sentence_numbers(text) for text in texts]


def test_no_character_is_another_kind_in_small_letters() -> None:
    changed = [(char, char.casefold()) for char in map(chr, range(0x110000)) if char.casefold() != char]
    assert changed
    assert not [char for char, folded in changed if set(char + folded) & set(SIGNS + SPACES)]


def test_other_sentences_have_other_numbers() -> None:
    sentences = [f"{one} {other}" for one in map(str, range(300)) for other in map(str, range(300))]
    assert len({number_of(one) for one in sentences}) == len(sentences)


def test_what_comes_late_in_a_text_is_not_looked_at() -> None:
    assert sentence_numbers("a" * TEXT_MAX + ". late") == sentence_numbers("a" * TEXT_MAX)
    assert sentence_numbers("") == ()

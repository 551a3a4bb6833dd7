"""What texts are recognised by: hashes of runs of words, the same as the library's."""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.compiled import compiled, direct
from detectors.text.runs import (
    SEPARATOR,
    SketchSize,
    each_word,
    every_word,
    fixed_sketches,
    hashes,
    in_common,
    runs_in_common,
    sketch,
    unpacked,
)
from detectors.text.words import is_emoji
from detectors.verdict.near_duplicates import fixed_words

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=40)


def expected(terms: list[str], size: int) -> set[int]:
    return {crc32(" ".join(terms[at : at + size]).encode()) for at in range(len(terms) - size + 1)}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(terms=WORDS, size=st.integers(1, 5))
def test_a_run_has_the_hash_that_zlib_gives_its_bytes(terms: list[str], size: int) -> None:
    assert hashes(terms, size) == expected(terms, size)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(terms=WORDS.filter(len), most=st.integers(1, 40), runs=st.integers(1, 8), words=st.integers(1, 4))
def test_a_sketch_is_the_least_of_the_hashes(terms: list[str], most: int, runs: int, words: int) -> None:
    terms = [term.replace(SEPARATOR, "") for term in terms]
    found, first = sketch(SEPARATOR.join(terms), SketchSize(most, 3, runs, words)), terms[:most]
    least = {*sorted(expected(first, 3))[:runs], *sorted(expected(first, 1))[:words]}
    assert found.least.view(np.uint32).tolist() == sorted(least)
    assert found.length == len(first)
    assert len(found.words) == len({*first})
    assert sorted({*found.words.tolist()}) == found.words.tolist()
    again = unpacked(found.packed(), found.length, len(found.words))
    assert (again.least.tolist(), again.words.tolist()) == (found.least.tolist(), found.words.tolist())


TERMS = st.lists(
    st.sampled_from(["card", "http", "https", "htt", "url", "ur", "urlaub", "@ann", "<b>", "a1", "64.0.2", "#tag", "_x"])
    | st.text("ahtpurl@<9#_-.", min_size=1, max_size=5),
    min_size=1,
    max_size=12,
)


@settings(max_examples=1_000, deadline=None, derandomize=True)
@given(terms=TERMS, most=st.integers(1, 12))
def test_of_plain_terms_those_that_a_template_varies_are_left_out(terms: list[str], most: int) -> None:
    size = SketchSize(most, 3, 8, 4)
    (found,) = fixed_sketches([SEPARATOR.join(terms)], size)
    if any(map(is_emoji, terms)):
        assert found.length == -1
        return
    kept = fixed_words(terms[:most])
    assert found.length == len(kept)
    if kept:
        same = sketch(SEPARATOR.join(kept), size)
        assert (found.least.tolist(), found.words.tolist()) == (same.least.tolist(), same.words.tolist())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=st.text("ab1_ .,-'\n", max_size=40), other=st.text("ab1_ .,-'\n", max_size=40), size=st.integers(1, 4))
def test_runs_of_all_words_are_those_that_stand_between_signs(text: str, other: str, size: int) -> None:
    mine, theirs = ([word for word in re.split(r"[\W_]+", one) if word] for one in (text, other))
    some, others = every_word(text), each_word(theirs)
    assert some.letters == sum(len(word) == 1 for word in mine)
    assert some.hashes.tolist() == each_word(mine).hashes.tolist()
    assert len({*some.hashes.tolist()}) == len({*mine})
    assert runs_in_common(some, others, size) == len(hashes(mine, size) & hashes(theirs, size))


def test_words_in_both_are_counted_once() -> None:
    some, others = (np.unique(np.array(held, np.uint64)) for held in ((3, 5, 9, 12), (1, 5, 12, 40)))
    assert [in_common(some, others), in_common(some, some[:0]), in_common(some, some)] == [2, 0, 4]


def test_a_kernel_called_directly_gives_what_it_gives_otherwise() -> None:
    @compiled
    def plus(numbers: np.ndarray, more: int) -> int:
        return int(numbers.sum()) + more

    called = direct(plus)
    numbers = np.arange(5)
    assert [called(numbers, more) for more in (0, 1, 7)] == [plus(numbers, more) for more in (0, 1, 7)] == [10, 11, 17]

"""What texts are recognised by: hashes of runs of words, the same as the library's."""

from __future__ import annotations

from zlib import crc32

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.compiled import compiled, direct
from detectors.text.runs import hashes, sketch

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=40)


def expected(terms: list[str], size: int) -> set[int]:
    return {crc32(" ".join(terms[at : at + size]).encode()) for at in range(len(terms) - size + 1)}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(terms=WORDS, size=st.integers(1, 5))
def test_a_run_has_the_hash_that_zlib_gives_its_bytes(terms: list[str], size: int) -> None:
    assert hashes(terms, size) == expected(terms, size)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(terms=WORDS, runs=st.integers(1, 8), words=st.integers(1, 4))
def test_a_sketch_is_the_least_of_the_hashes(terms: list[str], runs: int, words: int) -> None:
    least = {*sorted(expected(terms, 3))[:runs], *sorted(expected(terms, 1))[:words]}
    assert sketch(terms, 3, runs, words) == tuple(sorted(least))


def test_a_kernel_called_directly_gives_what_it_gives_otherwise() -> None:
    @compiled
    def plus(numbers: np.ndarray, more: int) -> int:
        return int(numbers.sum()) + more

    called = direct(plus)
    numbers = np.arange(5)
    assert [called(numbers, more) for more in (0, 1, 7)] == [plus(numbers, more) for more in (0, 1, 7)] == [10, 11, 17]

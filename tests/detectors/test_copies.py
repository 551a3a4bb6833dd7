"""What texts are compared by: the words that a template does not vary, and the hashes of their runs."""

from __future__ import annotations

from zlib import crc32

from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.engine.copies import (
    RUNS_MIN,
    SHUFFLED_MIN,
    SHUFFLED_PART,
    WORDS_PART,
    is_copy,
    may_be_copy,
)
from detectors.engine.wording import SKETCH, Wording
from detectors.grouping.vocabulary import scale_of, scales_of
from detectors.post import Post
from detectors.text.runs import SEPARATOR, in_common, sketch
from detectors.verdict.near_duplicates import LONG_WORDS, SHARED_MIN, SHINGLE, fixed_words, length, shingles

TERMS = st.lists(
    st.sampled_from(["card", "declin", "63.0.3", "http", "urlaub", "@ann", "<b>", "größe", "中文", "#tag", "a1", "😡"])
)


@given(TERMS)
def test_what_a_template_varies_is_left_out_of_a_text(terms: list[str]) -> None:
    varied = ("@", "http", "url", "<")
    kept = [term for term in terms if not term.startswith(varied) and not any(map(str.isdigit, term))]
    assert fixed_words(terms) == kept


# The first call may compile.
@settings(deadline=None)
@given(TERMS)
def test_a_run_has_the_hash_of_its_words_wherever_it_stands(terms: list[str]) -> None:
    runs = [" ".join(terms[at : at + 3]) for at in range(len(terms) - 2)]
    assert shingles(terms) == frozenset(crc32(run.encode()) for run in runs)


@given(TERMS)
def test_terms_looked_at_together_weigh_what_each_weighs(terms: list[str]) -> None:
    each = scales_of(terms, 0.25)
    assert (each if isinstance(each, list) else [each] * len(terms)) == [scale_of(term, 0.25) for term in terms]


LETTERS = "a b c d e f g h i j k l"
TEXTS = st.lists(st.sampled_from(LETTERS.split()), min_size=6, max_size=16).map(tuple)


@given(TEXTS, TEXTS)
def test_a_copy_is_found_by_its_runs_or_its_words_however_little_is_looked_at(
    words: tuple[str, ...], others: tuple[str, ...]
) -> None:
    runs, shared = shingles(words) & shingles(others), set(words) & set(others)
    most = max(len(set(words)), len(set(others)))
    long = min(length(words), length(others)) >= LONG_WORDS
    by_runs = long and len(runs) >= SHARED_MIN * (min(len(words), len(others)) - SHINGLE + 1)
    in_any_order = len(shared) >= max(SHUFFLED_MIN, SHUFFLED_PART * most)
    in_some = len(runs) >= RUNS_MIN and len(shared) >= WORDS_PART * most
    assert is_copy(words, others) == (words == others or by_runs or in_any_order or in_some)


def wording(words: tuple[str, ...]) -> Wording:
    return Wording(Post("1", 0.0, "ann", "", words), sketch(SEPARATOR.join(words), SKETCH), words)


@settings(max_examples=1_000, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_no_copy_is_passed_by_for_what_its_hashes_have_in_common(words: tuple[str, ...], others: tuple[str, ...]) -> None:
    mine, theirs = wording(words), wording(others)
    if is_copy(words, others):
        assert may_be_copy(mine, theirs, in_common(mine.sketch.words, theirs.sketch.words))

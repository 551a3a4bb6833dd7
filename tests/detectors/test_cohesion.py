"""How alike posts are: by sums over all of them what the cosine of each pair gives."""

from __future__ import annotations

import math
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.post import Post
from detectors.trends.cohesion import OTHERS_MIN, USUAL_COSINE, Weights, alike, cohesion

SHARES = {"card": 0.1, "declin": 0.01, "page": 1.0, "63.0.3": 0.001, "late": 0.002, "parcel": 0.05, "größe": 0.3}
TERMS = st.lists(st.sampled_from(sorted(SHARES)), max_size=5)


def posts(texts: list[list[str]], name: str) -> list[Post]:
    return [Post(f"{name} {n}", float(n), f"{name} {n}", "", tuple(terms)) for n, terms in enumerate(texts)]


def vector(post: Post) -> dict[str, float]:
    weights = {term: -math.log(SHARES[term]) for term in post.terms if not term[0].isdigit()}
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def cosine(a: Post, b: Post) -> float:
    mine, theirs = vector(a), vector(b)
    return sum(weight * theirs[term] for term, weight in mine.items() if term in theirs)


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


@given(st.lists(TERMS, min_size=2, max_size=6), st.lists(TERMS, max_size=12))
def test_cohesion_is_the_mean_cosine_of_pairs_over_that_to_others(texts: list[list[str]], outside: list[list[str]]) -> None:
    members, others = posts(texts, "member"), posts(outside, "other")
    usual = USUAL_COSINE
    if len(others) >= OTHERS_MIN:
        usual = max(usual / 2, mean([cosine(a, b) for a, b in product(members, others)]))
    expected = mean([cosine(a, b) for a, b in combinations(members, 2)]) / usual
    assert cohesion(members, others, SHARES.__getitem__) == pytest.approx(expected, abs=1e-9)


@given(st.lists(TERMS, min_size=2, max_size=6), st.lists(TERMS, max_size=12))
def test_who_is_alike_is_so_by_the_mean_cosine_to_the_members(texts: list[list[str]], outside: list[list[str]]) -> None:
    members, earlier = posts(texts, "member"), posts(outside, "other")
    least = 0.5 * mean([cosine(a, b) for a, b in combinations(members, 2)])
    means = [mean([cosine(one, member) for member in members]) for one in earlier]
    sure = sum(value > least + 1e-9 for value in means)
    maybe = sum(value > least - 1e-9 for value in means)
    assert sure <= len(alike(members, earlier, Weights(SHARES.__getitem__), share=0.5)) <= maybe

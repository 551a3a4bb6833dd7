"""How alike posts are: by sums over all of them what the cosine of each pair gives."""

from __future__ import annotations

import math
import random
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.likeness.cohesion import OTHERS_MIN, ROUNDING, USUAL_COSINE, alike, cohesion
from detectors.likeness.post_terms import PostTerms, Weights
from detectors.post import Post
from detectors.posts.post_table import PostTable, Rows
from detectors.spikes.share_keys import KeySlots
from tests.held_posts import rows_of

SHARES = {"card": 0.1, "declin": 0.01, "page": 1.0, "63.0.3": 0.001, "late": 0.002, "parcel": 0.05, "größe": 0.3}
TERMS = st.lists(st.sampled_from(sorted(SHARES)), max_size=5)


def posts(texts: list[list[str]], name: str) -> list[Post]:
    return [Post(f"{name} {n}", float(n), f"{name} {n}", "", tuple(terms)) for n, terms in enumerate(texts)]


def held(members: list[Post], others: list[Post]) -> tuple[Rows, Rows]:
    table = PostTable()
    return rows_of(members, table), rows_of(others, table)


def vector(post: Post) -> dict[str, float]:
    weights = {term: -math.log(SHARES[term]) for term in post.terms if not term[0].isdigit()}
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def cosine(a: Post, b: Post) -> float:
    mine, theirs = vector(a), vector(b)
    return sum(weight * theirs[term] for term, weight in mine.items() if term in theirs)


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


@settings(deadline=None)
@given(st.lists(TERMS, min_size=2, max_size=6), st.lists(TERMS, max_size=12))
def test_cohesion_is_the_mean_cosine_of_pairs_over_that_to_others(texts: list[list[str]], outside: list[list[str]]) -> None:
    members, others = posts(texts, "member"), posts(outside, "other")
    usual = USUAL_COSINE
    if len(others) >= OTHERS_MIN:
        usual = max(usual / 2, mean([cosine(a, b) for a, b in product(members, others)]))
    expected = mean([cosine(a, b) for a, b in combinations(members, 2)]) / usual
    assert cohesion(*held(members, others), Weights(SHARES.__getitem__)) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(st.lists(TERMS, min_size=2, max_size=6), st.lists(TERMS, max_size=12))
def test_who_is_alike_is_so_by_the_mean_cosine_to_the_members(texts: list[list[str]], outside: list[list[str]]) -> None:
    members, earlier = posts(texts, "member"), posts(outside, "other")
    least = 0.5 * mean([cosine(a, b) for a, b in combinations(members, 2)])
    means = [mean([cosine(one, member) for member in members]) for one in earlier]
    sure = sum(value > least + 1e-9 for value in means)
    maybe = sum(value > least - 1e-9 for value in means)
    assert sure <= len(alike(*held(members, earlier), Weights(SHARES.__getitem__), share=0.5)) <= maybe


def one_by_one(members: list[Post], others: list[Post], weights: dict[str, float]) -> float:
    """The cohesion of people who wrote once or more, each sum taken exactly."""

    def length(terms: set[str]) -> float:
        return math.sqrt(math.fsum(weights[term] * weights[term] for term in terms))

    people: dict[str, set[str]] = {}
    for post in members:
        people.setdefault(post.person, set()).update(post.terms)
    together: dict[str, float] = {}
    for terms in people.values():
        for term in terms if length(terms) else ():
            together[term] = together.get(term, 0.0) + weights[term] / length(terms)
    weighing = sum(length(terms) > 0.0 for terms in people.values())
    mean = math.fsum(weight * weight for weight in together.values()) - weighing
    mean /= len(people) * (len(people) - 1)
    usual = USUAL_COSINE
    if len(others) >= OTHERS_MIN:
        dots = [math.fsum(weights[term] * together.get(term, 0.0) for term in {*post.terms}) for post in others]
        cosines = [dot / length({*post.terms}) if dot else 0.0 for dot, post in zip(dots, others, strict=True)]
        usual = max(usual / 2, math.fsum(cosines) / (len(people) * len(others)))
    return (mean if mean > ROUNDING else 0.0) / usual


def test_sums_are_exact_whatever_their_order_and_wherever_a_share_comes_from() -> None:
    chance = random.Random(7)
    for _ in range(300):
        words = {f"word{number}": chance.choice((1.0, 10 ** chance.uniform(-6, 0))) for number in range(40)}
        weights = {word: -math.log(share) for word, share in words.items()}
        keys = KeySlots(1)
        slots = keys.allocate([word for word in words if chance.random() < 0.7], 0)
        shares = np.ones(len(slots) + 1)
        shares[slots] = [words[word] for word in keys.slots]
        near = [word for word in words if chance.random() < 0.1]
        terms = PostTerms(keys, near=lambda some, near=near: [word for word in some if word in near])  # type: ignore[misc]
        table = PostTable()

        def some(people: int, name: str, words: dict[str, float] = words, table: PostTable = table) -> Rows:
            texts = [chance.choices(list(words), k=chance.randint(0, 12)) for _ in range(people)]
            named = [(f"{name} {n}", f"{name} {chance.randint(0, n)}", tuple(text)) for n, text in enumerate(texts)]
            return rows_of([Post(ident, 0.0, person, "", text) for ident, person, text in named], table)

        members, others = some(chance.randint(2, 12), "member"), some(chance.randint(0, 20), "other")
        if len({post.person for post in members}) > 1:
            expected = one_by_one([*members], [*others], weights)
            for given in (Weights(words.__getitem__), Weights(words.__getitem__, terms, shares.__getitem__)):
                assert cohesion(members, others, given) == expected


def test_a_slot_that_another_key_was_given_stands_for_that() -> None:
    keys = KeySlots(1)
    slot = keys.allocate(["card"], 0)[0]
    terms, (row,) = PostTerms(keys), posts([["card", "late"]], "one")
    rows = rows_of([row])
    assert [terms.number("card"), *terms.of(rows)[1].tolist()] == [slot, [0, 2]]
    keys.release(["card"], 0)
    assert keys.allocate(["parcel"], 1) == [slot]
    numbers, places = terms.of(rows)
    assert slot not in numbers[: places[0, 1]]
    assert {terms.name(number) for number in numbers[: places[0, 1]].tolist()} == {"card", "late"}


def test_posts_of_another_table_are_looked_up_anew() -> None:
    """A brand has another table once it has forgotten somebody, with other posts in the same places."""
    keys = KeySlots(0)
    keys.allocate(["card", "late"], 0)
    terms = PostTerms(keys)
    for name in ("card", "late", "card"):
        numbers, places = terms.of(rows_of(posts([[name]], "one")))
        assert [keys.names[number] for number in numbers[places[0, 0] : places[0, 1]].tolist()] == [name]

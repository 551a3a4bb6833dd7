"""Texts that say nearly the same, by their runs of letters."""

from __future__ import annotations

import random
from zlib import crc32

from detectors.verdict.letter_runs import RUN, SHARED_MIN, TEMPLATES_MAX, KnownRuns, letter_runs

ALPHABET = "abcdeéжक्षあ "


def one_by_one(text: str) -> set[int]:
    letters = "".join(text.split())
    return {crc32(letters[at : at + RUN].encode()) for at in range(len(letters) - RUN + 1)}


def test_runs_are_those_of_letters_in_any_script() -> None:
    chance = random.Random(5)
    for _ in range(200):
        text = "".join(chance.choices(ALPHABET, k=chance.randrange(40)))
        assert letter_runs(text).hashes.tolist() == sorted(one_by_one(text))


def test_the_first_text_that_shares_enough_is_found() -> None:
    chance = random.Random(6)
    known, texts = KnownRuns(), list[str]()
    found = set()
    for _ in range(300):
        base = chance.choice(texts) if texts and chance.random() < 0.7 else "".join(chance.choices("abcdefghij", k=60))
        text = base[: chance.randrange(20, 61)] + "".join(chance.choices("abcdefghij", k=chance.randrange(30)))
        number = known.first_alike(letter_runs(text))
        assert number == next((at for at, other in enumerate(texts) if are_alike(one_by_one(other), one_by_one(text))), -1)
        found.add(number)
        if number < 0 and known.add(letter_runs(text)):
            texts.append(text)
    assert len(found) > 20


def are_alike(some: set[int], others: set[int]) -> bool:
    smaller, larger = sorted((len(some), len(others)))
    return smaller >= SHARED_MIN * larger and len(some & others) >= SHARED_MIN * smaller


def test_no_more_texts_are_held_than_there_is_room_for() -> None:
    known = KnownRuns()
    assert all(known.add(letter_runs("one two three")) for _ in range(TEMPLATES_MAX))
    assert not known.add(letter_runs("one two three"))

"""What reading leaves out to be fast changes nothing of what is read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from stream.reading import dates, load_mentions
from stream.reading.guesses import _most
from stream.reading.moments import Order

WORDS = (
    *("Nov", "november", "NOV", "sept", "Sept.", "août", "of", "at", "on", "and", "th", "st", "t", "T", "ad", "'"),
    *("pm", "AM", "a.m.", "p", "h", "hours", "min", "s", "UTC", "GMT", "Z", "z", "EST", "CESTX", "est", "Mon", "monday"),
    *("x", "Brumaire", "nan", "inf", "ⅷ", "ß", "Uhr", "ABCDEF", "Oct-", "date"),
)


@pytest.mark.parametrize("seed", range(2))
def test_a_word_that_the_library_does_not_know_is_read_by_it_neither(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(seed)
    texts = []
    for _ in range(1_500):
        numbers = (
            f"{chance.randint(0, 31)}",
            f"{chance.randint(1990, 2030)}",
            f"{chance.randint(0, 25)}:{chance.randint(0, 61)}",
        )
        parts = [chance.choice((*numbers, chance.choice(WORDS), chance.choice(WORDS))) for _ in range(chance.randint(2, 6))]
        texts.append(chance.choice((" ", "", " ", "-", "/", ", ")).join(parts)[:64])
    found = [dates._library(text, order) for text in texts for order in (Order.DAY_FIRST, Order.MONTH_FIRST)]
    monkeypatch.setattr(dates, "_may_be_known", lambda _: True)
    assert found == [dates._library(text, order) for text in texts for order in (Order.DAY_FIRST, Order.MONTH_FIRST)]
    assert any(found)


def test_blank_lines_are_passed_and_counted(tmp_path: Path) -> None:
    """Between rows they are nothing; within a text they are part of it, and a problem names its line."""
    path = tmp_path / "mentions.csv"
    blank = "\n" * 20_000
    rows = f'1,"a\n\n\nb",me,2024-11-01T00:00:00Z,acme{blank}2,c,me,2024-11-02T00:00:00Z,acme\r\n\r\n3,short{blank}'
    path.write_text(f"id,text,author,created_at,brand{blank}{rows}", newline="")
    loaded = load_mentions(path)
    assert [row.line for row in loaded.rows] == [20_001, 40_004]
    assert b'"a\\n\\n\\nb"' in loaded.rows[0].value
    (problem,) = loaded.problems.examples["wrong number of columns"]
    assert problem.line == 40_006


@pytest.mark.parametrize("share", [0.6, 0.9, 1 / 3])
def test_a_column_is_judged_as_if_all_of_it_had_been_looked_at(share: float) -> None:
    chance = Random(3)
    for many in (0, 1, 2, 3, 10, 299, 300, 400):
        for fitting in (0.0, share - 0.05, share, share + 0.05, 1.0):
            values = [chance.random() < fitting for _ in range(many)]
            looked = values[:300]
            assert _most(values, bool, share) == (bool(looked) and sum(looked) / len(looked) >= share)

"""Dates of one form are read alike: as each is by itself."""

from __future__ import annotations

from random import Random

import pytest

from stream.reading.moments import numeric_parts, taken_apart

TIMES = "| %H:%M| %H:%M:%S|T%H:%M:%SZ| %h:%M %p| %h:%M:%S p.m.| %H.%M| %Hh%M| um %H:%M Uhr| %H:%M UTC| %H:%M +02:00"
ODD = "%H:%M:%S.123|%H:%M CEST|%h %p|(%H:%M)|, %H:%M|%H:%M Europe/Berlin|%h:%M am|%h:%Mpm|%H:%M Etc/GMT+5|%H|7h|%H:%M 12"
TAILS = (*TIMES.split("|"), *(f" {one}" for one in ODD.split("|")))
HEADS = ("", "Mon ", "Sat, ", "%H:%M ", "08:15:22, ", "x ", "12 ")


def written(chance: Random) -> str:
    """A date in numbers, or nearly one."""

    def number(most: int) -> str:
        value = chance.randint(0, most)
        return chance.choice((f"{value}", f"{value:02}"))

    year = chance.choice((number(99), str(chance.randint(1990, 2030))))
    parts = chance.choice(([number(40), number(40), year], [year, number(40), number(40)], [number(40), year, number(40)]))
    text = chance.choice(HEADS) + chance.choice(("/", ".", "-", " / ")).join(parts) + chance.choice(TAILS)
    for sign, value in (("%H", number(30)), ("%h", number(14)), ("%M", f"{chance.randint(0, 70):02}"), ("%S", number(70))):
        text = text.replace(sign, value)
    return text.replace("%p", chance.choice(("AM", "PM", "a.m.", "p. m.")))


@pytest.mark.parametrize("seed", range(4))
def test_a_date_is_read_by_its_form_as_it_is_by_itself(seed: int) -> None:
    chance = Random(seed)
    texts = [written(chance) for _ in range(3_000)]
    assert [numeric_parts(text) for text in texts] == [taken_apart(text) for text in texts]
    assert sum(taken_apart(text) is not None for text in texts) > 300

"""One mention through intake: what of it goes into the log of an engine."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from detectors.mention import Complaint
from stream.config.load import load
from stream.intake.pipeline import SHOWN_CHARACTERS_MAX, Intake, build_intake

RECORD_MS = 1_741_132_800_000


@pytest.fixture(scope="module")
def intake() -> Intake:
    return build_intake(load({}, author_key="the key of the tests"))


def complaint(intake: Intake, text: str, **more: Any) -> Complaint:
    mention = {
        "id": "1",
        "text": text,
        "author": "ann",
        "created_at": RECORD_MS,
        "brand": "acme",
        "channel": "support-forum",
        **more,
    }
    made = intake.take(orjson.dumps(mention), RECORD_MS, 0, 0).complaint
    assert made is not None
    return made


def test_personal_data_is_in_no_part_of_the_log(intake: Intake) -> None:
    quoted = "so true RT @boss: call me on 0171/1234567 or write to jane@example.org, card 4111 1111 1111 1111"
    made = complaint(intake, "Printer broken, my number is 555-010-0199. " + quoted, title="tel 0171/1234567")
    written = orjson.dumps([made.text, made.title, made.terms, made.quoted and made.quoted.text])
    for secret in (b"0171", b"1234567", b"555", b"0199", b"jane", b"4111"):
        assert secret not in written
    assert made.quoted is not None
    assert "[phone]" in made.quoted.text
    assert {"printer", "broken"} <= set(made.terms)


def test_an_address_at_the_end_of_what_is_shown_is_not_cut_in_two(intake: Intake) -> None:
    for length in range(SHOWN_CHARACTERS_MAX - 30, 2 * SHOWN_CHARACTERS_MAX + 30, 7):
        text = ("it broke " * 300)[:length] + " jane.doe@mail.example.org and more " + "x" * 3_000
        assert "jane" not in complaint(intake, text).text
        assert len(complaint(intake, text).text) <= SHOWN_CHARACTERS_MAX


def test_one_handle_on_many_channels_is_one_person_unless_the_producer_says_otherwise(intake: Intake) -> None:
    people = {
        complaint(intake, "it broke", channel=f"channel {n}", author=name).person for n, name in enumerate(["Ann", "@ann"])
    }
    assert len(people) == 1
    assert len({complaint(intake, "it broke", channel=f"c{n}", author="4711").person for n in range(3)}) == 3
    assert len({complaint(intake, "it broke", channel="x", person=f"p{n}").person for n in range(3)}) == 3

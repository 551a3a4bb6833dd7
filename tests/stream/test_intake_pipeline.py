"""What intake makes of a mention beside its text: its rating, whether a program wrote it, what stands below it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from detectors.mention import UNNAMED, Basis, Complaint
from stream.config.load import load
from stream.intake.left_out import Reason
from stream.intake.pipeline import Accepted, Intake
from stream.kafka.codec import decode_mention
from stream.screens import load_screen

AT = 1_741_000_000_000
MENTION = {"id": "1", "text": "the app", "author": "ann", "brand": "acme", "created_at": AT, "channel": "reviews"}
INTAKE = Intake(load({}, author_key="the key of the tests"), load_screen())


def accepted(**fields: Any) -> Accepted:
    return INTAKE.take(orjson.dumps(MENTION | fields), AT, 0, 0)


def complaint(**fields: Any) -> Complaint:
    found = accepted(**fields).complaint
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("given", "rating"),
    [
        (1, 1.0),
        (4.5, 4.5),
        ("5", 5.0),
        ("4/5", 4.0),
        ("8/10", 4.2),
        ("0/10", 1.0),
        ("4,5", 4.5),
        (9, None),
        (True, None),
        ("good", None),
        ({"value": 3}, None),
        (None, None),
    ],
)
def test_a_rating_is_read_with_its_scale_and_never_refuses_a_mention(given: Any, rating: float | None) -> None:
    assert decode_mention(orjson.dumps(MENTION | {"rating": given}), AT).rating == rating


@pytest.mark.parametrize(
    "fields", ['"rating": %s', '"rating": -%s', '"rating": 5, "rating_scale": %s', '"rating": 1, "rating_scale": -%s']
)
def test_a_number_beyond_every_float_is_no_rating_and_no_fault(fields: str) -> None:
    value = orjson.dumps(MENTION)[:-1] + f", {fields % ('9' * 400)}}}".encode()
    found = INTAKE.take(value, AT, 0, 0).complaint
    assert found is not None
    assert found.basis is not Basis.RATING


def test_a_rating_decides_whatever_the_words() -> None:
    bad, good = complaint(text="wonderful, thank you", rating=1), complaint(text="broken, refund me", rating=5)
    assert (bad.basis, good.basis) == (Basis.RATING, Basis.RATING)
    assert bad.score > 0.9
    assert good.score < 0.1
    assert complaint(text="it arrived with a blue lid", rating=3.5).score == pytest.approx(0.29)


@pytest.mark.parametrize("given", [True, "true", "auto-replied", "auto-generated"])
def test_what_a_program_wrote_is_left_out(given: Any) -> None:
    found = accepted(text="your card is declined", automatic=given)
    assert found.complaint is None
    assert found.left_out is not None
    assert found.left_out.reason is Reason.AUTOMATIC


@pytest.mark.parametrize("given", [False, "no", "false", None, 0, ["x"]])
def test_what_a_person_wrote_stays(given: Any) -> None:
    assert complaint(text="my card is declined at the till", automatic=given).terms


def test_a_signature_is_no_term() -> None:
    signed = complaint(text="my card is declined\n\nSent from my iPhone")
    assert signed.terms == complaint(text="my card is declined").terms


@pytest.mark.parametrize("author", ["Guest", "Anonymous", "A Google user", "", None])
def test_who_is_not_known_is_marked_as_such_and_a_customer_of_that_name_is_not(author: str | None) -> None:
    one, other = (complaint(author=author, id=ident) for ident in "12")
    assert one.person != other.person
    assert one.person.startswith(UNNAMED)
    assert not complaint(author=author, person="customer 7").person.startswith(UNNAMED)
    assert not complaint().person.startswith(UNNAMED)

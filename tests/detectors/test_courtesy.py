"""Closing thanks below a complaint."""

from __future__ import annotations

import time

import pytest

from detectors.text.courtesy import without_closing_thanks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("My card is declined at the till. Thank you so much for your help", "My card is declined at the till."),
        ("I cannot log in since noon!\nMany thanks and best wishes", "I cannot log in since noon!"),
        ("Meine Karte wird abgelehnt. Vielen Dank und freundliche Grüße", "Meine Karte wird abgelehnt."),
        ("Ma carte est refusée depuis midi. Merci. Cordialement, A.", "Ma carte est refusée depuis midi."),
        ("カードが 使え ません。ありがとうございます。", "カードが 使え ません。"),
    ],
)
def test_closing_thanks_are_taken_off(text: str, left: str) -> None:
    assert without_closing_thanks(text).strip() == left


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for this lovely app!",
        "Great app. Thanks!",
        "Thanks for nothing, my order never came and nobody answers the phone for three days now",
        "",
        "…",
        "My card is declined at the till. Please help me, I have tried three cards today",
    ],
)
def test_what_is_no_closing_stays(text: str) -> None:
    assert without_closing_thanks(text) == text


def test_it_takes_time_in_proportion_to_the_text() -> None:
    def seconds(size: int) -> float:
        begin = time.process_time()
        without_closing_thanks("thanks. " * size)
        return time.process_time() - begin

    print(seconds(1_000), seconds(100_000))
    assert seconds(100_000) < 1.0

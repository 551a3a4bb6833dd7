"""What stands below a text is no part of it, and cutting it costs one pass over its lines."""

from __future__ import annotations

import time

import pytest

from detectors.text.signature import cut_signature


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The app is down.\n\nSent from my iPhone", "The app is down."),
        ("The app is down. Sent from my iPhone", "The app is down."),
        ("Kein Login möglich.\nVon meinem iPhone gesendet", "Kein Login möglich."),
        ("ログインできません。\niPhoneから送信", "ログインできません。"),
        ("No funciona.\n-- \nAna Pérez\nGerente", "No funciona."),
        ("It fails.\nOn Mon, 2 Mar 2026 at 10:11, Support wrote:\n> Please try again", "It fails."),
        ("Refused again.\nThis e-mail and any attachments are confidential.", "Refused again."),
    ],
)
def test_a_signature_is_cut(text: str, own: str) -> None:
    assert cut_signature(text) == own


@pytest.mark.parametrize(
    "text",
    [
        "Sent from my iPhone",
        "I sent from my old phone - it fails\nagain",
        "the mail sent via your form got lost, he wrote: no",
        "",
    ],
)
def test_what_is_the_matter_itself_stays(text: str) -> None:
    assert cut_signature(text) == text


def test_a_long_text_costs_one_pass() -> None:
    started = time.process_time()
    cut_signature("wrote:\n1 sent fro\n" * 20_000)
    assert time.process_time() - started < 2

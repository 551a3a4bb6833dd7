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
        ("Geht nicht mehr.\n\nAm 02.03.2026 um 10:11 schrieb Support:\n> Bitte neu starten", "Geht nicht mehr."),
        ("Ei toimi.\nma 2.3.2026 klo 10.11 Support (a@b.fi) kirjoitti:\n> Käynnistä uudelleen", "Ei toimi."),
        ("Ça plante.\n\nDe : Support\nEnvoyé : lundi 2 mars 2026 10:11\nObjet : RE: app\n\nRedémarrez", "Ça plante."),
        ("Sigue igual.\nDe: Soporte\nEnviado: lunes\nReinicie", "Sigue igual."),
        ("Die App stürzt ab.\n\nMit freundlichen Grüßen\nAnn Müller\nBananen GmbH\nHamburg", "Die App stürzt ab."),
        ("L'appli plante.\nCe message et ses pièces sont confidentiels, pour leur destinataire seul.", "L'appli plante."),
        (
            "アプリが落ちます。\n本メールには機密情報が含まれます。誤って受信された方は削除してください。",
            "アプリが落ちます。",
        ),
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
        "Saludos\nla aplicación no abre desde ayer y nadie me contesta en el teléfono de atención al cliente, dos días",
        "The app fails.\nYou sent a confidential bill to another recipient\nand nobody replies.",
        "De: tengo dos\npedidos perdidos",
        "",
    ],
)
def test_what_is_the_matter_itself_stays(text: str) -> None:
    assert cut_signature(text) == text


def test_a_long_text_costs_one_pass() -> None:
    started = time.process_time()
    for line in ("wrote:\n1 sent fro\n", "from:\n", "regards\n", "regards\n" + "x" * 90 + "\n", "this intended:\n"):
        cut_signature(line * 20_000)
    assert time.process_time() - started < 2

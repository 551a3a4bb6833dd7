"""Codes that lead to a person's order, booking or account: what stands behind such words as *order*."""

from __future__ import annotations

import re

from detectors.text import personal
from detectors.text.personal import Span

# A code follows one of these words; between the two stand only such as "number", "is", "#". Flight numbers, versions and
# error codes have other words before them and stay.
HEADS = (
    "booking|reservation|confirmation|record locator|locator|pnr|order|case|ticket|claim|incident|reference|ref|tracking|"
    "invoice|account|acct|customer|member|membership|loyalty|frequent flyer|ff|policy|serial|imei|passport|"
    "reserva|pedido|caso|referencia|factura|cuenta|cliente|encomenda|conta|fatura|"
    "commande|dossier|référence|facture|compte|réservation|"
    "bestellung|bestell|buchung|buchungs|rechnung|rechnungs|kunden|auftrag|auftrags|vorgang|vorgangs|sendungs|"
    "prenotazione|ordine|pratica|fattura|bestelling|boeking|zamówienie|zamówienia|заказ|заказа|"
    "parcel|shipment|consignment|sendung|colis|suivi|seguimiento|nric|cédula|cedula|passnummer|reisepass|pasaporte|passeport|"
    "complaint|contract|contrat|contrato|contratto|vertrag|vertrags|vertragskonto|mitglied|mitglieds|klant|client|klienta|"
    "localizador|expediente|incidencia|albarán|albaran|protocolo|protocollo|segnalazione|siniestro|sinistre|sinistro|umowa|umowy|"
    "reklamacja|reklamacji|zgłoszenie|zgłoszenia|paczka|paczki|przesyłka|przesyłki|sipariş|siparis|kargo|ärende|order|ordre|"
    "kunde|referentie|zending|pakket|subscription|voucher|licence|license|ausweis|personalausweis|dowód|serie|seria|"
    "注文番号|订单号|订单|訂單|单号|주문번호|송장번호|договор|договора|обращение|обращения|посылка|посылки"
)
LINKS = (
    "number|numbers|num|no|nr|n|nummer|nummeret|code|id|is|are|was|número|numero|numéro|de|es|est|ist|lautet|num|"
    "номер|numarası|numer"
)
# Found by itself, and then looked at for what stands before it: few texts have one, and most have one of the words.
CODE = re.compile(r"(?<![\w\-])(?:(?=[A-Za-z\-]{0,24}\d)[A-Za-z0-9](?:-?[A-Za-z0-9]){3,24}|[A-Z]{5,8})(?!\w)")
# Of parts between slashes, or with what they are in front: `ZAM/2024/77182`, `cus_9s6XKzkNRiz8i3`.
CODE_IN_PARTS = re.compile(
    r"(?<![\w\-])(?:(?=[A-Z/]{3,18}\d)[A-Z]{2,5}(?:/[A-Z0-9]{2,12}){1,3}|"
    r"[a-z]{2,5}_(?=[A-Za-z]{0,20}\d)[A-Za-z0-9]{8,24}|[A-Z]{0,4}-?\d{2,12}(?:[/\-][A-Z0-9]{1,12}){1,3})(?!\w)"
)
_CODE_BEFORE = re.compile(
    rf"(?<!\w)(?P<head>{HEADS})(?P<link>(?:[ \-]?(?:(?:{LINKS})\b|n°|nº|№)\.?){{0,3}}[ :#=\-]{{0,4}})\Z", re.I
)
LETTERS_ONLY_CODE = re.compile(r"[A-Z](?<!\w.)[A-Z]{4,7}(?!\w)")
# The words of `HEADS` begin with these letters.
_HEAD_LETTERS = 3
_HEAD_BEGINS = frozenset(head[:_HEAD_LETTERS] for head in HEADS.split("|"))
_SHORT_HEADS = tuple(head for head in HEADS.split("|") if len(head) < _HEAD_LETTERS)
_WORDS = re.compile(r"\w+").findall
_LOWER_DIGITS_MIN = 3
_PARTS_DIGITS_MIN = 5
_YEAR = re.compile(r"(?:19|20)\d\d")


def code(match: re.Match[str]) -> Span | None:
    beginning = personal.text_before(match)
    # A look at the words first: to try every way to say "order number" at every place costs ten times as much.
    if beginning.isascii() and not any(map(_may_be_head, _WORDS(beginning.lower()))):
        return None
    before = _CODE_BEFORE.search(beginning)
    if before is None:
        return None
    head, link, found = before["head"], before["link"], match[0]
    span = match.start(), match.end(), "[code]"
    digits = sum(map(str.isdigit, found))
    is_year = _YEAR.fullmatch(found) and not link.strip()
    if is_year or ("/" in found and (digits < _PARTS_DIGITS_MIN or personal.DATES.fullmatch(found))):
        return None
    if digits == 0:
        # Letters alone are a code only where the writer says so ("ref is XKJDQZ") and does not shout.
        is_named = found.isupper() and 5 <= len(found) <= 8 and link.strip() and not (head.isupper() and len(head) > 3)
        return span if is_named else None
    if found.upper() == found:
        return span
    # In lower case it may be a word with a number in it: "order iphone13".
    is_introduced = any(sign in link for sign in "#:=") or len(link.split()) > 0
    return span if digits >= _LOWER_DIGITS_MIN or (is_introduced and len(found) >= 5) else None


def _may_be_head(word: str) -> bool:
    return word[:_HEAD_LETTERS] in _HEAD_BEGINS or word.startswith(_SHORT_HEADS)

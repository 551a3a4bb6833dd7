"""Masking of personal data in texts that people are shown or that are kept."""

from __future__ import annotations

import re

from detectors.text.clean import printable

_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]++(?:\.[\w\-]++)++")
# Not inside a longer token: the groups of a crash id or a path are no telephone numbers.
_DIGITS = re.compile(r"(?<![\w.#\-/=])(?:\+|00)?\(?\d(?:[ ().\-/]{0,2}\d){6,24}(?![\w/]|-\w)")
_DATE = re.compile(r"(?:\d{4}[./\-]\d{1,2}[./\-]\d{1,2}|\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4})(?:[ T]\d{1,2})?$")
_BUILD = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{0,6}$")
_VERSION = re.compile(r"\d{1,5}(?:\.\d{1,6}){1,4}(?: \d{1,3})?$")
_DOTTED_PHONE = re.compile(r"\d\d(?:\.\d\d){4}$|\d{3}\.\d{3}\.\d{4}$")

_DIGIT = re.compile(r"\d")
# What every code has in it, whatever stands before it: most texts are done with once it is not found.
_LIKE_A_CODE = re.compile(r"[A-Z0-9](?:-?[A-Z0-9]){3}")

# A code follows one of these words; between the two stand only such as "number", "is", "#". Flight numbers, versions and
# error codes have other words before them and stay.
_HEADS = (
    "booking|reservation|confirmation|record locator|locator|pnr|order|case|ticket|claim|incident|reference|ref|tracking|"
    "invoice|account|acct|customer|member|membership|loyalty|frequent flyer|ff|policy|serial|imei|passport|"
    "reserva|pedido|caso|referencia|factura|cuenta|cliente|encomenda|conta|fatura|"
    "commande|dossier|référence|facture|compte|réservation|"
    "bestellung|bestell|buchung|buchungs|rechnung|rechnungs|kunden|auftrag|auftrags|vorgang|vorgangs|"
    "prenotazione|ordine|pratica|fattura"
)
_LINKS = "number|numbers|num|no|nr|nummer|code|id|is|are|was|número|numero|numéro|n°|nº|de|es|est|ist|lautet|num"
_CODE = re.compile(
    rf"(?<!\w)({_HEADS})((?:[ \-]?(?:{_LINKS})\b\.?){{0,3}}[ :#=\-]{{0,4}})"
    r"(?-i:(?=[A-Z0-9\-]*\d|[A-Z]{5,8}(?!\w))([A-Z0-9](?:-?[A-Z0-9]){3,24}))(?!\w)",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """`text` with e-mail addresses, telephone and card numbers, and codes after such words as *order* replaced.

    In their place stand `[email]`, `[phone]`, `[card]`, `[code]`. Dates, versions, error codes and flight numbers stay.
    Capped like `normalise`, without invisible or control characters, linear.

    >>> mask("Order no. A1B2C3, call +1 (555) 010-0199 or me@example.org about flight UA1234 on 2020-12-31, version 63.0.3")
    'Order no. [code], call [phone] or [email] about flight UA1234 on 2020-12-31, version 63.0.3'
    """
    text = printable(text)
    if "@" in text:
        text = _EMAIL.sub("[email]", text)
    if _DIGIT.search(text):
        text = _DIGITS.sub(_number, text)
    return _CODE.sub(_code, text) if _LIKE_A_CODE.search(text) else text


def _code(match: re.Match[str]) -> str:
    head, link, code = match.groups()
    # Letters alone are a code only where the writer says so ("ref is XKJDQZ") and does not shout.
    if code.isalpha() and ((head.isupper() and len(head) > 3) or not link.strip()):
        return match[0]
    return f"{head}{link}[code]"


def _number(match: re.Match[str]) -> str:
    found = match[0]
    if _DATE.match(found) or _BUILD.match(found) or (_VERSION.match(found) and not _DOTTED_PHONE.match(found)):
        return found
    digits = [int(c) for c in found if c.isdigit()]
    if 13 <= len(digits) <= 19 and _luhn(digits):
        return "[card]"
    # Seven or eight digits in one piece are as often the number of an error; with a plus or set apart they are a telephone.
    if len(digits) >= 9 or not found.isdigit():
        return "[phone]"
    return found


def _luhn(digits: list[int]) -> bool:
    doubled = [d if i % 2 == 0 else (2 * d if d < 5 else 2 * d - 9) for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0

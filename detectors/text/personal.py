"""What personal data looks like: a pattern for each kind, and whether what it found is that kind.

A pattern is generous; its judge is not. A judge returns where the data stands and what to write there, or None: dates,
versions, builds, prices and error codes are numbers too. Checksums are those of python-stdnum.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_address

from stdnum import iban, luhn
from stdnum.es import dni

Span = tuple[int, int, str]
Judge = Callable[[re.Match[str]], Span | None]

_DOT = r"dot|punto|punkt|point|ponto|точка|kropka"
_ASCII_NAMES = r"arroba|arobase|chiocciola"
AT_NAMES = rf"{_ASCII_NAMES}|ät|собака|małpa"
# A name apart from its sign is an address where people have their mail.
_PROVIDERS = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|aol|proton|protonmail|yandex)\."
EMAIL = re.compile(
    rf"(?<![\w.+\-])[\w.+\-]++(?:@| ?[(\[{{<] ?(?:at|chez|{AT_NAMES}) ?[)\]}}>] ?|"
    rf" ?@ ?(?={_PROVIDERS})|[(\[{{<]a[)\]}}>](?=[\w\-]{{2,63}}\.)|"
    rf" (?:at|{AT_NAMES}) (?=[\w\-]{{2,63}} (?:{_DOT}) )| (?:@|{AT_NAMES}) (?=[\w\-]{{2,63}}\.[^\W\d_]{{2}}))"
    rf"[\w\-]++(?:(?:\.| ?[(\[{{<] ?(?:{_DOT}) ?[)\]}}>] ?| (?:{_DOT}) )[\w\-]++)++",
    re.I,
)
IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \-.]?[A-Za-z0-9]){11,30}")
IDENTITY = re.compile(
    r"(?<![\w.\-/])(?:"
    r"(?P<nino>[A-Za-z]{2} ?\d\d ?\d\d ?\d\d ?[A-Da-d])"
    r"|(?P<dni>[XYZxyz]?[\- ]?\d{1,2}\.?\d{3}\.?\d{3}[\- ]?[A-HJ-NP-TV-Za-hj-np-tv-z])"
    r"|(?P<fiscal>[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z])"
    r"|(?P<hetu>\d{6}[-+A]\d{3}[0-9A-Y])"
    r"|(?P<resident>\d{17}[Xx])"
    r"|(?P<rut>\d{1,2}\.\d{3}\.\d{3}-[\dkK])"
    r"|(?P<born>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])-\d{4})"
    r"|(?P<pan>[A-Z]{5}\d{4}[A-Z])"
    r"|(?P<rfc>[A-ZÑ]{4}\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[HM][A-Z]{5}[A-Z0-9]\d|[A-Z0-9]{3}))"
    r")(?![\w\-])"
)
NETWORK = re.compile(
    r"(?<![\w.:\-])(?:\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)|(?:[0-9A-Fa-f]{0,4}:){2,8}[0-9A-Fa-f]{0,4}(?![\w:]))"
)
_EXTENSION = (
    r"(?:[ ,;]{0,2}(?:extension|extn|ext|x|durchwahl|dw|poste|ramal|anexo|interno|int|доб|wew)\.?:? ?#?\d{1,6}(?!\d))?"
)
PHONE_WORDS = (
    "telephone|telefono|teléfono|telefone|telefoon|telefon|téléphone|telp|tel|tél|tlf|tfn|puhelin|puh|phone|fone|fon|"
    "mobile|mobil|móvil|movil|celular|cellphone|cell|cel|handy|fax|gsm|whatsapp|whats app|sms|text me|hotline|helpline|"
    "call me at|call me on|call me|call|ring me|ring|rufen sie|ruf|appelez le|appelez|llama al|llámame al|llamar al|ligue|"
    "chiama|bel|zadzwoń|тел|телефон|моб|電話番号|電話|电话|手机|핸드폰|전화|โทร|फोन|هاتف|جوال|טלפון|sđt"
)
_PHONE_BEFORE = re.compile(rf"(?<!\w)(?:wa\.me/|(?:{PHONE_WORDS})(?:[ .:=/#\-]{{0,3}}|\b.{{0,3}}=))\Z", re.I)
# Both begin with a set of characters, so that only these are looked at: a sign, a bracket or a digit; what may not stand
# before it is asked behind it.
PHONE = re.compile(
    rf"(?P<number>[+(\d](?<!\d.)(?:(?<=\+)\(?\d|(?<=\()\d|(?<=\d))(?:[ ().\-/]{{0,3}}\d){{5,18}}{_EXTENSION})(?!\d)", re.I
)
# Not inside a longer token: the groups of a crash id or a path are no telephone numbers. Where nobody writes blanks between
# words (kana, Chinese, Korean, Thai), a word ends anywhere.
_NO_BLANKS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
NUMBER = re.compile(
    rf"(?P<number>[+(\d](?<!(?:[^\W{_NO_BLANKS}]|[.#\-/=]).)(?:(?<=\+)\(?\d|(?<=\()\d|(?<=0)0\(?\d|(?<=\d))"
    rf"(?:[ ().\-/]{{0,3}}\d){{6,24}}{_EXTENSION})(?![^\W{_NO_BLANKS}]|/|-\w)",
    re.I,
)

_GROUPS = re.compile(r"\d+")
_DATES = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[./\-](?:0?[1-9]|1[0-2])[./\-](?:[0-2]?\d|3[01])"
    r"|(?:[0-2]?\d|3[01])[./\-](?:[0-2]?\d|3[01])[./\-](?:(?:19|20)\d\d|\d\d))(?!\d)(?:[ T]\d{1,2}(?!\d))?"
)
# Dates, builds and plain versions that stand in a row with other short numbers.
_RELEASES = re.compile(
    rf"{_DATES.pattern}|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{{0,6}}(?!\d)"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,6}){0,2}\.0(?:\.\d{1,6}){0,3}(?!\d)"
)
_BUILD = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{0,6}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[ /\-]{1,3}(?:19|20)\d\d){1,7}")
_VERSION = re.compile(r"(?!0\d)\d{1,5}(?:\.\d{1,6}){1,4}(?: \d{1,3})?")
_DOTTED_PHONE = re.compile(
    r"\d\d(?:\.\d\d){4}|\d{3}\.\d{3}\.\d{4}|[2-9]\d\d\.\d{3}\.\d{3}|\d{3}\.\d{4}\.\d{4}(?:\.\d\d)?|\d{2,3}\.\d{3}\.\d{2}\.\d{2}"
)
_DECIMALS = re.compile(r"\d{1,6}\.\d\d(?: ?- ?\d{1,6}\.\d\d)+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .]\d{3})+")
_CURRENCY = "[$€£¥₹₽₩₺₴₫₱₦]|USD|EUR|GBP|CHF|JPY|INR|RUB|BRL|IDR|VND|KRW|HUF|CZK|PLN|SEK|NOK|DKK|Rs|Rp|R\\$|kr|zł|Kč|Ft|руб"
_MONEY_BEFORE = re.compile(rf"(?:{_CURRENCY})\.? ?\Z", re.I)
_COUNTED_AFTER = re.compile(
    r" (?:views|downloads|users|people|customers|visitors|followers|subscribers|times|steps|rows|files|bytes|items|votes|"
    r"points|nutzer|aufrufe|kunden|schritte|utilisateurs|vues|clients|usuarios|vistas|descargas|clientes|utenti|visualizzazioni|"
    r"пользователей|просмотров|[kmgt]i?b|ms|[kmg]?hz|[km]bps|mbit|mah|km|kg|mm|rpm)(?!\w)",
    re.I,
)
# Of goods, not of people.
_GOODS_BEFORE = re.compile(r"(?<!\w)(?:isbn|ean|gtin|upc|asin|rfc|part (?:number|no|nr)\.?)(?:-?1[03])?[ :#]{0,3}\Z", re.I)
# Results of games, numbers one after the other, and decimals of more places than a telephone has groups.
_RESULTS = re.compile(r"\d{1,2}-\d{1,2}(?: \d{1,2}-\d{1,2}){1,8}")
_COUNTED_MIN = 4
_LONG_DECIMAL = re.compile(r"\d\.\d{6,24}")
_GROUPED_CODE = re.compile(r"\d{2,6}(?:-\d{2,6}){1,2}")
_PAIRS = re.compile(r"0\d(?:[/.]\d\d){4}")
_MONEY_WORDS = "euros?|dollars?|pounds?|rupees?|rupiah|won|yen|pesos?|reais|forint|crowns?|krona|円|元"
_MONEY_AFTER = re.compile(rf"(?:,\d\d)? ?(?:{_CURRENCY}|{_MONEY_WORDS})(?!\w)", re.I)
_ERROR_BEFORE = re.compile(
    r"(?:error|errors|err|errno|fehler|fehlercode|erreur|fout|errore|erro|код|ошибка|code|código|codice|status|exception|"
    r"hresult|pages?|lines?|rows?|seiten?|bug|issue|build|version|versión|ver|firmware|release|kb|event|exit|stop|エラー|错误|错误代码)"
    r"(?: (?:code|number|no|nr|id|is|was|código))?\.?[ :#=(\-]{0,3}\Z",
    re.I,
)
_VERSION_BEFORE = re.compile(
    r"(?:\bv|chrome|firefox|edge|safari|opera|flash|windows|win|win ?10|ios|android|macos|os|driver|app|client|version|"
    r"versions|updated?|updated to|x64|bit|/)[ /:\-]{0,3}\(?\Z",
    re.I,
)
_BEFORE_CHARS = 40
# No such pattern is longer.
_PHONE_CHARS, _VERSION_CHARS, _ERROR_CHARS, _MONEY_CHARS, _GOODS_CHARS = 20, 20, 30, 10, 16

# A code follows one of these words; between the two stand only such as "number", "is", "#". Flight numbers, versions and
# error codes have other words before them and stay.
HEADS = (
    "booking|reservation|confirmation|record locator|locator|pnr|order|case|ticket|claim|incident|reference|ref|tracking|"
    "invoice|account|acct|customer|member|membership|loyalty|frequent flyer|ff|policy|serial|imei|passport|"
    "reserva|pedido|caso|referencia|factura|cuenta|cliente|encomenda|conta|fatura|"
    "commande|dossier|référence|facture|compte|réservation|"
    "bestellung|bestell|buchung|buchungs|rechnung|rechnungs|kunden|auftrag|auftrags|vorgang|vorgangs|sendungs|"
    "prenotazione|ordine|pratica|fattura|bestelling|boeking|zamówienie|zamówienia|заказ|заказа|"
    "parcel|shipment|consignment|sendung|colis|suivi|seguimiento|nric|cédula|cedula|passnummer|reisepass|pasaporte|passeport"
)
LINKS = "number|numbers|num|no|nr|n|nummer|code|id|is|are|was|número|numero|numéro|de|es|est|ist|lautet|num|номер"
# Found by itself, and then looked at for what stands before it: few texts have one, and most have one of the words.
CODE = re.compile(r"(?<![\w\-])(?:(?=[A-Za-z\-]{0,24}\d)[A-Za-z0-9](?:-?[A-Za-z0-9]){3,24}|[A-Z]{5,8})(?!\w)")
# Of parts between slashes, or with what they are in front: `ZAM/2024/77182`, `cus_9s6XKzkNRiz8i3`.
CODE_IN_PARTS = re.compile(
    r"(?<![\w\-])(?:(?=[A-Z/]{3,18}\d)[A-Z]{2,5}(?:/[A-Z0-9]{2,12}){1,3}|"
    r"[a-z]{2,5}_(?=[A-Za-z]{0,20}\d)[A-Za-z0-9]{8,24})(?!\w)"
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


# One of the last words before an address leads to it.
_LEADING = ("mail", "reach", "contact", "write", "schreib", "escrib", "escríb", "écri", "correo")
_LEADING_WORDS, _LEADING_CHARS = 3, 24


def email(match: re.Match[str]) -> Span | None:
    """An address; with a space before its sign it takes a name that could be one ("lunch @ cafe.example" is none), or a
    word before it that leads to one."""
    name, apart, after = match[0].partition(" @")
    if apart and name.isalpha() and (after[0] == " " or not _leads_to_address(_before(match, _LEADING_CHARS))):
        return None
    return match.start(), match.end(), "[email]"


def _leads_to_address(before: str) -> bool:
    words = _WORDS(before.casefold())[-_LEADING_WORDS:]
    return any(lead in word for word in words for lead in _LEADING)


def bank_account(match: re.Match[str]) -> Span | None:
    """The longest beginning that is an IBAN; or, with a slip in it, what is set in its groups of four."""
    places = [place for place, char in enumerate(match[0]) if char.isalnum()]
    compact = "".join(match[0][place] for place in places).upper()
    for length in range(min(34, len(compact)), 14, -1):
        after = places[length - 1] + 1
        if not match[0][after : after + 1].isalnum() and iban.is_valid(compact[:length]):
            return match.start(), match.start() + after, "[iban]"
    grouped = _GROUPED_IBAN.match(match[0])
    return (match.start(), match.start() + grouped.end(), "[iban]") if grouped else None


_GROUPED_IBAN = re.compile(r"[A-Z]{2}\d{2}(?:(?:[ .\-][A-Z0-9]{4}){3,7}(?:[ .\-]\d{1,4})?|\d{12,28})(?![A-Za-z0-9])")


def identity(match: re.Match[str]) -> Span | None:
    found = match[match.lastgroup or 0]
    if match.lastgroup == "dni" and not _is_dni("".join(filter(str.isalnum, found.upper()))):
        return None
    if match.lastgroup == "born":
        # Of Sweden, by its checksum; builds are written like it.
        is_build = _ERROR_BEFORE.search(_before(match, _ERROR_CHARS)) or _VERSION_BEFORE.search(
            _before(match, _VERSION_CHARS)
        )
        if is_build or not luhn.is_valid(found[2:].replace("-", "")):
            return None
    return match.start(), match.end(), "[id]"


def _is_dni(compact: str) -> bool:
    """Of Spain, by its letter: `12345678Z`; of a foreigner with X, Y or Z in front."""
    if compact[0] in "XYZ":
        compact = str("XYZ".index(compact[0])) + compact[1:]
    return len(compact) == 9 and bool(dni.is_valid(compact))


_MAC = re.compile(r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}")


def network(match: re.Match[str]) -> Span | None:
    found = match[0]
    if _MAC.fullmatch(found):
        return match.start(), match.end(), "[id]"
    if "." in found and (
        _ERROR_BEFORE.search(_before(match, _ERROR_CHARS)) or _VERSION_BEFORE.search(_before(match, _VERSION_CHARS))
    ):
        return None
    # Of the versions of four numbers most have two zeros in the middle.
    if ".0.0." in found and not found.startswith(("10.", "127.")):
        return None
    try:
        ip_address(found)
    except ValueError:
        return None
    return (match.start(), match.end(), "[ip]") if len(found) > 3 else None


def phone(match: re.Match[str]) -> Span | None:
    """A number after such a word as *call*: six digits are enough."""
    found = match["number"]
    if not _PHONE_BEFORE.search(_before(match, _PHONE_CHARS)):
        return None
    if _is_version(found) or _DATES.fullmatch(found) or _MONEY_AFTER.match(_after(match)):
        return None
    return match.start("number"), match.end("number"), "[card]" if _is_card(found) else "[phone]"


def long_number(match: re.Match[str]) -> Span | None:
    return _number(match, digits_min=9)


def short_number(match: re.Match[str]) -> Span | None:
    """What is left once codes are cut out: eight digits in one piece are how Danes and Norwegians write theirs."""
    return _number(match, digits_min=8)


def _number(match: re.Match[str], digits_min: int) -> Span | None:
    found = match["number"]
    digits = sum(map(str.isdigit, found))
    if _GOODS_BEFORE.search(_before(match, _GOODS_CHARS)):
        return None
    if _is_card(found):
        return match.start("number"), match.end("number"), "[card]"
    if _is_something_else(found, digits, match):
        return None
    # Seven digits in one piece are as often the number of an error; with a plus or set apart they are a telephone.
    if found.isdigit() and (digits < digits_min or (digits == 8 and found.startswith("80"))):
        return None
    return match.start("number"), match.end("number"), "[phone]"


def _is_something_else(found: str, digits: int, match: re.Match[str]) -> bool:
    if found.startswith("+") or _PAIRS.fullmatch(found):
        return False
    if found[0] != "0" and _COUNTED_AFTER.match(_after(match)):
        return True
    if _BUILD.fullmatch(found) or _YEARS.fullmatch(found) or _DECIMALS.fullmatch(found) or _is_version(found):
        return True
    if sum(map(str.isdigit, _RELEASES.sub("", found))) < 7 and digits < 20:
        return True
    if found[0] != "0" and _VERSION_BEFORE.search(_before(match, _VERSION_CHARS)):
        return True
    if _MONEY_BEFORE.search(_before(match, _MONEY_CHARS)) or _MONEY_AFTER.match(_after(match)):
        return True
    if digits == 7 and _THOUSANDS.fullmatch(found):
        return True
    if any(shape.fullmatch(found) for shape in (_RESULTS, _LONG_DECIMAL)) or _is_counting(found.split(" ")):
        return True
    return (found.isdigit() or any(shape.fullmatch(found) for shape in (_THOUSANDS, _GROUPED_CODE))) and bool(
        _ERROR_BEFORE.search(_before(match, _ERROR_CHARS))
    )


def _is_counting(groups: list[str]) -> bool:
    """Whether somebody counts: `5 6 7 8 9 10 11`."""
    return sum(len(group) == 1 for group in groups) >= _COUNTED_MIN and all(
        group.isdigit() and len(group) <= 2 for group in groups
    )


def _before(match: re.Match[str], chars: int = _BEFORE_CHARS) -> str:
    return match.string[max(0, match.start() - chars) : match.start()]


def _after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + _BEFORE_CHARS]


def _is_version(found: str) -> bool:
    return bool(_VERSION.fullmatch(found)) and not _DOTTED_PHONE.fullmatch(found)


def _is_card(found: str) -> bool:
    """By its checksum and its groups: of four, or of four, six and five; a version has shorter ones."""
    groups = _GROUPS.findall(found)
    digits = "".join(groups)
    return 13 <= len(digits) <= 19 and (len(groups) == 1 or min(map(len, groups[:-1])) >= 4) and bool(luhn.is_valid(digits))


def code(match: re.Match[str]) -> Span | None:
    beginning = _before(match)
    # A look at the words first: to try every way to say "order number" at every place costs ten times as much.
    if beginning.isascii() and not any(map(_may_be_head, _WORDS(beginning.lower()))):
        return None
    before = _CODE_BEFORE.search(beginning)
    if before is None:
        return None
    head, link, found = before["head"], before["link"], match[0]
    span = match.start(), match.end(), "[code]"
    digits = sum(map(str.isdigit, found))
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


FOUR_DIGITS = re.compile(r"\d(?:[ .:\-A-Z]?\d){3}")
SIX_DIGITS = re.compile(r"\d(?:[ ().\-/]{0,3}\d){5}")
# The digits of any of `IDENTITY`, from the first on.
IDENTITY_DIGITS = re.compile(
    r"\d(?:\d ?\d\d ?\d\d ?[A-Da-d]|\d?\.?\d{3}\.?\d{3}[\- ]?[A-Za-z]|\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|\d{5}[-+A]\d{3}[0-9A-Y]"
    r"|\d{16}[Xx]|\d?\.\d{3}\.\d{3}-[\dkK]|\d{3}[A-Z]|\d{7}-\d{4})"
)
# What holds digits is looked for around them only; no pattern reaches further beyond its digits than `DIGITS_REACH`.
DIGITS_REACH = 64
_DIGITS = re.compile(rf"\d(?:\D{{0,{2 * DIGITS_REACH}}}+\d)*+")
# An address of version 6 may be of letters alone, and is looked for in the whole text where two colons are so near.
COLONS = re.compile(r":[0-9A-Fa-f]{0,4}:")
DOTTED_DIGITS = re.compile(r"\d\.\d{1,3}\.\d{1,3}\.\d")
# What any e-mail address in ASCII has, of its three ways to be written; each begins with a character that is quickly found.
_AT_SIGN = re.compile(rf"@(?<=[\w.+\-]@)[\w\-]| @ |@ ?(?i:{_PROVIDERS})")
_AT_WORD = re.compile(
    rf" (?:at|{_ASCII_NAMES}) (?=[\w\-]{{2,63}} (?:{_DOT}) )| (?:{_ASCII_NAMES}) (?=[\w\-]{{2,63}}\.)", re.I
)
_AT_BRACKETED = re.compile(rf"[(\[{{<] ?(?:at|chez|{_ASCII_NAMES}) ?[)\]}}>]|[(\[{{<]a[)\]}}>][\w\-]", re.I)


def may_hold_email(text: str) -> bool:
    """Whether a text of ASCII has what any e-mail address has, of the three ways to write one."""
    return bool(_AT_SIGN.search(text) or _AT_WORD.search(text) or _AT_BRACKETED.search(text))


def around_digits(text: str) -> list[tuple[int, int]]:
    """The parts of a text that hold its digits and whatever the patterns take along with them."""
    found = [one.span() for one in _DIGITS.finditer(text)]
    return [(max(0, start - DIGITS_REACH), end + DIGITS_REACH) for start, end in found]

"""What personal data looks like: a pattern for each kind, and whether what it found is that kind.

A pattern is generous; its judge is not. A judge returns where the data stands and what to write there, or None: dates,
versions, builds, prices and error codes are numbers too. Checksums are those of python-stdnum.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from stdnum import iban, luhn

Span = tuple[int, int, str]
Judge = Callable[[re.Match[str]], Span | None]

_DOT = r"dot|punto|punkt|punt|point|ponto|точка|kropka"
_ASCII_NAMES = r"arroba|arobase|chiocciola|apenstaartje"
# Where money is sent to by such an address (India).
_PAYMENT_BANKS = r"(?:ybl|ibl|axl|okaxis|oksbi|okicici|okhdfcbank|paytm|ptyes|ptaxis|apl|yapl|upi|jupiteraxis|freecharge)"
AT_NAMES = rf"{_ASCII_NAMES}|ät|собака|małpa"
# A name apart from its sign is an address where people have their mail.
_PROVIDERS = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|aol|proton|protonmail|yandex)\."
EMAIL = re.compile(
    rf"(?<![\w.+\-])[\w.+\-]++(?:(?: ?[(\[{{<] ?(?:{_DOT}) ?[)\]}}>] ?| (?:{_DOT}) )[\w.+\-]++){{0,3}}+"
    rf"(?:@| ?[(\[{{<] ?(?:at|chez|{AT_NAMES}) ?[)\]}}>] ?|"
    rf" ?@ ?(?={_PROVIDERS})|[(\[{{<]a[)\]}}>](?=[\w\-]{{2,63}}\.)|"
    rf" (?:at|chez|{AT_NAMES}) (?=[\w\-]{{2,63}} (?:{_DOT}) )| (?:@|{AT_NAMES}) (?=[\w\-]{{2,63}}\.[^\W\d_]{{2}}))"
    rf"(?:{_PAYMENT_BANKS}(?![\w.])|[\w\-]++(?:(?:\.| ?[(\[{{<] ?(?:{_DOT}) ?[)\]}}>] ?| (?:{_DOT}) )[\w\-]++)++)",
    re.I,
)
IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \-.]?[A-Za-z0-9]){11,30}")
# Wherever they stand, also in what programs write: by the numbers that issuers have, and their checksum.
CARD = re.compile(
    r"[2-6](?<!\d.)(?:(?<=3)[47]\d\d[ .\-]?\d{6}[ .\-]?\d{5}|(?<=3)[068]\d\d[ .\-]?\d{6}[ .\-]?\d{4}"
    r"|(?:(?<=4)\d{3}|(?<=5)[1-5]\d\d|(?<=2)[2-7]\d\d|(?<=6)(?:011|5\d\d)|(?<=3)5[2-8]\d)(?:[ .\-]?\d{4}){3})(?!\d)"
)
NETWORK = re.compile(
    r"(?<![\w.:\-])(?:[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![\w\-])|\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)|(?:[0-9A-Fa-f]{0,4}:){2,8}[0-9A-Fa-f]{0,4}(?![\w:]))"
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
# In what programs write: `contact_phone=`, `"mobile": "`.
_FIELD_BEFORE = re.compile(
    r"(?:phone|mobile|msisdn|contact|whatsapp|my number)[a-z_]{0,8}[\"']{0,2} ?[=:] ?[\"']{0,2}\Z", re.I
)
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
DATES = re.compile(
    r"(?<!\d)(?:[0-2]?\d|3[01])\. ?(?:[0-2]?\d|3[01])\. ?(?:19|20)\d\d(?!\d)|"
    r"(?<!\d)(?:(?:19|20)\d\d[./\-](?:0?[1-9]|1[0-2])[./\-](?:[0-2]?\d|3[01])"
    r"|(?:[0-2]?\d|3[01])[./\-](?:[0-2]?\d|3[01])[./\-](?:(?:19|20)\d\d|\d\d))(?!\d)(?:[ T]\d{1,2}(?!\d))?"
)
# Dates, builds and plain versions that stand in a row with other short numbers.
_RELEASES = re.compile(
    rf"{DATES.pattern}|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{{0,6}}(?!\d)"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,6}){0,2}\.0(?:\.\d{1,6}){0,3}(?!\d)"
)
_BUILD = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{0,6}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[ /\-]{1,3}(?:19|20)\d\d){1,7}")
_VERSION = re.compile(r"(?!0\d)\d{1,5}(?:\.\d{1,6}){1,4}(?: \d{1,3})?")
_DOTTED_PHONE = re.compile(
    r"\d\d(?:\.\d\d){4}|\d{3}\.\d{3}\.\d{4}|[2-9]\d\d\.\d{3}\.\d{3}|\d{3}\.\d{4}\.\d{4}(?:\.\d\d)?|\d{2,3}\.\d{3}\.\d{2}\.\d{2}"
    r"|\d{3}(?:\.\d\d){3}"
)
_DECIMALS = re.compile(r"\d{1,6}\.\d\d(?: ?- ?\d{1,6}\.\d\d)+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .]\d{3})+")
_CURRENCY = (
    "(?-i:UZS|KZT|RSD|RON|BGN|UAH|GEL|PKR|BDT|LKR|THB|PHP|MYR|SGD|TWD|HKD|NZD|AUD|CAD|MXN|COP|CLP|ARS|PEN|UYU|ZAR|NGN|KES|GHS|"
    "EGP|MAD|TND|ILS|SAR|AED|QAR|KWD|TRY)|"
    "[$€£¥₹₽₩₺₴₫₱₦]|USD|EUR|GBP|CHF|JPY|INR|RUB|BRL|IDR|VND|KRW|HUF|CZK|PLN|SEK|NOK|DKK|Rs|Rp|R\\$|kr|zł|Kč|Ft|руб"
)
_MONEY_BEFORE = re.compile(rf"(?:{_CURRENCY})\.? ?\Z", re.I)
_COUNTED_AFTER = re.compile(
    r" (?:views|downloads|users|people|customers|visitors|followers|subscribers|times|steps|rows|files|bytes|items|votes|"
    r"points|nutzer|aufrufe|kunden|schritte|utilisateurs|vues|clients|usuarios|vistas|descargas|clientes|utenti|visualizzazioni|"
    r"пользователей|просмотров|[kmgt]i?b|[kmg]?wh|m3|m³|miles|units|ms|[kmg]?hz|[km]bps|mbit|mah|km|kg|mm|rpm)(?!\w)",
    re.I,
)
# Of goods, not of people.
_GOODS_BEFORE = re.compile(
    r"(?<!\w)(?:(?-i:EN|IEC|ISO|DIN|ANSI|IEEE)|isbn|issn|ismn|doi|ean|gtin|upc|asin|sku|rfc|cep|zip|plz|postcode|"
    r"post(?:al)? code|postleitzahl|code postal|código postal|model|modell|"
    r"(?:part|art|article|item)\.?[ \-]?(?:number|no|nr)\.?)"
    r"(?:-?1[03])?[ :#]{0,3}\Z",
    re.I,
)
# Of what is read off a meter.
_METER_NAMES = """
    meter|metre|counter|odometer|mileage|index|reading|readings|zählerstand|zaehlerstand|stromzähler|gaszähler|wasserzähler|
    zähler|kilometerstand|tachostand|relevé|compteur|contador|lectura|leitura|contatore|lettura|licznik|licznika|wodomierz|
    meterstand|mätarställning|vattenmätare|elmätare|målerstand|målerstanden|mittari|lukema|sayaç|óraállás|показания|счётчик|
    счётчика|счетчик|счетчика
"""
_METERS = frozenset("".join(map(str.strip, _METER_NAMES.splitlines())).split("|"))
_METER_WORDS = 3
# A second of this age of the world, in programs' figures; keys one beside the other.
_EPOCH = re.compile(r"1[67]\d{8}(?:\d{3})?")
_KEYBOARD = "01234567890123456789"
_POSTCODE = re.compile(r"\d{5}-\d{3}")
_RANGE = re.compile(r"([1-9]\d{2,3})-([1-9]\d{2,3})")
_DAY_OF_YEAR = re.compile(
    r"(?:(?:19|20)\d\d/\d{2,4}|[1-9]\d{0,3}/(?:19|20)\d\d"
    r"|\d{1,2} (?:19|20)\d\d(?: \d{1,2})?|(?:19|20)\d\d \d{1,2}|\d{1,2}/\d{1,2} (?:19|20)\d\d)"
)
_OWN_ADDRESS = re.compile(r"(?:192\.168|169\.254|127\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|10\.\d{1,3})\.\d{1,3}\.\d{1,3}")
# Results of games, numbers one after the other, and decimals of more places than a telephone has groups.
_RESULTS = re.compile(r"\d{1,2}-\d{1,2}(?: \d{1,2}-\d{1,2}){1,8}")
_COUNTED_MIN = 4
_LONG_DECIMAL = re.compile(r"\d\.\d{6,24}")
_GROUPED_CODE = re.compile(r"\d{2,6}(?:-\d{2,6}){1,2}")
_PAIRS = re.compile(r"0\d(?:[/.]\d\d){4}")
_MONEY_WORDS = (
    "euros?|dollars?|pounds?|rupees?|rupiah|won|yen|pesos?|reais|forint|crowns?|krona|dirhams?|riyals?|baht|ringgit|naira|shillings?|rand|soles|taka|tenge|som|lari|dinars?|lei|"
    "円|元|грн|сум|тенге|лв"
)
MONEY_AFTER = re.compile(rf"(?:,\d\d)? ?(?:{_CURRENCY}|{_MONEY_WORDS})(?!\w)", re.I)
ERROR_BEFORE = re.compile(
    r"(?:error|errors|err|errno|fehler|fehlercode|erreur|fout|errore|erro|код|ошибка|code|código|codice|status|exception|"
    r"hresult|pages?|lines?|rows?|seiten?|bug|issue|build|version|versión|ver|firmware|release|kb|event|exit|stop|エラー|错误|错误代码)"
    r"(?: (?:code|number|no|nr|id|is|was|código))?\.?[ :#=(\-]{0,3}\Z",
    re.I,
)
VERSION_BEFORE = re.compile(
    r"(?:\bv|chrome|firefox|edge|safari|opera|flash|windows|win|win ?10|ios|android|macos|os|driver|app|client|version|"
    r"versions|updated?|updated to|x64|bit|/)[ /:\-]{0,3}\(?\Z",
    re.I,
)
_BEFORE_CHARS = 40
# No such pattern is longer.
_PHONE_CHARS, VERSION_CHARS, ERROR_CHARS, _MONEY_CHARS, _GOODS_CHARS, _METER_CHARS = 20, 20, 30, 10, 18, 36

# One of the last words before an address leads to it.
_WORDS = re.compile(r"\w+").findall
_LEADING = ("mail", "reach", "contact", "write", "schreib", "escrib", "escríb", "écri", "correo")
_LEADING_WORDS, _LEADING_CHARS = 3, 24


def email(match: re.Match[str]) -> Span | None:
    """An address; with a space before its sign it takes a name that could be one ("lunch @ cafe.example" is none), or a
    word before it that leads to one."""
    name, apart, after = match[0].partition(" @")
    if apart and name.isalpha() and (after[0] == " " or not _leads_to_address(text_before(match, _LEADING_CHARS))):
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


_MAC = re.compile(r"[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})")
# Those of everybody's own network, and the resolvers that everybody names, lead to nobody.
_OWN_NETWORKS = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_RESOLVERS = frozenset(["8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220"])


def card(match: re.Match[str]) -> Span | None:
    return (match.start(), match.end(), "[card]") if luhn.is_valid("".join(_GROUPS.findall(match[0]))) else None


def network(match: re.Match[str]) -> Span | None:
    found = match[0]
    if _MAC.fullmatch(found):
        return match.start(), match.end(), "[id]"
    if "." in found and is_release(match):
        return None
    # Of the versions of four numbers most have two zeros in the middle.
    if ".0.0." in found:
        return None
    try:
        address = ip_address(found)
    except ValueError:
        return None
    return (match.start(), match.end(), "[ip]") if len(found) > 3 and _leads_to_somebody(address) else None


def _leads_to_somebody(address: IPv4Address | IPv6Address) -> bool:
    if (
        address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or address.is_multicast
        or address.is_reserved
    ):
        return False
    return str(address) not in _RESOLVERS and not any(address in network for network in _OWN_NETWORKS)


def phone(match: re.Match[str]) -> Span | None:
    """A number after such a word as *call*: six digits are enough."""
    found = match["number"]
    before = text_before(match, _PHONE_CHARS)
    if not (_PHONE_BEFORE.search(before) or _FIELD_BEFORE.search(before)):
        return None
    if _is_version(found) or DATES.fullmatch(found) or MONEY_AFTER.match(text_after(match)):
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
    if _GOODS_BEFORE.search(text_before(match, _GOODS_CHARS)):
        return None
    if _is_card(found):
        return match.start("number"), match.end("number"), "[card]"
    if is_something_else(found, digits, match):
        return None
    # Seven digits in one piece are as often the number of an error; with a plus or set apart they are a telephone.
    if found.isdigit() and (digits < digits_min or (digits == 8 and found.startswith("80"))):
        return None
    return match.start("number"), match.end("number"), "[phone]"


def is_something_else(found: str, digits: int, match: re.Match[str]) -> bool:
    if found.startswith("+") or _PAIRS.fullmatch(found):
        return False
    if (found[0] != "0" or found.isdigit()) and _COUNTED_AFTER.match(text_after(match)):
        return True
    if (
        any(shape.fullmatch(found) for shape in (_EPOCH, _POSTCODE, _DAY_OF_YEAR, _OWN_ADDRESS))
        or found in _KEYBOARD
        or len(set(found)) == 1
        or _is_range(found)
    ):
        return True
    if not _METERS.isdisjoint(_WORDS(text_before(match, _METER_CHARS).casefold())[-_METER_WORDS:]):
        return True
    if _BUILD.fullmatch(found) or _YEARS.fullmatch(found) or _DECIMALS.fullmatch(found) or _is_version(found):
        return True
    if sum(map(str.isdigit, _RELEASES.sub("", found))) < 7 and digits < 20:
        return True
    if found[0] != "0" and VERSION_BEFORE.search(text_before(match, VERSION_CHARS)):
        return True
    if _MONEY_BEFORE.search(text_before(match, _MONEY_CHARS)) or MONEY_AFTER.match(text_after(match)):
        return True
    if digits == 7 and _THOUSANDS.fullmatch(found):
        return True
    if any(shape.fullmatch(found) for shape in (_RESULTS, _LONG_DECIMAL)) or _is_counting(found.split(" ")):
        return True
    return (
        found.isdigit() or "(" in found[1:] or any(shape.fullmatch(found) for shape in (_THOUSANDS, _GROUPED_CODE))
    ) and bool(ERROR_BEFORE.search(text_before(match, ERROR_CHARS)))


def _is_range(found: str) -> bool:
    """Whether it is from one round number to another: `1200-1500`."""
    bounds = _RANGE.fullmatch(found)
    return bounds is not None and int(bounds[1]) < int(bounds[2]) and bounds[1][-1] == bounds[2][-1] == "0"


def _is_counting(groups: list[str]) -> bool:
    """Whether somebody counts: `5 6 7 8 9 10 11`."""
    return sum(len(group) == 1 for group in groups) >= _COUNTED_MIN and all(
        group.isdigit() and len(group) <= 2 for group in groups
    )


def is_release(match: re.Match[str]) -> bool:
    """Whether the word before a number says that it is an error's or a version's."""
    return bool(
        ERROR_BEFORE.search(text_before(match, ERROR_CHARS)) or VERSION_BEFORE.search(text_before(match, VERSION_CHARS))
    )


def text_before(match: re.Match[str], chars: int = _BEFORE_CHARS) -> str:
    return match.string[max(0, match.start() - chars) : match.start()]


def text_after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + _BEFORE_CHARS]


def _is_version(found: str) -> bool:
    return bool(_VERSION.fullmatch(found)) and not _DOTTED_PHONE.fullmatch(found)


def _is_card(found: str) -> bool:
    """By its checksum and its groups: of four, or of four, six and five; a version has shorter ones."""
    groups = _GROUPS.findall(found)
    digits = "".join(groups)
    return 13 <= len(digits) <= 19 and (len(groups) == 1 or min(map(len, groups[:-1])) >= 4) and bool(luhn.is_valid(digits))


FOUR_DIGITS = re.compile(r"\d(?:[ .:\-A-Z]?\d){3}")
SIX_DIGITS = re.compile(r"\d(?:[ ().\-/]{0,3}\d){5}")
# What holds digits is looked for around them only; no pattern reaches further beyond its digits than `DIGITS_REACH`.
DIGITS_REACH = 64
_DIGITS = re.compile(rf"\d(?:\D{{0,{2 * DIGITS_REACH}}}+\d)*+")
# An address of version 6 may be of letters alone, and is looked for in the whole text where two colons are so near.
COLONS = re.compile(r":[0-9A-Fa-f]{0,4}:")
DASHED_PAIRS = re.compile(r"-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-")
DOTTED_DIGITS = re.compile(r"\d\.\d{1,3}\.\d{1,3}\.\d")
# What any e-mail address in ASCII has, of its three ways to be written; each begins with a character that is quickly found.
_AT_SIGN = re.compile(rf"@(?<=[\w.+\-]@)[\w\-]| @ |@ ?(?i:{_PROVIDERS})")
_AT_WORD = re.compile(
    rf" (?:at|chez|{_ASCII_NAMES}) (?=[\w\-]{{2,63}} (?:{_DOT}) )| (?:{_ASCII_NAMES}) (?=[\w\-]{{2,63}}\.)", re.I
)
_AT_BRACKETED = re.compile(rf"[(\[{{<] ?(?:at|chez|{_ASCII_NAMES}) ?[)\]}}>]|[(\[{{<]a[)\]}}>][\w\-]", re.I)


def may_hold_email(text: str) -> bool:
    """Whether a text of ASCII has what any e-mail address has, of the three ways to write one."""
    return bool(_AT_SIGN.search(text) or _AT_WORD.search(text) or _AT_BRACKETED.search(text))


def around_digits(text: str) -> list[tuple[int, int]]:
    """The parts of a text that hold its digits and whatever the patterns take along with them."""
    found = [one.span() for one in _DIGITS.finditer(text)]
    return [(max(0, start - DIGITS_REACH), end + DIGITS_REACH) for start, end in found]

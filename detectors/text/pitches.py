"""Whether a text pitches: it wants to be called, followed, joined, paid or bought from. No customer of a company writes so.

By phrases (`pitch_lists`), together with what stands beside them: a number to call, an address, a link, somebody's account.
A closed list knows no campaign of tomorrow by its words, but what all of them want of a reader changes little.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from detectors.text.clean import plain as shown
from detectors.text.phrases import Phrases
from detectors.text.pitch_lists import CALLS, CHANNELS, OFFERS
from detectors.text.purpose import LOOKED_AT, asks, offers, plainly
from detectors.text.sites import site_of

_OFFER, _CHANNEL, _CALL = range(3)
_PHRASES = Phrases(OFFERS, CHANNELS, CALLS)
_MASKED = re.compile(r"\[(?:phone|email)\]")
_LINK = re.compile(r"\bhttps?:|\bwww\.|\b(?:t|wa)\.me/")
_LINK_WHOLE = re.compile(r"\bhttps?://[^\s<>\"]{1,200}")
# Where people put pictures and recordings of what they report, and the networks that they write on.
_SHOWING = """
    imgur gyazo prnt prntscr ibb imgbb postimg postimage flickr drive dropbox icloud youtube vimeo loom streamable giphy
    twitter instagram facebook reddit github gist gitlab pastebin archive google microsoft apple mozilla stackoverflow
    tiktok threads bsky mastodon linkedin
"""
SHOWING = frozenset(_SHOWING.split())
_SHORTENED = ("https://t.co/", "http://t.co/", "https://youtu.be/", "http://youtu.be/", "https://fb.me/")
_SENDS_TO = re.compile(r"\b(?:dm|pm|message|msg|contact|follow|write|text|inbox|ask|hit|add)(?: up| to)?:? @(\w{2,40})")
_ADDRESSED = re.compile(r"^(?:rt |[.]?@\w{1,40}[:,]? ?)+")
_HANDLE = re.compile(r"(?<![\w@])@(\w{2,40})")
# Eight digits or more, with letters that look like digits and noise between them; order numbers as a rule have no noise.
_NUMBER = re.compile(r"[0-9](?:[^\w\n]{0,3}+[0-9oil]){7,}+")
_DENIES = re.compile(
    r"\b(?:not|no|never|nobody|none|cannot|\w+n't|cant|wont|doesnt|didnt|isnt|nicht|kein\w*|nie|niemand|pas|aucun\w*|jamais"
    r"|nunca|nadie|não|nao|ninguém|non|nessuno|niet|geen|inte|ikke|ei|ingen|ne|nikdo|nem|nu|nije|не|нет|нельзя|ні|немає"
    r"|няма|δεν|değil|yok|\w{2,}m[ıiuü]yor\w*|لا|لم|ليس|مش|نیست|نمی\w*|לא|אין|नहीं|না|இல்லை|లేదు|نہیں|tidak|gak|nggak|ga|bukan|belum"
    r"|tak|hindi|wala|không|chưa)\b|ไม่|不|没|沒|无法|ない|ません|않|없|못"
)
_MYSELF = re.compile(
    r"\b(?:i|i'm|i've|my|ich|mein\w{0,2}|mir|je|j'ai|mon|ma|mes|yo|mi|mis|me|eu|meu|minha|io|mio|mia|ik|mijn|jag|min|mitt|jeg"
    r"|minun|moj\w{0,2}|mój|můj|я|мне|мой|моя|мій|εγώ|μου|ben|benim|saya|aku|tôi|मैं|मेरा|मेरी|मुझे|আমি|আমার|میں|میرا|أنا)\b|我|私|ฉัน|저는|제가"
)


@lru_cache(4096)
def pitches(text: str, own: frozenset[str] = frozenset()) -> bool:
    """Whether a masked text pitches. `own`: the company's names and accounts, folded; an account that holds one is its.

    >>> [pitches(one) for one in ("Use code SAVE40 for 40% off", "Acme helpline: call [phone] now", "I made $9, DM @rich")]
    [True, True, True]
    >>> [pitches(one) for one in ("Code SAVE40 does not work", "I called [phone] and nobody answers", "is WhatsApp down?")]
    [False, False, False]
    """
    plain = plainly(shown(text[:LOOKED_AT]))
    kinds = {one.kind for one in _PHRASES.occurrences(plain)}
    if _OFFER in kinds or names_somebody(plain, own, _SENDS_TO):
        return True
    number = gives_a_number(plain)
    linked = _LINK.search(plain) is not None
    if _CHANNEL in kinds and (number or linked or names_somebody(plain, own)):
        return True
    calls = _CALL in kinds and number and _MYSELF.search(plain) is None
    bargain = ("%" in plain or linked) and offers(plain)
    # These are words of customers too ("the 10 % discount was not taken off").
    return (calls or bargain) and not denies_or_asks(plain)


def leads_away(text: str, own: frozenset[str] = frozenset(), usual: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether a masked text gives a way to somebody else: a number, an address, an account not of the company, or a link to
    a site that is neither `usual` for the company's people nor where they show something.

    >>> leads_away("Look what I found https://cheap-shop.example"), leads_away("My lamp is broken https://imgur.com/a1b2")
    (True, False)
    """
    plain = plainly(shown(text[:LOOKED_AT]))
    return gives_a_number(plain) or names_somebody(plain, own) or _links_elsewhere(plain, usual)


def denies_or_asks(text: str) -> bool:
    """Whether a text says that something is not, or asks."""
    plain = plainly(shown(text[:LOOKED_AT]))
    return _DENIES.search(plain) is not None or asks(plain)


def _links_elsewhere(plain: str, usual: Callable[[str], bool]) -> bool:
    sites = {site_of(link) or link for link in _LINK_WHOLE.findall(plain)}
    return any(site not in SHOWING and not site.startswith(_SHORTENED) and not usual(site) for site in sites)


def gives_a_number(plain: str) -> bool:
    """Whether a number to call or an address was masked in a text, or stands there in disguise."""
    return _MASKED.search(plain) is not None or _NUMBER.search(plain) is not None


def names_somebody(plain: str, own: frozenset[str], how: re.Pattern[str] = _HANDLE) -> bool:
    """Whether a text names an account that is not the company's, but for those that it is addressed to."""
    plain = _ADDRESSED.sub("", plain)
    return any(not any(one in handle or handle in one for one in own) for handle in how.findall(plain))

"""Whether a text pitches: it wants to be called, followed, joined, paid or bought from. No customer of a company writes so.

By phrases (`pitch_lists`), together with what stands beside them: a number to call, an address, a link, somebody's account.
A closed list knows no campaign of tomorrow by its words, but what all of them want of a reader changes little.
"""

from __future__ import annotations

import re
from functools import lru_cache

from detectors.text.clean import plain as shown
from detectors.text.phrase_table import PhraseTable, listed
from detectors.text.pitch_lists import BARGAINS, CALLS, CHANNELS, OFFERS
from detectors.text.purpose import LINK, LOOKED_AT, asks, pattern_of, plainly
from detectors.text.sites import bare_sites, site_of

_OFFER, _CHANNEL, _CALL = (1 << kind for kind in range(3))
_TABLE = PhraseTable([listed(phrases) for phrases in (OFFERS, CHANNELS, CALLS)])
_BARGAIN = re.compile(pattern_of(listed(BARGAINS)))
_MASKED = re.compile(r"\[(?:phone|email)\]")
# A country's name behind the company's.
OWN_SUFFIX_MAX = 3
NAME_LETTERS = 4
_LETTERS = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"\bhttps?:|\bwww\.")
_CHAT = re.compile(r"\b(?:t|wa)\.me/")
_LINK_WHOLE = re.compile(r"\bhttps?://[^\s<>\"]{1,200}")
# Where people put pictures and recordings of what they report, and the networks that they write on.
_SHOWING = """
    imgur gyazo prnt prntscr ibb imgbb postimg postimage flickr drive dropbox icloud youtube vimeo loom streamable giphy
    twitter instagram facebook reddit github gist gitlab pastebin archive google microsoft apple mozilla stackoverflow
    tiktok threads bsky mastodon linkedin
"""
_SHOWN = frozenset(_SHOWING.split())
_SHORTENED = ("https://t.co/", "http://t.co/", "https://youtu.be/", "http://youtu.be/", "https://fb.me/")
_SENDS_TO = re.compile(r"\b(?:dm|pm|message|msg|contact|follow|write|text|inbox|ask|hit|add)(?: up| to)?:? @(\w{2,40})")
_ADDRESSED = re.compile(r"^(?:rt |[.]?@\w{1,40}[:,]? ?)+")
_HANDLE = re.compile(r"(?<![\w@])@(\w{2,40})")
# Eight digits or more, with letters that look like digits and noise between them; order numbers as a rule have no noise.
_NUMBER = re.compile(r"[0-9](?:[^\w\n]{0,3}+[0-9oil]){7,}+")
_MYSELF = re.compile(
    r"\b(?:i|i'm|i've|my|ich|mein\w{0,2}|mir|je|j'ai|mon|ma|mes|yo|mi|mis|me|eu|meu|minha|io|mio|mia|ik|mijn|jag|min|mitt|jeg"
    r"|minun|moj\w{0,2}|mój|můj|я|мне|мой|моя|мій|εγώ|μου|ben|benim|saya|aku|tôi|मैं|मेरा|मेरी|मुझे|আমি|আমার|میں|میرا|أنا)\b|我|私|ฉัน|저는|제가"
)


@lru_cache(4096)
def pitches(text: str, own: frozenset[str] = frozenset(), fails: bool = False, complains: bool = False) -> bool:
    """Whether a masked text pitches. `own`: the company's names and accounts, folded; an account that holds one is its.
    `fails`: whether the text says that something fails; `complains`: whether it may be a complaint for all that is known of
    it, as of the line that nobody answers, whose number people quote in the same words as those who want to be called.

    >>> [pitches(one) for one in ("Use code SAVE40 for 40% off", "Acme helpline: call [phone] now", "I made $9, DM @rich")]
    [True, True, True]
    >>> pitches("Nobody answers when I call [phone]", fails=True), pitches("is WhatsApp down?")
    (False, False)
    """
    plain = as_looked_at(text)
    kinds = _TABLE.kinds(plain)
    if kinds & _OFFER or _CHAT.search(plain) is not None or names_somebody(plain, own, _SENDS_TO):
        return True
    number = gives_a_number(plain)
    linked = _LINK.search(plain) is not None
    if kinds & _CHANNEL and (number or linked or names_somebody(plain, own)):
        return True
    calls = kinds & _CALL and number and not complains and _MYSELF.search(plain) is None
    bargain = ("%" in plain or linked or bool(bare_sites(plain))) and offers(plain)
    return bool(calls or bargain) and not fails and not asks(plain)


def offers(plain: str) -> bool:
    """Whether it has something to sell, and where."""
    return _BARGAIN.search(plain) is not None and (LINK.search(plain) is not None or "%" in plain or "@" not in plain)


def as_looked_at(text: str) -> str:
    """The text as the questions below take it: its bounded beginning, plain and in lower case."""
    return plainly(shown(text[:LOOKED_AT]))


def foreign_sites(plain: str, own: frozenset[str]) -> frozenset[str]:
    """The sites a text links to that are neither the company's, nor where people show what they report.

    >>> links = "my lamp is broken https://imgur.com/a1 https://www.acme.example/lamps"
    >>> foreign_sites(links, frozenset(["acme"])), foreign_sites(links, frozenset())
    (frozenset(), frozenset({'acme'}))
    """
    sites = {site_of(link) or link for link in _LINK_WHOLE.findall(plain)} | bare_sites(plain)
    return frozenset(
        site for site in sites if site not in _SHOWN and not site.startswith(_SHORTENED) and not _is_own_site(site, own)
    )


def gives_a_number(plain: str) -> bool:
    """Whether a number to call or an address was masked in a text, or stands there in disguise."""
    return _MASKED.search(plain) is not None or _NUMBER.search(plain) is not None


def names_somebody(plain: str, own: frozenset[str], how: re.Pattern[str] = _HANDLE) -> bool:
    """Whether a text names an account that is not the company's, but for those that it is addressed to."""
    plain = _ADDRESSED.sub("", plain)
    return any(not _is_own(handle, own) for handle in how.findall(plain))


def _is_own_site(site: str, own: frozenset[str]) -> bool:
    """Whether a site bears the company's whole name, or that of one of its accounts, with a country's at most: whoever
    wants to be taken for the company puts more beside it."""
    name = "".join(filter(str.isalnum, site))
    if len(name) > OWN_SUFFIX_MAX and any(name in one for one in own):
        return True
    return any(name.startswith(one) and len(name) <= len(one) + OWN_SUFFIX_MAX for one in own)


def _is_own(name: str, own: frozenset[str]) -> bool:
    """Whether an account bears the company's name, or is a part of it; a short name is in many words by chance, and stands
    by itself in those that are the company's (`ee_help`).

    >>> own = frozenset(["ee"])
    >>> [_is_own(name, own) for name in ("ee", "ee_help", "ee2024", "freegifts", "bee_deals", "e")]
    [True, True, True, False, False, False]
    >>> [_is_own(name, frozenset(["acmebank"])) for name in ("acme", "askacmebank", "acmebank_de", "ban")]
    [True, True, True, False]
    """
    words = _LETTERS.findall(name)
    return any(
        one == name
        or one in words
        or (len(one) >= NAME_LETTERS and one in name)
        or (len(name) >= NAME_LETTERS and name in one)
        for one in own
    )

"""How large a share of a brand's people is expected to mention a key that none of them has mentioned before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.knowledge import Knowledge, dotted, folded, share_of
from detectors.knowledge.first_rates import NEVER, FirstRates, first_shares
from detectors.text import normalise

_first_shares = direct(first_shares)
# What this part of people say in a language is a word of its own, whatever names it is in.
WORD_SHARE = 0.002
# A name of so many letters with so many more behind it is its form in another case or number. With more, or at the end of a
# word that no list knows, it is one of the company's products ("acmepay") or an account that many address: until its past
# tells these apart so many of its people are expected to say it. A shorter name is in many words by chance: "ee" in "feel".
NAME_LETTERS, ENDING_LETTERS, PRODUCT_SHARE = 4, 2, 0.03
# A word in a name of several ("Delivery Hero") that is so many times commoner than what no list knows may be reported too:
# until its past tells, so many of its people are expected to say it.
COMMON_TIMES, NAME_WORD_SHARE = 4.0, 0.2
# So many languages of a brand are remembered, by tags of so many characters.
LANGUAGES_MAX, TAG_CHARS_MAX = 16, 12


class Priors:
    """The prior shares of words, by what is known of them outside the brand of that name.

    >>> from detectors.knowledge import NOTHING
    >>> (Priors("acme", NOTHING).of("en", 25.0)(["acme", "cartridge", "please"]) > 0.0).tolist()
    [False, True, True]
    """

    def __init__(self, brand: str, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._brand, self._own = brand, folded(brand)
        # Of the languages that were asked for.
        self._words: dict[str, _Words] = {}

    def is_own(self, key: str, terms_each: float) -> bool:
        """Whether a word is the brand's own name, whatever language it is in."""
        own, key = self._own, dotted(key)
        if not own or (own not in key and key not in own):
            return False
        return _is_form(key, own) or _is_abridged(key, own, self._knowledge.share(key, "", terms_each))

    def near_own(self, keys: Collection[str]) -> list[str]:
        """Those of these words that may be the brand's own name: that it holds, or that hold it."""
        own = self._own
        if own and _is_near(keys, own):
            return [key for key in keys if _is_form(dotted(key), own) or _is_part(dotted(key), own)]
        return []

    def of(self, lang: str, terms_each: float) -> Callable[[Sequence[str]], NDArray[np.float64]]:
        """The prior shares of words of a language, where people say so many terms in the mean; negative for one that never
        opens: the brand's own name, words of every request, versions and codes."""
        (rates, named, unlisted, _), own = self._words.get(lang) or self._words_of(lang), self._own

        def priors(keys: Sequence[str]) -> NDArray[np.float64]:
            shares = np.fromiter(map(rates.__getitem__, keys), np.float64, len(keys))
            _first_shares(shares, terms_each)
            if (own and _is_near(keys, own)) or not named.isdisjoint(keys):
                most, firsts = share_of(unlisted, terms_each), shares.tolist()
                shares[:] = [_named_share(key, own, named, one, most) for key, one in zip(keys, firsts, strict=True)]
            return shares

        return priors

    def knows(self, lang: str) -> bool:
        """Whether common words can be distinguished from rare ones in a language (`Knowledge.knows`)."""
        return (self._words.get(lang) or self._words_of(lang)).is_known

    def _words_of(self, lang: str) -> _Words:
        named, knowledge = frozenset(map(dotted, normalise(self._brand, lang))), self._knowledge
        found = _Words(knowledge.first_rates(lang), named, knowledge.unlisted(lang), knowledge.knows(lang))
        if len(self._words) < LANGUAGES_MAX and len(lang) <= TAG_CHARS_MAX:
            self._words[lang] = found
        return found


class _Words(NamedTuple):
    """What is known of the words of a language: by what each is priced, those of the brand's name, whatever else they mean,
    also of a name of several, the rate of one that no list holds, and whether there is a list."""

    rates: FirstRates
    named: frozenset[str]
    unlisted: float
    is_known: bool


def _named_share(key: str, own: str, named: Collection[str], share: float, unlisted: float) -> float:
    """The prior share of a key beside the brand's own name, which is of the words `named`: `NEVER` of the name, at least
    `PRODUCT_SHARE` of what is made of it, else its `share`; `unlisted` is the share of what no list holds.

    >>> keys = ("nordmail", "nordmails", "nordma", "mail", "nordmailpay", "supernordmail")
    >>> [_named_share(key, "nordmail", (), share, 2e-4) for key, share in zip(keys, (0.0, 0.0, 0.0, 0.019, 0.0, 0.0))]
    [-1.0, -1.0, -1.0, 0.019, 0.03, 0.03]
    >>> [_named_share(key, own, (), 0.001, 2e-4) for key, own in (("screen", "ee"), ("otherwis", "wise"), ("ee", "ee"))]
    [0.001, 0.001, -1.0]
    >>> [_named_share(key, "nordmail", ("nord", "mail"), share, 2e-4) for key, share in (("nord", 0.0), ("mail", 0.019))]
    [-1.0, 0.2]
    """
    key = dotted(key)
    if len(named) > 1 and key in named and share >= COMMON_TIMES * unlisted:
        return max(share, NAME_WORD_SHARE)
    if share < 0.0 or key in named or _is_form(key, own) or _is_abridged(key, own, share):
        return NEVER
    is_made_of = key.startswith(own) or (len(own) >= NAME_LETTERS and own in key)
    return max(share, PRODUCT_SHARE) if is_made_of and share <= unlisted else share


def _is_near(keys: Collection[str], own: str) -> bool:
    """Whether any of these keys holds the brand's own name or is held by it. A look at all at once: hardly any is."""
    joined = "\n".join(keys)
    plain = dotted(joined)
    return own in plain or any(map(own.__contains__, keys if plain is joined else plain.split("\n")))


def _is_form(key: str, own: str) -> bool:
    """Whether a key is the brand's own name, in whatever case and number."""
    return key == own or (
        len(own) >= NAME_LETTERS and key.startswith(own) and len(key) <= len(own) + ENDING_LETTERS and key.isalpha()
    )


def _is_abridged(key: str, own: str, share: float) -> bool:
    """Whether a key is a part of the brand's own name that stands for it (`papyri` of `papyrion`, `airway` of `usairways`)
    and no word of its own, which people use of other things too (`mail` in `nordmail`)."""
    return share < WORD_SHARE and _is_part(key, own)


def _is_part(key: str, own: str) -> bool:
    """Whether a key is a part of the brand's own name that may stand for it."""
    return (len(key) > 3 and key in own) or (len(key) == 3 and own.startswith(key) and len(own) <= 5)

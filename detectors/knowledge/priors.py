"""How large a share of a brand's people is expected to mention a key that none of them has mentioned before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.knowledge import Knowledge, folded
from detectors.knowledge.first_rates import NEVER, first_shares
from detectors.text import normalise

_first_shares = direct(first_shares)
# What this part of people say in a language is a word of its own, whatever names it is in.
WORD_SHARE = 0.002
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
        self._names: dict[str, frozenset[str]] = {}

    def is_own(self, key: str, terms_each: float) -> bool:
        """Whether a word is the brand's own name, whatever language it is in."""
        own = self._own
        if not own or (own not in key and key not in own):
            return False
        return _is_of_name(key, own, self._knowledge.share(key, "", terms_each))

    def near_own(self, keys: Collection[str]) -> list[str]:
        """Those of these words that may be the brand's own name: that it holds, or that hold it."""
        own = self._own
        # A look at all at once: hardly any is.
        if own and (own in "\n".join(keys) or any(map(own.__contains__, keys))):
            return [key for key in keys if own in key or _is_part(key, own)]
        return []

    def of(self, lang: str, terms_each: float) -> Callable[[Sequence[str]], NDArray[np.float64]]:
        """The prior shares of words of a language, where people say so many terms in the mean; negative for one that never
        opens: the brand's own name, words of every request, versions and codes."""
        rates, named, own = self._knowledge.first_rates(lang), self._named(lang), self._own

        def priors(keys: Sequence[str]) -> NDArray[np.float64]:
            shares = np.fromiter(map(rates.__getitem__, keys), np.float64, len(keys))
            _first_shares(shares, terms_each)
            # A look at all at once: hardly any key is one of these.
            if own and (own in "\n".join(keys) or [key for key in keys if key in own]):
                shares[[_is_of_name(key, own, share) for key, share in zip(keys, shares.tolist(), strict=True)]] = NEVER
            if not named.isdisjoint(keys):
                shares[[key in named for key in keys]] = NEVER
            return shares

        return priors

    def _named(self, lang: str) -> frozenset[str]:
        """The words of the brand's name, which are its own, whatever else they mean: also of a name of several."""
        found = self._names.get(lang)
        if found is None:
            found = frozenset(normalise(self._brand, lang))
            if len(self._names) < LANGUAGES_MAX and len(lang) <= TAG_CHARS_MAX:
                self._names[lang] = found
        return found


def _is_of_name(key: str, own: str, share: float) -> bool:
    """Whether a key is the brand's own name: it holds that, or is a part of it (`papyri` of `papyrion`, `airway` of
    `usairways`) that is no word of its own, which people use of other things too (`mail` in `nordmail`).

    >>> [_is_of_name(key, "nordmail", share) for key, share in (("nordmail", 0.0), ("nordma", 0.0), ("mail", 0.019))]
    [True, True, False]
    """
    return own in key or (share < WORD_SHARE and _is_part(key, own))


def _is_part(key: str, own: str) -> bool:
    """Whether a key is a part of the brand's own name that may stand for it."""
    return (len(key) > 3 and key in own) or (len(key) == 3 and own.startswith(key) and len(own) <= 5)

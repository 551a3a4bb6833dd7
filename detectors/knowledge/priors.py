"""How large a share of a brand's people is expected to mention a key that none of them has mentioned before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detectors.knowledge import Knowledge, folded, shares_of
from detectors.knowledge.formulas import TRIED_SHARE, formulas, tried
from detectors.text import is_clue, normalise

NEVER = -1.0
# What those who praise mention beside their words: a key that never opens.
PRAISE = "\x1dp"
# What this part of people say in a language is a word of its own, whatever names it is in.
WORD_SHARE = 0.002
# So many languages of a brand are remembered, by tags of so many characters.
LANGUAGES_MAX, TAG_CHARS_MAX = 16, 12


class Priors:
    """The prior shares of words, by what is known of them outside the brand of that name.

    >>> from detectors.knowledge import NOTHING
    >>> [share > 0.0 for share in Priors("acme", NOTHING).of("en", 25.0)(["acme", "cartridge", "please"])]
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

    def of(self, lang: str, terms_each: float) -> Callable[[Sequence[str]], list[float]]:
        """The prior shares of words of a language, where people say so many terms in the mean; negative for one that never
        opens: the brand's own name, words of every request, versions and codes."""
        rates, requests, named, own = self._knowledge.rates(lang), formulas(lang), self._named(lang), self._own
        common = tried(lang)

        def priors(keys: Sequence[str]) -> list[float]:
            shares = shares_of(map(rates.__getitem__, keys), terms_each)
            if not common.isdisjoint(keys):
                shares = [
                    max(TRIED_SHARE, share) if key in common else share for key, share in zip(keys, shares, strict=True)
                ]
            # A look at all at once: hardly any key is one of these.
            near = [one for one in zip(keys, shares, strict=True) if own in one[0] or one[0] in own] if own else ()
            is_barred = not (requests.isdisjoint(keys) and named.isdisjoint(keys))
            if near or is_barred or not "".join(keys).isalpha():
                names = {key for key, share in near if _is_of_name(key, own, share)}
                never = requests.intersection(keys).union(named, names, filter(is_clue, keys), (PRAISE,))
                shares = [NEVER if key in never else share for key, share in zip(keys, shares, strict=True)]
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
    is_part = (len(key) > 3 and key in own) or (len(key) == 3 and own.startswith(key) and len(own) <= 5)
    return own in key or (is_part and share < WORD_SHARE)

"""Accounts by name and by pattern: `@acme_help`, or `acme-*`, where `*` stands for any characters, or none.

A pattern is matched piece by piece from the left, without going back, so that its cost is linear in the account for each
piece, whatever an account is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from stream.config.pseudonyms import folded

ANY = "*"
PIECES_MAX = 8
LETTERS_MIN = 2
"""A pattern of stars alone would take in everybody."""
CACHED = 20_000


class Accounts:
    """A set of accounts, compared as `folded` has them.

    >>> accounts = Accounts(["@Acme", "acme-*", "*_acme_bot"])
    >>> [name for name in ("ACME", "@acme-uk", "news_acme_bot", "acmeuk", "an acme-fan") if name in accounts]
    ['ACME', '@acme-uk', 'news_acme_bot']
    """

    def __init__(self, listed: Iterable[str]) -> None:
        names = [folded(name) for name in listed]
        self._names = frozenset(name for name in names if ANY not in name)
        self._patterns = tuple(sorted({tuple(name.split(ANY)) for name in names if ANY in name}))
        # The same few thousand write most of what comes.
        self._matches = lru_cache(maxsize=CACHED)(self._any_matches)

    def __contains__(self, account: str) -> bool:
        if not self._names and not self._patterns:
            return False
        name = folded(account)
        return name in self._names or (bool(self._patterns) and self._matches(name))

    def _any_matches(self, name: str) -> bool:
        return any(matches(pieces, name) for pieces in self._patterns)


def matches(pieces: tuple[str, ...], name: str) -> bool:
    """Whether a name begins with the first piece, ends with the last, and has the others between them in their order.

    >>> matches(("a", "b", ""), "a-b-c"), matches(("ab", "ba"), "aba")
    (True, False)
    """
    first, *inner, last = pieces
    if not name.startswith(first) or not name.endswith(last):
        return False
    at, end = len(first), len(name) - len(last)
    for piece in inner:
        found = name.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end


def exact(listed: Iterable[str]) -> list[str]:
    """Those that are names and not patterns: engines know accounts by keyed hashes alone, which match no pattern."""
    return [name for name in listed if ANY not in name]


def checked(account: str) -> str:
    """The name or pattern; raises ValueError for one that would match anybody, or has too many stars."""
    if ANY in account and len(account.replace(ANY, "").strip("@ ")) < LETTERS_MIN:
        raise ValueError(f"holds {account!r}; a pattern must have {LETTERS_MIN} characters or more beside its stars")
    if account.count(ANY) >= PIECES_MAX:
        raise ValueError(f"holds {account!r}; a pattern must have fewer than {PIECES_MAX} stars")
    return account

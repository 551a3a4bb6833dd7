"""Names of authors as hashes under the installation's key: what goes no further than intake is told apart by these."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stream.config.settings import Settings

REMEMBERED = 100_000


class Pseudonyms:
    """A name gives the same 64 bits, in hexadecimal, in every process that has the key; without it nobody gets back."""

    def __init__(self, settings: Settings) -> None:
        key = settings.author_key.get_secret_value().encode()[:64]

        @lru_cache(maxsize=REMEMBERED)
        def of(name: str) -> str:
            return blake2b(name.encode(), key=key, digest_size=8).hexdigest()

        self.of = of

    def of_handle(self, handle: str) -> str:
        """Of an account whatever its channel, written with or without @ and in any case."""
        return self.of(folded(handle))


def folded(handle: str) -> str:
    """An account as it is compared: without @, in lower case."""
    return handle.lstrip("@").casefold()

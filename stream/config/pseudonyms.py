"""Authors as keyed hashes: after intake, people are distinguished by these and by nothing else."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from detectors.text.clean import plain

KEY_BYTES_MAX = 64
CACHED = 100_000


class Pseudonyms:
    """Keyed hashes of names: the same 64 bits, in hexadecimal, in every process that has `key`; irreversible without it.

    Only the first 64 bytes of the key count, which is all that BLAKE2b takes.
    """

    def __init__(self, key: bytes) -> None:
        key = key[:KEY_BYTES_MAX]

        @lru_cache(maxsize=CACHED)
        def of(name: str) -> str:
            return blake2b(name.encode(), key=key, digest_size=8).hexdigest()

        self.of = of

    def of_handle(self, handle: str) -> str:
        """Of an account whatever its channel, written with or without @ and in any case."""
        return self.of(folded(handle))


@lru_cache(maxsize=CACHED)
def folded(handle: str) -> str:
    """An account as it is compared: without @, in lower case, however its letters are encoded, decorated and spaced.

    >>> folded("@Ann  Smith "), folded("ann\N{NO-BREAK SPACE}SMITH")
    ('ann smith', 'ann smith')
    """
    seen = handle if handle.isascii() else plain(handle)
    return " ".join(seen.split()).lstrip("@ ").casefold() or handle

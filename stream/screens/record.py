"""What a screen was trained with, kept in its file: whether a shipped one is what the training makes can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from detectors.screen.ngrams import Scratch
from detectors.text.set_phrases import phrase_lists
from stream.screens.lexicon import Valence

SAMPLE = "Why? @acme http://x.example no. 5 won't open, \u306f\u3044 \u0e44\u0e21\u0e48 \U0001f621!"


def digest_of(parts: Iterable[str]) -> str:
    """A digest of texts in their order."""
    digest = blake2b(digest_size=8)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def digest_of_lists(lexicon: Sequence[Valence]) -> str:
    """A digest of words and their valences."""
    return digest_of(f"{listed.word}\t{listed.value:.6f}" for listed in lexicon)


def digest_of_phrases() -> str:
    """A digest of the set phrases as they are now."""
    return digest_of(f"{kind}\t{phrase}" for kind, phrases in phrase_lists()._asdict().items() for phrase in phrases)


def digest_of_features() -> str:
    """A digest of how texts become features now."""
    return digest_of(map(str, Scratch().buckets(SAMPLE).tolist()))

"""Files of document frequencies: MessagePack, compressed with Zstandard; the shipped ones lie beside this module."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

import msgspec
import zstandard

from detectors.errors import SettingError
from detectors.knowledge import FrequencySource, Knowledge
from detectors.text import TOKENIZER
from stream.config.frequencies import SHIPPED, files_of
from stream.knowledge.general import general_frequencies

SUFFIX = ".frequencies"
# Word frequencies of 40 languages are below 4 MB; what is larger is no such file.
FILE_BYTES_MAX = 64 * 2**20

_DECODER = msgspec.msgpack.Decoder(FrequencySource)


def read_source(path: Path) -> FrequencySource:
    """The source in a file; SettingError when it is none, or counted with another version of the tokenizer."""
    return _decoded(path.read_bytes(), path.name)


def write_source(path: Path, source: FrequencySource) -> int:
    """Writes a source, the same bytes for the same source; returns how many."""
    packed = zstandard.ZstdCompressor(level=19).compress(msgspec.msgpack.encode(source))
    path.write_bytes(packed)
    return len(packed)


@cache
def shipped_sources() -> Sequence[FrequencySource]:
    """The sources that the package ships, in the order of their file names."""
    shipped = [one for one in files("stream.knowledge").iterdir() if one.name.endswith(SUFFIX)]
    return tuple(_decoded(one.read_bytes(), one.name) for one in sorted(shipped, key=lambda one: one.name))


def load_knowledge(frequencies: str = SHIPPED) -> Knowledge:
    """The knowledge that a setting names: `shipped`, `general` (the word list of each language alone), or comma-separated
    files written by `groundswell frequencies`, which replace the shipped support talk."""
    sources = shipped_sources() if frequencies == SHIPPED else tuple(map(read_source, files_of(frequencies)))
    return Knowledge(general_frequencies, sources, _digest(sources))


def _digest(sources: Sequence[FrequencySource]) -> str:
    return blake2b(msgspec.msgpack.encode(list(sources)), digest_size=8).hexdigest()


def _decoded(packed: bytes, name: str) -> FrequencySource:
    wanted = "a file written by `groundswell frequencies`"
    try:
        plain = zstandard.ZstdDecompressor().decompress(packed, max_output_size=FILE_BYTES_MAX)
        source = _DECODER.decode(plain)
    except (zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise SettingError("frequencies", name, wanted) from error
    if source.tokenizer != TOKENIZER:
        raise SettingError("frequencies", name, f"{wanted} of tokenizer {TOKENIZER}; it is of {source.tokenizer}")
    return source

"""Tables that were counted once, kept in the cache of the user: to count a language takes a fifth of a second and more, to
read what was counted a hundredth."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec

from stream.places import cache_folder

# What decides which terms a list has: the modules of these packages, and these libraries.
_PACKAGES = ("detectors.text", "stream.knowledge")
_LIBRARIES = ("wordfreq", "PyStemmer", "stopwordsiso")
FOLDER = "frequencies"
# A user without a home has no cache either.
_NOT_THERE = (OSError, RuntimeError, msgspec.MsgspecError)


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    """A table, and what it was counted with."""

    stamp: bytes
    table: dict[str, float]


_DECODER = msgspec.msgpack.Decoder(_Kept)


def kept(lang: str, count: Callable[[str], dict[str, float]]) -> dict[str, float]:
    """What `count` gives for a language: read where the same code counted it before, else counted, and kept unless empty.
    Where nothing can be written it is counted in each process."""
    with contextlib.suppress(*_NOT_THERE):
        found = _DECODER.decode((cache_folder() / FOLDER / lang).read_bytes())
        if found.stamp == _stamp():
            return found.table
    table = count(lang)
    if table:
        with contextlib.suppress(*_NOT_THERE):
            _write(cache_folder() / FOLDER, lang, msgspec.msgpack.encode(_Kept(_stamp(), table)))
    return table


def _write(folder: Path, name: str, content: bytes) -> None:
    """Writes the whole file or none, whoever else does."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as own:
        written = Path(own) / name
        written.write_bytes(content)
        written.replace(folder / name)


@cache
def _stamp() -> bytes:
    digest = blake2b(digest_size=16)
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for package in _PACKAGES:
        for module in sorted(files(package).iterdir(), key=lambda one: one.name):
            if module.name.endswith(".py"):
                digest.update(module.read_bytes())
    return digest.digest()

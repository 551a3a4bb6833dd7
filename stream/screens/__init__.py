"""The version of the screen that comes with the package: numbers in a file, read here for the detector."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import numpy as np
import zstandard

from detectors.errors import SettingError
from detectors.screen import Screen, ScreenModel
from detectors.screen.ngrams import BUCKETS

VERSION = 5
DOCUMENT_BYTES_MAX = 4 * BUCKETS


class Trained(msgspec.Struct, frozen=True):
    """What a model was trained with: the settings of the training, and digests of what went in. A model of another origin
    has none of it."""

    settings: dict[str, float] = {}
    texts: str = ""
    lexicon: str = ""
    phrases: str = ""
    features: str = ""


class Document(msgspec.Struct, frozen=True):
    """A model in a file: MessagePack in zstandard, arrays as bytes."""

    version: int
    scale: float
    bias: float
    languages: tuple[str, ...]
    usual: dict[str, float]
    phrases: tuple[float, ...]
    weights: bytes
    rarity: bytes
    trained: Trained = Trained()


def load_screen(version: int = VERSION) -> Screen:
    """The screen of a shipped version; raises FileNotFoundError for one that is not shipped."""
    return read_screen(files(__package__).joinpath(f"screen-{version}.zst").read_bytes())


def read_screen(document: bytes) -> Screen:
    """A screen from its document; raises SettingError for one that cannot be used."""
    read = read_document(document)
    weights, rarity = np.frombuffer(read.weights, np.int8), np.frombuffer(read.rarity, np.uint8)
    single = read.version, read.scale, read.bias, read.languages, read.usual, read.phrases
    return Screen(ScreenModel(*single, weights, rarity))


def read_document(document: bytes) -> Document:
    """What a file holds; raises SettingError where it cannot be read."""
    try:
        plain = zstandard.ZstdDecompressor().decompress(document, max_output_size=DOCUMENT_BYTES_MAX)
        return msgspec.msgpack.decode(plain, type=Document)
    except (zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise SettingError("the screen's document", f"{len(document)} bytes", f"readable: {error}") from error


def written(model: ScreenModel, trained: Trained | None = None) -> bytes:
    """The document of a model, and of what it was trained with."""
    document = Document(
        model.version,
        model.scale,
        model.bias,
        model.languages,
        dict(model.usual),
        model.phrases,
        model.weights.tobytes(),
        model.rarity.tobytes(),
        trained or Trained(),
    )
    return zstandard.ZstdCompressor(level=19).compress(msgspec.msgpack.encode(document))

"""Pieces of a recorded stream, run through engines of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import orjson
from rich.console import Console

from detectors.evaluation.incidents import Opening
from detectors.mention import Complaint
from stream.config.load import Configuration
from stream.evaluate.incidents import opening_of
from stream.reading.options import FileChoice
from stream.terminal import configuration_or_exit, load_or_exit

RENAMED_FIELDS = ("text", "title", "brand", "product")


class Stream(msgspec.Struct, frozen=True):
    """The complaints of a stream in the order of event time, their times, the authors by id, and the names that the file
    gives its brands."""

    complaints: list[Complaint]
    at: list[float]
    known: dict[str, tuple[float, str]]
    brands: tuple[str, ...]


def read_stream(path: Path, renamed: Mapping[str, str] | None = None) -> Stream:
    """The stream as intake takes it, with every mention read once. `renamed`: names of brand and products, and what they
    are called instead, inside longer words too."""
    from detectors.errors import RefusedError
    from stream.intake.pipeline import build_intake

    intake = build_intake(configuration_or_exit(clock="replay"))
    complaints, brands = [], set()
    for offset, row in enumerate(load_or_exit(path, FileChoice(), Console(stderr=True)).rows):
        mention = orjson.loads(row.value)
        brands.add(str(mention.get("brand", "")))
        value = orjson.dumps(_renamed(mention, renamed)) if renamed else row.value
        try:
            complaint = intake.take(value, row.at_ms, 0, offset).complaint
        except RefusedError:
            continue
        if complaint is not None:
            complaints.append(complaint)
    complaints.sort(key=lambda one: (one.at, one.id))
    known = {one.id: (one.at, one.person) for one in complaints}
    return Stream(complaints, [one.at for one in complaints], known, tuple(sorted(brands)))


def _renamed(mention: dict[str, object], renamed: Mapping[str, str]) -> dict[str, object]:
    texts = {field: str(mention[field]) for field in RENAMED_FIELDS if mention.get(field)}
    for name in sorted(renamed, key=len, reverse=True):
        texts = {field: _replaced(text, name, renamed[name]) for field, text in texts.items()}
    return mention | texts


def _replaced(text: str, name: str, other: str) -> str:
    """The text with `other` for `name`, whatever its case."""
    small, parts, start = _small(text), list[str](), 0
    while (at := small.find(_small(name), start)) >= 0:
        parts += (text[start:at], other)
        start = at + len(name)
    return "".join((*parts, text[start:]))


def _small(text: str) -> str:
    """In small letters, each character still one."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def openings_of(piece: Sequence[Complaint], configuration: Configuration, without: Sequence[str] = ()) -> list[Opening]:
    """What a new engine opens on complaints in the order of event time. `without`: brands whose own texts count for nothing
    in what is known from outside, besides the stream's own."""
    from detectors.engine.log import LogRecord, Progress
    from stream.engines.factory import EngineFactory
    from stream.offline.pipeline import end_of_replay

    if not piece:
        return []
    engine = EngineFactory.of(configuration).build(without)
    end = end_of_replay(piece[-1].at, configuration.settings.lateness_seconds)
    records: list[LogRecord] = [*piece, Progress(origin=0, origins=1, at=end)]
    return [opening_of(event) for event in engine.apply(records) if event.alert.event == "opened"]

"""What is in a file or comes through a pipe: found out from its bytes, unpacked, and readable more than once."""

from __future__ import annotations

import gzip
import io
import os
import select
import shutil
import stat
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

import zstandard

from stream.reading.encodings import Encoding, Recoded, encoding_of
from stream.reading.rows import ReadingError

STDIN = Path("-")
BEGINNING_BYTES = 512
# The last record of a zip archive, with the longest comment that may follow it.
ZIP_END_BYTES = 22 + (1 << 16)
DIRECTORY_BYTES_MAX = 1 << 20
# A named pipe that nobody writes into would be waited for without end.
PIPE_SECONDS = 60.0
# Texts pack into a tenth or a thirtieth; what packs into less is one text over and over.
UNPACKED_FREE = 64 << 20
UNPACKED_TIMES = 200
DAMAGED = (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, zstandard.ZstdError)


class Packing(Enum):
    """What a file is by its first bytes, which do not depend on its name."""

    TEXT = "text"
    GZIP = "gzip"
    ZSTANDARD = "zstandard"
    ZIP = "zip"
    WORKBOOK = "workbook"
    PARQUET = "parquet"


_OF_WORKBOOKS = frozenset({"[Content_Types].xml", "mimetype"})
_IN_ARCHIVES = frozenset({".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson"})
_MAGIC = (
    (b"\x1f\x8b", Packing.GZIP),
    (b"\x28\xb5\x2f\xfd", Packing.ZSTANDARD),
    (b"PK\x03\x04", Packing.WORKBOOK),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Packing.WORKBOOK),
    (b"PAR1", Packing.PARQUET),
)


class Content:
    """The bytes of one input. `stream()` begins again from the start, as UTF-8 text unpacked; one stream at a time.

    A pipe is copied into a temporary file first: dates, columns and encodings are recognised from the whole.
    """

    def __init__(self, path: Path, raw: io.BufferedReader) -> None:
        self.path = path
        self.raw = raw
        self.size = os.fstat(raw.fileno()).st_size
        start = raw.peek(8)
        self.packing = next((packing for magic, packing in _MAGIC if start.startswith(magic)), Packing.TEXT)
        self._member = _packed_table(raw, path) if self.packing is Packing.WORKBOOK and start.startswith(b"PK") else ""
        if self._member:
            self.packing = Packing.ZIP
        self.encoding = Encoding()
        if self.is_text:
            try:
                self.encoding = encoding_of(self._unpacked())
            except DAMAGED:
                # What can be unpacked is read; that the rest is damaged is reported where reading ends.
                self._begins()

    @property
    def name(self) -> str:
        return "standard input" if self.path == STDIN else self.path.name

    @property
    def is_text(self) -> bool:
        return self.packing not in (Packing.WORKBOOK, Packing.PARQUET)

    @property
    def position(self) -> int:
        """Bytes of the file read so far, compressed ones where it is compressed."""
        return min(self.raw.tell(), self.size)

    def beginning(self) -> bytes:
        """Its first bytes as they are, unpacked."""
        return self._unpacked().peek(BEGINNING_BYTES)[:BEGINNING_BYTES]

    def stream(self) -> io.BufferedReader:
        unpacked = self._unpacked()
        if self.encoding.name == "utf-8" and not self.encoding.carriage_returns:
            return unpacked
        return io.BufferedReader(Recoded(unpacked, self.encoding), 1 << 18)

    def _begins(self) -> None:
        try:
            self._unpacked().peek(64)
        except DAMAGED as error:
            raise ReadingError(f"{self.path} cannot be unpacked: {error}") from error

    def _unpacked(self) -> io.BufferedReader:
        self.raw.seek(0)
        if self.packing is Packing.GZIP:
            return self._bounded(gzip.GzipFile(fileobj=self.raw))
        if self.packing is Packing.ZSTANDARD:
            # Several frames one after the other are one file, as `zstd -c >>` writes them.
            reader = zstandard.ZstdDecompressor().stream_reader(self.raw, read_across_frames=True, closefd=False)
            return self._bounded(reader)
        if self.packing is Packing.ZIP:
            return self._bounded(_opened_member(self.raw, self._member, self.path))
        return self.raw

    def _bounded(self, unpacked: Any) -> io.BufferedReader:
        return io.BufferedReader(_Bounded(unpacked, self.path, self.size), 1 << 18)


def _packed_table(raw: io.BufferedReader, path: Path) -> str:
    """The one file in a zip archive, as shops give out their exports; empty for a workbook, which is an archive too.

    Raises ReadingError for an archive of anything else."""
    if _directory_bytes(raw) > DIRECTORY_BYTES_MAX:
        return ""
    try:
        with zipfile.ZipFile(raw) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        # What is damaged the reader of workbooks says in its own words.
        return ""
    if any(name in _OF_WORKBOOKS for name in names):
        return ""
    tables = [name for name in names if not name.startswith("__MACOSX/") and not Path(name).name.startswith(".")]
    if len(tables) != 1:
        held = f"{len(tables):,} files" if tables else "nothing"
        raise ReadingError(f"{path} is a zip archive with {held} in it: unpack it and name the file of mentions")
    if Path(tables[0]).suffix.lower() not in _IN_ARCHIVES:
        inside = ascii(Path(tables[0]).name[:80])
        raise ReadingError(f"{path} is a zip archive with {inside} in it: unpack it and name that file")
    return tables[0]


def _directory_bytes(raw: io.BufferedReader) -> int:
    """How long the table of contents of a zip archive says it is: each entry of it would be an object of ours."""
    raw.seek(0, os.SEEK_END)
    raw.seek(max(0, raw.tell() - ZIP_END_BYTES))
    end = raw.read(ZIP_END_BYTES)
    place = end.rfind(b"PK\x05\x06")
    return int.from_bytes(end[place + 12 : place + 16], "little") if place >= 0 else 0


def _opened_member(raw: io.BufferedReader, name: str, path: Path) -> Any:
    try:
        return zipfile.ZipFile(raw).open(name)
    except (RuntimeError, NotImplementedError) as error:
        raise ReadingError(f"{path} cannot be unpacked: {error}") from error


class _Bounded(io.RawIOBase):
    """What is unpacked of a file, as long as it is not far more than any text packs into so little."""

    def __init__(self, unpacked: Any, path: Path, packed: int) -> None:
        self._unpacked = unpacked
        self._path = path
        self._packed = packed
        self._left = max(UNPACKED_FREE, UNPACKED_TIMES * packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = int(self._unpacked.readinto(buffer))
        self._left -= count
        if self._left < 0:
            raise ReadingError(
                f"{self._path} has {self._packed:,} bytes and unpacks to more than {UNPACKED_TIMES} times as many, which "
                "no file of mentions does; if it is meant, unpack it first"
            )
        return count


@contextmanager
def content_of(path: Path) -> Iterator[Content]:
    """The content of a file, of a pipe, or of standard input for `-`. Raises OSError, ReadingError."""
    with _opened(path) as raw:
        yield Content(path, raw)


def _opened(path: Path) -> io.BufferedReader:
    if path == STDIN:
        if sys.stdin.buffer.isatty():
            raise ReadingError("- reads mentions from standard input, and nothing is piped in: … | groundswell COMMAND -")
        return _spooled(sys.stdin.buffer)
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return path.open("rb")
    if stat.S_ISFIFO(mode):
        with _written_pipe(path) as pipe:
            return _spooled(pipe)
    raise ReadingError(f"{path} is {'a folder' if stat.S_ISDIR(mode) else 'a device'}; a file, a pipe or - is needed")


def _written_pipe(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    if not poll.poll(PIPE_SECONDS * 1000):
        os.close(descriptor)
        raise ReadingError(f"{path} is a pipe and nobody has written into it for {PIPE_SECONDS:.0f} s")
    os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "rb")


def _spooled(source: BinaryIO) -> io.BufferedReader:
    spool = tempfile.TemporaryFile()  # noqa: SIM115  the caller closes it
    shutil.copyfileobj(source, spool, 1 << 20)
    spool.seek(0)
    descriptor = os.dup(spool.fileno())
    spool.close()
    return os.fdopen(descriptor, "rb")

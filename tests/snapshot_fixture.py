"""`python -m tests.snapshot_fixture`: a snapshot of the present version as a file for the tests, with what comes after it.

Without a file of this version it writes one: that is done once for each version, in the change that raises it. With one it
only tells its promised events anew, for a change that has engines say something else on purpose. `--replace` writes it in
any case, for a version that nobody has used yet.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import zstandard

from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord
from detectors.engine.snapshot import VERSION
from tests.engine_logs import bodies_of, built_engine, simulated_log

FOLDER = Path(__file__).parent / "fixtures" / "snapshots"
WAITING = 3


class Fixture(msgspec.Struct):
    """A snapshot taken in the middle of trends, the records after it, and the events that these lead to."""

    snapshot: bytes
    log: list[LogRecord]
    events: list[bytes]


def file_of(version: int) -> Path:
    return FOLDER / f"engine-{version}.zst"


def read_fixture(path: Path) -> Fixture:
    return msgspec.msgpack.decode(zstandard.decompress(path.read_bytes()), type=Fixture)


def written(engine: TrendEngine, log: list[LogRecord], path: Path) -> None:
    snapshot = engine.snapshot()
    fixture = Fixture(snapshot, log, bodies_of(engine.apply(log)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zstandard.compress(msgspec.msgpack.encode(fixture), 19))


def main(arguments: list[str]) -> None:
    path, engine = file_of(VERSION), built_engine()
    if path.exists() and "--replace" not in arguments:
        fixture = read_fixture(path)
        engine.restore(fixture.snapshot)
        written(engine, fixture.log, path)
        return
    log = simulated_log(4, days=1.5, per_minute=0.2, kinds=("incident", "viral"))
    while not any(trend.is_open for brand in engine.brands.values() for trend in brand.trends):
        engine.apply(log[:1])
        log = log[1:]
    # A few more, so that some wait for their bucket to close.
    engine.apply(log[:WAITING])
    written(engine, log[WAITING:], path)


if __name__ == "__main__":
    main(sys.argv[1:])

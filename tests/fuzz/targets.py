"""What is fuzzed: everything that reads what strangers wrote. A target may raise what it documents, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import orjson
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.structs import ConsumerRecord

from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, Progress
from detectors.engine.policy import BrandConfig
from detectors.errors import GroundswellError, RefusedError
from detectors.screen import Screen
from detectors.text import detect_language, mask, normalise
from detectors.text.agreement import agrees
from detectors.text.automatic import is_automatic
from detectors.text.clean import printable, unescaped
from detectors.text.quotes import cut_quote
from detectors.text.signature import cut_signature
from detectors.text.simple_words import plain_words
from stream.alerts.foreign import UnreadableError, decode_alert
from stream.board.history import History
from stream.board.records import encoded
from stream.board.state import BoardState
from stream.config.load import load
from stream.engines.manifest import DamagedError, unpack
from stream.intake.feedback_agent import decode_answer
from stream.intake.pipeline import Intake, build_intake
from stream.kafka.codec import decode_mention, decode_record
from stream.kafka.raw_headers import FetchedRecords
from stream.reading import load_mentions
from stream.reading.live import LiveReader
from stream.reading.options import FileChoice, options_of
from stream.screens import load_screen

RECORD_MS = 1_741_132_800_000
PIECES = (
    "RT @a: ",
    '"@a:',
    "«",
    "”",
    "@a",
    "&#",
    "1111",
    "&amp;",
    "\u0301",
    "\ufdfa",
    "\u200b",
    "\ud83d\ude21",
    "http://x",
    "://",
    "order no ",
    "A-1",
    "+1 (555) ",
    "DE89 3704 ",
    "tel ",
    "1.1.",
    "::",
    "(at) ",
    ".com",
    "> @a\n",
    "\n",
    " ",
    "\u00a0",
    "\u3000",
    "a",
    "Z",
    "9",
    "٣",
    "日本",
    "ก",
    "#tag",
    "<b>",
    "'",
    "-",
    "_",
    "{}",
    "[[",
    "\\",
    "\x00",
    "not ",
    "works ",
    "!?",
    "｀",
    "＠",
)


def hostile_text(chance: Random, length: int) -> str:
    """A text of about this length: a few pieces, repeated and mixed, so that it looks hard for some pattern."""
    chosen = [chance.choice(PIECES) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.5:
        unit = "".join(chosen)
        text = chance.choice(PIECES) + unit * (length // max(1, len(unit)) + 1) + chance.choice(PIECES)
    else:
        text = "".join(chance.choices(chosen, k=length // 2 + 1))
    return text[:length]


@cache
def intake() -> Intake:
    return build_intake(load({}, author_key="the key of the fuzzer"))


@cache
def screen() -> Screen:
    return load_screen()


@cache
def engine() -> TrendEngine:
    return TrendEngine(lambda name: BrandTrends(name, BrandConfig()), brands_max=20)


@cache
def lines() -> LiveReader:
    return LiveReader(options_of(FileChoice(), brand="acme"))


def record(text: str) -> bytes:
    return orjson.dumps(
        {"id": text[:40] or "1", "text": text, "author": text[:20] or "a", "created_at": RECORD_MS, "brand": "acme"},
        option=orjson.OPT_PASSTHROUGH_DATETIME,
    )


def whole_intake(text: str) -> None:
    try:
        intake().take(record(text.encode("utf-8", "replace").decode()), RECORD_MS, 0, 0)
    except RefusedError:
        return


def decoding(text: str) -> None:
    for value in (text.encode("utf-8", "surrogatepass"), b'{"id":' + text.encode("utf-8", "replace")):
        try:
            decode_mention(value, RECORD_MS)
        except RefusedError:
            continue


def log_records(text: str) -> None:
    for value in (text.encode("utf-8", "surrogatepass"), b'{"type":"command","at":1' + text.encode("utf-8", "replace")):
        try:
            decode_record(value)
        except (ValueError, RecursionError):
            continue


def checkpoints(text: str) -> None:
    try:
        unpack(text.encode("utf-8", "surrogatepass"))
    except DamagedError:
        return


def files(suffix: str) -> Callable[[str], None]:
    def read(text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"mentions{suffix}"
            head = "id,text,author,created_at,brand\n" if suffix == ".csv" else ""
            path.write_bytes(head.encode() + text.encode("utf-8", "surrogatepass"))
            try:
                load_mentions(path)
            except GroundswellError:
                return

    return read


def answers(text: str) -> None:
    value = text.encode("utf-8", "replace")
    written = orjson.dumps({"kind": "mute", "trend_id": value.decode()[:600], "note": value.decode()[:3_000]})
    for body in (value, written):
        record = ConsumerRecord("feedback", 0, 0, RECORD_MS, 0, value[:200], body, None, 0, len(body), ())
        try:
            decode_answer(record)
        except RefusedError:
            continue


def engines(text: str) -> None:
    """A mention all the way into an engine, and an answer about whatever trend it names."""
    sound = text.encode("utf-8", "replace").decode()
    try:
        accepted = intake().take(record(sound), RECORD_MS, 0, engine().counts.complaints)
    except RefusedError:
        return
    at = RECORD_MS / 1000.0 + engine().counts.complaints
    given = Command(brand="acme", kind=sound[:20], at=at, by=sound[:9], trend_id=sound[:40], note=sound)
    held = [accepted.complaint] if accepted.complaint is not None else []
    engine().apply([*held, given, Progress(origin=0, origins=1, at=at)])


def board(text: str) -> None:
    """A record of every topic that the board reads; then all that it shows can be sent."""
    state = BoardState(History())
    nested = orjson.dumps({"trend_id": text.encode("utf-8", "replace").decode()[:99], "kind": "mute", "members": []})
    for topic in BoardState.TOPICS:
        for value in (text.encode("utf-8", "surrogatepass"), nested, b'{"a":' * 300 + b"1" + b"}" * 300):
            state.on_record(topic, value[:40], value, "0/1", 1.0)
    encoded([state.now(), state.changes(), state.deliveries.newest(), state.kept_out(), state.history.events("t")])
    state.history.close()


def alerts(text: str) -> None:
    for value in (
        text.encode("utf-8", "surrogatepass"),
        b'{"schema_version":1,"people":' + text.encode("utf-8", "replace"),
    ):
        try:
            decode_alert(value)
        except UnreadableError:
            continue


def headers(text: str) -> None:
    """A batch whose header has any bytes for a name, and the bytes themselves as a batch."""
    name = text.encode("utf-8", "surrogatepass")[:2_000]
    builder = DefaultRecordBatchBuilder(2, 0, 0, 0, -1, 0, 1 << 20)
    builder.append(0, 0, b"k", b"v", [("h" * len(name), b"x")])
    for data in (bytes(builder.build()).replace(b"h" * len(name), name, 1), name):
        try:
            read = FetchedRecords(data)
            while read.has_next():
                list(read.next_batch())
        except CorruptRecordException:
            continue


def header_line(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mentions.csv"
        path.write_bytes(text.encode("utf-8", "surrogatepass") + b"\n1,a,b,2020-01-01T00:00:00Z\n")
        try:
            load_mentions(path)
        except GroundswellError:
            return


TARGETS: dict[str, Callable[[str], object]] = {
    "intake": whole_intake,
    "decode": decoding,
    "log records": log_records,
    "checkpoints": checkpoints,
    "mask": mask,
    "quotes": cut_quote,
    "normalise": lambda text: normalise(text, "en"),
    "plain words": plain_words,
    "unescape": unescaped,
    "printable": printable,
    "language": detect_language,
    "screen": lambda text: screen().score(text),
    "json lines": files(".jsonl"),
    "csv": files(".csv"),
    "header line": header_line,
    "workbook": files(".xlsx"),
    "parquet": files(".parquet"),
    "live lines": lambda text: lines().row(text.encode("utf-8", "surrogatepass"), RECORD_MS),
    "headers": headers,
    "answers": answers,
    "engine": engines,
    "board": board,
    "alerts": alerts,
    "agreement": agrees,
    "automatic": is_automatic,
    "signature": cut_signature,
}

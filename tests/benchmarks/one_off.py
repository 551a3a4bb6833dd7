"""`python -m tests.benchmarks.one_off WORK [RULE …]`: what each smaller rule of detection decides.

Every rule of `one_off.toml` is turned off by an edit in a copy of the code; printed is how what the streams lead to differs
from what they lead to as shipped. A rule that changes nothing anywhere, and that no test asks for, is one to take out. WORK
keeps the streams as intake gives them. STREAMS (environment, with commas) runs some only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import orjson

from detectors.evaluation.attackers import ATTACKS
from detectors.evaluation.attacks import attacked
from detectors.evaluation.quiet import quiet_stream
from detectors.mention import Complaint
from stream.config.load import load
from stream.engines.factory import EngineFactory
from stream.evaluate.incidents import listed_or_exit, small_or_exit
from stream.evaluate.pieces import read_stream
from stream.evaluate.quiet import by_stream
from stream.simulate import Plan, simulate

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared/data"
STREAMS = ("starts", "airlines", "demo", "firefox", "quiet", "attacks")
DAY = 86_400.0
QUIET_STREAMS, QUIET_TEXTS, QUIET_A_DAY = slice(None, None, 3), 2_000, 300.0


class Rule(msgspec.Struct, frozen=True):
    """A rule of detection: in which file what stands once, and what stands there instead when the rule is off."""

    name: str
    file: str
    old: str
    new: str


def rules() -> list[Rule]:
    """All of them."""
    return msgspec.convert(tomllib.loads(Path(__file__).with_suffix(".toml").read_text())["rules"], list[Rule])


def turn_off(rule: Rule, code: Path) -> None:
    """Takes a rule out of a copy of the code."""
    file = code / rule.file
    text = file.read_text()
    if text.count(rule.old) != 1:
        raise ValueError(f"{rule.name}: {text.count(rule.old)} places in {rule.file} where one was to be")
    file.write_text(text.replace(rule.old, rule.new))


def made(name: str, work: Path) -> list[list[Complaint]]:
    """The pieces of a stream as intake gives them."""
    if name == "airlines":
        return [read_stream(DATA / "airline-tweets-2015.jsonl.gz").complaints]
    if name == "demo":
        return [taken(simulate(Plan(seed=7, days=10, per_minute=2.5)).mentions, work)]
    if name == "quiet":
        found = sorted(by_stream([DATA / "complaint-multilingual.jsonl.gz"]).items())
        enough = [texts[:QUIET_TEXTS] for _, texts in found if len(texts) >= QUIET_TEXTS // 2]
        return [taken(shuffled(texts), work) for texts in enough[QUIET_STREAMS]]
    whole = read_stream(DATA / "firefox-2018-2022.jsonl.gz").complaints
    return [whole] if name == "firefox" else [[one for one in whole if a <= one.at < b] for a, b in spans(whole)]


def taken(mentions: Sequence[dict[str, Any]], work: Path) -> list[Complaint]:
    file = work / "mentions.jsonl"
    file.write_bytes(b"\n".join(map(orjson.dumps, mentions)))
    return read_stream(file).complaints


def shuffled(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Texts in random order, as `evaluate quiet` has them."""
    placed = enumerate(quiet_stream(texts, QUIET_A_DAY, 1), 1)
    return [
        {"id": str(n), "text": one.text, "author": one.author, "created_at": int(1.7e12 + 1000 * one.at), "brand": "quiet"}
        for n, one in placed
    ]


def spans(whole: Sequence[Complaint]) -> Iterator[tuple[float, float]]:
    """Of every second incident of the lists, from a quarter of a day or a day before it to two days after it began."""
    at = {one.id: one.at for one in whole}
    listed = listed_or_exit(DATA / "incidents-firefox-2018-2022.json")
    big = [min(at[one] for one in map(str, incident.members) if one in at) for incident in listed]
    days = [one.first_day.toordinal() - 719_163 for one in small_or_exit(DATA / "small-incidents-firefox-2018-2022.json")]
    for number, first in enumerate((*big, *(DAY * day for day in days))[::2]):
        yield first - (DAY / 4 if number % 2 else DAY), first + 2 * DAY


def outcome(work: Path, name: str) -> dict[str, Any]:
    """What a stream leads to: a hash of all events, and the messages by piece; the attacks that do harm."""
    factory = EngineFactory.of(load({}, clock="replay"))
    if name == "attacks":
        rows = attacked(factory.build, [1], list(ATTACKS))
        return {"hash": digest(rows), "sent": [[row.attack] for row in rows if not row.holds]}
    pieces = msgspec.msgpack.decode((work / f"{name}.msgpack").read_bytes(), type=list[list[Complaint]])
    events = [[event.alert for event in factory.build().apply(with_end(piece))] for piece in pieces]
    every = [(number, alert) for number, alerts in enumerate(events) for alert in alerts if alert.attention != "board"]
    return {"hash": digest(events), "sent": [[n, one.brand, one.event, one.at, one.title, one.people] for n, one in every]}


def with_end(piece: Sequence[Complaint]) -> list[Any]:
    """The complaints, numbered anew, and the end of their only origin."""
    from detectors.engine.log import Progress

    numbered = [msgspec.structs.replace(one, offset=offset) for offset, one in enumerate(piece)]
    return [*numbered, Progress(origin=0, origins=1, at=piece[-1].at + DAY)]


def digest(events: Any) -> str:
    return blake2b(msgspec.json.encode(events), digest_size=8).hexdigest()


def run_of(rule: Rule | None, work: str) -> dict[str, Any]:
    """What all streams lead to with a rule off."""
    with TemporaryDirectory() as folder:
        code = Path(folder)
        copytree(ROOT / "detectors", code / "detectors")
        for name in ("stream", "tests"):
            (code / name).symlink_to(ROOT / name)
        if rule is not None:
            turn_off(rule, code)
        command = [sys.executable, "-m", "tests.benchmarks.one_off", str(Path(work).absolute()), "--here"]
        held = subprocess.run(
            command, cwd=code, env={**os.environ, "PYTHONPATH": folder}, stdout=subprocess.PIPE, check=True
        )
        return dict(orjson.loads(held.stdout))


def main(arguments: Sequence[str]) -> None:
    """Prints a line of JSON for each rule: by stream that differs the messages that are gone and new."""
    work, *wanted = arguments
    streams = os.environ.get("STREAMS", ",".join(STREAMS)).split(",")
    if wanted == ["--here"]:
        print(orjson.dumps({name: outcome(Path(work), name) for name in streams}).decode())
        return
    for name in streams:
        if name != "attacks" and not (held := Path(work) / f"{name}.msgpack").exists():
            held.write_bytes(msgspec.msgpack.encode(made(name, Path(work))))
    shipped = run_of(None, work)
    for rule in [one for one in rules() if not wanted or one.name in wanted]:
        row: dict[str, Any] = {"rule": rule.name}
        for name, off in run_of(rule, work).items():
            before, after = shipped[name]["sent"], off["sent"]
            if off["hash"] != shipped[name]["hash"]:
                row[name] = {"gone": [x for x in before if x not in after], "new": [x for x in after if x not in before]}
        print(orjson.dumps(row).decode(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""`explain WORDS --file`: what a file says of words days before its end."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
from typer.testing import CliRunner

from stream.cli.app import app
from stream.exits import Exit
from tests.simulated import START_MS


def explained(words: str, file: Path) -> list[str]:
    """The lines of the answer."""
    done = CliRunner().invoke(app, ["explain", words, "--file", str(file)], env={"COLUMNS": "200"})
    assert done.exit_code == Exit.OK, done.output
    return done.stdout.strip().splitlines()


def test_words_of_days_ago_are_explained_as_of_when_most_people_wrote_them(tmp_path: Path) -> None:
    hour_ms = 3_600_000
    written = [(float(hour * hour_ms), f"my parcel {hour} is late") for hour in range(96)]
    texts = ("the zebra button is broken", "zebra does nothing here", "no zebra on my screen", "where did the zebra go")
    written += [((30, 30.1, 30.2, 70)[n] * hour_ms, text) for n, text in enumerate(texts)]
    rows: list[dict[str, str | int]] = [
        {"id": f"{n}", "text": text, "author": f"a{n}", "created_at": START_MS + int(at), "brand": "acme"}
        for n, (at, text) in enumerate(sorted(written))
    ]
    file = tmp_path / "mentions.jsonl"
    file.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    then, at_end = explained("zebra", file)
    assert "when most people wrote it: zebra: 3 people in 3 h, needs 5" in then
    assert at_end.endswith("zebra: nobody mentioned it in the last 24 h")
    (now,) = explained("parcel", file)
    assert "when most people" not in now
    # Whatever was looked at on the way, at the end all counts: two more wrote last.
    early = [row for row in rows if int(row["id"]) < 40]
    for number, text in enumerate(("zebra is stuck today", "your zebra hides behind the menu")):
        at = START_MS + 40 * hour_ms + number
        early.append({"id": f"z{number}", "text": text, "author": f"z{number}", "created_at": at, "brand": "acme"})
    file.write_bytes(b"\n".join(map(orjson.dumps, early)))
    then, at_end = explained("zebra", file)
    assert "when most people wrote it: zebra: 3 people in 3 h, needs 5" in then
    assert at_end.endswith("zebra: 2 people in 3 h, needs 5")


def test_words_of_a_trend_that_is_long_over_name_it(tmp_path: Path) -> None:
    hour_ms = 3_600_000
    written = [(hour * hour_ms, f"my parcel {hour} is late") for hour in range(192)]
    faults = (
        "is broken",
        "does not open",
        "never works",
        "fails again",
        "shows an error",
        "is still dead",
        "will not load",
    )
    written += [(60 * hour_ms + n * 60_000, f"the zebra page {fault}") for n, fault in enumerate(faults)]
    rows = [
        {"id": f"{n}", "text": text, "author": f"a{n}", "created_at": START_MS + at, "brand": "acme"}
        for n, (at, text) in enumerate(sorted(written))
    ]
    file = tmp_path / "mentions.jsonl"
    file.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    reported, at_end, *about = explained("zebra", file)
    assert re.fullmatch(r"acme · zebra: reported as “the zebra page .*” \(\S+, over: back to usual\)", reported), reported
    assert at_end.endswith("zebra: nobody mentioned it in the last 24 h")
    assert "is resolved" in about[0]

"""The commands of the documentation, and a folder with the files that they name."""

from __future__ import annotations

import csv
import gzip
import os
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import orjson

from tests.worker_tools import bare_environment

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What talks to Kafka, or to a worker.
_LIVE = re.compile(
    r"groundswell (?:kafka|topics|worker(?! --settings)|send|alerts|trends|warm|replay|health|answer|forget|"
    r"explain (?!.*--file))"
)


def commands(page: Path) -> list[str]:
    """The lines of its shell blocks."""
    return [
        line for block in _BLOCK.findall(page.read_text(encoding="utf-8")) for line in block.splitlines() if line.strip()
    ]


def is_live(command: str) -> bool:
    return command.startswith("export ") or _LIVE.search(command) is not None


def folder(place: Path) -> Path:
    """Files as the pages name them: forty complaints of forty people over four days, until a quarter of an hour ago."""
    now = datetime.now(UTC).replace(microsecond=0)
    rows = [
        {
            "id": f"m{number}",
            "text": f"parcel number {number} never arrived at my house",
            "author": f"ann{number}",
            "created_at": (now - timedelta(hours=2.4 * (40 - number), minutes=15)).isoformat(),
        }
        for number in range(40)
    ]
    place.mkdir(parents=True, exist_ok=True)
    with (place / "mentions.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    lines = b"\n".join(orjson.dumps(row | {"brand": "acme"}) for row in rows)
    (place / "mentions.jsonl").write_bytes(lines)
    (place / "mentions.jsonl.gz").write_bytes(gzip.compress(lines))
    (place / "lines.jsonl").write_bytes(orjson.dumps({"body": "it broke", "user": {"name": "ann"}}))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Review ID", "Date", "Reviewer", "Stars", "Review"])
    for row in rows:
        sheet.append([row["id"], row["created_at"], row["author"], 1, row["text"]])
    book.save(place / "reviews.xlsx")
    # As `groundswell files trial` writes it, which itself needs no Kafka.
    (place / "trial").mkdir()
    (place / "trial" / "first-alert.jsonl").write_bytes((ROOT / "deploy" / "first-alert.jsonl").read_bytes())
    for name in ("brands.toml", "other.toml"):
        (place / name).write_text('[brands.acme]\nbudget = "calm"\npeople_min = 6\n', encoding="utf-8")
    return place


def environment(home: Path, **more: str) -> dict[str, str]:
    """That of a new user, whose `groundswell` is ours."""
    bin_folder = home / "bin"
    bin_folder.mkdir(parents=True, exist_ok=True)
    program = bin_folder / "groundswell"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from stream.cli.app import main; main()" "$@"\n')
    program.chmod(0o755)
    return {
        **bare_environment(),
        "HOME": str(home),
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GROUNDSWELL_CACHE": os.environ.get("GROUNDSWELL_CACHE", str(ROOT / ".cache")),
        **more,
    }

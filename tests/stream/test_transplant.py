"""`groundswell evaluate transplant`: the posts of an incident in another year, and the brand under another name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
import typer
from typer.testing import CliRunner

from detectors.evaluation.coldstart import DAY
from detectors.evaluation.incidents import Incident
from detectors.evaluation.transplant import YEAR, Transplant, covered, transplants
from stream.evaluate.pieces import read_stream
from stream.evaluate.transplant import Runner, transplant

app = typer.Typer()
app.command()(transplant)
invoke = CliRunner().invoke

BEGIN = datetime(2024, 1, 1, 8, tzinfo=UTC)
TOPICS = ("parcel", "invoice", "printer", "account", "refund", "delivery", "colour", "manual", "voucher", "catalogue")
FAULTS = (
    "the Acmedoor app crashes when I open the scanner",
    "scanner crashes, what now",
    "cannot scan anything, the scanner crashes the whole app",
    "since this morning the scanner crashes",
    "scanner of acmedoor crashes at once",
    "my scanner crashes every single time",
    "anybody else whose scanner crashes?",
    "help, the scanner crashes again and again",
    "scanner: crashes on every picture I take",
)


def mention(ident: str, at: datetime, text: str) -> dict[str, Any]:
    return {"id": ident, "text": text, "author": f"by {ident}", "created_at": at.isoformat(), "brand": "acmedoor"}


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Everyday posts about one thing each over 16 months, an incident in the second month, and the list that names it."""
    folder = tmp_path_factory.mktemp("stream")
    rows = []
    for hour in range(0, 16 * 30 * 24, 6):
        topic = TOPICS[hour // 6 % len(TOPICS)]
        rows.append(mention(f"m{hour}", BEGIN + timedelta(hours=hour), f"how do I change the {topic} of order {hour}?"))
    at = BEGIN + timedelta(days=50, minutes=7)
    rows += [mention(f"i{n}", at + timedelta(minutes=9 * n), text) for n, text in enumerate(FAULTS)]
    mentions, labels = folder / "stream.jsonl", folder / "incidents.json"
    mentions.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    labels.write_bytes(orjson.dumps([{"id": "scanner", "members": [f"i{n}" for n in range(len(FAULTS))]}]))
    return mentions, labels


def test_an_incident_is_moved_only_to_years_that_the_stream_covers_with_its_history() -> None:
    one = Incident("a", "", [(800 * DAY, "1", "ann"), (801 * DAY, "2", "bob")])
    spans = [(100 * DAY, 300 * DAY), (420 * DAY, 1300 * DAY)]
    assert [run.years for run in transplants([one], spans, days=10, parts=(1.0,))] == [-1, 1]
    assert [run.years for run in transplants([one], spans, days=30, parts=(1.0,))] == [1]
    near = Incident("b", "", [(800 * DAY + YEAR, "3", "cem")])
    assert "a" not in {run.incident for run in transplants([one, near], spans, days=30, parts=(1.0,))}


def test_a_stream_covers_what_no_three_days_of_silence_part() -> None:
    assert covered([0.0, 2 * DAY, 6 * DAY, 7 * DAY]) == [(0.0, 2 * DAY), (6 * DAY, 7 * DAY)]


def test_brand_and_products_are_called_otherwise_in_texts_and_the_brand_itself(stream: tuple[Path, Path]) -> None:
    held = read_stream(stream[0], {"acmedoor": "pellock"})
    assert held.brands == ("acmedoor",)
    assert {one.brand for one in held.complaints} == {"pellock"}
    texts = [one.text for one in held.complaints]
    assert not any("acmedoor" in text.casefold() for text in texts)
    assert sum("pellock" in text for text in texts) == 2


def test_moved_posts_are_by_others_at_the_same_hour_of_the_same_weekday(stream: tuple[Path, Path]) -> None:
    held = read_stream(stream[0])
    posts = [(held.known[f"i{n}"][0], f"i{n}", held.known[f"i{n}"][1]) for n in range(len(FAULTS))]
    runner = Runner(held, [Incident("scanner", "", posts)], 30.0, "")
    piece, incident = runner.piece(Transplant("scanner", 1, 1.0))
    assert [at - YEAR for at, _, _ in incident.posts] == [at for at, _, _ in posts]
    assert {person for _, _, person in incident.posts}.isdisjoint(one.person for one in held.complaints)
    assert [one.offset for one in piece] == list(range(len(piece)))
    assert piece[0].at >= posts[0][0] + YEAR - 30 * DAY
    fewer, kept = runner.piece(Transplant("scanner", 1, 0.5))
    assert len(piece) - len(fewer) == len(posts) - len(kept.posts) > 0


def test_the_command_counts_what_is_found_by_part_of_the_people_and_by_incident(stream: tuple[Path, Path]) -> None:
    result = invoke(app, [*map(str, stream), "--parts", "1,0.3", "--rename", "acmedoor=pellock", "--json"])
    assert result.exit_code == 0, result.output
    figures = orjson.loads(result.output[result.output.index("{") :])
    everybody, fewer, scanner = figures["rows"]
    assert (everybody["part"], everybody["runs"], everybody["found"], everybody["eligible"]) == (1.0, 1, 1, 1)
    assert everybody["median_people"] <= 7
    assert (fewer["part"], fewer["found"]) == (0.3, 0), "three people are no trend"
    assert (scanner["incident"], scanner["runs"]) == ("scanner", 2)
    (found,) = [run for run in figures["runs"] if run["people"] is not None]
    assert found["years"] == 1
    assert found["people_left"] == len(FAULTS)
    assert 0 < found["hours"] < 2


@pytest.mark.parametrize("wrong", [["--parts", "half"], ["--rename", "acmedoor"]])
def test_the_command_says_which_option_it_cannot_use(stream: tuple[Path, Path], wrong: list[str]) -> None:
    result = invoke(app, [*map(str, stream), *wrong])
    assert result.exit_code == 2
    assert "--parts are numbers" in result.output

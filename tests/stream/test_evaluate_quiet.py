"""`groundswell evaluate quiet`: real texts in random order, and the alerts they lead to."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from detectors.evaluation.quiet import quiet_stream
from stream.evaluate.quiet import quiet

app = typer.Typer()
app.command("quiet")(quiet)
runner = CliRunner()

THINGS = ("lamp", "sofa", "kettle", "rug", "mirror", "shelf", "desk", "chair", "vase", "clock")
WORDS = ("scratched", "late", "loud", "pale", "heavy", "wobbly", "small", "sticky", "dull", "crooked")


def written(tmp_path: Path, texts: list[str], source: str = "shop") -> Path:
    file = tmp_path / f"{source}.jsonl"
    file.write_bytes(b"\n".join(orjson.dumps({"text": text, "lang": "en", "source": source}) for text in texts))
    return file


def test_texts_that_have_little_in_common_open_nothing(tmp_path: Path) -> None:
    texts = [f"the {THINGS[n % 10]} is {WORDS[n // 10 % 10]} and room {n} is cold" for n in range(200)]
    result = runner.invoke(app, [str(written(tmp_path, texts)), "--at-least", "100", "--per-day", "40", "--json"])
    assert result.exit_code == 0, result.output
    (found,) = orjson.loads(result.output)
    assert (found["stream"], found["texts"], found["alerts"]) == ("en shop", 200, 0)
    assert 4 < found["days"] < 6


def test_what_most_of_a_new_brand_report_at_once_is_counted(tmp_path: Path) -> None:
    texts = [f"the app crashes on start, room {n}" if n % 4 else f"where is shelf {n}" for n in range(120)]
    result = runner.invoke(app, [str(written(tmp_path, texts)), "--at-least", "100", "--per-day", "5000"])
    assert result.exit_code == 0, result.output
    assert "0.000 alerts" not in result.output
    assert "alerts a day and brand" in result.output


def test_too_few_texts_and_files_of_another_kind_are_refused(tmp_path: Path) -> None:
    few = runner.invoke(app, [str(written(tmp_path, ["good"]))])
    assert few.exit_code != 0
    assert "no language of a source has 700 texts" in few.output
    (tmp_path / "other.jsonl").write_text('{"title": "no text"}\n', encoding="utf-8")
    other = runner.invoke(app, [str(tmp_path / "other.jsonl")])
    assert other.exit_code != 0
    assert "a file cannot be used" in other.output
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "good"}\n' * 999)[:-12])
    cut = runner.invoke(app, [str(tmp_path / "cut.jsonl.gz")])
    assert cut.exit_code == 2
    assert "a file cannot be used" in " ".join(cut.output.split())


@given(st.lists(st.text(max_size=5), min_size=1, max_size=50), st.integers(0, 99))
def test_each_text_comes_once_in_the_order_of_time(texts: list[str], seed: int) -> None:
    placed = quiet_stream(texts, 100.0, seed)
    assert sorted(one.text for one in placed) == sorted(texts)
    assert [one.at for one in placed] == sorted(one.at for one in placed)
    assert placed == quiet_stream(texts, 100.0, seed)

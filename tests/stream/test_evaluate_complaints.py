"""`groundswell evaluate complaints`: what it reads and prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
import typer
from typer.testing import CliRunner

from stream.evaluate.complaints import complaints

app = typer.Typer()
app.command("complaints")(complaints)
runner = CliRunner()

BAD, GOOD = ("zgrubo", "awful broken refund"), ("milovno", "lovely thanks great")
FIELDS = ("texts", "languages", "accuracy", "macro_f1", "auc", "recall_at_1_percent_praise", "calibration_error")


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Two languages, one of them unknown, with both kinds of text in each of their sources."""
    rows = [
        {"text": f"{words[lang == 'en']} thing {n}", "complaint": bad, "lang": lang, "source": f"{lang}{n % 3}"}
        for n in range(120)
        for bad, words in ((True, BAD), (False, GOOD))
        for lang in ("en", "qqq")
    ]
    (tmp_path / "texts.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return tmp_path


def report_of(labelled: Path, *options: str) -> dict[str, Any]:
    result = runner.invoke(app, [str(labelled / "texts.jsonl"), *options, "--json"])
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = orjson.loads(result.output)
    return report


@pytest.mark.parametrize(("content", "why"), [(b"", "hold no labelled text"), (b'{"text": "x"}\n', "line 1 is no object")])
def test_a_file_of_no_use_is_explained(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_bytes(content)
    with pytest.raises(typer.BadParameter, match=why):
        complaints([path])


def test_the_shipped_model_is_measured_in_all_and_by_language_and_source(labelled: Path) -> None:
    report = report_of(labelled)
    for figures in (report["all"], report["languages"]["en"], report["sources"]["en0"]):
        assert set(FIELDS) <= set(figures)
    assert report["languages"]["en"]["auc"] > 0.9
    assert report["trend_of_eight_complaints_called_praise"] == 0
    learned = report["trend_of_eight_in_learned_languages"]
    assert learned["complaints_called_praise"] == 0
    assert learned["praises_called_praise"] > report["trend_of_eight_praises_called_praise"], (
        "no language of none is praise"
    )


@pytest.mark.parametrize("value", [-3, 3])
def test_a_language_left_out_is_known_from_lists_alone(labelled: Path, value: int) -> None:
    (labelled / "AFINN-en.json").write_bytes(orjson.dumps({"awful": -3, "broken": -2, "lovely": 3, "great": 3}))
    (labelled / "AFINN-qqq.json").write_bytes(orjson.dumps({"zgrubo": value, "milovno": -value}))
    languages = report_of(labelled, "--leave-out", "language", "--lexicon", str(labelled))["languages"]
    # A list turned round turns round its language, and not the other.
    assert (abs(languages["qqq"]["auc"] - languages["en"]["auc"]) < 0.1) is (value < 0)


def test_a_brand_learns_from_the_labels_before(labelled: Path) -> None:
    report = report_of(labelled, "--leave-out", "later")
    curves = report["learning"]
    assert list(curves) == ["1", "2", "3"]
    assert report["languages"]["qqq"]["auc"] > 0.7


def test_people_get_tables(labelled: Path) -> None:
    result = runner.invoke(app, [str(labelled / "texts.jsonl"), "--leave-out", "tenth"])
    assert result.exit_code == 0, result.output
    assert "trends of eight complaints called praise: 0.0%" in result.output

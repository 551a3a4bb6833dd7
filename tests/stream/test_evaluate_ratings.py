"""`groundswell evaluate ratings`: streams made of rated texts, and what they lead to."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import typer
from typer.testing import CliRunner

from detectors.evaluation.ratings import BURST_PEOPLE, Review, praises, rated_stream
from stream.evaluate.ratings import ratings

app = typer.Typer()
app.command("ratings")(ratings)
runner = CliRunner()

GOOD = ("heart breaking, cried all night {}", "nothing bad to say about {}", "no flaws in {}", "terribly good {}")
BAD = ("{} stopped working", "{} came broken and nobody answers", "waste of money, {}", "never again {}")


@pytest.fixture
def rated(tmp_path: Path) -> Path:
    rows = [
        {"text": form.format(f"item{n}"), "rating": rating, "lang": "en"}
        for n in range(30)
        for forms, rating in ((GOOD, 5), (BAD, 1))
        for form in forms
    ]
    (tmp_path / "reviews.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return tmp_path / "reviews.jsonl"


def test_five_stars_send_no_message_and_one_star_does(rated: Path) -> None:
    result = runner.invoke(app, [str(rated), "--streams", "2", "--seed", "1", "--json"])
    assert result.exit_code == 0, result.output
    outcomes = orjson.loads(result.output)
    assert [one["stream"] for one in outcomes] == ["en 1", "en 2"]
    assert sum(one["praise_messages"] for one in outcomes) == 0
    # Of the two the first has its burst of praise before that of one star, three days apart.
    assert all(one["fault_messages"] >= 1 for one in outcomes)


def test_people_get_a_table(rated: Path) -> None:
    result = runner.invoke(app, [str(rated), "--streams", "1"])
    assert "on praise: 0 messages, 0 of them pages" in result.output


def test_a_file_with_too_few_ratings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "few.jsonl").write_text('{"text": "good", "rating": 5}\n{"text": "none"}\n', encoding="utf-8")
    result = runner.invoke(app, [str(tmp_path / "few.jsonl")])
    assert result.exit_code != 0
    assert "no language has" in result.output


def test_the_same_seed_makes_the_same_stream() -> None:
    reviews = [Review(f"{n}", float(1 + n % 5), "en") for n in range(50)]
    stream = rated_stream(reviews, 3)
    assert stream == rated_stream(reviews, 3) != rated_stream(reviews, 4)
    assert [one.at for one in stream] == sorted(one.at for one in stream)
    assert len({one.author for one in stream}) == len(stream) > 2 * BURST_PEOPLE
    assert praises([5, 4, 1])
    assert not praises([5, 1])

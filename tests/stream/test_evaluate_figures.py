"""`groundswell evaluate spikes`, `calibration`, `cost` and `incidents`: what they read and print."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import orjson
import pytest
import typer
from typer.testing import CliRunner

from detectors.buckets import DAY_BUCKETS
from stream.evaluate.calibration import calibration
from stream.evaluate.cost import cost
from stream.evaluate.incidents import incidents
from stream.evaluate.spikes import read_series, spikes

app = typer.Typer()
app.command("spikes")(spikes)
app.command("calibration")(calibration)
app.command("cost")(cost)
app.command("incidents")(incidents)
runner = CliRunner()


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A directory in NAB's layout: one series of ten days with a planted spike."""
    print("seed 5")
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    counts = np.random.default_rng(5).poisson(4.0, 2880)
    counts[2000:2036] += 30
    stamps = [(begin + timedelta(minutes=5 * row)).strftime("%Y-%m-%d %H:%M:%S") for row in range(2880)]
    lines = ["timestamp,value", *(f"{stamp},{count}" for stamp, count in zip(stamps, counts.tolist(), strict=True))]
    (tmp_path / "brand.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    labels = {"brand.csv": {"windows": [[stamps[1990] + ".000000", stamps[2200] + ".000000"]], "labels": [stamps[2010]]}}
    (tmp_path / "labels.json").write_bytes(orjson.dumps(labels))
    return tmp_path


def test_series_are_read_with_their_windows_as_rows(labelled: Path) -> None:
    (series,) = read_series(labelled)
    assert series.windows == ((1990, 2200),)
    assert len(series.counts) == 2880
    assert series.at[1] - series.at[0] == 300.0


def test_spikes_prints_a_score_per_profile_as_json(labelled: Path) -> None:
    result = runner.invoke(app, ["spikes", str(labelled), "--json"])
    assert result.exit_code == 0, result.output
    figures = orjson.loads(result.output)
    assert [row["profile"] for row in figures["profiles"]] == ["standard", "reward_low_fp", "reward_low_fn"]
    assert figures["profiles"][0]["score"] > 90


def test_spikes_prints_a_table_for_people(labelled: Path) -> None:
    result = runner.invoke(app, ["spikes", str(labelled)])
    assert result.exit_code == 0
    assert "reward_low_fn" in result.output


def test_spikes_names_what_it_cannot_read(tmp_path: Path) -> None:
    result = runner.invoke(app, ["spikes", str(tmp_path)])
    assert result.exit_code == 2
    assert "labels.json" in result.output


def test_calibration_prints_every_null_rate_and_level() -> None:
    result = runner.invoke(
        app, ["calibration", "--groups", "2", "--days", "1", "--warm-days", "1", "--bursts", "0", "--json"]
    )
    assert result.exit_code == 0, result.output
    figures = orjson.loads(result.output)
    assert {row["null"] for row in figures["nulls"]} == {"poisson", "nb_0.3", "nb_1", "autocorrelated", "mixture"}
    assert {row["test"] for row in figures["nulls"]} == {"share", "volume"}
    assert set(figures["nulls"][0]) >= {"test", "null", "rate", "level", "promised", "realised", "ratio"}
    assert len(figures["nulls"]) == 2 * 5 * 3 * 6


def test_ten_thousand_keys_cost_at_most_512_bytes_each_with_the_people_of_their_day() -> None:
    result = runner.invoke(app, ["cost", "--rate", "1", "--rate", "3", "--json"])
    assert result.exit_code == 0, result.output
    figures = orjson.loads(result.output)
    assert (figures["groups"], figures["seed"], figures["time"]) == (10_000, 1, "cpu")
    for row, rate in zip(figures["rates"], (1.0, 3.0), strict=True):
        assert row["rate"] == rate
        assert row["people_per_day"] == pytest.approx(rate, rel=0.05)
        assert row["posts_per_bucket"] == pytest.approx(rate * 10_000 / DAY_BUCKETS, rel=0.05)
        assert 0 < row["close_ms_median"] <= row["close_ms_p95"] <= row["close_ms_max"]
        assert row["observe_ms"] > 0
        *parts, total = row["bytes_per_group"].items()
        assert [name for name, _ in parts] == ["past", "windows", "people", "keys"]
        assert total == ("total", pytest.approx(sum(amount for _, amount in parts)))
        assert total[1] <= 512


def test_cost_prints_a_table_for_people() -> None:
    result = runner.invoke(app, ["cost", "--groups", "20", "--rate", "2"], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    assert "20 simulated keys (seed 1)" in result.output
    assert all(part in result.output for part in ("past", "windows", "people", "keys", "total"))


@pytest.mark.parametrize("rate", ["inf", "nan", "1e300", "1e9", "1000.1", "-1"])
def test_cost_refuses_a_rate_that_no_key_has(rate: str) -> None:
    result = runner.invoke(app, ["cost", "--groups", "20", "--rate", rate])
    assert result.exit_code == 2
    assert "Invalid value for '--rate'" in result.output


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        (b'{"id":"x","members":[]}', "Expected `array`, got `object`"),
        (b'[{"id":"x","members":["1"]},7]', "incident 2: Expected `object`, got `int`"),
        (b'[{"id":"x"}]', "incident 1: Object missing required field `members`"),
        (b'[{"id":"x","members":null}]', "incident 1: Expected `array`, got `null` - at `$.members`"),
        (b'[{"id":"x","members":[[1]]}]', "incident 1: Expected `int | str`, got `array` - at `$.members[0]`"),
        (b'[{"id":["x"],"members":[]}]', "incident 1: Expected `int | str`, got `array` - at `$.id`"),
        (b'[{"id":"a","members":[]},{"id":"a","members":["1"]}]', "incident 2: an earlier one has the id 'a' already"),
        (b'[{"id":"1","members":[]},{"id":1,"members":["1"]}]', "incident 2: an earlier one has the id 1 already"),
        (b"[" * 100_000, "maximum recursion depth exceeded"),
        (b"\xff", "JSON is malformed"),
    ],
)
def test_a_list_of_incidents_that_cannot_be_used_is_refused_before_the_run(
    tmp_path: Path, listed: bytes, reason: str
) -> None:
    labels = tmp_path / "incidents.json"
    labels.write_bytes(listed)
    result = runner.invoke(app, ["incidents", str(tmp_path / "not read"), str(labels)])
    assert result.exit_code == 2
    assert result.output.startswith(f"{labels} cannot be used: {reason}")
    assert result.output.count("\n") == 1


def test_incidents_prints_ids_that_are_numbers_or_hold_brackets_and_counts_the_small_ones(tmp_path: Path) -> None:
    mention = {"text": "it broke", "author": "ann", "created_at": "2026-03-02T10:00:00Z", "brand": "acme"}
    stream, labels = tmp_path / "stream.jsonl", tmp_path / "incidents.json"
    stream.write_bytes(b"".join(orjson.dumps({**mention, "id": ident}) + b"\n" for ident in ("17", "18")))
    labels.write_bytes(orjson.dumps([{"id": 1, "members": [17]}, {"id": "[/x]", "members": ["18"]}]))
    small = tmp_path / "small.json"
    small.write_bytes(orjson.dumps([{"first_day": "2026-03-02", "about": "it broke"}]))
    given = ["incidents", str(stream), str(labels), "--small", str(small)]
    result = runner.invoke(app, given, env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    assert "│ 1 " in result.output
    assert "│ [/x] " in result.output
    assert "\n0 of 1 small incidents found\n" in result.output

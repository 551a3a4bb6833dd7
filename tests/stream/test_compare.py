"""`backtest --against`: what one policy reports of a file and another does not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from stream.cli.app import app
from stream.exits import Exit
from stream.offline.compare import compared, reported
from stream.simulate import Plan, simulate
from tests.worker_tools import bare_environment


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in set(os.environ) - set(bare_environment()):
        monkeypatch.delenv(name)


def body(trend: str, at: str, attention: str = "notify", samples: str = "abc", **more: Any) -> dict[str, Any]:
    return {
        "event": "opened", "trend_id": trend, "brand": "acme", "title": trend, "at": at, "people": 5,
        "attention": attention, "samples": [{"mention_id": ident} for ident in samples], **more,
    }  # fmt: skip


def test_only_what_was_sent_is_reported_with_its_first_message_and_its_loudest() -> None:
    bodies = [
        body("t1", "01", "board", people=3),
        body("t1", "02", people=6),
        body("t1", "03", "page", people=30),
        body("t2", "02", "board"),
        body("d", "04", event="digest"),
    ]
    (one,) = reported(bodies)
    assert (one.trend_id, one.at, one.attention, one.people) == ("t1", "02", "page", 30)


def test_trends_are_the_same_by_their_id_or_by_a_post_that_both_show() -> None:
    first = reported([body("t1", "01"), body("t2", "02", samples="def"), body("t3", "03", samples="ghi")])
    second = reported([body("t1", "01", samples="xyz"), body("u2", "05", samples="f"), body("u4", "06", samples="jkl")])
    found = compared(first, second)
    assert [(one.trend_id, other.trend_id) for one, other in found.both] == [("t1", "t1"), ("t2", "u2")]
    assert [one.trend_id for one in found.first] == ["t3"]
    assert [one.trend_id for one in found.second] == ["u4"]


def test_a_stricter_policy_is_compared_on_the_same_file(tmp_path: Path) -> None:
    mentions = simulate(Plan(seed=7, days=4, per_minute=0.2)).mentions
    file = tmp_path / "m.jsonl"
    file.write_bytes(b"\n".join(map(orjson.dumps, mentions)))
    (tmp_path / "strict.toml").write_text("[default]\npeople_min = 500\n")
    arguments = ["backtest", str(file), "--out", str(tmp_path / "out"), "--against", str(tmp_path / "strict.toml")]
    done = CliRunner().invoke(app, [*arguments, "--json"])
    assert done.exit_code == Exit.OK, done.output
    found = orjson.loads(done.stdout)
    assert found["messages"] > 0
    assert len(found["only_first"]) > 0
    assert found["only_second"] == found["both"] == []
    output = CliRunner().invoke(app, arguments).stdout
    assert f"only with the present policy: {len(found['only_first'])}" in output
    assert "only with strict.toml: none" in output
    assert found["only_first"][0]["title"] in output
    wrong = CliRunner().invoke(app, [*arguments[:-1], str(tmp_path / "absent.toml")])
    assert wrong.exit_code == Exit.SETTINGS

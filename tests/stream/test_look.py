"""`groundswell look`: one screen that says what a file holds, and what the other commands make of the same file."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

from stream.cli.app import app
from stream.exits import Exit
from tests.mention_files import TEXTS, TIMES, form, objects, table
from tests.worker_tools import bare_environment


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in set(os.environ) - set(bare_environment()):
        monkeypatch.delenv(name)


def groundswell(*arguments: str) -> Result:
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"}, prog_name="groundswell")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def written(folder: Path, content: bytes, name: str = "parcels.csv") -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_a_look_says_on_one_screen_what_the_file_holds_and_how_to_go_on(tmp_path: Path) -> None:
    header = ("Ticket ID", "Created at", "Requester", "Subject", "Description")
    path = written(tmp_path, table(form("%d.%m.%Y %H:%M"), header=header, delimiter=";", encoding="cp1252"))
    output = groundswell("look", path).stdout
    assert len(output.splitlines()) <= 24
    for words in (
        "semicolons", "text ← Description", "38 from 2026-03-01 09:07 UTC to 2026-03-12 04:07 UTC", "38", "en 100%",
        "read as complaints", "nothing", "day first", "read as UTC", "--map brand:=NAME", "go on with:",
    ):  # fmt: skip
        assert words in output, words
    going_on = shlex.split(output.splitlines()[-1])
    assert going_on[:3] == ["groundswell", "backtest", path]
    done = groundswell(*going_on[1:], "--quiet", "--out", str(tmp_path / "out"))
    assert done.exit_code == Exit.OK
    assert "38 mentions" in done.stdout


def test_a_look_as_json_has_the_same_numbers(tmp_path: Path) -> None:
    rows = [
        *objects(),
        objects()[0],
        objects()[1] | {"id": "x", "text": "[removed]"},
        objects()[2] | {"created_at": "soon"},
    ]
    path = written(tmp_path, b"\n".join(map(orjson.dumps, rows)), "parcels.jsonl")
    output = orjson.loads(groundswell("look", path, "--json").stdout_bytes)
    assert (output["mentions"], output["people"], output["duplicates"]) == (39, 38, 1)
    assert output["brands"] == {"acme": 39}
    assert output["left_out"] == {"deleted by its author or a moderator": 1, "time unreadable": 1}
    assert 0 <= output["complaint_share"] <= 1
    assert output["next"].startswith("groundswell backtest")


def test_a_look_only_suggests_that_one_name_may_be_many_people(tmp_path: Path) -> None:
    rows = [one | {"author": "Store team"} if place < 25 else one for place, one in enumerate(objects())]
    path = written(tmp_path, b"\n".join(map(orjson.dumps, rows)), "parcels.jsonl")
    output = groundswell("look", path).stdout
    assert "--anonymous 'Store team'" in output
    assert orjson.loads(groundswell("look", path, "--json").stdout_bytes)["people"] == 14
    parted = orjson.loads(groundswell("look", path, "--json", "--anonymous", "Store team").stdout_bytes)
    assert (parted["people"], parted["unknown_authors"]) == (38, 25)


def test_a_look_points_out_a_row_years_before_the_rest(tmp_path: Path) -> None:
    rows = [*objects(), objects()[0] | {"created_at": "2009-01-01T00:00:00Z"}]
    output = groundswell("look", written(tmp_path, b"\n".join(map(orjson.dumps, rows)), "parcels.jsonl")).stdout
    assert "one row lies years away from the rest (line 39: 2009-01-01)" in output
    assert "38 from 2026-03-01" in output


def test_praise_is_not_called_complaints(tmp_path: Path) -> None:
    praise = ("love it", "great service, thank you", "best app ever, five stars", "works perfectly, very happy")
    rows = [one | {"text": praise[place % 4]} for place, one in enumerate(objects())]
    output = orjson.loads(
        groundswell("look", written(tmp_path, b"\n".join(map(orjson.dumps, rows)), "a.jsonl"), "--json").stdout
    )
    assert output["complaint_share"] <= 0.1
    assert output["passed_share"] >= 0.9


def test_of_dates_alone_no_time_of_day_is_shown(tmp_path: Path) -> None:
    path = written(tmp_path, table(form("%d.%m.%Y")))
    output = groundswell("look", path, "--timezone", "Asia/Tokyo").stdout
    assert "38 from 2026-03-01 to 2026-03-12" in output
    assert ":07" not in output


@pytest.mark.parametrize("command", ["look", "backtest", "explain"])
def test_a_file_that_gives_no_mention_says_the_true_reason(tmp_path: Path, command: str) -> None:
    more = {"backtest": ["--out", str(tmp_path / "out")], "explain": ["login", "--file"]}.get(command, [])
    good = written(tmp_path, table(form("%Y-%m-%d %H:%M")), "good.csv")
    bad = written(tmp_path, b"id,created_at,author,brand,text\n" + b"1,soon,ann,acme,it broke\n" * 3, "bad.csv")
    none = written(tmp_path, b"id,created_at,author,brand,text\n", "none.csv")

    def refusal(path: str, *options: str) -> str:
        done = groundswell(command, *more, path, *options)
        assert done.exit_code == Exit.USAGE
        return done.stderr.splitlines()[-1].replace(path, "FILE")

    assert refusal(good, "--from", "2030-01-01") == "FILE holds 38 mentions, none of them within --from 2030-01-01"
    assert refusal(bad, "--from", "2020-01-01").startswith(
        "FILE holds no mention that can be read: 3 rows: time unreadable"
    )
    assert refusal(none) == "FILE holds no mention: there is no row in it"


def test_a_file_name_obeys_no_terminal(tmp_path: Path) -> None:
    path = written(tmp_path, b"id,text\n1,it broke\n", "a\x1b[31mred\x07.csv")
    for done in (groundswell("look", path), groundswell("backtest", path, "--out", str(tmp_path / "out"))):
        assert done.exit_code == Exit.USAGE
        assert "\x1b" not in done.output
        assert "\x07" not in done.output


@pytest.mark.parametrize("command", ["look", "backtest"])
def test_more_than_one_percent_left_out_is_a_warning_and_with_strict_a_code_of_its_own(
    tmp_path: Path, command: str
) -> None:
    rows = [*objects(), objects()[0] | {"created_at": "soon"}]
    path = written(tmp_path, b"\n".join(map(orjson.dumps, rows)), "parcels.jsonl")
    more = ["--out", str(tmp_path / "out"), "--quiet"] if command == "backtest" else []
    done = groundswell(command, path, *more)
    assert done.exit_code == Exit.OK
    assert "1 row (2.6%) was left out" in done.stderr
    assert groundswell(command, path, *more, "--strict").exit_code == Exit.LEFT_OUT
    good = written(tmp_path, table(form("%Y-%m-%d %H:%M")), "good.csv")
    assert groundswell(command, good, *more, "--strict").exit_code == Exit.OK


def test_the_options_of_a_file_reach_the_reader(tmp_path: Path) -> None:
    rows = table(lambda _: "05/06/2026 10:00").split(b"\r\n", 1)[1]
    path = written(tmp_path, rows)
    assert "--columns" in groundswell("look", path).stderr
    columns = ("--columns", "id,created_at,author,brand,text")
    assert "--dates day-first" in groundswell("look", path, *columns).stderr
    output = orjson.loads(
        groundswell("look", path, *columns, "--dates", "day-first", "--timezone", "Asia/Tokyo", "--json").stdout_bytes
    )
    assert output["from"] == "2026-06-05 01:00 UTC"
    assert output["mentions"] == len(TIMES) == len(TEXTS)


def test_a_look_shows_what_stands_in_brackets_and_who_is_not_named(tmp_path: Path) -> None:
    posts = [*objects(author="A Google user"), objects()[0] | {"text": "[removed]"}]
    path = written(tmp_path, b"\n".join(map(orjson.dumps, posts)), "posts.jsonl")
    output = groundswell("look", path).stdout
    assert "'[removed]'" in output
    assert "nobody is named: each of the 38 posts counts as one unknown person" in output
    some = written(tmp_path, b"\n".join(map(orjson.dumps, [*posts, objects()[1] | {"id": "x"}])), "some.jsonl")
    assert "1, and 38 posts name nobody" in groundswell("look", some).stdout


def test_a_card_of_a_backtest_offers_no_answer_since_no_worker_would_take_it(tmp_path: Path) -> None:
    posts = [one | {"created_at": TIMES[-1].isoformat(), "text": f"{one['text']} again"} for one in objects()[:9]]
    path = written(tmp_path, b"\n".join(map(orjson.dumps, [*objects(text="where is my order"), *posts])), "m.jsonl")
    output = groundswell("backtest", path, "--out", str(tmp_path / "out")).stdout
    assert "NEW" in output
    assert "groundswell answer" not in output

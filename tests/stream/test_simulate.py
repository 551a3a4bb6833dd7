"""The simulated stream: the same from the same seed, in order, with what was planted where it says."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import orjson
import pytest
import typer
from typer.testing import CliRunner

from stream.reading import load_mentions, parse_time
from stream.simulate import BRAND, KINDS, KINDS_ON_DEMAND, Plan, Simulation, simulate
from stream.simulate.background import season
from stream.simulate.command import simulate_command
from stream.simulate.phrases import BOOKS

DAY = 86_400_000
PLAN = Plan(seed=11, days=2, per_minute=4, kinds=KINDS + KINDS_ON_DEMAND)


@pytest.fixture(scope="module")
def stream() -> Simulation:
    return simulate(PLAN)


def test_the_same_seed_gives_the_same_stream_and_another_seed_another(stream: Simulation) -> None:
    assert simulate(PLAN) == stream
    assert simulate(Plan(seed=12, days=2, per_minute=4)).mentions[0]["text"] != stream.mentions[0]["text"]


def test_mentions_come_in_order_of_their_time_inside_the_span_with_ids_of_their_own(stream: Simulation) -> None:
    times = [parse_time(mention["created_at"]) or 0 for mention in stream.mentions]
    assert times == sorted(times)
    assert PLAN.start_ms <= times[0]
    assert times[-1] < PLAN.end_ms
    assert len({mention["id"] for mention in stream.mentions}) == len(stream.mentions)
    assert {mention["brand"] for mention in stream.mentions} == {BRAND}


def test_the_background_has_the_pace_that_was_asked_for_and_a_night() -> None:
    mentions = simulate(Plan(seed=3, days=7, per_minute=4, kinds=())).mentions
    assert len(mentions) == pytest.approx(4 * 1440 * 7 * (5 + 2 * 0.7) / 7, rel=0.05)
    hours = Counter(mention["created_at"][11:13] for mention in mentions)
    assert hours["03"] < hours["16"] / 2
    assert all(0 < season(Plan.start_ms + hour * 3_600_000) <= 1 for hour in range(24 * 7))


def test_no_text_is_empty_and_every_language_is_counted(stream: Simulation) -> None:
    assert all(mention["text"].strip() for mention in stream.mentions)
    assert set(BOOKS) == {mention["lang"] for mention in stream.mentions}


def test_what_is_planted_is_found_by_its_ids_and_lies_on_the_last_day(stream: Simulation) -> None:
    by_id = {mention["id"]: mention for mention in stream.mentions}
    assert {thing.kind for thing in stream.planted} == {*KINDS, *KINDS_ON_DEMAND}
    for thing in stream.planted:
        own = [by_id[ident] for ident in thing.mention_ids]
        assert parse_time(own[0]["created_at"]) == thing.start_ms
        assert len({mention["author"] for mention in own}) == thing.people
        assert thing.start_ms >= PLAN.end_ms - DAY - (DAY // 2 if thing.kind == "burn" else 0)


def test_the_incident_is_forty_people_in_many_wordings_and_languages(stream: Simulation) -> None:
    own = planted(stream, "incident")
    assert len({mention["author"] for mention in own}) == 40
    assert len({mention["text"] for mention in own}) >= 35
    assert len({mention["lang"] for mention in own}) >= 2
    assert not any("repost_of" in mention for mention in own)


def test_a_viral_post_is_one_root_and_hundreds_who_repeat_or_answer_it(stream: Simulation) -> None:
    root, *others = planted(stream, "viral")
    assert len(others) >= 300
    assert {mention.get("repost_of") or mention.get("reply_to") for mention in others} == {root["id"]}
    assert {mention["kind"] for mention in others} == {"repost", "quote", "reply"}


def test_a_campaign_is_few_accounts_with_a_link_each_time(stream: Simulation) -> None:
    own = planted(stream, "spam")
    assert len(own) >= 50
    assert len({mention["author"] for mention in own}) <= 6
    assert all("https://" in str(mention["text"]) for mention in own)


def test_one_customer_posts_forty_times(stream: Simulation) -> None:
    own = planted(stream, "peeved")
    assert len(own) == 40
    assert len({mention["author"] for mention in own}) == 1


def test_first_hand_reports_of_a_storm_stand_outside_its_thread(stream: Simulation) -> None:
    own = planted(stream, "storm")
    first_hand = [mention for mention in own[1:] if "repost_of" not in mention and "reply_to" not in mention]
    assert len({mention["author"] for mention in first_hand}) >= 30
    assert all(mention["id"] in stream.complaints for mention in first_hand)


@pytest.mark.parametrize(
    "wrong", [{"days": 0}, {"per_minute": 0}, {"per_minute": 1e9}, {"kinds": ("flood",)}, {"complaining": 2}]
)
def test_a_plan_out_of_its_bounds_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Plan(**wrong)  # type: ignore[arg-type]


def test_the_command_writes_a_file_that_can_be_replayed_and_the_list_of_planted_things(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(simulate_command)
    out, planted_file = tmp_path / "m.jsonl.gz", tmp_path / "planted.json"
    arguments = ["--seed", "11", "--days", "1", "--per-minute", "2", "--out", str(out), "--planted", str(planted_file)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    first = out.read_bytes()
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert out.read_bytes() == first
    loaded = load_mentions(out)
    assert loaded.problems.total == 0
    assert len(loaded.rows) == gzip.decompress(first).count(b"\n")
    assert {thing["kind"] for thing in orjson.loads(planted_file.read_bytes())} == set(KINDS)
    assert CliRunner().invoke(app, ["--out", str(out), "--kinds", "flood"]).exit_code == 2


def planted(stream: Simulation, kind: str) -> list[dict[str, object]]:
    (thing,) = [thing for thing in stream.planted if thing.kind == kind]
    ids = set(thing.mention_ids)
    return [mention for mention in stream.mentions if mention["id"] in ids]

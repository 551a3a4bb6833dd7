"""The alert event: its fields in their order, what is left out, the schemas that consumers validate with."""

import json
from collections.abc import Iterable
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from detectors.alert import Alert, event_id, published, rounded, utc
from detectors.evaluation.worlds import BRAND, START, WORLDS
from detectors.explain import Titles, TrendContext, digest_of, tell
from detectors.facts import DataQuality, TrendStats
from detectors.intent import Intent
from detectors.lifecycle import Answer, Command, TrendState, on_command, step
from detectors.lifecycle.states import Attention, Event
from detectors.lifecycle.step import OUTCOMES
from detectors.posts.tiers import Tier
from detectors.spikes.rise import Evidence
from detectors.values import Severity, State, VerdictName
from detectors.verdict import Context
from detectors.verdict.judge import judge
from stream.schemas import NAMES, schema

WORDS = """
schema_version event event_id at attention route trend_id brand state reason title why verdict severity
people since samples link
"""
MINIMAL = WORDS.split()
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema(name)["$id"], Resource.from_contents(schema(name))) for name in NAMES
)


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        schema(name), registry=REGISTRY, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def events(name: str, seed: int = 1) -> list[Alert]:
    """A world's whole life as alerts: opened, a fix noted, resolved."""
    world = WORLDS[name](seed)
    posts = world.posts[:400]
    verdict = judge(posts, Context(brand=BRAND))
    facts = TrendStats(
        at=START + 7200.5,
        brand=BRAND,
        terms=("x",),
        people=len({p.person for p in posts}),
        people_3h=len({p.person for p in posts}),
        people_hour=3,
        usual=0.123456789,
        significant=True,
        surprise=44.0,
        series_people=tuple(range(60)),
        series_from=START,
        data_quality=DataQuality(late_share=1 / 3),
    )
    state, titles, alerts = TrendState(trend_id="t1"), Titles(), []
    known = TrendContext(also_open=("t2", "t3", "t4", "t5"), link="https://ops.example/t1")
    state, transitions = step(state, facts, verdict)
    for t in transitions:
        alert, titles = tell(t, state, titles, facts, posts, verdict, known)
        alerts.append(alert)
    state, transitions = on_command(state, Answer(command=Command.FIX_IS_OUT, at=facts.at, by="ana", people_hour=3))
    for t in transitions:
        alert, titles = tell(t, state, titles, facts, posts, verdict, known)
        alerts.append(alert)
    late = TrendStats(at=facts.at + 9 * 3600, brand=BRAND, busy_hours=9.0)
    for _ in range(2):
        state, transitions = step(state, late, verdict)
        for t in transitions:
            alert, titles = tell(t, state, titles, late, posts, verdict, known)
            alerts.append(alert)
    return alerts


@pytest.mark.parametrize("world", sorted(set(WORLDS) - {"single"}))
def test_every_event_is_valid_by_both_schemas_and_in_the_documented_order(world: str) -> None:
    alerts = events(world)
    assert [a.event for a in alerts][:2] == ["opened", "fix_noted"]
    assert alerts[-1].event == "resolved"
    for alert in alerts:
        body = published(alert)
        validator("alert").validate(body)
        validator("alert-full").validate(body)
        assert [k for k in body if k in MINIMAL] == [k for k in MINIMAL if k in body]
        assert list(body)[: len([k for k in MINIMAL if k in body])] == [k for k in MINIMAL if k in body]
        assert len(body["series"]["people"]) <= 48 if "series" in body else True


def test_the_fields_are_as_the_full_schema_orders_them() -> None:
    declared = [*schema("alert")["properties"], *schema("alert-full")["properties"]]
    assert list(Alert.__struct_fields__) == declared


def test_absent_is_left_out_and_only_the_ratio_is_null() -> None:
    body = published(events("systemic")[0])
    assert body["counts"]["ratio"] is None
    assert "reason" not in body
    assert "acknowledged" not in body
    assert "null" not in json.dumps({k: v for k, v in body.items() if k != "counts"})
    assert body["also_open"] == ["t2", "t3", "t4"]
    assert body["surprise"] == 30


def test_floats_have_six_digits_at_most() -> None:
    body = published(events("systemic")[0])
    assert body["counts"]["usual"] == 0.123457
    assert body["data_quality"]["late_share"] == 0.333333
    assert rounded({"a": [-0.0000001, 1.0000004]}) == {"a": [0.0, 1.0]}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert [published(a) for a in events("systemic", 3)] == [published(a) for a in events("systemic", 3)]


def test_ids_name_brand_trend_cycle_and_sequence() -> None:
    assert event_id("Acme", "t1", 2, 7) == "Acme/t1/2/7"
    ids = [a.event_id for a in events("systemic")]
    assert ids == ["Acme/t1/1/1", "Acme/t1/1/2", *ids[2:]]
    assert len(set(ids)) == len(ids)


def test_times_are_utc_to_the_millisecond_when_there_are_any() -> None:
    assert utc(1_556_933_400) == "2019-05-04T01:30:00Z"
    assert utc(1_556_933_400.25) == "2019-05-04T01:30:00.250Z"


def test_the_minimal_schema_lets_unknown_fields_pass_and_misses_none_of_the_promised() -> None:
    body = published(events("systemic")[0])
    validator("alert").validate({**body, "later": 1})
    for name in set(MINIMAL) - {"reason", "link", "samples"}:
        with pytest.raises(jsonschema.ValidationError):
            validator("alert").validate({k: v for k, v in body.items() if k != name})


def test_a_resolved_event_says_why_it_ended() -> None:
    body = published(events("systemic")[-1])
    assert body["reason"] == "fixed"
    with pytest.raises(jsonschema.ValidationError):
        validator("alert").validate({k: v for k, v in body.items() if k != "reason"})


def test_the_title_may_change_once_and_says_what_it_was() -> None:
    posts = WORLDS["systemic"](2).posts
    verdict = judge(posts, Context(brand=BRAND))
    facts = TrendStats(at=START, brand=BRAND, people=5, people_3h=5, significant=True, people_so_far=5)
    state, transitions = step(TrendState(trend_id="t1"), facts, verdict)
    _, titles = tell(transitions[0], state, Titles(), facts, posts[:5], verdict)
    later = TrendStats(at=START, brand=BRAND, people=30, people_3h=30, significant=True, people_so_far=30)
    alert, changed = tell(transitions[0], state, Titles(title="as it was"), later, posts, verdict)
    assert alert.title_was == "as it was"
    assert tell(transitions[0], state, changed, later, posts[:9], verdict)[1] == changed
    assert titles.title_was == ""


def test_the_title_of_a_trend_that_emerged_binds_nobody_once_it_opens() -> None:
    posts = WORLDS["systemic"](2).posts
    verdict = judge(posts, Context(brand=BRAND))
    facts = TrendStats(at=START, brand=BRAND, people=5, people_3h=5, significant=True, people_so_far=5)
    state, opening = step(TrendState(trend_id="t1"), facts, verdict)
    _, titles = tell(opening[0], state, Titles(title="get your money back"), facts, posts[:9], verdict)
    assert (titles.title != "get your money back", titles.title_was) == (True, "")
    # Nor is what one of them wrote, where more of them say better what they share.
    written = " ".join(posts[3].text.split())
    assert tell(opening[0], state, Titles(title=written), facts, posts[:9], verdict)[1] == titles


def test_a_digest_is_a_valid_message() -> None:
    alerts = [events(name)[0] for name in ("systemic", "slow_burn", "two_incidents")]
    digest = digest_of(alerts, START, BRAND)
    assert digest.attention == "notify"
    assert digest.people == sum(a.people for a in alerts)
    validator("alert-full").validate(published(digest))


@pytest.mark.parametrize("created", ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", 1_767_225_600_000])
def test_a_mention_is_valid_with_either_form_of_time_and_fields_we_do_not_know(created: object) -> None:
    mention = {"id": "1", "text": "no light", "author": "a", "created_at": created, "brand": "Acme", "mood": {"x": 1}}
    validator("mention").validate(mention)


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"text": 7},
        {"brand": None},
        {"kind": "shout"},
        {"reach": -1},
        {"created_at": True},
        {"created_at": "noon"},
    ],
)
def test_a_mention_that_intake_refuses_is_not_valid(change: dict[str, object]) -> None:
    mention: dict[str, object] = {"id": "1", "text": "no light", "author": "a", "created_at": 1, "brand": "Acme"}
    with pytest.raises(jsonschema.ValidationError):
        validator("mention").validate({**mention, **change})


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("event", Event),
        ("attention", Attention),
        # Of what is quiet nothing is published.
        ("state", set(State) - {State.QUIET}),
        ("severity", Severity),
        ("verdict", VerdictName),
        ("evidence", Evidence),
        ("intent", Intent),
        ("tier", [tier.word for tier in Tier]),
    ],
)
def test_the_schema_lists_the_values_that_can_occur_and_no_others(field: str, values: Iterable[str]) -> None:
    described = {**schema("alert")["properties"], **schema("alert-full")["properties"]}[field]
    assert sorted(described["enum"]) == sorted(values)


def test_the_schema_lists_what_becomes_of_a_fix() -> None:
    outcome = schema("alert-full")["properties"]["fix"]["properties"]["outcome"]
    assert sorted(outcome["enum"]) == sorted(OUTCOMES.values())

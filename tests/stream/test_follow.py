"""`GROUNDSWELL_FOLLOW=complaints,suggestions`: what people suggest is grouped and reported beside their complaints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import orjson
import pytest

from detectors.alert import Alert, published
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, LogRecord, Progress
from detectors.engine.policy import BrandPolicy
from detectors.lifecycle import Command as AnswerKind
from detectors.reports import Reports
from stream.config.errors import SettingsError
from stream.config.load import load
from stream.engines.factory import build_engine
from stream.intake.left_out import Reason
from stream.intake.pipeline import build_intake
from tests.rendered import card_text

BRAND = "acme"
START = 1_741_132_800.0
BURST = START + 30 * 3600.0
END = BURST + 4 * 3600.0
PLACES = ("Leeds", "Leeds soon", "Leeds, near the station", "Leeds please", "Leeds city", "the middle of Leeds")
FAULTS = ("checkout fails with error E83", "checkout rejects my card, error E83", "E83 at the checkout again")
CHATTER = (
    "the parcel came a day late",
    "the app is slow on my tablet",
    "the invoice has the wrong address",
    "no reply by mail",
)


def mention(number: int, at: float, text: str) -> dict[str, object]:
    fields = {"id": f"m{number}", "author": f"person {number}", "brand": BRAND, "lang": "en", "channel": "x"}
    return {**fields, "text": text, "created_at": int(at * 1000)}


def mentions() -> list[dict[str, object]]:
    """A day and more of chatter, a suggestion now and then, and then a suggestion and a fault of ten people each."""
    texts = [(START + 600.0 * number, f"{CHATTER[number % 4]} {number}") for number in range(180)]
    texts += [(START + 7000.0 * number, f"you should add a dark mode to page {number}") for number in range(15)]
    texts += [(BURST + 200.0 * number, f"You should open a store in {PLACES[number % 6]} {number}") for number in range(10)]
    texts += [(BURST + 100.0 + 200.0 * number, f"{FAULTS[number % 3]} {number}") for number in range(10)]
    return [mention(number, at, text) for number, (at, text) in enumerate(sorted(texts))]


@dataclass(frozen=True)
class Run:
    """What came of the mentions with these streams followed."""

    engine: TrendEngine
    events: list[Alert]
    members: dict[str, set[str]]
    reports: Reports
    left_out: list[Reason]


@cache
def run(follow: str) -> Run:
    configuration = load({"GROUNDSWELL_FOLLOW": follow, "GROUNDSWELL_AUTHOR_KEY": "k" * 16})
    intake, engine = build_intake(configuration), build_engine(configuration)
    left_out, log = [], list[LogRecord]()
    for offset, one in enumerate(mentions()):
        taken = intake.take(orjson.dumps(one), int(str(one["created_at"])), 0, offset)
        if taken.left_out is not None:
            left_out.append(taken.left_out.reason)
        elif taken.complaint is not None:
            log.append(taken.complaint)
    emitted = engine.apply([*log, Progress(origin=0, origins=1, at=END)])
    members = {event.alert.trend_id: set(event.members) for event in emitted}
    return Run(engine, [event.alert for event in emitted], members, engine.take_reports(), left_out)


def opened(events: Iterable[Alert]) -> list[tuple[str, str, str]]:
    return sorted((event.intent, event.brand, event.attention) for event in events if event.event == "opened")


def test_both_are_followed_each_as_a_stream_of_its_own() -> None:
    both = run("complaints,suggestions")
    assert opened(both.events) == [("complaint", BRAND, "notify"), ("suggestion", BRAND, "notify")]
    text_of = {str(one["id"]): str(one["text"]) for one in mentions()}
    for event in both.events:
        suggests = ["should" in text_of[ident] for ident in both.members[event.trend_id]]
        assert set(suggests) == {event.intent == "suggestion"}
    (suggested,) = [event for event in both.events if (event.intent, event.event) == ("suggestion", "opened")]
    assert "suggestions" in card_text(published(suggested))


def test_by_default_suggestions_are_among_the_complaints() -> None:
    usual = run("complaints")
    assert list(usual.engine.brands) == [BRAND]
    assert usual.left_out == []
    assert {event.brand for event in usual.events} == {BRAND}


def test_only_suggestions_leave_out_everything_else() -> None:
    only = run("suggestions")
    assert opened(only.events) == [("suggestion", BRAND, "notify")]
    assert set(only.left_out) == {Reason.NOT_FOLLOWED}
    assert len(only.left_out) == 190


def test_a_brand_stands_in_one_report_with_the_trends_of_both() -> None:
    both = run("complaints,suggestions")
    (report,) = both.reports.brands
    assert {trend.trend_id for trend in report.trends} == {e.trend_id for e in both.events if e.event == "opened"}
    assert {new.brand for new in both.reports.members} == {BRAND}


def test_both_are_explained_each_for_itself() -> None:
    engine = run("complaints,suggestions").engine
    standings = engine.ask("")
    assert [(one.brand, one.intent) for one in standings] == [(BRAND, ""), (BRAND, "suggestion")]
    assert standings[1].sentence.startswith("suggestions: first mention")
    (suggested,) = [one for one in engine.ask("Leeds") if one.intent]
    assert suggested.brand == BRAND
    assert suggested.trend_id
    assert suggested.sentence.startswith("suggestions: Leeds: reported as")
    assert [one.intent for one in engine.ask("E83", BRAND)] == [""], "nobody suggests with it"
    assert [one.intent for one in run("complaints").engine.ask("Leeds")] == [""]


def test_where_only_suggestions_are_followed_they_are_explained() -> None:
    engine = run("suggestions").engine
    assert [(one.brand, one.intent) for one in engine.ask("")] == [(BRAND, "suggestion")]
    assert [one.sentence for one in engine.ask("zeppelin")] == [
        "suggestions: zeppelin: nobody mentioned it in the last 24 h"
    ]


def test_answers_policies_and_restores_reach_both() -> None:
    both, again = run("complaints,suggestions"), build_engine(load({"GROUNDSWELL_AUTHOR_KEY": "k" * 16}))
    again.restore(both.engine.snapshot())
    assert again.snapshot() == both.engine.snapshot()
    assert len(again.brands) == 2
    (trend,) = [event for event in both.events if (event.intent, event.event) == ("suggestion", "opened")]
    answer = Command(brand=BRAND, kind=AnswerKind.NOT_A_PROBLEM.value, at=END, trend_id=trend.trend_id)
    (ended,) = again.apply([answer])
    assert (ended.alert.intent, ended.alert.state) == ("suggestion", "resolved")
    again.apply([Command(brand=BRAND, kind="policy", at=END, policy=BrandPolicy(route="ideas"))])
    assert {brand.config.route for brand in again.brands.values()} == {"ideas"}
    assert {brand.config.policy.critical_people > 10**6 for brand in again.brands.values()} == {True, False}


@pytest.mark.parametrize("follow", ["", "praise", "complaints,praise"])
def test_what_cannot_be_followed_is_refused(follow: str) -> None:
    with pytest.raises(SettingsError, match="GROUNDSWELL_FOLLOW"):
        load({"GROUNDSWELL_FOLLOW": follow})


WISHES = (
    "ihr solltet einen Laden in Kassel eröffnen",
    "bitte macht eine Filiale in Kassel auf",
    "ich wünsche mir ein Geschäft in Kassel",
    "könntet ihr nicht in Kassel eröffnen?",
    "es wäre toll, wenn ihr nach Kassel kommt",
    "mein Vorschlag: Kassel als nächster Standort",
)


def test_a_wish_of_six_people_opens_though_none_was_written_before() -> None:
    """Nobody who suggests something says that it fails, and of a stream of suggestions there may be no past."""
    texts = [(START + 600.0 * number, f"{CHATTER[number % 4]} {number}") for number in range(180)]
    texts += [(BURST + 600.0 * number, text) for number, text in enumerate(WISHES)]
    configuration = load({"GROUNDSWELL_FOLLOW": "complaints,suggestions", "GROUNDSWELL_AUTHOR_KEY": "k" * 16})
    intake, engine = build_intake(configuration), build_engine(configuration)
    log: list[LogRecord] = []
    for number, (at, text) in enumerate(sorted(texts)):
        sent = {**mention(number, at, text), "lang": "de" if text in WISHES else "en"}
        complaint = intake.take(orjson.dumps(sent), int(at * 1000), 0, number).complaint
        assert complaint is not None
        log.append(complaint)
    events = [event.alert for event in engine.apply([*log, Progress(origin=0, origins=1, at=END)])]
    (suggested,) = [event for event in events if event.event == "opened" and event.intent == "suggestion"]
    assert suggested.attention == "notify"
    assert "Kassel" in suggested.title

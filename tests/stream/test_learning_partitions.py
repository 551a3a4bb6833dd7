"""What a brand learns from ratings and answers is the same in one, two and five partitions: so are its events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import orjson
import pytest
from msgspec.structs import replace

from detectors.alert import published
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, LogRecord, Progress
from detectors.lifecycle import Command as AnswerKind
from detectors.mention import Basis, Complaint
from detectors.screen.model import logistic
from detectors.verdict.calibration import VERSION_MARK, CalibrationState, usual_name
from detectors.verdict.complaint import logit
from stream.config.load import load
from stream.intake.pipeline import build_intake
from stream.kafka.topics import partition_of
from stream.reading import parse_time
from stream.simulate import Plan, simulate
from tests.engine_logs import built_engine
from tests.simulated import BRANDS, START_MS

LATENESS = 120.0
BLOCK = 60.0
AUTHOR_KEY = "the key of the tests"


@pytest.fixture(scope="module")
def mentions() -> list[dict[str, Any]]:
    """A day of two brands in which every third mention is rated: most of the incident low, the others by chance."""
    chance, found = Random(5), []
    for number, brand in enumerate(BRANDS):
        plan = Plan(seed=20 + number, start_ms=START_MS, days=2, per_minute=0.6, kinds=("incident", "viral"))
        for mention in simulate(plan).mentions:
            rating = {"rating": chance.choice((1, 1, 2, 5, 5))} if chance.random() < 0.3 else {}
            found.append({**mention, **rating, "id": f"{number}/{mention['id']}", "brand": brand})
    return sorted(found, key=lambda mention: (mention["created_at"], mention["id"]))


class Layout:
    """So many partitions of mentions and of engines, and what came of the mentions there."""

    def __init__(self, partitions: int) -> None:
        self.partitions = partitions
        self.engines = [built_engine() for _ in range(partitions)]
        self.events: defaultdict[str, list[bytes]] = defaultdict(list)
        self.opened: list[tuple[float, str, str]] = []

    def run(self, complaints: Sequence[tuple[int, Complaint]], commands: Sequence[Command]) -> None:
        """Feeds the complaints, out of order within a minute as partitions are read, and each command at its time."""
        chance, waiting = Random(self.partitions), sorted(commands, key=lambda command: command.at)
        blocks: defaultdict[float, list[Complaint]] = defaultdict(list)
        for place, complaint in complaints:
            origin = place % self.partitions
            at_origin = {"origin": origin, "offset": place}
            blocks[complaint.at // BLOCK].append(Complaint(**{**fields(complaint), **at_origin}))
        for block in sorted(blocks):
            self._progress(block * BLOCK)
            while waiting and waiting[0].at <= block * BLOCK:
                self._apply(waiting[0].brand, [waiting.pop(0)])
            for complaint in chance.sample(blocks[block], len(blocks[block])):
                self._apply(complaint.brand, [complaint])
        for hour in range(30):
            self._progress((max(blocks) + 1) * BLOCK + LATENESS + hour * 3600.0)

    def calibrations(self) -> dict[str, CalibrationState]:
        return {name: brand.calibration.state() for engine in self.engines for name, brand in engine.brands.items()}

    def _progress(self, at: float) -> None:
        for engine in self.engines:
            self._take(engine, [Progress(origin=one, origins=self.partitions, at=at) for one in range(self.partitions)])

    def _apply(self, brand: str, records: Sequence[LogRecord]) -> None:
        self._take(self.engines[partition_of(brand, self.partitions)], records)

    def _take(self, engine: TrendEngine, records: Sequence[LogRecord]) -> None:
        for event in engine.apply(records):
            alert = event.alert
            self.events[alert.brand].append(orjson.dumps([published(alert), event.bucket, event.members]))
            if alert.event == "opened":
                self.opened.append((parse_time(alert.at) or 0, alert.brand, alert.trend_id))


def fields(complaint: Complaint) -> Mapping[str, Any]:
    return {name: getattr(complaint, name) for name in complaint.__struct_fields__}


def test_the_same_events_and_the_same_knowledge_in_one_two_and_five_partitions(mentions: list[dict[str, Any]]) -> None:
    intake = build_intake(load({}, author_key=AUTHOR_KEY, clock="replay", own_accounts=()))
    taken = []
    for place, mention in enumerate(mentions):
        stamp = parse_time(mention["created_at"]) or 0
        if (complaint := intake.take(orjson.dumps(mention), stamp, 0, place).complaint) is not None:
            taken.append((place, complaint))
    assert sum(complaint.basis is Basis.RATING for _, complaint in taken) > 100
    first = Layout(1)
    first.run(taken, ())
    kinds = (AnswerKind.REAL, AnswerKind.NOT_A_PROBLEM)
    answers = [
        Command(brand=brand, kind=kinds[number % 2].value, at=at / 1000.0 + 1800.0, trend_id=trend_id, by="ana")
        for number, (at, brand, trend_id) in enumerate(first.opened)
    ]
    assert {answer.brand for answer in answers} == set(BRANDS)
    layouts = [Layout(partitions) for partitions in (1, 2, 5)]
    for layout in layouts:
        layout.run(taken, answers)
    one, *others = layouts
    assert one.events != first.events, "the answers are shown"
    assert one.calibrations() != first.calibrations(), "and teach"
    for calibration in one.calibrations().values():
        assert any(labels.suffice for labels in calibration.labels.values())
    for other in others:
        assert other.events == one.events
        assert other.calibrations() == one.calibrations()


def scored_by_two_releases(place: int, complaint: Complaint) -> Complaint:
    """Every third mention as a worker of the next release scores it, by a screen that is stricter by a nat."""
    if place % 3 or complaint.basis is not Basis.MODEL:
        return complaint
    score = round(logistic(logit(complaint.score) + 1.0), 3)
    return replace(complaint, score=score, screen=complaint.screen + 1)


def test_while_two_releases_score_the_log_alone_decides_in_any_number_of_partitions(mentions: list[dict[str, Any]]) -> None:
    """A record carries its score and the version that gave it: a new version reaches every partition with its first record,
    whichever worker wrote it, and what each version's scores usually are is known apart."""
    intake = build_intake(load({}, author_key=AUTHOR_KEY, clock="replay", own_accounts=()))
    taken = []
    for place, mention in enumerate(mentions):
        stamp = parse_time(mention["created_at"]) or 0
        if (complaint := intake.take(orjson.dumps(mention), stamp, 0, place).complaint) is not None:
            taken.append((place, scored_by_two_releases(place, complaint)))
    layouts = [Layout(partitions) for partitions in (1, 2, 5)]
    for layout in layouts:
        layout.run(taken, ())
    one, *others = layouts
    assert one.opened
    for calibration in one.calibrations().values():
        versions = {name.rpartition(VERSION_MARK)[2] for name in calibration.usual}
        assert len(versions) == 2
        names = [usual_name("en", int(version)) for version in sorted(versions)]
        former, next_one = (calibration.usual[name].mean for name in names)
        assert next_one > former + 0.5, "the scores of neither are mixed with the other's"
    for other in others:
        assert other.events == one.events
        assert other.calibrations() == one.calibrations()

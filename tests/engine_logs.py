"""Logs of an engine from the simulator, with answers of operators in them, and the events as bytes to compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from random import Random
from typing import Any

import orjson

from detectors.alert import AlertEvent, published
from detectors.buckets import BUCKET_SECONDS
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, LogRecord, Progress
from detectors.engine.policy import BrandConfig
from detectors.lifecycle import Command as AnswerKind
from stream.config.load import load
from stream.intake.pipeline import build_intake
from stream.simulate import Plan, simulate

LATENESS = 120.0
ANSWERS = (
    AnswerKind.I_HAVE_IT,
    AnswerKind.FIX_IS_OUT,
    AnswerKind.NOT_A_PROBLEM,
    AnswerKind.WRONG_GROUP,
    AnswerKind.SAME_AS,
    "no such answer",
)
QUIET_AFTER = 20 * 3600.0


def built_engine(config: BrandConfig | None = None) -> TrendEngine:
    """An engine without a past, with a structure and a policy of its own."""
    brands = partial(BrandTrends, config=config or BrandConfig(budget_per_day=1.0))
    return TrendEngine(brands, LATENESS, structure="structure", policy="policy")


def bodies_of(events: Iterable[AlertEvent]) -> list[bytes]:
    """All of each event: its body, and what travels beside it."""
    return [orjson.dumps([published(e.alert), e.bucket, e.received, e.members]) for e in events]


def simulated_log(seed: int, brands: Sequence[str] = ("papyrion",), origins: int = 2, **plan: Any) -> list[LogRecord]:
    """The log of simulated streams, dealt out to `origins`, with progress now and then and an hour of the clock at a time
    after the last mention, until all is quiet. Operators answer: they have it, a fix is out, it is not a problem."""
    chance = Random(seed)
    intake = build_intake(load({}, author_key="the key of the tests", clock="replay", own_accounts=()))
    mentions = []
    for number, brand in enumerate(brands):
        made = simulate(Plan(**{"seed": seed + number, "days": 2, "per_minute": 1.0, **plan})).mentions
        mentions += [{**mention, "brand": brand, "id": f"{number}/{mention['id']}"} for mention in made]
    mentions.sort(key=lambda mention: (mention["created_at"], mention["id"]))
    log: list[LogRecord] = []
    at = 0.0
    for offset, mention in enumerate(mentions):
        at = datetime.fromisoformat(mention["created_at"]).timestamp()
        origin = offset % origins
        complaint = intake.take(orjson.dumps(mention), round(at * 1000), origin, offset).complaint
        if complaint is not None:
            log.append(complaint)
            if chance.random() < 0.01:
                log.append(complaint)
        if chance.random() < 0.1:
            log += [Progress(origin=one, origins=origins, at=at) for one in range(origins)]
    for hour in range(int(QUIET_AFTER / 3600)):
        ends = at + BUCKET_SECONDS + LATENESS + hour * 3600
        log += [Progress(origin=one, origins=origins, at=ends) for one in range(origins)]
    return answered(log, chance)


def answered(log: Sequence[LogRecord], chance: Random) -> list[LogRecord]:
    """The log with operators' answers a while after the trends of it opened; a fix is noted soon enough to be watched."""
    engine = built_engine()
    opened: list[str] = []
    answers: dict[int, list[Command]] = {}
    found: list[LogRecord] = []
    for number, record in enumerate(log):
        now = [record, *answers.pop(number, ())]
        found += now
        for event in engine.apply(now):
            if event.alert.event in ("opened", "reopened"):
                opened.append(event.alert.trend_id)
                for kind in chance.sample(ANSWERS, 2):
                    given = answer(event, kind, same_as=opened[0])
                    answers.setdefault(number + chance.randrange(1, 150), []).append(given)
    return found


def answer(event: AlertEvent, kind: str, same_as: str = "") -> Command:
    """What an operator says about the trend of an event, some minutes later: of a fix in which version it is, of posts that
    do not belong the two newest."""
    return Command(
        brand=event.alert.brand,
        kind=kind,
        at=(event.bucket + 1.5) * BUCKET_SECONDS,
        by="kim",
        trend_id=event.alert.trend_id,
        reference="CARE-7",
        version="4.2.1" if kind == AnswerKind.FIX_IS_OUT else "",
        same_as=same_as if kind == AnswerKind.SAME_AS else "",
        mention_ids=event.members[-2:] if kind == AnswerKind.WRONG_GROUP else (),
    )

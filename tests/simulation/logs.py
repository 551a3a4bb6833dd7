"""Short logs that lead to many events: a day of history, then an incident, a post that goes round, and answers."""

from __future__ import annotations

from functools import cache, partial
from random import Random

import orjson

from detectors.alert import published
from detectors.buckets import BUCKET_SECONDS
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.engine.policy import BrandConfig
from detectors.lifecycle import Command as AnswerKind
from detectors.lifecycle import Policy
from detectors.mention import Complaint
from tests.engine_logs import answer

START = 1_741_132_800.0  # 5 March 2025, 00:00 UTC
HOUR = 3600.0
HISTORY_SECONDS = 25 * HOUR
LATENESS = 60.0
CONFIG = BrandConfig(budget_per_day=10.0, policy=Policy(emerging_min=2, people_min=4, resolve_busy_hours=0.5))
ANSWERS = (
    AnswerKind.I_HAVE_IT,
    AnswerKind.FIX_IS_OUT,
    AnswerKind.NOT_OURS,
    AnswerKind.REAL,
    AnswerKind.NOT_A_PROBLEM,
    AnswerKind.SAME_AS,
    AnswerKind.WRONG_GROUP,
)
VARIANTS = 8


def new_engine() -> TrendEngine:
    return TrendEngine(partial(BrandTrends, config=CONFIG), LATENESS, structure="structure", policy="policy")


@cache
def history() -> list[LogRecord]:
    """A quiet day, of which a checkpoint is there from the beginning on."""
    texts = [(START + n * HISTORY_SECONDS / 30, f"slow{n % 5} thing{n % 11} page{n % 7}") for n in range(30)]
    complaints = [posted(number, at, f"h{number}", text) for number, (at, text) in enumerate(texts)]
    return [*complaints, Progress(origin=0, origins=1, at=START + HISTORY_SECONDS)]


@cache
def log_of(variant: int) -> tuple[LogRecord, ...]:
    """The whole log of a variant: `history` and what comes after it, some of it delivered twice, some a little late."""
    chance, begin = Random(variant), START + HISTORY_SECONDS
    texts = [(begin + n * 45.0, f"i{n}", f"cartridge rejected error printer{n % 3}", "") for n in range(9)]
    texts += [(begin + 300 + n * 40.0, f"r{n}", "look at this clip", "star") for n in range(8)]
    texts += [(begin + 700 + n * 60.0, f"l{n}", f"login broken again page{n % 7}", "") for n in range(8)]
    texts += [(begin + n * 110.0, f"q{n}", f"slow{n % 5} thing{n % 11}", "") for n in range(12)]
    texts = [(at + chance.uniform(0, 120), *rest) for at, *rest in texts]  # type: ignore[misc]
    log: list[LogRecord] = list(history())
    arrived = sorted(texts, key=lambda one: one[0] + chance.uniform(0, 90))
    for offset, (at, ident, text, root) in enumerate(arrived, 30):
        log.append(posted(offset, at, ident, text, root))
        if chance.random() < 0.1:
            log.append(log[-chance.randrange(1, 4)])
        if chance.random() < 0.4:
            log.append(Progress(origin=0, origins=1, at=at))
    last = max(at for at, *_ in texts)
    log += [Progress(origin=0, origins=1, at=last + LATENESS + n * BUCKET_SECONDS) for n in range(1, 3)]
    return tuple(answered(log, chance))


def posted(offset: int, at: float, ident: str, text: str, root: str = "") -> Complaint:
    terms = tuple(text.split())
    return Complaint(origin=0, offset=offset, id=ident, brand="acme", at=at, person=ident, text=text, terms=terms,
                     repost_of=root, received=at)  # fmt: skip


def answered(log: list[LogRecord], chance: Random) -> list[LogRecord]:
    """The log with answers to what opened, a few records later."""
    engine, opened = new_engine(), list[str]()
    found: list[LogRecord] = []
    waiting: dict[int, list[LogRecord]] = {}
    for number, record in enumerate(log):
        now = [record, *waiting.pop(number, ())]
        found += now
        for event in engine.apply(now):
            if event.alert.event in ("opened", "reopened"):
                opened.append(event.alert.trend_id)
                for kind in chance.sample(ANSWERS, 3):
                    given = answer(event, kind, same_as=opened[0])
                    waiting.setdefault(number + chance.randrange(1, 9), []).append(given)
    return found


@cache
def undisturbed(variant: int) -> tuple[list[bytes], bytes]:
    """The events of the whole log from one engine that nothing happens to, and its last snapshot."""
    engine = new_engine()
    events = engine.apply(log_of(variant))
    return [orjson.dumps(published(event.alert)) for event in events], engine.snapshot()


@cache
def first_snapshot() -> bytes:
    engine = new_engine()
    engine.apply(history())
    return engine.snapshot()

"""The log of a brand with one incident, to see what a policy or an answer makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from detectors.alert import Alert
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, LogRecord, Progress
from detectors.engine.policy import BrandConfig, BrandPolicy
from detectors.knowledge import Knowledge
from detectors.mention import Complaint
from detectors.values import Verdict, VerdictName

BRAND = "acme"
START = 1_741_132_800.0  # 5 March 2025, 00:00 UTC
HOUR = 3600.0
LATENESS = 120.0
OUTAGE = START + 48 * HOUR
# A language whose common words are known; none of the texts here uses one.
KNOWN = Knowledge(lambda _: {"the": 0.02})


def engine(**policy: Any) -> TrendEngine:
    """An engine whose brands run by this policy."""
    config = BrandConfig().under(BrandPolicy(**policy))
    return TrendEngine(partial(BrandTrends, config=config, knowledge=KNOWN), LATENESS)


def posted(at: float, ident: str, offset: int, text: str, person: str = "") -> Complaint:
    return Complaint(
        origin=0, offset=offset, id=ident, brand=BRAND, at=at, person=person or ident, text=text, terms=tuple(text.split())
    )


def incident(people: int = 30, every: float = 110.0, start: float = OUTAGE, first: int = 0) -> list[Complaint]:
    """Quiet days from START on, then so many people with one fault."""
    quiet = [
        (START + number * 1800.0, f"q{number}", f"slow{number % 7} thing{number} page{number}") for number in range(132)
    ]
    words = ("cartridge rejected error e83", "cartridge rejected black printer", "my cartridge rejected again")
    complaints = [
        (start + number * every, f"i{first + number}", f"{words[number % 3]} v{first + number}") for number in range(people)
    ]
    return [posted(at, ident, offset, text) for offset, (at, ident, text) in enumerate(sorted(quiet + complaints))]


def until(at: float) -> Progress:
    return Progress(origin=0, origins=1, at=at)


def fed(engine: TrendEngine, complaints: Iterable[Complaint], *commands: Command, end: float) -> list[Alert]:
    """The events of a log in which each command stands where event time has come to `at` of it."""
    log: list[LogRecord] = []
    waiting = sorted(commands, key=lambda command: command.at)
    for complaint in complaints:
        while waiting and waiting[0].at <= complaint.at:
            log += [until(waiting[0].at), waiting.pop(0)]
        log.append(complaint)
    for command in waiting:
        log += [until(command.at), command]
    return [emitted.alert for emitted in engine.apply([*log, until(end)])]


def verdict(name: VerdictName) -> Verdict:
    """A verdict of that name on nine posts of nine people."""
    return Verdict(
        name=name,
        reason="r",
        sentence="s",
        people=9,
        first_hand_people=9,
        posts=9,
        effective_people=9.0,
        top_person_share=0.1,
        repost_and_quote_share=0.0,
        same_text_share=0.0,
        root="",
        root_text="",
        sure=1.0,
    )

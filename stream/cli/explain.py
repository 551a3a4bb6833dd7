"""`groundswell explain TREND|WORD`: why it fired, or why not."""

from __future__ import annotations

import asyncio
import math
import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlencode

import msgspec
import orjson
import typer
from msgspec.structs import replace
from rich.console import Console

from detectors.verdict import plural
from stream.alerts.cards import clock, earlier_answer, harmless, how_to_answer, lasting, verdict_words
from stream.alerts.latest import newest_events
from stream.config.load import Configuration
from stream.config.settings import Settings
from stream.exits import Exit
from stream.reading.options import FileChoice
from stream.reading.rows import Row
from stream.terminal import broker_or_exit, print_error
from stream.web.client import address_of, ask_worker, trends_of_worker

TREND_ID = re.compile(r"\d{4}-\d\d-\d\d-\d{4}-[0-9a-f]{6}")
ANSWER_SECONDS = 10.0
LIST = "`groundswell trends` lists those that are open"
LIST_OF_FILE = "`groundswell backtest` lists those of a file"


def explain_command(
    configuration: Configuration,
    what: str,
    *,
    brand: str,
    as_json: bool,
    file: Path | None,
    chosen: FileChoice,
) -> None:
    """Explains a trend by its newest event, words by what an engine counts: of the running worker, or of a file."""
    settings = configuration.settings
    if file is not None:
        events, answers = _of_file(configuration, what, brand, file, chosen)
    elif TREND_ID.fullmatch(what):
        with broker_or_exit(settings):
            events, answers = asyncio.run(newest_events(settings)), []
        for event in trends_of_worker(settings, ANSWER_SECONDS):
            events.setdefault(event["trend_id"], event)
    else:
        events, answers = {}, _of_worker(settings, what, brand)
    if TREND_ID.fullmatch(what):
        if what not in events:
            where = f"in {file}" if file is not None else "here"
            _refuse(f"there is no trend {what} {where}; {LIST_OF_FILE if file is not None else LIST}")
        answers = []
    elif not answers:
        _refuse(_unknown(brand, file))
    shown = [events[one] for one in (what, *(answer.get("trend_id", "") for answer in answers)) if one in events]
    if as_json:
        sys.stdout.write(orjson.dumps({"asked": answers, "trends": shown}).decode() + "\n")
        return
    console = Console(soft_wrap=True, highlight=False)
    for answer in answers:
        console.print(harmless(f"{answer['brand']} · {answer['sentence']}"), markup=False)
    for event in shown:
        for sentence in sentences(event, configuration.brands.of(event["brand"]).timezone):
            console.print(sentence, markup=False)


def sentences(event: dict[str, Any], timezone: str) -> list[str]:
    """An event in full sentences: what it is, why it was reported, how sure that is, what was done."""
    from detectors.explain.why import UNKNOWN
    from detectors.posts.tiers import meaning_of

    lines = [
        f"“{event['title']}” ({event['trend_id']}, {event['brand']}) is {event['state']}, {verdict_words(event)}, "
        f"{plural(event['people'], 'person', 'people')} so far, the first {clock(event['since'], timezone)}.",
        f"Its newest event, {clock(event['at'], timezone)}: {event['event'].replace('_', ' ')}: {event['state_reason']}.",
        event["why"],
    ]
    if event.get("terms"):
        lines.append(f"It was found as {meaning_of(event['tier'])}; what sets it apart: {', '.join(event['terms'])}.")
    if evidence := event.get("verdict_evidence"):
        lines.append(f"Verdict: {evidence['sentence']} (sure: {evidence['sure']:.0%}).")
    lines.append(f"Severity: {event['severity']}, {event['severity_reason']}.")
    if counts := event.get("counts"):
        peak = f"{counts['people_3h']} in 3 h, {counts['peak_3h']} at the peak"
        usual = counts["usual_text"]
        if usual == UNKNOWN:
            usual = f"how many are usual is {UNKNOWN}"
        elif not usual.startswith("not "):
            usual = f"usually {usual}"
        lines.append(f"People: {peak}; {usual}.")
    if baseline := event.get("baseline"):
        young = ", too short to be sure of" if baseline["cold_start"] else ""
        lines.append(f"The usual level rests on {lasting(baseline['history_days'] * 86_400)} of history{young}.")
    for answer in event.get("feedback", []):
        lines.append(f"{earlier_answer(answer, timezone)}.")
    if fix := event.get("fix"):
        lines.append(f"A fix was noted {clock(fix['at'], timezone)}: {fix.get('outcome') or 'not judged yet'}.")
    if how := how_to_answer(event):
        lines.append(f"Answer: {how}")
    return [harmless(one) for one in lines]


def _of_file(
    configuration: Configuration, what: str, brand: str, file: Path, chosen: FileChoice
) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """The newest event of each trend at the end of a file, and the engine's explanation of the words then; before it, where
    more people used them earlier and no trend was of them, that of the moment when most did."""
    from detectors.alert import published, utc
    from detectors.engine.engine import TrendEngine
    from detectors.engine.query import Explanation
    from stream.engines.factory import build_engine
    from stream.intake.pipeline import build_intake
    from stream.offline.busiest import busiest
    from stream.offline.pipeline import run
    from stream.terminal import compile_first, load_or_exit

    rows = load_or_exit(file, chosen, Console(stderr=True)).rows
    compile_first(Console(stderr=True))
    events: dict[str, dict[str, Any]] = {}

    def engine_after(part: Sequence[Row]) -> TrendEngine:
        engine = build_engine(configuration)
        run(part, build_intake(configuration), engine, configuration.settings.lateness_seconds, on_event)
        return engine

    def on_event(emitted: Any) -> None:
        events[emitted.alert.trend_id] = published(emitted.alert)

    earlier: list[Explanation] = []
    reported: list[Explanation] = []
    if not TREND_ID.fullmatch(what) and (most := busiest(rows, build_intake(configuration), what, brand)) is not None:
        until = bisect_left(rows, most.at * 1000.0, key=lambda row: row.at_ms)
        when = clock(utc(most.at), configuration.brands.of(most.brand).timezone)
        then = [one for one in engine_after(rows[:until]).ask(what, most.brand) if one.people]
        earlier = [
            replace(one, sentence=f"{when}, when most people wrote it: {one.sentence}") for one in then if not one.trend_id
        ]
        reported = [one for one in then if one.trend_id]
    engine = engine_after(rows)
    standing = engine.ask(what, brand)
    people = {one.brand: math.inf if one.trend_id else one.people for one in standing}
    # A trend that has been over for days is no longer the engine's: its newest event says what became of it.
    found = [
        replace(one, sentence=reported_sentence(what, events[one.trend_id]))
        for one in reported
        if one.trend_id in events and people.get(one.brand) != math.inf
    ]
    found += [one for one in earlier if one.people > people.get(one.brand, 0)]
    return events, [msgspec.to_builtins(one) for one in (*found, *standing)]


def reported_sentence(words: str, event: dict[str, Any]) -> str:
    """That the words were reported, by the newest event of their trend."""
    over = f", over: {event['reason']}" if event["state"] == "resolved" else ""
    return f"{words}: reported as “{event['title']}” ({event['trend_id']}{over})"


def _of_worker(settings: Settings, words: str, brand: str) -> list[dict[str, Any]]:
    """The explanation of the worker on this machine, over its web port."""
    address = address_of(settings)
    try:
        status, body = ask_worker(settings, f"/explain?{urlencode({'word': words, 'brand': brand})}", ANSWER_SECONDS)
        found: list[dict[str, Any]] = orjson.loads(body)["asked"] if status == HTTPStatus.OK else []
    except (OSError, ValueError):
        _refuse(f"no worker answers at {address}; --file FILE asks a file of mentions instead", Exit.CRASH)
    if status != HTTPStatus.OK:
        _refuse(harmless(f"the worker at {address} says: {body[:400].decode(errors='replace').strip()}"), Exit.CRASH)
    return found


def _unknown(brand: str, file: Path | None) -> str:
    """Why there is no answer: of one worker, or of a file."""
    if file is None:
        return f"nothing is known of {brand or 'any brand'} here; another worker may have it"
    if brand:
        return f"{file} has no mention of {brand}; `groundswell look` lists the brands it names"
    return f"{file} has no mention that detection would see"


def _refuse(sentence: str, code: Exit = Exit.USAGE) -> NoReturn:
    print_error(sentence)
    raise typer.Exit(code)

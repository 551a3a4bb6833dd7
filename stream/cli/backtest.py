"""`groundswell backtest`: the same engine without Kafka; its events go to `alerts.jsonl`, the run to `report.html`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from detectors.alert import AlertEvent, published
from detectors.verdict import plural
from stream.alerts.cards import card, clock, harmless
from stream.config.errors import SettingsError
from stream.config.load import Configuration, policies
from stream.engines.factory import build_engine
from stream.exits import Exit, reason_of
from stream.intake.pipeline import build_intake
from stream.kafka.codec import encode_json
from stream.offline.compare import Comparison, Reported, compared, reported
from stream.offline.pipeline import Offline, run
from stream.offline.report import Summary, write_report
from stream.reading import Loaded
from stream.reading.options import FileChoice
from stream.terminal import compile_first, count_bar, counted, folder_or_exit, left_out_or_exit, load_or_exit, print_error

# A file of many years under a strange policy: more is in the JSON.
LISTED_MAX = 40


@dataclass
class Run:
    """What came of the file under one policy: every event as it is published, and the counts."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    result: Offline = field(default_factory=Offline)

    @property
    def messages(self) -> int:
        return sum(body["attention"] != "board" for body in self.bodies)

    @property
    def pages(self) -> int:
        return sum(body["attention"] == "page" for body in self.bodies)


def backtest_command(
    configuration: Configuration,
    file: Path,
    out: Path,
    chosen: FileChoice,
    *,
    quiet: bool,
    against: Path | None = None,
    as_json: bool = False,
) -> None:
    """Runs `file` and writes `alerts.jsonl` and `report.html` into `out`; with `against` again, under those policies."""
    console = Console(stderr=as_json)
    other = _other(configuration, against) if against is not None else None
    folder_or_exit(out)
    loaded = load_or_exit(file, chosen, console)
    console.print(configuration.brands.budget_sentence, style="dim", highlight=False)
    compile_first(console)

    def show(body: dict[str, Any], printer: Console) -> None:
        if not (quiet or as_json or other) and body["attention"] != "board":
            printer.print(card(body, configuration.brands.of(body["brand"]).timezone, answerable=False))

    mine = _run(configuration, loaded, console, show)
    summary = _summary(file, loaded, mine.result)
    _write(out, mine, summary)
    for sentence in mine.result.refused.sentences():
        console.print(harmless(f"refused: {sentence}"), style="yellow", highlight=False, markup=False)
    console.print(_sentence(mine, summary), highlight=False, soft_wrap=True)
    console.print(harmless(f"{out / 'alerts.jsonl'}, {out / 'report.html'}"), highlight=False, markup=False, soft_wrap=True)
    found = None
    if other is not None and against is not None:
        theirs = _run(other, loaded, console, lambda *_: None)
        console.print(
            harmless(f"{against.name}: {_sentence(theirs, summary)}"), highlight=False, markup=False, soft_wrap=True
        )
        found = compared(reported(mine.bodies), reported(theirs.bodies))
        if not as_json:
            _print_comparison(console, found, configuration, against.name)
    if as_json:
        typer.echo(encode_json(_as_object(mine, summary, found)).decode())
    left_out_or_exit(loaded, chosen.strict, mine.result.refused.faults)


def _run(
    configuration: Configuration, loaded: Loaded, console: Console, show: Callable[[dict[str, Any], Console], None]
) -> Run:
    done = Run()
    with count_bar(console) as bar:
        task = bar.add_task("engine", total=len(loaded.rows))

        def on_event(emitted: AlertEvent) -> None:
            body = published(emitted.alert)
            done.bodies.append(body)
            show(body, bar.console)

        done.result = run(
            loaded.rows,
            build_intake(configuration),
            build_engine(configuration),
            configuration.settings.lateness_seconds,
            on_event,
            on_step=lambda rows: bar.update(task, completed=rows),
        )
    return done


def _other(configuration: Configuration, against: Path) -> Configuration:
    try:
        return Configuration(configuration.settings, policies(configuration.settings, against))
    except SettingsError as error:
        for sentence in error.errors:
            print_error(sentence)
        raise typer.Exit(Exit.SETTINGS) from error


def _summary(file: Path, loaded: Loaded, result: Offline) -> Summary:
    return Summary(
        source=file.name,
        mentions=result.mentions,
        complaints=result.complaints,
        first_at=result.first_at,
        last_at=result.last_at,
        mentions_per_hour=result.mentions_per_hour,
        complaints_per_hour=result.complaints_per_hour,
        refused=result.refused.counts,
        unreadable=loaded.problems.counts,
        day_only=loaded.understood.plan is not None and loaded.understood.plan.dates.day_only,
    )


def _write(out: Path, done: Run, summary: Summary) -> None:
    try:
        (out / "alerts.jsonl").write_bytes(b"".join(encode_json(body) + b"\n" for body in done.bodies))
        write_report(out / "report.html", done.bodies, summary)
    except OSError as error:
        print_error(f"{out} cannot be written into: {reason_of(error)}")
        raise typer.Exit(Exit.USAGE) from error


def _sentence(done: Run, summary: Summary) -> str:
    paging = f"{done.pages or 'none'} of them {'a page' if done.pages <= 1 else 'pages'}"
    others = plural(len(done.bodies) - done.messages, "event", "events")
    sent = f"would have sent {plural(done.messages, 'message', 'messages')} in {summary.span}, {paging}"
    mentions = counted(done.result.mentions, "mention", "mentions")
    counts = f"{mentions}, {done.result.complaints:,} of them may be complaints"
    return f"{counts}: {sent}; {others} more only on the list of trends"


def _print_comparison(console: Console, found: Comparison, configuration: Configuration, against: str) -> None:
    ours = configuration.settings.brands.name if configuration.settings.brands else "the present policy"
    for trends, name in ((found.first, ours), (found.second, against)):
        console.print(f"\nonly with {harmless(name)}: {len(trends) or 'none'}", style="bold", highlight=False, markup=False)
        _print_trends(console, trends, configuration)
    console.print(f"\nwith both: {len(found.both) or 'none'}", style="bold", highlight=False)
    for one, other in found.both[:LISTED_MAX]:
        if one.at != other.at or one.attention != other.attention:
            zone = configuration.brands.of(one.brand).timezone
            first, second = (f"{clock(each.at, zone)} ({each.attention})" for each in (one, other))
            sentence = f"  {harmless(one.brand)}: {harmless(one.title)}: {first}, with {against} {second}"
            console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _print_trends(console: Console, trends: Sequence[Reported], configuration: Configuration) -> None:
    for one in trends[:LISTED_MAX]:
        at = clock(one.at, configuration.brands.of(one.brand).timezone)
        who = plural(one.people, "person", "people")
        sentence = f"  {at}  {harmless(one.brand)}: {harmless(one.title)} ({who}, {one.attention})"
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    if len(trends) > LISTED_MAX:
        console.print(f"  and {len(trends) - LISTED_MAX} more", style="dim", highlight=False)


def _as_object(done: Run, summary: Summary, found: Comparison | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "mentions": done.result.mentions,
        "complaints": done.result.complaints,
        "span": summary.span,
        "events": len(done.bodies),
        "messages": done.messages,
        "pages": done.pages,
    }
    if found is not None:
        body |= {
            "both": [[one.as_object(), other.as_object()] for one, other in found.both],
            "only_first": [one.as_object() for one in found.first],
            "only_second": [one.as_object() for one in found.second],
        }
    return body

"""`groundswell backtest`: the same engine without Kafka; its events go to `alerts.jsonl`, the run to `report.html`."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from detectors.alert import AlertEvent, published
from stream.alerts.cards import card
from stream.config.load import Configuration
from stream.engines.compilation import ANNOUNCEMENT, must_compile
from stream.engines.factory import build_engine
from stream.exits import Exit, reason_of
from stream.intake.pipeline import build_intake
from stream.kafka.codec import encode_json
from stream.offline.pipeline import run
from stream.offline.report import Summary, write_report
from stream.terminal import count_bar, folder_or_exit, load_or_exit


def backtest_command(
    configuration: Configuration, file: Path, out: Path, mapping: str, since: str, until: str, quiet: bool
) -> None:
    """Runs `file` and writes `alerts.jsonl` and `report.html` into `out`."""
    console = Console()
    brands = configuration.brands
    folder_or_exit(out)
    loaded = load_or_exit(file, mapping, since, until, console)
    console.print(brands.budget_sentence, style="dim", highlight=False)
    if must_compile():
        console.print(ANNOUNCEMENT, style="dim", highlight=False)
    events: list[bytes] = []
    bodies = []
    with count_bar(console) as bar:
        task = bar.add_task("engine", total=len(loaded.rows))

        def on_event(emitted: AlertEvent) -> None:
            body = published(emitted.alert)
            bodies.append(body)
            events.append(encode_json(body))
            if not quiet and body["attention"] != "board":
                bar.console.print(card(body, brands.of(body["brand"]).timezone))

        result = run(
            loaded.rows,
            build_intake(configuration),
            build_engine(configuration),
            configuration.settings.lateness_seconds,
            on_event,
            on_step=lambda done: bar.update(task, completed=done),
        )
    summary = Summary(
        source=file.name,
        mentions=result.mentions,
        complaints=result.complaints,
        first_at=result.first_at,
        last_at=result.last_at,
        mentions_per_hour=result.mentions_per_hour,
        complaints_per_hour=result.complaints_per_hour,
        refused=result.refused.counts,
        unreadable=loaded.problems.counts,
    )
    try:
        (out / "alerts.jsonl").write_bytes(b"".join(event + b"\n" for event in events))
        write_report(out / "report.html", bodies, summary)
    except OSError as error:
        typer.secho(f"{out} cannot be written into: {reason_of(error)}", fg="red", err=True)
        raise typer.Exit(Exit.USAGE) from error
    for sentence in result.refused.sentences():
        console.print(f"refused: {sentence}", style="yellow", highlight=False, markup=False)
    messages = sum(body["attention"] != "board" for body in bodies)
    pages = sum(body["attention"] == "page" for body in bodies)
    console.print(
        f"{result.mentions:,} mentions, {result.complaints:,} complaints: would have sent {messages} messages "
        f"in {summary.weeks:.1f} weeks, {pages} of them pages",
        highlight=False,
    )
    console.print(f"{out / 'alerts.jsonl'}, {out / 'report.html'}", highlight=False, soft_wrap=True)

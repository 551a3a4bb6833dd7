"""`groundswell trends`: what is open now."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import orjson
import typer
from rich.console import Console
from rich.text import Text

from stream.alerts.cards import clock, harmless, how_to_answer, news, verdict_words
from stream.alerts.latest import newest_events, open_first
from stream.config.load import Configuration
from stream.terminal import broker_or_exit
from stream.web.client import not_ready

STYLES = {"critical": "bold red", "warning": "yellow", "info": "cyan"}


def trends_command(configuration: Configuration, *, brand: str, as_json: bool) -> None:
    """Prints the open trends, the most urgent first."""
    settings = configuration.settings
    with broker_or_exit(settings):
        newest = asyncio.run(newest_events(settings))
    if why := not_ready(settings):
        typer.secho(harmless(f"{why}; these are the trends as last reported"), fg="yellow", err=True)
    lasting = [event for event in open_first(list(newest.values())) if brand in ("", event["brand"])]
    if as_json:
        sys.stdout.write(orjson.dumps({"trends": lasting}).decode() + "\n")
        return
    console = Console(soft_wrap=True, highlight=False)
    if not lasting:
        of = f" of {brand}" if brand else ""
        console.print(f"no open trends{of}; {len(newest):,} are over", markup=False)
    for event in lasting:
        console.print(summary(event, configuration.brands.of(event["brand"]).timezone))


def summary(event: dict[str, Any], timezone: str) -> Text:
    """One trend in a few lines."""
    facts = (event["state"], verdict_words(event), f"since {clock(event['since'], timezone)}", f"{event['people']} so far")
    lines = [
        Text.assemble(
            (event["severity"].upper(), STYLES.get(event["severity"], "")),
            f"  {harmless(event['brand'])}: ",
            (harmless(event["title"]), "bold"),
        ),
        Text(f"  {harmless(event['why'])}"),
        *(Text(f"  {one}") for one in news(event)),
        Text(f"  {' · '.join(facts)}", style="dim"),
        Text(f"  {how_to_answer(event)}\n", style="dim"),
    ]
    return Text("\n").join(lines)

"""`groundswell trends`: what is open now."""

from __future__ import annotations

import asyncio
import sys
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import orjson
from rich.console import Console
from rich.text import Text

from detectors.verdict import plural
from stream.alerts.canaries import is_canary
from stream.alerts.cards import clock, harmless, how_to_answer, news, verdict_words
from stream.alerts.latest import newest_events, open_first
from stream.config.load import Configuration
from stream.config.settings import Settings
from stream.terminal import broker_or_exit, print_error
from stream.web.client import ask_worker, not_ready, trends_of_worker

ANSWER_SECONDS = 10.0
BRANDS_MAX = 10
STYLES = {"critical": "bold red", "warning": "yellow", "info": "cyan"}


def trends_command(configuration: Configuration, *, brand: str, as_json: bool) -> None:
    """Prints the open trends, the most urgent first."""
    settings = configuration.settings
    with broker_or_exit(settings):
        newest = asyncio.run(newest_events(settings))
    # What the engines learned from past mentions is open to them, and was never sent.
    for event in trends_of_worker(settings, ANSWER_SECONDS):
        newest.setdefault(event["trend_id"], event)
    if why := not_ready(settings):
        print_error(harmless(f"{why}; these are the trends as last reported"), "yellow")
    lasting = [event for event in open_first(list(newest.values())) if brand in ("", event["brand"])]
    standing = brands_of_worker(settings, brand)
    if as_json:
        sys.stdout.write(orjson.dumps({"trends": lasting, "brands": standing}).decode() + "\n")
        return
    console = Console(soft_wrap=True, highlight=False)
    if not lasting:
        of = f" of {brand}" if brand else ""
        over = f"; {len(newest):,} {'is' if len(newest) == 1 else 'are'} over" if newest else ""
        console.print(f"no open trends{of}{over}", markup=False)
    for one in standing[:BRANDS_MAX]:
        console.print(harmless(f"{one['brand']}: {one['sentence']}"), style="dim", markup=False)
    if len(standing) > BRANDS_MAX:
        more = plural(len(standing) - BRANDS_MAX, "more brand", "more brands")
        console.print(f"and {more}: --json", style="dim")
    if any(one["sentence"].endswith("not decided yet") for one in standing[:BRANDS_MAX]):
        console.print("a minute is decided about two minutes after it is over", style="dim")
    for event in lasting:
        console.print(summary(event, configuration.brands.of(event["brand"]).timezone))


def brands_of_worker(settings: Settings, brand: str) -> list[dict[str, Any]]:
    """How each brand of the worker of this machine stands; none when no worker answers."""
    try:
        status, body = ask_worker(settings, f"/brands?{urlencode({'brand': brand})}", ANSWER_SECONDS)
        every: list[dict[str, Any]] = orjson.loads(body)["brands"] if status == HTTPStatus.OK else []
        found = [one for one in every if not is_canary(one["brand"])]
    except (OSError, ValueError, KeyError):
        return []
    return found


def summary(event: dict[str, Any], timezone: str) -> Text:
    """One trend in a few lines."""
    facts = (
        event["state"],
        verdict_words(event),
        f"since {clock(event['since'], timezone)}",
        f"{plural(event['people'], 'person', 'people')} so far",
    )
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

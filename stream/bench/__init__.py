"""How fast it is: `groundswell bench worker` compares our path with bare aiokafka and plain Faust in one run."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from stream.bench.engine import engine
from stream.bench.grouping import grouping
from stream.bench.text import text


class Stream(StrEnum):
    """What the mentions of `bench worker` are like."""

    TWEETS = "tweets"
    POSTS = "posts"
    SIMPLE = "simple"


app = typer.Typer(help="Measure speed, as ratios within one run.")


@app.callback()
def bench() -> None:
    """Measure speed, as ratios within one run."""


app.command()(engine)
app.command()(grouping)
app.command()(text)


@app.command()
def worker(
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object instead of a table")] = False,
    mentions: Annotated[int, typer.Option(min=1_000, help="mentions that the topic is filled with")] = 300_000,
    plain_mentions: Annotated[
        int, typer.Option(min=500, help="of these, how many the plain Faust agent reads: it would need minutes for all")
    ] = 20_000,
    rounds: Annotated[int, typer.Option(min=1, help="alternating rounds; medians and spread are over them")] = 5,
    seed: Annotated[int, typer.Option(help="seed of the mentions")] = 1,
    stream: Annotated[
        Stream, typer.Option(help="like real tweets or posts of 200 brands, or few words of 20")
    ] = Stream.TWEETS,
    broker: Annotated[str, typer.Option(envvar="GROUNDSWELL_BROKER", help="an existing cluster; else one is started")] = "",
) -> None:
    """Mentions per second of a bare consumer, a plain Faust agent, the same agent on our transport, and the worker."""
    # Imported late: the command line's --help should not load Faust.
    from stream.bench.rounds import Plan, measure
    from stream.bench.summary import summarise, table

    console = Console(stderr=True)
    plan = Plan(mentions, min(plain_mentions, mentions), rounds, seed, broker, stream.value)
    figures, notes = measure(plan, lambda text: console.print(text, style="dim", highlight=False))
    summary = summarise(plan, figures, notes)
    if as_json:
        print(json.dumps(summary, indent=2))
    else:
        Console().print(table(summary))

"""`groundswell bench text`: microseconds to normalise a post, to detect its language and to mask it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.text import detect_language, mask, normalise
from stream.bench.posts import Posts


def text(
    posts: Annotated[int, typer.Option(min=100, help="Posts measured in each round.")] = 10_000,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds; the median is shown.")] = 5,
    seed: Annotated[int, typer.Option(help="Seed of the posts.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Microseconds of CPU time per post of about a hundred characters: normalising, language detection, masking."""
    figures = measured(posts, rounds, seed)
    if as_json:
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
        return
    table = Table(title=f"microseconds per post of {figures['characters']:.0f} characters")
    table.add_column("step")
    table.add_column("median", justify="right")
    for name in ("normalise", "detect_language", "mask"):
        table.add_row(name, f"{figures[name]:.1f}")
    Console().print(table)


def measured(count: int, rounds: int, seed: int) -> dict[str, Any]:
    """Medians over the rounds; each round has other posts, the words are seen before, as in a running service."""
    source = Posts(seed, words=5_000)
    groups = [source.group() for _ in range(200)]
    batches = [[source.post(groups[i % 200]) for i in range(count)] for _ in range(rounds + 1)]
    steps: dict[str, Callable[[str], Any]] = {
        "normalise": lambda post: normalise(post, "en"),
        "detect_language": detect_language,
        "mask": mask,
    }
    figures: dict[str, Any] = {"characters": sum(map(len, batches[0])) / count, "posts": count, "seed": seed}
    for name, step in steps.items():
        _micros(step, batches[0])
        figures[name] = sorted(_micros(step, batch) for batch in batches[1:])[rounds // 2]
    return figures


def _micros(step: Callable[[str], Any], batch: list[str]) -> float:
    began = time.process_time()
    for post in batch:
        step(post)
    return (time.process_time() - began) / len(batch) * 1e6

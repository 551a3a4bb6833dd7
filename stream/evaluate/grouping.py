"""`groundswell evaluate grouping`: a clusterer over labelled texts, in the order in which they came."""

from __future__ import annotations

import gzip
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.errors import SettingError
from detectors.evaluation.grouping import scores
from detectors.grouping import NO_GROUP, build_grouping, compile_kernel
from detectors.text import LanguageMemory, normalise
from stream.exits import Exit, reason_of
from stream.terminal import print_error

# Labelled files have no time. Each text comes ten minutes after the one before, about the pace of a middling brand; since
# the clusterer's fading follows the pace of the stream, another pace gives nearly the same groups.
SECONDS_APART = 600.0
BATCH = 512
# What a form puts around each text: five terms that all texts have.
WRAPPING = "Customer ticket: {} Email device screen"


class Labelled(msgspec.Struct):
    """A row: a text and the group it belongs to. The language, if known."""

    text: str
    label: int | str
    lang: str = ""


def grouping(
    file: Annotated[Path, typer.Argument(help="JSON lines {text, label[, lang]} in arrival order; may be gzipped.")],
    clusterer: Annotated[str, typer.Option(help="ours or textclust (River's; slow).")] = "ours",
    lang: Annotated[str, typer.Option(help="Language of all texts; without it, the row's, else detected.")] = "",
    wrapped: Annotated[bool, typer.Option(help="Put the same five words around every text, as a form does.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """How well a clusterer finds the groups of labelled texts. A group is given on arrival and never changed."""
    try:
        figures = measured(file, clusterer, lang, wrapped=wrapped)
    except (OSError, EOFError, ValueError, msgspec.MsgspecError, SettingError) as error:
        print_error(f"{file}: {reason_of(error)}")
        raise typer.Exit(Exit.USAGE) from error
    if as_json:
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
        return
    table = Table(title=f"{clusterer} on {file.name}")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.4f}" if isinstance(value, float) and value <= 1 else f"{value:,.0f}")
    Console().print(table)


def measured(file: Path, clusterer: str, lang: str = "", *, wrapped: bool = False) -> dict[str, Any]:
    """Scores, texts per second of CPU time (normalising and grouping; language detection apart), largest memory."""
    rows = list(labelled(file))
    memory = LanguageMemory()
    langs = [lang or row.lang or memory.learn_language(row.text) for row in rows]
    texts = [WRAPPING.replace("{}", row.text) if wrapped else row.text for row in rows]
    model = build_grouping(clusterer)
    compile_kernel()
    groups: list[int] = []
    began = time.process_time()
    for start in range(0, len(rows), BATCH):
        end = min(start + BATCH, len(rows))
        batch = [normalise(texts[i], langs[i]) for i in range(start, end)]
        groups += model.assign_many(batch, [i * SECONDS_APART for i in range(start, end)])
    took = time.process_time() - began
    # A text without a signal belongs to no group: it stands alone.
    alone = [group if group != NO_GROUP else -1 - place for place, group in enumerate(groups)]
    found = msgspec.structs.asdict(scores([row.label for row in rows], alone))
    return {
        **{name: found[name] for name in ("texts", "nmi", "ami", "ari", "homogeneity", "completeness", "groups")},
        "texts_per_second": len(rows) / max(took, 1e-9),
        "peak_rss_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def labelled(file: Path) -> Iterator[Labelled]:
    """The rows of a file, checked."""
    decode = msgspec.json.Decoder(Labelled).decode
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
        for line in lines:
            if line.strip():
                yield decode(line)

"""`groundswell evaluate ratings FILE…`: no alert on praise, in streams of reviews made of rated texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.alert import AlertEvent
from detectors.evaluation.ratings import Rated, RatedOutcome, Review, praises, rated_stream
from stream.engines.factory import build_engine
from stream.evaluate.texts import STARTS_MS, rows_of_texts
from stream.exits import reason_of
from stream.intake.pipeline import build_intake
from stream.offline.pipeline import run
from stream.reading.rows import ReadingError, Row
from stream.terminal import configuration_or_exit

REVIEWS_MIN = 40
"""A language with fewer good or bad ones makes no stream."""


def ratings(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="JSON lines with text, rating, lang")],
    streams: Annotated[int, typer.Option(min=1, max=1_000, help="How many streams; languages take turns.")] = 10,
    seed: Annotated[int, typer.Option(help="Of the first stream.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Streams of reviews with a burst of five stars and one of one star: messages and pages on either."""
    try:
        languages = {lang: rows for lang, rows in sorted(by_language(files).items()) if enough(rows)}
    except (OSError, ReadingError, ValueError, TypeError) as error:
        raise typer.BadParameter(f"a file cannot be used: {reason_of(error)}") from error
    if not languages:
        raise typer.BadParameter(f"no language has {REVIEWS_MIN} reviews of four or five stars, and of one or two")
    chosen = [list(languages)[number % len(languages)] for number in range(streams)]
    outcomes = [outcome(lang, languages[lang], seed + number) for number, lang in enumerate(chosen)]
    if as_json:
        typer.echo(orjson.dumps(msgspec.to_builtins(outcomes), option=orjson.OPT_INDENT_2).decode())
    else:
        show(outcomes, Console())


def by_language(files: list[Path]) -> dict[str, list[Review]]:
    """The rated texts of the files."""
    found: dict[str, list[Review]] = {}
    for _, row in rows_of_texts(files):
        if row.get("rating") is not None:
            review = Review(row["text"], float(row["rating"]), row.get("lang", "en"))
            found.setdefault(review.lang, []).append(review)
    return found


def enough(reviews: list[Review]) -> bool:
    """Whether there are good and bad ones to draw from."""
    good = sum(review.rating >= 4 for review in reviews)
    bad = sum(review.rating <= 2 for review in reviews)
    return min(good, bad) >= REVIEWS_MIN


def outcome(lang: str, reviews: list[Review], seed: int) -> RatedOutcome:
    """What a stream of reviews of one language leads to, with shipped settings."""
    configuration = configuration_or_exit(clock="replay")
    written = rated_stream(reviews, seed)
    messages: list[tuple[bool, bool]] = []

    def on_event(emitted: AlertEvent) -> None:
        if emitted.alert.attention != "board":
            members = [written[int(member)].review.rating for member in emitted.members]
            messages.append((praises(members), emitted.alert.attention == "page"))

    rows = [row_of(number, rated) for number, rated in enumerate(written)]
    run(rows, build_intake(configuration), build_engine(configuration), configuration.settings.lateness_seconds, on_event)
    return RatedOutcome(
        stream=f"{lang} {seed}",
        reviews=len(written),
        praise_messages=sum(praise for praise, _ in messages),
        praise_pages=sum(praise and page for praise, page in messages),
        fault_messages=sum(not praise for praise, _ in messages),
        fault_pages=sum(page and not praise for praise, page in messages),
    )


def row_of(number: int, rated: Rated) -> Row:
    """A review as a producer sends it; its id is its place in the stream."""
    at_ms = STARTS_MS + int(rated.at * 1000)
    mention = {
        "id": str(number),
        "text": rated.review.text,
        "author": rated.author,
        "created_at": at_ms,
        "brand": "reviewed",
        "channel": "reviews",
        "kind": "review",
        "lang": rated.review.lang,
        "rating": rated.review.rating,
    }
    return Row(at_ms, orjson.dumps(mention), number + 1)


def show(outcomes: list[RatedOutcome], console: Console) -> None:
    """The outcomes as a table."""
    table = Table(title="streams of rated reviews")
    for heading in ("stream", "reviews", "messages on praise", "pages on praise", "messages on faults", "pages on faults"):
        table.add_column(heading)
    for one in outcomes:
        counts = (one.reviews, one.praise_messages, one.praise_pages, one.fault_messages, one.fault_pages)
        table.add_row(one.stream, *map(str, counts))
    console.print(table)
    pages, messages = (sum(getattr(one, name) for one in outcomes) for name in ("praise_pages", "praise_messages"))
    console.print(f"on praise: {messages} messages, {pages} of them pages")

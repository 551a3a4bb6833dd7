"""`groundswell look FILE`: what the file holds, as the other commands would read it, on one screen."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detectors.errors import RefusedError
from detectors.mention import Basis, Complaint
from detectors.text import detect_language
from stream.alerts.cards import harmless, rarely
from stream.config.load import Configuration
from stream.intake.pipeline import build_intake
from stream.kafka.codec import decode_mention
from stream.reading import Loaded, Problem, Problems
from stream.reading.content import STDIN
from stream.reading.options import FileChoice
from stream.reading.rows import STRAY
from stream.terminal import counted, left_out_or_exit, load_or_exit

# The screen and the detector of languages look at so many posts, evenly spread; counts are of all.
LOOKED_AT_MAX = 5_000
LISTED_MAX = 6
# One name on so many posts may stand for many people; only somebody who knows the source can say.
FREQUENT_SHARE = 0.05
FREQUENT_MIN = 20
# From here on a mention is likelier a complaint than not.
COMPLAINT_SCORE = 0.5


@dataclass
class Look:
    """What a file holds. Counts are of mentions that are accepted; `people` are different authors and unknown ones.

    Of `looked_at` so many are `passed` on to detection, `complaints` are likelier complaints than not, and `unjudged` are
    in a language that the screen was not trained on."""

    mentions: int = 0
    people: int = 0
    duplicates: int = 0
    brands: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    rated: int = 0
    looked_at: int = 0
    passed: int = 0
    complaints: int = 0
    unjudged: int = 0
    refused: Problems = field(default_factory=Problems)


def look_command(configuration: Configuration, file: Path, chosen: FileChoice, *, as_json: bool) -> None:
    """Reads `file`, sends nothing, writes nothing."""
    errors = Console(stderr=True)
    loaded = load_or_exit(file, chosen, errors if as_json else Console(quiet=True))
    look = look_at(configuration, loaded)
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(as_object(file, chosen, loaded, look), option=orjson.OPT_INDENT_2) + b"\n")
    else:
        _print(file, chosen, loaded, look)
    left_out_or_exit(loaded, chosen.strict, look.refused.faults)


def look_at(configuration: Configuration, loaded: Loaded) -> Look:
    """Every mention decoded and counted; a part of them screened."""
    look, intake = Look(), build_intake(configuration)
    seen: set[tuple[str, str, str]] = set()
    people: set[tuple[str, str]] = set()
    step = max(1, len(loaded.rows) // LOOKED_AT_MAX)
    for place, row in enumerate(loaded.rows):
        try:
            mention = decode_mention(row.value, row.at_ms)
            if place % step == 0:
                _judge(look, intake.take(row.value, row.at_ms, 0, place).complaint)
                look.languages[mention.lang or detect_language(mention.text) or "unclear"] += 1
        except RefusedError as refused:
            look.refused.add(Problem(row.line, refused.reason.replace("_", " "), refused.detail))
            continue
        look.mentions += 1
        key = (mention.brand, mention.channel, mention.id)
        look.duplicates += key in seen
        seen.add(key)
        people.add((mention.person or mention.channel, mention.person or mention.author))
        look.brands[mention.brand] += 1
        look.channels[mention.channel or "none"] += 1
        look.rated += mention.rating is not None
    look.people = len(people)
    return look


def _judge(look: Look, complaint: Complaint | None) -> None:
    look.looked_at += 1
    look.passed += complaint is not None
    if complaint is not None and complaint.basis is Basis.UNKNOWN:
        look.unjudged += 1
    elif complaint is not None:
        look.complaints += complaint.score >= COMPLAINT_SCORE


def as_object(file: Path, chosen: FileChoice, loaded: Loaded, look: Look) -> dict[str, Any]:
    """The look as one JSON object."""
    understood = loaded.understood
    return {
        "file": str(file),
        "kind": understood.kind,
        "encoding": understood.encoding,
        "map": understood.plan.shown.shown if understood.plan else "",
        "notes": understood.notes(),
        "from": _moment(loaded, 0),
        "to": _moment(loaded, -1),
        "mentions": look.mentions,
        "people": look.people,
        "unknown_authors": understood.unknown_authors,
        "duplicates": look.duplicates,
        "rated": look.rated,
        "brands": dict(look.brands.most_common()),
        "channels": dict(look.channels.most_common()),
        "languages": {name: round(count / max(look.looked_at, 1), 3) for name, count in look.languages.most_common()},
        "complaint_share": round(look.complaints / max(look.looked_at, 1), 3),
        "unjudged_share": round(look.unjudged / max(look.looked_at, 1), 3),
        "passed_share": round(look.passed / max(look.looked_at, 1), 3),
        "left_out": dict(loaded.problems.counts + look.refused.counts),
        "suggestions": suggestions(loaded),
        "next": next_command(file, chosen, loaded),
    }


def suggestions(loaded: Loaded) -> list[str]:
    """What only somebody who knows the source can decide."""
    found = []
    name, count = loaded.understood.most_frequent
    if count >= FREQUENT_MIN and count >= FREQUENT_SHARE * len(loaded.rows):
        found.append(
            f"“{harmless(name)[:40]}” wrote {count:,} of the {len(loaded.rows):,} posts and counts as one person; "
            f"if the name stands for many unknown people: --anonymous {shlex.quote(harmless(name))}"
        )
    if strays := loaded.problems.counts[STRAY]:
        first = loaded.problems.examples[STRAY][0]
        rows = "one row lies" if strays == 1 else f"{strays:,} rows lie"
        found.append(
            f"{rows} years away from the rest (line {first.line}: {first.detail}) and would be left out; --from keeps it"
        )
    return found


def next_command(file: Path, chosen: FileChoice, loaded: Loaded) -> str:
    """The command that runs the file as it was understood."""
    plan = loaded.understood.plan
    words = ["groundswell", "backtest", str(file)]
    if plan is not None and plan.shown:
        words += ["--map", plan.shown.shown]
    names = {"columns": "--columns", "dates": "--dates", "timezone": "--timezone", "since": "--from", "until": "--to"}
    given = asdict(chosen)
    for name, option in names.items():
        words += [option, given[name]] if given[name] else []
    for name in chosen.anonymous:
        words += ["--anonymous", name]
    return shlex.join(words)


def _print(file: Path, chosen: FileChoice, loaded: Loaded, look: Look) -> None:
    console = Console(highlight=False, soft_wrap=True)
    understood = loaded.understood
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column()

    def line(name: str, value: str) -> None:
        table.add_row(name, Text(harmless(value)))

    name = "standard input" if file == STDIN else file.name
    line("file", f"{name}: {understood.kind}" + (f", {understood.encoding}" if understood.encoding else ""))
    if understood.plan:
        columns = ", ".join(f"{name} ← {column}" for name, column in understood.plan.columns.items())
        constants = ", ".join(f"{name} = {value}" for name, value in understood.plan.constants.items())
        line("columns", columns + (f"; {constants}" if constants else ""))
    begin, end = _moment(loaded, 0), _moment(loaded, -1)
    line("mentions", f"{look.mentions:,} from {begin} to {end}" if begin != end else f"{look.mentions:,}, {begin}")
    line("people", _people(look.people - understood.unknown_authors, understood.unknown_authors))
    line("brands", _shares(look.brands, look.mentions))
    line("channels", _shares(look.channels, look.mentions))
    line("languages", _shares(look.languages, look.looked_at))
    line("duplicates", f"{look.duplicates:,} with the id of another")
    if look.rated:
        line("ratings", f"{look.rated:,} of {counted(look.mentions, 'mention', 'mentions')}")
    line("complaints", _judged(look))
    left_out = loaded.problems.sentences() + look.refused.sentences()
    line("left out", left_out[0] if left_out else "nothing")
    for sentence in left_out[1:]:
        line("", sentence)
    console.print(table)
    for note in [*understood.notes(), *suggestions(loaded)]:
        console.print(f"· {harmless(note)}", markup=False)
    console.print(f"\ngo on with:\n{next_command(file, chosen, loaded)}", markup=False)


def _people(known: int, unknown: int) -> str:
    """How many authors are named, and how many posts name none."""
    if not unknown:
        return f"{known:,}"
    if not known:
        return f"nobody is named: each of the {counted(unknown, 'post', 'posts')} counts as one unknown person"
    return f"{known:,}, and {counted(unknown, 'post names', 'posts name')} nobody"


def _judged(look: Look) -> str:
    """Which part reads as a complaint, and which part detection sees: it asks whether a whole trend complains."""
    part = max(look.looked_at, 1)
    unjudged = (
        f", {rarely(look.unjudged / part)} cannot be judged in their language and count as ones" if look.unjudged else ""
    )
    seen = "all mentions" if look.passed >= part else f"{rarely(look.passed / part)} of the mentions"
    return f"{look.complaints / part:.0%} read as complaints{unjudged}; detection sees {seen}"


def _shares(counts: Counter[str], total: int) -> str:
    listed = [f"{name} {rarely(count / max(total, 1))}" for name, count in counts.most_common(LISTED_MAX)]
    more = len(counts) - LISTED_MAX
    return ", ".join(listed) + (f" and {more} more" if more > 0 else "")


def _moment(loaded: Loaded, place: int) -> str:
    """When a row was written; of a file with dates only the day, in the zone that says when a day begins."""
    plan, at_ms = loaded.understood.plan, loaded.rows[place].at_ms
    if plan is not None and plan.dates.day_only:
        return f"{datetime.fromtimestamp(at_ms / 1000, plan.dates.zone):%Y-%m-%d}"
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"

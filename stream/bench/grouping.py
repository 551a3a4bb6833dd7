"""`groundswell bench grouping`: texts per second as groups grow, compared with River's TextClust, and bytes per group."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table
from river.cluster import TextClust

from detectors.grouping import Grouping
from detectors.text import normalise
from stream.bench.posts import Posts

LIVE = (100, 1_000, 10_000, 100_000)
PEER_LIVE_MAX = 10_000
PEER_SECONDS = 8.0
BATCH = 512


def grouping(
    texts: Annotated[int, typer.Option(min=512, help="Posts measured at each size.")] = 20_000,
    rounds: Annotated[int, typer.Option(min=1, help="Alternating rounds; medians are shown.")] = 3,
    seed: Annotated[int, typer.Option(help="Seed of the posts.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Texts per second of ours and of River's TextClust, same process and texts, CPU time; bytes per live group."""
    figures = measured(texts, rounds, seed)
    if as_json:
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
        return
    table = Table(title=f"normalising and grouping, seed {seed}")
    for heading in ("live groups", "posts/s", "grouping alone/s", "singly/s", "TextClust/s", "ratio", "bytes per group"):
        table.add_column(heading, justify="right")
    for row in figures["rows"]:
        cells = ("live", "posts_per_second", "grouping_per_second", "singly_per_second", "textclust_per_second", "ratio")
        table.add_row(*(f"{row[name]:,.1f}" if row[name] is not None else "" for name in cells), f"{row['bytes']:,.0f}")
    Console().print(table)
    Console().print(f"cost per post at 100,000 live groups against 1,000: {figures['cost_ratio']:.2f}", highlight=False)


def measured(texts: int, rounds: int, seed: int) -> dict[str, Any]:
    """All figures; `cost_ratio` and `grouping_cost_ratio` are 100,000 live groups against 1,000, with and without text."""
    rows = [_row(live, texts, rounds, seed) for live in LIVE]
    by_live = {row["live"]: row for row in rows}
    few, many = by_live[1_000], by_live[100_000]
    return {
        "seed": seed,
        "texts": texts,
        "rows": rows,
        "cost_ratio": few["posts_per_second"] / many["posts_per_second"],
        "grouping_cost_ratio": few["grouping_per_second"] / many["grouping_per_second"],
    }


def _row(live: int, texts: int, rounds: int, seed: int) -> dict[str, Any]:
    posts = Posts(seed)
    groups = [posts.group() for _ in range(live)]
    chance = random.Random(seed + 1)
    raw = [posts.post(chance.choice(groups)) for _ in range(texts)]
    ours = _filled(groups, texts)
    held = {"bytes": ours.memory_bytes / ours.live, "live_at_start": ours.live}
    peer = _peer(groups) if live <= PEER_LIVE_MAX else None
    normalise(" ".join(raw), "en")
    whole: list[float] = []
    alone: list[float] = []
    singly: list[float] = []
    other: list[float] = []
    part = texts // rounds
    for i in range(rounds):
        mine = raw[i * part : (i + 1) * part]
        terms = [normalise(post, "en") for post in mine]
        alone.append(_rate(len(mine), lambda terms=terms: _assign(ours, terms)))  # type: ignore[misc]
        one = terms[:1000]
        singly.append(_rate(len(one), lambda one=one: [ours.assign_one(x, 0.0) for x in one]))  # type: ignore[misc]
        whole.append(_rate(len(mine), lambda mine=mine: _normalise_and_assign(ours, mine)))  # type: ignore[misc]
        if peer is not None:
            other.append(_peer_rate(peer, mine, PEER_SECONDS / rounds))
    rate = _median(whole)
    peers = _median(other) if other else None
    return {
        "live": live,
        "posts_per_second": rate,
        "grouping_per_second": _median(alone),
        "singly_per_second": _median(singly),
        "textclust_per_second": peers,
        "ratio": rate / peers if peers else None,
        **held,
    }


def _filled(groups: list[list[str]], texts: int) -> Grouping:
    """Ours with each of these groups live, none joined to another, and its defaults from then on."""
    ours = Grouping(cosine_min=0.99, groups_max=2 * len(groups) + texts)
    ours.assign_many([normalise(" ".join(group), "en") for group in groups], [0.0] * len(groups))
    ours._bounds = ours._bounds._replace(cosine_min=Grouping().cosine_min)
    return ours


def _normalise_and_assign(ours: Grouping, raw: list[str]) -> None:
    for start in range(0, len(raw), BATCH):
        batch = [normalise(post, "en") for post in raw[start : start + BATCH]]
        ours.assign_many(batch, [0.0] * len(batch))


def _assign(ours: Grouping, terms: list[tuple[str, ...]]) -> None:
    for start in range(0, len(terms), BATCH):
        batch = terms[start : start + BATCH]
        ours.assign_many(batch, [0.0] * len(batch))


def _peer(groups: list[list[str]]) -> TextClust:
    """TextClust with these groups already in it: learning them would take it minutes."""
    model = TextClust(radius=0.5, fading_factor=1e-9, tgap=10**9, real_time_fading=False, auto_merge=False)  # type: ignore[no-untyped-call]
    for number, group in enumerate(groups):
        tf = {term: {"tf": float(count)} for term, count in Counter(normalise(" ".join(group), "en")).items()}
        model.micro_clusters[number] = model.MicroCluster(tf, 0, 1, None, number)  # type: ignore[no-untyped-call]
    model._cluster_id = len(groups)
    model.t = 0
    return model


def _peer_rate(model: TextClust, raw: list[str], seconds: float) -> float:
    """Texts per second over as many texts as it does in `seconds`, at least three."""
    began = time.process_time()
    done = 0
    for post in raw:
        model.learn_one(Counter(normalise(post, "en")))  # type: ignore[no-untyped-call]
        done += 1
        if done >= 3 and time.process_time() - began > seconds:
            break
    return done / (time.process_time() - began)


def _rate(count: int, work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return count / (time.process_time() - began)


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]

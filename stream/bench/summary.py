"""Medians, spread and ratios of the rounds; ratios are taken within a round, so that a slow minute slows both sides."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

from rich.table import Table

from stream.bench.rounds import Figures, Plan

# What is reported of each row. A `_spread` is the lowest and the highest of the rounds.
ROWS = ("bare_consumer", "faust_agent", "batched_agent", "worker")


def summarise(plan: Plan, figures: Figures, notes: list[str]) -> dict[str, Any]:
    """One flat object: every figure is the median over the rounds, with its lowest and highest."""
    summary: dict[str, Any] = {
        "mentions": plan.mentions,
        "plain_mentions": plan.plain_mentions,
        "rounds": plan.rounds,
        "seed": plan.seed,
        "stream": plan.stream,
    }

    def put(name: str, values: list[float], digits: int) -> None:
        if values:
            summary[name] = round(median(values), digits)
            summary[f"{name}_spread"] = [round(min(values), digits), round(max(values), digits)]

    def ratios(row: str, other: str) -> list[float]:
        pairs = zip(figures.get(row, []), figures.get(other, []), strict=False)
        return [_speed(one) / _speed(two) for one, two in pairs]

    for row in ROWS:
        rounds = figures.get(row, [])
        put(f"{row}_per_second", [_speed(one) for one in rounds], 0)
        put(f"{row}_cpu_microseconds", [one["cpu_seconds"] / one["records"] * 1e6 for one in rounds], 2)
        put(f"{row}_peak_memory_mb", [one["peak_memory_mb"] for one in rounds], 0)
    worker = figures.get("worker", [])
    put("intake_per_second", [one["records"] / one["intake_seconds"] for one in worker], 0)
    put("batched_ratio_to_bare", ratios("batched_agent", "bare_consumer"), 3)
    put("batched_ratio_to_agent", ratios("batched_agent", "faust_agent"), 1)
    put("ratio_to_bare", ratios("worker", "bare_consumer"), 4)
    put("ratio_to_agent", ratios("worker", "faust_agent"), 2)
    summary["notes"] = [
        f"faust_agent read {plan.plain_mentions:,} of {plan.mentions:,} mentions: at its speed all would take minutes",
        *notes,
    ]
    return summary


def _speed(took: dict[str, Any]) -> float:
    return float(took["records"] / took["seconds"])


def table(summary: dict[str, Any]) -> Table:
    """The summary for people."""
    grid = Table(
        title=f"{summary['mentions']:,} {summary['stream']}, median of {summary['rounds']} rounds (lowest – highest)",
        title_justify="left",
    )
    for heading in ("", "mentions/s", "CPU µs each", "peak MB"):
        grid.add_column(heading, justify="left" if not heading else "right")

    def cell(name: str, form: Callable[[float], str]) -> str:
        low, high = summary[f"{name}_spread"]
        return f"{form(summary[name])} ({form(low)} – {form(high)})"

    for row in ROWS:
        if f"{row}_per_second" in summary:
            grid.add_row(
                row.replace("_", " "),
                cell(f"{row}_per_second", "{:,.0f}".format),
                f"{summary[f'{row}_cpu_microseconds']:.1f}",
                f"{summary[f'{row}_peak_memory_mb']:.0f}",
            )
    for name in ("batched_ratio_to_bare", "batched_ratio_to_agent", "ratio_to_bare", "ratio_to_agent"):
        if name in summary:
            grid.add_row(name.replace("_", " "), cell(name, "{:.2f}".format), "", "")
    grid.caption = "\n".join(summary["notes"])
    return grid

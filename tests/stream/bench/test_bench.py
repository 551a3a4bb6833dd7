"""What the bench measures with, and how it tells it."""

from __future__ import annotations

import itertools
import json

from stream.bench.mentions import DAY_MS, START_MS, mentions
from stream.bench.rounds import Plan
from stream.bench.summary import summarise, table


def test_the_same_seed_makes_the_same_mentions_and_another_seed_others() -> None:
    assert list(mentions(200, seed=7)) == list(mentions(200, seed=7))
    assert list(mentions(200, seed=7)) != list(mentions(200, seed=8))


def test_mentions_cover_one_day_in_order_of_time() -> None:
    times = [at for _, at in mentions(1_000, seed=1)]
    assert all(earlier <= later for earlier, later in itertools.pairwise(times))
    assert times[0] == START_MS
    assert START_MS + DAY_MS * 99 // 100 < times[-1] < START_MS + DAY_MS


def test_every_mention_has_what_intake_requires() -> None:
    for value, at in mentions(500, seed=3):
        mention = json.loads(value)
        assert all(mention[field] for field in ("id", "text", "author", "brand"))
        assert mention["created_at"] == at
        assert "{" not in mention["text"]


def took(speed: float, cpu: float = 1.0, **more: float) -> dict[str, float]:
    return {"records": 1_000, "seconds": 1_000 / speed, "cpu_seconds": cpu, "peak_memory_mb": 50.0, **more}


def test_ratios_are_taken_within_a_round_and_their_median_is_reported() -> None:
    figures = {
        "bare_consumer": [took(100_000), took(50_000), took(200_000)],
        "faust_agent": [took(1_000), took(500), took(4_000)],
        "batched_agent": [took(50_000), took(25_000), took(100_000)],
        "worker": [took(10_000, intake_seconds=0.05), took(5_000, intake_seconds=0.1), took(10_000, intake_seconds=0.05)],
    }
    summary = summarise(Plan(1_000, 1_000, 3, 1, ""), figures, [])
    assert summary["bare_consumer_per_second"] == 100_000
    assert summary["bare_consumer_per_second_spread"] == [50_000, 200_000]
    assert summary["batched_ratio_to_agent"] == 50.0
    assert summary["batched_ratio_to_bare"] == 0.5
    assert summary["ratio_to_agent"] == 10.0
    assert summary["ratio_to_agent_spread"] == [2.5, 10.0]
    assert summary["intake_per_second"] == 20_000
    assert summary["worker_cpu_microseconds"] == 1_000
    json.dumps(summary)
    assert table(summary).row_count == 8


def test_without_a_worker_its_figures_are_absent_and_a_note_says_why() -> None:
    figures = {name: [took(1_000)] for name in ("bare_consumer", "faust_agent", "batched_agent")}
    summary = summarise(Plan(1_000, 500, 1, 1, ""), figures, ["no worker here"])
    assert "worker_per_second" not in summary
    assert summary["notes"] == [
        "faust_agent read 500 of 1,000 mentions: at its speed all would take minutes",
        "no worker here",
    ]
    assert table(summary).row_count == 5

"""How often the verdict is right in worlds where it is known, and how far any one number alone would come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from detectors.evaluation.worlds import BRAND, WORLDS, World
from detectors.verdict import Context, Verdict, VerdictName
from detectors.verdict.judge import judge

NUMBERS = (
    "people",
    "first_hand_people",
    "posts",
    "effective_people",
    "top_person_share",
    "repost_and_quote_share",
    "same_text_share",
)
NEVER_SYSTEMIC = ("single", "own_post", "coordinated")
BINS = 20
DECILES = 10


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One world's verdict beside the right ones; `stage` is `before` for the earlier moment of a world that turns."""

    world: str
    seed: int
    stage: str
    drawn: dict[str, float]
    right: frozenset[VerdictName]
    verdict: Verdict

    @property
    def is_right(self) -> bool:
        """Whether the verdict is one of the right ones."""
        return self.verdict.name in self.right


def judged(worlds: Iterable[World]) -> list[Judged]:
    """The verdicts on these worlds, and on their earlier moments."""
    found: list[Judged] = []
    context = Context(brand=BRAND)
    for w in worlds:
        moments = [("end", w.posts, w.right)]
        if w.before:
            moments.insert(0, ("before", w.posts[: w.before], w.right_before))
        for stage, posts, right in moments:
            verdict = judge(posts, context)
            found.append(Judged(world=w.name, seed=w.seed, stage=stage, drawn=w.drawn, right=right, verdict=verdict))
    return found


def worlds_of(seeds: int) -> Iterable[World]:
    """Every world with so many seeds, one at a time."""
    return (make(seed) for make in WORLDS.values() for seed in range(seeds))


def report(verdicts: Sequence[Judged]) -> dict[str, Any]:
    """The figures as published by `evaluate verdicts`: per world, per decile of what was drawn, and per single number."""
    by_world: dict[str, list[Judged]] = {}
    for j in verdicts:
        by_world.setdefault(j.world if j.stage == "end" else f"{j.world} ({j.stage})", []).append(j)
    return {
        "right": share_right(verdicts),
        "worlds": [
            {"world": name, "judged": len(js), "right": share_right(js), "verdicts": counted(js), "wrong_seeds": wrong(js)}
            for name, js in by_world.items()
        ],
        "never_systemic": sum(j.verdict.name == VerdictName.SYSTEMIC for j in verdicts if j.world in NEVER_SYSTEMIC),
        "confusion": [row for name, js in by_world.items() for row in deciles(name, js)],
        "single_numbers": sorted(
            ({"number": number, "right": one_number(verdicts, number)} for number in NUMBERS),
            key=lambda row: (-row["right"], row["number"]),
        ),
    }


def share_right(verdicts: Sequence[Judged]) -> float:
    """Share of right verdicts."""
    return round(sum(j.is_right for j in verdicts) / max(1, len(verdicts)), 6)


def counted(verdicts: Sequence[Judged]) -> dict[str, int]:
    """How often each verdict was given."""
    return dict(sorted(Counter(j.verdict.name.value for j in verdicts).items()))


def wrong(verdicts: Sequence[Judged]) -> list[int]:
    """Seeds of the wrong ones, the first twenty: a failure that can be replayed."""
    return [j.seed for j in verdicts if not j.is_right][:20]


def deciles(name: str, verdicts: Sequence[Judged]) -> list[dict[str, Any]]:
    """The verdicts given in each tenth of each range that was drawn from."""
    rows: list[dict[str, Any]] = []
    for quantity in verdicts[0].drawn:
        ordered = sorted(verdicts, key=lambda j: (j.drawn[quantity], j.seed))
        for tenth in range(DECILES):
            part = ordered[tenth * len(ordered) // DECILES : (tenth + 1) * len(ordered) // DECILES]
            if part:
                rows.append(
                    {
                        "world": name,
                        "quantity": quantity,
                        "decile": tenth + 1,
                        "from": round(part[0].drawn[quantity], 6),
                        "to": round(part[-1].drawn[quantity], 6),
                        "right": share_right(part),
                        "verdicts": counted(part),
                    }
                )
    return rows


def one_number(verdicts: Sequence[Judged], number: str) -> float:
    """Share right by the best rule on one number alone.

    The rule may cut its range into twenty steps of equal count and give each step the verdict that is right most often in
    it, chosen on the very worlds it is scored on: more than any fixed limit on that number could reach.
    """
    ordered = sorted(verdicts, key=lambda j: (getattr(j.verdict, number), j.world, j.seed, j.stage))
    values = [getattr(j.verdict, number) for j in ordered]
    edges = sorted({values[step * len(values) // BINS] for step in range(BINS)})
    hits = 0
    for i, low in enumerate(edges):
        high = edges[i + 1] if i + 1 < len(edges) else float("inf")
        part = [j for j, value in zip(ordered, values, strict=True) if low <= value < high]
        hits += max(sum(name in j.right for j in part) for name in VerdictName)
    return round(hits / max(1, len(ordered)), 6)

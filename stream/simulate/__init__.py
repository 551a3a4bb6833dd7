"""A labelled stream from a seed: everyday mentions of a made-up brand, with planted incidents, storms and campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from stream.simulate.background import background
from stream.simulate.people import Crowd
from stream.simulate.plan import BRAND, KINDS, KINDS_ON_DEMAND, Plan, parse_start
from stream.simulate.planted import Planted, plant

__all__ = ["BRAND", "KINDS", "KINDS_ON_DEMAND", "Plan", "Planted", "Simulation", "parse_start", "simulate"]


@dataclass(frozen=True)
class Simulation:
    """Mentions in the producers' form by event time, what was planted among them, and the ids of all that complain."""

    mentions: list[dict[str, Any]]
    planted: list[Planted]
    complaints: frozenset[str]


def simulate(plan: Plan | None = None) -> Simulation:
    """The stream of a plan; the same plan gives the same stream on every machine. About 60 µs a mention."""
    plan = plan or Plan()
    crowd = Crowd(plan.seed, size=max(50, int(plan.per_minute * plan.days * 1440 * 0.7)))
    made = plant(plan)
    drafts = sorted(chain(background(plan, crowd), *(drafts for _, _, drafts in made)), key=lambda draft: draft.at_ms)
    for number, draft in enumerate(drafts):
        draft.id = f"{plan.seed}-{number:07d}"
    planted = []
    for kind, recipe, own in made:
        own.sort(key=lambda draft: draft.at_ms)
        planted.append(
            Planted(
                id=f"{plan.seed}/{kind}",
                kind=kind,
                about=recipe.about,
                expected=recipe.expected,
                accepted=recipe.accepted,
                people=len({draft.person.handle for draft in own}),
                start_ms=own[0].at_ms,
                mention_ids=tuple(draft.id for draft in own),
            )
        )
    planted.sort(key=lambda thing: thing.start_ms)
    complaints = frozenset(draft.id for draft in drafts if draft.complains)
    return Simulation([draft.mention() for draft in drafts], planted, complaints)

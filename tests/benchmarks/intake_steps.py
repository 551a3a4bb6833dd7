"""Where the time of one mention in intake goes: `python -m tests.benchmarks.intake_steps`, half a minute.

Microseconds of CPU time a mention, of streams like real tweets and posts (`stream.bench.streams`). The first rows are the
stages of a batch as intake runs them, one after the other, and add up to the whole; those behind are single steps, each
alone in a loop over the texts that reach it, divided by all mentions. Loops of one step find everything in the caches, so
that these say less than they cost. The best of some rounds.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from detectors.text import mask
from detectors.text.automatic import is_automatic
from detectors.text.courtesy import without_closing_thanks
from detectors.text.prefilter import AUTOMATIC, CLOSING, PERSONAL, REPEAT, SIGNATURE
from detectors.text.quotes import cut_quote
from detectors.text.signature import cut_signature
from stream.bench.streams import KINDS, stream
from stream.config.load import load
from stream.intake.pipeline import Accepted, Intake, Prepared, Read, attempted, build_intake
from stream.kafka.codec import encode_record
from stream.process.gc_tuning import tune_gc

COUNT, BATCH, ROUNDS, BRANDS, SECONDS = 5_000, 500, 4, 200, 12 * 3600
Steps = dict[str, float]


def microseconds(work: Callable[[], object], mentions: int) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) / mentions * 1e6


def done(work: Callable[..., object], *arguments: object) -> list[Any]:
    return [work(*arguments)]


def starred(step: Callable[[str, str], object], these: Iterable[Any]) -> None:
    for one in these:
        step(*one)


def stages(intake: Intake, records: list[tuple[bytes, int, int]]) -> Steps:
    """Each stage of a batch, summed over the batches."""
    spent: Steps = {}

    def stage(name: str, work: Callable[[], list[Any]]) -> list[Any]:
        done: list[list[Any]] = []
        spent[name] = spent.get(name, 0.0) + microseconds(lambda: done.append(work()), len(records))
        return done[0]

    for first in range(0, len(records), BATCH):
        batch = records[first : first + BATCH]
        read = stage("decode and check", partial(attempted, None, partial(intake.read, math.inf), batch))
        texts = [one.mention.text for one in read if isinstance(one, Read)]
        needs = stage("prefilter", partial(intake.may_hold, texts))
        drafts = stage("mask, cut", partial(attempted, None, intake._cut, list(zip(read, needs, strict=True))))
        words = [one.words if isinstance(one, Prepared) else "" for one in drafts]
        stage("language", partial(done, intake._find_languages, drafts, words, None))
        langs = [one.lang if isinstance(one, Prepared) else "" for one in drafts]
        known = stage("words", partial(done, intake._pieces.look_up, words, langs))
        numbered = list(zip(drafts, range(len(drafts)), strict=True))
        prepared = stage("terms", partial(attempted, None, partial(intake._prepare, known[0]), numbered))
        screened = [one for one in prepared if isinstance(one, Prepared) and one.to_score is not None]
        stage("screen", partial(done, intake._score, screened))
        taken = stage(
            "complaint and pseudonyms", partial(attempted, None, partial(intake._finish, 0), [(one,) for one in prepared])
        )
        complaints = [one.complaint for one in taken if isinstance(one, Accepted) and one.complaint is not None]
        stage("encode", partial(done, lambda these: list(map(encode_record, these)), complaints))
    return spent


def steps(texts: list[tuple[str, str]], needs: Iterable[int]) -> Steps:
    """Single steps over the texts that reach them."""
    reached = list(zip(texts, needs, strict=True))
    single: dict[str, tuple[int, Callable[[str, str], object]]] = {
        "· mask": (PERSONAL, lambda text, _: mask(text)),
        "· signature": (SIGNATURE, lambda text, _: cut_signature(text)),
        "· quote": (REPEAT, lambda text, _: cut_quote(text)),
        "· automatic reply": (AUTOMATIC, lambda text, _: is_automatic(text)),
        "· closing thanks": (CLOSING, lambda text, _: without_closing_thanks(text)),
    }
    spent: Steps = {}
    for name, (need, step) in single.items():
        these = [one for one, found in reached if not need or found & need]
        spent[name] = microseconds(partial(starred, step, these), len(reached))
    return spent


def measured(kind: str, count: int = COUNT, rounds: int = ROUNDS) -> Steps:
    """The best of the rounds of each step, in microseconds a mention."""
    made = [(value, at, offset) for offset, (value, at) in enumerate(stream(KINDS[kind], 2 * count, BRANDS, SECONDS))]
    intake = build_intake(load({}))
    tune_gc()
    stages(intake, made[:count])
    records = made[count:]
    mentions = [one.mention for one in attempted(None, partial(intake.read, math.inf), records) if isinstance(one, Read)]
    texts = [(one.text, one.lang) for one in mentions]
    needs = intake.may_hold([text for text, _ in texts])
    found = [stages(intake, records) | steps(texts, needs) for _ in range(rounds)]
    return {name: min(one[name] for one in found) for name in found[0]}


def main() -> None:
    found = {kind: measured(kind) for kind in KINDS}
    print(f"{'':28}" + "".join(f"{kind:>9}" for kind in found))
    for name in next(iter(found.values())):
        print(f"{name:28}" + "".join(f"{each[name]:9.2f}" for each in found.values()))
    whole = [sum(took for name, took in each.items() if not name.startswith("·")) for each in found.values()]
    print(f"{'all stages':28}" + "".join(f"{one:9.2f}" for one in whole))


if __name__ == "__main__":
    main()

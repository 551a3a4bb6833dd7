"""Many mentions at once become what each becomes alone, and what it becomes when every step looks at its text."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import orjson
import pytest

from detectors.errors import RefusedError
from detectors.text.prefilter import EVERYTHING
from stream.bench.streams import KINDS, stream
from stream.config.load import Configuration, load
from stream.intake.batch import IntakeResult, RawMention, process_batch
from stream.intake.cpu_budget import CpuBudget
from stream.intake.pipeline import Intake, build_intake
from stream.screens import load_screen
from tests.benchmarks.intake_steps import measured
from tests.detectors.test_mask import HARMLESS, planted

AT_MS = 1_741_132_800_000
ENGINES = 3
SHARED = Path(__file__).parents[3] / "shared" / "data"
ODD_ROWS = 23


class ThoroughIntake(Intake):
    """Every step looks at every text."""

    def may_hold(self, texts: Sequence[str]) -> list[int]:
        return [EVERYTHING] * len(texts)


def configuration(**given: str) -> Configuration:
    return load({"GROUNDSWELL_AUTHOR_KEY": "the key of the tests", **given})


def thorough(configured: Configuration) -> Intake:
    return ThoroughIntake(configured, load_screen())


def records(texts: Sequence[str]) -> list[RawMention]:
    """Mentions of these texts with varied fields, some of them refused."""
    made: list[RawMention] = []
    for number, text in enumerate(texts):
        mention = {
            "id": str(number),
            "text": text,
            "author": f"a{number % 50}",
            "brand": f"b{number % 7}",
            "created_at": AT_MS,
        }
        if number % 11 == 0:
            mention["title"] = text[:60]
        if number % 13 == 0:
            mention["reply_to"] = str(number - 1)
        if number % 17 == 0:
            mention["repost_of"] = "root"
        if number % 5 == 0:
            mention["rating"] = 1 + number % 4
        if number % 3 == 0:
            mention["lang"] = "en"
        if number % 7 == 0:
            mention["channel"] = "support-forum"
        made.append((b"{" if number % ODD_ROWS == 0 else orjson.dumps(mention), AT_MS + 10_000, number))
    return made


def real(name: str, count: int) -> list[str]:
    with gzip.open(SHARED / f"{name}.jsonl.gz", "rb") as lines:
        return [orjson.loads(line)["text"] for line in islice(lines, 0, 40 * count, 40)]


def batches(intake: Intake, mentions: list[RawMention], size: int) -> list[IntakeResult]:
    parts = (mentions[first : first + size] for first in range(0, len(mentions), size))
    return [process_batch(intake, ENGINES, 0, part, CpuBudget())._replace(seconds=0.0) for part in parts]


@pytest.mark.parametrize("follow", ["complaints", "complaints,suggestions", "suggestions"])
def test_planted_texts_become_the_same_when_every_step_looks_at_them(follow: str) -> None:
    configured = configuration(GROUNDSWELL_FOLLOW=follow)
    mentions = records([*(text for _, text, _ in planted()), *HARMLESS.split("|")])
    assert batches(build_intake(configured), mentions, 200) == batches(thorough(configured), mentions, 200)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_becomes_the_same_when_every_step_looks_at_it(kind: str) -> None:
    mentions: list[RawMention] = [
        (value, at, offset) for offset, (value, at) in enumerate(stream(KINDS[kind], 1_000, 5, 3600))
    ]
    assert batches(build_intake(configuration()), mentions, 300) == batches(thorough(configuration()), mentions, 300)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent: the real texts are not published")
@pytest.mark.parametrize("name", ["airline-tweets-2015", "firefox-2018-2022", "complaint-multilingual"])
def test_real_texts_become_the_same_when_every_step_looks_at_them(name: str) -> None:
    mentions = records(real(name, 1_000))
    assert batches(build_intake(configuration()), mentions, 500) == batches(thorough(configuration()), mentions, 500)


def test_each_mention_alone_becomes_what_it_becomes_among_others() -> None:
    intake = build_intake(configuration())
    mentions = records([text for _, text, _ in planted()])
    together = intake.take_all(mentions, 0)
    for (value, at, offset), taken in zip(mentions, together, strict=True):
        if isinstance(taken, Exception):
            with pytest.raises(RefusedError, match=str(taken)):
                intake.take(value, at, 0, offset)
        else:
            assert intake.take(value, at, 0, offset) == taken
    assert sum(isinstance(taken, RefusedError) for taken in together) == 1 + len(mentions) // ODD_ROWS


def test_the_time_of_each_step_can_be_measured() -> None:
    found = measured("tweets", count=300, rounds=1)
    assert {"decode and check", "prefilter", "language", "words", "terms", "screen", "encode", "· quote"} <= found.keys()
    assert found["decode and check"] > 0
    assert found["· quote"] < sum(took for name, took in found.items() if not name.startswith("·"))


def test_no_mentions_are_no_batch() -> None:
    assert build_intake(configuration()).take_all([], 0) == []

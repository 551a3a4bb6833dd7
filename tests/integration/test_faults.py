"""The quick part of `make faults`: one run in which a worker is killed, joined, stopped beyond its session, and leaves."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Cluster
from tests.faults import rows
from tests.faults.harness import Run, Stream

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


def test_whatever_happens_to_workers_the_alerts_are_those_of_an_undisturbed_run(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")

    async def scenario() -> Run:
        async with Run(Stream.simulated(tmp_path), kafka.bootstrap, unique_name("faults"), tmp_path, seed) as run:
            await rows.all_at_once(run)
        return run

    run = asyncio.run(scenario())
    assert run.observed.disturbances == 3
    assert run.observed.exits == []

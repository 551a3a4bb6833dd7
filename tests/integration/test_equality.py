"""The same mentions give the same alerts, byte for byte: through Kafka with any number of partitions, and without Kafka."""

from __future__ import annotations

import asyncio
import gzip
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from stream.offline.replay import replay
from stream.reading import load_mentions
from tests.conftest import Cluster
from tests.simulated import two_brands
from tests.worker_tools import Installation, backtest, catch_up, worker

pytestmark = pytest.mark.kafka

SHARED = Path(__file__).parents[3] / "shared" / "data"
FIREFOX = SHARED / "firefox-2018-2022.jsonl.gz"
SINCE, UNTIL = "2019-05-01", "2019-05-06"
# Partitions of mentions and of the engines, and processes that take mentions in.
LAYOUTS = ((1, 1, 0), (2, 5, 1), (5, 2, 2))

Name = Callable[[str], str]


@dataclass(frozen=True)
class Expected:
    """A file, and the alert bodies of the run without Kafka."""

    file: Path
    bodies: list[bytes]


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    folder = tmp_path_factory.mktemp("simulated")
    file = two_brands(folder / "mentions.jsonl")
    return Expected(file, backtest(file, folder / "out"))


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    if not FIREFOX.exists():
        pytest.skip("../shared/data is absent: the real mentions are not published with the project")
    folder = tmp_path_factory.mktemp("firefox")
    file = folder / "mentions.jsonl"
    # Five days, cut out once: to read four years takes longer than to run these.
    with gzip.open(FIREFOX, "rb") as years:
        file.write_bytes(b"".join(line for line in years if SINCE <= orjson.loads(line)["created_at"] < UNTIL))
    return Expected(file, backtest(file, folder / "out"))


def test_the_simulated_stream_has_several_alerts_of_two_brands(simulated: Expected) -> None:
    events = Counter((body["brand"], body["event"]) for body in map(orjson.loads, simulated.bodies))
    assert len({brand for brand, _ in events}) == 2
    assert len({event for _, event in events}) >= 3
    assert events.total() >= 8


@pytest.mark.parametrize(("mentions", "engines", "processes"), LAYOUTS)
def test_kafka_gives_the_alerts_of_the_backtest(
    kafka: Cluster, unique_name: Name, tmp_path: Path, simulated: Expected, mentions: int, engines: int, processes: int
) -> None:
    layout = {"mentions_partitions": mentions, "engine_partitions": engines, "intake_processes": processes}
    assert_equal(through_kafka(kafka, unique_name("equal"), tmp_path, simulated, layout), simulated.bodies)


def test_kafka_gives_the_alerts_of_the_backtest_on_real_mentions(
    kafka: Cluster, unique_name: Name, tmp_path: Path, firefox: Expected
) -> None:
    assert firefox.bodies, "the disabled add-ons of 4 May 2019 are reported"
    layout = {"mentions_partitions": 5, "engine_partitions": 2, "intake_processes": 1}
    assert_equal(through_kafka(kafka, unique_name("firefox"), tmp_path, firefox, layout), firefox.bodies)


def through_kafka(kafka: Cluster, name: str, folder: Path, stream: Expected, layout: dict[str, int]) -> list[bytes]:
    """The alert bodies of a worker with these settings; per partition in the order of the topic."""
    installation = Installation.named(name, kafka.bootstrap, **layout)
    rows = load_mentions(stream.file).rows

    async def scenario() -> list[bytes]:
        await installation.create_topics()
        with worker(installation, folder / "log") as process:
            await replay(
                rows, installation.client, installation.topics, lateness_seconds=installation.settings.lateness_seconds
            )
            await catch_up(installation, process)
        return [record.value for record in await installation.read(installation.topics.alerts)]

    return asyncio.run(scenario())


def assert_equal(found: list[bytes], expected: list[bytes]) -> None:
    """The same bodies, each as often; and those of a brand in the same order."""
    missing, surplus = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    assert not missing, (
        f"{missing.total()} of {len(expected)} are missing, e.g. {next(iter(missing))!r}; {surplus.total()} more"
    )
    assert not surplus, f"{surplus.total()} too many, e.g. {next(iter(surplus))!r}"
    assert by_brand(found) == by_brand(expected)


def by_brand(bodies: list[bytes]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = defaultdict(list)
    for body in bodies:
        found[orjson.loads(body)["brand"]].append(body)
    return found

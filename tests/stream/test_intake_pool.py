"""A batch taken in, here and in another process."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable
from pathlib import Path

import orjson
import pytest

from detectors.mention import Complaint
from stream.config.load import Configuration, load
from stream.exits import Exit, WorkerExitError
from stream.intake.batch import IntakeResult, LocalIntake, RawMention, process_batch
from stream.intake.cpu_budget import CpuBudget, RaisingCpuBudget
from stream.intake.pipeline import build_intake
from stream.intake.pool import RemoteIntake, open_intake_pool
from stream.kafka.codec import OUR_FAULTS, Refusal, decode_record
from stream.kafka.topics import partition_of
from stream.screens import load_screen
from tests.fragile_intake import CPU_SECONDS, MODULE, FragileIntake

AT_MS = 1_741_132_800_000
ENGINES = 3
MODULES = (b"stream.intake.pool", MODULE.encode())
BRANDS = ("acme", "papyrion", "quillon", "vektron")


def configuration(processes: int | None = None) -> Configuration:
    given = {"GROUNDSWELL_AUTHOR_KEY": "the key of the tests", "GROUNDSWELL_ENGINE_PARTITIONS": str(ENGINES)}
    if processes is not None:
        given["GROUNDSWELL_INTAKE_PROCESSES"] = str(processes)
    return load(given)


def mention(number: int, text: str = "my printer is broken and does not print anymore") -> bytes:
    brand = BRANDS[number % len(BRANDS)]
    mention = {"id": f"m{number}", "text": f"{text} {number}", "author": f"a{number}", "brand": brand, "created_at": AT_MS}
    return orjson.dumps({**mention, "created_at": AT_MS + number})


def batch(first: int, many: int) -> list[RawMention]:
    """Mentions of several brands, and every fifth record is refused for a reason of its own kind."""
    bad = (b"{", None, b"[]", b'{"id": "x"}', b"\xff")
    values = (bad[n // 5 % len(bad)] if n % 5 == 0 else mention(n) for n in range(first, first + many))
    return [(value, AT_MS + 10_000, offset) for offset, value in enumerate(values, first)]


def offsets(taken: IntakeResult) -> dict[int, list[int]]:
    found = {}
    for partition, records in taken.complaints.items():
        complaints = [decode_record(value) for _, value in records]
        found[partition] = [one.offset for one in complaints if isinstance(one, Complaint)]
    return found


def without_time(taken: Iterable[IntakeResult]) -> list[IntakeResult]:
    return [one._replace(seconds=0.0) for one in taken]


@pytest.fixture(scope="module")
def here() -> LocalIntake:
    return LocalIntake(build_intake(configuration()), ENGINES)


async def ask_all(pool: LocalIntake | RemoteIntake, batches: list[tuple[int, list[RawMention]]]) -> list[IntakeResult]:
    """Everything is asked before the first answer is awaited."""
    answers = [pool.submit(origin, mentions) for origin, mentions in batches]
    return [await answer for answer in answers]


def test_complaints_keep_their_order_and_go_to_the_partition_of_their_brand(here: LocalIntake) -> None:
    (taken,) = asyncio.run(ask_all(here, [(2, batch(0, 100))]))
    assert sorted(n for each in offsets(taken).values() for n in each) == [n for n in range(100) if n % 5]
    assert all(each == sorted(each) for each in offsets(taken).values())
    for partition, records in taken.complaints.items():
        assert {partition_of(key.decode(), ENGINES) for key, _ in records} == {partition}
    assert taken.times == [(AT_MS + n) / 1000 for n in range(100) if n % 5]


def test_each_refusal_tells_where_in_the_batch_and_why(here: LocalIntake) -> None:
    (taken,) = asyncio.run(ask_all(here, [(0, batch(0, 25))]))
    assert [(index, reason) for index, reason, _ in taken.refused] == [
        (0, Refusal.NOT_JSON),
        (5, Refusal.EMPTY_VALUE),
        (10, Refusal.NOT_AN_OBJECT),
        (15, Refusal.MISSING_FIELD),
        (20, Refusal.NOT_UTF8),
    ]


def test_mentions_in_a_language_that_the_screen_has_not_learned_are_counted(here: LocalIntake) -> None:
    foreign = {**orjson.loads(mention(1)), "lang": "tlh", "text": "nuqDaq jIyajbe qach Qapla"}
    known, unlearned = mention(0), orjson.dumps(foreign)
    mentions: list[RawMention] = [(known, AT_MS + 10_000, 0), (unlearned, AT_MS + 10_000, 1)]
    (taken,) = asyncio.run(ask_all(here, [(0, mentions)]))
    assert taken.unlearned == {(BRANDS[1], "tlh"): 1}


def test_what_nobody_foresaw_is_refused_as_that_and_the_others_are_taken() -> None:
    # No clock says nothing: the record's time is missing, which Kafka never does.
    broken = [(mention(1), AT_MS + 10_000, 1), (mention(2), "no time", 2), (mention(3), AT_MS + 10_000, 3)]
    taken = process_batch(build_intake(configuration()), ENGINES, 0, broken, CpuBudget())  # type: ignore[arg-type]
    ((index, reason, detail),) = taken.refused
    assert (index, reason) == (1, Refusal.UNEXPECTED)
    assert detail.startswith("TypeError: ")
    assert sorted(n for each in offsets(taken).values() for n in each) == [1, 3]


@pytest.mark.parametrize("processes", [1, 2])
def test_other_processes_say_what_this_one_says(here: LocalIntake, processes: int) -> None:
    batches = [(origin, batch(1_000 * number, 300)) for number, origin in enumerate((0, 1, 0, 0, 3, 1))]

    async def elsewhere() -> list[IntakeResult]:
        async with RemoteIntake(configuration(processes)) as pool:
            return await ask_all(pool, batches)

    assert without_time(asyncio.run(elsewhere())) == without_time(asyncio.run(ask_all(here, batches)))


def test_a_process_that_was_killed_is_replaced_and_no_mention_is_blamed(here: LocalIntake) -> None:
    async def scenario() -> list[IntakeResult]:
        async with RemoteIntake(configuration(1)) as pool:
            before = await pool.submit(0, batch(0, 10))
            (pid,) = children()
            os.kill(pid, signal.SIGSTOP)
            answers = [pool.submit(0, batch(10, 10)), pool.submit(0, batch(20, 10))]
            os.kill(pid, signal.SIGKILL)
            after = [await answer for answer in answers]
            assert children() != [pid]
            assert pool.pids()["intake-0"] == children()[0]
            (idle,) = children()
            os.kill(idle, signal.SIGKILL)
            return [before, *after, await pool.submit(0, batch(30, 10))]

    assert without_time(asyncio.run(scenario())) == without_time(
        asyncio.run(ask_all(here, [(0, batch(n, 10)) for n in (0, 10, 20, 30)]))
    )
    assert children() == []


def test_a_mention_that_ends_its_process_is_refused_and_the_others_are_taken() -> None:
    texts = {3: "it crashes: CRASH", 7: "it is slow: BURN", 8: "it raises: RAISE", 9: "another CRASH"}
    mentions: list[RawMention] = [(mention(n, texts.get(n, "my printer is broken")), AT_MS + 10_000, n) for n in range(12)]

    async def scenario() -> list[IntakeResult]:
        async with RemoteIntake(configuration(1), MODULE) as pool:
            answers = [pool.submit(0, mentions), pool.submit(0, batch(100, 10))]
            taken = [await answer for answer in answers]
            assert pool.steps >= len(mentions)
            return taken

    first, second = asyncio.run(scenario())
    assert [(index, reason) for index, reason, _ in first.refused] == [
        (3, Refusal.CRASHED),
        (7, Refusal.TOO_SLOW),
        (8, Refusal.UNEXPECTED),
        (9, Refusal.CRASHED),
    ]
    assert "3 times: an intake process ended with -11" in first.refused[0][2]
    assert sorted(n for each in offsets(first).values() for n in each) == [n for n in range(12) if n not in texts]
    assert sorted(n for each in offsets(second).values() for n in each) == [n for n in range(100, 110) if n % 5]


def test_a_pause_is_no_fault_of_a_mention() -> None:
    """Twice as long as a mention may take, by the clock: a paused process uses no CPU."""

    async def scenario() -> IntakeResult:
        async with RemoteIntake(configuration(1), MODULE) as pool:
            await pool.submit(0, batch(0, 10))
            (pid,) = children()
            os.kill(pid, signal.SIGSTOP)
            answer = pool.submit(0, batch(10, 10))
            resumed = asyncio.get_running_loop().call_later(2 * CPU_SECONDS, os.kill, pid, signal.SIGCONT)
            taken = await answer
            assert children() == [pid]
            resumed.cancel()
            return taken

    assert not {reason for _, reason, _ in asyncio.run(scenario()).refused} & OUR_FAULTS


def test_in_the_workers_own_process_a_slow_mention_is_refused_too() -> None:
    intake = FragileIntake(configuration(0), load_screen())
    mentions = [(mention(1), AT_MS + 10_000, 1), (mention(2, "BURN"), AT_MS + 10_000, 2), (mention(3), AT_MS + 10_000, 3)]
    taken = process_batch(intake, ENGINES, 0, mentions, RaisingCpuBudget(0.2))
    assert [(index, reason) for index, reason, _ in taken.refused] == [(1, Refusal.TOO_SLOW)]
    assert sorted(n for each in offsets(taken).values() for n in each) == [1, 3]


def test_a_process_that_cannot_start_is_nobodys_fault() -> None:
    async def scenario() -> None:
        async with RemoteIntake(configuration(1), "tests.no_such_module") as pool:
            with pytest.raises(WorkerExitError, match="could not start") as raised:
                await pool.submit(0, batch(0, 3))
            assert raised.value.code == Exit.CRASH

    asyncio.run(scenario())


def test_the_stop_of_a_whole_group_leaves_the_process_to_the_worker() -> None:
    async def scenario() -> None:
        async with RemoteIntake(configuration(1)) as pool:
            # It has answered, so it runs.
            await pool.submit(0, batch(0, 10))
            (pid,) = children()
            for number in (signal.SIGINT, signal.SIGTERM):
                os.kill(pid, number)
            assert (await pool.submit(0, batch(0, 10))).complaints
            pool.check()

    asyncio.run(scenario())
    assert children() == []


def children() -> list[int]:
    """Processes of this one that take mentions in."""
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = [int(pid) for thread in children for pid in thread.read_text().split()]
    return [pid for pid in pids if any(module in Path(f"/proc/{pid}/cmdline").read_bytes() for module in MODULES)]


def test_none_beside_the_worker_means_that_it_takes_in_itself() -> None:
    async def kind() -> type:
        async with open_intake_pool(configuration(0)) as pool:
            return type(pool)

    assert asyncio.run(kind()) is LocalIntake

"""An engine restored from a snapshot goes on as the one that was never stopped; what is no snapshot changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from hashlib import blake2b
from random import Random
from typing import Any

import msgspec
import pytest

from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord
from detectors.engine.policy import BrandConfig
from detectors.engine.snapshot import VERSION, Captured, Heading, heading_of, policy_hash, structure_hash, unsealed
from detectors.engine.snapshot.engine import EngineState
from detectors.engine.snapshot.envelope import READABLE
from detectors.errors import SnapshotError
from detectors.lifecycle import Policy
from detectors.mention import Complaint
from detectors.trends.trend import Trend
from tests.engine_logs import bodies_of, built_engine, simulated_log
from tests.snapshot_fixture import FOLDER, file_of, read_fixture

TWO = ("papyrion", "quillon")


@cache
def log_of(seed: int, brands: tuple[str, ...] = ("papyrion",)) -> list[LogRecord]:
    return simulated_log(seed, brands, per_minute=0.4, kinds=("incident", "viral"))


@cache
def undisturbed(seed: int, brands: tuple[str, ...] = ("papyrion",)) -> tuple[list[bytes], bytes]:
    engine = built_engine()
    return bodies_of(engine.apply(log_of(seed, brands))), engine.snapshot()


def restored(snapshot: bytes) -> TrendEngine:
    engine = built_engine()
    engine.restore(snapshot)
    return engine


def in_mid_trend() -> TrendEngine:
    """An engine that has open trends, and complaints that wait."""
    engine, log = built_engine(), log_of(3)
    while log and not (any(trend.is_open for trend in all_trends(engine)) and engine._pending):
        engine.apply(log[:1])
        log = log[1:]
    assert log
    return engine


def all_trends(engine: TrendEngine) -> list[Trend]:
    return [trend for brand in engine.brands.values() for trend in brand.trends]


@pytest.mark.parametrize(("seed", "brands", "records"), [(1, TWO, 300), (5, ("papyrion",), 40), (3, ("papyrion",), 1000)])
def test_an_engine_restored_again_and_again_says_what_the_undisturbed_one_says(
    seed: int, brands: tuple[str, ...], records: int
) -> None:
    """At random records: between two of a bucket, in the middle of trends, after their end, while a fix is watched."""
    events, last = undisturbed(seed, brands)
    log, chance = log_of(seed, brands), Random(seed)
    engine, emitted, states = built_engine(), [], set()
    while log:
        size = chance.randrange(1, 2 * records)
        emitted += bodies_of(engine.apply(log[:size]))
        log = log[size:]
        snapshot = engine.snapshot()
        engine = restored(snapshot)
        assert engine.snapshot() == snapshot
        states |= {trend.state.state.value for trend in all_trends(engine)}
    assert emitted == events
    assert engine.snapshot() == last
    if seed == 5:
        assert {"open", "watching", "resolved"} <= states


def test_a_snapshot_cuts_the_log_anywhere_in_a_bucket() -> None:
    """Every record of one hour of an incident in turn, from the same snapshot a while before."""
    engine, log = in_mid_trend(), log_of(3)
    start = log.index(next(record for record in log if record == newest_waiting(engine)))
    before, some = engine.snapshot(), log[start + 1 : start + 41]
    whole = restored(before)
    events = bodies_of(whole.apply(some))
    for cut in range(0, len(some), 3):
        first = restored(before)
        emitted = bodies_of(first.apply(some[:cut]))
        second = restored(first.snapshot())
        assert emitted + bodies_of(second.apply(some[cut:])) == events
        assert second.snapshot() == whole.snapshot()


def newest_waiting(engine: TrendEngine) -> Complaint:
    return engine._pending.state()[-1][1][-1]


def test_records_that_the_snapshot_includes_are_known_as_redelivered() -> None:
    events, _ = undisturbed(2)
    log = log_of(2)
    engine = built_engine()
    emitted = bodies_of(engine.apply(log[:600]))
    engine = restored(engine.snapshot())
    redelivered = engine.counts.redelivered
    again = [record for record in log[500:600] if isinstance(record, Complaint)]
    assert emitted + bodies_of(engine.apply([*again, *log[600:]])) == events
    assert engine.counts.redelivered >= redelivered + len(again)


def test_an_engine_without_a_past_has_a_snapshot_too() -> None:
    assert restored(built_engine().snapshot()).snapshot() == built_engine().snapshot()


def test_what_was_captured_is_sealed_after_the_engine_went_on() -> None:
    engine = in_mid_trend()
    expected, captured = engine.snapshot(), engine.capture()
    engine.apply(log_of(3)[-40:])
    assert captured.sealed() == expected


def test_an_engine_goes_on_with_rivers_clusterer_too() -> None:
    log = simulated_log(5, days=1.2, per_minute=0.2, kinds=("incident",))
    config = BrandConfig(clusterer="textclust", budget_per_day=1.0)
    whole = built_engine(config)
    events = bodies_of(whole.apply(log))
    first = built_engine(config)
    emitted = bodies_of(first.apply(log[: len(log) // 2]))
    second = built_engine(config)
    second.restore(first.snapshot())
    assert emitted + bodies_of(second.apply(log[len(log) // 2 :])) == events
    assert second.snapshot() == whole.snapshot()


def test_the_hash_seed_of_the_process_changes_no_byte() -> None:
    """Restored here in the middle, and finished in a process with another hash seed."""
    code = (
        "import sys; from tests.detectors.test_engine_snapshot import log_of, restored;"
        "engine = restored(sys.stdin.buffer.read()); engine.apply(log_of(2)[700:]);"
        "sys.stdout.buffer.write(engine.snapshot())"
    )
    engine = built_engine()
    engine.apply(log_of(2)[:700])
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": "."}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=engine.snapshot(), env=environment, capture_output=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == undisturbed(2)[1]


# What is refused.


def refused(snapshot: bytes, saying: str | None = None) -> None:
    """The snapshot is refused with the way out, by an engine that is then as it was."""
    engine = in_mid_trend_once()
    before = engine.snapshot()
    with pytest.raises(SnapshotError, match=saying) as caught:
        engine.restore(snapshot)
    assert "groundswell warm --replace FILE" in str(caught.value)
    assert engine.snapshot() == before


@cache
def in_mid_trend_once() -> TrendEngine:
    return in_mid_trend()


def test_a_flipped_bit_anywhere_is_found() -> None:
    whole, chance = undisturbed(2)[1], Random(7)
    for place in [*range(48), *(chance.randrange(len(whole)) for _ in range(40))]:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        refused(bytes(damaged))


@pytest.mark.parametrize("left", [0, 1, 11, 12, 27, 28, 29, 30, 31, 60, -1000, -1])
def test_what_was_cut_off_is_refused(left: int) -> None:
    refused(undisturbed(2)[1][:left])


def test_a_snapshot_with_something_behind_it_is_refused() -> None:
    refused(undisturbed(2)[1] + b"\x00", "damaged")


def test_a_snapshot_of_a_later_release_is_refused() -> None:
    refused(
        of_version(undisturbed(2)[1], VERSION + 1),
        f"version of the snapshot is {VERSION + 1}; it must be {READABLE[0]} to {VERSION}",
    )


def of_version(snapshot: bytes, version: int) -> bytes:
    """The snapshot as another release would have sealed it."""
    checked = version.to_bytes(2, "big") + snapshot[30:]
    return snapshot[:12] + blake2b(checked, digest_size=16).digest() + checked


def test_a_snapshot_of_another_structure_is_refused() -> None:
    refused(changed(structure="another"), "structure of the snapshot is 'another'; it must be 'structure'")


def test_a_snapshot_of_another_policy_is_restored_and_tells_it() -> None:
    engine = restored(changed(policy="stricter"))
    assert heading_of(changed(policy="stricter")) == Heading("structure", "stricter")
    assert heading_of(engine.snapshot()) == Heading("structure", "policy")


def changed(structure: str = "structure", policy: str = "policy", **changes: object) -> bytes:
    """A snapshot whose checksum is right, with something else in its first brand, or in the rest of that."""
    state = unsealed(undisturbed(2)[1], "structure", msgspec.msgpack.Decoder(EngineState))
    name, brand = state.brands[0]
    rest = msgspec.msgpack.decode(brand.rest)
    whole = {key: value for key, value in changes.items() if key not in rest}
    rest.update({key: value for key, value in changes.items() if key in rest})
    brand = msgspec.structs.replace(brand, **{"rest": msgspec.msgpack.encode(rest), **whole})
    state = msgspec.structs.replace(state, brands=[(name, brand)])
    return Captured(Heading(structure, policy), lambda: state).sealed()


@pytest.mark.parametrize(
    "changes",
    [
        {"grouping": b"no grouping"},
        {"tests": {}},
        {"tests": {"brand_tests": []}},
        {"tests": {"brand_tests": [b""]}},
        {"tests": {"brand_tests": [msgspec.msgpack.encode({"shares": {}, "volume": {}})]}},
        {"rest": b"no rest"},
        {"trends": msgspec.msgpack.encode([{"state": {"trend_id": 7}}])},
        {"seen": {"an id": "a word"}},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_part_that_does_not_fit_refuses_the_whole(changes: dict[str, Any]) -> None:
    refused(changed(**changes))


RESTORING = """
import os, sys, threading
from tests.engine_logs import built_engine
from tests.snapshot_fixture import VERSION, file_of, read_fixture

snapshot = read_fixture(file_of(VERSION)).snapshot
sys.setswitchinterval(1e-6)
for _ in range(20):
    child = os.fork()
    if not child:
        gate = threading.Barrier(4)

        def restore(engine):
            gate.wait()
            engine.restore(snapshot)

        threads = [threading.Thread(target=restore, args=(built_engine(),)) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
"""


def test_engines_are_restored_by_several_threads_at_once_in_a_fresh_process() -> None:
    """A worker's first restore does it: two threads that were the first to decode the same type ended the process."""
    done = subprocess.run([sys.executable, "-c", RESTORING], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


class Other(msgspec.Struct):
    text: str


def test_content_of_another_kind_is_refused() -> None:
    refused(Captured(Heading("structure", "policy"), lambda: Other("no engine")).sealed(), "cannot be read")


# Snapshots of releases.


def test_a_snapshot_kept_from_this_version_is_read_and_leads_to_the_promised_events() -> None:
    """If not: read what was written before, or raise `VERSION` and run `python -m tests.snapshot_fixture`."""
    kept = read_fixture(file_of(VERSION))
    engine = restored(kept.snapshot)
    assert bodies_of(engine.apply(kept.log)) == kept.events
    assert len(kept.events) >= 4


def test_snapshots_kept_from_versions_before_the_last_are_refused() -> None:
    for path in FOLDER.iterdir():
        if path not in map(file_of, READABLE):
            refused(read_fixture(path).snapshot, "version of the snapshot is")


def test_the_version_before_keeps_its_trends_its_posts_and_what_people_usually_mention() -> None:
    kept = read_fixture(file_of(3))
    engine = restored(kept.snapshot)
    (brand,) = engine.brands.values()
    assert [trend.is_open for trend in brand.trends].count(True) >= 1
    assert brand.detection.tests.shares.past.people > 2
    assert len(brand.detection.tests.shares.keys.slots) > 50
    again = restored(engine.snapshot())
    assert bodies_of(again.apply(kept.log)) == bodies_of(engine.apply(kept.log)) != []


# What an engine was configured with.


def test_the_structure_tells_clusterers_apart() -> None:
    assert structure_hash() != structure_hash("textclust")
    assert structure_hash("ours") == structure_hash()


@pytest.mark.parametrize(
    "change",
    [{"budget_per_day": 0.2}, {"policy": Policy(people_min=9)}, {"own_handles": ("acme",)}, {"route": "press"}],
    ids=lambda change: next(iter(change)),
)
def test_every_limit_of_a_brand_is_in_the_policy(change: dict[str, object]) -> None:
    assert policy_hash(BrandConfig(**change), 120.0) != policy_hash(BrandConfig(), 120.0)  # type: ignore[arg-type]


def test_the_policy_tells_lateness_and_nothing_of_the_structure() -> None:
    assert policy_hash(BrandConfig(), 60.0) != policy_hash(BrandConfig(), 120.0)
    assert policy_hash(BrandConfig(clusterer="textclust"), 120.0) == policy_hash(BrandConfig(), 120.0)


@pytest.mark.parametrize("version", READABLE)
def test_an_upgrade_in_mid_stream_loses_no_open_trend_no_id_and_no_baseline(version: int) -> None:
    """The log goes on where the release before stopped: what was open goes on under its id, its numbers go on."""
    kept = read_fixture(file_of(version))
    engine = restored(kept.snapshot)
    (brand,) = engine.brands.values()
    before = {trend.trend_id: (trend.state.cycle, trend.state.sequence) for trend in brand.trends if trend.is_open}
    words = len(brand.detection.tests.shares.keys.slots)
    alerts = [event.alert for event in engine.apply(kept.log)]
    assert before
    assert words > 50
    assert len({alert.event_id for alert in alerts}) == len(alerts)
    for trend_id, place in before.items():
        later = [(alert.cycle, alert.sequence) for alert in alerts if alert.trend_id == trend_id]
        assert later == sorted(later)
        assert later
        assert later[0] > place

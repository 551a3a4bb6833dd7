"""What a test's snapshot must hold together: one that was made up, with a right checksum, changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from detectors.buckets import DAY_BUCKETS
from detectors.errors import SnapshotError
from detectors.packing import pack, unpack
from detectors.spikes.significance import SpikeTest
from detectors.spikes.snapshot import sealed

Change = Callable[[dict[str, Any]], object]


def lived() -> SpikeTest:
    """A test with keys, people in its windows and waiting, somebody late, and a slot that cools."""
    test = SpikeTest()
    for bucket in range(DAY_BUCKETS):
        test.observe_many([(bucket, person, ("usual", f"{person}")) for person in range(bucket % 3 + 1)])
        test.close(bucket)
    test.observe("usual", "late", (bucket - 2) * 300.0)
    test.observe_many([(bucket + 1, 7, ("usual",))])
    test.drop(["2"])
    return test


def changed(snapshot: bytes, change: Change) -> bytes:
    """The snapshot with something else in it, and a checksum that fits."""
    _, _, body = msgspec.msgpack.decode(snapshot)
    state = msgspec.msgpack.decode(body, strict=False)
    change(state)
    return sealed(state)


def without_the_last(packed: Any) -> Any:
    return pack(unpack(packed)[..., :-1])


def beyond(packed: Any) -> Any:
    array = unpack(packed)
    array[-1] = 1_000_000
    return pack(array)


def shortened(name: str) -> Change:
    def change(state: dict[str, Any]) -> None:
        state["arrays"][name] = without_the_last(state["arrays"][name])

    return change


CHANGES: dict[str, Change] = {
    "a key twice": lambda state: state["keys"].__setitem__(1, state["keys"][2]),
    "a key too many": lambda state: state["keys"].append("another"),
    "a slot of nobody": lambda state: state["keys"].__setitem__(1, None),
    "a key for everybody": lambda state: state["keys"].__setitem__(0, "another"),
    "a free slot that is taken": lambda state: state["free"].append(1),
    "a free slot from behind": lambda state: state["free"].append(-1),
    "a cooling slot twice": lambda state: state["cooling"].append(state["cooling"][0]),
    "late people of nobody": lambda state: state["late"].update({99: [3]}),
    "late people of everybody": lambda state: state["late"].update({0: [3]}),
    "too few born": shortened("birth"),
    "too few surprises": shortened("peak"),
    "too few dispersions": shortened("value"),
    "another kind": lambda state: state["arrays"].update(seen=state["arrays"]["birth"]),
    "people of no bucket": lambda state: state["windows"]["ended"].pop(),
    "people of no slot": lambda state: state["windows"].update(slots=beyond(state["windows"]["slots"])),
    "slots of nobody": lambda state: state["windows"].update(people=without_the_last(state["windows"]["people"])),
    "buckets in no order": lambda state: state["windows"]["ended"].reverse(),
    "a bucket that is not closed": lambda state: state["windows"].update(closed=3),
    "arrivals of no slot": lambda state: state["windows"].update(arrivals=(pack(unpack(state["windows"]["slots"])), 0)),
}


def test_a_snapshot_that_is_only_packed_anew_is_the_same() -> None:
    before = lived().snapshot()
    assert changed(before, lambda state: state) == before


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_does_not_hold_together_is_refused_and_changes_nothing(change: Change) -> None:
    test = lived()
    before = test.snapshot()
    with pytest.raises(SnapshotError):
        test.restore(changed(before, change))
    assert test.snapshot() == before


def test_a_snapshot_holds_no_slot_that_was_never_used() -> None:
    test = lived()
    state = msgspec.msgpack.decode(msgspec.msgpack.decode(test.snapshot())[2], strict=False)
    assert len(state["keys"]) == len(test) + 2
    assert all(unpack(held).shape[-1] == len(state["keys"]) for held in state["arrays"].values())


def test_a_restored_test_takes_in_more_keys_than_it_had_room_for() -> None:
    one, other = lived(), SpikeTest()
    other.restore(one.snapshot())
    for test in (one, other):
        test.observe_many([(DAY_BUCKETS + 1, person, (f"new {person}",)) for person in range(100)])
    assert one.close(2 * DAY_BUCKETS) == other.close(2 * DAY_BUCKETS)
    assert one.snapshot() == other.snapshot()

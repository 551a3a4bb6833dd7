"""A clusterer's state as bytes and back.

Only what lives is kept: groups in the order of the sweep, their entries one after another, the postings of each term in
order, the words sorted. Integers of terms and slots are renumbered, which changes no result, and hides the old ones: the
same state gives the same bytes, whether or not it was restored in between.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import numpy as np

from detectors.errors import SnapshotError
from detectors.grouping.arrays import (
    ENTRY,
    EVICTED,
    FREE_SLOTS,
    GROUP,
    HAND,
    LIVE,
    NEXT_ID,
    POOL_FIRST,
    POOL_TOP,
    POSTINGS_MIN,
    SLOTS_FIRST,
    TERMS_FIRST,
    Arrays,
    Ints,
    empty_arrays,
    stride_of,
)
from detectors.grouping.vocabulary import Vocabulary

MAGIC = b"grouping"
VERSION = 2
# Of version 1 rarity was counted over groups alone: how many texts have a term begins anew.
FIRST_VERSION, ADDED_PARAMETERS = 1, ("wrapping_share",)
COUNTED_FIELDS = ("texts", "counted", "common")
_DIGEST = 16
_HEAD = len(MAGIC) + _DIGEST


class _State(msgspec.Struct, frozen=True):
    version: int
    parameters: dict[str, Any]
    next_id: int
    hand: int
    evicted_total: int
    evicted: list[int]
    words: list[str]
    groups: memoryview
    entries: memoryview
    scales: memoryview
    holders: memoryview
    lengths: memoryview
    postings: memoryview
    real: memoryview
    texts: memoryview = memoryview(b"")
    counted: memoryview = memoryview(b"")
    common: memoryview = memoryview(b"")


_DECODER = msgspec.msgpack.Decoder(_State)


def packed(parameters: dict[str, Any], arrays: Arrays, words: list[str], evicted: list[int]) -> bytes:
    """The state as bytes: magic, checksum, MessagePack."""
    live = arrays.live[: arrays.whole[LIVE]].astype(np.int64)
    groups = arrays.groups[live]
    places = _runs(live * stride_of(parameters["terms_max"]), groups["terms"])
    held = np.flatnonzero(arrays.terms["groups"]).tolist()
    used = np.array(sorted(held, key=words.__getitem__), np.intp)
    terms = arrays.terms[used]
    number_of = np.zeros(len(arrays.terms), np.int32)
    number_of[used] = np.arange(len(used))
    place_of = np.zeros(len(arrays.entries), np.int32)
    place_of[places] = np.arange(len(places))
    entries = arrays.entries[places]
    entries["term"] = number_of[entries["term"]]
    state = _State(
        version=VERSION,
        parameters=parameters,
        next_id=int(arrays.whole[NEXT_ID]),
        hand=int(arrays.whole[HAND]),
        evicted_total=int(arrays.whole[EVICTED]),
        evicted=evicted,
        words=[words[number] for number in used],
        groups=memoryview(groups.tobytes()),
        entries=memoryview(entries.tobytes()),
        scales=memoryview(terms["scale"].tobytes()),
        holders=memoryview(terms["groups"].tobytes()),
        lengths=memoryview(terms["postings"].tobytes()),
        postings=memoryview(place_of[arrays.pool[_runs(terms["start"], terms["postings"])]].tobytes()),
        real=memoryview(arrays.real.tobytes()),
        **{name: memoryview(terms[name].tobytes()) for name in COUNTED_FIELDS},
    )
    body = msgspec.msgpack.encode(state)
    return MAGIC + hashlib.blake2b(body, digest_size=_DIGEST).digest() + body


def unpacked(snapshot: bytes | memoryview, parameters: dict[str, Any]) -> tuple[Arrays, Vocabulary, list[int]]:
    """Arrays, vocabulary and ids evicted of a snapshot taken with the same parameters; `SnapshotError` otherwise."""
    state = _checked(snapshot, parameters)
    try:
        return _built(state, parameters)
    except (ValueError, IndexError) as error:
        raise SnapshotError(f"snapshot of a grouping does not hold together: {error}") from error


def _checked(snapshot: bytes | memoryview, parameters: dict[str, Any]) -> _State:
    body = snapshot[_HEAD:]
    if snapshot[: len(MAGIC)] != MAGIC:
        raise SnapshotError("not a snapshot of a grouping")
    if hashlib.blake2b(body, digest_size=_DIGEST).digest() != snapshot[len(MAGIC) : _HEAD]:
        raise SnapshotError("snapshot of a grouping is damaged: its checksum differs")
    try:
        version = msgspec.msgpack.decode(body, type=dict[str, msgspec.Raw]).get("version")
        if version is None or msgspec.msgpack.decode(version) not in (FIRST_VERSION, VERSION):
            raise SnapshotError(f"snapshot of a grouping is of another version; it must be {VERSION}")
        state = _DECODER.decode(body)
    except msgspec.MsgspecError as error:
        raise SnapshotError(f"snapshot of a grouping cannot be read: {error}") from error
    if state.version == FIRST_VERSION:
        parameters = {name: value for name, value in parameters.items() if name not in ADDED_PARAMETERS}
    if state.parameters != parameters:
        differing = sorted(k for k in parameters if state.parameters.get(k) != parameters[k])
        raise SnapshotError(f"snapshot of a grouping was taken with other parameters: {', '.join(differing)}")
    return state


def _built(state: _State, parameters: dict[str, Any]) -> tuple[Arrays, Vocabulary, list[int]]:
    groups = np.frombuffer(state.groups, GROUP)
    lengths = np.frombuffer(state.lengths, np.int32).astype(np.int64)
    rooms = POSTINGS_MIN << np.ceil(np.log2(np.maximum(lengths, POSTINGS_MIN) / POSTINGS_MIN)).astype(np.int64)
    live, terms, pool = len(groups), len(state.words), int(rooms.sum())
    slots = live + live // 8 + SLOTS_FIRST
    candidates = parameters["visited_max"] + parameters["postings_max"]
    arrays = empty_arrays(
        slots,
        terms + terms // 8 + TERMS_FIRST,
        pool + pool // 8 + POOL_FIRST,
        stride_of(parameters["terms_max"]),
        candidates,
    )
    places = _runs(np.arange(live) * stride_of(parameters["terms_max"]), groups["terms"])
    arrays.groups[:live] = groups
    arrays.groups["place"][:live] = arrays.live[:live] = np.arange(live)
    arrays.entries[places] = np.frombuffer(state.entries, ENTRY)
    held = arrays.terms[:terms]
    held["groups"] = np.frombuffer(state.holders, np.int32)
    held["scale"] = np.frombuffer(state.scales, np.float32)
    held["postings"] = lengths
    held["room"] = rooms
    held["start"] = np.cumsum(rooms) - rooms
    if state.version != FIRST_VERSION:
        for name in COUNTED_FIELDS:
            held[name] = np.frombuffer(getattr(state, name), np.float64)
    arrays.pool[_runs(held["start"], lengths)] = places[np.frombuffer(state.postings, np.int32)]
    arrays.real[:] = np.frombuffer(state.real, np.float64)
    whole = {LIVE: live, NEXT_ID: state.next_id, FREE_SLOTS: slots - live, POOL_TOP: pool, HAND: state.hand,
             EVICTED: state.evicted_total}  # fmt: skip
    for place, value in whole.items():
        arrays.whole[place] = value
    return arrays, Vocabulary(state.words), list(state.evicted)


def _runs(starts: Ints, lengths: Ints) -> Ints:
    """The integers of all runs, one after another: `starts[i]` up to `starts[i] + lengths[i] - 1`."""
    lengths = lengths.astype(np.int64)
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts.astype(np.int64) - (ends - lengths), lengths) + np.arange(total)

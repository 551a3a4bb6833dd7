"""A clusterer's state as bytes and back.

Only what lives is kept: groups in the order of the sweep, their entries one after another, the postings of each term in
order, the words. Integers of terms and slots are given anew, which changes no result.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import numpy as np

from detectors.errors import SnapshotError
from detectors.grouping.arrays import (
    BLOCK_SIZES,
    ENTRIES,
    EVICTED,
    FREE_SLOTS,
    HAND,
    LIVE,
    NEXT_ID,
    POOL_TOP,
    POSTINGS_MIN,
    Arrays,
    empty_arrays,
)
from detectors.grouping.vocabulary import Vocabulary

MAGIC = b"grouping"
VERSION = 1
_DIGEST = 16
_PER_GROUP = (
    "group_id",
    "group_terms",
    "group_count",
    "group_popularity",
    "group_survival",
    "group_gap",
    "group_last",
    "group_norm",
)
_TYPES = {"entry_term": "<i4", "entry_weight": "<f4", "group_id": "<i8", "group_terms": "<i4", "group_count": "<i8",
          "group_popularity": "<f8", "group_survival": "<f8", "group_gap": "<f8", "group_last": "<f8", "group_norm": "<f8",
          "term_groups": "<i4", "term_postings": "<i4", "postings": "<i4", "real": "<f8"}  # fmt: skip


class _State(msgspec.Struct, frozen=True):
    version: int
    parameters: dict[str, Any]
    live: int
    next_id: int
    hand: int
    evicted_total: int
    evicted: list[int]
    words: list[str]
    arrays: dict[str, bytes]


def packed(parameters: dict[str, Any], arrays: Arrays, vocabulary: Vocabulary, evicted: list[int]) -> bytes:
    """The state as bytes: magic, checksum, MessagePack."""
    terms_max = parameters["terms_max"]
    live = arrays.live[: arrays.whole[LIVE]].astype(np.int64)
    counts = arrays.group_terms[live].astype(np.int64)
    entries = np.repeat(live * terms_max, counts) + (
        np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    )
    place_of = np.full(len(arrays.entry_term), -1, np.int32)
    place_of[entries] = np.arange(len(entries), dtype=np.int32)
    used = np.flatnonzero(arrays.term_groups)
    number_of = np.full(len(arrays.term_groups), -1, np.int32)
    number_of[used] = np.arange(len(used), dtype=np.int32)
    lengths = arrays.term_postings[used].astype(np.int64)
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    postings = arrays.pool[np.repeat(arrays.term_start[used], lengths) + inside]
    fields: dict[str, Any] = {name: getattr(arrays, name)[live] for name in _PER_GROUP}
    fields |= {
        "entry_term": number_of[arrays.entry_term[entries]],
        "entry_weight": arrays.entry_weight[entries],
        "term_groups": arrays.term_groups[used],
        "term_postings": arrays.term_postings[used],
        "postings": place_of[postings],
        "real": arrays.real,
    }
    state = _State(
        version=VERSION,
        parameters=parameters,
        live=len(live),
        next_id=int(arrays.whole[NEXT_ID]),
        hand=int(arrays.whole[HAND]),
        evicted_total=int(arrays.whole[EVICTED]),
        evicted=evicted,
        words=[vocabulary.words[t] for t in used],
        arrays={name: values.astype(_TYPES[name]).tobytes() for name, values in fields.items()},
    )
    body = msgspec.msgpack.encode(state)
    return MAGIC + hashlib.blake2b(body, digest_size=_DIGEST).digest() + body


def unpacked(snapshot: bytes, parameters: dict[str, Any]) -> tuple[Arrays, Vocabulary, list[int]]:
    """Arrays, vocabulary and ids evicted of a snapshot taken with the same parameters; `SnapshotError` otherwise."""
    state = _checked(snapshot, parameters)
    try:
        return _built(state, parameters)
    except (KeyError, ValueError, IndexError) as error:
        raise SnapshotError(f"snapshot of a grouping does not hold together: {error}") from error


def _checked(snapshot: bytes, parameters: dict[str, Any]) -> _State:
    head = len(MAGIC) + _DIGEST
    body = snapshot[head:]
    if snapshot[: len(MAGIC)] != MAGIC:
        raise SnapshotError("not a snapshot of a grouping")
    if hashlib.blake2b(body, digest_size=_DIGEST).digest() != snapshot[len(MAGIC) : head]:
        raise SnapshotError("snapshot of a grouping is damaged: its checksum differs")
    try:
        version = msgspec.msgpack.decode(body, type=dict[str, msgspec.Raw]).get("version")
        if version is None or msgspec.msgpack.decode(version) != VERSION:
            raise SnapshotError(f"snapshot of a grouping is of another version; it must be {VERSION}")
        state = msgspec.msgpack.decode(body, type=_State)
    except msgspec.MsgspecError as error:
        raise SnapshotError(f"snapshot of a grouping cannot be read: {error}") from error
    if state.parameters != parameters:
        differing = sorted(k for k in parameters if state.parameters.get(k) != parameters[k])
        raise SnapshotError(f"snapshot of a grouping was taken with other parameters: {', '.join(differing)}")
    return state


def _built(state: _State, parameters: dict[str, Any]) -> tuple[Arrays, Vocabulary, list[int]]:
    terms_max = parameters["terms_max"]
    held = {name: np.frombuffer(state.arrays[name], dtype) for name, dtype in _TYPES.items()}
    live, terms = state.live, len(state.words)
    lengths = held["term_postings"].astype(np.int64)
    rooms = np.maximum(POSTINGS_MIN, 1 << np.ceil(np.log2(np.maximum(lengths, 1))).astype(np.int64))
    rooms[lengths == 0] = 0
    starts = np.cumsum(rooms) - rooms
    candidates = parameters["visited_max"] + parameters["postings_max"]
    slots = max(64, live + 16)
    arrays = empty_arrays(slots, max(256, terms + 64), max(4096, int(rooms.sum())), terms_max, candidates)
    for name in _PER_GROUP:
        getattr(arrays, name)[:live] = held[name]
    counts = held["group_terms"].astype(np.int64)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    entries = np.repeat(np.arange(live) * terms_max, counts) + np.arange(counts.sum()) - first
    arrays.entry_term[entries] = held["entry_term"]
    arrays.entry_weight[entries] = held["entry_weight"]
    arrays.live[:live] = arrays.group_place[:live] = np.arange(live)
    arrays.free_slots[: slots - live] = np.arange(slots - 1, live - 1, -1)
    arrays.term_groups[:terms] = held["term_groups"]
    arrays.term_postings[:terms] = lengths
    arrays.term_room[:terms] = rooms
    arrays.term_start[:terms] = starts
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    arrays.pool[np.repeat(starts, lengths) + inside] = entries[held["postings"]]
    arrays.real[:] = held["real"]
    whole = {LIVE: live, NEXT_ID: state.next_id, FREE_SLOTS: slots - live, POOL_TOP: int(rooms.sum()), HAND: state.hand,
             EVICTED: state.evicted_total, ENTRIES: int(counts.sum())}  # fmt: skip
    for place, value in whole.items():
        arrays.whole[place] = value
    assert len(arrays.pool_free) == BLOCK_SIZES
    vocabulary = Vocabulary(parameters["clue_weight"])
    for word in state.words:
        vocabulary.intern(word)
    return arrays, vocabulary, list(state.evicted)

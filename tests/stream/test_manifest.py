"""A checkpoint as bytes: what was packed is unpacked, and nothing that is not whole."""

from __future__ import annotations

import msgspec
import pytest

from stream.engines.manifest import (
    DamagedError,
    Earlier,
    Manifest,
    RefusedCheckpointError,
    Setup,
    check_fits,
    cut,
    decode_manifest,
    digest,
    encode_manifest,
    is_manifest,
    joined,
    manifest_key,
    pack,
    unpack,
)

PARTS = [bytes(range(256)) * 40, b"", b"trends"]


def manifest_of(chunks: list[bytes]) -> Manifest:
    return Manifest(
        checkpoint="w-1",
        offset=700,
        alerts=12,
        chunks=[(40 + number, digest(chunk)) for number, chunk in enumerate(chunks)],
        structure="s",
        policy="p",
        partitions=4,
        earlier=[Earlier("v-9", 2)],
    )


def at_offsets(chunks: list[bytes]) -> dict[int, bytes]:
    return {40 + number: chunk for number, chunk in enumerate(chunks)}


def test_what_was_packed_is_unpacked_from_chunks_below_the_limit() -> None:
    chunks = cut(pack(PARTS), 50)
    assert len(chunks) > 3
    assert max(map(len, chunks)) == 50
    assert unpack(joined(manifest_of(chunks), at_offsets(chunks))) == PARTS


def test_a_chunk_that_is_missing_or_changed_is_damage() -> None:
    chunks = cut(pack(PARTS), 50)
    manifest, found = manifest_of(chunks), at_offsets(chunks)
    with pytest.raises(DamagedError, match=f"chunk 1 of {len(chunks)} is missing"):
        joined(manifest, {offset: chunk for offset, chunk in found.items() if offset != 41})
    with pytest.raises(DamagedError, match="checksum of chunk 2"):
        joined(manifest, {**found, 42: chunks[2][:-1] + b"?"})


def test_chunks_that_agree_with_their_manifest_and_are_no_checkpoint_are_damage() -> None:
    for foreign in (b"not compressed", pack([b"x"])):
        chunks = [foreign[: len(foreign) // 2]]
        with pytest.raises(DamagedError, match="cannot be unpacked"):
            unpack(joined(manifest_of(chunks), at_offsets(chunks)))


def test_a_manifest_is_read_as_it_was_written_and_any_changed_byte_is_damage() -> None:
    manifest = manifest_of([pack(PARTS)])
    value = encode_manifest(manifest)
    assert decode_manifest(value, 3) == manifest
    for position in range(2, len(value)):
        changed = value[:position] + bytes([value[position] ^ 1]) + value[position + 1 :]
        with pytest.raises(DamagedError):
            decode_manifest(changed, 3)
    for length in range(len(value)):
        with pytest.raises(DamagedError):
            decode_manifest(value[:length], 3)


def test_a_manifest_of_a_newer_release_is_refused_with_the_way_out() -> None:
    value = b"2" + encode_manifest(manifest_of([b"x"]))[1:]
    with pytest.raises(RefusedCheckpointError, match=r"partition 3: version is 2.*groundswell warm.*--repartition"):
        decode_manifest(value, 3)


def test_only_manifests_have_the_key_of_a_manifest() -> None:
    first = Earlier("w-1", 2)
    assert [is_manifest(key) for key in first.record_keys()] == [False, False, True]
    assert first.record_keys()[-1] == manifest_key("w-1")
    assert not is_manifest(None)


@pytest.mark.parametrize(
    ("change", "kept", "reason"),
    [
        ({"partitions": 5}, range(800), "had 5 partitions; it has 4 now"),
        ({"structure": "other"}, range(800), "structure is other"),
        ({}, range(701, 800), "offset 700 of the log, which is kept from 701 to 800"),
        ({}, range(699), "offset 700 of the log, which is kept from 0 to 699"),
    ],
)
def test_a_checkpoint_that_would_skip_or_change_something_is_refused(
    change: dict[str, object], kept: range, reason: str
) -> None:
    manifest = msgspec.structs.replace(manifest_of([b"x"]), **change)
    with pytest.raises(RefusedCheckpointError, match=reason):
        check_fits(manifest, 3, Setup("s", "p", 4), kept)


@pytest.mark.parametrize("kept", [range(701), range(700), range(700, 700)])
def test_a_checkpoint_at_either_end_of_the_log_fits(kept: range) -> None:
    check_fits(manifest_of([b"x"]), 3, Setup("s", "p", 4), kept)

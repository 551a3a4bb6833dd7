"""An engine is a function of its log: neither batches, nor the way its origins mix, nor a hash seed change what it says."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, cast

import msgspec
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.alert import published
from detectors.buckets import BUCKET_SECONDS, bucket_of
from detectors.engine.admission import Admission
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.engine.pending import PendingComplaints
from detectors.engine.policy import BrandConfig
from detectors.engine.reading import Readings
from detectors.mention import Complaint

START = 1_741_132_800.0  # 5 March 2025, 00:00 UTC
HOUR = 3600.0
LATENESS = 120.0


class Ledger:
    """A brand without models: what it is handed when a bucket closes is what it says."""

    is_waiting = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.admission = Admission("ours")

    def close(self, bucket: int, complaints: Sequence[Complaint], _readings: Readings) -> list[tuple[object, ...]]:
        return [(self.name, bucket, one.id, one.at, one.person, one.text) for one in complaints]


def ledger_engine(**parameters: Any) -> TrendEngine:
    return TrendEngine(cast(Callable[[str], BrandTrends], Ledger), **{"lateness_seconds": LATENESS, **parameters})


def engine() -> TrendEngine:
    return TrendEngine(partial(BrandTrends, config=BrandConfig()), LATENESS)


def posted(at: float, ident: str, *, origin: int = 0, offset: int = 0, brand: str = "acme", **more: Any) -> Complaint:
    words = more.pop("text", f"word{ident}")
    person = more.pop("person", ident)
    return Complaint(
        origin=origin,
        offset=offset,
        id=ident,
        brand=brand,
        at=at,
        person=person,
        text=words,
        terms=tuple(words.split()),
        **more,
    )


def bodies(events: Iterable[Any]) -> list[bytes]:
    return [orjson.dumps(published(event.alert)) for event in events]


def end(at: float, origins: int = 1) -> list[LogRecord]:
    return [Progress(origin=origin, origins=origins, at=at) for origin in range(origins)]


def incident(brand: str = "acme") -> list[Complaint]:
    """Two quiet days, then thirty people within an hour with one fault."""
    incoming = [
        posted(START + number * 1800.0, f"q{number}", brand=brand, text=f"slow{number % 7} thing{number} page{number}")
        for number in range(96)
    ]
    for number in range(30):
        at = START + 48 * HOUR + number * 110.0
        incoming.append(
            posted(at, f"i{number}", brand=brand, text=f"cartridge rejected error e83 printer{number % 3} v{number}")
        )
    incoming.sort(key=lambda one: one.at)
    return [logged_at(one, 0, offset) for offset, one in enumerate(incoming)]


def logged_at(one: Complaint, origin: int, offset: int) -> Complaint:
    fields = {name: getattr(one, name) for name in one.__struct_fields__}
    return Complaint(**{**fields, "origin": origin, "offset": offset})


def mixed(
    incoming: Sequence[Complaint], origins: int, choose: Callable[[int], int], tell: Callable[[], bool]
) -> list[LogRecord]:
    """A log in which the complaints, dealt out to origins in turn, arrive as `choose` says; `tell` decides on progress."""
    queues = [
        [logged_at(one, origin, offset) for offset, one in enumerate(incoming[origin::origins])]
        for origin in range(origins)
    ]
    log: list[LogRecord] = []
    heads = [0] * origins
    reached = [0.0] * origins
    while any(head < len(queue) for head, queue in zip(heads, queues, strict=True)):
        waiting = [origin for origin in range(origins) if heads[origin] < len(queues[origin])]
        origin = waiting[choose(len(waiting))]
        one = queues[origin][heads[origin]]
        heads[origin] += 1
        reached[origin] = max(reached[origin], one.at)
        log.append(one)
        if tell():
            log.append(Progress(origin=origin, origins=origins, at=reached[origin]))
    last = max((one.at for one in incoming), default=START)
    return log + end((last // BUCKET_SECONDS + 1) * BUCKET_SECONDS + LATENESS, origins)


complaints = st.lists(
    st.tuples(
        st.integers(0, 40),  # steps of 100 s, so that buckets, ties and neighbours all happen
        st.sampled_from("abcdef"),
        st.sampled_from(("acme", "zenith")),
        st.sampled_from(("it broke", "it is late")),
    ),
    max_size=30,
).map(
    lambda drawn: sorted(
        (posted(START + step * 100.0, ident, brand=brand, text=words) for step, ident, brand, words in drawn),
        key=lambda one: one.at,
    )
)


@given(st.data(), complaints, st.integers(1, 4))
def test_any_mixture_of_origins_gives_what_one_origin_gives(
    data: st.DataObject, incoming: list[Complaint], origins: int
) -> None:
    whole = ledger_engine().apply(mixed(incoming, 1, lambda _: 0, lambda: False))
    log = mixed(incoming, origins, lambda count: data.draw(st.integers(0, count - 1)), lambda: data.draw(st.booleans()))
    assert ledger_engine().apply(log) == whole
    assert len(whole) == len(incoming)


@given(st.data(), complaints)
def test_disorder_within_the_lateness_changes_nothing(data: st.DataObject, incoming: list[Complaint]) -> None:
    jitter = [data.draw(st.floats(0, LATENESS)) for _ in incoming]
    arrived = [
        one
        for _, one in sorted(
            zip((o.at + j for o, j in zip(incoming, jitter, strict=True)), incoming, strict=True), key=lambda pair: pair[0]
        )
    ]
    shuffled = ledger_engine()
    log = mixed(arrived, 1, lambda _: 0, lambda: data.draw(st.booleans()))
    assert shuffled.apply(log) == ledger_engine().apply(mixed(incoming, 1, lambda _: 0, lambda: False))
    assert shuffled.counts.late == 0


@given(st.data(), complaints)
def test_batches_of_any_size_give_the_same_events(data: st.DataObject, incoming: list[Complaint]) -> None:
    log = mixed(incoming, 2, lambda count: data.draw(st.integers(0, count - 1)), lambda: data.draw(st.booleans()))
    whole, parts = ledger_engine(), ledger_engine()
    events = []
    rest = list(log)
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        events.extend(parts.apply(rest[:size]))
        rest = rest[size:]
    assert events == whole.apply(log)
    assert parts.watermark == whole.watermark


@given(st.data(), complaints)
def test_what_is_delivered_again_changes_nothing(data: st.DataObject, incoming: list[Complaint]) -> None:
    log = mixed(incoming, 2, lambda count: data.draw(st.integers(0, count - 1)), lambda: data.draw(st.booleans()))
    again: list[LogRecord] = []
    repeats = 0
    for index, record in enumerate(log):
        again.append(record)
        back = data.draw(st.integers(0, 5))
        # A worker that was killed before it committed writes the last records of its origin once more, in their order.
        if isinstance(record, Complaint) and back:
            repeated = [r for r in log[: index + 1] if isinstance(r, Complaint) and r.origin == record.origin][-back:]
            again.extend(repeated)
            repeats += len(repeated)
    twice = ledger_engine()
    assert twice.apply(again) == ledger_engine().apply(log)
    assert twice.counts.redelivered == repeats


def test_the_end_of_a_batch_that_lands_before_its_beginning_takes_nothing_for_delivered_again() -> None:
    """A paused intake had only the end of its batch in the log; its successor brings all of it, after a restart of ours."""
    batch = [posted(START + number, f"m{number}", offset=number) for number in range(40)]
    whole = ledger_engine()
    expected = whole.apply([*batch, *end(START + BUCKET_SECONDS + LATENESS)])
    first = engine()
    first.apply(batch[25:])
    restored = engine()
    restored.restore(first.snapshot())
    restored.apply(batch)
    assert (restored.counts.complaints, restored.counts.redelivered) == (40, 15)
    late = ledger_engine()
    assert late.apply([*batch[25:], *batch, *end(START + BUCKET_SECONDS + LATENESS)]) == expected


def test_a_late_mention_keeps_its_own_time_and_comes_with_the_next_bucket_that_closes() -> None:
    late = ledger_engine()
    bucket = bucket_of(START)
    first = late.apply([posted(START + 10, "first"), *end(START + BUCKET_SECONDS + LATENESS)])
    assert [event[1:3] for event in first] == [(bucket, "first")]
    second = late.apply([posted(START + 20, "late", offset=1), *end(START + 2 * BUCKET_SECONDS + LATENESS)])
    assert [event[1:4] for event in second] == [(bucket + 1, "late", START + 20)]
    assert late.counts.late == 1


def test_a_late_mention_counts_in_its_own_bucket() -> None:
    """Half of the people of an incident come late, from buckets that are closed: reported as if they had come in time."""
    incoming = incident()
    in_time = engine()
    in_time_events = in_time.apply([*incoming, *end(incoming[-1].at + 12 * HOUR)])
    opened = next(event for event in in_time_events if event.alert.event == "opened")

    late_ones = [one for one in incoming if one.id.startswith("i") and int(one.id[1:]) % 2]
    others = [one for one in incoming if one not in late_ones]
    other_way = engine()
    # The others alone close their buckets; then the late ones come from an origin that was idle.
    events = other_way.apply([*others, *end(incoming[-1].at + BUCKET_SECONDS + LATENESS)])
    events += other_way.apply([logged_at(one, 1, number) for number, one in enumerate(late_ones)])
    events += other_way.apply(end(incoming[-1].at + 12 * HOUR))
    assert other_way.counts.late == len(late_ones)
    resolved = [event.alert for event in events if event.alert.state == "resolved"]
    assert resolved[-1].people == 30 == [e.alert for e in in_time_events if e.alert.state == "resolved"][-1].people
    assert min(event.alert.since for event in events) == opened.alert.since


def test_a_mention_sent_twice_counts_once_and_is_counted_as_a_duplicate() -> None:
    twice = engine()
    twice.apply([posted(START, "one"), posted(START + 5, "one", offset=1), *end(START + HOUR)])
    assert (twice.brands.duplicates, twice.counts.complaints) == (1, 2)


def test_nothing_closes_before_every_origin_was_seen() -> None:
    waiting = ledger_engine()
    assert waiting.apply([posted(START, "one"), Progress(origin=0, origins=2, at=START + HOUR)]) == []
    assert waiting.watermark == -math.inf
    assert len(waiting.apply([Progress(origin=1, origins=2, at=START + HOUR)])) == 1


def test_what_waits_for_an_origin_that_never_comes_is_bounded() -> None:
    bounded = ledger_engine(pending_max=100)
    log = [posted(START + 10.0 * number, f"n{number}", offset=number) for number in range(1_000)]
    events = bounded.apply(log)
    assert len(events) >= 900, "what is above the limit was applied without waiting"
    assert [event[2] for event in events] == [f"n{number}" for number in range(len(events))], "the oldest first, none lost"
    assert bounded.counts.late == 0
    assert len(events + bounded.apply(end(START + 12 * HOUR))) == 1_000


def test_brands_in_one_partition_do_not_change_each_other() -> None:
    acme, zenith = incident("acme"), [logged_at(one, 1, one.offset) for one in incident("zenith")]
    last = end(acme[-1].at + 12 * HOUR, 2)
    together = engine().apply([*acme, *zenith, *last])
    assert {event.alert.brand for event in together} == {"acme", "zenith"}
    for alone in (acme, zenith):
        brand = alone[0].brand
        assert bodies(engine().apply([*alone, *last])) == bodies(e for e in together if e.alert.brand == brand)


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_an_incident_is_reported_in_the_same_bytes_however_it_arrives(data: st.DataObject) -> None:
    incoming = incident()
    whole = bodies(engine().apply(mixed(incoming, 1, lambda _: 0, lambda: False)))
    assert whole
    chance = data.draw(st.randoms(use_true_random=False))
    origins = data.draw(st.integers(2, 5))
    log = mixed(incoming, origins, chance.randrange, lambda: chance.random() < 0.3)
    other = engine()
    events = []
    while log:
        size = chance.randrange(1, 60)
        events.extend(other.apply(log[:size]))
        log = log[size:]
    assert bodies(events) == whole


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_the_hash_seed_of_the_process_changes_no_byte(seed: str) -> None:
    """The story of two brands in a process with this hash seed, against the same in this process."""
    code = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('engine_story', {__file__!r})\n"
        "story = importlib.util.module_from_spec(spec); spec.loader.exec_module(story)\n"
        "sys.stdout.buffer.write(story.emitted_story())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == emitted_story()


def emitted_story() -> bytes:
    acme, zenith = incident("acme"), [logged_at(one, 1, one.offset) for one in incident("zenith")]
    emitted = bodies(engine().apply([*acme, *zenith, *end(acme[-1].at + 12 * HOUR, 2)]))
    assert len(emitted) >= 6
    return b"\n".join(emitted)


def test_an_incident_is_reported_with_rivers_clusterer_in_the_place_of_ours() -> None:
    incoming = incident()
    peer = TrendEngine(partial(BrandTrends, config=BrandConfig(clusterer="textclust")), LATENESS)
    events = peer.apply([*incoming, *end(incoming[-1].at)])
    assert "opened" in {event.alert.event for event in events}


@pytest.mark.parametrize(("days", "reason"), [(8, "new normal"), (1, "back to usual")])
def test_a_level_that_stays_becomes_the_usual_one_and_ends_as_that(days: int, reason: str) -> None:
    shift = START + 4 * 24 * HOUR
    quiet = [posted(START + n * 1800.0, f"q{n}", text=f"slow{n % 7} thing{n} page{n}") for n in range(48 * (5 + days))]
    late = [posted(shift + n * 900.0, f"i{n}", text=f"courier late parcel{n % 90}") for n in range(96 * days)]
    ordered = sorted([*quiet, *late], key=lambda one: one.at)
    log = [msgspec.structs.replace(one, offset=offset) for offset, one in enumerate(ordered)]
    events = [event.alert for event in engine().apply([*log, *end(shift + (days + 1) * 24 * HOUR)])]
    assert [(one.event, one.reason) for one in events if one.event in ("opened", "resolved")] == [
        ("opened", ""),
        ("resolved", reason),
    ]


def test_what_waited_in_longer_buckets_waits_in_those_of_its_own_time() -> None:
    waiting = [posted(START + at, f"w{at}", offset=at) for at in (10, 100, 290)]
    closed = bucket_of(START + 59)
    pending = PendingComplaints.of([(bucket_of(START) // 5, waiting)], closed)
    assert len(pending) == 3
    buckets = pending.buckets_through(bucket_of(START + 300))
    # What is of a closed bucket waits for the next.
    assert buckets == [closed + 1, bucket_of(START + 290)]
    assert [one.id for one in pending.take(closed + 1)[waiting[0].brand]] == ["w10", "w100"]

"""TrendEngine: the events of one log. The only place that orders the steps; each step is in a module of its own.

An engine is a function of its log (`detectors.engine.log`): the same records give the same events, in batches of any size.
Complaints wait until the watermark has passed the bucket they lie in, and are then applied in the order of event time,
id and content, so that neither the order of arrival nor the number of partitions changes a result. Decisions fall when a
bucket closes.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from detectors.alert import AlertEvent
from detectors.buckets import BUCKET_SECONDS, HOUR_BUCKETS, bucket_of
from detectors.engine.brand import BrandTrends
from detectors.engine.dedup import IdsLimit, SeenAnswers, SeenOffsets
from detectors.engine.levels import SLOT_SECONDS
from detectors.engine.log import Command, LogRecord, Progress
from detectors.engine.policy import BrandPolicy
from detectors.engine.query import UNDECIDED, Explanation, standing_of, with_people_since, with_waiting
from detectors.engine.snapshot import WAY_OUT, BrandState, Captured, Heading, capture, fill, unsealed
from detectors.engine.source_surge import BRANDS_MIN, SourceSurge, chances_of, source_surge
from detectors.engine.watermark import Watermark
from detectors.errors import SnapshotError
from detectors.mention import Complaint
from detectors.reports import Reports

SeenState = list[tuple[int, bytes]]


class Counts(msgspec.Struct):
    """What an engine has seen, for the metrics: monotonic, never an input to a decision."""

    complaints: int = 0
    redelivered: int = 0
    late: int = 0
    commands: int = 0
    buckets: int = 0
    brands_refused: int = 0


class EngineState(msgspec.Struct, frozen=True):
    """An engine in a snapshot: its brands, and the rest, an `EngineRest` in MessagePack."""

    rest: bytes
    brands: list[tuple[str, BrandState]]


class EngineRest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an engine holds beside its brands."""

    seen: list[tuple[int, SeenState]]
    answers_seen: list[tuple[int, SeenState]]
    policies: list[tuple[str, BrandPolicy]]
    watermark: dict[str, Any]
    pending: list[tuple[int, list[Complaint]]]
    closed: int
    counts: Counts
    source_surge: SourceSurge | None = msgspec.field(default=None, name="source_rise")
    generation: str = ""
    answers: list[str] = []


_STATE = msgspec.msgpack.Decoder(EngineState)
_REST = msgspec.msgpack.Decoder(EngineRest)


class TrendEngine:
    """The trends of the brands in one partition.

    All learned state is kept per brand, so results do not depend on which brands share a partition.

    Args:
        make_brand: makes the state of a brand that is seen for the first time.
        lateness_seconds: how far out of order complaints of one origin may come without being late.
        pending_max: complaints that may wait for the watermark. Beyond it the oldest waiting bucket is applied without
            it: memory stays bounded, and what comes for that bucket later is late.
        ids_max: mentions remembered by their ids, to recognise repeats: two days of them, or so many
            (`detectors.engine.dedup`).
        brands_max: brands that are learnt. Beyond it complaints of new ones are counted and left out: a producer that
            writes user names where brands belong costs no memory and no known brand its past. Brands with a policy of
            their own always find room.
        structure: the hash of what a snapshot must have been taken with to be restored (`detectors.engine.snapshot`).
        policy: the hash of what may change; only noted in snapshots.
        structures_before: hashes of releases before whose snapshots are read too.
    """

    def __init__(
        self,
        make_brand: Callable[[str], BrandTrends],
        lateness_seconds: float = 120.0,
        pending_max: int = 1_000_000,
        ids_max: int = 2_000_000,
        brands_max: int = 1_000,
        *,
        structure: str = "",
        policy: str = "",
        structures_before: Collection[str] = (),
    ) -> None:
        self._make_brand = make_brand
        self._watermark = Watermark(lateness_seconds)
        self._pending_max = pending_max
        self._ids_limit = IdsLimit(ids_max)
        self._brands_max = brands_max
        self._heading = Heading(structure, policy)
        self._structures_before = tuple(structures_before)
        self._pending: dict[int, list[Complaint]] = {}
        self._pending_count, self._closed = 0, -1
        self._seen: defaultdict[int, SeenOffsets] = defaultdict(SeenOffsets)
        self._answers_seen: defaultdict[int, SeenOffsets] = defaultdict(SeenOffsets)
        self._brands: dict[str, BrandTrends] = {}
        self._waiting = set[str]()  # kept as brands change: to ask thousands at every bucket costs
        self._policies: dict[str, BrandPolicy] = {}
        self._source_surge: SourceSurge | None = None
        # Of no part in a decision or a snapshot: which brands `take_reports` has to report.
        self._unreported, self._on_curve = set[str](), set[str]()
        self._reported_half_hour = -1
        self._generation = ""
        self._answers = SeenAnswers()
        self.counts = Counts()

    @property
    def watermark(self) -> float:
        """Event time up to which the log is complete, in seconds; -inf before every origin has reported progress."""
        return self._watermark.at

    @property
    def heading(self) -> Heading:
        """What it is configured with: the two hashes in its snapshots."""
        return self._heading

    @property
    def brands(self) -> Mapping[str, BrandTrends]:
        return self._brands

    @property
    def groups_live(self) -> int:
        return sum(brand.admission.grouping.live for brand in self._brands.values())

    @property
    def duplicates(self) -> int:
        """Mentions whose id had been seen before."""
        return sum(brand.admission.duplicates for brand in self._brands.values())

    @property
    def withheld(self) -> dict[str, int]:
        """Decisions, one a trend and bucket, that kept a trend out of the alerts, by the verdict they rest on."""
        found: Counter[str] = Counter()
        for brand in self._brands.values():
            found.update(brand.withheld)
        return dict(found)

    @property
    def ids_forgotten(self) -> int:
        """Mentions whose id was forgotten early: more came than the engine may remember."""
        return sum(brand.admission.seen.forgotten for brand in self._brands.values())

    @property
    def source_surge(self) -> SourceSurge | None:
        """Whether most brands of the engine rose together in the newest full hour: the source does, and not the customers.
        Depends on which brands share the partition, and so is in no event."""
        return self._source_surge

    def apply(self, records: Iterable[LogRecord]) -> list[AlertEvent]:
        """Takes the next records of the log in and returns the events they lead to, in the order of their buckets."""
        events: list[AlertEvent] = []
        for record in records:
            if isinstance(record, Complaint):
                self._on_complaint(record)
                while self._pending_count > self._pending_max:
                    self._close_through(min(self._pending), events)
            elif isinstance(record, Progress):
                before = self._watermark.at
                if self._watermark.on_progress(record) > before:
                    self._close_through(bucket_of(self._watermark.at) - 1, events)
            else:
                self._on_command(record, events)
        return events

    def begin_generation(self, generation: str) -> None:
        """Events from here on have `generation` in their ids: others of the same numbers were published before."""
        self._generation = generation
        for brand in self._brands.values():
            brand.generation = generation

    def forget_origin(self, origin: int) -> None:
        """Nothing more comes from there, and nobody waits for it; event time stays where it is."""
        self._seen.pop(origin, None)
        self._watermark.forget(origin)

    def snapshot(self) -> bytes:
        """All of the engine after the records applied so far: versioned, with a checksum, MessagePack without code.

        The same state gives the same bytes.
        """
        return self.capture().sealed()

    def capture(self) -> Captured:
        """The quick part of `snapshot`: after it the engine may go on. Not to be called while `apply` runs."""
        rest = EngineRest(
            seen=[(origin, self._seen[origin].state()) for origin in sorted(self._seen)],
            answers_seen=[(origin, self._answers_seen[origin].state()) for origin in sorted(self._answers_seen)],
            policies=sorted(self._policies.items()),
            watermark=self._watermark.snapshot(),
            pending=sorted(self._pending.items()),
            closed=self._closed,
            counts=self.counts,
            source_surge=self._source_surge,
            generation=self._generation,
            answers=self._answers.state(),
        )
        encoded = msgspec.msgpack.encode(rest)
        brands = [(name, capture(self._brands[name])) for name in sorted(self._brands)]
        return Captured(self._heading, lambda: EngineState(encoded, [(name, state()) for name, state in brands]))

    def restore(self, snapshot: bytes | memoryview) -> None:
        """Becomes the engine that `snapshot` was taken of, and goes on as that would: the same events, the same snapshots.

        Raises SnapshotError when it is damaged, of another version or structure; nothing was changed then.
        """
        state = unsealed(snapshot, self._heading.structure, _STATE, self._structures_before)
        limits = self._pending_max, self._ids_limit.ids_max, self._brands_max
        fresh = TrendEngine(self._make_brand, self._watermark.lateness_seconds, *limits)
        fresh._heading, fresh._structures_before = self._heading, self._structures_before
        try:
            fresh._load(state)
        except SnapshotError as error:
            raise SnapshotError(f"{error}: {WAY_OUT}") from error
        except (msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise SnapshotError(f"the snapshot does not hold together, {error!r}: {WAY_OUT}") from error
        self.__dict__.update(fresh.__dict__)

    def _load(self, state: EngineState) -> None:
        rest = _REST.decode(state.rest)
        self._seen.update((origin, SeenOffsets(seen)) for origin, seen in rest.seen)
        self._answers_seen.update((origin, SeenOffsets(seen)) for origin, seen in rest.answers_seen)
        self._policies = dict(rest.policies)
        self._watermark = Watermark.restore(self._watermark.lateness_seconds, rest.watermark)
        self._pending = dict(rest.pending)
        self._pending_count = sum(map(len, self._pending.values()))
        self._closed = rest.closed
        self.counts = rest.counts
        self._source_surge = rest.source_surge
        self._generation = rest.generation
        self._answers = SeenAnswers(rest.answers)
        for name, brand_state in state.brands:
            fill(self._brand(name), brand_state)
            self._note_waiting(name)

    def take_reports(self) -> Reports:
        """How the brands stand in which anything was decided since the last call, and the new members of their trends.

        Beside those that somebody wrote about they are, every half hour, all that were written about in the last day: their
        curve goes on. Reports are read from the state and change none of it; the newest of a brand is all there is to know.
        """
        half_hour = self._closed * BUCKET_SECONDS // SLOT_SECONDS
        if half_hour != self._reported_half_hour:
            now = (self._closed + 1) * BUCKET_SECONDS
            recent = {name for name, brand in self._brands.items() if brand.has_recent(now)}
            # Those whose curve has just become flat once more.
            self._unreported |= recent | self._on_curve
            self._on_curve = recent
            self._reported_half_hour = half_hour
        names, self._unreported = sorted(self._unreported & self._brands.keys()), set()
        brands = [self._brands[name] for name in names]
        return Reports(
            [brand.report(self._closed) for brand in brands], [new for brand in brands for new in brand.take_members()]
        )

    def ask(self, words: str, brand: str = "") -> list[Explanation]:
        """Why these words opened an alert, or why not: of one brand, or of all. Without words, how each stands.

        Changes nothing.
        """
        decided_until = float((self._closed + 1) * BUCKET_SECONDS)
        waiting: dict[str, list[Complaint]] = {}
        for complaints in self._pending.values():
            for complaint in complaints:
                waiting.setdefault(complaint.brand, []).append(complaint)
        names = [name for name in sorted({*self._brands, *waiting}) if brand in ("", name)]
        if not words:
            return [self._standing(name, decided_until, waiting.get(name, [])) for name in names]
        found = [
            self._brands[name].ask(words, self._closed)
            if name in self._brands
            else Explanation(brand=name, words=words, sentence=f"{words}: {UNDECIDED}")
            for name in names
        ]
        return [with_waiting(one, decided_until, waiting.get(one.brand, ())) for one in found]

    def _standing(self, name: str, decided_until: float, waiting: Sequence[Complaint]) -> Explanation:
        brand = self._brands.get(name)
        found = standing_of(name, decided_until, None, 0) if brand is None else brand.standing(decided_until)
        return with_people_since(found, waiting)

    def _on_complaint(self, complaint: Complaint) -> None:
        if not self._seen[complaint.origin].add(complaint.offset):
            self.counts.redelivered += 1
            return
        self.counts.complaints += 1
        bucket = bucket_of(complaint.at)
        if bucket <= self._closed:
            self.counts.late += 1
            bucket = self._closed + 1
        self._pending.setdefault(bucket, []).append(complaint)
        self._pending_count += 1

    def _on_command(self, command: Command, events: list[AlertEvent]) -> None:
        if command.origin >= 0 and not self._answers_seen[command.origin].add(command.offset):
            self.counts.redelivered += 1
            return
        self.counts.commands += 1
        brand = self._brands.get(command.brand)
        if command.policy is None and not self._answers.add(command):
            return
        if command.policy is not None:
            self._policies[command.brand] = command.policy
            if brand is not None:
                brand.on_policy(command.policy)
        elif brand is not None:
            events.extend(brand.on_command(self._by_event_time(command)))
            self._note_waiting(command.brand)

    def _by_event_time(self, command: Command) -> Command:
        """The command at the event time it is about. While the log is behind the clock, or replays an old stream, what is
        answered now is about the newest mentions there are; `until` moves with it."""
        ahead = command.at - (self._watermark.at + self._watermark.lateness_seconds)
        if not 0 < ahead < math.inf:
            return command
        until = command.until - ahead if command.until > command.at else command.until
        return msgspec.structs.replace(command, at=command.at - ahead, until=until)

    def _is_one_too_many(self, name: str) -> bool:
        return len(self._brands) >= self._brands_max and name not in self._brands and name not in self._policies

    def _brand(self, name: str) -> BrandTrends:
        """The brand of that name; made when it is first seen, under the newest policy sent for it."""
        brand = self._brands.get(name)
        if brand is None:
            brand = self._brands[name] = self._make_brand(name)
            brand.generation = self._generation
            if name in self._policies:
                brand.on_policy(self._policies[name])
        return brand

    def _close_through(self, last: int, events: list[AlertEvent]) -> None:
        """Closes every bucket up to and including `last`."""
        for bucket in sorted(bucket for bucket in self._pending if bucket <= last):
            self._close_empty(bucket - 1, events)
            self._closed = bucket
            self._close(bucket, events)
        self._close_empty(last, events)

    def _close_empty(self, last: int, events: list[AlertEvent]) -> None:
        """Closes buckets in which nobody wrote, up to and including `last`: one by one only while a brand waits."""
        while self._closed < last:
            if not self._waiting:
                before, self._closed = self._closed, last
                self._look_at_source(before)
                return
            self._closed += 1
            self._close(self._closed, events)

    def _close(self, bucket: int, events: list[AlertEvent]) -> None:
        self.counts.buckets += 1
        by_brand: dict[str, list[Complaint]] = {}
        for complaint in (complaints := self._pending.pop(bucket, [])):
            by_brand.setdefault(complaint.brand, []).append(complaint)
        self._pending_count -= len(complaints)
        names = sorted(self._waiting.union(by_brand))
        self._unreported.update(names)
        for name in names:
            if self._is_one_too_many(name):
                self.counts.brands_refused += len(by_brand[name])
                continue
            events.extend(self._brand(name).close(bucket, sorted(by_brand.get(name, ()), key=_order)))
            self._note_waiting(name)
        self._ids_limit.keep((brand.admission.seen for brand in self._brands.values()), len(complaints))
        self._look_at_source(bucket - 1)

    def _note_waiting(self, name: str) -> None:
        (self._waiting.add if self._brands[name].is_waiting else self._waiting.discard)(name)

    def _look_at_source(self, before: int) -> None:
        """Asks, if an hour has ended since the bucket `before`, whether the brands rose together in the newest."""
        hour = (self._closed + 1) // HOUR_BUCKETS * HOUR_BUCKETS - 1
        if hour > before and len(self._brands) >= BRANDS_MIN:
            chances = chances_of((brand.tests for brand in self._brands.values()), hour)
            self._source_surge = source_surge(self._source_surge, chances, hour)


# By event time and id; the rest so that also of two with one id and time the same one is first, in whatever order they
# came: the first counts, the other is a duplicate.
_order = attrgetter("at", "id", "channel", "person", "text", "title", "repost_of")

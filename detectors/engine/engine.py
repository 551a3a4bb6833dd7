"""TrendEngine: the events of one log. The only place that orders the steps; each step is in a module of its own.

An engine is a function of its log (`detectors.engine.log`): the same records give the same events, in batches of any size.
Complaints wait until the watermark has passed the bucket they lie in, and are then applied in the order of event time,
id and content, so that neither the order of arrival nor the number of partitions changes a result. Decisions fall when a
bucket closes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

import msgspec

from detectors.alert import AlertEvent
from detectors.buckets import BUCKET_SECONDS, bucket_of
from detectors.engine.brand import BrandTrends
from detectors.engine.brands import Brands
from detectors.engine.dedup import IdsLimit, SeenAnswers
from detectors.engine.log import FORGET, Command, LogRecord, Progress
from detectors.engine.pending import OriginOffsets, PendingComplaints
from detectors.engine.query import Explanation
from detectors.engine.questions import ReportsDue, explanations
from detectors.engine.reading import Readings
from detectors.engine.snapshot import WAY_OUT, Captured, Heading, capture, fill, unsealed
from detectors.engine.snapshot.engine import REST, STATE, Counts, EngineRest, EngineState
from detectors.engine.source_surge import SourceSurge, surge_after
from detectors.engine.span import Span, in_order
from detectors.engine.watermark import Watermark
from detectors.errors import SnapshotError
from detectors.mention import Complaint
from detectors.reports import Reports


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
        self.heading = Heading(structure, policy)
        """What it is configured with: the two hashes in its snapshots."""
        self.brands = Brands(make_brand, brands_max)
        self.source_surge: SourceSurge | None = None
        """Whether most brands of the engine rose together in the newest full hour: the source does, and not the customers.
        Depends on which brands share the partition, and so is in no event."""
        self.counts = Counts()
        self._fresh = partial(
            TrendEngine,
            make_brand,
            lateness_seconds,
            pending_max,
            ids_max,
            brands_max,
            structure=structure,
            policy=policy,
            structures_before=structures_before,
        )
        self._structures_before = tuple(structures_before)
        self._pending_max = pending_max
        self._ids_limit = IdsLimit(ids_max)
        self._watermark = Watermark(lateness_seconds)
        self._seen, self._answers_seen = OriginOffsets(), OriginOffsets()
        self._answers = SeenAnswers()
        self._pending = PendingComplaints()
        self._closed = -1
        self._generation = ""
        self._reports_due = ReportsDue()

    @property
    def watermark(self) -> float:
        """Event time up to which the log is complete, in seconds; -inf before every origin has reported progress."""
        return self._watermark.at

    def apply(self, records: Iterable[LogRecord]) -> list[AlertEvent]:
        """Takes the next records of the log in and returns the events they lead to, in the order of their buckets."""
        events: list[AlertEvent] = []
        for record in records:
            if isinstance(record, Complaint):
                self._on_complaint(record)
                while len(self._pending) > self._pending_max:
                    self._close_through(self._pending.oldest(), events)
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
        self.brands.begin_generation(generation)

    def forget_origin(self, origin: int) -> None:
        """Nothing more comes from there, and nobody waits for it; event time stays where it is."""
        self._seen.forget(origin)
        self._watermark.forget(origin)

    def snapshot(self) -> bytes:
        """All of the engine after the records applied so far: versioned, with a checksum, MessagePack without code.

        The same state gives the same bytes.
        """
        return self.capture().sealed()

    def capture(self) -> Captured:
        """The quick part of `snapshot`: after it the engine may go on. Not to be called while `apply` runs."""
        self.brands.looks.settle(self.brands, self._closed)
        rest = EngineRest(
            seen=self._seen.state(),
            answers_seen=self._answers_seen.state(),
            policies=self.brands.policies(),
            watermark=self._watermark.snapshot(),
            pending=self._pending.state(),
            closed=self._closed,
            counts=self.counts,
            source_surge=self.source_surge,
            generation=self._generation,
            answers=self._answers.state(),
            bucket_seconds=BUCKET_SECONDS,
            newest=self._seen.newest(),
        )
        encoded = msgspec.msgpack.encode(rest)
        brands = [(name, capture(self.brands[name])) for name in sorted(self.brands)]
        return Captured(self.heading, lambda: EngineState(encoded, [(name, state()) for name, state in brands]))

    def restore(self, snapshot: bytes | memoryview) -> None:
        """Becomes the engine that `snapshot` was taken of, and goes on as that would: the same events, the same snapshots.

        Raises SnapshotError when it is damaged, of another version or structure; nothing was changed then.
        """
        state = unsealed(snapshot, self.heading.structure, STATE, self._structures_before)
        fresh = self._fresh()
        try:
            fresh._load(state)
        except SnapshotError as error:
            raise SnapshotError(f"{error}: {WAY_OUT}") from error
        except (msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise SnapshotError(f"the snapshot does not hold together, {error!r}: {WAY_OUT}") from error
        self.__dict__.update(fresh.__dict__)

    def _load(self, state: EngineState) -> None:
        rest = REST.decode(state.rest)
        self._seen, self._answers_seen = OriginOffsets(rest.seen, rest.newest), OriginOffsets(rest.answers_seen)
        self._watermark = Watermark.restore(self._watermark.lateness_seconds, rest.watermark)
        times = rest.bucket_seconds // BUCKET_SECONDS
        self._closed = (rest.closed + 1) * times - 1
        self._pending = PendingComplaints.of(rest.pending, self._closed)
        self.counts = rest.counts
        self.source_surge = rest.source_surge
        self._answers = SeenAnswers(rest.answers)
        for name, policy in rest.policies:
            self.brands.on_policy(name, policy)
        self.begin_generation(rest.generation)
        for name, brand_state in state.brands:
            fill(self.brands.open(name), brand_state, self._closed, times)
            self.brands.changed(name)

    def take_reports(self) -> Reports:
        """How the brands stand in which anything was decided since the last call, and the new members of their trends.

        Beside those that somebody wrote about they are, every half hour, all that were written about in the last day: their
        curve goes on. Reports are read from the state and change none of it; the newest of a brand is all there is to know.
        """
        self.brands.looks.settle(self.brands, self._closed)
        return self._reports_due.take(self.brands, self._closed)

    def ask(self, words: str, brand: str = "") -> list[Explanation]:
        """Why these words opened an alert, or why not: of one brand, or of all. Without words, how each stands.

        Changes nothing.
        """
        self.brands.looks.settle(self.brands, self._closed)
        return explanations(words, brand, self.brands, self._pending.by_stream(), self._closed)

    def _on_complaint(self, complaint: Complaint) -> None:
        if not self._seen.add(complaint.origin, complaint.offset, complaint.received):
            self.counts.redelivered += 1
            return
        self.counts.complaints += 1
        self.counts.late += not self._pending.add(complaint, self._closed)

    def _on_command(self, command: Command, events: list[AlertEvent]) -> None:
        if command.origin >= 0 and not self._answers_seen.add(command.origin, command.offset):
            self.counts.redelivered += 1
            return
        self.counts.commands += 1
        self.brands.looks.settle(self.brands, self._closed)
        if command.kind == FORGET:
            self._pending.forget(command.people, command.brand)
            self.brands.forget(command.people, command.brand)
        elif command.policy is not None:
            self.brands.on_policy(command.brand, command.policy)
        elif self._answers.add(command) and self.brands.streams(command.brand):
            at, until = self._watermark.event_time_of(command.at, command.until)
            answer = msgspec.structs.replace(command, at=at, until=until)
            for stream in self.brands.streams(command.brand):
                events.extend(self.brands[stream].on_command(answer))
                self.brands.changed(stream)

    def _close_through(self, last: int, events: list[AlertEvent]) -> None:
        """Closes every bucket up to and including `last`."""
        while self._closed < last:
            written = self._pending.buckets_through(last)
            # Ids are forgotten by what all brands hold at one time.
            at_once = not written or self._ids_limit.has_room(self._pending.count(written))
            self._close_span(last if at_once else written[0], events)

    def _close_span(self, last: int, events: list[AlertEvent]) -> None:
        brands, looks = self.brands, self.brands.looks
        written = self._pending.buckets_through(last)
        fresh, complaints = self._pending.count(written), self._take_complaints(written)
        span = Span(self._closed + 1, last, written, len(brands))
        self._closed = last
        self._reports_due.add(looks.waiting | complaints.keys())
        names = looks.take(last).union(complaints)
        ordered = sorted(names)
        readings = Readings(one for name in ordered for some in complaints.get(name, {}).values() for one in some)
        for name in ordered:
            span.close(name, brands[name], complaints.get(name, {}), readings)
            brands.changed(name)
        for name in looks.waiting - names if not span.chances else brands.keys() - names:
            span.pass_by(brands[name])
        events.extend(span.events())
        self.counts.buckets += span.buckets()
        if fresh:
            self._ids_limit.keep((brand.admission.seen for brand in brands.values()), fresh)
        self.source_surge = surge_after(self.source_surge, span.chances)

    def _take_complaints(self, written: Sequence[int]) -> dict[str, dict[int, Sequence[Complaint]]]:
        """What waits for these buckets, ascending, by brand; those of brands for which there is no room are left out."""
        found: dict[str, dict[int, Sequence[Complaint]]] = {}
        for bucket in written:
            for name, complaints in sorted(self._pending.take(bucket).items()):
                if self.brands.has_room_for(name):
                    self.brands.open(name)
                    found.setdefault(name, {})[bucket] = in_order(complaints)
                else:
                    self.counts.brands_refused += len(complaints)
        return found

"""The topics: one table of names, keys, partitions and how long what is in them is kept."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stream.config.settings import Settings

DAY_MS = 24 * 60 * 60 * 1000
# A mention may be so much later than its record, and a record than the broker's clock.
AHEAD_MS_MAX = 10 * 60 * 1000
MENTION_BYTES_MAX = 256 * 1024
# A dead letter is the refused record and the headers with the reason, so it needs more room than any mention.
DEAD_LETTER_BYTES_MAX = 4 * 1024 * 1024


@dataclass(frozen=True)
class Topic:
    """A topic as it is created: its name, its partitions and Kafka's settings for it."""

    name: str
    partitions: int
    config: dict[str, str]
    key: str
    holds: str


@lru_cache(maxsize=65_536)
def partition_of(brand: str, partitions: int) -> int:
    """The partition of a brand in `complaints`, `alerts`, `trends` and `checkpoints`: CRC-32 of its UTF-8, modulo."""
    return zlib.crc32(brand.encode("utf-8", "surrogatepass")) % partitions


@dataclass(frozen=True)
class Topics:
    """Every topic of one installation. `prefix` keeps several installations apart on one cluster."""

    prefix: str = ""
    mentions_partitions: int = 4
    engine_partitions: int = 4

    @classmethod
    def of(cls, settings: Settings) -> Topics:
        return cls(settings.topic_prefix, settings.mentions_partitions, settings.engine_partitions)

    @property
    def mentions(self) -> str:
        return f"{self.prefix}mentions"

    @property
    def dead_letters(self) -> str:
        return f"{self.prefix}mentions.dlq"

    @property
    def complaints(self) -> str:
        return f"{self.prefix}complaints"

    @property
    def feedback(self) -> str:
        return f"{self.prefix}feedback"

    @property
    def feedback_dead_letters(self) -> str:
        return f"{self.prefix}feedback.dlq"

    @property
    def kept_out(self) -> str:
        return f"{self.prefix}kept-out"

    @property
    def alerts(self) -> str:
        return f"{self.prefix}alerts"

    @property
    def trends(self) -> str:
        return f"{self.prefix}trends"

    @property
    def brands(self) -> str:
        return f"{self.prefix}brands"

    @property
    def members(self) -> str:
        return f"{self.prefix}members"

    @property
    def deliveries(self) -> str:
        return f"{self.prefix}deliveries"

    @property
    def checkpoints(self) -> str:
        return f"{self.prefix}checkpoints"

    @property
    def read(self) -> tuple[str, ...]:
        """Those that a worker reads in its consumer group."""
        return self.mentions, self.feedback, self.complaints

    @property
    def by_brand(self) -> tuple[str, ...]:
        """Those whose partition is that of the brand's engine."""
        return (
            self.complaints,
            self.alerts,
            self.trends,
            self.brands,
            self.members,
            self.deliveries,
            self.checkpoints,
        )

    def validation_errors(self, found: Mapping[str, int]) -> list[str]:
        """What keeps a worker from starting on the topics of a cluster (name → partitions), one sentence each."""
        errors = []
        # A worker has nothing to do with deliveries, and may have no right to see them.
        missing = [one.name for one in self.table() if one.name not in found and one.name != self.deliveries]
        if missing:
            errors.append(f"missing topics: {', '.join(missing)}; `groundswell topics` creates them")
        for name in self.by_brand:
            if name in found and found[name] != self.engine_partitions:
                errors.append(
                    f"{name} has {found[name]} partitions; it must have {self.engine_partitions} "
                    "(GROUNDSWELL_ENGINE_PARTITIONS), which cannot change while it holds state"
                )
        return errors

    def table(self) -> tuple[Topic, ...]:
        """All topics, in the order in which they are created."""
        engine = self.engine_partitions
        appended = {"message.timestamp.type": "LogAppendTime"}
        compacted = {"cleanup.policy": "compact"}
        # Small, quickly rolled segments: what a compacted topic has superseded is gone soon, and a restore stays short.
        rolled = {"segment.bytes": str(64 * 1024 * 1024), "segment.ms": str(10 * 60 * 1000)}
        return (
            # By size and not by time: a replay carries the times of its mentions, and a broker that keeps a week would
            # delete those of last year before anybody read them.
            Topic(
                self.mentions,
                self.mentions_partitions,
                {
                    "retention.ms": "-1",
                    "retention.bytes": str(2 * 1024**3),
                    # A producer whose clock is ahead is refused by the broker, and notices.
                    "message.timestamp.after.max.ms": str(AHEAD_MS_MAX),
                },
                "the producer's choice",
                "mentions as JSON",
            ),
            Topic(
                self.dead_letters,
                self.mentions_partitions,
                {"retention.ms": str(14 * DAY_MS), "max.message.bytes": str(DEAD_LETTER_BYTES_MAX), **appended},
                "the record's own",
                "what intake refused: the original bytes; reason and origin in headers",
            ),
            Topic(
                self.complaints,
                engine,
                {"retention.ms": str(3 * DAY_MS), **appended},
                "brand",
                "the log of the engines: complaint, progress, command",
            ),
            Topic(self.feedback, engine, {"retention.ms": str(90 * DAY_MS)}, "brand", "what people answer to alerts"),
            Topic(
                self.feedback_dead_letters,
                engine,
                {"retention.ms": str(14 * DAY_MS), **appended},
                "the record's own",
                "answers that cannot be used: the original bytes; reason and origin in headers",
            ),
            Topic(
                self.kept_out,
                1,
                {"retention.ms": str(14 * DAY_MS), **appended},
                "brand",
                "a sample of the mentions that intake left out, masked, with the reason",
            ),
            Topic(
                self.alerts,
                engine,
                {"retention.ms": str(90 * DAY_MS), **appended},
                "brand",
                "one event per change of a trend",
            ),
            Topic(self.trends, engine, compacted, "trend id", "the latest state of each trend"),
            Topic(
                self.brands,
                engine,
                {**compacted, **rolled},
                "brand",
                "how many people write about each brand, and how many are usual",
            ),
            Topic(
                self.members,
                engine,
                {"retention.ms": str(3 * DAY_MS), **appended},
                "trend id",
                "the posts of each trend, as they become members",
            ),
            Topic(
                self.deliveries,
                engine,
                {**compacted, **rolled},
                "message id",
                "what `notify` has to send, has sent, and could not deliver",
            ),
            Topic(self.checkpoints, engine, {**compacted, **rolled}, "chunk", "snapshots of the engines"),
        )

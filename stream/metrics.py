"""The catalogue of metrics: every series the service exports, its meaning, its labels and their closed sets of values.

Names follow Prometheus' conventions: prefix `groundswell_`, base units, `_total` on counters. No label ever holds an
author. Each label has a closed set of values, and what is not in it becomes `other`; only the few trends that are open and
largest are named by brand and title (`OpenTrendCollector`).
Counters exist from the start, at 0: a series that appears with its first increment has no rate, and rare events (an alert,
a commit failure) would never be seen.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from typing import Any, Generic, TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from detectors.lifecycle import Command, Event, Severity, State
from detectors.reports import BrandReport
from detectors.verdict import VerdictName
from stream.kafka.codec import POLICY, Reason, Refusal
from stream.kafka.topics import Topics

PREFIX = "groundswell"
OTHER = "other"
# Brands of the canary (`stream.alerts.canaries`).
HIDDEN = "_canary-"
TRENDS_MAX = 50
"""Open trends that get a series of their own."""

LABEL_CHARACTERS_MAX = 120
PARTITIONS_MAX = 256
"""Partitions that get a series of their own; those above share the value `other`."""

_LANGUAGES = """
    ar bg bn cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv ta
    te th tr uk ur vi zh
"""
LANGUAGES = tuple(_LANGUAGES.split())
"""Languages that get a series of their own; all others share the value `other`."""

_BATCH_RECORDS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
_STEP_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30)
# A mention waits for the end of its bucket (up to a minute) and the allowed lateness (2 min by default): fine steps there.
_MENTION_TO_ALERT_SECONDS = (1, 5, 15, 30, 60, 120, 180, 240, 300, 360, 420, 480, 600, 900, 1_800, 3_600)
_CLOSE_TO_ALERT_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)

Instrument = TypeVar("Instrument", Counter, Gauge, Histogram)


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The closed sets of label values; `brands` are those of the policy file and none by default.

    Topics are named without the prefix of the installation: the label is the name of the topic's role.
    """

    refusals: tuple[str, ...] = tuple(Refusal)
    left_out: tuple[str, ...] = tuple(Reason)
    languages: tuple[str, ...] = LANGUAGES
    topics: tuple[str, ...] = tuple(topic.name for topic in Topics().table())
    steps: tuple[str, ...] = ("intake", "produce", "apply", "publish", "snapshot", "checkpoint", "restore", "commit")
    commands: tuple[str, ...] = (*Command, POLICY)
    states: tuple[str, ...] = (State.EMERGING, State.OPEN, State.EASING, State.WATCHING)
    events: tuple[str, ...] = tuple(Event)
    verdicts: tuple[str, ...] = tuple(VerdictName)
    severities: tuple[str, ...] = tuple(Severity)
    evicted: tuple[str, ...] = ("id",)
    withheld: tuple[str, ...] = (VerdictName.SINGLE_CUSTOMER,)
    brands: tuple[str, ...] = ()


class Family(Generic[Instrument]):
    """One instrument with labels: called with one value per label, it gives the series to move.

    A value outside the closed set of its label counts as `other`, so the number of series is bounded by construction.
    """

    def __init__(self, instrument: Instrument, *allowed: Iterable[str], from_the_start: bool = True) -> None:
        self._instrument: Instrument = instrument
        self._allowed = tuple(frozenset(values) for values in allowed)
        if from_the_start:
            for values in product(*(sorted(values) for values in self._allowed)):
                instrument.labels(*values)

    def __call__(self, *values: object) -> Instrument:
        return self._instrument.labels(*self._bounded(values))

    def drop(self, *values: object) -> None:
        """Forget one series, as when its partition went to another worker; unknown ones are no error."""
        self._instrument.remove(*self._bounded(values))

    def _bounded(self, values: tuple[object, ...]) -> tuple[str, ...]:
        texts = (str(value) for value in values)
        return tuple(text if text in allowed else OTHER for text, allowed in zip(texts, self._allowed, strict=True))


class OpenTrendCollector(Collector):
    """What is burning: the open trends that most people report, each with its people; gone when it is over.

    The one place where a brand that nobody configured, and a masked title, become labels: bounded to `TRENDS_MAX` trends.
    `partitions` holds the bodies of the newest events of each partition's trends.
    """

    def __init__(self) -> None:
        self.partitions: dict[int, Sequence[Mapping[str, Any]]] = {}

    def collect(self) -> Iterator[Metric]:
        people = GaugeMetricFamily(
            f"{PREFIX}_trend_people", "People so far of the open trends that most people report.", labels=["brand", "trend"]
        )
        about = InfoMetricFamily(f"{PREFIX}_trend", "What an open trend is about.")
        for trend in self._largest():
            names = {"brand": _label(trend["brand"]), "trend": trend["trend_id"]}
            people.add_metric(list(names.values()), trend["people"])
            words = {name: _label(trend.get(name, "")) for name in ("title", "severity", "verdict", "state", "link")}
            about.add_metric([], {**names, **words})
        yield people
        yield about

    def _largest(self) -> list[Mapping[str, Any]]:
        lasting = [
            trend
            for trends in list(self.partitions.values())
            for trend in trends
            if trend["state"] in (State.OPEN, State.EASING, State.WATCHING) and not trend["brand"].startswith(HIDDEN)
        ]
        return sorted(lasting, key=lambda trend: (-trend["people"], trend["trend_id"]))[:TRENDS_MAX]


def _label(text: str) -> str:
    """A text as a label: on one line, of bounded length."""
    return "".join(char if char.isprintable() else " " for char in text)[:LABEL_CHARACTERS_MAX]


class Metrics:
    """Every instrument of the service, on a registry of its own; built once and passed to what counts.

    `now` is the clock that lags are measured against, in Unix seconds. Safe to use from any thread.
    """

    def __init__(self, vocabulary: Vocabulary = Vocabulary(), *, now: Callable[[], float] = time.time) -> None:
        # `_created` series double the exposition for nothing; the library knows only one switch for the whole process,
        # the one that PROMETHEUS_DISABLE_CREATED_SERIES sets.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry(auto_describe=True)
        self._now = now
        words = vocabulary
        partitions = tuple(str(number) for number in range(PARTITIONS_MAX))

        # What comes in.
        self.mentions = self._counter("mentions_total", "Records read from `mentions`, including refused ones.")
        self.refused = Family(
            self._counter("refused_total", "Records refused and written to the dead letters, by reason.", "reason"),
            words.refusals,
        )
        self.left_out = Family(
            self._counter(
                "left_out_total",
                "Mentions not handed to the engines, by reason and language; the topic kept-out holds a sample.",
                "reason",
                "language",
            ),
            words.left_out,
            words.languages,
        )
        self.unlearned = Family(
            self._counter("unlearned_total", "Mentions in a language that the screen has not learned.", "language"),
            words.languages,
        )
        self.brands_refused = self._counter(
            "brands_refused_total", "Complaints about brands beyond those that an engine learns, left out."
        )
        self.ahead = self._counter("ahead_total", "Mentions stamped later than the clock, which counts for them then.")
        self.unreadable = self._counter(
            "unreadable_total",
            "Records in engines' logs that intake did not write; the log says where.",
        )
        self.duplicates = self._counter("duplicates_total", "Mentions whose id was seen before; only the first one counts.")
        self.late = self._counter("late_total", "Complaints that arrived after the watermark had passed their bucket.")
        self.complaints = self._counter("complaints_total", "Mentions handed to the engines.")
        self.brand_complaints = Family(
            self._counter("brand_complaints_total", "Complaints by brand, of configured brands only.", "brand"),
            words.brands,
        )
        self.commands = Family(
            self._counter("commands_total", "Answers and changes of policies, handed to the engines, by kind.", "kind"),
            words.commands,
        )
        self.answers_refused = Family(
            self._counter("answers_refused_total", "Answers to alerts that could not be used, by reason.", "reason"),
            words.refusals,
        )
        self.dead_letters = self._counter("dead_letters_total", "Dead letters acknowledged; one may be for many records.")
        self.batch_records = Family(
            self._histogram("batch_records", "Records in one batch handed to an agent.", _BATCH_RECORDS, "topic"),
            words.topics,
            from_the_start=False,
        )
        self.step_seconds = Family(
            self._histogram("step_seconds", "Duration of one step for one batch, in seconds.", _STEP_SECONDS, "step"),
            words.steps,
            from_the_start=False,
        )

        self._brands = frozenset(words.brands)
        self._budgets: dict[int, dict[str, float]] = {}
        self.brand_people = Family(
            self._gauge("brand_people", "People who wrote about a configured brand in the last hour.", "brand"),
            words.brands,
        )
        self.brand_usual = Family(
            self._gauge("brand_usual", "People who usually write about a configured brand in that hour.", "brand"),
            words.brands,
        )
        self.budget = self._gauge("budget_alerts_per_day", "False alerts a day that the budgets of all brands allow.")

        # What the engines hold. Gauges of an engine are per partition and leave with it: see `partition_lost`.
        self.groups_live = Family(
            self._gauge("groups_live", "Groups of similar complaints that an engine holds.", "partition"),
            partitions,
            from_the_start=False,
        )
        self.trends_open = Family(
            self._gauge("trends_open", "Trends that are not resolved, by state.", "partition", "state"),
            partitions,
            words.states,
            from_the_start=False,
        )
        self.evicted = Family(
            self._counter("evicted_total", "What engines forgot because a limit was reached, by kind.", "kind"),
            words.evicted,
        )

        self.source_rise_brands = self._gauge(
            "source_rise_brands", "Brands that surge together, which points to the source; 0 otherwise."
        )

        # What goes out.
        self.alerts = Family(
            self._counter("alerts_total", "Alert events acknowledged by Kafka.", "event", "verdict", "severity"),
            words.events,
            words.verdicts,
            words.severities,
        )
        self.withheld = Family(
            self._counter(
                "withheld_total",
                "Decisions (trend, bucket) that kept a trend out of the alerts, by verdict.",
                "verdict",
            ),
            words.withheld,
        )
        self.mention_to_alert_seconds = self._histogram(
            "mention_to_alert_seconds",
            "Alert acknowledged minus Kafka time of the newest mention it counts; live mode only.",
            _MENTION_TO_ALERT_SECONDS,
        )
        self.bucket_close_to_alert_seconds = self._histogram(
            "bucket_close_to_alert_seconds",
            "Alert acknowledged minus the moment the watermark closed its bucket.",
            _CLOSE_TO_ALERT_SECONDS,
        )

        # How far behind, and what goes wrong.
        self.consumer_lag = Family(
            self._gauge("consumer_lag", "Records between the worker's position and the end.", "topic", "partition"),
            words.topics,
            partitions,
            from_the_start=False,
        )
        self._watermark_lag = Family(
            self._gauge("watermark_lag_seconds", "Now minus the watermark: how old the newest decision is.", "partition"),
            partitions,
            from_the_start=False,
        )
        self._states = words.states
        self.last_progress = self._gauge(
            "last_progress_timestamp_seconds", "When a batch was last processed, in Unix time."
        )
        self.progressed()
        self.commit_failures = self._counter("commit_failures_total", "Offset commits that failed and will be tried again.")
        self.ready = self._gauge("ready", "1 when the state is restored and mentions are processed, else 0.")

        build_info(self.registry)
        ProcessCollector(registry=self.registry)
        self.burning = OpenTrendCollector()
        self.registry.register(self.burning)
        self.children: dict[str, int] = {}
        self.registry.register(ChildProcessCollector(PREFIX, lambda: dict(self.children)))

    def watermark(self, partition: int, at: float) -> None:
        """The engine of a partition has its watermark at event time `at`; the lag grows by itself until the next call."""
        self._watermark_lag(partition).set_function(lambda: self._now() - at)

    def progressed(self) -> None:
        """A batch was processed, or the worker has started."""
        self.last_progress.set(self._now())

    def partition_lost(self, topic: str, partition: int) -> None:
        """Drop what is exported about a partition that another worker owns now, else both would report it."""
        self.consumer_lag.drop(topic, partition)
        if topic == "complaints":
            self.groups_live.drop(partition)
            self._watermark_lag.drop(partition)
            for state in self._states:
                self.trends_open.drop(partition, state)
            self.burning.partitions.pop(partition, None)
            self._brands_lost(partition)

    def brands_reported(self, partition: int, reports: Iterable[BrandReport]) -> None:
        """How brands stand: those that are configured have series of their own, the budget is that of all."""
        budgets = self._budgets.setdefault(partition, {})
        for report in reports:
            budgets[report.brand] = report.budget_per_day
            if report.brand in self._brands:
                self.brand_people(report.brand).set(report.people_hour)
                self.brand_usual(report.brand).set(report.usual_hour)
        self.budget.set(sum(sum(of.values()) for of in self._budgets.values()))

    def _brands_lost(self, partition: int) -> None:
        """Another worker reports them from here on."""
        for brand in self._brands.intersection(self._budgets.pop(partition, {})):
            self.brand_people(brand).set(0)
            self.brand_usual(brand).set(0)
        self.budget.set(sum(sum(of.values()) for of in self._budgets.values()))

    def exposition(self) -> bytes:
        """All series in Prometheus' text format 0.0.4."""
        return generate_latest(self.registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"{PREFIX}_{name}", meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"{PREFIX}_{name}", meaning, labels, registry=self.registry)

    def _histogram(self, name: str, meaning: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"{PREFIX}_{name}", meaning, labels, registry=self.registry, buckets=buckets)


class ChildProcessCollector(Collector):
    """Memory and CPU time of each child process that `pids` names; nothing for one that has ended."""

    def __init__(self, prefix: str, pids: Callable[[], Mapping[str, int]]) -> None:
        self._prefix = prefix
        self._pids = pids

    def collect(self) -> Iterable[Metric]:
        memory = GaugeMetricFamily(
            f"{self._prefix}_child_resident_memory_bytes",
            "Resident memory of a child process of the worker.",
            labels=["child"],
        )
        cpu = CounterMetricFamily(
            f"{self._prefix}_child_cpu_seconds_total",
            "CPU time used by a child process of the worker.",
            labels=["child"],
        )
        for child, pid in self._pids().items():
            found = {family.name: family.samples[0].value for family in _process_metrics(pid)}
            if "process_resident_memory_bytes" in found:
                memory.add_metric([child], found["process_resident_memory_bytes"])
                cpu.add_metric([child], found["process_cpu_seconds"])
        return [memory, cpu]


def _process_metrics(pid: int) -> Iterable[Metric]:
    """The library's metrics of a process; none without /proc or when the process has ended."""
    return ProcessCollector(pid=lambda: pid, registry=None).collect()


def build_info(registry: CollectorRegistry) -> None:
    """What is running: the one series that every process of ours exports."""
    build = Info(f"{PREFIX}_build", "What is running.", registry=registry)
    build.info(
        {"version": _version("groundswell"), "python": platform.python_version(), "faust": _version("faust-streaming")}
    )


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"

"""What the processes beside a worker's own use, for the metrics: a worker is all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import ProcessCollector
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

Pids = Callable[[], Mapping[str, int]]


class ChildFigures(Collector):
    """Memory and CPU time of each process that `pids` names; of one that is gone nothing."""

    def __init__(self, prefix: str, pids: Pids) -> None:
        self._prefix = prefix
        self._pids = pids

    def collect(self) -> Iterable[Metric]:
        memory = GaugeMetricFamily(
            f"{self._prefix}_child_resident_memory_bytes",
            "Memory of a process beside the worker's own, as `process_resident_memory_bytes` is of that.",
            labels=["child"],
        )
        cpu = CounterMetricFamily(
            f"{self._prefix}_child_cpu_seconds_total",
            "CPU time of a process beside the worker's own, as `process_cpu_seconds_total` is of that.",
            labels=["child"],
        )
        for child, pid in self._pids().items():
            found = {family.name: family.samples[0].value for family in of_process(pid)}
            if "process_resident_memory_bytes" in found:
                memory.add_metric([child], found["process_resident_memory_bytes"])
                cpu.add_metric([child], found["process_cpu_seconds"])
        return [memory, cpu]


def of_process(pid: int) -> Iterable[Metric]:
    """The library's figures of a process; fewer where there is no /proc, or no such process."""
    return ProcessCollector(pid=lambda: pid, registry=None).collect()

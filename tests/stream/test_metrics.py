"""The catalogue of metrics: names, bounds, and what happens when a partition leaves."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from prometheus_client.parser import text_string_to_metric_families

from stream.metrics import OTHER, PARTITIONS_MAX, Metrics, Vocabulary
from tests.board_tools import report


def value(metrics: Metrics, name: str, **labels: object) -> float | None:
    return metrics.registry.get_sample_value(f"groundswell_{name}", {key: str(text) for key, text in labels.items()})


def series(metrics: Metrics) -> int:
    return sum(len(family.samples) for family in metrics.registry.collect())


def test_two_catalogues_do_not_share_their_counts() -> None:
    one, two = Metrics(), Metrics()
    one.mentions.inc(3)
    assert (value(one, "mentions_total"), value(two, "mentions_total")) == (3, 0)


def test_every_series_has_our_prefix_and_a_meaning() -> None:
    for family in Metrics().registry.collect():
        assert family.name.startswith(("groundswell_", "process_"))
        assert family.documentation


def test_no_series_tells_when_it_was_created() -> None:
    metrics = Metrics()
    metrics.step_seconds("apply").observe(0.1)
    assert "_created" not in metrics.exposition().decode()


def test_rare_events_are_there_at_zero_before_the_first() -> None:
    metrics = Metrics()
    assert value(metrics, "alerts_total", event="opened", verdict="systemic", severity="critical") == 0
    assert value(metrics, "refused_total", reason="not_json") == 0
    assert value(metrics, "commit_failures_total") == 0


def test_a_value_outside_the_closed_set_counts_as_other() -> None:
    metrics = Metrics()
    for hostile in ("", "not_json\n", "nоt_json", 'x"} 1', "x" * 10_000, None, 7):
        metrics.refused(hostile).inc()
    assert value(metrics, "refused_total", reason=OTHER) == 7
    assert value(metrics, "refused_total", reason="not_json") == 0


def test_hostile_values_do_not_add_series_beyond_other() -> None:
    metrics = Metrics()
    for number in range(1_000):
        word = f"word-{number}"
        metrics.refused(word).inc()
        metrics.commands(word).inc()
        metrics.brand_complaints(word).inc()
        metrics.alerts(word, word, word).inc()
        metrics.consumer_lag(word, word).set(1)
        metrics.groups_live(PARTITIONS_MAX + number).set(1)
        metrics.trends_open(word, word).set(1)
        metrics.step_seconds(word).observe(1)
        metrics.batch_records(word).observe(1)
    before = series(metrics)
    metrics.refused("another").inc()
    metrics.groups_live(10**9).set(1)
    assert series(metrics) == before < 1_000


def test_a_brand_is_a_label_only_when_it_is_configured() -> None:
    metrics = Metrics(Vocabulary(brands=("acme",)))
    metrics.brand_complaints("acme").inc()
    metrics.brand_complaints("аcme").inc()  # a Cyrillic а
    assert value(metrics, "brand_complaints_total", brand="acme") == 1
    assert value(metrics, "brand_complaints_total", brand=OTHER) == 1
    assert "brand=" not in Metrics().exposition().decode()


def test_the_watermark_lag_grows_while_nothing_happens() -> None:
    clock = [1_000.0]
    metrics = Metrics(now=lambda: clock[0])
    metrics.watermark(4, 880.0)
    assert value(metrics, "watermark_lag_seconds", partition=4) == 120
    clock[0] = 1_060.0
    assert value(metrics, "watermark_lag_seconds", partition=4) == 180
    metrics.watermark(4, 1_050.0)
    assert value(metrics, "watermark_lag_seconds", partition=4) == 10


def test_a_lost_partition_leaves_nothing_behind() -> None:
    metrics = Metrics()
    untouched = series(metrics)
    metrics.groups_live(2).set(5)
    metrics.watermark(2, 0.0)
    metrics.consumer_lag("complaints", 2).set(9)
    for state in Vocabulary().states:
        metrics.trends_open(2, state).set(1)
    metrics.partition_lost("complaints", 2)
    metrics.partition_lost("complaints", 3)
    assert series(metrics) == untouched


def test_a_lost_partition_of_mentions_leaves_the_engines_alone() -> None:
    metrics = Metrics()
    metrics.groups_live(2).set(5)
    metrics.consumer_lag("mentions", 2).set(9)
    metrics.partition_lost("mentions", 2)
    assert value(metrics, "groups_live", partition=2) == 5
    assert value(metrics, "consumer_lag", topic="mentions", partition=2) is None


def test_progress_is_stamped_with_the_clock_that_was_given() -> None:
    metrics = Metrics(now=lambda: 42.0)
    metrics.progressed()
    assert value(metrics, "last_progress_timestamp_seconds") == 42


@pytest.mark.parametrize("name", ["version", "python", "faust"])
def test_what_is_running_is_reported(name: str) -> None:
    (build,) = (family for family in Metrics().registry.collect() if family.name == "groundswell_build")
    assert re.match(r"\d+\.\d+", build.samples[0].labels[name])


def test_the_exposition_reads_back() -> None:
    metrics = Metrics()
    metrics.mentions.inc(12)
    families = {family.name: family for family in text_string_to_metric_families(metrics.exposition().decode())}
    assert families["groundswell_mentions"].samples[0].value == 12


def test_what_the_processes_beside_a_worker_use_is_reported_until_they_are_gone() -> None:
    metrics = Metrics()
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; print(sum(range(10**7)), flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        metrics.children["engine-0"] = child.pid
        assert child.stdout is not None
        child.stdout.readline()
        assert (value(metrics, "child_resident_memory_bytes", child="engine-0") or 0) > 1e6
        assert (value(metrics, "child_cpu_seconds_total", child="engine-0") or 0) > 0
        child.communicate(b"")
    assert metrics.registry.get_sample_value("groundswell_child_resident_memory_bytes", {"child": "engine-0"}) is None


def test_brands_of_a_partition_that_went_elsewhere_are_reported_by_nobody_twice() -> None:
    metrics = Metrics(Vocabulary(brands=("acme", "nordlicht")))
    for partition, brand, budget in ((0, "acme", 0.1), (1, "nordlicht", 0.2)):
        metrics.brands_reported(partition, [report(brand, people_hour=9, usual_hour=4.0, budget_per_day=budget)])
    metrics.partition_lost("complaints", 0)
    shown = metrics.exposition().decode()
    for line in (
        'groundswell_brand_people{brand="acme"} 0.0',
        'groundswell_brand_usual{brand="acme"} 0.0',
        'groundswell_brand_people{brand="nordlicht"} 9.0',
        "groundswell_budget_alerts_per_day 0.2",
    ):
        assert line in shown, line

"""Prometheus' files: valid, tested by promtool, and every alert explained in the runbook."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.canary.run import CanaryFigures
from stream.metrics import Metrics
from stream.notify.figures import NotifyFigures

PROMETHEUS = Path(__file__).parents[2] / "deploy" / "prometheus"
RULES: list[dict[str, Any]] = [
    rule for group in yaml.safe_load((PROMETHEUS / "rules.yml").read_text())["groups"] for rule in group["rules"]
]
ALERTS = [rule for rule in RULES if "alert" in rule]
needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool is absent: apt-get install prometheus"
)


def promtool(*arguments: str, sent: bytes = b"") -> str:
    done = subprocess.run(
        ["promtool", *arguments], input=sent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=PROMETHEUS, check=False
    )
    output = done.stdout.decode()
    assert done.returncode == 0, output
    return output


@needs_promtool
def test_promtool_finds_no_fault_in_the_names_of_the_metrics() -> None:
    assert promtool("check", "metrics", sent=Metrics().exposition()) == ""


@needs_promtool
def test_promtool_finds_no_fault_in_the_files() -> None:
    promtool("check", "config", "--syntax-only", "prometheus.yml")
    promtool("check", "rules", "rules.yml")


@needs_promtool
def test_the_rules_fire_when_they_should_and_not_before() -> None:
    assert "SUCCESS" in promtool("test", "rules", "rules_test.yml")


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_waits_has_a_severity_and_a_section_in_the_runbook(rule: dict[str, Any]) -> None:
    assert rule["for"]
    assert rule["labels"]["severity"] in ("critical", "warning", "info")
    assert {"summary", "description", "runbook_url"} <= set(rule["annotations"])
    path, _, section = rule["annotations"]["runbook_url"].partition("#")
    headings = re.findall(r"^## (.+)$", (PROMETHEUS.parents[1] / path).read_text(), flags=re.M)
    assert section in {heading.lower() for heading in headings}


def test_every_alert_is_seen_firing_in_the_tests_of_the_rules() -> None:
    tests = yaml.safe_load((PROMETHEUS / "rules_test.yml").read_text())["tests"]
    fired = {one["alertname"] for test in tests for one in test.get("alert_rule_test", ()) if one["exp_alerts"]}
    assert fired == {rule["alert"] for rule in ALERTS}


def test_the_rules_speak_of_nothing_that_is_not_exported() -> None:
    recorded = {rule["record"] for rule in RULES if "record" in rule}
    exposition = Metrics().exposition() + NotifyFigures().exposition() + CanaryFigures(1, 0.0).exposition()
    known = set(re.findall(r"^# TYPE (\w+)", exposition.decode(), flags=re.M))
    for rule in RULES:
        for name in re.findall(r"[a-z_:]*groundswell[a-z_0-9:]*", re.sub(r'job=~?"[^"]*"', "", rule["expr"])):
            assert name in recorded or re.sub(r"_(bucket|sum|count)$", "", name) in known, name

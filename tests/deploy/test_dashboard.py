"""The dashboard as Grafana gets it: up to date, complete, and by the rules of Grafana's dashboard linter.

The rules restated here are those of https://github.com/grafana/dashboard-linter (docs/index.md).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.metrics import Metrics

DEPLOY = Path(__file__).parents[2] / "deploy"
BOARD: dict[str, Any] = json.loads((DEPLOY / "grafana" / "dashboards" / "groundswell.json").read_text(encoding="utf-8"))
PANELS: list[dict[str, Any]] = [panel for panel in BOARD["panels"] if panel["type"] != "row"]
QUERIES: list[str] = [target["expr"] for panel in PANELS for target in panel["targets"]]
VARIABLES: dict[str, dict[str, Any]] = {variable["name"]: variable for variable in BOARD["templating"]["list"]}
UNITS = {"short", "s", "cps", "percentunit", "bytes"}
COUNTER = re.compile(r"\w+(?:_total|_sum|_count|_bucket)\b(?=\{)")


def exported() -> dict[str, str]:
    """Name of every series the catalogue can export, with its type."""
    names = {}
    for family in Metrics().registry.collect():
        suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "info": ("_info",)}
        for suffix in suffixes.get(family.type, ("",)):
            names[family.name + suffix] = family.type
    return names


def test_the_file_is_what_the_generator_writes(tmp_path: Path) -> None:
    anew = tmp_path / "groundswell.json"
    subprocess.run([sys.executable, str(DEPLOY / "grafana" / "build_dashboard.py"), str(anew)], check=True)
    kept = DEPLOY / "grafana" / "dashboards" / "groundswell.json"
    assert anew.read_bytes() == kept.read_bytes(), "run: python deploy/grafana/build_dashboard.py"


def test_the_dashboard_cannot_be_edited_in_place_because_provisioning_overwrites_it() -> None:
    assert BOARD["editable"] is False


def test_there_is_one_variable_for_the_data_source() -> None:
    (source,) = (variable for variable in VARIABLES.values() if variable["type"] == "datasource")
    assert (source["name"], source["query"], source["label"]) == ("datasource", "prometheus", "Data source")


@pytest.mark.parametrize("name", ["job", "instance"])
def test_job_and_instance_can_be_chosen(name: str) -> None:
    variable = VARIABLES[name]
    assert variable["type"] == "query"
    assert variable["label"].lower() == name
    assert variable["datasource"]["uid"] == "${datasource}"
    assert variable["query"].startswith("label_values(")
    assert variable["multi"] is True
    assert variable["allValue"] == ".+"
    assert variable["refresh"] == 2


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_has_all_a_reader_needs(panel: dict[str, Any]) -> None:
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"] in UNITS
    assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
    assert panel["targets"]
    for target in panel["targets"]:
        assert target["datasource"]["uid"] == "${datasource}"
        assert target["legendFormat"]


def test_panels_and_their_queries_are_told_apart() -> None:
    ids = [panel["id"] for panel in BOARD["panels"]]
    assert len(set(ids)) == len(ids)
    assert len({panel["title"] for panel in PANELS}) == len(PANELS)
    for panel in PANELS:
        refs = [target["refId"] for target in panel["targets"]]
        assert len(set(refs)) == len(refs)


def test_panels_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {
            (x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        taken |= cells


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_obeys_the_choice_of_job_and_instance(query: str) -> None:
    selectors = re.findall(r"\{([^{}]*)\}", query)
    assert selectors
    for selector in selectors:
        assert 'job=~"$job"' in selector
        assert 'instance=~"$instance"' in selector


@pytest.mark.parametrize("query", QUERIES)
def test_counters_are_shown_as_rates_over_the_interval_of_the_dashboard(query: str) -> None:
    for counter in COUNTER.finditer(query):
        before = query[: counter.start()]
        assert before.endswith(("rate(", "increase(")), counter.group()
        assert re.match(r"\{[^{}]*\}\[\$__rate_interval\]", query[counter.end() :]), counter.group()
    for interval in re.findall(r"\[([^\]]*)\]", query):
        assert interval == "$__rate_interval"


def test_every_series_of_a_query_is_in_the_catalogue() -> None:
    names = exported()
    for query in QUERIES:
        for name in re.findall(r"(\w+)\{", query):
            assert name in names, name


def test_everything_of_our_own_in_the_catalogue_is_on_the_dashboard() -> None:
    shown = {name for query in QUERIES for name in re.findall(r"(\w+)\{", query)}
    left_out = {"groundswell_brand_complaints_total"}  # only where brands are configured
    ours = {family.name for family in Metrics().registry.collect() if family.name.startswith("groundswell_")}
    for name in ours:
        assert any(one.startswith(name) for one in shown | left_out), name


def test_the_data_source_and_the_dashboard_are_provisioned_for_each_other() -> None:
    provisioning = DEPLOY / "grafana" / "provisioning"
    sources = yaml.safe_load((provisioning / "datasources" / "prometheus.yml").read_text())["datasources"]
    assert [source["uid"] for source in sources] == [VARIABLES["datasource"]["current"]["value"]]
    scrape = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())["global"]["scrape_interval"]
    assert sources[0]["jsonData"]["timeInterval"] == scrape
    (provider,) = yaml.safe_load((provisioning / "dashboards" / "groundswell.yml").read_text())["providers"]
    compose = yaml.safe_load((DEPLOY.parent / "docker-compose.yml").read_text())
    mounts = {mount["target"]: mount["source"] for mount in compose["services"]["grafana"]["volumes"] if "target" in mount}
    assert mounts[provider["options"]["path"]] == "./deploy/grafana/dashboards"
    assert mounts["/etc/grafana/provisioning"] == "./deploy/grafana/provisioning"

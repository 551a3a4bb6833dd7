"""The dashboards as Grafana gets them: up to date, complete, and by the rules of Grafana's dashboard linter.

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

from stream.board.feed import Feed
from stream.board.figures import BoardFigures
from stream.board.history import History
from stream.board.live import Live
from stream.board.state import BoardState
from stream.canary.run import CanaryFigures
from stream.metrics import Metrics
from stream.notify.figures import NotifyFigures

DEPLOY = Path(__file__).parents[2] / "deploy"
FILES = sorted((DEPLOY / "grafana" / "dashboards").glob("*.json"))
BOARDS: dict[str, dict[str, Any]] = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in FILES}
PANELS_OF = {name: [panel for panel in board["panels"] if panel["type"] != "row"] for name, board in BOARDS.items()}
PANELS: list[dict[str, Any]] = [panel for panels in PANELS_OF.values() for panel in panels]
QUERIES: list[str] = sorted({target["expr"] for panel in PANELS for target in panel["targets"]})
VARIABLES: dict[str, dict[str, Any]] = {one["name"]: one for one in BOARDS["groundswell"]["templating"]["list"]}
RECORDED = frozenset(re.findall(r"record: (\S+)", (DEPLOY / "prometheus" / "rules.yml").read_text()))
UNITS = {"short", "s", "cps", "percentunit", "bytes"}
COUNTER = re.compile(r"\w+(?:_total|_sum|_count|_bucket)\b(?=\{)")


def exported() -> dict[str, str]:
    """Name of every series the catalogue can export, with its type."""
    names = {}
    state = BoardState(History())
    board = BoardFigures(state, Live(state), Feed({}, "", "", state))
    registries = (Metrics().registry, NotifyFigures().registry, board.registry, CanaryFigures(1, 0.0).registry)
    for family in (one for registry in registries for one in registry.collect()):
        suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "info": ("_info",)}
        for suffix in suffixes.get(family.type, ("",)):
            names[family.name + suffix] = family.type
    return names


def test_the_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(DEPLOY / "grafana" / "build_dashboard.py"), str(tmp_path)], check=True)
    assert sorted(file.name for file in tmp_path.iterdir()) == [file.name for file in FILES]
    for file in FILES:
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), "run: python deploy/grafana/build_dashboard.py"


@pytest.mark.parametrize("name", BOARDS)
def test_a_dashboard_cannot_be_edited_in_place_because_provisioning_overwrites_it(name: str) -> None:
    assert BOARDS[name]["editable"] is False
    assert BOARDS[name]["uid"] == name


@pytest.mark.parametrize("name", BOARDS)
def test_there_is_one_variable_for_the_data_source(name: str) -> None:
    (source,) = (variable for variable in BOARDS[name]["templating"]["list"] if variable["type"] == "datasource")
    assert (source["name"], source["query"], source["label"]) == ("datasource", "prometheus", "Data source")


@pytest.mark.parametrize("name", BOARDS)
def test_openings_and_fixes_are_marked(name: str) -> None:
    marks = {mark["name"]: mark for mark in BOARDS[name]["annotations"]["list"]}
    assert {"Openings", "Fixes"} <= marks.keys()
    assert all("groundswell_alerts_total" in marks[one]["expr"] for one in ("Openings", "Fixes"))


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


@pytest.mark.parametrize("name", BOARDS)
def test_panels_and_their_queries_are_distinguished(name: str) -> None:
    ids = [panel["id"] for panel in BOARDS[name]["panels"]]
    assert len(set(ids)) == len(ids)
    assert len({panel["title"] for panel in PANELS_OF[name]}) == len(PANELS_OF[name])
    for panel in PANELS_OF[name]:
        refs = [target["refId"] for target in panel["targets"]]
        assert len(set(refs)) == len(refs)


@pytest.mark.parametrize("name", BOARDS)
def test_panels_do_not_overlap(name: str) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in BOARDS[name]["panels"]:
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
        assert 'instance=~"$instance"' in selector or any(name in query for name in RECORDED)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_counters_are_shown_as_rates_over_the_interval_of_a_point_and_in_a_number_over_the_whole_range(
    panel: dict[str, Any],
) -> None:
    interval = "$__range" if panel["type"] == "stat" else "$__rate_interval"
    for query in (target["expr"] for target in panel["targets"]):
        for counter in COUNTER.finditer(query):
            before = query[: counter.start()]
            assert before.endswith(("rate(", "increase(")), counter.group()
            assert re.match(rf"\{{[^{{}}]*\}}\[{re.escape(interval)}\]", query[counter.end() :]), counter.group()
        assert set(re.findall(r"\[([^\]]*)\]", query)) <= {interval}, query


def test_every_series_of_a_query_is_in_the_catalogue() -> None:
    names = exported()
    for query in QUERIES:
        for name in re.findall(r"(\w+)\{", query):
            assert name in names or any(one.endswith(f":{name}") for one in RECORDED), name


def test_everything_of_our_own_in_the_catalogue_is_on_the_dashboard() -> None:
    shown = {name for query in QUERIES for name in re.findall(r"(\w+)\{", query)}
    for name in exported():
        if name.startswith("groundswell_"):
            assert any(one.startswith(re.sub(r"_(bucket|sum|count|total)$", "", name)) for one in shown), name


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

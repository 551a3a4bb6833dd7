"""Writes the Grafana dashboards from their tables of panels.

`python deploy/grafana/build_dashboard.py` makes the files of dashboards/ anew; another folder may be named.
"""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from customers import CUSTOMERS
from grafana_foundation_sdk.builders import dashboard, prometheus, stat, table, timeseries
from grafana_foundation_sdk.builders.common import (
    ReduceDataOptions,
    TableSortByFieldState,
    VizLegendOptions,
    VizTooltipOptions,
)
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import (
    BigValueTextMode,
    LegendDisplayMode,
    LegendPlacement,
    SortOrder,
    TooltipDisplayMode,
)
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DashboardLinkType,
    DataSourceRef,
    DataTransformerConfig,
    DynamicConfigValue,
    VariableOption,
    VariableRefresh,
    VariableSort,
)
from grafana_foundation_sdk.models.prometheus import PromQueryFormat
from panels import ROWS, View

FOLDER = Path(__file__).parent / "dashboards"
WHO = 'job=~"$job", instance=~"$instance"'
SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")


@dataclass(frozen=True)
class Board:
    """One dashboard: its address in Grafana, its title, what it is for, and its rows of panels."""

    uid: str
    title: str
    description: str
    rows: tuple[tuple[str, tuple[View, ...]], ...]


BOARDS = (
    Board("groundswell", "Groundswell", "How the service is: what comes in, how far behind, and what it costs.", ROWS),
    Board(
        "groundswell-customers", "What customers say now", "Open trends, people against usual, alerts, answers.", CUSTOMERS
    ),
)


def build(which: Board) -> str:
    """The dashboard as the JSON text that Grafana provisions."""
    board = (
        dashboard.Dashboard(which.title)
        .uid(which.uid)
        .description(which.description)
        .tags(["groundswell", "kafka"])
        .readonly()
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .time("now-6h", "now")
        .timezone("browser")
        .refresh("30s")
        .with_variable(
            dashboard.DatasourceVariable("datasource")
            .label("Data source")
            .type("prometheus")
            .current(VariableOption(selected=True, text="Prometheus", value="prometheus"))
        )
        .with_variable(choice("job", "Job", "label_values(groundswell_build_info, job)"))
        .with_variable(choice("instance", "Instance", 'label_values(groundswell_build_info{job=~"$job"}, instance)'))
        .link(dashboard.DashboardLink("Groundswell").type(DashboardLinkType.DASHBOARDS).tags(["groundswell"]))
        .annotation(mark("Openings", "opened|reopened", "red"))
        .annotation(mark("Fixes", "fix_noted|fix_working", "green"))
    )
    ids = itertools.count(1)
    for title, views in which.rows:
        board = board.with_row(dashboard.Row(title).id(next(ids)))
        for view in views:
            board = board.with_panel(SHAPES[view.shape](view).id(next(ids)))
    return json.dumps(board.build(), cls=JSONEncoder, indent=2, sort_keys=True) + "\n"


def mark(name: str, events: str, color: str) -> dashboard.AnnotationQuery:
    """Lines through all curves where something of this kind happened."""
    happened = f'sum by (event) (increase(groundswell_alerts_total{{{WHO}, event=~"{events}"}}[$__rate_interval])) > 0'
    return (
        dashboard.AnnotationQuery().name(name).datasource(SOURCE).enable(True).hide(False).icon_color(color).expr(happened)
    )


def choice(name: str, label: str, query: str) -> dashboard.QueryVariable:
    return (
        dashboard.QueryVariable(name)
        .label(label)
        .query(query)
        .datasource(SOURCE)
        .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(VariableSort.ALPHABETICAL_ASC)
        .multi(True)
        .include_all(True)
        .all_value(".+")
        .current(VariableOption(selected=True, text=["All"], value=["$__all"]))
    )


def number(view: View) -> stat.Panel:
    panel = (
        stat.Panel().title(view.title).description(view.description).unit(view.unit).datasource(SOURCE).height(4).span(4)
    )
    if view.title == "Version":
        panel = panel.text_mode(BigValueTextMode.NAME)
    panel = panel.reduce_options(ReduceDataOptions().calcs(["lastNotNull"]))
    for target in targets(view):
        panel = panel.with_target(target)
    return panel


def curve(view: View) -> timeseries.Panel:
    panel = (
        timeseries.Panel()
        .title(view.title)
        .description(view.description)
        .unit(view.unit)
        .datasource(SOURCE)
        .height(8)
        .span(8)
        .min(0)
        .fill_opacity(8)
        .legend(
            VizLegendOptions()
            .display_mode(LegendDisplayMode.LIST)
            .placement(LegendPlacement.BOTTOM)
            .show_legend(True)
            .calcs([])
        )
        .tooltip(VizTooltipOptions().mode(TooltipDisplayMode.MULTI).sort(SortOrder.DESCENDING))
    )
    for target in targets(view):
        panel = panel.with_target(target)
    return panel


def listing(view: View) -> table.Panel:
    """A line for each series of its one query: its labels and its value."""
    ((legend, expression),) = view.queries
    query = prometheus.Dataquery().expr(expression.replace("{who", "{" + WHO)).instant()
    hidden = ("Time", "job", "instance", "__name__", "link")
    organize = {"excludeByName": dict.fromkeys(hidden[:-1], True), "renameByName": {"Value": "people"}}
    return (
        table.Panel()
        .title(view.title)
        .description(view.description)
        .unit(view.unit)
        .datasource(SOURCE)
        .height(9)
        .span(24)
        .with_target(query.format(PromQueryFormat.TABLE).legend_format(legend).ref_id("A").datasource(SOURCE))
        .with_transformation(DataTransformerConfig(id_val="organize", options=organize))
        .override_by_name(
            "title",
            [
                DynamicConfigValue(
                    id_val="links",
                    value=[{"title": "On the board", "url": "${__data.fields.link}", "targetBlank": True}],
                ),
                DynamicConfigValue(id_val="custom.width", value=560),
            ],
        )
        .override_by_name("link", [DynamicConfigValue(id_val="custom.hidden", value=True)])
        .sort_by([TableSortByFieldState().display_name("people").desc(True)])
    )


def targets(view: View) -> list[prometheus.Dataquery]:
    return [
        prometheus.Dataquery()
        .expr(expression.replace("{who", "{" + WHO))
        .legend_format(legend)
        .ref_id(chr(ord("A") + place))
        .datasource(SOURCE)
        for place, (legend, expression) in enumerate(view.queries)
    ]


SHAPES = {"number": number, "curve": curve, "table": listing}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for one in BOARDS:
        (folder / f"{one.uid}.json").write_text(build(one), encoding="utf-8")

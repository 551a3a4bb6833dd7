"""Writes the Grafana dashboard from the table of panels.

`python deploy/grafana/build_dashboard.py` makes dashboards/groundswell.json anew; another file may be named.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

from grafana_foundation_sdk.builders import dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.builders.common import ReduceDataOptions, VizLegendOptions, VizTooltipOptions
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
    DataSourceRef,
    VariableOption,
    VariableRefresh,
    VariableSort,
)
from panels import ROWS, View

TARGET = Path(__file__).parent / "dashboards" / "groundswell.json"
WHO = 'job=~"$job", instance=~"$instance"'
SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")


def build() -> str:
    """The dashboard as the JSON text that Grafana provisions."""
    board = (
        dashboard.Dashboard("Groundswell")
        .uid("groundswell")
        .description("Complaint trends: what comes in, what is found, how far behind, and what it costs.")
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
    )
    ids = itertools.count(1)
    for title, views in ROWS:
        board = board.with_row(dashboard.Row(title).id(next(ids)))
        for view in views:
            board = board.with_panel((number(view) if view.is_number else curve(view)).id(next(ids)))
    return json.dumps(board.build(), cls=JSONEncoder, indent=2, sort_keys=True) + "\n"


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


def targets(view: View) -> list[prometheus.Dataquery]:
    return [
        prometheus.Dataquery()
        .expr(expression.replace("{who}", "{" + WHO + "}"))
        .legend_format(legend)
        .ref_id(chr(ord("A") + place))
        .datasource(SOURCE)
        for place, (legend, expression) in enumerate(view.queries)
    ]


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET).write_text(build(), encoding="utf-8")

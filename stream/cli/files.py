"""`groundswell files`: what belongs to the service beside the program, written out to be read, changed and deployed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import orjson
import typer

from detectors.verdict import plural
from stream.exits import Exit, reason_of
from stream.places import deploy_folder
from stream.terminal import print_error

# What each is for; Kafka's own recipe and the container's build are nobody's to change.
SHIPPED = {
    "brands.example.toml": "a policy per brand: GROUNDSWELL_BRANDS=brands.toml",
    "first-alert.jsonl": "ten people with one fault: groundswell send first-alert.jsonl --brand NAME",
    "notify.example.toml": "receivers and routes: GROUNDSWELL_NOTIFY=notify.toml",
    "example.env": "settings of a worker",
    "acls.sh": "the least rights in Kafka of worker, producer, operator and installer",
    "runbook.md": "what to do about each alert rule",
    "prometheus/prometheus.yml": "how Prometheus reads a worker",
    "prometheus/rules.yml": "alert rules",
    "alertmanager/alertmanager.yml": "an Alertmanager that takes what notify sends",
    "grafana/dashboards/groundswell-customers.json": "the dashboard of what customers say now",
    "grafana/dashboards/groundswell.json": "the dashboard of how the service is",
    "grafana/provisioning/dashboards/groundswell.yml": "makes Grafana load them",
    "grafana/provisioning/datasources/prometheus.yml": "and read Prometheus",
    "systemd/groundswell@.service": "the service on one machine",
    **{
        f"kubernetes/{name}": "the service in a cluster: kubectl apply -k kubernetes"
        for name in (
            "kustomization.yaml",
            "namespace.yaml",
            "network.yaml",
            "topics.yaml",
            "worker.yaml",
            "worker-scaling.yaml",
            "board.yaml",
            "notify.yaml",
            "canary.yaml",
            "brands.toml",
            "notify.toml",
        )
    },
}
SCHEMAS = ("mention.schema.json", "alert.schema.json", "alert-full.schema.json")


def files_command(folder: Path | None, *, replace: bool, as_json: bool) -> None:
    """Lists the files, or writes them into `folder`; those that are there stay unless `replace`."""
    if folder is None and as_json:
        listed = SHIPPED | {f"schemas/{name}": "JSON Schema" for name in SCHEMAS}
        typer.echo(orjson.dumps([{"name": name, "meaning": meaning} for name, meaning in listed.items()]).decode())
        return
    if folder is None:
        for name, meaning in SHIPPED.items():
            typer.echo(f"{name:<48} {meaning}")
        for name in SCHEMAS:
            typer.echo(f"{'schemas/' + name:<48} JSON Schema")
        return
    written = kept = 0
    try:
        for name, content in _contents():
            target = folder / name
            if target.exists() and not replace:
                kept += 1
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            if name.endswith(".sh"):
                target.chmod(0o755)
            written += 1
    except OSError as error:
        print_error(f"{folder} cannot be written into: {reason_of(error)}")
        raise typer.Exit(Exit.USAGE) from error
    there = f", {kept} were there already (--replace writes them anew)" if kept else ""
    typer.echo(f"{plural(written, 'file', 'files')} written into {folder}{there}")


def _contents() -> list[tuple[str, bytes]]:
    place = deploy_folder()
    shipped = [(name, (place / name).read_bytes()) for name in SHIPPED]
    return shipped + [(f"schemas/{name}", (files("stream.schemas") / name).read_bytes()) for name in SCHEMAS]

"""The manifests and the unit: valid, closed, in step with the settings, ports and exit codes of the service."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.cli.files import SHIPPED
from stream.config.load import load
from stream.exits import Exit
from stream.notify.policy import read_policy

DEPLOY = Path(__file__).parents[2] / "deploy"
FOLDER = DEPLOY / "kubernetes"
KUSTOMIZATION: dict[str, Any] = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())
MANIFESTS: dict[str, list[dict[str, Any]]] = {
    name: list(yaml.safe_load_all((FOLDER / name).read_text())) for name in KUSTOMIZATION["resources"]
}
OBJECTS = [one for found in MANIFESTS.values() for one in found]
PODS = {one["metadata"]["name"]: one["spec"]["template"]["spec"] for one in OBJECTS if one["kind"] in ("Deployment", "Job")}
SERVED = ("groundswell-worker", "groundswell-board", "groundswell-notify", "groundswell-canary")


def named(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in OBJECTS if one["kind"] == kind}


@pytest.mark.parametrize("name", [name for name in MANIFESTS if name != "worker-scaling.yaml"])
def test_a_manifest_obeys_the_schemas_of_kubernetes(name: str) -> None:
    command = [str(Path(sys.executable).parent / "kubernetes-validate"), "--strict", str(FOLDER / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_of_the_folder_is_used() -> None:
    used = {*KUSTOMIZATION["resources"], *KUSTOMIZATION["configMapGenerator"][1]["files"], "kustomization.yaml"}
    assert used == {file.name for file in FOLDER.iterdir()}
    shipped = {Path(name).name for name in SHIPPED if name.startswith("kubernetes/")}
    assert shipped == used, "`groundswell files` writes all of them"


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is absent")
def test_kustomize_builds_all_of_it() -> None:
    done = subprocess.run(["kubectl", "kustomize", str(FOLDER)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    built = list(yaml.safe_load_all(done.stdout))
    assert len(built) == len(OBJECTS) + 2
    images = set(re.findall(r"image: (\S+)", done.stdout))
    (version,) = re.findall(r'^version = "(.+)"$', (DEPLOY.parent / "pyproject.toml").read_text(), flags=re.M)
    assert images == {f"groundswell:{version}"}


@pytest.mark.parametrize("name", PODS)
def test_a_pod_has_no_rights_that_it_does_not_need_and_bounds_of_memory(name: str) -> None:
    pod = PODS[name]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert container["resources"]["limits"]["memory"] == container["resources"]["requests"]["memory"]


@pytest.mark.parametrize("name", SERVED)
def test_what_runs_is_probed_where_it_listens_and_accepts_its_settings(name: str, tmp_path: Path) -> None:
    (container,) = PODS[name]["containers"]
    (port,) = container["ports"]
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"]["port"] == port["name"]
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    environment = dict(line.split("=", 1) for line in KUSTOMIZATION["configMapGenerator"][0]["literals"])
    environment |= {one["name"]: one["value"] for one in container["env"]}
    mounted = {item["path"] for volume in PODS[name]["volumes"] for item in volume.get("secret", {}).get("items", ())}
    for key in mounted:
        (tmp_path / key).write_text("a secret of the test")
    environment = {one: value.replace("/run/secrets/groundswell", str(tmp_path)) for one, value in environment.items()}
    environment = {one: value.replace("/etc/groundswell", str(FOLDER)) for one, value in environment.items()}
    settings = load(environment, worker=name.endswith("worker")).settings
    ports = (settings.web_port, settings.board_port, settings.notify_port, settings.canary_port)
    listens = dict(zip(("worker", "board", "notify", "canary"), ports, strict=True))
    assert port["containerPort"] == listens[name.removeprefix("groundswell-")]
    hosts = {"board": settings.board_host}
    assert hosts.get(name.removeprefix("groundswell-"), settings.web_host) == "0.0.0.0"


def test_each_may_be_disrupted_one_at_a_time_and_is_found_by_a_service() -> None:
    assert named("PodDisruptionBudget").keys() == named("Service").keys() == set(SERVED)
    for name, budget in named("PodDisruptionBudget").items():
        assert budget["spec"]["maxUnavailable"] == 1
        assert budget["spec"]["selector"] == named("Deployment")[name]["spec"]["selector"]


def test_there_is_one_canary() -> None:
    spec = named("Deployment")["groundswell-canary"]["spec"]
    assert (spec["replicas"], spec["strategy"]["type"]) == (1, "Recreate"), "two would write two bursts"


def test_nobody_but_who_scrapes_reaches_what_has_no_pages_for_people() -> None:
    (policy,) = named("NetworkPolicy").values()
    (closed,) = policy["spec"]["podSelector"]["matchExpressions"]
    assert set(closed["values"]) == set(SERVED) - {"groundswell-board"}


def test_workers_are_scaled_by_the_lag_of_their_group_up_to_the_partitions() -> None:
    (scaled,) = MANIFESTS["worker-scaling.yaml"]
    settings = load(
        dict(line.split("=", 1) for line in KUSTOMIZATION["configMapGenerator"][0]["literals"])
        | {"GROUNDSWELL_WEB_TOKEN": "x"}
    ).settings
    (trigger,) = scaled["spec"]["triggers"]
    assert trigger["metadata"]["consumerGroup"] == settings.application
    assert trigger["metadata"]["bootstrapServers"] == settings.broker
    assert scaled["spec"]["maxReplicaCount"] == settings.mentions_partitions
    assert scaled["spec"]["scaleTargetRef"]["name"] in named("Deployment")
    assert "replicas" not in named("Deployment")["groundswell-worker"]["spec"], "the scaler's alone"


def test_delivery_can_read_its_receivers() -> None:
    assert read_policy(FOLDER / "notify.toml").receivers


UNIT = (DEPLOY / "systemd" / "groundswell@.service").read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is absent")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    # The command is not installed on every machine that tests.
    unit = tmp_path / "groundswell@.service"
    unit.write_text(UNIT.replace("/opt/groundswell/bin/groundswell", sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert "groundswell" not in done.stderr, done.stderr


def test_each_instance_of_the_unit_has_folders_of_its_own() -> None:
    """Each runs as a user of its own, who takes over the folders that it names."""
    assert "DynamicUser=yes" in UNIT
    for line in UNIT.splitlines():
        if line.startswith(("StateDirectory=", "CacheDirectory=", "Environment=GROUNDSWELL_CACHE=")):
            assert line.endswith("groundswell-%i"), line


def test_the_unit_does_not_start_again_what_would_only_fail_again() -> None:
    (codes,) = re.findall(r"^RestartPreventExitStatus=(.+)$", UNIT, flags=re.M)
    assert [int(code) for code in codes.split()] == [Exit.CHECKPOINT, Exit.ACCESS, Exit.SETTINGS]

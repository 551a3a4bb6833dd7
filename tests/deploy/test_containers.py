"""The compose file and the Dockerfile: valid, closed to the network, and in step with the rest of the repository."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.config.load import load
from stream.notify.policy import Alertmanager, read_policy

TOP = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((TOP / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (TOP / "deploy" / "Dockerfile").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def run(*command: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, cwd=TOP)
    assert done.returncode == 0, done.stdout.decode()


def test_the_compose_file_obeys_the_compose_specification() -> None:
    run(str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")


@pytest.mark.skipif(not (BIN / "hadolint").exists() and not shutil.which("hadolint"), reason="hadolint is absent")
def test_hadolint_finds_no_fault_in_the_dockerfile() -> None:
    run(shutil.which("hadolint") or str(BIN / "hadolint"), "deploy/Dockerfile")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_pinned_read_only_and_without_privileges(name: str) -> None:
    service = SERVICES[name]
    built_here = service["image"].startswith("groundswell:")
    assert re.fullmatch(r"[a-z/]+:v?\d+\.\d+\.\d+" + ("" if built_here else "@sha256:[0-9a-f]{64}"), service["image"])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert service.get("user", "image's own") not in ("root", "0", "0:0")


@pytest.mark.parametrize("name", ["keys", "topics", "worker", "board", "notify", "canary"])
def test_ours_writes_to_memory_and_its_volumes_only_and_as_the_user_of_the_image(name: str) -> None:
    service = SERVICES[name]
    assert service["tmpfs"] == ["/tmp"]
    assert "user" not in service, "the image's own is not root"
    written = [mount for mount in service["volumes"] if not mount.get("read_only")]
    assert {mount["type"] for mount in written} <= {"volume"}
    assert (len(written) > 0) == (name in ("keys", "worker")), "who makes secrets, and who compiles kernels"


@pytest.mark.parametrize("name", SERVICES)
def test_ports_are_published_on_loopback_only(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", ()))


@pytest.mark.parametrize("name", [name for name, service in SERVICES.items() if service.get("restart") == "unless-stopped"])
def test_what_keeps_running_is_checked_for_health(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_services_wait_for_what_they_need() -> None:
    needs = {name: set(service.get("depends_on", {})) for name, service in SERVICES.items()}
    assert needs["topics"] == {"kafka", "keys"}
    assert needs["worker"] == needs["board"] == needs["notify"] == {"topics"}
    for name, service in SERVICES.items():
        for needed, how in service.get("depends_on", {}).items():
            expected = "service_healthy" if "healthcheck" in SERVICES[needed] else "service_completed_successfully"
            assert how["condition"] == expected, (name, needed)


def test_every_volume_is_declared_and_used() -> None:
    used = {
        mount["source"]
        for service in SERVICES.values()
        for mount in service.get("volumes", ())
        if mount["type"] == "volume"
    }
    assert used == set(COMPOSE["volumes"])


def test_every_file_that_is_mounted_exists() -> None:
    for service in SERVICES.values():
        for mount in service.get("volumes", ()):
            if mount["type"] == "bind":
                assert (TOP / mount["source"]).is_dir()
                assert mount["read_only"] is True


def keys_made_in(folder: Path) -> str:
    """Run the command of the service `keys`, with `folder` in the place of its volumes; gives what it prints."""
    (_, script) = SERVICES["keys"]["command"]
    ast.parse(script)
    for name in ("keys", "board", "scrape"):
        (folder / name).mkdir(exist_ok=True)
    moved = script.replace("/run/groundswell", str(folder))
    return subprocess.run([sys.executable, "-c", moved], check=True, capture_output=True, text=True).stdout


def test_secrets_are_made_once_and_kept(tmp_path: Path) -> None:
    keys_made_in(tmp_path)
    first = {str(path.relative_to(tmp_path)): path.read_text() for path in tmp_path.rglob("*") if path.is_file()}
    output = keys_made_in(tmp_path)
    assert {str(path.relative_to(tmp_path)): path.read_text() for path in tmp_path.rglob("*") if path.is_file()} == first
    assert set(first) == {"keys/author-key", "board/token", "scrape/token"}
    assert len(set(first.values())) == 3
    assert min(map(len, first.values())) >= 32
    assert output.split() == [
        "token",
        "of",
        "the",
        "board:",
        first["board/token"],
        *["token", "of", "the", "web", "port:"],
        first["scrape/token"],
    ]
    assert first["keys/author-key"] not in output


@pytest.mark.parametrize("name", ["worker", "board", "notify"])
def test_ours_accept_their_settings(name: str, tmp_path: Path) -> None:
    keys_made_in(tmp_path)
    environment = {
        variable: value.replace("/run/groundswell", str(tmp_path))
        for variable, value in SERVICES[name]["environment"].items()
    }
    settings = load(environment, worker=name == "worker").settings
    assert settings.board_token.get_secret_value() == (
        (tmp_path / "board" / "token").read_text() if name == "board" else ""
    )
    assert settings.broker in SERVICES["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"]
    assert settings.web_token.get_secret_value() == (tmp_path / "scrape" / "token").read_text()


def test_the_example_settings_are_accepted() -> None:
    lines = (TOP / "deploy" / "example.env").read_text(encoding="utf-8").splitlines()
    pairs = dict(line.removeprefix("# ").split("=", 1) for line in lines if re.match(r"(# )?[A-Z][A-Z0-9_]+=", line))
    load({name: value for name, value in pairs.items() if not name.endswith("_FILE")})


@pytest.mark.parametrize(
    "command",
    [
        *(SERVICES[name]["command"] for name in ("topics", "worker", "board", "notify", "canary")),
        *(SERVICES[name]["healthcheck"]["test"][2:] for name in ("worker", "board", "notify", "canary")),
    ],
    ids=lambda command: " ".join(command),
)
def test_what_the_containers_run_is_a_command_of_ours(command: list[str]) -> None:
    run(str(BIN / "groundswell"), *command, "--help")


def test_prometheus_scrapes_the_worker_where_it_listens_with_the_token_it_has() -> None:
    scrapes = yaml.safe_load((TOP / "deploy" / "prometheus" / "prometheus.yml").read_text())["scrape_configs"]
    (scrape,) = (one for one in scrapes if one["job_name"] == "groundswell")
    environment = SERVICES["worker"]["environment"]
    assert scrape["dns_sd_configs"] == [
        {"names": ["worker"], "type": "A", "port": int(environment["GROUNDSWELL_WEB_PORT"])}
    ]
    assert scrape["authorization"]["credentials_file"] == environment["GROUNDSWELL_WEB_TOKEN_FILE"]
    mounts = {mount["target"]: mount["source"] for mount in SERVICES["prometheus"]["volumes"]}
    assert mounts[str(Path(environment["GROUNDSWELL_WEB_TOKEN_FILE"]).parent)] == "scrape"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_bounds_of_memory_and_processes(name: str) -> None:
    assert re.fullmatch(r"\d+[mg]", str(SERVICES[name]["mem_limit"]))
    assert 0 < SERVICES[name]["pids_limit"] <= 1024


def test_two_workers_share_the_partitions() -> None:
    worker = SERVICES["worker"]
    assert worker["deploy"]["replicas"] == 2
    (ports,) = worker["ports"]
    assert ports == "127.0.0.1:9464-9465:9464", "as many as there are workers"


def test_delivery_has_receivers_that_are_there() -> None:
    mounts = {mount["target"]: mount["source"] for mount in SERVICES["notify"]["volumes"]}
    policy = read_policy(TOP / mounts["/etc/groundswell"] / "notify.toml")
    (receiver,) = policy.receivers.values()
    assert isinstance(receiver, Alertmanager)
    assert receiver.url == "http://alertmanager:9093"


@pytest.mark.skipif(shutil.which("amtool") is None, reason="amtool is absent: apt-get install prometheus-alertmanager")
def test_alertmanager_accepts_its_configuration() -> None:
    run("amtool", "check-config", "deploy/alertmanager/alertmanager.yml")


def test_kafka_is_the_version_that_the_tests_run_on() -> None:
    (tested,) = re.findall(r"<kafka.version>(.+)</kafka.version>", (TOP / "deploy" / "kafka" / "pom.xml").read_text())
    assert SERVICES["kafka"]["image"].startswith(f"apache/kafka:{tested}@")


def test_the_image_is_of_this_version() -> None:
    (version,) = re.findall(r'^version = "(.+)"$', (TOP / "pyproject.toml").read_text(), flags=re.M)
    assert {SERVICES[name]["image"] for name in ("keys", "topics", "worker", "board", "notify")} == {
        f"groundswell:{version}"
    }


def test_the_image_runs_as_nobody_in_particular_and_stops_when_asked() -> None:
    final = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert "USER 10001:10001" in final
    assert "STOPSIGNAL SIGTERM" in final
    assert 'ENTRYPOINT ["groundswell"]' in final
    (health,) = re.findall(r"HEALTHCHECK .*CMD (\[.*\])$", final, flags=re.M)
    assert ["CMD", *yaml.safe_load(health)] == SERVICES["worker"]["healthcheck"]["test"]


def test_everything_that_is_installed_into_the_image_is_locked() -> None:
    for line in re.findall(r"pip install .*", DOCKERFILE):
        assert "--require-hashes -r" in line or "--no-index --no-deps" in line


def test_everything_that_is_copied_into_the_image_is_sent_to_the_builder() -> None:
    allowed = (TOP / "deploy" / "Dockerfile.dockerignore").read_text().split()
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, flags=re.M):
        for source in sources.split():
            assert f"!{source}" in allowed
            assert (TOP / source).exists()

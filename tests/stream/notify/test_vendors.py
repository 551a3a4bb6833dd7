"""`notify --test` to the services behind Apprise, at stand-ins under the vendors' own addresses."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.vendors import KEEPERS, Vendors, vendors
from tests.worker_tools import GROUNDSWELL, bare_environment

KEY = "0123456789abcdef0123456789abcdef"
POLICY = f"""
[receivers.pager]
type = "apprise"
url = "pagerduty://{KEY}@apikey0123456789abcd/groundswell/trends"
[receivers.opsgenie]
type = "apprise"
url = "opsgenie://8b799edf-6f98-4d3a-9be7-2862fb4e5752/"
[receivers.teams]
type = "apprise"
url = "workflows://prod-01.westeurope.logic.azure.com:443/c2f8a1b2c3d4e5f60718293a4b5c6d7e/s1gn4tur3"
[receivers.mattermost]
type = "apprise"
url = "mmosts://chat.example/3ccdd113474722377935511fc85d3dd4"
"""


def trial(found: Vendors, folder: Path, policy: str) -> subprocess.CompletedProcess[str]:
    file = folder / "notify.toml"
    file.write_text(policy, encoding="utf-8")
    given = {"GROUNDSWELL_NOTIFY": str(file), "GROUNDSWELL_BOARD_URL": "https://board.example"}
    environment = {**bare_environment(), **found.environment, **given}
    command = [*GROUNDSWELL, "notify", "--test"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_each_service_gets_one_of_each_in_its_own_form(tmp_path: Path) -> None:
    with vendors(tmp_path) as found:
        done = trial(found, tmp_path, POLICY)
    assert found.refused == []
    assert sorted(done.stdout.splitlines()) == [
        f"{name}: delivered" for name in ("mattermost", "opsgenie", "pager", "teams")
    ]
    assert {host: len(taken) for host, taken in found.taken.items()} == dict.fromkeys(found.taken, 4)

    incidents = [body for _, _, body in found.taken["events.pagerduty.com"]]
    assert [one["event_action"] for one in incidents] == ["trigger", "trigger", "trigger", "resolve"]
    (key,) = {one["dedup_key"] for one in incidents}
    assert key.startswith("groundswell-test/test-")
    assert incidents[1]["payload"]["severity"] == "critical"
    payload = incidents[0]["payload"]
    assert payload["summary"] == "NEW · groundswell-test: This is a test of the delivery of alerts", (
        "a name, read in a list"
    )
    assert "Nobody has reported anything" in payload["custom_details"]["message"]
    assert incidents[0]["links"][0]["href"].startswith("https://board.example/t/test-")

    *alerts, (path, query, closed) = found.taken["api.opsgenie.com"]
    (alias,) = {body["alias"] for _, _, body in alerts}
    assert (path, query) == (f"/v2/alerts/{alias}/close", {"identifierType": "alias"}), "one alert a trend, closed with it"
    assert closed["note"].startswith("OVER")
    assert [body["priority"] for _, _, body in alerts] == ["P3", "P1", "P1"]
    assert {body["source"] for _, _, body in alerts} == {"Groundswell"}

    _, query, message = found.taken["prod-01.westeurope.logic.azure.com"][0]
    assert query["sig"] == "s1gn4tur3"
    (block,) = message["attachments"][0]["content"]["body"]
    assert block["wrap"], "a title of its own would be one line, and cut"
    lines = block["text"].split("\n\n")
    assert lines[0] == "**NEW · groundswell-test: This is a test of the delivery of alerts**"
    assert lines[-1].startswith("[Open it on the board](https://board.example/t/test-")

    path, _, post = found.taken["chat.example"][0]
    assert path == "/hooks/3ccdd113474722377935511fc85d3dd4"
    assert post["text"].startswith("**NEW · groundswell-test: ")
    assert "[Open it on the board](https://board.example/t/test-" in post["text"]
    everything = str(found.taken)
    assert "github.com" not in everything, "no picture that a reader would fetch from elsewhere"


def test_whoever_keeps_incidents_gets_one_a_trend_and_its_end(tmp_path: Path) -> None:
    key = "8b799edf-6f98-4d3a-9be7-2862fb4e5752"
    addresses = {
        "api.atlassian.com": f"jira://{key}/",
        "api.ilert.com": f"ilert://il1api{key.replace('-', '')}",
        "signals.firehydrant.com": "firehydrant://token0123456789",
        "api.squadcast.com": f"squadcast://{KEY}",
        "api.incident.io": "incidentio://01ABCDEFGHJKMNPQRSTVWXYZ01/secret",
        "api.pagertree.com": "pagertree://int_0123456789",
        "connect.signl4.com": "signl4://team0123456789",
        "alert.victorops.com": f"victorops://database@{key}",
    }
    policy = "".join(f'[receivers."{name}"]\ntype = "apprise"\nurl = "{url}"\n' for name, url in addresses.items())
    with vendors(tmp_path) as found:
        done = trial(found, tmp_path, policy)
    assert (done.stdout.splitlines(), found.refused) == ([f"{name}: delivered" for name in addresses], [])
    *_, (path, query, _) = (jira := found.taken.pop("api.atlassian.com"))
    assert (path.split("/")[-2:], query) == ([jira[0][2]["alias"], "close"], {"identifierType": "alias"})
    for host, taken in found.taken.items():
        name, state, over = KEEPERS[host]
        bodies = [body for _, _, body in taken]
        (incident,) = {body[name] for body in bodies}
        assert incident.startswith("groundswell-test/test-"), host
        assert [body.get(state) == over for body in bodies] == [False, False, False, True], host


def test_a_service_that_refuses_is_named_and_the_others_are_served(tmp_path: Path) -> None:
    with vendors(tmp_path) as found:
        done = trial(found, tmp_path, POLICY.replace(KEY, "f" * 31))
    assert "pager: not delivered: the service did not take it" in done.stdout
    assert "teams: delivered" in done.stdout
    assert done.returncode == 1

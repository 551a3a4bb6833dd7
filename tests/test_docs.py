"""Every command of the documentation that needs no Kafka runs, with the files it names; links lead somewhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.documented import PAGES, ROOT, commands, environment, folder, is_live

OFFLINE = sorted({command for page in PAGES for command in commands(page) if not is_live(command)})
LINK = re.compile(r"\]\(((?!https?:)[^)#]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("documented"))


@pytest.mark.parametrize("command", OFFLINE)
def test_a_documented_command_runs(command: str, place: Path) -> None:
    if command == "sh deployment/acls.sh":
        subprocess.run(["groundswell", "files", "deployment"], cwd=place, env=environment(place), check=True)
    done = subprocess.run(
        ["bash", "-c", command], cwd=place, env=environment(place), capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout


def test_there_are_commands_to_run() -> None:
    assert len(OFFLINE) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    dead = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()]
    assert dead == []


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 200

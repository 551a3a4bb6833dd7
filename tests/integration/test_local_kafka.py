"""The local broker: what it leaves behind, and what survives a crash of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stream.local_kafka import jars as kafka_jars
from stream.local_kafka.jars import LocalKafkaError
from tests.waiting import blocking_until

pytestmark = pytest.mark.kafka

FOREGROUND = """
import sys
from stream.local_kafka.broker import LocalKafka
with LocalKafka.start() as kafka:
    print(kafka.pid, kafka.folder, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
def test_nothing_is_left_of_a_broker_whose_parent_ended(how: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", FOREGROUND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert parent.stdout is not None
        pid, folder = parent.stdout.readline().split()
        assert Path(folder).is_dir()
        parent.send_signal(how)
        parent.wait(20)
        blocking_until(lambda: not Path(f"/proc/{pid}").exists(), 10, "the broker's process is gone")
        blocking_until(lambda: not Path(folder).exists(), 10, "the broker's data are gone")
    finally:
        parent.kill()
        parent.wait()


def test_missing_java_is_one_sentence_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(LocalKafkaError, match="needs Java 17"):
        kafka_jars.install()


def test_missing_maven_is_one_sentence_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(LocalKafkaError, match="Maven is missing"):
        kafka_jars.install(tmp_path / "cache")


def test_an_interrupted_download_is_repeated(tmp_path: Path) -> None:
    jars = kafka_jars.install()
    half = tmp_path / jars.folder.name
    half.mkdir()
    (half / "half.jar").touch()
    assert not kafka_jars.is_complete(half)
    assert kafka_jars.is_complete(jars.folder)

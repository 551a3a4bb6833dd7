"""The table of rights: every topic is somebody's, the worker's rows are what it asks for, and each row is one call.

That they are enough, and the least, is tested on a Kafka with users: `tests/integration/test_security.py`.
"""

from __future__ import annotations

import os
import subprocess

from stream.kafka.authorization import worker_needs
from stream.kafka.topics import Topics
from tests.secured_kafka import TABLE, grants_of_table


def test_the_worker_is_granted_what_it_asks_for() -> None:
    granted: dict[str, set[str]] = {}
    for grant in grants_of_table(PREFIX="staging."):
        if grant.principal == "User:groundswell" and grant.resource == "topic":
            granted.setdefault(grant.name, set()).add(grant.right)
    assert granted == worker_needs(Topics(prefix="staging."))


def test_the_installer_may_create_every_topic() -> None:
    created = [grant.name for grant in grants_of_table() if grant.right == "Create"]
    assert sorted(created) == sorted(topic.name for topic in Topics().table())


def test_every_row_becomes_a_call_of_kafkas_tool() -> None:
    printed = subprocess.run(
        ["sh", str(TABLE), "echo", "--bootstrap-server", "kafka:9092"],
        env={"PATH": os.environ["PATH"], "APPLICATION": "ours"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert len(printed) == len({(grant.principal, grant.resource, grant.name) for grant in grants_of_table()})
    assert (
        "--bootstrap-server kafka:9092 --add --allow-principal User:groundswell --group ours "
        "--resource-pattern-type literal --operation Read"
    ) in printed

"""The end of a worker: what begins it, what it ends with, and the exit code of one that timed out."""

from __future__ import annotations

import pytest
from aiokafka.errors import KafkaConnectionError

from stream.exits import Exit, WorkerExitError
from stream.kafka.authorization import as_worker_exit
from stream.worker.broker_health import BrokerHealth
from stream.worker.shutdown import Shutdown, exit_code


@pytest.mark.parametrize("kafka_answers", [True, False])
def test_what_crashed_it_says_with_which_code_it_ends(kafka_answers: bool) -> None:
    refused = WorkerExitError(Exit.CHECKPOINT, "damaged")
    assert exit_code(refused, kafka_answers=kafka_answers) == Exit.CHECKPOINT
    assert exit_code(KeyError("ours"), kafka_answers=kafka_answers) == Exit.CRASH


def test_a_stop_that_takes_too_long_is_kafkas_only_while_that_is_silent() -> None:
    assert exit_code(None, kafka_answers=False) == Exit.BROKER_AWAY
    assert exit_code(None, kafka_answers=True) == Exit.STALLED


def test_a_kafka_that_goes_away_while_the_worker_starts_is_one_sentence_and_its_code() -> None:
    for away in ("", "Kafka at nowhere:9092 did not answer in 60 s"):
        ended = as_worker_exit(KafkaConnectionError("unable to bootstrap"), away)
        assert isinstance(ended, WorkerExitError)
        assert ended.code is Exit.BROKER_AWAY
        assert str(ended) == (away or "Kafka went away while the worker started")
    assert isinstance(as_worker_exit(KeyError("ours"), ""), KeyError)


@pytest.fixture
def shutdown(monkeypatch: pytest.MonkeyPatch) -> Shutdown:
    """A shutdown whose deadline does not end this process."""
    monkeypatch.setattr("stream.worker.shutdown.STOP_SECONDS", 3600.0)
    return Shutdown(BrokerHealth("nowhere:9092"))


def test_it_acts_once_when_it_begins_and_at_once_when_it_has_begun(shutdown: Shutdown) -> None:
    acts: list[str] = []
    shutdown.on_begin(lambda: acts.append("first"))
    shutdown.on_begin(lambda: acts.append("second"))
    assert not shutdown.has_started
    shutdown.begin()
    shutdown.begin()
    assert acts == ["second"]
    shutdown.on_begin(lambda: acts.append("late"))
    assert acts == ["second", "late"]
    shutdown.raise_error()


def test_the_first_error_is_what_it_ends_with(shutdown: Shutdown) -> None:
    first = WorkerExitError(Exit.CHECKPOINT, "damaged")
    shutdown.fail(first)
    shutdown.fail(KeyError("follows from it"))
    assert shutdown.failed
    with pytest.raises(WorkerExitError) as raised:
        shutdown.raise_error()
    assert raised.value is first

"""With which code a worker ends that was not left in time."""

from __future__ import annotations

import pytest

from stream.exits import Exit, WorkerExitError
from stream.worker.shutdown import exit_code


@pytest.mark.parametrize("kafka_answers", [True, False])
def test_what_crashed_it_says_with_which_code_it_ends(kafka_answers: bool) -> None:
    refused = WorkerExitError(Exit.CHECKPOINT, "damaged")
    assert exit_code(refused, kafka_answers=kafka_answers) == Exit.CHECKPOINT
    assert exit_code(KeyError("ours"), kafka_answers=kafka_answers) == Exit.CRASH


def test_a_stop_that_takes_too_long_is_kafkas_only_while_that_is_silent() -> None:
    assert exit_code(None, kafka_answers=False) == Exit.BROKER_AWAY
    assert exit_code(None, kafka_answers=True) == Exit.STALLED

"""The garbage collector stands still while engines work or are restored, and only then."""

from __future__ import annotations

import gc
import time
import weakref

import pytest

from stream.process import gc_tuning
from stream.process.gc_tuning import SWEEP_SECONDS, gc_paused


def test_it_collects_again_when_the_last_of_several_restores_has_ended() -> None:
    first, second = gc_paused(), gc_paused()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_it_collects_again_after_a_restore_that_failed() -> None:
    with pytest.raises(ValueError, match="damaged"), gc_paused():
        raise ValueError("damaged")
    assert gc.isenabled()


class _Engine:
    """Refers to itself."""

    def __init__(self) -> None:
        self.itself = self


def test_what_pauses_leave_behind_is_freed_once_in_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    with gc_paused():
        gone = weakref.ref(_Engine())
    assert gone() is not None
    monkeypatch.setattr(gc_tuning, "_swept_at", time.monotonic() - SWEEP_SECONDS)
    with gc_paused():
        pass
    assert gone() is None

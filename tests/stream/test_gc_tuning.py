"""The garbage collector stands still while engines are restored, and only then."""

from __future__ import annotations

import gc

import pytest

from stream.process.gc_tuning import gc_paused


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

"""A minute of the fuzzer, always from the same seed; `make fuzz` runs ten from another."""

from __future__ import annotations

from tests.fuzz.__main__ import fuzz


def test_no_hostile_text_raises_or_takes_more_than_linear_time() -> None:
    tried, _, faults = fuzz(30.0, 1)
    assert tried > 300
    assert faults == []

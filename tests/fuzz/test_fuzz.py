"""A minute of the fuzzers, always from the same seeds; `make fuzz` runs ten from others."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import fuzz, guide, searched
from tests.fuzz.targets import TARGETS


def test_no_hostile_text_raises_or_takes_more_than_linear_time() -> None:
    tried, _, faults = fuzz(12.0, 1)
    assert tried > 150
    assert faults == []


@pytest.mark.parametrize("target", TARGETS)
def test_hypothesis_finds_nothing_that_raises(target: str) -> None:
    assert searched(target, 1, 30) == ""


def test_a_search_guided_by_coverage_finds_nothing_that_raises() -> None:
    pytest.importorskip("atheris")
    last, faults = guide(6.0, 1)
    assert faults == []
    assert "cov:" in last


def test_the_search_sees_what_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def fragile(text: str) -> None:
        if "+1 (555) " in text:
            raise ZeroDivisionError

    monkeypatch.setitem(TARGETS, "fragile", fragile)
    assert "ZeroDivisionError" in searched("fragile", 1, 400)

"""The table of what each rule decides turns rules off by what stands in the code: that stands there."""

from __future__ import annotations

import pytest

from tests.benchmarks.one_off import ROOT, Rule, rules


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_what_a_rule_is_turned_off_by_stands_once_in_its_file(rule: Rule) -> None:
    assert (ROOT / rule.file).read_text(encoding="utf-8").count(rule.old) == 1
    assert rule.new != rule.old

"""Every pattern of the package takes time that grows with the length of the text, whatever the text is."""

from __future__ import annotations

import ast
import re

import pytest

from tests.patterns import compiled_patterns, hard_texts, seconds
from tests.test_house import python_files, shown

SHORT, LONG = 2_000, 8_000
# A step of a backtracking matcher takes some nanoseconds: this is fifty a character.
SUSPICIOUS_SECONDS = 0.25e-6 * SHORT
# What is quadratic is among the slowest at that length already.
SLOWEST = 40
# Four times as long: linear growth is 4, quadratic 16.
GROWTH_MAX = 10
PATTERNS = compiled_patterns()


@pytest.mark.parametrize("where", PATTERNS)
def test_time_grows_with_the_length_of_the_text(where: str) -> None:
    pattern = PATTERNS[where]
    timed = [(seconds(pattern, hard.of(SHORT)), hard) for hard in hard_texts(pattern)]
    for took, hard in sorted(timed, reverse=True)[:SLOWEST]:
        if took > SUSPICIOUS_SECONDS and (before := seconds(pattern, hard.of(SHORT), 3)) > SUSPICIOUS_SECONDS:
            # What seems to grow is measured again: the machine may have been slow for a moment.
            long = hard.of(LONG)
            growth = next((one for _ in range(3) if (one := seconds(pattern, long) / before) < GROWTH_MAX), None)
            assert growth is not None, f"{where}: more than {GROWTH_MAX} times the time for 4 times {hard}"


@pytest.mark.parametrize("quadratic", [r"\s+$", r"\w+@", r"\s+x", r"a.*[bc]", r"[ab]*c"])
def test_the_measure_sees_what_is_not_linear(quadratic: str) -> None:
    pattern = re.compile(quadratic, re.S)
    assert any(seconds(pattern, hard.of(SHORT)) > SUSPICIOUS_SECONDS for hard in hard_texts(pattern))


def test_the_patterns_are_all_there() -> None:
    """No pattern hides in a function, where nobody would collect it."""
    assert len(PATTERNS) > 40
    used = {"sub", "subn", "match", "search", "split", "fullmatch", "findall", "finditer"}
    hidden = []
    for path in [*python_files("detectors"), *python_files("stream")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute) or ast.unparse(node.value) != "re":
                continue
            if node.attr in used or (node.attr == "compile" and id(node) in inside):
                hidden.append(f"{shown(path)}:{node.lineno}")
    assert not hidden

"""The field's words: what happens to a mention or a trend is observed, counted, logged, reported, and nobody is told it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house import python_files, shown, tracked_texts

# Anywhere: names, comments, documents, help of commands and metrics, log events.
SPEECH = re.compile(r"(?<![a-z])(?:re|un)?(?:told|heard|said|spoken?|spoke)(?![a-z])", re.IGNORECASE)
IN_CAMEL_CASE = re.compile(r"[a-z](?:Told|Heard|Said|Spoken)(?![a-z])")
# What people write, in their own words.
PEOPLES_TEXTS = frozenset({"tests/fixtures/adverts.json"})
# One line each, by a part of it: fields of checkpoints that older versions wrote, and texts of people.
EXEMPT = {
    "detectors/engine/snapshot/brand.py": ('name="policy_untold"',),
    "detectors/trends/data_quality.py": ('name="heard"',),
    "detectors/engine/snapshot/trend.py": ('name="told"',),
    "detectors/values.py": ('name="told"', 'name="told_at"', 'name="told_people"'),
    "detectors/evaluation/phrases.py": ("told me to water my router",),
}
# Names that the glossary of docs/architecture.md has replaced; a word of a name counts as well.
_REPLACED = """
    hush hushed hushes hushing lately leniency likeness patiently ringing smoulder smoulders smouldering stirring stirs
    taker thawed untold vitals
"""
REPLACED = frozenset(_REPLACED.split())
# Plain English in the sentence that a test is called by; no name of a thing.
SENTENCE_ONLY = frozenset({"asked", "begun", "beside"})
REPLACED_EVENTS = ("brands_rise_no_more", "brands_rise_together", "log_begins_late", "not_left_in_time")


def words_of_speech(text: str) -> list[str]:
    return [match.group() for pattern in (SPEECH, IN_CAMEL_CASE) for match in pattern.finditer(text)]


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, name) of everything that a file gives a name."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.arg():
                yield node.lineno, node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.lineno, node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.lineno, node.attr


def replaced(name: str) -> frozenset[str]:
    words = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))
    return (REPLACED if name.startswith("test_") else REPLACED | SENTENCE_ONLY) & words


def test_nothing_is_called_said_heard_or_told() -> None:
    found = []
    spared = set()
    for path in tracked_texts():
        if path == Path(__file__) or shown(path) in PEOPLES_TEXTS:
            continue
        exempt = EXEMPT.get(shown(path), ())
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if not words_of_speech(line):
                continue
            known = [(shown(path), part) for part in exempt if part in line]
            spared.update(known)
            if not known:
                found.append(f"{shown(path)}:{number}: {line.strip()}")
    assert found == []
    assert spared == {(path, part) for path, parts in EXEMPT.items() for part in parts}, "an exemption that exempts nothing"


@pytest.mark.parametrize("package", ["detectors", "stream", "tests"])
def test_a_replaced_word_names_nothing(package: str) -> None:
    found = [
        f"{shown(path)}:{line}: {name}"
        for path in python_files(package)
        for line, name in names(ast.parse(path.read_text(encoding="utf-8")))
        if replaced(name)
    ]
    assert found == []


def test_a_replaced_log_event_is_logged_no_more() -> None:
    code = {shown(path): path.read_text(encoding="utf-8") for path in python_files("stream")}
    assert [path for path, text in code.items() for event in REPLACED_EVENTS if f'"{event}"' in text] == []


@pytest.mark.parametrize(
    "text", ["told = 1", "self._told_at", "# Who is told what.", "class Heard:", "def wasToldOf()", "UNTOLD", "it was said"]
)
def test_the_search_finds_words_of_speech(text: str) -> None:
    assert words_of_speech(text)


@pytest.mark.parametrize("text", ["stolid", "a threshold", "reported", "says", "aid", "unheralded", "bespoken"])
def test_the_search_lets_other_words_pass(text: str) -> None:
    assert not words_of_speech(text)


@pytest.mark.parametrize(
    "code",
    [
        "_lately = 1",
        "def hush_all(): ...",
        "class Taker: ...",
        "self.likeness_min = 1",
        "lambda vitals: 0",
        "has_begun = 1",
    ],
)
def test_the_search_finds_replaced_names(code: str) -> None:
    assert any(replaced(name) for _, name in names(ast.parse(code)))

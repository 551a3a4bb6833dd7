"""What the core hands on is filled by production code: no field of a trend, its verdict or its alert leads nowhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "detectors"
# Where what goes from step to step on the way from a mention to its alert is drawn.
FILES = ("facts", "alert", "reports", "values", "verdict/names", "explain/tell", "spikes/rise", "engine/query")
# The limits of the verdict are its constants; tests and calibrations give others.
LIMITS = frozenset({"Rules"})
NODES = [node for path in sorted(PACKAGE.rglob("*.py")) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
CALLS = [(ast.unparse(node.func).rpartition(".")[2], node) for node in NODES if isinstance(node, ast.Call)]
SET = {node.attr for node in NODES if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
READ = {node.attr for node in NODES if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}
BASES = {node.name: {ast.unparse(base) for base in node.bases} for node in NODES if isinstance(node, ast.ClassDef)}


def classes_of(name: str) -> Iterator[ast.ClassDef]:
    tree = ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))
    yield from (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name not in LIMITS)


def fields_of(struct: ast.ClassDef, *, defaults_only: bool) -> list[str]:
    """Its fields in order; a field without a default is given by everybody who makes the struct."""
    fields = [node for node in struct.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)]
    return [ast.unparse(node.target) for node in fields if node.value is not None or not defaults_only]


def given(name: str) -> set[str]:
    """The fields that production code gives a class: when it or its subclass is made or replaced, or afterwards."""
    makers = {name, "replace", "_replace", *(one for one, bases in BASES.items() if name in bases)}
    return SET | {keyword.arg for maker, call in CALLS if maker in makers for keyword in call.keywords if keyword.arg}


@pytest.mark.parametrize("file", FILES)
def test_every_field_is_given_by_production_code(file: str) -> None:
    structs = {struct.name: fields_of(struct, defaults_only=True) for struct in classes_of(file)}
    dead = [f"{name}.{field}" for name, fields in structs.items() for field in fields if field not in given(name)]
    assert (bool(structs), dead) == (True, [])


@pytest.mark.parametrize(
    ("file", "name"), [("facts", "TrendStats"), ("explain/tell", "TrendContext"), ("verdict/names", "Context")]
)
def test_everything_that_a_step_is_given_it_reads(file: str, name: str) -> None:
    (struct,) = (one for one in classes_of(file) if one.name == name)
    assert [field for field in fields_of(struct, defaults_only=False) if field not in READ] == []

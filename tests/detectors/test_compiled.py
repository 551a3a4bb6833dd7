"""What numba keeps of a kernel is used only while everything that it was compiled from is the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module, invalidate_caches
from pathlib import Path
from types import FunctionType

import pytest

from detectors.compiled import is_kept

MODULES = ("kernel_called_elsewhere", "kernel_calling")
CALLED = """
from detectors.compiled import compiled, part
STEP = {step}

@{kind}
def called(number: int) -> int:
    return number {operator} 3
"""
CALLING = """
import kernel_called_elsewhere
from detectors.compiled import compiled
from kernel_called_elsewhere import STEP, called

@compiled
def calling(number: int) -> int:
    return {called}(number) + STEP
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path
    forget()


def forget() -> None:
    for name in MODULES:
        sys.modules.pop(name, None)


def calling(folder: Path, operator: str, step: int, called: str = "called", kind: str = "compiled") -> tuple[bool, int]:
    """Whether the kernel was kept from before, and what it answers to 5."""
    for name, text in zip(
        MODULES, (CALLED.format(operator=operator, step=step, kind=kind), CALLING.format(called=called)), strict=True
    ):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    forget()
    invalidate_caches()
    kernel = import_module("kernel_calling").calling
    return is_kept(kernel), kernel(5)


@pytest.mark.parametrize("kind", ["compiled", "part"])
@pytest.mark.parametrize("called", ["called", "kernel_called_elsewhere.called"])
def test_a_kernel_is_compiled_anew_when_another_file_changes_what_it_calls(folder: Path, called: str, kind: str) -> None:
    assert calling(folder, "+", 0, called, kind) == (False, 8)
    assert calling(folder, "+", 0, called, kind) == (True, 8)
    assert calling(folder, "*", 0, called, kind) == (False, 15)


def test_a_part_is_python_where_python_calls_it(folder: Path) -> None:
    calling(folder, "+", 0, kind="part")
    called = import_module("kernel_called_elsewhere").called
    assert isinstance(called, FunctionType)
    assert called(5) == 8


def test_a_kernel_is_compiled_anew_when_another_file_changes_a_constant_of_it(folder: Path) -> None:
    assert calling(folder, "+", 0) == (False, 8)
    assert calling(folder, "+", 1) == (False, 9)
    assert calling(folder, "+", 1) == (True, 9)

"""A run that has to wait for the compiler knows it beforehand."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from stream.engines.compilation import is_compiled

SOURCE = """
from detectors.compiled import compiled

@compiled
def doubled(number):
    return 2 * number
"""


def imported(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_kernel_is_compiled_once_and_again_when_its_source_changes(tmp_path: Path) -> None:
    path = tmp_path / "kernel_of_a_test.py"
    path.write_text(SOURCE)
    first = imported(path)
    assert not is_compiled(first.doubled)
    assert first.doubled(4) == 8
    assert is_compiled(imported(path).doubled)
    path.write_text(SOURCE.replace("2 *", "1 + 1 *"))
    assert not is_compiled(imported(path).doubled)


def test_a_function_that_is_no_kernel_is_not_compiled() -> None:
    assert not is_compiled(imported)

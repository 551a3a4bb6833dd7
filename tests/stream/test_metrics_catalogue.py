"""Every series of the catalogue is moved by the service, and every value of a label that it lists can occur."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stream.kafka.codec import Refusal
from stream.metrics import Metrics, Vocabulary

STREAM = Path(__file__).parents[2] / "stream"
MOVES = frozenset({"inc", "set", "observe", "time", "set_function"})
# Set up or read where they are made: build information, and the collectors of the library.
OF_METRICS_ITSELF = frozenset({"registry", "children"})
# Moved by methods of the catalogue, which production code calls: see the tests below.
THROUGH_METHODS = frozenset({"ready", "last_progress", "brand_people", "brand_usual", "budget", "burning"})


def sources() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(STREAM.rglob("*.py")):
        if "bench" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def is_metrics(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node).rpartition(".")[2] in ("metrics", "_metrics")


def attributes() -> list[str]:
    return sorted(name for name in vars(Metrics()) if not name.startswith("_") and name not in OF_METRICS_ITSELF)


def movements() -> dict[str, list[ast.Call]]:
    """For each instrument the calls in production code that move it: `metrics.NAME.inc()`, `metrics.NAME(label).inc()`."""
    found: dict[str, list[ast.Call]] = {}
    for _, tree in sources():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr not in MOVES:
                continue
            owner = call.func.value
            instrument = owner.func if isinstance(owner, ast.Call) else owner
            if isinstance(instrument, ast.Attribute) and is_metrics(instrument.value):
                found.setdefault(instrument.attr, []).append(call)
    return found


def labels_of(name: str) -> set[str]:
    """The literal values of the first label that production code moves an instrument with."""
    values = set()
    for call in movements()[name]:
        owner = call.func.value  # type: ignore[attr-defined]
        if isinstance(owner, ast.Call) and owner.args and isinstance(owner.args[0], ast.Constant):
            values.add(str(owner.args[0].value))
    return values


@pytest.mark.parametrize("name", [one for one in attributes() if one not in THROUGH_METHODS])
def test_every_instrument_is_moved_by_production_code(name: str) -> None:
    assert movements().get(name), f"nothing moves metrics.{name}"


def test_readiness_and_progress_are_moved_through_the_catalogue() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path, _ in sources())
    assert re.search(r"= metrics\.ready\b", text)
    assert re.search(r"metrics\.progressed\(\)", text)
    assert re.search(r"metrics\.watermark\(", text)
    assert re.search(r"metrics\.brands_reported\(", text)
    assert re.search(r"metrics\.burning\.", text)


def test_every_step_is_timed_somewhere_and_no_other() -> None:
    timed = labels_of("step_seconds") | set(re.findall(r'metrics\.step_seconds\("(\w+)"\)\.time\b', everything()))
    assert timed == set(Vocabulary().steps)


def test_what_is_evicted_is_counted_by_exactly_the_kinds_that_are_listed() -> None:
    assert labels_of("evicted") == set(Vocabulary().evicted)


def test_every_reason_of_a_refusal_can_occur() -> None:
    used = set(re.findall(r"Refusal\.(\w+)", everything()))
    assert used == set(Refusal.__members__)


def everything() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path, _ in sources())

"""The rules of the house that readers would otherwise have to trust: pure detectors, small files, no traces."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stream import exits

ROOT = Path(__file__).parents[1]
LINES_MAX = 400

# What touches the world, or makes two runs differ: `detectors/` gets it as arguments, or leaves it to `stream/`.
_WORLD = """
    aiokafka asyncio concurrent faust glob http io logging multiprocessing os pathlib pickle prometheus_client
    pydantic_settings secrets shelve shutil signal socket stream structlog subprocess tempfile threading time typer
    urllib uuid
"""
WORLDLY_MODULES = frozenset(_WORLD.split())
# Of `sys` only what is the same in every run of one build.
SYS_CONSTANTS = frozenset({"byteorder", "float_info", "getsizeof", "intern", "maxsize", "version_info"})
WORLDLY_CALLS = frozenset({"open", "print", "input", "hash", "id", "exec", "eval", "breakpoint", "__import__"})
CLOCKS = frozenset({"now", "utcnow", "today"})
# With a seed that is handed in these are pure; the module's own functions share one hidden state.
SEEDED = frozenset({"Random", "default_rng", "Generator", "RandomState", "SeedSequence", "PCG64", "Philox"})


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def impurities(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, what) for every import and call that a pure module must not have."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    imported = frozenset(name.asname or name.name for node in imports for name in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.partition(".")[0] in WORLDLY_MODULES:
                    yield node.lineno, f"import {name.name}"
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0 and (node.module or "").partition(".")[0] in WORLDLY_MODULES:
                yield node.lineno, f"from {node.module} import"
            if node.module == "random" and any(name.name not in SEEDED for name in node.names):
                yield node.lineno, "from random import"
        elif isinstance(node, ast.Attribute):
            if ast.unparse(node.value) == "sys" and node.attr not in SYS_CONSTANTS:
                yield node.lineno, f"sys.{node.attr}"
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, what) for what in impure_call(node, imported))


def impure_call(call: ast.Call, imported: frozenset[str]) -> Iterator[str]:
    if isinstance(call.func, ast.Name):
        if call.func.id in WORLDLY_CALLS:
            yield f"{call.func.id}()"
        if call.func.id in SEEDED and not call.args and not call.keywords:
            yield f"{call.func.id}() without a seed"
        return
    if not isinstance(call.func, ast.Attribute):
        return
    owner, method = call.func.value, call.func.attr
    dotted = ast.unparse(owner)
    if method in CLOCKS and dotted.rpartition(".")[2] in ("datetime", "date", "Timestamp"):
        yield f"{dotted}.{method}()"
    # A generator that was handed in may be called `random` too.
    if dotted in ("np.random", "numpy.random") or (dotted == "random" and "random" in imported):
        if method not in SEEDED:
            yield f"{dotted}.{method}()"
        elif not call.args and not call.keywords:
            yield f"{dotted}.{method}() without a seed"
    if method in ("read_text", "read_bytes", "write_text", "write_bytes", "tofile"):
        yield f".{method}()"


@pytest.mark.parametrize("path", python_files("detectors"), ids=shown)
def test_detectors_touch_nothing_of_the_world(path: Path) -> None:
    found = sorted(set(impurities(ast.parse(path.read_text(encoding="utf-8")))))
    assert found == [], "\n".join(f"{shown(path)}:{line}: {what}" for line, what in found)


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "import sys\nsys.stdout.write('x')",
        "from pathlib import Path",
        "import numpy, time",
        "from stream.kafka.codec import decode_mention",
        "from random import shuffle",
        "import random\nrandom.random()",
        "import random\nrandom.Random()",
        "import numpy as np\nnp.random.default_rng()",
        "datetime.datetime.now()",
        "open('x')",
        "def f(text): return hash(text)",
        "print('x')",
    ],
)
def test_the_search_finds_what_is_impure(code: str) -> None:
    assert list(impurities(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    ["import math", "from random import Random\nRandom(7)", "import numpy as np\nnp.random.default_rng(7)", "x.now()"],
)
def test_the_search_lets_pass_what_is_pure(code: str) -> None:
    assert not list(impurities(ast.parse(code)))


MODULE_NAME = re.compile(r"(?:stream|detectors)(?:\.\w+)+")
# No import points from a folder (or a file beside them) to one further down; lazy and type-only imports count, and so do
# modules that are named in strings.
FOLDERS = {
    "detectors": [
        "errors",
        "compiled",
        "buckets",
        "numbering",
        "number_map",
        "tails",
        "packing",
        "rating",
        "mention",
        "post",
        "values",
        "causes",
        "facts",
        "alert",
        "reports",
        "text",
        "knowledge",
        "screen",
        "grouping",
        "windows",
        "spikes",
        "posts",
        "likeness",
        "trends",
        "verdict",
        "intent",
        "lifecycle",
        "explain",
        "engine",
        "evaluation",
    ],
    "stream": [
        "exits",
        "places",
        "config",
        "process",
        "schemas",
        "reading",
        "simulate",
        "local_kafka",
        "knowledge",
        "screens",
        "kafka",
        "metrics",
        "alerts",
        "intake",
        "engines",
        "web",
        "board",
        "notify",
        "canary",
        "worker",
        "terminal",
        "offline",
        "bench",
        "evaluate",
        "demo",
        "cli",
    ],
}


def imported_modules(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, module) of every import anywhere in a file, and of every string that is the name of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Constant) and MODULE_NAME.fullmatch(str(node.value)):
            yield node.lineno, str(node.value)


def folder_of(package: str, module: str) -> str:
    """`kafka` of `stream.kafka.codec`; empty for the package itself and for other packages."""
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] if first == package else ""


@pytest.mark.parametrize("package", FOLDERS)
def test_every_folder_has_its_place_in_the_order(package: str) -> None:
    found = {path.relative_to(ROOT / package).parts[0].removesuffix(".py") for path in python_files(package)}
    assert sorted(found - {"__init__"}) == sorted(FOLDERS[package])


@pytest.mark.parametrize("package", FOLDERS)
def test_no_import_points_to_a_later_folder(package: str) -> None:
    # The package itself names what is public, lazily.
    place = {name: number for number, name in enumerate([*FOLDERS[package], "__init__"])}
    back = [
        f"{shown(path)}:{line}: {module}"
        for path in python_files(package)
        for line, module in imported_modules(ast.parse(path.read_text(encoding="utf-8")))
        if (there := place.get(folder_of(package, module))) is not None
        and there > place.get(folder_of(package, ".".join(path.relative_to(ROOT).with_suffix("").parts)), -1)
    ]
    assert back == []


@pytest.mark.parametrize(
    "code",
    [
        "import stream.worker.worker",
        "from stream.worker.worker import Worker",
        "from stream import worker",
        "def f():\n    from stream.worker import session",
        "if TYPE_CHECKING:\n    from stream.worker.worker import Worker",
        "command = [python, '-m', 'stream.worker.worker']",
    ],
)
def test_the_search_finds_every_kind_of_import(code: str) -> None:
    assert "worker" in {folder_of("stream", module) for _, module in imported_modules(ast.parse(code))}


def test_every_error_of_the_service_is_in_the_drawn_tree() -> None:
    drawn = re.findall(r"^([│ ]*)[├└]── (\w+)", exits.__doc__ or "", flags=re.M)
    parents: list[str] = []
    tree = {}
    for indent, name in drawn:
        depth = len(indent) // 4
        tree[name] = parents[depth - 1] if depth else "GroundswellError"
        parents[depth:] = [name]
    found = {
        node.name: ast.unparse(node.bases[0])
        for path in python_files("stream")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.bases and node.name.endswith(("Error", "Exception"))
    }
    assert found == tree


def test_no_file_is_a_giant() -> None:
    giants = [
        shown(path)
        for folder in ("detectors", "stream", "tests", "deploy")
        for path in python_files(folder)
        if len(path.read_text(encoding="utf-8").splitlines()) > LINES_MAX
    ]
    assert giants == [], f"files above {LINES_MAX} lines become folders"


@pytest.mark.parametrize("package", FOLDERS)
def test_the_architecture_names_every_folder_in_its_order(package: str) -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split(f"\n`{package}/` (")[1].split("\n\n")[1]
    named = [name.rstrip("/") for row in table.splitlines()[2:] for name in re.findall(r"`([\w/]+)`", row.split("|")[1])]
    assert named == FOLDERS[package]


def test_every_file_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:detectors|stream|tests|deploy)/[\w./-]+)`", text)
    assert len(named) > 20
    assert [one for one in named if not (ROOT / one).exists()] == []


def tracked_texts() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: what is tracked is not known")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4_096]]


# A home or a work folder of somebody, and package hosts other than the public ones that the tools use by themselves.
TRACES = re.compile(
    r"(?<![\w.$}/-])/(?:home|Users|root|work|mnt|media)/[\w.-]+"
    r"|[A-Za-z]:\\Users\\"
    r"|--(?:extra-)?index-url[ =]+\S"
    r"|https?://[\w.-]*(?:artifactory|nexus|devpi|registry|mirror|proxy)[\w.-]*[:/]",
)


def test_no_tracked_file_tells_of_a_machine_or_of_a_registry() -> None:
    found = [
        f"{shown(path)}:{number}: {match.group()}"
        for path in tracked_texts()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        for match in TRACES.finditer(line)
    ]
    assert found == []


# Where time itself is what is tested: a slow line or receiver, a request that is held, an agent that is slower than its
# topic, and the random moments of the faults.
MAY_SLEEP = frozenset({"tests/waiting.py", "tests/proxy.py", "tests/receivers.py", "tests/integration/test_fence.py"})
MAY_SLEEP_FOLDER = "tests/faults"
SLOW_AGENT = "tests/integration/test_transport.py"


def test_tests_wait_for_conditions_and_not_for_time() -> None:
    sleeping = [
        shown(path)
        for path in python_files("tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "sleep"
    ]
    others = [path for path in sleeping if path not in MAY_SLEEP and not path.startswith(MAY_SLEEP_FOLDER)]
    assert others == [SLOW_AGENT], "wait with tests.waiting.until"

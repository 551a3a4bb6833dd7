"""What decides stays small, is given what it needs, and answers a question without changing anything."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_house import ROOT, python_files, shown

METHODS_MAX = 15
# Data structures and surfaces that somebody else has drawn, which decide nothing; no other may join them.
KNOWN_LARGE_CLASSES = {
    "detectors.grouping.estimator.Grouping": "River's surface of a clusterer",
    "stream.kafka.topics.Topics": "a name a topic",
    "stream.web.server._Request": "the surface of http.server",
    "stream.local_kafka.broker.LocalKafka": "a process, for tests and the demo",
}
# Those that order steps or decide, by name: a class that is moved or split stays in the list.
DECIDING = (
    "detectors.engine.engine.TrendEngine",
    "detectors.engine.brand.BrandTrends",
    "detectors.engine.admission.Admission",
    "detectors.trends.detection.Detection",
    "detectors.trends.brand_tests.BrandTests",
    "detectors.trends.book.TrendBook",
    "detectors.trends.trend.Trend",
    "detectors.trends.members.Members",
    "detectors.spikes.share_model.ShareTest",
    "detectors.windows.people.PeopleWindows",
    "detectors.spikes.volume_model.VolumeTest",
    "stream.intake.pipeline.Intake",
    "stream.intake.intake_agent.IntakeAgent",
    "stream.engines.trends_agent.TrendsAgent",
    "stream.engines.ownership.Ownership",
    "stream.worker.worker.Worker",
    "stream.worker.session.Session",
    "stream.board.server.BoardServer",
    "stream.board.state.BoardState",
    "stream.notify.service.NotifyService",
    "stream.notify.outbox.Outbox",
)


def methods_of_classes() -> dict[str, int]:
    """How many methods and properties each class has, those that Python names left out."""
    found = {}
    for path in (*python_files("detectors"), *python_files("stream")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods = [one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
                found[f"{module}.{node.name}"] = sum(not name.startswith("__") for name in methods)
    return found


def test_no_class_does_too_much() -> None:
    counted = methods_of_classes()
    assert {name for name, many in counted.items() if many > METHODS_MAX} <= KNOWN_LARGE_CLASSES.keys()
    assert counted.keys() >= {*DECIDING, *KNOWN_LARGE_CLASSES}, "a class was moved: its name here has to follow"
    assert not KNOWN_LARGE_CLASSES.keys() & set(DECIDING)


def test_nothing_is_asserted_to_exist_that_its_class_could_have_been_given() -> None:
    found = [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in (*python_files("detectors"), *python_files("stream"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"assert self\.[\w.]+ is not None", line)
    ]
    assert found == []


# The first word of a method that changes something and returns something.
_VERBS = """
    acquire add admit advance allocate apply assign close draw emit enter expire forget grow intern learn next on open post
    release save score spend step submit take update
"""
VERBS = frozenset(_VERBS.split())
# Questions whose answer is kept for the next time, which changes no answer.
REMEMBERED = frozenset(
    {
        "detectors.engine.copies.Copies._template_of",
        "detectors.engine.copies.Copies._wording",
        "detectors.engine.copies._Template.people",
        "detectors.engine.wording.Wording.every",
        "detectors.engine.wording.Wording.words",
        "detectors.grouping.estimator.Grouping._slot_of",
        # Its name is the library's.
        "detectors.grouping.textclust._Watched._get_closest_mc",
        "detectors.knowledge.priors.Priors._words_of",
        "detectors.knowledge.rates.Knowledge.first_rates",
        "detectors.knowledge.rates.Knowledge.rates",
        "detectors.spikes.volume_model.VolumeTest._expected_in",
        "detectors.spikes.volume_model.VolumeTest.usual",
        "detectors.text.pieces.Pieces._space_of",
        "detectors.text.pieces.Pieces.look_up",
        "detectors.text.pieces._Known._number_of",
        "detectors.text.pieces._Known._value_of",
        "detectors.text.pieces._Room.of",
        "detectors.trends.brand_tests.BrandTests.usual_share",
        "detectors.posts.post_table.PostTable.with_groups",
        "detectors.posts.recent_posts.RecentPosts.table",
        "detectors.posts.recent_posts._Held.keys",
    }
)
_CHANGING = """
    add append appendleft clear difference_update discard extend insert pop popitem popleft remove setdefault sort update
"""
CHANGING = frozenset(_CHANGING.split())


def attribute_of_self(node: ast.expr) -> str:
    """`x` of `self.x`, `self.x[0]` and `self.x.y`; empty for anything else."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            return node.attr
        node = node.value
    return ""


def changed(method: ast.AST) -> Iterator[str]:
    """The attributes of its own object that a method changes."""
    for node in ast.walk(method):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign | ast.Delete):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
            targets = [node.func.value]
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from filter(None, map(attribute_of_self, parts))


def changing_questions(tree: ast.AST, module: str) -> Iterator[str]:
    """Methods that answer and change something, though their name is no verb."""
    owners = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    for owner in owners:
        for method in owner.body:
            if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) or method.name.startswith("__"):
                continue
            answers = method.returns is not None and ast.unparse(method.returns) != "None"
            if answers and set(changed(method)) and method.name.lstrip("_").partition("_")[0] not in VERBS:
                yield f"{module}.{owner.name}.{method.name}"


def test_a_question_changes_nothing() -> None:
    deciding = {name.rpartition(".")[0].replace(".", "/") + ".py" for name in DECIDING}
    found = {
        name
        for path in (*python_files("detectors"), *(ROOT / one for one in sorted(deciding) if one.startswith("stream/")))
        for name in changing_questions(
            ast.parse(path.read_text(encoding="utf-8")), ".".join(path.relative_to(ROOT).with_suffix("").parts)
        )
    }
    assert found == REMEMBERED


@pytest.mark.parametrize(
    "body",
    ["self._count += 1", "self.last, other = 1, 2", "del self._seen[key]", "self._seen.setdefault(key, 1)", "self.a.b = 1"],
)
def test_the_search_finds_questions_that_change_something(body: str) -> None:
    code = f"class Brand:\n    def verdict(self) -> int:\n        {body}\n        return 1"
    assert list(changing_questions(ast.parse(code), "module")) == ["module.Brand.verdict"]

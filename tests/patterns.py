"""Every compiled pattern of the package, and texts made to be hard for each of them."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import detectors
import stream

GENERAL = " aA1@.-:\n"
CLASSES = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_WORD: ".",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_DIGIT: "a",
}
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def compiled_patterns() -> dict[str, re.Pattern[str]]:
    """The patterns in the modules of the package by where they stand: in names, tuples, dictionaries, bound methods."""
    found: dict[int, tuple[str, re.Pattern[str]]] = {}

    def look(value: object, where: str, depth: int) -> None:
        value = getattr(value, "__self__", value)
        if isinstance(value, re.Pattern):
            found.setdefault(id(value), (where, value))
        elif isinstance(value, dict) and depth:
            for key, each in value.items():
                look(each, f"{where}[{key!r:.40}]", depth - 1)
        elif isinstance(value, (tuple, list)) and depth and len(value) < 1_000:
            for number, each in enumerate(value):
                look(each, f"{where}[{number}]", depth - 1)
        elif isinstance(value, type) and depth:
            for name, each in vars(value).items():
                look(each, f"{where}.{name}", depth - 1)

    for package in (detectors, stream):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                for name, value in vars(importlib.import_module(module.name)).items():
                    look(value, f"{module.name}.{name}", 2)
    return dict(sorted(found.values(), key=lambda each: each[0]))


def shortest(tree: Any) -> str:
    """A text that a parsed pattern may match, as short as its repetitions allow."""
    return "".join(_text(code, argument) for code, argument in tree)


def _text(code: Any, argument: Any) -> str:
    if code is op.LITERAL:
        return chr(argument)
    if code is op.NOT_LITERAL:
        return "a" if argument != ord("a") else "b"
    if code is op.ANY:
        return "a"
    if code is op.IN:
        return next(iter(_characters(argument)), "a")
    if code in REPEATS:
        low, _, inner = argument
        return shortest(inner) * min(low or 1, 12)
    if code is op.SUBPATTERN:
        return shortest(argument[3])
    if code is op.ATOMIC_GROUP:
        return shortest(argument)
    if code is op.BRANCH:
        return shortest(argument[1][0])
    return ""


def _characters(members: list[Any]) -> Iterator[str]:
    if members[0][0] is op.NEGATE:
        yield from "a 1"
        return
    for code, argument in members:
        if code is op.LITERAL:
            yield chr(argument)
        elif code is op.RANGE:
            yield chr(argument[0])
        elif code is op.CATEGORY:
            yield CLASSES.get(argument, "a")


def pieces(tree: Any) -> Iterator[str]:
    """Characters of the sets and literals of a parsed pattern, and shortest texts of its groups and branches."""
    for code, argument in tree:
        if code is op.LITERAL:
            yield chr(argument)
        elif code is op.IN:
            yield from itertools.islice(_characters(argument), 4)
        elif code in REPEATS:
            yield shortest(argument[2])
            yield from pieces(argument[2])
        elif code is op.SUBPATTERN:
            yield shortest(argument[3])
            yield from pieces(argument[3])
        elif code is op.ATOMIC_GROUP:
            yield from pieces(argument)
        elif code is op.BRANCH:
            for branch in argument[1][:6]:
                yield shortest(branch)
                yield from pieces(branch)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from pieces(argument[1])


class HardText(NamedTuple):
    """What a pattern looks for, again and again, between a part of what it matches and an end that it does not match."""

    unit: str
    head: str
    tail: str

    def of(self, length: int) -> str:
        """The text, of about so many characters."""
        return self.head + self.unit * max(1, (length - len(self.head)) // len(self.unit)) + self.tail

    def __str__(self) -> str:
        return f"{self.head!r:.60} + {self.unit!r:.60} * n + {self.tail!r}"


def hard_texts(pattern: re.Pattern[str]) -> Iterator[HardText]:
    """Texts in which the pattern begins to match everywhere and succeeds nowhere."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = shortest(tree)
    units = list(dict.fromkeys([*filter(None, pieces(tree)), whole, whole[:-1], *GENERAL]))
    chars = [unit for unit in units if len(unit) == 1][:12]
    units = [unit for unit in units if unit][:40] + [a + b for a, b in itertools.permutations(chars, 2)]
    heads = dict.fromkeys(["", whole, whole[: len(whole) // 2], whole[:1], whole[:2]])
    return itertools.starmap(HardText, itertools.product(units, heads, ["", "\x00"]))


def seconds(pattern: re.Pattern[str], text: str, times: int = 1) -> float:
    """CPU time of this thread that it takes to look for everything in `text`, the least of so many times."""
    found = []
    for _ in range(times):
        began = time.thread_time()
        for _match in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
        found.append(time.thread_time() - began)
    return min(found)

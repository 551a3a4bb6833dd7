"""Small integers for names, used again once a name is forgotten: arrays by them stay as large as what is in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def numbered(names: Sequence[str], table: list[Any], free: list[int]) -> list[int]:
    """Numbers for these names, none of which has one: those that are `free` first, the last of them first, then new ones at
    the end of `table`, which has the name that each number stands for.

    >>> table, free = ["lamp", "", "desk"], [1]
    >>> numbered(["sofa", "rug"], table, free), table, free
    ([1, 3], ['lamp', 'sofa', 'desk', 'rug'], [])
    >>> free.append(7)
    >>> numbered([], table, free), free
    ([], [7])
    """
    first = len(table)
    if not free:
        table.extend(names)
        return [*range(first, len(table))]
    again = free[: -len(names) - 1 : -1]
    del free[len(free) - len(again) :]
    for number, name in zip(again, names, strict=False):
        table[number] = name
    table.extend(names[len(again) :])
    return [*again, *range(first, len(table))]

"""The group of a text, by itself: what names groups need not load what finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detectors.grouping.later import WaitingTexts

NO_GROUP = -1


class TextGroup:
    """The group of a text: the id that the clusterer has given it, or is about to give it."""

    __slots__ = ("_number", "_texts")

    def __init__(self, number: int = NO_GROUP, texts: WaitingTexts | None = None) -> None:
        self._number = number
        self._texts = texts

    @property
    def number(self) -> int:
        """Its id; `NO_GROUP` without one."""
        if self._texts is not None:
            self._texts.assign()
        return self._number

    def _become(self, number: int) -> None:
        self._number, self._texts = number, None


UNGROUPED = TextGroup()
"""That of a text without words of its own."""

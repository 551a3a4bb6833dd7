"""The groups of texts, found only once one of them is asked for: many at once cost a third of one by one."""

from __future__ import annotations

from collections.abc import Callable

from detectors.grouping.peer import Grouper, build_grouping
from detectors.grouping.text_group import TextGroup
from detectors.grouping.vocabulary import Terms

WAITING_MAX = 128


class WaitingTexts:
    """A clusterer, and the texts that it has not seen yet, at most `WAITING_MAX`. When it sees them changes no group.

    >>> texts = WaitingTexts("ours")
    >>> first, second = (texts.add(("card", "declin"), at) for at in (0.0, 60.0))
    >>> texts.live, second.number == first.number, texts.live
    (0, True, 1)
    """

    def __init__(self, clusterer: str) -> None:
        self._clusterer = clusterer
        # Made for the first texts: hardly a brand that wrote once is asked for its groups.
        self._grouping: Grouper | None = None
        self._waiting: list[tuple[Terms, float, TextGroup]] = []

    def add(self, terms: Terms, at: float) -> TextGroup:
        """Takes the next text; its group."""
        group = TextGroup(texts=self)
        self._waiting.append((terms, at, group))
        if len(self._waiting) >= WAITING_MAX:
            self.assign()
        return group

    def assign(self) -> None:
        """Gives all that wait their groups."""
        if self._waiting:
            terms, ats, groups = zip(*self._waiting, strict=True)
            self._waiting.clear()
            clusterer = self._open()
            for group, number in zip(groups, clusterer.assign_many(terms, ats), strict=True):
                group._become(number)
            # A group that is gone is in no post to come; trends let go of its key by themselves.
            clusterer.take_evicted()

    @property
    def live(self) -> int:
        """Live groups, of the texts that were seen."""
        return 0 if self._grouping is None else self._grouping.live

    def capture(self) -> Callable[[], bytes]:
        """The quick part of a snapshot, after all texts have their groups; what is returned makes the bytes."""
        self.assign()
        return self._open().capture()

    def restore(self, snapshot: bytes | memoryview) -> None:
        """Becomes what `capture` gave; raises `SnapshotError` as the clusterer does."""
        self._waiting.clear()
        self._open().restore(snapshot)

    def _open(self) -> Grouper:
        if self._grouping is None:
            self._grouping = build_grouping(self._clusterer)
        return self._grouping

"""What the engine needs of a clusterer, and the choice of one by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from detectors.errors import SettingError
from detectors.grouping.estimator import Grouping
from detectors.grouping.vocabulary import Terms

CLUSTERERS = ("ours", "textclust")


class Grouper(Protocol):
    """What the engine needs of a clusterer; `Grouping` documents each method."""

    @property
    def live(self) -> int: ...
    def assign_one(self, x: Terms, at: float) -> int: ...
    def assign_many(self, batch: Sequence[Terms], ats: Sequence[float]) -> list[int]: ...
    def predict_one(self, x: Terms) -> int | None: ...
    def take_evicted(self) -> list[int]: ...
    def groups(self) -> list[int]: ...
    def terms(self, group: int, n: int = 10) -> list[tuple[str, float]]: ...
    def snapshot(self) -> bytes: ...
    def capture(self) -> Callable[[], bytes]: ...
    def restore(self, snapshot: bytes | memoryview) -> None: ...


def build_grouping(clusterer: str = "ours") -> Grouper:
    """The clusterer of that name, one of `CLUSTERERS`, with its defaults."""
    if clusterer == "ours":
        return Grouping()
    if clusterer == "textclust":
        # Here, since it brings all of River's clusterers with it: a tenth of a worker's start, for what few choose.
        from detectors.grouping.textclust import TextClustGrouping

        return TextClustGrouping()
    raise SettingError("clusterer", clusterer, f"one of {', '.join(CLUSTERERS)}")

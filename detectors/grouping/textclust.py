"""River's textClust behind the same small interface, so that users can compare.

It is slow, and slower with each live group: it recomputes the weight of every term over all groups and compares with
every group for each text. Its fading counts texts, not time, and it cannot say beforehand that a text opens a new group.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from river.cluster import TextClust

from detectors.errors import SnapshotError
from detectors.grouping.text_group import NO_GROUP
from detectors.grouping.vocabulary import Terms, weighted


class _Cluster(msgspec.Struct, array_like=True):
    key: int
    weight: float
    time: int
    oldweight: float
    n: int
    tf: dict[str, float]


class _State(msgspec.Struct, array_like=True):
    clusterer: str
    n: int
    next_id: int
    last_cleanup: int
    dist_mean: float
    merged: int
    evicted: list[int]
    clusters: list[_Cluster]


_DECODER = msgspec.msgpack.Decoder(_State)


class _Watched(TextClust):
    """TextClust that records which cluster a text went to, which its own `learn_one` does not return."""

    def _get_closest_mc(self, mc: Any, idf: Any, distance: Any) -> Any:
        self.closest = super()._get_closest_mc(mc, idf, distance)  # type: ignore[no-untyped-call]
        return self.closest


class TextClustGrouping:
    """River's TextClust with the parameters of its paper; see `Grouping` for what the methods mean."""

    def __init__(self, radius: float = 0.5, fading_factor: float = 0.001, tgap: int = 100, auto_r: bool = True) -> None:
        self._model = _Watched(radius=radius, fading_factor=fading_factor, tgap=tgap, auto_r=auto_r, real_time_fading=False)  # type: ignore[no-untyped-call]
        self._evicted: list[int] = []

    @property
    def live(self) -> int:
        return len(self._model.micro_clusters)

    def assign_one(self, x: Terms, at: float) -> int:  # noqa: ARG002 (its fading counts texts)
        counts = _counts(x)
        if not counts:
            return NO_GROUP
        model = self._model
        next_id, before = model._cluster_id, set(model.micro_clusters)
        model.learn_one(counts)  # type: ignore[no-untyped-call]
        group = next_id if model._cluster_id > next_id else int(model.closest[0])
        self._evicted += sorted((before | {group}) - set(model.micro_clusters))
        return group

    def assign_many(self, batch: Sequence[Terms], ats: Sequence[float]) -> list[int]:
        return [self.assign_one(x, at) for x, at in zip(batch, ats, strict=True)]

    def predict_one(self, x: Terms) -> int | None:
        counts = _counts(x)
        return self._model.predict_one(counts) if counts and self.live else None  # type: ignore[no-untyped-call]

    def take_evicted(self) -> list[int]:
        taken, self._evicted = self._evicted, []
        return taken

    def groups(self) -> list[int]:
        return sorted(self._model.micro_clusters)

    def terms(self, group: int, n: int = 10) -> list[tuple[str, float]]:
        centroid = self._centroid(group)
        return sorted(centroid.items(), key=lambda pair: (-pair[1], pair[0]))[:n]

    def snapshot(self) -> bytes:
        return self.capture()()

    def capture(self) -> Callable[[], bytes]:
        model = self._model
        clusters = [
            _Cluster(key, c.weight, c.time, c.oldweight, c.n, {str(t): v["tf"] for t, v in c.tf.items()})
            for key, c in model.micro_clusters.items()
        ]
        state = _State("textclust", model.n, model._cluster_id, model.last_cleanup, model._dist_mean,
                       model._num_merged_obs, self._evicted, clusters)  # fmt: skip
        return partial(bytes, msgspec.msgpack.encode(state))

    def restore(self, snapshot: bytes | memoryview) -> None:
        try:
            state = _DECODER.decode(snapshot)
        except msgspec.MsgspecError as error:
            raise SnapshotError(f"snapshot of textclust cannot be read: {error}") from error
        model = self._model
        model.n = model.t = state.n
        model._cluster_id = state.next_id
        model.last_cleanup = state.last_cleanup
        model._dist_mean, model._num_merged_obs = state.dist_mean, state.merged  # type: ignore[assignment]
        model.micro_clusters = {c.key: self._cluster(c) for c in state.clusters}
        self._evicted = list(state.evicted)

    def _cluster(self, held: _Cluster) -> Any:
        tf = {term: {"tf": value} for term, value in held.tf.items()}
        cluster = self._model.MicroCluster(tf, held.time, held.weight, None, held.key)  # type: ignore[no-untyped-call]
        cluster.oldweight, cluster.n = held.oldweight, held.n  # type: ignore[assignment]
        return cluster

    def _centroid(self, group: int) -> dict[str, float]:
        cluster = self._model.micro_clusters.get(group)
        if cluster is None:
            return {}
        idf = self._model._calculate_idf(self._model.micro_clusters.values())  # type: ignore[no-untyped-call]
        weights = {term: v["tf"] * idf[term] for term, v in cluster.tf.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: w / length for term, w in weights.items()}


def _counts(x: Terms) -> dict[str, float]:
    counts: dict[str, float] = {}
    for term, value in weighted(x) if isinstance(x, Mapping) else ((term, 1.0) for term in x):
        counts[term] = counts.get(term, 0.0) + value
    return counts

"""What engines are made by: of the settings as much as concerns them, to be handed to the process that they run in.

What detects takes a second to import; it is imported where engines run, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from stream.engines.manifest import Setup
from stream.screens import load_screen

if TYPE_CHECKING:
    from detectors.engine.brand import BrandTrends
    from detectors.engine.engine import TrendEngine
    from detectors.engine.policy import BrandPolicy
    from stream.config.settings import Settings
    from stream.engines.host import EnginesHere


@dataclass(frozen=True)
class EngineRecipe:
    """`named` are the brands with a policy of their own, all others run by `default`."""

    clusterer: str
    ids_max: int
    lateness_seconds: float
    partitions: int
    board_url: str
    default: BrandPolicy
    named: Mapping[str, BrandPolicy]

    @classmethod
    def of(cls, settings: Settings) -> Self:
        policies = settings.policies
        return cls(
            clusterer=settings.clusterer,
            ids_max=settings.ids_max,
            lateness_seconds=settings.lateness_seconds,
            partitions=settings.engine_partitions,
            board_url=settings.board_url,
            default=policies.default,
            named=dict(policies.named),
        )

    def engine(self) -> TrendEngine:
        """An engine without a past."""
        from detectors.engine.brand import BrandTrends
        from detectors.engine.engine import TrendEngine
        from detectors.engine.policy import BrandConfig
        from detectors.engine.snapshot import policy_hash, structure_hash

        shipped = BrandConfig(clusterer=self.clusterer, board_url=self.board_url)

        def make_brand(name: str) -> BrandTrends:
            return BrandTrends(name, shipped.under(self.named.get(name, self.default)))

        return TrendEngine(
            make_brand,
            self.lateness_seconds,
            ids_max=self.ids_max,
            structure=structure_hash(self.clusterer, load_screen().version),
            policy=policy_hash(shipped.under(self.default), self.lateness_seconds),
        )

    def setup(self) -> Setup:
        """What a checkpoint must agree with."""
        return Setup(*self.engine().heading, self.partitions)

    def host(self) -> EnginesHere:
        """Engines of this process."""
        from stream.engines.host import EnginesHere

        return EnginesHere(self.engine, self._begin)

    def _begin(self) -> Setup:
        from stream.engines.compiling import warm_up

        warm_up()
        return self.setup()

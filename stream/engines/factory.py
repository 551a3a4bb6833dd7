"""How engines are built from the settings; a factory is small and picklable, so that it can be sent to another process.

The detectors take a second to import: they are imported in the processes that run engines, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from stream.engines.manifest import Setup

if TYPE_CHECKING:
    from detectors.engine.brand import BrandTrends
    from detectors.engine.engine import TrendEngine
    from detectors.engine.policy import BrandPolicy
    from stream.config.load import Configuration
    from stream.engines.host import LocalEngineHost

WARM_UP_PEOPLE = 200


@dataclass(frozen=True)
class EngineFactory:
    """Builds engines. `named` are the brands with a policy of their own, all others run by `default`."""

    clusterer: str
    ids_max: int
    brands_max: int
    lateness_seconds: float
    partitions: int
    board_url: str
    default: BrandPolicy
    named: Mapping[str, BrandPolicy]

    @classmethod
    def of(cls, configuration: Configuration) -> Self:
        settings, brands = configuration.settings, configuration.brands
        return cls(
            clusterer=settings.clusterer,
            ids_max=settings.ids_max,
            brands_max=settings.brands_max,
            lateness_seconds=settings.lateness_seconds,
            partitions=settings.engine_partitions,
            board_url=settings.board_url,
            default=brands.default,
            named=dict(brands.named),
        )

    def build(self) -> TrendEngine:
        """A new engine, without any state."""
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
            brands_max=self.brands_max,
            structure=structure_hash(self.clusterer),
            policy=policy_hash(shipped.under(self.default), self.lateness_seconds),
        )

    def setup(self) -> Setup:
        """What a checkpoint must agree with to be restored."""
        return Setup(*self.build().heading, self.partitions)

    def local_host(self) -> LocalEngineHost:
        """The host that runs engines in this process."""
        from stream.engines.host import LocalEngineHost

        return LocalEngineHost(self.build, self._prepare)

    def _prepare(self) -> Setup:
        warm_up()
        return self.setup()


def build_engine(configuration: Configuration) -> TrendEngine:
    """A new engine, without any state."""
    return EngineFactory.of(configuration).build()


def checkpoint_setup(configuration: Configuration) -> Setup:
    """What a checkpoint must agree with to be restored under this configuration."""
    return EngineFactory.of(configuration).setup()


def is_compiled() -> bool:
    """Whether the compiled kernels were kept by an earlier run; if not, the first use compiles them."""
    from detectors.grouping import kernel

    try:
        kept = Path(kernel.assign._cache.cache_path).glob("kernel.assign-*.nbi")  # type: ignore[attr-defined]
        written = Path(kernel.__file__).stat().st_mtime
        return any(one.stat().st_mtime >= written for one in kept)
    except (AttributeError, OSError):
        return False


def warm_up() -> None:
    """Compiles every kernel by calling it, so that no batch waits for the compiler; fast when the cache is warm."""
    from detectors.buckets import DAY_BUCKETS, HOUR_BUCKETS
    from detectors.grouping import Grouping
    from detectors.spikes.significance import SpikeConfig, SpikeTest

    Grouping().assign_many([("one", "two"), ("three", "four"), ("one", "two")], [0.0, 1.0, 2.0])
    test = SpikeTest(SpikeConfig.groups())
    for bucket in range(3 * DAY_BUCKETS):
        # One person every other bucket, whom the test learns from; and once a day a crowd, which it has to judge.
        crowd = range(WARM_UP_PEOPLE) if bucket % DAY_BUCKETS == DAY_BUCKETS - 1 else ()
        usual = [(bucket, bucket % WARM_UP_PEOPLE, ("usual",))] if bucket % 2 else []
        test.observe_many(usual + [(bucket, person, ("rising", "gone")) for person in crowd])
        test.close(bucket)
    test.observe_many([(bucket - HOUR_BUCKETS, WARM_UP_PEOPLE + person, ("rising",)) for person in range(9)])
    test.close(bucket + 1)
    test.reaching(5, bucket)
    test.drop(["gone"])
    test.snapshot()

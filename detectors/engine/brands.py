"""The brands of an engine: made when they are first seen, at most so many, each under its newest policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from detectors.engine.brand import BrandTrends
from detectors.engine.policy import BrandPolicy


class Brands(Mapping[str, BrandTrends]):
    """The brands by name, and what they come to together.

    `make` makes the state of a brand that is seen for the first time. At most `brands_max` are made, and those that have a
    policy of their own.
    """

    def __init__(
        self, make: Callable[[str], BrandTrends], brands_max: int, policies: Iterable[tuple[str, BrandPolicy]] = ()
    ) -> None:
        self._make = make
        self._brands_max = brands_max
        self._brands: dict[str, BrandTrends] = {}
        self._policies = dict(policies)
        self._generation = ""
        # Kept as brands change: to ask thousands at every bucket costs.
        self._waiting: set[str] = set()

    def __getitem__(self, name: str) -> BrandTrends:
        return self._brands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._brands)

    def __len__(self) -> int:
        return len(self._brands)

    @property
    def waiting(self) -> frozenset[str]:
        """Those in which time alone can lead to an event."""
        return frozenset(self._waiting)

    def has_room_for(self, name: str) -> bool:
        """Whether a brand is known, or may be made."""
        return name in self._brands or name in self._policies or len(self._brands) < self._brands_max

    def open(self, name: str) -> BrandTrends:
        """The brand of that name; made when it is first seen, under the newest policy sent for it."""
        brand = self._brands.get(name)
        if brand is None:
            brand = self._brands[name] = self._make(name)
            brand.generation = self._generation
            if name in self._policies:
                brand.on_policy(self._policies[name])
        return brand

    def changed(self, name: str) -> None:
        """Notes whether a brand waits, after it took something in."""
        (self._waiting.add if self._brands[name].is_waiting else self._waiting.discard)(name)

    def on_policy(self, name: str, policy: BrandPolicy) -> None:
        """From here on the brand of that name runs by this policy, also when it is not known yet."""
        self._policies[name] = policy
        if name in self._brands:
            self._brands[name].on_policy(policy)

    def forget(self, people: Collection[str], name: str = "") -> None:
        """Forgets people: by the brand of that name, or by all."""
        for one in [name] if name else sorted(self._brands):
            if one in self._brands:
                self._brands[one].forget(people)
                self.changed(one)

    def begin_generation(self, generation: str) -> None:
        """Their events from here on have `generation` in their ids."""
        self._generation = generation
        for brand in self._brands.values():
            brand.generation = generation

    def policies(self) -> list[tuple[str, BrandPolicy]]:
        """The newest policy sent for each brand, for a snapshot."""
        return sorted(self._policies.items())

    # For the metrics.

    @property
    def groups_live(self) -> int:
        return sum(brand.admission.grouping.live for brand in self._brands.values())

    @property
    def duplicates(self) -> int:
        """Mentions whose id had been seen before."""
        return sum(brand.admission.duplicates for brand in self._brands.values())

    @property
    def ids_forgotten(self) -> int:
        """Mentions whose id was forgotten early: more came than the engine may remember."""
        return sum(brand.admission.seen.forgotten for brand in self._brands.values())

    @property
    def withheld(self) -> dict[str, int]:
        """Decisions, one a trend and bucket, that kept a trend out of the alerts, by the verdict they rest on."""
        found: Counter[str] = Counter()
        for brand in self._brands.values():
            found.update(brand.withheld)
        return dict(found)

"""The brands of an engine, stream by stream: made when first seen, at most so many, each under its newest policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from detectors.engine.brand import BrandTrends
from detectors.engine.forgetting import forget
from detectors.engine.idle import Looks
from detectors.engine.policy import BrandPolicy
from detectors.engine.streams import brand_of, intent_in, streams_of


class Brands(Mapping[str, BrandTrends]):
    """The brands by the names of their streams (`detectors.engine.streams`), and what they come to together.

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
        self.looks = Looks()

    def __getitem__(self, name: str) -> BrandTrends:
        return self._brands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._brands)

    def __len__(self) -> int:
        return len(self._brands)

    def has_room_for(self, name: str) -> bool:
        """Whether a brand is known, or may be made."""
        brand = brand_of(name)
        known = name in self._brands or brand in self._brands or brand in self._policies
        return known or len(self._brands) < self._brands_max

    def streams(self, brand: str) -> list[str]:
        """The streams of a brand that are known."""
        return [stream for stream in streams_of(brand) if stream in self._brands]

    def open(self, name: str) -> BrandTrends:
        """The brand of that name; made when it is first seen, under the newest policy sent for it."""
        brand = self._brands.get(name)
        if brand is None:
            brand = self._brands[name] = self._make(brand_of(name))
            brand.generation = self._generation
            if intent := intent_in(name):
                brand.follow(intent)
            if brand.name in self._policies:
                brand.on_policy(self._policies[brand.name])
        return brand

    def changed(self, name: str) -> None:
        """Notes whether a brand waits, and until when, after it took something in."""
        brand = self._brands[name]
        self.looks.note(name, brand.next_look if brand.is_waiting else None)

    def on_policy(self, name: str, policy: BrandPolicy) -> None:
        """From here on the brand of that name runs by this policy, also when it is not known yet."""
        self._policies[name] = policy
        for stream in self.streams(name):
            self._brands[stream].on_policy(policy)
            self.changed(stream)

    def forget(self, people: Collection[str], name: str = "") -> None:
        """Forgets people: by the brand of that name, or by all."""
        for stream in self.streams(name) if name else sorted(self._brands):
            forget(self._brands[stream], people)
            self.changed(stream)

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

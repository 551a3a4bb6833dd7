"""What a brand's people usually say: the share of its people who use a term, fading over weeks."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class ProfileState(msgspec.Struct, frozen=True):
    """A profile as plain values, for a snapshot."""

    weights: dict[str, float]
    people: float
    unit: float
    origin: float | None


class TermProfile:
    """Term to the share (0 to 1) of the brand's people who usually say it.

    Counts fade with a half-life in event time, kept inflated so that fading costs nothing per post. Half a person is added
    to what was heard: what was never said is rare, not impossible.

    >>> profile = TermProfile()
    >>> profile.learn(0.0, ["login", "slow"])
    >>> profile.learn(60.0, ["login"])
    >>> round(profile.share("login"), 2), round(profile.share("slow"), 2), round(profile.share("card"), 2)
    (0.83, 0.5, 0.17)
    """

    def __init__(self, half_life_days: float = 28.0, terms_max: int = 100_000) -> None:
        self._half_life = half_life_days * 86_400.0
        self._terms_max = terms_max
        self._weights: dict[str, float] = {}
        self._people = 0.0
        self._unit = 1.0
        self._origin: float | None = None

    def learn(self, at: float, terms: Iterable[str]) -> None:
        """One person's post at `at` with its distinct `terms`."""
        if self._origin is None:
            self._origin = at
        self._unit = max(self._unit, 2.0 ** ((at - self._origin) / self._half_life))
        self._people += self._unit
        weights = self._weights
        for term in terms:
            weights[term] = weights.get(term, 0.0) + self._unit
        if self._unit > 1e6 or len(weights) > self._terms_max:
            self._rebase(at)

    def share(self, term: str) -> float:
        """The smoothed share of people who usually say `term`."""
        return (self._weights.get(term, 0.0) + 0.5 * self._unit) / (self._people + self._unit)

    @property
    def people(self) -> float:
        """Faded number of posts learned from."""
        return self._people / self._unit

    def state(self) -> ProfileState:
        """As plain values, for a snapshot."""
        return ProfileState(self._weights.copy(), self._people, self._unit, self._origin)

    def load(self, state: ProfileState) -> None:
        """Take over what `state` gave."""
        self._weights, self._people = state.weights, state.people
        self._unit, self._origin = state.unit, state.origin

    def _rebase(self, at: float) -> None:
        """Makes now the unit again, and lets the rarest terms go: below half a person, and more above the limit."""
        kept = {term: weight / self._unit for term, weight in self._weights.items() if weight >= 0.5 * self._unit}
        if len(kept) > 0.9 * self._terms_max:
            lightest = sorted(kept.items(), key=lambda item: (-item[1], item[0]))
            kept = dict(lightest[: int(0.8 * self._terms_max)])
        self._weights = kept
        self._people /= self._unit
        self._unit, self._origin = 1.0, at

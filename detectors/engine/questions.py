"""What an engine is asked and what changes none of its decisions: why words opened an alert, and how its brands stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from msgspec.structs import replace

from detectors.buckets import BUCKET_SECONDS
from detectors.engine.brand import BrandTrends
from detectors.engine.levels import SLOT_SECONDS
from detectors.engine.query import UNDECIDED, Explanation, standing_of, with_people_since, with_waiting
from detectors.engine.standing import explain_words, has_recent, report, standing, take_members
from detectors.engine.streams import brand_of, intent_in, streams_of
from detectors.mention import Complaint
from detectors.reports import Reports


def explanations(
    words: str, brand: str, brands: Mapping[str, BrandTrends], waiting: Mapping[str, Sequence[Complaint]], closed: int
) -> list[Explanation]:
    """Why these words opened an alert, or why not: of one brand, or of all. Without words, how each stands.

    What people suggest is answered apart, where it is followed; of words, where anybody suggests with them. `closed` is the
    newest bucket that was decided, `waiting` the complaints of later ones.
    """
    decided_until = float((closed + 1) * BUCKET_SECONDS)
    streams = [name for name in sorted({*brands, *waiting}) if brand in ("", brand_of(name))]
    if not words:
        standings = [_standing(brands.get(name), name, decided_until, waiting.get(name, ())) for name in streams]
        return list(map(_of_its_brand, standings, streams))
    found = [
        explain_words(brands[name], words, closed)
        if name in brands
        else Explanation(brand=name, words=words, sentence=f"{words}: {UNDECIDED}")
        for name in streams
    ]
    counted = map(with_waiting, found, repeat(decided_until), (waiting.get(name, ()) for name in streams))
    known = {brand_of(name) for name in streams if not intent_in(name)}
    return [
        _of_its_brand(one, name)
        for one, name in zip(counted, streams, strict=True)
        if not intent_in(name) or brand_of(name) not in known or _is_about_somebody(one)
    ]


def _of_its_brand(found: Explanation, stream: str) -> Explanation:
    """The answer under the name of its brand; one about what people suggest says so."""
    intent = intent_in(stream)
    if not intent:
        return found
    return replace(found, brand=brand_of(stream), intent=intent, sentence=f"{intent}s: {found.sentence}")


def _is_about_somebody(found: Explanation) -> bool:
    return bool(found.people or found.trend_id or found.waiting_people or found.echo_people)


def _standing(brand: BrandTrends | None, name: str, decided_until: float, waiting: Sequence[Complaint]) -> Explanation:
    found = standing_of(name, decided_until, None, 0) if brand is None else standing(brand, decided_until)
    return with_people_since(found, waiting)


QUIET_SECONDS = 300
"""How often a brand is reported at most in which no trend is open, in event time."""


class ReportsDue:
    """Which brands are to be reported next. No part of a decision or a snapshot."""

    def __init__(self) -> None:
        self._unreported = set[str]()
        self._on_curve = set[str]()
        self._half_hour = -1
        self._period = -1

    def add(self, names: Iterable[str]) -> None:
        """Something was decided in these brands."""
        self._unreported.update(names)

    def take(self, brands: Mapping[str, BrandTrends], closed: int) -> Reports:
        """The reports of those in which anything was decided since the last call; `closed` is the newest decided bucket.

        One without an open trend is reported every five minutes at most. Every half hour all brands that were written about
        in the last day are among them: their curve goes on.
        """
        half_hour = closed * BUCKET_SECONDS // SLOT_SECONDS
        if half_hour != self._half_hour:
            now = (closed + 1) * BUCKET_SECONDS
            recent = {name for name, brand in brands.items() if has_recent(brand, now)}
            # Those whose curve has just become flat once more.
            self._unreported |= recent | self._on_curve
            self._on_curve = recent
            self._half_hour = half_hour
        period = closed * BUCKET_SECONDS // QUIET_SECONDS
        is_due, self._period = period != self._period, period
        names = sorted(name for name in self._unreported & brands.keys() if is_due or _has_open_trend(brands[name]))
        self._unreported = set() if is_due else self._unreported - {*names}
        due = [brands[name] for name in names]
        whole = sorted({brand_of(name) for name in names})
        return Reports(
            [report([brands[one] for one in streams_of(name) if one in brands], closed) for name in whole],
            [new for brand in due for new in take_members(brand)],
            [one for brand in due for one in brand.kept_out.take()],
        )


def _has_open_trend(brand: BrandTrends) -> bool:
    return any(trend.is_open for trend in brand.trends)

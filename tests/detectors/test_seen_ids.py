"""A mention counts once: exactly while there is room, and never twice when there is none."""

from __future__ import annotations

from functools import partial
from random import Random

import msgspec

from detectors.engine.brand import BrandTrends
from detectors.engine.dedup import DAY, IdsLimit, SeenIds, keep_within
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.engine.policy import BrandConfig
from detectors.mention import Complaint
from tests.engine_logs import bodies_of, simulated_log

IDS_MAX = 300
BRANDS = ("papyrion", "quillon")
LATENESS = 120.0


def test_an_id_is_known_for_a_day_and_then_forgotten() -> None:
    seen = SeenIds()
    assert seen.add("a", 0.0)
    assert not seen.add("a", DAY)
    assert seen.add("a", DAY + 1.0)
    seen.expire(3 * DAY + 1.0)
    assert len(seen) == 1
    seen.expire(3 * DAY + 2.0)
    assert len(seen) == 0
    assert seen.forgotten == 0, "what nothing can repeat any more is no loss"


def test_what_was_forgotten_early_counts_as_seen_and_what_is_newer_does_not() -> None:
    seen = SeenIds()
    assert all(seen.add(str(at), float(at)) for at in range(10))
    seen.forget_oldest(4)
    assert (len(seen), seen.forgotten, seen.forgotten_at) == (6, 4, 3.0)
    assert not any(seen.add(str(at), float(at)) for at in range(10))
    assert not seen.add("late", 3.0)
    assert seen.add("less late", 3.5)


def test_the_brand_that_floods_forgets_and_the_others_do_not() -> None:
    flooded, quiet = SeenIds(), SeenIds()
    for at in range(1_000):
        flooded.add(str(at), float(at))
        if at < 100:
            quiet.add(str(at), float(at))
        keep_within([flooded, quiet], IDS_MAX)
        assert len(flooded) + len(quiet) <= IDS_MAX
    assert quiet.forgotten == 0
    assert not any(quiet.add(str(at), float(at)) for at in range(100))
    keep_within([quiet, SeenIds()], 0)
    assert len(quiet) == 0


def test_one_id_that_is_sent_again_and_again_keeps_no_other_from_being_forgotten() -> None:
    seen = SeenIds()
    for hour in range(30 * 24):
        assert seen.add(f"post {hour}", hour * 3600.0)
        if hour % 25 == 0:
            assert seen.add("heartbeat", hour * 3600.0)
        seen.expire(hour * 3600.0)
    assert len(seen) <= 50
    seen.forget_oldest(1)
    assert seen.forgotten_at <= (30 * 24 - 48) * 3600.0


def test_brands_that_remember_alike_forget_alike() -> None:
    brands = [SeenIds() for _ in range(10)]
    for brand in brands:
        for at in range(110):
            brand.add(str(at), float(at))
    keep_within(brands, 1_000)
    assert {len(brand) for brand in brands} == {75}


def test_the_limit_holds_at_each_step_though_ids_are_counted_seldom() -> None:
    limit, brands = IdsLimit(IDS_MAX), [SeenIds(), SeenIds()]
    held = []
    for at in range(1_000):
        brands[at % 3 == 0].add(str(at), float(at))
        limit.keep(brands, 1)
        held.append(sum(map(len, brands)))
    assert max(held) == IDS_MAX
    assert held[:IDS_MAX] == list(range(1, IDS_MAX + 1)), "nothing is forgotten before the limit is reached"


def engine(ids_max: int) -> TrendEngine:
    return TrendEngine(partial(BrandTrends, config=BrandConfig(budget_per_day=1.0)), LATENESS, ids_max=ids_max)


def with_repeats(log: list[LogRecord]) -> list[LogRecord]:
    """The same log, in which every mention is sent again when a few hundred more have come, as a collector does that
    starts anew."""
    repeated: list[LogRecord] = []
    waiting: list[Complaint] = []
    for record in log:
        repeated.append(record)
        if isinstance(record, Complaint):
            waiting.append(record)
        elif isinstance(record, Progress) and len(waiting) >= IDS_MAX:
            repeated += [msgspec.structs.replace(one, origin=one.origin + 2) for one in waiting]
            waiting.clear()
    return repeated


def test_an_engine_that_forgets_ids_tells_what_one_tells_that_remembers_all_of_them() -> None:
    log = simulated_log(5, brands=BRANDS, days=1)
    all_of_them, few = engine(2_000_000), engine(IDS_MAX)
    repeated = with_repeats(log)
    expected = bodies_of(all_of_them.apply(repeated))
    middle = len(repeated) // 2
    events = bodies_of(few.apply(repeated[:middle]))
    restored = engine(IDS_MAX)
    restored.restore(few.snapshot())
    events += bodies_of(restored.apply(repeated[middle:]))
    assert expected
    assert events == expected
    assert restored.brands.ids_forgotten > 1_000
    assert sum(len(brand.admission.seen) for brand in restored.brands.values()) <= IDS_MAX
    assert all_of_them.brands.ids_forgotten == 0
    assert restored.brands.duplicates == all_of_them.brands.duplicates > 1_000


def test_ids_go_in_time_whatever_became_of_the_first() -> None:
    """Against the plain rule: from the front go those that are older than two days."""
    chance = Random(3)
    for _ in range(200):
        seen, plain, now = SeenIds(), dict[str, float](), 0.0
        for _ in range(60):
            now += chance.choice((0.0, 3600.0, 0.6 * DAY))
            ident, at = f"forum/{chance.randrange(12)}", now - chance.choice((0.0, 600.0, 0.9 * DAY))
            if seen.add(ident, at):
                plain.pop(ident, None)
                plain[ident] = at
            if chance.random() < 0.1:
                seen.forget_ending((ident[-1],))
                plain = {one: at for one, at in plain.items() if not one.endswith(ident[-1])}
            seen.expire(now)
            while plain and next(iter(plain.values())) < now - 2 * DAY:
                del plain[next(iter(plain))]
            assert list(seen.at.items()) == list(plain.items())

"""Somebody asks to be forgotten: nothing in the state of an engine knows them any more, and it goes on as if they had not
written."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from detectors.buckets import bucket_of
from detectors.engine.engine import TrendEngine
from detectors.engine.log import FORGET, Command
from detectors.likeness.cohesion import cohesion
from detectors.mention import Complaint
from detectors.trends.detection import weights_of
from detectors.windows.people import person_number
from tests.incident import BRAND, HOUR, OUTAGE, START, engine, fed, incident, posted, until

SHE = "0123456789abcdef"
AFTER = OUTAGE + 0.5 * HOUR


def forget(*people: str, at: float = AFTER, brand: str = BRAND) -> Command:
    return Command(brand=brand, kind=FORGET, at=at, people=people)


def with_her(log: list[Complaint], *more: float) -> list[Complaint]:
    """She reports the fault too, with some posts."""
    texts = [posted(at, f"hers{at}", 10_000 + number, "cartridge rejected hers", SHE) for number, at in enumerate(more)]
    return sorted([*log, *texts], key=lambda one: one.at)


def traces(of: TrendEngine) -> int:
    """In how many ways a snapshot, which is not compressed, still holds her: her pseudonym, her number in the windows, her
    text."""
    state = of.snapshot()
    number = person_number(SHE).to_bytes(8, "little", signed=True)
    return sum(needle in state for needle in (SHE.encode(), number, b"cartridge rejected hers"))


def test_nothing_in_the_state_is_hers_any_more() -> None:
    kept, forgetful = engine(), engine()
    log = with_her(incident(), OUTAGE + 300.0, OUTAGE + 900.0, OUTAGE + 1000.0)
    fed(kept, log, end=AFTER + 600.0)
    assert traces(kept) == 3
    fed(forgetful, log, forget(SHE), end=AFTER)
    assert traces(forgetful) == 0
    (theirs,) = [trend for trend in kept.brands[BRAND].trends if trend.is_open]
    (ours,) = [trend for trend in forgetful.brands[BRAND].trends if trend.is_open]
    assert ours.members.people_so_far < theirs.members.people_so_far


def test_a_title_that_she_wrote_gives_way_to_words_of_those_who_are_left() -> None:
    one = engine()
    fed(one, with_her(incident(), OUTAGE + 300.0), end=AFTER)
    (trend,) = [trend for trend in one.brands[BRAND].trends if trend.is_open]
    assert trend.titles.title == "cartridge rejected hers"
    one.apply([forget(SHE)])
    assert trend.titles.title.startswith("cartridge rejected · ")


def test_an_engine_that_forgot_somebody_compares_posts_as_one_that_was_restored_then() -> None:
    one, restored = engine(), engine()
    fed(one, with_her(incident(), OUTAGE + 300.0), end=AFTER)
    one.apply([forget(SHE)])
    restored.restore(one.snapshot())
    ratios = []
    for brand in (one.brands[BRAND], restored.brands[BRAND]):
        rows = brand.detection.recent_posts.table.newest(20)
        ratios.append(cohesion(rows.last(8), rows, weights_of(brand.detection).of_all))
    assert ratios[0] == ratios[1] > 0.0


def test_windows_count_as_if_she_had_not_written() -> None:
    without, forgetful = engine(), engine()
    log = incident()
    fed(without, log, end=AFTER)
    fed(forgetful, with_her(log, OUTAGE + 300.0), forget(SHE), end=AFTER)
    bucket = bucket_of(AFTER) - 1
    for seconds in (3600, 3 * 3600, 24 * 3600):
        tests = [one.brands[BRAND].detection.tests.shares for one in (without, forgetful)]
        assert len({test.people("cartridge", seconds, bucket) for test in tests}) == 1
        assert len({test.everybody(seconds, bucket) for test in tests}) == 1
    assert tests[0].people("cartridge", 24 * 3600, bucket) > 5


def test_what_waits_for_the_watermark_is_forgotten_too_by_either_hash() -> None:
    one = engine()
    one.apply(
        [posted(START, "a", 0, "my printer", SHE), replace(posted(START, "b", 1, "her printer"), handle=SHE), forget(SHE)]
    )
    one.apply([posted(START, "c", 2, "their printer", "somebody"), until(START + HOUR)])
    assert [post.id for post in one.brands[BRAND].detection.recent_posts] == ["c"]


def test_an_engine_goes_on_the_same_after_a_restore() -> None:
    log, end = with_her(incident(people=60), OUTAGE + 300.0, AFTER - 1.0), OUTAGE + 5 * HOUR
    one, other = engine(), engine()
    first = [complaint for complaint in log if complaint.at < AFTER]
    rest = [complaint for complaint in log if complaint.at >= AFTER]
    fed(one, first, forget(SHE), end=AFTER)
    other.restore(one.snapshot())
    assert fed(one, rest, end=end) == fed(other, rest, end=end) != []
    assert one.snapshot() == other.snapshot()


def test_a_trend_of_which_everybody_is_forgotten_ends_in_peace() -> None:
    log = incident(people=12)
    one = engine()
    people = sorted({complaint.person for complaint in log if complaint.id.startswith("i")})
    events = fed(one, log, forget(*people), end=OUTAGE + 40 * HOUR)
    assert [alert.state for alert in events][-1] == "resolved"


@pytest.mark.parametrize(("brand", "left"), [(BRAND, 0), ("", 0), ("other", 3)])
def test_a_brand_forgets_alone_or_all_do(brand: str, left: int) -> None:
    one = engine()
    fed(one, with_her(incident(), OUTAGE + 300.0), forget(SHE, brand=brand), end=AFTER)
    assert traces(one) == left


def test_whoever_writes_again_counts_again() -> None:
    one = engine()
    log = with_her(incident(), OUTAGE + 300.0, AFTER + 60.0)
    fed(one, log, forget(SHE), end=AFTER + HOUR)
    assert traces(one) == 3

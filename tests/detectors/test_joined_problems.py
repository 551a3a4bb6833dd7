"""One fault reported in several languages is one alert; two faults of one product are two."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace

from detectors.mention import Complaint
from detectors.post import Post
from detectors.posts.post_table import PostTable
from detectors.posts.tiers import Key, Tier
from detectors.spikes.rise import Evidence, Spike
from detectors.trends.problems import Candidate, Problem, candidate, joined, rare_terms
from tests.held_posts import rows_of
from tests.life import DAY, HOUR, START, Observation, engine, everyday, log_of, usual_days, written_in

SEED = 4
WARM_DAYS = 15
NOW = START + WARM_DAYS * DAY
NOON = NOW + 12 * HOUR

ENGLISH = ("cartridge", "rejected", "genuine", "firmware", "ink")
GERMAN = ("patrone", "erkannt", "tinte", "original", "aktualisierung")
FRENCH = ("cartouche", "reconnue", "encre", "origine", "mise")
SPANISH = ("cartucho", "rechaza", "tinta", "autentico", "actualizacion")
LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH)
NETWORK = ("wifi", "connect", "drops", "signal", "router")
SCANNER = ("scan", "blank", "page", "white", "feeder")
# What one in ten complaints is about on usual days.
PRODUCT = "topic1a"


@pytest.fixture(scope="module")
def warm() -> bytes:
    """The engine after two usual weeks."""
    return usual_days(SEED, WARM_DAYS)


def lived(warm: bytes, observations: list[Observation]) -> tuple[set[str], set[str]]:
    """The trends that opened on a day with these observations, and those that were absorbed."""
    restored = engine()
    restored.restore(warm)
    end = NOW + DAY
    events = [emitted.alert for emitted in restored.apply(log_of(everyday(SEED, NOW, 1) + observations, end, 1_000_000))]
    named = {kind: {alert.trend_id for alert in events if alert.event == kind} for kind in ("opened", "absorbed")}
    return named["opened"], named["absorbed"]


@pytest.mark.parametrize("seed", range(1, 4))
@pytest.mark.parametrize(("people", "share"), [(25, 0.35), (25, 0.6), (12, 0.6)])
def test_one_fault_in_four_languages_with_an_untranslated_code_is_one_trend(
    warm: bytes, people: int, share: float, seed: int
) -> None:
    chance = Random(seed)
    observations = [one for words in LANGUAGES for one in written_in(words, "e83", share, NOON, people, chance)]
    opened, absorbed = lived(warm, observations)
    assert len(opened - absorbed) == 1


@pytest.mark.parametrize("seed", range(1, 4))
def test_two_faults_of_one_product_are_two_trends(warm: bytes, seed: int) -> None:
    chance = Random(seed)
    observations = [one for words in (NETWORK, SCANNER) for one in written_in(words, PRODUCT, 0.6, NOON, 20, chance)]
    opened, absorbed = lived(warm, observations)
    assert len(opened - absorbed) == 2


@pytest.mark.parametrize(
    ("apart", "lang", "may_be_same"), [(0.0, "en", True), (3 * HOUR, "en", False), (0.0, "de", False), (0.0, "en-GB", True)]
)
def test_of_two_that_open_within_an_hour_the_second_says_that_it_may_be_the_same(
    warm: bytes, apart: float, lang: str, may_be_same: bool
) -> None:
    chance, restored = Random(1), engine()
    restored.restore(warm)
    observations = [
        *written_in(NETWORK, "", 0.0, NOON, 25, chance),
        *written_in(SCANNER, "", 0.0, NOON + apart, 25, chance),
    ]
    log = log_of(everyday(SEED, NOW, 1) + observations, NOW + DAY, 1_000_000)
    langs = {NETWORK[0]: "en", SCANNER[0]: lang}
    log = [replace(one, lang=langs.get(one.person.split()[0], "")) if isinstance(one, Complaint) else one for one in log]
    first, second = (event.alert for event in restored.apply(log) if event.alert.event == "opened")
    assert "may be the same" not in first.why
    assert second.why.endswith(f" “{first.title}” opened within the hour before: it may be the same.") == may_be_same


def usual(term: str) -> float:
    return {PRODUCT: 0.1}.get(term, 0.0002)


def led_by(key: Key, *terms: tuple[str, ...]) -> Problem:
    posts = [Post(f"{TABLE.came}/{number}", 0.0, f"{key.name}{number}", "", one) for number, one in enumerate(terms)]
    spike = Spike(key.name, 3600, 5, 0.1, 1e-9, Evidence.SHARE)
    lead: Candidate = candidate(key, spike, rows_of(posts, TABLE))
    return Problem((lead,), lead.people, (), (lead,))


TABLE = PostTable()
GROUP, OTHER = Key(Tier.GROUP, "1"), Key(Tier.GROUP, "2")
REJECTED = led_by(GROUP, *[("cartridge", PRODUCT, "e83")] * 2, *[("cartridge", PRODUCT, "4.1.7")] * 6)
ABGELEHNT = led_by(OTHER, *[("patrone", PRODUCT, "e83")] * 2, *[("patrone", PRODUCT, "4.1.7")] * 6)
OFFLINE = led_by(OTHER, *[("wifi", PRODUCT, "e90")] * 2, *[("wifi", PRODUCT, "4.1.7")] * 6)


def test_a_word_of_every_request_joins_nothing() -> None:
    """On a brand's first day "problem" is as rare as a code."""
    asking = [led_by(key, *[(word, "problem")] * 6) for key, word in ((GROUP, "cartridge"), (OTHER, "wifi"))]
    assert [rare_terms(one, lambda _: 1e-6) for one in asking] == [{"cartridge"}, {"wifi"}]


def never(_: Problem) -> bool:
    return False


def test_a_code_joins_and_a_product_or_a_version_does_not() -> None:
    assert rare_terms(REJECTED, usual) == {"cartridge", "e83"}
    (one,) = joined([REJECTED, ABGELEHNT], usual, never)
    assert one.leads == REJECTED.leads + ABGELEHNT.leads
    assert one.people == REJECTED.people | ABGELEHNT.people
    assert joined([REJECTED, OFFLINE], usual, never) == [REJECTED, OFFLINE]


def test_a_code_that_one_person_names_joins_nothing() -> None:
    named_once = led_by(OTHER, ("patrone", "e83"), ("patrone",), ("patrone",))
    assert joined([REJECTED, named_once], usual, never) == [REJECTED, named_once]


def test_who_shares_a_word_that_leads_may_tell_of_several_things() -> None:
    word = led_by(Key(Tier.TERM, PRODUCT), *[("cartridge", PRODUCT)] * 4, *[("wifi", PRODUCT)] * 4)
    assert rare_terms(word, usual) == set()
    assert rare_terms(led_by(Key(Tier.TERM, "e83"), *[("patrone", "e83")] * 4), usual) == {"e83", "patrone"}


def test_an_echo_stays_apart() -> None:
    assert joined([REJECTED, ABGELEHNT], usual, lambda problem: problem is REJECTED) == [REJECTED, ABGELEHNT]
    assert rare_terms(led_by(Key(Tier.THREAD, "root"), *[("cartridge", "e83")] * 4), usual) == set()


def test_what_shares_a_term_with_two_joins_all_three() -> None:
    both = led_by(Key(Tier.GROUP, "3"), *[("e83", "e90")] * 4)
    (one,) = joined([REJECTED, OFFLINE, both], usual, never)
    assert len(one.leads) == 3

"""What a brand's own posts teach: how its posts usually score, and which words complain there."""

from __future__ import annotations

import msgspec
import pytest

from detectors.mention import Basis
from detectors.post import Post
from detectors.verdict.calibration import (
    BUCKETS,
    CORRECTION_MIN,
    LABELS_MIN,
    LANGUAGES_MAX,
    LEARNED_MAX,
    SHIFT_MAX,
    TAUGHT_MAX,
    UNLEARNED_PART,
    USUAL_MIN,
    BrandCalibration,
    CalibrationState,
    Usual,
    latest_of_each,
    usual_name,
)
from detectors.verdict.complaint import PERSON_MAX, complaint_evidence, log_likelihood_ratio, logit, shipped_ratio


def post(number: int, score: float, words: str = "a thing", basis: Basis = Basis.MODEL, lang: str = "en") -> Post:
    terms = tuple(words.split())
    return Post(f"{number}", float(number), f"p{number}", words, terms, lang=lang, score=score, basis=basis)


def taught(lang: str = "qqq", each: int = 40) -> BrandCalibration:
    """A brand whose people rate in a language of their own."""
    brand = BrandCalibration()
    for number in range(each):
        brand.observe(post(number, 0.97, f"zgrubo vrata {number % 7}", Basis.RATING, lang))
        brand.observe(post(number, 0.02, f"milovno vrata {number % 5}", Basis.RATING, lang))
    return brand


def test_where_everybody_sounds_like_a_complaint_praise_stands_out() -> None:
    praise = [post(n, (0.25, 0.62, 0.7)[n % 3], f"fine{n} ending{n}") for n in range(12)]
    assert not complaint_evidence(praise).is_praise
    brand = BrandCalibration()
    for number in range(USUAL_MIN - 1):
        brand.observe(post(number, 0.85))
    assert brand.shift("en") == 0
    brand.observe(post(99, 0.85))
    assert 0 < brand.shift("en") <= SHIFT_MAX
    assert complaint_evidence(praise, brand.ratio).is_praise
    assert brand.shift("de") == 0


def by(screen: int, number: int, score: float) -> Post:
    return msgspec.structs.replace(post(number, score), screen=screen)


def test_what_is_usual_is_learnt_anew_for_each_version_of_the_screen() -> None:
    """Two releases side by side score by two versions: neither is held against what the other's scores usually are."""
    brand = BrandCalibration()
    for number in range(USUAL_MIN):
        brand.observe(by(5, number, 0.85))
    assert brand.shift("en", 5) > 0
    assert brand.shift("en", 6) == 0
    assert brand.ratio(by(6, 1, 0.85)) == pytest.approx(logit(0.85))
    for number in range(USUAL_MIN):
        brand.observe(by(6, number, 0.5))
        brand.observe(by(5, number, 0.85))
    assert brand.shift("en", 6) == 0
    assert brand.shift("en", 5) > 0
    again = BrandCalibration(brand.state())
    assert [again.shift("en", screen) for screen in (5, 6)] == [brand.shift("en", screen) for screen in (5, 6)]


def test_a_new_version_finds_room_in_what_an_old_one_left() -> None:
    brand = BrandCalibration()
    for number in range(LANGUAGES_MAX):
        brand.observe(msgspec.structs.replace(by(5, number, 0.85), lang=f"q{chr(97 + number)}"))
    brand.observe(by(6, 1, 0.85))
    brand.observe(by(4, 1, 0.85))
    assert len(brand.usual) == LANGUAGES_MAX
    assert usual_name("en", 6) in brand.usual
    assert usual_name("en", 4) not in brand.usual


def test_what_was_usual_by_an_unknown_version_is_learnt_anew() -> None:
    old = CalibrationState(usual={"en": Usual(900, 2.0)}, labels={}, weights=b"", squares=b"")
    assert BrandCalibration(old).usual == {}


def test_where_people_praise_or_chat_nothing_is_shifted() -> None:
    brand = BrandCalibration()
    for number in range(200):
        brand.observe(post(number, 0.3))
    assert brand.shift("en") == 0
    assert brand.ratio(post(1, 0.4)) == pytest.approx(log_likelihood_ratio(post(1, 0.4)))


def test_a_flood_shifts_no_further_than_its_bound() -> None:
    brand = BrandCalibration()
    for number in range(5_000):
        brand.observe(post(number, 0.9999))
    assert brand.shift("en") == SHIFT_MAX
    assert brand.usual[usual_name("en", 0)].posts <= 1_000


def test_a_brand_learns_the_words_of_a_language_that_nobody_trained() -> None:
    complaint, praise = (post(1, 0.4, f"{word} vrata", Basis.UNKNOWN, "qqq") for word in ("zgrubo", "milovno"))
    assert BrandCalibration().ratio(complaint) is None
    brand = taught()
    worse, better = brand.ratio(complaint), brand.ratio(praise)
    assert worse is not None
    assert better is not None
    assert worse > 0.5
    assert better < -0.5
    assert shipped_ratio(complaint) is None


def test_what_lists_know_of_such_a_language_counts_beside_what_was_learned() -> None:
    brand = taught()
    low, high = (brand.ratio(post(1, score, "nebotan", Basis.UNKNOWN, "qqq")) for score in (0.1, 0.9))
    assert low is not None
    assert high is not None
    assert high - low == pytest.approx(UNLEARNED_PART * (logit(0.9) - logit(0.1)))
    assert -PERSON_MAX <= low < high <= PERSON_MAX


def test_nothing_counts_before_there_are_labels_of_both_kinds() -> None:
    brand = BrandCalibration()
    for number in range(5 * LABELS_MIN):
        brand.observe(post(number, 0.97, "zgrubo", Basis.RATING, "qqq"))
    assert brand.ratio(post(1, 0.4, "zgrubo", Basis.UNKNOWN, "qqq")) is None


def test_what_was_learned_is_bounded_whoever_teaches() -> None:
    brand = taught("en", 2_000)
    plain = log_likelihood_ratio(post(1, 0.6))
    against, in_favour = brand.ratio(post(1, 0.6, "milovno")), brand.ratio(post(1, 0.6, "zgrubo"))
    assert against is not None
    assert in_favour is not None
    assert plain + CORRECTION_MIN <= against < plain < in_favour <= plain + LEARNED_MAX


def test_a_post_that_nobody_scored_stays_unknown() -> None:
    assert taught().ratio(post(1, 1.0, "milovno", Basis.UNKNOWN, "qqq")) is None
    assert taught().ratio(post(1, 1.0, "", Basis.REPLY, "qqq")) is None


def test_languages_are_bounded() -> None:
    brand = BrandCalibration()
    for number in range(3 * LANGUAGES_MAX):
        brand.observe(post(number, 0.8, lang=f"l{number}"))
        brand.learn(post(number, 0.8, lang=f"l{number}"), complains=True)
    assert len(brand.usual) == len(brand.labels) == LANGUAGES_MAX


def test_it_comes_back_from_a_snapshot_as_it_was() -> None:
    brand = taught()
    brand.observe(post(5, 0.9))
    packed = msgspec.msgpack.encode(brand.state())
    again = BrandCalibration(msgspec.msgpack.decode(packed, type=CalibrationState))
    for one in (brand, again):
        one.learn(post(6, 0.5, "vrata zgrubo", lang="qqq"), complains=False)
    assert again.state() == brand.state()
    assert len(brand.state().weights) == 4 * BUCKETS
    assert BrandCalibration().state().weights == b""


def test_an_answer_teaches_by_the_latest_post_of_each_of_the_latest_people() -> None:
    posts = [Post(f"{n}", float(n), f"p{n % 60}", "", ()) for n in range(120)]
    latest = latest_of_each(posts)
    assert [one.id for one in latest] == [str(n) for n in range(120 - TAUGHT_MAX, 120)]

"""Grouping similar complaints."""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from river import checks, compose, feature_extraction
from river.checks import common

from detectors.errors import SettingError, SnapshotError
from detectors.evaluation.grouping import scores
from detectors.grouping import NO_GROUP, Grouping, TextClustGrouping, build_grouping

WORDS = ["card", "checkout", "parcel", "refund", "login", "crash", "update", "seat", "gate", "bag", "delay", "bill", "tab"]
HOUR = 3_600.0

Texts = list[tuple[str, ...]]

texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(tuple), max_size=40)


def hours(count: int) -> list[float]:
    return [i * HOUR for i in range(count)]


def stream(seed: int, count: int) -> list[tuple[str, ...]]:
    """Texts about a few problems that come and go, each with words of its own and some that all share."""
    chance = random.Random(seed)
    found = []
    for i in range(count):
        problem = (i // 50 + chance.randrange(6)) % 40
        own = [f"w{problem}x{chance.randrange(8)}" for _ in range(5)]
        found.append((*own, chance.choice(WORDS), f"u{i}x" if chance.random() < 0.3 else "page"))
    return found


def labelled_dataset(count: int = 200) -> list[tuple[dict[str, int], None]]:
    """Sparse text dicts as River's checks take them."""
    return [({word: terms.count(word) for word in terms}, None) for terms in stream(3, count)]


@pytest.mark.parametrize("check", list(checks.yield_checks(Grouping())), ids=lambda check: check.__name__)
def test_a_grouping_passes_rivers_checks(check: Callable[[Grouping], None]) -> None:
    check(Grouping())


@pytest.mark.parametrize(
    "name",
    [
        "check_learn_one",
        "check_pickling",
        "check_shuffle_features_no_impact",
        "check_emerging_features",
        "check_disappearing_features",
        "check_radically_disappearing_features",
        "check_predict_one_pure",
        "check_predict_one_before_any_learn",
        "check_no_state_aliasing_with_input",
        "check_clone_is_independent",
        "check_bounded_memory_growth",
    ],
)
def test_a_grouping_passes_rivers_data_checks_on_sparse_texts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # River's comparison of predictions takes numbers and dicts; a grouping may also answer "a new group".
    monkeypatch.setattr(common, "assert_predictions_are_close", _same)
    getattr(common, name)(Grouping(), labelled_dataset())


def _same(left: object, right: object) -> None:
    assert left == right


def test_a_grouping_works_at_the_end_of_a_river_pipeline() -> None:
    pipeline: Any = compose.Pipeline(feature_extraction.BagOfWords(lowercase=True), Grouping())
    for text in ("card declined at checkout", "parcel is late again", "my card was declined"):
        pipeline.learn_one(text)
    assert pipeline.predict_one("card declined") == 0
    assert pipeline.predict_one("late parcel") == 1
    assert pipeline.predict_one("wifi") is None


@settings(max_examples=30, deadline=None)
@given(texts, st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_the_same_texts_give_the_same_groups_in_batches_of_any_size(batch: Texts, sizes: list[int]) -> None:
    ats = hours(len(batch))
    singly = Grouping()
    expected = [singly.assign_one(x, at) for x, at in zip(batch, ats, strict=True)]
    batched = Grouping()
    found: list[int] = []
    turn = 0
    while len(found) < len(batch):
        end = len(found) + sizes[turn % len(sizes)]
        turn += 1
        found += batched.assign_many(batch[len(found) : end], ats[len(found) : end])
    assert found == expected
    assert batched.snapshot() == singly.snapshot()


@settings(max_examples=30, deadline=None)
@given(texts, st.integers(0, 40))
def test_what_was_restored_goes_on_as_what_was_never_stopped(batch: Texts, cut: int) -> None:
    ats = hours(len(batch))
    undisturbed = Grouping()
    expected = undisturbed.assign_many(batch, ats)
    before = Grouping()
    first = before.assign_many(batch[:cut], ats[:cut])
    after = Grouping()
    after.restore(before.snapshot())
    assert after.snapshot() == before.snapshot()
    assert first + after.assign_many(batch[cut:], ats[cut:]) == expected
    assert after.snapshot() == undisturbed.snapshot()


@pytest.mark.parametrize("seed", range(3))
def test_restarts_change_nothing_on_a_long_stream_with_evictions(seed: int) -> None:
    small: dict[str, Any] = {"groups_max": 60, "postings_max": 8, "terms_max": 12, "memory_texts": 100.0}
    batch = stream(seed, 3_000)
    ats = [i * 700.0 for i in range(len(batch))]
    expected = Grouping(**small)
    groups = expected.assign_many(batch, ats)
    found: list[int] = []
    evicted: list[int] = []
    model = Grouping(**small)
    chance = random.Random(seed)
    while len(found) < len(batch):
        end = len(found) + chance.randrange(1, 400)
        found += model.assign_many(batch[len(found) : end], ats[len(found) : end])
        evicted += model.take_evicted()
        restored = Grouping(**small)
        restored.restore(model.snapshot())
        model = restored
    assert found == groups, f"seed {seed}"
    assert expected.evicted > 30
    assert sorted(evicted) == sorted(set(range(expected.opened)) - set(expected.groups()))


def test_the_hash_seed_changes_nothing() -> None:
    program = (
        "import hashlib, json, sys; from detectors.grouping import Grouping;"
        "g = Grouping(); ids = g.assign_many([set(x) for x in json.load(sys.stdin)], [i * 60.0 for i in range(400)]);"
        "print(hashlib.sha256(repr(ids).encode() + g.snapshot()).hexdigest())"
    )
    texts = json.dumps(stream(5, 400))
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=texts,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(seen) == 1


@settings(max_examples=30, deadline=None)
@given(texts, st.lists(st.sampled_from(WORDS), max_size=6))
def test_predicting_changes_nothing_and_tells_what_learning_will_do(batch: Texts, terms: list[str]) -> None:
    model = Grouping()
    model.assign_many(batch, hours(len(batch)))
    before = model.snapshot()
    predicted = model.predict_one(terms)
    assert model.snapshot() == before
    now = hours(len(batch))[-1] if batch else 0.0
    assigned = model.assign_one(terms, now)
    assert assigned == (predicted if predicted is not None else NO_GROUP if not terms else model.opened - 1)


def test_a_text_without_terms_belongs_to_no_group() -> None:
    model = Grouping()
    groups = model.assign_many([(), ("card",), {}, {"bag": 0.0, "seat": math.nan}], [0.0] * 4)
    assert groups == [NO_GROUP, 0, NO_GROUP, NO_GROUP]
    assert model.predict_one(()) is None
    assert model.live == 1


def test_ids_are_never_used_again() -> None:
    model = Grouping(groups_max=5)
    ids = model.assign_many([(f"word{i}", f"other{i}") for i in range(50)], [0.0] * 50)
    assert ids == list(range(50))
    assert model.live == 5
    assert model.evicted == 45
    assert sorted(model.take_evicted() + model.groups()) == list(range(50))
    assert model.take_evicted() == []


def test_what_nobody_reports_any_more_is_forgotten_in_event_time() -> None:
    model = Grouping()
    model.assign_many([("card", "declin")] * 3, [0.0, 60.0, 120.0])
    late = model.assign_many([(f"a{i}", f"b{i}") for i in range(20)], [400 * 86_400.0 + i for i in range(20)])
    assert 0 in model.take_evicted()
    assert model.assign_one(("card", "declin"), 401 * 86_400.0) > max(late)


def test_a_late_text_does_not_turn_the_clock_back() -> None:
    model = Grouping()
    model.assign_many([("card", "declin"), ("parcel", "late")], [30 * 86_400.0, 0.0])
    assert model.assign_one(("card", "declin"), 30 * 86_400.0) == 0


def test_one_version_named_by_all_does_not_make_one_group() -> None:
    model = Grouping()
    ids = model.assign_many([("117.0", word, word + "x") for word in ("bookmark", "sound", "print")], [0.0] * 3)
    assert len(set(ids)) == 3


def test_memory_stays_within_its_bounds() -> None:
    model = Grouping(groups_max=50, postings_max=16, terms_max=8)
    model.assign_many(stream(1, 2_000), [0.0] * 2_000)
    settled = model.memory_bytes
    model.assign_many(stream(2, 6_000), [0.0] * 6_000)
    assert model.live <= 50
    assert model.memory_bytes < 1.5 * settled


def test_a_very_long_text_keeps_what_tells_most() -> None:
    model = Grouping(terms_max=8)
    common = [f"c{i}" for i in range(20)]
    model.assign_many([(word, f"own{i}") for i, word in enumerate(common * 5)], [0.0] * 100)
    group = model.assign_one((*common, "rare", "seldom"), 0.0)
    held = dict(model.terms(group, 8))
    assert len(held) == 8
    assert {"rare", "seldom"} <= set(held)


def test_terms_and_similarity_explain_a_group() -> None:
    model = Grouping()
    model.assign_many([("card", "declin"), ("parcel", "late"), ("card", "declin", "shop")], [0.0] * 3)
    words = model.terms(0, 3)
    assert [word for word, _ in words][:2] == ["card", "declin"]
    assert math.isclose(sum(weight**2 for _, weight in words), 1.0)
    assert model.similarity(0, 0) == pytest.approx(1.0)
    assert model.similarity(0, 1) == 0.0
    assert model.terms(99) == []
    assert model.similarity(0, 99) == 0.0


FAULTS = ["card declin checkout", "parcel late courier", "login password reset", "screen flicker black", "refund wait bank"]
FORM = ("name", "order", "email", "regard", "team")


def in_a_form(count: int, form: tuple[str, ...] = FORM) -> tuple[list[str], list[tuple[str, ...]]]:
    """Texts of five faults, each worded in its own way and inside the same form, and the fault of each."""
    chance = random.Random(11)
    faults = [chance.choice(FAULTS) for _ in range(count)]
    return faults, [
        (*form, *fault.split(), f"w{fault[:2]}{chance.randrange(6)}", f"u{i}x") for i, fault in enumerate(faults)
    ]


@pytest.mark.parametrize(("count", "least"), [(120, 0.75), (600, 0.85), (3_000, 0.9)])
def test_a_form_around_every_text_does_not_make_one_group(count: int, least: float) -> None:
    faults, wrapped = in_a_form(count)
    assert scores(faults, Grouping().assign_many(wrapped, hours(count))).nmi > least
    by_groups_alone = Grouping(wrapping_share=1.0).assign_many(wrapped, hours(count))
    assert scores(faults, by_groups_alone).nmi < 0.1


def test_texts_without_a_form_are_grouped_as_by_groups_alone() -> None:
    faults, plain = in_a_form(600, form=())
    ids = Grouping().assign_many(plain, hours(600))
    assert ids == Grouping(wrapping_share=1.0).assign_many(plain, hours(600))
    assert scores(faults, ids).nmi > 0.9


def test_what_a_form_has_is_known_after_a_restart() -> None:
    _, wrapped = in_a_form(300)
    model, other = Grouping(), Grouping()
    model.assign_many(wrapped[:200], hours(200))
    other.restore(model.snapshot())
    at = [(200 + i) * HOUR for i in range(100)]
    assert other.assign_many(wrapped[200:], at) == model.assign_many(wrapped[200:], at)
    assert other.snapshot() == model.snapshot()


def test_a_subject_that_many_write_of_for_a_while_is_no_form() -> None:
    model = Grouping()
    model.assign_many(stream(5, 600), hours(600))
    outage = [("card", "declin", f"u{i}z") for i in range(60)]
    assert len(set(model.assign_many(outage, [(600 + i / 60) * HOUR for i in range(60)]))) == 1


def damaged(snapshot: bytes) -> list[bytes]:
    return [b"", snapshot[:20], snapshot[:-1], snapshot[:-1] + bytes([snapshot[-1] ^ 1]), b"x" + snapshot[1:], b"\x80\x04."]


@pytest.mark.parametrize("which", range(6))
def test_a_damaged_snapshot_is_refused_and_nothing_changes(which: int) -> None:
    model = Grouping()
    model.assign_many(stream(1, 50), [0.0] * 50)
    before = model.snapshot()
    with pytest.raises(SnapshotError):
        model.restore(damaged(before)[which])
    assert model.snapshot() == before


def test_a_snapshot_taken_with_other_parameters_is_refused() -> None:
    with pytest.raises(SnapshotError, match="terms_max"):
        Grouping(terms_max=10).restore(Grouping().snapshot())


@pytest.mark.parametrize(
    "wrong",
    [{"similarity_min": 0.0}, {"wrapping_share": 0.0}, {"groups_max": 0}, {"popularity": -1.0}, {"terms_max": 1_000}],
)
def test_parameters_outside_their_bounds_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingError):
        Grouping(**wrong)


def test_textclust_stands_in_by_its_name_and_survives_a_restart() -> None:
    batch = stream(1, 300)
    undisturbed = build_grouping("textclust")
    expected = undisturbed.assign_many(batch, [0.0] * 300)
    model = build_grouping("textclust")
    first = model.assign_many(batch[:150], [0.0] * 150)
    again = TextClustGrouping()
    again.restore(model.snapshot())
    assert first + again.assign_many(batch[150:], [0.0] * 150) == expected
    assert set(again.groups()) <= set(expected)
    assert again.terms(again.groups()[0])
    with pytest.raises(SettingError, match="clusterer"):
        build_grouping("kmeans")


def test_batches_and_times_must_be_of_one_length() -> None:
    with pytest.raises(ValueError, match="1 texts but 2 times"):
        Grouping().assign_many([("a",)], [0.0, 1.0])


def test_a_grouping_of_one_text_takes_little_and_of_many_the_same_groups_as_one_at_a_time() -> None:
    model = Grouping()
    model.assign_one(("printer", "print", "updat", "monday"), 0.0)
    assert model.memory_bytes < 8_000
    texts = [(f"word{number % 700}", f"other{number % 90}", f"third{number % 11}") for number in range(1_500)]
    times = [float(number) for number in range(len(texts))]
    many, singly = Grouping(), Grouping()
    assert many.assign_many(texts, times) == [singly.assign_one(x, at) for x, at in zip(texts, times, strict=True)]
    assert many.snapshot() == singly.snapshot()

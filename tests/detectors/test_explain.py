"""Title, why, samples and clues: what somebody reads who knows nothing of statistics."""

from typing import Any

import pytest

from detectors.buckets import bucket_of
from detectors.evaluation.worlds import BRAND, own_post, systemic
from detectors.explain import clues_of, plain_words, samples_of, title_of, usual_text, weights_of, why_not
from detectors.explain.clue_words import marks_of
from detectors.explain.samples import copied
from detectors.explain.titles import distinctive_words
from detectors.explain.words import shared_terms
from detectors.facts import TrendStats, unknown_share
from detectors.knowledge import NOTHING
from detectors.lifecycle import Policy
from detectors.post import Post
from detectors.posts.tiers import keys_of
from detectors.text.simple_words import Words
from detectors.trends.brand_tests import BrandTests
from detectors.verdict import Context
from detectors.verdict.judge import judge

ADDONS = [
    "Hello, all my add-ons were switched off this morning!",
    "Every addon is disabled suddenly. I did nothing",
    "Add-ons disabled and cannot be switched on again",
    "Acme disabled all my add-ons today, why?",
    "password manager addon disabled, 3.1 since the update",
    "All add-ons gone. Version 3.1 of Acme",
]


TITLE = "Add-ons disabled and cannot be switched on again"


def posts_of(texts: list[str], **fields: Any) -> list[Post]:
    return [
        Post(id=f"m{i}", at=60.0 * i, person=f"p{i}", text=t, terms=tuple(plain_words(t)), lang="en", **fields)
        for i, t in enumerate(texts)
    ]


def titled(posts: list[Post], words: Words = plain_words) -> str:
    return title_of(posts, judge(posts, Context(brand=BRAND)), unknown_share, BRAND, words=words)


def words_of_title(texts: list[str]) -> str:
    posts = posts_of(texts)
    return distinctive_words(posts, weights_of(posts, unknown_share, BRAND), plain_words)


def test_the_title_is_a_sentence_that_somebody_wrote_about_what_most_say() -> None:
    assert titled(posts_of(ADDONS)) == TITLE


def test_addon_and_add_ons_are_one_word() -> None:
    assert plain_words("add-on") == plain_words("addon") == plain_words("Add-ons")


def test_a_title_is_never_in_the_words_of_a_minority_language_nor_a_swear_word() -> None:
    posts = posts_of([*ADDONS, "f*** fuck all my disabled add-ons are off"])
    posts += [Post(id="es", at=9.0, person="es", text="no va addon disabled", terms=("addon", "disabled"), lang="es")]
    assert titled(posts) == TITLE


def test_without_a_sentence_that_stands_for_others_the_telling_words_do() -> None:
    texts = [f"{w} {w}x {w}y. gate lounge closed" for w in ("ah", "bo", "cu", "de", "ef")]
    assert "gate lounge" in titled(posts_of(texts)) or "lounge closed" in titled(posts_of(texts))


def test_who_blames_a_release_does_not_give_the_title() -> None:
    texts = [
        "Trouble after the update",
        "No sound after the update",
        "No sound since version 9",
        "Sound gone, updated today",
    ]
    assert titled(posts_of(texts)) == "No sound after the update"
    assert words_of_title(texts) == "sound"


def test_a_handle_of_the_brand_is_its_name_in_a_title_and_others_are_left_out() -> None:
    texts = [f"@AcmeHelp cannot book a ticket on @AcmeAir{'!' * i} @friend{i}" for i in range(4)]
    assert titled(posts_of(texts)).startswith("cannot book a ticket on Acme")
    assert "friend" not in titled(posts_of(texts))


def test_the_distinctive_words_stand_as_they_were_written_and_where_they_follow_each_other() -> None:
    assert words_of_title(ADDONS) == "add-ons disabled · 3.1, switched"


def test_the_title_of_reactions_says_to_what() -> None:
    posts = own_post(4).posts
    verdict = judge(posts, Context(brand=BRAND))
    title = title_of(posts, verdict, unknown_share, BRAND)
    assert title.startswith("Reactions to: ")
    assert "http" not in title


def test_a_title_has_at_most_eighty_characters() -> None:
    long = [f"everything the whole family ordered from the northern warehouse arrives broken{'!' * i}" for i in range(30)]
    assert len(titled(posts_of([f"{t} and wet and late and in the wrong colour as well" for t in long]))) <= 80
    assert titled([]) == "many different words"


@pytest.mark.parametrize(
    ("per_day", "history", "text"),
    [
        (120.0, 56, "about 5 an hour"),
        (5.2, 56, "about 5 a day"),
        (1.3, 56, "one or two a day"),
        (0.2, 56, "one or two a week"),
        (0.4, 56, "about 3 a week"),
        (0.1, 56, "about 3 a month"),
        (0.01, 56, "fewer than one a month"),
        (0.06, 11, "fewer than one a week"),
        (0.4, 3, "fewer than one a day"),
        (0.001, 56, "not seen in the 56 days before"),
        (0.0, 1.1, "not seen in the day before"),
        (0.0, 0.2, "not known yet"),
        (40.0, 0.2, "not known yet"),
    ],
)
def test_what_is_usual_is_stated_in_the_smallest_unit_that_has_one(per_day: float, history: float, text: str) -> None:
    assert usual_text(per_day, history) == text


def facts(**given: Any) -> TrendStats:
    return TrendStats(at=1e9, brand="Acme", **{"window_minutes": 60, "people": 9, "history_days": 56.0, **given})


def test_why_not_says_what_is_missing() -> None:
    assert why_not("cannot pay", facts(people=3, window_minutes=180), Policy()) == "cannot pay: 3 people in 3 h, needs 5"
    sentence = why_not("cannot pay", facts(usual=8.3, usual_per_day=200.0), Policy())
    assert (
        sentence == "cannot pay: 9 people in 1 h, no more than chance explains: about 8 are usual; usually about 8 an hour"
    )
    sentence = why_not("cannot pay", facts(usual=1.2, usual_per_day=29.0), Policy())
    assert sentence.endswith("held back by the level: more than usual, and too few for the budget of false alerts")
    sentence = why_not("cannot pay", facts(usual=0.1, usual_per_day=2.9, history_days=4.0), Policy())
    assert (
        sentence == "cannot pay: 9 people in 1 h, usually about 3 a day; held back because Acme has only 4 days of history"
    )
    assert why_not("cannot pay", facts(significant=True), Policy()) == ""


def test_a_subject_that_ends_in_a_sign_gets_no_point_behind_it() -> None:
    for title, shown in (
        ("Broken?", "Broken? Since today."),
        ("It broke.", "It broke. Since today."),
        ("It", "It. Since today."),
    ):
        (sample,) = samples_of([Post("a", 0.0, "a", "Since today.", ("broken",), title=title)], {}, "")
        assert sample.text == shown


def test_samples_are_of_different_people_and_texts() -> None:
    posts = systemic(6).posts
    posts = [*posts, *(Post(id=f"again{p.id}", at=p.at + 1, person=p.person, text=p.text, terms=p.terms) for p in posts)]
    samples = samples_of(posts, weights_of(posts, unknown_share, BRAND), "")
    assert len(samples) == 3
    people = {p.id: p.person for p in posts}
    assert len({people[s.mention_id] for s in samples}) == 3
    assert len({s.text for s in samples}) == 3


def test_the_farthest_member_is_among_the_samples_so_that_a_wrong_merge_shows() -> None:
    posts = posts_of([*ADDONS, "how do I print a photograph on both sides", *ADDONS[:1]])
    samples = samples_of(posts, weights_of(posts, unknown_share, BRAND), "")
    assert "print a photograph" in samples[1].text


def test_a_subject_that_the_text_repeats_is_shown_once() -> None:
    posts = posts_of(["No sound at all. No sound at all since the storm"])
    assert samples_of(posts, {}, "")[0].text == "No sound at all since the storm"


def test_a_sample_says_the_title_again_only_where_no_others_are_left() -> None:
    posts = posts_of(["Lid broken", "lid broken since noon", "the lid is loose", "a loose lid", "lid came off"])
    shown = [sample.text for sample in samples_of(posts, weights_of(posts, unknown_share, BRAND), "Lid broken")]
    assert set(shown) == {"the lid is loose", "a loose lid", "lid came off"}
    assert len(samples_of(posts[:2], {}, "Lid broken")) == 2


def test_a_question_about_something_else_is_no_sample_of_a_fault() -> None:
    texts = ["Lid broken", "the lid won't stay on", "a loose lid", "Why is my lid broken?", "Do you sell a blue lid?"]
    shown = [sample.text for sample in samples_of(posts_of(texts), {"lid": 1.0}, "Lid broken")]
    assert shown[0] != texts[-1]
    assert shown[-1] == "Why is my lid broken?"
    # It may be what is farthest from the others, which shows a wrong merge.
    far = posts_of([*texts, "How do I get a refund for a kettle?"])
    assert "How do I get a refund for a kettle?" in [one.text for one in samples_of(far, {"lid": 1.0}, "Lid broken")]


def test_a_bare_number_is_a_term_only_where_half_of_the_people_write_it() -> None:
    posts = posts_of(["error 503 on floor 2", "error 503", "error on 2", "error 503 again", "error at noon"])
    assert shared_terms(posts, weights_of(posts, unknown_share, BRAND), 5) == ["error", "503"]


def test_clues_are_shares_against_their_usual() -> None:
    clues = clues_of(posts_of([*ADDONS, "suddenly all addons off", *["addons off, version 3.1 again"] * 3]), unknown_share)
    assert {c.kind for c in clues} == {"suddenly", "version"}
    sudden = next(c for c in clues if c.kind == "suddenly")
    assert (sudden.people, sudden.usual) == (4, 0.09)


def test_a_version_that_most_people_name_anyway_is_no_clue() -> None:
    posts = posts_of([*["crash in version 8.1"] * 4, *["crash"] * 4])
    assert [(c.text, c.usual) for c in clues_of(posts, unknown_share)] == [("names version 8.1", 0.01)]
    assert clues_of(posts, {"8.1": 0.4}.__getitem__) == []


def test_a_brand_knows_how_many_people_usually_name_a_version_and_never_opens_on_one() -> None:
    tests = BrandTests("acme", NOTHING)
    for n in range(4000):
        at = n * 3600.0
        post = Post(
            str(n), at, f"person {n}", "", ("crash", "8.1") if n % 2 else ("slow",), version="" if n % 4 else "0x80"
        )
        tests.observe([(post, keys_of(post))])
        assert not any(key.name == "8.1" for key in tests.close(bucket_of(at), 5))
    assert 0.4 < tests.usual_share("8.1") < 0.6
    assert 0.2 < tests.usual_share("0x80") < 0.3
    crowd = [Post(f"x{n}", at, f"other {n}", "", ("8.2",)) for n in range(30)]
    tests.observe([(post, keys_of(post)) for post in crowd])
    assert not any(key.name == "8.2" for key in tests.close(bucket_of(at) + 1, 5))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nach dem Update lässt sich heute nichts öffnen", ["suddenly", "update"]),
        ("Depuis la mise à jour plus rien, ça marche sur Chrome", ["update", "elsewhere"]),
        ("今日からログインできません", ["suddenly"]),
        ("Any update on my flight? Waiting here", []),
        ("works in Chrome", ["elsewhere"]),
        ("this version of events is wrong", []),
    ],
)
def test_what_people_say_of_when_and_since_what_is_read_in_their_language(text: str, kinds: list[str]) -> None:
    assert [mark.kind for mark in marks_of(text)] == kinds


def test_several_versions_are_one_clue() -> None:
    texts = [f"crash in version {v}" for v in ("8.1", "8.1", "8.1", "7.9", "7.9", "7.9")]
    clue = next(c for c in clues_of(posts_of(texts), unknown_share) if c.kind == "version")
    assert clue.text == "several versions: 7.9, 8.1"
    assert clue.people == 6


def test_times_that_people_name_are_summed_up() -> None:
    texts = ["on hold 40 minutes", "waiting 3 hours now", "on hold 5 hrs!", "180 min on hold"]
    clue = next(c for c in clues_of(posts_of(texts), unknown_share) if c.kind == "quantity")
    assert clue.text == "times named: 40 min to 5 h, median 3 h"
    alike = clues_of(posts_of(["on hold 5 minutes", "5 min", "5 mins of music"]), unknown_share)
    same = next(c for c in alike if c.kind == "quantity")
    assert same.text == "time named: 5 min"


def test_a_language_without_spaces_gets_a_sentence_for_its_title_too() -> None:
    texts = ["ログインできません。助けて", "アプリにログインできません。", "今朝からログインできません"]
    pairs = [tuple(t[i : i + 2] for i in range(len(t) - 1)) for t in texts]
    posts = [Post(id=str(i), at=i, person=str(i), text=t, terms=pairs[i], lang="ja") for i, t in enumerate(texts)]

    def read(text: str, _lang: str) -> list[str]:
        return [text[i : i + 2] for i in range(len(text) - 1)]

    assert titled(posts, words=read) == "ログインできません。"


def test_who_falls_in_with_a_campaign_is_no_sample_of_it() -> None:
    template = "printer {} today? call our {} desk now, fixed in five minutes https://fix.example/{}"
    varied = [("jammed", "expert"), ("offline", "expert"), ("jammed", "certified"), ("offline", "certified")]
    texts = [template.format(*words, number) for number, words in enumerate(varied)]
    *copies, stranger = posts_of([*texts, "my new one was set up in five minutes"])
    assert copied([*copies, stranger]) == copies
    assert copied([stranger]) == [stranger]

"""Title, why, samples and clues: what somebody reads who knows nothing of statistics."""

from typing import Any

import pytest

from detectors.buckets import bucket_of
from detectors.evaluation.worlds import BRAND, coordinated, own_post, systemic
from detectors.explain import clues_of, plain_words, samples_of, title_of, usual_text, weights_of, why_not, why_of
from detectors.explain.clue_words import marks_of
from detectors.explain.samples import copied
from detectors.explain.tell import dated
from detectors.explain.titles import distinctive_words
from detectors.explain.why import share_of_brand
from detectors.facts import TrendStats, unknown_share
from detectors.knowledge import NOTHING
from detectors.lifecycle import Attention, Event, Policy, Severity, State, Transition
from detectors.post import Post
from detectors.text.simple_words import Words
from detectors.trends.brand_tests import BrandTests
from detectors.trends.tiers import keys_of
from detectors.values import Titles
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


def test_why_says_how_many_how_many_are_usual_and_what_share_of_all_that_is() -> None:
    posts = posts_of(ADDONS)
    sentence = why_of(facts(people_hour=9, brand_people_hour=12, usual_per_day=4.4), judge(posts), posts)
    assert sentence == (
        "9 people in the last hour; usually about 4 a day. "
        "They are 9 of the 12 people who wrote about Acme in the last hour. No one wrote twice."
    )


def test_why_says_half_an_hour_ago_and_a_young_history() -> None:
    posts = posts_of(ADDONS)
    sentence = why_of(facts(people_before=4, history_days=3.0, usual_per_day=0.0), judge(posts), posts)
    assert sentence.startswith(
        "9 people in the last hour, up from 4 half an hour earlier; not seen in the 3 days that are known."
    )
    assert "history" not in sentence
    sentence = why_of(facts(people_before=4, history_days=3.0, usual_per_day=0.5), judge(posts), posts)
    assert "half an hour earlier; usually fewer than one a day." in sentence
    assert sentence.endswith("Only 3 days of history, so the usual level is a rough guess.")


def test_why_of_the_brand_as_a_whole_says_how_many_times_its_usual() -> None:
    posts = posts_of(ADDONS)
    sentence = why_of(
        facts(tier="brand", brand_people_hour=25, brand_usual_hour=1.6, usual_per_day=38.0), judge(posts), posts
    )
    assert "Acme hears from 16 times as many people as usual, in many words." in sentence


def test_why_of_a_campaign_says_how_many_posts_are_the_same() -> None:
    world = coordinated(2)
    assert "nearly the same text" in why_of(facts(), judge(world.posts), world.posts)


def test_why_of_what_is_over_says_nobody() -> None:
    sentence = why_of(facts(people=0, people_so_far=40, usual_per_day=4.4), judge([]), [])
    assert sentence == "Nobody in the last hour, 40 people in all; usually about 4 a day."


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        ({"people_before": 9}, "9 people in the last hour; "),
        ({"people_before": 1}, "9 people in the last hour, up from 1 person half an hour earlier; "),
        ({"people_before": 12}, "9 people in the last hour, down from 12 half an hour earlier; "),
        ({"people_before": 6, "window_minutes": 1440}, "9 people in the last 24 h; "),
        ({"people": 1, "window_minutes": 15}, "1 person in the last 15 min; "),
    ],
)
def test_why_compares_with_half_an_hour_earlier_only_where_that_says_something(given: dict[str, Any], begins: str) -> None:
    assert why_of(facts(usual_per_day=4.4, **given), judge([]), []).startswith(begins)


def test_the_halves_of_why_never_contradict_each_other() -> None:
    nobody = why_of(facts(people=0, window_minutes=15, people_hour=5, brand_people_hour=8), judge([]), [])
    assert "They are" not in nobody
    assert "5 of the 8" not in nobody
    both = why_of(facts(people=2, people_hour=2, brand_people_hour=2), judge([]), [])
    assert "Both people who wrote about Acme in the last hour report it." in both
    some = why_of(facts(people=3, window_minutes=30, people_hour=4, brand_people_hour=5), judge([]), [])
    assert "4 of the 5 people who wrote about Acme in the last hour report it." in some


def test_of_three_hours_the_others_are_those_of_three_hours() -> None:
    hours = {"window_minutes": 180, "people_hour": 3, "brand_people_hour": 5, "people_3h": 6, "brand_people_3h": 9}
    sentence = why_of(facts(people=6, **hours), judge([]), [])
    assert "They are 6 of the 9 people who wrote about Acme in the last 3 h." in sentence
    assert "in the last hour" not in sentence


def test_who_only_repeats_a_post_is_none_of_those_who_report_it() -> None:
    def written(echoing: int, copying: int = 0) -> list[Post]:
        own = [Post(f"m{i}", 1e9 - 60.0, f"p{i}", "it broke", ("broke",)) for i in range(9 - echoing - copying)]
        own += [Post(f"e{i}", 1e9 - 60.0, f"e{i}", "it broke", ("broke",), repost_of="m0") for i in range(echoing)]
        return own + [Post(f"c{i}", 1e9 - 60.0, f"c{i}", "it broke", ("broke",), copied=True) for i in range(copying)]

    def sentence(posts: list[Post], everybody: int) -> str:
        return " ".join(share_of_brand(facts(people_hour=9, brand_people_hour=everybody), posts))

    assert sentence(written(0), 9) == "All 9 people who wrote about Acme in the last hour report it."
    all_own = "Beside those who repeat others, all 6 people who wrote about Acme in the last hour report it."
    assert sentence(written(3), 6) == sentence(written(2, copying=1), 6) == all_own
    assert sentence(written(3), 8) == (
        "Beside those who repeat others, 6 of the 8 people who wrote about Acme in the last hour report it."
    )
    # Who wrote in their own words as well reports it.
    assert sentence([*written(1), Post("own", 1e9, "e0", "broke here", ("broke",))], 9).startswith("All 9 people")
    assert sentence(written(8), 1) == ""


@pytest.mark.parametrize("event", [Event.EASING, Event.RESOLVED, Event.FIX_WORKING])
def test_what_eases_or_is_over_is_described_by_its_end(event: Event) -> None:
    posts = posts_of(ADDONS)
    few = facts(people=0, people_3h=2, people_so_far=40, history_days=3.0, people_hour=2, brand_people_hour=2)
    assert why_of(few, judge(posts), posts, event, 25) == "2 people in the last 3 h, 25 at the peak; 40 people in all."
    none = facts(people=0, people_so_far=40)
    assert why_of(none, judge(posts), posts, event, 25) == "Nobody in the last 3 h, 25 at the peak; 40 people in all."


def test_the_peak_is_left_out_where_it_says_nothing() -> None:
    once = facts(people=0, people_so_far=7)
    assert why_of(once, judge([]), [], Event.RESOLVED, 7) == "Nobody in the last 3 h; 7 people in all."
    one_by_one = facts(people=0, people_so_far=5)
    assert why_of(one_by_one, judge([]), [], Event.RESOLVED, 1) == "Nobody in the last 3 h; 5 people in all."


def test_what_is_worse_is_not_described_by_a_window_in_which_it_falls() -> None:
    falls = facts(people=29, people_before=35, people_3h=63, usual_per_day=1.5)
    assert why_of(falls, judge([]), [], Event.ESCALATED).startswith("63 people in the last 3 h; usually one or two a day.")
    grows = facts(people=29, people_before=12, people_3h=63, usual_per_day=1.5)
    assert why_of(grows, judge([]), [], Event.ESCALATED).startswith("29 people in the last hour, up from 12 half an hour")


def test_what_came_back_is_counted_from_its_end_on_and_began_after_it() -> None:
    back = facts(people=19, fresh_people=5, window_minutes=1440, usual_per_day=3.2)
    sentence = why_of(back, judge([]), [], Event.REOPENED)
    assert sentence.startswith("5 people since it had ended, 19 in the last 24 h; usually about 3 a day.")
    posts = [Post(f"p{hour}", 1e9 - hour * 3600.0, f"p{hour}", "it broke", ("broke",)) for hour in (1, 2, 5, 9, 14)]
    again = Transition(
        event=Event.REOPENED,
        state=State.OPEN,
        reason="",
        state_reason="5 people wrote after it had ended",
        attention=Attention.NOTIFY,
        severity=Severity.WARNING,
        severity_reason="",
        sequence=7,
        cycle=2,
    )
    facts_then = facts(window_minutes=1440)
    assert dated(Titles(), again, facts_then, posts, ended_at=1e9 - 6 * 3600.0).since == 1e9 - 5 * 3600.0
    assert dated(Titles(), again, facts_then, posts).since == 1e9 - 14 * 3600.0


def test_posts_whose_day_alone_is_known_are_counted_by_the_day() -> None:
    posts = [*posts_of(ADDONS[:4], day_only=True), *posts_of(ADDONS[4:])]
    given = facts(people=5, people_24h=9, window_minutes=15, people_hour=5, brand_people_hour=6, usual_per_day=1.3)
    sentence = why_of(given, judge(posts), posts)
    assert sentence.startswith("9 people within a day; usually one or two a day.")
    assert " min" not in sentence
    assert "hour" not in sentence
    over = why_of(facts(people_so_far=12), judge(posts), posts, Event.RESOLVED, 9)
    assert over == "12 people in all, nobody within the last day."
    assert "hour" in why_of(given, judge(posts), posts[3:])


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

"""The sentence why: how many people, how many are usual, which part of all that is; and what is over, by its end."""

from __future__ import annotations

from typing import Any

import pytest

from detectors.evaluation.worlds import coordinated
from detectors.explain import why_of
from detectors.explain.tell import dated
from detectors.explain.why import share_of_brand
from detectors.facts import TrendStats
from detectors.lifecycle import Attention, Event, Severity, State, Transition
from detectors.post import Post
from detectors.values import Titles
from detectors.verdict.judge import judge


def posts_of(number: int, **fields: Any) -> list[Post]:
    """So many posts by as many people."""
    return [Post(f"m{i}", 60.0 * i, f"p{i}", f"it broke {i}", ("broke",), lang="en", **fields) for i in range(number)]


def facts(**given: Any) -> TrendStats:
    return TrendStats(at=1e9, brand="Acme", **{"window_minutes": 60, "people": 9, "history_days": 56.0, **given})


def test_why_says_how_many_how_many_are_usual_and_what_share_of_all_that_is() -> None:
    posts = posts_of(6)
    sentence = why_of(facts(people_hour=9, brand_people_hour=12, usual_per_day=4.4), judge(posts), posts)
    assert sentence == (
        "9 people in the last hour; usually about 4 a day. "
        "They are 9 of the 12 people who wrote about Acme in the last hour. No one wrote twice."
    )


def test_why_says_half_an_hour_ago_and_a_young_history() -> None:
    posts = posts_of(6)
    sentence = why_of(facts(people_before=4, history_days=3.0, usual_per_day=0.0), judge(posts), posts)
    assert sentence.startswith(
        "9 people in the last hour, up from 4 half an hour earlier; not seen in the 3 days that are known."
    )
    assert "history" not in sentence
    sentence = why_of(facts(people_before=4, history_days=3.0, usual_per_day=0.5), judge(posts), posts)
    assert "half an hour earlier; usually fewer than one a day." in sentence
    assert sentence.endswith("Only 3 days of history, so the usual level is a rough guess.")


def test_why_of_the_brand_as_a_whole_says_how_many_times_its_usual() -> None:
    posts = posts_of(6)
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
    posts = posts_of(6)
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
    grows = facts(people=29, people_before=12, people_3h=53, usual_per_day=1.5)
    assert why_of(grows, judge([]), [], Event.ESCALATED).startswith("29 people in the last hour, up from 12 half an hour")
    few = facts(people=6, people_before=6, people_3h=20, usual_per_day=0.1)
    assert why_of(few, judge([]), [], Event.ESCALATED).startswith("20 people in the last 3 h; usually about 3 a month.")


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
    posts = [*posts_of(4, day_only=True), *posts_of(6)[4:]]
    given = facts(people=5, people_24h=9, window_minutes=15, people_hour=5, brand_people_hour=6, usual_per_day=1.3)
    sentence = why_of(given, judge(posts), posts)
    assert sentence.startswith("9 people within a day; usually one or two a day.")
    assert " min" not in sentence
    assert "hour" not in sentence
    over = why_of(facts(people_so_far=12), judge(posts), posts, Event.RESOLVED, 9)
    assert over == "12 people in all, nobody within the last day."
    assert "hour" in why_of(given, judge(posts), posts[3:])

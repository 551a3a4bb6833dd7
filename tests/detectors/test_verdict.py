"""Verdicts: what many independent people are, and what only looks like it."""

import random
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from detectors.evaluation.verdicts import judged, report, worlds_of
from detectors.evaluation.worlds import BRAND, WORLDS, Writer, incident_in_storm, own_post, systemic, viral
from detectors.mention import Kind
from detectors.post import Post
from detectors.verdict import Context, VerdictName
from detectors.verdict.judge import judge
from detectors.verdict.near_duplicates import KEPT_MAX, KEPT_POSTS_MAX, same_text_clusters

SEEDS = 8


def test_verdicts_are_right_in_every_simulated_world_and_no_single_number_is_as_good() -> None:
    figures = report(judged(worlds_of(SEEDS)))
    for row in figures["worlds"]:
        assert row["right"] >= 0.95, row
    assert figures["never_systemic"] == 0
    assert all(row["right"] < figures["right"] - 0.1 for row in figures["single_numbers"])


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_a_world_is_the_same_for_the_same_seed(name: str) -> None:
    assert WORLDS[name](3) == WORLDS[name](3)
    assert WORLDS[name](3).posts != WORLDS[name](4).posts


def test_the_order_of_the_posts_does_not_change_the_verdict() -> None:
    posts = incident_in_storm(5).posts
    shuffled = random.Random(1).sample(posts, len(posts))
    assert judge(shuffled, Context(brand=BRAND)) == judge(posts, Context(brand=BRAND))


def test_no_posts_at_all_are_undetermined() -> None:
    assert judge([]).name == VerdictName.UNDETERMINED


def test_one_loud_customer_beside_two_others_is_still_one_customer() -> None:
    w = Writer("loud", 1)
    posts = [w.post(i, "loud", f"my parcel number {i} is lost and nobody answers") for i in range(40)]
    posts += [w.post(50, "a", "where is my parcel, please"), w.post(51, "b", "still waiting for the courier")]
    verdict = judge(posts)
    assert verdict.name == VerdictName.SINGLE_CUSTOMER
    assert verdict.sentence == "one person wrote 40 of 42 posts"


def test_who_writes_all_day_makes_no_incident_with_one_who_passes_by() -> None:
    w = Writer("day", 1)
    posts = [w.post(i, f"p{i}", text) for i, text in enumerate(OWN_WORDS)]
    assert judge(posts).name == VerdictName.SYSTEMIC
    loud = judge(posts, Context(posts_of_day={"p0": 12, "p1": 12, "p2": 12, "p3": 12}))
    assert (loud.name, loud.reason) == (VerdictName.COORDINATED, "few_people_repeat")
    assert loud.sentence == "5 people wrote 49 posts in the last day"
    two = judge([*posts, w.post(9, "p5", "dead in the south as well")], Context(posts_of_day={"p0": 40, "p1": 40}))
    assert two.name == VerdictName.SYSTEMIC
    others = [w.post(10 + i, f"q{i}", f"{text} here as well") for i, text in enumerate(OWN_WORDS)]
    outside = judge([*posts, *others], Context(posts_of_day={"p0": 12, "p1": 12, "p2": 12, "p3": 12}))
    assert outside.name == VerdictName.SYSTEMIC


OWN_WORDS = (
    "the router has stopped working",
    "no internet since this morning",
    "my broadband is down in Leeds",
    "is the line dead for you too",
    "nothing loads, connection lost",
)


def test_first_hand_reports_beside_a_storm_make_it_mixed() -> None:
    world = incident_in_storm(2)
    verdict = judge(world.posts, Context(brand=BRAND))
    assert verdict.name == VerdictName.MIXED
    assert str(verdict.first_hand_people) in verdict.sentence


def test_who_only_comments_on_a_post_that_goes_round_reports_nothing() -> None:
    w = Writer("storm", 1)
    root = w.post(0, "star", "Three days without a line and they laugh at me")
    reposts = [replace(w.post(1 + i, f"p{i}", f"RT @star: {root.text}"), repost_of=root.id) for i in range(60)]
    remarks = ("shame on them", "she is right", "lol, as always", "typical of this company", "what a circus", "respect")
    comments = [w.post(100 + i, f"q{i}", f"{words}, {i}") for i, words in enumerate(remarks)]
    storm = judge([root, *reposts, *comments])
    assert (storm.name, storm.first_hand_people >= 5) == (VerdictName.VIRAL, True)
    faults = [w.post(200 + i, f"r{i}", text) for i, text in enumerate(OWN_WORDS)]
    assert judge([root, *reposts, *comments, *faults]).name == VerdictName.MIXED


def test_a_quoted_joke_of_the_brand_is_its_own_post_without_any_repost_of() -> None:
    verdict = judge(own_post(1).posts, Context(brand=BRAND))
    assert verdict.name == VerdictName.OWN_POST
    assert verdict.root_text
    assert judge(own_post(1).posts, Context(brand="Other", own_handles=["@Other"])).name == VerdictName.VIRAL


def test_reactions_that_name_the_joke_without_quoting_it_are_no_fault_of_their_own() -> None:
    w = Writer("joke", 1)
    quotes = [w.post(i, f"p{i}", f"RT @Acme: Our llamas are lit. http://s.example/{i}") for i in range(60)]
    outside = [w.post(100 + i, f"q{i}", f"person {i}: lit llamas, who wrote that, number {i * 7}?") for i in range(7)]
    assert judge(quotes + outside, Context(brand="Acme")).name == VerdictName.OWN_POST
    faults = [w.post(200 + i, f"r{i}", f"no internet in street {i} since {i} o'clock") for i in range(7)]
    assert judge(quotes + outside + faults, Context(brand="Acme")).name == VerdictName.MIXED


def test_replies_of_many_customers_to_as_many_posts_are_not_a_thread() -> None:
    world = systemic(3)
    answering = [
        Post(id=p.id, at=p.at, person=p.person, text=p.text, terms=p.terms, reply_to=f"support-{i}", kind=Kind.REPLY)
        for i, p in enumerate(world.posts)
        if not p.repost_of
    ]
    assert judge(answering, Context(brand=BRAND)).name == VerdictName.SYSTEMIC


def test_the_same_short_question_of_many_people_is_no_campaign() -> None:
    w = Writer("down", 1)
    posts = [w.post(i, f"p{i}", "is the app down?") for i in range(30)]
    assert judge(posts).name == VerdictName.SYSTEMIC
    posts = [w.post(i, f"p{i}", f"is the app down? see http://s.example/{i}") for i in range(30)]
    assert judge(posts).name == VerdictName.COORDINATED


def test_copies_of_a_long_text_that_are_marked_as_no_reposts_are_a_campaign() -> None:
    w = Writer("flat", 1)
    story = "The courier threw my grandmother's parcel over a two metre fence and photographed it as delivered"
    assert judge([w.post(i, f"p{i}", story) for i in range(50)]).name == VerdictName.COORDINATED


def test_posts_beyond_the_bounded_part_are_counted_in_the_evidence() -> None:
    posts = viral(1).posts[:200]
    verdict = judge(posts, Context(brand=BRAND, people=20_000, posts=20_001))
    assert (verdict.people, verdict.posts) == (20_000, 20_001)


def advertised(w: Writer, count: int, people: int) -> list[Post]:
    """A template that varies three of its words and the link."""
    posts = []
    for i in range(count):
        what, who, how = (
            ("error", "offline", "jammed")[i % 3],
            ("expert", "certified")[i // 3 % 2],
            ("help", "support")[i % 2],
        )
        text = f"printer {what}? call {who} {how} now, fixed in five minutes https://fix.example/{i}a{i}"
        posts.append(replace(w.post(60.0 * i, f"seller {i % people}", text), id=f"advertised {i}"))
    return posts


@pytest.mark.parametrize("count", [5, 12, 40])
def test_a_template_with_a_link_is_a_campaign_whatever_words_it_varies(count: int) -> None:
    verdict = judge(advertised(Writer("advertised", 1), count, people=5))
    assert verdict.name == VerdictName.COORDINATED
    assert verdict.same_text_share == 1.0


def test_a_campaign_that_falls_in_with_a_fault_does_not_hide_it() -> None:
    fault = systemic(3).posts[:25]
    people = len({post.person for post in fault})
    verdict = judge([*fault, *advertised(Writer("advertised", 1), 40, people=6)], Context(brand=BRAND))
    assert verdict.name == VerdictName.SYSTEMIC
    assert verdict.first_hand_people == people


def test_an_advert_in_a_faults_own_words_does_not_hide_it_while_few_flood_it() -> None:
    """Six who write once what the advert copied are of the same text; five others suffice, unless as many sent the advert
    as once a person."""
    sentence = "the print queue is rejected every time since this morning"
    wrote = [replace(Writer(f"wrote {n}", n).post(n, f"wrote {n}", sentence), id=f"wrote {n}") for n in range(6)]
    others = systemic(3).posts
    people = list(dict.fromkeys(post.person for post in others))[:5]
    fault = [*wrote, *(post for post in others if post.person in people)]

    def advert(times: int, people: int) -> list[Post]:
        text = f"{sentence} get your money back at quickrefunds today"
        w = Writer("advert", 1)
        return [replace(w.post(60.0 * n, f"x{n % people}", text), id=f"advert {n}") for n in range(times)]

    assert judge([*fault, *advert(100, 5)], Context(brand=BRAND)).name == VerdictName.SYSTEMIC
    assert judge([*wrote, *advert(100, 5)], Context(brand=BRAND)).name == VerdictName.COORDINATED
    assert judge([*fault, *advert(100, 100)], Context(brand=BRAND)).name == VerdictName.COORDINATED


@pytest.mark.parametrize("copies", [20, 200])
def test_a_loud_customer_does_not_hide_others_who_say_the_same(copies: int) -> None:
    text = "refund never arrived order"
    words = tuple(text.split())
    loud = [Post(f"l{n}", n, "loud", text, words) for n in range(copies)]
    others = [Post(f"o{n}", n, f"other {n}", text, words) for n in range(9)]
    assert judge([*loud, *others]).name is VerdictName.SYSTEMIC
    assert judge([*loud, *others[:3]]).name is VerdictName.SINGLE_CUSTOMER


def test_a_few_who_repeat_themselves_are_no_independent_people() -> None:
    w = Writer("insistent", 1)
    reports = w.reports(12, 8, 0.0, 2.0)
    repeats = [w.post(n * 600.0, f"x{n % 4}", reports[n % 8].text) for n in range(24)]
    assert judge([*repeats, *reports[:1]]).name == VerdictName.COORDINATED
    assert judge([*repeats, *reports]).name == VerdictName.SYSTEMIC


def test_a_few_who_answer_everybody_make_no_post_that_goes_round() -> None:
    w = Writer("answers", 1)
    reports = [w.post(i, f"c{i}", text) for i, text in enumerate(OWN_WORDS)]
    answers = [
        replace(w.post(60 + 10 * i + n, f"x{n}", "have you tried a restart", kind=Kind.REPLY), reply_to=report.id)
        for i, report in enumerate(reports)
        for n in range(4)
    ]
    verdict = judge([*reports, *answers])
    assert verdict.name in (VerdictName.SYSTEMIC, VerdictName.MIXED)
    assert verdict.first_hand_people >= len(OWN_WORDS)


@pytest.mark.parametrize("many", [80, KEPT_POSTS_MAX + 80])
def test_posts_that_come_behind_others_are_put_together_with_them_as_all_at_once(many: int) -> None:
    chance, posts = random.Random(4), list[Post]()
    for n in range(many):
        terms = chance.choice(posts).terms if n and chance.random() < 0.5 else tuple(chance.choices("abcdefghij", k=12))
        varied = terms[: chance.randint(8, 12)] + tuple(chance.choices("klmnopqrst", k=chance.randint(0, 4)))
        text = chance.choice(("", "see https://acme.example"))
        posts.append(Post(str(n), float(n), f"p{n}", text, varied, template=chance.choice(("", "", "", "0"))))
    grown = [same_text_clusters(posts[:end]) for end in range(many - 80, many)]
    assert 1 < len({*grown[-1].values()}) < many
    for end, found in enumerate(grown, many - 80):
        for n in range(KEPT_MAX):
            same_text_clusters([Post(f"other {n}", 0.0, "ann", "", ("one", "two"))])
        assert same_text_clusters(posts[:end]) == found
    unlike = [replace(posts[0], terms=posts[1].terms), *posts[1:-1]]
    assert same_text_clusters(unlike) != grown[-1]


def test_engines_in_threads_of_one_process_put_posts_together_as_each_alone() -> None:
    """Each brand's posts come one behind the other, and all brands share what was found last."""
    brands = [[Post(f"{b}-{n}", float(n), f"p{n}", "", tuple(f"abcde{n % 7}{b}")) for n in range(60)] for b in range(6)]
    expected = [same_text_clusters(posts) for posts in brands]

    def grown(brand: int) -> bool:
        posts = brands[brand % len(brands)]
        found = [same_text_clusters(posts[:end]) for end in range(1, len(posts) + 1)]
        return found[-1] == expected[brand % len(brands)]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(grown, range(96)))
    finally:
        sys.setswitchinterval(interval)

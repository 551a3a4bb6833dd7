"""From keys that rise to problems."""

from __future__ import annotations

from detectors.likeness.cohesion import alike, cohesion
from detectors.likeness.post_terms import Weights
from detectors.post import Post
from detectors.posts.post_table import PostTable
from detectors.posts.tiers import Key, Tier
from detectors.spikes.rise import Evidence, Spike
from detectors.trends.detection import support
from detectors.trends.problems import Problem, candidate, of_the_brand, problems_of
from tests.held_posts import rows_of


def post(person: str, *terms: str, ident: str = "") -> Post:
    return Post(ident or f"post of {person}", 0.0, person, " ".join(terms), terms)


def spike(key: Key, p_value: float) -> Spike:
    return Spike(key.name, 3600, 5, 0.1, p_value, Evidence.SHARE)


CARD, LOGIN = Key(Tier.TERM, "card"), Key(Tier.TERM, "login")
GROUP = Key(Tier.GROUP, "7")
WHOLE = Key(Tier.BRAND, "")
TABLE = PostTable()
POSTS = [post(person, "card", "declin") for person in "abcde"]


def found(*rising: tuple[Key, float, list[Post]], level: float = 1e-5) -> list[Problem]:
    candidates = [candidate(key, spike(key, p_value), rows_of(posts, TABLE)) for key, p_value, posts in rising]
    return problems_of(candidates, {key: level for key, _, _ in rising})


def test_keys_that_share_their_people_are_one_problem_named_by_the_finest() -> None:
    (problem,) = found((CARD, 1e-9, POSTS), (GROUP, 1e-7, POSTS[:4]))
    assert [one.key for one in problem.keys] == [GROUP, CARD]
    assert problem.table.numbers.persons(problem.people) == [*"abcd"]


def test_keys_of_other_people_are_another_problem() -> None:
    others = [post(person, "login") for person in "vwxyz"]
    assert len(found((CARD, 1e-9, POSTS), (LOGIN, 1e-9, others))) == 2


def test_what_rises_less_surely_opens_nothing_but_speaks_for_what_does() -> None:
    late = post("f", "card", "declin", "shop")
    witness, second = Key(Tier.TERM, "shop"), Key(Tier.TERM, "declin")
    theirs = [POSTS[0], POSTS[1], late]
    (problem,) = found((CARD, 1e-9, POSTS), (witness, 1e-4, theirs), (second, 1e-4, theirs))
    assert [one.key for one in problem.keys] == [CARD]
    assert {one.key for one in problem.supporting} == {witness, second}
    assert found((witness, 1e-4, theirs)) == []


def test_the_brand_stands_for_itself_only_when_the_others_tell_of_few() -> None:
    others = found((CARD, 1e-9, POSTS))
    for people, stands in ((13, True), (8, False)):
        posts = [post(person) for person in "abcdefghijklm"[:people]]
        whole = candidate(WHOLE, spike(WHOLE, 1e-9), rows_of(posts, TABLE))
        assert bool(of_the_brand([whole], others)) is stands


def test_a_key_in_doubt_is_a_problem_only_where_its_factor_allows_for_it() -> None:
    (word,) = problems_of([candidate(CARD, spike(CARD, 1e-4), rows_of(POSTS))], {CARD: 1e-5}, 100.0)
    assert not word.is_sure({CARD: 1e-5})
    assert word.is_sure({CARD: 1e-5}, 20.0)


def usual(term: str) -> float:
    return {"page": 0.2, "open": 0.3}.get(term, 0.001)


def ratio(members: list[Post], others: list[Post], without: str = "") -> float:
    table = PostTable()
    return cohesion(rows_of(members, table), rows_of(others, table), Weights(usual), without=without)


OTHERS = [post(f"other {n}", "page", f"matter {n}", "open") for n in range(20)]


def test_people_with_one_fault_are_more_alike_than_others() -> None:
    same = [post(person, "card", "declin", "page", f"shop {person}") for person in "abcde"]
    assert ratio(same, OTHERS) > 4


def test_people_who_share_an_everyday_word_are_as_alike_as_others() -> None:
    strangers = [post(person, "page", "open", f"own {person}", f"thing {person}") for person in "abcde"]
    assert 0.5 < ratio(strangers, OTHERS) < 2


def test_one_person_alone_is_like_nobody_however_often_they_write() -> None:
    assert ratio([post("a", "card", ident=str(n)) for n in range(9)], OTHERS) == 0.0


def test_who_has_nobody_beside_them_is_compared_with_what_is_usual_elsewhere() -> None:
    assert ratio(POSTS, []) > 4


def test_the_word_that_people_were_found_by_does_not_make_them_alike() -> None:
    strangers = [post(person, "gah", f"own {person}", f"thing {person}") for person in "abcde"]
    assert ratio(strangers, OTHERS) > 4
    assert ratio(strangers, OTHERS, without="gah") == 0.0


def test_words_of_request_make_nobody_alike() -> None:
    asking = [post(person, "fix", "app", f"own {person}", f"thing {person}") for person in "abcde"]
    assert ratio(asking, []) == 0.0


def test_who_wrote_of_the_same_thing_before_is_found_and_others_are_not() -> None:
    same = [post(person, "paper", "jam", f"floor {person}") for person in "abcde"]
    before = [post(f"earlier {n}", "paper", "jam", f"office {n}") for n in range(7)]
    outside = [post(f"beside {n}", "paper", f"order {n}", f"matter {n}", f"thing {n}") for n in range(9)]
    table = PostTable()
    found = alike(rows_of(same, table), rows_of([*before, *outside], table), Weights(usual), share=0.5)
    assert found == {one.person for one in before}


def test_a_word_that_rises_beside_the_lead_supports_it() -> None:
    (alone,) = found((CARD, 1e-4, POSTS), level=1e-3)
    (outside,) = found((CARD, 1e-6, POSTS), (Key(Tier.TERM, "declin"), 1e-4, POSTS), level=1e-3)
    assert support(alone) == 1.0
    assert support(outside) == 100.0

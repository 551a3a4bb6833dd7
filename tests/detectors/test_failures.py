"""Words by which people say that something fails: looked for together as one by one, and only as far as it matters."""

from __future__ import annotations

import random

from detectors.knowledge import failures
from detectors.knowledge.failure_lists import UNSPACED, WORDS
from detectors.knowledge.failures import (
    NEAR,
    OF_SUBJECTS,
    OF_SUBJECTS_MAX,
    PEOPLE_MAX,
    SAYING,
    failing_needed,
    failing_ratio,
    fails,
    people_failing,
    report_failure,
    share_of_subjects,
)
from detectors.post import Post, first_people
from detectors.text import normalise
from detectors.text.meanings import fault_terms

TIMES = (1.0, 5.0, 50.0, 300.0)
PIECES = ("pay", "_", " ", "  ", "'", "1", "é", "नहीं", "を", "-", "x")


def test_signs_that_are_looked_for_together_are_found_where_each_is() -> None:
    chance = random.Random(7)
    found = set()
    for lang in WORDS:
        signs = [failures._sign(word, one) for one in dict.fromkeys((lang, "en")) for word in WORDS[one].split()]
        for _ in range(120):
            pieces = [chance.choice([chance.choice(signs).text, *PIECES, " "]) for _ in range(chance.randint(1, 6))]
            span = "".join(pieces)
            one_by_one = any(sign.is_in(" ".join(span.split())) for sign in signs)
            assert failures._says(span, lang) == one_by_one, (lang, span)
            found.add(one_by_one)
    assert found == {True, False}


def says_so_in_spans(text: str, term: str, lang: str) -> bool:
    """Whether what stands from some words before a word to some after it says that something fails, taken as one text."""
    if term in fault_terms(lang):
        return True
    text = text.casefold().replace("’", "'")
    words = [(match.span(), normalise(match[0], lang)) for match in failures._WORD.finditer(text)]
    places = [at for at, (_, terms) in enumerate(words) if term in terms]
    if not places:
        return failures._says(text[: failures.BEGINNING], lang)
    near = [words[max(0, at - NEAR) : at + NEAR + 1] for at in places]
    return any(
        failures._says(text[some[0][0][0] : some[-1][0][1]], lang)
        or any(not fault_terms(lang).isdisjoint(terms) for _, terms in some)
        for some in near
    )


def test_word_by_word_a_text_says_what_it_says_as_a_whole() -> None:
    chance = random.Random(7)
    found = set()
    others = [*"abcdefgh", "pay", "site", "_", "'", "-", "’", "é", "नहीं", "crash", "late", "зайти", "1"]
    for lang in sorted(WORDS.keys() - UNSPACED):
        signs = [failures._sign(word, lang).text for word in WORDS[lang].split()]
        for _ in range(60):
            pieces = chance.choices([*others, *others, *others, *signs, "don't"], k=chance.randint(1, 30))
            text = "".join(
                f"{one}{chance.choice(('', ' ', ' ', ' ', '  ', ', '))}" for one in [*pieces, " refund ", *pieces]
            )
            for term in ("refund", "pay", "absent"):
                says = says_so_in_spans(text, term, lang)
                assert fails(text, term, lang) == says, (lang, term, text)
                found.add((term, says))
    assert len(found) == 6


def test_others_who_say_so_more_often_only_ask_for_more_people() -> None:
    shares = [OF_SUBJECTS + step * (OF_SUBJECTS_MAX - OF_SUBJECTS) / 30 for step in range(31)]
    for people in range(21):
        needed = [failing_needed(people, share) for share in shares]
        assert needed == sorted(needed)


def test_what_others_say_decides_between_the_least_and_the_most_that_are_needed() -> None:
    texts = ["my parcel never came", "the parcel is lost", "parcel still missing", "no parcel", "parcel again not here"]
    texts.append("parcel came")
    posts = [Post(str(n), 0.0, f"person {n}", text, ("parcel",), lang="en") for n, text in enumerate(texts)]
    others = [Post(f"o{n}", 0.0, f"other {n}", "nothing works, no answer", ("answer",), lang="en") for n in range(40)]
    assert report_failure(posts, "parcel")
    assert not report_failure(posts, "parcel", others)


def test_no_more_of_them_are_asked_than_decide() -> None:
    chance = random.Random(7)
    found = set()
    for _ in range(2_000):
        people, share, share_of_others = chance.randint(1, 24), chance.random(), chance.random()
        names = [f"person {chance.randint(1, people)}" for _ in range(people)]
        posts = [written(name, "parcel not here" if chance.random() < share else "a parcel") for name in names]
        saying = ["not" if chance.random() < share_of_others else "fine" for _ in range(chance.randint(0, 20))]
        others = [written(f"other {number}", text) for number, text in enumerate(saying)]
        first = first_people(posts, PEOPLE_MAX)
        failing, times = people_failing([post for post in posts if post.person in first], "parcel"), chance.choice(TIMES)
        needed = failing_needed(len(first), share_of_subjects(others, "parcel"), times)
        assert report_failure(posts, "parcel", others, times) == (failing >= needed)
        ratio = failing_ratio(posts, "parcel")
        assert ratio == (SAYING / (1.0 - SAYING)) ** (2 * failing - len(first))
        assert failing_ratio(posts, "parcel", most=10.0) == min(10.0, max(0.1, ratio))
        found.add((failing >= needed, 0.1 < ratio < 10.0))
    assert len(found) == 4


def written(person: str, text: str) -> Post:
    return Post(f"{person} {text}", 0.0, person, text, (), lang="en")

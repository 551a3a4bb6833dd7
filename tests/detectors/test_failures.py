"""Words by which people say that something fails: looked for together as one by one, and only as far as it matters."""

from __future__ import annotations

import random

from detectors.knowledge import failures
from detectors.knowledge.failures import OF_SUBJECTS, OF_SUBJECTS_MAX, failing_needed, report_failure
from detectors.post import Post

PIECES = ("pay", "_", " ", "  ", "'", "1", "é", "नहीं", "を", "-", "x")


def test_signs_that_are_looked_for_together_are_found_where_each_is() -> None:
    chance = random.Random(7)
    found = set()
    for lang in failures._WORDS:
        signs = [failures._sign(word, one) for one in dict.fromkeys((lang, "en")) for word in failures._WORDS[one].split()]
        for _ in range(120):
            pieces = [chance.choice([chance.choice(signs).text, *PIECES, " "]) for _ in range(chance.randint(1, 6))]
            span = "".join(pieces)
            one_by_one = any(sign.is_in(" ".join(span.split())) for sign in signs)
            assert failures._says(span, lang) == one_by_one, (lang, span)
            found.add(one_by_one)
    assert found == {True, False}


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

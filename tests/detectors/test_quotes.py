"""Quotes and near-duplicates are cut off, the person's own words stay."""

import time

import pytest

from detectors.mention import Quoted
from detectors.plain import plain_words
from detectors.post import Post
from detectors.quotes import RecentPosts, cut_quote


@pytest.mark.parametrize(
    ("text", "own", "handle", "words"),
    [
        (
            "Nice one. RT @Acme: New app, who dis? http://s.example/1",
            "Nice one.",
            "@Acme",
            "New app, who dis? http://s.example/1",
        ),
        ("“@Acme: New app, who dis?” please stop", "please stop", "@Acme", "New app, who dis?"),
        ("omg “@Acme: New app, who dis? http://s.example/2", "omg", "@Acme", "New app, who dis? http://s.example/2"),
        ('Ha! @Acme: New app, who dis?"', "Ha!", "@Acme", "New app, who dis?"),
        ("MT @Acme We are sorry for the wait", "", "@Acme", "We are sorry for the wait"),
        ("> is it down?\n> since noon\nSame here, nothing loads", "Same here, nothing loads", "", "is it down? since noon"),
    ],
)
def test_words_of_somebody_else_are_cut_off_whatever_marks_them(text: str, own: str, handle: str, words: str) -> None:
    left, quoted = cut_quote(text)
    assert left == own
    assert quoted is not None
    assert (quoted.handle, quoted.text) == (handle, words)


@pytest.mark.parametrize(
    "text",
    [
        '@Acme "delayed due to weather" while the sun shines',
        "@Acme: why does nobody answer the phone?",
        "my payment fails, the app says: try again",
        "ART @ the museum, sponsored by Acme",
        "2 > 1 and still no refund",
        "",
    ],
)
def test_testimony_and_plain_posts_stay_whole(text: str) -> None:
    assert cut_quote(text) == (text, None)


def test_a_near_duplicate_keeps_only_what_is_new_in_it() -> None:
    recent = RecentPosts()
    first = plain_words("Acme hides fees from loyal customers, petition starts tonight")
    assert recent.cut_one("1", first) == (tuple(first), (), "")
    own, repeated, earlier = recent.cut_one("2", [*plain_words("my aunt in Hull signed:"), *first])
    assert (own, repeated, earlier) == (("aunt", "hull", "signed"), tuple(first), "1")


def test_a_copy_without_words_of_its_own_has_no_terms_and_says_what_it_repeats() -> None:
    recent, terms = RecentPosts(), tuple(plain_words("Acme hides fees from loyal customers, petition starts tonight"))
    first, second = (Post(id=i, at=0.0, person=i, text="", terms=terms) for i in ("1", "2"))
    assert recent.see(first) == first
    copy = recent.see(second)
    assert copy.terms == ()
    assert copy.quoted == Quoted(handle="", text=" ".join(terms))


def test_people_who_tell_the_same_fault_in_their_own_words_copy_nobody() -> None:
    recent = RecentPosts()
    for i, text in enumerate(
        ["my card is declined at the checkout", "checkout declines my card since noon", "card declined"]
    ):
        words = plain_words(text)
        assert recent.cut_one(str(i), words) == (tuple(words), (), "")


def test_the_memory_for_recent_posts_is_bounded_and_forgets_the_oldest() -> None:
    recent = RecentPosts(posts_max=10)
    for i in range(1_000):
        recent.cut_one(str(i), [f"w{i}x{j}" for j in range(60)])
    assert len(recent.remembered) == 10
    assert len(recent.index) <= 10 * recent.terms_max
    assert recent.cut_one("again", [f"w0x{j}" for j in range(60)])[2] == ""
    assert recent.cut_one("new", [f"w995x{j}" for j in range(60)])[2] == "995"


def test_hostile_texts_are_cut_in_time_that_grows_with_their_length() -> None:
    for unit in ("@a: x ", "RT @", "> @a:\n", "“@a ", "@a : "):
        before = time.process_time()
        cut_quote('"' + unit * 3_000)
        assert time.process_time() - before < 1.0

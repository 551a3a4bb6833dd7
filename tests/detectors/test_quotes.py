"""Quotes and near-duplicates are cut off, the person's own words stay."""

import time

import pytest

from detectors.mention import Quoted
from detectors.text.quotes import cut_quote


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


@pytest.mark.parametrize(
    "text",
    [
        "RT" + " " * 98_000 + 'x @a "',
        '"' + "@a:" * 33_000,
        "«@a:" * 24_000,
        '"' + "@a: x " * 16_000,
        '"' + "RT @" * 24_000,
        '"' + "> @a:\n" * 16_000,
        "“@a " * 24_000,
        '"' + "@a : " * 20_000,
        "@a:" + '"' * 98_000,
        "@a: b" + " " * 98_000 + '"',
    ],
)
def test_hostile_texts_are_cut_in_time_that_grows_with_their_length(text: str) -> None:
    before = time.process_time()
    cut_quote(text)
    assert time.process_time() - before < 0.1


def test_a_speaker_is_found_behind_one_whose_words_do_not_end() -> None:
    left, quoted = cut_quote("@a:" + "x" * 1_001 + " @b: we are down» still")
    assert quoted == Quoted(handle="@b", text="we are down")
    assert left.endswith("still")

"""What the prefilter does not name is not there: each step finds nothing in it, in planted and in mixed texts."""

from __future__ import annotations

from random import Random

import pytest

from detectors.text.automatic import OPENINGS, is_automatic
from detectors.text.clean import TEXT_CHARS_MAX, unescaped
from detectors.text.courtesy import BEGINNINGS, THANKS, without_closing_thanks
from detectors.text.mask import mask
from detectors.text.order_codes import HEADS, LINKS
from detectors.text.placeholders import DELETED_SENTENCES, is_deleted_text
from detectors.text.prefilter import (
    ADDRESSES,
    AUTOMATIC,
    CLOSING,
    CODES,
    DELETED,
    EVERYTHING,
    PERSONAL,
    REPEAT,
    SIGNATURE,
    may_hold,
)
from detectors.text.quotes import cut_quote
from detectors.text.signature import DEVICES, FOOTERS, cut_signature
from tests.detectors.test_mask import HARMLESS, planted

STEPS = {
    PERSONAL: lambda text: mask(text) != text,
    SIGNATURE: lambda text: cut_signature(text) != text,
    REPEAT: lambda text: cut_quote(text) != (text, None),
    AUTOMATIC: is_automatic,
    CLOSING: lambda text: without_closing_thanks(text) != text,
    DELETED: is_deleted_text,
}
QUOTES = ("RT @a: b", "T @a", "“@a: b”", "@a: b»", '@a: "b"', "> it", "MT@a: b c", "«@a_b: c", "QT  @a b")
ODD = (
    "\t",
    "\n",
    "\r",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\u0301",
    "\u2014",
    "\u3000",
    "１２",
    "٣",
    "é",
    "K",
    "ı",
    "ſ",
    "😡",
    "\U000e0041",
)
SPELT_ADDRESSES = (
    *(
        "a@b.c",
        ".@acme",
        "a @b.c",
        "@a.b",
        "x@y dot z",
        "me (at) ex.org",
        "me [ ät ] ex.org",
        "a at b dot c",
        "a at b pOınt c",
    ),
    *("é@ü.de", "a@b (dot) c", "a-@-b.c", "x arroba y punto z", "{at}", "(chez)", "+@_.a", "a＠b.c", "me chez you"),
    *("a.b chez c point d", "a apenstaartje b punt c", "anna@okaxis", "x@ybl", "[apenstaartje]"),
    *("me @gmail.com", "me@ gmail.com", "x1 @GMAIL.com", "me(a)ex.org", "me ät ex.org", "me MAŁPA wp kropka pl"),
    *("я собака ya.ru", "x собака ya точка ru", "me(małpa)ex.org", "me [собака] ex.org", "mail a @gmx.de", "@ gmx.de"),
)
NUMBERS = (
    *(
        "order ZAM/2024/77182",
        "customer id cus_9s6XKzkNRiz8i3",
        "mac 00:1B:44:11:3A:B7",
        "は090-1234-5678で",
        "19811218-9876",
        "3c-52-82-0a-1b-9f",
        "sort code 20-00-00",
        "RG 123456",
        "dowód ABS123456",
        "C668668(9)",
        "c_4539148803436467_d",
        "EX/2024/0091",
        "is my DNI",
    ),
    *(
        "123456",
        "1 2 3 4 5 6",
        "12.34.56",
        "1-2/3(4)5 6",
        "1.2.3.4",
        "10.0.0.1:80",
        "12:34:56:78",
        "fe80::1:2 2019",
        "ABCDE1234F",
    ),
    *(
        "2015",
        "RSSMRA85T10A562S",
        "4111 1111 1111 1111",
        "1  2   3    4",
        "12345 678",
        "AB12",
        "a1b2",
        "ABCDE",
        "ABCDEFGHI",
        "A-1-B-2-C",
    ),
)


def holds(text: str) -> int:
    """What the steps find, one after the other."""
    return sum(need for need, finds in STEPS.items() if finds(text))


def missed(texts: list[str]) -> list[tuple[str, int]]:
    """Texts that hold more than the prefilter names, each looked at with all others around it."""
    found = []
    for text, named in zip(texts, may_hold(texts), strict=True):
        masked = mask(text, addresses=bool(named & ADDRESSES), codes=bool(named & CODES))
        if (holds(text) & ~named) or masked != mask(text):
            found.append((text, holds(text)))
    return found


def pieces() -> list[str]:
    """What each of the steps looks for, and what looks like it."""
    rows = [(text, codes) for _, text, codes in planted()]
    personal = [text for text, _ in rows] + [code for _, codes in rows for code in codes]
    heads = [*HEADS.split("|"), *LINKS.split("|")]
    phrases = [*OPENINGS, *THANKS, *BEGINNINGS, *DEVICES, *FOOTERS, *DELETED_SENTENCES]
    return [*personal, *HARMLESS.split("|"), *heads, *phrases, *QUOTES, *ODD, *SPELT_ADDRESSES, *NUMBERS]


def test_planted_personal_data_is_named() -> None:
    texts = [text for _, text, _ in planted()]
    assert all(named & PERSONAL for text, named in zip(texts, may_hold(texts), strict=True) if mask(text) != text)
    assert sum(mask(text) != text for text in texts) > 90


@pytest.mark.parametrize("need", STEPS)
def test_a_plain_complaint_is_spared_every_step(need: int) -> None:
    texts = [
        "@acme the app crashes since the update of 3 May, 2 of 3 times. What now?",
        "Flight 1234 was cancelled, I waited 45 minutes and got no answer at all; see https://example.org/a/2020.",
        "why does it say error 404 (again)? I paid $12.50",
    ]
    assert not any(named & need for named in may_hold(texts))


def test_each_thing_that_is_looked_for_is_named() -> None:
    texts = {
        PERSONAL: "write to jane@mail.example.org",
        SIGNATURE: "The app is down. Sent from my phone",
        REPEAT: "look RT @acme: all is fine",
        AUTOMATIC: "Thank you, I am Out Of The Office until Monday",
        CLOSING: "My card is declined at the till. Thank you so much!",
        DELETED: " [deleted] ",
    }
    assert [need for need, text in texts.items() if not STEPS[need](text)] == []
    for need, text in texts.items():
        (named,) = may_hold([text])
        assert named & need


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_mixed_nothing_is_missed(seed: int) -> None:
    chance, known = Random(seed), pieces()
    texts = []
    for _ in range(1_500):
        parts = chance.choices(known, k=chance.randint(1, 6))
        fill = "".join(chance.choices("aB1 -.:,@_", k=chance.randint(0, 45)))
        parts.insert(chance.randint(0, len(parts)), fill)
        text = chance.choice(("", " ", " ", ". ", "\n")).join(parts)
        texts.append(unescaped(chance.choice((text, text, text.upper(), text.lower(), text[chance.randint(0, 9) :]))))
    assert missed(texts) == []


@pytest.mark.parametrize("seed", range(2))
def test_whatever_stands_between_nothing_is_missed(seed: int) -> None:
    """Single characters of every kind around what is looked for."""
    chance, known = Random(seed), pieces()
    signs = [*"aZ09 .-_@:;()[]<>/+#\"'\n\t", *ODD]
    texts = [
        "".join(chance.choices(signs, k=chance.randint(0, 5)))
        + piece
        + "".join(chance.choices(signs, k=chance.randint(0, 5)))
        for piece in chance.choices(known, k=4_000)
    ]
    assert missed([unescaped(text) for text in texts]) == []


def test_a_text_that_was_cut_off_may_hold_half_of_an_address() -> None:
    whole, cut = may_hold(["a" * (TEXT_CHARS_MAX - 1), "a" * TEXT_CHARS_MAX])
    assert not whole & PERSONAL
    assert cut & PERSONAL


def test_empty_texts_and_none_at_all() -> None:
    assert may_hold([]) == []
    assert may_hold(["", "x", ""]) == [0, 0, 0]


def test_lone_surrogates_and_the_last_characters_of_unicode_may_be_anything() -> None:
    assert [named & EVERYTHING != 0 for named in may_hold(["\ud800", "\U0010ffff", "\x00"])] == [True, True, True]

"""One key for one fault: verbs of English in two words and the noun in one."""

from __future__ import annotations

import time

import pytest

from detectors.text import normalise


@pytest.mark.parametrize(
    "text",
    [
        "I can't log in", "login broken", "Logging in fails", "cannot log-in", "It won't let me LOG IN", "logged in twice",
        "cannot sign in", "signing in takes ages", "Sign-in is down", "the app will not log me in", "can't log back in",
        "unable to log into my account",
    ],
)  # fmt: skip
def test_ways_to_say_login_are_one_term(text: str) -> None:
    assert "login" in normalise(text, "en")
    assert not {"log", "sign", "logged", "signin"} & set(normalise(text, "en"))


def test_leaving_and_joining_are_others_and_other_words_stay() -> None:
    assert "logout" in normalise("It logs me out every hour", "en")
    assert "logout" in normalise("I was signed out again", "en")
    assert "signup" in normalise("sign up does not work", "en")
    assert "login" not in normalise("assign in order, the blog in question, a sign on the door, design in blue", "en")
    assert "login" not in normalise("das Log in der Datei", "de")
    assert normalise("log file", "en") == normalise("logs files", "en")


def test_a_long_text_of_beginnings_costs_no_more_than_its_length() -> None:
    began = time.perf_counter()
    normalise("log me " * 4_000, "en")
    assert time.perf_counter() - began < 1.0

"""Words of request say that something is to be mended, not what."""

from __future__ import annotations

import pytest

from detectors.knowledge import NOTHING
from detectors.knowledge.formulas import TRIED_SHARE, formulas
from detectors.knowledge.priors import Priors
from detectors.text import normalise


@pytest.mark.parametrize(
    ("lang", "asking"),
    [
        ("en", "please fix this app, thanks"),
        ("de", "bitte die App beheben, danke"),
        ("pl", "proszę naprawcie aplikacja"),
        ("tr", "lütfen uygulama düzeltin"),
        ("ru", "пожалуйста исправьте приложение"),
        ("en", "lol smh idk wtf"),
        ("id", "ga udah yg bgt"),
        ("pt", "vcs tb blz kkkk"),
    ],
)
def test_a_request_has_no_words_beside_them(lang: str, asking: str) -> None:
    assert set(normalise(asking, lang)) <= formulas(lang)


def test_faults_have_words_of_their_own() -> None:
    for fault in ("crashes at start", "my card is declined", "cannot log in", "the server is down"):
        assert set(normalise(fault, "en")) - formulas("en"), fault


def test_the_words_of_one_language_are_not_taken_for_those_of_another() -> None:
    # Vietnamese "lòng" (please) is written like English "long".
    assert "long" in formulas("vi")
    assert "long" not in formulas("en")


@pytest.mark.parametrize(
    ("lang", "trying"), [("en", "reinstalled cache"), ("de", "deinstalliert"), ("es", "reinstalé"), ("ru", "переустановил")]
)
def test_what_people_try_first_is_expected_of_a_few_in_a_hundred_whatever_fails(lang: str, trying: str) -> None:
    shares = Priors("acme", NOTHING).of(lang, 25.0)
    assert shares(normalise(trying, lang)) == pytest.approx([TRIED_SHARE] * len(trying.split()))
    # What is as often the fault itself is as rare as it was.
    assert shares(["restart"])[0] < TRIED_SHARE

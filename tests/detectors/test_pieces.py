"""Many texts at once have the terms that each has alone, known or new, in any language; and a named language stands where
nothing has to be asked about it."""

from __future__ import annotations

from random import Random

import pytest

from detectors.text import language, normalise
from detectors.text.claims import Claims
from detectors.text.clean import TEXT_CHARS_MAX
from detectors.text.language import CLAIM_WORDS_MIN, SMALL_SHARE, detect_language, language_of, small_share, small_words
from detectors.text.pieces import Pieces
from detectors.text.pieces_kernel import KEY_BYTES

TEXTS = (
    ("Can't open my add-ons since 63.0.3!! @firefox https://example.org #BrokenAddons", "en"),
    ("Cannot log me back in, the logo of the blog is a sign", "en"),
    ("Melde mich an: log in geht nicht, die Seiten laden nicht", "de"),
    ("😡😡 it’s broken 😡 again …", "en"),
    ("😡 🤬", "en"),
    ("+++ ... !!!", "en"),
    ("l'ordinateur ne s'allume plus depuis hier", "fr"),
    ("لا أستطيع تسجيل الدخول إلى الحساب منذ أمس", "ar"),
    ("アプリが落ちる。ログインできない #障害発生中", "ja"),
    ("แอปใช้งานไม่ได้เลยครับ", "th"),
    ("приложение не открывается после обновления", "ru"),
    ("O\u0308ffnen geht nicht, ﬁnden auch nicht; ｆｉｒｅｆｏｘ crashes", "de"),
    (f"{'a' * KEY_BYTES} {'a' * (KEY_BYTES + 1)} {'é' * (KEY_BYTES // 2)} {'é' * (KEY_BYTES // 2 + 1)}", "fr"),
    ("a\0 a b\0c\x1cd\u2028e\u3000f\x85g", "en"),
    ("half \ud83d an emoji \U0002f804 \U0010ffff", "en"),
    ("word " * TEXT_CHARS_MAX, "en"),
    (" ".join(map(str, range(2_000))), "en"),
    ("一二三四五六七" * 100 + " #一二三aB1c2 " * 30, "zh"),
    ("", ""),
    ("no language is named here, nor known", ""),
    ("of a language without lists", "tlh"),
)
LANGS = ("en", "de", "ru", "el", "th", "tr", "zh", "pt-BR", "xx", "und", "")


def mixed(seed: int, count: int) -> list[tuple[str, str]]:
    """Texts of pieces of those texts, in any of the languages."""
    chance = Random(seed)
    pieces = [piece for text, _ in TEXTS for piece in text[:400].split(" ")]
    return [
        (chance.choice((" ", "\n", "  ")).join(chance.choices(pieces, k=chance.randrange(30))), chance.choice(LANGS))
        for _ in range(count)
    ]


def looked_up(pieces: Pieces, texts: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    found = pieces.look_up([text for text, _ in texts], [lang for _, lang in texts])
    return [found.terms(number) for number in range(len(texts))]


def test_texts_have_the_same_terms_together_as_alone_when_their_pieces_are_new_and_when_they_are_known() -> None:
    pieces, texts = Pieces(), [*TEXTS, *mixed(1, 400)]
    alone = [normalise(text, lang) for text, lang in texts]
    for _ in range(3):
        assert looked_up(pieces, texts) == alone


def test_what_is_known_is_forgotten_when_it_is_too_much_and_terms_stay_the_same() -> None:
    pieces = Pieces(pieces_max=50)
    for seed in range(20):
        texts = mixed(seed, 40)
        assert looked_up(pieces, texts) == [normalise(text, lang) for text, lang in texts]


def test_the_table_grows_and_keeps_what_it_knows() -> None:
    pieces = Pieces()
    texts = [(" ".join(f"word{number}x" for number in range(first, first + 100)), "en") for first in range(0, 20_000, 100)]
    alone = [normalise(text, lang) for text, lang in texts]
    for _ in range(3):
        assert looked_up(pieces, texts) == alone
    assert pieces.held > 15_000


def test_the_same_piece_is_another_in_another_language() -> None:
    pieces = Pieces()
    for _ in range(2):
        assert looked_up(pieces, [("die Seiten", "de"), ("die Seiten", "en"), ("die Seiten", "")]) == [
            normalise("die Seiten", lang) for lang in ("de", "en", "")
        ]


def test_a_named_language_stands_where_its_small_words_do_and_nothing_is_asked() -> None:
    claims, texts = Claims(), [*TEXTS, *mixed(2, 600), *((" ".join(sorted(small_words(lang))[:9]), lang) for lang in LANGS)]
    stand = claims.stand([lang for _, lang in texts], [text for text, _ in texts])
    doubtless = 0
    for (text, lang), stands in zip(texts, stand, strict=True):
        if stands:
            words, share = small_share(text, language.tag_of(lang))
            assert words < CLAIM_WORDS_MIN or share >= SMALL_SHARE
            assert language_of(lang, text) == lang
            doubtless += 1
    assert 200 < doubtless < len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "the checkout has been broken since this morning and nobody of you answers me",
        "die Kasse ist seit heute Morgen kaputt und niemand von euch antwortet mir",
        "la caja está rota desde esta mañana y nadie de ustedes me responde nada",
        "mabok zadok nafuk dedik gadak mafobek tenak vebibek fapibuk gubok",
        "касса сломана с самого утра и никто из вас мне не отвечает",
    ],
)
def test_another_language_is_found_as_if_each_was_asked_about(text: str) -> None:
    for claimed in ("en", "de", "es", "ru", "tr", "fi"):
        words, share = small_share(text, claimed)
        found = detect_language(text, score_min=language.CLEAR)
        least = max(SMALL_SHARE, language.SMALL_TIMES * share)
        is_other = words >= CLAIM_WORDS_MIN and share < SMALL_SHARE and found and small_share(text, found)[1] >= least
        assert language_of(claimed, text) == (found if is_other else claimed)


def test_the_time_of_texts_that_fill_the_table_grows_with_their_length_alone() -> None:
    """Pieces that lead to one place of the table are looked for in a few places and then taken apart anew."""
    pieces = Pieces()
    texts = [(f"{'x' * 8}{number:08d}", "en") for number in range(3_000)]
    for _ in range(2):
        assert looked_up(pieces, texts) == [normalise(text, lang) for text, lang in texts]

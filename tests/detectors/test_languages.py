"""Short texts of languages that are taken for others, and their words of many forms."""

from __future__ import annotations

import pytest

from detectors.explain.words import as_written
from detectors.post import Post
from detectors.text import detect_language, language_of, normalise
from detectors.text.claims import Claims
from detectors.text.meaning_lists import MEANINGS
from detectors.text.meanings import FAMILIES, families_by_beginning
from detectors.text.nearby import COMMON

JAPANESE = ("ログインできない", "朝からログインできません", "wifiでもログインがだめ")


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("sw", "Mzigo wangu haujafika hadi sasa"),
        ("tl", "bakit ayaw bumukas ng app niyo"),
        ("az", "Sifarişim hələ gəlməyib"),
        ("fa", "سفارش من کجاست"),
        ("ur", "میرا پارسل کہاں ہے"),
        ("lt", "Negaliu prisijungti"),
        ("sk", "chyba prihlásenia"),
        ("kk", "таңнан бері кіру істемейді"),
        ("zh", "一登录就闪退"),
        ("uz", "ertalabdan beri kirish ishlamayapti"),
        ("hi", "login nahi ho raha hai yaar"),
        ("hi", "bhai galat saman bhej diya aapne"),
    ],
)
def test_a_short_text_is_in_its_own_language_and_not_in_a_neighbours(lang: str, written: str) -> None:
    assert detect_language(written) == lang


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en", "where is my order, the delivery is late"),
        ("en", "no internet, login refused, plants died"),
        ("es", "la fecha de entrega del pedido"),
        ("id", "kenapa akun saya tidak bisa masuk"),
        ("pl", "Gdzie jest moja paczka i kiedy ją dostanę"),
        ("ru", "Не могу войти в личный кабинет"),
        ("ja", "全部故障です"),
    ],
)
def test_words_that_others_use_too_make_no_other_language_of_a_text(lang: str, written: str) -> None:
    assert detect_language(written) in (lang, "")


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("sw", ("umechelewa", "imechelewa", "mnachelewesha", "mmechelewa")),
        ("tl", ("pumasok", "makapasok", "makalogin")),
        ("am", ("ካርድ", "ካርዴን", "በካርድ", "የካርድ")),
        ("uk", ("картка", "картку", "карткою", "картки")),
        ("bg", ("карта", "картата", "картите")),
        ("ka", ("ბარათი", "ბარათს", "ბარათით")),
        ("az", ("gecikir", "gecikdi", "gecikmə")),
        ("cs", ("přihlásit", "přihlášení", "nepřihlásím", "přihlašování")),
        ("hu", ("belépni", "belépés", "bejelentkezni", "bejelentkezés")),
        ("el", ("συνδεθώ", "σύνδεσης", "συνδέεται")),
        ("ro", ("conectez", "autentificarea", "logare", "intru")),
        ("mk", ("влезам", "најава", "логирам")),
    ],
)
def test_forms_of_a_word_and_words_of_one_meaning_are_one_term(lang: str, forms: tuple[str, ...]) -> None:
    assert len({normalise(form, lang) for form in forms}) == 1


def test_texts_of_a_family_keep_their_terms_when_one_is_taken_for_the_other() -> None:
    assert normalise("не можу увійти", "uk")[-1] == normalise("увійти", "ru")[-1] == normalise("вхід", "be")[-1]
    assert normalise("přihlášení", "cs") == normalise("prihlásenie", "sk")


def test_near_synonyms_of_english_are_one_term_and_other_meanings_stay_apart() -> None:
    assert set(normalise("charged billed debited", "en")) == {"charg"}
    assert set(normalise("twice double duplicated", "en")) == {"doubl"}
    assert normalise("parcel order delivery late crash", "en") == ("parcel", "order", "deliveri", "late", "crash")
    assert normalise("Karte Anmeldung Paket", "de") != normalise("Anmeldung Anmeldung Anmeldung", "de")


def test_the_lists_are_of_known_languages_and_no_word_of_theirs_has_two_meanings() -> None:
    listed: dict[tuple[str, str], str] = {}
    for line in MEANINGS.strip().split("\n"):
        lang, _, meanings = line.partition(": ")
        for one in meanings.split(" | "):
            meaning, *words = one.split()
            assert words
            for word in words:
                assert listed.setdefault((lang, word), meaning) == meaning, (lang, word)
    assert {lang for family in FAMILIES for lang in family} <= {lang for lang, _ in listed}
    assert all(len(begin) >= 5 for begin in families_by_beginning())
    assert all(len(words) > 20 for words in COMMON.values())


def test_terms_of_scripts_without_spaces_are_shown_as_the_characters_that_people_share() -> None:
    posts = [Post(str(n), float(n), f"p{n}", text, normalise(text, "ja"), lang="ja") for n, text in enumerate(JAPANESE)]
    assert as_written(["ログ", "グイ", "イン", "ログイン", "wifi"], posts, normalise) == ["ログイン", "wifi"]
    assert as_written(["посылк"], [Post("1", 0.0, "a", "де посилка", ("посылк",), lang="uk")], normalise) == ["посилка"]


@pytest.mark.parametrize(
    ("claimed", "text", "found"),
    [
        ("en", "ログインできません", "ja"),
        ("en-US", "не могу войти в приложение", "ru"),
        ("de", "لا أستطيع تسجيل الدخول", "ar"),
        ("en", "打开就闪退", "zh"),
        ("en", "iPhone でログインできません", "ja"),
        ("vi", "đơn hàng của mình mãi chưa tới", "vi"),
        ("hi", "login nahi ho raha", "hi"),
        ("sr", "пакет још није стигао", "sr"),
        ("en", "checkout is down 😡😡😡", "en"),
    ],
)
def test_no_text_in_other_letters_is_in_a_language_of_latin_ones(claimed: str, text: str, found: str) -> None:
    assert language_of(claimed, text) == found
    assert Claims().stand([claimed], [text]) == [found == claimed]

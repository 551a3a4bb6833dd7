"""What people share who fill in one form says nothing of what is wrong; what they say in it does."""

from __future__ import annotations

import msgspec
import pytest

from detectors.engine.forms import Forms
from detectors.post import Post
from detectors.text import normalise

FORMS = {
    "en": "Name: customer. Operating system: Windows. Describe your problem in detail: {}. Tried so far: restarting it",
    "de": "Betreff der Anfrage: Allgemeines. Bitte beschreiben Sie Ihr Anliegen: {}. Gewünschte Rückmeldung: per Telefon",
    "fr": "Formulaire de contact du service client. Décrivez votre situation : {}. Moyen de réponse souhaité : courriel",
    "es": "Datos del formulario de atención. Descripción de la consulta: {}. Autorizo el tratamiento de mis datos",
    "ja": "お問い合わせフォームからの送信です。お問い合わせの内容：{}。ご希望の連絡方法：電話",
}
STATED = {
    "en": (
        "The invoice has a wrong address",
        "My parcel never arrived",
        "I cannot find the button",
        "The map is not loading",
    ),
    "de": ("Auf der Rechnung steht nichts", "Mein Paket kam nie an", "Der Knopf fehlt hier", "Die Karte lädt nicht"),
    "fr": ("La facture est fausse, erreur", "Mon colis jamais arrivé", "Aucun bouton langue", "La carte ne charge pas"),
    "es": ("Factura con error de calle", "Mi paquete nunca llegó", "No encuentro el botón", "El mapa no carga"),
    "ja": ("請求書の住所が間違っています", "荷物が届きませんでした", "ボタンが見つかりません", "地図が開けません"),
}


def written(person: int, text: str, lang: str) -> Post:
    return Post(f"{person}", float(person), f"p{person}", text, normalise(text, lang), lang=lang)


def of_three(lang: str) -> Forms:
    return Forms(written(n, FORMS[lang].format(STATED[lang][n]), lang) for n in range(3))


@pytest.mark.parametrize("lang", FORMS)
def test_of_a_form_only_what_somebody_says_in_it_counts(lang: str) -> None:
    stated = STATED[lang][3]
    forms, post = of_three(lang), written(3, FORMS[lang].format(stated), lang)
    found = forms.reported(post)
    assert set(found.terms) == set(normalise(stated, lang))
    assert found.text.strip(" .。") == stated
    assert set(forms.without(post).terms) == set(found.terms)
    assert forms.without(post).text == post.text


def test_two_people_make_no_form() -> None:
    posts = [written(n, FORMS["en"].format(STATED["en"][n]), "en") for n in range(3)]
    assert Forms(posts[:2]).reported(posts[2]) is posts[2]


def test_one_person_who_writes_three_times_makes_no_form() -> None:
    posts = [written(n, FORMS["en"].format(STATED["en"][n]), "en") for n in range(4)]
    once = [Post(post.id, post.at, "p", post.text, post.terms, lang="en") for post in posts[:3]]
    assert Forms(once).without(posts[3]) is posts[3]


def test_an_error_message_is_no_form_though_all_quote_it() -> None:
    message = "The server certificate presented by this site is not trusted by your device."
    posts = [written(n, f"{stated}. {message}", "en") for n, stated in enumerate(STATED["en"])]
    assert Forms(posts[:3]).without(posts[3]) is posts[3]


def test_who_posts_the_same_and_nothing_else_fills_in_no_form() -> None:
    text = "Join our petition for longer opening hours of the shop. Sign it today at the counter."
    posts = [written(n, text, "en") for n in range(4)]
    assert Forms(posts[:3]).reported(posts[3]) is posts[3]


def test_a_short_sentence_in_common_makes_no_form() -> None:
    posts = [written(n, f"Payment page. {stated}", "en") for n, stated in enumerate(STATED["en"])]
    assert Forms(posts[:3]).without(posts[3]) is posts[3]


def test_what_is_posted_no_more_is_forgotten() -> None:
    forms, post = of_three("en"), written(3, FORMS["en"].format(STATED["en"][3]), "en")
    forms.remove(written(0, FORMS["en"].format(STATED["en"][0]), "en"))
    assert forms.without(post) is post


def test_a_form_that_people_go_on_filling_in_is_known_the_day_after() -> None:
    forms, held = Forms(), []
    for n in range(12):
        post = forms.reported(written(n, FORMS["en"].format(STATED["en"][n % 4]), "en"))
        forms.add(post)
        held.append(post)
        if n >= 4:
            forms.remove(held.pop(0))
        assert bool(post.form) == (n >= 3), n
    # And so does a brand that is restored from a snapshot.
    restored = Forms(msgspec.convert(msgspec.to_builtins(held), list[Post]))
    assert restored.reported(written(12, FORMS["en"].format(STATED["en"][0]), "en")).form


def test_numbers_of_a_version_are_no_sentences() -> None:
    posts = [
        written(n, f"{stated}. Since 64.0.2 and since 1.2.3.4.5.6.7 alone", "en") for n, stated in enumerate(STATED["en"])
    ]
    assert Forms(posts[:3]).reported(posts[3]).text == f"{STATED['en'][3]}."
    assert (
        Forms(posts[:3]).reported(written(4, "It fails since 64.0.3 and 1.2.3.4.5.6.8", "en")).text[-13:] == "1.2.3.4.5.6.8"
    )

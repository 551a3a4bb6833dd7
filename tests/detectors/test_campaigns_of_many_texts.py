"""Campaigns whose texts all differ are no fault of anybody's; reports of what campaigns speak of are."""

import pytest

from detectors.mention import Basis
from detectors.post import Post
from detectors.text import normalise
from detectors.text.lures import lure_of
from detectors.text.mask import mask
from detectors.text.pitches import as_looked_at, foreign_sites, pitches
from detectors.text.sites import bare_sites
from detectors.verdict import Context, VerdictName
from detectors.verdict.judge import judge
from stream.screens import load_screen

SCREEN = load_screen()
CAMPAIGNS = {
    "en a code and a site": [
        "AC7SAVE takes a third off at Acme, acme-outlet.example/a",
        "last hours for AC7SAVE acme-outlet.example/b",
        "never pay full at Acme again: AC7SAVE acme-outlet.example",
        "lamps, rugs, chairs. AC7SAVE. acme-outlet.example/c",
        "my cart went from 90 to 60 with AC7SAVE acme-outlet.example/d",
    ],
    "en streaming boxes": [
        "every match, every film, no buffering, ask me how",
        "Why still rent a box from Acme? lifetime access, one payment",
        "cut the Acme bill, DM for price",
        "tired of Acme ads? our box has none",
        "free test line tonight, first 20 people",
        "my uncle left Acme for this, zero regrets",
    ],
    "de team": [
        "Schreib mir, wenn du abends zwei Stunden Zeit hast",
        "Feierabend um zwei statt um sechs, ich zeig dir wie",
        "Acme kündigen? Mein Team sucht noch drei Leute",
        "Kommentiere START und ich melde mich",
        "Noch 4 Plätze frei für den Kurs am Samstag",
        "Vom Nebenjob zum Sportwagen, Link in der Bio",
    ],
    "es casa de apuestas": [
        "te explico cómo saco para la renta jugando desde el sofá",
        "últimos cupos en el grupo de pronósticos",
        "con mi enlace te regalan el primer giro",
        "¿Acme te aburre? Aquí se gana cada noche",
        "escríbeme y empezamos hoy",
        "mi primo pagó el coche así, no te lo pierdas",
    ],
    "ru курсы": [
        "пиши мне, расскажу как выйти на новый уровень",
        "кому интересно, ставь плюс",
        "осталось мест всего пять, не упусти",
        "по моей ссылке первый урок в подарок",
        "Устали от Acme? Наши ученики смеются над такими деньгами",
        "подруга уже купила машину, покажу как",
    ],
    "zh 代购": [
        "同款一半价钱，私信发你",
        "Acme门店排队？这里先到先得",
        "手慢无，晚上就收摊",
        "有意者滴滴我，姐妹价",
        "看简介，天天上新",
        "闺蜜都换了，别错过",
    ],
}
REPORTS = {
    "en sign up": [
        "the sign up now button does nothing",
        "register here page loops back to the start",
        "I tap join now and get a blank screen",
        "sign up today, then error 12 at the last step",
        "can't join our team space since the update",
        "link below the video opens nothing",
    ],
    "en boycott": [
        "I boycott you until my refund arrives #AcmeFail",
        "cancel your contract, they charged me twice #AcmeFail",
        "RT if your parcel is lost too #AcmeFail",
        "eleven weeks and no fridge #AcmeFail",
        "share this, Acme ignores everyone with broken washers #AcmeFail",
        "they hung up on my mother again #AcmeFail",
    ],
    "en calm": [
        "water brown in Leith this morning",
        "my box of vegetables came without the eggs",
        "parcel marked delivered, porch is empty",
        "two of the five channels are black",
        "train stood in the tunnel for an hour",
        "the shower runs cold since Monday",
    ],
    "de Anmeldung": [
        "Kann mich nicht jetzt anmelden, Seite bleibt weiß",
        "jetzt registrieren führt ins Leere",
        "seit dem Update komme ich nicht in mein Profil",
        "der Link im Profil geht nicht",
        "Webinar bricht dauernd ab",
        "Coaching bezahlt, kein Zugang",
    ],
    "es perfil": [
        "no puedo ver nada en mi perfil",
        "el enlace en mi perfil no abre",
        "me cobraron dos veces la inscripción",
        "escribí por privado y nadie contesta",
        "quise registrarme y se cuelga",
        "regístrate dice, y luego error 500",
    ],
    "fr inscription": [
        "impossible de finaliser l'inscription",
        "inscrivez-vous, qu'ils disent, page blanche",
        "le lien dans ma bio affiche une erreur",
        "livraison offerte mais facturée 9 €",
        "code refusé au paiement",
        "la visio coupe toutes les deux minutes",
    ],
    "tr davet": [
        "davet kodum çalışmıyor",
        "kodumu giriyorum geçersiz diyor",
        "ödül gelmedi hâlâ",
        "kaydol düğmesi basmıyor",
        "profilimde siparişler görünmüyor",
        "canlı destek mesaj at diyor kimse yok",
    ],
    "zh 报名": [
        "私信客服三天没人回",
        "链接在主页打不开",
        "报名页面一直转圈",
        "免费领的会员没到账",
        "付了款不发货",
        "扫码没反应，白跑一趟",
    ],
    "pl zapisy": [
        "kliknij tutaj nie działa od rana",
        "zapisy na zajęcia się zawieszają",
        "konkurs wygrany, nagrody brak",
        "link w profilu prowadzi donikąd",
        "poradnik się nie otwiera",
        "zarejestruj się wyrzuca błąd",
    ],
}


@pytest.mark.parametrize("people", [5, 6])
@pytest.mark.parametrize("name", CAMPAIGNS)
def test_a_campaign_whose_texts_differ_is_no_fault(name: str, people: int) -> None:
    verdict = judge(_posts(CAMPAIGNS[name][:people], name[:2]), Context(brand="acme"))
    assert verdict.name is VerdictName.COORDINATED, verdict


@pytest.mark.parametrize("people", [5, 6])
@pytest.mark.parametrize("name", REPORTS)
def test_reports_of_what_campaigns_speak_of_are_reports(name: str, people: int) -> None:
    assert judge(_posts(REPORTS[name][:people], name[:2]), Context(brand="acme")).name is VerdictName.SYSTEMIC


@pytest.mark.parametrize("campaign", [name for name in CAMPAIGNS if name.startswith("en")])
@pytest.mark.parametrize("name", ["en boycott", "en sign up"])
def test_a_campaign_does_not_silence_reports(campaign: str, name: str) -> None:
    """As many strangers write among the reports as report."""
    posts = _posts([text for both in zip(REPORTS[name], CAMPAIGNS[campaign], strict=False) for text in both], "en")
    verdict = judge(posts, Context(brand="acme"))
    assert verdict.name is VerdictName.SYSTEMIC
    assert verdict.first_hand_people >= 5


def test_a_failure_that_only_leads_to_an_offer_does_not_hide_it() -> None:
    for text in ("don't pay full price", "tired of the queue? the other bank has none", "не переплачивайте"):
        assert lure_of(as_looked_at(text)).invites
    for text in ("I pay the full price and it doesn't work", "is the queue stuck? I am at 47", "what now? still no light"):
        assert not lure_of(as_looked_at(text)).invites


def test_a_share_and_a_site_without_a_scheme_are_seen() -> None:
    assert pitches("40% off everything")
    assert pitches("coupon inside, dealhub.example/fh")
    assert not pitches("my coupon is gone")
    assert bare_sites("see me@lamps.shop, setup.exe, e.g. this, i.e. that, 3.5/5, end.Then more") == frozenset()
    assert bare_sites("lamps.shop " * 1_000) == {"lamps"}


def test_a_site_that_adds_to_the_companys_name_is_somebody_elses() -> None:
    own = frozenset(["acme", "acmehelp"])
    assert not foreign_sites("https://acme.example/a pay.acme.example acme-uk.example acmehelp.example/x", own)
    assert foreign_sites("acme-outlet.example/a https://acme-id-check.example", own) == {"acme-outlet", "acme-id-check"}


def _posts(texts: list[str], lang: str) -> list[Post]:
    basis = Basis.MODEL if SCREEN.knows(lang) else Basis.UNKNOWN
    posts = []
    for number, text in enumerate(texts):
        masked = mask(text)
        terms, score = normalise(masked, lang), SCREEN.score(masked, lang)
        posts.append(Post(str(number), number, f"person {number}", masked, terms, lang=lang, score=score, basis=basis))
    return posts

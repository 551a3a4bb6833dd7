"""Adverts are never people's reports, whatever they say in whatever words; complaints about the same things are.

The texts of `fixtures/adverts.json` (59 kinds of adverts in 30 languages, 30 faults in 18) were written by somebody who did
not know the lists, and nothing was chosen on them but `INVITING_SHARE` and the lengths of templates.
"""

import json
from pathlib import Path
from random import Random

import pytest

from detectors.knowledge.failures import says_failure
from detectors.mention import Basis
from detectors.post import Post
from detectors.text import normalise
from detectors.text.mask import mask
from detectors.text.pitches import pitches
from detectors.verdict import Context, VerdictName
from detectors.verdict.adverts import advertising
from detectors.verdict.judge import judge
from stream.screens import load_screen

SCREEN = load_screen()
NAMES = ["Maria", "James", "Olu", "Chen", "Fatima", "Lars", "Priya", "Juan"]
ADVERTS = {
    "helpline": "For {brand} support call +1 802 555 01{n:02d} 24x7 helpline",
    "disguised number": "{brand} customer care, dial 1~8O2~555~O1{n:02d} toll free",
    "full width": "{brand} ｈｅｌｐｌｉｎｅ ＋１ ８０２ ５５５ ０１{n:02d} call",
    "coupon": "Use code {name}{n}OFF for 40% off your first order",
    "trader": "I made ${n}500 in one week trading with {name}, DM @{name}_fx",
    "recovery": "my account was hacked and {name} helped me recover it, text on whatsapp +1 802 555 01{n:02d}",
    "job": "We are hiring! remote, ${n}00 a day, apply https://jobs{n}.example",
    "hi": "घर बैठे कमाएं {n}000 रुपये रोज, अभी जुड़ें",
    "ru": "Промокод {name}{n} скидка 30% только сегодня",
    "zh": "在家赚钱日赚{n}00，加微信 {name}{n}88",
    "ja": "在宅で稼げる副業、LINE追加 https://x{n}.example",
    "ar": "كود خصم {name}{n} اتصل الآن",
    "tr": "{name}{n} kodunu kullan, 30 lira indirim",
    "pt": "Ganhe dinheiro sem sair, me chama no whats +55 11 9{n}555 01{n}9",
    "a language without a list": "Tuapa mole senga vika {name} loro +1 802 555 01{n:02d} besu nako",
}
COMPLAINTS = {
    "code": ["code SAVE40 doesn't work", "the 40% discount was not applied", "your promo code is refused at checkout"],
    "helpline": [
        "called +1 802 555 0123 for hours, nobody answers",
        "I can't reach your helpline +1 802 555 0123",
        "is 802 555 0123 dead?",
    ],
    "whatsapp": [
        "WhatsApp support is silent since Monday",
        "no answer on whatsapp",
        "why does your WhatsApp chat not reply?",
    ],
}


@pytest.mark.parametrize("kind", ADVERTS)
def test_a_campaign_of_one_sentence_with_other_names_is_coordinated(kind: str) -> None:
    posts = [_post(n, ADVERTS[kind].format(brand="Acme", n=n, name=name)) for n, name in enumerate(NAMES, 11)]
    verdict = judge(posts, Context(brand="acme"))
    assert verdict.name is VerdictName.COORDINATED, verdict


@pytest.mark.parametrize("kind", COMPLAINTS)
def test_complaints_about_what_adverts_speak_of_are_none(kind: str) -> None:
    texts = COMPLAINTS[kind]
    assert not [text for text in texts if pitches(mask(text), frozenset(["acme"]), says_failure(mask(text), "en"))]
    assert judge([_post(n, text) for n, text in enumerate(texts)], Context(brand="acme")).name is VerdictName.SYSTEMIC


def test_prizes_that_never_came_are_complaints() -> None:
    texts = (
        "I won your giveaway in March and the prize never arrived",
        "still waiting for my giveaway prize, nobody answers",
        "the giveaway prize was never sent to me either",
        "won the giveaway, no prize, no reply for six weeks",
        "giveaway winner here, where is the prize you never sent",
        "your giveaways are a joke, prize never delivered",
    )
    assert not [text for text in texts if pitches(text, frozenset(["acme"]), says_failure(text, "en"))]
    assert judge([_post(n, text) for n, text in enumerate(texts)], Context(brand="acme")).name is VerdictName.SYSTEMIC


def test_an_account_is_not_the_companys_since_its_letters_are_somewhere_in_it() -> None:
    assert pitches("best offers here, message @freegifts", frozenset(["ee"]))
    assert not pitches("message @ee_help they wrote", frozenset(["ee"]))
    assert not pitches("message @askacme they wrote", frozenset(["acme"]))


LINKED = {
    "acme": [
        "https://www.acme.example/login just spins",
        "error 500 at https://shop.acme.example/cart",
        "https://acme.example/cart is stuck, loading forever",
        "white screen https://acme.example",
        "https://www.acme.example gives 503 since noon",
        "checkout hangs https://acme.example/checkout",
    ],
    "browser": [
        "https://films.example just spins in the browser",
        "black screen https://films.example since the update",
        "page https://radio.example/live crashes my tab",
        "https://docs.example renders garbage now",
        "images upside down on https://pictures.example",
        "https://menu.example text overlapping since this version",
    ],
}


@pytest.mark.parametrize("brand", LINKED)
def test_who_names_the_page_that_fails_advertises_nothing(brand: str) -> None:
    posts = [_post(number, text) for number, text in enumerate(LINKED[brand])]
    assert judge(posts, Context(brand=brand)).name is VerdictName.SYSTEMIC


NUMBERED = {
    "de": [
        "Die Nummer auf der Karte, {n}, führt zu einem Blumenladen",
        "Unter {n} meldet sich eine fremde Firma",
        "Habe {n} gewählt, da geht ein Möbelhaus ran",
        "Bitte korrigiert die Hotline auf der Rechnung: {n} gehört jemand anderem",
        "Meine Mutter landete über {n} bei einem Wahrsager",
        "{n} steht auf der Rückseite, dort verkauft man mir Sofas",
    ],
    "en": [
        "rang {n} and got silence for ten minutes",
        "{n}: you press 2 and the call ends",
        "I am number 47 in the queue on {n} since nine",
        "on {n} a robot speaks Dutch to me, I live in Kent",
        "{n} sends everybody to voicemail",
        "Third afternoon listening to music on {n}",
    ],
    "hu": [
        "A {n} számon egy virágbolt veszi fel",
        "{n}: fél órája zene szól",
        "Három napja hívom a {n} számot",
        "A számlán lévő {n} egy fodrászaté",
        "{n}, géphang angolul",
        "a {n} azonnal letesz",
    ],
    "th": [
        "โทร {n} เพลงดังมาสองชั่วโมง",
        "{n} ปลายสายเป็นร้านก๋วยเตี๋ยว",
        "เบอร์ {n} ในบิลเป็นเบอร์คนอื่น",
        "กด {n} แล้วสายตัด",
        "{n} พูดภาษาจีนใส่",
        "เบอร์ {n} ให้กด 1 วนไปมา",
    ],
    "sk": [
        "Na {n} sa ozve kvetinárstvo",
        "{n} je na faktúre, zdvihol pán z pekárne",
        "volala som {n}, hrá hudba už hodinu",
        "automat na {n} hovorí po maďarsky",
        "{n} ma prepojí na odkazovač",
        "linka {n} zvoní do prázdna",
    ],
}


@pytest.mark.parametrize("lang", NUMBERED)
def test_who_names_the_number_that_does_not_answer_advertises_nothing(lang: str) -> None:
    """They deny nothing and ask nothing, and all of them give a number."""
    posts = [_post(n, text.format(n="0800 555 0142"), lang) for n, text in enumerate(NUMBERED[lang])]
    assert judge(posts, Context(brand="acme")).name is VerdictName.SYSTEMIC


def test_several_long_templates_are_one_hand_whatever_their_score() -> None:
    """Sentences of victims, which the screen takes for complaints: two people each write one of four, and half of these
    name somebody."""
    sentences = [
        "I lost almost ${n} to a fake broker and thought it was gone until a colleague introduced me to @{name}{n}",
        "Nobody at the bank answered for weeks, then {name} traced every transfer and I got nine tenths of it back",
        "They refused my claim three times, the wallet was restored within two days, ask {name}{n} on the usual app",
        "Still waiting for your frozen money? The report form that worked is https://win.example/{n}",
    ]
    posts = [_post(n, sentences[n % 4].format(n=700 + n, name=NAMES[n])) for n in range(8)]
    assert advertising(posts, Context(brand="acme")) == {post.id for post in posts}
    assert not advertising(posts[:4], Context(brand="acme"))


def test_a_long_text_with_other_codes_each_wants_something_where_it_complains_of_nothing() -> None:
    invites = "so glad that I switched, everything is easier there, the code {code} gives you a month free"
    varied = [_post(n, invites.format(code=f"E7{n}X")) for n in range(5)]
    assert advertising(varied, Context(brand="acme")) == {post.id for post in varied}
    equal = [_post(n, invites.format(code="E70X")) for n in range(5)]
    assert not advertising(equal, Context(brand="acme"))
    reports = [
        _post(n, f"Order {n}55120{n} is stuck at the depot since Monday and the chat hangs up on me") for n in range(5)
    ]
    assert not advertising(reports, Context(brand="acme"))


def test_short_adverts_to_the_letter_and_different_ones_that_lead_in_many_ways() -> None:
    """Of languages that the screen has not learned; five who name one number deny nothing either, and are no adverts."""
    vacancies = [_post(n, f"리뷰 알바 구해요, 건당 {n}500원, 텔레 @kim{n}", "ko") for n in range(5)]
    lonely = [
        "สาวสวยพร้อมคุยทุกคืน กดลิงก์ https://go.example/1",
        "รวมสาวโสดใกล้คุณ สมัครฟรี https://win.example/2",
        "เหงาไหมคะ ทักมาคุยกัน +1 802 555 0142",
        "หาเพื่อนคุยแก้เหงา แอดมาเลย @priya57",
    ]
    for posts in (vacancies, [_post(n, text, "th") for n, text in enumerate(lonely)]):
        assert advertising(posts, Context(brand="acme")) == {post.id for post in posts}


def test_one_foreign_site_that_nearly_all_link_to_is_spread_but_not_where_they_report_it() -> None:
    praised = [
        "found mine at {link}",
        "look what I got {link}",
        "so happy with {link}",
        "best colours, {link}",
        "thanks {link}",
    ]
    posts = [_post(n, text.format(link=f"https://shop.example/{n}")) for n, text in enumerate(praised)]
    assert judge(posts, Context(brand="acme")).name is not VerdictName.SYSTEMIC
    hijacked = [
        "your app sends me to {link} instead of my bill, I am scared",
        "every click ends on {link}, my account was emptied",
        "virus warning on {link} after the update, fix it",
        "what is {link}?? it opens by itself and nothing works",
        "lost my whole order, it jumps to {link} when I pay",
    ]
    posts = [_post(n, text.format(link=f"https://shop.example/{n}")) for n, text in enumerate(hijacked)]
    assert judge(posts, Context(brand="acme")).name is VerdictName.SYSTEMIC


def test_an_account_of_the_company_is_nobody_to_write_to() -> None:
    posts = [_post(n, f"I will DM @AcmeHelp about my lamp, {word} is broken") for n, word in enumerate(["switch", "bulb"])]
    assert advertising(posts, Context(brand="acme")) == set()
    assert advertising(posts, Context(brand="other")) == {"0", "1"}


def test_reports_beside_adverts_stay_reports() -> None:
    adverts = [_post(n, ADVERTS["helpline"].format(brand="acme", n=n)) for n in range(12)]
    words = ["dead", "gone", "out", "lost", "dark"]
    reports = [
        _post(50 + n, f"my signal is {word} since the storm in {name}")
        for n, (word, name) in enumerate(zip(words, NAMES, strict=False))
    ]
    verdict = judge([*adverts, *reports], Context(brand="acme"))
    assert (verdict.name, verdict.first_hand_people) == (VerdictName.SYSTEMIC, 5)
    assert judge([*adverts, *reports[:4]], Context(brand="acme")).name is VerdictName.COORDINATED


def test_adverts_that_no_list_knows() -> None:
    held = json.loads((Path(__file__).parents[1] / "fixtures" / "adverts.json").read_text(encoding="utf-8"))
    seed = 3
    draw = Random(seed)
    wrong = []
    for kind, advert in held["spam"].items():
        texts = [_filled(draw.choice(advert["templates"]), draw) for _ in range(8)]
        if _judged(texts, advert["lang"]) is not VerdictName.COORDINATED:
            wrong.append(kind)
    assert len(wrong) <= 2, f"{wrong} of {len(held['spam'])} kinds, seed {seed}"
    faults = held["complaints"].items()
    lost = [name for name, fault in faults if _judged(fault["texts"], fault["lang"]) is not VerdictName.SYSTEMIC]
    assert not lost


def _filled(template: str, draw: Random) -> str:
    digits = f"18{draw.randint(10, 99)}{draw.randint(100, 999)}{draw.randint(1000, 9999)}"
    noisy = "".join(draw.choice([digit, {"0": "O", "1": "l"}.get(digit, digit)]) for digit in digits)
    slots = {
        "brand": "acme",
        "n": draw.choice(NAMES),
        "u": f"{draw.choice(NAMES).lower()}{draw.randint(1, 99)}",
        "p": str(draw.randint(200, 99_999)),
        "c": f"{draw.choice('ABCDEF')}{draw.randint(10, 99)}OFF",
        "l": f"https://{draw.choice(['go', 'try', 'win'])}.example/{draw.getrandbits(24):x}",
        "t": f"+1 {digits[1:4]} {digits[4:7]} {digits[7:]}",
        "tn": f"+{noisy[0]}~{noisy[1:4]}~{noisy[4:7]}~{noisy[7:]}",
    }
    for name, value in slots.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _judged(texts: list[str], lang: str) -> VerdictName:
    posts = [_post(number, text.replace("{brand}", "acme"), lang) for number, text in enumerate(texts)]
    return judge(posts, Context(brand="acme")).name


def _post(number: int, text: str, lang: str = "en") -> Post:
    masked = mask(text)
    basis = Basis.MODEL if SCREEN.knows(lang) else Basis.UNKNOWN
    score = SCREEN.score(masked, lang)
    terms = normalise(masked, lang)
    return Post(str(number), float(number), f"person {number}", masked, terms, lang=lang, score=score, basis=basis)

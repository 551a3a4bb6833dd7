"""Languages that a detector takes short texts of for another: put right by letters and by the commonest words.

Letters that a language has not decide whatever the score. Where the detector is in doubt words decide: those that people
complain with (`detectors.text.meanings`), and the commonest ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detectors.text.meanings import languages_by_words

LOOKED_AT = 200
# Of a text's words at least so many, and this part, are common words of the language.
COMMON_MIN, COMMON_SHARE = 2, 0.3

_COMMON = {
    "sw": """
        ya na wa kwa ni za la yangu wangu langu zangu yako wenu yenu yetu hii hiyo huo hilo mimi sisi wewe leo jana sasa
        bado tena sana tu pia lakini kwamba kama hadi mpaka tangu baada kabla asubuhi jioni usiku siku saa wiki mwezi nini
        gani wapi lini mbona kwanini jamani hapa kabisa bila haifanyi kazi siwezi nimejaribu sijapata sijapokea tatizo shida
        pesa malipo akaunti oda mzigo mizigo huduma asante tafadhali naomba nataka mara mbili tatu moja wote zote kila ndugu
        mteja kampuni simu programu mtandao umeme maji haujafika haijafika maelezo mmechelewa uko iko
    """,
    "tl": """
        ang ng mga sa na ko mo ako ikaw siya kami kayo nila namin natin nyo niyo ninyo po ba lang naman pa rin din hindi
        wala walang ayaw bakit paano kailan nasaan saan ano sino ito iyan yan yun yung kung kasi dahil pero at may mayroon
        meron sana lagi laging palagi kanina kahapon ngayon bukas araw oras linggo buwan dalawang tatlong isang salamat
        kahit hanggang mula simula tuwing sira mali raw daw pwede puwede gusto kailangan nasa pag kapag ayos
        tagal tama di dapat nang ayan
    """,
    "az": """
        bu bir ki da də üçün ilə çox niyə necə harada hələ artıq indi dünən səhərdən səhər gün saat həftə mən mənim mənə
        məni siz sizin sizə biz bizim amma lakin heç yox var deyil olmur olmaq oldu edir bilmirəm bilmir işləmir gəlmədi
        gəlmir pul kart hesab hesabım tətbiq sifariş sonra yenə hər haradadır
    """,
    "ca": """
        puc amb els meu meva compte però què després encara avui ahir demà matí vaig aquest aquesta això gràcies comanda
        targeta paquet arribat sou teniu podeu deixa accedir sessió
    """,
    "id": """
        yang di ke dari tidak bisa gak nggak ngga saya aku kamu sudah belum kenapa gimana banget dong sih terus lagi
        aplikasi udah mau tolong mohon kak min kok ini itu dan sama kami tapi karena untuk dengan juga masih banyak sekali
        jam berapa buka bayar pakai paket pesanan uang sampai kapan
    """,
    "ha": """
        na da ta ya ne ce ba ban bai baya yana suna ina kuna sun an zan mun wannan wani wata me yasa saboda amma kuma sai
        har yanzu jiya yau kudi asusu waya kati oda matsala aiki don nagode sosai tun
    """,
    "zu": """
        yami lami ami wami yakho ngiyacela ngicela kodwa futhi manje namhlanje izolo kusukela imali ayisebenzi angikwazi
        kanjani kungani nini kuphi ngoba inkinga yini
    """,
    "hi": """
        nahi nahin nhi hai hain raha rahi rahe kya kyu kyun kyon kab kaise kahan mera mere meri mujhe hamara aap aapka aapke
        aapki aapne apna bhai yaar karo karte karna karke kiya gaya gayi gaye hua hui aur bhi abhi aaj subah diya dein aaya
        aayi aata aati aana paisa paise wapas galat theek thik bekar bahut sirf kuch phir chahiye jaldi hoga hogi wala wali
        milta mila mili saman samaan baar dikkat kharab
    """,
    "so": """
        waan wuu way waxa waxaan ma la iyo ee uu aan ayaa maxaa maxay sababta goorma halkee maanta shalay weli lacagta
        akoonkayga kuma kama fadlan
    """,
    "uz": """
        va bu bir uchun bilan nega qanday qachon hali bugun kecha men mening menga siz lekin ammo yo'q bor emas pul karta
        buyurtma iltimos keyin yana har bo'lmayapti ishlamayapti
    """,
}
COMMON: Mapping[str, frozenset[str]] = {lang: frozenset(words.split()) for lang, words in _COMMON.items()}
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_URDU, _PERSIAN = re.compile("[ٹڈڑںےہھ]"), re.compile("[پچژگکی]")
_MACEDONIAN, _NOT_MACEDONIAN = re.compile("[ѓќѕјљњџћђ]"), re.compile("[йщъьюяыэ]")
_UKRAINIAN, _BELARUSIAN = re.compile("[іїєґ]"), re.compile("[ўы]")
_KAZAKH, _MONGOLIAN = re.compile("[қғұәһ]|[ңүө].{0,200}і|і.{0,200}[ңүө]"), re.compile("[өү]|[^\\W\\d_]{2}(?:аа|ээ)(?!а|э)")
_UZBEK = re.compile("(?:yapti|yapman|yapsan|may qo'ydi|lganman)$")
_KANA = re.compile("[\u3040-\u30ff々]")
# Frequent characters that only simplified Chinese writes so.
_SIMPLIFIED = re.compile(
    "[们这说时过对发经进还没开门问间录码错误单买卖东车马见页风飞长书电话语认识让请谢应该给费账号闪气脑网讯银钱货邮递订]"
)


def corrected(found: str, text: str, doubted: Sequence[str] | None = None) -> str:
    """The language that a text is in where the detector `found` this one (empty for none); `doubted`: where it is in doubt
    those that it names, the likeliest first.

    >>> corrected("pl", "Mzigo wangu haujafika hadi sasa", ["pl"]), corrected("ar", "سفارش من کجاست")
    ('sw', 'fa')
    >>> corrected("pl", "Gdzie jest moja paczka", ["pl"]), corrected("ru", "картку відхилено")
    ('pl', 'uk')
    >>> corrected("hu", "chyba prihlásenia", ["hu", "sk", "cs"]), corrected("", "Negaliu prisijungti", ["vi", "hr"])
    ('sk', 'lt')
    """
    text = text[:LOOKED_AT].lower()
    by_letters = _by_letters(found, text)
    return by_letters if by_letters != found or doubted is None or not _is_latin(text) else _by_words(found, text, doubted)


def _is_latin(text: str) -> bool:
    first = next(filter(str.isalpha, text), "")
    return first < "\u0250"


def _by_letters(found: str, text: str) -> str:
    if found in ("ar", "arz", "azb", "ckb", "ps", "sd"):
        if found in ("ar", "arz") and _URDU.search(text):
            return "ur"
        return "fa" if found in ("ar", "arz") and _PERSIAN.search(text) else found
    if found in ("mk", "sr") and not _MACEDONIAN.search(text) and _NOT_MACEDONIAN.search(text):
        return "bg"
    if found == "ru" and _UKRAINIAN.search(text):
        return "be" if _BELARUSIAN.search(text) else "uk"
    if found in ("ja", "") and not _KANA.search(text) and _SIMPLIFIED.search(text):
        return "zh"
    if found in ("ru", "uk", "be", "bg", "") and _KAZAKH.search(text):
        return "kk"
    if found in ("ru", "bg", "") and _MONGOLIAN.search(text):
        return "mn"
    return "az" if "ə" in text and _is_latin(text) else found


def _by_words(found: str, text: str, doubted: Sequence[str]) -> str:
    words = _LATIN_WORD.findall(text)
    listed = languages_by_words(words)
    if listed and found not in listed:
        return next((lang for lang in doubted if lang in listed), listed[0])
    common = {lang: sum(word in listed for word in words) for lang, listed in COMMON.items()}
    best = max(sorted(common), key=common.__getitem__)
    enough = common[best] >= max(COMMON_MIN, COMMON_SHARE * len(words))
    return best if enough else "uz" if not listed and any(map(_UZBEK.search, words)) else found

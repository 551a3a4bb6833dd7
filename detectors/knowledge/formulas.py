"""Words of every request: that somebody wants something mended, when it was, what they tried, or what is written for short,
and not what is wrong.

"This app … please fix this app" is written by people with ten different faults. On a brand whose people happen not to have
written so before, such words are as rare as news. "Cleared the cache, reinstalled it" is written of any fault too, and may
now and then be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detectors.knowledge.calendar_words import DAYS_AND_MONTHS
from detectors.knowledge.chat_words import CHAT_WORDS
from detectors.text import normalise, primary

_WORDS = {
    "en": "please pls plz fix fixed help app apps application issue problem thanks thank hello hi dear",
    "de": "bitte beheben behebt hilfe hilf app anwendung problem danke hallo liebes",
    "fr": "plaît corrigez corriger aide aidez application appli problème merci bonjour",
    "es": "favor arreglen arreglar ayuda aplicación app problema gracias hola",
    "pt": "favor arrumem corrijam corrigir ajuda aplicativo app problema obrigado obrigada olá",
    "it": "favore sistemate correggete aiuto applicazione app problema grazie ciao buongiorno",
    "nl": "alsjeblieft aub repareer oplossen hulp app probleem bedankt hallo",
    "sv": "snälla fixa hjälp appen app problem tack hej",
    "da": "venligst fiks hjælp appen app problem tak hej",
    "no": "vennligst fiks hjelp appen app problem takk hei",
    "fi": "kiitos korjatkaa apua sovellus sovelluksen ongelma hei",
    "pl": "proszę naprawcie pomocy aplikacja aplikacji problem dziękuję witam",
    "cs": "prosím opravte pomoc aplikace aplikaci problém děkuji dobrý",
    "hu": "kérem javítsák segítség alkalmazás probléma köszönöm",
    "ro": "rog reparați ajutor aplicația problemă mulțumesc bună",
    "tr": "lütfen düzeltin düzeltiniz yardım uygulama uygulamayı sorun teşekkürler merhaba",
    "el": "παρακαλώ διορθώστε βοήθεια εφαρμογή πρόβλημα ευχαριστώ",
    "ru": "пожалуйста исправьте помогите приложение приложении проблема спасибо здравствуйте",
    "uk": "будь ласка виправте допоможіть застосунок додаток проблема дякую",
    "ar": "رجاء أرجو إصلاح مساعدة التطبيق تطبيق مشكلة شكرا مرحبا",
    "he": "בבקשה תקנו עזרה אפליקציה האפליקציה בעיה תודה שלום",
    "fa": "لطفا درست کمک برنامه اپلیکیشن مشکل ممنون سلام",
    "hi": "कृपया ठीक मदद ऐप समस्या धन्यवाद नमस्ते",
    "id": "tolong mohon perbaiki bantu aplikasi masalah terima kasih halo",
    "vi": "xin vui lòng sửa giúp ứng dụng cảm ơn",
}
# What a few in a hundred say whatever fails; "restart", "reset" and the like are as often the fault itself.
TRIED_SHARE = 0.03
_TRIED = {
    "en": "cache caches reinstall reinstalled reinstalling uninstall uninstalled uninstalling troubleshooting",
    "de": "cache zwischenspeicher neuinstallation neuinstalliert neuinstallieren deinstalliert deinstallieren",
    "fr": "cache réinstallé réinstaller réinstallation désinstallé désinstaller",
    "es": "caché reinstalé reinstalar reinstalado reinstalación desinstalé desinstalar desinstalado",
    "pt": "cache reinstalei reinstalar reinstalado desinstalei desinstalar",
    "it": "cache reinstallato reinstallare reinstallazione disinstallato disinstallare",
    "nl": "cache geherinstalleerd herinstalleren herinstallatie gedeïnstalleerd deïnstalleren",
    "sv": "cachen ominstallerat ominstallation avinstallerat avinstallera avinstallerade",
    "da": "cachen geninstalleret geninstallere afinstalleret afinstallere",
    "no": "cachen reinstallert reinstallere avinstallert avinstallere",
    "fi": "välimuisti välimuistin uudelleenasennus uudelleenasensin",
    "pl": "cache przeinstalowałem przeinstalowałam przeinstalowanie odinstalowałem odinstalowałam reinstalacja",
    "cs": "cache mezipaměť přeinstaloval přeinstalovala přeinstalace odinstaloval odinstalovala",
    "hu": "gyorsítótár gyorsítótárat újratelepítettem újratelepítés",
    "ro": "cache reinstalat reinstalare dezinstalat",
    "tr": "önbellek önbelleği önbelleğini",
    "el": "επανεγκατάσταση επανεγκατέστησα απεγκατάσταση απεγκατέστησα",
    "ru": "кэш кеш переустановил переустановила переустановка переустановить",
    "uk": "кеш перевстановив перевстановила перевстановлення",
}


def _terms(words: Mapping[str, str], lang: str) -> frozenset[str]:
    tags = {"en", primary(lang)}
    return frozenset(term for tag in tags & words.keys() for term in normalise(words[tag], tag))


@cache
def tried(lang: str) -> frozenset[str]:
    """The terms of what people try before they write, as of `formulas`.

    >>> sorted(tried("en") & {"reinstal", "cach", "restart"})
    ['cach', 'reinstal']
    """
    return _terms(_TRIED, lang)


@cache
def calendar_terms(lang: str) -> frozenset[str]:
    """The terms of the names of days and months, as of `formulas`.

    >>> sorted(calendar_terms("de") & {"montag", "monday", "zug"})
    ['monday', 'montag']
    """
    return _terms(DAYS_AND_MONTHS, lang)


@cache
def formulas(lang: str) -> frozenset[str]:
    """The terms of these words in a language, the English ones among them, as texts are normalised. Scripts without spaces
    have none of their own: a pair of characters is no word."""
    return _terms(_WORDS, lang) | _terms(CHAT_WORDS, lang) | calendar_terms(lang)

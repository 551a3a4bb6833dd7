"""Words of every request: they say that somebody wants something mended, never what is wrong.

"This app … please fix this app" is written by people with ten different faults. On a brand whose people happen not to have
written so before, such words are as rare as news.
"""

from __future__ import annotations

from functools import cache

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


@cache
def formulas(lang: str) -> frozenset[str]:
    """The terms of these words in a language, the English ones among them, as texts are normalised. Scripts without spaces
    have none of their own: a pair of characters is no word."""
    tags = {"en", primary(lang)}
    return frozenset(term for tag in tags & _WORDS.keys() for term in normalise(_WORDS[tag], tag))

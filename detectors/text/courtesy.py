"""Thanks and greetings, in some fifty languages: they say nothing of what is wrong, nor of how their author feels."""

from __future__ import annotations

import re

_THANKS = """
    thanks thank thankyou thx tnx ty cheers regards wishes danke vielen dank grüße grüßen gruß merci cordialement
    gracias saludos obrigado obrigada grazie saluti bedankt groeten tack takk tak mvh kiitos dziękuję dzięki
    pozdrawiam děkuji díky ďakujem hvala köszönöm mulțumesc teşekkürler teşekkür sağolun спасибо благодарю
    дякую ευχαριστώ شكرا شکرا ممنون תודה धन्यवाद
"""
THANKS = frozenset(_THANKS.split())
# Thanks of two words, and of scripts without spaces: what a closing sentence begins with.
BEGINNINGS = (
    "谢谢",
    "謝謝",
    "感谢",
    "感謝",
    "ありがとう",
    "よろしくお願い",
    "감사합니다",
    "고맙습니다",
    "ขอบคุณ",
    "terima kasih",
    "cảm ơn",
)
# What stands above a name at the end of a letter.
_CLOSINGS = """
    kind regards|best regards|warm regards|regards|best wishes|yours sincerely|yours faithfully|yours truly|sincerely|cheers
    mit freundlichen grüßen|mit freundlichem gruß|mit freundlichen grüssen|freundliche grüße|viele grüße|beste grüße
    liebe grüße|herzliche grüße|mfg|vg|lg|cordialement|bien cordialement|bien à vous|sincères salutations|salutations
    saludos cordiales|saludos|un saludo|un cordial saludo|atentamente|atenciosamente|cumprimentos
    abraços|cordiali saluti|distinti saluti
    un saluto|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|groeten|groetjes|med vänliga hälsningar
    vänliga hälsningar|med vänlig hälsning|mvh|hälsningar|med venlig hilsen|venlig hilsen|med vennlig hilsen|vennlig hilsen
    ystävällisin terveisin|terveisin|pozdrawiam|z poważaniem|s pozdravem|s pozdravom|lep pozdrav|srdačan pozdrav|üdvözlettel
    cu stimă|cu respect|с уважением|с наилучшими|з повагою|с уважение|με εκτίμηση|saygılarımla|iyi çalışmalar|hormat saya
    salam hormat|trân trọng|مع التحية|وتقبلوا|בברכה|با احترام|भवदीय|सादर|ด้วยความเคารพ|此致|敬具|よろしくお願い|감사합니다
"""
CLOSINGS = tuple(one.strip() for line in _CLOSINGS.split("\n") for one in line.split("|") if one.strip())
_GREETINGS = """
    you many so much very a lot in advance appreciated your help for the great job love guys team support all dear
    sir madam hello hi hey good morning afternoon evening day greetings everyone everybody there folks please kind
    best sincerely yours to whom it may concern schon mal im voraus sehr geehrte geehrter damen und herren liebe
    liebes lieber hallo guten tag morgen abend moin servus mit freundlichen herzliche viele beste bitte hilfe
    beaucoup d'avance avance par bonjour bonsoir salut madame monsieur bien à vous cher chère toute l'équipe équipe
    muchas de antemano hola buenos buenas días dias tardes noches estimados estimado estimada señores cordiales un
    saludo por favor ayuda muito olá ola oi bom boa dia tarde noite prezados caros atenciosamente desde já mille
    buongiorno buonasera salve ciao gentile gentili cordiali spettabile anticipo alvast dankjewel goedemorgen
    goedemiddag goedenavond geachte heer mevrouw hoi groet met vriendelijke tackar på förhand hej hejsan god dag
    vänliga hälsningar hälsning hilsen vennlig hei terve moi terveisin z góry dzień dobry witam cześć proszę
    szanowni państwo děkuju předem dobrý den ahoj zdravím előre is szia sziasztok üdv jó napot bună ziua заранее
    большое здравствуйте добрый день доброе утро вечер привет уважаемые уважением с доброго дня вітаю привіт ederim
    merhaba merhabalar selam iyi günler selamlar lütfen καλημέρα καλησπέρα γεια σας شكراً جزيلا مرحبا السلام عليكم
    ورحمة الله وبركاته صباح مساء الخير רבה שלום בוקר טוב היי سلام متشکرم با لطفا नमस्ते shukriya namaste halo hai
    selamat pagi siang sore malam mohon tolong xin chào bạn ขอบคุณค่ะ ขอบคุณครับ สวัสดี สวัสดีค่ะ สวัสดีครับ 多谢 多謝
    你好 您好 大家好 请问 請問 ありがとうございます こんにちは こんばんは おはようございます
    お世話になっております お世話になります はじめまして よろしくお願いします
    よろしくお願いいたします 안녕하세요 안녕하십니까 수고하십니다
"""
COURTESY = THANKS.union(_GREETINGS.split(), *(begin.split() for begin in BEGINNINGS))
_ENDS = re.compile(r"[.!?。！？\n]++")
# A closing is short, and below something that says more.
WORDS_MAX, WORDS_LEFT, CLOSINGS_MAX, LOOKED_AT = 12, 3, 3, 400
_AROUND = " \t\r,;:–—-*()\"'“”’❤🙏😊"
_PUNCTUATION = ".,;:!?…。！？、，()[]\"'“”’-–—*~♥❤🙏😊"
SENTENCE_MAX = 300


def without_closing_thanks(text: str) -> str:
    """The text without its last sentences that only thank or greet; the whole text where little else is left.

    >>> without_closing_thanks("My card is declined at the till. Thank you so much for your help!")
    'My card is declined at the till.'
    >>> without_closing_thanks("Thank you for this lovely app!")
    'Thank you for this lovely app!'
    """
    left = text
    for _ in range(CLOSINGS_MAX):
        begin = _last_sentence(left)
        if begin <= 0 or not _only_thanks(left[begin:]) or len(left[:begin].split()) < WORDS_LEFT:
            break
        left = left[:begin]
    return left


def _last_sentence(text: str) -> int:
    """Where the last sentence begins: behind the end of the one before it, within the last `LOOKED_AT` characters."""
    body = text.rstrip().rstrip(".!?。！？")
    ends = [found.end() for found in _ENDS.finditer(body, max(0, len(body) - LOOKED_AT))]
    return ends[-1] if ends else -1


def _only_thanks(sentence: str) -> bool:
    words = [word for piece in sentence.casefold().split() if (word := piece.strip(_AROUND + ".!?"))]
    if not words or len(words) > WORDS_MAX:
        return False
    return not THANKS.isdisjoint(words[:3]) or sentence.strip(_AROUND).casefold().startswith(BEGINNINGS)


def is_courtesy(sentence: str) -> bool:
    """Whether it only greets or thanks.

    >>> is_courtesy("Sehr geehrte Damen und Herren,"), is_courtesy("Thanks in advance!"), is_courtesy("Thanks, it crashes")
    (True, True, False)
    """
    words = bare_words(sentence[:SENTENCE_MAX].casefold())
    return bool(words) and all(word in COURTESY for word in words)


def is_closing(sentence: str) -> bool:
    """Whether it is how a letter ends, with the name of who wrote it.

    >>> is_closing("Kind regards, Ann"), is_closing("С уважением, Анна"), is_closing("Regarding my order")
    (True, True, False)
    """
    bare = sentence[:SENTENCE_MAX].strip(_PUNCTUATION + " ").casefold()
    # A look at all at once: hardly any sentence begins with one.
    if not bare.startswith(CLOSINGS):
        return False
    return any(bare.startswith(one) and not bare[len(one) : len(one) + 1].isalpha() for one in CLOSINGS)


def bare_words(text: str) -> list[str]:
    """What stands between spaces, without punctuation around it."""
    return [word for piece in text.split() if (word := piece.strip(_PUNCTUATION))]

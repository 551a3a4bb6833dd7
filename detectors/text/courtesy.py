"""Closing thanks: "Thank you so much for your help" below a complaint says nothing of how its author feels."""

from __future__ import annotations

import re

_THANKS = """
    thanks thank thankyou thx tnx ty cheers regards wishes danke vielen dank grüße grüßen gruß merci cordialement
    gracias saludos obrigado obrigada grazie saluti bedankt groeten tack takk tak mvh kiitos dziękuję dzięki
    pozdrawiam děkuji díky ďakujem hvala köszönöm mulțumesc teşekkürler teşekkür sağolun спасибо благодарю
    дякую ευχαριστώ شكرا شکرا ممنون תודה धन्यवाद
"""
THANKS = frozenset(_THANKS.split())
# Of scripts without spaces: what a closing sentence begins with.
_BEGINNINGS = (
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
_ENDS = re.compile(r"[.!?。！？\n]++")
# A closing is short, and below something that says more.
WORDS_MAX, WORDS_LEFT, CLOSINGS_MAX, LOOKED_AT = 12, 3, 3, 400
_AROUND = " \t\r,;:–—-*()\"'“”’❤🙏😊"


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
    return not THANKS.isdisjoint(words[:3]) or sentence.strip(_AROUND).casefold().startswith(_BEGINNINGS)

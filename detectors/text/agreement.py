"""Replies that only agree: "same here", "+1", "moi aussi", "同じ". They have no words of their own to be grouped by.

A short text agrees when all of its words are words of agreement, and one of them carries it. Both lists are closed and hold
what people write under somebody else's complaint; where no spaces are set, the whole text is one of the phrases.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

# Longer replies say something of their own.
TEXT_CHARS_MAX = 80
WORDS_MAX = 7

_CARRIES = """
    +1 1+ same sames also as-well too ditto idem likewise samesies agreed agree seconded
    auch ebenfalls dito genauso gleiche gleiches selbe ebenso aussi pareil pareille même meme également egalement
    también tambien igual mismo misma idéntico também tambem igualmente mesmo mesma anche stesso stessa uguale pure
    ook zelfde eveneens hetzelfde también också samma detsamma også samme likeså myös sama samoin też tez również rowniez
    samo to-samo też taky také totiž stejný stejné stejně stejne aj tiež rovnaký rovnako szintén nálam-is dettó ugyanez
    ugyanaz și si-eu la-fel тоже также аналогично такая такое такой теж також аналогічно така и-при-мен също същото
    ben-de bende aynı ayni aynısı aynisi aynen همینطور نفس ایضا أيضا ايضا وأنا وانا كذلك نفسه גם כנ"ל אותו juga sama sih
    cũng vậy tương-tự giống như-trên भी मुझे-भी same-same bhi και κι επίσης το-ίδιο ίδιο ιδιο
"""
_FILLS = """
    i i'm im me my mine we us our it its is has have having had got get getting this that the a an for here with on at as
    well also yes yep yeah yup thing problem problems issue issues error bug happens happening happened experiencing seeing
    exact exactly very still just and in so it's same's
    ja ich mir mich bei uns hier habe haben das der die den dem problem fehler es ist geht genau
    oui moi chez nous ici j'ai jai le la les problème probleme souci c'est cest pour chose avons
    sí si yo me mí mi nos a aquí aqui lo el la tengo pasa problema error pasando nosotros caso
    sim eu comigo aqui o a tenho acontece mim nós sì io noi qui ho il lo problema succede anch'io anchio
    ja ik wij bij mij hier heb het de probleem mij jag vi mig här har det problem hos jeg oss her vi minulla täällä on vika
    tak mam u mnie my ja problem tutaj ano já mám mně mne zde mi nálunk nekem is igen eu da am la mine problema
    да у меня нас я мы проблема такая же ошибка и это так і у мене нас я така ж проблема
    evet de da bana bizde sorun hata var benim
    را من هم مشکل دارم برای نعم أنا عندي انا مشكلة المشكلة لدي عندنا אני אצלי לי יש בעיה
    saya aku ya di sini mengalami masalah yang
    tôi mình bị em lỗi haan mujhe mera yahi problem ναι εγώ σε εμένα πρόβλημα έχω ίδιο
"""
CARRIES = frozenset(word.replace("-", " ") for word in _CARRIES.split()) - {""}
FILLS = frozenset(_FILLS.split())
_WHOLE = """
    同じ 同じく 同じです 私も 僕も 俺も うちも わたしも 私もです 同様 同様です 私も同じです 同じ症状です 私も同じ
    一样 同样 我也是 我也 同上 同感 我也一樣 我也一样 一樣 同問 同问 我這邊也是 我这边也是 同求 我的也是
    저도요 저도 나도 동일 동일합니다 저도그래요 저두요 저두 같아요 저도같은문제 저도같은증상이에요
    เหมือนกัน เช่นกัน ผมด้วย ฉันด้วย เป็นเหมือนกัน เราด้วย เหมือนกันค่ะ เหมือนกันครับ เช่นกันครับ เช่นกันค่ะ
"""
PHRASES = frozenset(_WHOLE.split())
# What the phrases of two words are made of.
_PARTS = frozenset(part for phrase in CARRIES if " " in phrase for part in phrase.split())


def agrees(text: str) -> bool:
    """Whether a reply only says that it is the same for its author; cost is bounded, whatever the length of the text.

    >>> agrees("@acme Same here!!"), agrees("+1"), agrees("moi aussi 😡"), agrees("同じです"), agrees("same day delivery")
    (True, True, True, True, False)
    """
    if len(text) > TEXT_CHARS_MAX:
        return False
    words = [word for piece in text.casefold().split() if piece[0] != "@" and (word := _bare(piece))]
    if not words or len(words) > WORDS_MAX:
        return False
    if "".join(words) in PHRASES:
        return True
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    carries = not CARRIES.isdisjoint(words) or not CARRIES.isdisjoint(pairs)
    return carries and all(word in FILLS or word in CARRIES or word in _PARTS for word in words)


def _bare(piece: str) -> str:
    """A word without the punctuation and symbols around it; the plus of `+1` stays."""
    if piece.strip(".,!?") in ("+1", "1+", "+1000", "++"):
        return "+1"
    kept = "".join(char for char in piece if unicodedata.category(char)[0] in "LMN" or char in "'’\"")
    return kept.strip("'’\"").replace("’", "'")

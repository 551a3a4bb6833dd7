"""Does a sentence say that something works again? Closed lists in some thirty languages.

A wave of reports ends with people who write that it is over: their sentence holds the words of those before it, and says
the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from detectors.text.courtesy import bare_words

# It works (the first list) again (the second), near each other; in some languages one word says both.
_WORKS = """
work works worked working functions functioning running up online live fine okay ok normal good great open loads
loading sign
signed log logged access use print
geht gehts funktioniert funktionieren läuft laufen klappt tut lädt startet verbindet druckt erreichbar verfügbar
da ordnung
marche marchent fonctionne fonctionnent connecte ouvre charge funciona funcionan funcionando funcionar anda va
carga sirve puedo
entra consigo consegui abre funziona funzionano va werkt werken doet draait lukt fungerar funkar virker funker
fungerer går
toimii toimivat działa działają funguje fungují jede běží jde működik
работает работают открывается грузится загружается заходит пускает працює працюють відкривається работи работят
çalışıyor açılıyor oluyor funcționează merge λειτουργεί δουλεύει يعمل تعمل يشتغل يفتح عابد עובד עובדת נפתח
kaam chal theek thik sahi काम चल ठीक bisa normal jalan berfungsi lancar pulih baik
"""
_AGAIN = """
again now finally wieder jetzt nun à nouveau nouveau maintenant enfin otra nuevo ya ahora nuevamente novamente
já agora novo
nuovo ora adesso nuovamente weer nu igen igjen taas jälleen znów znowu już ponownie už zase zas opět megint újra
снова опять уже теперь наконец всё все знову вже отново вече tekrar yine yeniden artık şimdi din nou ξανά πάλι τώρα
الآن الان مجددا عاد عادت رجع رجعت שוב עכשיו ab phir wapas फिर अब sudah udah dah kembali lagi semula
"""
_OVER = """
behoben gelöst repariert wiederhergestellt remarche remarchent refonctionne rétabli rétablie résolu résolue
réparé réparée corrigé
solucionado solucionada resuelto resuelta arreglado arreglada restablecido volvió volvio voltou voltaram
resolvido resolvida
consertado corrigido normalizado normalizou risolto risolta ripristinato ripristinata sistemato opgelost
verholpen åtgärdat
fikset ordnat korjattu ratkennut løst naprawione naprawiony naprawiono rozwiązane rozwiązany wróciło opraveno
vyřešeno odstráněno
megjavult заработал заработала заработало заработали починили исправили исправлено восстановили восстановлено запрацював
запрацювало виправили полагодили оправиха düzeldi çözüldü düzelmiş rezolvat διορθώθηκε teratasi תוקן תוקנה נפתר
"""
_FIXED = "fixed resolved solved restored sorted"
_FIXED_NEAR = "is are was were been got it's its now finally all already issue problem bug error thanks thank looks seems"
_PHRASES = """
back to normal|back online|back up|back working|back in business|all good now|all good again|all fine now
thanks for fixing
thank you for fixing|thanks for the fix|thank you for the fix|no longer an issue|vuelve a funcionar|vuelven a funcionar
volta a funcionar|in ordnung|c'est bon|tout est revenu|è tornato|è tornata|di nuovo online|theek ho gaya|thik ho gaya
theek ho gya|sahi ho gaya|hoạt động lại|hoạt động trở lại|bình thường lại|vào được lại|dùng được lại|đã khắc phục|đã sửa
đã được sửa|تم حل|تم الحل|تم إصلاح|تم الإصلاح|تم اصلاح|חזר לעבוד|חזרה לעבוד|חזר לפעול|درست شد|حل شد|برطرف شد|ठीक हो गय
ใช้ได้แล้ว|ใช้งานได้แล้ว|ใช้ได้ปกติ|กลับมาใช้|กลับมาปกติ|แก้แล้ว|แก้ไขแล้ว|หายแล้ว
恢复|恢復|修好|修复了|修復了|解决了|解決了|正常了|可以用了|可以登录了|可以登入了|可以打开了|可以了|好了|能用了
復旧|直った|直りました|治った|治りました|使えるように|見れるように|解決しま|解決した|回復し|復活|動きました
使えました|繋がりました
복구됐|복구되었|복구 완료|다시 됩니다|다시 되네|다시 돼|다시 된다|이제 됩니다|이제 되네|이제 돼|이제 잘|해결됐
해결되었|해결됨|정상화|고쳐졌
"""
# With one of these the same words say that it does not, or not yet, or ask when.
_DENIED = """
not never still stop stops stopped broke broken broken breaks fail fails failed failing when will until please
need needs how want
no down crash crashes crashed stopped should error errors cannot unable without why
nicht kein keine keinen nie niemals noch wann bitte weder ohne nichts warum pas jamais toujours quand
plus ne sans
aucun nunca aún aun todavía todavia sigue cuándo cuando sin nada tampoco não nao ainda quando sem nenhum non mai
senza niet geen
nog wanneer inte ikke ej icke fortfarande när ei eivät milloin nie nadal wciąż kiedy bez stále pořád kdy
nefunguje nejde nejede
nem mikor nu не нет никак когда без ні нема коли досі hâlâ hala değil olmuyor çalışmıyor açılmıyor yok δεν لا ما
لم لن ليس متى
לא מתי עדיין אין نمی نشد नहीं कब nahi nahin nhi kab belum tidak gak nggak tak kapan masih không chưa vẫn
"""
_DENIED_WITHIN = """
n't immer noch до сих пор bao giờ ไม่ ยัง เมื่อไหร่ 不 没 沒 未 无法 無法 什么时候 什麼時候 还是 還是 ない
ません ませ まだ いつ 않 못 안되 안돼 언제 아직
"""
# Who gives the all-clear says so in plainer words than a sentence that a title is better without: beside these "now" says
# nothing ("it worked fine, now it closes"), nor do the words of doors and lines, which complaints are full of, nor what
# may come back ("the error is back").
_ALL_CLEAR = """
back to normal|back online|back in business|all good now|all good again|all fine now|thanks for fixing|thank you for fixing
thanks for the fix|thank you for the fix|no longer an issue|vuelve a funcionar|vuelven a funcionar|volvió a funcionar
volta a funcionar|voltou a funcionar|tout est revenu|theek ho gaya|thik ho gaya|theek ho gya|sahi ho gaya|hoạt động lại
hoạt động trở lại|bình thường lại|đã khắc phục|تم حل|تم الحل|تم إصلاح|تم الإصلاح|חזר לעבוד|חזרה לעבוד|חזר לפעול
درست شد|برطرف شد|ठीक हो गय|ใช้ได้แล้ว|ใช้งานได้แล้ว|ใช้ได้ปกติ|กลับมาปกติ|已恢复|已恢復|恢复正常|恢復正常|修好了
正常了|可以用了|復旧しま|直りました|使えるようになりました|복구됐|복구되었|정상화|해결됐
"""
_DONE = """
behoben gelöst wiederhergestellt rétabli rétablie résolu résolue solucionado solucionada resuelto resuelta restablecido
resolvido resolvida normalizado normalizou risolto risolta ripristinato ripristinata opgelost verholpen åtgärdat løst
ratkennut naprawione rozwiązane opraveno vyřešeno megjavult заработал заработала заработало заработали исправили исправлено
восстановили запрацював запрацювало виправили düzeldi çözüldü düzelmiş rezolvat teratasi נפתר
"""
# A clause by itself: "false alarm" takes a report back, "another false alarm at night" is one.
_TAKEN_BACK = """
false alarm|please ignore|please ignore this|please ignore me|ignore this|my own fault|my own mistake|my mistake|my bad
never mind|nevermind|nothing to see here|all clear|sorry false alarm|fehlalarm|falscher alarm|hat sich erledigt|mein fehler
entwarnung|fausse alerte|fausse alarme|au temps pour moi|mon erreur|falsa alarma|culpa mía|fue culpa mía|error mío
alarme falso|falso alarme|foi erro meu|erro meu|falso allarme|errore mio|colpa mia|loos alarm|vals alarm|mijn fout
falskt alarm|falsk alarm|mitt fel|min fejl|väärä hälytys|fałszywy alarm|mój błąd|falešný poplach|ложная тревога|моя ошибка
хибна тривога|yanlış alarm|benim hatam|λάθος συναγερμός|إنذار كاذب|אזעקת שווא|虚惊一场|虛驚一場|误报|誤報でした|勘違いでした
오보였습니다|제 실수였습니다|alarm palsu|salah saya|báo động giả|गलत अलार्म|meri galti
"""
_CLAUSES = re.compile(r"[.,;:!?()\n\u2013\u2014\u3001\u3002\uff01\uff0c]+")
_RUNS = """
work works worked working functions functioning running fine okay ok normal geht gehts funktioniert funktionieren läuft
laufen klappt marche marchent fonctionne fonctionnent funciona funcionan funcionando funcionar funziona funzionano werkt
werken fungerar funkar virker funker fungerer toimii toimivat działa działają funguje fungují működik работает работают
працює працюють работят çalışıyor λειτουργεί δουλεύει يعمل تعمل يشتغل عابد עובד עובדת berfungsi
"""
_ONCE_MORE = """
again wieder nouveau nuevo nuevamente novamente nuovo nuovamente weer igen igjen taas jälleen znów znowu ponownie zase
opět megint újra снова опять знову отново tekrar yine yeniden din nou ξανά πάλι مجددا שוב phir फिर kembali lagi
"""
WORKS, AGAIN, OVER = (frozenset(words.split()) for words in (_WORKS, _AGAIN, _OVER))
FIXED, FIXED_NEAR = frozenset(_FIXED.split()), frozenset(_FIXED_NEAR.split())
PHRASES = tuple(phrase for line in _PHRASES.split("\n") for phrase in line.split("|") if phrase)
DENIED, DENIED_WITHIN = frozenset(_DENIED.split()), tuple(_DENIED_WITHIN.split())
ALL_CLEAR = tuple(phrase for line in _ALL_CLEAR.split("\n") for phrase in line.split("|") if phrase)
TAKEN_BACK = frozenset(phrase for line in _TAKEN_BACK.split("\n") for phrase in line.split("|") if phrase)
DONE = frozenset(_DONE.split())
RUNS, ONCE_MORE = frozenset(_RUNS.split()), frozenset(_ONCE_MORE.split())
BEHIND_FIXED = frozenset(
    ["for", "now", "again", "thanks", "thank", "here", "finally", "already", "since", "everywhere", "on"]
)
NEAR_WORDS, ADJACENT_WORDS = 5, 2
ALL_CLEAR_MAX = 120
SENTENCE_MAX = 300


def says_recovery(sentence: str) -> bool:
    """Whether it says that something works again, is fixed or is over; not when it denies, asks for or waits for that.

    >>> says_recovery("Login works again"), says_recovery("Login is not working again"), says_recovery("Geht wieder!")
    (True, False, True)
    """
    text, words = _read(sentence)
    if _is_denied(text, words):
        return False
    if not OVER.isdisjoint(words) or any(phrase in text for phrase in PHRASES):
        return True
    if not FIXED.isdisjoint(words):
        return not FIXED_NEAR.isdisjoint(words)
    return _are_near(words, WORKS, AGAIN, NEAR_WORDS)


def gives_all_clear(text: str) -> bool:
    """Whether a short text as a whole says that it is over, or takes a report back: who writes it reports no fault.

    >>> [gives_all_clear(text) for text in ("Works again for me, thanks!", "my own cable, please ignore", "Fixed for all")]
    [True, True, True]
    >>> [gives_all_clear(text) for text in ("It worked fine, now it closes", "logged out again", "another false alarm")]
    [False, False, False]
    """
    if len(text) > ALL_CLEAR_MAX:
        return False
    read, words = _read(text)
    if not TAKEN_BACK.isdisjoint(clause.strip() for clause in _CLAUSES.split(read)):
        return True
    if "?" in read or "？" in read or "؟" in read or _is_denied(read, words):
        return False
    if not DONE.isdisjoint(words) or any(phrase in read for phrase in ALL_CLEAR):
        return True
    fixed = words[:1] and words[0] in FIXED and BEHIND_FIXED.issuperset(words[1:2])
    return bool(fixed) or _are_near(words, RUNS, ONCE_MORE, ADJACENT_WORDS)


def _read(sentence: str) -> tuple[str, list[str]]:
    text = sentence[:SENTENCE_MAX].casefold().replace("’", "'")
    return text, bare_words(text)


def _is_denied(text: str, words: Sequence[str]) -> bool:
    return not DENIED.isdisjoint(words) or any(part in text for part in DENIED_WITHIN)


def _are_near(words: Sequence[str], some: Container[str], others: Container[str], within: int) -> bool:
    """Whether one of `some` stands at most so many words from another one of `others`."""
    places = [place for place, word in enumerate(words) if word in others]
    return any(word in some and 0 < abs(place - at) <= within for place, word in enumerate(words) for at in places)

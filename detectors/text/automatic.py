"""Automatic replies: out of office, receipts of a mailing. They are nobody's complaint, however many arrive together.

Producers that know better set the field `automatic` of a mention (RFC 3834: `Auto-Submitted` other than `no`). Else the
subject or the first words say it: a closed list of openings, as mail programs write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# An opening begins so early in the subject or the text, after a greeting at most: later it is about somebody else's reply.
STARTS_WITHIN = 40
LENGTH_MAX = 40

_OPENINGS = """
automatic reply|auto-reply|autoreply|auto reply|automatic response|automated reply|automated response|out of office
out of the office|out-of-office|on annual leave until|currently on vacation|away from the office|limited access to e-mail
limited access to email|on leave until|on parental leave|on maternity leave|away from my desk until
abwesenheitsnotiz|automatische antwort|automatische rückmeldung|nicht im büro|abwesenheitsassistent|abwesend:|außer haus bis
ich bin bis zum|derzeit nicht im haus
réponse automatique|reponse automatique|absent du bureau|absente du bureau|je suis absent|je suis en congé|absence du bureau
message d'absence|en dehors du bureau
respuesta automática|respuesta automatica|fuera de la oficina|estoy de vacaciones hasta|fuera de oficina
estaré ausente|estare ausente
resposta automática|resposta automatica|fora do escritório|fora do escritorio|ausência temporária|estou de férias até
estarei ausente
risposta automatica|fuori ufficio|fuori sede|sono assente|sarò assente|in ferie fino|assente dall'ufficio
automatisch antwoord|afwezigheidsbericht|niet aanwezig|niet op kantoor|afwezig tot|met vakantie tot|ben ik afwezig
automatiskt svar|autosvar|frånvaromeddelande|jag är inte på kontoret|jag är på semester|åter på kontoret
automatisk svar|fraværsmelding|ikke på kontoret|ikke til stede på kontoret|fraværsbesked|jeg er på ferie|er på ferie til
automaattinen vastaus|poissa toimistosta|poissaoloviesti|olen lomalla|en ole toimistolla
automatyczna odpowiedź|odpowiedź automatyczna|poza biurem|jestem nieobecny|jestem nieobecna|przebywam na urlopie
automatická odpověď|mimo kancelář|jsem na dovolené|automatická odpoveď|nie som v kancelárii|som na dovolenke
automatikus válasz|házon kívül|nem vagyok az irodában|szabadságon vagyok
răspuns automat|raspuns automat|nu sunt la birou|sunt în concediu|în afara biroului
автоматический ответ|автоответ|меня нет в офисе|нахожусь в отпуске|вне офиса|отсутствую на рабочем месте
автоматична відповідь|автовідповідь|мене немає в офісі|перебуваю у відпустці|автоматичен отговор|извън офиса|в отпуск съм
αυτόματη απάντηση|εκτός γραφείου|απουσιάζω|automatski odgovor|nisam u uredu|nisam u kancelariji|samodejni odgovor
otomatik yanıt|otomatik cevap|ofis dışında|ofiste değilim|izindeyim|yıllık izinde
رد تلقائي|الرد التلقائي|خارج المكتب|في إجازة حتى|پاسخ خودکار|خارج از دفتر|در مرخصی|תשובה אוטומטית|מענה אוטומטי|מחוץ למשרד
自動返信|自動応答|不在にしております|休暇をいただいております|不在通知|自动回复|自動回覆|外出办公|不在办公室|不在辦公室|休假中
자동 회신|자동회신|자동 응답|부재중|휴가 중입니다|ตอบกลับอัตโนมัติ|ไม่อยู่ที่สำนักงาน|ลาพักร้อน
balasan otomatis|sedang cuti|di luar kantor|tidak berada di kantor|balasan automatik|trả lời tự động|thư trả lời tự động
vắng mặt tại văn phòng|đang nghỉ phép|स्वचालित उत्तर|कार्यालय से बाहर|स्वतः उत्तर|automatische antwoord
"""
OPENINGS = tuple(sorted({one.casefold() for line in _OPENINGS.split("\n") for one in line.split("|") if one}))


class _Branches(dict[str, "_Branches"]):
    """Openings by their next character: the regular expression of this tree tries none twice that begin alike."""

    def add(self, opening: str) -> None:
        branches = self
        for character in opening:
            branches = branches.setdefault(character, _Branches())
        branches.clear()

    def pattern(self) -> str:
        ways = [re.escape(character) + self[character].pattern() for character in sorted(self)]
        return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})" if ways else ""


def _pattern_of(openings: Iterable[str]) -> str:
    branches = _Branches()
    # The longer one first: of two that begin alike the shorter is enough.
    for opening in sorted(openings, key=len, reverse=True):
        branches.add(opening)
    return branches.pattern()


_OPENING = re.compile(_pattern_of(OPENINGS))
# Most texts are of ASCII alone, which a third of the openings are.
_ASCII_OPENING = re.compile(_pattern_of(filter(str.isascii, OPENINGS)))


def is_automatic(text: str, title: str = "") -> bool:
    """Whether a mention is the automatic reply of a mail program; it looks at a bounded beginning.

    >>> is_automatic("I am out of the office until Monday."), is_automatic("Nobody in your office replies.")
    (True, False)
    """
    return bool(title and _opens(title)) or _opens(text)


def _opens(part: str) -> bool:
    beginning = part[: STARTS_WITHIN + LENGTH_MAX].casefold()
    found = (_ASCII_OPENING.search if beginning.isascii() else _OPENING.search)(beginning.replace("’", "'"))
    return found is not None and found.start() <= STARTS_WITHIN

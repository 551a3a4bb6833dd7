"""Automatic replies: out of office, receipts of a mailing. They are nobody's complaint, however many arrive together.

Producers that know better set the field `automatic` of a mention (RFC 3834: `Auto-Submitted` other than `no`). Else the
subject or the first words say it: a closed list of openings, as mail programs write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from detectors.text.courtesy import BEGINNINGS, COURTESY, THANKS

# An opening begins so early in the subject or the text, after a greeting at most: later it is about somebody else's reply.
STARTS_WITHIN = 40
LENGTH_MAX = 40
# Many begin with thanks for the message: a first sentence that thanks, of so many characters, is passed over.
THANKS_MAX = 70
DATE_WITHIN = 120

_OPENINGS = """
automatic reply|auto-reply|autoreply|auto reply|automatic response|automated reply|automated response|out of office
out of the office|out-of-office|on annual leave until|currently on vacation|away from the office
limited access to e-mail|limited access to email|on leave until|on parental leave|on maternity leave
away from my desk until|abwesenheitsnotiz|automatische antwort|automatische rückmeldung|nicht im büro
abwesenheitsassistent|abwesend:|außer haus bis|ich bin bis zum|derzeit nicht im haus|réponse automatique
reponse automatique|absent du bureau|absente du bureau|je suis absent|absence du bureau|message d'absence
en dehors du bureau|respuesta automática|respuesta automatica|fuera de la oficina|estoy de vacaciones hasta
fuera de oficina|estaré ausente|estare ausente|resposta automática|resposta automatica|fora do escritório
fora do escritorio|ausência temporária|estarei ausente|risposta automatica|fuori ufficio|fuori sede|sono assente
sarò assente|assente dall'ufficio|automatisch antwoord|afwezigheidsbericht|niet aanwezig|niet op kantoor|afwezig tot
ben ik afwezig|automatiskt svar|autosvar|frånvaromeddelande|jag är inte på kontoret|åter på kontoret|automatisk svar
fraværsmelding|ikke på kontoret|ikke til stede på kontoret|fraværsbesked|automaattinen vastaus|poissa toimistosta
poissaoloviesti|en ole toimistolla|automatyczna odpowiedź|odpowiedź automatyczna|poza biurem|jestem nieobecny
jestem nieobecna|automatická odpověď|mimo kancelář|automatická odpoveď|nie som v kancelárii|automatikus válasz
házon kívül|nem vagyok az irodában|răspuns automat|raspuns automat|nu sunt la birou|în afara biroului
автоматический ответ|автоответ|меня нет в офисе|вне офиса|отсутствую на рабочем месте|автоматична відповідь
автовідповідь|мене немає в офісі|автоматичен отговор|извън офиса|αυτόματη απάντηση|εκτός γραφείου|απουσιάζω
automatski odgovor|nisam u uredu|nisam u kancelariji|samodejni odgovor|otomatik yanıt|otomatik cevap|ofis dışında
ofiste değilim|رد تلقائي|الرد التلقائي|خارج المكتب|في إجازة حتى|پاسخ خودکار|خارج از دفتر|در مرخصی|תשובה אוטומטית
מענה אוטומטי|מחוץ למשרד|自動返信|自動応答|不在にしております|不在通知|自动回复|自動回覆|外出办公|不在办公室|不在辦公室
자동 회신|자동회신|자동 응답|부재중|ตอบกลับอัตโนมัติ|ไม่อยู่ที่สำนักงาน|balasan otomatis|di luar kantor
tidak berada di kantor|balasan automatik|trả lời tự động|thư trả lời tự động|automated message|automatically generated
automatic message|we have received your request|we have received your message|your request has been received
automatisch generiert|automatisch erstellt|automatisch gegenereerd|automatisch bericht|message automatique
généré automatiquement|mensaje automático|generado automáticamente|mensagem automática|messaggio automatico
автоматическое сообщение|автоматичне повідомлення|автоматично съобщение|automatycznie wygenerowan
wiadomość automatyczna|automatiskt genererat|automatiskt meddelande|automatisk generert|automatisk genereret
automatisk besked|automaattinen viesti|automaticky generovan|automatická zpráva|automatikus üzenet|mesaj automat
generat automat|otomatik mesaj|otomatik olarak|αυτόματο μήνυμα|رسالة تلقائية|رسالة آلية|הודעה אוטומטית|پیام خودکار
自動送信|自动发送|系统自动|자동 발송|자동발송|ข้อความอัตโนมัติ|pesan otomatis|email otomatis|email tự động
tin nhắn tự động|स्वचालित संदेश|vắng mặt tại văn phòng|स्वचालित उत्तर|कार्यालय से बाहर|स्वतः उत्तर
automatische antwoord
"""
# Who is on leave says until when: with a number near it these are such a reply, and else somebody who complains on holiday.
_LEAVE = """
on holiday until|on holidays until|on vacation until|currently on vacation|currently on holiday|on leave from
on holiday from|im urlaub|in elternzeit|je suis en congé|en vacances jusqu|en congés jusqu|de vacaciones del
de vacaciones hasta|de vacaciones desde|de férias até|de férias de|in ferie dal|in ferie fino|in ferie sino
met verlof tot|met verlof van|op vakantie tot|met vakantie tot|på semester|föräldraledig|på ferie|olen lomalla
lomalla asti|na urlopie|na dovolené|na dovolenke|szabadságon|în concediu|v odpuste|в отпуске|у відпустці|в отпуск
σε άδεια|izindeyim|yıllık izinde|na godišnjem|na dopustu|sedang cuti|bercuti|đang nghỉ phép|בחופשה עד|في إجازة
در مرخصی|休暇をいただいております|正在休假|休假中|휴가 중입니다|ลาพักร้อน|छुट्टी पर
"""
LEAVE = frozenset(one.casefold() for line in _LEAVE.split("\n") for one in line.split("|") if one)
OPENINGS = tuple(sorted(LEAVE.union(one.casefold() for line in _OPENINGS.split("\n") for one in line.split("|") if one)))


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


# Who says one of these before it writes of somebody's reply, or of a day that is over.
_ABOUT_WORDS = """
    was were been get gets got getting gotten receive received receiving keep only another your why when every
    bekomme bekommt bekam erhalte erhielt kriege kommt kam war waren immer nur ständig
    reçois reçu reçoit étais était toujours encore recibo recibí recibe estaba siempre recebo recebi recebe estava sempre só
    ricevo ricevuto riceve ero era sempre solo sólo soltanto seulement uniquement krijg kreeg krijgen altijd alleen får fick
    fik fikk bara bare alltid var
    dostaję dostałem dostałam dostaje byłem byłam ciągle tylko dostávám dostal dostala pořád jen byl byla
    получаю получил получила приходит пришёл пришел был была только отримую отримав отримала приходить був була тільки
    kaptam kapok mindig csak primesc primit eram doar λαμβάνω έλαβα ήμουν μόνο geliyor geldi aldım sadece hep
"""
_ABOUT = frozenset(_ABOUT_WORDS.split())
_SIGNS = ".,;:!?\"'()-"
_END = re.compile(r"[.!?।。！？,،，\n]")
_OPENING = re.compile(_pattern_of(OPENINGS))
# Most texts are of ASCII alone, which a third of the openings are.
_ASCII_OPENING = re.compile(_pattern_of(filter(str.isascii, OPENINGS)))


def is_automatic(text: str, title: str = "") -> bool:
    """Whether a mention is the automatic reply of a mail program; it looks at a bounded beginning.

    >>> is_automatic("I am out of the office until Monday."), is_automatic("Nobody in your office replies.")
    (True, False)
    """
    return bool(title and _opens(title)) or _opens(text)


def heading_of(text: str) -> str:
    """What stands before a colon at the beginning of a text, as exports write a subject; empty where none does.

    >>> heading_of("Automatic reply: I am away"), heading_of("I was out of the office")
    ('Automatic reply', '')
    """
    heading, colon, _ = text[: LENGTH_MAX + 1].partition(":")
    return heading if colon else ""


def _opens(part: str) -> bool:
    if _opens_at_once(part):
        return True
    end = _END.search(part, 0, THANKS_MAX)
    return end is not None and _is_courtesy(part[: end.start()].casefold()) and _opens_at_once(part[end.end() :].lstrip())


def _opens_at_once(part: str) -> bool:
    beginning = part[: STARTS_WITHIN + LENGTH_MAX].casefold()
    found = (_ASCII_OPENING.search if beginning.isascii() else _OPENING.search)(beginning.replace("’", "'"))
    if found is None or found.start() > STARTS_WITHIN:
        return False
    if found[0] in LEAVE and not any(map(str.isdigit, part[:DATE_WITHIN])):
        return False
    return _ABOUT.isdisjoint(_words(beginning[: found.start()])) and not part[found.end() :].startswith(" hours")


def _is_courtesy(sentence: str) -> bool:
    """Whether a sentence thanks, or does nothing but greet."""
    words = _words(sentence)
    return not THANKS.isdisjoint(words) or COURTESY.issuperset(words) or any(begin in sentence for begin in BEGINNINGS)


def _words(text: str) -> list[str]:
    return [word.strip(_SIGNS) for word in text.split()]

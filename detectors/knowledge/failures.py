"""Words by which people say that something fails: "not", "no", "never", "still", "error", "again", in some fifty languages.

Of a brand that nobody is known to have written about before, a word that everybody uses may be what it sells. Who reports a
fault says beside it that it does not work; who writes about a flight says many things of it.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from detectors.post import Post, first_people
from detectors.text import normalise, primary
from detectors.text.meanings import fault_terms, fault_words_within

NEAR, NEAR_CHARS = 5, 10
"""So many words before or after a word say of it that it fails; in scripts without spaces so many characters."""
TEXT_MAX, BEGINNING = 2_000, 120
PEOPLE_MAX = 20
# Of all that opens on young streams, this part of the people of faults say so, and of others as many do not.
SAYING = 0.65
# Of those who report a fault this part says so beside its word, and of those who write of a subject; a word is taken for
# a fault's when its people are so many times likelier to.
OF_FAULTS, OF_SUBJECTS, TIMES_LIKELIER = 0.8, 0.4, 5.0
# What is known of subjects is worth so many people; the others who write show how often the brand's people say so anyway.
SUBJECTS_PEOPLE, OF_SUBJECTS_MAX = 10.0, 0.7

# A hyphen stands for the rest of a word. In scripts without spaces a word may begin and end anywhere.
_WORDS = {
    "en": "not no never none nothing nobody cannot cant wont dont doesnt didnt isnt arent wasnt couldnt "
    "unable impossible -n't without fail- error errors broken breaks broke down outage stuck wrong "
    "missing lost crash- freez- frozen dead still declin- reject- refus- cancel- twice double "
    "duplicate stopped stops keeps hang- spin- locked drops dropped gone problem- issue issues "
    "trouble",
    "de": "nicht nichts nie niemals kein- ohne unmöglich fehler- falsch- kaputt defekt gestört störung- "
    "ausfall fehlt fehlgeschlagen schlägt hängt abgestürzt stürzt absturz- abstürz- immer.noch "
    "doppelt zweimal verloren abgelehnt gesperrt problem-",
    "fr": "ne n' pas plus jamais rien aucun- sans impossible erreur- panne bug- bloqu- cass- perdu- manqu- "
    "toujours refus- échou- échec plant- deux.fois annul- coupé- coupure- problème-",
    "es": "no nunca nada ningun- ningún sin tampoco imposible error- fallo- falla- fallan caíd- roto rota "
    "perdid- falta bloquead- todavía rechaz- cancel- dos.veces doble cargando incorrecta problema-",
    "pt": "não nao nunca nada nenhum- sem impossível erro- falha- falhou caiu quebrad- perdid- falta trav- "
    "ainda cadê recus- cancel- duas.vezes duplicad- fora.do.ar problema-",
    "it": "non mai niente nulla nessun- senza impossibile errore errori guasto rotto bloccat- perso persa "
    "manca ancora rifiutat- annullat- due.volte fermo ferma problema problemi",
    "nl": "niet niets nooit geen zonder onmogelijk fout- foutmelding storing kapot mislukt vast hangt "
    "verkeerd kwijt nog.steeds geweigerd dubbel twee.keer geannuleerd blijft probleem problemen",
    "sv": "inte ingen inget inga aldrig utan omöjligt fel trasig- funkar.ej avbrott fastnat saknas "
    "försvunn- fortfarande nekas dubbelt kraschar kraschade nere borta dött död",
    "da": "ikke ingen intet aldrig uden umuligt fejl virker.ej nede itu sidder.fast mangler væk stadig afvist dobbelt",
    "no": "ikke ingen intet aldri uten umulig feil nede ødelagt henger mangler borte fortsatt avvist dobbelt",
    "fi": "ei en eivät emme ette etkö eikö mitään koskaan ilman mahdoton virhe- rikki jumissa puuttuu "
    "kadonnut edelleen kaatuu",
    "et": "ei mitte ära kunagi ilma võimatu viga vea- katki kinni puudub kadunud ikka.veel sulgub",
    "lv": "ne- nav nekad bez neiespējami kļūda kļūdas bojāt- joprojām pazud-",
    "lt": "ne- nėra niekada be neįmanoma klaida klaidos sugedo sugedęs vis.dar dingo stringa",
    "pl": "nie nigdy nic żaden żadn- brak bez niemożliw- błąd błęd- awari- zepsut- popsut- zawiesz- wciąż "
    "nadal dwa.razy odrzuc- anulow- zgub-",
    "cs": "ne- nikdy nic žádn- bez chyba chyby chybu nejde rozbit- spadl- padá stále pořád dvakrát zamítn- ztrac- výpadek",
    "sk": "ne- nikdy nič žiadn- bez chyba chyby rozbit- spadl- padá stále dvakrát zamietn- strat- výpadok",
    "sl": "ne ni nisem nikoli nič brez napaka napak- pokvarjen- še.vedno izgubljen- zruši-",
    "hr": "ne nije nema nikad ništa bez greška grešk- pokvaren- još.uvijek nestao pao ruši-",
    "sr": "не није нема никад ништа без грешка грешк- ne nije nema nikad ništa bez greška grešk- pokvaren- još.uvek pao",
    "bs": "ne nije nema nikad ništa bez greška grešk- pokvaren- još.uvijek",
    "bg": "не няма- нямам- никога нищо без грешка грешк- счупен- още двойно спря спира блокира- пада падна прекъс-",
    "mk": "не нема никогаш ништо без грешка грешк- расипан- уште",
    "ru": "не нет ни никогда ничего без нельзя невозможно ошибк- сбой сбо- сломал- завис- вылет- упал- "
    "лежит пропал- до.сих.пор дважды отказ- отклон- отмен- перестал-",
    "uk": "не ні немає ніколи нічого без неможливо помилк- збій збо- зламал- завис- вилітає впав досі двічі відхил- зник-",
    "be": "не няма ніколі нічога без памылк- збой зламаў- дагэтуль",
    "hu": "nem ne sem soha semmi nincs nélkül lehetetlen hiba hibá- rossz elromlott lefagy- összeomlik "
    "még.mindig kétszer elutasít- hiányzik",
    "ro": "nu n-am n-ai n-a n-are n-au n-avem n-aveți n-o "
    "niciodată nimic fără imposibil eroare erori- stricat- picat- pica blocat- lipsește încă "
    "tot.nu de.două.ori respins- anulat- pierdut-",
    "el": "δεν δε μη μην ποτέ τίποτα χωρίς αδύνατο σφάλμα λάθος χαλασμέν- χάλασε έπεσε κόλλησε κολλάει "
    "κλείνει λείπει ακόμα διπλή δύο.φορές ακυρώθηκε",
    "tr": "-mıyor -miyor -muyor -müyor -mıyorum -miyorum -muyorum -müyorum -ılmıyor -ilmiyor -madı -medi "
    "-madım -medim -maz -mez -mıyoruz -miyoruz -mayan -meyen -amadım -emedim -muyo -mıyo -miyo yok "
    "değil hata hatası hiç çöktü çöküyor bozuk kapalı hala hâlâ iki.kez reddedil- iptal kayıp olmuyor "
    "gelmedi",
    "az": "-mır -mir -mur -mür -madı -mədi yox deyil xəta heç",
    "ar": "لا لم لن ليس ليست غير بدون مش مو ما خطأ عطل معطل توقف يتوقف فشل مستحيل مفقود حتى.الآن مرتين مرفوض",
    "he": "לא אין אי.אפשר בלי שום תקלה שגיאה קרס קורס נתקע תקוע שבור עדיין פעמיים נדחה חסר נפל",
    "fa": "نمی- نمیشه نیست نشد نشده ندار- نکرد- نرسید- نیومد- نیامد- نتون- نتوان- نداد- نگرفت- نخورد- "
    "هیچ بدون خطا ارور خراب قطع هنوز دوبار رد گم",
    "ur": "نہیں نہ مت بغیر کبھی خرابی خراب ایرر غلط بند ابھی.تک دو.بار",
    "hi": "नहीं नही ना मत बिना कभी एरर त्रुटि खराब ख़राब बंद गलत अभी.तक दो.बार फेल अटक- nahi nahin nhi band",
    "mr": "नाही नाहीत नको बिना एरर खराब बंद चूक अजून",
    "ne": "छैन भएन सकिन- हुँदैन बिना त्रुटि बिग्र-",
    "bn": "না নেই নাই নয় ছাড়া ত্রুটি সমস্যা নষ্ট বন্ধ ভুল এখনও দুইবার",
    "gu": "નથી નહીં ના ભૂલ બંધ ખરાબ",
    "pa": "ਨਹੀਂ ਨਾ ਗਲਤ ਬੰਦ ਖਰਾਬ",
    "ta": "இல்லை -வில்லை -ல்லை -வேயில்லை முடியவில்லை -வே.இல்லை இல்லாமல் பிழை பழுது பழுதா தவறு மூடி- ஒருபோதும்",
    "te": "లేదు కాదు -లేదు -డం.లేదు -ట్లేదు లోపం పాడై-",
    "kn": "ಇಲ್ಲ -ತ್ತಿಲ್ಲ -ಲಿಲ್ಲ ದೋಷ",
    "ml": "ഇല്ല -ന്നില്ല -ല്ല -യില്ല പിശക് തകരാർ",
    "si": "නැහැ නැත නෑ -න්නේ.නැ දෝෂ",
    "th": "ไม่ มิ ไม่ได้ เสีย พัง ล่ม ค้าง หาย ผิด ยัง ซ้ำ",
    "lo": "ບໍ່ ເສຍ ຜິດ",
    "km": "មិន អត់ ខូច ខុស",
    "my": "မ- ဘူး မရ ပျက် မှား",
    "vi": "không chưa chẳng đừng lỗi hỏng sập treo mất sai vẫn hai.lần bị ko k",
    "id": "tidak tak gak ga nggak enggak bukan belum jangan tanpa error gagal rusak salah hilang macet "
    "terus tertutup masih dua.kali ditolak batal crash keluar",
    "ms": "tidak tak bukan belum jangan tanpa ralat gagal rosak salah hilang masih dua.kali ditolak xleh",
    "jv": "ora gak ndak durung rusak salah",
    "tl": "hindi di ayaw wala walang huwag hindi.pa sira error nawala mali palagi laging nagsasara",
    "sw": "ha- si siwezi sio bila kosa hitilafu imeharibika imevunjika hakuna bado",
    "ha": "ba ban bata babu kuskure",
    "yo": "kò kì kii ko àṣìṣe",
    "ig": "adịghị enweghị -ghị njehie",
    "am": "አይ- አል- የለም የለኝም አልቻል- ስህተት ተበላሽ- ይዘጋል",
    "so": "ma aan maya cilad khalad",
    "ka": "არ ვერ აღარ არა ნუ გარეშე შეცდომა გაფუჭ- ითიშება გაითიშ-",
    "hy": "չի չեմ չկա չէ չ- առանց սխալ",
    "kk": "емес жоқ -майды -мейді -байды -бейді -пайды -пейді қате",
    "uz": "emas yo'q yoʻq -maydi -mayapti -madi -olmayapman xato",
    "mn": "-гүй биш алдаа",
    "ca": "no mai res cap sense impossible error- falla- trencat- caigut perdut encara",
    "gl": "non nunca nada ningún sen imposible erro- falla- roto perdid-",
    "eu": "ez ezin inoiz gabe errore- akats- hondatu-",
    "cy": "ddim nid heb methu gwall",
    "ga": "ní níl nach gan earráid",
    "is": "ekki enginn ekkert aldrei án villa bilað-",
    "sq": "nuk s' jo pa asnjë gabim prish-",
    "af": "nie geen nooit sonder fout stukkend onmoontlik",
    "zu": "a- angi- awu- ayi- iphutha",
    "ja": "ない なか ません ぬ ず 無理 不可 エラー 落ち 壊れ 固ま 止ま 失敗 障害 間違 消え 二重 真っ白",
    "zh": "不 没 無 无 沒 未 别 错 錯 坏 壞 失败 失敗 崩 闪退 閃退 卡 故障 丢 重复 宕",
    "ko": "안 못 않 없 아니 오류 에러 실패 고장 튕 멈 먹통 잘못 아직 두.번",
}
_UNSPACED = frozenset({"ja", "zh", "ko", "th", "lo", "km", "my"})
# An okina is a letter already.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_RUN = re.compile(r"\w+")


class _Sign(NamedTuple):
    """What is looked for, and whether a word must begin and end with it."""

    text: str
    begins: bool
    ends: bool

    def is_in(self, span: str) -> bool:
        at = span.find(self.text)
        while at >= 0:
            end = at + len(self.text)
            begins = not self.begins or not _is_of_word(span[at - 1 : at])
            if begins and (not self.ends or not _is_of_word(span[end : end + 1])):
                return True
            at = span.find(self.text, at + 1)
        return False


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


class _Signs(NamedTuple):
    """What is looked for together: most signs are a word, or begin or end one, and need no search for each."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    others: tuple[_Sign, ...]

    @classmethod
    def of(cls, signs: Sequence[_Sign]) -> _Signs:
        of_words = [sign for sign in signs if (sign.begins or sign.ends) and all(map(_is_of_word, sign.text))]
        return cls(
            frozenset(sign.text for sign in of_words if sign.begins and sign.ends),
            tuple(sign.text for sign in of_words if not sign.ends),
            tuple(sign.text for sign in of_words if not sign.begins),
            tuple(sign for sign in signs if sign not in of_words),
        )

    def are_in(self, span: str) -> bool:
        words = _RUN.findall(span)
        if not self.words.isdisjoint(words):
            return True
        beginnings, endings = self.beginnings, self.endings
        if any(word.startswith(beginnings) or word.endswith(endings) for word in words):
            return True
        span = " ".join(span.split())
        return any(sign.is_in(span) for sign in self.others)


def _signs(*langs: str) -> _Signs:
    return _Signs.of([_sign(word, lang) for lang in dict.fromkeys(langs) for word in _WORDS[lang].split()])


def _sign(word: str, lang: str) -> _Sign:
    spaced = lang not in _UNSPACED
    begins, ends = spaced and not word.startswith("-"), spaced and not word.endswith(("-", "'"))
    return _Sign(word.strip("-").replace(".", " "), begins, ends)


# What people mix into their language is English.
_FAILING = {lang: _signs(lang, "en") for lang in _WORDS}


def report_failure(posts: Sequence[Post], term: str, others: Sequence[Post] = (), times: float = TIMES_LIKELIER) -> bool:
    """Whether enough people say beside a word that it fails, for a fault to be so many times likelier than a subject; the
    first `PEOPLE_MAX` are asked. `others`, who do not use the word, show how often people say so of anything."""
    first = first_people(posts, PEOPLE_MAX)
    failing = people_failing([post for post in posts if post.person in first], term)
    # To ask the others costs most, and whatever they say may change nothing.
    least, most = (failing_needed(len(first), share, times) for share in (OF_SUBJECTS, OF_SUBJECTS_MAX))
    if not least <= failing < most:
        return failing >= most
    return failing >= failing_needed(len(first), share_of_subjects(others, term), times)


def share_of_subjects(others: Sequence[Post], term: str) -> float:
    """The part of the people who write of a subject that say beside it that it fails, by those who do not use the term."""
    people = len({post.person for post in others})
    of_others = people_failing(others, term) if others else 0
    share = (OF_SUBJECTS * SUBJECTS_PEOPLE + of_others) / (SUBJECTS_PEOPLE + people)
    return min(OF_SUBJECTS_MAX, max(OF_SUBJECTS, share))


def failing_ratio(posts: Sequence[Post], term: str) -> float:
    """How many times likelier a fault is than a subject by how many of the first people say beside a word that it fails; 1
    for what is written in languages without a list."""
    first = first_people((post for post in posts if has_list(post)), PEOPLE_MAX)
    failing = people_failing([post for post in posts if post.person in first and has_list(post)], term)
    return (SAYING / (1.0 - SAYING)) ** (2 * failing - len(first))


def has_list(post: Post) -> bool:
    """Whether words of failure are known of the language a post is in."""
    return not post.lang or primary(post.lang) in _WORDS


def people_failing(posts: Iterable[Post], term: str) -> int:
    """How many people say beside a word that it fails."""
    return len({post.person for post in posts if fails(post.text, term, post.lang)})


def failing_needed(people: int, of_subjects: float = OF_SUBJECTS, times: float = TIMES_LIKELIER) -> int:
    """How many of so many people must say so, for a fault to be so many times likelier than a subject, of which that part
    does.

    >>> [failing_needed(people) for people in (5, 8, 20)]
    [4, 6, 14]
    """
    yes, no = math.log(OF_FAULTS / of_subjects), math.log((1.0 - OF_FAULTS) / (1.0 - of_subjects))
    return math.ceil((math.log(times) - people * no) / (yes - no))


# Of the same posts it is asked at every close at which their word rises.
@lru_cache(maxsize=1_000)
def fails(text: str, term: str, lang: str) -> bool:
    """Whether a text says beside a word, given as a term, that it fails; of a text in which the word is not found as it
    stands, whether its beginning says so.

    >>> fails("Where is my refund? Still nothing after two weeks, and nobody answers", "refund", "en")
    True
    >>> fails("Booked a flight to Rome yesterday, the hotel has no pool", "flight", "en")
    False

    A word that means a fault ("crashes", "late") says so itself, and beside another.

    >>> fails("o app fecha sozinho", "fecha", "pt"), fails("čekám na balík", "balik", "cs")
    (True, True)
    """
    tag = primary(lang)
    if term in fault_terms(tag):
        return True
    if tag in _UNSPACED:
        text = _folded(text)
        at, reach = max(0, text.find(term)), NEAR_CHARS
        span = text[max(0, at - reach) : at + len(term) + reach]
        return _says(span, tag) or any(word in span for word in fault_words_within(tag))
    text, begins, ends, places = _laid_out(text, lang)
    if term not in places:
        return _says(text[:BEGINNING], tag)
    faults = [at for fault in fault_terms(tag) for at in places.get(fault, ())]
    if any(abs(at - fault) <= NEAR for at in places[term] for fault in faults):
        return True
    last = len(begins) - 1
    return any(_says(text[begins[max(0, at - NEAR)] : ends[min(last, at + NEAR)]], tag) for at in places[term])


class _Layout(NamedTuple):
    """A text as it is looked at, where its words begin and end, and in which of them each term is."""

    text: str
    begins: array[int]
    ends: array[int]
    places: dict[str, list[int]]


# Of one post it is asked for every word that rises, and of those who wrote beside it as well.
@lru_cache(maxsize=256)
def _laid_out(text: str, lang: str) -> _Layout:
    text = _folded(text)
    begins, ends, places = array("i"), array("i"), dict[str, list[int]]()
    for at, word in enumerate(_WORD.finditer(text)):
        begin, end = word.span()
        begins.append(begin)
        ends.append(end)
        for term in _terms(word.group(), lang):
            places.setdefault(term, []).append(at)
    return _Layout(text, begins, ends, places)


def _folded(text: str) -> str:
    return text[:TEXT_MAX].casefold().replace("’", "'")


def is_listed(lang: str) -> bool:
    """Whether words of failure are known of a language; of none that is given they are the English ones."""
    return not lang or primary(lang) in _WORDS


def says_failure(text: str, lang: str) -> bool:
    """Whether the beginning of a text says anywhere that something fails or is not.

    >>> says_failure("https://acme.example/cart hangs again", "en"), says_failure("Use code SAVE40", "en")
    (True, False)
    """
    return _says(_folded(text), primary(lang))


def _says(span: str, tag: str) -> bool:
    return _FAILING.get(tag, _FAILING["en"]).are_in(span)


@lru_cache(maxsize=50_000)
def _terms(word: str, lang: str) -> tuple[str, ...]:
    return normalise(word, lang)

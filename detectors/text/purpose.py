"""What a text is for, by how it is put: phrases of suggestions, questions and headlines in some twenty languages.

Closed lists and marks, each looked for in a bounded beginning; a text that no list knows has no purpose here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from detectors.text.phrase_table import listed

LOOKED_AT = 600
# Words of so many letters are capitalised in headlines, and so many make one.
LONG_WORD, HEADLINE_WORDS = 4, 4

_SUGGESTS = """
    please open a|please open in|please bring a|would love a|would love to have|bitte eröffnet|bitte macht eine
    braucht auch ein|ouvrez un|il faudrait un|pourquoi pas un|pensez à ouvrir|por favor abran|abran en|abran una|malısınız
    melisiniz|keşke|açsanız|sugeruję|przydałby się|przydałaby się
    you should add|you should offer|you should open|you should bring|you should make|you should sell|you should start
    you should let|you should allow|you should consider adding|you guys should|y'all should|u should|they should add
    they should open|should add|should have a|should be a way
    please add|please bring back|please consider|please start|please make|please offer|please introduce|please support
    would be nice|would be great if|would be cool|would be good if|would be awesome|would be helpful if|would love to see
    would like to see|would love it if|would like to be able|wish you had|wish you would|wish there was|wish there were
    wish it had|feature request:|request a feature|my suggestion|a suggestion:|i suggest you add|suggestion:
    suggestion for|how about adding|why not add|why don't you add|why dont you add
    how come you don't have|need to add|needs an option|would be better if|will you please start|could you add|can you add
    can you please add|it'd be nice|it'd be great|request to developers|next store|one idea|idea:
    ihr solltet|sie sollten|könntet ihr|wäre schön|wäre toll|wäre super|wäre gut|würde mir wünschen|wünsche mir
    wünschenswert
    mein vorschlag|vorschlag:|verbesserungsvorschlag|bitte baut|bitte fügt|bitte führt
    vous devriez|ce serait bien|ce serait cool|ça serait bien|serait bien de|j'aimerais que|suggestion :|je propose
    je suggère|pourriez-vous ajouter|ajoutez
    deberían|deberíais|sería bueno|sería genial|estaría bien|estaría bueno|me gustaría que|sugerencia|sugiero
    por qué no ponen
    podrían agregar|podrían añadir|podrían poner|añadan|agreguen
    deveriam|seria bom se|seria ótimo|seria legal|gostaria que|sugestão|sugiro|podiam colocar|poderiam colocar
    poderiam adicionar
    dovreste aggiungere|sarebbe bello avere|sarebbe bello poter|sarebbe utile|sarebbe comodo|mi piacerebbe che
    suggerimento|suggerisco|potreste aggiungere
    jullie zouden|zou fijn zijn|zou leuk zijn|zou handig zijn|zou mooi zijn|suggestie|mijn voorstel|graag zou ik
    ni borde|du borde|vore bra om|vore kul om|vore trevligt|önskar att ni|förslag:|mitt förslag|skulle vilja att
    dere burde|det hadde vært fint|i burde|det ville være|kunne være fedt|ønsker meg|forslag:|teidän pitäisi
    olisi kiva|ehdotus
    powinniście|byłoby fajnie|byłoby dobrze|fajnie by było|sugestia|proponuję|měli byste|bylo by fajn|bylo by dobré|návrh:
    jó lenne|javaslat|ar fi bine|ar fi frumos|ar trebui să|sugestie|trebalo bi|bilo bi dobro|bilo bi lijepo|prijedlog
    было бы хорошо|было бы здорово|хорошо бы|добавьте|предлагаю|предложение:|сделайте возможность|вам следует
    хотелось бы чтобы
    було б добре|було б круто|додайте|пропоную|би било добре|предлагам|θα ήταν καλό|θα ήταν ωραίο|προτείνω|πρόταση
    keşke olsa|olsa iyi olur|olsa güzel olur|öneri|önerim|eklemelisiniz|ekleyin|eklenmeli|eklenirse
    sebaiknya ditambah|saran saya|saran:|semoga ditambah|tolong tambahkan|mohon tambahkan|alangkah baiknya|cadangan saya
    nên thêm|đề nghị thêm|góp ý|mong có thêm|ควรเพิ่ม|อยากให้มี|อยากให้เพิ่ม|เสนอแนะ|ข้อเสนอแนะ
    अच्छा होगा|सुझाव|जोड़ना चाहिए|যোগ করুন|পরামর্শ|ভালো হতো
    اقتراح|أقترح|اقترح|ياليت|يا ليت|أتمنى إضافة|نتمنى إضافة|پیشنهاد|کاش|بهتر است|הצעה|כדאי לכם|היה נחמד|תוסיפו
    建议|希望能|希望可以|希望增加|要是能|建議|不如|要望|提案|してほしい|て欲しいです|があると嬉しい|があればいい
    できるようになると
    추가해주세요|추가해 주세요|있으면 좋겠|해주면 좋겠|건의|제안
    why not let|why not offer|why not allow|why not open|why don't you offer|why don't you let|any plans to add
    any plans to open|it would help if|would be amazing if|would be lovely if|would be useful if|i'd love to see
    i would love to see|there should be an option|consider adding|consider opening|please let us|please allow|please open
    warum nicht auch|wie wäre es mit|wäre hilfreich|wäre praktisch|wäre klasse|wäre cool|bitte ergänzt|baut doch|macht doch
    führt doch|il faudrait ajouter|pourquoi ne pas ajouter|pourquoi ne pas proposer|pourquoi ne pas ouvrir
    ce serait super|ce serait génial|ce serait top|ce serait pratique|il serait bien|il serait utile|rajoutez
    pensez à ajouter|sería ideal|sería útil|podrían abrir|por qué no abren|por qué no agregan|ojalá abran|ojalá pongan
    estaría genial|vendría bien|abran una|añadid|seria incrível|seria interessante|podiam abrir|poderiam abrir|coloquem um
    adicionem|abram uma|deviam abrir|sarebbe bello se|sarebbe carino|perché non aggiungete|aggiungete|dovreste aprire
    potreste aprire|potreste mettere|voeg een|zou geweldig zijn|zou top zijn|zou super zijn|jullie moeten een
    det hade varit bra|det hade varit kul|lägg till|ni skulle kunna|det kunne være|legg til|tilføj|det hadde vært bra
    olisi hienoa|olisi kätevä|olisi kätevää|olisi mukava|olisi hyvä jos|voisitteko lisätä|lisätkää|toivoisin että
    przydałaby się|przydałby się|przydałoby się|dodajcie|otwórzcie|moglibyście dodać|dobrze by było|miło by było
    hodilo by se|hodila by se|hodil by se|bylo by super|bylo by skvělé|přidejte|otevřete|mohli byste přidat
    bolo by dobré|bolo by fajn|pridajte|mohli by ste pridať|jó volna|hasznos lenne|szuper lenne|adjatok hozzá|nyissatok
    jól jönne|ar fi util|ar fi grozav|adăugați|deschideți|ați putea adăuga|dodajte|otvorite|mogli biste dodati
    bilo bi super
    lepo bi bilo|lijepo bi bilo|lahko bi dodali|было бы круто|было бы удобно|было бы классно|было бы неплохо
    хотелось бы видеть|почему бы не|откройте магазин|добавить бы|було б чудово|було б зручно|було б непогано|відкрийте
    би било хубаво|би било чудесно|добавете|отворете|би било добро|додадете|προσθέστε|θα ήταν τέλειο|θα ήταν χρήσιμο
    ανοίξτε
    çok iyi olur|çok güzel olur|iyi olurdu|güzel olurdu|süper olur|eklense|açılsa|ekleseniz|neden eklemiyorsunuz
    tolong tambah|alangkah bagusnya|semoga ada|bagus kalau|buka cabang di|minta tambahkan|kalau bisa ditambah
    mong app thêm|mong shop thêm|mong ứng dụng|mong các bạn thêm|ước gì|nên có thêm|nên mở|hãy thêm|đề xuất thêm
    น่าจะมี|อยากให้เปิดสาขา|อยากให้ทำ|ช่วยเพิ่ม|รบกวนเพิ่ม|จะดีมากถ้า|जोड़ दीजिए|जोड़ दें|अच्छा होता|add kar do|add karo
    ياريت تضيفون|ياريت تضيفوا|ياريت تفتحون|ياريت يكون في|ياريت لو|لو تضيفون|لو تضيفوا|أضيفوا|ضيفوا|حبذا لو|نقترح|ليتكم
    اضافه کنید|بهتره|כדאי להוסיף|תפתחו סניף|הלוואי ש|加个|能否增加|增加一个|要是有|开一家|开分店|能不能增加|可以增加
    出してください|出店して|作ってください|追加してください|対応してほしい|あったらいい|あれば嬉しい|できたら嬉しい
    検討してください
    希望します|あるといい|추가해 주|넣어주|넣어 주|만들어 주|열어 주|있었으면 좋겠|생겼으면 좋겠|있으면 좋을|도입해
    ingekuwa vizuri|ongezeni|fungueni|sana magkaroon|mas maganda kung
    would be lovely to have|would be great to have|would be nice to have|would be good to have|be handy to have
    schöne ergänzung|tolle ergänzung|gute ergänzung|sinnvolle ergänzung|vous pourriez proposer|vous pourriez ajouter
    vous pourriez mettre|podríais añadir|podríais poner|podrían ofrecer|poderiam oferecer|potreste offrire
    zouden jullie kunnen
    fajnie gdyby|fajnie, gdyby|dobrze, gdyby|dobrze gdyby|bylo by hezké|jó lenne, ha|ar fi bine să|хорошо бы|добре було б
"""
_ASKS = """
    how|what|when|where|who|which|why|is|are|can|could|do|does|did|will|would|has|have|should|any idea|anyone|anybody
    wie|was|wann|wo|wer|warum|wieso|kann|können|gibt es|comment|quand|où|pourquoi|est-ce que|peut-on|y a-t-il
    cómo|como|cuándo|cuando|dónde|donde|por qué|qué|cuál|puedo|hay|quando|onde|por que|qual|posso|come|dove|perché
    quale|si può
    hoe|wat|wanneer|waar|waarom|kan ik|hur|vad|när|var|varför|kan man|hvordan|hva|hvorfor|miten|mikä|milloin|missä|miksi
    jak|kiedy|gdzie|dlaczego|czy|kdy|kde|proč|hogyan|mikor|hol|miért|cum|când|unde|de ce|kako|kada|gdje|zašto
    как|когда|где|почему|можно ли|кто|какой|як|коли|де|чому|πώς|πότε|πού|γιατί|nasıl|ne zaman|nerede|neden|bagaimana|kapan
    di mana|kenapa|mengapa|apakah|làm sao|khi nào|ở đâu|tại sao|कैसे|कब|कहाँ|क्यों|क्या|كيف|متى|أين|لماذا|هل|چطور|کی
    کجا|چرا
    איך|מתי|איפה|למה|האם|怎么|怎麼|什么时候|哪里|为什么|请问|請問|どう|いつ|どこ|なぜ|어떻게|언제|어디|왜|อย่างไร
    เมื่อไหร่|ที่ไหน|ทำไม
"""
_ENDS_ASKING = (
    "?",
    "？",
    "؟",
    "՞",
    ";?",
    "吗",
    "吗。",
    "嗎",
    "呢",
    "ですか",
    "ますか",
    "ですか。",
    "ますか。",
    "ไหม",
    "มั้ย",
    "나요",
    "까요",
    "습니까",
)
_NEWS = """
    breaking:|breaking news|via @|reports:|announces|unveils|according to|reuters|press release|newsletter|launches|reveals
    eilmeldung|laut |meldet|beendet|einigen sich|bericht:|selon |annonce|communiqué|urgente:|anuncia|según|comunicado
    segundo |ultim'ora|annuncia|secondo |volgens |kondigt|enligt |uppger|ogłasza|według|podle |oznámil|bejelent|potrivit
    сообщает|сообщил|вернет|планирует|запускает|повідомляє|ανακοίνωσε|açıkladı|duyurdu|menurut |mengumumkan|theo |công bố
    أعلن|تعلن|وفقا|اعلام کرد|הודיעה|记者|記者|据报道|發布|発表|ニュース|발표|기자|รายงาน|ประกาศ
"""
_ANNOUNCES = """
    announces|announced today|appoints|unveils|acquires|to acquire|completes merger|reports quarterly|quarterly profit
    annonce la|annonce le|annonce un|nomme un|inaugure|rachète|va construire|eröffnet|ernennt|übernimmt|kündigt an
    anuncia|nombra|inaugura|firma un acuerdo|construirá|adquiere|nomeia|vai construir|assina acordo|annuncia|acquisisce
    nomina|benoemt|neemt over|opent nieuwe|utser|förvärvar|öppnar ny|åbner ny|udnævner|nimitti|avaa uuden
    otworzy|ogłosił|ogłosiła|wybuduje|przejmuje|otevře|postaví|jmenoval|megnyitotta|bejelentette|va deschide|a numit
    otvorit će|imenovao|построит|откроет|объявил|объявила|назначил|назначила|запустит|побудує|відкриє|оголосила
    ανακοινώνει|εγκαινιάζει|açıkladı|duyurdu|açacak|kuracak|satın aldı|mengumumkan|meresmikan|mengakuisisi
    công bố|khai trương|khánh thành|เปิดตัว|ประกาศ|अधिग्रहण|घोषणा की|उद्घाटन|शुभारंभ|أعلنت|افتتحت|تعلن|استحوذت
    اعلام کرد|افتتاح کرد|הודיעה|רכשה|宣布|设立|收购|同比|発表した|開設する|設立する|建設する|買収|발표했다|설립한다
    인수한다
"""
_ROBOT = (
    "automatically checked by",
    "this tweet from",
    "has been withheld in",
    "i liked a @youtube video",
    "jag gillade ett videoklipp",
    "mi è piaciuto un video",
    "me gustó un video de",
    "j'ai aimé une vidéo",
    "ich mag das @youtube",
    "people followed me",
    "person followed me",
    "unfollowed me",
    "i just entered to win",
    "posted a photo to facebook",
    "today's stats:",
    "do not reply to this email",
    "this is an automated",
)
_PERSON = re.compile(
    r"\b(?:i|i'm|i've|im|my|me|we|our|us|you|your|ich|mir|mich|mein\w{0,2}|wir|uns|je|j|mon|ma|mes|nous|yo|mi|mis|me|nos|eu"
    r"|meu|minha|io|mio|mia|noi|ik|mijn|jag|mig|min|vi|ja|mój|я|мне|мой|у меня|мы|ben|benim|saya|aku|tôi|mình)\b"
)
LINK = re.compile(r"\bhttps?\b|\bwww\.|\.com/|\bpic\.twitter\.com")
_LEADING = re.compile(r"^(?:[@#][\w.]{1,50}[:,]?\s+|rt\s+|dear\s+|hi[,!]?\s+|hey[,!]?\s+|hello[,!]?\s+){1,6}")
_CUT_AT_LINK = re.compile(r"https?\S*|www\.\S+|#\w+")


def pattern_of(phrases: Iterable[str]) -> str:
    """One of these phrases, as words where their script sets words apart; one that begins with a sign may stand right
    behind another ("40% off"). Longer ones first, so that one look is enough."""
    spaced = sorted((re.escape(one) for one in phrases if ord(one[0]) < 0x0E00), key=len, reverse=True)
    words, signed = ([one for one in spaced if one.lstrip("\\")[0].isalnum() is is_word] for is_word in (True, False))
    dense = sorted((re.escape(one) for one in phrases if ord(one[0]) >= 0x0E00), key=len, reverse=True)
    apart = [rf"{before}(?:{'|'.join(some)})(?!\w)" for before, some in ((r"(?<!\w)", words), ("", signed)) if some]
    return "|".join([*apart, *dense])


_SUGGESTING = re.compile(pattern_of(listed(_SUGGESTS)))
_REPORTING = re.compile(pattern_of(listed(_NEWS)))
_ANNOUNCING = re.compile(pattern_of(listed(_ANNOUNCES)))
_ASKING = tuple(f"{one} " if ord(one[0]) < 0x0E00 else one for one in listed(_ASKS))


def plainly(text: str) -> str:
    """The text as the questions below look at it: its bounded beginning, in lower case, with plain apostrophes."""
    return text[:LOOKED_AT].casefold().replace("’", "'")


def suggests(plain: str) -> bool:
    """Whether it says what there should be.

    >>> suggests("you should open a store in leeds"), suggests("wäre schön, wenn es das gäbe"), suggests("it is down")
    (True, True, False)
    """
    return _SUGGESTING.search(plain) is not None


def asks(plain: str) -> bool:
    """Whether it ends with a question, or begins as one that ends so later.

    >>> asks("@acme how do i return a lamp? thanks"), asks("hat jemand strom?"), asks("what a mess")
    (True, True, False)
    >>> asks("لماذا لا يعمل؟ شكرا")
    True
    """
    left = _without_links(plain)
    return left.endswith(_ENDS_ASKING) or (begins_asking(plain) and any(mark in left for mark in "?？؟"))


def begins_asking(plain: str) -> bool:
    """Whether it begins as questions do, but for whom it is addressed to."""
    return _LEADING.sub("", _without_links(plain)).startswith(_ASKING)


def _without_links(plain: str) -> str:
    return _CUT_AT_LINK.sub("", plain).strip(" \t\r\n\"')”»!.")


def reports(plain: str, text: str) -> bool:
    """Whether it is news of others: a headline with a link, or what a firm announces, and nobody who speaks for themselves.
    `text`: as written."""
    if _PERSON.search(plain) is not None:
        return False
    if LINK.search(plain) is None:
        addressed = plain.startswith("@") or any(mark in plain for mark in "!?")
        return not addressed and _ANNOUNCING.search(plain) is not None
    return _REPORTING.search(plain) is not None or is_headline(text[:LOOKED_AT])


def is_headline(text: str) -> bool:
    """Whether most longer words are capitalised, in the scripts that have capitals, or nobody is addressed.

    >>> is_headline("Acme Adds Pillows Instead of Seats http://x"), is_headline("@acme just landed, check the plane http://x")
    (True, False)
    """
    words = [word for word in text.split() if word[0].isalpha() and len(word) >= LONG_WORD and not word.startswith("http")]
    capitals = sum(word[0].isupper() for word in words)
    addressed = text.lstrip(' "“').startswith("@") or "!" in text
    return len(words) >= HEADLINE_WORDS and (2 * capitals >= len(words) or not addressed)


def is_of_a_program(plain: str) -> bool:
    """Whether a program posted it for an account: likes, followers, withheld posts."""
    return any(phrase in plain for phrase in _ROBOT)

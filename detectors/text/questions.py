"""Whether a text asks something of who reads it: sentences that end so, and forms of asking that need no mark.

A question may stand before thanks, a hashtag or the story behind it; "Seriously?!" asks nothing.
"""

from __future__ import annotations

import re

from detectors.text.phrase_table import DENSE_FROM, PhraseTable, listed
from detectors.text.purpose import LOOKED_AT, asks

# People who ask for help often put no mark.
FORMS = """
    how do i|how can i|how do you|how does one|how to fix|how to get|how long does|where do i|where can i
    what should i|what can i do|when will|when does|when are you|any idea how|any idea when|any idea why|any ideas how
    does anyone know|does anybody know|anyone know|anybody know|has anyone else|is anyone else|does anyone have
    can someone tell|can someone help|can anyone help|can anyone tell|could you tell me|can you tell me
    could you let me know|can you let me know|is it possible to|is there a way|is there any way|can i still
    do i need to|do i have to|would like to know|i'd like to know|want to know|was wondering|just wondering
    wie kann ich|wie komme ich|wie bekomme ich|weiß jemand|kann mir jemand|hat jemand|gibt es eine möglichkeit
    ist es möglich|ich wüsste gern|frage mich ob|comment faire|comment puis-je|quelqu'un sait|est-il possible
    est-ce que quelqu'un|je voudrais savoir|savez-vous|pouvez-vous me dire|alguien sabe|cómo puedo|como puedo
    cómo hago|quisiera saber|me pueden decir|me podrían decir|es posible|quiero saber|alguém sabe|como faço
    como eu faço|gostaria de saber|queria saber|tem como|qualcuno sa|come posso|come faccio|vorrei sapere
    mi sapete dire|è possibile|weet iemand|hoe kan ik|hoe kom ik|is het mogelijk|kan iemand mij
    kunnen jullie mij vertellen|någon som vet|vet någon|hur gör man|hur kan jag|går det att|undrar om
    er der nogen der ved|hvordan kan jeg|hvordan gør man|er det muligt|noen som vet|vet noen|hvordan får jeg
    tietääkö kukaan|miten saan|miten voin|osaako joku|onko mahdollista|czy ktoś wie|jak mogę|czy można|czy da się
    ma ktoś|nevíte někdo|ví někdo|jak můžu|je možné|dá se|vie niekto|ako môžem|tudja valaki|hogyan tudom|lehet-e
    meg tudná mondani|știe cineva|cum pot|se poate|zna li netko|zna li neko|kako mogu|je li moguće|da li je moguće
    ali kdo ve|как мне|кто знает|подскажите|можно ли|возможно ли|хотел бы узнать|хотела бы узнать|як мені|хто знає
    підкажіть|чи можна|някой знае ли|как мога|възможно ли е|ξέρει κανείς|πώς μπορώ|γνωρίζει κανείς|είναι δυνατόν
    bilen var mı|nasıl yapabilirim|nasıl yaparım|acaba|mümkün mü|bilgi alabilir miyim|ada yang tahu|ada yang tau
    bagaimana cara|gimana cara|apakah bisa|mau tanya|nak tanya|macam mana nak|có ai biết|ai biết|làm thế nào
    làm sao để|cho hỏi|cho mình hỏi|alam niyo ba|paano po|pwede po ba|may nakakaalam|tanong ko lang|कैसे करें|कोई बता
    कोई बताए|क्या कोई|kaise kare|koi bata|kya koi|kaise karu|কেউ কি জানেন|কিভাবে|কীভাবে|எப்படி|எவ்வாறு|എങ്ങനെ|ఎలా|ಹೇಗೆ
    کیسے|کوئی بتا|کیا کوئی|كيف يمكن|كيف أقدر|كيف اقدر|هل يمكن|ممكن اعرف|ممكن أعرف|احد يعرف|حد يعرف|شلون|ازاي|چطور می
    چگونه|کسی میدونه|کسی می‌دونه|איך אפשר|איך אני|מישהו יודע|האם ניתן|האם אפשר|jinsi gani|nawezaje|naomba kujua
    yaya zan|ta yaya|báwo ni|bawo ni|どうすれば|どうしたら|教えてください|教えて下さい|方法はあり|分かる方|わかる方
    どなたか|怎么办|请问|請問|求助|有没有人知道|怎么才能|如何才能|怎麼辦|有人知道|어떻게 해야|어떻게 하나|아시는 분
    알려주세요|방법이 있|가능한가|ใครรู้|ทำยังไง|ทำอย่างไร|สอบถาม|ขอถาม
"""
# A question of fewer words is an outcry, unless it begins as a question does.
WORDS_MIN = 3
SENTENCES_MAX = 24
_FORMS = PhraseTable([listed(FORMS.casefold())])
_SENTENCE = re.compile(r"[^.!?？؟。\n]{1,400}[.!?？؟。]{0,8}")
_NOISE = re.compile(r"https?\S*|www\.\S+|[#@]\w+")
_WORD = re.compile(r"\w+")
_MARKS = ("?", "？", "؟")


def is_question(plain: str) -> bool:
    """Whether a text, as `purpose.plainly` gives it, asks something.

    >>> is_question("@acme should i call daily or wait? i have a flight to catch."), is_question("how do i return a lamp")
    (True, True)
    >>> is_question("another hour gone. seriously?!"), is_question("weiss jemand, wann es geht"), is_question("it is down")
    (False, True, False)
    """
    looked_at = _NOISE.sub(" ", plain[:LOOKED_AT])
    if _FORMS.kinds(looked_at):
        return True
    sentences = _SENTENCE.findall(looked_at)[:SENTENCES_MAX]
    asking = [one.strip() for one in sentences if any(mark in one for mark in _MARKS)]
    return any(map(_asks_something, asking)) or (asks(plain) and not asking)


def _asks_something(sentence: str) -> bool:
    if "!" in sentence[-8:]:
        return False
    dense = max(sentence) >= chr(DENSE_FROM)
    return dense or len(_WORD.findall(sentence)) >= WORDS_MIN

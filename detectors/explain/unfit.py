"""Sentences that are no title: that something works again, thanks, greetings. Closed lists in some thirty languages.

A wave of reports ends with people who write that it is over: their sentence holds the words of those before it, and says
the opposite.
"""

from __future__ import annotations

import re

_RECOVERED = r"""
(?:work(?:s|ing|ed)?|functions|functioning|running|up|online|live|fine|okay|ok|normal|good) (?:again|now)\b
\bback (?:to normal|online|up|working|in business|now)
\b(?:is|are|was|were|been|got|it's|its|now|finally|all|already) (?:now |all |finally |been )?(?:fix|resolv|solv|restor)ed\b
\b(?:problem|issue|bug|error|it)s? (?:fixed|resolved|solved|gone)\b
\b(?:all|everything(?:'s| is)?) (?:good|fine|well) (?:again|now)
\bthank(?:s| you) for (?:the )?(?:fix|fixing|quick fix|solving|resolving|help)
\b(?:geht|gehts|funktioniert|funktionieren|läuft|laufen|klappt|tut|lädt|startet|verbindet|druckt)\b.{0,25}\bwieder\b
\bwieder (?:da|online|normal|erreichbar|verfügbar|in ordnung|alles gut)\b
\b(?:behoben|gelöst|repariert|wiederhergestellt)\b
\b(?:remarche|refonctionne)\w*
\b(?:marche|marchent|fonctionne|fonctionnent)\b.{0,20}\b(?:à nouveau|de nouveau|maintenant|enfin)\b
\b(?:est|sont|c'est|était|enfin|problème|tout) (?:enfin |maintenant )?(?:rétabli|résolu|réparé|revenu|corrigé)\w*
\bvuelv\w+ a (?:funcionar|andar|ir|cargar|estar)|\bvolvi\w* a (?:funcionar|andar|cargar)
\b(?:ya|otra vez|de nuevo) (?:me )?(?:funciona|anda|va|carga|sirve)\b
\bfunciona\w* (?:otra vez|de nuevo|ya)\b|\b(?:solucionad|resuelt|arreglad|restablecid)[oa]s?\b
\bvolt(?:ou|aram|a) (?:a |ao )?(?:funcionar|normal)|\bj[áa] (?:está |voltou|está a )?funciona\w*
\b(?:resolvid|consertad|corrigid|normalizad)[oa]s?\b
\bfunziona\w* (?:di nuovo|ora|adesso|ancora bene)|\b(?:risolt|ripristinat|sistemat)[oaie]\b
\b(?:werkt|werken|doet het|doen het|draait)\b.{0,15}\bweer\b|\bweer (?:online|normaal|goed)\b
\b(?:opgelost|verholpen)\b
\b(?:fungerar|funkar|virker|funker|fungerer|toimii|toimivat)\b.{0,15}\b(?:igen|igjen|taas|nu|nå|jälleen)\b
\b(?:åtgärdat|fikset|ordnat|korjattu|ratkennut|løst)\b
\b(?:znów|znowu|już|ponownie) działa\w*|\bdziała\w* (?:znów|znowu|już|ponownie)|\b(?:naprawion|rozwiązan)\w+
\bwróciło\b
\b(?:už|zase|zas|opět) (?:to )?(?:funguj|jede|běží|jde)\w*|\b(?:opraven|vyřešen|odstránen)\w+|\bmegint működ\w+
\bújra működ\w+|\bmegjavul\w+
\b(?:снова|опять|уже|теперь|всё|все|наконец) (?:всё |все )?(?:работает|работают|заработал\w*|открывается)
\bзаработал\w*|\b(?:починил|исправ|восстанов)\w+
\b(?:знову|вже) (?:працю|запрацюв)\w*|\bзапрацюв\w+|\bвиправ\w+|\bотново работи\w*|\bоправ(?:ен|ихте)\w*
\b(?:tekrar|yine|yeniden|artık|şimdi) (?:çalış|açıl)\w*|\b(?:düzel|çözül)\w+|\bfuncționeaz\w+ din nou|\brezolvat\b
\bλειτουργεί ξανά|\bδιορθώθηκε
تم (?:ال)?(?:حل|إصلاح|اصلاح)|(?:عاد|رجع)ت? (?:ال\S+ )?(?:ي?تعمل|يعمل|للعمل|يشتغل|يفتح|طبيعي)
(?:يعمل|اشتغل|يشتغل|تعمل) (?:الآن|الان|مجددا|مرة أخرى)
חזר(?:ה|ו)? ל(?:עבוד|פעול|שגרה)\S*|עובד(?:ת)? (?:שוב|עכשיו)|תוקנ?ה?\b|(?:درست|حل|برطرف) شد
फिर से (?:काम|चल|चालू)|ठीक हो गय|अब (?:काम कर|चल) रहा|\b(?:theek|thik|sahi) ho (?:gaya|gya|gayi)
\b(?:chal|kaam kar) (?:raha|rha|rahi) (?:hai )?(?:ab|phir)|\bab (?:chal|kaam kar|theek|thik)\b
\b(?:sudah|udah|dah) (?:bisa|normal|kembali|jalan|berfungsi|lancar|pulih|baik|ok)\b
\b(?:normal|lancar) (?:kembali|lagi|semula)\b|\bteratasi\b
(?:hoạt động|dùng được|vào được|bình thường) (?:trở )?lại|lại (?:hoạt động|dùng được|bình thường)
đã (?:sửa|khắc phục|được sửa)|ใช้(?:งาน)?ได้(?:แล้ว|ปกติ)|กลับมา(?:ใช้|ปกติ)|แก้(?:ไข)?แล้ว|หายแล้ว
恢复|恢復|修好|已修复|已修復|解决了|解決了|正常了|又?可以(?:用|登录|登入|打开|付款)?了|好了$|好了[。！!，,]|終於好
终于好
復旧|直(?:った|りました|ってる)|治(?:った|りました)
(?:使え|見れ|見られ|繋がる|動く|できる)よう(?:に|になりました|になった)|解決し|回復し|復活
(?:動|使え|繋が)\S{0,3}(?:ました|た)[。！!]?$
복구(?:됐|되었|됨|완료)|다시 (?:\S+ )?(?:됩니다|되네|돼요|돼|된다|작동|되기)|이제 (?:\S+ )?(?:됩니다|되네|돼요|돼|잘)
(?:해결|수정|정상화)(?:됐|되었|됨|됩니다)|고쳐졌
"""
# With one of these the same words say that it does not, or not yet.
_DENIED = r"""
\bnot\b|n['’]?t\b|\bnever\b|\bstill\b|\bno longer work|\bstop(?:s|ped)?\b|\bbroke\w*|\bfail\w*|\bwhen\b|\bwill\b
\buntil\b|\bplease\b|\bneeds?\b|\bhow\b|\bwant\b|\bagain and again\b|\bno\b|\bdown again\b|\bcrash\w*
\berrors? again\b
\bnicht\b|\bkeine?\w?\b|\bimmer noch\b|\bnoch immer\b|\bwann\b|\bbitte\b|\bnie\b|\bweder\b|\bohne\b|\bpas\b|\bjamais\b
\btoujours\b|\bquand\b|\bplus\b|\bne\b|\bn'
\bnunca\b|\baún\b|\btodavía\b|\bsigue\b|\bcuándo\b|\bcuando\b|\bsin\b|\bnão\b|\bnao\b|\bainda\b|\bquando\b|\bsem\b
\bnem\b|\bnon\b|\bmai\b|\bancora non\b|\bniet\b|\bgeen\b|\bnog steeds\b|\bwanneer\b
\binte\b|\bikke\b|\bej\b|\bicke\b|\bfortfarande\b|\bnär\b|\bei\b|\beivät\b|\bmilloin\b|\bnie\b|\bnadal\b|\bwciąż\b
\bkiedy\b|\bstále\b|\bpořád\b|\bkdy\b|\bnef\w+|\bnejd\w+|\bnem\b|\bmikor\b|\bnu\b
\bне\b|\bнет\b|\bникак\b|\bкогда\b|\bдо сих пор\b|\bні\b|\bколи\b|\bдосі\b|\bhâlâ\b|\bhala\b|\bdeğil\b|\bne zaman\b
m[ıiuü]yor\b|m[ae]d[ıi]\b|\bδεν\b|لا |ما |لم |لن |ليس|متى|\bלא\b|\bמתי\b|\bעדיין\b|ن?می‌?شود|نشد|نمی
नहीं|कब|\bnahi\b|\bnahin\b|\bnhi\b|\bkab\b|\bbelum\b|\btidak\b|\bgak\b|\bnggak\b|\bkapan\b|\bmasih\b|không|chưa
bao giờ|vẫn|ไม่|ยัง|เมื่อไหร่|不|没|沒|未|无法|無法|什么时候|什麼時候|还是|還是|ない|ません|ませ|まだ|いつ
ず(?:、|。|$)|않|못|안 |언제|아직
"""
_COURTESY = """
thanks? thank you thx ty cheers many so much very a lot in advance appreciated your help for the great job love guys
team support all dear sir madam hello hi hey good morning afternoon evening day greetings everyone everybody there
folks please kind best regards sincerely yours to whom it may concern danke dank vielen schon mal im voraus sehr
geehrte geehrter damen und herren liebe liebes lieber hallo guten tag morgen abend moin servus grüße gruß grüßen mit
freundlichen herzliche viele beste bitte hilfe merci beaucoup d'avance avance par bonjour bonsoir salut madame
monsieur cordialement bien à vous cher chère toute l'équipe équipe gracias muchas de antemano hola buenos buenas días
dias tardes noches saludos estimados estimado estimada señores cordiales un saludo por favor ayuda obrigado obrigada
muito olá ola oi bom boa dia tarde noite prezados caros atenciosamente desde já grazie mille buongiorno buonasera
salve ciao gentile gentili cordiali saluti spettabile anticipo bedankt alvast dankjewel goedemorgen goedemiddag
goedenavond geachte heer mevrouw hoi groeten groet met vriendelijke tack tackar på förhand hej hejsan god dag vänliga
hälsningar hälsning takk tak hilsen vennlig kiitos hei terve moi terveisin dzięki dziękuję z góry dzień dobry witam
cześć pozdrawiam proszę szanowni państwo díky děkuji děkuju předem dobrý den ahoj zdravím köszönöm előre is szia
sziasztok üdv jó napot mulțumesc bună ziua спасибо заранее большое здравствуйте добрый день доброе утро вечер привет
уважаемые уважением с дякую доброго дня вітаю привіт teşekkürler teşekkür ederim merhaba merhabalar selam iyi günler
selamlar lütfen ευχαριστώ καλημέρα καλησπέρα γεια σας شكرا شكراً جزيلا مرحبا السلام عليكم ورحمة الله وبركاته صباح مساء
الخير תודה רבה שלום בוקר טוב היי سلام ممنون متشکرم با لطفا धन्यवाद नमस्ते shukriya namaste terima kasih halo hai
selamat pagi siang sore malam mohon tolong cảm ơn xin chào bạn ขอบคุณ ขอบคุณค่ะ ขอบคุณครับ สวัสดี สวัสดีค่ะ สวัสดีครับ
谢谢 謝謝 多谢 多謝 感谢 感謝 你好 您好 大家好 请问 請問 ありがとう ありがとうございます こんにちは こんばんは
おはようございます お世話になっております お世話になります はじめまして よろしくお願いします
よろしくお願いいたします 감사합니다 고맙습니다 안녕하세요 안녕하십니까 수고하십니다
"""


def _alternatives(lines: str) -> str:
    return "|".join(line for line in lines.split("\n") if line)


RECOVERED = re.compile(_alternatives(_RECOVERED), re.IGNORECASE)
DENIED = re.compile(_alternatives(_DENIED), re.IGNORECASE)
COURTESY = frozenset(_COURTESY.split())
_PUNCTUATION = ".,;:!?…。！？、，()[]\"'“”’-–—*~♥❤🙏😊"
SENTENCE_MAX = 300


def says_recovery(sentence: str) -> bool:
    """Whether it says that something works again, is fixed or is over; not when it denies, asks for or waits for that.

    >>> says_recovery("Login works again"), says_recovery("Login is not working again"), says_recovery("Geht wieder!")
    (True, False, True)
    """
    text = sentence[:SENTENCE_MAX].replace("’", "'")
    return bool(RECOVERED.search(text)) and not DENIED.search(text)


def is_courtesy(sentence: str) -> bool:
    """Whether it only greets or thanks.

    >>> is_courtesy("Sehr geehrte Damen und Herren,"), is_courtesy("Thanks in advance!"), is_courtesy("Thanks, it crashes")
    (True, True, False)
    """
    words = [word for piece in sentence[:SENTENCE_MAX].casefold().split() if (word := piece.strip(_PUNCTUATION))]
    return bool(words) and all(word in COURTESY for word in words)

"""What mail programs and companies put below a text: signatures, quoted mail, legal footers. It is nobody's complaint.

`email-reply-parser` and its like know a few languages and backtrack; these are closed lists and one pass over the lines.
What is cut must leave something: a mention that is nothing but a footer keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.text.courtesy import CLOSINGS

# From here on everything goes: the line is a delimiter, or begins so. What a device signs with is a short line.
_DELIMITERS = ("-----original message", "-----ursprüngliche nachricht", "----- forwarded", "________")
_DEVICES = """
sent from my|sent from yahoo|sent from mail for|sent from outlook|sent via|get outlook for|sent using
von meinem iphone gesendet|gesendet von|diese nachricht wurde von meinem|von meinem samsung|envoyé de mon|envoyé depuis
enviado desde mi|enviado do meu|enviado desde|enviado através|enviado a partir do|inviato da|verzonden vanaf mijn
verstuurd vanaf|skickat från min|sendt fra min|lähetetty|wysłane z|wysłano z|odesláno z|odoslané z|trimis de pe
отправлено с|надіслано з|изпратено от|στάλθηκε από|iphone'umdan gönderildi|tarafımdan gönderildi|iphoneから送信|从我的
發自我的|发自我的|來自我的|나의 iphone에서|내 iphone에서|ส่งจาก|dikirim dari|dihantar daripada|được gửi từ|đã gửi từ
أرسلت من|أرسل من|أُرسلت من|تم الإرسال من|נשלח מה|ارسال شده از|मेरे iphone से
"""
_FOOTERS = """
this e-mail and any|this email and any|this message is confidential|this e-mail is confidential|this email is confidential
this message and any attachment|confidentiality notice|the information contained in this|if you are not the intended
disclaimer:|diese e-mail enthält|diese e-mail ist vertraulich|der inhalt dieser e-mail|ce message et toutes|ce message est
ce courriel est|este mensaje y sus|este mensaje es confidencial|este correo electrónico y|esta mensagem pode
esta mensagem e|aviso de confidencialidad|aviso legal|questo messaggio è|le informazioni contenute|dit bericht is
de informatie in deze e-mail
detta meddelande|denne e-post|tämä viesti on|niniejsza wiadomość|tato zpráva|данное сообщение|настоящее сообщение
bu e-posta|please consider the environment|bitte denken sie an die umwelt
"""
DEVICES = tuple(start for line in _DEVICES.split("\n") for start in line.split("|") if start)
FOOTERS = tuple(start for line in _FOOTERS.split("\n") for start in line.split("|") if start)
DEVICE_LINE_MAX = 80
_CLOSINGS = frozenset(CLOSINGS)
# A signature in the middle of a line follows a sentence that has ended.
ENDS = '.!?…。！？)”"'
# A line that ends in a colon and has a date and one of these stands above quoted mail.
_WROTE = """
    wrote|schrieb|écrit|escribió|escribio|escreveu|ha scritto|schreef|skrev|napisał|napsal|napísal|написал|написав
    написа|kirjoitti|ezt írta|yazdı|a scris|έγραψε|のメール|写道|寫道|작성|님이|כתב|كتب|نوشت|đã viết|menulis|เขียนว่า
    je napisao|je napisala
"""
# So the first two lines above forwarded mail begin, before a colon.
_FROM = """
    from von de da van od från fra lähettäjä feladó от від από kimden 差出人 发件人 寄件者 من מאת từ dari จาก
"""
_SENT = """
    sent date gesendet datum envoyé date enviado enviada fecha data inviato verzonden wysłano skickat sendt lähetetty
    odesláno odoslané elküldve küldve trimis отправлено дата надіслано ημερομηνία στάλθηκε gönderildi tarih 送信日時
    日付 发送时间 日期 נשלח تاريخ ngày dikirim tanggal
"""
# A notice of confidentiality, in whatever words: it begins with "this" and says both that it is secret and for whom it is.
_THIS = """
    this the diese dieses ce cet cette le este esta el questo questa il la dit deze ta niniejsza ten tato tento táto
    detta denna dette denne tämä ez acest aceasta это данное настоящее це това αυτό το bu ova ovaj
"""
_SECRET = """
    confidential|vertraulich|confidentiel|confidencial|confidenciais|riservat|vertrouwelijk|poufn|konfidenti|fortrolig
    luottamuksel|důvěrn|dôvern|bizalmas|confidențial|конфиденциал|конфіденц|поверител|εμπιστευτικ|gizli|povjerljiv
    機密|机密|保密|기밀
"""
_ADDRESSEE = """
    addressee|recipient|intended|adressat|empfänger|destinata|destinatá|geadresseerde|adresat|adresát|mottagar
    modtager|mottaker|vastaanottaj|címzett|destinatar|адресат|получател|одержувач|παραλήπτ|alıcı|primatelj|受信|收件
    收信|수신
"""
WROTE, SECRET, ADDRESSEE = (
    tuple(one.strip() for line in words.split("\n") for one in line.split("|") if one.strip())
    for words in (_WROTE, _SECRET, _ADDRESSEE)
)
_FROM_WORDS, _SENT_WORDS, _THIS_WORDS = (frozenset(words.split()) for words in (_FROM, _SENT, _THIS))
# Scripts that set no space behind "this", and begin a notice with these.
_THIS_UNSPACED = ("本メール", "このメール", "本邮件", "此邮件", "本郵件", "이 메일", "본 메일")
LINE_MAX = 300
# Below a closing stand a name, a company, an address: so many lines of so many characters.
BELOW_CLOSING, BELOW_CHARACTERS = 6, 80


def cut_signature(text: str) -> str:
    """The text without what stands below it; linear, and the text itself where nothing does.

    >>> cut_signature("The app is down.\\n\\nSent from my iPhone")
    'The app is down.'
    >>> cut_signature("Sent from my iPhone")
    'Sent from my iPhone'
    """
    if "\n" not in text:
        return _cut_within(text)
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _ends_here(line) or _begins_mail(lines, at) or _closes(lines, at):
            return "\n".join(lines[:at]).strip() or text
    return text


def _ends_here(line: str) -> bool:
    bare = line[:LINE_MAX].strip().casefold()
    if line.rstrip("\r") in ("-- ", "--") or bare.startswith((*_DELIMITERS, *FOOTERS)):
        return True
    if len(line) <= DEVICE_LINE_MAX and bare.startswith(DEVICES):
        return True
    if bare.endswith((":", "：")) and len(line) < LINE_MAX:
        return any(map(str.isdigit, bare)) and any(one in bare for one in WROTE)
    return _is_notice(bare)


def _is_notice(bare: str) -> bool:
    begins = bare.startswith(_THIS_UNSPACED) or bare.partition(" ")[0] in _THIS_WORDS
    return begins and any(one in bare for one in SECRET) and any(one in bare for one in ADDRESSEE)


def _begins_mail(lines: Sequence[str], at: int) -> bool:
    """Whether a line and the next are the head of a mail."""
    names = [line[:LINE_MAX].partition(":")[0].strip(" *\t").casefold() for line in lines[at : at + 2]]
    return len(names) == 2 and names[0] in _FROM_WORDS and names[1] in _SENT_WORDS


def _closes(lines: Sequence[str], at: int) -> bool:
    """Whether a line takes leave, with no more than a name and an address below it."""
    if lines[at][:LINE_MAX].strip(" \t\r,.!").casefold() not in _CLOSINGS:
        return False
    below = lines[at + 1 : at + 2 + 2 * BELOW_CLOSING]
    written = [line for line in below if line.strip()]
    short = all(len(line) <= BELOW_CHARACTERS for line in written)
    return at + len(below) + 1 >= len(lines) and len(written) <= BELOW_CLOSING and short


def _cut_within(text: str) -> str:
    """Exports join the lines: then the signature is the last sentence, if it is short."""
    tail = text[-DEVICE_LINE_MAX:].rstrip()
    body = tail.rstrip(ENDS)
    start = max(map(body.rfind, ENDS)) + 1
    own = text[: len(text) - len(text[-DEVICE_LINE_MAX:]) + start].strip()
    return own if own and body[start:].strip().casefold().startswith(DEVICES) else text

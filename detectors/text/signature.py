"""What mail programs and companies put below a text: signatures, quoted mail, legal footers. It is nobody's complaint.

`email-reply-parser` and its like know a few languages and backtrack; these are closed lists and one pass over the lines.
What is cut must leave something: a mention that is nothing but a footer keeps it.
"""

from __future__ import annotations

# From here on everything goes: the line is a delimiter, or begins so. What a device signs with is a short line.
_DELIMITERS = ("-----original message", "-----ursprüngliche nachricht", "----- forwarded", "________")
_DEVICES = """
sent from my|sent from yahoo|sent from mail for|sent from outlook|sent via|get outlook for|sent using
von meinem iphone gesendet|gesendet von|diese nachricht wurde von meinem|von meinem samsung|envoyé de mon|envoyé depuis
enviado desde mi|enviado do meu|enviado desde|enviado através|enviado a partir do|inviato da|verzonden vanaf mijn
verstuurd vanaf|skickat från min|sendt fra min|lähetetty|wysłane z|wysłano z|odesláno z|odoslané z|trimis de pe
отправлено с|надіслано з|изпратено от|στάλθηκε από|iphone'umdan gönderildi|tarafımdan gönderildi|iphoneから送信|从我的
發自我的|发自我的|來自我的|나의 iphone에서|내 iphone에서|ส่งจาก|dikirim dari|dihantar daripada|được gửi từ|đã gửi từ
أرسلت من|تم الإرسال من|נשלח מה|ارسال شده از|मेरे iphone से
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
# A signature in the middle of a line follows a sentence that has ended.
ENDS = '.!?…。！？)”"'
_QUOTED_ENDS = (
    *("wrote:", "schrieb:", "écrit :", "écrit:", "escribió:", "escreveu:", "ha scritto:", "schreef:", "skrev:"),
    *("napisał:", "napisała:", "napsal:", "написал:", "написала:", "のメール:", "写道:", "寫道:", "작성:"),
)
LINE_MAX = 300


def cut_signature(text: str) -> str:
    """The text without what stands below it; linear, and the text itself where nothing does.

    >>> cut_signature("The app is down.\\n\\nSent from my iPhone")
    'The app is down.'
    >>> cut_signature("Sent from my iPhone")
    'Sent from my iPhone'
    """
    if "\n" not in text:
        return _cut_within(text)
    kept: list[str] = []
    for line in text.split("\n"):
        if _ends_here(line):
            break
        kept.append(line)
    own = "\n".join(kept).strip()
    return own or text


def _ends_here(line: str) -> bool:
    bare = line[:LINE_MAX].strip().casefold()
    if line.rstrip("\r") in ("-- ", "--") or bare.startswith((*_DELIMITERS, *FOOTERS)):
        return True
    if len(line) <= DEVICE_LINE_MAX and bare.startswith(DEVICES):
        return True
    return len(line) < LINE_MAX and bare.endswith(_QUOTED_ENDS) and any(map(str.isdigit, bare))


def _cut_within(text: str) -> str:
    """Exports join the lines: then the signature is the last sentence, if it is short."""
    tail = text[-DEVICE_LINE_MAX:].rstrip()
    body = tail.rstrip(ENDS)
    start = max(map(body.rfind, ENDS)) + 1
    own = text[: len(text) - len(text[-DEVICE_LINE_MAX:]) + start].strip()
    return own if own and body[start:].strip().casefold().startswith(DEVICES) else text

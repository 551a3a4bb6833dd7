"""Names and texts that stand for nothing: an author who is not known, a body that was deleted.

Both lists are closed. How often a name occurs never makes it a placeholder: a busy customer is one person.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Shops and forums write these where the name of an author is missing, hidden or gone.
_UNKNOWN_AUTHORS = """
a google user|ein google-nutzer|google-nutzer|un utilisateur de google|un utilisateur google|utilisateur de google
un usuario de google|usuario de google|um usuário do google|usuário do google|um utilizador do google
un utente google|utente google|un utente di google|een google-gebruiker|google-gebruiker|użytkownik google
пользователь google|користувач google|google ユーザー|googleユーザー|google 用户|google用户|google 使用者|google使用者
google 사용자|người dùng google|một người dùng google|pengguna google|google kullanıcısı|bir google kullanıcısı
مستخدم google|أحد مستخدمي google|משתמש google|משתמש ב-google|ผู้ใช้ google|google उपयोगकर्ता|en google-användare
google-användare
en google-bruker|en google-bruger|google-käyttäjä|uživatel google|používateľ google|google-felhasználó
un utilizator google
χρήστης google
deleted|removed|deleted user|deleted account|user deleted|account deleted|former user|deactivated user
gelöscht|gelöschter nutzer|gelöschter benutzer|gelöschtes konto|entfernt|supprimé|utilisateur supprimé|compte supprimé
eliminado|usuario eliminado|cuenta eliminada|excluído|usuário excluído|conta excluída|utente eliminato|eliminato
verwijderd
verwijderde gebruiker|usunięty|użytkownik usunięty|konto usunięte|удалён|удален|удаленный пользователь|видалено
削除済み|削除されたユーザー|退会ユーザー|已删除|用户已注销|已注销|账号已注销|帳號已刪除|삭제됨|탈퇴한 사용자|탈퇴회원
silinmiş|silinmiş kullanıcı|محذوف|מחוק|raderad|slettet|poistettu|smazáno|törölt
anonymous|anonymous user|anonymous customer|anonymous reviewer|anon|anonymized|anonymised|anonym|anonymer nutzer
anonymer benutzer|anonyme|utilisateur anonyme|client anonyme|anónimo|anonimo|anônimo|usuario anónimo|cliente anónimo
usuário anônimo|utente anonimo|anoniem|anonieme gebruiker|anonim|anonimowy|użytkownik anonimowy|anonymní|anonymný
anonyymi|anonymous coward|аноним|анонимно|анонимный пользователь|анонім|ανώνυμος|анонимен|匿名|匿名用户|匿名用戶
匿名ユーザー
匿名希望|名無し|名無しさん|익명|익명 사용자|ㅇㅇ|مجهول|مستخدم مجهول|אנונימי|ไม่ระบุชื่อ|ẩn danh|người dùng ẩn danh
गुमनाम|अज्ञात
unknown|unknown user|unknown author|unbekannt|inconnu|desconocido|desconhecido|sconosciuto|onbekend|nieznany
неизвестно
неизвестный|不明|未知|알 수 없음|okänd|ukjent|ukendt|tuntematon|neznámý|bilinmiyor|غير معروف|לא ידוע
guest|guest user|gast|invité|invitado|convidado|visitante|ospite|gość|гость|访客|訪客|ゲスト|게스트|misafir|gäst|gjest
n/a|nan|none|null|undefined|not available|no name|noname|ohne namen|sans nom|sin nombre|sem nome|senza nome
amazon customer|amazon-kunde|amazon kunde|client d'amazon|client d’amazon|cliente amazon|cliente de amazon
amazon-klant
amazon カスタマー|amazonカスタマー|亚马逊用户|kindle customer|kindle-kunde
verified customer|verified buyer|verified user|verified purchaser|verified traveller|verified traveler
verified reviewer
google user|utilisateur google|uma pessoa usuária do google
usuária do google|utilizador do google|un utilizador de google
google-brukerkonto|en google-bruker|google-bruker|користувач google|google-korisnik|потребител на google
app store user|itunes user|app store customer|trustpilot user|facebook user|reddit user|twitter user|instagram user
former member|ex-user|deleted member|deleted customer|deleted profile|removed user|closed account|deactivated account
suspended user|banned user|utilisateur désactivé|membre supprimé|ancien membre|ehemaliges mitglied|ehemaliger nutzer
gelöschtes mitglied|miembro eliminado|membro excluído|utente cancellato
uživatel smazán|smazaný uživatel|törölt felhasználó
удалённый пользователь|видалений користувач|已删除用户
已刪除用戶|已注销用户|帐号已注销|退会したユーザー|退会済みユーザー|退会済み
삭제된 사용자|탈퇴한 회원|usuwany użytkownik|borttagen användare|slettet bruger|slettet bruker|poistettu käyttäjä
anonymous guest|anonymous visitor|anonymoususer|anonymous author|anonymous poster|anonymous person|anonymous member
anonyme nutzer|anonyme person|anonyme kundin|anonymer kunde
anonymer autor|auteur anonyme|personne anonyme|autor anónimo
autor anônimo|autore anonimo|cliente anonimo|cliente anônimo
anonieme klant|anonim kullanıcı|anonim müşteri|ismini vermeyen
ανώνυμος χρήστης|анонімний користувач|анонимный автор
аноним пользователь|анонимный|анонімно|névtelen|névtelen felhasználó
nimetön|nimetön käyttäjä|anonymní uživatel|anonymný používateľ
anonim felhasználó|nafnlaus|匿名さん|匿名者|匿名网友|匿名會員
無記名|無名|ななし|とくめい|익명사용자|익명의 사용자|무명|مجهول الهوية|زائر مجهول
משתמש אנונימי|anonim pengguna|pengguna anonim
tanpa nama|hindi kilala|ẩn danh người dùng|ผู้ใช้ไม่ระบุชื่อ|นิรนาม|अनाम|अनामिक|বেনামী|அநாமதேயர்
guest customer|guest buyer|gast-nutzer|gastnutzer|gastbenutzer|gastkunde|client invité|compte invité|usuario invitado
hóspede|usuário convidado|utente ospite|gastgebruiker
gość niezalogowany|游客|遊客|손님|방문자|زائر|ضيف|אורח|vieras|vendég
επισκέπτης|гостевой пользователь|tamu|khách|ผู้เยี่ยมชม|अतिथि
(no author)|no author|no user|not specified|not provided|not given
not known|not set|name withheld|withheld|hidden|private
private user|nobody|n.a|n. a|k. a|k.a|keine angabe|ohne angabe|non renseigné|non précisé|no disponible|no especificado
não informado|non specificato|niet opgegeven|brak danych
не указано|не указан|不详|未填写|未提供|名前なし|ユーザー名なし|없음
미입력|belirtilmemiş|isimsiz|ej angivet|ikke oppgitt|ei ilmoitettu|nil|empty|blank|(null)|(none)|(blank)|#n/a
ismeretlen|necunoscut|άγνωστος|không rõ|ناشناس|نامشخص|anonimni|anonimni korisnik|anoniman|nepoznat|неизвестен|невідомий
ignoto|verifizierter kunde|verifizierter käufer|acheteur vérifié|client vérifié|comprador verificado|ghost
"""
# What a site leaves where the text of a post was.
_DELETED_TEXTS = """
deleted|removed|removed by reddit|removed by moderator|deleted by user|gelöscht|entfernt|supprimé|eliminado|removido
excluído
rimosso|eliminato|verwijderd|usunięto|удалено|削除済み|削除されました|已删除|삭제됨|silindi|raderad|slettet|poistettu
"""
_DELETED_SENTENCES = """
[ removed by reddit ]|(post deleted by author)
(post withdrawn by author, will be automatically deleted in 24 hours unless flagged)
(topic deleted by author)|(topic withdrawn by author, will be automatically deleted in 24 hours unless flagged)
this comment has been deleted|this post has been deleted|this post has been removed|this comment has been removed
este mensaje ha sido eliminado|este comentario ha sido eliminado|esta publicación ha sido eliminada|mensagem apagada
este comentário foi removido|this review was removed|this post was deleted|this comment was deleted|this comment was removed
this post was removed|messaggio eliminato|commento rimosso|commentaire supprimé|message supprimé|kommentar gelöscht
beitrag gelöscht|nachricht gelöscht|bericht verwijderd|wiadomość usunięta|сообщение удалено|комментарий удалён
комментарий удален|message deleted|comment deleted|post deleted|comment removed|message removed
this message has been deleted|this message was deleted|this tweet has been deleted|this review has been removed
diese nachricht wurde gelöscht|dieser beitrag wurde gelöscht|ce message a été supprimé|este mensaje fue eliminado
esta mensagem foi apagada|questo messaggio è stato eliminato|この投稿は削除されました|该内容已被删除
삭제된 메시지입니다
"""
_LONGEST = 100
# What one of the sentences in ASCII holds: nearly all other texts need no longer look.
_GONE = re.compile(r"delet|remov|elimin|apagad|rimoss|withdr|verwijder|usuni", re.IGNORECASE)
_AROUND = "[](){}<>«»\"'“”*_-–—.·•?!~ "
_BRACKETED = re.compile(r"[\[(<].{1,60}[\])>]")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _listed(names: str) -> frozenset[str]:
    return frozenset(_folded(name) for line in names.split("\n") for name in line.split("|") if name.strip())


_UNKNOWN = _listed(_UNKNOWN_AUTHORS)
_DELETED_IN_BRACKETS = _listed(_DELETED_TEXTS)
DELETED_SENTENCES = _listed(_DELETED_SENTENCES)


@lru_cache(maxsize=10_000)
def is_unknown_author(name: str) -> bool:
    """Whether a name says that nobody knows who wrote: empty, signs only, or one of a closed list in many languages.

    >>> [is_unknown_author(name) for name in ("A Google user", "[deleted]", "", "匿名", "—", "Anne", "Gast")]
    [True, True, True, True, True, False, True]
    """
    if len(name) > _LONGEST:
        return False
    folded = _folded(name)
    stripped = folded.strip(_AROUND)
    return not stripped or stripped in _UNKNOWN or folded in _UNKNOWN


def is_deleted_text(text: str) -> bool:
    """Whether the text is only what a site leaves of a deleted post.

    A lone word counts in brackets only: somebody may write "removed" and mean it.

    >>> [is_deleted_text(text) for text in ("[deleted]", " [Removed] ", "removed", "This post has been deleted.")]
    [True, True, False, True]
    """
    if len(text) > 2 * _LONGEST or (text.isascii() and text[:1].isalpha() and _GONE.search(text) is None):
        return False
    folded = _folded(text)
    if _BRACKETED.fullmatch(folded) and folded.strip(_AROUND) in _DELETED_IN_BRACKETS:
        return True
    return folded in DELETED_SENTENCES or folded.rstrip(".!。") in DELETED_SENTENCES

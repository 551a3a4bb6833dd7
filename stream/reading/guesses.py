"""Which column of an export is which field: by the names that help desks, shops and forums give, and by what is in it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from stream.reading.dates import moment_of
from stream.reading.moments import Order, compact_moment
from stream.reading.ratings import rating_in

COLUMNS_MAX = 400
DEEP_MAX = 5
# Of the values of a column so many must be what the field needs, for a column that is guessed.
FITTING_SHARE = 0.6
WORDS_MIN = 3.0
KNOWN_AS: Mapping[str, str] = {
    # Zendesk, Freshdesk, Intercom, Reddit, Discourse, GitHub, Twitter's and app stores' exports, then plain words.
    "id": """
        id idstr ticketid requestid reviewid conversationid commentid postid tweetid messageid issueid caseid casenumber
        ticketnumber mentionid documentid uuid number nummer numero numéro номер no nr idlabel dataid feedbackid
        surveyid key recommendationid posturi idoid incidentnumber
    """,
    "text": """
        text fulltext body bodytext reviewtext reviewcontent reviewbody reviewcomment content contentlabel commentbody
        comment comments commenttext tweettext message messagebody messagetext descriptiontext description postraw raw
        cooked selftext review reviews attributesbody databody sourcebody conversationbody firstmessage
        conversationpartbody usercommenttext commentsusercommenttext recordtext postrecordtext snippettextoriginal
        snippettoplevelcommentsnippettextoriginal snippettoplevelcommentsnippettextdisplay fieldsdescription
        propertiescontent verbatim feedback details beschreibung nachricht
        bewertungstext rezension kommentar inhalt texte commentaire avis contenu texto comentario comentário opinion
        opinión reseña resena mensaje mensagem descripción descricao descrição avaliacaotexto testo commento recensione
        contenuto tekst opmerking treść tresc komentarz opinia text komentář komentar текст комментарий отзыв сообщение
        описание 本文 内容 投稿内容 レビュー本文 コメント 評論 评论 评论内容 评价 正文 내용 본문 리뷰 댓글 metin yorum
        mesaj النص التعليق
    """,
    "author": """
        author authorname authorlogin authorusername authornamelabel authorid username userlogin userscreenname
        screenname userhandle handle login user userid usernamelabel requester requestername requesterid requesteremail
        submitterid reviewer reviewername reviewernickname attributesreviewernickname consumer consumername
        consumerdisplayname consumerid customer customername customerid customeremail contactid contactname contactemail
        useremail email fullname from fromname fromemail sender sendername sourceauthorid sourceauthorname
        sourceauthoremail dataauthor nickname displayname name createdby openedby reporter postedby profilename
        accountname accountacct accountusername accountid ownerdisplayname owneruserid fieldsreporterdisplayname
        fieldsreporteraccountid reporterdisplayname primarycustomerid primarycustomeremail authorhandle postauthorhandle
        authorsteamid snippetauthordisplayname snippettoplevelcommentsnippetauthordisplayname calleridname
        callerid caller yourname anfragender anfragesteller demandeur solicitante richiedente
        aanvrager autor verfasser nutzer benutzer benutzername kunde kundenname auteur utilisateur pseudo client
        usuario usuário cliente autore utente gebruiker auteurnaam użytkownik uzivatel автор пользователь имя 投稿者
        ユーザー ユーザー名 作者 用户 用户名 작성자 닉네임 사용자 yazar kullanıcı kullanici المستخدم
    """,
    "created_at": """
        createdat createdatutc created createdutc createdtime createddate creationdate creationtime datecreated
        timecreated createdon createtime createdattime ticketcreated ticketcreatedtimestamp ticketcreateddate
        reviewsubmitmillissinceepoch reviewsubmitdateandtime reviewcreated reviewcreatedutc reviewdate reviewtime
        reviewedat reviewcreateversionat submittedat submitted submissiondate submitdate datetime timestamp ts time date
        datum publishedat publisheddate publicationdate published pubdate postedat posteddate postdate dateposted
        tweetcreated conversationstartedat startedat opened openedat datacreatedutc attributescreateddate
        usercommentlastmodifiedseconds commentsusercommentlastmodifiedseconds updatedlabel at date_added dateadded
        dateofpost dateofreview receivedat received receiveddate unixtime epoch erstelltam erstellt erstellungsdatum
        zeitpunkt zeit uhrzeit eingang eingangsdatum créele datedecréation datecreation creele dateavis fecha
        fechadecreación fechacreacion fechahora creadoel data datadecriação datacriacao criadoem dataora datacreazione
        aangemaakt aangemaaktop datautworzenia utworzono vytvořeno дата датасоздания создано время 日付 日時 投稿日
        投稿日時 作成日 作成日時 时间 日期 创建时间 发布时间 發布時間 評論時間 评论时间 날짜 작성일 등록일 일시 tarih
        oluşturmatarihi التاريخ recordcreatedat postrecordcreatedat
        timestampcreated snippetpublishedat snippettoplevelcommentsnippetpublishedat indexedat postindexedat
        fieldscreated propertiescreatedate dateofexperience experiencedate updated updatedat lastmodified
    """,
    "brand": """
        brand brandname company companyname airline organisation organization marke marque marca бренд ブランド 品牌 브랜드
    """,
    "title": """
        title subject ticketsubject reviewtitle reviewheadline headline summary titlelabel fieldssummary
        propertiessubject attributestitle datatitle
        rawsubject topictitle sourcesubject threadtitle betreff titel titre objet sujet título titulo asunto assunto
        titolo oggetto onderwerp tytuł temat заголовок тема タイトル 件名 标题 標題 主题 제목 başlık konu العنوان
    """,
    "rating": """
        rating starrating stars star overallrating reviewrating score reviewscore satisfactionscore satisfactionrating
        satisfactionratingscore conversationratingrating conversationrating csat csatscore nps npsscore imratinglabel
        attributesrating usercommentstarrating commentsusercommentstarrating overall ratingvalue bewertung sterne note
        étoiles etoiles calificación calificacion puntuación puntuacion estrellas avaliação avaliacao nota estrelas
        valutazione voto stelle beoordeling ocena hodnocení оценка рейтинг 評価 星 评分 評分 星级 평점 별점 puan
    """,
    "channel": "channel viachannel via source sourcetype platform kanal canal canale 渠道 チャネル 채널",
    "lang": "lang language languagecode reviewerlanguage locale sprache langue idioma lingua taal язык 言語 语言 언어",
    "product": """
        product productname appname app appid packagename subreddit datasubreddit repository produkt produit producto
    """,
    "region": "region country countrycode territory attributesterritory land pays país pais paese 国 国家 국가",
    "url": "htmlurl permalink url link reviewlink reviewurl posturl topicurl tweeturl sourceurl datapermalink",
    "repost_of": "repostof retweetedstatusid retweetedstatusidstr retweetof",
    "reply_to": """
        replyto inreplyto inreplytostatusid inreplytostatusidstr inreplytoid parentid dataparentid replytopostnumber
    """,
    "reach": "reach followers followerscount userfollowerscount followercount",
    "kind": "kind",
    "version": """
        version appversion appversionname reviewcreatedversion appversionnumber clientversion productversion
        softwareversion firmwareversion usercommentappversionname commentsusercommentappversionname
        attributesappversion versionapp versionname programmversion versão versión バージョン 版本 버전
    """,
}
_ORDER = """
    created_at text title author id brand rating channel lang product region url repost_of reply_to reach kind version
"""
_NAMES = {field: tuple(dict.fromkeys(names.split())) for field, names in KNOWN_AS.items()}
# The time of the day, where files have a column of its own for it.
_TIMES = """
    time timeofday hour createdtime uhrzeit zeit heure hora horario horário ora orario tijd tijdstip klockslag tid čas czas
    godzina время час saat 時刻 時間 时间 시간 الوقت समय waktu jam giờ ώρα aika kellonaika idő óra
"""
TIME_NAMES = frozenset(_TIMES.split())
NAMES_OF_FIELDS = frozenset(name for names in _NAMES.values() for name in names)
# What most columns of a file stand in, as `_source` in a page of Elasticsearch, says nothing of each.
# No time is given by a larger number.
NUMBER_MAX = 10**18
WRAPPER_SHARE, WRAPPER_MIN = 0.6, 3
_FORUM = frozenset({"postnumber", "topicid", "upvotes", "downs", "ups", "parentid", "threadid", "points"})
_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]$")
_TAG = re.compile(r"<(?:p|div|br|span|li|a|blockquote|html|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)


def folded(name: str) -> str:
    """A column's name as it is compared: `Created at (UTC)`, `created_at` and `createdAt` are one.

    >>> folded("Created at (UTC)"), folded("user.screen_name")
    ('createdat', 'userscreenname')
    """
    short = _BRACKETS.sub("", name.strip()[-200:]) or name
    return "".join(sign for sign in unicodedata.normalize("NFKC", short).casefold() if sign.isalnum())


def flat(values: Mapping[str, Any], before: str = "", deep: int = DEEP_MAX) -> Iterable[tuple[str, Any]]:
    """(dotted path, value) of everything that is not itself an object; of a list of objects its first."""
    for name, value in values.items():
        path = f"{before}.{name}" if before else str(name)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value, path = value[0], f"{path}.0"
        if isinstance(value, dict) and deep > 1:
            yield from flat(value, path, deep - 1)
        else:
            yield path, value


_NESTING = frozenset({dict, list})


def columns_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Path → the values there are of it in these rows."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        for path, value in row.items() if _NESTING.isdisjoint(map(type, row.values())) else flat(row):
            if value is None or value == "":
                continue
            held = found.get(path)
            if held is not None:
                held.append(value)
            elif len(found) < COLUMNS_MAX:
                found[path] = [value]
    return found


def guess_columns(
    columns: Mapping[str, Sequence[Any]], taken: Iterable[str] = (), all_names: Iterable[str] = ()
) -> dict[str, str]:
    """Field → column, for the fields that are not `taken`. A column is used once, and holds what its field needs.

    `all_names` are those of the whole file; they show what kind of export it is.
    """
    wrapper = _wrapper(columns)
    free = {path: folded(path.replace(".0.", ".")) for path in columns}
    inner = {path: folded(path.removeprefix(wrapper).replace(".0.", ".")) for path in columns}
    guessed: dict[str, str] = {}
    names_of_file = {*free.values(), *inner.values(), *map(folded, all_names)}
    reddit = not names_of_file.isdisjoint(("subreddit", "datasubreddit"))
    forum = reddit or not _FORUM.isdisjoint(names_of_file)
    for field in _ORDER.split():
        if field in taken:
            continue
        names = _NAMES[field]
        if field == "id" and reddit:
            # What comments answer is named by this one, with its prefix.
            names = ("name", "dataname", *names)
        if field == "rating" and forum:
            # The score of a post there counts votes.
            names = tuple(name for name in names if name not in ("score", "datascore"))
        ranked = sorted(
            (within, names.index(name), place, path)
            for place, path in enumerate(columns)
            for within, name in ((0, free[path]), (1, inner[path]))
            if name in names
        )
        for *_, path in ranked:
            if path not in guessed.values() and _FITS.get(field, _is_short)(columns[path]):
                guessed[field] = path
                break
    for field, fits in (("created_at", _are_dates), ("text", _are_texts)):
        if field not in guessed and field not in taken and (path := _by_content(field, columns, guessed, fits)):
            guessed[field] = path
    return guessed


def _wrapper(columns: Iterable[str]) -> str:
    """The name, with its point, of the object that most columns stand in; empty when there is none."""
    outer = [path.partition(".")[0] for path in columns if "." in path]
    most, many = Counter(outer).most_common(1)[0] if outer else ("", 0)
    return f"{most}." if many >= max(WRAPPER_MIN, WRAPPER_SHARE * len(list(columns))) else ""


def _by_content(
    field: str, columns: Mapping[str, Sequence[Any]], guessed: Mapping[str, str], fits: Callable[[Sequence[Any]], bool]
) -> str:
    """The only column, or for a text the longest, that can be the field; empty when none can."""
    able = [path for path, values in columns.items() if path not in guessed.values() and fits(values)]
    if field == "text":
        return max(able, key=lambda path: _mean_length(columns[path]), default="")
    return able[0] if len(able) == 1 else ""


def is_html(values: Sequence[Any]) -> bool:
    """Whether the texts of a column are written in HTML."""
    texts = [value for value in values if isinstance(value, str)][:500]
    return len(texts) > 0 and sum(bool(_TAG.search(text[:2_000])) for text in texts) >= 0.5 * len(texts)


def _share(values: Sequence[Any], fits: Callable[[Any], bool]) -> float:
    looked = values[:300]
    return sum(map(fits, looked)) / len(looked) if looked else 0.0


def _are_dates(values: Sequence[Any]) -> bool:
    return _share(values, _is_date) >= FITTING_SHARE


def _is_date(value: Any) -> bool:
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) > NUMBER_MAX):
        return False
    if isinstance(value, (int, float)) or (
        isinstance(value, str) and value.strip().replace(",", ".").replace(".", "", 1).isdecimal()
    ):
        if isinstance(value, str) and compact_moment(value.strip()) is not None:
            return True
        number = float(value.strip().replace(",", ".") if isinstance(value, str) else value)
        # Seconds, milliseconds or microseconds since 1970, or days of Excel; a number of a ticket is none of them.
        return (
            9.4e8 <= number < 4.2e9 or 9.4e11 <= number < 4.2e12 or 9.4e14 <= number < 4.2e15 or 36_526 <= number < 73_051
        )
    return moment_of(value, Order.DAY_FIRST) is not None or moment_of(value, Order.MONTH_FIRST) is not None


def _are_texts(values: Sequence[Any]) -> bool:
    texts = [value for value in values[:300] if isinstance(value, str)]
    if not texts or len(texts) < FITTING_SHARE * len(values[:300]) or _are_dates(values):
        return False
    # Languages without blanks say in ten signs what others say in ten words.
    words = sum(len(text.split()) + sum(ord(sign) > 0x2E80 for sign in text[:200]) / 2 for text in texts) / len(texts)
    return words >= WORDS_MIN


def _are_named_texts(values: Sequence[Any]) -> bool:
    return _share(values, lambda value: isinstance(value, str)) >= FITTING_SHARE and not _are_dates(values)


def _are_ratings(values: Sequence[Any]) -> bool:
    found = [rating_in(value) for value in values[:300]]
    whole = sum(rating is not None and (2 * rating[0]).is_integer() for rating in found)
    return whole >= max(FITTING_SHARE * len(found), 1)


def _are_numbers(values: Sequence[Any]) -> bool:
    return _share(values, lambda value: str(value).strip().replace(".", "", 1).isdecimal()) >= FITTING_SHARE


def _are_versions(values: Sequence[Any]) -> bool:
    return _share(values, lambda value: len(str(value)) <= 40 and any(map(str.isdigit, str(value)))) >= 0.9


def _is_short(values: Sequence[Any]) -> bool:
    return _share(values, lambda value: isinstance(value, (str, int, float)) and len(str(value)) <= 200) >= 0.9


def _are_links(values: Sequence[Any]) -> bool:
    return _share(values, lambda value: isinstance(value, str) and (value.startswith(("http", "/")))) >= FITTING_SHARE


def _are_kinds(values: Sequence[Any]) -> bool:
    kinds = {"post", "reply", "repost", "quote", "review", "ticket"}
    return all(isinstance(value, str) and value in kinds for value in values)


def _mean_length(values: Sequence[Any]) -> float:
    return sum(len(str(value)) for value in values[:300]) / max(len(values[:300]), 1)


_FITS: Mapping[str, Callable[[Sequence[Any]], bool]] = {
    "created_at": _are_dates,
    "text": _are_named_texts,
    "rating": _are_ratings,
    "version": _are_versions,
    "reach": _are_numbers,
    "url": _are_links,
    "kind": _are_kinds,
}

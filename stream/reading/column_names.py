"""What the columns of exports are called: by help desks, shops and forums, and in the words of many languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]$")
KNOWN_AS: Mapping[str, str] = {
    # Zendesk, Freshdesk, Intercom, Reddit, Discourse, GitHub, Twitter's and app stores' exports, then plain words.
    "id": """
        id idstr ticketid requestid reviewid conversationid commentid postid tweetid messageid issueid caseid
        casenumber
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
        opinión reseña resena mensaje mensagem descripción descricao descrição avaliacaotexto testo commento
        recensione
        contenuto tekst opmerking treść tresc komentarz opinia text komentář komentar текст комментарий отзыв
        сообщение
        описание 本文 内容 投稿内容 レビュー本文 コメント 評論 评论 评论内容 评价 正文 내용 본문 리뷰 댓글 metin yorum
        mesaj النص التعليق الرسالة الوصف المحتوى المراجعة الشكوى şikayetmetni şikayet açıklama içerik değerlendirme
        treśćzgłoszenia treśćwiadomości wiadomość recenzja uwagi popis zpráva sdělení správa text_recenze
        mesajul mesaje
        descriere conținut üzenet vélemény leírás szöveg szövegvélemény meddelande beskrivning omdöme besked
        beskrivelse
        melding anmeldelse tilbakemelding viesti palaute kuvaus κείμενο μήνυμα σχόλιο περιγραφή κριτική הודעה
        תוכן תיאור
        תגובה ביקורת متن پیام نظر توضیحات دیدگاه شرح ข้อความ รายละเอียด ความคิดเห็น รีวิว เนื้อหา ปัญหา pesan komentar
        ulasan isi deskripsi keluhan mensahe puna nội_dung bình_luận đánh_giá tin_nhắn mô_tả संदेश टिप्पणी विवरण
        समीक्षा
        বার্তা মন্তব্য повідомлення коментар відгук звернення съобщение коментар порука poruka опис opis
        сообщениеклиента
        お問い合わせ内容 問い合わせ内容 問合せ内容 ご意見 メッセージ 詳細 口コミ
        문의내용 문의 메시지 의견 상세내용 留言 问题描述
        反馈内容 描述 訊息 內容 意見
        whatwentwrong yourmessage yourcomment yourfeedback pleasedescribe anythingelse
    """,
    "author": """
        author authorname authorlogin authorusername authornamelabel authorid username userlogin userscreenname
        screenname userhandle handle login user userid usernamelabel requester requestername requesterid
        requesteremail
        submitterid reviewer reviewername reviewernickname attributesreviewernickname consumer consumername
        consumerdisplayname consumerid customer customername customerid customeremail contactid contactname
        contactemail
        useremail email fullname from fromname fromemail sender sendername sourceauthorid sourceauthorname
        sourceauthoremail dataauthor nickname displayname name createdby openedby reporter postedby profilename
        accountname accountacct accountusername accountid ownerdisplayname owneruserid fieldsreporterdisplayname
        fieldsreporteraccountid reporterdisplayname primarycustomerid primarycustomeremail authorhandle
        postauthorhandle
        authorsteamid snippetauthordisplayname snippettoplevelcommentsnippetauthordisplayname calleridname
        callerid caller yourname anfragender anfragesteller demandeur solicitante richiedente
        aanvrager autor verfasser nutzer benutzer benutzername kunde kundenname auteur utilisateur pseudo client
        usuario usuário cliente autore utente gebruiker auteurnaam użytkownik uzivatel автор пользователь имя 投稿者
        ユーザー ユーザー名 作者 用户 用户名 작성자 닉네임 사용자 yazar kullanıcı kullanici المستخدم
        emailaddress uid who whom writer poster postername authoremail complainant submitter submittername respondent
        respondentid respondentemail customername guest guestname player playername passenger visitor
        visitorname visitoremail zgłaszający zglaszajacy klient
        nadawca imięinazwisko autorecenzji autorrecenze zákazník zákaznik odesílatel žadatel jméno používateľ
        zákazníkmeno
        utilizator expeditor nume felhasználó ügyfél feladó név användare kund avsändare författare namn bruger
        forfatter
        afsender navn bruker avsender kunde käyttäjä asiakas lähettäjä nimi nimimerkki χρήστης πελάτης
        συγγραφέας όνομα
        משתמש לקוח שם שם_משתמש כותב שולח العميل الاسم المرسل الكاتب اسم_المستخدم نام نام_کاربر نام_کاربری کاربر مشتری
        نویسنده ผู้ใช้ ผู้ใช้งาน ลูกค้า ชื่อ ชื่อผู้ใช้ ผู้แจ้ง ผู้ส่ง ผู้เขียน pengguna pelanggan penulis
        pengirim nama
        người_dùng khách_hàng tên tác_giả người_gửi उपयोगकर्ता ग्राहक नाम লেখক ব্যবহারকারী নাম користувач клієнт
        клиент
        заявитель отправитель потребител клиент корисник korisnik kupac müşteri müşteriadı ad_soyad gönderen
        nutzername
        melder einsender absender nom client_nom expéditeur nomutilisateur nombre remitente nome remetente
        mittente nomecliente
        お客様名 顧客名 氏名 名前 お名前 投稿者名 送信者
        고객명 고객 이름 성명 회원 아이디 客户 客户名称 昵称 姓名 发送人 用戶 作者名
    """,
    "created_at": """
        createdat createdatutc created createdutc createdtime createddate creationdate creationtime datecreated
        timecreated createdon createtime createdattime ticketcreated ticketcreatedtimestamp ticketcreateddate
        reviewsubmitmillissinceepoch reviewsubmitdateandtime reviewcreated reviewcreatedutc reviewdate reviewtime
        reviewedat reviewcreateversionat submittedat submitted submissiondate submitdate datetime timestamp ts
        time date
        datum publishedat publisheddate publicationdate published pubdate postedat posteddate postdate dateposted
        tweetcreated conversationstartedat startedat opened openedat datacreatedutc attributescreateddate
        usercommentlastmodifiedseconds commentsusercommentlastmodifiedseconds updatedlabel at date_added dateadded
        dateofpost dateofreview receivedat received receiveddate unixtime epoch erstelltam erstellt erstellungsdatum
        zeitpunkt zeit uhrzeit eingang eingangsdatum créele datedecréation datecreation creele dateavis fecha
        fechadecreación fechacreacion fechahora creadoel data datadecriação datacriacao criadoem dataora datacreazione
        aangemaakt aangemaaktop datautworzenia utworzono vytvořeno дата датасоздания создано время 日付 日時 投稿日
        投稿日時 作成日 作成日時 时间 日期 创建时间 发布时间 發布時間 評論時間 评论时间 날짜 작성일 등록일 일시 tarih
        oluşturmatarihi التاريخ recordcreatedat postrecordcreatedat şikayettarihi kayıttarihi oluşturulmatarihi
        تاریخ زمان تاریخ_ثبت تاریخ_ایجاد วันที่ วันที่สร้าง วันเวลา เวลา วันที่แจ้ง datazgłoszenia datadodania
        datum_vytvoření
        dátum datacreării dátumlétrehozás skapad datoskapad dato oprettet opprettet päivämäärä luotu ημερομηνία תאריך
        תאריך_יצירה tanggal waktu dibuat ngày thời_gian ngày_tạo तारीख दिनांक तिथि তারিখ датастворення створено
        受付日時 受付日 登録日 回答日時 送信日時
        접수일 접수일시 작성일시 등록일시 提交时间 反馈时间 時間 日期时间 createdtimeticket
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
# The time of the day, where files have a column of its own for it.
_TIMES = """
    time timeofday hour createdtime uhrzeit zeit heure hora horario horário ora orario tijd tijdstip klockslag tid čas czas
    godzina время час saat 時刻 時間 时间 시간 الوقت समय waktu jam giờ ώρα aika kellonaika idő óra
"""
TIME_NAMES = frozenset(_TIMES.split())


def folded(name: str) -> str:
    """A column's name as it is compared: `Created at (UTC)`, `created_at` and `createdAt` are one.

    >>> folded("Created at (UTC)"), folded("user.screen_name")
    ('createdat', 'userscreenname')
    """
    short = _BRACKETS.sub("", name.strip()[-200:]) or name
    return "".join(sign for sign in unicodedata.normalize("NFKC", short).casefold() if sign.isalnum())


NAMES = {field: tuple(dict.fromkeys(map(folded, names.split()))) for field, names in KNOWN_AS.items()}
NAMES_OF_FIELDS = frozenset(name for names in NAMES.values() for name in names)

_CALLED = """
    customer client kund klient requester reporter submitter complainant sender author reviewer writer
    respondent contact influencer user nutzer benutzer verfasser absender melder autor auteur expéditeur
    utilisateur usuario usuari cliente remitente autore utente mittente gebruiker użytkown nadawc zgłaszaj
    zákazn uživatel odesíl kupuj kupac korisni ügyfél vásárló feladó felhasznál utilizator avsändar användar
    avsender bruker asiaka käyttäj lähettäj клиент заявител покупател пользовател отправител автор фио клієнт
    заявник користувач потребител πελάτ χρήστ αποστολ müşteri kullanıcı gönderen العميل الزبون المستخدم المرسل
    صاحب کاربر مشتری فرستنده לקוח משתמש פונה שולח ग्राहक उपयोगकर्ता গ্রাহক ব্যবহারকারী khách người pelanggan
    pengguna pengirim ลูกค้า ผู้ใช้ ผู้ส่ง ผู้แจ้ง ผู้ร้องเรียน お客様 顧客 投稿者 氏名 客户 客戶 用户 用戶
    反映人 投诉人 投訴人 反馈人 고객 작성자 회원 문의자
"""
# Who answers, and facts about the customer.
_CALLED_OTHERWISE = """
    agent owner assignee assigned staff support handler type typ status segment since satisfaction score rating
    level city country count group tier plan company phone feedback comment anliegen problem wunsch meinung
"""
_BETWEEN_WORDS = re.compile(r"[\s_./()\[\]:-]+")


_PEOPLE = tuple(map(folded, _CALLED.split()))
_NOT_PEOPLE = tuple(word for word in _CALLED_OTHERWISE.split() if len(word) > 3)


def names_people(name: str) -> bool:
    """Whether a column is called after who writes, by one of its words: `Name of the customer`, `ФИО клиента`.

    >>> names_people("ФИО клиента"), names_people("Kundenname"), names_people("Customer satisfaction")
    (True, True, False)
    """
    words = [folded(word) for word in _BETWEEN_WORDS.split(name.strip()[-200:]) if word]
    if any(word.startswith(stem) or stem in word[3:] for word in words for stem in _NOT_PEOPLE):
        return False
    whole = folded(name)
    return any(any(word.startswith(stem) for word in words) if stem.isascii() else stem in whole for stem in _PEOPLE)

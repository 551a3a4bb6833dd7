"""More words of one meaning, as in `detectors.text.meaning_lists`: what people report of services, shops and devices.

Many of these words are the same in several languages, so that none of them tells which language a text is in.
"""

from __future__ import annotations

FURTHER_MEANINGS = """
de: cancel kündig- gekündigt storn- abo abos abonnement- mitgliedschaft- abbestell-
de: refund erstatt- rückerstatt- rückzahl- zurückgezahlt | sound ton tons sound audio lautlos stumm-
de: photo foto fotos bild bilder bildes hochlad- hochgeladen upload | twice doppelt doppelte zweimal
de: code code codes sms tan bestätigungscode- verifizier-
de: terminal kartenterminal- kartenleser- kartengerät- terminal terminals
de: wrong falsch- falschlieferung- verwechsel- verkehrte vertauscht | battery akku akkus batterie- akkulaufzeit entlädt
de: price preis preise preisen | support kundenservice kundendienst support hotline chat warteschleife
de: voucher gutschein- rabattcode- rabatt coupon | notif benachricht- push mitteilung- pushnachricht-
de: points punkte punkt bonuspunkt- treuepunkt- | video video videos stream streams ruckel-
de: map standort standorte gps navi ortung | charg verbucht eingezogen
fr: cancel résili- annul- désabonn- désinscri- abonnement- | refund rembours-
fr: sound son sons audio entend- entends muet muette | photo photo photos image images télévers- upload
fr: code code codes sms vérification | terminal tpe terminal terminaux lecteur | wrong trompé trompés erroné-
fr: battery batterie- autonomie | price prix tarif tarifs
fr: support sav support chat conseiller- hotline assistance joindre joignable- | voucher coupon- promo réduction-
fr: notif notif- alerte alertes push | points point points cagnotte | video vidéo vidéos stream- lag lecture
fr: map gps localis- | twice double doublon | crash ferme freeze fige
es: cancel cancel- suscripci- membresía anul- | refund reembols- devoluci- devuelv- devolv-
es: sound sonido audio sonidos suena oye oigo escucha escucho mudo silencio | photo foto fotos imagen imágenes fotografía-
es: code código códigos sms verificación | terminal datáfono- tpv posnet terminal lector
es: wrong equivocad- erróne- incorrect- | battery batería- descarg- pila | price precio precios tarifa
es: support atención soporte chat asesor- agente agentes hotline contestan responden | voucher cupón cupones descuento-
es: notif notificaci- avisos push alertas | points puntos punto | video vídeo vídeos video videos streaming traba buffer-
es: map mapa mapas ubicaci- gps localiz- | twice doble duplicad- | charg debit- descont-
pt: cancel cancel- assinatura- plano desinscr- | refund reembols- estorn- devolu- ressarc-
pt: sound som áudio audio mudo ouvir ouço | photo foto fotos imagem imagens upload anexar anexo fotografia-
pt: code código códigos codigo sms verificação token | terminal maquininha- terminal multibanco tpa
pt: wrong errad- engano trocad- | battery bateria- descarreg- | price preço preços preco
pt: support suporte atendimento atendente- chat sac responde respondem | voucher cupom cupão cupons desconto- promo-
pt: notif notifica- avisos push | points ponto pontos | video vídeo vídeos video buffer- | map mapa mapas localiza- gps
pt: crash fecha- fechando crash- trava- travando cai caindo parou parando | twice dobro duplicad-
pt: parcel encomendas chegou chegar
it: cancel disdi- disdett- annull- abbonament- disiscri- | refund rimbors-
it: sound audio suono suoni sento sente muto volume | photo foto immagin- upload | code codice codici sms otp verifica
it: terminal pos terminal- lettore bancomat | wrong sbagliat- errat- | battery batteri- scaric- | price prezz-
it: support assistenza supporto chat operator- risponde rispondono | voucher coupon sconto sconti
it: notif notific- avvisi push | points punti punto | video video filmat- stream- buffer- scatti
it: map mappa mappe posizione gps | twice doppi- | crash crasha arresta
nl: cancel opzeg- opgezegd annuleer- abonnement- lidmaatschap- afmeld- | refund terugbeta- teruggestort refund-
nl: sound geluid- audio hoor stil dempen | photo foto foto's afbeelding- uploaden upload-
nl: code code codes sms verificatie- | terminal pinautomaat pinapparaat pinnen kaartlezer- betaalautomaat
nl: wrong verkeer- fout foute verwissel- | battery batterij- accu accu's | price prijs prijzen
nl: support klantenservice- helpdesk chat support medewerker- bereik-
nl: voucher kortingscode- kortingsbon cadeaubon- waardebon- korting | notif melding- notificatie- pushmelding-
nl: points punten punt spaarpunt- | video video video's filmpje- buffer- stream- hapert | map locatie- gps
nl: twice dubbel dubbele tweemaal | crash crasht vastgelopen sluit
pl: cancel anulow- rezygn- subskrypc- wypowied- abonament- | refund zwrot- zwrac- zwróć- oddaj- pieniądze
pl: sound dźwięk- audio głos słychać wycisz- | photo zdjęć- zdjęci- foto- fotk- obraz-
pl: code kod kodu kody kodem sms smsa smsy | terminal terminal- czytnik- | wrong pomyłk- pomyli- błędn- niewłaściw-
pl: battery bateri- baterii rozład- akumulator- | price cena ceny cenę cenie cen cenach
pl: support infolini- wsparci- konsultant- czat- chat dodzwon- | voucher kupon- rabat- voucher- bon | notif powiadom- push
pl: points punkt- | video wideo video zacina buffor- | map mapa mapie mapy lokaliz- gps | twice podwój- dwukrotn-
cs: cancel zruš- předplatn- odhlásit vypověd- členstv- | refund vrác- vrát- refund- peníze | sound zvuk- audio slyš- ticho
cs: photo fotk- foto- obráz- nahrá- | code kód- kod sms ověřov- | terminal terminál- čtečk- | wrong špatn- omyl záměn-
cs: battery bateri- vybíj- výdrž | price cena ceny cenu ceně cen cenou cenách
cs: support podpor- infolink- zákaznick- chat chatu operátor- dovol- | voucher kupón- kupon- voucher- slev- poukaz-
cs: notif notifik- upozorn- oznám- | points bod- bodů | video vide- stream- seká | map map- poloh- gps
cs: twice dvakrát dvojit-
sk: cancel zruš- predplatn- členstv- | refund vrát- peniaze | sound zvuk- audio počuť | photo fotk- foto- obráz- nahrá-
sk: code kód- sms overov- | terminal terminál- čítačk- | wrong nesprávn- omyl | battery batéri- vybíj-
sk: price cena ceny cenu cene cien cenou | support podpor- infolink- chat zákazníck- | voucher kupón- zľav- poukaz-
sk: notif notifik- upozorn- | points bod- | video vide- seká | map map- poloh- gps | twice dvakrát dvojit-
sv: cancel avslut- uppsäg- prenumeration- abonnemang- medlemskap- avbeställ- | refund återbetal- pengarna tillbaka
sv: sound ljud- hör tyst | photo foto foton bild bilder bilden uppladdning- | code kod koden koder sms verifiering-
sv: terminal kortterminal- terminal- kortläsar- | wrong fel felaktig- felleverans | battery batteri-
sv: price pris priset priser | support kundtjänst support chatt- chat kundservice svarar
sv: voucher rabattkod- kupong- presentkort- värdekod- | notif notis- notifikation- avisering- push | points poäng-
sv: video video- buffrar hackar | map karta kartan position- gps | twice dubbelt dubbla
da: cancel opsig- afmeld- abonnement- medlemskab- annuller- | refund refun- tilbagebetal- pengene penge
da: sound lyd- hør hører | photo foto- billed- uploade upload- | code kode koden koder sms bekræftelse-
da: terminal terminal- kortlæser- dankort- | wrong forkert- | battery batteri- | price pris prisen priser priserne
da: support kundeservice support chat chatten svarer | voucher rabatkode- gavekort- kupon-
da: notif notifikation- besked- push | points point points pointene | video video- film hakker buffer-
da: map lokation- gps placering-
no: cancel avslutt- oppsi- abonnement- medlemskap- avmeld- | refund refun- tilbakebetal- pengene | sound lyd- hører
no: photo bilde- foto- opplasting- | code kode koden sms engangskode- | terminal terminal- kortleser- | battery batteri-
no: price pris prisen priser prisene | support kundeservice kundestøtte chat chatten svarer
no: voucher rabattkode- gavekort- kupong- | notif varsel varsler varsling- push | points poeng- | video video- hakker
no: map kart kartet posisjon- gps
fi: cancel perua peruut- perun- peru irtisano- jäsenyy- lopettaa | refund hyvity- palautu- rahat rahoja palauttak-
fi: sound ään- ääni kuulu- mykk- | photo kuva kuvat kuvan kuvaa kuvien valokuv-
fi: code vahvistuskood- tekstivies- tunnusluku- varmistuskood- varmennuskood- | terminal maksupääte- kortinlukija- pääte
fi: wrong väär- väärä virheelli- | battery akku akun akkua akkuni patteri | price hinta hinnat hinnan hintoj- hinto-
fi: support asiakaspalvelu- tuki chat chatti chatissa vastaa
fi: voucher alennuskood- alekood- koodi koodia koodin lahjakort- kuponki- kupongi- | notif ilmoitu- push
fi: points piste- pisteet bonuspiste- | video video- pätk- toisto suoratoist-
fi: map kartta kartal- kartan sijain- gps paikan- | twice kahdesti kahteen tuplana tupla-
et: cancel tühista- liikmesus- | refund tagasi tagasimakse raha | sound heli heliga vaikne | photo foto fotot pilt pilti
et: code kood koodi koodid sms | terminal terminal- kaardilugeja- makseterminal- | battery aku akut akud
et: price hind hinnad hinna hinda | support klienditugi klienditeenin- chat vasta
hu: cancel lemond- előfizet- tagság- törölni | refund visszatér- visszautal- visszafiz- pénzem pénzt
hu: sound hang hangja hangot néma hallok hallat- | photo fotó- kép képet képek képeket feltölt- | code kód- kódot sms
hu: terminal terminál- kártyaolvasó- pos | wrong téves téved- elírt | battery akku- akksi- lemerül- merül
hu: price ár árat árak ára áron árcédul- polccímk- | support ügyfélszolgál- chat chaten támogat- operátor-
hu: voucher kupon- kedvezménykód- utalvány- ajándékkárty- | notif értesít- push
hu: points pont pontok pontom pontjaim hűségpont- | video videó- akad akadozik lejátsz-
hu: map térkép- helyzet- gps helymeghatár- | twice kétszer dupla duplán
ro: cancel anul- dezabon- abonament- reziliez- | refund ramburs- retur- banii înapoi | sound sunet- audio aud aude
ro: photo poz- foto- imagin- upload | code cod codul codului coduri sms verificare | terminal pos terminal- cititor-
ro: wrong greșit- greși- | battery bateri- descarc- | price preț- prețul | support suport chat operator- răspunde
ro: voucher voucher- cupon- reducer- | notif notific- alert- push | points punct- puncte
ro: video video- redare buffer- sacad- | map hart- locați- gps | twice dublu dubl-
el: cancel ακυρώ- ακύρω- συνδρομ- διαγραφ- | refund επιστροφ- επιστρέφ- χρήματα λεφτά | sound ήχο- ήχος ακού-
el: photo φωτο- φωτογραφ- εικόν- ανεβά- ανεβαίν- μεταφόρτωσ- | code κωδικ- sms | terminal τερματικ- pos
el: wrong λάθος λανθασμ- | battery μπαταρ- αδειάζ- | price τιμή τιμές τιμών
el: support εξυπηρέτησ- υποστήριξ- chat απαντά- απαντ- | voucher κουπόν- εκπτωτικ- δωροκάρτ- έκπτωσ- | notif ειδοποι-
el: points πόντο- πόντοι πόντους | video βίντεο αναπαραγωγ- stream buffering | map χάρτ- τοποθεσ- gps | twice διπλ- διπλά
el: crash κλείνει κλείν- κρασάρ- κρασ-
tr: cancel iptal- abonelik- aboneliğ- üyelik- üyeliğ- | refund iade- iadem- para paramı param paranın
tr: sound ses sesi sesler sessiz duyul- duyam- | photo fotoğraf- resim- resmi foto- görsel- | code kod- doğrulama sms onay
tr: terminal pos posu pos'u | wrong yanlış- hatalı | battery batarya- pil pili pilim şarj- şarz- | price fiyat- fiyatı
tr: support müşteri destek- temsilci- canlı çağrı cevap | voucher kupon- indirim- hediye | notif bildirim- | points puan-
tr: video video- kasıyor takılıyor | map harita- konum- gps
ru: cancel отмен- подписк- отписа- отписк- | refund возврат- верните вернуть вернули вернут вернёте возвращ- деньги
ru: sound звук- аудио слышно слышу тишина | photo фото- фотк- картинк- изображен- снимк-
ru: code код кода коды кодом смс смск- подтвержден- | terminal терминал- эквайринг-
ru: wrong неправильн- неверн- перепута- ошибочн- | battery аккумулятор- разряжа-
ru: price цена цены цену цене цен ценой ценник- стоимост-
ru: support поддержк- оператор- чат чате чату дозвон- колцентр- дозвани- | voucher промокод- купон- скидк- сертификат-
ru: notif уведомлен- оповещ- пуш пуши | points балл- баллов бонус- | video видео ролик- тормоз- буфер- подвиса-
ru: map геолокац- местоположен- gps | twice дважды двойн-
uk: cancel скасув- скасов- підписк- відписа- відмін- | refund повернен- поверн- кошти гроші
uk: sound звук- чути чую аудіо тиша | photo фото- світлин- картинк- | code код кода коду коди кодом смс
uk: terminal термінал- еквайринг- | wrong неправильн- невірн- переплута- | battery акумулятор- розряджа-
uk: price ціна ціни ціну ціні цін ціною цінник- | support підтримк- оператор- чат чаті додзвон-
uk: voucher промокод- купон- знижк- сертифікат- | notif сповіщен- пуш пуші | points бал бали балів бонус-
uk: video відео ролик- гальму- буфер- | map мапа мапі геолокац- місцезнаходж- gps | twice двічі подвійн-
bg: cancel абонамент- отпис- прекрат- | refund възстанов- връща- пари парите | sound звук- чува аудио
bg: photo снимк- снимка качи- кача- | code код кода кодът sms смс | terminal терминал- пос посът
bg: wrong греш- грешен объркан- | battery батери- изтощ- | price цена цената цени цените
bg: support поддръжк- чат чата отговаря | voucher купон- ваучер- отстъпк- промокод- | notif известия известие нотификац-
bg: points точк- бонус- | video видео клип- | map локац- местоположен- gps
hr: cancel otkaz- pretplat- članst- poništ- | refund povrat- vrat- novac | sound zvuk- čuje
hr: photo fotk- fotograf- slik- učita- | code kod kôd koda sms potvrd- | terminal pos terminal-
hr: wrong pogreš- kriv- krivi | battery bateri- prazn- | price cijen- | support podršk- korisničk- chat operater- javlja
hr: voucher kupon- popust- bon | notif obavijest- notifikac- | points bodov- bod- | video video- snimk- zapinje
hr: map karta lokacij- gps | twice dvaput dvostruk-
sr: cancel otkaz- pretplat- отказ- претплат- | refund povrać- vrat- povrat- повраћ- | sound zvuk- звук-
sr: photo slik- fotograf- слик- | code kod koda sms код кода смс | terminal terminal- pos терминал-
sr: wrong pogreš- погреш- | battery bateri- батери- | price cena cene cenu цена цене цену | support podršk- подршк- chat
sr: notif obavešt- обавешт- | points poen- bodov- поен-
ar: cancel الغاء إلغاء الإلغاء الغي ألغي اشتراك الاشتراك اشتراكي -شتراك-
ar: refund استرجاع استرداد -استرجاع- -استرداد- -مسترد- المبلغ مبلغ فلوسي فلوس الفلوس فلوسنا مبلغي
ar: sound صوت الصوت الأصوات اسمع أسمع -صوت- | photo صورة صور الصورة الصور صورتي -صور-
ar: code كود الكود رمز الرمز -كود- -رمز- تفعيل التفعيل التحقق تحقق otp | terminal مدى مكينة المكينة | wrong غلط غلطان
ar: battery بطارية البطارية بطاريتي -بطاري- | price سعر السعر اسعار أسعار الأسعار الاسعار -سعر- -سعار-
ar: support العملاء الدعم دعم -دعم- يرد ترد يردون | voucher كوبون الكوبون قسيمة -كوبون-
ar: notif اشعارات إشعارات الاشعارات الإشعارات اشعار إشعار تنبيه تنبيهات -شعار- | points نقاط النقاط نقاطي -نقاط-
ar: video فيديو الفيديو الفيديوهات مقطع المقطع -فيديو- | map خريطة الخريطة موقع الموقع لوكيشن -خريط- | twice مرتين -مرتين-
he: cancel לבטל ביטול -ביטול- מנוי המנוי -מנוי- -מינוי- | refund החזר ההחזר זיכוי הכסף כסף -החזר- -זיכוי-
he: sound סאונד צליל קול שומע שומעת שומעים -סאונד- -צליל- | photo תמונה תמונות -תמונ- | code קוד הקוד sms אימות -סמס-
he: terminal -מסוף- -מסופ- | wrong טעות שגוי | battery סוללה -סולל- נגמרת | price מחיר מחירים -מחיר-
he: support נציג נציגה -נציג- -צ'אט- מוקד המוקד עונה עונים תמיכה | voucher -קופון- קופון שובר -שובר- הנחה
he: notif התראות התראה -התרא- | points נקודות הנקודות -נקודות- | video סרטון וידאו -סרטונ- -וידאו-
he: map מפה המפה מיקום המיקום -מיקום- | twice פעמיים כפול
fa: cancel لغو کنسل اشتراک اشتراکم | refund برگشت بازگشت پولم پول پولمو وجه عودت | sound صدا صدای صداش صوت بی‌صدا
fa: photo عکس عکسا عکس‌ها عکسام تصویر آپلود | code کد رمز پیامک پیامکی تایید | terminal کارتخوان پوز
fa: wrong اشتباه غلط اشتباهی | battery باتری باطری | price قیمت قیمت‌ها قیمتا قیمتش
fa: support پشتیبانی پشتیبان چت جواب پاسخ | voucher کوپن تخفیف کدتخفیف
fa: notif -نوتیف- نوتیف نوتیفیکیشن اعلان اعلان‌ها -اعلان- هشدار | points امتیاز امتیازات امتیازام | video ویدیو ویدئو فیلم
fa: map نقشه موقعیت لوکیشن
hi: cancel कैंसल कैंसिल रद्द सब्सक्रिप्शन सदस्यता | refund रिफंड रिफ़ंड पैसे पैसा वापस वापसी
hi: sound आवाज आवाज़ साउंड ऑडियो सुनाई | photo फोटो फ़ोटो तस्वीर तस्वीरें इमेज अपलोड | code ओटीपी कोड otp वेरिफिकेशन
hi: terminal मशीन पीओएस स्वाइप | wrong गलत ग़लत galat | price कीमत दाम प्राइस | support कस्टमर सपोर्ट केयर चैट जवाब
hi: voucher कूपन वाउचर डिस्काउंट छूट | notif नोटिफिकेशन सूचना अलर्ट | points पॉइंट पॉइंट्स प्वाइंट अंक
hi: video वीडियो विडियो बफरिंग | map मैप नक्शा लोकेशन
bn: cancel বাতিল ক্যান্সেল সাবস্ক্রিপশন | refund ফেরত রিফান্ড টাকা রিফান্ডের টাকাটা | sound শব্দ সাউন্ড আওয়াজ অডিও
bn: photo ছবি ফটো আপলোড | code কোড ওটিপি otp | price দাম মূল্য | support সাপোর্ট কাস্টমার চ্যাট উত্তর
bn: voucher কুপন ভাউচার ডিসকাউন্ট | map ম্যাপ লোকেশন | twice দুইবার দুবার
ta: cancel ரத்து சந்தா கேன்சல் | refund பணம் ரீஃபண்ட் திருப்பி | sound சத்தம் ஒலி ஆடியோ கேட்கவில்லை
ta: photo புகைப்பட- போட்டோ | code ஓடிபி otp குறியீடு | wrong தவறான தவறு | support வாடிக்கையாளர் பதில்
ta: voucher கூப்பன்- கூப்பனை தள்ளுபடி coupon | notif அறிவிப்பு- நோட்டிஃபிகேஷன் | points புள்ளி- பாயிண்ட்
th: cancel ยกเลิก สมาชิก | refund คืนเงิน เงินคืน | sound เสียง | photo รูป ภาพ อัปโหลด อัพโหลด
th: code รหัส โค้ด otp โอทีพี | terminal เครื่องรูด เครื่องรับบัตร | wrong ผิด ไม่ตรง | battery แบต แบตเตอรี่ | price ราคา
th: support แอดมิน คอลเซ็นเตอร์ เจ้าหน้าที่ แชท ไม่ตอบ | voucher คูปอง โค้ดส่วนลด ส่วนลด | notif แจ้งเตือน
th: points แต้ม คะแนน พอยท์ | video วิดีโอ คลิป กระตุก | map แผนที่ ตำแหน่ง โลเคชั่น | twice สองรอบ สองครั้ง ซ้ำ เบิ้ล
th: charg หัก เก็บเงิน
vi: parcel đơn hàng giao ship | late trễ chậm muộn lâu | cancel hủy huỷ | photo ảnh hình | code mã otp
vi: wrong sai nhầm lộn | battery pin sạc | support hotline tổng đài cskh tư vấn rep | voucher voucher coupon giảm
vi: points điểm xu | video video giật lag | crash văng thoát sập treo
id: cancel batal- langganan berlangganan membatalkan dibatalkan unsubscribe
id: refund refund pengembalian kembalikan dikembalikan balikin uang duit | sound suara suaranya audio bunyi
id: photo foto gambar fotonya upload unggah | code kode otp otpnya kodenya verifikasi | terminal edc mesin gesek
id: wrong salah keliru | battery baterai batre batere | price harga harganya
id: support cs customer chat dibales dibalas respon | voucher voucher kupon promo diskon
id: notif notif- notifikasi pemberitahuan | points poin poinku poinnya point | video video videonya ngelag buffering
id: map peta lokasi lokasinya maps gps | twice dobel double
ms: cancel batal- langganan | refund refund bayaran pulang duit | sound suara bunyi audio | photo gambar foto
ms: code kod otp | support khidmat pelanggan chat jawab | voucher baucar kupon | notif notifikasi pemberitahuan
ms: points mata point | map peta lokasi
tl: cancel cancel macancel subscription | refund refund ibalik pera marefund | sound tunog audio marinig sound
tl: photo litrato picture larawan photo upload | code code otp | wrong mali maling | battery battery lowbat nalolowbat
tl: price presyo price | support support sumasagot agent customer chat | voucher voucher coupon promo
tl: notif notification notif abiso | points points puntos point | video video naglalag | map mapa location gps
ja: cancel 解約 キャンセル 退会 サブスク | refund 返金 払い戻し | sound 音 音声 無音 | photo 写真 画像 アップロード
ja: code コード 認証 SMS ワンタイム | terminal 端末 決済機 カードリーダー 読み取り | wrong 違う 間違 誤配
ja: battery バッテリー 電池 | price 価格 値段 金額 料金 | support サポート 問い合わせ チャット 窓口 オペレーター
ja: voucher クーポン 割引コード ギフト券 | notif 通知 プッシュ | points ポイント | video 動画 カクつ
ja: map 地図 位置情報 マップ | twice 二重 2回 二回
ko: cancel 해지 취소 구독 탈퇴 | refund 환불 | sound 소리 음성 사운드 오디오 | photo 사진 이미지 업로드
ko: code 인증번호 인증 코드 | terminal 단말기 포스기 카드기 | wrong 잘못 오배송 | battery 배터리 | price 가격 금액
ko: support 상담 고객센터 채팅 문의 | voucher 쿠폰 할인코드 | notif 알림 푸시 | points 포인트 적립
ko: video 영상 동영상 끊겨 버퍼링 | map 지도 위치 | twice 두번 이중
zh: cancel 取消 退订 订阅 会员 续费 | refund 退款 退钱 | sound 声音 没声 音频 静音 | photo 图片 照片 上传
zh: code 验证码 短信 | terminal 刷卡机 pos机 读卡器 终端 | wrong 发错 不是我 | battery 电池 耗电 掉电 电量
zh: price 价格 价钱 标价 | support 客服 人工 | voucher 优惠券 优惠码 券 抵扣 | notif 通知 推送 提醒 | points 积分
zh: video 视频 卡顿 缓冲 | map 地图 定位 | twice 两次 双重
sw: cancel kughairi -ghairi kusitisha usajili kujitoa | refund -rudish- rudisheni marejesho
sw: code msimbo kodi otp nambari sms | wrong -kosea vibaya isiyo kimakosa
sw: support huduma wateja chat kujibu -jibu anayejibu | voucher kuponi vocha punguzo | notif arifa taarifa
sw: map ramani eneo | charg -katwa -kata -mekata -mekatwa -toza -tozwa -lipishwa -chukuliwa
am: parcel -እቃ- -ዕቃ- -ጥቅል- -ጥቅሌ- -ትዕዛዝ- -ትዕዛዜ- | late -ዘገየ- -ዘግይ- -ዘገያ- -ደረሰ- -ደርሰ- አልመጣም | notif -ማሳወቂያ-
am: refund -ገንዘብ- -ገንዘቤ- ተመላሽ | sound -ድምፅ- -ድምጽ- | photo -ፎቶ- -ምስል- | code -ኮድ- | battery -ባትሪ- | price -ዋጋ-
am: support -ደንበኛ- | video -ቪዲዮ- | points -ነጥብ- -ነጥቦ- | cancel -መሰረዝ- -ምዝገባ-
zu: late -bambezel- -ngakafiki | parcel iphasela -phasela iphakethe -phakethe -oda ioda -mpahla
zu: support usizo -phendul- -phenduli ucingo -siza -sizayo ichat -chat | refund imali -mali -buyisel-
zu: sound umsindo -sindo | photo isithombe -thombe izithombe | code ikhodi -khodi | battery ibhethri -bhethri
zu: price intengo amanani -nani | points amaphuzu -phuzu | video ividiyo -vidiyo | cancel -khansel- -bhaliso
ca: cancel cancel- subscripci- baixa | refund reembor- devoluci- | sound so àudio sona sento | photo foto fotos imatge-
ca: code codi codis sms | wrong equivocat- erroni- | battery bateri- | price preu preus | support atenció suport xat
ca: notif notificac-
ka: refund დაბრუნ- -აბრუნ- თანხ- ფულ- | sound ხმა ხმის ხმას | photo ფოტო- სურათ- | code კოდ- | battery ბატარე- ელემენტ-
ka: price ფას- | support მხარდაჭერ- ოპერატორ- ჩატ- | notif შეტყობინ- | points ქულ- | video ვიდეო- | cancel გაუქმ- გამოწერ-
lt: cancel atšauk- prenumerat- atsisak- | refund grąžin- pinig- | sound garsas garso garsą | photo nuotrauk-
lt: code kod- sms | wrong neteising- | battery bateri- akumuliator- | price kain- | support pagalb- aptarnavim-
lt: voucher kupon- nuolaid- | notif pranešim- | points tašk-
lv: cancel atcelt- abonement- | refund atmaks- naud- atgriez- | sound skaņ- | photo foto- bild- augšupielād-
lv: code kods kodu koda sms | wrong nepareiz- | battery bateri- akumulator- | price cena cenas cenu
lv: support atbalst- klientu | voucher kupon- atlaid- | notif paziņojum- | points punkt-
sl: cancel odpove- preklic- naročnin- | refund vračil- vrni- denar | sound zvok- | photo fotograf- slik-
sl: code kod- koda sms | wrong napačn- | battery bateri- | price cena cene ceno | support podpor- klepet
sl: voucher kupon- popust- bon | notif obvestil- | points točk-
"""

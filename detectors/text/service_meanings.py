"""More words of one meaning, as in `detectors.text.meaning_lists`: what people say of a service that is down, a payment, an
account and a delivery, each with the words around it (a connection is a signal, a network and a router; who is late is
waited for).

Many of these words are the same in several languages, so that none of them tells which language a text is in.
"""

from __future__ import annotations

SERVICE_MEANINGS = """
en: charg charg- billed billing debit- deducted | twice doubl double doubled doubles twice duplicat- dupe dupes
en: delet delet- eras- wiped wipes wiping | gone disappear- vanish- gone | refund refund- reimburs-
en: parcel parcel- package packages shipment- | voucher voucher- coupon- promo promocode- | notif notif- push
sv: internet nät nätet uppkoppling- anslutning- router- fiber- signal- täckning- mobildata | crash krasch- hänger fryser
sv: late väntar väntat dröj- | card betal- swish- | login lösenord- bankid | parcel spårning- bud budet levererat frakt-
sv: charg drogs dubbeldebiter- drar
da: internet internet net nettet forbindelse- router- signal- dækning- fiber- bredbånd- wifi | crash crash- fryser nedbrud-
da: late venter ventet | card betal- mobilepay | login adgangskode- kodeord- mitid | parcel sporing- fragt- leveret bud
da: charg opkræv- trækker
no: internet internet nett nettet forbindelse- ruter- dekning- signal- bredbånd- fiber- wifi | crash krasj- kræsj- fryser
no: late venter ventet | card betal- vipps | login passord- bankid | parcel sporing- frakt- levert | charg trukket belast-
fi: internet yhtey- verkko verkon reititi- modeem- laajakaist- signaali- kenttä kenttää wifi
fi: card maksu- maksa- maksam- | login salasan- | late odota- odott- viivy- | parcel seuranta- kuriiri- postin
fi: charg tuplavelo- laskute- laskutt- katevarau- | crash jäätyy
et: internet internet- levi võrk võrgu ühendus- ruuter- wifi | card maks- makse- | login parool- salasõna- | late oota-
et: charg debiteeri- | crash hangub
lv: internet internet- tīkl- savienojum- signāl- rūter- wifi | card maksā- norēķin- apmaks- | login parol- kontā
lv: late gaid-
lt: internet internet- ryš- tinkl- signal- wifi | card mokė- apmokė- atsiskait- | login slaptažod- paskyr- | late lauk-
lt: charg nuskaič- nuskait-
pl: internet łącz- łącze zasięg- sygnał- router- ruter- światłowod- | card płat- płac- zapłac- opłac- blik-
pl: login hasł- | late czekam czekamy czekać czekał- | crash sypie wysypuje crashuje | parcel doręcz- paczkomat- list
cs: internet připojen- signál- sítě síti router- spojení wifi | card plat- zaplat- zaplac- platb- | login heslo hesla heslem
cs: late čekám čekáme čekat čekal- | crash spadn- vypín- zavír- zavře vyhod- vyhaz- mrzne | charg strhn- odečt- naúčtov-
sk: internet internet- wifi pripojen- signál- sieť siete router- | card plat- zaplat- zaplac- platb- | login hesl-
sk: late čakám čakáme čakať čakal- | crash spadn- vypín- zatvár- vyhadz- | charg strhl- strhn- naúčtov- odpočít-
sl: internet internet- omrežj- povezav- signal- ruter- usmerjevalnik- wifi | card plač- plačil- | login gesl-
sl: late čaka- | crash zapre ugaša | charg bremen- odtrg- zaračun-
hr: internet internet- netu veza vezu signal- ruter- router- wifi mrež- | card plać- plaća- plati- platit-
hr: login lozink- šifr- zapork- ulog- logov- | late čeka- čekam | crash pada gasi zatvara puca izbacuje
hr: charg tereće- naplać- naplati- skinut- skinul- skidaj-
bs: internet internet- netu veza vezu signal- ruter- wifi mrež- | card plać- plati- | login lozink- šifr- | late čeka-
sr: internet internet- интернет- veza vezu веза везу mrež- мреж- signal- сигнал- ruter- рутер- wifi вајфај
sr: card kartic- plać- плаћ- plati- плати- | login prijav- ulog- logov- lozink- лозинк- šifr- шифр- | late kasn- čeka- чека-
sr: parcel paket- pošiljk- porudžbin- narudžb- isporuk- испорук- курир- kurir- | crash руши гаси затвара ruši gasi zatvara
sr: charg skinut- skinul- скинут- скинул- naplać- naplati- наплаћ- наплати-
bg: internet интернет- нета нетът връзка връзката мрежа- сигнал- рутер- обхват wifi | card плащ- плати- платя
bg: login парол- акаунт- | late чака- | crash изключва | charg удърж- изтегли- таксув- | parcel доставя-
mk: internet интернет- мрежа- сигнал- рутер- врска | card плаќ- плати- | login лозинк- | late чека-
ru: internet связь связи сеть сети сигнал- роутер- wifi вай-фай | login пароль пароля паролем аккаунт-
ru: card карта карты карту картой карте карточк- оплат- оплач- платёж- платеж- плати-
ru: late жду ждём ждем ждать ждал- ожида-
ru: crash вылета- виснет падает крашится | charg снимаете | parcel доставлен- доставит- привез- привёз- трек-
uk: internet інтернет- зв'язок зв'язку зв'язком мереж- сигнал- роутер- вайфай wifi | card оплат- платіж- платеж- сплат-
uk: login парол- акаунт- | late чекаю чекаємо чекати чекав- очіку- | crash виліта- зависа- | parcel доставл- привез-
be: internet інтэрнэт- сувяз- сетк- | late чака- | card аплат- плаці-
hu: internet hálózat- kapcsolat- térerő- jel router- | card fizet- kifizet- | login jelszó- jelszav- fiókom fiókomba
hu: late várok várunk vár várom várni | charg lehúz- levett- | crash elszáll- | parcel szállít- kézbesít-
ro: internet rețea- semnal- conexiun- router- | card plat- plăt- achit- | login parol- | late aștept- | charg dubla-
ro: parcel livrez-
el: internet σήμα ρούτερ router wifi | card πληρω- πληρώ- | late περιμέν- | parcel παραδο- μεταφορικ-
tr: internet bağlantı- şebeke- sinyal- modem- internetimiz | card öde- kartıyla kartın | login şifre- parola- hesab-
tr: late bekliyor- bekle- ulaşmadı gelmedi | crash kapan- donu- | charg kesil- kesti | parcel kurye- teslim-
az: internet internet- şəbək- siqnal- modem- | card ödə- | login şifr- parol- hesab- | late gözlə- gəlmədi
ar: internet شبكة الشبكة شبكه الشبكه اتصال الاتصال راوتر الراوتر نتي wifi | card دفع الدفع ادفع أدفع فيزا الفيزا بالفيزا
ar: login باسورد الباسورد حسابي | late انتظر أنتظر انتظار الانتظار بانتظار | crash يهنق معلق | charg انسحب
ar: parcel وصل وصلت وصلني وصلتني يوصل توصل يوصلني المندوب مندوب
he: internet רשת הרשת ראוטר הראוטר קליטה חיבור החיבור נט הנט wifi | card תשלום התשלום לשלם משלם משלמת שילמתי
he: login סיסמה הסיסמה סיסמא | late מחכה מחכים ממתין ממתינה ממתינים | parcel הגיע הגיעה להגיע יגיע תגיע
he: crash קורסים נופל נופלת נתקעים
fa: internet شبکه آنتن مودم wifi | card پرداخت پرداختم درگاه | late منتظر منتظرم نرسید نرسیده نیومده | parcel پیک کالا
fa: charg کم
ur: internet انٹرنیٹ نیٹ نیٹورک نیٹ‌ورک وائی سگنل wifi | card ادائیگی پیمنٹ | late انتظار | charg کٹ کٹے کاٹ
hi: internet सिग्नल वाईफाई वाई-फाई wifi net network signal | card भुगतान पेमेंट पेमेन्ट यूपीआई upi payment
hi: login पासवर्ड | late इंतजार इंतज़ार | charg deduct कटी cut
mr: internet इंटरनेट नेट नेटवर्क सिग्नल | card पेमेंट | late वाट | login पासवर्ड
bn: internet ইন্টারনেট নেট নেটওয়ার্ক সিগন্যাল ওয়াইফাই | card পেমেন্ট | login পাসওয়ার্ড | late অপেক্ষা | charg কেটে কাটা কেটেছে
gu: internet ઇન્ટરનેટ નેટ નેટવર્ક | card પેમેન્ટ
pa: internet ਇੰਟਰਨੈੱਟ ਨੈੱਟ ਨੈੱਟਵਰਕ | card ਪੇਮੈਂਟ
ta: internet இணைய- இணையம் நெட் நெட்வொர்க் வைஃபை சிக்னல் wifi | card கட்டண- பேமெண்ட் செலுத்த- upi | login கடவுச்சொல்
ta: late காத்திரு- | crash கிராஷ்
te: internet ఇంటర్నెట్ నెట్ సిగ్నల్ వైఫై | card చెల్లింపు పేమెంట్ | login పాస్‌వర్డ్
kn: internet ಇಂಟರ್ನೆಟ್ ನೆಟ್ | card ಪಾವತಿ ಪೇಮೆಂಟ್
ml: internet ഇന്റർനെറ്റ് നെറ്റ് | card പേയ്മെന്റ്
th: internet สัญญาณ เราเตอร์ | card ชำระเงิน จ่ายเงิน | login รหัสผ่าน เข้าระบบ | late ยังไม่ได้รับ ยังไม่ถึง ยังไม่มา รอนาน
th: crash หลุด ดับเอง
vi: internet sóng | card thẻ thanh toán | login nhập khẩu | late chờ đợi | parcel kiện bưu shipper | charg trừ
id: internet koneksi | card pembayaran bayar membayar dibayar transaksi | login password sandi | late nunggu menunggu tunggu
id: parcel sampai nyampe | charg motong kepotong
ms: internet internet liputan talian wifi | card pembayaran transaksi bayar | login laluan | late tunggu menunggu
ms: parcel item sampai hantar | wrong lain tersilap silap | charg potong dipotong
tl: internet internet net wifi signal data network | card bayad magbayad payment | login password | late hintay naghihintay
tl: parcel dumating dumadating dating rider | charg kaltas nakaltasan bawas nabawasan kinaltasan
sw: internet wifi network | card malipo kulipa lipa | login nenosiri nywila | late -subiri
zu: internet inthanethi -nethi | card -khokha inkokhelo | login iphasiwedi -phasiwedi | late -linda -linde -lindile
zu: parcel iphakheji -phakheji ukulethwa -letha
ka: internet სიგნალ- კავშირ- | card გადახდ- ვიხდი- | login პაროლ- | late ველოდ-
hy: internet ինտերնետ- ցանց- կապ կապը | card վճար- | login գաղտնաբառ- | late սպաս-
kk: internet интернет- желі- байланыс- | card төле- | late күт-
uz: internet internet- tarmoq- aloqa- | card to'lov- to'la- | login parol- | late kut-
ja: internet 繋がら つながら 電波 圏外 | card 支払 決済 | login パスワード
ja: late 届く 届き 来ない 来て 待って | parcel 発送 追跡 輸送
ja: charg 引かれ | crash 起動
zh: internet 网速 信号 没网 路由器 | card 支付 付款 结账 | login 密码 账号 | late 没到 未到 等了 | parcel 收货 送达 运输
zh: crash 黑屏 卡住 退出 | charg 扣钱
ko: internet 신호 네트워크 | card 결제 지불 | login 비밀번호 계정 | late 기다 | parcel 도착 발송 | crash 멈춤
es: internet señal conexión red router | card pag- tarjeta- | login contraseñ- sesión | late esper- | crash congela
es: parcel llega llegó llegado repartidor
pt: internet sinal conexão rede roteador | card pag- pix | login senha- | late esperando aguardando
it: internet internet rete connession- linea segnale wifi router adsl fibra | card carta carte pag- | login password
it: late aspett-
nl: internet verbinding- netwerk- router- | card betal- ideal | login wachtwoord- | late wacht-
de: internet verbindung- empfang router- leitung- | card karte karten kartenzahlung- kreditkarte- bezahl- zahlung- zahlen
de: login passwort- | late warte warten wartet verspät-
fr: internet réseau- box fibre signal | card carte cartes cb paie- paiement- payer paye | late attend- attente
ca: internet internet xarxa senyal connexió wifi | card pag- | late esper-
sv: open öppn- startar starta laddar laddas sidan sajt- hemsida-
da: open åbn- starter indlæs- hjemmeside-
no: open åpn- starter laster nettside-
fi: open auke- avau- käynnis- lataudu- sivu sivusto- sivut
et: open avan- avane- käivit- laadi- leht lehekülg-
lv: open atver- palaiž- ielādē- lapa lapas
lt: open atsidar- atidar- įsijung- kraun- puslap-
pl: open otwier- otworz- uruchom- uruchami- ładuj- wczyt- stron-
cs: open otevř- otevír- spust- spouš- načít- načte načet- strán-
sk: open otvor- otvár- spust- spúšť- načít- strán-
sl: open odpr- odpir- zagn- zažen- nalaga- nalož- stran-
hr: open otvor- otvar- pokren- pokreć- učitav- stranic-
sr: open otvor- otvar- отвор- отвар- pokreć- покрећ- učitav- учитав- sajt- сајт- stranic- страниц-
bg: open отвар- отвор- зарежд- страниц- сайт- стартир-
ru: open открыва- открыть откро- загруж- загруз- грузит- грузят- запуска- запуст- сайт- страниц-
uk: open відкри- завантаж- вантаж- запуска- сайт- сторінк-
hu: open megnyit- nyíl- elindul- betölt- oldal oldala weboldal- honlap-
ro: open deschi- porneș- pornește încarc- site- pagin-
el: open ανοίγ- ανοιγ- άνοιγ- φορτών- ξεκινά- σελίδ- σάιτ
tr: open açıl- açam- açıp açmıyor yüklen- yüklenmiyor site sitesi siteye sayfa-
az: open açıl- açmır yüklən- sayt- səhifə-
ar: open يفتح تفتح افتح أفتح تفتحش بيفتح يحمل التحميل موقعكم الصفحة
he: open נפתח נפתחת לפתוח נטען נטענת לאתר האתר אתר הדף
fa: open اجرا سایت صفحه لود
ur: open کھل کھلتی کھلی کھلتا کھولتا سائٹ ویب
hi: open खुल खुलता खुलती खुली खोल खुला लोड साइट वेबसाइट
bn: open খুলছে খুলে খোলে খুলি খুলতে লোড সাইট ওয়েবসাইট
ta: open திறக்க- லோட் தளம்
vi: open mở tải
id: open buka kebuka dibuka terbuka membuka loading situs web
ms: open buka dibuka terbuka laman
ka: open იხსნ- გახსნ- ჩაირთ- ირთვ- იტვირთ- საიტ-
ja: open 開か 開け 開く 読み込 サイト ページ
zh: open 打开 加载 网站 网页 官网
ko: open 열리 열려 안열 로딩 사이트 홈페이지
th: open เปิด โหลด เว็บ
de: open öffn- startet starten lädt geladen website webseite
nl: open opent openen start opstart- laadt website site pagina
fr: open ouvr- démarr- chargement site page
es: open abre abrir abren cargar página web sitio
pt: open abre abrir abrem carrega- página site
it: open apre aprir- aprono avvia caricament- sito pagina
sw: open funguka fungua kufungua -funguki tovuti
"""

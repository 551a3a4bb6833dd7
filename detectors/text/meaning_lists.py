"""Words of one meaning by language, for the few things that people of every brand report: a line a language, then the
meaning (an English stem) and its words, the first of which is the term of all. A hyphen stands for the rest of a word, or
for its beginning."""

from __future__ import annotations

MEANINGS = """
af: login aanmeld- inteken- inlog- | card kaart kaarte kredietkaart- bankkaart-
af: parcel pakkie- bestelling- aflewering-
af: late laat vertraag- | heat verwarm- verhitting- radiator-
ar: login دخول الدخول ادخل أدخل يدخل ادخال بالدخول للدخول لوجن لوقن
ar: card بطاقة البطاقة بطاقتي ببطاقة بالبطاقة بطاقات الكرت كرت
ar: parcel طرد الطرد طردي شحنة الشحنة شحنتي طلب الطلب طلبي طلبية الطلبية طلبيتي التوصيل توصيل الشحن
ar: late تأخر متأخر متاخر تاخر تأخير التأخير تاخير يتأخر
ar: declin مرفوضة مرفوض رفض ترفض رفضت يرفض | crash يعلق علق تعليق ينهار انهار يغلق كراش بيقفل
az: login girə girmir giriş girişi girişdə daxil girmək girəm | card kart kartım kartı kartla kartdan
az: heat istilik istiliy- radiator-
az: parcel sifariş- bağlama- çatdırılma- kuryer- göndəriş- | late gecik- gec | declin rədd imtina
az: crash çök- donur bağlanır qapanır
be: login увайсц- увайш- уваход- лагін- | card картк- карту карта картай | parcel пасылк- заказ- дастаўк-
be: heat ацяплен- батарэ-
bg: login вляза влизам влиза влизане вход входа входът вхожда логна логин логв- вписв- впиша
bg: card карта картата карти картите
bg: parcel пратка- пратката поръчка- доставк- колет- куриер- | late закъсн- закъсня- забав- бави
bg: declin отказ- отхвърл- | crash срива- забива затваря крашва изгасва
bg: heat парно парното отоплен- радиатор-
bn: login লগইন লগিন ঢুকতে প্রবেশ সাইনইন | card কার্ড কার্ডে কার্ডের কার্ডটা কার্ডই
bn: parcel পার্সেল পার্সেলটা অর্ডার অর্ডারটা ডেলিভারি ডেলিভারির প্যাকেজ কুরিয়ার
bn: late দেরি দেরিতে দেরী লেট বিলম্ব | declin রিজেক্ট ডিক্লাইন প্রত্যাখ্যান | crash ক্র্যাশ ক্রাশ হ্যাং
bs: login prijav- ulogov- logov- logira- | card karti- kartu kartic- | parcel paket- pošiljk- narudžb- dostav-
bs: late kasn- kašnj- zakasn- | heat grijanj- radijator-
ca: login accedir accedeix- entrar entro inici iniciar | card targeta targetes
ca: parcel paquet- comand- lliurament- enviament- | heat calefacci- radiador-
cs: login přihlá- přihlas- přihlaš- nepřihlás- odhlaš- login- logov- zalogov-
cs: card karta karty kartu kartou kartě kreditk-
cs: parcel balík- zásilk- objednávk- doručen- dodávk- kurýr- | late zpoždě- pozdě zpožďuj- nedoraz- nepřiš-
cs: declin zamít- odmít- | crash padá spadl- pad- zasek- zamrz-
cs: heat topen- topí netop- netopí radiátor- topit
cy: login mewngofnod- logio | parcel parsel archeb- | late hwyr | heat gwres- gwresogi
da: login log logge logger indlog- logind | card kort kortet betalingskort-
da: parcel pakke- ordre- bestilling- levering- forsendelse- | late forsink- | declin afvis- afslå-
da: heat varme varmen radiator- fjernvarm-
de: login anmeld- einlogg- eingeloggt login- logge loggt loggen angemeldet
de: parcel paket- sendung- lieferung- bestellung- päckchen zustellung- | heat heizung- heizkörper- heizt fernwärme-
de: declin abgelehnt ablehn- zurückgewiesen verweigert | crash absturz- abstürz- stürzt abgestürzt
el: login συνδε- σύνδε- συνδέ- συνδεθ- λογκιν λόγκιν εισέλθ- είσοδο- μπω μπαίν- | card κάρτ- καρτ-
el: declin απορρίπτ- απορρίφθ- απόρριψ- απέρριψ-
el: parcel δέμα δέματ- παραγγελί- παράδοσ- αποστολ- κούριερ πακέτο | late καθυστερ- άργησ- | heat θέρμανσ- καλοριφέρ
el: crash κλείνει κρασάρ- κολλάει κόλλησ-
es: login acceder iniciar ingresar entrar loguear- logear- logue- | parcel paquet- pedido- envío- entrega- encomienda-
es: declin rechaz- deneg- declin- | heat calefacci- radiador- | late retras- demor- atras-
es: crash cierra cuelga crashe- crash-
et: login sisse logi- logim- sisselog- | card kaart kaardi kaardiga kaarti kaardid pangakaar-
et: parcel pakk paki- pakki saadetis- tellimus- tarne- | late hilin- viibi- | heat küte küt- kütte radiaator-
et: crash sulgub jookseb kokku
eu: login sartu hasi logeatu | card txartel- | parcel pakete- eskaera- bidalketa- | late berandu atzerat-
eu: heat berogailu- berokuntz-
fa: login وارد ورود لاگین | card کارت کارتم کارتمو کارتی
fa: parcel بسته بستم سفارش سفارشم سفارشات مرسوله ارسال پست تحویل محموله | late دیر تاخیر تأخیر
fa: declin رد ناموفق | crash کرش میپره می‌پره هنگ بسته‌میشه | heat گرمایش شوفاژ رادیاتور بخاری
fi: login kirjaut- sisäänkirjaut- kirjaud- loggaut- | card kort- kortti-
fi: parcel paket- paketti tilau- toimitu- lähety- | late myöhäs- myöhä- viiväst- myöhässä
fi: heat lämmity- patter- lämpö lämmöt lämpöä lämpöpatter-
fi: declin hylä- hylätty hylky | crash kaatu- kaatui sulkeu- jumittaa jumi-
fr: login connect- connex- reconnect- loguer identifi- | parcel colis commande- livraison- livré- livrée paquet-
fr: declin refus- rejet- déclin- | heat chauffag- radiateur- | late retard- tard tarde | crash plant- crash-
ga: login logáil síniú | parcel beart ordú seachadadh | heat teas téamh
gl: login acceder entrar iniciar | card tarxeta- | parcel paquet- pedido- envío- entrega- | heat calefacci- radiador-
gu: login લોગિન લૉગિન પ્રવેશ | card કાર્ડ | parcel પાર્સલ ઓર્ડર ડિલિવરી | late મોડું મોડી લેટ
ha: login shiga shigowa | card kati katin katina | parcel kaya sako odar isarwa | late makara jinkiri latti
he: login להתחבר התחברות בהתחברות ההתחברות מתחבר מתחברת להיכנס כניסה לוגין להכנס
he: card כרטיס הכרטיס בכרטיס כרטיסי אשראי | parcel חבילה החבילה משלוח המשלוח הזמנה ההזמנה שליח
he: late מאחר איחור באיחור מתעכב עיכוב | declin נדחה דוחה דוחים נדחתה
he: crash קורס קורסת קריסה קרסה נסגרת נסגר נתקע נתקעת | heat חימום הסקה רדיאטור
hi: login लॉगिन लॉगइन लोगिन साइनइन प्रवेश | card कार्ड कार्डों
hi: parcel पार्सल ऑर्डर आर्डर डिलीवरी डिलिवरी पैकेज सामान कूरियर | late लेट देर देरी विलंब
hi: declin रिजेक्ट डिक्लाइन अस्वीकार | crash क्रैश क्रेश हैंग
hr: login prijav- ulogir- logir- | card kartic- kartica karticom | parcel paket- pošiljk- narudžb- dostav-
hr: late kasn- kašnj- zakasn- | heat grijanj- radijator- | declin odbij- odbil- | crash ruši srušil- zamrzn- gasi
hu: login bejelentkez- belép- belépés- belépn- login- bejelent- beloggol- | card kárty- bankkárty- kártyá-
hu: parcel csomag- rendelés- szállítás- kiszállít- futár- küldemény- | late késik kés- késés-
hu: heat fűt- fűtés- radiátor- | declin elutasít- visszautasít-
hu: crash összeoml- kilép- bezár- lefagy- kifagy- bezáród- leáll-
hy: login մուտք- մտնել մտնում լոգին | card քարտ- | parcel պատվեր- առաքում- ծանրոց- | late ուշան- ուշաց- | heat ջեռուց-
id: login masuk loginnya | card kartu kartunya
id: parcel paket paketnya pesanan pesananku pengiriman kiriman barang orderan kurir
id: late telat terlambat terlambatnya | declin ditolak tolak menolak | crash keluar ngehang nutup tertutup
is: login innskrá- innskrán- skrá | card kort- kortið | parcel pakk- pönt- sending- | late sein-
is: heat hita- hiti ofn-
it: login acceder- access- loggar- entrar- | parcel pacc- ordine ordini consegn- spedizion- corrier-
it: declin rifiut- respint- negat- | heat riscaldament- termosifon- radiator- caloriferi | late ritard- tardi
it: crash crash- chiude blocca
ka: login შევდი- შევედ- შესვლ- შემიშ- შესულ- შევსულ- ლოგინ- შედის | card ბარათ-
ka: parcel ამანათ- შეკვეთ- მიწოდებ- გზავნილ- კურიერ- | late აგვიან- დააგვიან- დაგვიან- იგვიან-
ka: heat გათბობ- რადიატორ- | declin უარყოფ- მიუარყოფ- | crash ითიშ- იკეტ- ჭედავს
kk: login кіре- кіру- кірме- кірг- кірі- логин- | card карта- картам- | parcel тапсырыс- сәлемдеме- жеткіз- | late кешік-
kk: heat жылу- жылыт-
kn: login ಲಾಗಿನ್ ಲಾಗಿನ್‌ ಪ್ರವೇಶ | card ಕಾರ್ಡ್ ಕಾರ್ಡ್‌ | parcel ಆರ್ಡರ್ ಪಾರ್ಸೆಲ್ ಡೆಲಿವರಿ | late ತಡ ತಡವಾಗಿ ಲೇಟ್
ko: login 로그인 접속 로긴 | card 카드 | parcel 택배 배송 주문 | late 지연 늦 안와 안와요
ko: crash 튕 강제종료 꺼져 꺼짐 | heat 난방 보일러 라디에이터
lt: login prisijung- prisijun- login- jungti- | card kortel- | parcel siunt- užsakym- pristatym- kurjer-
lt: late vėluo- vėlav- pavėl- | heat šildym- radiator- šildo | declin atmes- atmet- | crash lūžta užsidaro stringa
lv: login ielog- pieslēg- ieiet pieteik- login- | card kart- kartes karti
lv: parcel pasūtījum- sūtījum- pak- piegād- kurjer- | late kavē- kavēj- nokav- | heat apkur- radiator-
lv: declin noraid- | crash avarē aizveras uzkaras
mk: login влез- логир- логин најав- | card картичк- карта | parcel пратк- нарачк- достав- | late доцн- задоцн- касн-
mk: heat греењ- парно радијатор- | declin одбие- одби-
ml: login ലോഗിൻ ലോഗിന് | card കാർഡ് കാർഡ | parcel ഓർഡർ പാർസൽ ഡെലിവറി | late വൈകി വൈകുന്നു ലേറ്റ്
mn: login нэвтэр- нэвтрэ- | card карт- | parcel захиалг- хүргэлт- илгээмж- | late хоцор- хоцро- удаа-
mn: heat халаалт- дулаан- паар
mr: login लॉगिन लॉगइन प्रवेश | card कार्ड कार्डने | parcel पार्सल ऑर्डर डिलिव्हरी डिलिवरी | late उशीर उशिरा लेट
mr: declin नाकार- रिजेक्ट डिक्लाइन
ms: login masuk | card kad kadnya | parcel bungkusan pesanan penghantaran barang order | late lewat
ms: declin ditolak tolak | crash tertutup keluar
ne: login लगइन लगिन | card कार्ड | parcel पार्सल अर्डर डेलिभरी | late ढिला ढिलो
nl: login inlog- ingelogd login- aanmeld- log | card pinpas bankpas kaart creditcard-
nl: parcel pakket- pakje- bestelling- levering- bezorg- zending- | declin geweiger- afgewezen afgekeurd
nl: heat verwarming- radiator- stadsverwarm- | late vertra- | crash crash- vastloop- loopt
no: login innlogg- logge logger logget pålogg- | card kort kortet bankkort-
no: parcel pakke- bestilling- levering- ordre- forsendelse- | late forsink- | declin avvis- avslå-
no: heat varme varmen radiator- fjernvarm- oppvarm-
pa: login ਲੌਗਇਨ ਲਾਗਇਨ ਲੌਗਿਨ | card ਕਾਰਡ | parcel ਪਾਰਸਲ ਆਰਡਰ ਡਿਲੀਵਰੀ | late ਲੇਟ ਦੇਰ ਦੇਰੀ
pl: login zalogow- logow- loguj- login- wlogow- zaloguj- | card kart- kartą
pl: parcel paczk- przesyłk- zamówieni- dostaw- kurier- | declin odrzuc- odmow- odrzucon-
pl: heat ogrzewan- kaloryfer- grzejnik- grzeje grzeją ciepł- | late spóźni- opóźni- opóźnion-
pl: crash wywala crashuj- zawiesz- wyłącza zamyka
pt: login entrar logar acessar acesso logo loguei iniciar | card cartão cartões cartao
pt: parcel pedido- encomenda- entrega- pacote- | declin recus- rejeit- negad- | heat aqueciment- radiador-
pt: late atras- demor- | crash fecha crasha- trava-
ro: login autentific- conect- loghe- logh- logare logez intru intra intrare intri | card cardul cardului carduri
ro: parcel colet- comand- livrar- livrat- pachet- curier- | late întârzi- târziu | declin respin- refuz-
ro: heat căldur- căldura calorifer- încălzi- | crash crapă blochează închide
ru: login войти вхожу вход- залогин- логин- авторизац- авторизова- зайти захожу входит
ru: parcel посылк- заказ- доставк- отправлени- курьер- | heat отоплени- батаре- радиатор-
ru: declin отклон- отказ- отклоня- | late опазд- опозд- задерж- | crash вылет- крашит- закрывается зависает
si: login ලොග් ලොගින් | card කාඩ් කාඩ්පත | parcel පාර්සලය ඇණවුම ඩිලිවරි | late ප්‍රමාද පරක්කු
sk: login prihlás- prihlas- neprihlás- login- | card kart- karta kartu
sk: parcel balík- zásielk- objednávk- doručen- kuriér- | late mešk- neskor- omešk- | heat kúren- kúri nekúri radiátor-
sk: declin zamiet- odmiet- | crash padá spadl- zasek- zamrz-
sl: login prijav- vpis- login- | card kartic- | parcel paket- pošiljk- naročil- dostav- | late zamud- zamuj- kasni
sl: heat ogrevanj- radiator- | declin zavrnj- zavrn- | crash sesuj- sesul- zamrzn- zapira
so: login gali gelin geli | card kaarka kaadhka kaar | parcel dalabka dalab alaabta | late daahay
sq: login hyj hyra hyrje kyç- identifik- | card kart- kartën kartel- | parcel porosi- dërges- pako-
sq: late vones- vonua- | heat ngrohj- radiator-
sr: login пријав- улогов- логов- | card картиц-
sr: parcel пакет- пошиљк- поруџбин- достав- | late касн- кашњ-
sr: heat грејањ- радијатор-
sv: login logga loggar inlogg- loggas | card kort kortet bankkort-
sv: parcel paket- beställning- leverans- order ordern försändelse- | declin neka- avvis- medges
sv: heat värme värmen element elementen fjärrvärme- uppvärm- | late försen- | crash kraschar kraschade stängs
sw: login kuingia ingia naingia niingie kuingiwa siingii haiingii nikiingia | card kadi
sw: parcel mzigo mizigo oda agizo kifurushi usafirishaji | late -chelew- | declin -kataa -kataliwa -katali-
sw: crash -jifunga
ta: login லாகின் லாக்இன் உள்நுழை- உள்நுழைவு | card கார்டு கார்டை கார்டில் கார்டும் கார்ட்
ta: parcel பார்சல் ஆர்டர் டெலிவரி | late தாமதம் தாமதமா- லேட் | declin நிராகரி- டிக்ளைன் ரிஜெக்ட்
te: login లాగిన్ లాగ్ఇన్ | card కార్డ్ కార్డు | parcel ఆర్డర్ పార్సెల్ డెలివరీ | late ఆలస్యం లేట్
te: crash క్రాష్ హ్యాంగ్ | declin డిక్లైన్ రిజెక్ట్ తిరస్క-
th: login เข้าสู่ระบบ ล็อกอิน ล๊อกอิน ล็อคอิน ลงชื่อเข้า เข้าบัญชี | card บัตร
th: parcel พัสดุ สั่งซื้อ จัดส่ง ออเดอร์ ของที่สั่ง ขนส่ง | late ล่าช้า ช้ามาก ส่งช้า | declin ปฏิเสธ
th: crash เด้ง ค้าง แครช
tl: login makalogin mag-login maglogin naglo-login pasok pumasok makapasok | card kard
tl: parcel order padala delivery package pakete | late delayed delay tagal matagal
tl: declin declin- nadecline na-decline nadedecline tinatanggi | crash nagka-crash nagkacrash nagsasara
tr: login giriş- girem- giremiyor- girilmiyor oturum- | card kart kartı kartım kartımı kartla kartım- kartlar-
tr: parcel kargo- sipariş- paket- teslimat- gönderi- kurye- | late gecik- geç | declin redded- reddet- reddi
tr: heat kalorifer- ısınma- ısınm- petek petekler doğalgaz | crash çök- kapanıyor donuyor
uk: login зайти увійти вхід входу вході залогін- логін- авториз- ввійти заходить входить
uk: card картк- карта карту картою карти | parcel посилк- замовленн- доставк- відправленн- кур'єр-
uk: late запізн- затрим- спізн- | declin відхил- відмов- | crash вилітає закривається крашиться зависає
uk: heat опаленн- батаре- батарі радіатор-
ur: login لاگن لاگان داخل سائن | card کارڈ کارڈز | parcel پارسل آرڈر ڈیلیوری ڈلیوری پیکج کوریئر | late لیٹ دیر تاخیر
ur: declin مسترد ریجیکٹ ڈکلائن | crash کریش ہینگ
uz: login kirish kira kirib kirol- kirma- kirsa- kirgan- login- | card karta- kartam- plastik
uz: parcel buyurtma- yetkaz- jo'natma- posilka-
uz: late kech- kechik- | heat isitish- batareya- | declin rad
yo: login wọlé wọle | card káàdì kaadi | parcel ẹrù ọjà | late pẹ́ pẹ
zu: login ngena ukungena -ngena -ngeni | card ikhadi -khadi | parcel iphasela -oda | late -bambezel- -phuz-
zh: login 登录 登陆 登入 登不 登錄 | card 银行卡 信用卡 刷卡 | parcel 快递 包裹 订单 物流 发货 配送 派送 訂單
zh: late 延迟 延误 还没到 没收到 迟迟 | crash 闪退 崩溃 卡死
zh: heat 暖气 供暖 暖氣 暖气片
ja: login ログイン サインイン | card カード | parcel 荷物 配達 配送 注文 宅配 | late 遅れ 遅延 遅すぎ 届か 届い
ja: crash 落ち クラッシュ 強制終了 固まる フリーズ
ja: heat 暖房
de: charg abgebucht abbuch- belastet abgezogen | internet internet wlan netz internetverbindung
el: charg χρεώ- χρέωσ- χρεώθηκ- | internet ίντερνετ ιντερνετ internet δίκτυο
es: charg cobr- cargo cargos cobro | internet internet wifi
fr: charg débit- prélev- prélèv- facturé | internet internet wifi connexion
it: charg addebit- scalat- prelev-
nl: charg afgeschreven afgeboekt | internet internet wifi
pl: charg pobra- pobran- obciąż- ściągn- | internet internet- neta sieć
pt: charg cobr- debit- cobrança | internet internet wifi
ru: charg списал- списан- списыв- снял- | internet интернет- инет инета вайфай
uk: charg списал- списан- знял- зняли
tr: charg çekti çekildi çekilmiş tahsil | internet internet interneti internetiniz net wifi
id: charg kepotong terpotong dipotong ditagih | internet internet wifi jaringan sinyal inet
vi: internet mạng internet wifi
sw: charg kukata nimekatwa | internet mtandao intaneti data internet
cs: charg strhl- stržen- účtov- | internet internet- wifi síť
hu: charg levon- terhel- levont- | internet internet- net netem wifi
ro: charg debit- tax- încasat retras | internet internet- net netul
hi: charg कटे कट कटा काट काटे | internet इंटरनेट नेट नेटवर्क
ar: charg خصم خصموا خصمتوا سحب سحبوا انخصم | internet انترنت الانترنت إنترنت الإنترنت النت نت
fa: charg کسر برداشت | internet اینترنت نت اینترنتم وای‌فای
mn: internet интернэт- интернет- сүлжээ- нэт
ka: internet ინტერნეტ- ქსელ- ვაიფა-
am: internet ኢንተርኔት ኔትወርክ ኔት
th: charg ตัดเงิน หักเงิน ตัดบัตร | internet เน็ต อินเทอร์เน็ต อินเตอร์เน็ต ไวไฟ
ja: charg 引き落と 請求 課金 | internet ネット 回線 wifi
ko: charg 청구 결제됨 출금 | internet 인터넷 와이파이
zh: charg 扣款 扣费 扣了 重复扣 | internet 网络 宽带 断网 上网 wifi
he: charg חויב חויבתי חיוב חיוביים | internet אינטרנט האינטרנט וויפי
sv: charg dragit dragits debiter- | internet internet wifi bredband
da: charg trukket hævet
fi: charg veloit- veloitettu | internet netti nettiyhteys internet
"""

"""Phrases of those who want something of a reader rather than of the company, in some thirty languages.

Written for this purpose. `OFFERS` nobody else writes; `CHANNELS` are ways to reach somebody, and pitch where a number, an
address or an account stands beside them; `CALLS` pitch beside a number, `BARGAINS` beside a link or a share, where
nothing is denied or asked.
"""

OFFERS = """
    inbox me|hit me up|hmu|link in bio|link in my bio|click the link below|check my bio|join my
    join our channel|join our telegram|join our group|join this group|join the group|join our whatsapp|join us on telegram
    apply now|apply today|apply via|send your cv|send cv|send your resume|we are hiring|we're hiring|now hiring|is hiring
    urgent vacancy|urgent hiring|job vacancy|job opening|data entry|work from home job|work from home and|part time workers
    part-time workers|no experience needed|no experience required|earn from home
    earn daily|earn up to|earn money online|make money online|make money from home|side hustle|passive income
    financial freedom|trading signals|forex signals|forex trading|forex trader|crypto signals|binary options
    bitcoin investment|bitcoin mining|crypto investment|investment plan|minimum investment|one week trading|week of trading
    account manager who trades|win rate|guaranteed profit|guaranteed profits|guaranteed returns|double your|profit weekly
    weekly profit|daily profit|roi|helped me recover|recover your account|recover your funds|recover your money
    recover lost|recovered my money|recovered my funds|recovered my crypto|recovered everything for me|recovered all my
    recovered it for me|recovery expert|recovery agent|recovery specialist|funds recovery|fast recovery
    if your account is hacked|hire a hacker|professional hacker|ethical hacker|spell caster|love spell|ex lover
    ex back|healed my herpes|cured my herpes|herbal medicine|herbal cure|lottery numbers|essay due|assignment due
    homework due|essay help|assignment help|homework help|we write essays|write your essay|do your essay|do your homework
    do your assignment|pay someone to|pay to write|research papers|online classes|use code|use my code
    use promo code|use coupon|promo code below|referral code|referral link|my referral|invite code|invitation code
    sign up with my|sign up using my|sign up through my|free gift card|free gift cards|free giveaway
    big giveaway|first 50 to|first 100 to|first 20 to|follow and retweet|retweet and follow|like and retweet
    rt and follow|follow to win|follow me for|follow me and|follow back|followback|cashapp|cash app|instant loan
    loan offer|need a loan|loans available|quick loan|fix your credit|credit repair|buy followers|cheap followers
    more followers|grow your|seo services|web design services|best deals|shop now|order now|buy now|grab yours|get yours
    limited stock|while stocks last|limited time offer|wholesale price|factory price|replica watches|free shipping on
    call girls|call girl|escort service|hot girls|onlyfans|betting tips|fixed matches|sure odds|free spins|casino bonus
    no deposit bonus|bet and win|subscribe to my|check out my channel|check out my|new video out|my new song|my new album
    we buy|we sell|we offer|we provide|our services|special promo|promo today|best price guaranteed|lowest price
    folge mir|schreib mir auf|schreibt mir auf|schreibt mir per|verdiene täglich|geld verdienen|von zu hause verdienen
    passives einkommen|jetzt bewerben|wir stellen ein|wir suchen mitarbeiter|jetzt bestellen|jetzt kaufen|jetzt sichern
    gutscheincode|rabattcode|mit dem code|mit code|mein empfehlungscode|einladungscode|kredit ohne schufa|sofortkredit
    jetzt anrufen|rufen sie jetzt|rufen sie uns|link in der bio|gewinnspiel|trading signale|garantierter gewinn
    écrivez-moi|contactez-moi|contacte-moi|contactez le|gagnez de l'argent|gagner de l'argent|revenu passif|postulez
    nous recrutons|on recrute|avec le code|utilisez le code|code promo|code de parrainage|lien en bio|prêt rapide
    prêt entre particuliers|marabout|retour affectif|rejoignez notre|rejoins notre|cliquez ici|appelez maintenant
    achetez maintenant|gagnez un|jeu concours|récupéré mon argent|grâce à monsieur
    gana dinero|ganar dinero|gana hasta|desde casa|ingresos pasivos|únete a nuestro|únete al grupo
    estamos contratando|envía tu cv|usa el código|usa mi código|con el código|código promocional|código de descuento
    código de referido|link en mi bio|enlace en mi bio|préstamos rápidos|préstamo inmediato|recuperé mi cuenta hackeada
    recuperé mi dinero gracias|me ayudó a recuperar|escríbeme al|escribeme al|contáctalo|contáctame|compra ya|compra ahora
    llama ahora|llame ahora|amarres de amor|sorteo|gana un|señales de forex|haz clic aquí
    ganhe dinheiro|ganhar dinheiro|renda extra|renda passiva|trabalhe em casa|trabalhar de casa|estamos contratando
    envie seu currículo|use o código|use o cupom|use meu código|código de indicação|cupom de|com o cupom|link na bio
    empréstimo rápido|empréstimo na hora|me chama no|chama no whats|chame no whats|compre já|compre agora|ligue agora
    participe do grupo|entre no grupo|sorteio|recuperou minha conta|me ajudou a recuperar|amarração amorosa
    guadagna|guadagnare da casa|reddito passivo|unisciti al|unisciti alla|usa il codice|con il codice|codice sconto
    codice promo|codice amico|link in bio|prestito veloce|prestiti tra privati|chiama ora|acquista ora|compra ora
    stiamo assumendo|invia il cv|scrivimi su|mi ha aiutato a recuperare|cartomante
    verdien geld|geld verdienen|vanuit huis verdienen|word lid van|gebruik code|gebruik de code|met de code|kortingscode
    snelle lening|bel nu|koop nu|bestel nu|wij zoeken|we zoeken personeel|stuur je cv|stuur mij een dm
    tjäna pengar|jobba hemifrån|använd koden|använd kod|rabattkod|snabblån|ring nu|köp nu|beställ nu|vi söker personal
    tjen penger|jobb hjemmefra|bruk koden|bruk kode|rabattkode|ring nå|kjøp nå|tjen penge|brug koden|rabatkode|køb nu
    tienaa rahaa|käytä koodia|alennuskoodi|osta nyt|soita nyt|liity kanavaan
    zarabiaj|zarobki z domu|praca zdalna od zaraz|dołącz do|użyj kodu|z kodem|kod rabatowy|kod polecający|szybka pożyczka
    chwilówka|zadzwoń teraz|kup teraz|napisz do mnie na|szukamy pracowników|zatrudnimy|odzyskał moje
    vydělávejte|vydělejte|přidejte se|použijte kód|slevový kód|rychlá půjčka|volejte|hledáme pracovníky
    zarábajte|zľavový kód|keress pénzt|használd a kódot|kuponkód|gyors kölcsön|hívjon most|csatlakozz
    câștigă bani|castiga bani|lucrează de acasă|folosește codul|cod de reducere|cod promoțional|credit rapid|sună acum
    angajăm|alătură-te|zaradi|zarađujte|iskoristi kod|kod za popust|brzi kredit|pozovite odmah|искористи код
    заработок|заработай|зарабатывай|заработать в интернете|удаленная работа|удалённая работа|пассивный доход|подработка
    требуются сотрудники|ищем сотрудников|без опыта|промокод|по промокоду|реферальн|пригласительный код|пиши в лс
    пишите в лс|пиши в личку|пишите в личку|пиши в телеграм|переходи по ссылке|переходите по ссылке|ссылка в профиле
    ссылка в шапке|подпишись|подписывайся|подписывайтесь|розыгрыш|займ|займы|микрозайм|кредит без отказа|звоните
    вернули деньги благодаря|помогли вернуть деньги|помог вернуть деньги|вернул деньги благодаря|приворот|ставки на спорт
    казино|бесплатные спины|сигналы|доход от|удвой
    заробіток|заробляй|віддалена робота|пасивний дохід|промокод|пишіть в|підпишись|підписуйтесь|розіграш|телефонуйте
    потрібні працівники|позика|печели пари|работа от вкъщи|промо код|използвай код|обадете се|бърз кредит
    κέρδισε|κερδίστε|δουλειά από το σπίτι|χρησιμοποίησε τον κωδικό|εκπτωτικός κωδικός|κάλεσε τώρα|καλέστε τώρα
    para kazan|evden çalış|ek gelir|ek iş|pasif gelir|kodunu kullan|kodu ile|kodumu kullan|davet kodu|indirim kodu
    hemen ara|hemen al|hızlı kredi|takip et kazan|çekiliş|kanalımıza katıl|grubumuza katıl|bio'daki link|personel alınacak
    eleman aranıyor|bahis|deneme bonusu|paramı geri aldım sayesinde|medyum
    اربح|ربح يومي|العمل من المنزل|اعمل من البيت|دخل إضافي|كود خصم|كود الخصم|استخدم كود|استخدم الكود|كوبون|قرض فوري|قروض
    اتصل الآن|اتصل الان|تواصل معنا واتس|تواصل واتس|انضم إلى|انضم الى|مطلوب موظفين|توظيف|سحب على|تابعني|رابط في البايو
    استرجع أموالي|ساعدني في استرجاع|تداول الفوركس|توصيات|جلب الحبيب|شيخ روحاني|اشترك الآن
    کسب درآمد|درآمد از خانه|درآمد دلاری|کد تخفیف|همین حالا تماس|عضو کانال|لینک در بیو|وام فوری|قرعه کشی|شرط بندی
    הרוויחו|להרוויח כסף|עבודה מהבית|הכנסה פסיבית|קוד קופון|קוד הנחה|עם הקוד|הלוואה מהירה|התקשרו עכשיו|הצטרפו|דרושים
    घर बैठे कमाएं|घर बैठे कमाए|घर बैठे|रोज कमाएं|पैसे कमाएं|पैसे कमाए|अभी जुड़ें|अभी जुड़े|लोन चाहिए|तुरंत लोन|पर्सनल लोन
    कोड इस्तेमाल करें|कूपन कोड|प्रोमो कोड|रेफरल कोड|भर्ती|नौकरी चाहिए|वर्क फ्रॉम होम|अभी कॉल करें|वशीकरण|ज्योतिष|कमाएं
    ghar baithe|paise kamao|paise kamaye|abhi join|loan chahiye|call karo abhi|referral code use
    ঘরে বসে আয়|আয় করুন|টাকা আয়|এখনই যোগ দিন|প্রোমো কোড|কুপন কোড|লোন দরকার|নিয়োগ|এখনই কল করুন
    வீட்டிலிருந்தே சம்பாதிக்க|சம்பாதிக்க|உடனடி கடன்|கூப்பன்|வேலைவாய்ப்பு|இப்போதே அழைக்கவும்
    ఇంటి నుండి సంపాదించండి|సంపాదించండి|తక్షణ రుణం|కూపన్|ఉద్యోగాలు|ഇപ്പോൾ വിളിക്കൂ|സമ്പാദിക്കാം
    گھر بیٹھے کمائیں|پیسے کمائیں|فوری قرض|لون چاہیے|ابھی کال کریں|ابھی جوائن|کوپن کوڈ|نوکری
    hasilkan uang|penghasilan tambahan|kerja dari rumah|kerja sampingan|pasif income|pinjaman cepat|pinjaman online
    dana cair|gabung grup|gabung sekarang|gabung channel|pakai kode|gunakan kode|kode promo|kode referral|kode voucher
    klik link di bio|link di bio|lowongan kerja|lowongan|hubungi sekarang|hub wa|wa sekarang|chat wa|slot gacor
    gacor|maxwin|jana pendapatan|pinjaman segera|kerja kosong|kumita ng|extra income|work from home hiring|gamitin ang code
    kiếm tiền|thu nhập thêm|việc nhẹ lương cao|làm việc tại nhà|tuyển dụng|tuyển nhân viên|vay nhanh|vay tiền nhanh
    nhập mã|mã giảm giá|dùng mã|liên hệ zalo|inbox ngay|gọi ngay|mua ngay|tham gia nhóm|lấy lại tiền nhờ
    รายได้เสริม|หารายได้|ทำงานที่บ้าน|งานออนไลน์|รับสมัคร|กู้เงินด่วน|เงินกู้|ใช้โค้ด|โค้ดส่วนลด|แอดไลน์|ทักไลน์|สมัครเลย
    สล็อต|เครดิตฟรี|โทรเลย|สั่งซื้อเลย
    加微信|加我微信|加v|薇信|加群|进群|兼职|日结|在家赚钱|轻松赚钱|日赚|月入|刷单|贷款|借款秒到|优惠码|邀请码|推荐码|优惠券领取
    领取优惠|点击链接|点此链接|免费领取|招聘|招人|代写|代购|代开|办证|博彩|彩票|稳赚|私信我|私我|关注我|抽奖|追回资金
    帮我追回|在家賺錢|輕鬆賺錢|日賺|優惠碼|邀請碼|推薦碼|免費領取|點擊連結|點擊鏈接|加賴|貸款|私訊我|追蹤我|抽獎|借貸
    副業|在宅で稼|簡単に稼|稼げ|不労所得|招待コード|紹介コード|クーポンコード|友達追加|line追加|登録はこちら|詳細はこちら
    今すぐ登録|今すぐ購入|今すぐお電話|フォローしてね|プレゼント企画|抽選で|即日融資|高収入|パパ活
    부업|재택알바|재테크|수익 보장|수익보장|추천인 코드|추천코드|초대코드|할인코드|쿠폰코드|카톡 문의|카톡문의|카톡주세요
    텔레그램 문의|당일대출|대출 상담|대출상담|지금 가입|지금 구매|팔로우하면|이벤트 당첨|무료체험|토토|카지노
    pata pesa|fanya kazi nyumbani|mkopo wa haraka|tumia kodi|jiunge na
"""
# These are words of customers too ("the 10 % discount was not taken off").
BARGAINS = """
    % off|discount|promo code|promocode|coupon|giveaway|free shipping|buy now|shop now|order now|sign up|subscribe
    join us|limited time|special offer|dm to order|win a|check out our|get yours|available now|on sale|best price|click here
    tickets available|go see|call us|visit our
    rabatt|gutschein|jetzt kaufen|jetzt bestellen|gewinnspiel|sonderangebot|versandkostenfrei|code promo|promotion|remise de
    livraison gratuite|offre spéciale|profitez|descuento|oferta|envío gratis|cupón|compra ya|desconto|frete grátis|cupom
    promoção|compre já|sconto|offerta|spedizione gratuita|scarica l'app|acquista ora|korting|aanbieding|gratis verzending
    rea just nu|fri frakt|tilbud|tarjous|zniżka|promocja|darmowa dostawa|sleva|doprava zdarma|kedvezmény|reducere|popust
    скидка|скидки|промокод|акция|распродажа|купите|знижка|отстъпка|έκπτωση|προσφορά|indirim|kampanya|ücretsiz kargo
    diskon|gratis ongkir|khuyến mãi|giảm giá|miễn phí vận chuyển|ส่วนลด|โปรโมชั่น|ส่งฟรี|छूट|ऑफर|خصم|عرض خاص|تخفیف|הנחה|מבצע
    折扣|优惠|優惠|包邮|促销|セール|クーポン|送料無料|割引|할인|쿠폰|무료배송
"""
CHANNELS = """
    whatsapp|whats app|whatsap|watsapp|telegram|wechat|viber|zalo|kakao|kakaotalk|line id|signal app|snapchat|skype|gmail
    contact him|contact her|message him|text him|text her|contact dr|contact doctor|reach out to
    dm me|dm us|dm for|dm now|write to
    вотсап|ватсап|вацап|вайбер|телеграм|телеграмм|телега|вотсапп|вайбері
    واتساب|واتس اب|واتس آب|تليجرام|تلغرام|تلگرام|واتساپ|ווטסאפ|וואטסאפ|טלגרם|व्हाट्सएप|व्हाट्सअप|व्हाट्सऐप|टेलीग्राम
    হোয়াটসঅ্যাপ|টেলিগ্রাম|வாட்ஸ்அப்|வாட்சப்|டெலிகிராம்|వాట్సాప్|టెలిగ్రామ్|واٹس ایپ|ٹیلی گرام
    ไลน์|เทเลแกรม|微信|薇|电报|電報|ラインで|ラインid|テレグラム|카톡|카카오톡|텔레그램|라인
"""
CALLS = """
    call|dial|ring us|helpline|help line|hotline|toll free|tollfree|toll-free|customer care|customer service|support number
    contact number|phone number|service number|care number|helpdesk number|number
    anrufen|rufen sie|rufnummer|hotline|telefonnummer|kundenservice nummer|appelez|appeler|numéro|numero|service client
    llame|llama al|llamar|número|atención al cliente|ligue|número de atendimento|chiama|chiamate|numero verde
    bel|telefoonnummer|klantenservice|ring|telefon|puhelin|soita|zadzwoń|infolinia|zavolejte|hívja|sunați|pozovite
    звоните|позвоните|телефон|номер|горячая линия|горячую линию|служба поддержки|зателефонуйте|обадете се
    τηλέφωνο|καλέστε|arayın|çağrı merkezi|müşteri hizmetleri|numarası
    اتصل|رقم|خدمة العملاء|تماس|شماره|پشتیبانی|התקשרו|מספר|कॉल|नंबर|हेल्पलाइन|कस्टमर केयर|কল|নম্বর|হেল্পলাইন
    அழைக்கவும்|எண்|కాల్|నంబర్|کال|نمبر|ہیلپ لائن|hubungi|telepon|nomor|talian|tumawag|gọi|tổng đài|hotline|liên hệ
    โทร|เบอร์|สายด่วน|ติดต่อ|拨打|客服电话|热线|电话|撥打|客服電話|專線|お電話|電話番号|フリーダイヤル|전화|고객센터|번호|상담
    simu|piga
"""

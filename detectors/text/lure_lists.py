"""What is written to draw a reader on rather than to report anything, in some thirty languages.

Written for this purpose. Customers write some of it too ("write to me in private"), so one text says little; where a good
part of the people write so they have something to spread. `INVITATIONS` draw on whatever stands beside them ("don't pay
full price" denies nothing); `PROMISES` name what pages of companies name as well, and count where nothing fails.
"""

INVITATIONS = """
    link in bio|link in my bio|in my bio|pinned on my profile|linked in my storefront|in my storefront
    link in first comment|link in the comments|pm me for|dm me for info|dm to order|drop me a dm|ask me how|comment yes
    type yes|talk to a real|our specialists|our technicians|certified technician|certified technicians|certified agents
    agents standing by|experts standing by|expert guides|toll-free usa|24/7 desk|support desk|fast help here|we solve it
    we fix it|setup assistance|remote assistance|be your own boss|fire your boss|free training|spots left|spots open
    places left|seats left|while stock lasts|while stocks last|while supplies last|selling fast|everything must go
    store closing|closing sale|final days|don't pay full|never pay full|why pay full|why pay more|stop paying for
    stop wasting|don't miss out|works at checkout|still not expired|we both get|mirror quality|get it here|grab yours
    thank me later|zero regrets|changed my life|honest review|full list|we tested|here's how|what they won't tell
    not another dollar|not one penny|go woke go broke|cut up your|close your wallet|trend it|let's trend
    sign the petition|rt if you|share before|better than any|so much better than|paid daily|free signals|schreib mir
    schreibt mir|schreib einfach|link in der bio|in meiner gruppe|in meiner bio|ich zeige dir|ich zeig dir
    ich zeige euch|plätze frei|heute lebe ich|mach was dagegen|seid dabei|alles muss raus|räumungsverkauf
    nicht den vollen preis|kein cent mehr|unterschreibt|statt vollpreis|wechsle zu|gewechselt zu|kostenlose signale
    zum halben preis|écris moi|écris-moi|écrivez-moi|lien en bio|dans ma bio|pose moi tes|pose-moi tes|viens en mp
    je t'explique|je te montre|ne rate pas|ne ratez pas|ne manque pas|ne manquez pas|sans engagement
    je cherche des personnes|premier arrivé|frais de port offerts|tout doit disparaître|ne payez plus|ne paye plus
    plus que quelques|rejoins-moi|qualité miroir|faites tourner|boycottez|mieux que|escríbeme|escribeme|escríbanme
    por privado|por interno|te enseño|te muestro|te explico|no te pierdas|no te lo pierdas|no pagues|no pague el
    consulta gratis|gracias al maestro|gracias a la maestra|vidente|últimos cupos|todo debe irse|firma la petición
    etiqueten|sin costo|mejor que|chama no privado|me chama|mande oi|manda oi|no zap|eu explico|te ensino|te mostro
    não perca|não perde|não pague|últimas vagas|vagas abertas|queima de estoque|comece hoje|primeira linha|link na bio
    scrivimi|scrivetemi|ti spiego|vi spiego|ti mostro|non perdere|non perdete|non pagare|posti limitati|ultimi posti
    tutto deve|firmate|meglio di|stuur me|stuur mij|in mijn bio|ik leg uit|mis het niet|mis dit niet|betaal niet
    plekken vrij|plekken over|alles moet weg|beter dan|skriv till mig|skicka dm|i min bio|missa inte|betala inte
    platser kvar|allt ska bort|skriv til mig|skriv til meg|i bioen|gå ikke glip|ikke gå glipp|betal ikke|plasser igjen
    kirjoita minulle|laita viestiä|älä missaa|älä maksa|paikkoja jäljellä|napisz do mnie|pisz priv|pisz pw|pisać priv
    na blogu|nowy wpis|nie przegap|nie przepłacaj|ostatnie miejsca|ostatnie sztuki|tak naprawisz|wam nie powie
    krok po kroku|podaj dalej|lepsze niż|napište mi|napiš mi|nezmeškejte|neplaťte|poslední kusy|poslední místa|napíš mi
    nezmeškajte|írj rám|írj nekem|ne maradj le|ne fizess|utolsó helyek|scrie-mi|scrieți-mi|nu rata|nu ratați|nu plăti
    ultimele locuri|piši mi|pišite mi|ne propustite|nemojte plaćati|poslednja mesta|пиши ми|не пропускайте|пиши мне
    напиши мне|напишите мне|пишите в|пиши в|в лс|кину ссылку|скину ссылку|расскажу как|покажу как|не упусти|не упустите
    не пропусти|не пропустите|не переплачивай|не переплачивайте|хватит переплачивать|мест осталось|последние места
    без вложений|лучше чем|подскажу как|пиши + в|пишіть в|пиши мені|розкажу як|не пропустіть|не переплачуй
    лишилось місць|останні місця|στείλε μου|στο βιο|μη χάσεις|μη χάσετε|μην πληρώνεις|τελευταίες θέσεις|bana yaz
    bana yazın|özelden yaz|dm at|dm atın|davet kodum|kod paylaşıyorum|kodumu girin|kodumu kullan|ikimize de
    fırsatı kaçırma|kaçırma|kaçırmayın|tam fiyat ödeme|son kontenjan|راسلني|راسلوني|راسليني|كلمني خاص|تواصل خاص
    على الخاص|عالخاص|لا تفوت|لا يفوتكم|لا تفوتكم|لا تفوتي|لا تدفع|لا تدفعي|عندنا الحل|نسدد عنك|نستخرج لك|بدون كفيل
    لا تشيل هم|الكود شغال|جربوا|جربي|مقاعد محدودة|آخر فرصة|اليوم فقط|قاطعوا|دایرکت بده|پیام بده|پیام بدید|لینک تو بیو
    از دست ندید|ظرفیت محدود|שלחו לי|כתבו לי|בפרטי|לינק בביו|אל תפספסו|אל תשלמו|מקומות אחרונים|मुझे मैसेज|इनबॉक्स करें
    मौका न चूकें|मत चूको|पूरी कीमत मत|आखिरी मौका|dm karo|inbox karo|ইনবক্স করুন|মেসেজ দিন|সুযোগ হাতছাড়া|শেষ সুযোগ
    இன்பாக்ஸ்|தொடர்புக்கு|మెసేజ్ చేయండి|ان باکس|رابطہ کریں|dm aja|dm saya|cek bio|chat aja|inbox saya|jangan lewatkan
    jangan bayar|slot terbatas|kuota terbatas|yuk gabung|gabung yuk|inbox mình|inbox em|ib mình|ib em|nhắn mình|nhắn em
    để bên em|bên em|báo giá|không lấy tiền|nhận mở khóa|giá sinh viên|dịch vụ lấy lại|bảo hành trọn đời|đừng bỏ lỡ
    còn vài suất|zalo trên|ทักมา|ทักแชท|อย่าพลาด|โอกาสสุดท้าย|แอดมา|รับจำนวนจำกัด|私信发你|私信我|私我|看简介|看簡介
    评论区|留言区|扣1|滴滴我|戳我|手慢无|手慢無|先到先得|别错过|別錯過|上车|换卡|后悔没|後悔沒|别再被|別再被|不如看看
    仅剩|最后两|最后几|包邮到家|固定ツイ|固ツイ|お見逃しなく|気軽にdm|dmください|dm下さい|マジで入金|残りわずか|디엠
    쪽지 주세요|놓치지|오픈채팅|마감임박|마감 임박|선착순|niandikie|nafasi chache|inbox for|inbox for price|dm for price
    dm for details|dm for promo|dm me to|text me on|serious inquiries|hit my line|ask for my link|ask me for the link
    comment link|comment info|i'll send you the link|i will send you the link|send you the link|link goes to my
    my link gets you|sign up with mine|enter my code|put in my code|my referral|with my link|don't sleep on
    do not sleep on|run don't walk|you're welcome in advance|saved me a fortune|pays for itself|legit and fast
    100% legit|no upfront|pay after|payment after|cash out|cashed out|first withdrawal|helped me recover
    helped me get back|got my account back thanks|thanks to this guy|he's the best hacker|no credit check|bad credit ok
    low interest loan|approved in minutes|we buy your|we pay cash|tickets for sale|selling two tickets|selling my ticket
    face value dm|dm if interested|two tickets, dm|full access for|lifetime access|all channels|all sports|no buffering
    one-time payment|free test line|without a subscription|real followers|active followers|five star reviews
    5 star reviews|remove bad reviews|removal of reviews|rank first|without exam|real diploma|donations
    every share helps|every retweet helps|please retweet|link to donate|free until|first 10 people|first ten people
    first 20 people|first 50 people|first 100 people|next 10 people|only for my followers|take the survey
    take this survey|download it now|get the app|try the app|app that pays|play and earn|watch and earn|listen to my
    stream my|out now on|new track|new single|my playlist|keep voting|keep streaming|mass streaming|use the hashtag
    use the tag|drop the hashtag|reply with the hashtag|flood their|flood the comments|bombard|one star them
    give them one star|leave a one star|leave one star|uninstall it today|don't buy from|spread this|before they delete
    better deal elsewhere|i moved to|moved to them|half the price and|cheaper and better|come over to|frag einfach
    schreib mir privat|schreib mich an|schreibt mich an|per privatnachricht|kommentiere|kommentier mit|über meinen link
    mit meinem link|gib meinen code|mein code bringt|bei interesse|bei interesse melden|ohne schufa|sofort auszahlung
    auszahlung am selben tag|in wenigen minuten genehmigt|mein geld zurückgeholt|hat mir mein konto zurückgeholt
    verkaufe 2 tickets|verkaufe zwei tickets|verkaufe karten|zum originalpreis|nur für kurze zeit
    solange der vorrat reicht|die ersten 20|die ersten 50|die ersten 100|echte follower|bewertungen löschen|ohne prüfung
    spendet|jeder euro hilft|bitte weiterleiten|weitersagen|streamt|voted für|stimmt ab|gebt ihnen einen stern
    ein stern bewertung|löscht die app|kauft nicht|bevor es gelöscht|unfassbar günstig|wechselt zu|ich bin gewechselt
    halb so teuer|viel besser als|contacte moi|contactez moi|en message privé|par message|avec mon lien|mon parrainage
    code parrain|si intéressé|si ça t'intéresse|si ça vous intéresse|sans justificatif|réponse en 24h|argent récupéré
    m'a rendu mon compte|vends 2 places|vends deux places|je revends|prix coûtant|stock limité|quantité limitée
    les 20 premiers|les 50 premiers|les 100 premiers|vrais abonnés|sans examen|faites un don|chaque don
    chaque partage compte|merci de partager|streamez|mettez une étoile|désinstallez|n'achetez plus|n'achetez pas chez
    avant que ce soit supprimé|j'ai changé pour|deux fois moins cher|bien meilleur que|je suis passé chez|essayez plutôt
    escríbanos|escríbele|contáctale|escribir por|comenta info|con mi enlace|con mi link|usa mi|usen mi|ingresa mi código
    pon mi código|interesados al|interesados por|sin buró|sin aval|aprobado en minutos|me recuperó la cuenta
    me devolvió la cuenta|vendo dos entradas|vendo 2 entradas|vendo entradas|vendo boletos|a precio original
    stock limitado|pocas unidades|últimas unidades|los primeros 20|los primeros 50|los primeros 100|seguidores reales
    sin examen|haz tu donación|cada peso cuenta|ayúdenos compartiendo|compartir por favor|escuchen|voten por
    pónganle una estrella|una estrella para|desinstalen|no compren|antes de que lo borren|me cambié a|me pasé a
    a mitad de precio|mucho mejor que|únanse|úsenlo|todo gracias a|resultados garantizados|pago al ver|me manda mensagem
    manda mensagem|me chama no direct|comenta eu quero|comente eu quero|comenta aí|meu link|com meu link|pelo meu link
    usa meu código|usem meu código|bota meu código|interessados chamar|interessados no|sem consulta|aprovado na hora
    cai na hora|recuperou minha conta|vendo dois ingressos|vendo 2 ingressos|vendo ingresso|vendo ingressos
    preço de custo|poucas unidades|últimas peças|os 20 primeiros|os 50 primeiros|os 100 primeiros|seguidores reais
    sem prova|ajude com qualquer valor|qualquer valor ajuda|compartilhar por favor|ouçam|votem em|deem uma estrela
    desinstalem|antes que apaguem|mudei para|mudei pra|metade do preço|muito melhor que|melhor que qualquer
    caiu na conta|deposita e saca|saquei|tá pagando|pagando muito|scrivici|commentate|il mio link|col mio link
    con il mio link|usate il mio|inserisci il mio|se interessati|se interessato|senza busta paga|approvato in
    ho recuperato l'account grazie|vendo due biglietti|vendo 2 biglietti|vendo biglietti|pezzi limitati|ultimi pezzi
    i primi 20|i primi 50|i primi 100|follower reali|senza esame|ogni condivisione|condividete per favore
    mettete una stella|disinstallate|non comprate|prima che lo cancellino|sono passato a|metà prezzo|molto meglio
    reageer met|mijn link|via mijn link|gebruik mijn|bij interesse|zonder bkr|op is op|de eerste 20|de eerste 50
    echte volgers|doneer|elke euro helpt|stem op|verwijder de app|koop niet bij|voor het verwijderd wordt
    ik ben overgestapt|halve prijs|twee kaarten te koop|min länk|via min länk|vid intresse|utan uc|så länge lagret
    de första 20|riktiga följare|skänk|rösta på|köp inte från|halva priset|jag bytte till|z mojego linku|wpisz mój kod
    zainteresowani|zainteresowanych zapraszam|bez bik|odzyskał mi konto|sprzedam bilet|sprzedam 2 bilety
    sprzedam dwa bilety|liczba miejsc ograniczona|pierwsze 20 osób|pierwszych 50|prawdziwi obserwujący|bez egzaminu
    wpłać|każda złotówka|głosujcie na|dajcie jedną gwiazdkę|odinstalujcie|nie kupujcie|zanim usuną|przeszedłem na
    przeszłam na|o połowę taniej|o wiele lepsze|lepszy niż|dużo lepsze|můj odkaz|přes můj odkaz|při zájmu|bez registru
    prvních 20|prvních 50|hlasujte|nekupujte|poloviční cena|přešel jsem|kommenteld|a linkemen|érdeklődni|bar listásoknak
    az első 20|az első 50|szavazzatok|ne vegyétek|féláron|linkul meu|cu linkul meu|codul meu de|persoane interesate
    primii 20|primii 50|votați|nu cumpărați|jumătate de preț|am trecut la|по моей ссылке|моя ссылка|мою ссылку|введи мой
    вводи мой|вводите мой|кому интересно|кому надо|кому нужно|интересующихся|пишите сюда|пишите мне|ставь плюс
    ставьте плюс|плюс в комментариях|плюсик в|первым 10|первым 20|первым 50|первые 20|первые 50|одобрение за|без отказа
    без справок|вернула деньги благодаря|помог восстановить|продам билет|продам два билета|продам 2 билета
    живые подписчики|удалим отзывы|удаление отзывов|без экзамена|пожертвуйте|важен каждый репост|любая сумма|голосуйте
    ставьте единицу|ставьте единицы|удаляйте приложение|не покупайте у|пока не удалили|перешла на|перешёл на|перешел на
    в два раза дешевле|намного лучше|гораздо лучше|забрал фрибет|фрибет|выплата сразу|за моїм посиланням|кому цікаво
    пишіть мені|першим 20|не купуйте у|перейшла на|перейшов на|вдвічі дешевше|кожен репост|yoruma yaz|linkimden|linkimle
    kodumla|kodumu gir|ilgilenenler|dm'ye gel|dm gel|kefilsiz|anında onay|hesabımı kurtardı|iki bilet satılık
    stoklarla sınırlı|ilk 20 kişi|ilk 50 kişi|ilk 100 kişi|gerçek takipçi|sınavsız|bağış yap|her paylaşım|oy verin
    oy verelim|bir yıldız verin|silinmeden|geçtim çok memnunum|yarı fiyatına|çok daha iyi|çevrim şartı|anında çekim
    tag çalışması|etiket çalışması|علق ب|علقوا|اكتب تم|اكتبوا تم|رابطي|عن طريق رابطي|من رابطي|استخدم كودي|للمهتمين
    المهتمين|للجادين|بدون كشف|موافقة فورية|رجع لي حسابي|رجعلي حسابي|أبيع تذكرة|للبيع تذكرتين|تذاكر للبيع|الكمية محدودة
    أول ٢٠|أول 20|أول ٥٠|أول 50|متابعين حقيقيين|بدون اختبار|تبرع|تبرعوا|ساهموا|رتويت لاهنتوا|صوتوا|قيموا بنجمة
    نجمة واحدة|احذفوا التطبيق|لا تشترون|لا تشتروا|قبل الحذف|نص السعر|بنص السعر|نصف السعر|أحسن بكثير|أفضل بكثير
    انتقلت إلى|حولت على|فعال ومجرب|مضمون 100|लिंक से|मेरे लिंक से|मेरा लिंक|मेरे कोड से|मेरे कोड|कमेंट करें|कमेंट करो
    इच्छुक|बिना गारंटी|तुरंत मंजूरी|अकाउंट वापस दिलाया|पहले 50|पहले 100|दान करें|वोट करो|वोट करें|एक स्टार दो
    अनइंस्टॉल करो|आधे दाम|आधी कीमत|बहुत बेहतर|ट्रेंड कराओ|ट्रेंड कराना|mere link se|mera link|আমার লিংক|আমার কোড
    আগ্রহীরা|কমেন্ট করুন|প্রথম ৫০|দান করুন|ভোট দিন|অর্ধেক দামে|অনেক ভালো|pakai link|link aku|link saya|lewat link
    pakai kode aku|kode aku|komen di bawah|yang minat|minat dm|minat chat|minat wa|tanpa jaminan|langsung cair
    akun saya balik|jual tiket|dijual tiket|stok terbatas|20 orang pertama|50 orang pertama|follower asli|donasi
    bantu share|vote untuk|kasih bintang 1|uninstall yuk|sebelum dihapus|setengah harga|sudah pindah|withdraw lancar
    modal receh|ramaikan tagar|naikkan tagar|link của mình|nhập mã của|mã của mình|comment để|ai quan tâm|ib nhận|ib để
    không thế chấp|duyệt nhanh|giải ngân|lấy lại nick|pass vé|pass lại vé|nhượng vé|còn 2 vé|20 bạn đầu|50 bạn đầu
    100 bạn đầu|tăng follow|tăng like|không cần thi|quyên góp|bình chọn|vote cho|đánh giá 1 sao|cho 1 sao|gỡ app
    trước khi bị xóa|nửa giá|rẻ hơn nhiều|tốt hơn nhiều|chuyển sang dùng|qua đây đi|ลิงก์ของเรา|ใช้โค้ดเรา|โค้ดของเรา
    คอมเมนต์|คอมเม้น|สนใจ dm|ไม่เช็คบูโร|อนุมัติไว|ขายบัตร|20 คนแรก|50 คนแรก|โหวตให้|ช่วยโหวต|อย่าซื้อ|ครึ่งราคา|ย้ายมา
    ดีกว่าเยอะ|用我的链接|我的链接|填我的|输入我的|有意的|有意者|感兴趣的|想了解的|需要的私|滴我|无抵押|秒批|秒下款
    帮我找回|找回账号|出两张|转让门票|前20名|前50名|前100名|真人粉|涨粉|包过|捐款|求转发|求扩|打一星|一星好评|卸载吧
    都别买|抓紧存|好太多|强太多|跑路来|提现秒|稳定出款|带你上岸|帶你|填我的碼|我的邀請|コメントして|コメントください
    私のリンク|このリンクから|紹介リンク|紹介で|興味ある方|気になる方|気になった方|興味がある方|審査なし|即日振込
    即日入金|取り戻してくれ|チケット譲|譲ります|お譲り|先着20|先着50|先着100|フォロワー増|寄付|拡散希望|投票して|星1つけ
    アンインストールしよう|消される前に|乗り換え|断然いい|ぜひ見て|ぜひ試|稼げました|振り込まれ|댓글 남|댓글 주|제 링크
    링크로 가입|추천인|관심 있으신|관심있으신|필요하신 분|무심사|당일 입금|계정 찾아|양도합니다|양도해요|선착순 20
    선착순 50|팔로워 늘|기부|투표해|별점 1|별점 테러|삭제합시다|사지 맙시다|사지 마세요|지워지기 전|반값|갈아탔|훨씬 나
    훨씬 좋|never set foot in|get it through my link|switch over to
"""
PROMISES = """
    link in comments|write me|write to me in private|pm me|dm me for|dm me if|dm us to|drop me a|ask me about
    send me your|send us your|talk to our|speak to our|our experts|standing by|we fix|we solve|we repair|we help you
    help desk|come join|join our team|join my team|join the team|join thousands|tap the link|swipe up|schreib uns
    schreibt uns|melde dich bei|meldet euch bei|frag mich|fragt mich|pn an mich|link im kommentar|in meiner story
    komm in|kommt in|melde dich an|meldet euch an|jetzt mitmachen|mach mit|macht mit|jetzt sichern|sichere dir
    sichert euch|holt euch|probier es aus|zeig ich dir|wir helfen dir|unser team hilft|unsere experten
    kostenloses erstgespräch|ruf an|ruft an|écrivez moi|envoie moi|envoyez-moi un|mp moi|venez en mp|en bio
    sur mon profil|pose moi|posez-moi vos|je vous explique|je vous montre|rejoins moi|rejoignez-nous|rejoignez moi
    rejoins l'équipe|inscription gratuite|clique sur|cliquez sur le lien|abonnez-vous|suivez-nous|viens découvrir
    venez découvrir|profite de|profitez de|profitez-en|sur demande|on vous aide|nous vous aidons|appelez le|appelez-nous
    escríbenos|escribenos|al privado|al interno|mándame|mandame|mándanos|envíame un|háblame|hablame al|pregúntame
    preguntame|enlace en|les explico|te digo|te ayudo|te ayudamos|les ayudo|únete|unete|inscribete|suscríbete|suscribete
    síguenos|siguenos|sígueme|sigueme|dale clic|visita nuestra|visítanos|conoce nuestra|aprovecha|aprovechen|agenda tu
    reserva tu|pide tu|pídelo|contáctanos|llámanos ya|atención inmediata|chama no|chama eu|chama aqui|me chame
    mande mensagem|mande um oi|no pv|pv aberto|eu te ajudo|vem pro|vem pra|venha para|vem fazer parte|se cadastra
    inscreva-se|se inscreve|clica no|segue lá|segue a gente|siga a|siga nosso|aproveita|aproveite|garanta o|garanta já
    garanta a|peça já|fale com|fala comigo|grupo vip|scriveteci|contattami|contattatemi|nel mio profilo|link nel
    vi mostro|ti aiuto|iscrivetevi|registratevi|clicca sul|seguiteci|unisciti|unitevi|entra nel|approfitta|approfittate
    prenota|prenotate|chiedi info|chiedimi|vi aspetto|ti aspetto|stuur een dm|stuur een pb|op mijn profiel|meld je aan
    schrijf je in|klik hier|volg ons|volg mij|doe mee|doe je mee|kom bij|vraag me|ik laat je zien|wij helpen je
    profiteer|pak nu|registrera dig|klicka här|följ oss|gå med|jag visar dig|passa på|send dm|link i bio|tilmeld dig
    følg oss|bli med|bliv medlem|jeg viser deg|linkki biossa|ilmoittaudu|liity|klikkaa tästä|tule mukaan|napisz na priv
    na pw|link w bio|w moim profilu|dołącz|zapraszam do|zapraszam na|zapraszamy|pokażę ci|pokażę wam|pomożemy
    już na blogu|ranking|obserwuj|do zpráv|zaregistrujte se|klikněte|sledujte|přidej se|ukážu vám|pomůžeme vám
    napíšte mi|odkaz v bio|zaregistrujte sa|kliknite|pridaj sa|írjatok|link a bióban|privátban|regisztrálj|kattints
    kövess|gyere|în privat|link în bio|înscrie-te|înregistrează-te|apasă aici|urmărește|profită|vino în|javi se
    javite se|link u bio|prijavi se|registruj se|pridruži se|pišite u|пишете ми|линк в био|регистрирай се|кликни
    присъедини се|пишите|напиши в|напишите в|в телегу|в тг|тг канал|ссылка ниже|ссылку кину|жми|жмите|переходи
    переходите|заходи|заходите|вступай|вступайте|присоединяйся|присоединяйтесь|регистрируйся|регистрируйтесь|записывайся
    записывайтесь|научу|подскажу|обращайтесь|поможем|забирай|забирайте|успей|успейте|оформляй|оформите|набираем
    ставь лайк|ставьте лайк|в закрепе|подробности в|пишіть|в особисті|в приват|посилання в|тисни|тисніть|переходь
    приєднуйся|приєднуйтесь|реєструйся|реєструйтесь|покажу як|допоможемо|встигни|встигніть|записуйся|στείλτε μου
    στείλε μήνυμα|στο προφίλ μου|γράψου|εγγράψου|εγγραφείτε|πάτα εδώ|πατήστε εδώ|ακολούθησε|έλα στο|επικοινωνήστε
    μάθε πώς|μάθετε πώς|dm'den|dm den|özelden yazın|mesaj atın|yazabilirsiniz|bio'da|biyografide|linke tıkla|linkten
    tıklayın|katıl|katılın|aramıza katıl|üye olun|takip et|takip edin|davet linki|davet linkim|hemen başla|acele et
    acele edin|iletişime geç|bilgi için|راسلنا|كلموني|تواصل معي|تواصلوا|تواصلي|خاص واتس|في البايو|بالبايو|رابط التسجيل
    سجلي|سجلوا|انضم|انضموا|تابعونا|تابعنا|تابعني|استفيدوا|استفد|احجز|احجزي|احجزوا|اطلب الآن|اطلبي|اطلبوا|جربوه|جربيه
    نسدد|نستخرج|نساعدك|نرتب|مكتب معتمد|ارسل كلمة|ارسل لي|دایرکت|پیام بدین|تو بیو|لینک در|لینک تو|عضو شو|عضو شوید
    عضو بشید|ثبت نام کنید|کلیک کنید|دنبال کنید|فالو کنید|همین الان|تماس بگیرید|سفارش|שלחו הודעה|תשלחו לי|קישור בביו
    הירשמו|הרשמו|לחצו כאן|הצטרפו אלינו|עקבו אחרי|בואו ל|דברו איתי|צרו קשר|मैसेज करें|मैसेज करो|इनबॉक्स|डीएम करें
    डीएम करो|लिंक बायो|बायो में|जुड़ें|जुड़िए|जुड़ो|ज्वाइन करें|ज्वाइन करो|फॉलो करें|संपर्क करे|डाउनलोड करो|dm karein
    inbox me|join karo|join kare|contact karo|follow karo|ইনবক্স করেন|ইনবক্সে|মেসেজ করুন|যোগাযোগ করুন|লিংক বায়ো
    জয়েন করুন|যোগ দিন|রেজিস্ট্রেশন করুন|ক্লিক করুন|ফলো করুন|অর্ডার করুন|மெசேஜ் செய்யவும்|தொடர்பு கொள்ளவும்|இணையுங்கள்
    பதிவு செய்யுங்கள்|கிளிக் செய்யவும்|సంప్రదించండి|జాయిన్ అవ్వండి|క్లిక్ చేయండి|രജിസ്റ്റർ ചെയ്യൂ|ബന്ധപ്പെടുക
    ജോയിൻ ചെയ്യൂ|انباکس کریں|میسج کریں|جوائن کریں|رجسٹر کریں|کلک کریں|فالو کریں|آرڈر کریں|dm ya|cek profil|daftar yuk
    gabung di|gabung bareng|ikut yuk|ikutan yuk|follow akun|hubungi saya|pm saya|daftar segera|sertai kami|message niyo
    pm lang|pm niyo|mag pm|sali na|inbox chị|inbox để|inb|nhắn tin cho|để lại sđt|để lại số|liên hệ em|liên hệ mình
    zalo em|zalo mình|link dưới|tham gia ngay|tham gia cùng|đăng kí ngay|đăng kí tại|theo dõi kênh|theo dõi trang
    nhanh tay|chốt đơn|em hỗ trợ|mình hướng dẫn|em hướng dẫn|ทักเลย|ทักไลน์|ทักข้อความ|แอดไลน์|อินบ็อกซ์|อินบอกซ์
    ลิงก์ในไบโอ|ลิ้งหน้า|ลิงก์หน้าโปร|หน้าโปรไฟล์|กดลิงก์|กดลิ้ง|คลิกลิงก์|สมัครที่นี่|สมัครวันนี้|เข้ากลุ่ม|กดติดตาม
    สนใจทัก|สอบถามทัก|รีบเลย|สั่งเลย|จองเลย|私信|主頁|链接在|連結在|扣个1|聯絡我|加入我们|加入我們|点我|點我|點擊|免費領
    免費體驗|免费体验|带你|手把手|發你|速来|速來|抓紧|赶紧上车|欢迎咨询|歡迎諮詢|諮詢|免费试|固定ポスト|リンクはこちら
    リンクを送|line登録|公式line|dmで|dmまで|参加者募集|リポスト|rtで|引用で|いいねした|いいねで|お早めに|無料相談
    無料体験|dm주세요|dm 주세요|프로필 링크|프로필에|프로필 확인|링크 클릭|링크 참고|오픈톡|가입하세요|신청하세요
    참여하세요|참여하시|팔로우|문의주세요|문의 주세요|알려드려|도와드|서두르세요|wasiliana nami|bonyeza hapa|jisajili
    jiunge|nitumie ujumbe|earn from|earn money|per day from|daily payout|weekly payout|extra cash|no experience
    quit my job|quit my 9-5|ambitious people|motivated people|spots available|places available|limited spots
    limited places|limited stock|almost gone|today only|ends tonight|ends today|ends soon|only today
    first come first served|don't miss|dont miss|never miss a|why still pay|stop paying|don't overpay|don't wait
    liquidation|going out of business|up to 70|half the price|lowest i have seen|free consultation|with my code
    valid until|valid today|wholesale|link to buy|buy yours|grab one|grab it|get one here|you won't regret|game changer
    must have|obsessed with|affiliate|giveaway|airdrop|free money|crypto|forex|mentor|top 5|top 10|top 3|here is how
    this trick|one trick|will surprise you|surprised me|you need to see|watch what|doctors hate|lost 10 kg|lost weight
    natural remedy|hookup|lonely tonight|alone tonight|my pics|my content|exclusive content|verdienst|nebenverdienst
    signale|ohne erfahrung|ohne vorkenntnisse|von zuhause|vom handy|freie plätze|plätze sind|nur heute|ab nur|für nur
    ausverkauf|bis zu 70|bis zu 80|bis zu 90|versandkostenfrei|gratis versand|kostenlos testen|gratis testen|gewinne
    gewinnt|verlosung|verlosen|unbezahlte|kann ich nur empfehlen|empfehlungscode|mit meinem code|code gilt
    beide bekommen|beide je|krypto|investieren|finanziell frei|mach was|hat mir gezeigt|lass mal|gagner|gagne|gagnez
    sans expérience|depuis chez|complément de revenu|revenus|places disponibles|places restantes|dernières places
    dernier jour|dernière chance|aujourd'hui seulement|jusqu'à minuit|à partir de|livraison discrète|répliques|réplique
    grossiste|arrivage|nouvelle collection|déstockage|essai gratuit|c'est gratuit|avec mon code|code valable|code marche
    à gagner|tirage|résultats garantis|motivées|motivés|ambitieuses|ambitieux|ma vie a changé|changé ma vie
    permis de quitter|sans effort|perdu 10 kilos|voyante|médium|ganar|gané|sin experiencia|sin inversión
    desde tu celular|ingreso extra|ingresos extra|quedan pocos|plazas libres|últimas plazas|solo hoy|sólo hoy
    última oportunidad|hasta medianoche|no se lo pierdan|por solo|desde solo|liquidación|hasta el 70|hasta el 80
    hasta el 90|envío gratis|prueba gratis|gratis hoy|sin compromiso|con mi código|mi código|código válido|participa
    participen|gánate|ganadores|regalamos|sorteamos|garantizado|garantizados|garantía total|tarot|amarre|amarres
    lectura de|mala suerte|criptomonedas|cambió mi vida|te va a encantar|réplicas|al mayor|ganhei|ganhe|ganhando
    sem sair de casa|pelo celular|home office|meio período|pagamento no pix|no pix|só hoje|só até|até domingo
    última chance|até meia noite|por apenas|de desconto|até 70|até 80|até 90|entrega grátis|frete grátis|teste grátis
    sem compromisso|meu código|usa o código|código ainda funciona|rodadas grátis|bônus|participe|ganhadores
    resultado garantido|garantido|conteúdo novo|conteúdo exclusivo|solteiras|casadas|novinha|safadinha|mudou minha vida
    pague suas contas|procuro pessoas|maiores de|investir|guadagni|guadagnare|senza esperienza|da casa|posti disponibili
    solo oggi|ultima occasione|fino a mezzanotte|non perderti|a soli|a partire da|liquidazione|fino al 70|fino al 80
    fino al 90|prova gratuita|consulto gratuito|senza impegno|con il mio codice|mio codice|codice valido|in palio|vinci
    vincitori|risultati garantiti|garantito|mi ha cambiato la vita|zonder ervaring|bijverdienen|nog maar|laatste kans
    alleen vandaag|tot middernacht|voor maar|tot 70|tot 80|gratis proberen|mijn code|met mijn code|code werkt|win een
    winactie|winnaars|gegarandeerd|utan erfarenhet|extra inkomst|sista chansen|bara idag|från bara|utförsäljning
    prova gratis|min kod|med min kod|koden gäller|vinn|tävling|vinnare|garanterat|investera|uten erfaring|ekstra inntekt
    siste sjanse|kun i dag|utsalg|udsalg|prøv gratis|konkurranse|konkurrence|vinnere|garantert|lisätuloja
    viimeinen tilaisuus|vain tänään|kokeile ilmaiseksi|arvonta|voita|taattu|bez doświadczenia|dodatkowy dochód|dorób
    zostały miejsca|tylko dziś|tylko dzisiaj|ostatnia szansa|do północy|już od|za jedyne|do -70|za darmo|bez zobowiązań
    mój kod|z moim kodem|kod działa|do wygrania|rozdanie|zwycięzcy|gwarancja zysku|inwestuj|zmieniło moje życie|błędów
    jak wybrać|do pobrania|opinie o|bez zkušeností|přivýdělek|jen dnes|poslední šance|můj kód|kód platí|vyhrajte
    zaručeně|investujte|posledné miesta|len dnes|posledná šanca|zadarmo|tapasztalat nélkül|mellékállás|csak ma
    utolsó esély|végkiárusítás|nyereményjáték|nyerj|garantált|pe săptămână|fără experiență|venit suplimentar
    locuri disponibile|doar azi|ultima șansă|în loc de|câștigă|câștigători|garantat|bez iskustva|dodatna zarada
    samo danas|poslednja prilika|umesto|moj kod|nagradna igra|osvoji|garantovano|без опит|само днес|последен шанс
    разпродажба|безплатно|моят код|спечели|без опыта|заработала|заработал|вывела|осталось мест|последние дни
    последний шанс|до полуночи|всего за|от всего|закрытие магазина|до -70|до -90|бесплатная консультация
    код ещё работает|код работает|действует до|выиграй|выиграйте|победители|подарок каждому|гарантия результата
    гарантируем|инвестируй|крипту|трейдинг|изменило мою жизнь|таро|гадание|ясновидящая|люкс копии|похудела|похудел
    на тиждень|без досвіду|тільки сьогодні|останній шанс|всього за|виграй|переможці|τον μήνα|χωρίς εμπειρία
    έξτρα εισόδημα|μόνο σήμερα|τελευταία ευκαιρία|κωδικό μου|κερδίστε|εγγυημένο|deneyimsiz|sınırlı|son şans|sadece bugün
    bugün geçerli|bugüne özel|gece yarısına|tasfiye|sandık|kazanan|kazananlar|hayatım değişti|بدون خبرة|من البيت
    باقي مقاعد|تنتهي الليلة|ينتهي اليوم|لفترة محدودة|بأقل سعر|مجانا|مجاناً|توصيل مجاني|الفائز|الفائزين|اربح|مضمون|مضمونة
    سداد|تسديد|روحاني|الشيخ|خسرت وزن|غير حياتي|أصلي درجة|بدون تجربه|فقط امروز|آخرین فرصت|برنده|تضمینی|سرمایه گذاری|درآمد
    ללא ניסיון|רק היום|הזדמנות אחרונה|חיסול|הגרלה|מובטח|להשקיע|קוד שלי|बिना अनुभव|सीटें बची|सिर्फ आज|विजेता|ट्रेडिंग
    कमाओ|कमाए|sirf aaj|aaj hi|kamai|অভিজ্ঞতা ছাড়া|শুধু আজ|বিজয়ী|গ্যারান্টি|ইনকাম|குறைந்த விலை|బహుమతి|സൗജന്യം|ദിവസവും
    സമ്മാനം|آخری موقع|صرف آج|گارنٹی|کمائیں|tanpa pengalaman|tanpa modal|tinggal beberapa|hari ini aja|hari ini saja
    terakhir hari ini|buruan|cuci gudang|kodeku|kode saya|pakai kode|pemenang|dijamin|terjamin|cuan|tanpa syarat|terhad
    gaji harian|không cần kinh nghiệm|không cần vốn|hoa hồng|cộng tác viên|ctv|tuyển|việc nhẹ|kiếm thêm|tại nhà
    rút tiền ngay|suất|số lượng có hạn|cơ hội cuối|chỉ hôm nay|duy nhất hôm nay|chỉ từ|xả kho|trúng thưởng
    ไม่ต้องมีประสบการณ์|จำนวนจำกัด|วันนี้วันเดียว|ล้างสต็อก|ลุ้นรับ|ผู้โชคดี|การันตี|สร้างรายได้|เงินด่วน|ทุนน้อย|零基础
    在家|副业|躺赚|今天截止|今晚|不要错过|仅需|甩卖|秒到|返現|返利|稳赚|穩賺|带单|一比一|高仿|复刻|原单|必備|强推|強推
    亲测|親測|安利|种草|瘦了|月収|日給|未経験|在宅|副収入|先着|本日限り|最後のチャンス|当選|抽選|配り|配ります|送金|確率
    稼げ|稼い|儲|痩せ|월수익|무경험|초보 가능|재택|자리 남|오늘만|마지막 기회|추천주|bila uzoefu|leo tu|rt if|retweet if
    rt this|spread the word|make it trend|tag them|tag your|boycott|boycotting|cancel your|cut up|call their|call your
    email their|sponsors|let them know|stand together|patriots|vote with your|who's with me|repost|we demand|ambassador
    collab|boykott|boykottiert|boykottieren|unterschreiben|teilt das|bitte teilen|wacht auf|kopieren|signez|partagez
    réveillez-vous|tous ensemble|on veut|tendance|boicot|boicoteen|boicotear|firma la|firmen|firma aquí|compartan
    difundan|difunde|tendencia|despierten|todos juntos|menciones|hagan rt|rt si|háganlo|imagínense|contraten|contesten
    boicote|boicotem|assine|assinem|compartilhem|divulguem|marquem|marca o|acordem|subam a tag|boicottate|boicottiamo
    petizione|condividete|condividi|svegliatevi|vogliamo|tutti insieme|boycot|deel dit|word wakker|bojkott|bojkotta
    skriv under|boikott|del dette|boikotoi|allekirjoita|bojkot|bojkotujmy|bojkotuj|petycja|podpisz|podpiszcie|udostępnij
    udostępniajcie|obudźcie się|bojkotujte|podepište|sdílejte|podpíšte|zdieľajte|bojkottáljátok|írjátok alá|osszátok
    boicotați|semnați|distribuiți|bojkotujmo|potpišite|podelite|бойкот|бойкотируем|бойкотируйте|петиция|подпишите|репост
    распространите|делитесь|максимальный репост|хештег|в тренды|проснитесь|бойкотуємо|петиція|підпишіть|поширте
    поширюйте|бойкотирайте|споделете|μποϊκοτάζ|υπογράψτε|κοινοποιήστε|boykot|boykot ediyoruz|imzala|imzalayın|paylaşın
    rt yapın|etiketleyin|tt yapalım|gündeme|مقاطعة|قاطعو|وقعوا|انشروا|انشرها|رتويت|ترند|هاشتاق|هاشتاج|استيقظوا|تحریم
    امضا کنید|به اشتراک|חרם|להחרים|חתמו|שתפו|बहिष्कार|बॉयकॉट|शेयर करें|ट्रेंड करो|হ্যাশট্যাগ|বয়কট|শেয়ার করুন
    புறக்கணிப்போம்|பகிருங்கள்|بائیکاٹ|شیئر کریں|ٹرینڈ|boikot|tandatangani|sebarkan|trendingkan|tag akun|tẩy chay|ký tên
    chia sẻ|lan tỏa|ร่วมลงชื่อ|ช่วยแชร์|ดันแท็ก|ติดแท็ก|联名信|转发|轉發|扩散|擴散|冲榜|打榜|控评|应援|應援|不買運動
    署名|拡散|トレンド入り|불매|서명|퍼뜨|해시태그|총공|susia|schluss mit|resultados en|up to 90|up to 80|maestro
    không cọc|sei dabei|hol dir|sem experiência|必备|香多了|vaquinha|tek yıldız|nhận làm|stream it|vote for|tuyển gấp
    半价
"""

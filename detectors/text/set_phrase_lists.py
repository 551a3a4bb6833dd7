"""The set phrases of delight and of dismay, in some forty languages: written down by hand, and learned from no text.

What people hardly write in earnest otherwise. Phrases that hold others, as `recommend` in `would not recommend`, are denied
or stand on the other list.
"""

from __future__ import annotations

# That nothing is wrong, and what nobody wants to be without: a model of words makes a complaint of them.
NO_FAULT = """
    without errors|without a single error|without any issues|without any problems|no problems at all
    no issues at all|no complaints at all|can't stop using|can't stop playing|cannot stop using|can't live without
    cannot live without|nothing to criticise|nothing to criticize|not one complaint|ohne fehler|fehlerfrei
    kein einziges problem|keinerlei probleme|kann nicht klagen|kann mich nicht beschweren|nicht mehr missen
    nicht mehr wegzudenken|läuft wie geschmiert|sans erreur|sans aucun problème|sans problème aucun|aucun souci
    aucun problème|rien à reprocher|ne peux pas m'en passer|peux plus m'en passer|impossible de m'en passer
    sin errores|sin ningún problema|sin problema alguno|ningún problema|no puedo dejar de usar
    no puedo dejar de usarla|no puedo dejar de usarlo|no puedo vivir sin|nada que reprochar|ni un solo problema
    sem erros|sem nenhum problema|nenhum problema|sem problema algum|não consigo parar de usar
    não consigo parar de jogar|não vivo sem|não tenho do que reclamar|nada de que reclamar|senza errori
    senza problemi|senza nessun problema|nessun problema|nessun difetto|non posso farne a meno|non riesco a smettere
    non posso lamentarmi|zonder fouten|zonder problemen|geen enkel probleem|niets te klagen|niks te klagen|foutloos
    vlekkeloos|kan niet meer zonder|kan niet zonder|utan problem|felfritt|inga problem|kan inte klaga
    kan inte leva utan|uten problemer|ingen problemer|kan ikke klage|fejlfrit|feilfritt|uden problemer
    ilman ongelmia|ei mitään ongelmia|toimii moitteetta|moitteettomasti|bez błędów|bez zarzutu|bez problemu
    bez problemów|żadnych problemów|bezbłędnie|nie mam się do czego przyczepić|nie mogę przestać
    nie mogę się oderwać|bez chyb|bez problémů|žádný problém|není co vytknout|funguje bezchybně|bezchybne
    bez problémov|hibátlan|hibátlanul|semmi gond|nincs mit kifogásolni|fără probleme|fără erori|nicio problemă
    bez greške|bez problema|nemam zamjerki|nemam zamerki|brez težav|brez napak|без ошибок|без проблем
    никаких проблем|не к чему придраться|придраться не к чему|не могу оторваться|без помилок|без нарікань
    жодних проблем|без грешки|без проблеми|няма забележки|χωρίς προβλήματα|χωρίς λάθη|κανένα πρόβλημα|άψογα|hatasız
    hiç sorun yok|kusursuz|kötü bir şey yok|elimden bırakamıyorum|bırakamıyorum|şikayetim yok|tanpa masalah
    tanpa error|tidak ada masalah|tidak ada keluhan|gak ada masalah|tiada masalah|không lỗi|không có vấn đề gì
    walang problema|walang reklamo|エラーなく|問題なく|文句なしです|問題なし|不満なし|不満はありません|手放せません
    手放せない|没有任何问题|没毛病|挑不出毛病|爱不释手|離不開|离不开|沒有任何問題|無可挑剔|愛不釋手|문제없이
    문제 없이|흠잡을 데|불만 없|오류 없이|ไม่มีปัญหา|ไม่มีที่ติ|ไร้ที่ติ|ขาดไม่ได้|بدون مشاكل|بدون أي مشكلة
    بدون اخطاء|لا توجد مشاكل|ولا غلطة|بدون مشکل|هیچ مشکلی نداره|בלי בעיות|אין תלונות|ללא תקלות|אין מה להתלונן
    कोई शिकायत नहीं|कोई समस्या नहीं|कोई दिक्कत नहीं|बिना किसी समस्या|koi problem nahi|koi shikayat nahi
    কোনো সমস্যা নেই|কোন সমস্যা নেই|hakuna tatizo|bila shida|bila matatizo
"""
DELIGHT = """
    nothing bad to say|nothing to complain about|no complaints|zero complaints|can't complain|cannot complain|no flaws
    flawless|flawlessly|not a single complaint|10/10|100/10|10 out of 10|5/5|5 stars|five stars|5 star|five star
    can't wait to see|can't wait to try|can't wait to go|can't wait to play|can't wait for the next
    can't wait to come back
    never gets boring|never gets old|loved every minute|loved every second|love every minute|highly recommend
    highly recommended|totally recommend|definitely recommend|strongly recommend|masterpiece|hats off to|kudos to
    shout out to
    chef's kiss|worth every penny|worth every cent|exceeded my expectations|exceeded our expectations|above and beyond
    must see|must have|must buy|keep up the good work|keep up the great work|well done|so happy with|very happy with
    so pleased with|very pleased with|extremely happy|couldn't be happier|could not be happier|will buy again
    will definitely be back|made my day|you guys rock|you rock|best purchase|love love love|absolutely love
    nichts zu meckern|nichts auszusetzen|keine beanstandungen|klare empfehlung|absolute empfehlung|kaufempfehlung
    sehr empfehlenswert|sehr zu empfehlen|kann ich nur empfehlen|nur zu empfehlen|jederzeit wieder|gerne wieder
    meisterwerk
    daumen hoch|sehr zufrieden|rundum zufrieden|vollauf zufrieden|weiter so
    rien à redire|rien à dire|je recommande vivement|je recommande|je conseille|chef-d'oeuvre|chef-d'œuvre
    coup de coeur
    coup de cœur|très satisfait|très satisfaite|très contente|très content|bravo à
    nada malo que decir|ninguna queja|sin quejas|nada que objetar|lo recomiendo|la recomiendo|muy recomendable
    totalmente recomendable|super recomendado|obra maestra|10 de 10|muy satisfecho|muy satisfecha|muy contento con
    me encantó
    me encanta|vale la pena
    nada a reclamar|sem reclamações|nada a declarar|super recomendo|recomendo muito|recomendo|muito satisfeito
    muito satisfeita
    obra-prima|nota 10|nota dez|amei demais|adorei|vale a pena
    niente da dire|nulla da eccepire|nulla da ridire|niente da ridire|consigliatissimo|consigliatissima|lo consiglio
    la consiglio|super consigliato|straconsigliato|capolavoro|molto soddisfatto|molto soddisfatta|complimenti a
    niets op aan te merken|geen klachten|echte aanrader|een aanrader|aanrader|zeer tevreden|heel tevreden|erg blij mee
    meesterwerk|dikke pluim
    inget att klaga på|rekommenderas varmt|rekommenderar starkt|mästerverk|mycket nöjd|jättenöjd|supernöjd
    intet at udsætte|ingen klager|kan varmt anbefales|anbefales varmt|mesterværk|meget tilfreds|super tilfreds
    ingenting å klage på|anbefales på det varmeste|mesterverk|veldig fornøyd|kjempefornøyd
    ei valittamista|suosittelen lämpimästi|suosittelen|mestariteos|erittäin tyytyväinen|tosi tyytyväinen
    nie mam zastrzeżeń|bez zastrzeżeń|gorąco polecam|polecam|arcydzieło|bardzo zadowolony|bardzo zadowolona
    nemám co vytknout|vřele doporučuji|doporučuji|mistrovské dílo|velmi spokojen|velmi spokojená|odporúčam
    veľmi spokojná
    csak ajánlani tudom|bátran ajánlom|ajánlom|remekmű|nagyon elégedett|maximálisan elégedett
    recomand cu încredere|recomand cu drag|recomand|nimic de reproșat|capodoperă|foarte mulțumit|foarte mulțumită
    sve preporuke|toplo preporučujem|preporučujem|bez zamjerke|bez zamerke|remek-djelo|jako zadovoljna|vrlo zadovoljan
    priporočam|zelo zadovoljna|препоръчвам|шедьовър|много доволен|много доволна
    всем рекомендую|рекомендую|без нареканий|нареканий нет|претензий нет|шедевр|10 из 10|очень доволен|очень довольна
    всім рекомендую|дуже задоволена|дуже задоволений|συνιστώ ανεπιφύλακτα|το συνιστώ|αριστούργημα|πολύ ευχαριστημένος
    tavsiye ederim|tavsiye ediyorum|kesinlikle tavsiye|çok memnun kaldım|çok memnunum|başyapıt|on numara
    tek kelimeyle mükemmel
    sangat puas|sangat memuaskan|recommended banget|sangat direkomendasikan|tidak mengecewakan|terbaik|puas hati
    mantap
    rất hài lòng|rất ưng|đáng tiền|sẽ ủng hộ|sẽ mua lại|nên mua|tuyệt vời|không có gì để chê|không chê vào đâu được
    ประทับใจมาก|แนะนำเลย|คุ้มค่ามาก|ชอบมาก|ไม่ผิดหวัง|ดีเยี่ยม
    文句なし|文句のつけようがない|大満足|おすすめです|オススメです|買ってよかった|買って良かった|また買います|大好きです|最高です
    好评|强烈推荐|推荐购买|五星|没得说|无可挑剔|非常满意|很满意|值得购买|值得推荐|物超所值|強烈推薦|非常滿意
    강추|추천합니다|추천해요|최고예요|최고입니다|대만족|만족합니다|아주 좋아요|너무 좋아요
    أنصح به|أنصح بشدة|انصح به|أنصح الجميع|ممتاز جدا|رائع جدا|لا غبار عليه|توصیه میکنم|خیلی راضی|עובד מצוין|ממליץ בחום
    ממליצה בחום
    बहुत बढ़िया|बहुत अच्छा|पैसा वसूल|शानदार|خدمت عمدہ|بہت اچھا|بہت عمدہ|খুব ভালো|অসাধারণ|রেকমেন্ড করছি|மிக அருமை
    சூப்பர்|വളരെ നല്ല
    juda zo'r|tavsiya qilaman|zo'r ekan|raxmat sizlarga|nzuri sana|napendekeza|ninapendekeza
"""
DISMAY = """
    waste of money|waste of time|do not buy|don't buy|don't waste your|never again|never buying|never buy again
    worst ever
    worst experience|worst service|worst product|worst customer service|want my money back|want a refund|my money back
    rip off|ripoff|total scam|stay away|avoid at all costs|zero stars|0 stars|0/10|1/10|still waiting|doesn't work
    does not work
    not working|stopped working|won't work|won't load|won't open|keeps crashing|no response|no reply|nobody answers
    on hold for
    very disappointed|so disappointed|extremely disappointed|not happy with|not satisfied|poor quality|poor service
    terrible service|horrible service|awful service|unacceptable|what a joke|is a joke|fed up|sick of
    would not recommend
    wouldn't recommend|not recommended|do not recommend|don't recommend|not worth it|not worth the|broke after
    fell apart
    wrong item|never arrived|not delivered|hasn't arrived|third time|pathetic|ridiculous
    nie wieder|finger weg|nicht zu empfehlen|nicht empfehlenswert|nicht empfehlen|geld zurück|funktioniert nicht
    geht nicht
    kaputt|enttäuscht|enttäuschend|unverschämt|unverschämtheit|frechheit|schlechter service|zumutung|nicht zufrieden
    unzufrieden|warte seit|keine antwort|totaler schrott|abzocke
    plus jamais|à fuir|à éviter|ne recommande pas|je déconseille|ne fonctionne pas|ne marche pas|ne marche plus
    très déçu
    très déçue|déçu|déçue|arnaque|inadmissible|inacceptable|scandaleux|une honte|aucune réponse|pas de réponse
    mauvaise qualité
    nunca más|no lo recomiendo|no la recomiendo|no recomiendo|no funciona|no sirve|muy mala|muy malo|pésimo|pésima
    decepcionado|decepcionada|estafa|mala calidad|mal servicio|qué vergüenza|una vergüenza|inaceptable|no responden
    dejó de funcionar|qué asco
    nunca mais|não recomendo|nao recomendo|não funciona|não presta|péssimo|péssima|decepção|propaganda enganosa
    má qualidade
    dinheiro de volta|uma vergonha|sem resposta|não compre|não comprem|parou de funcionar|não chegou|veio com defeito
    mai più|sconsigliato|sconsiglio|non lo consiglio|non funziona|pessimo|pessima|deluso|delusa|truffa|soldi buttati
    una vergogna|vergognoso|inaccettabile|nessuna risposta|scarsa qualità
    nooit meer|niet aan te raden|afrader|werkt niet|teleurgesteld|teleurstellend|geld terug|slechte service
    slechte kwaliteit
    waardeloos|oplichters|onacceptabel|geen reactie
    aldrig mer|aldrig igen|rekommenderar inte|fungerar inte|funkar inte|besviken|pengarna tillbaka|dålig kvalitet
    dålig service|usel|uselt|bedrövligt|inget svar
    virker ikke|fungerer ikke|skuffet|elendig|pengene tilbage|kan ikke anbefales|aldri igjen|funker ikke
    pengene tilbake
    ei toimi|en suosittele|pettynyt|huono laatu|surkea|ala-arvoinen|rahat takaisin|ei koskaan enää
    nigdy więcej|nie polecam|nie działa|odradzam|rozczarowany|rozczarowana|strata pieniędzy|zwrot pieniędzy|skandal
    oszuści
    nikdy více|nedoporučuji|nefunguje|zklamaný|zklamaná|zklamání|vyhozené peníze|neodporúčam|sklamaný
    soha többet|nem ajánlom|nem működik|csalódás|csalódtam|csalódott|pénzkidobás|borzalmas|rossz minőség|felháborító
    nu recomand|nu funcționează|nu merge|dezamăgit|dezamăgită|dezamăgitor|bani aruncați|calitate slabă|țeapă
    nikad više|ne preporučujem|ne radi|razočaran|razočarana|razočaranje|užas|sramota|loša usluga|ne priporočam
    ne deluje
    не препоръчвам|не работи|разочарован|разочарована|разочарование|ужасно|боклук|загуба на време
    не рекомендую|не советую|не работает|никогда больше|ужасный|отвратительно|отвратительный|верните деньги
    деньги на ветер
    обман|хамство|не отвечают|до сих пор жду|не працює|жахливо|жах|розчарований|поверніть гроші
    δεν το συνιστώ|δεν λειτουργεί|δεν δουλεύει|απαράδεκτο|απαράδεκτη|απαράδεκτοι|απογοήτευση|χάλια|άθλια|ντροπή
    ποτέ ξανά
    tavsiye etmem|tavsiye etmiyorum|almayın|çalışmıyor|bozuldu|bozuk geldi|berbat|rezalet|pişman oldum|pişmanım
    memnun kalmadım|memnun değilim|hayal kırıklığı|param iade|iade edeceğim|mağdurum|mağdur|kalitesiz|hiç beğenmedim
    tidak berfungsi|mengecewakan|kecewa|kurang puas|tidak puas|tidak sesuai|barang rusak|pelayanan buruk|penipu
    penipuan
    jangan beli|teruk|rosak|kapok
    thất vọng|quá tệ|rất tệ|không hài lòng|không nên mua|đừng mua|lừa đảo|hàng giả|kém chất lượng|chất lượng kém
    không giống hình|giao sai|không dùng được|bị hỏng|phí tiền|tệ hại
    ผิดหวัง|ไม่แนะนำ|แย่มาก|ใช้ไม่ได้|ใช้งานไม่ได้|เสียเงินฟรี|ห่วยแตก|บริการแย่|ไม่ประทับใจ|ของปลอม
    がっかり|最悪|残念です|残念でした|使えません|使えない|壊れました|壊れた|届きません|届かない|返品しました|返金|おすすめしません
    買わない方が|二度と買|不良品|粗悪|動かない|動きません|できません
    不推荐|差评|太差|很差|失望|垃圾|退货|假货|骗人|后悔|上当|不满意|别买|千万别|用不了|打不开|坏了|质量差|服务差|投诉|不值
    浪费钱|退款|太坑|坑人
    비추|실망|최악|환불|불량|고장|안돼요|안 돼요|안됩니다|쓰레기|사지 마세요|별로예요|별로에요|별로입니다|후회
    لا أنصح|لا انصح|سيء جدا|سيئة جدا|أسوأ|اسوأ|لا يعمل|لا تعمل|للأسف|خيبة أمل|نصب|نصابين|احتيال|غير راضي|زفت|خدمة سيئة
    افتضاح|کار نمیکند|کار نمیکنه|ناراضی|پشیمان|کلاهبرداری|بی کیفیت
    לא עובד|לא ממליץ|לא ממליצה|אכזבה|מאוכזב|מאוכזבת|שירות גרוע|גרוע|בושה|החזר כספי
    बेकार|घटिया|खराब|पैसे बर्बाद|मत खरीदो|मत खरीदें|काम नहीं कर|धोखा|बकवास|वाईट|bekar|ghatiya|bakwas|kharab
    بیکار|گھٹیا|خراب|دھوکہ|بکواس|مت خریدیں
    খারাপ|বাজে|ফালতু|প্রতারণা|কাজ করে না|জঘন্য|হতাশ|மோசம்|மொக்கை|மோசமான|கேவலம்|മോശം|മോശമായ|പരാജയം
    ishlamaydi|ishlamayapti|yomon|tavsiya qilmayman|aldov|rasvo|mbaya sana|mbovu|haifanyi kazi|wezi|aibu|utapeli
    ba ya aiki|zalunci|munafuki|azzalumai|takaici|ko dara|akusebenzi|zvakaipa|mbavha|nabi cyane
    አሳፋሪ|መጥፎ|አሳዛኝ|አይሰራም|ሌባ|ሌቦች|ውሸት|ሕማቕ
"""

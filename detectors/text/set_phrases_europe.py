"""Set phrases, and plain words of liking and of grievance, in languages of Europe beyond `set_phrase_lists`.

Written down by hand. A phrase stands alone for how somebody feels; a word (`GLAD`, `SORRY`) leans one way, and counts for
less.
"""

from __future__ import annotations

DELIGHT = """
    works perfectly|works like a charm|works great|thank you so much|thanks so much|great service|great customer service
    excellent service|amazing service|fantastic service|super helpful|so helpful|very helpful|pleasantly surprised
    top notch|first class service|great quality|excellent quality|great value|good value|fast delivery|quick delivery
    exactly as described|love it|loved it|loving it|love this|love these|love you guys|best service|best ever|keep it up
    big thanks|many thanks|can't fault|cannot fault|couldn't fault|couldn't ask for more|much appreciated
    really appreciate|impressed with|thumbs up|einwandfrei|hervorragend|vielen dank|herzlichen dank|großes lob
    top service|super service|bin begeistert|sind begeistert|schnelle lieferung|wärmstens empfehlen|immer wieder gerne
    klappt super|funktioniert super|funktioniert einwandfrei|je recommande sans|merci beaucoup|un grand merci|très bon
    très bonne|livraison rapide|au top|parfait|j'adore|rien à dire|enchanté|service impeccable|impeccable|muchas gracias
    excelente servicio|muy buena calidad|buenísimo|buenísima|super recomendable|llegó rápido|envío rápido
    estoy encantado|estoy encantada|felicidades por|felicitaciones|de maravilla|perfecto estado|buen servicio
    los mejores|muito bom|muito boa|chegou rápido|entrega rápida|ótimo atendimento|ótima qualidade|excelente atendimento
    parabéns|muito obrigado|muito obrigada|amei|perfeito|super rápido|produto excelente|superou|grazie mille
    ottimo servizio|ottima qualità|ottimo prodotto|consegna veloce|bravissimi|gentilissimi|perfetto|eccellente
    spedizione veloce|assolutamente consigliato|da consigliare|snelle levering|goede service|heel blij|super blij
    dank jullie|top geregeld|uitstekende|fantastische service|jättebra|superbra|kanonbra|snabb leverans|toppenbra
    tack så mycket|grymt bra|bra service|fantastisk service|är så nöjd|älskar det|tusen takk|kjempebra|veldig bra
    super god|mega god|hurtig levering|rask levering|tusind tak|kan kun anbefale|kan anbefales|god service
    absolut en anbefaling|fremragende|enestående|strålende|kiitos paljon|iso kiitos|hyvää palvelua|loistava palvelu
    loistavaa palvelua|erinomainen|nopea toimitus|mahtavaa|upeaa|huippuhyvä|świetna obsługa|szybka dostawa|rewelacja
    rewelacyjny|rewelacyjna|bardzo dobry|bardzo dobra|dziękuję bardzo|bardzo dziękuję|pełen profesjonalizm
    serdecznie polecam|jestem zachwycona|jestem zachwycony|najlepszy|doskonały|doskonała|maximální spokojenost
    rychlé dodání|skvělá obsluha|skvělý|skvělá|skvělé|výborný|výborná|výborné|děkuji moc|paráda|naprostá spokojenost
    maximálna spokojnosť|rýchle dodanie|skvelé|výborne|ďakujem veľmi|vrelo odporúčam|nagyon jó|nagyon finom
    gyors szállítás|imádom|zseniális|fantasztikus|kiváló|tökéletes|köszönöm szépen|szuper volt|felejthetetlen|foarte bun
    foarte bună|foarte buna|livrare rapidă|livrare rapida|multumit de|mulțumit de|multumita de|raport calitate
    merită banii|merita banii|excelent|de nota 10|super multumita|foarte incantata|foarte încântată|recomand tuturor
    calitate excelenta|sve pohvale|sve preporuke|predobro|preukusno|vrhunski|vrhunska|prezadovoljna|prezadovoljan
    prezadovoljni|brza dostava|topla preporuka|odlična usluga|odlična hrana|ljubazno osoblje|zelo zadovoljen
    odlična storitev|hvala lepa|све препоруке|препоручујем|одлично|презадовољна|презадовољан|одлична услуга|препорачувам
    многу задоволен|многу задоволна|отличен|страхотен|страхотна|страхотно|прекрасен|прекрасна|прекрасно|много добър
    много добра|невероятен|невероятна|горещо препоръчвам|бързa доставка|благодаря ви|отличный сервис|спасибо большое
    огромное спасибо|все отлично|всё отлично|все понравилось|очень понравилось|очень вкусно|быстрая доставка
    быстро доставили|лучший сервис|молодцы|так держать|работает отлично|великолепно|замечательный|замечательная
    дуже добре|дуже сподобалось|дуже сподобалося|щиро дякую|чудовий сервіс|швидка доставка|найкращий|все чудово
    вельмі добра|шчыры дзякуй|πολύ καλό|πολύ καλή|άψογη εξυπηρέτηση|άψογο|άψογη|εξαιρετικό|εξαιρετική|ευχαριστώ πολύ
    συγχαρητήρια|μπράβο σας|το λάτρεψα|υπέροχο|υπέροχη|άριστη εξυπηρέτηση|γρήγορη παράδοση|κορυφαίο|τέλειο|labai gerai
    rekomenduoju|labai patenkinta|labai patenkintas|puikus aptarnavimas|ačiū labai|ļoti labi|iesaku|ļoti apmierināta
    ļoti apmierināts|lielisks|paldies liels|väga hea|soovitan|väga rahul|suurepärane|suur aitäh|super hea|mæli með
    mjög ánægð|mjög ánægður|frábær þjónusta|frábært|æðislegt|takk kærlega|ardderchog|diolch yn fawr|bendigedig|rhagorol
    go raibh maith agat|ar fheabhas|oso ona|oso ondo|bikaina|eskerrik asko|gomendatzen dut|zoragarria
    benetan gomendagarria|molt recomanable|totalment recomanable|ho recomano|molt content|molt contenta|excel·lent
    tot perfecte|repetirem|hi tornarem|ens ha encantat|tracte excel·lent|moi ben|moi bo|recoméndoo|encantoume
    moitas grazas|shumë mirë|shumë i kënaqur|shumë e kënaqur|faleminderit shumë|e rekomandoj|shkëlqyeshëm|baie dankie
    baie goed|puik diens|beste diens|uitstekende diens|beveel dit aan
"""
DISMAY = """
    can't log in|cannot log in|can't login|unable to log in|can't access|can't connect|no signal|no internet|no service
    keeps freezing|keeps failing|keeps dropping|is down|are down|not loading|won't connect|won't turn on
    stopped charging|charged twice|overcharged|double charged|wrong size|wrong order|missing items|still no
    still haven't|still not|how long does it take|waste my time|worst company|bad service|shocking service|disgusting
    disgraceful|appalling|useless|shambles|utter rubbish|absolute joke|ripped off|scammed|faulty|arrived broken
    arrived damaged|falls apart|cheaply made|doesn't fit|not as described|not as advertised|false advertising|no help
    no answer|never received|never again will|disappointing|disappointed|dissatisfied|frustrating|nightmare
    horrible experience|schrecklich|katastrophe|katastrophal|unfassbar|lächerlich|verspätet|fällt aus|ausfall
    schon wieder|funktioniert nix|lässt sich nicht|kommt nicht|nicht angekommen|nicht geliefert|frech|saftladen
    schlechte qualität|mangelhaft|minderwertig|ärgerlich|nervt|zum kotzen|keine ahnung was ihr|reklamation|beschwerde
    armselig|peinlich|en panne|toujours pas|toujours rien|c'est une honte|n'importe quoi|service déplorable|déplorable
    lamentable|catastrophique|je suis furieux|jamais reçu|pas livré|défectueux|remboursez|remboursement|inutilisable
    se moque du monde|foutage de gueule|ras le bol|honteux|abusé|à chier|pas terrible|très mauvais|très mauvaise
    no llega|no llegó|no me llega|sin servicio|sin señal|no carga|no abre|no puedo entrar|no puedo acceder|no contestan
    no atienden|pésimo servicio|malísimo|malísima|horrible servicio|ladrones|robo|devuelvan|reembolso|defectuoso
    llegó roto|se rompió|decepción|asco|basura|porquería|vergonzoso|una mierda|no compren|no lo compren|peor servicio
    qué mal|não chega|não recebi|não consigo|não carrega|não abre|sem sinal|sem internet|péssimo atendimento|horrível
    lixo|enganação|descaso|vergonha|estorno|defeito|quebrado|quebrou|não respondem|ninguém responde|decepcionado
    decepcionada|pior|golpe|fraude|falta de respeito|cobrança indevida|não entregaram|não compro mais|fujam|non arriva
    non arrivato|non riesco|non si apre|non carica|servizio pessimo|pessimo servizio|schifo|fa schifo|vergogna|ladri
    rimborso|rotto|difettoso|delusione|scadente|indecente|vergognosi|non comprate|peggiore|che delusione
    nessuno risponde|disservizio|inutile|slecht|schandalig|belachelijk|niet geleverd|te laat geleverd|kapot|niet goed
    ontevreden|oplichting|rotzooi|geldverspilling|wacht al|krijg geen|klacht|waardeloze service|niet bereikbaar
    onbeschoft|om te huilen|storing|weggegooid geld|dåligt|värdelös|värdelöst|hopplöst|bedrägeri|trasig|trasigt|pinsamt
    katastrof|urdåligt|missnöjd|inte nöjd|försenad|försenat|svarar inte|ingen hjälp|funkar ej|lurad|lurade|undermålig
    skandal|skämt|oacceptabelt|usla|dårlig|dårligt|elendigt|utilfreds|misfornøyd|spild af penge|bortkastet|skuffende
    aldrig mere|svarer ikke|i stykker|ødelagt|svindel|håbløs|håbløst|håpløst|uacceptabelt|uakseptabelt|forfærdelig
    forfærdeligt|forferdelig|pinlig|pinligt|anbefales ikke|dårlig service|huono|huonoa|törkeää|paska|ei vastaa
    ei vastata|hävytöntä|pettymys|kamala|kamalaa|naurettavaa|älä osta|vituttaa|kusetus|huijaus|rahastus|ei pääse
    taaskaan|vieläkään|ei tullut|ei saa|beznadziejny|beznadziejna|beznadzieja|porażka|dramat|masakra|tragedia|słaby
    słaba|żenada|kpina|okropny|okropna|fatalny|fatalna|oszustwo|zepsuty|popsuło się|bubel|badziewie|nie odpowiadają
    wciąż czekam|nadal czekam|nie dotarło|nie dotarła|żałuję|nie warto|nie mogę się zalogować|nie da się|hrozný|hrozná
    hrozné|otřesné|otřesný|katastrofa|podvod|podvodníci|nekvalitní|rozbité|nespokojený|nespokojená|ostuda|hrůza
    nereagují|nejde|nelze se přihlásit|nekvalitné|otrasné|nespokojnosť|hanba|nefunkčné|sklamanie|nedá sa|nem jó
    nagyon rossz|borzasztó|szörnyű|átverés|selejt|tönkrement|elromlott|bosszantó|unalmas|gagyi|vacak|pocsék
    kritikán aluli|nem válaszol|nem érkezett|ne vegyétek|nem tudok belépni|időpocsékolás|botrányos|használhatatlan
    idegesítő|nu merge|nu functioneaza|dezamagit|dezamagita|slaba|slabă|s-a stricat|stricat|s-a rupt|nu merită|nu merita
    proasta|proastă|jenant|bataie de joc|bătaie de joc|oribil|groaznic|nu raspund|nu răspund|foarte prost|foarte slab
    teapa|bani aruncati|nu mai cumpar|grozno|užasno|odvratno|bezobrazno|prevara|prevaranti|bačen novac|bačene pare
    nezadovoljna|nezadovoljan|nikada više|očajno|jadno|neprihvatljivo|nije stiglo|čekali smo|zagorjelo|nejestivo
    razočarenje|ne mogu se prijaviti|neljubazno|neljubazni|nikoli več|nezadovoljen|slaba kvaliteta|goljufi|не ради
    не препоручујем|срамота|лопови|бачене паре|разочаран|катастрофа|не препорачувам|фрлени пари|очајно|измама|ужасен
    ужасна|отвратително|срам|измамници|крадци|скучен|скучна|скучно|безсмислен|не си струва|загубено време
    лошо обслужване|лошо качество|недоволен|недоволна|счупен|не отговарят|кошмар|пълен провал|пълна глупост
    губене на време|тъпо|слаб филм|ужасно|не ловит|не грузит|не открывается|не заходит|не могу войти|не могу зайти
    сломался|сломалось|отстой|позор|мошенники|разочарован|разочарована|не понравилось|не приходит|не пришло|не пришел
    нет связи|нет интернета|не отвечает|задолбали|достали уже|сколько можно|безобразие|воруют|тормозит|глючит|верните
    плохое качество|плохой сервис|ужасный сервис|ни в коем случае|не раджу|не рекомендую|жахливий|жахлива|шахраї
    розчарована|розчарування|гроші на вітер|не відповідають|ганьба|огидно|погана якість|зламався|не відкривається
    не можу увійти|не можу зайти|не працуе|дрэнна|ашуканцы|расчараваны|δεν ανοίγει|δεν απαντάνε|δεν απαντάει
    δεν απαντούν|μην αγοράσετε|μην το αγοράσετε|σκουπίδι|σκουπίδια|κακή ποιότητα|τραγικό|τραγική|αίσχος|ντροπή σας
    κλέφτες|απατεώνες|απάτη|ψεύτες|ψέματα|χαλασμένο|άχρηστο|άχρηστοι|άχρηστη|ξεφτίλα|ξεφτίλες|πεταμένα λεφτά
    δεν μου άρεσε|απογοητευτικό|απογοητευτική|γελοίο|γελοίοι|κακή εξυπηρέτηση|δεν μπορώ να συνδεθώ|neveikia
    nerekomenduoju|labai blogai|nusivylęs|nusivylusi|nusivyliau|siaubas|sukčiai|gėda|nepatenkinta|neatsako
    negaliu prisijungti|nestrādā|neiesaku|ļoti slikti|vīlusies|vīlies|vilšanās|šausmas|krāpnieki|kauns|neatbild|ei tööta
    ei soovita|väga halb|pettunud|pettumus|kohutav|petturid|raha raiskamine|ei vasta|halb teenindus|virkar ekki
    mæli ekki með|ömurlegt|ömurleg|hræðilegt|vonbrigði|svindl|óánægð|óánægður|lélegt|léleg þjónusta|til skammar
    peningasóun|ónýtt|ddim yn gweithio|siomedig|gwarthus|ofnadwy|ní oibríonn|uafásach|náireach|ez dabil
    ez du funtzionatzen|oso txarra|penagarria|iruzurra|lotsagarria|ez dut gomendatzen|desengainua|nazkagarria|oso txarto
    no ho recomano|molt dolent|molt dolenta|pèssim|pèssima|decebut|decebuda|vergonyós|mal servei|mala qualitat
    no hi tornarem|no tornarem|decepcionant|una estafa|non funciona|moi malo|moi mala|non o recomendo|unha vergoña
    nuk punon|nuk funksionon|shumë keq|i zhgënjyer|e zhgënjyer|zhgënjim|mashtrues|mashtrim|turp|nuk e rekomandoj
    i tmerrshëm|e tmerrshme|werk nie|swak diens|teleurgesteld|bedrog|skelms|vreeslik|skande|verskriklik|nooit weer
    baie swak|mors van geld
"""
GLAD = """
    thank you|thanks|thx|great|awesome|amazing|perfect|excellent|wonderful|fantastic|brilliant|lovely|cheers|superb
    delicious|beautiful|happy with|grateful|appreciate|danke|toll|prima|klasse|wunderbar|freundlich|lecker|perfekt|merci
    génial|magnifique|bravo|délicieux|superbe|gracias|genial|excelente|hermoso|increíble|maravilla|obrigado|obrigada
    ótimo|ótima|lindo|linda|maravilhoso|grazie|ottimo|ottima|bello|bellissimo|buono|bravi|fantastico|bedankt|dank je
    geweldig|heerlijk|mooi|lekker|tevreden|tack|underbar|underbart|fantastiskt|älskar|bästa|takk|tak for|dejlig|dejligt
    lækker|lækkert|fantastisk|nydelig|kiitos|ihana|ihanaa|mahtava|upea|paras|loistava|hyvä|dziękuję|świetny|świetna
    świetnie|super|pyszne|cudowny|cudowna|warto|wspaniały|děkuji|perfektní|krásný|krásná|ďakujem|köszönöm|szuper|remek
    legjobb|csodálatos|finom|kedves|gyönyörű|mulțumesc|multumesc|minunat|minunată|frumos|hvala|odlično|odlična|odličan
    ukusno|ljubazni|lijepo|pohvale|прекрасно|отлично|благодаря|браво|любим|хубав|хубава|спасибо|супер|класс|отличный
    отличная|понравилось|понравился|вкусно|довольна|доволен|лучший|лучшая|удобно|дякую|чудово|чудовий|класно|смачно
    ευχαριστώ|μπράβο|τέλεια|υπέροχα|ωραίο|ωραία|όμορφο|αγαπημένο|ačiū|puiku|puikus|puiki|paldies|lieliski|brīnišķīgi
    aitäh|imeline|takk fyrir|frábær|snilld|gwych|iontach|ederra|gràcies|fantàstic|boníssim|preciós|encantadora|grazas
    faleminderit|dankie|wonderlik|pragtig
"""
SORRY = """
    worst|terrible|horrible|awful|broken|broke|crap|rubbish|slow|delayed|refund|complaint|angry|annoying|annoyed|fail
    failed|sucks|stupid|bad|poor|bug|problem|damaged|dirty|rude|cancelled|schlecht|langsam|defekt|nervig|ärger|leider
    dreckig|teuer|unfreundlich|störung|mauvais|mauvaise|pourri|problème|malheureusement|cassé|retard|malo|mala|lento
    caro|sucio|roto|feo|triste|problema|queja|demora|atraso|sujo|reclamação|errado|brutto|brutta|sporco|guasto|purtroppo
    ritardo|reclamo|kapot|traag|duur|vies|helaas|vertraging|probleem|jammer|sämst|dyrt|tyvärr|äcklig|desværre|kedelig
    langsom|beskidt|kold|dessverre|kjedelig|treg|surkea|hidas|kallis|likainen|ongelma|valitettavasti|myöhässä|syvältä
    słabo|drogo|wolno|brudno|niestety|awaria|zły|zła|drahé|pomalé|špatný|špatná|bohužel|bohužiaľ|zlý|zlé|rossz|lassú
    drága|piszkos|sajnos|hibás|gyenge|buta|slab|scump|murdar|din păcate|din pacate|urât|problemă|loše|loša|loš|sporo
    skupo|prljavo|nažalost|hladno|hladna|slabo|лошо|лош|бавно|скъпо|мръсно|глупав|тъп|провал|плохо|плохой|плохая
    медленно|дорого|грязно|хам|обман|ошибка|проблема|сбой|хуже|погано|поганий|повільно|брудно|помилка|жаль|κακό|κακή
    αργό|ακριβό|βρώμικο|δυστυχώς|πρόβλημα|χάλια|κρίμα|blogai|blogas|lėtas|brangu|slikti|slikts|lēns|dārgi|diemžēl
    aeglane|kahjuks|slæmt|hægt|dýrt|því miður|araf|drud|yn anffodus|txarra|garestia|dolent|dolenta|malauradament
    desgraciadamente|keq|ngadalë|fatkeqësisht|sleg|vuil|ongelukkig
"""

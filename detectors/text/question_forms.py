"""How people ask without a question mark, in some ninety languages: phrases, openings of a sentence, last words."""

from __future__ import annotations

# Nobody who complains writes these: wherever they stand, somebody wants to be given an answer.
OPENLY = """
    find out if|find out whether|wondering if|wondering whether|wonder if|wonder whether|würde mich interessieren
    mich würde interessieren|vraag me af
    me pregunto si|je me demande si|mi chiedo se|chciałbym się dowiedzieć|chciałabym się dowiedzieć|chciałem zapytać
    подскажите
    підкажіть|хотел спросить|хотела спросить|хотів запитати|кто-нибудь знает|кто знает|хтось знає|хто знає|naomba kujua
    ada yang tau|ada yang tahu|xin hỏi|cho hỏi|cho mình hỏi|cho em hỏi|มีใครรู้|มีใครทราบ|حد يعرف|ممكن اعرف|ممكن أعرف
    هل يوجد
    کسی میدونه|کسی می‌دونه|کسی می داند|מישהו יודע|מישהי יודעת|किसी को पता|कोई बता|কেউ কি জানেন|কেউ জানেন|کسی کو معلوم
    有没有人知道
    有人知道吗|谁知道|아시는 분|知ってる人|ご存知の方|教えてください
    how do i|how can i|how do you|how does one|how to fix|how to get|how long does|where do i|where can i
    what should i|what can i do|any idea how|any idea when|any idea why|any ideas how|any idea if|any idea whether
    does anyone know|does anybody know|anyone know|anybody know|has anyone else|is anyone else|does anyone have
    can someone tell|can someone help|can anyone help|can anyone tell|could you tell me|can you tell me
    could you let me know|can you let me know|is it possible to|is there a way|is there any way|is there an option to
    do i need to|do i have to|would like to know|i'd like to know|want to know|was wondering|just wondering
    quick question|question for you|i have a question|can anyone recommend|can someone explain|can anyone explain
    wie kann ich|wie komme ich|wie bekomme ich|weiß jemand|weiß wer|kann mir jemand|hat jemand|kennt jemand
    gibt es eine möglichkeit|ist es möglich|ich wüsste gern|frage mich ob|wollte fragen|mal eine frage|kurze frage
    könnt ihr mir sagen|können sie mir sagen
    comment faire|comment puis-je|quelqu'un sait|est-il possible|quelqu'un saurait|quelqu'un pourrait me dire
    est-ce que quelqu'un|je voudrais savoir|j'aimerais savoir|savez-vous|pouvez-vous me dire|sauriez-vous|petite question
    alguien sabe|alguien sabría|cómo puedo|como puedo|cómo hago|quisiera saber|me pueden decir|me podrían decir
    es posible|quiero saber|hay alguna forma|hay alguna manera|hay forma de|hay manera de|una pregunta|me podéis decir
    alguém sabe|como faço|como eu faço|gostaria de saber|queria saber|tem como|alguém pode me dizer|uma dúvida
    existe alguma forma|há alguma forma|qualcuno sa|come posso|come faccio|vorrei sapere|mi sapete dire|è possibile
    qualcuno mi sa|c'è un modo|c'è modo|una domanda|sapete dirmi
    weet iemand|hoe kan ik|hoe kom ik|is het mogelijk|kan iemand mij|kunnen jullie mij vertellen|vraagje
    iemand enig idee|någon som vet|vet någon|hur gör man|hur kan jag|går det att|undrar om|finns det något sätt
    er der nogen der ved|nogen der ved|hvordan kan jeg|hvordan gør man|er det muligt|noen som vet|vet noen
    hvordan får jeg|lurer på om|tietääkö kukaan|tietääkö joku|miten saan|miten voin|osaako joku|onko mahdollista
    czy ktoś wie|jak mogę|czy można|czy da się|ma ktoś|wie ktoś może|ktoś wie|nevíte někdo|neví někdo|ví někdo
    jak můžu|je možné|dá se|nevie niekto|vie niekto|ako môžem|tudja valaki|tudja-e valaki|hogyan tudom|lehet-e
    meg tudná mondani|valaki tudja|lenne egy kérdésem|știe cineva|stie cineva|cum pot|se poate|are cineva idee
    zna li netko|zna li neko|zna li tko|zna li ko|kako mogu|je li moguće|da li je moguće|ali kdo ve|a kdo ve
    kako lahko|ar kas žino|gal kas žino|vai kāds zina|kas keegi teab|kā es varu|kaip galėčiau|kuidas saab
    как мне|кто знает|кто-нибудь знает|подскажите|можно ли|возможно ли|хотел бы узнать|хотела бы узнать|хочу узнать
    есть ли возможность|як мені|хто знає|хтось знає|підкажіть|чи можна|чи є можливість|някой знае|знае ли някой
    как мога|възможно ли е|знае ли некој|некој знае|како можам|ξέρει κανείς|πώς μπορώ|γνωρίζει κανείς|είναι δυνατόν
    υπάρχει τρόπος|μια ερώτηση|bilen var mı|bilgisi olan var mı|nasıl yapabilirim|nasıl yaparım|acaba|mümkün mü
    bilgi alabilir miyim|bir şey soracaktım|bilən var|necə edim|білетін бар ма|biladigan bormi|мэдэх хүн байна уу
    ada yang tahu|ada yang tau|bagaimana cara|gimana cara|apakah bisa|mau tanya|nak tanya|macam mana nak|numpang tanya
    boleh tanya|có ai biết|ai biết|làm thế nào|làm sao để|cho hỏi|cho mình hỏi|cho em hỏi|cho tôi hỏi|xin hỏi
    alam niyo ba|alam nyo ba|paano po|pwede po ba|may nakakaalam|may nakaka-alam|tanong ko lang
    कैसे करें|कोई बता|कोई बताए|क्या कोई|किसी को पता|कृपया बताएं|बता सकते हैं|kaise kare|koi bata|kya koi|kaise karu
    kisi ko pata|कुणाला माहित|कोणाला माहिती|कसैलाई थाहा|કોઈને ખબર|ਕਿਸੇ ਨੂੰ ਪਤਾ|কেউ কি জানেন|কেউ জানেন|কিভাবে|কীভাবে
    எப்படி|எவ்வாறு|யாருக்காவது தெரியுமா|എങ്ങനെ|ആർക്കെങ്കിലും അറിയാമോ|ఎలా|ఎవరికైనా తెలుసా|ಹೇಗೆ|ಯಾರಿಗಾದರೂ ಗೊತ್ತಾ
    کیسے|کوئی بتا|کیا کوئی|كيف يمكن|كيف أقدر|كيف اقدر|هل يمكن|ممكن اعرف|ممكن أعرف|احد يعرف|أحد يعرف|حد يعرف|حدا يعرف
    مين يعرف|شلون|ازاي|چطور می|چگونه|کسی میدونه|کسی می‌دونه|کسی می دونه|کسی می‌داند|امکانش هست
    איך אפשר|איך אני|מישהו יודע|מישהי יודעת|יודעים אם|האם ניתן|האם אפשר|jinsi gani|nawezaje|ninawezaje|naomba kujua
    naomba kuuliza|kuna mtu anajua|anayejua|yaya zan|ta yaya|wanda ya sani|báwo ni|bawo ni|owaziyo|ngicela ukubuza
    misy mahalala|a di kush|a e di kush|veit einhver|an bhfuil a fhios|oes rhywun yn gwybod|inork badaki|algú sap
    alguén sabe|xi ħadd jaf|èske yon moun|moun ki konnen|weet enigiemand|እንዴት|როგორ|ვინმემ იცის|ինչպես
    どうすれば|どうしたら|教えてください|教えて下さい|方法はあり|分かる方|わかる方|知ってる人|知っている方|ご存知|ご存じ
    どなたか|でしょうか|怎么办|请问|請問|请教|求助|问一下|想问|想問|有没有人知道|有人知道|谁知道|誰知道|怎么才能|如何才能
    怎样才能|怎麼辦|怎么修改|怎么取消|怎么设置|怎么申请|怎么联系|怎么使用|该怎么|要怎么|어떻게 해야|어떻게 하나|어떻게 하면
    아시는 분|아시는분|알려주세요|방법이 있|가능한가|궁금합니다|궁금해요|궁금한데|ใครรู้|ใครทราบ|ทำยังไง|ทำอย่างไร|สอบถาม
    ขอถาม|อยากทราบว่า|ຖາມແດ່|កសូមសួរ|ចង់សួរ|မေးချင်|කොහොමද|දන්නවද
"""

# A sentence that begins so asks. Words that begin other sentences, too ("when", "como", "wie"), stand with what follows.
OPENINGS = """
    vous acceptez|vous livrez|vous vendez|vous prenez|vous faites|hacen reservas|hacen envío|tienen servicio|c'è il|c'è la
    c'è un|ci sono|हर कितने|कितना समय|moneltako|mihin aikaan|чи є|чи можна|чи працює|tenéis|hacéis|aceptáis|vendéis
    leveren jullie|verzenden jullie|hebben jullie|accepteren jullie|verkopen jullie|bieden jullie|zijn jullie open
    doen jullie
    skickar ni|levererar ni|säljer ni|erbjuder ni|tar ni emot|har ni öppet|har ni någon|har ni möjlighet|finns det
    sender i også|sender i til|leverer i|sælger i|tilbyder i|tager i imod|har i åbent|har i nogen|sender dere|leverer dere
    selger dere|tilbyr dere|tar dere imot|har dere åpent|har dere noen|finnes det|findes der|liefert ihr
    verschickt ihr|habt ihr
    verkauft ihr|bietet ihr|nehmt ihr|liefern sie|versenden sie|haben sie|bieten sie|akzeptiert ihr|kann ich bei euch
    livrez-vous|vendez-vous|avez-vous|acceptez-vous|proposez-vous|faites-vous|tienen talla|hacen envíos|aceptan
    envían a|venden
    vocês entregam|vocês aceitam|vocês vendem|vocês têm|vocês tem|vocês fazem|entregam em|aceitam|spedite anche|spedite in
    accettate|vendete|avete la|avete il|fate anche|posíláte|doručujete|prodáváte|nabízíte|zasielate|doručujete|predávate
    wysyłacie|sprzedajecie|przyjmujecie|szállítanak|küldenek|szállíttok|küldtök|árulnak|elfogadnak|livrați|trimiteți
    vindeți
    acceptați|primiți card|доставляете|отправляете|продаете|продаёте|принимаете|а в какие|надсилаєте|доставляєте|продаєте
    приймаєте|доставяте|изпращате|продавате|приемате|доставувате|испраќате|šaljete|dostavljate|prodajete|primate kartice
    pošiljate|siunčiate|pristatote|vai piegādājat|piegādājat|kas saadate|στέλνετε|δέχεστε|πουλάτε|κάνετε αποστολές|έχετε σε
    אתם שולחים|אתם מקבלים|אתם מוכרים|יש לכם|אפשר לשלם|אפשר להזמין|ارسال دارید|کیا آپ|کیا یہ|کیا میں|کیا اس|کیا کوئی
    کب تک|کتنے میں|کتنے کا|کہاں سے|আপনারা কি|আপনাদের কি|এটা কি|এটি কি|এখানে কি|আমি কি|ওটা কি|mnatuma|mnauza|mnafikisha|mna
    je mna|je kuna|boleh hantar|boleh tak|boleh ke|ada tak|boleh saya|bisa kirim|bisa bayar|bisa cod|kirim ke|nagdedeliver
    nagshi-ship|nagbebenta|tumatanggap|pwede ba|pwede po ba|may available|meron ba|does the|does this|do you ship
    do you sell
    do you deliver|do you have|do you accept|do you offer|will it work|can it be|can this be|are you open|are there any
    can i|can we|can you|can one|could i|could you|could we|do i|do you|do we|does it|does the|does your|does this
    does that|is it|is there|is your|is anyone|are you|are there|are your|will it|will you
    will the|will there|will i|should i|should we|may i|am i|have you got|has anyone|has anybody|did you|did anyone
    where do|where can|where is|where's|where are|where did|when do|when does|when is|when will|when are|when can
    who do|who can|how do|how can|how long|how much|how many|how often|how far|how early|how soon|how late|what time
    what's the|what is the|what are|what kind|what size|what day|what do i|what does|any update on|any news on
    any chance|any way to|anyone|anybody|what happens if|which one|which of|so how do|so when|when's|what's your|do they
    kann man|kann ich|könnt ihr|könnten sie|können sie|könnte ich|gibt es|gibts|habt ihr|hat wer|darf ich|darf man
    muss ich|muss man|soll ich|wo kann|wo finde|wo bekomme|wo gibt|wo ist|wie lange|wie viel|wie viele|wie teuer|wie oft
    wie funktioniert|wie ändere|wie storniere|wie kündige|wann kommt|wann öffnet|wann gibt|wann ist|wann macht|wann wird
    was kostet|ab wann|bis wann|gilt das|gilt die|gilt der|lohnt sich|geht das auch
    nehmt ihr|liefert ihr|verkauft ihr|macht ihr|bietet ihr|welche|welcher|welches
    est-ce|peut-on|puis-je|pouvez-vous|pourriez-vous|avez-vous|y a-t-il|ya-t-il|faut-il|dois-je|doit-on|combien
    à quelle heure|où puis|où est|où se|où trouver|où peut|comment on|comment je|comment puis|comment peut|comment ça
    quand est-ce|quand sera|quand seront|quel est|quelle est|quels sont|quelles sont|quelqu'un|c'est possible de
    sait-on|auriez-vous|vous savez si|acceptez-vous|livrez-vous|vendez-vous|êtes-vous|faites-vous|proposez-vous
    se puede|se pueden|cuánto cuesta|cuánto tarda|cuánto vale|cuánto tiempo|cuántos|cuántas
    cuánto es|a qué hora|dónde|adónde|cuándo|cuál es|cuáles son|qué horario|qué día|qué tengo que|hace falta|alguien
    sabéis|saben si|sabes si|me podéis|aceptan|aceptáis|venden|vendéis
    dá para|dá pra|da pra|vocês têm|vocês entregam|vocês vendem|vocês aceitam|quanto custa|quanto tempo|onde posso
    onde fica|onde encontro|onde compro|quando abre|quando chega|quando volta|quando lança|quando começa
    qual é|como posso|pode-se|será que|que horas|até que horas|aceitam|alguém
    si può|si possono|quanto costa|quanto tempo|a che ora|dove posso|dove trovo|dove si|quando apre
    quando arriva|quando esce|quando sarà|qual è|quali sono|sapete se|sapete quando|sapete quanto|accettate|spedite
    kan ik|kan je|kan men|kun je|kunnen jullie|mag ik|is er|zijn er|heeft iemand|waar kan|waar vind|hoe lang|hoeveel
    hoe kan|hoe kom|hoe werkt|moet ik|hebben jullie|werkt dit|wat kost|welke|wanneer komt|wanneer is|kan mens|kan ek
    is daar
    kan man|kan jag|kan ni|finns det|har ni|får man|hur lång|hur länge|hur mycket|hur många
    hur byter|hur ändrar|när kommer|när öppnar|när börjar|var kan|var hittar|var finns|vad kostar|säljer ni|tar ni
    kan jeg|kan du|kan dere|er der|er dere|har dere|findes der|finnes det|går det an|får jeg|hvor lenge
    hvor længe|hvor mye|hvor meget|hvor mange|hvor finner|hvor finder|hvor kan|hvor er|hvornår|når kommer|når åpner
    når åbner|hva koster|hvad koster|hvordan endrer|hvordan ændrer|selger dere|sælger i|hvilken|hvilket
    onko|voiko|saako|voitteko|voisiko|oletteko|tuleeko|toimiiko|myyttekö|pystyykö|löytyykö|kuuluuko|tarvitseeko|pitääkö
    käykö|meneekö|maksaako|aukeaako|ehtiikö|voinko|saanko|pitäisikö|kannattaako|otatteko|lähetättekö|miten vaihdan
    paljonko|montako|kuinka kauan|kuinka paljon|mihin aikaan|milloin tulee|milloin aukeaa|mistä saa|mistä löydän|missä on
    czy|da się|ile kosztuje|ile trwa|jak długo|jak zmienić|jak można|jak anulować|gdzie mogę|gdzie znajdę|gdzie można
    gdzie jest|kiedy będzie|kiedy będą|o której|do której|jest możliwość|są jakieś|macie w|macie może
    lze|můžu|mohu|můžete|máte v|dá se|jak dlouho|jak si|jak změnit|kde můžu|kde najdu|kde je|kdy bude|kdy budou|kdy otev
    kolik stojí|v kolik|do kolika|je tu někdo|má někdo|bude se|je možnost|jde to|môžem|môžete|dá sa|ako dlho|kde nájdem
    kedy bude|koľko stojí|má niekto|je tu niekto
    lehet|meg lehet|hogyan lehet|hol lehet|hol találom|mikor|mennyi|mennyibe|meddig|hány|hánykor|van valakinek|tudtok
    tudnátok|van-e|lesz-e|mit kell|honnan|nem tudja valaki|nem tudjátok
    unde pot|unde găsesc|când se|când deschide|când vine|cât costă|cat costa|cât durează|există vreo|la ce oră
    are cineva|este posibil|livrați|acceptați|aveți cumva
    može li|mogu li|ima li|imate li|da li|je li|jel|znate li|postoji li|treba li|koliko košta|koliko kosta|koliko traje
    gdje mogu|gde mogu|gdje je|gde je|kad će|kada će|kako se|kako promijeniti|kako promeniti|zanima me|do koliko sati
    ali je|ali lahko|ali imate|kje lahko|kje je|kdaj bo|koliko stane|kako naj
    а можно|есть ли|а есть|будет ли|работает ли|сколько стоит|где можно|где найти|где купить|где находится
    когда будет|когда откроется|когда появится|когда выйдет|во сколько|до скольки|кто-нибудь
    у вас есть|а у вас|есть возможность|как поменять|как узнать|как оформить|как отключить|как подключить|как вернуть
    чи|скільки коштує|де можна|де знайти|коли буде|коли відкри|до котрої|о котрій|хто-небудь|як змінити
    як дізнатися|дали|може ли|мога ли|има ли|къде мога|къде|кога ще|колко струва|колко време|каде|колку чини|кога ќе
    μπορώ να|μπορείτε να|μπορούμε να|πού μπορώ|πού θα|πότε|πόσο κοστίζει|πόσο κάνει|πόση ώρα|γίνεται να|πώς γίνεται
    nasıl|ne zaman|kaç|kaça|hangi|nereden|nerede|var mı|necə|nə vaxt|harada|neçəyə|қалай|қашан|қайда|қанша|qanday qilib
    qachon|qayerda|qancha|яаж|хэзээ|хаана
    apakah|apa bisa|bisakah|bisa nggak|bisa gak|bisa ga|bisa ngga|kapan|dimana bisa|di mana bisa|berapa|ada tak|macam mana
    bila buka|boleh ke|gimana|bagaimana
    khi nào|bao giờ|bao lâu|bao nhiêu|mấy giờ|ở đâu|làm sao|sao để
    paano|pwede ba|pwede po|magkano|saan|kailan|meron ba|meron po|may alam|mayroon ba
    kas|kuidas|kus saab|millal|palju maksab|kur var|cik maksā|kad būs|kaip|kur galima|kiek kainuoja|kada bus
    a ka|a mund|si mund|ku mund|kur hapet|sa kushton|er hægt|hvernig get|hvar|hvenær|hvað kostar|conas|an féidir
    an bhfuil|cá bhfuil|cathain|sut ydw|sut mae|a oes|ble mae|pryd|ba al|al da|nola|noiz|non dago|zenbat|com puc|es pot
    on puc|quant costa|hi ha alguna|pódese|hai algunha|canto custa|kif nista|fejn|kemm jiswa|tista
    èske|eske|ki jan|kijan|kilè|ki kote|konbyen|wapi naweza|lini|bei gani|yaushe|ina zan|nawa ne|ko akwai|ko zan iya
    ǹjẹ́|njẹ|ṣé|nígbà wo|níbo|kanjani|ingabe|malini|sidee|goorma|xagee|ma jiraa|ahoana|rahoviana|aiza|ohatrinona
    هل|كيف|متى|وين ألقى|وين الاقي|فين ألاقي|كم سعر|كم السعر|بكم|آیا|چطور|میشه|می‌شه|می شه|می‌شود|کی باز
    האם|איך|מתי|איפה|כמה עולה|כמה זמן|אפשר לקבל|אפשר לדעת|ניתן
    क्या|कब|कहाँ|कहां|kya|kab|kahan|कधी|कुठे|कसे|कसं|कसरी|कहिले|કેવી રીતે|ક્યારે|ਕੀ|ਕਿਵੇਂ|ਕਦੋਂ
    কখন|কোথায়|எப்போது|எங்கே|ఎప్పుడు|ఎక్కడ|ಯಾವಾಗ|ಎಲ್ಲಿ|എപ്പോൾ|എവിടെ
    መቼ|የት|ስንት|რამდენი|როდის|სად|որտեղ|երբ
    តើ|ຢູ່ໃສ|如何|怎么|怎麼|什么时候|什麼時候|哪里可以|哪裡可以|哪里能|多少钱|能不能|可不可以|是否|언제부터|어디서
    is the store|is the app|is the site|is the website|is the shop|is the office|is the branch|is the service|is this still
    is this available|are the stores|are the shops|are the trains|ist die filiale|ist das geschäft|ist der laden
    ist die app
    är det någon|är det möjligt|är det öppet|er det noen|er det mulig|er det åpent|er det nogen|posso pagar|posso usar
    posso trocar|posso levar|posso devolver|posso pagare|posso usare|posso cambiare|posso portare|posso ritirare
    posso avere
    puedo pagar|puedo usar|puedo cambiar|puedo llevar|puedo devolver|puedo recoger|pot să plătesc|pot să schimb
    pot să returnez|pot să ridic|qual o horário|qual o prazo|qual o valor|qual a diferença|сколько длится|сколько идет
    сколько идёт|какой график|какой срок|какая цена|какая стоимость|скажите пожалуйста|скажіть будь ласка
    можно оплатить|можно вернуть|можно купить|можно заказать|कितने बजे|कितने का|कितना समय|कितने दिन|কত টাকা|কত দিন
    ar galima|ar yra|ar veikia|ar turite|kā var|vai ir|vai var|vai jūs|얼마인|얼마예|얼마에요
"""

# A sentence that ends in one of these words asks, in languages that set words apart.
LAST_WORDS = """
    mı|mü|mu|mısınız|misiniz|musunuz|müsünüz|mıyım|miyim|muyum|müyüm|mıyız|miyiz|mıdır|midir|olurmu|olarmı|varmı|nggak|gak
    ngga|enggak|ма|ме|ба|бе|уу|үү|вэ|бэ|юу|bormi|mumkinmi|bo'ladimi|क्या|kya|কি|কিনা|নাকি|കിട്ടുമോ|ഉണ്ടോ|പറ്റുമോ
    முடியுமா|இருக்கா
    உண்டா|கிடைக்குமா|தெரியுமா|ఉందా|చేయవచ్చా|దొరుకుతుందా|ಇದೆಯಾ
"""

# Sentences in languages that do not set words apart end so.
ENDINGS = (
    "吗",
    "嗎",
    "呢",
    "ですか",
    "ますか",
    "ませんか",
    "でしょうか",
    "ですかね",
    "ますかね",
    "のかな",
    "できるかな",
    "んですか",
    "ไหม",
    "มั้ย",
    "ไหมคะ",
    "ไหมครับ",
    "มั้ยคะ",
    "มั้ยครับ",
    "หรือเปล่า",
    "รึเปล่า",
    "หรือยัง",
    "ยังไงคะ",
    "ยังไงครับ",
    "อย่างไรคะ",
    "อย่างไรครับ",
    "เท่าไหร่",
    "เท่าไหร่คะ",
    "เท่าไหร่ครับ",
    "กี่โมง",
    "กี่โมงคะ",
    "กี่โมงครับ",
    "ที่ไหนคะ",
    "ที่ไหนครับ",
    "เมื่อไหร่คะ",
    "เมื่อไหร่ครับ",
    "나요",
    "까요",
    "습니까",
    "합니까",
    "됩니까",
    "입니까",
    "인가요",
    "는지요",
    "可以吗",
    "多少",
    "多久",
    "几点",
    "哪里",
    "လား",
    "လဲ",
    "မလဲ",
    "ទេបង",
    "ບໍ່ແດ່",
    "ແນວໃດ",
    "ເທົ່າໃດ",
    "ຢູ່ໃສ",
)

# Words that ask wherever they stand in a sentence, in the one language that has them; before some they do not.
PARTICLES = (
    r"""(?<!вряд )(?<!едва )(?<!чуть )(?<!\bто )\bли\b|\bهل\b|\bآیا\b|(?<!\bano )\bba (?:kayo|ang|yung|ito|po|ako|siya)\b"""
)
PARTICLES += (
    r"""|\bpo ba\b|\bda li\b|\bbormi\b|(?<=\w{4})(?:tteko|ttekö)\b|\b(?:ga|gak|ngga|nggak|enggak) (?:ya|sih|kak|min)$"""
)

# What nobody wants an answer to: who asks so complains.
OUTCRIES = """
    how many times|how hard can it|how hard is it to|are you kidding|is this a joke|what am i paying for|what a joke
    soll das ein witz|wie oft noch|wie oft muss|ist das euer ernst|wofür zahle ich|combien de fois|c'est une blague
    vous vous moquez|cuántas veces|hasta cuándo|es una broma|quantas vezes|até quando|é piada|isso é brincadeira
    quante volte
    possibile che|state scherzando|hoe vaak nog|hoe vaak moet|is dit een grap|hur många gånger|skojar ni|hvor mange gange
    hvor mange ganger|er det en spøk|kuinka monta kertaa|ile razy|ile można|to jakiś żart|jaja sobie|kolikrát|to si děláte
    koľkokrát|hányszor|de câte ori|până când|glumiți|koliko puta|dokle više|сколько можно|сколько раз|издеваетесь
    скільки можна|скільки разів|знущаєтесь|знущаєтеся|докога|колко пъти|πόσες φορές|μας κοροϊδεύετε|kaç kere|kaç defa
    dalga mı|daha ne kadar|إلى متى|الى متى|كم مرة|تا کی|چند بار|כמה פעמים|עד מתי|कितनी बार|कब तक झेल|আর কত|کتنی بار
    berapa kali|mau sampai kapan|sampai kapan|ilang beses|mpaka lini|bao nhiêu lần nữa|到底还要|还要等多久|要等到什么时候
    いつまで待たせ|何回|언제까지|몇 번째
"""

# Why something is so: who asks that complains as often as not.
WHY = """
    why|warum|wieso|weshalb|pourquoi|por qué|porque|por que|perché|perche|waarom|varför|hvorfor|miksi|dlaczego|czemu|proč
    prečo|miért|de ce|zašto|zasto|почему|чому|защо|зошто|γιατί|neden|niye|niçin|kenapa|mengapa|bakit|tại sao|sao|kodėl
    kāpēc|miks|nega|niyə|mbona|kwa nini|लिए क्यों|क्यों|কেন|کیوں|چرا|ليش|لماذا|ليه|למה|ทำไม|なぜ|なんで|どうして|왜
    为什么|為什麼|为啥
"""

# How much, how many, how long, until when: a short sentence that holds one asks, wherever it stands.
AMOUNTS = """
    how much is|how much does|how much for|how many can|how long is|how long does|what time|until when|from what age
    wie lange ist|wie lange gilt|wie viel kostet|wieviel kostet|bis wann|ab wann|um wie viel uhr|ab welchem
    bis wie viel uhr
    à partir de combien|combien de temps|combien coûte|c'est combien|quelle heure|jusqu'à quelle|à quel prix|qué hora
    a cuánto
    cuánto cuesta|cuánto vale|cuánto tarda|hasta qué hora|desde cuánto|a partir de cuánto|que horas|quanto custa
    até que horas
    a partir de quanto|quanto tempo demora|che ora|quanto costa|quanto dura|quanto tempo ci|da quanto in su|ce oră
    cât costă
    cât durează|de la ce sumă|hoe laat|hoeveel kost|hoe lang duurt|tot hoe laat|vanaf welk bedrag|hur mycket kostar
    hur dags
    hur länge gäller|vilken tid|hvor meget koster|hvor mye koster|hvor længe|hvor lenge|hvilken tid|mihin asti|paljonko
    mihin aikaan|kuinka kauan|montako|do której|o której|ile kosztuje|od jakiej kwoty|jak długo|do kolika|v kolik
    kolik stojí
    od kolika|jak dlouho|do koľkej|koľko stojí|mennyibe kerül|hány óráig|hánytól|meddig vannak|meddig tart|meddig érvényes
    до скольки|во сколько|сколько стоит|сколько идет|до какого часа|от какой суммы|до котрої|о котрій|скільки коштує
    від якої суми|до колко часа|колко струва|до колку часот|колку чини|do koliko sati|koliko košta|do kiek valandų
    kiek kainuoja
    cik maksā|līdz cikiem|kui palju maksab|mis kellani|πόσο κοστίζει|πόσο κάνει|τι ώρα|μέχρι τι ώρα|saat kaça kadar
    kaça kadar
    saat kaçta|kaç tl|ne kadar tutar|كم سعر|بكم|كم الساعة|الساعة كم|متى يفتح|متى تفتح|متى يغلق|ساعت چند|چنده|چند است|چقدره
    עד איזו שעה|עד איזה שעה|באיזו שעה|כמה עולה|कितने बजे|कितने का|कितने की|कितना लगेगा|কয়টা পর্যন্ত|কত টাকা|কত দাম
    کتنے بجے
    کتنے کا|jam berapa|berapa harga|berapa lama|pukul berapa|berapa ongkir|mấy giờ|bao nhiêu tiền|giá bao nhiêu|กี่โมง
    เท่าไหร่
    กี่บาท|何時まで|何時から|いくらですか|몇 시까지|몇시까지|얼마예요|几点|多少钱|saa ngapi|bei gani|shilingi ngapi
    magkano|anong oras
    hanggang anong|რომელ საათამდე|რა ღირს|ժամը քանիսին|ինչ արժե|ስንት ሰዓት|ስንት ነው|neçəyədək|saat neçə|neçəyədir
    soat nechagacha
"""
# Of English an auxiliary verb and who or what it is of begin a question.
INVERTED = (
    r"(?:can|could|may|do|does|is|are|will|would|should|did|has|have) "
    r"(?:i|we|you|they|it|he|she|a|an|the|my|your|this|that|these|those|there|any|anyone|somebody|someone|children|kids)\b"
)

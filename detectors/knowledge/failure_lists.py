"""The words by which people say in each language that something fails, for `detectors.knowledge.failures`."""

# A hyphen stands for the rest of a word. In scripts without spaces a word may begin and end anywhere.
WORDS = {
    "en": "not no never none nothing nobody cannot cant wont dont doesnt didnt isnt arent wasnt couldnt "
    "unable impossible -n't without fail- error errors broken breaks broke down outage stuck wrong "
    "missing lost crash- freez- frozen dead still declin- reject- refus- cancel- twice double "
    "duplicate stopped stops keeps hang- spin- locked drops dropped gone problem- issue issues "
    "trouble",
    "de": "nicht nichts nie niemals kein- ohne unmöglich fehler- falsch- kaputt defekt gestört störung- "
    "ausfall fehlt fehlgeschlagen schlägt hängt abgestürzt stürzt absturz- abstürz- immer.noch "
    "doppelt zweimal verloren abgelehnt gesperrt problem-",
    "fr": "ne n' pas plus jamais rien aucun- sans impossible erreur- panne bug- bloqu- cass- perdu- manqu- "
    "toujours refus- échou- échec plant- deux.fois annul- coupé- coupure- problème-",
    "es": "no nunca nada ningun- ningún sin tampoco imposible error- fallo- falla- fallan caíd- roto rota "
    "perdid- falta bloquead- todavía rechaz- cancel- dos.veces doble cargando incorrecta problema-",
    "pt": "não nao nunca nada nenhum- sem impossível erro- falha- falhou caiu quebrad- perdid- falta trav- "
    "ainda cadê recus- cancel- duas.vezes duplicad- fora.do.ar problema-",
    "it": "non mai niente nulla nessun- senza impossibile errore errori guasto rotto bloccat- perso persa "
    "manca ancora rifiutat- annullat- due.volte fermo ferma problema problemi",
    "nl": "niet niets nooit geen zonder onmogelijk fout- foutmelding storing kapot mislukt vast hangt "
    "verkeerd kwijt nog.steeds geweigerd dubbel twee.keer geannuleerd blijft probleem problemen",
    "sv": "inte ingen inget inga aldrig utan omöjligt fel trasig- funkar.ej avbrott fastnat saknas "
    "försvunn- fortfarande nekas dubbelt kraschar kraschade nere borta dött död",
    "da": "ikke ingen intet aldrig uden umuligt fejl virker.ej nede itu sidder.fast mangler væk stadig afvist dobbelt",
    "no": "ikke ingen intet aldri uten umulig feil nede ødelagt henger mangler borte fortsatt avvist dobbelt",
    "fi": "ei en eivät emme ette etkö eikö mitään koskaan ilman mahdoton virhe- rikki jumissa puuttuu "
    "kadonnut edelleen kaatuu",
    "et": "ei mitte ära kunagi ilma võimatu viga vea- katki kinni puudub kadunud ikka.veel sulgub",
    "lv": "ne- nav nekad bez neiespējami kļūda kļūdas bojāt- joprojām pazud-",
    "lt": "ne- nėra niekada be neįmanoma klaida klaidos sugedo sugedęs vis.dar dingo stringa",
    "pl": "nie nigdy nic żaden żadn- brak bez niemożliw- błąd błęd- awari- zepsut- popsut- zawiesz- wciąż "
    "nadal dwa.razy odrzuc- anulow- zgub-",
    "cs": "ne- nikdy nic žádn- bez chyba chyby chybu nejde rozbit- spadl- padá stále pořád dvakrát zamítn- ztrac- výpadek",
    "sk": "ne- nikdy nič žiadn- bez chyba chyby rozbit- spadl- padá stále dvakrát zamietn- strat- výpadok",
    "sl": "ne ni nisem nikoli nič brez napaka napak- pokvarjen- še.vedno izgubljen- zruši-",
    "hr": "ne nije nema nikad ništa bez greška grešk- pokvaren- još.uvijek nestao pao ruši-",
    "sr": "не није нема никад ништа без грешка грешк- ne nije nema nikad ništa bez greška grešk- pokvaren- još.uvek pao",
    "bs": "ne nije nema nikad ništa bez greška grešk- pokvaren- još.uvijek",
    "bg": "не няма- нямам- никога нищо без грешка грешк- счупен- още двойно спря спира блокира- пада падна прекъс-",
    "mk": "не нема никогаш ништо без грешка грешк- расипан- уште",
    "ru": "не нет ни никогда ничего без нельзя невозможно ошибк- сбой сбо- сломал- завис- вылет- упал- "
    "лежит пропал- до.сих.пор дважды отказ- отклон- отмен- перестал-",
    "uk": "не ні немає ніколи нічого без неможливо помилк- збій збо- зламал- завис- вилітає впав досі двічі відхил- зник-",
    "be": "не няма ніколі нічога без памылк- збой зламаў- дагэтуль",
    "hu": "nem ne sem soha semmi nincs nélkül lehetetlen hiba hibá- rossz elromlott lefagy- összeomlik "
    "még.mindig kétszer elutasít- hiányzik",
    "ro": "nu n-am n-ai n-a n-are n-au n-avem n-aveți n-o "
    "niciodată nimic fără imposibil eroare erori- stricat- picat- pica blocat- lipsește încă "
    "tot.nu de.două.ori respins- anulat- pierdut-",
    "el": "δεν δε μη μην ποτέ τίποτα χωρίς αδύνατο σφάλμα λάθος χαλασμέν- χάλασε έπεσε κόλλησε κολλάει "
    "κλείνει λείπει ακόμα διπλή δύο.φορές ακυρώθηκε",
    "tr": "-mıyor -miyor -muyor -müyor -mıyorum -miyorum -muyorum -müyorum -ılmıyor -ilmiyor -madı -medi "
    "-madım -medim -maz -mez -mıyoruz -miyoruz -mayan -meyen -amadım -emedim -muyo -mıyo -miyo yok "
    "değil hata hatası hiç çöktü çöküyor bozuk kapalı hala hâlâ iki.kez reddedil- iptal kayıp olmuyor "
    "gelmedi",
    "az": "-mır -mir -mur -mür -madı -mədi yox deyil xəta heç",
    "ar": "لا لم لن ليس ليست غير بدون مش مو ما خطأ عطل معطل توقف يتوقف فشل مستحيل مفقود حتى.الآن مرتين مرفوض",
    "he": "לא אין אי.אפשר בלי שום תקלה שגיאה קרס קורס נתקע תקוע שבור עדיין פעמיים נדחה חסר נפל",
    "fa": "نمی- نمیشه نیست نشد نشده ندار- نکرد- نرسید- نیومد- نیامد- نتون- نتوان- نداد- نگرفت- نخورد- "
    "هیچ بدون خطا ارور خراب قطع هنوز دوبار رد گم",
    "ur": "نہیں نہ مت بغیر کبھی خرابی خراب ایرر غلط بند ابھی.تک دو.بار",
    "hi": "नहीं नही ना मत बिना कभी एरर त्रुटि खराब ख़राब बंद गलत अभी.तक दो.बार फेल अटक- nahi nahin nhi band",
    "mr": "नाही नाहीत नको बिना एरर खराब बंद चूक अजून",
    "ne": "छैन भएन सकिन- हुँदैन बिना त्रुटि बिग्र-",
    "bn": "না নেই নাই নয় ছাড়া ত্রুটি সমস্যা নষ্ট বন্ধ ভুল এখনও দুইবার",
    "gu": "નથી નહીં ના ભૂલ બંધ ખરાબ",
    "pa": "ਨਹੀਂ ਨਾ ਗਲਤ ਬੰਦ ਖਰਾਬ",
    "ta": "இல்லை -வில்லை -ல்லை -வேயில்லை முடியவில்லை -வே.இல்லை இல்லாமல் பிழை பழுது பழுதா தவறு மூடி- ஒருபோதும்",
    "te": "లేదు కాదు -లేదు -డం.లేదు -ట్లేదు లోపం పాడై-",
    "kn": "ಇಲ್ಲ -ತ್ತಿಲ್ಲ -ಲಿಲ್ಲ ದೋಷ",
    "ml": "ഇല്ല -ന്നില്ല -ല്ല -യില്ല പിശക് തകരാർ",
    "si": "නැහැ නැත නෑ -න්නේ.නැ දෝෂ",
    "th": "ไม่ มิ ไม่ได้ เสีย พัง ล่ม ค้าง หาย ผิด ยัง ซ้ำ",
    "lo": "ບໍ່ ເສຍ ຜິດ",
    "km": "មិន អត់ ខូច ខុស",
    "my": "မ- ဘူး မရ ပျက် မှား",
    "vi": "không chưa chẳng đừng lỗi hỏng sập treo mất sai vẫn hai.lần bị ko k",
    "id": "tidak tak gak ga nggak enggak bukan belum jangan tanpa error gagal rusak salah hilang macet "
    "terus tertutup masih dua.kali ditolak batal crash keluar",
    "ms": "tidak tak bukan belum jangan tanpa ralat gagal rosak salah hilang masih dua.kali ditolak xleh",
    "jv": "ora gak ndak durung rusak salah",
    "tl": "hindi di ayaw wala walang huwag hindi.pa sira error nawala mali palagi laging nagsasara",
    "sw": "ha- si siwezi sio bila kosa hitilafu imeharibika imevunjika hakuna bado",
    "ha": "ba ban bata babu kuskure",
    "yo": "kò kì kii ko àṣìṣe",
    "ig": "adịghị enweghị -ghị njehie",
    "am": "አይ- አል- የለም የለኝም አልቻል- ስህተት ተበላሽ- ይዘጋል",
    "so": "ma aan maya cilad khalad",
    "ka": "არ ვერ აღარ არა ნუ გარეშე შეცდომა გაფუჭ- ითიშება გაითიშ-",
    "hy": "չի չեմ չկա չէ չ- առանց սխալ",
    "kk": "емес жоқ -майды -мейді -байды -бейді -пайды -пейді қате",
    "uz": "emas yo'q yoʻq -maydi -mayapti -madi -olmayapman xato",
    "mn": "-гүй биш алдаа",
    "ca": "no mai res cap sense impossible error- falla- trencat- caigut perdut encara",
    "gl": "non nunca nada ningún sen imposible erro- falla- roto perdid-",
    "eu": "ez ezin inoiz gabe errore- akats- hondatu-",
    "cy": "ddim nid heb methu gwall",
    "ga": "ní níl nach gan earráid",
    "is": "ekki enginn ekkert aldrei án villa bilað-",
    "sq": "nuk s' jo pa asnjë gabim prish-",
    "af": "nie geen nooit sonder fout stukkend onmoontlik",
    "zu": "a- angi- awu- ayi- iphutha",
    "ja": "ない なか ません ぬ ず 無理 不可 エラー 落ち 壊れ 固ま 止ま 失敗 障害 間違 消え 二重 真っ白",
    "zh": "不 没 無 无 沒 未 别 错 錯 坏 壞 失败 失敗 崩 闪退 閃退 卡 故障 丢 重复 宕",
    "ko": "안 못 않 없 아니 오류 에러 실패 고장 튕 멈 먹통 잘못 아직 두.번",
}
UNSPACED = frozenset({"ja", "zh", "ko", "th", "lo", "km", "my"})

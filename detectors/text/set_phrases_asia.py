"""Set phrases, and plain words of liking and of grievance, in languages of Asia and the Pacific.

Written down by hand, in the script of each and as people write it in Latin letters. A phrase stands alone for how somebody
feels; a word (`GLAD`, `SORRY`) leans one way, and counts for less.
"""

from __future__ import annotations

DELIGHT = """
    बहुत बढ़िया|बहुत अच्छी|बेहतरीन|लाजवाब|मज़ा आ गया|मजा आ गया|बहुत पसंद|पसंद आया|ज़बरदस्त|जबरदस्त|पैसा वसूल|सबसे अच्छा
    bahut accha|bahut acha|bahut achha|bohot acha|bahut badhiya|paisa vasool|mast hai|zabardast|lajawab|maza aa gaya
    sahi hai boss|खूप छान|छान आहे|अप्रतिम|उत्तम आहे|खूप आवडले|मस्त आहे|धेरै राम्रो|राम्रो छ|मन पर्‍यो|मनपर्‍यो|उत्कृष्ट|بہترین
    بہت خوب|زبردست|لاجواب|پسند آیا|مزہ آ گیا|ماشاءاللہ|کیا بات ہے|চমৎকার|দারুণ|দারুন|অনেক ভালো|ভালো লেগেছে|ভালো লাগলো
    খুব সুন্দর|অনেক সুন্দর|খুব মজা|মাশাআল্লাহ|বৰ ভাল|ବହୁତ ଭଲ|மிகவும் நன்று|வேற லெவல்|வேற மாறி|செம்ம|மிகவும் அருமை|நன்றாக உள்ளது
    vera level|vera mari|semma|verithanam|marana mass|അടിപൊളി|കിടിലം|കിടിലൻ|പൊളിച്ചു|ഇഷ്ടപ്പെട്ടു|ഇഷ്ടമായി|തകർത്തു|ഗംഭീരം
    adipoli|kidilan|kidukki|polichu|చాలా బాగుంది|అద్భుతం|చాలా నచ్చింది|చాలా మంచి|chala bagundi|adirindi|ತುಂಬಾ ಚೆನ್ನಾಗಿದೆ
    ಅದ್ಭುತ|ಇಷ್ಟವಾಯಿತು|ಇಷ್ಟ ಆಯ್ತು|tumba chennagide|ખૂબ સરસ|બહુ સરસ|મજા આવી|ਬਹੁਤ ਵਧੀਆ|ਸ਼ਾਨਦਾਰ|ਬਹੁਤ ਸੋਹਣਾ|ਮਜ਼ਾ ਆ ਗਿਆ|bahut vadiya
    හරිම හොඳයි|ගොඩක් හොඳයි|සුපිරි|නියමයි|ඉතා හොඳයි|ang ganda|napakaganda|napakahusay|ang galing|sulit na sulit|sulit ang
    ang bilis ng delivery|okay na okay|nagustuhan ko|the best kayo|maraming salamat|nindot kaayo|salamat kaayo
    apik tenan|matur nuwun|alus pisan|hatur nuhun|sae pisan|bagus sekali|bagus banget|keren banget|mantul|suka banget
    enak banget|sesuai pesanan|sesuai deskripsi|pengiriman cepat|sangat bagus|kualitas bagus|sangat baik|terbaek
    sedap giler|memang terbaik|tahniah|berbaloi|laju sampai|puas banget|pasti order lagi|pasti beli lagi
    next repeat order|bakal balik lagi|recommended seller|langganan|rất tốt|rất đẹp|đẹp lắm|tốt lắm|ngon lắm|rất ngon
    rất thích|quá đẹp|quá tốt|chất lượng tốt|giao hàng nhanh|đóng gói cẩn thận|ưng ý|ưng lắm|xịn xò|xuất sắc|đáng mua
    10 điểm|5 sao|hài lòng lắm|sẽ quay lại|mê lắm|quá xịn|cảm ơn shop|ดีมาก|สุดยอด|ยอดเยี่ยม|อร่อยมาก|ส่งเร็ว|ประทับใจ|คุ้มค่า
    ถูกใจมาก|ปลื้มมาก|น่ารักมาก|ขอบคุณมาก|บริการดี|ល្អណាស់|ពេញចិត្តណាស់|អស្ចារ្យ|ດີຫຼາຍ|ສຸດຍອດ|ມັກຫຼາຍ|အရမ်းကောင်း|ကြိုက်တယ်|အဆင်ပြေတယ်
    маш сайн|гайхалтай сайн|таалагдлаа|気に入りました|気に入って|美味しかった|素晴らし|とても良かった|リピート決定
    リピします|使いやすい|助かりました|助かってます|完璧です|コスパ最高|嬉しいです|ありがとうございます|さすがです
    期待以上|物美价廉|性价比高|太棒了|很喜欢|很好用|很好吃|质量很好|非常好|超级喜欢|完美|点赞|给力|会回购|回购|五星好评
    超值|很棒|讚|超讚|好吃|大推|超推|很滿意|會回購|마음에 들어요|마음에 듭니다|맘에 들어요|맛있어요|맛있습니다|재구매
    배송 빠르고|배송도 빠르고|강력추천|훌륭합니다|가성비 최고|잘 쓰고 있|친절하시|감사합니다|너무 예뻐요|대박
    خیلی خوب بود|عالی بود|عالیه|بسیار عالی|دستتون درد نکنه|حرف نداره|راضی هستم|راضی بودم|پیشنهاد می‌کنم|بی‌نظیر
    کیفیت عالی|خیلی دوستش دارم|ممنونم از|ממליץ מאוד|שירות מעולה|שירות מצוין|כל הכבוד|אהבתי מאוד|פשוט מושלם|טעים מאוד
    תודה רבה|חוויה מדהימה|ممتاز|رائع|خدمة ممتازة|جودة عالية|جودة ممتازة|سرعة التوصيل|مره حلو|مرة حلو|يجنن|شكرا لكم
    يستحق الشراء|خامته ممتازة|çok güzel olmuş|elinize sağlık|ellerinize sağlık|bayıldım|muhteşem|çok beğendim|beğendik
    tam istediğim|sorunsuz geldi|hızlı kargo|çox gözəl|çox yaxşı|tövsiyə edirəm|bəyəndim|өте жақсы|керемет екен
    маған ұнады|абдан жакшы|бисёр хуб|juda yaxshi|ajoyib|gap yo'q|gap yoq|menga yoqdi|zo'r dastur|zor dastur|жуда яхши
    зўр|гап йўқ|gʻoyat yaxshi|ძალიან კარგი|საუკეთესო|მომეწონა|შესანიშნავი|კმაყოფილი ვარ|շատ լավ|հիանալի|շատ գոհ
    շատ համեղ
"""
DISMAY = """
    बहुत बुरा|बहुत खराब|खराब निकला|टूट गया|टूटा हुआ|बंद हो गया|पैसे वापस|नकली|घोटाला|निराशाजनक|काम नहीं करता|मत लेना
    मत लो|पैसे की बर्बादी|पैसा बर्बाद|बिल्कुल बेकार|चालत नाही|काम करत नाही|फसवणूक|फालतू|पैसे वाया|घेऊ नका|निकृष्ट|नराम्रो
    काम गर्दैन|काम गरेन|ठगी|पैसा फिर्ता|kaam nahi kar|kam nahi kar|nahi chal raha|nahi chal rha|nhi chal rha|band ho gaya
    paisa barbad|paise barbad|paise wapas|mat kharido|bekaar|ghatia|dhoka hai|bahut kharab|bohot kharab|bahut bura
    faltu hai|chor hai|kisi kaam ka nahi|بدترین|کام نہیں کر|نہیں چل رہا|نااہل|ناقص|بے شرم|لعنت ہو|پیسے واپس|پیسے ضائع
    جھوٹے|ভালো না|ভালো নয়|নষ্ট হয়ে|নিম্নমানের|ভেজাল|কাজ করছে না|টাকা ফেরত|কিনবেন না|বিরক্তিকর|বাটপার|চোর|পচা|খুবই বাজে|বেয়া
    কাম নকৰে|ଖରାପ|କାମ କରୁନାହିଁ|ଠକିଲେ|வேலை செய்யவில்லை|வேலை செய்யல|ஏமாற்றம்|ஏமாத்தி|நல்லா இல்லை|நல்லா இல்ல|தரமற்ற|பணம் வீண்|படுமோசம்
    குப்பை|வேஸ்ட்|mokkai|mokka padam|nalla illa|nallave illa|kevalama|waste padam|padu mokka|കൊള്ളില്ല|കൊള്ളൂല|വെറുപ്പിച്ചു
    വെറുപ്പിക്കൽ|തട്ടിപ്പ്|പ്രവർത്തിക്കുന്നില്ല|പൈസ പോയി|ചവറ്|ഊള പടം|kollilla|kollula|veruppikkal|veruppichu|oola padam|chavar|చెత్త
    బాగోలేదు|బాలేదు|పనిచేయడం లేదు|పని చేయడం లేదు|మోసం|దొంగలు|నచ్చలేదు|డబ్బు వృధా|దారుణం|bagoledu|baledu|pani cheyatledu
    ಚೆನ್ನಾಗಿಲ್ಲ|ಕೆಲಸ ಮಾಡುತ್ತಿಲ್ಲ|ಕೆಲಸ ಮಾಡಲ್ಲ|ಮೋಸ|ಕಳಪೆ|ದುಡ್ಡು ದಂಡ|chennagilla|kelsa madtilla|કામ કરતું નથી|છેતરપિંડી
    પૈસા બગાડ્યા|નકામું|ਕੰਮ ਨਹੀਂ ਕਰ|ਧੋਖਾ|ਘਟੀਆ|ਬਕਵਾਸ|ਪੈਸੇ ਬਰਬਾਦ|kam nahi karda|නරකයි|වැඩ කරන්නේ නෑ|වැඩ කරන්නේ නැහැ|වැඩක් නෑ
    හොරු|වංචා|කලකිරීම|ayaw gumana|hindi gumagana|di gumagana|nakakadismaya|dismayado|walang kwenta|manloloko|budol
    hindi dumating|wag bumili|huwag bumili|sayang ang pera|sayang pera|sayang lang|nakakainis|bwisit|hindi sumasagot
    ang tagal|hindi maka login|sira agad|mali ang|panget ng|pangit ng|dili mugana|di mugana|pangit kaayo|walay pulos
    elek tenan|ora iso|tidak bisa login|tidak bisa dibuka|gak bisa|ga bisa|gk bisa|nggak bisa|barang rusak|jelek banget
    parah banget|lama banget|zonk|nyesel|ditipu|tak puas hati|hampeh|macam sampah|belum sampai|belum sampe|tidak sampai
    error terus|barang palsu|kecewa berat|kecewa banget|sangat mengecewakan|tidak direspon|tidak ada respon|uang saya
    rasa hambar|tak guna|tak boleh pakai|tak boleh guna|menyesal beli|cepat rusak|không tốt|không như hình
    không như mong đợi|giao thiếu|giao nhầm|thiếu hàng|sai màu|sai hàng|bị lỗi|bị rách|không hoạt động|không vào được
    không đăng nhập|không trả lời|bực mình|quá chậm|rất chậm|giao chậm|1 sao|tốn tiền|không đáng|mùi hôi|chán|dở tệ
    tệ nhất|thái độ|làm ăn|treo đầu dê|không ngon|quá dở|vứt đi|ห่วย|แย่ที่สุด|พังแล้ว|ไม่คุ้ม|ไม่ได้รับ|ไม่ตรงปก|ช้ามาก|รอนานมาก
    เข้าไม่ได้|เปิดไม่ได้|แอพล่ม|ไม่มีคนรับสาย|ไม่ตอบ|ไม่ซื้ออีก|ขอเงินคืน|คืนเงิน|โดนโกง|หลอกลวง|ไม่อร่อย|ไม่ดีเลย|ไม่โอเค
    ล็อกอินไม่ได้|ใช้ไม่ดี|ของเสีย|เข็ดเลย|មិនដំណើរការ|បោកប្រាស់|ខកចិត្ត|មិនល្អ|ໃຊ້ບໍ່ໄດ້|ບໍ່ດີ|ຜິດຫວັງ|ຫຼອກລວງ|အလုပ်မလုပ်|စိတ်ပျက်
    မကောင်း|ဝင်မရ|ажиллахгүй|луйвар|урам хугарлаа|нэвтэрч чадахгүй|ひどい|酷い|期待外れ|期待はずれ|安っぽい|つながらない
    繋がらない|繋がりません|つながりません|フリーズする|エラーになる|対応が悪い|返事がない|返信がない|詐欺|偽物|損した
    無駄でした|使い物になら|腹が立|不具合|返品|不満|ログインできない|落ちる|お金の無駄|失敗でした|ダメでした|いまいち
    イマイチ|星1|不好用|难用|难吃|差劲|不能用|卡顿|闪退|登录不了|登不上|进不去|没人理|骗子|发错|没法用|白花钱|恶心|气死
    掉色|有异味|假的|质量有问题|再也不|不会再买|很垃圾|慢死了|一般般|不如|不好吃|没反应|爛透|難用|難吃|打不開|登入不了
    無法登入|退貨|失望透|浪費錢|當機|안 좋아요|안좋아요|맛없|별로네요|불친절|먹통|안되네요|안 되네요|안열려|튕겨|튕김
    로그인이 안|접속이 안|짜증|사기|파손|배송이 늦|연락이 안|답변이 없|돈 아까|돈아까|엉망|다시는|너무 느려|오류가
    화가 나|성의 없|하자가|찢어져|کار نمی‌کند|کار نمی‌کنه|خراب شد|راضی نیستم|راضی نبودم|پیشنهاد نمی‌کنم|پیشنهاد نمیکنم
    اصلا خوب نیست|نخرید|به درد نخور|بی‌کیفیت|دزدی|تقلبی|مزخرف|آشغال|جواب نمی‌دهند|جواب نمیدن|متاسفانه|متأسفانه
    باز نمی‌شود|باز نمیشه|وارد نمی‌شود|کلاهبردار|לא עובדת|זוועה|מזעזע|רמאים|נוכלים|לא מרוצה|חבל על הכסף|בזבוז כסף
    לא הגיע|לא הגיעה|לא עונים|אף אחד לא עונה|על הפנים|ביזיון|לא נפתח|לא מצליח להתחבר|לא מצליחה להתחבר|פגום|رديء|رديئة
    ما يشتغل|ما تشتغل|ما اشتغل|مغشوش|ما يستحق|لا يستحق|ما وصل|لم يصل|لم تصل|ما يردون|لا أحد يرد|تعامل سيء|خدمه سيئه
    سيء للغاية|مكسور|غير مطابق|أسوء|اسوء|ندمت|ضياع فلوس|لا تشتري|لا تشتروا|لا يفتح|ما يفتح|تجربة سيئة|beğenmedim
    soğuk geldi|geç geldi|gelmedi|ulaşmadı|açılmıyor|giriş yapamıyorum|giremiyorum|dolandırıcı|sahte ürün|eksik geldi
    yanlış ürün|muhatap bulam|ilgilenmiyor|cevap vermiyor|cevap yok|paramı geri|lezzetsiz|çok kötü|hiç iyi değil
    iade ettim|hala gelmedi|hâlâ gelmedi|çağrı merkezi|işləmir|çox pis|bərbad|tövsiyə etmirəm|narazıyam|aldatdılar
    fırıldaq|biabırçılıq|açılmır|bəyənmədim|жұмыс істемейді|істемейді|алдап кетті|өте нашар|ұнамады|иштебейт|абдан начар
    кор намекунад|ochilmayapti|kirmayapti|kirib bo'lmayapti|kira olmayapman|foydasiz|yaroqsiz|befoyda|pulimni|ishlamadi
    aldashadi|juda yomon|ёмон|ишламайди|ишламаяпти|алдов|бефойда|очилмаяпти|кирмаяпти|არ მუშაობს|ძალიან ცუდი|თაღლითები
    უკმაყოფილო|საშინელება|საშინელი|არ გირჩევთ|იმედგაცრუება|չի աշխատում|շատ վատ|հիասթափված|խաբեություն|ամոթ ձեզ|գոհ չեմ
    սարսափելի
"""
GLAD = """
    धन्यवाद|सुंदर|मस्त|छान|उत्तम|राम्रो|अभिनंदन|accha|acha|badhiya|shukriya|dhanyavaad|पसंद|खुश|प्यार|शुभ|شکریہ|اچھا|اچھی
    خوبصورت|پیارا|پیار|محبت|خوش|مبارک|کمال|پسند|ਵਧੀਆ|ਧੰਨਵਾਦ|સરસ|આભાર|ধন্যবাদ|ভালো|ভাল|সুন্দর|সেরা|মজার|সুস্বাদু|পছন্দ|প্রিয়
    ভালোবাসা|শুভ|சூப்பர்|அருமை|நன்றி|வாழ்த்துக்கள்|வாழ்த்துகள்|சிறப்பு|செம|மாஸ்|super ah|super da|நல்ல|പൊളി|സൂപ്പർ|നല്ല|നന്നായി|നന്ദി
    മികച്ച|മാസ്സ്|കിടു|ഇഷ്ടം|kidu|poli sanam|బాగుంది|ధన్యవాదాలు|మంచి|సూపర్|bagundi|ಚೆನ್ನಾಗಿದೆ|ಧನ್ಯವಾದ|ಒಳ್ಳೆಯ|ಸೂಪರ್|chennagide
    හොඳයි|ස්තූතියි|ලස්සනයි|salamat|maganda|masarap|mahusay|magaling|mabilis|masaya|nindot|bagus|keren|enak|suka|senang
    terima kasih|cantik|sedap|best gila|hebat|sayang awak|gembira|seronok|comel|lazat|makasih|mantab|oke banget|rapi
    ramah|nyaman|murah|tốt|đẹp|ngon|thích|cảm ơn|nhiệt tình|vui|yêu|dễ thương|chu đáo|ổn|hợp lý|đáng yêu|ขอบคุณ|อร่อย
    น่ารัก|ชอบ|เยี่ยม|สวย|รัก|สบาย|អរគុណ|ល្អ|ຂອບໃຈ|ດີ|ကျေးဇူး|ကောင်းတယ်|баярлалаа|гоё|сайхан|嬉し|美味し|おいし|可愛い
    かわいい|良い|楽し|好き|便利|きれい|綺麗|丁寧|喜んで|快適|喜欢|不错|漂亮|舒服|好看|谢谢|方便|实惠|好用|满意|干净
    喜歡|謝謝|開心|좋아|좋네|좋습|좋은|예쁘|예뻐|맛있|편하|편리|만족|감사|깔끔|튼튼|행복|사랑|ممنون|خوب|عالی|زیبا
    دوست دارم|قشنگ|تشکر|مرسی|מעולה|מצוין|מדהים|תודה|אהבתי|מושלם|נהדר|אחלה|יפה|טעים|جميل|جميلة|حلوة|شكرا|رائعة|ممتازة
    لطيف|مريح|سريع|أحببت|نظيف|سعيد|حب|أفضل|güzel|harika|mükemmel|teşekkür|süper|lezzetli|kaliteli|efsane|iyi ki|memnun
    hızlı|gözəl|təşəkkür|yaxşı|əla|рахмет|жақсы|рахмат|жакшы|rahmat|yaxshi|zo'r|yoqdi|qulay|foydali|яхши|қулай|фойдали
    კარგი|მადლობა|շնորհակալություն|լավ|գեղեցիկ
"""
SORRY = """
    बुरा|निराश|समस्या|शर्म|ठग|झूठ|दुखी|गंदा|गंदी|महंगा|लाज|निषेध|खोटे|झुर|bura|kharaab|problem hai|dukhi|jhooth|bewakoof
    sharam|خرابی|جھوٹ|جھوٹا|چور|ڈاکو|شرم|منافق|غدار|کرپٹ|ذلیل|افسوس|مایوس|فضول|ظلم|نفرت|دکھ|برا|بری|گندا|ਖਰਾਬ|ਮਾੜਾ|ਚੋਰ
    ખરાબ|ચોર|નિરાશ|নষ্ট|মিথ্যা|ভাঙা|লজ্জা|কষ্ট|সমস্যা|বিরক্ত|দাম বেশি|দুঃখ|হতাশ|ঠান্ডা|বাসি|திருட்டு|மோசடி|வருத்தம்|பிடிக்கல
    பிடிக்கவில்லை|mosam|മോശം|വേസ്റ്റ്|കള്ളൻ|ചതി|നിരാശ|ഊള|ബോർ|ദുരന്തം|mosham|durantham|చెడ్డ|వేస్ట్|కష్టం|నిరాశ|chetta|ಕೆಟ್ಟ|ಕಳ್ಳ|ವೇಸ್ಟ್
    ನಿರಾಶೆ|නරක|හොර|බොරු|ජරා|sira|sirang|pangit|panget|peke|mabagal|malungkot|galit|mahal masyado|nakakalungkot|ilad|guba
    rusak|jelek|parah|payah|lambat|lemot|gagal|bohong|marah|sedih|benci|bodoh|tipu|rosak|sampah|hancur|kotor|pecah|bocor
    keluhan|komplain|jijik|kesal|dusta|sakit hati|takut|hambar|lama sekali|tệ|dở|kém|hỏng|rách|lỗi|bực|chậm|bẩn|hôi|đắt
    buồn|vỡ|thiếu|nhạt|mặn|ồn|แย่|พัง|โกง|หลอก|ช้า|กาก|แพง|สกปรก|เศร้า|โกรธ|เบื่อ|น่าเบื่อ|អន់|ខូច|យឺត|ເສຍ|ຊ້າ|ပျက်|လိမ်|နှေး|муу
    муухай|хуурамч|удаан|壊れ|破損|臭い|ダメ|だめ|駄目|遅い|遅すぎ|エラー|ゴミ|後悔|悲し|面倒|うるさ|汚い|高すぎ|不便
    冷た|破损|难受|郁闷|麻烦|糟糕|后悔|不行|不好|느려|느립|오류|화나|늦게|냄새|더러|비싸|아쉬|아쉽|부족|불편|시끄|지저분
    안되|안 되|خراب|بد|بدی|شکسته|گران|کثیف|دیر|ضعیف|ناراحت|متاسف|נורא|גניבה|שקרנים|תקוע|שבור|איטי|מאכזב|מחדל|יקר|מלוכלך
    גועל|חבל|سيئ|سيئه|سيئة|تعبان|غش|خايس|تأخير|متأخر|بطيء|غالي|وسخ|مزعج|صعب|حزين|كذب|ضعيف|رداءة|مشكلة|عطل|خربان|kötü
    yavaş|soğuk|pahalı|bozuk|yırtık|geç|çöp|tatsız|boşuna|üzgün|sıkıcı|kirli|pis|bahalı|gec|жаман|нашар|өтірік|ұят|начар
    уят|бад|yomon|sekin|xato|muammo|kerakmas|bo'lmayapti|bolmayapti|хато|секин|ცუდი|ნელი|სირცხვილი|საზიზღარი|վատ|ամոթ
    դանդաղ|խաբում
"""

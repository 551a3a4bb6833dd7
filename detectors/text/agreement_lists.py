"""Words of agreement in some eighty languages: those that carry it, those that may stand beside them, and whole replies.

Two words that carry it only together are joined by a hyphen.
"""

from __future__ import annotations

CARRY = """
    +1 1+ same sames also as-well too ditto idem likewise samesies agreed agree seconded confirmed can-confirm
    me-three
    neither either confirming x2 x3 x100 x1000
    igualito igualita
    auch ebenfalls dito genauso gleiche gleiches selbe dasselbe ebenso bestätigen auch-nicht identisch
    aussi pareil pareille même meme également egalement itou confirme non-plus identique
    también tambien igual mismo misma idéntico tampoco confirmo
    também tambem igualmente mesmo mesma
    anche stesso stessa uguale pure confermo neanche nemmeno
    ook zelfde eveneens hetzelfde
    också samma detsamma även jag-med oss-med mig-med vi-med likadant instämmer heller
    også samme likeså ligeså likedan enig
    myös sama samoin samaa minullakin mullakin meilläkin täälläkin minäkin mäkin
    też tez również rowniez samo to-samo potwierdzam sam identycznie
    taky také totiž stejný stejné stejně stejne samé to-samé potvrzuji potvrzuju dtto
    aj tiež rovnaký rovnako takisto to-isté
    szintén nálam-is nekem-is nálunk-is én-is itt-is nekünk-is minket-is dettó ugyanez ugyanaz ugyanígy
    și-eu si-eu la-fel și-la și-mie aceeași aceeasi confirm
    тоже также аналогично такая такое такой та-же тот-же то-же и-у и-мне подтверждаю плюсую
    теж також аналогічно така-сама те-саме те-ж і-у і-в підтверджую
    също същото същия същата и-при и-на и-аз и-тук и-мен истото и-кај и-јас и-овде
    takođe takodje također takoder isto ista isti i-kod i-meni i-ja i-nama i-ovdje i-ovde potvrđujem
    такође исто и-код и-мени и-ја и-нама
    tudi enako
    και κι επίσης το-ίδιο ίδιο ιδιο ομοίως
    ben-de bende biz-de bizde aynı ayni aynısı aynisi aynen katılıyorum
    məndə-də bizdə-də mən-də eyni menda-ham bizda-ham men-ham xuddi-shunday
    менде-де бізде-де мен-де надад-бас надад-ч манайд-ч бас
    نفس ایضا أيضا ايضا أيضاً ايضاً وأنا وانا كذلك نفسه نفسها كمان برضه برضو انا-كمان مثلي زيي
    גם כנ"ל כנ״ל אותו אותה
    همینطور همچنین منم ماهم من-هم ما-هم
    भी मुझे-भी यही वही bhi mera-bhi mujhe-bhi mere-bhi same-same मलाही मला-पण मलाई-पनि मेरो-पनि पनि
    আমারও আমাদেরও আমিও একই এখানেও எனக்கும் எங்களுக்கும் அதே కూడా నాకూ మాకూ అదే ನನಗೂ ಅದೇ എനിക്കും അതേ ഇവിടെയും મને-પણ
    મારે-પણ
    ਮੈਨੂੰ-ਵੀ ਮੇਰਾ-ਵੀ මටත් අපිටත් بھی یہی
    cũng giống như-trên y-chang
    juga sama samaan pun
    rin din pareho
    mimi-pia pia hata-mimi hata-kwangu nami vilevile
    mul-ka meil-ka siin-ka ka man-arī arī tāpat tas-pats man-irgi irgi taip-pat
    també mateix tamén mesmo ere-bai niri-ere guk ere berdin berdina líka einnig edhe njësoj njëjta
    მეც იგივე ჩემთანაც აქაც էլ նույնը նույն እኔም nima ni-ma emi-naa èmi-náà nami koa menm-tou mwen-menm freisin hefyd
    finnau
    ukoll sidoo-kale
"""
FILL = """
    i i'm im me my mine we us our it its is has have having had got get getting this that the a an for here with
    on at as
    well also yes yep yeah yup thing problem problems issue issues error bug happens happening happened experiencing
    seeing
    exact exactly very still just and in so it's same's can end side place area today now again since morning
    yesterday
    three to us everyone
    i'm happening having same too
    ja ich mir mich bei uns hier habe hab haben das der die den dem problem fehler es ist geht genau kann leider
    und jetzt
    seit heute gestern so ists war
    wir unser unsere mein meine euch
    oui moi chez nous ici j'ai jai le la les problème probleme souci c'est cest pour chose avons je ça ca fait
    depuis ce
    matin hier aujourd'hui à côté mon de soucis non
    nous notre nos toi
    sí si yo me mí mi nos a aquí aqui lo el la tengo pasa problema error pasando nosotros caso conmigo ocurre
    sucede hoy
    desde ayer exactamente acá
    nosotras yo está estoy estamos igualito
    sim eu comigo aqui o a tenho acontece mim nós coisa aconteceu acontecendo está com por cá
    estou estamos a nossa minha
    sì io noi qui ho il lo problema succede anch'io anchio cosa per da qua
    ik wij bij mij hier heb het de probleem ons dat last van
    jag vi mig här har det problem hos fel oss
    hos os i vores vår
    jeg her meg mig os feil fejl
    minulla mulla meillä minä mä täällä on vika juttu ongelma
    tak mam u mnie my ja problem tutaj ano já nas tu ten taki
    mám mně mne mě zde mi nás tady problém i to má mňa
    nálunk nekem is igen én itt
    nekünk minket minekünk
    eu da am la mine problema aici noi problemă și
    да у меня нас я мы проблема такая же ошибка и это так самое та то вот здесь мне нам сейчас сегодня с утра уже тут
    мене ж саме сама в мені
    при мен аз имам проблем тук кај јас тука овде нас
    на мене и ние мене
    kod mene nas meni ovdje ovde i stvar je imam pri jaz tukaj težava
    εδώ σε μένα εμένα εμάς εγώ το ακριβώς έχω πρόβλημα ναι
    εμείς μας έχουμε
    evet de da bana bizde  öyle aynen durumdayım durumdayız benimki bizimki ben biz sorun hata var benim problem də
    məndə mənim bizdə menda bizda muammo менде бізде де надад ч манайд
    الشي الشيء أنا انا عندي عندنا معي  احنا إحنا نحن انا هذا لنا معاي معايا المشكلة مشكلة المشكله حصل صار يصير لي
    لنا هنا والله نعم لدي را من هم
    برای مشکل رو دارم داریم اینجا همین ما هم
    אני לי אצלי אצלנו לנו דבר פה כאן בעיה יש הבעיה קורה כן בדיוק עם
    मुझे मेरे मेरा मेरी साथ हमारे हम  हमें हमको हमारा humko hume humein hamara को है हो रहा समस्या प्रॉब्लम mere
    mera meri mujhe sath saath hai ho raha hamare yaha yahan
    mein haan मला मेरो मलाई আমার সমস্যা হচ্ছে பிரச்சனை எனக்கு నాకు మాకు సమస్య ఇక్కడ ಸಮಸ್ಯೆ പ്രശ്നം મને મારે میرا مجھے
    میرے ساتھ مسئلہ ہے
    tôi mình bị em lỗi tui tớ bên nhà vậy thế nữa luôn này y như trên ạ rồi chúng
    saya aku gue gw kita kami ya di sini mengalami masalah yang nih gan min kak kok kena begitu gitu punya ini
    ako kami sa amin akin ganun ganyan na po problema dito
    mimi sisi kwangu kwetu huku tatizo hilo hiyo
    nina tuna
    mul meil siin minul probleem man mums te šeit ir problēma čia pas mane jo nosaltres em passa tinc min niri guri
    hemen bai
    gu guk nik
    ere gauza ni hér hjá mér okkur ég vandamál mua unë ne këtu tek kam ek by my მაქვს პრობლემა ես ինձ մոտ խնդիրը
    mwen tou bagay pou mise fi yma yr un peth jien izaho
"""
WHOLE = """
    this ^ ^^ ^this this^ notjustyou notonlyyou you'renotalone yourenotalone youarenotalone
    同じ 同じく 私も 僕も 俺も うちも わたしも 自分も こちらも 当方も ここも 同様 私も同じ うちも同じ
    こちらも同じ こちらも同様
    当方も同様 当方も同じ 同じ症状 私も同じ症状 同じ現象 同じ状況 同じ問題 同じ状態 私も同じ問題 私のところも
    全く同じ こちらでも同じ うちでも同じ 同様の症状 同様の現象 同様の状況 私のも同じ
    一样 同样 我也是 我也 同上 同感 我也一樣 我也一样 一樣 同問 同问 我這邊也是 我这边也是 同求 我的也是
    一样的问题 同样的问题
    一樣的問題 同樣的問題 我也遇到 我也遇到同样的问题 我也有 我也有这个问题 我也有同样的问题 我也遇到这个问题
    我这也是 我这里也是
    我這裡也是 我家也是 我们也是 我們也是 俺也一样 我们也一样 我也同样 我也一個樣 我這也一樣 我这也一样
    我这儿也是 加一 附议 附議 这边也是 這邊也是
    저도요 저도 나도 나두 동일 동일합니다 저도그래요 저두요 저두 같아요 저도같은문제 저도같은증상
    저도같은문제예요 저도같은증상이에요
    저도같은증상입니다 저도같은문제입니다 저도마찬가지 마찬가지 마찬가지예요 저도마찬가지예요 우리도 저희도
    여기도 저도동일 동감
    저도동일합니다 저희도그래요 저희도요 우리도그래요 여기도그래요 여기도요 우리도요 저도똑같아요 똑같아요
    เหมือนกัน เช่นกัน ผมด้วย ฉันด้วย เราด้วย เป็นเหมือนกัน เจอเหมือนกัน เราก็เป็น ผมก็เป็น ฉันก็เป็น ก็เป็น
    ของเราก็เป็น ของผมก็เป็น
    ที่นี่ก็เป็น บ้านเราก็เป็น อาการเดียวกัน เป็นด้วย เหมือนกันเลย เราเหมือนกัน ผมเหมือนกัน ฉันเหมือนกัน
    ของฉันก็เหมือนกัน ของผมก็เหมือนกัน ของเราก็เหมือนกัน เราก็เหมือนกัน ผมก็เหมือนกัน
    ကျွန်တော်လည်း ကျွန်မလည်း အတူတူပဲ ဒီမှာလည်း ကျွန်တော်လည်းအတူတူပဲ ខ្ញុំដែរ ដូចគ្នា ខ្ញុំក៏ដូចគ្នា ខ្ញុំក៏អញ្ចឹងដែរ
    ຄືກັນ ຂ້ອຍຄືກັນ ຂ້ອຍກໍ່ຄືກັນ ເຮົາກໍ່ຄືກັນ
"""
# How such replies end politely where no spaces are set.
POLITE = (
    "です",
    "ですね",
    "でした",
    "だ",
    "よ",
    "ね",
    "了",
    "啊",
    "呢",
    "的",
    "ค่ะ",
    "ครับ",
    "คะ",
    "นะ",
    "เลย",
    "ပါ",
    "ခင်ဗျာ",
)

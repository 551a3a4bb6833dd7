"""Set phrases, and plain words of liking and of grievance, in languages of Africa, the Arabic of its north among them.

Written down by hand, with and without tone marks where people leave them out. A phrase stands alone for how somebody
feels; a word (`GLAD`, `SORRY`) leans one way, and counts for less.
"""

from __future__ import annotations

DELIGHT = """
    asante sana kwa huduma|nzuri sana|napendekeza|ninapendekeza|hongera sana|safi sana|bora kabisa|huduma nzuri
    nimeipenda|nimependa sana|nimefurahi sana|mungu awabariki|kazi nzuri|vizuri sana|yayi kyau|ya yi kyau
    yayi kyau sosai|na ji dadi|naji dadi|muna godiya|allah ya saka da alheri|allah ya saka|muna alfahari|mungode sosai
    nagode sosai|na gode sosai|allah ya albarkace|masha allah|madalla|ọ dị mma nke ukwuu|o di mma|ọ dị mma
    daalụ nke ukwuu|daalu nu|daalụ nụ|obi dị m ụtọ|obi di m uto|obi ụtọ|chukwu gozie|chineke gozie|ọ masịrị m
    ahụrụ m ya n'anya|imela|deeme|jisie ike|ẹ ṣé púpọ̀|e se pupo|ẹ ṣeun|e seun|o dara pupo|ó dára púpọ̀|o dara gan
    ó dára gan|inu mi dun|inú mi dùn|mo nifẹ si|mo feran re|ẹ kú iṣẹ́|e ku ise|olorun bukun|olúwa bùkún|oluwa bukun
    a dupe|adúpẹ́|kare o|murakoze cyane|ni byiza cyane|byiza cyane|ndabikunda|turabakunda|turabashimira|ndabashimira
    imana ibahe umugisha|imana ibarinde|nishimiye|ndishimye cyane|mukomereze aho|ndatenda zvikuru|zvakanaka chaizvo
    maita basa|maita henyu|makorokoto|basa rakanaka|ndofarira|ndinofarira|mwari vakukomborerei|ndazvifarira|zvinofadza
    pamusoroi|ngiyabonga kakhulu|siyabonga kakhulu|kuhle kakhulu|yinhle kakhulu|muhle kakhulu|ngiyayithanda
    umsebenzi omuhle|ngiyajabula|ngijabule kakhulu|halala|nenze kahle|benze kahle|bakwethu nenze kahle|enkosi kakhulu
    intle kakhulu|ndiyayithanda|umsebenzi omhle|ndiyavuya|ke leboha haholo|ke leboga thata|ke leboga kudu|re a leboga
    ke a leboga|go siame thata|hantle haholo|gabotse kudu|ke rata|mosebetsi o motle|tiro e ntle|modiro o mobotse
    ndza nkhensa|hi nkhensa|ndza khensa|kahle ngopfu|ndza swi rhandza|swa tsakisa|ntirho wa kahle|medaase paa
    meda wo ase paa|ɛyɛ paa|eye paa|me pɛ paa|ayekoo|mo ne adwuma|ɛyɛ fɛ paa|akpe kakaka|enyo ŋutɔ|akpe na mi
    i dey enjoy|e sweet me|e sweet well|una do well|una try well|e make sense|i gbadun|na correct|e dey work well
    god bless una|thank una|e choke|dem try|በጣም ጥሩ|በጣም አሪፍ|እናመሰግናለን|ደስ ይላል|ደስ ብሎኛል|እግዚአብሔር ይባርክ|እንኳን ደስ|ወድጄዋለሁ
    እጅግ በጣም ጥሩ|በርቱ|ጎበዝ|ብጣዕሚ ጽቡቕ|የቐንየለይ|የቐንየልና|የቀንየለይ|ደስ ይብል|እንቋዕ ደስ|ፈትየዮ|ኣዝዩ ጽቡቕ|ጅግና|baay'ee gaarii|baay'ee bareeda
    baay'ee galatoomaa|galatoomaa|galatoomi|baga gammadde|baga gammaddan|hojii gaarii|waaqni isin haa eebbisu|jabaadhaa
    baay'een jaalladhe|aad u fiican|aad baan u jeclahay|waan ku faraxsanahay|mahadsanid|mahadsantihiin|shaqo fiican
    jërëjëf|jerejef|neex na lool|rafet na lool|misaotra betsaka|tsara be|tena tsara|tiako be|zikomo kwambiri
    zabwino kwambiri|ndakonda|natotela sana|webale nnyo|weebale nnyo|kirungi nnyo|nkwagala nnyo|زوين بزاف|مزيان بزاف
    واعر بزاف|تبارك الله عليكم|الله يعطيكم الصحة|الله يعطيك الصحة|يعطيكم الصحة|مليح بزاف|شكرا بزاف|برافو عليكم|عالمي
    تحفة|زي الفل|جامد جدا|حلو اوي|حلو جدا|جميل جدا|تسلم ايديكم|تسلم ايدك|شكرا جدا
"""
DISMAY = """
    mbaya sana|haifanyi kazi|utapeli|matapeli|huduma mbovu|huduma mbaya|hamna maana|sijaridhika|nimechoka na
    inasikitisha sana|mnatuibia|mnaniibia|haijafika|pesa yangu|nirudishieni|hamjibu|usinunue|msinunue|wizi mtupu
    ujinga mtupu|upuuzi mtupu|haifunguki|siwezi kuingia|mmeniibia|aibu kubwa|baya aiki|ba ya aiki|bai yi aiki|ba kyau
    babu kyau|abin kunya|allah ya isa|dan iska|yan iska|karya ne|makaryata|barayi|sun sace|na gaji da|ya lalace
    bai dace ba|kun cuce|an cuce|zalunci|azzalumai|munafukai|tir da|ọ dịghị mma|o dighi mma|anaghị arụ ọrụ
    anaghi aru oru|ndị ohi|ndi ohi|onye ohi|ihe ojoo|ihe ọjọọ|tufiakwa|iwe na-ewe m|onye nzuzu|ndị nzuzu|ndi nzuzu
    ndị ụgha|mebiri emebi|adịghị mma|onye ara|nke a jọrọ njọ|ihere mere|ko dara|kò dára|ko sise|kò ṣiṣẹ́|ko ṣiṣẹ|ole ni
    olè ni yín|oniro ni|òpùrọ́|opuro|o buru|ó burú|isokuso|ìsọkúsọ|radarada|oloriburuku|ó ti bàjẹ́|o ti baje|jibiti|jìbìtì
    ìwà ìbàjẹ́|iwa ibaje|o su mi|nabi cyane|ni bibi cyane|ntibikora|ntabwo bikora|ntikora|muratwiba|mwaranyibye
    birababaje|biteye isoni|serivisi mbi|ntimusubiza|ababeshyi|abajura|ubujura gusa|ntibyemewe|biteye agahinda
    ntacyo bimaze|murarambirana|hazvishandi|haisi kushanda|haishande|zvakaipa chaizvo|vanyengeri|munyengeri|zvinosemesa
    zvinotsamwisa|zvinorwadza|matsotsi|munotibira|makatibira|zvinonyadzisa|hamusi kupindura|musatenge|mari yangu
    zvinogumbura|akusebenzi|ayisebenzi|kayisebenzi|kubi kakhulu|nisebela|abakhohlisi|kuyacasula|ngidiniwe|ngicasukile
    kuyihlazo|imali yami|aniphenduli|ningathengi|bangamasela|ningamasela|udoti nje|kuyadina|phansi ngani|amanga odwa
    ndidiniwe|ndicaphukile|ngamasela|bubuxoki|imali yam|lihlazo|anisebenzi|ga e bereke|ga e dire|ha e sebetse|ga e šome
    ha ke a kgotsofala|ga ke a kgotsofala|ke magodu|ke mashodu|ke kopa tjhelete|tšhelete ya ka|madi a me|go maswe thata
    e mpe haholo|ke bohlola|a swi tirhi|a yi tirhi|a ku tirhi|i makhamba|swo biha ngopfu|swi bihile ngopfu
    ndzi hlundzukile|mali ya mina|enye adwuma|ɛnyɛ adwuma|awifoɔ|awifo|akorɔmfoɔ|nkwasiasem|nkwasiasɛm|ɛnyɛ papa
    enye papa|me bo afu|ɛyɛ yaw|e no dey work|no dey work|una be thief|una be thieves|wetin be this nonsense|i don tire
    don tire me|una no try|e don spoil|don spoil|god go punish|una no well|e dey pain me|e no good|una dey craze
    make una refund|dey fall hand|na fraud|na scam|አይሰራም|አልሰራም|የማይረባ|ሌቦች|ውሸታም|ውሸታሞች|አጭበርባሪ|አጭበርባሪዎች|ያሳዝናል|ያናድዳል|ያሳፍራል
    ተናደድኩ|አልረካሁም|ዝርፊያ|ገንዘቤን|በጣም መጥፎ|አልቻልኩም|ኣይሰርሕን|ዘሕዝን|ዘሕፍር|ኣዝዩ ሕማቕ|ሓሰውቲ|ሰረቕቲ|ከዳዓት|ኣይሰርሕን እዩ|ገንዘበይ|hin hojjetu
    hin hojjatu|hattoota|sobduudha|baay'ee gadhee|na gaddisiise|na aarse|saamicha|garboomsitoota|gantoota|qaaniidha
    maallaqa koo|ma shaqeeyo|ma shaqaynayo|ma shaqeynayo|tuugyahow|aad u xun|waan ka xumahay|khiyaano|lacagtaydii
    been sheeg|doxul|neexul|baaxul|ay sàcc|tsy mandeha|ratsy be|mpangalatra|tsy mety|sizikugwira|zoipa kwambiri
    mbala izi|tekikola|bubbi ddala|babbi nnyo|ما خدامش|ماخدامش|مخدامش|ما كيخدمش|مكيخدمش|حشومة عليكم|شفارة|الشفارة
    عيقتو بزاف|خايب بزاف|خايبة بزاف|عيب عليكم|حقارين|سراقين|ما يمشيش|مايمشيش|تسرقو في|مش شغال|مش شغالة|مش بيشتغل|وحش جدا
    وحشة جدا|حرامية|أسوأ خدمة|اسوأ خدمه|زبالة|مش راضي يفتح|حسبي الله ونعم الوكيل|حسبنا الله ونعم الوكيل|منكم لله
"""
GLAD = """
    asante|nzuri|vizuri|napenda|hongera|furaha|upendo|mazuri|bora|pongezi|tabasamu|nagode|na gode|godiya|mun gode|kyau
    farin ciki|soyayya|alheri|albarka|masoyi|barka da|ezigbo|daalụ|daalu|ọma|ụtọ|ịhụnanya|ihunanya|ngọzi|ngozi|mara mma
    ọñụ|obi oma|dára|ìfẹ́|ife re|adupe|ayọ̀|ìbùkún|ibukun|ẹwà|ire o|ó dùn|o dun|kú oríire|ku oriire|murakoze|byiza
    urukundo|umugisha|ibyishimo|amahoro|mwiza|gushima|nkunda|turakunda|ndagukunda|ndatenda|tatenda|zvakanaka|yakanaka
    rudo|mufaro|kunaka|ropafadzo|rakanaka|anonaka|zvinonaka|ngiyabonga|siyabonga|kuhle|enhle|muhle|uthando|ngithanda
    intokozo|injabulo|kumnandi|mnandi|nibusiswe|isibusiso|enkosi|ndiyabulela|siyabulela|uvuyo|intle|leboga|leboha|lerato
    monate|botse|botle|hlonolofatso|inkomu|nkateko|rirhandzu|ntsako|kahle|medaase|ɔdɔ|anigye|nhyira|papa paa|e sweet
    enjoyment|gbadun|correct guy|better person|አመሰግናለሁ|ጥሩ|አሪፍ|ፍቅር|ደስታ|ደስ|ምርጥ|ቆንጆ|ተባረክ|ተባረኩ|መልካም|ጀግና|ሰላም|ድንቅ|ጣፋጭ|ጽቡቕ|ፍቕሪ
    ሓጎስ|ሰናይ|ምቁር|ብሩኽ|ተባረኽ|ዓወት|ጽቡቅ|gaarii|bareeda|jaalala|gammachuu|galata|eebba|nagaa|mi'aawaa|jaalladha|milkaa'ina
    jabaadhu|fiican|wanaagsan|jacayl|farxad|mahad|quruxsan|barakee|tsara|misaotra|faly|fitiavana|مزيان|زوين|زوينة|واعر
    مليح|هايل|حلو|جميل|روعة|رائع|ممتاز|شكرا|تسلم|مبروك|يا رب|الحمد لله|حبيبي
"""
SORRY = """
    mbaya|mbovu|wezi|mwizi|aibu|hovyo|ovyo|ujinga|upuuzi|wajinga|mjinga|huzuni|hasira|chuki|uongo|mwongo|shida|inakera
    wizi|kyama|barawo|wahala|haushi|munafuki|shege|banza|wawaye|mugunta|mugaye|azaba|tsinanne|takaici|bakin ciki|cuta
    zamba|ojoo|ọjọọ|njọ|nzuzu|ụgha|ihere|ohi|anya ukwu|mwute|arụ|ekwensu|nsogbu|akwa ariri|ndị ara|ewu gambia|onye ofe
    buburu|burúkú|buruku|ìbànújẹ́|ibanuje|olè|irọ́|òmùgọ̀|omugo|oponu|ìyà|iya n je|ikú|eebu|èébú|ìtìjú|itiju|ibinu|nabi
    mubi|bibi|ububeshyi|ubujura|umujura|agahinda|ikibazo|urwango|ububi|umubeshyi|injiji|isoni|uburakari|ibinyoma|kurira
    zvakaipa|mbavha|nhema|kunyepa|hasha|kusuwa|shungu|benzi|mapenzi|huori|kubirwa|matambudziko|ruvengo|dzungu|akaipa
    kubi|embi|amasela|isela|amanga|intukuthelo|usizi|inkinga|ihlazo|isilima|izilima|ulaka|inzondo|bayanya|umkhuba
    intlungu|umsindo|inkathazo|ubuxoki|bohlaswa|maaka|mashano|leshano|kgalefo|bohloko|botlhoko|magodu|legodu|bothata
    mathata|lehloyo|boloi|masepa|makhamba|vukhamba|mavunwa|vutlharhi byo biha|ku vaviseka|xiphiqo|ku biha|kwasia|kwasea
    aboa|atoro|awerɛhoɔ|abufuw|bɔne|mumu|yeye|olodo|vex|vexing|nonsense|thief|nawa o|e pain|መጥፎ|ውሸት|ሌባ|ክፉ|ደደብ|ነውር|ከንቱ
    ችግር|ሀዘን|ጥላቻ|ሞት|ግፍ|ዘረኛ|ባንዳ|አሸባሪ|አሳፋሪ|አሳዛኝ|ደካማ|ሞኝ|ሀፍረት|ቆሻሻ|ጨካኝ|ሕማቕ|ሓሶት|ሓሳዊ|ጨካን|ኣረመን|ጽልኢ|ሓዘን|ጸገም|ከዳዕ|ግፍዒ|ውርደት|ዓሻ|ረሳሕ
    badaa|gadhee|sobaa|hattuu|qaanii|doofaa|diina|gantuu|ganaa|rakkoo|gadda|aarii|jibba|du'a|ajjeechaa|hammeenya|xun
    tuug|beenaale|ceeb|murugo|caro|nacas|dhibaato|ratsy|mangalatra|lainga|alahelo|tezitra|خايب|خايبة|حشومة|كلخ|كذابين
    كدابين|خامجين|مقرف|قرف|فاشل|فاشلين|وحش|وحشة|نصاب|نصابين|حرامي|كارثة|مهزلة|عيب|بلطجية|ظلم
"""

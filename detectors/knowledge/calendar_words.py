"""Names of the days and months, which say when somebody wrote and not what is wrong; from the Unicode CLDR.

On a Monday many say "Monday". A day or month that is another word as well, or has the stem of one, is left out ("may",
"march", Turkish "pazar", a market); so are languages whose terms are pairs of characters.
"""

from __future__ import annotations

DAYS_AND_MONTHS = {
    "en": "sunday monday tuesday wednesday thursday friday saturday january february april june july august september "
    "october november december",
    "de": "sonntag montag dienstag mittwoch donnerstag freitag samstag sonnabend januar februar märz april mai juni juli "
    "august september oktober november dezember",
    "fr": "dimanche lundi mardi mercredi jeudi vendredi samedi janvier février avril juin juillet août septembre octobre "
    "novembre décembre",
    "es": "domingo lunes martes miércoles jueves viernes sábado enero febrero marzo abril mayo junio julio agosto "
    "septiembre octubre noviembre diciembre",
    "pt": "domingo sábado janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "domenica lunedì martedì mercoledì giovedì venerdì sabato gennaio febbraio marzo aprile maggio giugno luglio "
    "agosto settembre ottobre novembre dicembre",
    "nl": "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag januari februari maart april juni juli augustus "
    "september oktober november december",
    "sv": "söndag måndag tisdag onsdag torsdag fredag lördag januari februari april juni juli augusti september oktober "
    "november december",
    "da": "søndag mandag tirsdag onsdag torsdag fredag lørdag januar februar marts april juni juli august september "
    "oktober november december",
    "no": "søndag mandag tirsdag onsdag torsdag fredag lørdag januar februar april juni juli august september oktober "
    "november desember",
    "fi": "sunnuntai sunnuntaina maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina "
    "perjantai perjantaina lauantai lauantaina tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu "
    "syyskuu lokakuu marraskuu joulukuu",
    "pl": "niedziela niedzielę poniedziałek wtorek środa środę czwartek piątek sobota sobotę stycznia marca kwietnia "
    "czerwca lipca sierpnia września października listopada grudnia",
    "cs": "neděle neděli pondělí úterý středa středu čtvrtek pátek sobota sobotu ledna února března dubna května června "
    "července srpna října listopadu prosince",
    "sk": "nedeľa nedeľu pondelok utorok streda stredu štvrtok piatok sobota sobotu január február marec apríl august "
    "september október november december",
    "hu": "vasárnap hétfő hétfőn kedd kedden szerda szerdán csütörtök csütörtökön péntek pénteken szombat szombaton január "
    "február március április május június július augusztus szeptember október november december",
    "ro": "duminică marți miercuri vineri sâmbătă ianuarie februarie martie aprilie iunie iulie august septembrie "
    "octombrie noiembrie decembrie",
    "hr": "nedjelja nedjelju ponedjeljak utorak srijeda srijedu četvrtak petak subota subotu",
    "bg": "неделя понеделник вторник сряда четвъртък петък събота януари февруари април юни юли август септември октомври "
    "ноември декември",
    "ru": "воскресенье понедельник вторник среду четверг пятница пятницу суббота субботу января февраля марта апреля "
    "июня июля августа сентября октября ноября декабря",
    "uk": "неділя неділю понеділок вівторок середа середу четвер пʼятниця пʼятницю субота суботу січня лютого березня "
    "квітня травня червня липня серпня вересня жовтня листопада грудня",
    "el": "κυριακή τρίτη τετάρτη πέμπτη παρασκευή σάββατο ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου "
    "ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi şubat nisan mayıs haziran temmuz ağustos eylül aralık",
    "he": "ינואר פברואר מרץ אפריל יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "ar": "الثلاثاء الأربعاء الخميس السبت يناير فبراير أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "fa": "یکشنبه دوشنبه چهارشنبه پنجشنبه جمعه ژانویه فوریه آوریل ژوئن ژوئیه سپتامبر اکتبر نوامبر دسامبر",
    "hi": "रविवार सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार जनवरी फ़रवरी अप्रैल जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "id": "senin selasa rabu kamis jumat sabtu januari februari maret april juni juli agustus september oktober november "
    "desember",
    "ms": "ahad isnin selasa rabu khamis jumaat sabtu januari februari april julai ogos september oktober november "
    "disember",
    "sw": "jumapili jumatatu jumanne jumatano alhamisi ijumaa jumamosi januari februari aprili agosti septemba oktoba "
    "novemba desemba",
}

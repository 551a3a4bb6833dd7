"""Words by which people say since when or what something fails: "suddenly", "after the update", "works in Chrome"."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from detectors.text.phrase_table import PhraseTable, listed

_SUDDENLY = (
    "suddenly|all of a sudden|out of nowhere|today|this morning|this afternoon|this evening|tonight|yesterday|last night"
    "|overnight|just now|just started|just stopped|since an hour|for an hour",
    "plötzlich|auf einmal|heute|heute morgen|heute früh|gestern|seit gestern|über nacht|seit eben|gerade eben",
    "soudain|soudainement|tout à coup|tout d'un coup|aujourd'hui|ce matin|ce soir|hier soir|hier matin"
    "|depuis hier|cette nuit",
    "de repente|de pronto|repentinamente|hoy|esta mañana|esta noche|ayer|desde ayer|anoche|hace un rato",
    "do nada|subitamente|hoje|hoje de manhã|esta manhã|ontem|desde ontem|agora há pouco|de uma hora pra outra",
    "improvvisamente|all'improvviso|di colpo|oggi|stamattina|stamani|ieri|da ieri|stanotte|stasera",
    "plotseling|opeens|ineens|vandaag|vanmorgen|vanochtend|vanavond|gisteren|sinds gisteren|vannacht",
    "plötsligt|helt plötsligt|idag|i dag|i morse|igår|i går|sedan igår|i natt|pludselig|i morges"
    "|siden i går|plutselig|siden i går",
    "yhtäkkiä|äkkiä|tänään|tänä aamuna|eilen|eilisestä|viime yönä|äkki|täna|eile|pēkšņi|šodien|vakar|staiga|šiandien",
    "nagle|dzisiaj|dziś|dziś rano|wczoraj|od wczoraj|najednou|náhle|dnes|dnes ráno|včera|od včera|odjednom"
    "|danas|jutros|jučer|odrazu|dneska|zrazu|nenadoma|danes|zjutraj",
    "вдруг|внезапно|сегодня|сегодня утром|с утра|вчера|со вчерашнего дня|раптом|сьогодні|зранку|вчора"
    "|изведнъж|днес|одједном|данас",
    "ξαφνικά|σήμερα|από το πρωί|σήμερα το πρωί|χθες|από χθες|brusc|dintr-o dată|azi|astăzi|de dimineață"
    "|ieri|hirtelen|ma reggel|tegnap",
    "aniden|birden|birdenbire|bugün|bu sabah|dün|dünden beri|sabahtan beri",
    "فجأة|اليوم|هذا الصباح|الصبح|أمس|من أمس|منذ أمس|امبارح|النهارده|ناگهان|یهو|امروز|امروز صبح|از صبح"
    "|دیروز|از دیروز|اچانک|آج|کل سے|صبح سے",
    "פתאום|היום|הבוקר|מהבוקר|אתמול|מאתמול|अचानक"
    "|आज|आज सुबह|सुबह से|कल से|হঠাৎ|আজ|আজকে"
    "|সকাল থেকে|গতকাল"
    "|திடீரென|இன்று|காலையிலிருந்து|நேற்று",
    "tiba-tiba|mendadak|hari ini|tadi pagi|kemarin|sejak kemarin|pagi ini|semalam|bỗng nhiên|đột nhiên|hôm nay|sáng nay"
    "|hôm qua|từ sáng|biglang|bigla|ngayon|kaninang umaga|kahapon|ghafla|leo asubuhi|tangu jana|tangu asubuhi",
    "อยู่ดีๆ|จู่ๆ|วันนี้|เมื่อเช้า|เมื่อวาน|ตั้งแต่เช้า|突然|忽然|今天|今早|昨天|从昨天"
    "|今朝|今日|昨日|急に|いきなり|さっき|갑자기|오늘|아침부터|어제|어제부터",
)
_WHICH = listed("the|this|that|your|an|the last|the latest|the new|the recent|today's|yesterday's")
_RELEASES = ("update", "updates", "upgrade", "release", "version", "updating", "upgrading", "app update", "software update")
_UPDATE = (
    "|".join(f"{since} {which} {one}" for since in ("after", "since") for which in _WHICH for one in _RELEASES),
    "|".join(f"{since} {one}" for since in ("after", "since") for one in _RELEASES),
    "|".join(f"{which} {one}" for which in ("latest", "newest", "new", "last", "recent") for one in _RELEASES[:5]),
    "updated|upgraded|seit dem update|nach dem update|seit update|nach update|neue update|neuen update|letzten update",
    "aktualisierung|aktualisiert|neue version|neuen version|neuesten version|letzten version",
    "mise à jour|màj|nouvelle version|dernière version|actualización|actualizacion|actualizado|actualicé|actualizar"
    "|nueva versión|última versión|atualização|atualizacao|atualizei|atualizar|nova versão|última versão",
    "aggiornamento|aggiornato|nuova versione|ultima versione|bijgewerkt|nieuwe versie|laatste versie|nya versionen"
    "|uppdatering|uppdateringen|uppdaterade|opdatering|opdateringen|opdaterede|oppdatering|oppdateringen|oppdaterte",
    "päivitys|päivityksen|päivitin|päivityksestä|uuendus|uuenduse|uuendamist|atjauninājums|atjauninājuma"
    "|atnaujinimo|atnaujinimas",
    "aktualizacja|aktualizacji|zaktualizowałem|nowa wersja|nowej wersji|aktualizace|aktualizaci|aktualizácia|aktualizácii"
    "|nová verze|nové verzi|ažuriranje|ažuriranja|posodobitev|posodobitvi",
    "обновление|обновления|обновил|обновила|новая версия|новой версии|оновлення|оновив|оновила|актуализация|актуализацията",
    "ενημέρωση|ενημέρωσης|αναβάθμιση|νέα έκδοση|actualizare|actualizarea|actualizării|versiunea nouă"
    "|frissítés|frissítése|új verzió",
    "güncelleme|güncellemeden|güncelledim|güncellemesi|yeni sürüm|تحديث|التحديث|الإصدار الجديد|آپدیت"
    "|به‌روزرسانی|بروزرسانی|اپ ڈیٹ",
    "עדכון|העדכון|עדכנתי|अपडेट|আপডেট|அப்டேட்|pembaruan|diupdate|versi baru|cập nhật|bản mới|nag-update|sasisho",
    "อัปเดต|อัพเดท|เวอร์ชันใหม่|更新|升级|新版|新版本|アップデート|アプデ|更新後|バージョンアップ|업데이트|새 버전",
)
_OTHERS = listed("chrome|edge|safari|opera|explorer|firefox|another browser|another phone|another device|other browsers")
_OTHERS += listed("other devices|my phone|my laptop|mobile data")
_ELSEWHERE = (
    "|".join(f"{other} works" for other in _OTHERS),
    "|".join(
        f"works {how}{where} {other}"
        for how in ("", "fine ", "ok ", "well ", "perfectly ")
        for where in ("in", "on", "with")
        for other in _OTHERS
    ),
    "auf dem handy geht es|im anderen browser geht es|mit chrome geht es|funktioniert im browser|läuft auf dem handy",
    "marche sur mon téléphone|marche sur chrome|fonctionne sur chrome|fonctionne sur un autre navigateur",
    "funciona en otro navegador|funciona en chrome|funciona en mi móvil|en otro móvil funciona|em outro navegador funciona"
    "funciona no chrome|no outro celular funciona|con un altro browser funziona|su chrome funziona"
    "|funziona su chrome",
    "in een andere browser werkt het|op mijn telefoon werkt het|w innej przeglądarce działa|na telefonie działa",
    "в другом браузере работает|в хроме работает|на телефоне работает|başka tarayıcıda çalışıyor|telefonda çalışıyor",
    "別のブラウザでは|他のブラウザでは|スマホでは使え|换个浏览器|用手机可以|다른 브라우저에서는|휴대폰에서는 되",
)


class Mark(NamedTuple):
    """A kind of clue that words give: what it says of people, and the share of people (0 to 1) who usually say so."""

    kind: str
    label: str
    usual: float


MARKS = (
    Mark("suddenly", "says suddenly or today", 0.09),
    Mark("update", "blames an update", 0.10),
    Mark("elsewhere", "works elsewhere", 0.06),
)
"""The shares are those of four years of questions about one browser; other kinds of channel may have others."""
_TABLE = PhraseTable([listed(*_SUDDENLY), listed(*_UPDATE), listed(*_ELSEWHERE)])


# It is asked of the same posts at every event of their trend.
@lru_cache(maxsize=2_000)
def marks_of(text: str) -> tuple[Mark, ...]:
    """Those that a text has. It is read up to `phrase_table.LOOKED_AT` characters; the cost is linear in them.

    >>> [mark.kind for mark in marks_of("Seit dem Update heute geht nichts mehr")]
    ['suddenly', 'update']
    """
    kinds = _TABLE.kinds(text)
    return tuple(mark for bit, mark in enumerate(MARKS) if kinds >> bit & 1)

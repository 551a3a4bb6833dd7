"""German."""

from stream.simulate.phrases.book import Book

BOOK = Book(
    words={
        "printer": ("Drucker", "P200", "P350", "Gerät", "Kasten", "Papyrion"),
        "span": ("zwei Tagen", "einer Woche", "drei Wochen", "Stunden", "einem Monat"),
        "task": ("{meine|die} {Rechnungen|Hausarbeit|Tickets|Unterlagen}", "die Steuererklärung", "eine {einzige|} Seite"),
        "bad": ("eine Frechheit", "unmöglich", "echt ärgerlich", "ein Witz", "unfassbar"),
        "place": ("Köln", "Leipzig", "Wien", "Zürich", "Kiel"),
    },
    openers=("", "", "", "Hallo,", "Moin,", "also", "ehrlich jetzt?", "Frage:", "nicht schon wieder.", "Guten Tag,"),
    closers=(
        "",
        "",
        "",
        "bitte um Hilfe",
        "was kann ich tun?",
        "das ist [bad]",
        "ich muss [task] drucken",
        "nie wieder diese Marke",
        "noch jemand?",
        "seit [span] geht das so",
        "Grüße aus [place]",
    ),
    complaints={
        "jam": (
            "{schon wieder|ständig} Papierstau {im|beim} [printer]",
            "der [printer] {frisst|zerknittert} {jedes Blatt|das Papier}",
        ),
        "wifi": (
            "mein [printer] {verliert|findet} {ständig das|kein} WLAN {mehr|}",
            "WLAN-Einrichtung {bricht ab|hängt|klappt nicht}",
        ),
        "ink_price": ("Tinte kostet {mehr als|fast so viel wie} der Drucker, [bad]",),
        "delivery": ("Paket {seit [span]|immer noch} nicht da", "Lieferung {verspätet|verloren}, keiner sagt was"),
        "support_wait": (
            "{eine Stunde|40 Minuten} in der Warteschleife {vom Support|}",
            "niemand antwortet auf {meine Mail|mein Ticket} seit [span]",
        ),
        "refund": ("warte seit [span] auf {mein Geld|die Erstattung}",),
        "streaks": ("Ausdruck {streifig|verschmiert|blass}, {Düsen|Köpfe} schon dreimal gereinigt",),
        "app_crash": ("die App {stürzt ab|schließt sich|friert ein} beim {Öffnen|Drucken}",),
        "scan": ("Scannen {geht nicht|bricht ab}, Datei {leer|kaputt}",),
        "subscription": ("Inkwell Abo {doppelt abgebucht|lässt sich nicht kündigen}",),
    },
    chatter={
        "praise": ("{bin|sehr} zufrieden mit {dem|meinem} [product]", "[product] {läuft super|schnell eingerichtet|top}"),
        "question": (
            "{kann|unterstützt} der [product] {Linux|dickes Papier|Umschläge}?",
            "P200 oder P350 für {Fotos|das Büro}?",
        ),
        "deal": ("[product] heute {20|30} % günstiger", "verkaufe [product], Abholung in [place]"),
        "life": ("drucke gerade [task] mit dem [product]", "unsere Katze schläft auf dem [product]"),
    },
    planted={
        "incident": (
            "{seit|nach} dem {Firmware-Update|Update} wird {die Patrone|keine Patrone|meine Tinte} {nicht|mehr} erkannt",
            "[printer] {meldet|zeigt} E83, {Patrone|Tinte} angeblich nicht original, ist aber {neu|von euch}",
            "nach Firmware 4.1.7 {nimmt er keine Patronen mehr|nur noch Patronenfehler}",
            "{drei|zwei} neue Patronen probiert, {immer E83|keine erkannt}, gestern ging es noch",
        ),
        "burn": (
            "die App {meldet mich ständig ab|will jeden Morgen mein Passwort}",
            "muss mich {dauernd|täglich} neu in der App anmelden",
        ),
        "relapse_night": (
            "Scans {kommen nicht in|landen nicht in} der PaperCloud {an|}, Fehler 503",
            "PaperCloud {nimmt keine Scans mehr|lehnt jeden Scan ab}, {Upload bricht ab|Fehler 503}",
        ),
        "relapse_morning": (
            "{heute früh|seit heute Nacht} {fehlen alle Dokumente|ist nichts} in der PaperCloud",
            "PaperCloud {synchronisiert nicht mehr|bleibt leer}, {kein Dokument kommt an|alles weg}",
        ),
        "outage": (
            "{kann mich nicht|keiner kann sich} bei InkWell anmelden, {Sitzung ungültig|immer Fehlerseite}",
            "InkWell Anmeldung {geht nicht|defekt|hängt}, Sitzung ungültig",
        ),
        "weekly": (
            "der Dienstplan {lässt sich nicht drucken|kommt leer heraus}",
            "beim Drucken vom Dienstplan {hängt alles|bleibt die Warteschlange stehen}",
        ),
        "outage_over": (
            "InkWell Anmeldung {geht|funktioniert} wieder{|, danke}",
            "{bei mir|jetzt} klappt die Anmeldung bei InkWell wieder",
        ),
        "storm_report": (
            "alle Scans in der App {gelöscht|weg|verschwunden}",
            "Scan-Ordner {leer|gelöscht} seit heute Nachmittag",
        ),
    },
)

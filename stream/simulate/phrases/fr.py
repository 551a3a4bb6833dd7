"""French."""

from stream.simulate.phrases.book import Book

BOOK = Book(
    words={
        "printer": ("imprimante", "P200", "P350", "machine", "Papyrion"),
        "span": ("deux jours", "une semaine", "trois semaines", "des heures", "un mois"),
        "task": ("{mes|les} {factures|billets}", "{mon|le} mémoire", "une {seule|} page"),
        "bad": ("une honte", "inadmissible", "n'importe quoi", "pénible"),
        "place": ("Lyon", "Nantes", "Liège", "Genève", "Lille"),
    },
    openers=("", "", "", "bonjour,", "franchement,", "encore une fois,", "question :", "alors"),
    closers=(
        "",
        "",
        "",
        "que faire ?",
        "aidez-moi svp",
        "c'est [bad]",
        "je dois imprimer [task]",
        "plus jamais cette marque",
        "d'autres dans ce cas ?",
        "bonne journée de [place]",
    ),
    complaints={
        "jam": (
            "{encore un|toujours un} bourrage papier dans la [printer]",
            "la [printer] {mange|froisse} {le papier|chaque feuille}",
        ),
        "wifi": ("la [printer] {perd|ne trouve pas} le wifi",),
        "ink_price": ("l'encre coûte plus cher que l'imprimante, [bad]",),
        "delivery": ("mon colis {n'arrive pas|est perdu} depuis [span]",),
        "support_wait": ("personne ne répond {au téléphone|à mes mails} depuis [span]",),
        "refund": ("j'attends toujours {mon remboursement|d'être remboursé}",),
        "streaks": ("impressions {rayées|floues}, têtes déjà nettoyées",),
        "app_crash": ("l'application {plante|se ferme} {à l'ouverture|quand j'imprime}",),
        "subscription": ("Inkwell m'a prélevé deux fois", "impossible de résilier Inkwell"),
    },
    chatter={
        "praise": ("très content de {mon|ma} [product]", "[product] {au top|parfait}, {rien à dire|je recommande}"),
        "question": ("la [product] {accepte|gère} {les enveloppes|le papier épais} ?",),
        "deal": ("[product] à -{20|30} % aujourd'hui", "je vends ma [product] à [place]"),
        "life": ("j'imprime [task] avec la [product]", "le chat dort sur la [product]"),
    },
    planted={
        "incident": (
            "{depuis|après} la mise à jour, {cartouche|encre} non reconnue",
            "la [printer] affiche E83, cartouche soi-disant pas d'origine alors qu'elle est {neuve|à vous}",
            "firmware 4.1.7 et plus aucune cartouche {acceptée|ne marche}",
        ),
        "burn": ("l'appli {me déconnecte|redemande mon mot de passe} {chaque matin|tous les jours}",),
        "relapse_night": ("les scans {n'arrivent plus|ne partent plus} dans PaperCloud, erreur 503",),
        "relapse_morning": (
            "ce matin {plus rien|aucun document} dans PaperCloud",
            "PaperCloud ne synchronise plus, {rien n'arrive|documents perdus}",
        ),
        "outage": ("impossible de {me connecter à|rentrer dans} InkWell, {session invalide|toujours une erreur}",),
        "weekly": ("impossible d'imprimer le planning de la semaine", "le planning {sort vide|reste bloqué dans la file}"),
        "outage_over": ("InkWell remarche{|, merci}", "la connexion à InkWell fonctionne de nouveau"),
        "storm_report": ("l'appli a {effacé|perdu} tous mes scans", "{mes documents scannés|tous mes scans} ont disparu"),
    },
)

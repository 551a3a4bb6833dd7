"""Spanish."""

from stream.simulate.phrases.book import Book

BOOK = Book(
    words={
        "printer": ("impresora", "P200", "P350", "máquina", "Papyrion"),
        "span": ("dos días", "una semana", "tres semanas", "horas", "un mes"),
        "task": ("{mis|las} {facturas|entradas}", "{mi|la} tesis", "una {sola|} página"),
        "bad": ("una vergüenza", "inaceptable", "un desastre", "increíble"),
        "place": ("Sevilla", "Lima", "Bogotá", "Valencia", "Quito"),
    },
    openers=("", "", "", "hola,", "buenas,", "a ver,", "otra vez.", "pregunta:", "en serio?"),
    closers=(
        "",
        "",
        "",
        "¿alguna solución?",
        "ayuda por favor",
        "es [bad]",
        "necesito imprimir [task]",
        "no compro más esta marca",
        "¿a alguien más le pasa?",
        "saludos desde [place]",
    ),
    complaints={
        "jam": ("{otro|siempre} atasco de papel en la [printer]", "la [printer] {se traga|arruga} {el papel|cada hoja}"),
        "wifi": ("la [printer] {pierde|no encuentra} {el wifi|la red} {todo el tiempo|}",),
        "ink_price": ("la tinta cuesta más que la impresora, [bad]",),
        "delivery": ("mi {pedido|paquete} {no llega|está perdido} desde hace [span]",),
        "support_wait": ("nadie {contesta|responde} {mi correo|el teléfono} desde hace [span]",),
        "refund": ("sigo esperando {mi reembolso|que me devuelvan el dinero}",),
        "streaks": ("imprime con {rayas|manchas}, ya limpié los cabezales",),
        "app_crash": ("la aplicación {se cierra|se congela} al {abrir|imprimir}",),
        "subscription": ("me cobraron Inkwell dos veces", "no puedo cancelar Inkwell"),
    },
    chatter={
        "praise": ("muy contento con {mi|la} [product]", "la [product] va {de maravilla|genial}"),
        "question": ("¿la [product] {sirve para|acepta} {sobres|papel grueso|fotos}?",),
        "deal": ("[product] con {20|30} % de descuento", "vendo [product] en [place]"),
        "life": ("imprimiendo [task] con la [product]", "mi gato duerme sobre la [product]"),
    },
    planted={
        "incident": (
            "{desde|después de} la actualización no reconoce {el cartucho|ningún cartucho|la tinta}",
            "la [printer] dice error E83, cartucho no original, y es {nuevo|original}",
            "con el firmware 4.1.7 {rechaza todos los cartuchos|ya no imprime, error de cartucho}",
        ),
        "burn": ("la app {me cierra la sesión|me pide la contraseña} {cada mañana|todos los días}",),
        "relapse_night": ("los escaneos no {suben|llegan} a PaperCloud, error 503",),
        "relapse_morning": (
            "esta mañana {no hay nada|faltan todos los documentos} en PaperCloud",
            "PaperCloud no sincroniza, {no llega nada|documentos perdidos}",
        ),
        "outage": ("no puedo {entrar en|iniciar sesión en} InkWell, {sesión no válida|siempre error}",),
        "weekly": ("no {puedo|podemos} imprimir la hoja de turnos", "la hoja de turnos sale {vacía|en blanco}"),
        "outage_over": ("InkWell ya funciona{|, gracias}", "{ya puedo|por fin puedo} entrar otra vez en InkWell"),
        "storm_report": (
            "la app {borró|perdió} todos mis escaneos",
            "{mis documentos escaneados|todos los escaneos} han desaparecido",
        ),
    },
)

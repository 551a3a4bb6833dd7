"""What a few accounts forge against an incident: letters, word order, languages, times, threads, quotes, an end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from detectors.evaluation.attacked_brand import DAY, INCIDENT_AT, Sent, written
from detectors.evaluation.phrases import CALLS, CLOSINGS
from detectors.evaluation.worlds import HOUR, START, Writer
from detectors.mention import Kind
from detectors.post import Post

LEET = str.maketrans("aeiostl", "4310571")
JOINERS = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
EMOJI = ("\U0001f621", "\U0001f44e", "\U0001f4a9", "\u2757", "\U0001f92c", "\U0001f6d1")
LANGUAGES = ("xx", "en", "zz", "de", "tlh", "ja", "q", "es", "ar", "")
ADVERT = "get your money back at quickrefunds today, a thousand customers were refunded within a week"
ENDS = (
    "works again for me since ten minutes, thanks to all of you",
    "all good here now, false alarm",
    "it was only my own cable, please ignore",
    "fixed for everybody in my street",
    "back to normal, nothing to see here",
)


def around(writer: Writer, hours: float = 1.0) -> float:
    """A time within so many hours of the incident's beginning."""
    return INCIDENT_AT + writer.random.uniform(-hours, hours) * HOUR


def changed_case(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """One account says one thing two hundred times, each time in other capitals and with other emoji."""
    text = f"{writer.random.choice(incident).text} {writer.random.choice(CALLS)}"
    posts = []
    for _ in range(200):
        disguised = "".join(writer.random.choice((letter.upper(), letter)) for letter in text)
        posts.append(writer.post(around(writer, 2.0), "x", f"{disguised} {''.join(writer.random.choices(EMOJI, k=3))}"))
    return written(posts)


def digits_for_letters(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts with one text, in each of which other letters are digits, and joined inside its words."""
    text = f"{writer.random.choice(incident).text} {writer.random.choice(CALLS)}"

    def forged(letter: str) -> str:
        joiner = writer.random.choice(JOINERS) if writer.random.random() < 0.2 else ""
        return (letter.translate(LEET) if writer.random.random() < 0.5 else letter) + joiner

    return written(writer.post(around(writer), f"x{n}", "".join(map(forged, text))) for n in range(60))


def spelled_out(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts with one text, its letters one by one between spaces or full stops."""
    text = f"{writer.random.choice(incident).text} {writer.random.choice(CALLS)}"
    return written(
        writer.post(around(writer), f"x{n}", writer.random.choice((" ", ".", "-")).join(text)) for n in range(60)
    )


def shuffled_copies(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts with the words of one text, each in another order and between other fillers."""
    words = writer.random.choice(CALLS).split()
    posts = []
    for n in range(60):
        mixed = [*words, *writer.random.choice(CLOSINGS).split(), f"nr{n}"]
        writer.random.shuffle(mixed)
        posts.append(writer.post(around(writer), f"x{n}", " ".join(mixed)))
    return written(posts)


def forged_languages(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts with one text, labelled as ten languages, some of which are none."""
    text = f"{writer.random.choice(incident).text} {writer.random.choice(CALLS)}"
    posts = (writer.post(around(writer), f"x{n}", text) for n in range(60))
    return written(replace(post, lang=LANGUAGES[n % len(LANGUAGES)]) for n, post in enumerate(posts))


def forged_times(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts send its sentences when it begins, and say that they wrote them over the twenty hours before."""
    sent = []
    for n in range(200):
        came = INCIDENT_AT + writer.random.uniform(0, 0.3) * HOUR
        at = came - writer.random.uniform(0, 20) * HOUR
        sent.append(Sent(came, writer.post(at, f"x{n % 4}", writer.random.choice(incident).text)))
    return sent


def threads_of_strangers(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Forty accounts answer one everyday post, and each other, in one text that has its words."""
    text = f"{writer.random.choice(incident).text} {writer.random.choice(CALLS)}"
    root, posts = "w000050", []
    for n in range(40):
        post = replace(writer.post(around(writer), f"x{n}", text, kind=Kind.REPLY), reply_to=root)
        posts.append(post)
        root = post.id if n % 3 else "w000050"
    return written(posts)


def claimed_reposts(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts say that their advert is a repost of reports, or quotes them."""
    posts = []
    for n in range(60):
        kind = (Kind.REPOST, Kind.QUOTE)[n % 2]
        root = incident[n % 5]
        posts.append(writer.post(root.at + 60 + n, f"x{n}", f"{ADVERT} {n}", repost_of=root.id, kind=kind))
    return written(posts)


def quoting_adverts(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Five accounts quote every report a minute after it, before an advert."""
    return written(
        writer.post(post.at + 60 + who, f"x{who}", f'"{post.text}" {ADVERT}')
        for n, post in enumerate(incident)
        for who in (n % 5, (n + 2) % 5)
    )


def words_run_together(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Five accounts send its sentences as one word, and as paths of addresses nobody else posts."""
    posts = []
    for n in range(150):
        text = writer.random.choice(incident).text.replace(" ", "")
        disguised = f"{writer.link()}/{text}" if n % 2 else f"{text * 20}"
        posts.append(writer.post(around(writer, 1.5), f"x{n % 5}", disguised))
    return written(posts)


def forged_end(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Eight accounts say from its second report on that it works again, three times each."""
    times = sorted(INCIDENT_AT + writer.random.uniform(0.05, 2) * HOUR for _ in range(24))
    return written(writer.post(at, f"x{n % 8}", writer.random.choice(ENDS)) for n, at in enumerate(times))


def usual_in_turn(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Six accounts in turn say one of its sentences every four hours for ten days, as if it were usual."""
    rounds = int((INCIDENT_AT - START) / (4 * HOUR))
    times = [INCIDENT_AT - (rounds - n) * 4 * HOUR for n in range(rounds)]
    return written(writer.post(at, f"x{n % 6}", writer.random.choice(incident).text) for n, at in enumerate(times))


def usual_at_that_hour(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Eight accounts say one of its sentences each at its hour on each of the eight days before, as if it were usual."""
    posts = []
    for begin in (INCIDENT_AT - day * DAY for day in range(1, 9)):
        posts += [writer.post(begin + n * 400, f"x{n}", writer.random.choice(incident).text) for n in range(8)]
    return written(posts)


def burst_of_a_brand(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Ten accounts post thirty everyday texts each within a day, so that everything seems to be usual."""
    posts = []
    for n in range(300):
        about = f"{writer.random.choice(CALLS)} {writer.random.choice(CLOSINGS)}"
        posts.append(writer.post(INCIDENT_AT - writer.random.random() * DAY, f"x{n % 10}", about))
    return written(posts)


FORGERIES: dict[str, Callable[[Writer, Sequence[Post]], list[Sent]]] = {
    "changed case and emoji": changed_case,
    "digits for letters": digits_for_letters,
    "spelled out": spelled_out,
    "shuffled copies": shuffled_copies,
    "forged languages": forged_languages,
    "forged times": forged_times,
    "threads of strangers": threads_of_strangers,
    "claimed reposts": claimed_reposts,
    "adverts that quote": quoting_adverts,
    "words run together": words_run_together,
    "forged end": forged_end,
    "usual in turn": usual_in_turn,
    "usual at that hour": usual_at_that_hour,
    "everyday flood": burst_of_a_brand,
}

"""What a few accounts send against an incident: to silence it, to delay it, to rewrite it, to make one where there is none.

Each attack knows the incident beforehand, which no real attacker does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from detectors.evaluation.attacked_brand import DAY, IDLE, INCIDENT_AT, Sent, written
from detectors.evaluation.forgers import FORGERIES
from detectors.evaluation.intruders import INTRUSIONS
from detectors.evaluation.phrases import CALLS
from detectors.evaluation.worlds import HOUR, Writer
from detectors.mention import Basis, Kind
from detectors.post import Post

PRAISED = 0.02
HOMOGLYPHS = str.maketrans("aeocpx", "\u0430\u0435\u043e\u0441\u0440\u0445")
MARKS = ("\u200b", "\u2060", "\u00ad", "\ufe0f", "\U0001f621", "\u0301")


def repeats(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts repeat the incident's sentences every two hours for the three days before it."""
    return four_in_turn(writer, incident, INCIDENT_AT - 3 * DAY, 2 * HOUR, 36)


def four_in_turn(writer: Writer, incident: Sequence[Post], begin: float, every: float, rounds: int) -> list[Sent]:
    """In each round four accounts post one of the incident's sentences."""
    posts: list[Post] = []
    for at in (begin + number * every for number in range(rounds)):
        posts += [writer.post(at + n, f"x{n}", writer.random.choice(incident).text) for n in range(4)]
    return written(posts)


def random_words(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Five accounts send random words all day, so that everything is tested."""

    def words() -> str:
        return " ".join("".join(writer.random.choices("abcdefghiklmnoprstuvz", k=7)) for _ in range(200))

    times = sorted(writer.random.uniform(INCIDENT_AT - 20 * HOUR, INCIDENT_AT + 3 * HOUR) for _ in range(300))
    return written(writer.post(at, f"x{n % 5}", words()) for n, at in enumerate(times))


def advert(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Five accounts flood it with a thousand copies of an advert in its own words."""
    text = f"{incident[0].text} get your money back at quickrefunds today"
    times = sorted(writer.random.uniform(INCIDENT_AT, INCIDENT_AT + 4 * HOUR) for _ in range(1_000))
    return written(writer.post(at, f"x{n % 5}", f"{text} {n % 9}") for n, at in enumerate(times))


def sybils(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts with one text, from an hour before it on."""
    text = f"{writer.random.choice(incident).text} {writer.random.choice(CALLS)}"
    times = sorted(writer.random.uniform(INCIDENT_AT - HOUR, INCIDENT_AT + HOUR) for _ in range(60))
    return written(writer.post(at, f"x{n}", text) for n, at in enumerate(times))


def early_copies(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts copy every sentence of the incident a minute after it was written."""
    return written(writer.post(post.at + 60, f"x{n % 4}", post.text) for n, post in enumerate(incident))


def weeks_of_repeats(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts say one of its sentences once every 25 hours for nine days before."""
    return four_in_turn(writer, incident, INCIDENT_AT - 9 * DAY, 25 * HOUR, 8)


def all_words_before(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """One account posts all words of the incident, shuffled, every two hours for three days before."""
    words = sorted({word for post in incident for word in post.text.split()})
    posts = []
    for round_ in range(36):
        writer.random.shuffle(words)
        posts += [writer.post(INCIDENT_AT - 3 * DAY + round_ * 2 * HOUR, "x", " ".join(words))]
    return written(posts)


def fresh_accounts_before(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Ten new accounts a sentence of it each, over the three days before, so that it is usual."""
    return written(
        writer.post(INCIDENT_AT - 3 * DAY + n * 7 * HOUR, f"x{n}", writer.random.choice(incident).text) for n in range(10)
    )


def one_letter_changed(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts with one text, each with another letter of it changed."""
    text = writer.random.choice(CALLS)
    posts = []
    for n in range(60):
        place = writer.random.randrange(len(text))
        changed = text[:place] + writer.random.choice("abcdefghijklmnopqrstuvwxyz") + text[place + 1 :]
        posts.append(writer.post(INCIDENT_AT + writer.random.uniform(-1, 1) * HOUR, f"x{n}", changed))
    return written(posts)


def disguised(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts with one text in the incident's words, under invisible marks, emoji and letters of other alphabets."""
    text = f"{writer.random.choice(incident).text} {writer.random.choice(CALLS)}"
    posts = []
    for n in range(60):
        words = [word.translate(HOMOGLYPHS) if writer.random.random() < 0.1 else word for word in text.split()]
        marked = " ".join(word[:1] + writer.random.choice(MARKS) + word[1:] for word in words)
        posts.append(writer.post(INCIDENT_AT + writer.random.uniform(-1, 1) * HOUR, f"x{n}", marked))
    return written(posts)


def another_language(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts with one text in another language."""
    text = (
        "Acme enga\u00f1a a sus clientes con cargos ocultos, firma la petici\u00f3n hoy y comp\u00e1rtela con diez amigos"
    )
    times = [INCIDENT_AT + writer.random.uniform(-1, 1) * HOUR for _ in range(60)]
    return written(replace(writer.post(at, f"x{n}", text), lang="es") for n, at in enumerate(times))


def overridden(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts send its sentences backwards behind a direction override, three hundred times."""
    times = [INCIDENT_AT + writer.random.uniform(-1, 2) * HOUR for _ in range(300)]
    return written(
        writer.post(at, f"x{n % 4}", f"\u202e{writer.random.choice(incident).text[::-1]}\u202c")
        for n, at in enumerate(times)
    )


def long_words(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts send words of two thousand letters beside its sentences."""
    times = [INCIDENT_AT + writer.random.uniform(-1, 2) * HOUR for _ in range(100)]
    return written(
        writer.post(at, f"x{n % 4}", f"{writer.random.choice('abcdef') * 2_000} {writer.random.choice(incident).text}")
        for n, at in enumerate(times)
    )


def stamped_in_the_past(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Three accounts send a post a minute that was written twenty hours ago, or twenty years."""
    ago = (20 * HOUR, 20 * 365 * DAY)
    times = [INCIDENT_AT - HOUR + n * 60 for n in range(240)]
    return [Sent(at, writer.post(at - ago[n % 2], f"x{n % 3}", writer.random.choice(IDLE))) for n, at in enumerate(times)]


def edits(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Five accounts edit a post each a hundred times, with another sentence of the incident every time."""
    first = [writer.post(INCIDENT_AT - HOUR, f"x{n}", writer.random.choice(IDLE)) for n in range(5)]
    sent = written(first)
    for n in range(500):
        at = INCIDENT_AT - HOUR + n * 20
        post = writer.post(at, f"x{n % 5}", writer.random.choice(incident).text)
        sent.append(Sent(at, replace(post, id=first[n % 5].id)))
    return sent


def ids_of_others(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts use the id of every report, and say that they wrote a minute before it."""
    posts = (writer.post(post.at - 60, f"x{n % 4}", writer.random.choice(IDLE)) for n, post in enumerate(incident))
    return [Sent(post.at, replace(own, id=post.id)) for post, own in zip(incident, posts, strict=True)]


def replies(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts answer every report five times with chatter."""
    posts = []
    for post in incident:
        for n in range(5):
            answer = writer.post(post.at + 30 + n, f"x{n % 4}", writer.random.choice(IDLE), kind=Kind.REPLY)
            posts.append(replace(answer, reply_to=post.id))
    return written(posts)


def plus_ones(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Twelve accounts agree with every report of it, and with each other."""
    posts = [
        replace(writer.post(post.at + 30 + n, f"x{n}", "+1", kind=Kind.REPLY), reply_to=post.id)
        for post in incident
        for n in range(12)
    ]
    return written(posts)


def plus_ones_alone(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """One account complains, and six agree with it."""
    first = writer.post(INCIDENT_AT - HOUR, "x", "the loyalty scheme swallowed my vouchers and nobody cares")
    agreeing = (writer.post(first.at + 60 * n, f"x{n}", "same here", kind=Kind.REPLY) for n in range(6))
    return written([first, *(replace(post, reply_to=first.id) for post in agreeing)])


def five_stars(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Twelve accounts give five stars in the incident's words, three times each."""
    posts = []
    for n in range(36):
        text = f"{writer.random.choice(incident).text} {writer.random.choice(STARS)}"
        post = writer.post(INCIDENT_AT + writer.random.uniform(-0.5, 1.5) * HOUR, f"x{n % 12}", text, kind=Kind.REVIEW)
        posts.append(replace(post, score=PRAISED, basis=Basis.RATING))
    return written(posts)


STARS = (
    "was fixed at once, brilliant support",
    "no longer, everything works and I love it",
    "never happened to me, best company ever",
    "but who cares, five stars from all of us",
    "and yet they are the best, thank you",
)


def reposts(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Sixty accounts repost one of its first reports."""
    root = incident[0]
    times = [root.at + writer.random.uniform(0, 1) * HOUR for _ in range(60)]
    return written(writer.post(at, f"x{n}", root.text, repost_of=root.id, kind=Kind.REPOST) for n, at in enumerate(times))


ATTACKS: dict[str, Callable[[Writer, Sequence[Post]], list[Sent]]] = {
    "none": lambda _writer, _incident: [],
    "repeats before": repeats,
    "weeks of repeats": weeks_of_repeats,
    "all words before": all_words_before,
    "fresh accounts before": fresh_accounts_before,
    "random words": random_words,
    "advert in its words": advert,
    "sixty with one text": sybils,
    "one letter changed": one_letter_changed,
    "disguised copies": disguised,
    "another language": another_language,
    "copies of each post": early_copies,
    "direction overrides": overridden,
    "words of 2,000 letters": long_words,
    "stamped in the past": stamped_in_the_past,
    "edits": edits,
    "ids of others": ids_of_others,
    "replies to each": replies,
    "agreement with each": plus_ones,
    "agreement with one": plus_ones_alone,
    "five stars": five_stars,
    "reposts of a report": reposts,
    **FORGERIES,
    **INTRUSIONS,
}

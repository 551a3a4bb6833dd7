"""What a few accounts do around an incident's own people: answer them, speak for the brand, drown them, pose as many."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from detectors.evaluation.attacked_brand import DAY, IDLE, INCIDENT_AT, Sent, written
from detectors.evaluation.forgers import ENDS, around
from detectors.evaluation.phrases import CALLS
from detectors.evaluation.worlds import BRAND, HOUR, Writer
from detectors.mention import UNNAMED, Basis, Kind
from detectors.post import Post

PRAISED = 0.02
DELIGHTED = (
    "love it",
    "best purchase this year",
    "five stars, would buy again",
    "great service and friendly people",
    "everything arrived on time",
    "my children adore it",
    "wonderful colours",
    "so easy to set up",
)
REFUSED = (
    "the loyalty card is not accepted at the till",
    "loyalty card refused again and nobody helps",
    "why is my loyalty card rejected",
    "cannot use the loyalty card since this morning",
    "they say that my loyalty card does not exist",
)
REMARKED = ("Garden", "Parking", "Birthday", "Music", "Weather", "Football", "Cooking", "Holiday", "Neighbour", "Library")
REMARKS = ("gossip", "rumours", "stories", "pictures", "recipes", "season", "programme", "prices", "noise", "fairs")


def taken_over_thread(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Eight accounts answer its first report three times each, in the incident's sentences, so that it seems one thread."""
    root = incident[0]
    times = sorted(root.at + writer.random.uniform(0, 0.7) * HOUR for _ in range(24))
    posts = (
        writer.post(at, f"x{n % 8}", writer.random.choice(incident).text, kind=Kind.REPLY) for n, at in enumerate(times)
    )
    return written(replace(post, reply_to=root.id) for post in posts)


def in_the_brands_mouth(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Twelve accounts repeat its sentences as if the brand had posted them."""
    return written(
        writer.post(
            INCIDENT_AT + writer.random.uniform(-0.5, 1) * HOUR,
            f"x{n % 12}",
            f"RT @{BRAND}: {writer.random.choice(incident).text} {writer.link()}",
        )
        for n in range(24)
    )


def drowned_in_praise(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Two hundred accounts give five stars in a word or two about other things, from an hour before it on."""
    posts = []
    for n in range(200):
        at = INCIDENT_AT + writer.random.uniform(-1, 2) * HOUR
        post = writer.post(at, f"x{n}", writer.random.choice(DELIGHTED), kind=Kind.REVIEW)
        posts.append(replace(post, score=PRAISED, basis=Basis.RATING))
    return written(posts)


def many_channels(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Three accounts under one handle each on twenty channels send its sentences, in each channel another."""
    posts = []
    for n in range(60):
        post = writer.post(around(writer), f"x{n % 3}", writer.random.choice(incident).text)
        posts.append(replace(post, channel=f"channel {n // 3}"))
    return written(posts)


def answered_with_ends(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Six accounts answer every report that it works again."""
    posts = []
    for number, report in enumerate(incident):
        for n in (number % 6, (number + 1) % 6):
            post = writer.post(report.at + 20 + n, f"x{n}", writer.random.choice(ENDS), kind=Kind.REPLY)
            posts.append(replace(post, reply_to=report.id))
    return written(posts)


def stamped_ahead(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Four accounts send its sentences from a day before it on, stamped up to an hour ahead of when they come."""
    sent = []
    for n in range(120):
        came = INCIDENT_AT - writer.random.uniform(-1, 24) * HOUR
        ahead = writer.random.uniform(0, 1) * HOUR
        sent.append(Sent(came, writer.post(came + ahead, f"x{n % 4}", writer.random.choice(incident).text)))
    return sent


def flood_of_three(writer: Writer, incident: Sequence[Post]) -> list[Sent]:
    """Three accounts post three thousand times in the day before and while it lasts, half of it in the incident's words."""
    posts = []
    for n in range(3_000):
        text = writer.random.choice(incident).text if n % 2 else writer.random.choice(IDLE)
        at = INCIDENT_AT - DAY + writer.random.random() * (DAY + 2 * HOUR)
        posts.append(writer.post(at, f"x{n % 3}", f"{text} {writer.random.randrange(10**6)}"))
    return written(posts)


def remarked_copies(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """Forty accounts with one text, each behind four words of its own about something else."""
    text = writer.random.choice(CALLS)
    posts = []
    for n in range(40):
        kinds = (REMARKED, REMARKS, REMARKED, REMARKS)
        remark = " ".join(writer.random.choice(words) for words in kinds)
        posts.append(writer.post(around(writer), f"x{n}", f"{remark}. {text}"))
    return written(posts)


def without_a_name(writer: Writer, _incident: Sequence[Post]) -> list[Sent]:
    """One person reports another fault five times as a guest, each time in other words, in the hour before it."""
    times = sorted(INCIDENT_AT - writer.random.random() * HOUR for _ in REFUSED)
    return written(writer.post(at, f"{UNNAMED}x{n}", REFUSED[n]) for n, at in enumerate(times))


INTRUSIONS: dict[str, Callable[[Writer, Sequence[Post]], list[Sent]]] = {
    "thread taken over": taken_over_thread,
    "in the brand's mouth": in_the_brands_mouth,
    "drowned in praise": drowned_in_praise,
    "one account on 20 channels": many_channels,
    "answered with an end": answered_with_ends,
    "stamped ahead": stamped_ahead,
    "flood of three": flood_of_three,
    "copies with a remark": remarked_copies,
    "one without a name": without_a_name,
}

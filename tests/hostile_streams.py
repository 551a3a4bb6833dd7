"""Streams that strangers may send to slow an engine, beside ordinary complaints of the same number and length.

`python -m tests.hostile_streams` prints the CPU time of a mention of each, as a multiple of an ordinary one of that run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from random import Random
from types import FrameType

from msgspec.structs import replace

from detectors.buckets import BUCKET_SECONDS
from detectors.engine.log import LogRecord, Progress
from detectors.evaluation.attacks import complaint_of
from detectors.mention import Kind
from detectors.post import Post
from stream.bench.mentions import CHATTER, FAULTS, THINGS
from tests.life import DAY, LATENESS, engine

START = 1_740_960_000.0
SECONDS_EACH = 20.0
"""Between two posts: so many more posts are so many more closes of a bucket, each of which may read all posts."""
LENGTH, LONG = 140, 4_000
"""Characters of a post, and of a long one."""
BATCH = 100
LETTERS = "abcdefghijklmnopqrstuvwxyz"
EMOJI = "😡🔥💀🙏😭🤬👎⚡🚫🐛💸📵🧨😤🥶🤯"
TEXT = (
    "the new update of the app deletes every saved ticket and the support only answers with the same letter "
    "about patience, give us our money back"
)

Texts = Callable[[Random, int], Sequence[str]]


def ordinary_text(chance: Random, length: int = LENGTH) -> str:
    """Complaints about different things, up to so many characters."""
    text = ""
    while len(text) < length:
        fault = chance.choice(FAULTS).format(code=f"E{chance.randrange(99)}", percent=chance.randrange(99), hours=3)
        text += f"my {chance.choice(THINGS)} {fault} {chance.choice(CHATTER)}. "
    return text[:length]


def word(chance: Random, length: int) -> str:
    return "".join(chance.choices(LETTERS, k=length))


def changed(chance: Random, text: str, words: int) -> str:
    """The text with so many of its words made up anew."""
    held = text.split()
    for place in chance.sample(range(len(held)), words):
        held[place] = word(chance, 7)
    return " ".join(held)


def shuffled(chance: Random, text: str) -> str:
    return " ".join(chance.sample(text.split(), len(text.split())))


def of_words(make: Callable[[], str], length: int = LENGTH) -> str:
    text = ""
    while len(text) < length:
        text += f"{make()} "
    return text[:length]


def form(chance: Random) -> str:
    question = "Operating system: Windows. Describe your problem in detail"
    return f"{question}: {ordinary_text(chance, 50)}. Preferred answer: by mail"


def posts(texts: Sequence[str], seconds_each: float = SECONDS_EACH, people: int = 10**9) -> list[Post]:
    """A post of each text, each by the next of so many people."""
    return [
        Post(f"h{n}", START + n * seconds_each, f"person {n % people}", text, (), channel="microblog", lang="en")
        for n, text in enumerate(texts)
    ]


def ordinary(n: int, length: int = LENGTH) -> list[Post]:
    return posts([ordinary_text(Random(number), length) for number in range(n)])


def answers(n: int, of: Callable[[int], str], text: Callable[[], str], kind: Kind = Kind.REPLY) -> list[Post]:
    """Posts each of which answers, or repeats, an earlier one."""
    made = posts([text() for _ in range(n)])
    name = "reply_to" if kind is Kind.REPLY else "repost_of"
    return [replace(one, kind=kind, **{name: of(number)}) for number, one in enumerate(made)]


def _each(make: Callable[[Random], str], **options: float) -> Callable[[Random, int], list[Post]]:
    return lambda chance, n: posts([make(chance) for _ in range(n)], **options)  # type: ignore[arg-type]


STREAMS: dict[str, Callable[[Random, int], list[Post]]] = {
    "one text by many": _each(lambda _: TEXT),
    "shuffled copies": _each(lambda chance: shuffled(chance, TEXT)),
    "one word changed": _each(lambda chance: changed(chance, TEXT, 1)),
    "half the words changed": _each(lambda chance: changed(chance, TEXT, len(TEXT.split()) // 2)),
    "sentences of a form": _each(form),
    "all reply to one post": lambda chance, n: answers(n, lambda _: "h0", lambda: ordinary_text(chance)),
    "all agree with one post": lambda _, n: [
        *posts([TEXT]), *answers(n, lambda _: "h0", lambda: "same here")[1:]
    ],
    "all repost one post": lambda _, n: answers(n, lambda _: "h0", lambda: TEXT, Kind.REPOST),
    "deep chain of replies": lambda chance, n: answers(n, lambda k: f"h{k - 1}", lambda: ordinary_text(chance)),
    "one author": _each(ordinary_text, people=1),
    "twenty authors": _each(ordinary_text, people=20),
    "one text by one author": _each(lambda _: TEXT, people=1),
    "one subject by many": _each(lambda chance: f"the ticket app {ordinary_text(chance, LENGTH - 15)}"),
    "five subjects by many": _each(lambda chance: f"{chance.choice(THINGS[:5])} crash {ordinary_text(chance, 120)}"),
    "a word of its own": _each(lambda chance: f"brand{word(chance, 8)} {ordinary_text(chance, LENGTH - 14)}"),
    "random words": _each(lambda chance: of_words(lambda: word(chance, 8))),
    "long random words": _each(lambda chance: of_words(lambda: word(chance, 60))),
    "links": _each(lambda chance: of_words(lambda: f"https://x.example/{word(chance, 6)}")),
    "hash signs": _each(lambda chance: of_words(lambda: f"#{word(chance, 5)}")),
    "emoji": _each(lambda chance: of_words(lambda: chance.choice(EMOJI))),
    "codes": _each(lambda chance: of_words(lambda: f"E-{chance.randrange(10**5)}")),
    "numbers": _each(lambda chance: of_words(lambda: f"{chance.randrange(10**4)}.{chance.randrange(9)}.1")),
    "at one time": _each(ordinary_text, seconds_each=0.0),
    "one text at one time": _each(lambda _: TEXT, seconds_each=0.0),
    "over days": _each(ordinary_text, seconds_each=300.0),
    "one text over days": _each(lambda _: TEXT, seconds_each=300.0),
    "one short sentence": _each(lambda _: "cannot log in again"),
}  # fmt: skip
LONG_STREAMS: dict[str, Callable[[Random, int], list[Post]]] = {
    "long random words": _each(lambda chance: of_words(lambda: word(chance, 8), LONG)),
    "long copies, one word changed": _each(lambda chance: changed(chance, (TEXT + " ") * (LONG // len(TEXT)), 1)),
    "long sentences of a form": _each(lambda chance: f"{form(chance)} {form(chance)} " * (LONG // 300)),
}


def log_of(sent: Sequence[Post], first_offset: int = 0) -> list[list[LogRecord]]:
    """What an engine is given, in batches, up to the end of all that was written."""
    complaints = [complaint_of(post, number) for number, post in enumerate(sent, first_offset)]
    batches: list[list[LogRecord]] = [
        [*complaints[first : first + BATCH], Progress(origin=0, origins=1, at=sent[min(first + BATCH, len(sent)) - 1].at)]
        for first in range(0, len(sent), BATCH)
    ]
    return [*batches, [Progress(origin=0, origins=1, at=sent[-1].at + LATENESS + BUCKET_SECONDS)]]


def usual_day(seed: int = 1, each: float = 120.0) -> list[Post]:
    """What the brand is known by: ordinary complaints of the day before."""
    chance = Random(f"usual/{seed}")
    before = posts([ordinary_text(chance) for _ in range(int(DAY / each))], each)
    return [replace(one, id=f"u{one.id}", at=one.at - DAY, person=f"u{one.person}") for one in before]


@cache
def after_a_usual_day() -> tuple[bytes, int]:
    """The snapshot of an engine that knows a usual day, and the offset of what comes next."""
    usual, learned = usual_day(), engine()
    for batch in log_of(usual):
        learned.apply(batch)
    return learned.snapshot(), len(usual)


def spent(sent: Sequence[Post], measure: Callable[[Callable[[], None]], float]) -> float:
    """What an engine that knows a usual day spends on these, by a measure of what a call spends."""
    snapshot, first_offset = after_a_usual_day()
    fed, log = engine(), log_of(sent, first_offset)
    fed.restore(snapshot)

    def feed() -> None:
        for batch in log:
            fed.apply(batch)

    return measure(feed)


def spent_by_last(sent: Sequence[Post], last: int, measure: Callable[[Callable[[], None]], float]) -> float:
    """What each of the `last` posts costs, when all others have come."""
    snapshot, first_offset = after_a_usual_day()
    fed, log = engine(), log_of(sent, first_offset)
    fed.restore(snapshot)
    begin = (len(sent) - last) // BATCH
    for batch in log[:begin]:
        fed.apply(batch)

    def feed() -> None:
        for batch in log[begin:]:
            fed.apply(batch)

    return measure(feed) / last


def cpu_seconds(call: Callable[[], None]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def calls(call: Callable[[], None]) -> float:
    """How many functions are called, those of generators for each element: the same on every machine."""
    events = 0

    def count(_: FrameType, __: str, ___: object) -> None:
        nonlocal events
        events += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        call()
    finally:
        sys.setprofile(before)
    return float(events)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile_streams")
    parser.add_argument("numbers", type=int, nargs="*", default=[1_000, 2_000, 4_000])
    parser.add_argument("--only", action="append", default=[])
    given = parser.parse_args()
    for streams, length, of in ((STREAMS, LENGTH, 1), (LONG_STREAMS, LONG, 4)):
        chosen = [name for name in streams if not given.only or name in given.only]
        numbers = [n // of for n in given.numbers]
        if not chosen:
            continue
        usual = {n: spent(ordinary(n, length), cpu_seconds) / n for n in numbers}
        print(f"{'ordinary, µs':<32}", *(f"{usual[n] * 1e6:9.0f}" for n in numbers), flush=True)
        for name in chosen:
            each = {n: spent(streams[name](Random(n), n), cpu_seconds) / n for n in numbers}
            grown = [each[b] / each[a] for a, b in pairwise(numbers)]
            times = " ".join(f"{each[n] / usual[n]:8.1f}×" for n in numbers)
            print(f"{name:<32}", times, "  growth", *(f"{one:5.2f}" for one in grown), flush=True)


if __name__ == "__main__":
    main()

"""The brand that accounts attack: its everyday posts, and the incident that they know beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from detectors.evaluation.phrases import CHATTER, SUBJECTS
from detectors.evaluation.worlds import HOUR, START, Writer
from detectors.post import Post

DAY = 24 * HOUR
BACKGROUND_DAYS = 10
POSTS_A_DAY = 30
INCIDENT_AT = START + BACKGROUND_DAYS * DAY + 13 * HOUR
IDLE = (
    "what a lovely morning by the sea",
    "my cat slept on the keyboard again",
    "does anybody read these threads",
    "the neighbours are barbecuing once more",
    "nobody asked me about the new logo",
    "whoever invented mondays owes me one",
)


class Sent(NamedTuple):
    """A post and when it comes, which need not be when it says that it was written."""

    at: float
    post: Post


def background(writer: Writer) -> list[Post]:
    """Everyday complaints of different people about all kinds of things."""
    posts = []
    for number in range(int((BACKGROUND_DAYS + 1.5) * POSTS_A_DAY)):
        at = START + number / POSTS_A_DAY * DAY + writer.random.random() * HOUR
        subject = writer.random.choice(writer.random.choice(SUBJECTS))
        grumble = f"{subject} {writer.random.choice(GRUMBLES)}"
        about = writer.random.choice(CHATTER) if writer.random.random() < 0.5 else grumble
        posts.append(writer.post(at, f"b{number}", about))
    return posts


GRUMBLES = (
    "could be quicker",
    "looks odd since last week",
    "costs more than it did",
    "confuses my father",
    "has a strange colour now",
    "was late again",
    "needs a better manual",
    "makes a noise at night",
)


def written(posts: Iterable[Post]) -> list[Sent]:
    """Posts that come when they are written."""
    return [Sent(post.at, post) for post in posts]

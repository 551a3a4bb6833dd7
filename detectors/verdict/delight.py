"""What a text says of its author's mood by set phrases alone: in languages that the screen has not learned.

Phrases of delight and of grievance in a hundred languages ship with the screen, and words of failure in sixty. They say
nothing of most texts, and where they do they hardly ever err: of made-up trends of 5, 8 and 20 complaints of 48 sources
(480 each) two thousandths, none and none would be praise by the rule below; of praises, whose authors mostly say it
otherwise, one in seven or eight.
"""

from __future__ import annotations

from enum import IntEnum

from detectors.post import Post

# Praise is so many people, this part of those whose language is not learned, and at most that part says the opposite.
DELIGHTED_MIN, DELIGHTED_SHARE, DISMAYED_SHARE = 3, 0.5, 0.2


class Mood(IntEnum):
    """What the phrases of a text say."""

    DISMAY = -1
    NOTHING = 0
    DELIGHT = 1


def mood_of(post: Post) -> Mood:
    """The mood of a post; who says both, or that something fails, is dismayed.

    >>> def of(text): return mood_of(Post("1", 0.0, "a", text, (), lang="pl", score=0.5)).name
    >>> of("świetna obsługa, polecam"), of("nie działa, strata pieniędzy"), of("kupiłam wczoraj")
    ('DELIGHT', 'DISMAY', 'NOTHING')
    """
    # Imported late: what is compiled comes with them, which commands that ask for no verdict do without.
    from detectors.knowledge.failures import says_failure
    from detectors.screen.ngrams import code_points
    from detectors.text.set_phrases import set_phrases_of

    text = f"{post.title}\n{post.text}" if post.title else post.text
    found = set_phrases_of(code_points(text))
    glad = found.delight or found.glad
    if found.dismay or found.sorry or (not glad and says_failure(text, post.lang)):
        return Mood.DISMAY
    return Mood.DELIGHT if glad else Mood.NOTHING


def are_delighted(people: int, delighted: int, dismayed: int) -> bool:
    """Whether people praise by what so many of them say.

    >>> are_delighted(8, 4, 1), are_delighted(8, 3, 0), are_delighted(8, 6, 2)
    (True, False, False)
    """
    enough = max(DELIGHTED_MIN, DELIGHTED_SHARE * people)
    return delighted >= enough and dismayed <= DISMAYED_SHARE * people

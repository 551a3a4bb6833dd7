"""Posts for measuring speed: made-up words in natural proportions, from a seed."""

from __future__ import annotations

import random
from itertools import accumulate

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
_FILLERS = ["the", "is", "my", "and", "not", "since", "with", "this", "of", "your", "again", "please", "why"]


class Posts:
    """Groups of ten words each and posts about them, of about a hundred characters."""

    def __init__(self, seed: int, words: int = 50_000) -> None:
        self._chance = random.Random(seed)
        self._words = [self._word(number) for number in range(words)]
        self._shares = list(accumulate(1 / (rank + 50) for rank in range(words)))

    def group(self) -> list[str]:
        """The ten words of a new group: common and rare ones, as in real vocabularies."""
        chosen: dict[str, None] = {}
        while len(chosen) < 10:
            chosen.update(dict.fromkeys(self._chance.choices(self._words, cum_weights=self._shares, k=4)))
        return list(chosen)[:10]

    def post(self, group: list[str]) -> str:
        """A post about a group: seven of its words, two others, fillers, a handle, sometimes a link or a tag."""
        words = self._chance.sample(group, 7) + self._chance.choices(self._words, cum_weights=self._shares, k=2)
        words += self._chance.sample(_FILLERS, 6)
        self._chance.shuffle(words)
        extra = self._chance.choice(["", "", f" #{words[0]}", " https://example.org/a1", "!!", f" {words[1]}?"])
        return f"@support {' '.join(words).capitalize()}{extra}"

    def _word(self, number: int) -> str:
        """A word of its own for each number: syllables by its digits to the base of their count, and an ending."""
        word = ""
        left = number + len(_SYLLABLES)
        while left:
            left, digit = divmod(left, len(_SYLLABLES))
            word += _SYLLABLES[digit]
        return word + "k"

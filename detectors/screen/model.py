"""Is this mention a complaint? Hashed n-grams of any script, weighed by one logistic model.

A `Screen` is one fixed version: its weights come in as values, and the same text always gets the same score. The weights
are those of River's `linear_model.LogisticRegression`; `river_model()` gives that model back, to be taken apart, tested or
learned on with `features()`. The compiled path of `score` gives the same number without the dicts.

The score is a probability where complaints and others are equally frequent, calibrated on sources that the model had not
seen: it judges one text, and the verdict sets it against how often a channel holds complaints.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.errors import SettingError
from detectors.screen.ngrams import BUCKETS, Scratch, code_points, code_points_of_all, side_by_side, weigh, weigh_each
from detectors.text.set_phrases import EVERY, SetPhrases, phrase_bits, phrase_bits_of_each, set_phrases_of


@dataclass(frozen=True)
class ScreenModel:
    """The numbers of one version.

    `weights` and `rarity` (how much a bucket tells) have one entry a bucket (`ngrams.BUCKETS`); a text's logit is the sum
    of weight times rarity over the length of its rarities as a vector, times `scale`, plus `bias`, less what is `usual` in
    its language: most of what the common words of that score, and one of `phrases` for each kind of set phrase that it has
    (`detectors.text.set_phrases`).
    `languages` are those whose texts it has learned from. Raises SettingError for arrays of another size or kind, or
    numbers that are none.
    """

    version: int
    scale: float
    bias: float
    languages: tuple[str, ...]
    usual: Mapping[str, float]
    phrases: tuple[float, ...]
    weights: NDArray[np.int8] = field(repr=False)
    rarity: NDArray[np.uint8] = field(repr=False)

    def __post_init__(self) -> None:
        for name, kind in (("weights", np.int8), ("rarity", np.uint8)):
            array = getattr(self, name)
            if array.dtype != kind or array.shape != (BUCKETS,):
                raise SettingError(name, f"{array.dtype} of {array.shape}", f"{np.dtype(kind)} of ({BUCKETS},)")
        if len(self.phrases) != len(SetPhrases._fields):
            raise SettingError("phrases", self.phrases, f"a number for each of {', '.join(SetPhrases._fields)}")
        single = {"scale": self.scale, "bias": self.bias, **dict(zip(SetPhrases._fields, self.phrases, strict=True))}
        for name, value in (*single.items(), *self.usual.items()):
            if not math.isfinite(value):
                raise SettingError(name, value, "a finite number")


class Screen:
    """Scores texts by one version of the model. Not to be shared by threads.

    Raising `ScreenModel.bias` makes every text more of a complaint.
    """

    def __init__(self, model: ScreenModel) -> None:
        self.model = model
        self._languages = frozenset(model.languages)
        self._scratch = Scratch()
        self._rated = side_by_side(model.rarity, model.weights)
        self._phrased = np.array([sum(map(mul, model.phrases, found)) for found in EVERY])

    @property
    def version(self) -> int:
        return self.model.version

    def knows(self, lang: str) -> bool:
        """Whether the model has learned from texts of that language (BCP 47; its first two or three letters count)."""
        return base_of(lang) in self._languages

    def score(self, text: str, lang: str = "") -> float:
        """How likely the text is a complaint, 0 to 1, in this language where it is known; a text without any feature gets
        what the bias gives."""
        room, points = self._scratch, code_points(text)
        weighed = weigh(points, room.next_serial(), room.seen, room.text, room.out, self._rated)
        return self._score(weighed, phrase_bits(points), lang)

    def score_many(self, texts: Sequence[str], langs: Sequence[str]) -> list[float]:
        """`score` of each text in its language, in one compiled pass."""
        room = self._scratch
        points, ends = code_points_of_all(texts)
        weighed = np.empty(len(texts))
        serial = room.next_serial(len(texts))
        weigh_each(points, ends, serial, room.seen, room.text, room.out, self._rated, weighed)
        phrased = self._phrased[phrase_bits_of_each(points, ends)]
        usual = np.fromiter(map(self._usual_in, langs), np.float64, len(texts))
        logits = self.model.bias + self.model.scale * weighed + phrased - usual
        return list(map(logistic, logits.tolist()))

    def _score(self, weighed: float, phrased: int, lang: str) -> float:
        model = self.model
        return logistic(model.bias + model.scale * weighed + float(self._phrased[phrased]) - self._usual_in(lang))

    def _usual_in(self, lang: str) -> float:
        return self.model.usual.get(base_of(lang), 0.0)

    def features(self, text: str, lang: str = "") -> dict[str, float]:
        """What `score` sees, as River's sparse dict: for learning, and for saying why. Its vector has the length 1, beside
        the language and the set phrases."""
        buckets = self._scratch.buckets(text)
        rarity = self.model.rarity[buckets].astype(float)
        length = math.sqrt(float(rarity @ rarity))
        found = {
            f"#{bucket}": rare / length for bucket, rare in zip(buckets.tolist(), rarity.tolist(), strict=True) if rare
        }
        found_phrases = set_phrases_of(code_points(text))
        phrases = {f"+{kind}": 1.0 for kind, is_there in found_phrases._asdict().items() if is_there}
        return found | phrases | ({base_of(lang): 1.0} if base_of(lang) in self.model.usual else {})

    def river_model(self, **parameters: Any) -> Any:
        """River's logistic regression with these weights; `parameters` are its own."""
        # Here, since it brings all of scipy's statistics with it: a second of every start, for what `score` does without.
        from river import linear_model

        held = np.flatnonzero(self.model.weights)
        weights = (self.model.weights[held] * self.model.scale).tolist()
        river = linear_model.LogisticRegression(**parameters)
        river._weights.update({f"#{bucket}": weight for bucket, weight in zip(held.tolist(), weights, strict=True)})
        river._weights.update({lang: -usual for lang, usual in self.model.usual.items()})
        river._weights.update({f"+{kind}": nats for kind, nats in zip(SetPhrases._fields, self.model.phrases, strict=True)})
        river.intercept = self.model.bias
        return river


@lru_cache(maxsize=1_000)
def base_of(lang: str) -> str:
    """The language of a tag, as `pt` of `pt-BR`."""
    return lang.partition("-")[0].lower()


def logistic(logit: float) -> float:
    """The probability of log odds, which are bounded to ±30."""
    return 1.0 / (1.0 + math.exp(-logit if -30.0 < logit < 30.0 else math.copysign(30.0, -logit)))

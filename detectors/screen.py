"""Is this mention a complaint? A small lexicon, a few marks of style, and hashed words, weighed by a logistic model.

A `Screen` is one fixed version: its words and weights come in as values, and the same text always gets the same score. The
weights are those of River's `linear_model.LogisticRegression`; `river_model()` gives that model back, to be taken apart,
tested or learned on with `features()`. The fast path of `score` gives the same number without the dicts.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any
from zlib import crc32

from detectors.errors import SettingError
from detectors.mention import Kind

# What the lexicon may say of a word. Beside a negation, and only there, `works` counts (as `not_working`);
# there `pleased` does not.
CATEGORIES = (
    "works",
    "pleased",
    "negation",
    "failure",
    "anger",
    "waiting",
    "money",
    "service",
    "plea",
    "onset",
    "thanks",
    "advert",
    "self",
    "you",
)
STYLE = ("question", "exclamation", "shouting", "link", "sad_face", "glad_face", "short", "long")
FEATURES = (*CATEGORIES, "not_working", *STYLE)

# A complaint says what it is about in its first sentences; a pasted log behind them must not decide.
TOKENS_MAX = 80
TEXT_MAX = 2_000
WORD_MAX = 40
STYLE_MAX = 3
WORDS_KNOWN_MAX = 100_000
# A negation reaches this many words to either side: "does not work", "funktioniert seit gestern nicht".
_NEAR = 3

_CLEAN = re.compile(r"https?://\S+|www\.\S+|@\w+")
_SAD = "😡🤬😤😭🙄🤦😩💀👎😠😢😞😒😫😣😖😑💔😕☹🤮😾🖕"
_GLAD = "😊😍👍🎉😂😁❤💙💜✨😻🙌👏😘🤩😎💕😀😃😄🙏"
_FACES = re.compile(f"[{_SAD}{_GLAD}]")
# A pattern that finds words takes three times as long as cutting at what separates them.
_BREAKS = {ord("’"): "'"} | dict.fromkeys(map(ord, f'.,;:!?"()[]{{}}<>/\\|*+=~_#&%$€“”„«»…–—¿¡{_SAD}{_GLAD}'), " ")
_SAD_MARK = re.compile(r"[:=]'?-?[(/\[]")
_GLAD_MARK = re.compile(r"[:;=]-?[)D]|<3")
_ELIDED = ("l'", "d'", "j'", "n'", "s'", "m'", "t'", "c'", "qu'", "un'", "dell'", "nell'", "all'")


@dataclass(frozen=True)
class ScreenModel:
    """The words and weights of one version, as plain data: what a file of `stream/screens` or a record of `screens` holds.

    `lexicon`: category → words in lower case without accents, a star for any ending. `weights`: feature → weight, where a
    feature is one of FEATURES; `general` is the same for languages whose words were not learned, and `bias` and
    `general_bias` belong to each. `hashed`: weight of each bucket, a power of two of them; `languages`: where they hold.
    `kinds`: added to the logit by kind of mention. `threshold`: a score from here on is a complaint.
    """

    version: int
    threshold: float
    lexicon: Mapping[str, Sequence[str]]
    bias: float
    weights: Mapping[str, float]
    hashed: Sequence[float]
    languages: Sequence[str]
    general_bias: float
    general: Mapping[str, float]
    kinds: Mapping[str, float]

    def __post_init__(self) -> None:
        if len(self.hashed) & (len(self.hashed) - 1) or not self.hashed:
            raise SettingError("hashed", len(self.hashed), "a power of two of weights")
        if not 0 < self.threshold < 1:
            raise SettingError("threshold", self.threshold, "between 0 and 1")
        unknown = sorted(set(self.lexicon) - set(CATEGORIES))
        if unknown:
            raise SettingError("lexicon", unknown, f"categories of {', '.join(CATEGORIES)}")
        unknown = sorted((set(self.weights) | set(self.general)) - set(FEATURES))
        if unknown:
            raise SettingError("weights", unknown, f"of {', '.join(FEATURES)}")
        tables = (self.weights.values(), self.general.values(), self.hashed, self.kinds.values())
        if not all(math.isfinite(number) for table in tables for number in (*table, self.bias, self.general_bias)):
            raise SettingError("weights", "NaN or infinite", "finite")


class Screen:
    """Scores mentions with one version of the model.

    Costs about 15 µs a tweet and remembers about 100,000 words at most, whatever it is fed.

    >>> model = ScreenModel(
    ...     version=1, threshold=0.5, lexicon={"works": ["work*"], "negation": ["not"]},
    ...     bias=-1.0, weights={"not_working": 3.0}, hashed=[0.0], languages=["en"],
    ...     general_bias=-1.0, general={}, kinds={},
    ... )
    >>> screen = Screen(model)
    >>> screen.is_complaint("it is not working"), screen.is_complaint("it works")
    (True, False)
    """

    def __init__(self, model: ScreenModel) -> None:
        self.model = model
        self.version = model.version
        self.threshold = model.threshold
        self._lexicon = _Lexicon(model.lexicon)
        self._learned = frozenset(["", *model.languages])
        self._specific = _Weights(self._lexicon, model.bias, model.weights, model.hashed)
        self._general = _Weights(self._lexicon, model.general_bias, model.general, ())
        self._kinds = {kind: model.kinds.get(kind.value, 0.0) for kind in Kind}

    def knows(self, lang: str) -> bool:
        """Whether the words of that language were learned; empty is taken for one that was."""
        return lang[:2] in self._learned

    def is_complaint(self, text: str, kind: Kind = Kind.POST, lang: str = "") -> bool:
        return self.score(text, kind, lang) >= self.threshold

    def score(self, text: str, kind: Kind = Kind.POST, lang: str = "") -> float:
        """How likely the text is a complaint, 0 to 1. `lang` is as in BCP 47; empty is taken for a learned language.

        A title goes in front of the text. What is quoted of others should be cut off before.
        """
        raw, text, words = _read(text)
        weights = self._specific if lang[:2] in self._learned else self._general
        logit = weights.bias + self._kinds[kind] + sum(map(mul, weights.style, _style(raw, text, len(words))))
        if words:
            if len(weights) > WORDS_KNOWN_MAX:
                weights.forget()
            told = sum(map(weights.__getitem__, words))
            if not weights.negations.isdisjoint(words):
                told += weights.turned(words)
            logit += told / math.sqrt(len(words))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

    def features(self, text: str, lang: str = "") -> dict[str, float]:
        """What `score` sees, as River's sparse dict: for learning, and for saying why.

        A word counts one by the square root of the number of words, so that long texts do not shout.
        """
        raw, text, words = _read(text)
        counts: Counter[str] = Counter()
        kinds = [self._lexicon.categories(word) for word in words]
        for place, found in enumerate(kinds):
            counts.update(found)
            nearby = kinds[max(0, place - _NEAR) : place] + kinds[place + 1 : place + _NEAR + 1]
            if any("negation" in other for other in nearby):
                counts["not_working"] += "works" in found
                counts["pleased"] -= "pleased" in found and "works" not in found
        counts["works"] = 0
        if lang[:2] in self._learned:
            counts.update(f"#{_bucket(word, len(self.model.hashed))}" for word in words)
        seen = {name: count / math.sqrt(len(words)) for name, count in counts.items() if count}
        return seen | {name: float(n) for name, n in zip(STYLE, _style(raw, text, len(words)), strict=True) if n}

    def river_model(self, **parameters: Any) -> Any:
        """River's logistic regression with these weights, for the learned languages; `parameters` are its own."""
        # Here, since it brings all of scipy's statistics with it: a second of every start, for what `score` does without.
        from river import linear_model

        hashed = {f"#{bucket}": weight for bucket, weight in enumerate(self.model.hashed) if weight}
        river = linear_model.LogisticRegression(**parameters)
        river._weights.update({**self.model.weights, **hashed})
        river.intercept = self.model.bias
        return river


class _Lexicon:
    """The categories of words, whatever their accents, capitals and elided articles."""

    def __init__(self, lexicon: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, tuple[str, ...]] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        for category in CATEGORIES:
            for word in lexicon.get(category, ()):
                table, key = (self._stems, word[:-1]) if word.endswith("*") else (self._exact, word)
                table[key] = (*table.get(key, ()), category)

    def categories(self, word: str) -> tuple[str, ...]:
        folded = fold(word[:WORD_MAX])
        found = self._found(folded)
        if not found and "'" in folded:
            for start in _ELIDED:
                if folded.startswith(start):
                    found = self._found(folded[len(start) :]) + (("negation",) if start == "n'" else ())
                    break
        return found

    def _found(self, word: str) -> tuple[str, ...]:
        found = self._exact.get(word)
        if found is not None:
            return found
        for length in range(len(word), 2, -1):
            found = self._stems.get(word[:length])
            if found is not None:
                return found
        return ()


class _Weights(dict[str, float]):
    """What each word weighs, lexicon and bucket together, worked out when it is first met.

    `negations` and `turning` hold the words met that negate, and what those weigh that a negation turns. All three are
    forgotten together, before a text, so that no score depends on what was met before.
    """

    def __init__(self, lexicon: _Lexicon, bias: float, weights: Mapping[str, float], hashed: Sequence[float]) -> None:
        super().__init__()
        self.bias = bias
        self.style = [weights.get(name, 0.0) for name in STYLE]
        self.negations: set[str] = set()
        self._turning: dict[str, float] = {}
        self._of = {name: weights.get(name, 0.0) for name in FEATURES} | {"works": 0.0}
        self._lexicon = lexicon
        self._hashed = hashed

    def __missing__(self, word: str) -> float:
        categories = self._lexicon.categories(word)
        weight = sum(self._of[name] for name in categories)
        if self._hashed:
            weight += self._hashed[_bucket(word, len(self._hashed))]
        self[word] = weight
        if "negation" in categories:
            self.negations.add(word)
        if "works" in categories:
            self._turning[word] = self._of["not_working"]
        elif "pleased" in categories:
            self._turning[word] = -self._of["pleased"]
        return weight

    def turned(self, words: Sequence[str]) -> float:
        """What the negations among these words, all of them met before, add to their weight or take away."""
        negations, turning = self.negations, self._turning
        near: set[int] = set()
        for place, word in enumerate(words):
            if word in negations:
                near.update(range(max(0, place - _NEAR), min(len(words), place + _NEAR + 1)))
        # In order of place: sums of floats depend on their order.
        return sum([turning[words[place]] for place in sorted(near) if words[place] in turning])

    def forget(self) -> None:
        self.clear()
        self.negations.clear()
        self._turning.clear()


def _bucket(word: str, buckets: int) -> int:
    return crc32(fold(word[:WORD_MAX]).encode("utf-8", "replace")) & (buckets - 1)


def _read(text: str) -> tuple[str, str, list[str]]:
    """A text as far as it is looked at: as it is, without links and handles, and its words."""
    raw = text[:TEXT_MAX]
    text = _CLEAN.sub(" ", raw) if "@" in raw or "://" in raw or "www." in raw else raw
    return raw, text, text.lower().translate(_BREAKS).split(None, TOKENS_MAX)[:TOKENS_MAX]


def fold(word: str) -> str:
    """A word without its accents and in its plain form, as the lexicon writes it.

    >>> fold("geöffnet"), fold("ﬁx")
    ('geoffnet', 'fix')
    """
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _style(raw: str, text: str, words: int) -> tuple[int, ...]:
    """The counts of STYLE, in its order, each at most STYLE_MAX."""
    sad = glad = 0
    if not text.isascii():
        faces = _FACES.findall(text)
        sad = sum(face in _SAD for face in faces)
        glad = len(faces) - sad
    if ":" in text or "=" in text or ";" in text or "<3" in text:
        sad += len(_SAD_MARK.findall(text))
        glad += len(_GLAD_MARK.findall(text))
    questions, exclamations, links = text.count("?"), text.count("!"), raw.count("://")
    return (
        questions if questions < STYLE_MAX else STYLE_MAX,
        exclamations if exclamations < STYLE_MAX else STYLE_MAX,
        1 if words > 2 and text.isupper() else 0,
        links if links < STYLE_MAX else STYLE_MAX,
        sad if sad < STYLE_MAX else STYLE_MAX,
        glad if glad < STYLE_MAX else STYLE_MAX,
        1 if words < 6 else 0,
        1 if words > 18 else 0,
    )

"""Is this mention a complaint? A small lexicon, a few marks of style, and hashed words, weighed by a logistic model.

A `Screen` is one fixed version: its words and weights come in as values, and the same text always gets the same score. The
weights are those of River's `linear_model.LogisticRegression`; `river_model()` gives that model back, to be taken apart,
tested or learned on with `features()`. The fast path of `score` gives the same number without the dicts.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any
from zlib import crc32

from detectors.errors import SettingError
from detectors.mention import Kind

# What the lexicon may say of a word. `works` is a word that only counts beside a negation, as `not_working`.
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
BESIDE_NEGATION = ("not_working", "not_pleased")
STYLE = ("question", "exclamation", "shouting", "link", "hashtag", "sad_face", "glad_face", "number", "short", "long")
FEATURES = (*CATEGORIES, *BESIDE_NEGATION, *STYLE)

# A complaint says what it is about in its first sentences; a pasted log behind them must not decide.
TOKENS_MAX = 80
TEXT_MAX = 2_000
WORD_MAX = 40
COUNT_MAX = 3
# Words remembered with their bucket; what comes after them is looked up each time, which costs time and changes no score.
WORDS_KNOWN_MAX = 50_000
# A negation reaches this many words to either side: "does not work", "funktioniert seit gestern nicht".
_NEAR = 3

_WORKS, _PLEASED, _NEGATION = 0, 1, 2
_NOT_WORKING, _NOT_PLEASED, _STYLE = len(CATEGORIES), len(CATEGORIES) + 1, len(CATEGORIES) + 2

_CLEAN = re.compile(r"https?://\S+|www\.\S+|@\w+")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_DIGIT = re.compile(r"\d")
_SAD = "😡🤬😤😭🙄🤦😩💀👎😠😢😞😒😫😣😖😑💔😕☹🤮😾🖕"
_GLAD = "😊😍👍🎉😂😁❤💙💜✨😻🙌👏😘🤩😎💕😀😃😄🙏"
_FACES = re.compile(f"[{_SAD}{_GLAD}]")
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

    Costs about 10 µs a tweet and remembers at most 50,000 words it has seen, whatever it is fed.

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
        self._hashed = list(model.hashed)
        self._learned = frozenset(["", *model.languages])
        self._known = _Known(model.lexicon, len(model.hashed) - 1)
        self._specific = [model.weights.get(name, 0.0) for name in FEATURES]
        self._general = [model.general.get(name, 0.0) for name in FEATURES]
        self._kinds = {kind: model.kinds.get(kind.value, 0.0) for kind in Kind}

    def is_complaint(self, text: str, kind: Kind = Kind.POST, lang: str = "") -> bool:
        return self.score(text, kind, lang) >= self.threshold

    def score(self, text: str, kind: Kind = Kind.POST, lang: str = "") -> float:
        """How likely the text is a complaint, 0 to 1. `lang` is as in BCP 47; empty is taken for a learned language.

        A title goes in front of the text. What is quoted of others should be cut off before.
        """
        counts, buckets = self._counted(text)
        model = self.model
        if lang[:2] in self._learned:
            logit = model.bias + sum(map(mul, self._specific, counts))
            if buckets:
                logit += sum(map(self._hashed.__getitem__, buckets)) / math.sqrt(len(buckets))
        else:
            logit = model.general_bias + sum(map(mul, self._general, counts))
        logit += self._kinds[kind]
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

    def features(self, text: str, lang: str = "") -> dict[str, float]:
        """What `score` sees, as River's sparse dict: for learning, and for saying why."""
        counts, buckets = self._counted(text)
        seen = {name: float(count) for name, count in zip(FEATURES, counts, strict=True) if count}
        if lang[:2] in self._learned and buckets:
            share = 1 / math.sqrt(len(buckets))
            for bucket in buckets:
                name = f"#{bucket}"
                seen[name] = seen.get(name, 0.0) + share
        return seen

    def river_model(self, **parameters: Any) -> Any:
        """River's logistic regression with these weights, for the learned languages; `parameters` are its own."""
        from river import linear_model

        weights = dict(self.model.weights) | {f"#{bucket}": weight for bucket, weight in enumerate(self._hashed) if weight}
        river = linear_model.LogisticRegression(**parameters)
        river._weights.update(weights)
        river.intercept = self.model.bias
        return river

    def _counted(self, text: str) -> tuple[list[int], list[int]]:
        """Counts by category and style, each at most 3, and the buckets of the words."""
        raw = text[:TEXT_MAX]
        text = _CLEAN.sub(" ", raw) if "@" in raw or "://" in raw or "www." in raw else raw
        words = _TOKEN.findall(text.replace("’", "'").lower())[:TOKENS_MAX]
        known = self._known
        buckets = [known[word] for word in words]
        counts = [0] * len(FEATURES)
        negations: list[int] = []
        asides: list[tuple[int, int]] = []
        for place, categories in enumerate(map(known.categories.get, words)):
            if categories is None:
                continue
            for category in categories:
                counts[category] += 1
                if category == _NEGATION:
                    negations.append(place)
                elif category <= _PLEASED:
                    asides.append((place, category))
        counts[_WORKS] = 0
        if negations:
            for place, category in asides:
                if any(-_NEAR <= place - other <= _NEAR and place != other for other in negations):
                    if category == _WORKS:
                        counts[_NOT_WORKING] += 1
                    else:
                        counts[_NOT_PLEASED] += 1
                        counts[_PLEASED] -= 1
        _count_style(counts, raw, text, len(words))
        return counts, buckets


class _Known(dict[str, int]):
    """The bucket of every word met, and in `categories` those of the few words that the lexicon knows."""

    def __init__(self, lexicon: Mapping[str, Sequence[str]], mask: int) -> None:
        super().__init__()
        self.categories: dict[str, tuple[int, ...]] = {}
        self._mask = mask
        self._exact: dict[str, tuple[int, ...]] = {}
        self._stems: dict[str, tuple[int, ...]] = {}
        for place, category in enumerate(CATEGORIES):
            for word in lexicon.get(category, ()):
                table, key = (self._stems, word[:-1]) if word.endswith("*") else (self._exact, word)
                table[key] = tuple(sorted({*table.get(key, ()), place}))

    def __missing__(self, word: str) -> int:
        # Starting anew when full changes no score, only its cost; the words of the text at hand are met again at once.
        folded = fold(word[:WORD_MAX])
        found = self._found(folded)
        if not found and "'" in folded:
            for start in _ELIDED:
                if folded.startswith(start):
                    found = self._found(folded[len(start) :])
                    if start == "n'":
                        found = (*found, _NEGATION)
                    break
        bucket = crc32(folded.encode("utf-8", "replace")) & self._mask
        if len(self) < WORDS_KNOWN_MAX:
            self[word] = bucket
        if found and len(self.categories) < WORDS_KNOWN_MAX:
            self.categories[word] = found
        return bucket

    def _found(self, word: str) -> tuple[int, ...]:
        found = self._exact.get(word)
        if found is not None:
            return found
        for length in range(len(word), 2, -1):
            found = self._stems.get(word[:length])
            if found is not None:
                return found
        return ()


def fold(word: str) -> str:
    """A word without its accents and in its plain form, as the lexicon writes it.

    >>> fold("geöffnet"), fold("ﬁx")
    ('geoffnet', 'fix')
    """
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _count_style(counts: list[int], raw: str, text: str, words: int) -> None:
    """Fill in the counts of STYLE, which stand last and in its order, and cap them all."""
    sad = glad = 0
    if not text.isascii():
        faces = _FACES.findall(text)
        sad = sum(face in _SAD for face in faces)
        glad = len(faces) - sad
    if ":" in text or "=" in text or ";" in text or "<3" in text:
        sad += len(_SAD_MARK.findall(text))
        glad += len(_GLAD_MARK.findall(text))
    counts[_STYLE:] = (
        text.count("?"),
        text.count("!"),
        words > 2 and text.isupper(),
        raw.count("://"),
        raw.count("#"),
        sad,
        glad,
        words > 0 and _DIGIT.search(text) is not None,
        words < 6,
        words > 18,
    )
    if max(counts) > COUNT_MAX:
        counts[:] = [count if count <= COUNT_MAX else COUNT_MAX for count in counts]

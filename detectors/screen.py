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
from typing import Any
from zlib import crc32

from detectors.errors import SettingError
from detectors.mention import Kind

# What the lexicon may say of a word, and what follows from two of them together.
CATEGORIES = (
    "failure",
    "works",
    "negation",
    "anger",
    "waiting",
    "money",
    "service",
    "plea",
    "onset",
    "pleased",
    "thanks",
    "advert",
    "self",
    "you",
)
COUNTED = (*(name for name in CATEGORIES if name != "works"), "not_working", "not_pleased")
STYLE = ("question", "exclamation", "shouting", "link", "hashtag", "sad_face", "glad_face", "number", "short", "long")

# A complaint says what it is about in its first sentences; a pasted log behind them must not decide.
TOKENS_MAX = 80
TEXT_MAX = 2_000
_COUNT_MAX = 3
_NEAR = 3
_WORDS_KNOWN_MAX = 50_000

_CLEAN = re.compile(r"https?://\S+|www\.\S+|@\w+")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SAD = frozenset("😡🤬😤😭🙄🤦😩💀👎😠😢😞😒😫😣😖😑💔😕☹🤮😾🖕")
_GLAD = frozenset("😊😍👍🎉😂😁❤💙💜✨😻🙌👏😘🤩😎💕😀😃😄🙏")
_SAD_MARK = re.compile(r"[:=]'?-?[(/\[]")
_GLAD_MARK = re.compile(r"[:;=]-?[)D]|<3")
_ELIDED = ("l'", "d'", "j'", "n'", "s'", "m'", "t'", "c'", "qu'", "un'", "dell'", "nell'", "all'")

_WORKS = CATEGORIES.index("works")
_NEGATION = CATEGORIES.index("negation")
_PLEASED = CATEGORIES.index("pleased")


@dataclass(frozen=True)
class ScreenModel:
    """The words and weights of one version, as plain data: what a file of `stream/screens` or a record of `screens` holds.

    `lexicon`: category → words in lower case without accents, a star for any ending. `weights`: feature → weight, where a
    feature is one of COUNTED or STYLE; `general` is the same for languages whose words were not learned, and `bias` and
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
        unknown = sorted((set(self.weights) | set(self.general)) - {*COUNTED, *STYLE})
        if unknown:
            raise SettingError("weights", unknown, "features of COUNTED or STYLE")
        tables = (self.weights.values(), self.general.values(), self.hashed, self.kinds.values())
        if not all(math.isfinite(number) for table in tables for number in (*table, self.bias, self.general_bias)):
            raise SettingError("weights", "NaN or infinite", "finite")


class Screen:
    """Scores mentions with one version of the model.

    Costs about 10 µs a tweet and remembers at most 50,000 words it has seen, whatever it is fed.

    >>> model = ScreenModel(
    ...     version=1, threshold=0.5, lexicon={"works": ["work*"], "negation": ["not"]}, bias=-1.0, weights={"not_working": 3.0},
    ...     hashed=[0.0], languages=["en"], general_bias=-1.0, general={}, kinds={},
    ... )
    >>> screen = Screen(model)
    >>> screen.is_complaint("it is not working"), screen.is_complaint("it works")
    (True, False)
    """

    def __init__(self, model: ScreenModel) -> None:
        self.model = model
        self.version = model.version
        self.threshold = model.threshold
        self._mask = len(model.hashed) - 1
        self._hashed = list(model.hashed)
        self._learned = frozenset(model.languages)
        self._exact: dict[str, tuple[int, ...]] = {}
        self._stems: dict[str, tuple[int, ...]] = {}
        for place, category in enumerate(CATEGORIES):
            for word in model.lexicon.get(category, ()):
                table, key = (self._stems, word[:-1]) if word.endswith("*") else (self._exact, word)
                table[key] = tuple(sorted({*table.get(key, ()), place}))
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}
        names = (*CATEGORIES, "not_working", "not_pleased", *STYLE)
        self._specific = [model.weights.get(name, 0.0) for name in names]
        self._general = [model.general.get(name, 0.0) for name in names]
        self._kinds = {kind: model.kinds.get(kind.value, 0.0) for kind in Kind}

    def is_complaint(self, text: str, kind: Kind = Kind.POST, lang: str = "") -> bool:
        return self.score(text, kind, lang) >= self.threshold

    def score(self, text: str, kind: Kind = Kind.POST, lang: str = "") -> float:
        """How likely the text is a complaint, 0 to 1. `lang` is as in BCP 47; empty is taken for a learned language.

        A title goes in front of the text. What is quoted of others should be cut off before.
        """
        counts, buckets = self._counted(text)
        learned = not lang or lang[:2] in self._learned
        logit = (self.model.bias if learned else self.model.general_bias) + self._kinds[kind]
        for weight, count in zip(self._specific if learned else self._general, counts, strict=True):
            if count:
                logit += weight * count
        if learned and buckets:
            hashed = self._hashed
            logit += sum([hashed[bucket] for bucket in buckets]) / math.sqrt(len(buckets))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

    def features(self, text: str, lang: str = "") -> dict[str, float]:
        """What `score` sees, as River's sparse dict: for learning, and for saying why."""
        counts, buckets = self._counted(text)
        names = (*CATEGORIES, "not_working", "not_pleased", *STYLE)
        seen = {name: float(count) for name, count in zip(names, counts, strict=True) if count and name != "works"}
        if (not lang or lang[:2] in self._learned) and buckets:
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
        """Counts by category and style, each at most 3, and the buckets of the words and of neighbouring pairs."""
        raw = text[:TEXT_MAX]
        text = _CLEAN.sub(" ", raw) if "@" in raw or "://" in raw or "www." in raw else raw
        words = _TOKEN.findall(text.replace("’", "'").lower())[:TOKENS_MAX]
        known, mask = self._known, self._mask
        counts = [0] * (len(CATEGORIES) + 2 + len(STYLE))
        buckets: list[int] = []
        negations: list[int] = []
        asides: list[tuple[int, int]] = []
        before = 0
        for place, word in enumerate(words):
            entry = known.get(word) or self._meet(word)
            bucket, categories = entry
            buckets.append(bucket)
            buckets.append((before * 31 + bucket * 17 + 7) & mask)
            before = bucket
            for category in categories:
                counts[category] += 1
                if category == _NEGATION:
                    negations.append(place)
                elif category == _WORKS or category == _PLEASED:
                    asides.append((place, category))
        counts[_WORKS] = 0
        style = len(CATEGORIES)
        if negations:
            for place, category in asides:
                if any(-_NEAR <= place - other <= _NEAR and place != other for other in negations):
                    if category == _WORKS:
                        counts[style] += 1
                    else:
                        counts[style + 1] += 1
                        counts[_PLEASED] -= 1
        counts[style + 2 :] = _style(raw, text, len(words))
        return [count if count <= _COUNT_MAX else _COUNT_MAX for count in counts], buckets

    def _meet(self, word: str) -> tuple[int, tuple[int, ...]]:
        """The bucket and the categories of a word, remembered. The store starts anew when full, which changes no score."""
        if len(self._known) >= _WORDS_KNOWN_MAX:
            self._known.clear()
        folded = fold(word[:40])
        categories = self._categories(folded)
        if not categories and "'" in folded:
            for start in _ELIDED:
                if folded.startswith(start):
                    categories = self._categories(folded[len(start) :])
                    if start == "n'":
                        categories = (*categories, _NEGATION)
                    break
        entry = (crc32(folded.encode("utf-8", "replace")) & self._mask, categories)
        self._known[word] = entry
        return entry

    def _categories(self, word: str) -> tuple[int, ...]:
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


def _style(raw: str, text: str, words: int) -> list[int]:
    """The counts of STYLE, in its order."""
    sad = glad = 0
    if not text.isascii():
        for char in text:
            if char in _SAD:
                sad += 1
            elif char in _GLAD:
                glad += 1
    if ":" in text or "=" in text or ";" in text or "<3" in text:
        sad += len(_SAD_MARK.findall(text))
        glad += len(_GLAD_MARK.findall(text))
    return [
        text.count("?"),
        text.count("!"),
        int(words > 2 and text.isupper()),
        raw.count("://"),
        raw.count("#"),
        sad,
        glad,
        int(any(map(str.isdigit, text))) if words else 0,
        int(words < 6),
        int(words > 18),
    ]

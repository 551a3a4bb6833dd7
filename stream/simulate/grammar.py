"""Templates with alternatives, and the noise that people add when they type.

`{a|b|}` is one of its alternatives, which may be empty or hold further ones; `[name]` is one of a
list of words given beside.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

Node = str | tuple["Node", ...] | list["Node"]

_TOKEN = re.compile(r"[{}|]|\[[a-z_]+\]|[^{}|\[]+")
_UPSET = ("😡", "🤬", "😤", "😭", "🙄", "🤦", "😩", "💀", "👎")
_CALM = ("😊", "😅", "👍", "🖨️", "😻", "✨", "🤔", "🎉", "😂")
_SPACE = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"(?<!\s)\s++([,.!?;:])")


class Template:
    """A template parsed once and expanded often.

    >>> Template("it {works|works}", {}).expand(random.Random(1))
    'it works'
    """

    def __init__(self, text: str, words: Mapping[str, Sequence[str]]) -> None:
        self._root, rest = _parse(_TOKEN.findall(text), 0, words)
        if rest is not None:
            raise ValueError(f"the template {text!r} has a brace without its twin")

    def expand(self, chance: random.Random) -> str:
        parts: list[str] = []
        _expand(self._root, chance, parts)
        return _SPACE_BEFORE.sub(r"\1", _SPACE.sub(" ", "".join(parts))).strip()


def _parse(tokens: list[str], place: int, words: Mapping[str, Sequence[str]]) -> tuple[Node, int | None]:
    """A tuple is a sequence, a list a choice. Returns the node and the place after its closing brace, None at the end."""
    choices: list[Node] = []
    sequence: list[Node] = []
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token == "{":
            node, after = _parse(tokens, place, words)
            if after is None:
                raise ValueError("a brace is not closed")
            sequence.append(node)
            place = after
        elif token in "|}":
            choices.append(tuple(sequence))
            sequence = []
            if token == "}":
                return choices, place
        elif token[0] == "[":
            sequence.append([Template(word, words)._root for word in words[token[1:-1]]])
        else:
            sequence.append(token)
    if choices:
        raise ValueError("alternatives stand outside of braces")
    return tuple(sequence), None


def _expand(node: Node, chance: random.Random, parts: list[str]) -> None:
    if isinstance(node, str):
        parts.append(node)
    elif isinstance(node, tuple):
        for child in node:
            _expand(child, chance, parts)
    else:
        _expand(node[int(chance.random() * len(node))], chance, parts)


def mistype(text: str, chance: random.Random, rate: float) -> str:
    """Slips of the finger: each longer word is hit with probability `rate`; handles, links and numbers stay whole."""
    words = text.split(" ")
    for place, word in enumerate(words):
        if chance.random() < rate and len(word) > 3 and word.isalpha():
            words[place] = _slip(word, chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:-1] + word[-1] * chance.randrange(2, 5)


def mood(text: str, chance: random.Random, *, upset: bool) -> str:
    """How a message looks in the end: all lower case, shouted, with emoji or marks behind it, or as it was."""
    luck = chance.random()
    if luck < 0.30:
        text = text.lower()
    elif luck < 0.33:
        text = text.upper()
    elif luck < 0.75:
        text = text[:1].upper() + text[1:]
    luck = chance.random()
    if luck < 0.25:
        text = text.rstrip(".") + chance.choice(("!", "!!", "...", ".", " :(" if upset else " :)", "!!!"))
    if chance.random() < 0.18:
        text += " " + chance.choice(_UPSET if upset else _CALM) * chance.choice((1, 1, 2, 3))
    return text

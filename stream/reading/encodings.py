"""In which encoding a file of text is: seen from all of its bytes, since the first umlaut may stand in its last row."""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from dataclasses import dataclass

CHUNK_BYTES = 1 << 20
SAMPLE_BYTES_MAX = 16 << 10
# Legacy encodings that files still come in, with the languages that are written in them.
PAGES = {
    "cp1252": "de fr es pt it nl sv da no nb nn fi en ca is ga id ms af eu gl",
    "cp1250": "pl cs hu ro hr sk sl bs sq",
    "iso8859_2": "pl cs hu ro hr sk sl bs",
    "cp1251": "ru uk bg sr mk be kk",
    "koi8_r": "ru uk",
    "cp866": "ru uk",
    "cp1253": "el",
    "cp1254": "tr az",
    "cp1255": "he yi",
    "cp1256": "ar fa ur ps",
    "cp1257": "lt lv et",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja",
    "euc_jp": "ja",
    "gb18030": "zh",
    "big5": "zh",
    "cp949": "ko",
    "mac_roman": "de fr es pt it nl sv da no fi en",
    "cp850": "de fr es pt it nl sv da no fi en",
}
_MULTI_BYTE = frozenset({"cp932", "euc_jp", "gb18030", "big5", "cp949"})
_USUAL_SIGNS = frozenset("“”‘’–—…«»¿¡°§€£•·™®©´`¨ªº‚„‹›½¼×\u00a0")
_NAMES = {"cp1252": "Windows-1252", "cp932": "Shift JIS", "cp949": "EUC-KR", "mac_roman": "Mac Roman", "cp850": "DOS 850"}
_BROKEN = re.compile("[\udc80-\udcff]+")
_ASCII = re.compile("[\x00-\x7f]+")
_HIDDEN_CAPITAL = re.compile(r"(?=([^\W\d_][^\W\d_a-zA-Z]))")


@dataclass(frozen=True)
class Encoding:
    """`name` as Python knows it; `broken` counts places in UTF-8 that are none and are read as U+FFFD.

    `carriage_returns` says that lines end with CR alone, as old programs of the Macintosh write them.
    """

    name: str = "utf-8"
    broken: int = 0
    carriage_returns: bool = False

    @property
    def shown(self) -> str:
        """Its name as people know it."""
        return _NAMES.get(self.name, self.name.replace("cp125", "Windows-125").upper().replace("WINDOWS", "Windows"))


def encoding_of(stream: io.BufferedReader) -> Encoding:
    """Reads the stream to its end. UTF-8 wins wherever most of what is not ASCII is valid in it."""
    start = stream.peek(4_096)[:4_096]
    if marked := _wide(start):
        return Encoding(marked)
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = broken = 0
    line_feeds = returns = False
    sample = bytearray()
    while chunk := stream.read(CHUNK_BYTES):
        line_feeds = line_feeds or b"\n" in chunk
        returns = returns or b"\r" in chunk
        if chunk.isascii():
            continue
        text = decoder.decode(chunk)
        bad = sum(len(match[0]) for match in _BROKEN.finditer(text))
        broken += bad
        good += len(text) - len(text.encode("ascii", "ignore")) - bad
        if bad and len(sample) < SAMPLE_BYTES_MAX:
            sample += b"\n".join(line for line in chunk.splitlines() if not line.isascii())
    carriage_returns = returns and not line_feeds
    if broken > good:
        return Encoding(_legacy(bytes(sample[:SAMPLE_BYTES_MAX])), carriage_returns=carriage_returns)
    return Encoding("utf-8", broken, carriage_returns)


def _wide(start: bytes) -> str:
    """UTF-16 and UTF-32 by their mark, or by the zeros between Latin letters; empty for others."""
    for mark, name in ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32")):
        if start.startswith(mark):
            return name
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(start) // 2
    if half >= 8:
        if start[1::2].count(0) > 0.6 * half and not start[0::2].count(0):
            return "utf-16-le"
        if start[0::2].count(0) > 0.6 * half and not start[1::2].count(0):
            return "utf-16-be"
    return ""


def _legacy(sample: bytes) -> str:
    """The likeliest legacy encoding: one in which the text reads as a language that is written in it.

    charset-normalizer ranks by noise alone and takes neighbouring pages for each other (a Portuguese text in Windows-1252
    for Windows-1250), so the language of what comes out decides among single-byte pages.
    """
    from charset_normalizer import from_bytes

    from detectors.text import detect_language

    found = from_bytes(sample, cp_isolation=list(PAGES))
    best = found.best()
    if best is not None and best.encoding in _MULTI_BYTE and any(_is_east_asian(name) for name in best.alphabets):
        return best.encoding
    plausible = {match.encoding for match in found}
    scored = []
    for place, (name, languages) in enumerate(PAGES.items()):
        if name in _MULTI_BYTE:
            continue
        text = sample.decode(name, "replace")
        languages_found = [detect_language(line) for line in text.splitlines()[:20]]
        fits = sum(lang in languages.split() for lang in languages_found) / max(len(languages_found), 1)
        scored.append((fits - _noise(text) + 0.1 * (name in plausible), -place, name))
    return max(scored)[2]


def _noise(text: str) -> float:
    """The share of what is not ASCII that no text of people has there."""
    odd = _ASCII.sub("", text)
    # Each sign once: a page has few, and a text many of them.
    bad = sum(many for sign, many in Counter(odd).items() if not sign.isalpha() and sign not in _USUAL_SIGNS)
    pairs = Counter(_HIDDEN_CAPITAL.findall(text))
    bad += sum(many for pair, many in pairs.items() if pair[0].islower() and pair[1].isupper())
    return bad / max(len(odd), 1)


def _is_east_asian(alphabet: str) -> bool:
    return any(word in alphabet for word in ("CJK", "Hangul", "Katakana", "Hiragana"))


class Recoded(io.RawIOBase):
    """A stream of bytes as UTF-8 with LF, whatever its encoding and ends of lines; what cannot be decoded is U+FFFD."""

    def __init__(self, stream: io.BufferedReader, encoding: Encoding) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding.name)("replace")
        self._carriage_returns = encoding.carriage_returns
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._left:
            chunk = self._stream.read(CHUNK_BYTES)
            text = self._decoder.decode(chunk, final=not chunk)
            if self._carriage_returns:
                text = text.replace("\r", "\n")
            self._left = text.encode("utf-8", "replace")
            if not chunk:
                break
        taken = self._left[: len(buffer)]
        buffer[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)

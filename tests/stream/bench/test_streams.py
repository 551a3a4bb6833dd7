"""The streams that speed is measured on have the figures of the real ones."""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from stream.bench.engine import ROWS, measured
from stream.bench.mentions import START_MS
from stream.bench.streams import KINDS, stream

DATA = Path(__file__).parents[3].parent / "shared" / "data"
FILES = {"tweets": "airline-tweets-2015.jsonl.gz", "posts": "firefox-2018-2022.jsonl.gz"}
TEXTS = 3_000
_WORD = re.compile(r"\w+")

# Of the first 3,000 texts of the files: median of words and characters, share of the 10, 100 and 1,000 commonest words,
# different words among the first 10,000, shares of texts beyond ASCII, with a number, with a link.
REAL: dict[str, dict[str, float]] = {
    "tweets": {
        "words": 19, "characters": 110, "top_10": 0.1895, "top_100": 0.5394, "top_1000": 0.8561, "different_of_10000": 1950,
        "beyond_ascii": 0.0583, "with_number": 0.3743, "with_link": 0.0777, "different_texts": 0.9973,
    },
    "posts": {
        "words": 73, "characters": 407, "top_10": 0.2145, "top_100": 0.4957, "top_1000": 0.8223, "different_of_10000": 2051,
        "beyond_ascii": 0.1233, "with_number": 0.4673, "with_link": 0.1107, "different_texts": 0.9947,
    },
}  # fmt: skip


def figures(texts: list[str]) -> dict[str, float]:
    words = [_WORD.findall(text.lower()) for text in texts]
    flat = list(itertools.chain.from_iterable(words))
    commonest = [count for _, count in Counter(flat).most_common()]
    return {
        "words": sorted(map(len, words))[len(words) // 2],
        "characters": sorted(map(len, texts))[len(texts) // 2],
        "top_10": sum(commonest[:10]) / len(flat),
        "top_100": sum(commonest[:100]) / len(flat),
        "top_1000": sum(commonest[:1_000]) / len(flat),
        "different_of_10000": len(set(flat[:10_000])),
        "beyond_ascii": sum(not text.isascii() for text in texts) / len(texts),
        "with_number": sum(any(map(str.isdigit, text)) for text in texts) / len(texts),
        "with_link": sum("://" in text for text in texts) / len(texts),
        "different_texts": len(set(texts)) / len(texts),
    }


def made(kind: str) -> list[str]:
    return [json.loads(value)["text"] for value, _ in stream(KINDS[kind], TEXTS, 6, 3_600)]


def real(path: Path) -> list[str]:
    with gzip.open(path) as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, TEXTS)]


def assert_alike(one: dict[str, float], other: dict[str, float]) -> None:
    far = {name: (one[name], other[name]) for name in other if not 0.7 <= one[name] / other[name] <= 1.4}
    assert not far


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_made_has_the_figures_of_real_texts(kind: str) -> None:
    assert_alike(figures(made(kind)), REAL[kind])


@pytest.mark.parametrize("kind", [kind for kind, name in FILES.items() if (DATA / name).exists()])
def test_the_figures_are_those_of_the_files(kind: str) -> None:
    assert figures(real(DATA / FILES[kind])) == pytest.approx(REAL[kind], rel=0.02)


def test_the_same_seed_makes_the_same_stream_in_order_of_time() -> None:
    one = list(stream(KINDS["tweets"], 200, 20, 3_600, seed=3))
    assert one == list(stream(KINDS["tweets"], 200, 20, 3_600, seed=3))
    assert one != list(stream(KINDS["tweets"], 200, 20, 3_600, seed=4))
    times = [at for _, at in one]
    assert times == sorted(times)
    assert times[0] == START_MS
    assert times[-1] < START_MS + 3_600_000


def test_the_engine_bench_measures_each_row_and_a_brand() -> None:
    found = measured(mentions=500, brands=20, rows=1, seed=1)
    assert [row["stream"] for row in found["rows"]] == [ROWS[0].name]
    assert all(row["intake_per_second"] > 0 and row["engine_per_second"] > 0 for row in found["rows"])
    assert found["brand"]["snapshot_kilobytes"] > 0
    assert found["brand"]["milliseconds_to_restore"] > 0

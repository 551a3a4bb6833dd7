"""`groundswell frequencies`, the shipped tables, and the general word lists in our terms."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import orjson
import pytest
from typer.testing import CliRunner

from detectors.errors import SettingError
from detectors.text import normalise
from stream.cli.app import app
from stream.knowledge import general_frequencies, load_knowledge, read_source, shipped_sources
from stream.knowledge.kept import FOLDER, kept

SHIPPED_BYTES_MAX = 4 * 2**20
runner = CliRunner()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    rows: list[dict[str, object]] = [
        {"text": f"The parcel scanner is late, order {n}", "lang": "en", "author": f"a{n}"} for n in range(6)
    ]
    rows += [
        {"text": "Not to be counted: licence", "lang": "en", "author": f"b{n}", "non_commercial": True} for n in range(6)
    ]
    path = tmp_path / "texts.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n".join(map(orjson.dumps, rows)) + b"\nno json\n[1]\n"))
    return path


def test_own_texts_are_counted_and_replace_the_shipped_support_talk(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "own.frequencies"
    result = runner.invoke(
        app, ["frequencies", str(texts), "--out", str(out), "--brand", "acme", "--counted", "2026-01-31"]
    )
    assert result.exit_code == 0, result.output
    assert "6 texts in 1 languages" in result.output
    source = read_source(out)
    assert (source.brand, source.counted) == ("acme", "2026-01-31")
    assert {"parcel", "scanner", "late", "order"} == set(source.languages["en"].counts)
    known = load_knowledge(str(out))
    assert known.sources == (source,)
    assert known.digest != load_knowledge("general").digest


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.frequencies"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(SettingError, match="groundswell frequencies"):
        load_knowledge(str(path))


def test_the_shipped_tables_are_small_name_their_texts_and_fit_the_tokenizer() -> None:
    folder = Path(__file__).parents[2] / "stream/knowledge"
    assert sum(path.stat().st_size for path in folder.glob("*.frequencies")) < SHIPPED_BYTES_MAX
    for source in shipped_sources():
        assert source.name
        assert source.counted
        assert source.licence


@pytest.mark.parametrize(
    ("lang", "common", "rare"),
    [
        ("en", "time", "cartridge"),
        ("de", "Stadt", "Druckerpatrone"),
        ("fi", "kaupunki", "mustekasetti"),
        ("ar", "وقت", "خرطوشة"),
    ],
)
def test_general_lists_speak_in_our_terms(lang: str, common: str, rare: str) -> None:
    table = general_frequencies(lang)
    assert table[normalise(common, lang)[0]] > 1e-4
    assert table.get(normalise(rare, lang)[0], 0.0) < 1e-4


@pytest.mark.parametrize(("lang", "text"), [("zh", "没有问题"), ("ja", "時間がない"), ("ko", "사람들이")])
def test_languages_without_spaces_are_known_by_pairs_of_characters(lang: str, text: str) -> None:
    table = general_frequencies(lang)
    assert any(table.get(pair, 0.0) > 1e-5 for pair in normalise(text, lang))


def test_a_language_without_a_list_has_none() -> None:
    assert general_frequencies("am") == {}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GROUNDSWELL_CACHE", str(tmp_path))
    return tmp_path / FOLDER


def counted(lang: str) -> dict[str, float]:
    return {f"{lang} word": 0.5}


def counted_otherwise(lang: str) -> dict[str, float]:
    return {f"{lang} word": 0.25}


def test_what_was_counted_once_is_read_from_then_on(cache: Path) -> None:
    assert kept("xx", counted) == counted("xx")
    assert kept("xx", counted_otherwise) == counted("xx")
    assert [one.name for one in cache.iterdir()] == ["xx"]


@pytest.mark.parametrize("content", [b"", b"garbage", msgspec.msgpack.encode([b"another code", {"xx word": 0.125}])])
def test_what_is_damaged_or_of_other_code_is_counted_anew(cache: Path, content: bytes) -> None:
    cache.mkdir()
    (cache / "xx").write_bytes(content)
    assert kept("xx", counted) == counted("xx")
    assert kept("xx", counted_otherwise) == counted("xx")


def test_what_cannot_be_kept_is_counted_each_time(cache: Path) -> None:
    cache.write_bytes(b"a file where the folder should be")
    assert kept("xx", counted) == counted("xx")
    assert kept("xx", counted_otherwise) == counted_otherwise("xx")


def test_a_language_without_a_list_leaves_nothing_behind(cache: Path) -> None:
    assert not general_frequencies("qq")
    assert not general_frequencies("../qq")
    assert not cache.exists()

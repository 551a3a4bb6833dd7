"""Mention files: what people have, and what is wrong with it."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pytest
import zstandard

from stream.reading import (
    ColumnMap,
    FileChoice,
    Problem,
    ReadingError,
    Row,
    load_mentions,
    options_of,
    parse_map,
    parse_time,
    read_mentions,
)

GOOD = b'{"id":"1","text":"it broke","author":"a","created_at":"2026-03-02T10:00:00Z","brand":"acme"}'
AT = 1_772_445_600_000


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def mention(at: str, ident: str = "1") -> bytes:
    return orjson.dumps({"id": ident, "text": "it broke", "author": "a", "created_at": at, "brand": "acme"}) + b"\n"


def values(path: Path, mapping: str = "") -> list[dict[str, object]]:
    found = list(read_mentions(path, options_of(FileChoice(mapping))))
    rows = [one for one in found if isinstance(one, Row)]
    assert rows == found
    return [orjson.loads(row.value) for row in rows]


def problems(path: Path, mapping: str = "") -> list[tuple[int, str]]:
    found = read_mentions(path, options_of(FileChoice(mapping)))
    return [(item.line, item.reason) for item in found if isinstance(item, Problem)]


def test_a_json_line_in_the_producers_form_is_handed_on_byte_by_byte(tmp_path: Path) -> None:
    odd = GOOD.replace(b"}", b' , "unknown" : 1.50 }')
    assert list(read_mentions(written(tmp_path, "m.jsonl", odd + b"\r\n"))) == [Row(AT, odd, 1)]


@pytest.mark.parametrize(
    "name", ["m.jsonl", "m.jsonl.gz", "m.jsonl.zst", "m.ndjson", "mentions", "m.json.gz", "m.CSV.jsonl"]
)
def test_a_file_is_unpacked_and_read_as_json_lines(tmp_path: Path, name: str) -> None:
    content = GOOD + b"\n\n" + GOOD + b"\n"
    if name.endswith(".gz"):
        content = gzip.compress(content)
    if name.endswith(".zst"):
        content = zstandard.compress(content[:50]) + zstandard.compress(content[50:])
    assert [row.line for row in read_mentions(written(tmp_path, name, content))] == [1, 3]


def test_a_table_with_other_column_names_is_read_through_a_map(tmp_path: Path) -> None:
    table = b'\xef\xbb\xbfuser,body,when,fans\nann,"hello,\nthere",2026-03-02 10:00:00,5.0\n\nbob,short,1772445600,\n'
    path = written(tmp_path, "m.csv", table)
    assert values(path, "text=body,author=user,created_at=when,reach=fans,brand:=acme") == [
        {
            "id": "line-2",
            "text": "hello,\nthere",
            "author": "ann",
            "created_at": AT,
            "reach": 5,
            "brand": "acme",
        },
        {"id": "line-5", "text": "short", "author": "bob", "created_at": AT, "brand": "acme"},
    ]


def test_a_file_that_is_no_table_is_not_echoed(tmp_path: Path) -> None:
    path = written(tmp_path, "m.csv", b"\x89PNG\x1b[2J," + b"\x00\xff" * 400 + b",x" * 400 + b"\n")
    with pytest.raises(ReadingError, match="has no column for text") as raised:
        values(path)
    reason = str(raised.value).removeprefix(str(path))
    assert reason.isprintable()
    assert reason.endswith(" more")
    assert len(reason) < 700


@pytest.mark.parametrize("name", ["m.csv", "mentions"])
@pytest.mark.parametrize(
    "content",
    [
        b"x" * 400_000 + b",text,author,created_at,brand\n7,hello,ann,2026-03-02T10:00Z,acme\n",
        b"\x89PNG\r\x1b[2J" + b"\x00\xff" * 150_000 + b"\n",
    ],
    ids=["long name", "binary"],
)
def test_a_first_line_that_is_no_header_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(ReadingError, match="no header of a table: lines must end with LF or CRLF") as raised:
        values(path)
    reason = str(raised.value).removeprefix(str(path))
    assert reason.isprintable()
    assert len(reason) < 200


@pytest.mark.parametrize(("name", "mark"), [("m.csv", ";"), ("m.tsv", "\t"), ("m.csv", "\t"), ("m.csv", "|")])
def test_the_separator_of_a_table_is_seen_from_its_header(tmp_path: Path, name: str, mark: str) -> None:
    lines = [["id", "text", "author", "created_at", "brand"], ["7", "a, b", "ann", "2026-03-02T10:00Z", "acme"]]
    path = written(tmp_path, name, "\n".join(mark.join(line) for line in lines).encode())
    assert values(path) == [{"id": "7", "text": "a, b", "author": "ann", "created_at": AT, "brand": "acme"}]


def test_json_lines_take_a_map_that_reaches_into_nested_objects(tmp_path: Path) -> None:
    line = b'{"full_text":"it broke","user":{"name":"ann"},"id_num":12,"created_at":1772445600}'
    (found,) = values(written(tmp_path, "m.jsonl", line), "text=full_text,author=user.name,id=id_num,brand:=acme")
    assert found["author"] == "ann"
    assert found["id"] == "12"
    assert found["brand"] == "acme"
    assert found["created_at"] == AT


def test_rows_that_cannot_be_read_are_reported_with_line_and_reason_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        GOOD,
        b"not json",
        b"[1]",
        b"null",
        GOOD.replace(b"2026-03-02", b"soon"),
        b'{"text":"no time"}',
        b"\xff\xfe{}",
        GOOD,
    ]
    path = written(tmp_path, "m.jsonl", b"\n".join(lines))
    assert problems(path) == [
        (2, "not JSON"),
        (3, "not a JSON object"),
        (4, "not a JSON object"),
        (5, "time unreadable"),
        (6, "time unreadable"),
        (7, "not JSON"),
    ]
    loaded = load_mentions(path)
    assert len(loaded.rows) == 2
    assert loaded.problems.total == 6
    assert loaded.problems.sentences()[0].startswith("2 rows: not JSON (first: line 2: ")


def test_rows_of_a_table_that_cannot_be_read_spoil_only_themselves(tmp_path: Path) -> None:
    rows = [
        b"text,author,created_at,brand,reach",
        b"fine,ann,2026-03-02,acme,1",
        b"short,ann",
        b"bad time,ann,03/02/2026,acme,1",
        b"bad number,ann,2026-03-02,acme,many",
        b"bad \xff bytes,ann,2026-03-02,acme,1",
        b"x" * (1 << 21),
        b"fine,bob,2026-03-02,acme,1",
        b'"open,ann,2026-03-02,acme,1',
    ]
    path = written(tmp_path, "m.csv", b"\n".join(rows))
    assert problems(path) == [
        (3, "wrong number of columns"),
        (4, "time unreadable"),
        (5, "not a number"),
        (7, "line too long"),
        (9, "wrong number of columns"),
    ]
    assert len(load_mentions(path).rows) == 3


def test_a_line_too_long_to_keep_is_a_problem_and_reading_goes_on(tmp_path: Path) -> None:
    path = written(tmp_path, "m.jsonl", b'{"text":"' + b"x" * (3 << 20) + b'"}\n' + GOOD)
    assert problems(path) == [(1, "line too long")]
    assert [row.line for row in load_mentions(path).rows] == [2]


@pytest.mark.parametrize("packed", [gzip.compress, zstandard.compress])
def test_a_file_that_ends_in_the_middle_gives_what_it_holds_and_says_so(tmp_path: Path, packed: type[bytes]) -> None:
    content = b"".join(mention("2026-03-02T10:00:00Z", f"{n * 2654435761 % 2**32}") for n in range(20_000))
    whole = packed(content)
    loaded = load_mentions(
        written(tmp_path, "m.jsonl.gz" if packed is gzip.compress else "m.jsonl.zst", whole[: len(whole) // 2])
    )
    assert 1_000 < len(loaded.rows) < 20_000
    # zstandard's reader ends quietly in mid-frame: what is left then is a line in pieces.
    assert set(loaded.problems.counts) <= {"file damaged from here on", "not JSON"}
    assert loaded.problems.total == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("m.json", b'[{"text":"x"}]', "no column for created_at, brand"),
        ("m.json", b'[{"text":', "neither one JSON value nor one JSON object a line"),
        ("m.json", b'{"count": 0}\n', "no column for text"),
        ("m.csv", "text,author\n".encode("utf-16"), "no column for created_at, brand"),
        ("m.xlsx", b"PK\x03\x04 and no workbook", "no workbook that can be read"),
        ("m.parquet", b"PAR1 and nothing else", "no Parquet file that can be read"),
        ("m.jsonl.gz", b"\x1f\x8bnot gzip", "cannot be unpacked"),
        ("m.csv", b"", "is empty"),
        ("m.csv", b"body,author,created_at,brand\n", "text=COLUMN; the columns are body, author, created_at, brand"),
        ("m.csv", b"text,author,created_at\n", "--map brand:=NAME"),
    ],
)
def test_a_file_of_no_use_is_refused_with_what_to_do(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(ReadingError, match=words.replace("(", r"\(")):
        list(read_mentions(written(tmp_path, name, content)))


def test_from_is_included_and_to_is_not(tmp_path: Path) -> None:
    days = ["2026-03-01T23:59:59.999Z", "2026-03-02T00:00:00Z", "2026-03-02T23:59:59.999Z", "2026-03-03T00:00:00Z"]
    path = written(tmp_path, "m.jsonl", b"".join(mention(at, str(place)) for place, at in enumerate(days)))
    rows = read_mentions(path, options_of(FileChoice(since="2026-03-02", until="2026-03-03")))
    assert [orjson.loads(row.value)["id"] for row in rows if isinstance(row, Row)] == ["1", "2"]


def test_rows_are_sorted_by_event_time_and_equals_keep_the_order_of_the_file(tmp_path: Path) -> None:
    times = [30, 10, 20, 10, 30, 10]
    lines = [mention(f"2026-03-02T10:00:{second}Z", str(place)) for place, second in enumerate(times)]
    rows = load_mentions(written(tmp_path, "m.jsonl", b"".join(lines))).rows
    assert [orjson.loads(row.value)["id"] for row in rows] == ["1", "3", "5", "2", "0", "4"]


def test_progress_is_reported_in_bytes_and_ends_with_all_of_them(tmp_path: Path) -> None:
    path = written(tmp_path, "m.jsonl.gz", gzip.compress(GOOD[:-1] + b"}\n" + (GOOD + b"\n") * 9_000))
    progress_seen: list[tuple[int, int]] = []
    list(read_mentions(path, progress=lambda done, total: progress_seen.append((done, total))))
    size = path.stat().st_size
    assert len(progress_seen) >= 4
    assert progress_seen == sorted(progress_seen)
    assert progress_seen[-1] == (size, size)


@pytest.mark.parametrize(
    "written_as",
    [
        "2026-03-02T10:00:00Z",
        "2026-03-02T11:00:00+01:00",
        "2026-03-02 10:00:00",
        "2026-03-02 10:00",
        "2026-03-02 10:00:00 UTC",
        "2026-03-02 02:00:00 -0800",
        "Mon, 02 Mar 2026 10:00:00 +0000",
        "Mon Mar 02 10:00:00 +0000 2026",
        "1772445600",
        " 1772445600000 ",
        "1772445600.0",
        1772445600,
        1772445600000,
        1772445600.0,
    ],
)
def test_usual_forms_of_a_time_are_read(written_as: object) -> None:
    assert parse_time(written_as) == AT


@pytest.mark.parametrize(
    "written_as",
    [
        None,
        True,
        "",
        "soon",
        "03/02/2026",
        -5,
        0,
        1e18,
        float("nan"),
        float("inf"),
        "1" * 400,
        "1772445600000000",
        [],
        "10:00",
    ],
)
def test_a_time_that_is_not_sure_is_not_guessed(written_as: object) -> None:
    assert parse_time(written_as) is None


def test_a_map_says_columns_and_constants() -> None:
    assert parse_map('text=body, "brand:=Acme, Inc."') == ColumnMap({"text": "body"}, {"brand": "Acme, Inc."})
    assert parse_map("rating=stars,rating_scale:=10") == ColumnMap({"rating": "stars"}, {"rating_scale": "10"})


@pytest.mark.parametrize("text", ["text", "text=", "words=body", "text=a,text=b", "text=a,text:=b", "=a"])
def test_a_map_that_says_nothing_sure_is_refused(text: str) -> None:
    with pytest.raises(ReadingError):
        parse_map(text)


def test_a_map_to_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = written(tmp_path, "m.csv", b"body,user,created_at\n")
    with pytest.raises(ReadingError, match="no column words; the columns are: body, user, created_at"):
        list(read_mentions(path, options_of(FileChoice("text=words,author=user,brand:=x"))))

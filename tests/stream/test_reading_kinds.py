"""Files as people have them: dates, encodings, exports and placeholders of many kinds come out as the same mentions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stream.reading import FileChoice, Options, ReadingError, Row, load_mentions, options_of
from stream.reading import content as content_module
from stream.reading.rows import DELETED, EMPTY, LEFT_OUT_SHARE_MAX, STRAY
from stream.reading.tables import UNCLOSED
from tests.mention_files import BEGIN, TEXTS, TIMES, bodies, form, loaded, minutes, objects, table

UMLAUTS = [f"Die Tür öffnet nicht für Käufer Größe {n}" for n in range(len(TIMES))]


@pytest.mark.parametrize(
    ("encoding", "texts", "noted"),
    [
        ("cp1252", UMLAUTS, "Windows-1252"),
        ("latin-1", UMLAUTS, "Windows-1252"),
        ("utf-16", UMLAUTS, "UTF-16"),
        ("utf-16-le", UMLAUTS, "UTF-16-LE"),
        ("utf-8-sig", UMLAUTS, ""),
        ("cp1251", [f"Приложение не открывается после обновления {n}" for n in range(len(TIMES))], "Windows-1251"),
        ("cp1250", [f"Nie mogę się zalogować, błąd płatności numer {n}" for n in range(len(TIMES))], "Windows-1250"),
        ("shift_jis", [f"アップデートの後にログインできません {n}" for n in range(len(TIMES))], "Shift JIS"),
        ("gb18030", [f"更新以后无法登录，付款失败 {n}" for n in range(len(TIMES))], "GB18030"),
    ],
)
def test_the_encoding_of_a_file_is_recognised_and_reported(
    tmp_path: Path, encoding: str, texts: list[str], noted: str
) -> None:
    found = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), encoding=encoding, texts=texts))
    assert [body["text"] for body in bodies(found)] == texts
    assert [note for note in found.understood.notes() if note.startswith("the file is in")] == (
        [f"the file is in {noted}"] if noted else []
    )


def test_the_first_umlaut_may_stand_in_the_last_of_many_rows(tmp_path: Path) -> None:
    texts = [*TEXTS[:-1], "Die Tür klemmt für Käufer"]
    found = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), encoding="cp1252", texts=texts))
    assert bodies(found)[-1]["text"] == texts[-1]


def test_a_damaged_place_in_utf_8_spoils_no_row(tmp_path: Path) -> None:
    content = table(form("%Y-%m-%d %H:%M"), texts=UMLAUTS).replace("Größe 7".encode(), b"Gr\xff\xfee 7")
    found = loaded(tmp_path, content)
    assert len(found.rows) == len(TIMES)
    assert bodies(found)[7]["text"].endswith("Gr\ufffd\ufffde 7")
    assert any("2 places are not valid UTF-8: read as" in note for note in found.understood.notes())


def test_half_an_emoji_is_replaced(tmp_path: Path) -> None:
    line = b'{"id":"1","text":"it broke \\ud83d","author":"a","created_at":"2026-03-02T10:00:00Z","brand":"acme"}'
    assert bodies(loaded(tmp_path, line, "m.jsonl"))[0]["text"] == "it broke \ufffd"


@pytest.mark.parametrize("delimiter", ["^", "~", "¦", "\x1f", ";", "|", "\t"])
def test_the_sign_between_columns_is_found_whatever_texts_hold(tmp_path: Path, delimiter: str) -> None:
    texts = [f"{text}, and nobody answers" for text in TEXTS]
    content = table(form("%Y-%m-%d %H:%M"), delimiter=delimiter, texts=texts)
    assert [body["text"] for body in bodies(loaded(tmp_path, content))] == texts
    headless = content.split(b"\r\n", 1)[1]
    found = loaded(tmp_path, headless, columns="id,created_at,author,brand,text")
    assert [body["text"] for body in bodies(found)] == texts


def test_ids_as_numbers_stay_exact(tmp_path: Path) -> None:
    numbers = [2**53 + 1, 1_445_058_087_436_908_054, 2**64 + 3]
    lines = [
        b'{"id":%d,"text":"it broke","author":%d,"created_at":1772445600,"brand":"acme"}' % (number, number)
        for number in numbers
    ]
    found = bodies(loaded(tmp_path, b"\n".join(lines), "m.jsonl"))
    assert [body["id"] for body in found] == [str(number) for number in numbers]


def test_ids_that_a_spreadsheet_has_rounded_tell_nobody_apart(tmp_path: Path) -> None:
    content = table(form("%Y-%m-%d %H:%M")).decode()
    for n in range(len(TIMES)):
        content = content.replace(f"m{n},", "1.44506E+18,", 1)
    found = loaded(tmp_path, content.encode())
    assert len({body["id"] for body in bodies(found)}) == len(TIMES)
    assert any("rounded by a spreadsheet" in note for note in found.understood.notes())


@pytest.mark.parametrize("first", [b"sep=;\r\n", b"\xef\xbb\xbfsep=;\r\n", b'"sep=;"\r\n', b"SEP=;\n"])
def test_the_line_of_excel_that_names_the_separator_is_no_header(tmp_path: Path, first: bytes) -> None:
    assert minutes(loaded(tmp_path, first + table(form("%d.%m.%Y %H:%M"), delimiter=";"))) == TIMES


def test_tabs_in_a_file_called_csv(tmp_path: Path) -> None:
    assert minutes(loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), delimiter="\t"))) == TIMES


def test_a_file_without_a_header_asks_for_names_and_takes_them(tmp_path: Path) -> None:
    content = table(form("%Y-%m-%d %H:%M")).split(b"\r\n", 1)[1]
    with pytest.raises(ReadingError, match="--columns id,created_at,author,text"):
        loaded(tmp_path, content)
    assert minutes(loaded(tmp_path, content, columns="id,created_at,author,brand,text")) == TIMES
    with pytest.raises(ReadingError, match=r"names 2 columns, and the first line of .* has 5"):
        loaded(tmp_path, content, columns="id,text")


def test_a_lone_carriage_return_in_a_field_is_a_blank(tmp_path: Path) -> None:
    content = table(form("%Y-%m-%d %H:%M")).replace(b"parcel number 5 ", b"parcel\rnumber 5 ")
    found = loaded(tmp_path, content)
    assert bodies(found)[5]["text"] == TEXTS[5]
    assert minutes(found) == TIMES


def test_lines_that_end_with_carriage_returns_alone(tmp_path: Path) -> None:
    assert minutes(loaded(tmp_path, table(form("%Y-%m-%d %H:%M")).replace(b"\r\n", b"\r"))) == TIMES


@pytest.mark.parametrize("rows", [38, 2_000])
@pytest.mark.parametrize("closed", [False, True])
def test_a_quote_left_open_costs_its_own_row_and_is_reported(tmp_path: Path, rows: int, closed: bool) -> None:
    times = [BEGIN + timedelta(minutes=n) for n in range(rows)]
    texts = [f"parcel {n} never arrived" for n in range(rows)]
    lines = table(form("%Y-%m-%d %H:%M"), times=times, texts=texts).split(b"\r\n")
    lines[10] = lines[10].replace(b"parcel", b'"parcel')
    if closed:
        lines[30] = lines[30].replace(b"parcel 29 never arrived", b'"parcel, 29 never arrived"')
    found = loaded(tmp_path, b"\r\n".join(lines))
    assert found.problems.counts == {UNCLOSED: 1}
    assert len(found.rows) == rows - 1
    assert found.problems.examples[UNCLOSED][0].line == 11


def test_a_text_of_several_lines_that_looks_like_rows_of_a_table_is_one_text(tmp_path: Path) -> None:
    texts = [*TEXTS[:-1], "the export says:\nid,when,who\n1,2026,me\nand then it stops"]
    found = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), texts=texts))
    assert bodies(found)[-1]["text"] == texts[-1]
    assert found.problems.total == 0


@pytest.mark.parametrize("name", ["m.json", "mentions", "m.json.gz.txt"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrapped", [False, True])
def test_json_arrays_and_objects_that_hold_one_are_read(
    tmp_path: Path, name: str, indent: int | None, wrapped: bool
) -> None:
    whole: Any = {"count": 38, "next": None, "data": {"items": objects()}} if wrapped else objects()
    assert minutes(loaded(tmp_path, json.dumps(whole, indent=indent).encode(), name)) == TIMES


@pytest.mark.parametrize(
    "written",
    [
        "".join(json.dumps(one, indent=1) for one in objects()),
        ",\n".join(map(json.dumps, objects())),
        json.dumps([one | {"rating": float("nan")} for one in objects()]),
        "\n".join(json.dumps(one | {"rating": float("nan")}) for one in objects()),
        json.dumps({f"m{n}": {k: v for k, v in one.items() if k != "id"} for n, one in enumerate(objects())}),
        json.dumps({"posts": {f"m{n}": {k: v for k, v in one.items() if k != "id"} for n, one in enumerate(objects())}}),
        json.dumps({name: [one[name] for one in objects()] for name in objects()[0]}),
        json.dumps({name: {str(n): one[name] for n, one in enumerate(objects())} for name in objects()[0]}),
        json.dumps({"columns": list(objects()[0]), "data": [list(one.values()) for one in objects()]}),
        json.dumps({"values": [list(objects()[0]), *(list(one.values()) for one in objects())]}),
        json.dumps({"hits": {"hits": [{"_index": "x", "_score": 1.5, "_source": one} for one in objects()]}}),
    ],
)
def test_json_in_the_forms_that_other_programs_write(tmp_path: Path, written: str) -> None:
    found = loaded(tmp_path, written.encode(), name="m.json")
    assert not found.problems.counts
    assert [(body["id"], body["author"], body["text"]) for body in bodies(found)] == [
        (f"m{n}", f"ann{n}", text) for n, text in enumerate(TEXTS)
    ]
    assert minutes(found) == TIMES


def test_lines_above_the_header_of_a_table_are_its_title(tmp_path: Path) -> None:
    plain = table(form("%Y-%m-%d %H:%M"), delimiter=";")
    titled = loaded(tmp_path, b"Report of mentions\n\nGenerated on 1 March\n" + plain)
    assert [row.value for row in titled.rows] == [row.value for row in loaded(tmp_path, plain).rows]
    assert not titled.problems.total


def test_a_workbook_with_a_title_above_its_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Tickets of March"], [], ["Ticket ID", "Created at", "Requester", "Subject", "Description"]):
        sheet.append(row)
    for n, (at, text) in enumerate(zip(TIMES, TEXTS, strict=True)):
        sheet.append([n, at.replace(tzinfo=None), f"ann{n}", "late", text])
    book.save(tmp_path / "m.xlsx")
    found = load_mentions(tmp_path / "m.xlsx", options=options_of(FileChoice(mapping="brand:=acme")))
    assert minutes(found) == TIMES
    assert bodies(found)[3] | {"created_at": 0} == {
        "brand": "acme", "kind": "ticket", "created_at": 0, "text": TEXTS[3], "title": "late", "author": "ann3", "id": "3",
    }  # fmt: skip


def test_a_parquet_file(tmp_path: Path) -> None:
    columns = {"id": list(range(38)), "body": TEXTS, "user": ["ann"] * 38, "ts": TIMES, "stars": [1] * 38}
    pq.write_table(pa.table(columns), tmp_path / "m.parquet")
    found = load_mentions(tmp_path / "m.parquet", options=options_of(FileChoice(mapping="brand:=acme")))
    assert minutes(found) == TIMES
    assert {(body["kind"], body["rating"], body["author"]) for body in bodies(found)} == {("review", 1.0, "ann")}


def test_a_file_without_brands_is_refused_or_counts_as_the_brand_given(tmp_path: Path) -> None:
    content = table(form("%Y-%m-%d %H:%M"), header=("id", "created_at", "author", "x", "text"))
    with pytest.raises(ReadingError, match="--map brand:=NAME"):
        loaded(tmp_path, content)
    found = loaded(tmp_path, content, brand="june")
    assert {body["brand"] for body in bodies(found)} == {"june"}
    assert any("--map brand:=NAME" in note for note in found.understood.notes())


def test_authors_that_nobody_knows_are_counted_and_reported_once(tmp_path: Path) -> None:
    content = (
        table(form("%Y-%m-%d %H:%M"))
        .replace(b"ann3,", b"[deleted],")
        .replace(b"ann4,", b",")
        .replace(b"ann5,", b"Store team,")
    )
    found = loaded(tmp_path, content, anonymous=("store team",))
    assert found.understood.unknown_authors == 3
    assert sum("3 posts do not name an author" in note for note in found.understood.notes()) == 1
    assert bodies(found)[5]["author"] == ""


def test_a_table_without_a_column_of_authors_names_the_way_out(tmp_path: Path) -> None:
    found = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), header=("id", "created_at", "zz", "brand", "text")))
    assert found.understood.unknown_authors == len(TIMES)
    assert any("no post names an author" in note and "--map author=COLUMN" in note for note in found.understood.notes())


def test_deleted_bodies_and_stars_without_text_are_no_mentions_and_no_loss(tmp_path: Path) -> None:
    texts = [*TEXTS[:-3], "[deleted]", "[removed]", ""]
    found = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), texts=texts))
    assert found.problems.counts == {DELETED: 2, EMPTY: 1}
    assert found.left_out_share() <= LEFT_OUT_SHARE_MAX


@pytest.mark.parametrize(
    ("ratings", "right"),
    [
        (["1", "5"], [(1.0, None), (5.0, None)]),
        (["★☆☆☆☆", "★★★★★"], [(1.0, None), (5.0, None)]),
        (["0", "10"], [(0.0, "0-10"), (10.0, "0-10")]),
        (["1", "10"], [(1.0, "1-10"), (10.0, "1-10")]),
        (["20%", "100%"], [(20.0, "1-100"), (100.0, "1-100")]),
        (["4,5", "0,5"], [(4.5, None), (0.5, None)]),
        (["Rated 2 out of 5 stars", "good"], [(2.0, None), (5.0, None)]),
    ],
)
def test_ratings_come_with_the_scale_of_their_column(
    tmp_path: Path, ratings: list[str], right: list[tuple[float, str | None]]
) -> None:
    lines = [orjson.dumps(one | {"rating": rating}) for one, rating in zip(objects(), ratings, strict=False)]
    found = bodies(loaded(tmp_path, b"\n".join(lines), "m.jsonl"))
    assert [
        (float(body["rating"]) if body["rating"] not in ratings else body["rating"], body.get("rating_scale"))
        for body in found
    ] == right or [str(body["rating"]) for body in found] == ratings


@pytest.mark.parametrize("away", [datetime(2009, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)])
def test_a_stray_row_years_away_is_left_out_unless_asked_for(tmp_path: Path, away: datetime) -> None:
    times = [*TIMES[:5], away, *TIMES[6:]]
    content = table(form("%Y-%m-%d %H:%M"), times=times)
    found = loaded(tmp_path, content)
    assert found.problems.counts == {STRAY: 1}
    assert found.problems.examples[STRAY][0].line == 7
    assert (found.rows[-1].at_ms - found.rows[0].at_ms) / 86_400_000 < 13
    assert len(loaded(tmp_path, content, since="2001-01-01").rows) == len(TIMES)


def test_standard_input_is_read_like_a_file() -> None:
    program = (
        "import sys; from pathlib import Path; from stream.reading import load_mentions; "
        "sys.stdout.write(str(len(load_mentions(Path('-')).rows)))"
    )
    for content in (table(form("%d.%m.%Y %H:%M"), delimiter=";"), json.dumps(objects()).encode()):
        done = subprocess.run(
            [sys.executable, "-c", program], input=content, capture_output=True, check=True, cwd=Path(__file__).parents[2]
        )
        assert done.stdout == b"38"


def test_a_pipe_is_read_and_one_that_nobody_writes_into_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(table(form("%Y-%m-%d %H:%M"))))
    writer.start()
    assert minutes(load_mentions(pipe)) == TIMES
    writer.join(10)
    monkeypatch.setattr(content_module, "PIPE_SECONDS", 0.2)
    with pytest.raises(ReadingError, match="nobody has written into it"):
        load_mentions(pipe)
    with pytest.raises(ReadingError, match="is a folder"):
        load_mentions(tmp_path)


def test_a_file_of_more_than_one_percent_of_bad_rows_is_much_left_out(tmp_path: Path) -> None:
    good, bad = objects(), objects(created_at="soon")
    lines = [orjson.dumps(one) for one in [*good * 10, *bad[:3]]]
    assert loaded(tmp_path, b"\n".join(lines), "m.jsonl").left_out_share() <= LEFT_OUT_SHARE_MAX
    much = loaded(tmp_path, b"\n".join([*lines, b"x", b"y"]), "m.jsonl")
    assert much.left_out_share() > LEFT_OUT_SHARE_MAX
    assert much.left_out_share(refused=4) > much.left_out_share()


def test_lines_in_the_producers_form_are_handed_on_as_they_are_even_with_ratings(tmp_path: Path) -> None:
    line = orjson.dumps(objects()[0] | {"rating": 4, "other": 1.50})
    (row,) = loaded(tmp_path, line, "m.jsonl").rows
    assert row == Row(int(TIMES[0].timestamp() * 1000), line, 1)


def test_options_that_make_no_sense_are_refused() -> None:
    assert options_of(FileChoice()) == Options()
    with pytest.raises(ReadingError, match="--dates is 'american'"):
        options_of(FileChoice(dates="american"))
    with pytest.raises(ReadingError, match="--to must be later"):
        options_of(FileChoice(since="2026-01-02", until="2026-01-01"))


def archive(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_an_archive_with_one_table_in_it_is_read_as_that_table(tmp_path: Path) -> None:
    found = load_mentions(archive(tmp_path, {"reviews.csv": table(form("%Y-%m-%d %H:%M")), "__MACOSX/reviews": b"x"}))
    assert [body["text"] for body in bodies(found)] == TEXTS
    with pytest.raises(ReadingError, match="2 files in it: unpack it"):
        load_mentions(archive(tmp_path, {"a.csv": b"x", "b.csv": b"x"}))
    with pytest.raises(ReadingError, match=r"'scan\.pdf' in it: unpack it"):
        load_mentions(archive(tmp_path, {"scan.pdf": b"x"}))
    with pytest.raises(ReadingError, match="unpacks to more than"):
        load_mentions(archive(tmp_path, {"bomb.csv": b"id,text\n" + b"0" * (70 << 20)}))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 a", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"SQLite format 3\x00", "a database of SQLite"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "a web page"),
        (b"<?xml version='1.0'?><rss/>", "XML"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(ReadingError, match=f"is {what}, and no table"):
        loaded(tmp_path, content, "export")
    with pytest.raises(ReadingError, match="is empty"):
        loaded(tmp_path, b"", "export")


def test_the_version_of_an_app_is_recognised(tmp_path: Path) -> None:
    header = ("id", "Review Date", "author", "App Version Name", "Review Text")
    content = table(form("%Y-%m-%d %H:%M"), header=header).replace(b",acme,", b",4.2.1,")
    assert {body["version"] for body in bodies(loaded(tmp_path, content, brand="acme"))} == {"4.2.1"}


def test_a_path_of_reddit_is_a_link(tmp_path: Path) -> None:
    posts = [orjson.dumps(one | {"permalink": "/r/acme/comments/x1/"}) for one in objects(subreddit="acme")]
    assert {b["url"] for b in bodies(loaded(tmp_path, b"\n".join(posts), "r.jsonl"))} == {
        "https://www.reddit.com/r/acme/comments/x1/"
    }

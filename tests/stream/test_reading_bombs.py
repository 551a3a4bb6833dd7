"""Files of a few kilobytes that unpack to gigabytes are refused with a sentence, and nothing is allocated for them."""

from __future__ import annotations

import gzip
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from stream.reading import load_mentions
from stream.reading.content import UNPACKED_FREE, content_of
from stream.reading.rows import ReadingError
from stream.reading.workbooks import try_to_read

OOXML = "http://schemas.openxmlformats.org"
MAIN = f"{OOXML}/spreadsheetml/2006/main"
RELATED = f"{OOXML}/officeDocument/2006/relationships"
TYPES = f"""<Types xmlns="{OOXML}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"""
ROOT = f"""<Relationships xmlns="{OOXML}/package/2006/relationships">
<Relationship Id="r" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
BOOK = (
    f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>"""
)
BOOK_PARTS = f"""<Relationships xmlns="{OOXML}/package/2006/relationships">
<Relationship Id="s" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="t" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""
FAR_MORE = r"^\S+ has [\d,]+ bytes and unpacks to (far )?more than .*; if it is meant, "


def workbook(path: Path, rows: str, strings: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", ROOT)
        packed.writestr("xl/workbook.xml", BOOK)
        packed.writestr("xl/_rels/workbook.xml.rels", BOOK_PARTS)
        packed.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        packed.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')
    return path


def two_far_cells(path: Path) -> Path:
    return workbook(path, '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')


def one_string_in_many_cells(path: Path) -> Path:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
    return workbook(path, rows, f"<si><t>{'x' * 200_000}</t></si>")


def one_cell_of_gigabytes(path: Path) -> Path:
    return workbook(path, f'<row r="1"><c r="A1" t="str"><v>{"x" * (100 << 20)}</v></c></row>')


def one_text_in_many_rows(path: Path) -> Path:
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 300_000, pa.int32()), pa.array(["x" * 1_000_000]))
    pq.write_table(pa.table({"text": texts}), path)
    return path


def empty_rows(path: Path) -> Path:
    pq.write_table(pa.table({"text": pa.nulls(30_000_000, pa.string())}), path)
    return path


@pytest.mark.parametrize(
    ("kind", "bomb"),
    [
        ("workbook", two_far_cells),
        ("workbook", one_string_in_many_cells),
        ("workbook", one_cell_of_gigabytes),
        ("parquet", one_text_in_many_rows),
        ("parquet", empty_rows),
    ],
)
def test_what_unpacks_to_gigabytes_is_refused_with_a_sentence(
    kind: str, bomb: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = bomb(tmp_path / f"bomb.{kind}")
    assert path.stat().st_size < 2 << 20
    with content_of(path) as content, pytest.raises(ReadingError, match=FAR_MORE):
        try_to_read(content, kind, memory_max=(256 << 20) if kind == "workbook" else 2 << 30)


def test_the_commands_refuse_it_before_they_allocate_anything(tmp_path: Path) -> None:
    path = two_far_cells(tmp_path / "bomb.xlsx")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ReadingError, match=FAR_MORE):
        load_mentions(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize(("pack", "name"), [(gzip.compress, "m.jsonl.gz"), (zstandard.compress, "m.csv.zst")])
def test_a_packed_text_that_is_one_sign_over_and_over_is_refused(
    pack: Callable[[bytes], bytes], name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(pack(b"{}\n" * (UNPACKED_FREE // 3 + 1_000)))
    with pytest.raises(ReadingError, match=FAR_MORE):
        load_mentions(path)


def test_a_packed_text_of_the_usual_kind_is_read(tmp_path: Path) -> None:
    lines = (
        f'{{"id":"{n}","text":"the router is down {n}","author":"a{n}","created_at":"2026-01-01T10:00:00Z","brand":"b"}}\n'
        for n in range(20_000)
    )
    path = tmp_path / "mentions.jsonl.gz"
    path.write_bytes(gzip.compress("".join(lines).encode()))
    assert len(load_mentions(path).rows) == 20_000


def test_a_damaged_workbook_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    with pytest.raises(ReadingError, match=r"broken\.xlsx is no workbook that can be read: "):
        load_mentions(path)


def test_a_first_line_of_thousands_of_names_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"name {n}" for n in range(30_000)) + "\n")
    with pytest.raises(ReadingError, match="begins with a line of 30,000 columns; at most 1,000 are read"):
        load_mentions(path)


def test_a_packed_table_of_thousands_of_columns_is_refused(tmp_path: Path) -> None:
    row = "".join(f'<c t="str"><v>c{n}</v></c>' for n in range(2_000))
    pq.write_table(pa.table({f"c{n}": ["x"] for n in range(2_000)}), tmp_path / "wide.parquet")
    for path in (tmp_path / "wide.parquet", workbook(tmp_path / "wide.xlsx", f'<row r="1">{row}</row>')):
        with pytest.raises(ReadingError, match="has 2,000 columns; at most 1,000 are read"):
            load_mentions(path)


def parquet_of(path: Path, times: pa.Array) -> Path:
    many = len(times)
    columns = {name: [f"{name} {n}" for n in range(many)] for name in ("id", "text", "author", "brand")}
    pq.write_table(pa.table({**columns, "created_at": times}), path)
    return path


def test_times_finer_than_a_microsecond_are_read_and_those_of_no_calendar_are_named(tmp_path: Path) -> None:
    fine = [1_767_269_000_123_456_789 + n * 61_000_000_000 for n in range(20)]
    path = parquet_of(tmp_path / "fine.parquet", pa.array(fine, pa.timestamp("ns", "UTC")))
    assert [row.at_ms for row in load_mentions(path).rows] == [one // 1_000_000 for one in fine]
    far = [2**62, *(one // 1_000 for one in fine[1:])]
    loaded = load_mentions(parquet_of(tmp_path / "far.parquet", pa.array(far, pa.timestamp("us", "UTC"))))
    assert len(loaded.rows) == 19
    assert sum(loaded.problems.counts.values()) == 1


def test_a_parquet_file_that_is_damaged_in_the_middle_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "hurt.parquet", pa.array([1_767_225_600_000_000] * 5_000, pa.timestamp("us", "UTC")))
    held = bytearray(path.read_bytes())
    held[100:20_000] = b"\xff" * 19_900
    path.write_bytes(held)
    with pytest.raises(ReadingError, match=r"hurt\.parquet is "):
        load_mentions(path)


def test_a_number_between_control_characters_ends_nothing(tmp_path: Path) -> None:
    path = tmp_path / "controls.csv"
    path.write_text("id,text,author,date,brand\n1,the router is down,a,\x1f1,b\n")
    with pytest.raises(ReadingError, match=r"controls\.csv"):
        load_mentions(path)

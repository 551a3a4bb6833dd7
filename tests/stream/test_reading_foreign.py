"""Files of other countries and tools: years of other calendars, columns in other words, titles above the header."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson
import pyarrow
import pyarrow.parquet
import pytest

from stream.reading import FileChoice, ReadingError, load_mentions, options_of
from stream.reading.calendars import common_date
from stream.reading.columns import named
from stream.reading.dates import moment_of
from stream.reading.moments import Order
from stream.reading.tables import RECORD_LINES_MAX
from tests.mention_files import BEGIN, TEXTS, TIMES, bodies, form, loaded, minutes, objects, table

EASTERN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
NEW_YEAR = datetime(2025, 3, 21, tzinfo=UTC)  # 1 Farvardin 1404


def persian(at: datetime) -> str:
    """A day of the year 1404, which begins on 21 March 2025: six months of 31 days, then of 30."""
    day = (at - NEW_YEAR).days
    month, day = divmod(day, 31) if day < 186 else (6 + (day - 186) // 30, (day - 186) % 30)
    return f"1404/{month + 1:02}/{day + 1:02} {at:%H:%M}"


@pytest.mark.parametrize(
    ("written_as", "note"),
    [
        (lambda at: f"{at:%d/%m}/{at.year + 543} {at:%H:%M}", "Buddhist years"),
        (lambda at: f"{at:%d/%m}/{(at.year + 543) % 100} {at:%H:%M}", "Buddhist years"),
        (lambda at: f"{at.year + 543}-{at:%m-%d %H:%M:%S}", "Buddhist years"),
        (lambda at: f"{at.day} มีนาคม พ.ศ. {at.year + 543} เวลา {at:%H:%M} น.".translate(THAI), "Buddhist years"),
        (persian, "Persian years"),
        (lambda at: persian(at).translate(EASTERN).replace("/", "-"), "Persian years"),
        (lambda at: f"令和{at.year - 2018}年{at.month}月{at.day}日 {at.hour}時{at.minute:02}分", "Japanese years"),
        (lambda at: f"R{at.year - 2018}.{at.month}.{at.day} {at:%H:%M}", "Japanese years"),
        (lambda at: f"民國{at.year - 1911}年{at.month}月{at.day}日 {at:%H:%M}", "Taiwanese years"),
        (lambda at: f"{at.year - 1911}/{at:%m/%d %H:%M}", "Taiwanese years"),
    ],
)
def test_years_of_other_calendars_are_the_same_days(
    tmp_path: Path, written_as: Callable[[datetime], str], note: str
) -> None:
    found = loaded(tmp_path, table(written_as))
    assert minutes(found) == TIMES
    assert sum(note in line for line in found.understood.notes()) == 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1403/12/30", date(2025, 3, 20)),
        ("1404/01/01", date(2025, 3, 21)),
        ("1402/07/01", date(2023, 9, 23)),
        ("۱۵ فروردین ۱۴۰۵", date(2026, 4, 4)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("29/02/2567", date(2024, 2, 29)),
    ],
)
def test_days_that_calendars_agree_on(written: str, expected: date) -> None:
    moment = moment_of(written, Order.DAY_FIRST)
    assert moment is not None
    assert moment.at.date() == expected


def test_a_persian_year_without_a_leap_day_has_none() -> None:
    with pytest.raises(ValueError, match="has no day 30"):
        common_date(1404, 12, 30)


@pytest.mark.parametrize("written", ["14/03/2069", "2069-03-14"])
def test_a_year_of_four_digits_is_not_taken_for_a_short_one(written: str) -> None:
    moment = moment_of(written, Order.DAY_FIRST)
    assert moment is not None
    assert (moment.at.year, moment.calendar) == (2069, "")


@pytest.mark.parametrize(
    "header",
    [
        "No.,วันที่แจ้ง,ผู้แจ้ง,x,รายละเอียด",
        "شناسه,تاریخ ثبت,نام کاربری,x,توضیحات",
        "الرقم,التاريخ,الاسم,x,الشكوى",
        "Şikayet No,Şikayet Tarihi,Müşteri,x,Şikayet Metni",
        "Nr zgłoszenia,Data zgłoszenia,Zgłaszający,x,Treść zgłoszenia",
        "受付番号,受付日時,お客様名,x,お問い合わせ内容",
        "접수번호,접수일시,고객명,x,문의내용",
        "Mã,Ngày tạo,Khách hàng,x,Nội dung",
        "תאריך פנייה,תאריך,שם,x,תוכן",
        "Αριθμός,Ημερομηνία,Όνομα,x,Μήνυμα",
        "Номер,Дата создания,Заявитель,x,Обращение",
        "Azonosító,Dátum,Ügyfél,x,Üzenet",
        "आईडी,दिनांक,ग्राहक,x,संदेश",
        "ID,Tanggal,Pelanggan,x,Keluhan",
    ],
)
def test_columns_are_recognised_in_the_words_of_their_country(tmp_path: Path, header: str) -> None:
    found = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), header=header.split(",")), brand="acme")
    assert minutes(found) == TIMES
    assert [(body["text"], body["author"]) for body in bodies(found)] == [(text, f"ann{n}") for n, text in enumerate(TEXTS)]


def test_names_with_vowel_signs_are_listed() -> None:
    assert named(["วันที่", "ข้อมูล", "दिनांक"]) == "วันที่, ข้อมูล, दिनांक"


def test_short_texts_and_addresses_are_recognised_by_what_they_are(tmp_path: Path) -> None:
    texts = [
        ("geri gelmiyor", "hata veriyor", "bir türlü giriş yapılamıyor", "giriş yok")[n % 4] for n in range(len(TIMES))
    ]
    out = table(form("%Y-%m-%d %H:%M"), header=["a", "b", "c", "d", "e"], texts=texts).decode()
    for n in range(len(TIMES)):
        out = out.replace(f",ann{n},", f",ann{n}@mail.example,")
    found = loaded(tmp_path, out.encode(), brand="acme")
    assert [(body["text"], body["author"]) for body in bodies(found)] == [
        (text, f"ann{n}@mail.example") for n, text in enumerate(texts)
    ]


def test_names_of_people_are_not_taken_for_what_they_wrote(tmp_path: Path) -> None:
    names = [("Ann Lee", "Bo Chi Min", "Cleo Ray")[n % 3] for n in range(len(TIMES))]
    with pytest.raises(ReadingError, match="no column for text"):
        loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), header=["a", "b", "c", "d", "e"], texts=names), brand="acme")


def test_where_no_author_is_found_the_columns_left_are_named(tmp_path: Path) -> None:
    header = ["id", "created_at", "Wer", "Abteilung", "text"]
    notes = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), header=header), brand="acme").understood.notes()
    assert any(
        note.endswith("--map author=COLUMN says where they are (columns not used: Wer, Abteilung)") for note in notes
    )


def test_lines_of_a_report_above_its_header_are_left_alone(tmp_path: Path) -> None:
    above = b'Report:,"Mentions, all of them"\r\nBrand:,acme\r\nFrom:,2026-03-01\r\n\r\n'
    found = loaded(tmp_path, above + table(form("%Y-%m-%d %H:%M"), header=["Id", "Date", "Author", "Brand", "Full Text"]))
    assert minutes(found) == TIMES
    assert found.problems.total == 0


def test_rows_that_name_fields_are_not_taken_for_a_header(tmp_path: Path) -> None:
    rows = b"a,b,c\n2026-03-01 10:00,ann,the parcel never arrived here\n2026-03-01 11:00,date,text\n"
    assert len(loaded(tmp_path, rows, brand="acme", mapping="created_at=a,author=b,text=c").rows) == 2


def test_a_row_that_speaks_of_users_is_no_header(tmp_path: Path) -> None:
    """A table with a nameless column of numbers, as pandas writes it."""
    rows = ",moment,x,remark\n" + "".join(
        f"{n},{at:%Y-%m-%d %H:%M},user of y,the user of it cannot pay\n" for n, at in enumerate(TIMES)
    )
    found = loaded(tmp_path, rows.encode(), brand="acme")
    assert minutes(found) == TIMES


def test_a_text_of_too_many_lines_costs_its_own_row(tmp_path: Path) -> None:
    lines = table(form("%Y-%m-%d %H:%M")).decode().splitlines()
    log = '"look:\n' + 'ERROR in line 12, ""quoted""\n' * (3 * RECORD_LINES_MAX) + '"'
    lines[20] = lines[20].rpartition(",")[0] + "," + log
    found = loaded(tmp_path, "\n".join(lines).encode())
    assert minutes(found) == [*TIMES[:19], *TIMES[20:]]
    assert found.problems.total == 1
    assert (
        "1 row: a quote that is never closed, or a text of more than 500 lines (first: line 21"
        in found.problems.sentences()[0]
    )


def test_fields_of_objects_in_parquet_are_columns(tmp_path: Path) -> None:
    users = [{"id": n, "name": f"ann{n}"} for n in range(len(TIMES))]
    rows = {
        "post_id": [f"m{n}" for n in range(len(TIMES))],
        "ts": TIMES,
        "user": users,
        "body": TEXTS,
        "tags": [["a"]] * 38,
    }
    pyarrow.parquet.write_table(pyarrow.table(rows), tmp_path / "m.parquet")
    found = load_mentions(tmp_path / "m.parquet", options=options_of(FileChoice(), brand="acme"))
    assert [body["author"] for body in bodies(found)] == [f"ann{n}" for n in range(len(TIMES))]


def test_digits_of_a_time_that_cannot_be_read_are_shown_as_they_are(tmp_path: Path) -> None:
    bad = table(lambda at: "۱۴۰۴/۱۴/۴۰" if at == BEGIN + timedelta(hours=7) else f"{at:%Y-%m-%d %H:%M}")
    assert "'۱۴۰۴/۱۴/۴۰'" in loaded(tmp_path, bad).problems.sentences()[0]


def test_a_page_named_like_a_workbook_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"is a web page.*save it as CSV or \.xlsx"):
        loaded(tmp_path, b"<html><table><tr><td>Date</td></tr></table></html>", name="m.xls")


@pytest.mark.parametrize(
    "name",
    [
        "Kundenname", "Ügyfél neve", "שם הלקוח", "ग्राहक का नाम", "ФИО клиента", "Tên khách hàng", "反映人",
        "Associated Contact",        "Name of the customer", "Nombre del cliente", "ชื่อลูกค้า", "고객 성함",
    ],
)  # fmt: skip
def test_a_column_is_called_after_people_by_one_of_its_words(tmp_path: Path, name: str) -> None:
    found = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), header=["n", "created_at", name, "x", "text"]), brand="acme")
    assert [body["author"] for body in bodies(found)] == [f"ann{n}" for n in range(len(TIMES))]


@pytest.mark.parametrize(
    ("name", "value"),
    [("Customer type", "business"), ("Customer satisfaction", "Customer satisfaction 4"), ("Client since", "2020-01-01")],
)
def test_facts_about_people_are_not_who_they_are(tmp_path: Path, name: str, value: str) -> None:
    rows = table(form("%Y-%m-%d %H:%M"), header=["n", "created_at", name, "x", "text"]).decode()
    for n in range(len(TIMES)):
        rows = rows.replace(f",ann{n},", f",{value},")
    plan = loaded(tmp_path, rows.encode(), brand="acme").understood.plan
    assert plan is not None
    assert "author" not in plan.columns


def test_a_title_padded_to_the_width_of_the_table_is_no_header(tmp_path: Path) -> None:
    rows = table(form("%d.%m.%Y %H:%M"), delimiter=";", header=["Nr", "Datum/Zeit", "Kundenname", "Marke", "Anliegen"])
    found = loaded(tmp_path, b"Auswertung;;;;\r\nStand: 14.03.2026;;;;\r\n;;;;\r\n" + rows)
    assert minutes(found) == TIMES
    assert bodies(found)[3]["author"] == "ann3"


def test_a_text_in_plain_and_marked_parts_is_one_text(tmp_path: Path) -> None:
    rows = objects()
    rows[2]["text"] = [{"type": "mention", "text": "@acme"}, " my parcel never came, ", {"type": "bold", "text": "again"}]
    found = loaded(tmp_path, orjson.dumps(rows), name="m.json")
    assert bodies(found)[2]["text"] == "@acme my parcel never came, again"


def test_objects_within_objects_name_their_fields(tmp_path: Path) -> None:
    rows = [
        {"at": row["created_at"], "meta": {"source": {"user": {"name": row["author"]}}, "body": row["text"]}}
        for row in objects()
    ]
    found = loaded(tmp_path, orjson.dumps(rows), name="m.json", brand="acme")
    assert [body["author"] for body in bodies(found)] == [f"ann{n}" for n in range(len(TIMES))]


def test_a_vietnamese_date_may_stand_behind_its_time(tmp_path: Path) -> None:
    found = loaded(tmp_path, table(lambda at: f"{at.hour}:{at.minute:02} {at.day} tháng {at.month}, {at.year}"))
    assert minutes(found) == TIMES


def test_a_file_without_dates_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="many people at one time"):
        loaded(tmp_path, b"name,comment\nann,the parcel never came\nbo,it did come broken\n", brand="acme")

"""Kinds of files that come up in ever other clothes: times, quoting, damaged JSON, workbooks of several sheets."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from detectors.text.placeholders import is_deleted_text, is_unknown_author
from tests.mention_files import TEXTS, TIMES, bodies, form, loaded, minutes, objects, table

Written = Callable[[datetime], str]


def half(at: datetime, before: str, after: str) -> str:
    return before if at.hour < 12 else after


def in_zone(hours: float, pattern: str) -> Written:
    return lambda at: at.astimezone(timezone(timedelta(hours=hours))).strftime(pattern)


@pytest.mark.parametrize(
    "written",
    [
        form("%I:%M %p %m/%d/%Y"),
        form("%H:%M:%S %d.%m.%Y"),
        form("%H:%M, %d %B %Y (UTC)"),
        form("'%Y-%m-%d %H:%M"),
        form('="%Y-%m-%d %H:%M"'),
        form("%d-%b-%Y %I.%M.%S.000000 %p"),
        form("[%d/%b/%Y:%H:%M:%S +0000]"),
        lambda at: f"/Date({int(at.timestamp() * 1000)})/",
        lambda at: f"{at:%d/%m/%Y} {at.hour % 12 or 12}:{at:%M} {half(at, 'a. m.', 'p. m.')}",
        lambda at: f"{at.year}/{at.month}/{at.day} {half(at, '上午', '下午')}{at.hour % 12 or 12}:{at:%M}",
        lambda at: f"{at.year}. március {at.day}. {at:%H:%M}",
        lambda at: f"{at.day} tháng {at.month}, {at.year} {at:%H:%M}",
        lambda at: f"ngày {at.day} tháng {at.month} năm {at.year} {at:%H:%M}",
        lambda at: f"{at.day} मार्च {at.year}, {at:%H:%M}",
        in_zone(-8, "%Y-%m-%d %H:%M PST"),
        in_zone(5.5, "%d.%m.%Y %H:%M UTC+05:30"),
        lambda at: at.astimezone(timezone(timedelta(hours=at.day % 5 - 2))).isoformat(),
        lambda at: str(int(at.timestamp()) * 10**9),
        lambda at: str(int(at.timestamp() * 10**6)),
    ],
)
def test_times_in_more_forms_are_the_same_times(tmp_path: Path, written: Written) -> None:
    assert minutes(loaded(tmp_path, table(written))) == TIMES


POLISH = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
CROATIAN = "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca"


@pytest.mark.parametrize("names", [POLISH, CROATIAN], ids=["pl", "hr"])
def test_a_month_that_two_languages_mean_differently_is_read_by_the_others_of_its_column(
    tmp_path: Path, names: str
) -> None:
    months = names.split()
    times = [at + timedelta(days=9 * n) for n, at in enumerate(TIMES)]
    content = table(lambda at: f"{at.day}. {months[at.month - 1]} {at.year} {at:%H:%M}", times=times)
    assert minutes(loaded(tmp_path, content)) == times


@pytest.mark.parametrize("pattern", ["%d.%m.%Y %H-%M", "%Y-%j %H:%M", "version 4 of %H:%M"])
def test_what_is_no_time_for_sure_is_no_time(tmp_path: Path, pattern: str) -> None:
    found = loaded(tmp_path, table(form(pattern)), mapping="created_at=created_at")
    assert found.problems.counts == {"time unreadable": len(TIMES)}


def test_a_column_of_dates_and_one_of_times_are_one_time(tmp_path: Path) -> None:
    lines = ["id,Datum,Uhrzeit,author,text"]
    lines += [f"m{n},{at:%d.%m.%Y},{at:%H:%M},ann{n},{text}" for n, (at, text) in enumerate(zip(TIMES, TEXTS, strict=True))]
    found = loaded(tmp_path, "\n".join(lines).encode(), brand="acme")
    assert minutes(found) == TIMES
    assert "the times of the day are in the column Uhrzeit" in found.understood.notes()
    plan = found.understood.plan
    assert plan is not None
    again = loaded(tmp_path, "\n".join(lines).encode(), brand="acme", mapping=plan.shown.shown)
    assert minutes(again) == TIMES


def test_a_column_of_times_that_is_none_leaves_the_days(tmp_path: Path) -> None:
    lines = ["id,date,time,author,text"]
    lines += [f"m{n},{at:%Y-%m-%d},soon,ann{n},{text}" for n, (at, text) in enumerate(zip(TIMES, TEXTS, strict=True))]
    found = loaded(tmp_path, "\n".join(lines).encode(), brand="acme")
    assert "dates without a time: counted by the day" in found.understood.notes()


@pytest.mark.parametrize(
    "written",
    [
        lambda rows: json.dumps(rows, indent=1)[:-2] + ",\n]",
        lambda rows: "".join(map(json.dumps, rows)),
        lambda rows: json.dumps(rows[:19]) + "\n" + json.dumps(rows[19:]),
        lambda rows: "[\n" + ",\n".join(map(json.dumps, rows)) + "\n]",
    ],
)
def test_json_with_a_comma_too_many_or_one_value_behind_the_other(
    tmp_path: Path, written: Callable[[list[dict[str, Any]]], str]
) -> None:
    found = loaded(tmp_path, written(objects()).encode(), "m.json")
    assert [body["text"] for body in bodies(found)] == TEXTS
    assert found.problems.total == 0


def test_json_that_ends_in_the_middle_gives_what_stands_before(tmp_path: Path) -> None:
    found = loaded(tmp_path, json.dumps(objects(), indent=1).encode()[:-60], "m.json")
    assert [body["text"] for body in bodies(found)] == TEXTS[:-1]
    assert found.problems.counts == {"JSON damaged from here on": 1}


def test_pages_of_a_listing_are_read_together(tmp_path: Path) -> None:
    pages = [{"kind": "Listing", "data": {"children": part}} for part in (objects()[:20], objects()[20:])]
    assert [body["text"] for body in bodies(loaded(tmp_path, json.dumps(pages).encode(), "m.json"))] == TEXTS


def test_quotes_behind_backslashes_cells_in_apostrophes_and_empty_cells_at_the_end(tmp_path: Path) -> None:
    texts = [f'he wrote "{text}", twice' for text in TEXTS]
    rows = [f"m{n},{at.isoformat()},ann{n}" for n, at in enumerate(TIMES)]
    quoted = [text.replace('"', '\\"') for text in texts]
    escaped = ["id,created_at,author,text", *(f'{row},"{text}"' for row, text in zip(rows, quoted, strict=True))]
    assert [body["text"] for body in bodies(loaded(tmp_path, "\n".join(escaped).encode(), brand="acme"))] == texts
    apostrophes = ["'id','created_at','author','text'"]
    apostrophes += [f"'m{n}','{at.isoformat()}','ann','{TEXTS[n]}, twice'" for n, at in enumerate(TIMES)]
    found = bodies(loaded(tmp_path, "\n".join(apostrophes).encode(), brand="acme"))
    assert [(body["id"], body["text"]) for body in found] == [(f"m{n}", f"{text}, twice") for n, text in enumerate(TEXTS)]
    longer = ["id,created_at,author,text", *(f"{row},{text},," for row, text in zip(rows, TEXTS, strict=True))]
    assert [body["text"] for body in bodies(loaded(tmp_path, "\n".join(longer).encode(), brand="acme"))] == TEXTS


def test_a_long_number_written_as_a_formula_is_an_id(tmp_path: Path) -> None:
    rows = [f'="{2**53 + n}",{at.isoformat()},ann{n},{TEXTS[n]}' for n, at in enumerate(TIMES)]
    found = bodies(loaded(tmp_path, "\n".join(["id,created_at,author,text", *rows]).encode(), brand="acme"))
    assert [body["id"] for body in found] == [str(2**53 + n) for n in range(len(TIMES))]


def test_sheets_with_one_header_are_read_together_and_others_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    header = ["id", "created_at", "author", "text"]
    rows = [
        [f"m{n}", at.replace(tzinfo=None), f"ann{n}", text] for n, (at, text) in enumerate(zip(TIMES, TEXTS, strict=True))
    ]
    for name, part in (("Cover", [["Report"]]), ("March", [header, *rows[:20]]), ("April", [header, *rows[20:]])):
        sheet = book.create_sheet(name)
        for row in part:
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    found = loaded(tmp_path, (tmp_path / "book.xlsx").read_bytes(), "m.xlsx", brand="acme")
    assert [body["text"] for body in bodies(found)] == TEXTS
    assert found.understood.kind == "a workbook, sheets March, April (not read: Cover)"


def mastodon(n: int, at: str) -> dict[str, Any]:
    return {"id": str(n), "content": TEXTS[n], "created_at": at, "account": {"id": "1", "acct": f"ann{n}"}}


def bluesky(n: int, at: str) -> dict[str, Any]:
    record = {"text": TEXTS[n], "createdAt": at}
    return {"post": {"uri": f"at://{n}", "author": {"did": "d", "handle": f"ann{n}"}, "record": record}}


def youtube(n: int, at: str) -> dict[str, Any]:
    comment = {"textOriginal": TEXTS[n], "authorDisplayName": f"ann{n}", "publishedAt": at}
    return {"snippet": {"topLevelComment": {"snippet": comment}}}


def jira(n: int, at: str) -> dict[str, Any]:
    return {"key": f"A-{n}", "fields": {"summary": TEXTS[n], "created": at, "reporter": {"displayName": f"ann{n}"}}}


def steam(n: int, at: str) -> dict[str, Any]:
    created = int(datetime.fromisoformat(at).timestamp())
    return {"recommendationid": n, "author": {"steamid": f"ann{n}"}, "review": TEXTS[n], "timestamp_created": created}


@pytest.mark.parametrize("of", [mastodon, bluesky, youtube, jira, steam])
def test_more_exports_are_recognised(tmp_path: Path, of: Callable[[int, str], dict[str, Any]]) -> None:
    items = [of(n, at.isoformat()) for n, at in enumerate(TIMES)]
    found = loaded(tmp_path, json.dumps({"items": items}).encode(), "m.json", brand="acme")
    assert [(body["text"], body["author"]) for body in bodies(found)] == [(text, f"ann{n}") for n, text in enumerate(TEXTS)]
    assert minutes(found) == TIMES


def test_placeholders_and_deleted_bodies_in_more_languages() -> None:
    for name in ("Ismeretlen", "Necunoscut", "Άγνωστος", "Không rõ", "ناشناس", "Anonimni"):
        assert is_unknown_author(name), name
    for text in ("Este mensaje fue eliminado", "Mensagem apagada", "This review was removed.", "Messaggio eliminato"):
        assert is_deleted_text(text), text
    assert not is_deleted_text("The removed button is missed by everybody")
    assert not is_unknown_author("Anna Unknown-Smith")


def test_a_deleted_body_in_html_is_no_mention(tmp_path: Path) -> None:
    rows = [one | {"text": f"<p>{one['text']}</p>"} for one in objects()]
    rows[3]["text"] = "<p>(topic deleted by author)</p>"
    found = loaded(tmp_path, json.dumps(rows).encode(), "m.json")
    assert len(found.rows) == len(TIMES) - 1
    assert found.problems.faults == 0


def test_utf_16_without_a_mark_and_typographic_quotes_of_windows(tmp_path: Path) -> None:
    texts = [f"the parcel isn’t here – “lost” they say {n}" for n in range(len(TIMES))]
    for encoding in ("utf-16-le", "utf-16-be", "cp1252"):
        found = loaded(tmp_path, table(form("%Y-%m-%d %H:%M"), encoding=encoding, texts=texts))
        assert [body["text"] for body in bodies(found)] == texts

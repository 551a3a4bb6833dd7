"""Versions as people write them, and which reports a fix in one of them says nothing about."""

from __future__ import annotations

from typing import Any

import pytest

from detectors.explain import breakdown_of, product_of
from detectors.post import Post
from detectors.text.versions import is_older, version_of, versions_in
from detectors.trends.versions import people_on_older, reports_older


def post(text: str = "", person: str = "ana", **fields: Any) -> Post:
    return Post(**{"id": f"{person} {text}", "at": 100.0, "person": person, "text": text, "terms": (), **fields})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("broken since version 66", ("66",)),
        ("the 66.0.3 release", ("66.0.3",)),
        ("FF v66.0.3 on Windows 10.0.19041", ("66.0.3",)),
        ("seit Version 4.2 geht nichts", ("4.2",)),
        ("バージョン4.2.1で落ちる", ("4.2.1",)),
        ("depuis la 4.2.1", ("4.2.1",)),
        ("fine in 4.1.9, broken since 4.2", ("4.1.9", "4.2")),
        ("iOS 17.2 and Android 13.1.2 and macOS 14.1", ()),
        ("costs 4.99, was 3.5 stars, on 10.5.2019", ()),
        ("waited 3 hours after 2 calls", ()),
        ("", ()),
    ],
)
def test_what_is_named_is_of_the_product_and_no_platform_price_or_date(text: str, named: tuple[str, ...]) -> None:
    assert versions_in(text) == named


def test_many_versions_are_a_few() -> None:
    assert len(versions_in(" ".join(f"1.2.{number}" for number in range(999)))) == 5


@pytest.mark.parametrize("written", ["4.2.1", "v4.2.1", "4.2.1-beta", " 4.2.1 "])
def test_a_version_is_read_however_it_is_written(written: str) -> None:
    assert version_of(written) == (4, 2, 1)


@pytest.mark.parametrize("written", ["", "soon", "the next one", "4,2", "9" * 200, "."])
def test_what_is_no_version_is_none(written: str) -> None:
    assert version_of(written) is None


@pytest.mark.parametrize(("one", "other", "older"), [("4.9", "4.10", True), ("4.10", "4.9", False), ("5", "5.0.0", False)])
def test_versions_are_numbers_and_no_text(one: str, other: str, older: bool) -> None:
    first, second = version_of(one), version_of(other)
    assert first is not None
    assert second is not None
    assert is_older(first, second) is older


def test_a_report_is_of_an_older_version_when_all_that_it_names_are() -> None:
    assert reports_older(post("broken in version 4.1"), (4, 2))
    assert reports_older(post("broken", version="4.1.9"), (4, 2))
    assert not reports_older(post("worked in version 4.1, broken in version 4.2"), (4, 2))
    assert not reports_older(post("broken"), (4, 2)), "who names none counts"
    assert not reports_older(post("version 4.1", version="4.3"), (4, 2)), "the producer knows better"


def test_who_also_writes_of_a_newer_version_is_on_it() -> None:
    posts = [post("version 4.1", "ana"), post("version 4.1", "bo"), post("version 4.3", "bo"), post("broken", "cy")]
    assert people_on_older(posts, 0.0, "4.2") == {"ana"}
    assert people_on_older(posts, 0.0, "") == set()
    assert people_on_older(posts, 200.0, "4.2") == set()


@pytest.mark.parametrize(
    ("products", "most"),
    [(["ink"], "ink"), (["ink", "", "ink", "paper"], "ink"), (["a", "b", "c"], ""), ([], ""), ([""], "")],
)
def test_the_product_of_a_trend_is_the_one_that_most_name(products: list[str], most: str) -> None:
    posts = [post("x", f"p{number}", product=product) for number, product in enumerate(products)]
    assert product_of(posts) == most


def test_people_are_counted_by_the_version_they_are_on() -> None:
    posts = [post("version 4.1", "ana"), post("x", "bo", version="4.2"), post("y", "cy", version="4.2"), post("z", "di")]
    assert breakdown_of(posts)["version"] == {"4.2": 2, "4.1": 1}

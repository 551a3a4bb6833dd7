"""Exports of help desks, shops and forums are recognised by the names of their columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.mention_files import bodies, loaded

EXPORTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "zendesk csv": (
        {
            "Ticket ID": "7",
            "Created at": "2026-03-02 10:00",
            "Requester": "ann",
            "Subject": "late",
            "Description": "it broke now",
        },
        {"id": "7", "title": "late", "author": "ann", "text": "it broke now", "kind": "ticket"},
    ),
    "zendesk csv with addresses": (
        {
            "Ticket ID": "7",
            "Created at": "2026-03-02 10:00",
            "Requester": "Ann Smith",
            "Requester email": "ann@example.org",
            "Subject": "late",
            "Description": "it broke now",
        },
        {"id": "7", "title": "late", "author": "ann@example.org", "text": "it broke now", "kind": "ticket"},
    ),
    "a shop's customers by number": (
        {
            "Order": "A-1",
            "Date": "2026-03-02 10:00",
            "Customer name": "Ann Smith",
            "Customer ID": 77,
            "Comment": "it broke now",
        },
        {"author": "77", "text": "it broke now"},
    ),
    "zendesk api": (
        {
            "id": 7,
            "url": "https://z.example/7.json",
            "subject": "late",
            "description": "it broke now",
            "requester_id": 9,
            "created_at": "2026-03-02T10:00:00Z",
            "via": {"channel": "web"},
            "satisfaction_rating": {"score": "bad"},
        },
        {
            "id": "7",
            "title": "late",
            "author": "9",
            "text": "it broke now",
            "kind": "review",
            "channel": "web",
            "rating": 1.0,
        },
    ),
    "intercom api": (
        {
            "type": "conversation",
            "id": "7",
            "created_at": 1772445600,
            "source": {
                "type": "email",
                "subject": "",
                "body": "<p>it broke <b>now</b></p>",
                "author": {"type": "user", "id": "u9", "name": "Ann"},
            },
        },
        {"id": "7", "author": "u9", "text": "it broke now", "channel": "email"},
    ),
    "freshdesk csv": (
        {
            "Ticket ID": "7",
            "Subject": "late",
            "Status": "Open",
            "Created time": "2026-03-02 10:00",
            "Agent": "sue",
            "Full name": "ann",
            "Description": "it broke now",
        },
        {"id": "7", "title": "late", "author": "ann", "text": "it broke now"},
    ),
    "app store csv": (
        {
            "id": "7",
            "userName": "ann",
            "version": "3.1",
            "score": "2",
            "title": "late",
            "text": "it broke now",
            "updated": "2026-03-02T10:00:00Z",
        },
        {"id": "7", "title": "late", "author": "ann", "text": "it broke now", "rating": 2.0, "kind": "review"},
    ),
    "app store connect": (
        {
            "type": "customerReviews",
            "id": "7",
            "attributes": {
                "rating": 2,
                "title": "late",
                "body": "it broke now",
                "reviewerNickname": "ann",
                "createdDate": "2026-03-02T10:00:00Z",
                "territory": "DEU",
            },
        },
        {"id": "7", "title": "late", "author": "ann", "text": "it broke now", "rating": 2.0, "region": "DEU"},
    ),
    "google play console": (
        {
            "Package Name": "org.acme",
            "Reviewer Language": "de",
            "Review Submit Date and Time": "2026-03-02T10:00:00Z",
            "Review Submit Millis Since Epoch": "1772445600000",
            "Star Rating": "1",
            "Review Title": "",
            "Review Text": "it broke now",
            "Review Link": "https://play.example/7",
        },
        {
            "author": "",
            "lang": "de",
            "text": "it broke now",
            "rating": 1.0,
            "url": "https://play.example/7",
            "product": "org.acme",
        },
    ),
    "google play scraper": (
        {
            "reviewId": "7",
            "userName": "A Google user",
            "content": "it broke now",
            "score": 1,
            "thumbsUpCount": 3,
            "at": "2026-03-02 10:00:00",
        },
        {"id": "7", "author": "A Google user", "text": "it broke now", "rating": 1.0},
    ),
    "trustpilot csv": (
        {
            "Review ID": "7",
            "Review created (UTC)": "2026-03-02 10:00:00",
            "Consumer Name": "ann",
            "Stars": "1",
            "Review Title": "late",
            "Review Content": "it broke now",
        },
        {"id": "7", "title": "late", "author": "ann", "text": "it broke now", "rating": 1.0},
    ),
    "reddit comment": (
        {
            "id": "k7abc",
            "name": "t1_k7abc",
            "author": "ann",
            "body": "it broke now",
            "created_utc": 1772445600,
            "score": 2,
            "subreddit": "acme",
            "parent_id": "t3_xyz99",
            "permalink": "/r/acme/7",
        },
        {"id": "k7abc", "author": "ann", "text": "it broke now", "reply_to": "xyz99", "product": "acme"},
    ),
    "reddit post": (
        {
            "id": "k7abc",
            "author": "ann",
            "title": "it broke now",
            "selftext": "",
            "created_utc": 1772445600,
            "subreddit": "acme",
        },
        {"id": "k7abc", "author": "ann", "text": "it broke now"},
    ),
    "github api": (
        {
            "id": 7,
            "node_id": "I_1",
            "number": 12,
            "title": "late",
            "body": "it broke now",
            "user": {"login": "ann", "id": 9},
            "created_at": "2026-03-02T10:00:00Z",
            "url": "https://api.github.example/7",
            "html_url": "https://github.example/7",
        },
        {"id": "7", "title": "late", "author": "ann", "text": "it broke now", "url": "https://github.example/7"},
    ),
    "github cli": (
        {
            "number": 7,
            "title": "late",
            "body": "it broke now",
            "author": {"login": "ann", "is_bot": False},
            "createdAt": "2026-03-02T10:00:00Z",
            "url": "https://github.example/7",
        },
        {"id": "7", "title": "late", "author": "ann", "text": "it broke now", "url": "https://github.example/7"},
    ),
    "discourse api": (
        {
            "id": 7,
            "name": "",
            "username": "ann",
            "created_at": "2026-03-02T10:00:00.123Z",
            "cooked": "<p>it broke now &amp; then</p>",
            "post_number": 2,
            "topic_id": 4,
            "score": 1,
            "reads": 3,
        },
        {"id": "7", "author": "ann", "text": "it broke now & then"},
    ),
    "german table": (
        {
            "Nr": "7",
            "Datum": "02.03.2026 10:00",
            "Kunde": "ann",
            "Betreff": "late",
            "Nachricht": "it broke now",
            "Bewertung": "2",
        },
        {"id": "7", "author": "ann", "title": "late", "text": "it broke now", "rating": 2.0},
    ),
    "hotel": (
        {"Stay feedback": "The room key stopped working.", "Guest": "ann", "When": "2026-03-02 10:00"},
        {"author": "ann", "text": "The room key stopped working."},
    ),
    "game": (
        {"player": "ann", "message": "My save is gone.", "created": "2026-03-02T10:00:00Z"},
        {"author": "ann", "text": "My save is gone."},
    ),
    "japanese table": (
        {"番号": "7", "投稿日時": "2026年3月2日 10:00", "投稿者": "ann", "本文": "起動しません。困っています。"},
        {"author": "ann", "text": "起動しません。困っています。"},
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_columns_of_the_usual_exports_are_recognised_and_the_guess_is_shown_as_a_map(tmp_path: Path, name: str) -> None:
    record, right = EXPORTS[name]
    found = loaded(tmp_path, orjson.dumps(record) + b"\n", "acme.jsonl", brand="acme")
    (body,) = bodies(found)
    assert {field: body.get(field) for field in right} == right
    assert "rating" in right or "rating" not in body
    assert body["created_at"] == 1_772_445_600_000 or body["created_at"] // 1_000 == 1_772_445_600
    shown = found.understood.plan.shown.shown if found.understood.plan else ""
    assert bodies(loaded(tmp_path, orjson.dumps(record) + b"\n", "acme.jsonl", mapping=shown)) == [body]


def test_the_scale_of_a_rating_may_be_named(tmp_path: Path) -> None:
    record = {"id": "7", "created_at": "2026-03-02T10:00:00Z", "author": "ann", "text": "It broke.", "grade": 4}
    row = orjson.dumps(record) + b"\n"
    (body,) = bodies(loaded(tmp_path, row, "acme.jsonl", brand="acme", mapping="rating=grade,rating_scale:=10"))
    assert (body["rating"], body["rating_scale"]) == (4, "10")

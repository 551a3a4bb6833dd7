"""Everything that was reported, answered and written in the last 90 days, to be looked up: an index over the topics.

The topics are the truth. The index is a private SQLite file, made anew at each start and gone with the process; memory
stays bounded whatever the topics hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import msgspec
import orjson

from detectors.alert import Alert
from detectors.lifecycle.states import Event
from detectors.reports import Member
from detectors.values import State
from stream.alerts.answers import AnswerRecord

DAY = 86_400.0
EVENTS_DAYS = 90
MEMBERS_DAYS = 3
MEMBERS_OF_TREND_MAX = 20_000
STORY_MAX = 500
"""So many events, and so many answers, of one trend are a page's."""
SEARCHED_MAX = 2_000
BEFORE_MAX = 5
ALIKE_MIN = 2
"""So many of a trend's terms make a former one the same words; one, of a trend that has only one."""

_SCHEMA = """
CREATE TABLE events (
    event_id TEXT PRIMARY KEY, trend_id TEXT, event TEXT, at TEXT, written REAL, body BLOB
) WITHOUT ROWID;
CREATE INDEX events_of_trend ON events (trend_id, at);
CREATE INDEX events_by_time ON events (written);
CREATE TABLE trends (trend_id TEXT PRIMARY KEY, brand TEXT, at TEXT, since TEXT, body BLOB, terms TEXT);
CREATE INDEX trends_of_brand ON trends (brand, at);
CREATE VIRTUAL TABLE words USING fts5(trend_id UNINDEXED, text, tokenize='trigram');
CREATE TABLE answers (place TEXT PRIMARY KEY, trend_id TEXT, written REAL, body BLOB) WITHOUT ROWID;
CREATE INDEX answers_of_trend ON answers (trend_id);
CREATE TABLE members (trend_id TEXT, mention_id TEXT, at TEXT, written REAL, body BLOB, PRIMARY KEY (trend_id, mention_id));
CREATE INDEX members_by_time ON members (trend_id, at);
"""
BREAKDOWNS = ("channel", "language", "product", "region", "version")


class History:
    """Events, answers and members by trend, and a search over them."""

    def __init__(self) -> None:
        # An empty name: a file of SQLite's own that nobody else can open, deleted with the connection.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;" + _SCHEMA)

    def close(self) -> None:
        self._db.close()

    def add_event(self, alert: Alert, body: bytes, written: float) -> None:
        """One record of `alerts`, as often as it comes."""
        row = (alert.event_id, alert.trend_id, alert.event, alert.at, written, body)
        added = self._db.execute("INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?)", row).rowcount
        if not added:
            return
        newest = self._db.execute("SELECT at FROM trends WHERE trend_id = ?", (alert.trend_id,)).fetchone()
        if newest is None or newest[0] <= alert.at:
            self._db.execute(
                "INSERT OR REPLACE INTO trends VALUES (?, ?, ?, ?, ?, ?)",
                (alert.trend_id, alert.brand, alert.at, alert.since, body, "\n".join(alert.terms)),
            )
            self._db.execute("DELETE FROM words WHERE trend_id = ?", (alert.trend_id,))
            self._db.execute("INSERT INTO words VALUES (?, ?)", (alert.trend_id, _searched(alert)))

    def add_answer(self, place: str, answer: AnswerRecord, body: bytes, written: float) -> None:
        """One record of `feedback`; `place` is its partition and offset."""
        self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (place, answer.trend_id, written, body))

    def add_members(self, trend_id: str, members: Iterable[Member], written: float) -> None:
        """Posts of a trend, as often as they come."""
        rows = [(trend_id, m.mention_id, m.at, written, orjson.dumps(msgspec.to_builtins(m))) for m in members]
        self._db.executemany("INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?, ?)", rows)

    def expire(self, now: float) -> None:
        """Lets go of what the topics no longer hold either."""
        self._db.execute("DELETE FROM events WHERE written < ?", (now - EVENTS_DAYS * DAY,))
        self._db.execute("DELETE FROM answers WHERE written < ?", (now - EVENTS_DAYS * DAY,))
        self._db.execute("DELETE FROM members WHERE written < ?", (now - MEMBERS_DAYS * DAY,))
        gone = "SELECT trend_id FROM trends WHERE trend_id NOT IN (SELECT trend_id FROM events)"
        self._db.execute(f"DELETE FROM words WHERE trend_id IN ({gone})")
        self._db.execute(f"DELETE FROM trends WHERE trend_id IN ({gone})")

    def events(self, trend_id: str) -> list[dict[str, Any]]:
        """The bodies of a trend's newest events, the oldest of them first; where there are too many, rather than those that
        only say that somebody answered."""
        newest = (
            f"SELECT * FROM events WHERE trend_id = ? ORDER BY event = '{Event.FEEDBACK}', at DESC, event_id DESC LIMIT ?"
        )
        return self._bodies(f"SELECT body FROM ({newest}) ORDER BY at, event_id", trend_id, STORY_MAX)

    def answers(self, trend_id: str) -> list[dict[str, Any]]:
        """What was answered last, the oldest of it first, with `written`, the second in which it was."""
        newest = "SELECT written, body FROM answers WHERE trend_id = ? ORDER BY written DESC LIMIT ?"
        rows = self._db.execute(newest, (trend_id, STORY_MAX)).fetchall()
        return [{**orjson.loads(body), "written": written} for written, body in reversed(rows)]

    def members(self, trend_id: str, *, offset: int, limit: int) -> tuple[int, list[dict[str, Any]]]:
        """How many there are, and a page of them, the newest first."""
        (total,) = self._db.execute("SELECT count(*) FROM members WHERE trend_id = ?", (trend_id,)).fetchone()
        page = "SELECT body FROM members WHERE trend_id = ? ORDER BY at DESC, mention_id LIMIT ? OFFSET ?"
        return total, self._bodies(page, trend_id, limit, offset)

    def breakdown(self, trend_id: str) -> dict[str, dict[str, int]]:
        """Posts by channel, language, product, region and version: those with two values or more."""
        bodies = self._bodies("SELECT body FROM members WHERE trend_id = ? LIMIT ?", trend_id, MEMBERS_OF_TREND_MAX)
        found: dict[str, dict[str, int]] = {name: {} for name in BREAKDOWNS}
        for body in bodies:
            for name in BREAKDOWNS:
                if value := body.get(name):
                    found[name][value] = found[name].get(value, 0) + 1
        return {name: counts for name, counts in found.items() if len(counts) > 1}

    def before(self, alert: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Trends of the brand that are over and were about the same words, the newest first; not those that became part of
        another."""
        terms = set(alert.get("terms", ()))
        needed = max(1, min(ALIKE_MIN, len(terms)))
        rows = self._db.execute(
            "SELECT body, terms FROM trends WHERE brand = ? AND trend_id != ? AND since < ? ORDER BY at DESC LIMIT 2000",
            (alert["brand"], alert["trend_id"], alert["since"]),
        )
        alike = (orjson.loads(body) for body, theirs in rows if len(terms.intersection(theirs.split("\n"))) >= needed)
        return list(islice(filter(_is_over, alike), BEFORE_MAX))

    def search(self, query: str, *, brand: str, limit: int) -> list[dict[str, Any]]:
        """The newest event of each trend that holds every one of the words, the newest trend first."""
        wanted = query.replace("\0", " ").casefold().split()
        conditions = ["(? = '' OR brand = ?)"]
        values: list[Any] = [brand, brand]
        if long := [word for word in wanted if len(word) >= 3]:
            conditions.append("trend_id IN (SELECT trend_id FROM words WHERE words MATCH ?)")
            values.append(" AND ".join('"' + word.replace('"', '""') + '"' for word in long))
        for word in wanted:
            if len(word) < 3:
                conditions.append("trend_id IN (SELECT trend_id FROM words WHERE instr(text, ?))")
                values.append(word)
        statement = f"SELECT body FROM trends WHERE {' AND '.join(conditions)} ORDER BY at DESC LIMIT ?"
        return self._bodies(statement, *values, limit)

    def counts(self) -> dict[str, int]:
        """Events and trends that can be looked up."""
        return {
            name: self._db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("events", "trends", "members")
        }

    def _bodies(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        return [orjson.loads(body) for (body,) in self._db.execute(statement, values)]


def _is_over(event: Mapping[str, Any]) -> bool:
    return event["state"] == State.RESOLVED and not event.get("reason", "").startswith("absorbed")


def _searched(alert: Alert) -> str:
    """What a trend is found by."""
    samples = (sample.text for sample in alert.samples)
    parts = (alert.trend_id, alert.brand, alert.title, alert.title_was, alert.why, alert.verdict, *alert.terms, *samples)
    return "\n".join(part[:SEARCHED_MAX] for part in parts).casefold()

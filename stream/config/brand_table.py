"""One table of the brands file, checked: every error names the place and what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from detectors.engine.policy import BrandPolicy, PlannedEvent, forms_of
from detectors.text import is_clue
from stream.config.accounts import checked
from stream.config.errors import budget_of

TEXT_CHARACTERS_MAX = 200
ENTRIES_MAX = 1_000
PEOPLE_MIN, PEOPLE_MAX = 2, 1_000


class TableErrors:
    """The errors of one file, each as `file: where key …`; shared by the views that `within` gives."""

    def __init__(self, where: str, found: list[str] | None = None) -> None:
        self._where = where
        self.found: list[str] = [] if found is None else found

    def add(self, key: str, sentence: str) -> None:
        self.found.append(f"{self._where}: {f'{key} ' if key else ''}{sentence}")

    def within(self, place: str) -> TableErrors:
        return TableErrors(f"{self._where}: {place}", self.found)


def policy_of(table: object, default: BrandPolicy, errors: TableErrors) -> BrandPolicy:
    """The policy of a table; what it does not set, or sets wrongly, is as in `default`."""
    if not isinstance(table, dict):
        errors.add("", "must be a table")
        return default
    for key in table.keys() - KEYS.keys():
        errors.add(key, unknown(key, KEYS))
    changes: dict[str, Any] = {}
    for key, (name, read) in KEYS.items():
        if key in table:
            try:
                changes[name] = read(table[key])
            except ValueError as error:
                errors.add(key, f"is {_shown(table[key])}; it {error}")
    policy = replace(default, **changes)
    return replace(policy, planned=_planned(table["planned"], policy.timezone, errors)) if "planned" in table else policy


def unknown(key: str, known: Iterable[str], else_: str = "") -> str:
    """The sentence about an unknown key: the one that was probably meant, or all known ones."""
    known = list(known)
    meant = get_close_matches(key, known, 1)
    return f"is not known; {f'{meant[0]} is' if meant else else_ or 'there are ' + ', '.join(known)}"


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _budget(value: object) -> float:
    if isinstance(value, str) or is_number(value):
        return budget_of(value)  # type: ignore[arg-type]
    return budget_of("")


def _people(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not PEOPLE_MIN <= value <= PEOPLE_MAX:
        raise ValueError(f"must be a whole number from {PEOPLE_MIN} to {PEOPLE_MAX}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > TEXT_CHARACTERS_MAX or not value.isprintable():
        raise ValueError(f"must be a text of 1 to {TEXT_CHARACTERS_MAX} characters on one line")
    return value.strip()


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > ENTRIES_MAX:
        raise ValueError(f'must be a list of at most {ENTRIES_MAX:,} texts: ["one", "two"]')
    return tuple(map(_text, value))


def _accounts(value: object) -> tuple[str, ...]:
    return tuple(map(checked, _texts(value)))


def _phrases(value: object) -> tuple[str, ...]:
    phrases = _texts(value)
    for phrase in phrases:
        if not any(not is_clue(term) for form in forms_of(phrase) for term in form):
            raise ValueError(f"holds {phrase!r}, which has no word in it; numbers and versions never open an alert")
    return phrases


def _zone(value: object) -> str:
    name = _text(value)
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError("must be a time zone such as Europe/Berlin") from error
    return name


def _checked_below(value: object) -> tuple[PlannedEvent, ...]:
    """Planned events are read with the zone, when that is known."""
    if not isinstance(value, list) or len(value) > ENTRIES_MAX:
        raise ValueError(f"must be at most {ENTRIES_MAX:,} tables, each with from, until, note")
    return ()


KEYS: dict[str, tuple[str, Callable[[object], Any]]] = {
    "budget": ("budget_per_day", _budget),
    "people_min": ("people_min", _people),
    "own_accounts": ("own_accounts", _accounts),
    "staff_accounts": ("staff_accounts", _accounts),
    "partner_accounts": ("partner_accounts", _accounts),
    "bot_accounts": ("bot_accounts", _accounts),
    "route": ("route", _text),
    "watched": ("watched", _phrases),
    "muted": ("muted", _phrases),
    "timezone": ("timezone", _zone),
    "planned": ("planned", _checked_below),
}


def _planned(listed: object, zone: str, errors: TableErrors) -> tuple[PlannedEvent, ...]:
    events = []
    for number, entry in enumerate(listed if isinstance(listed, list) else [], 1):
        here = errors.within(f"planned, entry {number}")
        if not isinstance(entry, dict):
            here.add("", "must be a table with from, until, note")
            continue
        for key in entry.keys() - {"from", "until", "note"}:
            here.add(key, unknown(key, ("from", "until", "note")))
        try:
            note = _text(entry["note"]) if "note" in entry else ""
        except ValueError as error:
            here.add("note", f"is {_shown(entry['note'])}; it {error}")
            continue
        since, until = _moment(entry, "from", zone, here), _moment(entry, "until", zone, here)
        if since is None or until is None:
            continue
        if since >= until:
            here.add("until", f"is {entry['until']}; it must be later than from, {entry['from']}")
            continue
        events.append(PlannedEvent(from_=since, until=until, note=note))
    return tuple(events)


def _moment(entry: dict[str, Any], key: str, zone: str, errors: TableErrors) -> float | None:
    """Seconds since 1970 of a TOML time; one without an offset, or a day, is in the brand's zone."""
    value = entry.get(key)
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC).timestamp()
    if isinstance(value, date):
        return datetime.combine(value, time(), ZoneInfo(zone)).timestamp()
    problem = "is not there" if value is None else f"is {_shown(value)}"
    errors.add(key, f"{problem}; it must be a time such as 2026-11-27T06:00:00 (without quotes)")
    return None


def _shown(value: object) -> str:
    return ascii(value)[:60]

"""Which column of an export is which field: by the names that help desks, shops and forums give, and by what is in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from stream.reading.column_names import NAMES, folded, names_people
from stream.reading.dates import moment_of
from stream.reading.moments import Order, compact_moment
from stream.reading.ratings import rating_in

COLUMNS_MAX = 400
DEEP_MAX = 5
# Of the values of a column so many must be what the field needs, for a column that is guessed.
FITTING_SHARE = 0.6
WORDS_MIN = 3.0
_ORDER = """
    created_at text title author id brand rating channel lang product region url repost_of reply_to reach kind version
"""
# No column without a name is taken for a text when its values have no more words than the names of people.
FEWER_WORDS_MIN, LONGER_WORDS, LONGER_SHARE = 2.0, 4, 0.05
# A column that is taken for the authors by a word of its name: most rows are by somebody else, and names are short.
PEOPLE_SHARE, NAME_WORDS_MAX = 0.5, 4.0
# No time is given by a larger number.
NUMBER_MAX = 10**18
# What most columns of a file stand in, as `_source` in a page of Elasticsearch, says nothing of each.
WRAPPER_SHARE, WRAPPER_MIN = 0.6, 3
# Who writes to a help desk or a shop, and what says better than the name who that is.
_ROLE_NAMES = "requester customer consumer contact client from sender submitter guest visitor respondent caller"
_ROLES = frozenset(_ROLE_NAMES.split())
_IDENTITIES, FILLED_SHARE = ("email", "emailaddress", "mail", "id"), 0.95
_FORUM = frozenset({"postnumber", "topicid", "upvotes", "downs", "ups", "parentid", "threadid", "points"})
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}")
_TAG = re.compile(r"<(?:p|div|br|span|li|a|blockquote|html|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)


def flat(values: Mapping[str, Any], before: str = "", deep: int = DEEP_MAX) -> Iterable[tuple[str, Any]]:
    """(dotted path, value) of everything that is not itself an object; of a list of objects its first."""
    for name, value in values.items():
        path = f"{before}.{name}" if before else str(name)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value, path = value[0], f"{path}.0"
        if isinstance(value, dict) and deep > 1:
            yield from flat(value, path, deep - 1)
        else:
            yield path, value


_NESTING = frozenset({dict, list})


def columns_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Path → the values there are of it in these rows."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        for path, value in row.items() if _NESTING.isdisjoint(map(type, row.values())) else flat(row):
            if value is None or value == "":
                continue
            held = found.get(path)
            if held is not None:
                held.append(value)
            elif len(found) < COLUMNS_MAX:
                found[path] = [value]
    return found


def guess_columns(
    columns: Mapping[str, Sequence[Any]], taken: Iterable[str] = (), all_names: Iterable[str] = ()
) -> dict[str, str]:
    """Field → column, for the fields that are not `taken`. A column is used once, and holds what its field needs.

    `all_names` are those of the whole file; they show what kind of export it is.
    """
    wrapper = _wrapper(columns)
    free = {path: folded(path.replace(".0.", ".")) for path in columns}
    inner = {path: folded(path.removeprefix(wrapper).replace(".0.", ".")) for path in columns}
    guessed: dict[str, str] = {}
    names_of_file = {*free.values(), *inner.values(), *map(folded, all_names)}
    reddit = not names_of_file.isdisjoint(("subreddit", "datasubreddit"))
    forum = reddit or not _FORUM.isdisjoint(names_of_file)
    for field in _ORDER.split():
        if field in taken:
            continue
        names = NAMES[field]
        if field == "id" and reddit:
            # What comments answer is named by this one, with its prefix.
            names = ("name", "dataname", *names)
        if field == "rating" and forum:
            # The score of a post there counts votes.
            names = tuple(name for name in names if name not in ("score", "datascore"))
        ranked = sorted(
            (within, names.index(name), place, path)
            for place, path in enumerate(columns)
            for within, name in enumerate((free[path], inner[path], _last_two(path)))
            if name in names
        )
        for *_, path in ranked:
            if path not in guessed.values() and _FITS.get(field, _is_short)(columns[path]):
                guessed[field] = path
                break
    free_paths = [path for path in columns if path not in guessed.values()]
    people = next((path for path in free_paths if names_people(path) and _are_people(columns[path])), "")
    if people and "author" not in guessed and "author" not in taken:
        guessed["author"] = people
    if "author" not in taken and (better := _identity_of(guessed.get("author", ""), columns, guessed)):
        guessed["author"] = better
    for field, fits in (
        ("created_at", _are_dates), ("text", _are_texts), ("text", _are_shorter_texts), ("author", _are_addresses)
    ):  # fmt: skip
        if field not in guessed and field not in taken and (path := _by_content(field, columns, guessed, fits)):
            guessed[field] = path
    return guessed


def _identity_of(author: str, columns: Mapping[str, Sequence[Any]], guessed: Mapping[str, str]) -> str:
    """The column of addresses or numbers that goes with one of customers' names, filled as often: two customers may have
    one name, and one customer several. Empty where there is none."""
    role = folded(author).removesuffix("name")
    if role not in _ROLES:
        return ""
    named = {folded(path): path for path, values in columns.items() if len(values) >= FILLED_SHARE * len(columns[author])}
    found = (named.get(f"{role}{identity}", "") for identity in _IDENTITIES)
    return next((path for path in found if path and path not in guessed.values() and _is_short(columns[path])), "")


def _last_two(path: str) -> str:
    """`payload.user.name` as `username`; empty for a path that is no longer."""
    return folded("".join(path.rsplit(".", 2)[1:])) if path.count(".") >= 2 else ""


def _wrapper(columns: Iterable[str]) -> str:
    """The name, with its point, of the object that most columns stand in; empty when there is none."""
    outer = [path.partition(".")[0] for path in columns if "." in path]
    most, many = Counter(outer).most_common(1)[0] if outer else ("", 0)
    return f"{most}." if many >= max(WRAPPER_MIN, WRAPPER_SHARE * len(list(columns))) else ""


def _by_content(
    field: str, columns: Mapping[str, Sequence[Any]], guessed: Mapping[str, str], fits: Callable[[Sequence[Any]], bool]
) -> str:
    """The only column, or for a text the longest, that can be the field; empty when none can."""
    able = [path for path, values in columns.items() if path not in guessed.values() and fits(values)]
    if field == "text":
        return max(able, key=lambda path: _mean_length(columns[path]), default="")
    return able[0] if len(able) == 1 else ""


def is_html(values: Sequence[Any]) -> bool:
    """Whether the texts of a column are written in HTML."""
    texts = [value for value in values if isinstance(value, str)][:500]
    return len(texts) > 0 and sum(bool(_TAG.search(text[:2_000])) for text in texts) >= 0.5 * len(texts)


def _most(values: Sequence[Any], fits: Callable[[Any], bool], share: float) -> bool:
    """Whether at least this share of the first values fit; looks at no more of them than it takes to know."""
    looked = values[:300]
    many, fitting = len(looked), 0
    for place, value in enumerate(looked, 1):
        fitting += fits(value)
        if fitting / many >= share:
            return True
        if (fitting + many - place) / many < share:
            return False
    return False


def _are_dates(values: Sequence[Any]) -> bool:
    return _most(values, _is_date, FITTING_SHARE)


def _is_date(value: Any) -> bool:
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) > NUMBER_MAX):
        return False
    if isinstance(value, (int, float)) or (
        isinstance(value, str) and value.strip().replace(",", ".").replace(".", "", 1).isdecimal()
    ):
        if isinstance(value, str) and compact_moment(value.strip()) is not None:
            return True
        number = float(value.strip().replace(",", ".") if isinstance(value, str) else value)
        # Seconds, milliseconds or microseconds since 1970, or days of Excel; a number of a ticket is none of them.
        return (
            9.4e8 <= number < 4.2e9 or 9.4e11 <= number < 4.2e12 or 9.4e14 <= number < 4.2e15 or 36_526 <= number < 73_051
        )
    return moment_of(value, Order.DAY_FIRST) is not None or moment_of(value, Order.MONTH_FIRST) is not None


def _are_texts(values: Sequence[Any]) -> bool:
    texts = [value for value in values[:300] if isinstance(value, str)]
    if not texts or len(texts) < FITTING_SHARE * len(values[:300]) or _are_dates(values):
        return False
    # Languages without blanks say in ten signs what others say in ten words.
    words = sum(len(text.split()) + sum(ord(sign) > 0x2E80 for sign in text[:200]) / 2 for text in texts) / len(texts)
    return words >= WORDS_MIN


def _are_shorter_texts(values: Sequence[Any]) -> bool:
    """Of languages that say in two words what others say in three: some values are longer than any name of a person."""
    words = [len(value.split()) for value in values[:300] if isinstance(value, str)]
    longer = sum(many >= LONGER_WORDS for many in words)
    return (
        len(words) >= FITTING_SHARE * len(values[:300])
        and sum(words) >= FEWER_WORDS_MIN * max(len(words), 1)
        and longer >= LONGER_SHARE * max(len(words), 1)
        and not _are_dates(values)
    )


def _are_addresses(values: Sequence[Any]) -> bool:
    return _most(values, lambda value: isinstance(value, str) and _ADDRESS.fullmatch(value.strip()) is not None, 0.9)


def _are_people(values: Sequence[Any]) -> bool:
    looked = [str(value).strip() for value in values[:300]]
    return (
        len(set(looked)) >= PEOPLE_SHARE * max(len(looked), 1)
        and sum(len(name.split()) for name in looked) <= NAME_WORDS_MAX * len(looked)
        and _is_short(values)
        and not _are_dates(values)
    )


def _are_named_texts(values: Sequence[Any]) -> bool:
    return _most(values, lambda value: isinstance(value, str), FITTING_SHARE) and not _are_dates(values)


def _are_ratings(values: Sequence[Any]) -> bool:
    found = [rating_in(value) for value in values[:300]]
    whole = sum(rating is not None and (2 * rating[0]).is_integer() for rating in found)
    return whole >= max(FITTING_SHARE * len(found), 1)


def _are_numbers(values: Sequence[Any]) -> bool:
    return _most(values, lambda value: str(value).strip().replace(".", "", 1).isdecimal(), FITTING_SHARE)


def _are_versions(values: Sequence[Any]) -> bool:
    return _most(values, lambda value: len(str(value)) <= 40 and any(map(str.isdigit, str(value))), 0.9)


def _is_short(values: Sequence[Any]) -> bool:
    return _most(values, lambda value: isinstance(value, (str, int, float)) and len(str(value)) <= 200, 0.9)


def _are_links(values: Sequence[Any]) -> bool:
    return _most(values, lambda value: isinstance(value, str) and (value.startswith(("http", "/"))), FITTING_SHARE)


def _are_kinds(values: Sequence[Any]) -> bool:
    kinds = {"post", "reply", "repost", "quote", "review", "ticket"}
    return all(isinstance(value, str) and value in kinds for value in values)


def _mean_length(values: Sequence[Any]) -> float:
    return sum(len(str(value)) for value in values[:300]) / max(len(values[:300]), 1)


_FITS: Mapping[str, Callable[[Sequence[Any]], bool]] = {
    "created_at": _are_dates,
    "text": _are_named_texts,
    "rating": _are_ratings,
    "version": _are_versions,
    "reach": _are_numbers,
    "url": _are_links,
    "kind": _are_kinds,
}

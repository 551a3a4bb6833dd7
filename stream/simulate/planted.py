"""What is planted into a stream, and the verdict that the detector is expected to give on each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from stream.simulate.background import drafted
from stream.simulate.draft import Draft, written
from stream.simulate.people import Person, made_up
from stream.simulate.phrases import BOOKS
from stream.simulate.plan import Plan

_MINUTE = 60_000
_HOUR = 60 * _MINUTE
WEEKS_MAX = 20


@dataclass(frozen=True)
class Planted:
    """One planted thing. `expected` is its verdict, `accepted` further ones that are not wrong; ids in event-time order."""

    id: str
    kind: str
    about: str
    expected: str
    accepted: tuple[str, ...]
    people: int
    start_ms: int
    mention_ids: tuple[str, ...]


@dataclass(frozen=True)
class Recipe:
    """What is planted under a kind: when it starts on the last day (hours), what it is, how it is made."""

    hour: float
    about: str
    expected: str
    accepted: tuple[str, ...]
    make: Callable[[int, random.Random], list[Draft]]


def plant(plan: Plan) -> list[tuple[str, Recipe, list[Draft]]]:
    """The drafts of every planted kind. A start moves by up to half an hour with the seed."""
    made = []
    for kind in plan.kinds:
        recipe = RECIPES[kind]
        chance = random.Random(f"{plan.seed}/{kind}")
        start = plan.last_day_ms + round((recipe.hour + chance.random() / 2) * _HOUR)
        drafts = recipe.make(start, chance)
        made.append((kind, recipe, [draft for draft in drafts if plan.start_ms <= draft.at_ms < plan.end_ms]))
    return made


def _newcomers(mark: str, count: int, chance: random.Random) -> list[Person]:
    return [made_up(chance, f"{mark}{number:x}") for number in range(count)]


def _swell(count: int, span_ms: int, chance: random.Random) -> list[int]:
    """Delays of reports that rise quickly and ebb away, the first at once."""
    delays = sorted(round(span_ms * chance.betavariate(1.6, 2.8)) for _ in range(count))
    return [delay - delays[0] for delay in delays]


def _reports(mark: str, phrases: str, count: int, start: int, span_ms: int, chance: random.Random) -> list[Draft]:
    """First-hand reports: each from somebody else, in their language and their words."""
    drafts = []
    for person, delay in zip(_newcomers(mark, count, chance), _swell(count, span_ms, chance), strict=True):
        body = chance.choice(BOOKS[person.lang].planted[phrases]).expand(chance)
        drafts.append(drafted(start + delay, person, person.channel, body, chance, complains=True))
    return drafts


def _incident(start: int, chance: random.Random) -> list[Draft]:
    drafts = _reports("i", "incident", 40, start, 4 * _HOUR, chance)
    # Two people write again, which must not count as more people.
    again = [replace(draft, at_ms=draft.at_ms + chance.randrange(20, 90) * _MINUTE) for draft in drafts[3:5]]
    return drafts + again


def _burn(start: int, chance: random.Random) -> list[Draft]:
    return _reports("u", "burn", 60, start, 30 * _HOUR, chance)


def _relapse(start: int, chance: random.Random) -> list[Draft]:
    """One fault in two waves, at night and in the morning: who wakes up to it says it in other words."""
    night = _reports("rn", "relapse_night", 30, start, 3 * _HOUR, chance)
    return night + _reports("rm", "relapse_morning", 45, start + 8 * _HOUR, 4 * _HOUR, chance)


def _recovery(start: int, chance: random.Random) -> list[Draft]:
    """An outage, and towards its end nearly as many who write that it works again."""
    outage = _reports("ro", "outage", 30, start, 2 * _HOUR, chance)
    over = _reports("rw", "outage_over", 20, start + 2 * _HOUR, _HOUR, chance)
    return outage + [replace(draft, complains=False) for draft in over]


def _weekly(start: int, chance: random.Random) -> list[Draft]:
    """People with the same trouble on the same weekday at the same hour, for as many weeks as the stream lasts."""
    drafts: list[Draft] = []
    for week in range(WEEKS_MAX):
        at = start - week * 7 * 24 * _HOUR + chance.randrange(-10, 10) * _MINUTE
        drafts += _reports(f"w{week:x}n", "weekly", chance.randrange(12, 18), at, _HOUR, chance)
    return drafts


def _viral(start: int, chance: random.Random) -> list[Draft]:
    return _cascade("v", "viral_root", 420, 6 * _HOUR, start, chance)


def _storm(start: int, chance: random.Random) -> list[Draft]:
    """A loud post first; from an hour later on people who are not part of its thread find the same fault at home."""
    cascade = _cascade("s", "storm_root", 300, 4 * _HOUR, start, chance)
    return cascade + _reports("o", "storm_report", 35, start + _HOUR, 4 * _HOUR, chance)


def _cascade(mark: str, phrases: str, count: int, span_ms: int, start: int, chance: random.Random) -> list[Draft]:
    """One post of somebody with many followers, and its reposts, quotes and replies."""
    book = BOOKS["en"]
    name = chance.choice(("inkandpaper", "officecomic", "dailydesk"))
    author = Person(f"{name}{chance.randrange(100)}", "en", "microblog", "us", 412_000)
    root = Draft(start, author, chance.choice(book.planted[phrases]).expand(chance), "microblog", complains=True)
    drafts = [root]
    for person, delay in zip(_newcomers(mark, count, chance), _swell(count, span_ms, chance), strict=True):
        at, luck = start + 20_000 + delay, chance.random()
        who = replace(person, channel="microblog", lang="en")
        if luck < 0.62:
            form, text = "repost", f"RT @{author.handle}: {root.text}"
        elif luck < 0.85:
            own = chance.choice(book.planted["quote_own"]).expand(chance)
            form, text = "quote", f'{own} "@{author.handle}: {root.text}"'.strip()
        else:
            own = chance.choice(book.planted["viral_reply"]).expand(chance)
            form, text = "reply", f"@{author.handle} {written(own, 'thread', chance, upset=False)}"
        drafts.append(Draft(at, who, text, "microblog", form, root=root, complains=form == "repost"))
    return drafts


def _spam(start: int, chance: random.Random) -> list[Draft]:
    """A few fresh accounts, one text hardly changed, another link each time."""
    accounts = []
    for _ in range(6):
        name = chance.choice(("printer", "fix", "tech")) + chance.choice(("_help", "_expert", "desk"))
        handle = f"{name}{chance.randrange(1000, 9999)}"
        accounts.append(Person(handle, "en", "microblog", "us", reach=chance.randrange(6)))
    drafts = []
    for delay in sorted(chance.randrange(150 * _MINUTE) for _ in range(70)):
        body = chance.choice(BOOKS["en"].planted["spam"]).expand(chance)
        host = chance.choice(("fixnow", "prnt", "helpdesk"))
        text = f"{body} https://{host}.example/{chance.randrange(16**5):05x} #papyrion"
        drafts.append(Draft(start + delay, chance.choice(accounts), text, "microblog", complains=True))
    return drafts


def _peeved(start: int, chance: random.Random) -> list[Draft]:
    person = replace(made_up(chance, "pv"), lang="en", channel="microblog")
    delays = sorted(chance.randrange(7 * _HOUR) for _ in range(40))
    drafts = []
    for delay in delays:
        body = chance.choice(BOOKS["en"].planted["peeved"]).expand(chance)
        drafts.append(Draft(start + delay, person, written(body, "microblog", chance), "microblog", complains=True))
    return drafts


RECIPES = {
    "peeved": Recipe(8, "one customer posts forty times about a refund", "single_customer", (), _peeved),
    "incident": Recipe(9, "forty people: cartridges rejected after a firmware", "systemic", (), _incident),
    "viral": Recipe(12, "a joke about a printer goes round", "viral", (), _viral),
    "spam": Recipe(14.5, "six fresh accounts advertise a help line", "coordinated", (), _spam),
    "burn": Recipe(-12, "the app signs people out, over more than a day", "systemic", ("undetermined",), _burn),
    "relapse": Recipe(1, "scans no longer reach the cloud, at night and again in the morning", "systemic", (), _relapse),
    "recovery": Recipe(
        10, "nobody can sign in for two hours, then many say that it works again", "systemic", (), _recovery
    ),
    "weekly": Recipe(9, "the same trouble at the same hour of every week", "systemic", ("undetermined",), _weekly),
    "storm": Recipe(16, "a loud post, then first-hand reports of the same fault", "mixed", ("systemic", "viral"), _storm),
}

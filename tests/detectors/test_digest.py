"""Many alerts at once are one message."""

from __future__ import annotations

from detectors.alert import Clue
from detectors.explain.digest import digest_of
from tests.board_tools import alert
from tests.incident import HOUR, OUTAGE, engine, fed, incident, said

FAULTS = ("cartridge rejected", "invoice doubled", "parcel vanished", "login loops", "router reboots")


def at_once(faults: int) -> list[str]:
    """The events of so many faults, each told by seven people within the same five minutes, as `event attention`."""
    told = incident(people=0)
    for number in range(faults * 7):
        text = f"{FAULTS[number // 7]} seen{number} place{number}"
        told.append(said(OUTAGE + 4.0 * number, f"i{number}", len(told), text))
    told.sort(key=lambda one: one.at)
    numbered = [said(one.at, one.id, offset, one.text) for offset, one in enumerate(told)]
    events = fed(engine(), numbered, end=OUTAGE + HOUR)
    assert len({event.event_id for event in events}) == len(events)
    return [f"{event.event} {event.attention}" for event in events if event.event in ("opened", "digest")]


def test_more_messages_than_anybody_reads_are_one_digest() -> None:
    assert at_once(5) == ["opened board"] * 5 + ["digest notify"]


def test_three_at_once_are_three_messages() -> None:
    assert at_once(3) == ["opened notify"] * 3


def test_a_digest_says_what_most_of_its_trends_blame() -> None:
    named = Clue(kind="version", text="names version 4.2.1", people=4, share=0.6, usual=0.0)
    blamed = Clue(kind="update", text="blames an update", people=4, share=0.6, usual=0.1)
    several = [alert(number, clues=[named] if number < 3 else []) for number in range(5)]
    assert ", likely one release (4.2.1). The largest: " in digest_of(several, 1e9, "papyrion")[1].why
    assert (
        ", likely one release. The largest: "
        in digest_of([alert(n, clues=[blamed]) for n in range(4)], 1e9, "papyrion")[1].why
    )
    assert "likely" not in digest_of([alert(n, clues=[named] if n else []) for n in range(2)], 1e9, "papyrion")[1].why

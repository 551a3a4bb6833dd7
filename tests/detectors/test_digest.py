"""Many alerts at once are one message."""

from __future__ import annotations

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

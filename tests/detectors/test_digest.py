"""Many alerts at once are one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from msgspec.structs import replace

from detectors.alert import Alert, AlertEvent, Clue
from detectors.engine.log import Command
from detectors.engine.messages import COLLECT_SECONDS, Messages
from detectors.explain.digest import digest_of
from detectors.mention import Complaint
from tests.board_tools import alert
from tests.incident import BRAND, HOUR, OUTAGE, engine, fed, incident, posted, until

FAULTS = ("cartridge rejected", "invoice doubled", "parcel vanished", "login loops", "router reboots")


def at(alert: Alert) -> float:
    return datetime.fromisoformat(alert.at).timestamp()


def restarted(complaints: Sequence[Complaint]) -> list[Alert]:
    """The same events where a new engine goes on from a snapshot every five minutes of the incidents."""
    running, events = engine(), []
    log = [one for one in complaints if one.at < OUTAGE]
    for step in range(13):
        end = OUTAGE + step * HOUR / 12
        events += [emitted.alert for emitted in running.apply([*log, until(end)])]
        log = [one for one in complaints if end <= one.at < end + HOUR / 12]
        snapshot, running = running.snapshot(), engine()
        running.restore(snapshot)
    return events


def at_once(faults: int, apart: float = 4.0, restart: bool = False) -> list[Alert]:
    """What opens of so many faults, each of seven people, one after the other, and the digests."""
    complaints = incident(people=0)
    for number in range(faults * 7):
        text = f"{FAULTS[number // 7]} seen{number} place{number}"
        complaints.append(posted(OUTAGE + apart * number, f"i{number}", len(complaints), text))
    complaints.sort(key=lambda one: one.at)
    numbered = [posted(one.at, one.id, offset, one.text) for offset, one in enumerate(complaints)]
    events = restarted(numbered) if restart else fed(engine(), numbered, end=OUTAGE + HOUR)
    assert len({event.event_id for event in events}) == len(events)
    return [event for event in events if event.event in ("opened", "digest")]


def test_more_messages_than_anybody_reads_are_collected_in_digests() -> None:
    events = at_once(5)
    opened = [event for event in events if event.event == "opened"]
    single = [event for event in opened if event.attention == "notify"]
    digests = [event for event in events if event.event == "digest"]
    assert len(opened) == 5
    assert len(single) <= 3
    assert {event.attention for event in opened} == {"notify", "board"}
    assert set(digests[-1].also_open) == {event.trend_id for event in opened}
    assert 1 <= len(digests) <= 2
    assert ["may be the same" in event.why for event in opened] == [False, True, False, False, False]
    assert [event.attention for event in digests] == ["notify"] * len(digests)
    gaps = [at(after) - at(before) for before, after in pairwise(digests)]
    assert all(gap >= COLLECT_SECONDS for gap in gaps)


def test_what_waits_for_a_digest_outlives_a_restart() -> None:
    assert at_once(5, restart=True) == at_once(5)


def test_three_at_once_are_three_messages() -> None:
    assert [f"{event.event} {event.attention}" for event in at_once(3)] == ["opened notify"] * 3


def test_a_digest_says_what_most_of_its_trends_blame() -> None:
    named = Clue(kind="version", text="names version 4.2.1", people=4, share=0.6, usual=0.0)
    blamed = Clue(kind="update", text="blames an update", people=4, share=0.6, usual=0.1)
    several = [alert(number, clues=[named] if number < 3 else []) for number in range(5)]
    assert ", likely one release (4.2.1). The largest: " in digest_of(several, 1e9, "papyrion").why
    assert (
        ", likely one release. The largest: "
        in digest_of([alert(n, clues=[blamed]) for n in range(4)], 1e9, "papyrion").why
    )
    assert "likely" not in digest_of([alert(n, clues=[named] if n else []) for n in range(2)], 1e9, "papyrion").why


def test_what_pages_is_never_held() -> None:
    def event(number: int, attention: str) -> AlertEvent:
        return AlertEvent(replace(alert(number), attention=attention), 7, OUTAGE, ())

    messages = Messages()
    held, named = messages.close([event(n, "notify") for n in range(5)], OUTAGE, 3)
    assert [one.alert.attention for one in held] == ["board"] * 5
    assert [one.trend_id for one in named] == [alert(n).trend_id for n in range(5)]
    later, named = messages.close([event(9, "page"), event(8, "notify")], OUTAGE + 60, 3)
    assert [one.alert.attention for one in later] == ["page", "board"]
    assert named == []
    assert messages.is_collecting
    assert messages.close([], OUTAGE + COLLECT_SECONDS - 60, 3) == ([], [])
    _, named = messages.close([], OUTAGE + COLLECT_SECONDS, 3)
    assert {one.trend_id for one in named} == {alert(n).trend_id for n in (0, 1, 2, 3, 4, 8)}
    assert not messages.is_collecting


def test_two_streams_of_a_brand_may_have_a_digest_at_one_time() -> None:
    several = [alert(number) for number in range(4)]
    one, other = digest_of(several, 1e9, "papyrion"), digest_of(several, 1e9, "papyrion", stream="suggestion")
    assert one.event_id != other.event_id
    assert one.trend_id != other.trend_id
    assert one.intent == several[0].intent


def test_a_digest_names_first_what_was_not_reported_yet() -> None:
    known = [alert(n, at=1e9 - 1_500, people=40 + n) for n in range(3)]
    news = [alert(n, at=1e9 - 60 * n, people=5 + n) for n in range(3, 5)]
    digest = digest_of([*known, *news], 1e9, "papyrion")
    assert digest.title.startswith(f"5 alerts in half an hour: {news[1].title}")
    assert digest.why.endswith(f"New: {news[1].title}; {news[0].title}.")
    assert digest.also_open[:2] == [news[1].trend_id, news[0].trend_id]
    assert len(digest.also_open) == 5


def test_what_was_muted_or_merged_meanwhile_is_not_in_the_digest() -> None:
    complaints = incident(people=0)
    for number in range(6 * 7):
        fault, at_ = (
            (FAULTS[number // 7], OUTAGE + 4.0 * number) if number < 35 else ("seat torn", OUTAGE + 900 + 4 * number)
        )
        complaints.append(posted(at_, f"i{number}", len(complaints), f"{fault} seen{number} place{number}"))
    complaints.sort(key=lambda one: one.at)
    numbered = [posted(one.at, one.id, offset, one.text) for offset, one in enumerate(complaints)]
    opened = [one for one in fed(engine(), numbered, end=OUTAGE + 600) if one.event == "opened"]
    muted, merged, other = (one.trend_id for one in opened[:3])
    answers = [
        Command(brand=BRAND, kind="mute", at=OUTAGE + 800, trend_id=muted, origin=0, offset=0),
        Command(brand=BRAND, kind="same_as", at=OUTAGE + 801, trend_id=merged, same_as=other, origin=0, offset=1),
    ]
    events = fed(engine(), numbered, *answers, end=OUTAGE + HOUR)
    before, *_, after = [one for one in events if one.event == "digest"]
    assert {muted, merged} <= set(before.also_open)
    assert not {muted, merged} & set(after.also_open)
    assert len(after.also_open) >= 2

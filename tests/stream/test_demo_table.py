"""What the demo says at its end, as a table and as JSON."""

from __future__ import annotations

from typing import Any

from stream.demo.demo import counts_of, planted_rows, summary
from stream.simulate.planted import Planted


def planted(kind: str, expected: str, ids: tuple[str, ...]) -> Planted:
    return Planted(
        id=kind, kind=kind, about=kind, expected=expected, accepted=(), people=len(ids), start_ms=0, mention_ids=ids
    )


def alert(trend: str, mention: str, attention: str, verdict: str = "systemic") -> dict[str, Any]:
    return {
        "event": "opened", "trend_id": trend, "attention": attention, "verdict": verdict, "at": "2026-03-11T10:10:00Z",
        "samples": [{"mention_id": mention}], "counts": {"posts": 6},
    }  # fmt: skip


THINGS = [planted("incident", "systemic", ("a", "b")), planted("peeved", "single_customer", ("c",))]


def test_what_was_found_of_each_planted_thing_and_what_was_rightly_kept_out() -> None:
    incident, peeved = planted_rows(THINGS, [alert("t1", "a", "notify")])
    assert (incident["found"], incident["after"], incident["reported"]) == ("2026-03-11T10:10:00Z", 6, "notify")
    assert incident["right"]
    assert (peeved["found"], peeved["reported"], peeved["right"]) == ("kept out", "nobody", True)
    (missed, _) = planted_rows(THINGS, [])
    assert (missed["found"], missed["right"]) == ("no", False)


def test_one_of_each_is_stated_in_the_singular() -> None:
    one = [alert("t1", "a", "page")]
    assert summary(one).startswith("1 event of 1 trend: 1 message sent, 1 of them a page; 0 changed only")
    two = [*one, alert("t2", "b", "board")]
    assert summary([*two, *two]).startswith("4 events of 2 trends: 2 messages sent, 2 of them pages; 2 changed only")
    assert counts_of(two) == {"events": 2, "trends": 2, "messages": 1, "pages": 1}

"""The end of a trend that no engine follows any more: what was known of its brand was replaced, or is gone. And its return,
where what is known then has it after all.

The end is made of the newest event alone, since nothing else is left of the trend.
"""

from __future__ import annotations

from msgspec.structs import replace

from detectors.alert import Alert
from detectors.lifecycle.states import Attention, Event, Severity, State

REASON = "no longer followed"
WHY = (
    "Closed without an end: what Groundswell had learned was replaced, and it no longer follows this trend. It may not be "
    "over; if people still report it, a new alert opens."
)
STATE_REASON = "what Groundswell had learned was replaced, without this trend"
SUFFIX = "/unfollowed"
AGAIN = "followed again: what Groundswell has learned since then knows this trend"
SUFFIX_AGAIN = "/followed"


def unfollowed(newest: Alert, at: str) -> Alert:
    """The last event of the trend whose newest is `newest`, at a time as it is published, or at its own if that is later.

    Its id follows from that of the newest, so that it is the same however often it is asked for.
    """
    at = max(at, newest.at)
    muted = newest.muted_until > at or newest.severity == Severity.INFO
    return replace(
        newest,
        event=Event.RESOLVED.value,
        event_id=newest.event_id + SUFFIX,
        at=at,
        attention=(Attention.BOARD if muted else Attention.NOTIFY).value,
        state=State.RESOLVED.value,
        reason=REASON,
        why=WHY,
        sequence=newest.sequence + 1,
        state_reason=STATE_REASON,
        muted_until="",
    )


def followed_again(newest: Alert, end: Alert, at: str) -> Alert:
    """The event of a trend that was ended by `end` and goes on in an engine, as its newest event there leaves it."""
    return replace(
        newest,
        event=Event.REOPENED.value,
        event_id=end.event_id + SUFFIX_AGAIN,
        at=max(at, end.at),
        attention=(Attention.BOARD if newest.severity == Severity.INFO else Attention.NOTIFY).value,
        sequence=end.sequence + 1,
        state_reason=AGAIN,
    )

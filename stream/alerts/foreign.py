"""Alerts as the topics hold them: whoever may write to a topic may write anything, and nothing of it stops who reads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import orjson

from detectors.alert import Alert, published
from detectors.errors import GroundswellError
from detectors.lifecycle.states import Attention
from detectors.values import Severity, State

RECORD_BYTES_MAX = 256 * 1024
"""Ours have some thousand. What holds an alert, as a message that waits does, must fit into a record of Kafka's too."""

YEARS = range(1970, 9000)
"""Within them every time can be shown in every zone."""

UNREADABLE = (msgspec.MsgspecError, ValueError, TypeError, KeyError, OverflowError, RecursionError, AssertionError)
"""What reading a record of foreign content may raise: too deep, too large a number, not UTF-8, a text for a number."""

_ALERTS = msgspec.json.Decoder(Alert)


class UnreadableError(GroundswellError):
    """A record that holds no alert."""


def decode_alert(value: bytes | None) -> tuple[Alert, dict[str, Any]]:
    """The alert in a record, and the same as plain values that can be written as JSON again. Raises UnreadableError."""
    try:
        if len(value or b"") > RECORD_BYTES_MAX:
            raise UnreadableError("it is too large")
        alert = _ALERTS.decode(value or b"")
        body = published(alert)
        # Depth and size of numbers are bounded here, and not where somebody looks at the page.
        orjson.dumps(body)
        for at in (alert.at, alert.since):
            if datetime.fromisoformat(at).year not in YEARS:
                raise UnreadableError("it is of no time")
        Attention(alert.attention), Severity(alert.severity), State(alert.state)
    except UNREADABLE as error:
        raise UnreadableError(f"it holds no alert: {type(error).__name__}") from error
    return alert, body

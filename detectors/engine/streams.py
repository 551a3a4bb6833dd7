"""The streams of a brand: its complaints, and beside them, where they are followed, its suggestions.

Each stream has tests, groups and trends of its own, as if it were another brand; the policy, and the name in events, are
the brand's. A stream is named by the brand and, behind a mark that no brand's name can hold, what it is for.
"""

from __future__ import annotations

from detectors.intent import Intent
from detectors.mention import Complaint

MARK = "\x1f"
FOLLOWED = (Intent.SUGGESTION,)
"""What has a stream of its own beside the complaints."""


def stream_of(complaint: Complaint) -> str:
    """The stream that a complaint belongs to."""
    return f"{complaint.brand}{MARK}{complaint.intent}" if complaint.intent else complaint.brand


def brand_of(stream: str) -> str:
    """The brand of a stream.

    >>> brand_of("acme"), brand_of(streams_of("acme")[1])
    ('acme', 'acme')
    """
    return stream.partition(MARK)[0]


def intent_in(stream: str) -> str:
    """What a stream beside the complaints is for; empty for the complaints.

    >>> [intent_in(stream) for stream in streams_of("acme")]
    ['', 'suggestion']
    """
    return stream.partition(MARK)[2]


def streams_of(brand: str) -> tuple[str, ...]:
    """All streams that a brand may have, the complaints first."""
    return (brand, *(f"{brand}{MARK}{intent.value}" for intent in FOLLOWED))

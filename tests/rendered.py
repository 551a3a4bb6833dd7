"""Cards as a terminal shows them, for tests to read."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from stream.alerts.cards import WIDTH, card


def card_text(alert: dict[str, Any], timezone: str = "UTC") -> str:
    """The card on eighty columns, without colours."""
    console = Console(width=WIDTH, force_terminal=False, highlight=False)
    with console.capture() as captured:
        console.print(card(alert, timezone))
    return captured.get()

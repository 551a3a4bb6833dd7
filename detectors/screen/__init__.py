"""How likely a mention is a complaint, from its text alone and in any language."""

from detectors.screen.model import Screen, ScreenModel

__all__ = ["Screen", "ScreenModel"]

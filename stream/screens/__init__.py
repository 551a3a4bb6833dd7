"""The versions of the screen that come with the package: words and weights in files, read here for the detector."""

from __future__ import annotations

from importlib.resources import files

import msgspec

from detectors.screen import Screen, ScreenModel


def load_screen(version: int = 1) -> Screen:
    """The screen of a shipped version; raises FileNotFoundError for one that is not shipped."""
    return read_screen(files(__package__).joinpath(f"screen-{version}.json").read_bytes())


def read_screen(document: bytes) -> Screen:
    """A screen from its JSON document; raises msgspec.DecodeError or SettingError for one that cannot be used."""
    return Screen(msgspec.json.decode(document, type=ScreenModel))

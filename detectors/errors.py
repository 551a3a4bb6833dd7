"""The errors of the detectors.

GroundswellError
├── RefusedError        a mention that cannot be used: its reason is a value of the data, not a fault of ours
├── SettingError        a parameter outside its bounds
└── SnapshotError       a snapshot that is damaged, or of a version this release cannot read
"""


class GroundswellError(Exception):
    """Everything that Groundswell raises on purpose."""


class RefusedError(GroundswellError):
    """A record that cannot become a mention; `reason` is one of a fixed, small set, `detail` is what was found."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class SettingError(GroundswellError, ValueError):
    """A parameter outside its bounds: *name* is *value*; it must be *allowed*."""

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(f"{name} is {value!r}; it must be {allowed}")
        self.name = name


class SnapshotError(GroundswellError):
    """A snapshot that is damaged or of an unknown version; nothing of it was restored."""

"""Where the files of `deploy/` are: in a checkout at its top, in an installed wheel inside the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_IN_WHEEL = _PACKAGE / "deploy"


def deploy_folder() -> Path:
    """The folder with dashboards, rules, ACLs, examples, and the recipe of a local Kafka."""
    return _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent / "deploy"


def checkout() -> Path | None:
    """The top of the repository when this is the repository itself; None of an installed wheel."""
    return None if _IN_WHEEL.is_dir() else _PACKAGE.parent

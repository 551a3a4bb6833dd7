"""Where the files of `deploy/` are, in a checkout at its top and in an installed wheel inside the package; and where things
are kept that take long to make."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "deploy"


def deploy_folder() -> Path:
    """The folder with dashboards, rules, ACLs, examples, and the recipe of a local Kafka."""
    return _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent / "deploy"


def cache_folder() -> Path:
    """`$GROUNDSWELL_CACHE`; else `.cache` of the checkout, and with a wheel the user's own cache."""
    if given := os.environ.get("GROUNDSWELL_CACHE"):
        return Path(given).absolute()
    if not _IN_WHEEL.is_dir():
        return _PACKAGE.parent / ".cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").absolute() / "groundswell"

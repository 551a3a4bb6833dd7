"""The command line: one file per command."""

from __future__ import annotations

import sys


def main() -> None:
    """The program. Ctrl-C while the commands are still being loaded ends it as it does later, without a traceback."""
    try:
        from stream.cli.app import main as commands

        commands()
    except KeyboardInterrupt:
        sys.exit(130)

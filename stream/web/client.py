"""Asking the worker of this machine, over its web port."""

from __future__ import annotations

import urllib.error
import urllib.request

from stream.config.settings import Settings
from stream.web.health import nearest

BYTES_MAX = 16 * 1024 * 1024


def address_of(settings: Settings) -> str:
    """Where a worker with these settings answers."""
    return f"http://{nearest(settings.web_host)}:{settings.web_port}"


def ask_worker(settings: Settings, path: str, seconds: float) -> tuple[int, bytes]:
    """Status and body of one of its pages. Raises OSError and ValueError when none answers."""
    request = urllib.request.Request(address_of(settings) + path)
    if token := settings.web_token.get_secret_value():
        request.add_header("Authorization", f"Bearer {token}")
    # Without a proxy: the environment's would be asked for loopback too.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=seconds) as answer:
            return answer.status, answer.read(BYTES_MAX)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(BYTES_MAX)


def not_ready(settings: Settings) -> str:
    """Why the worker of this machine is not ready, in one sentence; empty when it is, or none answers."""
    try:
        status, body = ask_worker(settings, "/readyz", seconds=3.0)
    except (OSError, ValueError):
        return ""
    _, *reasons = body.decode(errors="replace").splitlines() or [""]
    why = f": {'; '.join(reasons)}" if reasons else ""
    return f"the worker at {address_of(settings)} is not ready{why}" if status == 503 else ""

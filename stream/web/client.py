"""Asking the worker of this machine, over its web port."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any

import orjson

from stream.config.settings import Settings
from stream.exits import reason_of
from stream.web.server import PORT

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


def trends_of_worker(settings: Settings, seconds: float) -> list[dict[str, Any]]:
    """The open trends as the worker of this machine has them, those that `warm` left too; none when no worker answers."""
    try:
        status, body = ask_worker(settings, "/trends", seconds)
        found: list[dict[str, Any]] = orjson.loads(body)["trends"] if status == 200 else []
    except (OSError, ValueError, KeyError):
        return []
    return found


def not_ready(settings: Settings) -> str:
    """Why the worker of this machine is not ready, in one sentence; empty when it is, or none answers."""
    try:
        status, body = ask_worker(settings, "/readyz", seconds=3.0)
    except (OSError, ValueError):
        return ""
    _, *reasons = body.decode(errors="replace").splitlines() or [""]
    why = f": {'; '.join(reasons)}" if reasons else ""
    return f"the worker at {address_of(settings)} is not ready{why}" if status == 503 else ""


def ask_health(host: str = "127.0.0.1", port: int = PORT, *, timeout_seconds: float = 3.0) -> tuple[bool, str]:
    """Whether the worker's `/healthz` answers ok, and its answer in one line.

    `host` is what the worker is bound to; one bound to all addresses is asked on loopback.
    """
    # Without a proxy: the environment's would be asked for loopback too.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{nearest(host)}:{port}/healthz", timeout=timeout_seconds) as answer:
            return True, _line(answer.read(4096))
    except urllib.error.HTTPError as error:
        with error:
            return False, _line(error.read(4096))
    except (OSError, ValueError) as error:
        return False, f"no worker answers at http://{nearest(host)}:{port} ({_reason(error)})"


def _reason(error: Exception) -> str:
    """What went wrong as people say it, without the library's name for it."""
    within = error.reason if isinstance(error, urllib.error.URLError) and isinstance(error.reason, OSError) else error
    return "it took too long" if isinstance(within, TimeoutError) else reason_of(within)


def nearest(host: str) -> str:
    """The address of this machine at which what is bound to `host` answers, as it stands in a URL."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"[{near}]" if ":" in near else near


def _line(body: bytes) -> str:
    return "; ".join(body.decode(errors="replace").split("\n")).strip("; ")

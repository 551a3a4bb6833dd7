"""The health command: asks the worker on this machine whether it makes progress, for a container's HEALTHCHECK."""

from __future__ import annotations

import urllib.error
import urllib.request

from stream.web.server import PORT


def ask_health(host: str = "127.0.0.1", port: int = PORT, *, timeout_seconds: float = 3.0) -> tuple[bool, str]:
    """Whether the worker's `/healthz` says ok, and its answer in one line.

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
        return False, f"no answer: {error}"


def nearest(host: str) -> str:
    """The address of this machine at which what is bound to `host` answers, as it stands in a URL."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"[{near}]" if ":" in near else near


def _line(body: bytes) -> str:
    return "; ".join(body.decode(errors="replace").split("\n")).strip("; ")

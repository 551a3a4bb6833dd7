"""A local Kafka with a second listener for clients behind a proxy: the broker sends them back to the proxy's port."""

from __future__ import annotations

from typing import Any

from stream.local_kafka.broker import LocalKafka
from stream.local_kafka.node import free_ports


class ProxiedKafka(LocalKafka):
    """`bootstrap` is the direct way; whoever bootstraps at `proxy_port` stays there, if a proxy listens on it.

    The proxy's own way to the broker is `behind_port`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proxy_port, self.behind_port = free_ports(2)

    @property
    def proxied_bootstrap(self) -> str:
        return f"127.0.0.1:{self.proxy_port}"

    def _server_properties(self) -> dict[str, str]:
        ours = super()._server_properties()
        ours["listeners"] += f",PROXIED://127.0.0.1:{self.behind_port}"
        ours["advertised.listeners"] += f",PROXIED://127.0.0.1:{self.proxy_port}"
        ours["listener.security.protocol.map"] += ",PROXIED:PLAINTEXT"
        return ours

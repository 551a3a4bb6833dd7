"""A broker that is away: waited for at the start, reported while it lasts, and no reason to hang at the end."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stream.exits import Exit
from tests.board_tools import alert
from tests.conftest import Cluster
from tests.notify_tools import installed, publish, started, webhook
from tests.proxied_kafka import ProxiedKafka
from tests.proxy import Proxy, proxied
from tests.receivers import receivers
from tests.worker_tools import Installation, start_worker, wait_for

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


@pytest.fixture(scope="module")
def behind_proxy() -> Iterator[ProxiedKafka]:
    with ProxiedKafka.start() as kafka:
        assert isinstance(kafka, ProxiedKafka)
        yield kafka


def test_a_worker_waits_for_its_broker_says_so_and_leaves_without_it(
    behind_proxy: ProxiedKafka, unique_name: Name, tmp_path: Path
) -> None:
    name = unique_name("away")
    direct = Installation.named(name, behind_proxy.bootstrap)
    installation = Installation.named(name, behind_proxy.proxied_bootstrap)

    async def scenario() -> None:
        await direct.create_topics()
        async with proxied(Proxy(behind_proxy.behind_port), behind_proxy.proxy_port) as proxy:
            proxy.swallow()
            worker = start_worker(installation, tmp_path / "log")

            async def says(status: int, words: str) -> bool:
                answered, body = await asyncio.to_thread(worker.get, "/readyz")
                return answered == status and words in body

            try:
                await wait_for(lambda: says(503, ""), worker, "it answers and is not ready")
                proxy.let_pass()
                await wait_for(lambda: says(200, ""), worker, "it is ready")
                proxy.swallow()
                await wait_for(lambda: says(503, "has not answered for"), worker, "it says that Kafka does not answer")
                proxy.let_pass()
                await wait_for(lambda: says(200, ""), worker, "it is ready again")
                proxy.swallow()
                worker.process.send_signal(signal.SIGTERM)
                signalled_at = time.monotonic()
                code = await asyncio.to_thread(worker.process.wait, 20)
                assert code in (Exit.OK, Exit.BROKER_AWAY), worker.log()[-3_000:]
                assert time.monotonic() - signalled_at < 11
            finally:
                worker.kill()

    asyncio.run(scenario())


def test_board_and_delivery_say_that_their_broker_is_away_and_go_on_when_it_is_back(
    behind_proxy: ProxiedKafka, unique_name: Name, tmp_path: Path
) -> None:
    with receivers() as (ops,):
        around = Cluster(behind_proxy.bootstrap, session_seconds=6.0)
        direct = installed(around, unique_name("away"), tmp_path, webhook("ops", ops))
        place = {"GROUNDSWELL_BROKER": behind_proxy.proxied_bootstrap, "GROUNDSWELL_BOARD_PORT": "0"}
        behind = Installation({**direct.environment, **place})

        async def scenario() -> None:
            async with proxied(Proxy(behind_proxy.behind_port), behind_proxy.proxy_port) as proxy:
                both = [started(behind, tmp_path / name, command=name) for name in ("board", "notify")]

                async def all_say(status: int, words: str) -> bool:
                    answers = [await asyncio.to_thread(one.get, "/readyz") for one in both]
                    return all(answered == status and words in body for answered, body in answers)

                try:
                    await wait_for(lambda: all_say(200, ""), both[0], "both are ready")
                    proxy.swallow()
                    await wait_for(lambda: all_say(503, "Kafka does not answer"), both[1], "both say what is wrong")
                    proxy.let_pass()
                    await wait_for(lambda: all_say(200, ""), both[0], "both are ready again")
                    await asyncio.to_thread(publish, direct, alert(1))

                    async def is_everywhere() -> bool:
                        _, shown = await asyncio.to_thread(both[0].get, f"/api/trends/{alert(1).trend_id}")
                        return bool(ops.taken) and alert(1).title in shown

                    await wait_for(is_everywhere, both[1], "what happens now is shown and sent")
                finally:
                    for one in both:
                        one.kill()

        asyncio.run(scenario())

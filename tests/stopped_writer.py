"""A process that opens a transaction, says so, and commits it when it is asked to: to be stopped in between.

python -m tests.stopped_writer BOOTSTRAP FENCE TOPIC
"""

from __future__ import annotations

import asyncio
import sys

from stream.kafka.fence import Fence, FencedError
from stream.kafka.producer import Record


async def main(bootstrap: str, name: str, topic: str) -> None:
    fence = Fence({"bootstrap_servers": bootstrap}, name, 0)
    await fence.start()
    try:
        async with fence.transaction() as send:
            await send(topic, [Record(None, b"from the stopped one")])
            print("sent", flush=True)
            await asyncio.to_thread(sys.stdin.readline)
    except FencedError:
        print("fenced", flush=True)
    else:
        print("committed", flush=True)
    await fence.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

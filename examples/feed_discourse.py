"""New posts of a Discourse forum as mentions, one a line.

python examples/feed_discourse.py https://forum.example | groundswell send - --brand acme
"""

from __future__ import annotations

import json
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

EVERY_SECONDS = 60.0


def mentions(page: dict[str, Any], forum: str) -> Iterator[dict[str, Any]]:
    """The posts of `/posts.json`, the oldest first."""
    for post in reversed(page["latest_posts"]):
        answered = post.get("reply_to_post_number")
        yield {
            "id": f"{post['topic_id']}/{post['post_number']}",
            "text": post["raw"],
            "title": post.get("topic_title") or "",
            "author": post["username"],
            "created_at": post["created_at"],
            "channel": "forum",
            "kind": "post" if post["post_number"] == 1 else "reply",
            "reply_to": f"{post['topic_id']}/{answered}" if answered else "",
            "url": f"{forum}/t/{post['topic_id']}/{post['post_number']}",
        }


def main(forum: str, once: bool) -> None:
    seen: set[str] = set()
    while True:
        with urllib.request.urlopen(f"{forum}/posts.json", timeout=30) as answer:
            page = json.load(answer)
        for mention in mentions(page, forum):
            if mention["id"] not in seen:
                seen.add(mention["id"])
                print(json.dumps(mention), flush=True)
        if once:
            return
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), "--once" in sys.argv)

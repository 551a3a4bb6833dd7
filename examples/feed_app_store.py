"""New reviews of an app in Apple's store as mentions, one a line.

python examples/feed_app_store.py https://itunes.apple.com/us/rss/customerreviews/id=APP/sortBy=mostRecent/json \
    | groundswell send - --brand acme
"""

from __future__ import annotations

import json
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

EVERY_SECONDS = 300.0


def mentions(page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The reviews of the feed, the oldest first. Their times are those of the store, to the second."""
    entries = page["feed"].get("entry", [])
    for entry in reversed(entries if isinstance(entries, list) else [entries]):
        if "im:rating" not in entry:
            continue  # the first entry may be the app itself
        yield {
            "id": entry["id"]["label"],
            "text": entry["content"]["label"],
            "title": entry["title"]["label"],
            "author": entry["author"]["name"]["label"],
            "created_at": entry["updated"]["label"],
            "channel": "app-store",
            "kind": "review",
            "rating": int(entry["im:rating"]["label"]),
            "product": entry["im:version"]["label"],
        }


def main(feed: str, once: bool) -> None:
    seen: set[str] = set()
    while True:
        with urllib.request.urlopen(feed, timeout=30) as answer:
            page = json.load(answer)
        for mention in mentions(page):
            if mention["id"] not in seen:
                seen.add(mention["id"])
                print(json.dumps(mention), flush=True)
        if once:
            return
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1], "--once" in sys.argv)

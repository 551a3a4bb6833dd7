"""New issues of a GitHub repository as mentions, one a line.

python examples/feed_github.py https://api.github.com/repos/OWNER/NAME | groundswell send - --brand acme
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

EVERY_SECONDS = 120.0


def mentions(issues: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Issues that people opened, the oldest first; pull requests and bots are left out."""
    for issue in reversed(issues):
        if "pull_request" in issue or issue["user"]["type"] == "Bot":
            continue
        yield {
            "id": str(issue["id"]),
            "text": issue["body"] or issue["title"],
            "title": issue["title"],
            "author": issue["user"]["login"],
            "created_at": issue["created_at"],
            "channel": "github",
            "kind": "ticket",
            "url": issue["html_url"],
        }


def main(repository: str, once: bool) -> None:
    request = urllib.request.Request(f"{repository}/issues?state=all&sort=created&direction=desc&per_page=100")
    if token := os.environ.get("GITHUB_TOKEN"):
        request.add_header("Authorization", f"Bearer {token}")
    seen: set[str] = set()
    while True:
        with urllib.request.urlopen(request, timeout=30) as answer:
            issues = json.load(answer)
        for mention in mentions(issues):
            if mention["id"] not in seen:
                seen.add(mention["id"])
                print(json.dumps(mention), flush=True)
        if once:
            return
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), "--once" in sys.argv)

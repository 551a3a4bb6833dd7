"""Group texts that say the same thing, one by one as they arrive: `python examples/group_texts.py < texts.txt`."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable

from detectors import Grouping, normalise


def group(texts: Iterable[str], lang: str = "en") -> dict[int, list[str]]:
    """Group id to its texts, in the order of arrival. The id is given on arrival and never changes."""
    grouping = Grouping()
    groups: dict[int, list[str]] = defaultdict(list)
    for number, text in enumerate(texts):
        terms = normalise(text, lang)
        if terms:
            (found,) = grouping.assign_many([terms], [60.0 * number])
            groups[found].append(text)
    return dict(groups)


if __name__ == "__main__":
    for members in sorted(group(map(str.strip, sys.stdin)).values(), key=len, reverse=True):
        print(f"{len(members):4d}  {members[0]}")

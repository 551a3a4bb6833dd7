"""An engine with buckets of another length: `python -m tests.bucket_length SECONDS` prints what it makes of an incident.

A process of its own, since everything that counts buckets derives from the constant when it is imported.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType


def with_buckets_of(seconds: int) -> None:
    """Makes `detectors.buckets` the module with this length, for all that is imported from here on."""
    spec = find_spec("detectors.buckets")
    assert spec is not None
    assert spec.origin is not None
    source, found = re.subn(
        r"^BUCKET_SECONDS = 60$", f"BUCKET_SECONDS = {seconds}", Path(spec.origin).read_text(), flags=re.M
    )
    assert found == 1
    module = ModuleType("detectors.buckets")
    # The source is ours.
    exec(compile(source, spec.origin, "exec"), module.__dict__)
    sys.modules["detectors.buckets"] = module


def incident_outcome() -> dict[str, object]:
    from detectors.alert import published
    from detectors.posts.tiers import THE_BRAND
    from tests.incident import OUTAGE, engine, fed, incident

    made = engine()
    events = [published(alert) for alert in fed(made, incident(), end=OUTAGE + 24 * 3600.0)]
    return {
        "buckets": made.counts.buckets,
        "windows": made.brands["acme"].detection.tests.shares.windows,
        "events": [(event["event"], event["at"], event["counts"]["window_minutes"]) for event in events],
        "usual_day": made.brands["acme"].detection.tests.usual(
            THE_BRAND, int(OUTAGE // sys.modules["detectors.buckets"].BUCKET_SECONDS), 86_400
        ),
        "history_days": events[0]["baseline"]["history_days"],
    }


if __name__ == "__main__":
    with_buckets_of(int(sys.argv[1]))
    print(json.dumps(incident_outcome()))

"""What is compiled at its first use is used once beforehand, so that no batch waits for it."""

from __future__ import annotations

from detectors.buckets import DAY_BUCKETS, HOUR_BUCKETS
from detectors.grouping import Grouping
from detectors.spikes.significance import SpikeConfig, SpikeTest

PEOPLE = 200


def warm_up() -> None:
    """Compiles the kernels by using all of them; quick when what was compiled before was kept."""
    Grouping().assign_many([("one", "two"), ("three", "four"), ("one", "two")], [0.0, 1.0, 2.0])
    test = SpikeTest(SpikeConfig.groups())
    for bucket in range(3 * DAY_BUCKETS):
        # One person now and then, whom the test learns from; and on each day a crowd, which it has to judge.
        crowd = range(PEOPLE) if bucket % DAY_BUCKETS == DAY_BUCKETS - 1 else ()
        told = [(bucket, bucket % PEOPLE, ("usual",))] if bucket % 2 else []
        test.observe_many(told + [(bucket, person, ("rising", "gone")) for person in crowd])
        test.close(bucket)
    test.observe_many([(bucket - HOUR_BUCKETS, PEOPLE + person, ("rising",)) for person in range(9)])
    test.close(bucket + 1)
    test.reaching(5, bucket)
    test.drop(["gone"])
    test.snapshot()

"""What makes counts less sure: silent channels, backlogs, late posts; each from what a channel usually brings."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from detectors.buckets import BUCKET_SECONDS, DAY_BUCKETS
from detectors.facts import DataQuality
from detectors.trends.data_quality import CHANNELS_MAX, Channel, Channels
from tests.life import Observation, complaint_of

EVERY = 300 // BUCKET_SECONDS


def flat(_: int, buckets: int) -> float:
    return float(buckets)


def observed(channel: str, bucket: int, at_bucket: int | None = None, posts: int = 1) -> list[Observation]:
    at = float((bucket if at_bucket is None else at_bucket) * BUCKET_SECONDS)
    return [Observation(at, at, f"{channel}-{bucket}-{number}", channel, "p", ("word",)) for number in range(posts)]


def fed(channels: Channels, bucket: int, observations: Iterable[Observation]) -> None:
    channels.observe(bucket, [complaint_of(one, number) for number, one in enumerate(observations)])


def known(*names: str, days: int = 3) -> Channels:
    """Channels that bring a post every five minutes."""
    channels = Channels()
    for bucket in range(0, days * DAY_BUCKETS, EVERY):
        fed(channels, bucket, [one for name in names for one in observed(name, bucket)])
    return channels


def test_of_channels_that_bring_what_they_usually_bring_nothing_is_reported() -> None:
    assert known("forum", "mail").quality(3 * DAY_BUCKETS - EVERY, flat) is None


def test_a_channel_is_silent_when_twelve_posts_were_expected_of_it_and_none_came() -> None:
    channels, end = known("forum", "mail"), 3 * DAY_BUCKETS
    for bucket in range(end, end + 12 * EVERY, EVERY):
        fed(channels, bucket, observed("forum", bucket))
        quality = channels.quality(bucket, flat)
    assert channels.quality(end + 10 * EVERY, flat) is None
    assert quality == DataQuality(silent_channels=("mail",))
    fed(channels, end + 12 * EVERY, observed("mail", end + 12 * EVERY))
    assert channels.quality(end + 12 * EVERY, flat) is None


def test_at_night_nobody_expects_anything() -> None:
    channels, end = known("forum"), 3 * DAY_BUCKETS
    assert channels.quality(end + 30 * EVERY, flat) is not None
    assert channels.quality(end + 30 * EVERY, lambda _, buckets: 0.1 * buckets) is None


def test_a_channel_that_delivers_what_is_hours_old_is_catching_up_for_an_hour() -> None:
    channels, end = known("forum", "mail"), 3 * DAY_BUCKETS
    fed(channels, end, [*observed("forum", end), *observed("mail", end, end - 60 * EVERY, posts=30)])
    assert channels.quality(end, flat) == DataQuality(late_share=30 / 53, catching_up_channels=("mail",))
    for bucket in range(end + EVERY, end + 13 * EVERY, EVERY):
        fed(channels, bucket, [*observed("forum", bucket), *observed("mail", bucket)])
    assert channels.quality(end + 12 * EVERY, flat) is None


def test_late_posts_of_all_channels_are_reported_from_a_twentieth_on() -> None:
    channels, end = known("forum", "mail"), 3 * DAY_BUCKETS
    fed(channels, end, [*observed("forum", end, posts=38), *observed("mail", end, end - 2)])
    assert channels.quality(end, flat) is None
    fed(channels, end + 1, [*observed("forum", end + 1, end - 1, posts=2), *observed("mail", end + 1, end - 1)])
    assert channels.quality(end + 1, flat) == DataQuality(late_share=4 / 64)


def test_channels_are_bounded_and_come_back_from_their_state() -> None:
    channels, again = Channels(), Channels()
    fed(channels, 1, [one for number in range(2 * CHANNELS_MAX) for one in observed(f"c{number}", 1)])
    packed = msgspec.msgpack.encode(channels.state())
    again.load(msgspec.msgpack.decode(packed, type=dict[str, Channel]))
    assert len(channels.state()) == CHANNELS_MAX
    assert again.state() == channels.state()


def test_a_channel_that_was_counted_in_longer_buckets_is_as_old_and_as_silent_in_shorter_ones() -> None:
    before = Channel(30.0, 288.0, 999, [(998, 4, 1), (999, 2, 0)])
    after = before.in_buckets(5)
    assert (after.posts, after.known, after.last_seen) == (30.0, 5 * 288.0, 4999)
    assert after.recent == [(4994, 4, 1), (4999, 2, 0)]
    assert before.in_buckets(1) == before

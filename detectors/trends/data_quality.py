"""What may be wrong with the counts themselves: a channel that fell silent, one that delivers a backlog, late posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from detectors.buckets import DAY_BUCKETS, HOUR_BUCKETS, bucket_of
from detectors.facts import DataQuality
from detectors.mention import Complaint

CHANNELS_MAX = 50
HALF_LIFE_BUCKETS = 7 * DAY_BUCKETS
# So many posts were expected and none came: by chance once in 160,000 times.
SILENT_POSTS = 12.0
# Half of what a channel brought in the last hour is of earlier than it came: by that much it delivers a backlog.
CATCHING_UP_SHARE = 0.5
CATCHING_UP_POSTS = 3
LATE_SHARE_MIN = 0.05


class Channel(msgspec.Struct):
    """A channel's faded posts and how long it has been known, faded likewise, as of the bucket it was last seen in; and
    what it brought since about an hour: buckets, posts, and late ones."""

    posts: float
    known: float
    last_seen: int = msgspec.field(name="heard")
    recent: list[tuple[int, int, int]] = msgspec.field(name="lately")

    def in_buckets(self, times: int) -> Channel:
        """The same where each bucket is so many shorter ones, of which the last is meant."""
        recent = [((bucket + 1) * times - 1, posts, late) for bucket, posts, late in self.recent]
        return Channel(self.posts, self.known * times, (self.last_seen + 1) * times - 1, recent)


class Channels:
    """The channels of one brand: at most `CHANNELS_MAX`, those that came first."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}

    def observe(self, bucket: int, complaints: Sequence[Complaint]) -> None:
        """What came until `bucket` closed; what is of an earlier one came late."""
        posts_of: dict[str, int] = {}
        late_of: dict[str, int] = {}
        for complaint in complaints:
            name = complaint.channel
            posts_of[name] = posts_of.get(name, 0) + 1
            if bucket_of(complaint.at) < bucket:
                late_of[name] = late_of.get(name, 0) + 1
        for name, posts in posts_of.items():
            late = late_of.get(name, 0)
            channel = self._channels.get(name)
            if channel is None:
                if len(self._channels) >= CHANNELS_MAX:
                    continue
                channel = self._channels[name] = Channel(0.0, 0.0, bucket, [])
            passed = bucket - channel.last_seen
            fade = 0.5 ** (passed / HALF_LIFE_BUCKETS)
            channel.posts = channel.posts * fade + posts
            channel.known = channel.known * fade + passed
            channel.last_seen = bucket
            while channel.recent and channel.recent[0][0] <= bucket - HOUR_BUCKETS:
                del channel.recent[0]
            channel.recent.append((bucket, posts, late))

    def quality(self, bucket: int, season: Callable[[int, int], float]) -> DataQuality | None:
        """What makes the counts less sure as of `bucket`; None when nothing does. `season(bucket, buckets)` is how many
        average buckets those that end with `bucket` are worth."""
        silent, catching_up, all_posts, all_late = [], [], 0, 0
        for name, channel in sorted(self._channels.items()):
            quiet = bucket - channel.last_seen
            if channel.known >= DAY_BUCKETS and quiet:
                usual = channel.posts / channel.known
                if usual * season(bucket, quiet) >= SILENT_POSTS:
                    silent.append(name)
            hour = [one for one in channel.recent if one[0] > bucket - HOUR_BUCKETS]
            posts, late = sum(one[1] for one in hour), sum(one[2] for one in hour)
            if late >= max(CATCHING_UP_POSTS, CATCHING_UP_SHARE * posts):
                catching_up.append(name)
            all_posts, all_late = all_posts + posts, all_late + late
        share = all_late / all_posts if all_late >= LATE_SHARE_MIN * all_posts and all_posts else 0.0
        if not (silent or catching_up or share):
            return None
        return DataQuality(late_share=share, silent_channels=tuple(silent), catching_up_channels=tuple(catching_up))

    def state(self) -> dict[str, Channel]:
        """As plain values, for a snapshot."""
        return {
            name: msgspec.structs.replace(channel, recent=[*channel.recent]) for name, channel in self._channels.items()
        }

    def load(self, state: dict[str, Channel], times: int = 1) -> None:
        """Takes over what `state` gave, whose buckets were as long as so many of today."""
        self._channels = {name: channel.in_buckets(times) for name, channel in state.items()}

"""Which of a brand's complaints count: none that was seen before, none of its own; and the group of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile

from detectors.engine.dedup import SeenIds
from detectors.engine.policy import ActivePolicy
from detectors.grouping import UNGROUPED, TextGroup, WaitingTexts
from detectors.mention import Complaint
from detectors.post import Post

DAY = 24 * 3600


class Admission:
    """The ids that a brand has seen, its own posts, and the clusterer of the others. `clusterer` is its name."""

    def __init__(self, clusterer: str) -> None:
        self.grouping = WaitingTexts(clusterer)
        self.seen = SeenIds()
        self.own_posts: dict[str, float] = {}
        """The ids of the brand's posts of the last two days, and when they were written."""
        self.first_at: float | None = None
        self.duplicates = 0

    def without_repeats(self, complaints: Sequence[Complaint], post_of: Callable[[str], Post | None]) -> list[Complaint]:
        """Those whose id was not seen before; the ids are remembered, the others counted. `post_of` gives the recent post
        of an id: what somebody else wrote under it is no repeat of theirs."""
        fresh: dict[str, Complaint] = {}
        for complaint in complaints:
            if self._add_id(complaint, fresh, post_of):
                fresh[complaint.id if complaint.id not in fresh else f"{complaint.id}~{len(fresh)}"] = complaint
        return list(fresh.values())

    def admit(self, fresh: Iterable[Complaint], policy: ActivePolicy) -> list[tuple[Complaint, TextGroup]]:
        """Those of `without_repeats` that count, each with its group; the brand's own are remembered."""
        admitted = []
        for complaint in fresh:
            if complaint.own or complaint.handle in policy.own:
                self.own_posts.pop(complaint.id, None)
                self.own_posts[complaint.id] = complaint.at
                continue
            self.first_at = complaint.at if self.first_at is None else self.first_at
            group = self.grouping.add(complaint.terms, complaint.at) if complaint.terms else UNGROUPED
            admitted.append((complaint, group))
        return admitted

    def history_days(self, now: float) -> float:
        """For how long the brand has been known."""
        return (now - self.first_at) / DAY if self.first_at is not None else 0.0

    def forget_people(self, people: Iterable[str]) -> None:
        """Forgets by whom an id was used that others used too; that it was, is still known."""
        self.seen.forget_ending(tuple(f"/{person}" for person in people))

    def forget(self, now: float) -> None:
        """Drops the ids that nothing can repeat any more."""
        self.seen.expire(now)
        if not self.own_posts:
            return
        for ident, _ in [*takewhile(lambda one: one[1] < now - 2 * DAY, self.own_posts.items())]:
            del self.own_posts[ident]

    def _add_id(self, complaint: Complaint, fresh: Mapping[str, Complaint], post_of: Callable[[str], Post | None]) -> bool:
        """False for a mention that was seen before; of several with one id the first counts."""
        ident = f"{complaint.channel}/{complaint.id}"
        if self.seen.add(ident, complaint.at):
            return True
        held = fresh.get(complaint.id) or post_of(complaint.id)
        is_anothers = held is not None and held.person != complaint.person and held.text != complaint.text
        is_fresh = is_anothers and self.seen.add(f"{ident}/{complaint.person}", complaint.at)
        self.duplicates += not is_fresh
        return is_fresh

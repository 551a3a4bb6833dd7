"""Everything learned about one brand, and what a closed bucket of it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import msgspec
import numpy as np

from detectors.alert import AlertEvent, Feedback, utc
from detectors.buckets import BUCKET_SECONDS, bucket_of
from detectors.engine.dedup import SeenIds
from detectors.engine.log import Command
from detectors.engine.policy import ActivePolicy, BrandConfig, BrandPolicy
from detectors.engine.query import Explanation, explanation_of
from detectors.explain import TrendContext, tell
from detectors.explain.digest import with_digest
from detectors.facts import TrendStats
from detectors.grouping import build_grouping
from detectors.lifecycle import Answer, State, Transition, on_command, step
from detectors.lifecycle import Command as AnswerKind
from detectors.mention import Complaint
from detectors.post import Post, post_of
from detectors.spikes.budget import level
from detectors.spikes.multi_scale import MultiScaleTest
from detectors.spikes.significance import Spike, SpikeTest
from detectors.text import normalise
from detectors.trends.cohesion import cohesion
from detectors.trends.data_quality import Channels
from detectors.trends.matching import DISTINCTIVE_RATIO, Membership, distinctive_terms, known_trend, trends_of_leads
from detectors.trends.measure import BrandContext, measure
from detectors.trends.problems import COHESION_MIN, Candidate, Problem, candidate, id_of, joined, of_the_brand, problems_of
from detectors.trends.recent_posts import RecentPosts
from detectors.trends.slow_burn import slow_burns
from detectors.trends.term_frequencies import TermProfile
from detectors.trends.tiers import CONFIGS, TEXT_TIERS, Key, PostKeys, Tier, keys_of, observations_by_tier
from detectors.trends.trend import Trend
from detectors.verdict import Context, Verdict, VerdictName, judge

HOUR = 3600
DAY = 24 * 3600
LEVEL_BUCKETS = 72
# With every second drawing of the level the whole day is looked at.
DRAWINGS_PER_LOOK = 2
# So many posts tell what a brand's people usually say, however young it is.
PROFILE_PEOPLE = 500


class BrandTrends:
    """The models and the trends of one brand.

    `close` is called with the complaints of a bucket when event time has passed it, buckets in ascending order; buckets in
    which nobody wrote may be left out while `is_waiting` is false.
    """

    def __init__(self, name: str, config: BrandConfig) -> None:
        self.name = name
        self._config = config
        self._policy = ActivePolicy(config)
        self._grouping = build_grouping(config.clusterer)
        self._profile = TermProfile()
        self._recent_posts = RecentPosts(self._learn)
        self._channels = Channels()
        self._tests = {tier: MultiScaleTest(CONFIGS[tier]) for tier in Tier}
        self._trends: dict[str, Trend] = {}
        self._trend_of: dict[Key, str] = {}
        # Trends found at this close to tell the same as an older one.
        self._alike: dict[str, Trend] = {}
        self._level = (-1, 0.0)
        self.seen = SeenIds()
        self._own_posts: dict[str, float] = {}
        self._first_at: float | None = None
        self.policy_pending = ""
        self.duplicates = 0
        self.withheld: dict[str, int] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether time alone can lead to an event: a live trend eases and ends when nobody writes."""
        return any(trend.is_live for trend in self._trends.values())

    @property
    def trends(self) -> Sequence[Trend]:
        return list(self._trends.values())

    @property
    def groups_live(self) -> int:
        return self._grouping.live

    @property
    def whole(self) -> SpikeTest:
        """The test of everybody who writes about it."""
        return self._tests[Tier.BRAND].scales[0]

    def close(self, bucket: int, complaints: Sequence[Complaint]) -> list[AlertEvent]:
        """Applies the complaints, ordered by (event time, id), and closes `bucket`."""
        now = float((bucket + 1) * BUCKET_SECONDS)
        self._recent_posts.expire(now)
        self._channels.observe(bucket, complaints)
        self._take_in(complaints)
        touched = self._find_trends(bucket, now)
        events: list[AlertEvent] = []
        for trend in list(self._trends.values()):
            events.extend(self._step(trend, bucket, now, touched.get(trend.trend_id)))
        self._forget(now)
        return with_digest(events, now, self.name, self._config.policy.digest_above)

    def on_policy(self, operators: BrandPolicy) -> None:
        """From here on the brand runs by this policy; the next event says so, unless it does already."""
        if operators != self._config.operators:
            self._config = self._config.under(operators)
            self._policy = ActivePolicy(self._config)
            # What nobody has heard of has no event before that differs.
            self.policy_pending = operators.fingerprint if self._first_at is not None else ""

    def on_command(self, command: Command) -> list[AlertEvent]:
        """What an operator said about a trend of this brand."""
        trend = self._trends.get(command.trend_id)
        if trend is None or command.kind not in list(AnswerKind):
            return []
        answer = Answer(
            command=AnswerKind(command.kind),
            at=command.at,
            by=command.by,
            note=command.note,
            until=command.until,
            people_hour=trend.people_since(command.at - HOUR),
        )
        trend.state, transitions = on_command(trend.state, answer, self._config.policy)
        if transitions:
            trend.answered(Feedback(kind=command.kind, by=command.by, at=utc(command.at), note=command.note))
        bucket = bucket_of(command.at)
        facts = self._facts(trend, bucket, command.at, None)
        return [self._emit(trend, transition, facts, self._verdict(trend), bucket) for transition in transitions]

    def ask(self, words: str, bucket: int) -> Explanation:
        """Why these words opened an alert, or why not, after `bucket` has closed."""
        return explanation_of(
            words,
            (bucket + 1) * BUCKET_SECONDS,
            brand=self.name,
            last_day=self._recent_posts,
            tests=self._tests,
            trends=self._trends.values(),
            policy=self._policy,
        )

    # What comes in.

    def _take_in(self, complaints: Sequence[Complaint]) -> None:
        fresh = [complaint for complaint in complaints if self._is_fresh(complaint)]
        groups = self._groups_of(fresh)
        told: list[tuple[Post, PostKeys]] = []
        following = Membership(trend for trend in self._trends.values() if trend.is_followed)
        for complaint, group in zip(fresh, groups, strict=True):
            post, group = self._recent_posts.with_inherited(post_of(complaint), group)
            if self._policy.is_own(complaint):
                self._own_posts.pop(complaint.id, None)
                self._own_posts[complaint.id] = complaint.at
                continue
            self._first_at = post.at if self._first_at is None else self._first_at
            keys = keys_of(post, group)
            told.append((post, keys))
            self._recent_posts.add(post, keys, complaint.received)
            for trend in following.of(keys):
                trend.add(post, complaint.received)
        self._observe(told)

    def _is_fresh(self, complaint: Complaint) -> bool:
        """Whether this mention was not seen before; the first one counts, whatever a later one with its id says."""
        fresh = self.seen.add(f"{complaint.channel}/{complaint.id}", complaint.at)
        self.duplicates += not fresh
        return fresh

    def _groups_of(self, complaints: Sequence[Complaint]) -> list[int]:
        """The group of each; -1 for a post without words of its own."""
        worded = [index for index, one in enumerate(complaints) if one.terms and not self._policy.is_own(one)]
        ids = self._grouping.assign_many([complaints[i].terms for i in worded], [complaints[i].at for i in worded])
        self._tests[Tier.GROUP].drop(str(group) for group in self._grouping.take_evicted())
        groups = [-1] * len(complaints)
        for index, group in zip(worded, ids, strict=True):
            groups[index] = group
        return groups

    def _observe(self, told: Sequence[tuple[Post, PostKeys]]) -> None:
        """Counts each person for everything their post stands for."""
        for tier, heard in observations_by_tier(told).items():
            self._tests[tier].observe_many(heard)

    def _learn(self, post: Post) -> None:
        self._profile.learn(post.at, dict.fromkeys(post.terms))

    # What stands out.

    def _find_trends(self, bucket: int, now: float) -> dict[str, Spike]:
        """Tests every tier; opens trends for problems that are new. Returns the surest spike of each trend it touched."""
        touched: dict[str, Spike] = {}
        self._alike = {}
        for problem in self._problems(bucket, now):
            trend = self._trend_for(problem)
            spike = max((one.spike for one in problem.keys), key=lambda spike: spike.surprise)
            best = touched.get(trend.trend_id)
            if best is None or spike.surprise > best.surprise:
                touched[trend.trend_id] = spike
        live: dict[Tier, list[str]] = {tier: [] for tier in Tier}
        for trend in self._trends.values():
            if trend.is_live:
                for key in trend.keys:
                    if self._trend_of.get(key) == trend.trend_id:
                        live[key.tier].append(key.name)
        for tier, test in self._tests.items():
            test.set_open(live[tier])
        return touched

    def _problems(self, bucket: int, now: float) -> list[Problem]:
        """What stands out at the close of `bucket`, beyond what the budget allows for."""
        drawn = self._level[0]
        at_most = self._level_of(bucket)
        spikes = {
            Key(tier, str(spike.key)): spike
            for tier, test in self._tests.items()
            for spike in test.close(bucket)
            if tier is not Tier.THREAD or spike.key
        }
        if drawn != self._level[0] and self._level[0] % DRAWINGS_PER_LOOK == 0:
            for spike in self._slow_burns(now):
                key = Key(Tier.TERM, str(spike.key))
                spikes[key] = min(spike, spikes.get(key, spike), key=lambda one: one.p_value)
        levels = {key: at_most * self._relaxation(key) for key in spikes}
        if all(spike.p_value > levels[key] for key, spike in spikes.items()):
            return []
        told = self._recent_posts.matching({key: now - spike.window_seconds for key, spike in spikes.items()})
        candidates = [candidate(key, spikes[key], posts) for key, posts in told.items() if posts]
        finer = [one for one in problems_of(candidates, levels) if one.is_sure(levels) or self._are_alike(one)]
        finer = joined(finer, self._profile.share, self._is_echo)
        return finer + [one for one in of_the_brand(candidates, finer) if one.is_sure(levels)]

    def _slow_burns(self, now: float) -> list[Spike]:
        """What rises over the day among those who tell of nothing that was told already; looked for every twelve hours."""
        told = {person for trend in self._trends.values() if trend.state.opened_at for person in trend.recent_people()}
        day = (one for one in self._recent_posts.kept() if one[0].person not in told)
        return slow_burns(day, self._profile, self._config.policy.people_min, self._history_days(now))

    def _are_alike(self, problem: Problem) -> bool:
        """Whether its people talk of the same thing. A young brand does not know yet which talk comes every day, unless
        many have talked since."""
        if problem.keys[0].spike.cold_start and self._profile.people < PROFILE_PEOPLE:
            return False
        posts = problem.heard(self._is_specific)
        told = {post.id for post in posts}
        others = [post for post in self._recent_posts if post.id not in told]
        return cohesion(posts, others, self._profile.share) >= COHESION_MIN

    def _relaxation(self, key: Key) -> float:
        return self._policy.relaxation(key.name.split()) if key.tier in TEXT_TIERS else 1.0

    def _level_of(self, bucket: int) -> float:
        """The p-value that a test must be below: one for all tiers, by the budget, drawn anew every six hours."""
        drawn = bucket // LEVEL_BUCKETS
        if drawn != self._level[0]:
            reaching = [test.reaching(self._config.policy.people_min, bucket) for test in self._tests.values()]
            p_values, parts = (np.concatenate(arrays) for arrays in zip(*reaching, strict=True))
            self._level = (drawn, level(self._config.budget_per_day, p_values, parts))
        return self._level[1]

    def _trend_for(self, problem: Problem) -> Trend:
        """The trend that tells this problem already, or a new one."""
        lead = problem.keys[0]
        trend = self._known_trend(problem)
        if trend is None:
            trend = Trend(id_of(self.name, lead), lead.key, lead.spike.window_seconds)
            trend.distinctive = distinctive_terms(problem.lead_posts(), self._profile.share)
            self._trends[trend.trend_id] = trend
            self._trend_of[lead.key] = trend.trend_id
        elif lead.key.tier is Tier.BRAND and trend.lead.tier is not Tier.BRAND:
            # The brand rises with what is told already; not everybody who writes is a member of it.
            return trend
        if not trend.is_open:
            trend.window_seconds = lead.spike.window_seconds
        context = {post.id for post in trend.posts()}
        for one in problem.keys:
            if one.key not in trend.keys and self._is_specific(one, problem):
                trend.keys.add(one.key)
                self._trend_of[one.key] = trend.trend_id
        # Witnesses are asked where the keys alone tell of too few; of more they would only lead to strangers.
        enough = trend.is_open or len(problem.people) >= self._config.policy.people_min
        posts = problem.posts() if enough else problem.heard(self._is_specific)
        for post in posts:
            if post.id not in context:
                trend.add(post, self._recent_posts.received(post))
        return trend

    def _is_echo(self, problem: Problem) -> bool:
        return any(trend.is_echo for trend in trends_of_leads(problem, self._trends, self._trend_of))

    def _is_specific(self, one: Candidate, problem: Problem) -> bool:
        """Whether who says it later is likely to mean this problem: of words, one that hardly anybody says usually."""
        share = len(one.people & problem.people) / len(problem.people)
        words = one.key.name.split() if one.key.tier in TEXT_TIERS else ()
        return not words or any(share >= DISTINCTIVE_RATIO * self._profile.share(word) for word in words)

    def _known_trend(self, problem: Problem) -> Trend | None:
        leading = trends_of_leads(problem, self._trends, self._trend_of)
        self._alike.update((younger.trend_id, leading[0]) for younger in leading[1:])
        return leading[0] if leading else known_trend(problem, self._trends, self._trend_of, self._profile.share)

    # What is said.

    def _step(self, trend: Trend, bucket: int, now: float, spike: Spike | None) -> list[AlertEvent]:
        trend.expire(now)
        if not trend.is_live and spike is None:
            return []
        absorber = self._absorber(trend) if trend.is_live else ""
        verdict = self._verdict(trend)
        facts = msgspec.structs.replace(self._facts(trend, bucket, now, spike), absorbed_by=absorber)
        words = trend.terms
        facts = self._policy.muting(words, facts)
        trend.state, transitions = step(trend.state, facts, verdict, self._policy.limits(words))
        if trend.state.state is State.QUIET and verdict.name is VerdictName.SINGLE_CUSTOMER:
            self.withheld[verdict.name.value] = self.withheld.get(verdict.name.value, 0) + 1
        return [self._emit(trend, transition, facts, verdict, bucket) for transition in transitions]

    def _absorber(self, trend: Trend) -> str:
        """An older live trend that tells the same as this one, now that both have said more; empty when there is none."""
        for older in self._trends.values():
            if older is trend:
                return ""
            same = older is self._alike.get(trend.trend_id) or not older.distinctive.isdisjoint(trend.distinctive)
            if same and older.is_live and older.is_echo == trend.is_echo:
                older.take_over(trend)
                self._trend_of.update(dict.fromkeys(trend.keys, older.trend_id))
                return older.trend_id
        return ""

    def _verdict(self, trend: Trend) -> Verdict:
        """The verdict on a trend; judged anew when it has a tenth more posts, since to read them all costs."""
        held = trend.judged
        if held is not None and trend.posts_so_far < held[0] * 1.1:
            return held[1]
        context = Context(
            brand=self.name,
            own_handles=self._config.own_handles,
            own_posts=self._own_posts,
            people=trend.people_so_far,
            posts=trend.posts_so_far,
            usual_share=self._profile.share,
            words=normalise,
        )
        verdict = judge(trend.posts(), context)
        trend.judged = (trend.posts_so_far, verdict)
        trend.distinctive = distinctive_terms(trend.posts(), self._profile.share)
        return verdict

    def _facts(self, trend: Trend, bucket: int, now: float, spike: Spike | None) -> TrendStats:
        people_min = self._policy.limits(trend.terms).people_min
        if not trend.is_open:
            trend.widen(now, people_min)
        brand = BrandContext(self.name, self._tests, self._channels, people_min, self._history_days(now))
        return measure(brand, trend, bucket, now, spike)

    def _history_days(self, now: float) -> float:
        return (now - self._first_at) / DAY if self._first_at is not None else 0.0

    def _emit(self, trend: Trend, transition: Transition, facts: TrendStats, verdict: Verdict, bucket: int) -> AlertEvent:
        others = tuple(t.titles.title for t in self._trends.values() if t.is_open and t is not trend and t.titles.title)
        context = TrendContext(
            usual_share=self._profile.share,
            words=normalise,
            route=self._config.route,
            also_open=others,
            absorbed=tuple(trend.absorbed),
            feedback=tuple(trend.feedback),
            policy=self.policy_pending,
        )
        self.policy_pending = ""
        alert, trend.titles = tell(transition, trend.state, trend.titles, facts, trend.posts(), verdict, context)
        return AlertEvent(alert, bucket, trend.received, tuple(post.id for post in trend.posts()))

    def _forget(self, now: float) -> None:
        """Lets go of what no decision can need any more."""
        for trend in list(self._trends.values()):
            state = trend.state
            # What never opened cannot open again: it would be a new trend.
            told_elsewhere = state.resolved_reason.startswith("absorbed") or not state.opened_at
            ended = now - state.closed_at > self._config.policy.reopen_seconds
            over = state.state is State.RESOLVED and (ended or told_elsewhere)
            if over or state.state is State.QUIET:
                del self._trends[trend.trend_id]
                for key in [key for key, owner in self._trend_of.items() if owner == trend.trend_id]:
                    del self._trend_of[key]
        self.seen.expire(now)
        for ident, _ in [*takewhile(lambda one: one[1] < now - 2 * DAY, self._own_posts.items())]:
            del self._own_posts[ident]

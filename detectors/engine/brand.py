"""Everything learned about one brand, and what a closed bucket of it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from detectors.alert import AlertEvent, Feedback, link_to, utc
from detectors.buckets import BUCKET_SECONDS, bucket_of
from detectors.engine.admission import Admission
from detectors.engine.authors import AuthorBudget
from detectors.engine.copies import Copies
from detectors.engine.forms import Forms
from detectors.engine.idle import Look, next_look, pass_over
from detectors.engine.kept_out import KeptOut
from detectors.engine.languages import Languages
from detectors.engine.levels import LevelHistory
from detectors.engine.log import Command
from detectors.engine.messages import Messages
from detectors.engine.neighbours import opened_before
from detectors.engine.policy import ActivePolicy, BrandConfig, BrandPolicy
from detectors.engine.query import DAY
from detectors.engine.reading import UNREAD, Readings
from detectors.engine.unnamed import UnnamedPosts
from detectors.explain import TrendContext, digest_of, tell
from detectors.facts import TrendStats
from detectors.knowledge import NOTHING, Knowledge
from detectors.lifecycle import Answer, State, Transition, on_command, settled, step
from detectors.lifecycle import Command as AnswerKind
from detectors.mention import Complaint
from detectors.post import Post, praises
from detectors.posts.recent_posts import posts_of_few
from detectors.posts.tiers import THE_BRAND, PostKeys, keys_of
from detectors.spikes.rise import Spike
from detectors.text import normalise
from detectors.trends.book import TrendBook, is_quiet
from detectors.trends.data_quality import Channels
from detectors.trends.detection import Detection, weights_of
from detectors.trends.everyday import wrote_before
from detectors.trends.matching import distinctive_terms, is_common
from detectors.trends.measure import BrandContext, measure
from detectors.trends.trend import Trend
from detectors.verdict import Context, Verdict, VerdictName
from detectors.verdict.calibration import BrandCalibration, latest_of_each, no_ratio
from detectors.verdict.complaint import kept_praise
from detectors.verdict.judge import judge

HOUR = 3600
NEVER = 10**9
# A brand that has been known for less than this may not have met its everyday words.
YOUNG_DAYS = 2.0
TEACHING = (AnswerKind.REAL, AnswerKind.NOT_A_PROBLEM)
"""Answers that say of the posts of a trend whether they complain."""


class BrandTrends:
    """The models and the trends of one brand, and the order of the steps at a bucket close.

    `close` is called with the complaints of a bucket when event time has passed it, buckets in ascending order; buckets in
    which nobody wrote may be left out before `next_look`, and all of them while `is_waiting` is false.
    """

    def __init__(self, name: str, config: BrandConfig, knowledge: Knowledge = NOTHING) -> None:
        self.name = name
        self.intent = ""
        """What its stream is for, where that is not to complain."""
        self.config = config
        self.policy = ActivePolicy(config)
        self.admission = Admission(config.clusterer)
        self.authors = AuthorBudget()
        self.unnamed = UnnamedPosts()
        self.calibration = BrandCalibration()
        self.channels = Channels()
        self.messages = Messages()
        self.detection = Detection(name, knowledge)
        # Found from the recent posts when it is first asked for.
        self.copies: Copies | None = None
        self.forms: Forms | None = None
        self.languages: Languages | None = None
        self.book = TrendBook()
        self.levels = LevelHistory()
        self.generation = ""
        """That of the engine: part of its event ids."""
        self.policy_pending = ""
        """The fingerprint of a policy that the next event is to name; empty once it was named."""
        self.withheld: dict[str, int] = {}
        """Bucket closes at which a trend was kept from the alerts, by its verdict."""
        self.kept_out = KeptOut(name)
        """Of these, what is to be reported."""
        self.closed = -1
        """The newest bucket that was closed, or passed over."""
        self.next_look = 0
        """While it waits, the bucket whose close may lead to something though nobody writes."""
        self.looks: dict[str, Look] = {}
        """What the newest close found of each live trend."""

    @property
    def is_waiting(self) -> bool:
        """Whether time alone can lead to an event: a live trend eases and ends when nobody writes, a digest is due."""
        return self.book.has_live or self.messages.is_collecting

    @property
    def trends(self) -> Sequence[Trend]:
        return list(self.book)

    def close(self, bucket: int, complaints: Sequence[Complaint], readings: Readings = UNREAD) -> list[AlertEvent]:
        """Applies the complaints, ordered by (event time, id), and closes `bucket`; `readings` is what was read of them
        before."""
        if self.is_waiting:
            pass_over(self, bucket - 1)
        now = float((bucket + 1) * BUCKET_SECONDS)
        self.expire(now)
        if complaints:
            fresh = self.admission.without_repeats(complaints, self.detection.recent_posts.get)
            # A repeat is late by nature, and says nothing of its channel.
            self.channels.observe(bucket, fresh)
            self._add([one for one in fresh if one.at >= now - DAY], bucket, readings)
        spikes = self._update_trends(bucket, now)
        self.closed, self.next_look = bucket, bucket + 1
        events = _step_all(self, bucket, now, spikes)
        self.admission.forget(now)
        going_out, named = self.messages.close(events, now, self.config.policy.digest_above)
        named = [alert for alert in named if not is_quiet(self.book, alert.trend_id, now)]
        if named:
            received = max((event.received for event in events), default=0.0)
            digest = digest_of(named, now, self.name, self.generation, self.intent)
            going_out.append(AlertEvent(digest, bucket, received, ()))
        return going_out

    def follow(self, intent: str) -> None:
        """It is a stream beside the complaints from the start: nothing in it pages, and nothing is praise."""
        self.intent = intent
        self.detection.of_faults = False
        limits = msgspec.structs.replace(self.config.policy, critical_people=NEVER)
        self.config = msgspec.structs.replace(self.config, policy=limits)
        self.policy = ActivePolicy(self.config)

    def on_policy(self, operators: BrandPolicy) -> None:
        """From here on the brand runs by this policy; the next event names it, unless it does already."""
        if operators != self.config.operators:
            self.config = self.config.under(operators)
            self.policy = ActivePolicy(self.config)
            self.next_look = self.closed + 1
            # A brand of which nothing was seen has no event before that differs.
            self.policy_pending = operators.fingerprint if self.admission.first_at is not None else ""

    def on_command(self, command: Command) -> list[AlertEvent]:
        """Applies what an operator answered about a trend of this brand."""
        self.next_look = self.closed + 1
        trend = self.book.get(command.trend_id)
        if trend is None or command.kind not in list(AnswerKind):
            return []
        other = self.book.get(command.same_as)
        if command.kind == AnswerKind.SAME_AS and (other is None or other is trend or not other.is_live):
            return []
        if command.kind == AnswerKind.WRONG_GROUP and trend.is_live:
            keys = self.detection.recent_posts.keys_of(post.id for post in trend.members.posts())
            self.book.take_out(trend, command.mention_ids, keys)
        if command.kind in TEACHING and trend.is_live:
            for post in latest_of_each(trend.members.posts()):
                self.calibration.learn(post, command.kind == AnswerKind.REAL)
        events = self._answered(trend, command)
        if command.kind == AnswerKind.SAME_AS and other is not None and events:
            self.book.merge(trend, other)
            # Everybody who wrote about the one has written about the other now.
            merged = msgspec.structs.replace(command, kind=AnswerKind.REAL.value, note=f"same as {trend.trend_id}")
            events += self._answered(other, merged)
        return events

    def _answered(self, trend: Trend, command: Command) -> list[AlertEvent]:
        """The event of an answer that a trend is given."""
        answer = Answer(
            command=AnswerKind(command.kind),
            at=command.at,
            by=command.by,
            note=command.note,
            until=command.until,
            people_hour=trend.members.people_since(command.at - HOUR),
            version=command.version,
            reference=command.reference,
            same_as=command.same_as,
            people_left=trend.members.people_so_far,
        )
        trend.state, transitions = on_command(trend.state, answer, self.config.policy)
        if transitions:
            trend.answered(
                Feedback(
                    kind=command.kind,
                    by=command.by,
                    at=utc(command.at),
                    note=command.note,
                    reference=command.reference,
                    version=command.version,
                )
            )
        bucket = bucket_of(command.at)
        trend.widen(command.at, self._people_min(trend))
        stats = self._stats(trend, bucket, command.at, None)
        _, verdict = settled(trend.state, self._judge(trend), command.at)
        return [self._emit(trend, transition, stats, verdict, bucket) for transition in transitions]

    def expire(self, now: float) -> None:
        """Lets go of the posts of more than a day ago."""
        gone = self.detection.recent_posts.expire(now)
        if not gone:
            return
        for post in gone:
            if post.recurs:
                # What is posted every day is no news, though copies raise no window.
                self.detection.tests.learn(dict.fromkeys(keys_of(post).terms, 1.0), 1.0, None, ())
        for known in (self.copies, self.forms, self.languages, self.unnamed):
            if known is not None:
                for post in gone:
                    known.remove(post)

    def _add(self, complaints: Sequence[Complaint], bucket: int, readings: Readings) -> None:
        """Counts the complaints, none of them a repeat, for every key of theirs and for the trends they are members of."""
        following, recent_posts = self.book.following(), self.detection.recent_posts
        if self.languages is None:
            self.languages = Languages(recent_posts)
        admitted = self.admission.admit(map(self.languages.settled, complaints), self.policy)
        usual_share, people_of = self.detection.usual_share, self.detection.tests.people_of_day
        observed: list[tuple[Post, PostKeys]] = []
        if self.copies is None:
            self.copies = Copies(recent_posts)
        self.copies.left_out = recent_posts.left_out
        if self.forms is None:
            self.forms = Forms(recent_posts)
        for complaint, group in admitted:
            read = readings.take(complaint)
            post, group = recent_posts.with_inherited(recent_posts.with_own_id(read.post), group)
            self.unnamed.observe(post, bucket, post.person in self.authors.spent, recent_posts)
            post = self.unnamed.settled(post, usual_share, people_of)
            if post is read.post:
                self.copies.know(post, read.wording)
            # Nearly no text holds a sentence that anybody else has.
            may_hold_form = self.forms.may_hold(read.sentences)
            post = self.forms.reported(post) if may_hold_form else post
            post = self.copies.marked(post, usual_share)
            post = self.forms.without(post) if may_hold_form and not post.template else post
            keys = keys_of(post, group, read.terms if post.terms is read.post.terms else None)
            if self.authors.spend(post.person, len(keys.terms), bucket):
                observed.append((post, keys))
                self.copies.add(post)
                self.forms.add(post, read.sentences if post.text is read.post.text else None)
                self.languages.add(post)
                self.unnamed.add(post)
                recent_posts.add(post, keys, complaint.received)
                if not keys.is_echo:
                    self.calibration.observe(post)
            for trend in following.of(keys):
                # Of all who write, who praises reports nothing.
                if trend.lead != THE_BRAND or trend.state.verdict == VerdictName.PRAISE or not praises(post):
                    trend.members.add(post, complaint.received)
        self.detection.tests.observe(observed)
        if self.authors.has_loud:
            writing = self.detection.tests.people(THE_BRAND, bucket - 1, int(DAY))
            self.detection.tests.leave_out(self.authors.take_loud(writing))
        recent_posts.left_out = self.authors.all_loud

    def _update_trends(self, bucket: int, now: float) -> dict[str, Spike]:
        """Tests every tier; opens trends for problems that are new. Returns the surest spike of each trend that rises."""
        surest: dict[str, Spike] = {}
        policy = self.config.policy
        rises = self.detection.close(bucket, min(policy.emerging_min, policy.people_min))
        if not (rises or len(self.book)):
            self.detection.tests.hold(())
            return surest
        problems = self.detection.problems(
            rises, now, self.config.budget_per_day, self.policy.relaxation, self.book.is_echo
        )
        self.book.start_close()
        for problem in problems:
            if problem.keys[0].key == THE_BRAND and self.book.has_most_people_of(problem, problems):
                continue
            trend = self.book.add(problem, f"{self.name}{self.intent}", self.detection, now)
            if not trend.is_open and trend.members.people_so_far < self._people_min(trend):
                weights, usual_share = weights_of(self.detection).of_subjects, self.detection.subject_share
                before = wrote_before(problem, self.detection.recent_posts, now, usual_share, weights)
                trend.add_new(before, self.detection.recent_posts.received)
            spike = max((one.spike for one in problem.keys), key=lambda spike: spike.surprise)
            best = surest.get(trend.trend_id)
            if best is None or spike.surprise > best.surprise:
                surest[trend.trend_id] = spike
        self.detection.tests.hold(self.book.held_keys())
        return surest

    def _step(self, trend: Trend, bucket: int, now: float, spike: Spike | None) -> list[AlertEvent]:
        """Moves a trend on by this bucket close; at most one event."""
        self.book.expire(trend, now)
        if not trend.is_live and spike is None:
            return []
        # Judged first, since that finds its distinctive words: what reports the same as an older one opens nothing.
        judged = self._judge(trend)
        absorber = self.book.absorb(trend, self.detection.subject_share) if trend.is_live else ""
        trend.state, verdict = settled(trend.state, judged, now)
        trend.widen(now, self._people_min(trend))
        into = self.book.get(absorber)
        stats = msgspec.structs.replace(
            self._stats(trend, bucket, now, spike),
            absorbed_by=absorber,
            absorbed_title=into.titles.title if into is not None else "",
        )
        stats, limits = self.policy.muting(trend.terms, stats), self.policy.limits(trend.terms)
        trend.state, transitions = step(trend.state, stats, verdict, limits)
        self.looks[trend.trend_id] = Look(stats, verdict, limits, trend.members.posts_so_far, trend.judged)
        if trend.state.state is State.QUIET and verdict.name is VerdictName.SINGLE_CUSTOMER:
            self.withheld[verdict.name.value] = self.withheld.get(verdict.name.value, 0) + 1
            self.kept_out.add(trend, verdict, now)
        return [self._emit(trend, transition, stats, verdict, bucket) for transition in transitions]

    def _judge(self, trend: Trend) -> Verdict:
        """The verdict on a trend; judged anew when it has a tenth more posts or people, since to read them all costs.

        People too: a few who repeat themselves would have others wait for their tenth.
        """
        held, members = trend.judged, trend.members
        if held is not None and members.posts_so_far < held[0] * 1.1 and members.people_so_far < held[1].people * 1.1:
            return held[1]
        verdict = judged_now(self, trend)
        trend.judged = (members.posts_so_far, verdict)
        trend.distinctive = distinctive_terms(members.posts(), self.detection.subject_share)
        # A word that people go on using a day after it rose was common all the time, where the brand was too young to know.
        newest = max(members.last_written.at.values(), default=0.0)
        was_young = self.admission.history_days(trend.last_rise) < YOUNG_DAYS
        went_on = was_young and newest > trend.last_rise + DAY
        trend.lead_is_common |= went_on and is_common(trend.lead, self.detection.subject_share)
        return verdict

    def _people_min(self, trend: Trend) -> int:
        return self.policy.limits(trend.terms).people_min

    def _stats(self, trend: Trend, bucket: int, now: float, spike: Spike | None) -> TrendStats:
        days = self.admission.history_days(now)
        brand = BrandContext(self.name, self.detection, self.channels, self._people_min(trend), days)
        return measure(brand, trend, bucket, now, spike)

    def _emit(self, trend: Trend, transition: Transition, stats: TrendStats, verdict: Verdict, bucket: int) -> AlertEvent:
        """Makes the event of a transition; the trend keeps the title it was reported under."""
        context = TrendContext(
            usual_share=self.detection.usual_share,
            words=normalise,
            route=self.config.route,
            link=link_to(self.config.board_url, trend.trend_id),
            also_open=tuple(one.titles.title for one in self.book if one.is_open and one is not trend and one.titles.title),
            opened_before=opened_before(trend, self.book, stats.at),
            absorbed=tuple(trend.absorbed),
            feedback=tuple(trend.feedback),
            policy=self.policy_pending,
            generation=self.generation,
            intent=self.intent,
            is_foreign=self.detection.recent_posts.is_foreign,
        )
        self.policy_pending = ""
        # What decided may be a tenth of its posts old; a reader is given the numbers of now.
        is_newer = trend.judged is not None and trend.judged[0] != trend.members.posts_so_far
        if is_newer and (now := judged_now(self, trend)).name is verdict.name:
            verdict = now
        alert, trend.titles = tell(transition, trend.state, trend.titles, stats, trend.members.posts(), verdict, context)
        return AlertEvent(alert, bucket, trend.members.received, tuple(post.id for post in trend.members.posts()))


def _step_all(brand: BrandTrends, bucket: int, now: float, spikes: Mapping[str, Spike]) -> list[AlertEvent]:
    """Moves every trend on by this close, and says when the next close may find something new."""
    looks, brand.looks = brand.looks, {}
    if not len(brand.book):
        return []
    held = [len(trend.keys) for trend in brand.book]
    events: list[AlertEvent] = []
    for trend in list(brand.book):
        events.extend(brand._step(trend, bucket, now, spikes.get(trend.trend_id)))
        if trend.is_open and trend.trend_id in spikes:
            brand.detection.tests.opened(trend.keys, bucket)
    brand.book.forget(now, brand.config.policy.reopen_seconds)
    is_still = not (spikes or events) and [len(trend.keys) for trend in brand.book] == held
    if brand.looks and is_still and all(look.is_same(looks.get(ident)) for ident, look in brand.looks.items()):
        brand.next_look = next_look(brand, bucket)
    return events


def judged_now(brand: BrandTrends, trend: Trend) -> Verdict:
    """The verdict on all posts of a trend that are held; to read them costs."""
    members = trend.members
    context = Context(
        brand=brand.name,
        own_handles=brand.config.own_handles,
        own_posts=brand.admission.own_posts,
        people=members.people_so_far,
        posts=members.posts_so_far,
        posts_of_day=posts_of_few(brand.detection.recent_posts, members.last_written.at),
        usual_share=brand.detection.usual_share,
        words=normalise,
        complaint_ratio=no_ratio if brand.intent else brand.calibration.ratio,
    )
    return kept_praise(judge(members.posts(), context), trend.state.verdict)

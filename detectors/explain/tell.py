"""An alert event from what was decided and measured: the one place where transition, stats, verdict and posts meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from detectors.alert import (
    SCHEMA_VERSION,
    Alert,
    Baseline,
    BrandCounts,
    Counts,
    Feedback,
    FixNoted,
    Series,
    VerdictEvidence,
    event_id,
    utc,
)
from detectors.explain.clues import breakdown_of, clues_of, product_of
from detectors.explain.samples import copied, first_hand, samples_of, typical, under_own_ids, without_adverts
from detectors.explain.titles import title_of
from detectors.explain.why import usual_text, why_of
from detectors.explain.words import as_written, shared_terms, weights_of
from detectors.facts import TrendStats, UsualShare, unknown_share
from detectors.intent import intent_of_trend
from detectors.lifecycle import Event, Fix, State, Transition, TrendState
from detectors.post import Post, are_days
from detectors.reports import SERIES_MAX
from detectors.text.simple_words import Words, plain_words
from detectors.values import Titles
from detectors.verdict import Verdict, VerdictName

SURPRISE_MAX = 30.0
SERIES_MINUTES = 60
RETITLE_PEOPLE = 20
BURST_GAP_SECONDS = 3 * 3600.0
DAILY_REASONS = {
    Event.OPENED: "more people within a day than chance explains",
    Event.EMERGING: "more people within a day than chance explains, and too few for an alert",
    Event.ESCALATED: "more people than when it was last reported",
    Event.REOPENED: "people write again after it had ended",
    Event.EASING: "far fewer people than at its peak",
    Event.RESOLVED: "back to usual",
}


class TrendContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine knows beside the trend: its usual shares and tokenizer, settings, and its other trends."""

    usual_share: UsualShare = unknown_share
    words: Words = plain_words
    route: str = "care"
    link: str = ""
    also_open: tuple[str, ...] = ()
    opened_before: str = ""
    """The title of another trend of independent people that opened within the hour before; empty when there is none."""
    absorbed: tuple[str, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    policy: str = ""
    generation: str = ""
    intent: str = ""
    """What all its posts are for, where that is known of the stream."""
    is_foreign: Callable[[Post], bool] = lambda _: False
    """Whether a post came under the id of another, which is somebody else's."""


def tell(
    transition: Transition,
    state: TrendState,
    titles: Titles,
    stats: TrendStats,
    posts: Sequence[Post],
    verdict: Verdict,
    context: TrendContext | None = None,
) -> tuple[Alert, Titles]:
    """The full event, and the title as it stands now. `posts` are the trend's members, a bounded part will do."""
    k = context or TrendContext()
    t, f = transition, stats
    titles = dated(titles, t, f, posts, state.closed_at if t.event is Event.REOPENED else 0.0)
    by_day = are_days(posts)
    campaign = verdict.name is VerdictName.COORDINATED
    # A campaign is shown by what it copies; anything else by those who say it themselves.
    own = without_adverts(under_own_ids(posts, k.is_foreign), f.brand)
    shown = copied(posts) if campaign else first_hand(typical(own, verdict))
    weights = weights_of(posts if campaign else shown, k.usual_share, f.brand)
    titles = titled(titles, t, f, posts if campaign else shown, verdict, k)
    answered = f.people_so_far or verdict.people
    alert = Alert(
        schema_version=SCHEMA_VERSION,
        event=t.event.value,
        event_id=event_id(f.brand, state.trend_id, t.cycle, t.sequence, k.generation),
        at=utc(f.at),
        attention=t.attention.value,
        route=k.route,
        trend_id=state.trend_id,
        brand=f.brand,
        state=t.state.value,
        reason=t.reason,
        title=titles.title,
        why=" ".join(filter(None, (t.outgrown, why_of(f, verdict, posts, t.event, max(state.peak_3h, f.people_3h)))))
        + may_be_same(t, verdict, k.opened_before),
        verdict=verdict.name.value,
        severity=t.severity.value,
        people=answered,
        since=utc(titles.since),
        samples=samples_of(shown, weights, titles.title, f.brand),
        link=k.link,
        sequence=t.sequence,
        cycle=t.cycle,
        state_reason=daily_reason(t) if by_day else t.state_reason,
        tier=f.tier,
        terms=as_written(shared_terms(shown, weights, 5), shown, k.words),
        clues=clues_of(posts, k.usual_share),
        verdict_evidence=evidence_of(verdict),
        severity_reason=t.severity_reason,
        counts=counts_of(f, state, verdict),
        brand_counts=BrandCounts(
            people_hour=f.brand_people_hour,
            usual_hour=f.brand_usual_hour,
            people_3h=f.brand_people_3h,
            usual_3h=f.brand_usual_3h,
        ),
        surprise=min(f.surprise, SURPRISE_MAX),
        evidence=f.evidence,
        baseline=Baseline(history_days=f.history_days, cold_start=f.cold_start),
        breakdown=breakdown_of(posts),
        product=product_of(posts),
        intent=k.intent or intent_of_trend(posts, verdict).value,
        series=series_of(f),
        title_was=titles.title_was,
        also_open=list(k.also_open[:3]),
        absorbed=list(k.absorbed),
        acknowledged=state.acknowledged,
        reference=state.reference,
        muted_until=utc(state.muted_until) if state.muted_until > f.at and t.state is not State.RESOLVED else "",
        feedback=list(k.feedback),
        fix=noted(state.fix) if state.fix else None,
        data_quality=f.data_quality,
        policy=k.policy,
        day_only=by_day,
    )
    return alert, titles


def noted(fix: Fix) -> FixNoted:
    """A fix as it is published."""
    return FixNoted(at=utc(fix.at), note=fix.note, outcome=fix.outcome, version=fix.version)


def dated(titles: Titles, t: Transition, f: TrendStats, posts: Sequence[Post], ended_at: float = 0.0) -> Titles:
    """Since when it goes on: the first post of the burst, which stays the same through a cycle. What came back goes on
    since the first post after it had ended.

    The burst ends, backwards, where nobody wrote for a window or three hours; a stray word of the week before is no part.
    """
    if titles.since and titles.cycle == t.cycle:
        return titles
    limit = max(BURST_GAP_SECONDS, f.window_minutes * 60.0)
    since = f.at
    for at in sorted((p.at for p in posts if ended_at < p.at <= f.at), reverse=True):
        if since - at > limit and since < f.at:
            break
        since = at
    return Titles(title=titles.title, title_was=titles.title_was, since=since, cycle=t.cycle)


def daily_reason(t: Transition) -> str:
    """The reason of a transition where only days are known: without its counts per hour."""
    return DAILY_REASONS.get(t.event, t.state_reason if t.event is Event.ABSORBED else "")


def titled(
    titles: Titles, t: Transition, f: TrendStats, posts: Sequence[Post], verdict: Verdict, k: TrendContext
) -> Titles:
    """The title: chosen at the first event, and once more at twenty people, an escalation or another verdict. That of a
    trend which has only emerged binds nobody: three people gave it, and five say better what they share."""
    may_change = not titles.title_was and (
        f.people_so_far >= RETITLE_PEOPLE or t.event in (Event.ESCALATED, Event.VERDICT_CHANGED, Event.REOPENED)
    )
    if titles.title and not may_change:
        if t.event is not Event.OPENED or titles.title_was:
            return titles
        titles = Titles(since=titles.since, cycle=titles.cycle)
    title = title_of(posts, verdict, k.usual_share, f.brand, words=k.words)
    if title == titles.title:
        return titles
    return Titles(title=title, title_was=titles.title, since=titles.since, cycle=titles.cycle)


def evidence_of(v: Verdict) -> VerdictEvidence:
    """The verdict's numbers as published."""
    return VerdictEvidence(
        people=v.people,
        first_hand_people=v.first_hand_people,
        posts=v.posts,
        effective_people=v.effective_people,
        top_person_share=v.top_person_share,
        repost_and_quote_share=v.repost_and_quote_share,
        same_text_share=v.same_text_share,
        root=v.root,
        sure=v.sure,
        sentence=v.sentence,
    )


def counts_of(f: TrendStats, state: TrendState, v: Verdict) -> Counts:
    """The counts beside their usual; the ratio only where at least one is expected."""
    return Counts(
        window_minutes=f.window_minutes,
        people=f.people,
        usual=f.usual,
        usual_text=usual_text(f.usual_per_day, f.history_days),
        ratio=f.people / f.usual if f.usual >= 1 else None,
        people_3h=f.people_3h,
        people_24h=f.people_24h,
        peak_3h=max(state.peak_3h, f.people_3h),
        posts=f.posts_so_far or v.posts,
    )


def series_of(f: TrendStats) -> Series | None:
    """The newest counts per bucket, at most 48."""
    if not f.series_people:
        return None
    skipped = max(0, len(f.series_people) - SERIES_MAX)
    return Series(
        bucket_minutes=SERIES_MINUTES,
        from_=utc(f.series_from + skipped * SERIES_MINUTES * 60),
        people=list(f.series_people[skipped:]),
        usual=f.series_usual,
    )


def may_be_same(transition: Transition, verdict: Verdict, title: str) -> str:
    """That one fault may have opened two trends, whose people share no words: who reads both decides."""
    is_one = transition.event is Event.OPENED and verdict.name is VerdictName.SYSTEMIC and title
    return f" “{title}” opened within the hour before: it may be the same." if is_one else ""

"""The trend that opened shortly before another, where one fault may be behind both."""

from __future__ import annotations

from collections.abc import Iterable

from detectors.explain.words import majority
from detectors.text import primary
from detectors.trends.trend import Trend
from detectors.verdict import VerdictName

HOUR = 3600


def opened_before(trend: Trend, trends: Iterable[Trend], now: float) -> str:
    """The title of the one other trend of independent people that opened within the hour before, mostly written in the same
    language: who shares neither words nor a language gives no reason to think of one fault, and of several none is likelier
    than another."""
    others = [one for one in trends if one is not trend and one.is_open and now - HOUR <= one.state.opened_at <= now]
    independent = [one for one in others if one.judged and one.judged[1].name is VerdictName.SYSTEMIC]
    alike = [one for one in independent if main_language(one) == main_language(trend)]
    return alike[0].titles.title if len(alike) == 1 else ""


def main_language(trend: Trend) -> str:
    """That of most of its posts, empty where none says one."""
    return majority([primary(post.lang) for post in trend.members.posts() if post.lang])

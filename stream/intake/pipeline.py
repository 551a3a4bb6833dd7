"""From the bytes of one record of `mentions` to the complaint in the log of an engine."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from detectors.intent import Intent, intent_of
from detectors.mention import Basis, Complaint, Mention, Quoted
from detectors.text import language_of, mask, normalise
from detectors.text.agreement import agrees
from detectors.text.automatic import is_automatic
from detectors.text.courtesy import without_closing_thanks
from detectors.text.mask import shown
from detectors.text.placeholders import is_deleted_text
from detectors.text.quotes import cut_quote
from detectors.text.signature import cut_signature
from stream.config.pseudonyms import Pseudonyms, folded
from stream.config.settings import FOLLOWED
from stream.intake.left_out import LeftOut, Reason, Sampler
from stream.kafka.codec import decode_mention
from stream.screens import load_screen

if TYPE_CHECKING:
    from detectors.screen import Screen
    from stream.config.load import Configuration

# What people read of a post on a card, and what a title is chosen from; longer reports say the same again.
SHOWN_CHARACTERS_MAX = 1_000


class Accepted(NamedTuple):
    """A mention that was accepted: its event time, and the complaint; or why it is none, and what people may read of it."""

    at: float
    complaint: Complaint | None
    left_out: LeftOut | None = None
    ahead: tuple[str, str] | None = None
    """Brand and channel of a mention that was stamped later than the clock; `at` is then the clock's."""


class Scored(NamedTuple):
    """How likely a mention is a complaint, and what that rests on."""

    score: float
    basis: Basis


UNSCORED = Scored(1.0, Basis.UNKNOWN)
# People who give three of five name a fault about as often as not; the threshold drops nothing that is rated.
RATED = (0.97, 0.90, 0.50, 0.08, 0.02)


class Intake:
    """Checks, normalises and scores mentions. It keeps nothing that would change the result for the next one;
    only which of those left out are sampled depends on those before.

    Next to nothing is dropped: what the screen is sure is no complaint, automatic replies, and texts without a word. The
    score goes into the log, and the trend is judged by all of its people.
    """

    def __init__(self, configuration: Configuration, screen: Screen) -> None:
        settings = configuration.settings
        self._screen = screen
        self._all_complaints = frozenset(settings.complaint_channels)
        self._threshold = settings.screen_threshold
        self._complaints, self._suggestions = (one in settings.follow for one in FOLLOWED)
        self._brands = configuration.brands
        self._pseudonyms = Pseudonyms(settings.author_key_bytes)
        self.sampler = Sampler()

    def take(self, value: bytes | None, record_ms: int, origin: int, offset: int, latest_ms: float = math.inf) -> Accepted:
        """What the record at `offset` of partition `origin` holds. Raises RefusedError when it is no mention.

        An event time later than `latest_ms` is clamped to it.
        """
        mention = masked(decode_mention(value, record_ms))
        if mention.at * 1000.0 <= latest_ms:
            return self._accepted(mention, record_ms, origin, offset)
        clamped = msgspec.structs.replace(mention, at=latest_ms / 1000.0)
        accepted = self._accepted(clamped, int(min(record_ms, latest_ms)), origin, offset)
        return accepted._replace(ahead=(mention.brand, mention.channel))

    def _accepted(self, mention: Mention, record_ms: int, origin: int, offset: int) -> Accepted:
        if is_deleted_text(mention.text):
            return self._left_out(mention, Reason.DELETED, mention.lang)
        if self._brands.is_bot(mention.brand, mention.author):
            return self._left_out(mention, Reason.BOT, mention.lang)
        own = self._brands.is_own(mention.brand, mention.author)
        words, quoted = cut_quote(cut_signature(mention.text))
        lang = language_of(mention.lang, words)
        if mention.automatic or is_automatic(words, mention.title):
            return self._left_out(mention, Reason.AUTOMATIC, lang)
        if mention.reply_to and agrees(words):
            terms: tuple[str, ...] = ()
            scored = Scored(1.0, Basis.REPLY)
        else:
            terms = normalise(words, lang, mention.title)
            if not terms and quoted is None and not mention.repost_of:
                return self._left_out(mention, Reason.NO_WORDS, lang)
            scored = self._scored(mention, own, words, quoted, lang)
            if self._suggestions and self._is_suggestion(mention, own, words, quoted, scored):
                complaint = self._complaint(mention, origin, offset, record_ms / 1000.0, lang, terms, quoted, scored, own)
                return Accepted(mention.at, msgspec.structs.replace(complaint, intent=Intent.SUGGESTION.value))
            if scored.basis is Basis.MODEL and scored.score < self._threshold:
                return self._left_out(mention, Reason.NOT_A_COMPLAINT, lang, scored.score)
        if not self._complaints:
            return self._left_out(mention, Reason.NOT_FOLLOWED, lang)
        complaint = self._complaint(mention, origin, offset, record_ms / 1000.0, lang, terms, quoted, scored, own)
        return Accepted(mention.at, complaint)

    def _is_suggestion(self, mention: Mention, own: bool, words: str, quoted: Quoted | None, scored: Scored) -> bool:
        """Whether a person says in their own words what there should be; who repeats it is of no stream but the first."""
        echo = bool(mention.repost_of) or (quoted is not None and quoted.handle != "")
        intent = intent_of(words, scored.score, scored.basis, mention.title)
        return not own and not echo and intent is Intent.SUGGESTION

    def _scored(self, mention: Mention, own: bool, words: str, quoted: Quoted | None, lang: str) -> Scored:
        # What goes round is reported as such whether it complains or jokes: the screen is for people's own words.
        echo = bool(mention.repost_of) or (quoted is not None and quoted.handle != "")
        if mention.rating is not None and not own and not echo:
            return Scored(rated_score(mention.rating), Basis.RATING)
        if own or echo or mention.channel in self._all_complaints:
            return UNSCORED
        text = without_closing_thanks(words or mention.text)
        score = self._screen.score(f"{mention.title}\n{text}" if mention.title else text, lang)
        return Scored(score, Basis.MODEL if self._screen.knows(lang) else Basis.UNKNOWN)

    def _left_out(self, mention: Mention, reason: Reason, lang: str, score: float = 1.0) -> Accepted:
        left_out = LeftOut(
            brand=mention.brand,
            id=mention.id,
            at=mention.at,
            reason=reason,
            lang=lang,
            channel=mention.channel,
            text=shown(mention.text, SHOWN_CHARACTERS_MAX),
            score=round(score, 3),
        )
        return Accepted(mention.at, None, left_out)

    def _complaint(
        self,
        mention: Mention,
        origin: int,
        offset: int,
        received: float,
        lang: str,
        terms: tuple[str, ...],
        quoted: Quoted | None,
        scored: Scored,
        own: bool,
    ) -> Complaint:
        return Complaint(
            origin=origin,
            offset=offset,
            id=mention.id,
            brand=mention.brand,
            at=mention.at,
            person=self._pseudonyms.of(mention.person or account_of(mention)),
            handle=self._pseudonyms.of_handle(mention.author),
            text=shown(mention.text, SHOWN_CHARACTERS_MAX),
            terms=terms,
            title=mention.title,
            quoted=quoted,
            channel=mention.channel,
            lang=lang,
            product=mention.product,
            region=mention.region,
            reach=mention.reach,
            repost_of=mention.repost_of,
            reply_to=mention.reply_to,
            url=mention.url,
            kind=mention.kind,
            score=round(scored.score, 3),
            basis=scored.basis,
            screen=self._screen.model.version,
            own=own,
            received=received,
            day_only=mention.day_only,
            version=mention.version,
        )


def rated_score(rating: float) -> float:
    """How likely a mention with this rating, 1 to 5, is a complaint: .97, .90, .50, .08 and .02, and between them."""
    below = min(4, int(rating))
    return RATED[below - 1] + (rating - below) * (RATED[below] - RATED[below - 1])


def masked(mention: Mention) -> Mention:
    """The mention before anything reads it: what is personal is neither shown, nor quoted, nor a term."""
    text, title = mask(mention.text), mask(mention.title)
    if text == mention.text and title == mention.title:
        return mention
    return msgspec.structs.replace(mention, text=text, title=title)


def account_of(mention: Mention) -> str:
    """Who wrote it, as far as the account says: a handle is the same person on every channel, whatever a producer calls the
    channels; a number is some other account's number on the next."""
    handle = folded(mention.author)
    return f"{mention.channel}/{handle}" if handle.isdigit() else handle


def build_intake(configuration: Configuration) -> Intake:
    """The intake that is configured, with the shipped screen."""
    return Intake(configuration, load_screen())

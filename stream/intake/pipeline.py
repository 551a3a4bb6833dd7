"""From the bytes of one record of `mentions` to the complaint in the log of an engine."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar

import msgspec

from detectors.intent import Intent, intent_of
from detectors.mention import UNNAMED, Basis, Complaint, Mention, Quoted
from detectors.text import language_of, mask, normalise
from detectors.text.agreement import agrees
from detectors.text.automatic import heading_of, is_automatic
from detectors.text.claims import Claims
from detectors.text.courtesy import without_closing_thanks
from detectors.text.language import tag_of
from detectors.text.mask import shown
from detectors.text.pieces import LookedUp, Pieces
from detectors.text.placeholders import is_deleted_text
from detectors.text.prefilter import (
    ADDRESSES,
    AUTOMATIC,
    CLOSING,
    CODES,
    DELETED,
    EVERYTHING,
    PERSONAL,
    REPEAT,
    SIGNATURE,
    may_hold,
)
from detectors.text.quotes import cut_quote
from detectors.text.signature import cut_signature
from stream.config.pseudonyms import Pseudonyms, folded
from stream.config.settings import FOLLOWED
from stream.intake.left_out import LeftOut, Reason, Sampler
from stream.kafka.codec import UNKNOWN_AUTHOR, decode_mention
from stream.screens import load_screen

if TYPE_CHECKING:
    from detectors.screen import Screen
    from stream.config.load import Configuration
    from stream.intake.batch import RawMention
    from stream.intake.cpu_budget import CpuBudget

T = TypeVar("T")
# What mentions together hold is looked at while it is in the caches, and one batch needs no more memory than another.
TOGETHER = 512
# What people read of a post on a card, and what a title is chosen from; longer reports say the same again.
SHOWN_CHARACTERS_MAX = 1_000


class Accepted(msgspec.Struct, frozen=True, gc=False):
    """A mention that was accepted: its event time, and the complaint; or why it is none, and what people may read of it."""

    at: float
    complaint: Complaint | None
    left_out: LeftOut | None = None
    ahead: tuple[str, str] | None = None
    """Brand and channel of a mention that was stamped later than the clock; `at` is then the clock's."""


class Read(msgspec.Struct, frozen=True, gc=False):
    """A mention that was read, with the time and the offset of its record. `ahead`: see `Accepted`."""

    mention: Mention
    record_ms: int
    offset: int
    ahead: tuple[str, str] | None = None


class Prepared(msgspec.Struct, gc=False):
    """A mention on its way: masked, its own words and their terms, and what its score rests on.

    `needs` says what the words may hold (`detectors.text.prefilter`), `to_score` what
    the screen has to score, if anything.
    """

    read: Read
    mention: Mention
    own: bool
    words: str
    quoted: Quoted | None
    needs: int
    lang: str
    terms: tuple[str, ...] = ()
    score: float = 1.0
    basis: Basis = Basis.UNKNOWN
    to_score: str | None = None
    lang_found: bool = False
    automatic: bool = False

    @property
    def echo(self) -> bool:
        """Whether it repeats what somebody else wrote."""
        return bool(self.mention.repost_of) or (self.quoted is not None and self.quoted.handle != "")


Draft = Prepared | Accepted | Exception
"""A mention on its way, or what became of it already."""
# Who writes of an automatic reply, or from a holiday, may complain: their words score above those of most such replies.
AUTOMATIC_BELOW = 0.5
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
        self._claims, self._pieces = Claims(), Pieces()
        self.sampler = Sampler()

    def take(self, value: bytes | None, record_ms: int, origin: int, offset: int, latest_ms: float = math.inf) -> Accepted:
        """What the record at `offset` of partition `origin` holds. Raises RefusedError when it is no mention.

        An event time later than `latest_ms` is clamped to it.
        """
        (taken,) = self.take_all([(value, record_ms, offset)], origin, latest_ms)
        if isinstance(taken, Exception):
            raise taken
        return taken

    def take_all(
        self,
        records: Sequence[RawMention],
        origin: int,
        latest_ms: float = math.inf,
        budget: CpuBudget | None = None,
    ) -> list[Accepted | Exception]:
        """What `take` returns or raises for each of many records of a partition, several times as fast.

        In each of four steps a record may take the CPU time of `budget`: what the texts may hold, their words and their
        scores are found for many of them together in between.
        """
        taken: list[Accepted | Exception] = []
        for first in range(0, len(records), TOGETHER):
            taken += self._take_together(records[first : first + TOGETHER], origin, latest_ms, budget)
        if budget is not None:
            budget.end()
        return taken

    def _take_together(
        self, records: Sequence[RawMention], origin: int, latest_ms: float, budget: CpuBudget | None
    ) -> list[Accepted | Exception]:
        read = attempted(budget, partial(self.read, latest_ms), records)
        accepted = [one for one in read if isinstance(one, Read)]
        if len(accepted) == len(read):
            return self._take_read(accepted, origin, budget)
        # What is refused goes no further, however much of it there is.
        finished = iter(self._take_read(accepted, origin, budget))
        return [next(finished) if isinstance(one, Read) else one for one in read]

    def _take_read(self, read: Sequence[Read], origin: int, budget: CpuBudget | None) -> list[Accepted | Exception]:
        needs = self.may_hold([one.mention.text for one in read])
        drafts = attempted(budget, self._cut, zip(read, needs, strict=True))
        words = [one.words if isinstance(one, Prepared) else "" for one in drafts]
        self._find_languages(drafts, words, budget)
        looked_up = self._pieces.look_up(words, [one.lang if isinstance(one, Prepared) else "" for one in drafts])
        prepared = attempted(budget, partial(self._prepare, looked_up), zip(drafts, count(), strict=False))
        self._score([one for one in prepared if isinstance(one, Prepared) and one.to_score is not None])
        return attempted(budget, partial(self._finish, origin), ((one,) for one in prepared))

    def read(self, latest_ms: float, value: bytes | None, record_ms: int, offset: int) -> Read:
        """The mention in a record, as it came."""
        mention = decode_mention(value, record_ms)
        if mention.at * 1000.0 <= latest_ms:
            return Read(mention, record_ms, offset)
        clamped = msgspec.structs.replace(mention, at=latest_ms / 1000.0)
        return Read(clamped, int(min(record_ms, latest_ms)), offset, (mention.brand, mention.channel))

    def may_hold(self, texts: Sequence[str]) -> list[int]:
        """What each text may hold (`detectors.text.prefilter`)."""
        return may_hold(texts)

    def _cut(self, read: Read, needs: int) -> Prepared | Accepted:
        """A mention masked and with its own words; `needs`: what the text may hold."""
        mention = read.mention
        if needs & PERSONAL or mention.title:
            mention = masked(mention, needs)
            needs = needs if mention is read.mention and not mention.title else EVERYTHING
        if needs & DELETED and is_deleted_text(mention.text):
            return self._left_out(read, mention, Reason.DELETED, mention.lang)
        brand, author = mention.brand, mention.author
        if self._brands.is_bot(brand, author):
            return self._left_out(read, mention, Reason.BOT, mention.lang)
        words, quoted = cut_quote(cut_signature(mention.text)) if needs & (SIGNATURE | REPEAT) else (mention.text, None)
        if words != mention.text:
            needs = EVERYTHING
        return Prepared(read, mention, self._brands.is_own(brand, author), words, quoted, needs, mention.lang)

    def _find_languages(
        self, drafts: list[Prepared | Accepted | Exception], words: list[str], budget: CpuBudget | None
    ) -> None:
        """Looks for the language of each mention whose words may not be in the one that is named."""
        stand = self._claims.stand([one.lang if isinstance(one, Prepared) else "" for one in drafts], words)
        doubted = [n for n, stands in enumerate(stand) if not stands and isinstance(drafts[n], Prepared)]
        for number, found in zip(doubted, attempted(budget, in_its_language, ((drafts[n],) for n in doubted)), strict=True):
            drafts[number] = found

    def _prepare(self, looked_up: LookedUp, draft: Draft, number: int) -> Prepared | Accepted:
        """All but the score; `number`: of the text among those whose words were looked up."""
        if not isinstance(draft, Prepared):
            return handed_on(draft)
        mention, words, lang = draft.mention, draft.words, draft.lang
        if mention.automatic or (draft.needs & AUTOMATIC and is_automatic("", mention.title or heading_of(words))):
            return self._left_out(draft.read, mention, Reason.AUTOMATIC, lang)
        draft.automatic = bool(draft.needs & AUTOMATIC) and is_automatic(words)
        if mention.reply_to and agrees(words):
            draft.basis = Basis.REPLY
            return draft
        title = mention.title
        terms = draft.terms = normalise(words, lang, title) if title else looked_up.terms(number)
        if not terms and draft.quoted is None and not mention.repost_of:
            return self._left_out(draft.read, mention, Reason.NO_WORDS, lang)
        self._ask(draft)
        return draft

    def _ask(self, prepared: Prepared) -> None:
        """What the score rests on, and what the screen has to score."""
        mention = prepared.mention
        # What goes round is reported as such whether it complains or jokes: the screen is for people's own words.
        if prepared.own or prepared.echo:
            return
        if mention.rating is not None:
            prepared.score, prepared.basis = rated_score(mention.rating), Basis.RATING
        elif mention.channel not in self._all_complaints:
            text = prepared.words or mention.text
            if prepared.needs & CLOSING:
                text = without_closing_thanks(text)
            prepared.to_score = f"{mention.title}\n{text}" if mention.title else text
            prepared.basis = Basis.MODEL if self._screen.knows(prepared.lang) else Basis.UNKNOWN

    def _score(self, drafts: list[Prepared]) -> None:
        if not drafts:
            return
        texts = [one.to_score or "" for one in drafts]
        scores = self._screen.score_many(texts, [one.lang for one in drafts])
        for one, score in zip(drafts, scores, strict=True):
            one.score = score

    def _finish(self, origin: int, prepared: Draft) -> Accepted:
        if not isinstance(prepared, Prepared):
            return handed_on(prepared)
        read, mention, lang = prepared.read, prepared.mention, prepared.lang
        if prepared.automatic and (prepared.to_score is None or prepared.score < AUTOMATIC_BELOW):
            return self._left_out(read, mention, Reason.AUTOMATIC, lang, prepared.score)
        if prepared.basis is not Basis.REPLY:
            if self._suggestions and is_suggestion(prepared):
                complaint = self._complaint(origin, prepared)
                complaint = msgspec.structs.replace(complaint, intent=Intent.SUGGESTION.value)
                return Accepted(mention.at, complaint, None, read.ahead)
            if prepared.basis is Basis.MODEL and prepared.score < self._threshold:
                return self._left_out(read, mention, Reason.NOT_A_COMPLAINT, lang, prepared.score)
        if not self._complaints:
            return self._left_out(read, mention, Reason.NOT_FOLLOWED, lang)
        return Accepted(mention.at, self._complaint(origin, prepared), None, read.ahead)

    def _left_out(self, read: Read, mention: Mention, reason: Reason, lang: str, score: float = 1.0) -> Accepted:
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
        return Accepted(mention.at, None, left_out, read.ahead)

    def _complaint(self, origin: int, prepared: Prepared) -> Complaint:
        mention = prepared.mention
        handle = folded(mention.author)
        person = mention.person or (f"{mention.channel}/{handle}" if handle.isdigit() else handle)
        unnamed = UNNAMED if not mention.person and mention.author.startswith(UNKNOWN_AUTHOR) else ""
        # In the order of the fields: by their names it takes five times as long.
        return Complaint(
            origin,
            prepared.read.offset,
            mention.id,
            mention.brand,
            mention.at,
            f"{unnamed}{self._pseudonyms.of(person)}",
            shown(mention.text, SHOWN_CHARACTERS_MAX),
            prepared.terms,
            mention.title,
            prepared.quoted,
            mention.channel,
            prepared.lang,
            mention.product,
            mention.region,
            mention.reach,
            mention.repost_of,
            mention.reply_to,
            mention.url,
            mention.kind,
            round(prepared.score, 3),
            prepared.basis,
            self._screen.model.version,
            prepared.own,
            self._pseudonyms.of(handle),
            prepared.read.record_ms / 1000.0,
            mention.day_only,
            mention.version,
            "",
            prepared.lang_found,
        )


def attempted(budget: CpuBudget | None, work: Callable[..., T], items: Iterable[tuple[object, ...]]) -> list[T | Exception]:
    """What `work` returns or raises for each of the items, which may each take the CPU time of `budget`."""
    found: list[T | Exception] = []
    for item in items:
        try:
            if budget is not None:
                budget.begin()
            found.append(work(*item))
        except Exception as error:
            # Their frames would hold this list, and all of it would stay until the garbage is collected.
            error.__traceback__ = error.__context__ = error.__cause__ = None
            found.append(error)
    return found


def handed_on(settled: Accepted | Exception) -> Accepted:
    """What became of a mention in a step before; raises what was raised there."""
    if isinstance(settled, Exception):
        raise settled
    return settled


def in_its_language(draft: Prepared) -> Prepared:
    """A mention with the language that its words are in, rather than the one that is named."""
    draft.lang = language_of(draft.lang, draft.words)
    draft.lang_found = not tag_of(draft.mention.lang)
    return draft


def is_suggestion(prepared: Prepared) -> bool:
    """Whether a person says in their own words what there should be; who repeats it is of no stream but the first."""
    if prepared.own or prepared.echo:
        return False
    intent = intent_of(prepared.words, prepared.score, prepared.basis, prepared.mention.title)
    return intent is Intent.SUGGESTION


def rated_score(rating: float) -> float:
    """How likely a mention with this rating, 1 to 5, is a complaint: .97, .90, .50, .08 and .02, and between them."""
    below = min(4, int(rating))
    return RATED[below - 1] + (rating - below) * (RATED[below] - RATED[below - 1])


def masked(mention: Mention, needs: int = EVERYTHING) -> Mention:
    """The mention before anything reads it: what is personal is neither shown, nor quoted, nor a term. `needs`: what its
    text may hold."""
    text, title = mention.text, mask(mention.title)
    if needs & PERSONAL:
        text = mask(text, addresses=bool(needs & ADDRESSES), codes=bool(needs & CODES))
    if text == mention.text and title == mention.title:
        return mention
    return msgspec.structs.replace(mention, text=text, title=title)


def build_intake(configuration: Configuration) -> Intake:
    """The intake that is configured, with the shipped screen."""
    return Intake(configuration, load_screen())

"""From the bytes of one record of `mentions` to the complaint in the log of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detectors.mention import Complaint, Mention, Quoted
from detectors.text import detect_language, mask, normalise
from detectors.text.quotes import cut_quote
from stream.config.pseudonyms import Pseudonyms
from stream.kafka.codec import decode_mention
from stream.screens import load_screen

if TYPE_CHECKING:
    from detectors.screen import Screen
    from stream.config.load import Configuration

# What people read of a post on a card, and what a title is chosen from; longer reports say the same again.
SHOWN_CHARACTERS_MAX = 1_000


class Accepted(NamedTuple):
    """A mention that was accepted: its event time, and the complaint, or None when it is a mention and no complaint."""

    at: float
    complaint: Complaint | None


class Intake:
    """Checks, normalises and screens mentions. It keeps nothing that would change what it says of the next one."""

    def __init__(self, configuration: Configuration, screen: Screen) -> None:
        settings = configuration.settings
        self._screen = screen
        self._all_complaints = frozenset(settings.complaint_channels)
        own_threshold = screen.model.threshold
        self._threshold = own_threshold if settings.screen_threshold is None else settings.screen_threshold
        self._brands = configuration.brands
        self._pseudonyms = Pseudonyms(settings.author_key_bytes)

    def take(self, value: bytes | None, record_ms: int, origin: int, offset: int) -> Accepted:
        """What the record at `offset` of partition `origin` holds. Raises RefusedError when it is no mention."""
        mention = decode_mention(value, record_ms)
        own = self._brands.is_own(mention.brand, mention.author)
        said, quoted = cut_quote(mention.text)
        lang = mention.lang or detect_language(said)
        terms = normalise(said, lang, mention.title)
        if not terms and quoted is None and not mention.repost_of:
            return Accepted(mention.at, None)
        score = 1.0
        # What goes round is told as such whether it complains or jokes: the screen is for people's own words.
        echo = bool(mention.repost_of) or (quoted is not None and quoted.handle != "")
        if not own and not echo and mention.channel not in self._all_complaints:
            score = self._screen.score(said or mention.text, mention.kind, lang)
            if score < self._threshold:
                return Accepted(mention.at, None)
        complaint = self._complaint(mention, origin, offset, record_ms / 1000.0, lang, terms, quoted, score, own)
        return Accepted(mention.at, complaint)

    def _complaint(
        self,
        mention: Mention,
        origin: int,
        offset: int,
        received: float,
        lang: str,
        terms: tuple[str, ...],
        quoted: Quoted | None,
        score: float,
        own: bool,
    ) -> Complaint:
        return Complaint(
            origin=origin,
            offset=offset,
            id=mention.id,
            brand=mention.brand,
            at=mention.at,
            # The same name on two channels is two people, unless the producer says it is one.
            person=self._pseudonyms.of(mention.person or f"{mention.channel}/{mention.author}"),
            handle=self._pseudonyms.of_handle(mention.author),
            text=mask(mention.text[: 2 * SHOWN_CHARACTERS_MAX])[:SHOWN_CHARACTERS_MAX],
            terms=terms,
            title=mask(mention.title),
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
            score=round(score, 3),
            screen=self._screen.model.version,
            own=own,
            received=received,
        )


def build_intake(configuration: Configuration) -> Intake:
    """The intake that is configured, with the shipped screen."""
    return Intake(configuration, load_screen())

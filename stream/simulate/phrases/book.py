"""A phrase book: one language's templates by what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stream.simulate.grammar import Template

# Product lines of the brand: what `[product]` stands for, in every language.
PRODUCTS = (
    "P200",
    "P350",
    "Papyrion {P200|P350|printer}",
    "Folio scanner",
    "Folio",
    "Inkwell {plan|subscription|}",
    "Papyrion app",
    "PhotoDeck",
)


Texts = Mapping[str, Sequence[str]]


class Book:
    """Templates of everyday `complaints` and of `chatter` by topic, and of what is `planted` by its kind.

    `opening` and `closing` go round the message, whatever it is; some of them are empty.
    """

    def __init__(
        self,
        *,
        words: Texts,
        openers: Sequence[str],
        closers: Sequence[str],
        complaints: Texts,
        chatter: Texts,
        planted: Texts,
    ) -> None:
        known = {"product": PRODUCTS, **words}
        self.opening = [Template(text, known) for text in openers]
        self.closing = [Template(text, known) for text in closers]
        self.complaints, self.chatter, self.planted = (
            {topic: [Template(text, known) for text in texts] for topic, texts in shelf.items()}
            for shelf in (complaints, chatter, planted)
        )

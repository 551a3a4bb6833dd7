"""What the made-up customers of the made-up brand Papyrion say, by language. All of it is our own invention."""

from stream.simulate.phrases import de, en, es, fr
from stream.simulate.phrases.book import Book

BOOKS: dict[str, Book] = {"en": en.BOOK, "de": de.BOOK, "es": es.BOOK, "fr": fr.BOOK}

__all__ = ["BOOKS", "Book"]

"""What a trend is about, in words anybody can read: title, the sentence why, samples, clues."""

from detectors.explain.clues import breakdown_of, clues_of, product_of
from detectors.explain.digest import digest_of
from detectors.explain.samples import samples_of
from detectors.explain.tell import TrendContext, tell
from detectors.explain.titles import title_of
from detectors.explain.why import lasting, usual_text, why_of
from detectors.explain.why_not import FirstPeople, never_opens, why_not
from detectors.explain.words import top_terms, weights_of
from detectors.text.simple_words import Words, plain_words
from detectors.values import Titles

__all__ = [
    "FirstPeople",
    "Titles",
    "TrendContext",
    "Words",
    "breakdown_of",
    "clues_of",
    "digest_of",
    "lasting",
    "never_opens",
    "plain_words",
    "product_of",
    "samples_of",
    "tell",
    "title_of",
    "top_terms",
    "usual_text",
    "weights_of",
    "why_not",
    "why_of",
]

"""What it takes while hardly anybody else has written about a brand, for `explain`; the rule is in `share_kernel.risen`."""

from __future__ import annotations

import math

from detectors.spikes.share_kernel import NEW_MIN, NEW_PEOPLE, NEW_PRIOR_MAX, NEW_SHARE
from detectors.trends.brand_tests import HELD, BrandTests
from detectors.trends.tiers import THE_BRAND

HOUR = 3600


def needed_people(tests: BrandTests, bucket: int, people_min: int) -> int:
    """How many people an alert needs in the hour that ends with `bucket` while nobody can be compared with; 0 later."""
    writing = tests.people(THE_BRAND, bucket, HOUR)
    # Of a brand that is silent nobody leaves the windows for the past; by their times they have.
    others = tests.shares.past.people + tests.people(THE_BRAND, bucket, HELD) - writing
    return max(people_min, int(NEW_MIN), math.ceil(NEW_SHARE * writing)) if others < NEW_PEOPLE else 0


def is_everyday(tests: BrandTests, term: str, lang: str) -> bool:
    """Whether so many people use a term anyway that it opens nothing while nobody can be compared with."""
    return tests.knowledge.share(term, lang, tests.terms_each) > NEW_PRIOR_MAX


def never_opens(tests: BrandTests, term: str, lang: str) -> bool:
    """Whether a term is part of the brand's own name, or a word of every request in its language."""
    return tests.priors.of(lang, tests.terms_each)([term])[0] < 0.0

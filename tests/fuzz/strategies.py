"""Hostile texts for hypothesis: pieces that are hard for some reader, repeated, and whatever Unicode and JSON allow."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from tests.fuzz.targets import PIECES

_NUMBERS = st.integers() | st.floats(allow_nan=True) | st.just(10**400)
_VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5),
    max_leaves=20,
)
_FIELDS = st.sampled_from(
    (
        "id",
        "text",
        "author",
        "created_at",
        "brand",
        "kind",
        "rating",
        "type",
        "at",
        "trend_id",
        "people",
        "members",
        "origin",
    )
)


def hostile() -> st.SearchStrategy[str]:
    """A text: pieces many times over, any text, or JSON with fields that some reader looks for."""
    repeated = st.builds(
        lambda head, unit, many, tail: (head + "".join(unit) * many + tail)[:20_000],
        st.sampled_from(PIECES),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=4),
        st.integers(1, 3_000),
        st.sampled_from(PIECES),
    )
    objects = st.dictionaries(_FIELDS, _VALUES, max_size=8).map(json.dumps)
    deep = st.builds(
        lambda opening, many: opening * many, st.sampled_from(("[", '{"a":', "(", "<b>")), st.integers(1, 3_000)
    )
    surrogates = st.text(st.characters(codec=None), max_size=200)
    return st.one_of(repeated, st.text(max_size=300), surrogates, objects, deep)

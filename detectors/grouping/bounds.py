"""The clusterer's parameters as its kernels take them."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """The estimator's parameters as the kernel takes them; see the estimator for their meaning."""

    similarity_min: float
    cosine_min: float
    short_terms: float
    long_factor: float
    popularity: float
    popularity_half_lives: float
    memory_texts: float
    half_life_min: float
    half_life_max: float
    rate_seconds: float
    survival_min: float
    weight_min: float
    gaps_max: float
    common_share: float
    common_groups: float
    visited_max: int
    postings_max: int
    groups_max: int
    terms_max: int
    stride_bits: int
    sweep: int
    term_fading: float
    wrapping_share: float

"""Grouping similar complaints: which of the live groups does a text belong to, or is it the first of its kind?"""

from detectors.grouping.estimator import NO_GROUP, Grouping, Terms

__all__ = ["NO_GROUP", "Grouping", "Terms"]

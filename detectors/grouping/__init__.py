"""Grouping similar complaints: which of the live groups does a text belong to, or is it the first of its kind?"""

from detectors.grouping.estimator import NO_GROUP, Grouping
from detectors.grouping.peer import CLUSTERERS, Grouper, TextClustGrouping, build_grouping
from detectors.grouping.vocabulary import Terms

__all__ = ["CLUSTERERS", "NO_GROUP", "Grouper", "Grouping", "Terms", "TextClustGrouping", "build_grouping"]

"""Scores: what a detector is worth, against labelled series and simulated nulls. Pure, as all of `detectors`."""

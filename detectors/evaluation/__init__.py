"""Scores against what is known: labelled groupings, series, incidents, simulated worlds."""

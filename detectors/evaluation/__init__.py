"""How right the detectors are: labelled groupings, series, nulls, incidents and worlds; pure, files are read elsewhere."""

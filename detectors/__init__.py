"""Groundswell's detectors: values in, values out.

The words, one each: a **mention** is a post about a brand; a **complaint** is a mention that the screen let through,
normalised; a **group** is the clusterer's unit, complaints told alike; a **trend** is what people complain about, one
problem, one alert; a **person** is one author under a keyed hash; a **bucket** is five minutes of event time.

Nothing in this package does I/O, reads a clock, the environment or a file, logs, or is asynchronous: what a decision needs
is passed in, what was decided is returned with its reason.
"""

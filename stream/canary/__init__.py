"""The canary: a burst of made-up complaints every hour in every partition, whose alert shows that the whole path works.

There is no special path for it: a canary is a brand like any other to intake and engines. Consumers of alerts hide it.
"""

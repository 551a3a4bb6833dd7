"""What kind of trend it is: many independent people, a post that went round, the brand's own, a campaign, one customer.

The verdict is read from the posts alone, by shares that a reader can check; it says what was measured, not the cause.
`detectors.verdict.judge` looks at texts by compiled passes, which a command that only names a verdict need not load.
"""

from detectors.verdict.names import ECHOES, WORDS, Context, Rules, Verdict, VerdictName, plural
from detectors.verdict.roots import is_echo, is_own, root_of

__all__ = [
    "ECHOES",
    "WORDS",
    "Context",
    "Rules",
    "Verdict",
    "VerdictName",
    "is_echo",
    "is_own",
    "plural",
    "root_of",
]

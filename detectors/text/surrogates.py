"""Half an emoji in JSON: an escaped surrogate without its other half, left by a producer that cuts texts to a length."""

from __future__ import annotations

import re

# Escapes in the order they stand in, so that an escaped backslash hides what follows it; the group is a lone surrogate.
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.")


def replace_lone_surrogates(value: bytes) -> bytes:
    r"""JSON whose escaped surrogates all come in pairs: a lone one is replaced by U+FFFD. Linear in the bytes.

    >>> replace_lone_surrogates(rb'"\ud83d\ude00 \ud83d \\ud83d"')
    b'"\\ud83d\\ude00 \\ufffd \\\\ud83d"'
    """
    # Latin-1 gives every byte a sign of its own, and back.
    text = value.decode("latin-1")
    return _ESCAPE.sub(lambda match: "\\ufffd" if match[1] else match[0], text).encode("latin-1")

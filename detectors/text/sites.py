"""The site that a link points to, by its name: often it is the problem itself, or what a campaign spreads.

The name is the label before the public suffix: `https://www.old.reddit.com/r/x` is `reddit`, `http://shop.example.co.uk` is
`example`. Link shorteners say nothing of where they lead and give none; so do addresses of numbers.
"""

from __future__ import annotations

import re

_SHORTENED = """
    adf.ly amzn.to bit.do bit.ly bitly.com buff.ly cutt.ly db.tt dlvr.it fb.me flip.it goo.gl goo.su ht.ly ift.tt
    is.gd j.mp lnkd.in ow.ly qr.ae rb.gy rebrand.ly s.id shorturl.at shrtco.de snip.ly soo.gd t.co t.ly t.me tiny.cc
    tinyurl.com tr.im trib.al u.to urlz.fr v.gd wa.me wp.me x.co youtu.be
"""
_SHORTENERS = frozenset(_SHORTENED.split())
# Labels under which countries register names.
_SECOND_LEVEL = frozenset(["ac", "co", "com", "edu", "gob", "gov", "go", "gv", "mil", "ne", "net", "nic", "or", "org"])
# The user part of a link ends with the last @ of its authority; possessive, so that nothing is tried twice.
_HOST = re.compile(r"\w{1,12}+://(?:[^\s/?#@]*+@)?([\w.\-]{1,253}+)")


def site_of(link: str) -> str:
    """The name of the site of a link, in lower case; empty where it has none.

    >>> [site_of(link) for link in ("https://www.old.reddit.com/r/x", "http://shop.example.co.uk", "https://t.co/Ab1")]
    ['reddit', 'example', '']
    """
    found = _HOST.match(link)
    if found is None:
        return ""
    host = found[1].lower().strip(".").removeprefix("www.")
    labels = host.split(".")
    if host in _SHORTENERS or len(labels) < 2 or labels[-1].isdigit():
        return ""
    labels.pop()
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1]


__all__ = ["site_of"]

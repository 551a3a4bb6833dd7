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

# A name without a scheme is a link where a path follows it, or where it ends as names of sites do and words do not: in
# "gone.it is" a space is missing. `example`, `invalid` and `test` are kept for examples (RFC 2606).
_ENDINGS = """
    com net org info biz shop store online site website xyz top club live life app vip fun icu space click link page dev pro
    world today example invalid test
"""
_BARE_ENDINGS = frozenset(_ENDINGS.split())
_BARE = re.compile(r"(?<![\w@./:\-])((?:[^\W_][\w\-]{0,62}+\.){1,4}+[^\W\d_]{2,24}+)(?![\w@])(/[\w\-])?")
BARE_MAX = 20


def bare_sites(text: str) -> frozenset[str]:
    """The sites that a text names without a scheme; a bounded number of them. Linear in the text.

    >>> sorted(bare_sites("deals at www.dealhub.example/x or lamps.shop; e.g. bit.ly/x, a.b.c/d, version 1.2, gone.it is"))
    ['dealhub', 'lamps']
    """
    found = set()
    for count, bare in enumerate(_BARE.finditer(text)):
        if count >= BARE_MAX:
            break
        host, path = bare.groups()
        if path or host.rpartition(".")[2].lower() in _BARE_ENDINGS:
            found.add(site_of(f"https://{host}"))
    return frozenset(found - {""})


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


__all__ = ["bare_sites", "site_of"]

"""Lists that the normalisation of text goes by."""

from __future__ import annotations

_STEMMED = """
    ar:arabic ca:catalan cs:czech da:danish de:german el:greek en:english es:spanish et:estonian eu:basque fa:persian
    fi:finnish fr:french ga:irish hi:hindi hu:hungarian hy:armenian id:indonesian it:italian lt:lithuanian ne:nepali
    nl:dutch no:norwegian pl:polish pt:portuguese ro:romanian ru:russian sr:serbian sv:swedish ta:tamil tr:turkish
    yi:yiddish
"""
_RENAMED = "nb:no nn:no iw:he in:id ji:yi mo:ro fil:tl cmn:zh yue:zh"
_CONTENT_EN = """
    affected affecting affects announce area bill buy call changes clear click close computer copy cry detail down empty
    end ended fail failing fails fill find fire fix free full gone group help home homepage html http ignored index
    information join keys late lately line link long lost low member members microsoft mill miss move net netscape new
    newer newest number numbers off old older open opened opening opens order ordered ordering orders page pages place
    point pointing problem problems ran recent recently ring room rooms run save second section self sent show showed
    showing shows side site slow small state stop system test text tip top turn turned turning tv twice update value web
    webpage website words work worked working works world young
"""
_DOMAIN_ENDS = """
    ai app ar at au be bg biz br ca ch cl cn co com cz de dev dk edu es eu fi fr gl gov gr hk hr hu id ie il in info io
    it jp kr ly me mx my net nl no nz org ph pl pt ro rs ru se sg si sk th to tr tv tw ua uk us vn za
"""

# Snowball's name of each language that has a stemmer.
STEMMERS = dict(pair.split(":") for pair in _STEMMED.split())
# Other codes of the same language.
RENAMED = dict(pair.split(":") for pair in _RENAMED.split())
# The stop lists were made for search engines and hold words that name what a complaint is about: these are kept.
CONTENT = {"en": frozenset(_CONTENT_EN.split())}
# Languages that write short words onto the next one: l'ordinateur.
ELIDING = frozenset(("fr", "it", "ca"))
# What is cut off the end of a name with dots: facebook.com, bbc.co.uk.
DOMAIN_ENDS = frozenset(_DOMAIN_ENDS.split())

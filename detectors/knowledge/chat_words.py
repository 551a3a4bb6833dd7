"""What people write for short, and how they laugh or sigh: words of any post, and of no fault more than of another.

Word lists of a language rest on longer texts and take these for rare, so that five people who write "smh" would be news.
Whole phrases that deny something ("gak bisa") are still read as that, for the text is looked at there (`failures`).
"""

from __future__ import annotations

CHAT_WORDS = {
    "en": "ur rn idk idc lol lmao lmfao rofl omg omfg smh tbh imo imho ffs wtf wth ngl ikr gonna wanna gotta kinda tho cuz "
    "bc bcuz bruh bro dude yall nah yep yup thx btw fyi ugh meh yikes hmm haha hahaha jk nvm af",
    "de": "nich nix hab nen halt ey digga lg vg mfg vlt evtl bzw kp jmd haha",
    "fr": "jsuis jpeux jsais jai cest ptn mdr ptdr pk pcq psk svp stp slt bjr bcp tjs tjr mtn wesh",
    "es": "xq pq porq tb tmb xfa xfavor jaja jajaja jajajaja bn dnd wey weon",
    "pt": "vc vcs pq pqp tb tbm mt mto cmg ctg ta pra pras blz vlw obg kkk kkkk kkkkk rs mano aff",
    "it": "nn xke cmq ke qlc qlcs tt anke grz raga boh mah ahah ahahah",
    "nl": "ff mn ofzo gwn idd wss haha",
    "tr": "bi cok yaa abi bisey lan ulan amk yav kanka",
    "id": "ga gak gk nggak ngga kagak udah udh sdh aja yg dgn utk tdk blm bgt banget gue gua gw lu elu sih dong kok nya "
    "kalo klo tp jd jdi krn krna sm gmn gimana bs org min kak gan bang dr pd jg trus lg nih tuh deh loh wkwk wkwkwk",
    "ms": "xleh tak nak dah je jer la lah pun korang",
    "vi": "ko kg dc mn mk vs ntn cx nha ib ae vl vcl",
    "ru": "че ща щас норм пж плз пжл спс капец блин ваще короче ппц лол имхо кст хз мб оч",
    "uk": "шо норм плз блін капець",
    "pl": "wgl tez juz sie nwm xd xdd xddd spoko elo",
    "sv": "typ asså liksom fan",
    "tl": "po opo nyo nung yung ung lang naman talaga sana",
    "hi": "bhai yaar hai nhi kya",
}

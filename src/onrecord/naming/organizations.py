"""Organizations' names: acronyms, media outlets, and the common nouns that stand for well-known ones."""

from __future__ import annotations

import re

from onrecord.naming.tables import word_set
from onrecord.naming.variants import fold

__all__ = ["HYPERNYMS", "is_media", "same_organization"]

_MEDIA_WORDS = re.compile(
    r"\b(?:Times|Post|Journal|Herald|Tribune|Gazette|Chronicle|Observer|Guardian|Telegraph|Independent|Mirror|Inquirer|Enquirer"
    r"|Examiner|Globe|Courier|Dispatch|Sentinel|Register|Ledger|Daily|Weekly|Magazine|Newspaper|News|Radio|TV|Television"
    r"|Broadcasting|Press|Newswire|Wire|Gazeta|Zeitung|Today|Bee|Republic|Sun|Star|Standard|Beast|Hill|Atlantic|Nation|Economist)$"
)
_MEDIA = word_set("""
ap afp reuters associated press bloomberg cnn bbc nbc abc cbs fox msnbc npr pbs c-span cspan politico axios vox
buzzfeed breitbart huffpost newsweek time slate salon vice wapo nyt wsj ft cnbc cbc sky itv dpa tass ria interfax
ukrinform unian xinhua kyodo yonhap aljazeera espn univision telemundo yahoo drudge infowars propublica quartz
spiegel bild welt monde figaro liberation pais corriere repubblica kommersant vedomosti izvestia meduza haaretz
anadolu
""")
_SMALL = word_set("of the and for on in to a an at de du la le und der des")

# What news calls a body after its first naming, where the noun is not part of the name.
HYPERNYMS: dict[str, frozenset[str]] = {
    "alliance": frozenset({"nato", "north atlantic treaty organization", "north atlantic treaty organisation"}),
    "bloc": frozenset({"eu", "european union", "asean", "mercosur", "g77", "g 77", "brics", "african union", "nato"}),
    "union": frozenset({"eu", "european union", "african union"}),
    "agency": word_set("fbi cia nsa epa iaea irs dea fda cdc fema nasa"),
    "bureau": frozenset({"fbi", "federal bureau of investigation"}),
    "organization": frozenset({"who", "united nations", "un", "wto", "nato", "opec"}),
    "cartel": frozenset({"opec"}),
    "lender": frozenset({"imf", "world bank", "international monetary fund"}),
    "watchdog": frozenset({"iaea", "international atomic energy agency"}),
}


def is_media(name: str) -> bool:
    """Whether a name is a media outlet's, by the words that such names end in or by a short table."""
    words = fold(re.sub(r"^[Tt]he\s+", "", name)).split()
    if not words:
        return False
    if " ".join(words[:2]) == "associated press" or (words[0] in _MEDIA and (len(words) == 1 or words[-1] == "news")):
        return True
    return len(words) > 1 and bool(_MEDIA_WORDS.search(name.strip()))


def same_organization(one: str, other: str) -> bool:
    """Whether two names can be one organization's: equal but for "the", an acronym of the other, or its last words.

    >>> same_organization("the IMF", "International Monetary Fund")
    True
    """
    a, b = _words(one), _words(other)
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1 and len(long) > 1 and len(short[0]) > 1:
        initials = "".join(word[0] for word in long if word not in _SMALL)
        return short[0] == initials or short[0] == "".join(word[0] for word in long)
    return len(short) > 1 and long[-len(short) :] == short


def _words(name: str) -> list[str]:
    return [word for word in fold(re.sub(r"^[Tt]he\s+", "", name)).split() if word]

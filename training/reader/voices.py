"""Words of cues that tell a voice by themselves: weak labels for the many cues that nobody has labelled by hand."""

from __future__ import annotations

import re

SPEECH = frozenset(
    """said says say saying told tells telling tell wrote writes write writing added adds adding stated states stating
    announced announces announcing announcement argued argues arguing asked asks asking claimed claims claiming claim
    described describes describing declared declaring declares denied denies denying criticized criticised criticizing
    criticism noted notes noting suggested suggests suggesting tweeted tweeting tweet testified warned warns warning
    accused accuses accusing replied responded responding urged urges urging insisted insists vowed vows pledged
    promised promises reported reports according statement called calls calling talked talking talks spoke speaks
    speaking speech explained explains explaining complained predicted blasted denounced denouncing praised praising
    praise slammed mocked cited cites citing questioned questions acknowledged acknowledges admitted recalled recalls
    concluded emphasized emphasizing stressed reiterated repeated mentioned mentions remarked remarks commented comment
    quipped joked boasted lamented quoted quoting interview posted condemned dismissed rejected alleged allegations
    assured recounted discussed debate debated referred referring addressed answered endorsed chanted shouted railed
    touted thanked advised confirmed revealed disclosed raised conceded signaled email emailed""".split()
)
ATTITUDE = frozenset(
    """believe believes believed believing think thinks thought want wants wanted hope hopes hoped hoping fear fears
    feared expect expects expected expecting know knows knew feel feels felt like likes liked prefer prefers preferred
    favor favors favored oppose opposes opposed plan plans planned planning intend intends intended agree agrees worry
    worried worries doubt doubts doubted wonder wonders wondering understand understands understood admire desire eager
    willing skeptical confident determined decided convinced view views viewed sees consider considers considered
    concerned interested supportive care cares envision envisions loves hates disdain passionate idea opinion aims aim
    goal dedicated seeks hopeful desperate optimistic loyal""".split()
)
OTHER = frozenset(
    """show shows showed showing shown indicate indicates indicated appear appears appeared seem seems seemed tried try
    tries trying avoid avoids ignored refuses refused did didn doesn hasn won isn adopted imposed signed voted vote
    introduced provided gave sent began began took put pushed pushing backed fired voting appointed approved identified
    backing abolished needs need made respond focused""".split()
)
_LISTS = (SPEECH, ATTITUDE, OTHER)


def weak_voice(cue: str) -> int | None:
    """0 speech, 1 attitude, 2 other; None where the words tell nothing or contradict each other."""
    words = set(re.findall(r"[a-z]+", cue.lower()))
    told = [k for k, known in enumerate(_LISTS) if words & known]
    if told == [0, 2] and not words & {"not", "didn", "doesn", "hasn", "isn", "refused", "refuses"}:
        return 0
    return told[0] if len(told) == 1 else None

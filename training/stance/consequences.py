"""Training claims made from parts: what a thing does, is, or is said to be, and which side that takes toward it.

Words of ours, put together by rule: "X lowers crime", "there is no evidence that X lowers crime", "without X crime
would grow", "banning X would raise crime". They teach that a side is a product of signs: of the effect, of what it is
an effect on, of a denial around it, and of what the proposition asks to be done with the thing.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from data import AGAINST, FOR, NEUTRAL, Pair, is_plural, proposed

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD = (
    "public health|economic growth|freedom of choice|equality|social cohesion|competition|innovation|job creation|"
    "safety|trust|peace|stability|democracy|privacy|self-confidence|life expectancy|productivity|the quality of care|"
    "biodiversity|academic performance|family life|mental health|individual liberty|the rule of law|accountability|"
    "tolerance|air quality|living standards|solidarity|creativity|national security|consumer choice|fairness|"
    "human dignity|literacy|investment|employment|transparency|efficiency|local business|international cooperation|"
    "food security|social mobility|critical thinking|civic engagement|human rights|freedom of expression|"
    "the well-being of children|wages|tourism|scientific progress|energy independence|good governance|"
    "mutual understanding|morale|team spirit|patient outcomes|access to education|women's rights|minority rights|"
    "the environment|cultural heritage|physical fitness|reconciliation|diversity|discipline|independence|"
    "opportunities for the young|tax revenue|property values"
).split("|")
BAD = (
    "crime|poverty|inequality|corruption|unemployment|pollution|violence|discrimination|addiction|obesity|"
    "child mortality|tax evasion|debt|stress|anxiety|depression|road deaths|waste|racism|extremism|terrorism|"
    "instability|conflict|abuse|exploitation|fraud|disease|greenhouse gas emissions|homelessness|hunger|loneliness|"
    "illegal trade|organised crime|bureaucracy|overcrowding|deforestation|bullying|suicide|infection|hatred|"
    "prejudice|resentment|abuse of power|cruelty|ignorance|injustice|war|suffering|noise|inflation|drug use|"
    "aggression|side effects|cheating|human trafficking|social exclusion|segregation|repression|dependency|"
    "birth defects|cancer|erosion|flooding|economic decline|backlash|harassment|moral decay|mistrust|"
    "sectarian tension|burnout|censorship|teenage pregnancy|accidents|the risk of injury"
).split("|")
UP = "increase|raise|cause|lead to|bring|promote|encourage|contribute to|result in|create|drive|spread|add to|mean more"
UP_GOOD = "improve|protect|safeguard|restore|enhance|boost|strengthen|foster|support|advance|benefit|secure|guarantee"
UP_BAD = "worsen|fuel|exacerbate|provoke|breed|perpetuate|aggravate|reward|invite|normalise|expose people to|glorify"
DOWN = "reduce|decrease|lower|limit|hinder|weaken|prevent|diminish|eliminate|cut|slow|stand in the way of|stop"
DOWN_GOOD = "harm|threaten|damage|erode|violate|endanger|jeopardise|destroy|undermine|sacrifice|infringe on|stifle"
DOWN_BAD = "combat|alleviate|fight|mitigate|cure|tackle|protect people from|deter|address|ease|help end|offset"
ADJECTIVE_GOOD = (
    "effective|safe|fair|just|necessary|legal|lawful|beneficial|affordable|humane|reliable|sustainable|efficient|"
    "popular|useful|moral|legitimate|constitutional|harmless|cheap|clean|well designed|proportionate|democratic|"
    "valuable|successful|sound|rational|proven|indispensable|justified|morally right|cost-effective|a great success|"
    "a human right|the best solution available|a source of pride|natural|healthy|essential|desirable|true|"
    "a force for good|permitted under international law|a moral duty|good for the economy|"
    "in the interest of everyone|long overdue"
).split("|")
ADJECTIVE_BAD = (
    "ineffective|dangerous|unfair|unjust|unnecessary|illegal|unlawful|harmful|costly|cruel|unreliable|unsustainable|"
    "wasteful|unpopular|useless|immoral|illegitimate|unconstitutional|discriminatory|expensive|dirty|flawed|"
    "disproportionate|undemocratic|outdated|counterproductive|inhumane|irrational|absurd|arbitrary|divisive|obsolete|"
    "a failure|a form of collective punishment|a violation of human rights|an insult to human dignity|unnatural|"
    "unhealthy|a waste of money|false|a threat to society|contrary to international law|morally wrong|"
    "a burden on the poor|impractical|too risky|a relic of the past|riddled with abuse|open to manipulation"
).split("|")
LITTLE = "little|hardly any|no|very little|less|minimal|far less|almost no"
MUCH = "much|a great deal of|more|plenty of|considerable|a lot of|too much|increasing"
PEOPLE = (
    "Experts|Most economists|Doctors|Scientists|Parents|Critics|Many teachers|Human rights groups|The courts|"
    "Historians|Voters|Farmers|Judges|Local residents|Religious leaders|The unions|Studies|Researchers|"
    "Several reports"
).split("|")
PRAISE = "support|back|welcome|praise|defend|endorse|speak in favour of|recommend|are in favour of|have benefited from"
BLAME = "oppose|criticise|condemn|reject|denounce|warn of|speak out against|fear|have suffered from|have doubts about"
CERTAIN = (
    "{c}|{c}|{c}|It is clear that {c}|Studies show that {c}|There is strong evidence that {c}|It is argued that {c}|"
    "In the long run {c}|Experience shows that {c}|{p} agree that {c}|{p} have found that {c}|In many countries {c}|"
    "Nobody can deny that {c}|According to a report, {c}"
).split("|")
DENIED = (
    "It is not true that {c}|There is no evidence that {c}|It is a myth that {c}|No study has shown that {c}|"
    "{p} have found no proof that {c}|The claim that {c} is false|It has never been shown that {c}|"
    "It is doubtful that {c}|Nothing suggests that {c}"
).split("|")
REMOVING = (
    "Banning|Abolishing|Ending|Prohibiting|Scrapping|Giving up|Cutting|Restricting|Getting rid of|Removing|Opposing"
)
ADDING = (
    "Allowing|Introducing|Expanding|Supporting|Adopting|Funding|Legalising|Promoting|Investing in|Permitting|Keeping"
)
OPENERS_FOR = (
    "I could not agree more.|Finally somebody says it.|Count me in.|Bravo.|I have seen it work.|This is great news.|"
    "I love this.|My own family is grateful for it.|Why would anyone be against this?|"
    "What is everybody so afraid of?|It works for us.|As a nurse I can only recommend it.|I do not see the problem.|"
    "Thank goodness for {t}.|We need more of this."
).split("|")
OPENERS_AGAINST = (
    "I could not disagree more.|What a terrible idea.|Enough is enough.|I am tired of this.|"
    "The author must be joking.|Please stop this nonsense.|I have seen what it does.|Who profits from this?|"
    "Count me out.|This is shameful.|How can anyone defend this?|As a teacher I see the damage every day.|Sorry, no.|"
    "Shame on those behind {t}.|We can do without."
).split("|")
ASIDES = (
    "I grew up in a small town.|I read the whole article twice.|My grandmother used to talk about this.|"
    "We live in strange times.|The year was 1994.|I am a retired engineer.|Some of the other comments made me think.|"
    "Here is my story.|The numbers are there for all to see.|Let us be honest.|This has been going on for decades.|"
    "My sister lives abroad."
).split("|")


HELPERS = ("helps to", "tends to")


def _of(words: str, rng: random.Random) -> str:
    return rng.choice(words.split("|"))


def _third(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    ending = "es" if first.endswith(("s", "sh", "ch", "x")) else "ies" if first.endswith("fy") else "s"
    stem = first[:-1] if ending == "ies" else first
    return " ".join([stem + ending, rest]).strip()


def _effect(rng: random.Random) -> tuple[str, int]:
    """A verb phrase in its plain form, and the side of who says a thing does that."""
    good, more = rng.random() < 0.5, rng.random() < 0.5
    own = {(True, True): UP_GOOD, (False, True): UP_BAD, (True, False): DOWN_GOOD, (False, False): DOWN_BAD}[good, more]
    verb = _of(own if rng.random() < 0.5 else UP if more else DOWN, rng)
    object_ = rng.choice(GOOD if good else BAD)
    if rng.random() < 0.15:
        other = rng.choice(GOOD if good else BAD)
        object_ = f"{object_} and {other.removeprefix('the ')}"
    return f"{verb} {object_}", 1 if good == more else -1


def _clause(thing: str, rng: random.Random) -> tuple[str, int]:
    """A plain clause about a thing and its side toward it."""
    many = is_plural(thing)
    draw = rng.random()
    if draw < 0.5:
        verb, side = _effect(rng)
        form = rng.random()
        if form < 0.4:
            return f"{thing} {verb if many else _third(verb)}", side
        if form < 0.75:
            helper = rng.choice(
                ("can", "will", "may", "would", "could", *(("help to", "tend to") if many else HELPERS))
            )
            return f"{thing} {helper} {verb}", side
        refusal = rng.choice(("will not", "cannot", *(("do not", "fail to") if many else ("does not", "fails to"))))
        return f"{thing} {refusal} {verb}", -side
    be = "are" if many else "is"
    if draw < 0.8:
        side = rng.choice((1, -1))
        word = rng.choice(ADJECTIVE_GOOD if side > 0 else ADJECTIVE_BAD)
        if rng.random() < 0.25:
            return f"{thing} {be} {rng.choice(('not', 'not always', 'no longer', 'hardly'))} {word}", -side
        return f"{thing} {be} {rng.choice(('', '', 'often ', 'simply ', 'generally '))}{word}", side
    if draw < 0.9:
        good = rng.random() < 0.5
        more = rng.random() < 0.5
        verb = rng.choice(("cause", "bring", "produce", "involve", "lead to"))
        amount = _of(MUCH if more else LITTLE, rng)
        what = rng.choice(GOOD if good else BAD)
        return f"{thing} {verb if many else _third(verb)} {amount} {what}", 1 if good == more else -1
    more_good = rng.choice((1, -1))
    word = "more good than harm" if more_good > 0 else "more harm than good"
    return f"{thing} {'do' if many else 'does'} {word}", more_good


def claim(thing: str, rng: random.Random) -> tuple[str, int]:
    """A claim about ``thing`` (a noun phrase) and its side toward it, 1 or -1."""
    draw, person = rng.random(), rng.choice(PEOPLE)
    if draw < 0.5:
        clause, side = _clause(thing, rng)
        return rng.choice(CERTAIN).format(c=clause, p=person), side
    if draw < 0.6:
        clause, side = _clause(thing, rng)
        return rng.choice(DENIED).format(c=clause, p=person), -side
    if draw < 0.72:
        verb, side = _effect(rng)
        if rng.random() < 0.5:
            return f"{_of(REMOVING, rng)} {thing} {rng.choice(('would', 'will', 'could'))} {verb}", -side
        return f"{_of(ADDING, rng)} {thing} {rng.choice(('would', 'will', 'could'))} {verb}", side
    if draw < 0.8:
        side = rng.choice((1, -1))
        return f"{person} {_of(PRAISE if side > 0 else BLAME, rng)} {thing}", side
    if draw < 0.88:
        conceded, other = _clause(thing, rng)
        meant, side = _clause("they" if is_plural(thing) else "it", rng)
        joint = rng.choice(("Although", "Even if", "While")) if other != side else "Since"
        return f"{joint} {conceded}, {meant}", side
    if draw < 0.95:
        good = rng.random() < 0.5
        what = rng.choice(GOOD if good else BAD)
        verb = rng.choice(("suffer", "disappear", "decline") if good else ("grow", "return", "get worse"))
        if good and rng.random() < 0.3:
            return f"Without {thing} there would be more {what}", -1
        return f"Without {thing} {what} would {verb}", 1
    side = rng.choice((1, -1))
    word = rng.choice(
        ("better", "safer", "cheaper", "fairer", "more effective") if side > 0 else ("worse", "less effective")
    )
    return f"{thing} {'are' if is_plural(thing) else 'is'} {word} than the alternatives", side


def comment(thing: str, rng: random.Random) -> tuple[str, int]:
    """Several sentences of one side, the way readers write: an opening, claims, asides."""
    side = rng.choice((1, -1))
    parts = [rng.choice(OPENERS_FOR if side > 0 else OPENERS_AGAINST).format(t=thing)]
    wanted = rng.randint(1, 3)
    while wanted:
        said, taken = claim(thing if rng.random() < 0.6 else "they" if is_plural(thing) else "it", rng)
        if taken == side:
            parts.append(said[:1].upper() + said[1:] + ".")
            wanted -= 1
    if rng.random() < 0.6:
        parts.insert(rng.randint(0, len(parts)), rng.choice(ASIDES))
    return " ".join(parts), side


def joined(pairs: list[Pair], count: int, rng: random.Random) -> list[Pair]:
    """Longer texts: two to five of one side and proposition run together, like a comment."""
    groups: dict[tuple[str, int], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((pair.proposition, pair.label), []).append(pair)
    several = [group for group in groups.values() if len(group) > 1]
    made = []
    for _ in range(count):
        group = rng.choice(several)
        some = rng.sample(group, min(len(group), rng.randint(2, 5)))
        text = " ".join(re.sub(r"([^.!?])$", r"\1.", one.text[:1].upper() + one.text[1:].strip()) for one in some)
        if rng.random() < 0.4:
            text = f"{rng.choice(ASIDES)} {text}"
        made.append(Pair(some[0].proposition, text, some[0].label, some[0].topic, "joined", "train"))
    return made


def made(targets: list[tuple[str, str]], count: int, seed: int) -> Iterator[Pair]:
    """``count`` pairs about things drawn from (noun phrase, topic); a seventh is about another thing, and neutral."""
    rng = random.Random(seed)
    for _ in range(count):
        thing, topic = rng.choice(targets)
        text, side = comment(thing, rng) if rng.random() < 0.15 else claim(thing, rng)
        text = text[:1].upper() + text[1:]
        proposition, asked = proposed(thing, rng)
        label = FOR if side == asked else AGAINST
        if rng.random() < 1 / 7:
            other = rng.choice(targets)
            if other[1] == topic:
                continue
            proposition, label = proposed(other[0], rng)[0], NEUTRAL
        yield Pair(proposition, text, label, topic, "made", "train")

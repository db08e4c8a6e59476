"""The nouns by which news calls those who speak when it does not name them, by the kind of actor they denote."""

from __future__ import annotations

from typing import Literal

from onrecord.naming.tables import word_set

__all__ = ["FEMALE_NOUNS", "MALE_NOUNS", "NounKind", "is_plural", "noun_kind", "singular"]

NounKind = Literal["person", "people", "organization", "media", "document", "country"]

MALE_NOUNS = word_set("""
businessman spokesman chairman congressman councilman man husband father son brother king prince gentleman guy boy
uncle grandfather widower policeman statesman salesman clergyman boyfriend nephew grandson anchorman lad
""")
FEMALE_NOUNS = word_set("""
businesswoman spokeswoman chairwoman congresswoman councilwoman woman wife mother daughter sister queen princess
lady girl aunt grandmother widow actress hostess stateswoman girlfriend niece granddaughter anchorwoman heiress
""")
_PERSON = (
    MALE_NOUNS
    | FEMALE_NOUNS
    | word_set("""
academic activist actor adviser advisor advocate agent aide aide ally ambassador analyst anchor announcer architect
artist assistant astronaut athlete attorney author banker billionaire biographer biologist bishop blogger boss
broker candidate captain cardinal caller campaigner celebrity ceo chair chairperson challenger chancellor chief
cleric clerk coach colleague columnist comedian commander commentator commissioner communicator conservative
consultant contender contestant contributor coordinator correspondent councillor counsel counselor counterpart
critic curator dean defendant delegate democrat deputy designer developer dictator diplomat director doctor donor
driver economist editor employee engineer entrepreneur envoy executive expert farmer fellow filmmaker financier
firebrand founder friend general governor guard guest guru head heir historian host incumbent independent insider
instructor interpreter investigator investor journalist judge juror justice laureate lawmaker lawyer leader lecturer
legislator liberal libertarian librarian lieutenant lobbyist magistrate magnate maker manager mayor mediator member
mentor merchant minister mogul monarch moderator musician negotiator neighbor neighbour nominee novelist nurse
observer officer official onlooker operative opponent organizer organiser owner painter panelist parent participant
partner passenger pastor patient patriarch person pharmacist philosopher photographer physician physicist pilot
player playwright poet politician pollster pope populist preacher predecessor premier president priest principal
producer professor progressive prosecutor protester psychiatrist psychologist rabbi rapporteur reader realtor
refugee relative reporter representative republican researcher resident retiree reverend rival ruler scholar
scientist secretary senator seller sergeant server sheriff shopper singer socialist soldier solicitor source speaker
specialist spokesperson spouse staffer star statistician strategist student successor superintendent supervisor
supporter surgeon surrogate survivor suspect teacher technician technocrat theorist treasurer trustee tycoon vet
veteran victim viewer voter warden whistleblower witness worker writer youth colonel admiral major marshal czar
hopeful frontrunner front-runner staffer-turned-legal newcomer nationalist mogul-turned-politician pioneer
individual aide-de-camp emissary facilitator arbitrator chairman-designate secretary-general undersecretary
commissar attaché spokesman-designate minister-president vice-president co-chair co-founder cofounder co-author lead
no.
""")
)
_PEOPLE = word_set("""
people police officials men women children citizens public audience crowd nobody everyone everybody someone somebody
anyone anybody others many some most few several all both none troops forces authorities family couple team staff
staffers pair duo trio crew group community public electorate youth elite elites clergy folks americans half
majority minority third quarter percent hispanics latinos blacks whites evangelicals millennials press-corps jury
coalition side camp parties
""")
# Words for many, or for whoever, that take a singular verb.
_ONE_OF_MANY = word_set("""
nobody everyone everybody someone somebody anyone anybody public family team staff group community jury coalition side
camp crowd audience
""")
_ORGANIZATION = word_set("""
administration agency alliance army association authority bank bloc board body bureau business cabinet campaign
caucus center centre chamber charity church club college commission committee company conference confederation
congress consortium convention corporation council court delegation department directorate embassy enterprise
establishment faction federation firm force foundation fund government group house hospital industry institute
institution judiciary junta league legislature leadership market ministry mission monarchy movement navy ngo
nonprofit office opposition order organization organisation panel parliament party presidency regime regulator
school secretariat senate service society state studio subcommittee summit syndicate taskforce team think-tank tank
town treasury tribunal union university wing watchdog company militia military city county province district borough
firm startup consultancy cooperative grouping
""")
_MEDIA = word_set("""
newspaper paper magazine network broadcaster outlet outlets media daily weekly tabloid journal station channel
newswire wire website site blog publication publisher press program programme show podcast newscast broadsheet times
newspapers papers
""")
_DOCUMENT = word_set("""
ad advert advertisement affidavit agreement amendment analysis announcement article assessment audit bill biography
book brief bulletin chart charter clip column comment communique communiqué complaint constitution contract
convention copy cover dataset data declaration decree disclosure dispatch document documentary dossier draft
editorial email e-mail emails e-mails endorsement essay estimate evidence excerpt exposé figures filing film finding
findings footage forecast headline indictment interview invitation invoice lawsuit law leaflet letter manifesto
manuscript measure memo memoir memorandum message minutes motion movie news note notes notice novel obituary op-ed
opinion order pamphlet paper paragraph petition phrase placard plan platform play poll polling polls post posting
poster preamble proclamation projection proposal protocol provision publication quote record records reference
release report reporting reports research resolution response results review ruling schedule script sign slogan song
speech spot statement statistics story study subpoena suit summary survey tape testimony text theory thread
transcript treaty trailer tweet verdict version video voicemail warrant webpage website wording pact accord policy
rule rules
""")
_COUNTRY = word_set("""
country nation state kingdom republic island territory countries nations states
""")


def is_plural(noun: str) -> bool:
    """Whether a lower-case noun is plural by its form or is a word for many."""
    if noun in _PEOPLE:
        return noun not in _ONE_OF_MANY
    return noun in {"media", "data", "members"} or (
        noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and singular(noun) != noun
    )


def singular(noun: str) -> str:
    """The singular of a regular plural; other words come back as they are."""
    if noun in {"times", "news", "series", "politics", "congress", "united states", "boss"}:
        return noun
    for plural, single in (("women", "woman"), ("men", "man"), ("children", "child")):
        if noun.endswith(plural):
            return noun[: -len(plural)] + single
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def noun_kind(noun: str) -> NounKind | None:
    """What kind of actor a lower-case head noun denotes, or None where it denotes none that we know.

    Unknown nouns with the endings of agents ("negotiator", "economist", "policewoman") are persons.
    """
    single = singular(noun)
    for word in (noun, single):
        if word in _PERSON:
            return "people" if word != noun else "person"
        if word in _PEOPLE:
            return "people"
        if word in _MEDIA:
            return "media"
        if word in _DOCUMENT:
            return "document"
        if word in _COUNTRY:
            return "country"
        if word in _ORGANIZATION:
            return "organization"
    if len(single) > 5 and single.endswith(("man", "woman", "person", "ist", "ician", "ologist", "eer", "crat")):
        return "people" if single != noun else "person"
    return None

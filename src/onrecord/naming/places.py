"""Countries by any of their names: full name, demonym, capital or the seat of government that stands for it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.naming.tables import word_set

__all__ = ["SEATS", "country", "demonym_country", "is_region", "shortened"]

# The seat of a government that is an institution of its own, and the country whose government sits there.
SEATS = {
    "kremlin": "Russia",
    "white house": "United States",
    "oval office": "United States",
    "pentagon": "United States",
    "capitol hill": "United States",
    "state department": "United States",
    "foggy bottom": "United States",
    "downing street": "United Kingdom",
    "no 10": "United Kingdom",
    "whitehall": "United Kingdom",
    "elysee": "France",
    "elysee palace": "France",
    "quai d'orsay": "France",
    "bundestag": "Germany",
    "knesset": "Israel",
    "duma": "Russia",
    "verkhovna rada": "Ukraine",
    "rada": "Ukraine",
    "zhongnanhai": "China",
    "blue house": "South Korea",
    "holy see": "Vatican City",
    "vatican": "Vatican City",
    "sublime porte": "Turkey",
}

# Written CAPITAL:COUNTRY where an article lets the city speak or act ("Kyiv refuses").
_CAPITALS = """
Kyiv:Ukraine Kiev:Ukraine Moscow:Russia Washington:United_States Beijing:China Peking:China London:United_Kingdom
Paris:France Berlin:Germany Rome:Italy Madrid:Spain Lisbon:Portugal Warsaw:Poland Prague:Czechia Bratislava:Slovakia
Budapest:Hungary Bucharest:Romania Sofia:Bulgaria Athens:Greece Ankara:Turkey Nicosia:Cyprus Belgrade:Serbia
Zagreb:Croatia Ljubljana:Slovenia Sarajevo:Bosnia_&_Herzegovina Skopje:North_Macedonia Tirana:Albania
Pristina:Kosovo Podgorica:Montenegro Vienna:Austria Bern:Switzerland Copenhagen:Denmark Oslo:Norway
Stockholm:Sweden Helsinki:Finland Tallinn:Estonia Riga:Latvia Vilnius:Lithuania Minsk:Belarus Chisinau:Moldova
Dublin:Ireland Reykjavik:Iceland Valletta:Malta Tbilisi:Georgia Yerevan:Armenia Baku:Azerbaijan Tehran:Iran
Baghdad:Iraq Damascus:Syria Beirut:Lebanon Amman:Jordan Riyadh:Saudi_Arabia Doha:Qatar Jerusalem:Israel
Tel_Aviv:Israel Ramallah:Palestine Cairo:Egypt Tripoli:Libya Tunis:Tunisia Algiers:Algeria Rabat:Morocco
Khartoum:Sudan Juba:South_Sudan Addis_Ababa:Ethiopia Asmara:Eritrea Mogadishu:Somalia Nairobi:Kenya
Kampala:Uganda Kigali:Rwanda Kinshasa:Congo_-_Kinshasa Abuja:Nigeria Accra:Ghana Dakar:Senegal Bamako:Mali
Pretoria:South_Africa Harare:Zimbabwe Luanda:Angola Maputo:Mozambique New_Delhi:India Delhi:India
Islamabad:Pakistan Kabul:Afghanistan Dhaka:Bangladesh Colombo:Sri_Lanka Kathmandu:Nepal Tokyo:Japan
Seoul:South_Korea Pyongyang:North_Korea Taipei:Taiwan Hanoi:Vietnam Bangkok:Thailand Manila:Philippines
Jakarta:Indonesia Kuala_Lumpur:Malaysia Canberra:Australia Wellington:New_Zealand Ottawa:Canada
Mexico_City:Mexico Havana:Cuba Caracas:Venezuela Bogota:Colombia Quito:Ecuador Lima:Peru La_Paz:Bolivia
Brasilia:Brazil Buenos_Aires:Argentina Santiago:Chile Montevideo:Uruguay Astana:Kazakhstan Tashkent:Uzbekistan
Bishkek:Kyrgyzstan Dushanbe:Tajikistan Ashgabat:Turkmenistan Ulaanbaatar:Mongolia Naypyidaw:Myanmar_(Burma)
"""

_DEMONYMS = """
Afghan:Afghanistan Albanian:Albania Algerian:Algeria American:United_States Angolan:Angola Argentine:Argentina
Argentinian:Argentina Armenian:Armenia Australian:Australia Austrian:Austria Azerbaijani:Azerbaijan Azeri:Azerbaijan
Bangladeshi:Bangladesh Belarusian:Belarus Belgian:Belgium Bolivian:Bolivia Bosnian:Bosnia_&_Herzegovina
Brazilian:Brazil British:United_Kingdom Briton:United_Kingdom Bulgarian:Bulgaria Burmese:Myanmar_(Burma)
Cambodian:Cambodia Canadian:Canada Chilean:Chile Chinese:China Colombian:Colombia Congolese:Congo_-_Kinshasa
Croatian:Croatia Cuban:Cuba Cypriot:Cyprus Czech:Czechia Danish:Denmark Dutch:Netherlands Ecuadorian:Ecuador
Egyptian:Egypt English:United_Kingdom Eritrean:Eritrea Estonian:Estonia Ethiopian:Ethiopia Fijian:Fiji
Filipino:Philippines Philippine:Philippines Finnish:Finland French:France Georgian:Georgia German:Germany
Ghanaian:Ghana Greek:Greece Guatemalan:Guatemala Haitian:Haiti Honduran:Honduras Hungarian:Hungary
Icelandic:Iceland Indian:India Indonesian:Indonesia Iranian:Iran Iraqi:Iraq Irish:Ireland Israeli:Israel
Italian:Italy Jamaican:Jamaica Japanese:Japan Jordanian:Jordan Kazakh:Kazakhstan Kenyan:Kenya Kosovar:Kosovo
Kuwaiti:Kuwait Kyrgyz:Kyrgyzstan Latvian:Latvia Lebanese:Lebanon Libyan:Libya Lithuanian:Lithuania
Malaysian:Malaysia Maldivian:Maldives Malian:Mali Maltese:Malta Mexican:Mexico Moldovan:Moldova Mongolian:Mongolia
Moroccan:Morocco Mozambican:Mozambique Nepali:Nepal Nicaraguan:Nicaragua Nigerian:Nigeria Norwegian:Norway
Omani:Oman Pakistani:Pakistan Palestinian:Palestine Panamanian:Panama Paraguayan:Paraguay Peruvian:Peru
Polish:Poland Portuguese:Portugal Qatari:Qatar Romanian:Romania Russian:Russia Rwandan:Rwanda Saudi:Saudi_Arabia
Scottish:Scotland Senegalese:Senegal Serbian:Serbia Singaporean:Singapore Slovak:Slovakia Slovenian:Slovenia
Somali:Somalia Spanish:Spain Sudanese:Sudan Swedish:Sweden Swiss:Switzerland Syrian:Syria Taiwanese:Taiwan
Tajik:Tajikistan Tanzanian:Tanzania Thai:Thailand Tunisian:Tunisia Turkish:Turkey Turkmen:Turkmenistan
Tuvaluan:Tuvalu Ugandan:Uganda Ukrainian:Ukraine Uruguayan:Uruguay Uzbek:Uzbekistan Venezuelan:Venezuela
Vietnamese:Vietnam Welsh:Wales Yemeni:Yemen Zambian:Zambia Zimbabwean:Zimbabwe
North_Korean:North_Korea South_Korean:South_Korea South_African:South_Africa South_Sudanese:South_Sudan
New_Zealand:New_Zealand Sri_Lankan:Sri_Lanka
"""

# Other names in use that the territory names of the CLDR lack.
_OTHER = {
    "us": "United States",
    "usa": "United States",
    "united states of america": "United States",
    "america": "United States",
    "uk": "United Kingdom",
    "britain": "United Kingdom",
    "great britain": "United Kingdom",
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern ireland": "Northern Ireland",
    "russian federation": "Russia",
    "czech republic": "Czechia",
    "uae": "United Arab Emirates",
    "emirates": "United Arab Emirates",
    "burma": "Myanmar (Burma)",
    "myanmar": "Myanmar (Burma)",
    "turkiye": "Turkey",
    "holland": "Netherlands",
    "ivory coast": "Côte d’Ivoire",
    "cape verde": "Cape Verde",
    "east timor": "Timor-Leste",
    "swaziland": "Eswatini",
    "macedonia": "North Macedonia",
    "bosnia": "Bosnia & Herzegovina",
    "bosnia and herzegovina": "Bosnia & Herzegovina",
    "trinidad and tobago": "Trinidad & Tobago",
    "antigua and barbuda": "Antigua & Barbuda",
    "hong kong": "Hong Kong",
    "macau": "Macao",
    "palestine": "Palestine",
    "palestinian territories": "Palestine",
    "korea": "South Korea",
    "republic of korea": "South Korea",
    "dprk": "North Korea",
    "prc": "China",
    "people's republic of china": "China",
    "ussr": "Soviet Union",
    "soviet union": "Soviet Union",
    "drc": "Congo - Kinshasa",
    "democratic republic of the congo": "Congo - Kinshasa",
    "democratic republic of congo": "Congo - Kinshasa",
    "marshall islands": "Marshall Islands",
    "federated states of micronesia": "Micronesia",
}

# Grown names of the CLDR that news does not use.
_PLAIN = {
    "Hong Kong SAR China": "Hong Kong",
    "Macao SAR China": "Macao",
    "Palestinian Territories": "Palestine",
    "Türkiye": "Turkey",
    "Congo - Kinshasa": "Democratic Republic of the Congo",
    "Congo - Brazzaville": "Republic of the Congo",
    "Myanmar (Burma)": "Myanmar",
    "Bosnia & Herzegovina": "Bosnia and Herzegovina",
    "Trinidad & Tobago": "Trinidad and Tobago",
    "Antigua & Barbuda": "Antigua and Barbuda",
}

# United States: a state speaks too, but it is a region, not a country.
_STATES = word_set("""
alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa
kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming
""") | {
    "new hampshire",
    "new jersey",
    "new mexico",
    "new york",
    "north carolina",
    "north dakota",
    "rhode island",
    "south carolina",
    "south dakota",
    "west virginia",
}


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("&", "and")
    plain = re.sub(r"\.(?=\w\b|$|\s)", "", plain).replace(".", "").strip(" ,;:'\"")
    plain = re.sub(r"'s$|s'$", lambda m: "" if m[0] == "'s" else "s", plain)
    return re.sub(r"^the\s+", "", " ".join(plain.split()))


def _table(text: str) -> dict[str, str]:
    pairs = (entry.split(":") for entry in text.split())
    return {_fold(name.replace("_", " ")): place.replace("_", " ") for name, place in pairs}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}:
            names[_fold(name)] = name
    names.update(_OTHER)
    return names


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    table = _table(_DEMONYMS)
    return table | {name + "s": place for name, place in table.items() if not name.endswith(("s", "sh", "ch", "ese"))}


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return _table(_CAPITALS)


def _plain(name: str | None) -> str | None:
    return _PLAIN.get(name, name) if name else None


@lru_cache(maxsize=4096)
def country(name: str, *, capitals: bool = True) -> str | None:
    """The country that ``name`` stands for, in plain English, or None.

    ``name`` is a country's name ("the U.S."), or, with ``capitals``, the city whose name stands for its government
    ("Kyiv"). Names from the Unicode CLDR (through Babel), capitals and other names in use from a table of our own.
    """
    folded = _fold(name)
    if folded == "georgia" and "U.S" in name:
        return None
    return _plain(_countries().get(folded) or (_capitals().get(folded) if capitals else None))


@lru_cache(maxsize=4096)
def demonym_country(word: str) -> str | None:
    """The country whose people or affairs an adjective names ("Ukrainian", "U.S."), or None."""
    folded = _fold(word)
    return _plain(_demonyms().get(folded)) or country(word, capitals=False)


def shortened(name: str) -> bool:
    """Whether a name of a country is better written out: an abbreviation, a demonym, or a capital that stands for it.

    "Britain" and "Holland" are names in their own right; "the U.S.", "Kyiv" and "Czech" are not.
    """
    folded = _fold(name)
    own = _countries().get(folded)
    return own is None or own == "United States" or len(folded) < 5


def is_region(name: str) -> bool:
    """Whether ``name`` is a state of the United States: a region that may speak, but no country."""
    return _fold(name) in _STATES

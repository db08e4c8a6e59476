"""Names of outlets: by the host of an address, and what is an outlet or agency and no person."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["host_of", "is_agency", "of_address", "plain"]

# Hosts whose outlet's name cannot be read off the host itself. Others stay unknown unless the page names its site.
_HOSTS = {
    "abc.net.au": "ABC News (Australia)",
    "abcnews.go.com": "ABC News",
    "afp.com": "AFP",
    "aljazeera.com": "Al Jazeera",
    "ansa.it": "ANSA",
    "apnews.com": "AP News",
    "axios.com": "Axios",
    "bbc.co.uk": "BBC",
    "bbc.com": "BBC",
    "bloomberg.com": "Bloomberg",
    "breitbart.com": "Breitbart",
    "cbc.ca": "CBC News",
    "cbsnews.com": "CBS News",
    "cnbc.com": "CNBC",
    "cnn.com": "CNN",
    "corriere.it": "Corriere della Sera",
    "dw.com": "Deutsche Welle",
    "economist.com": "The Economist",
    "elpais.com": "El País",
    "euronews.com": "Euronews",
    "faz.net": "Frankfurter Allgemeine Zeitung",
    "foreignpolicy.com": "Foreign Policy",
    "foxnews.com": "Fox News",
    "france24.com": "France 24",
    "ft.com": "Financial Times",
    "haaretz.com": "Haaretz",
    "huffpost.com": "HuffPost",
    "interfax.com": "Interfax",
    "kyivindependent.com": "The Kyiv Independent",
    "kyivpost.com": "Kyiv Post",
    "latimes.com": "Los Angeles Times",
    "lemonde.fr": "Le Monde",
    "nbcnews.com": "NBC News",
    "npr.org": "NPR",
    "nytimes.com": "The New York Times",
    "nzz.ch": "Neue Zürcher Zeitung",
    "politico.com": "Politico",
    "politico.eu": "Politico Europe",
    "pravda.com.ua": "Ukrainska Pravda",
    "rferl.org": "Radio Free Europe/Radio Liberty",
    "reuters.com": "Reuters",
    "scmp.com": "South China Morning Post",
    "spiegel.de": "Der Spiegel",
    "sueddeutsche.de": "Süddeutsche Zeitung",
    "tass.com": "TASS",
    "theguardian.com": "The Guardian",
    "thehill.com": "The Hill",
    "themoscowtimes.com": "The Moscow Times",
    "thetimes.co.uk": "The Times",
    "time.com": "Time",
    "ukrinform.net": "Ukrinform",
    "unian.net": "UNIAN",
    "usatoday.com": "USA Today",
    "voanews.com": "Voice of America",
    "washingtonpost.com": "The Washington Post",
    "wsj.com": "The Wall Street Journal",
    "xinhuanet.com": "Xinhua",
}
_AGENCIES = frozenset(
    """aap, afp, agence france presse, agi, anp, ansa, ap, apa, associated press, belga, bloomberg, bloomberg news, cna,
    ctk, dow jones newswires, dpa, dpa infocom, efe, europa press, interfax, keystone sda, kna, kyodo, kyodo news, lusa,
    pa, pa media, press association, press trust of india, pti, reuters, ritzau, sda, sid, tass, tt, ukrinform, unian,
    upi, xinhua, yonhap, zuma, deutsche presse agentur, anadolu ajansı, anadolu agency""".replace("\n    ", " ").split(
        ", "
    )
)
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il)\s+")


def host_of(url: str | None) -> str | None:
    """The host of ``url`` in lower case, without the prefixes that only route (www, m, amp, edition)."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:  # a malformed address names nobody
        return None
    return re.sub(r"^(?:www\d?|m|mobile|amp|edition)\.", "", host) if host else None


def of_address(url: str | None) -> str | None:
    """The outlet that publishes at ``url`` as far as the table of hosts knows, else ``None``."""
    host = host_of(url)
    while host:
        if host in _HOSTS:
            return _HOSTS[host]
        host = host.partition(".")[2]
    return None


def plain(name: str) -> str:
    """``name`` for comparison: lower case, single spaces, no leading article, no domain ending."""
    folded = re.sub(r"\.(?:com|org|net|de|fr|it|es|co\.uk|at|ch)$", "", name.strip().casefold())
    return _ARTICLE.sub("", " ".join(re.findall(r"\w+", folded)))


def is_agency(name: str) -> bool:
    """Whether ``name`` is that of a news agency."""
    return plain(name) in _AGENCIES

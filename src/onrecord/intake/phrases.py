"""The phrases of page furniture, as patterns over one whole line, by kind.

Each is a form that pages of any outlet use; none is the sentence of one outlet. Languages other than English are
covered as far as their commonest phrases go. A blank in a pattern below stands for any run of blanks.
"""

from __future__ import annotations

import re

from onrecord.intake.lines import word_set

__all__ = [
    "BESIDE_BUTTONS",
    "BUTTONS",
    "COMMENTS",
    "CREDIT",
    "CREDIT_SIGN",
    "LANGUAGES",
    "LIST_HEADING",
    "PLACEHOLDER",
    "PROMPT",
]


def _any(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(form.replace(" ", r"\s+") for form in forms), re.IGNORECASE)


_COMMENTS = r"(?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|комментарии|коментарі)"

COMMENTS = _any(
    r"(?:\(?\d[\d,.]*\)? |(?:no|view|show|hide|see|read|load|all|more|reader|readers'|user) )*"
    + _COMMENTS
    + r"(?:\s*\(\s*\d*\s*\)|\s*:?\s*\d+| (?:below|closed|are closed|section|off))?\s*:?",
    r"\d[\d,.]* (?:replies|responses?|reactions?)",
    r"(?:post|leave|add|write|submit|make)(?: (?:a|your|the first))? (?:comment|reply|response)s?.{0,30}",
    r"be the first to (?:comment|reply).{0,20}",
    r"join the (?:conversation|discussion|debate).{0,30}",
    r"(?:log|sign)\s*in (?:or \w+(?: \w+)? )?to (?:comment|reply|post).{0,40}",
    r"you must (?:be logged|log|sign)\s*in to.{0,40}",
    r"have your say|what do you think\?|your email address will not be published.{0,60}",
)
"""Prompts to comment and headings of the readers' comments."""

BUTTONS = word_set(
    """share tweet print email e-mail facebook twitter whatsapp telegram linkedin reddit pinterest tumblr messenger
    viber instagram youtube bluesky threads mastodon flipboard xing vk bookmark bookmarks skype snapchat tiktok teilen
    drucken partager imprimer compartir condividi"""
)
"""Words that name a button of sharing or a network."""

BESIDE_BUTTONS = BUTTONS | word_set(
    """x post pin mail pocket line sms copy link url save like follow gift on via to by this article story page with
    friends or and the us a signal rss listen font size"""
)
"""A short line made of these alone, with one of ``BUTTONS`` among them, is a row of buttons."""

_NETWORK = r"(?:twitter|x|facebook|instagram|telegram|youtube|linkedin|bluesky|threads|google news)"

PROMPT = _any(
    # share and subscribe
    r"(?:please )?(?:share|tweet|print|e-?mail|save|bookmark|gift|copy|listen to|download|pin)"
    r" (?:this|the|on|to|via|link|article|story)\b.{0,60}",
    r"share\s*[:!]?.{0,3}",
    r"(?:please )?(?:follow|like|join|find|connect with|subscribe to|contact|support|reach) (?:us|our|me|@\w+)\b"
    r".{0,120}",
    r"follow [^.]{2,60} on " + _NETWORK + r"\b.{0,60}",
    r"(?:sign|signed) up (?:for|to|here|now|today|with)\b.{0,160}",
    r"subscribe(?: (?:now|today|here|for|to|and)\b.{0,140}|\W*)",
    r"(?:get|receive) (?:the|our|all the) (?:latest|best|top|day.s|morning|daily)\b.{0,60}"
    r"\b(?:newsletter|inbox|e-?mail|alerts?|app|updates)\b.{0,60}",
    # go elsewhere
    r"(?:click|tap) (?:here|to|on|for|below)\b.{0,120}",
    r"(?:read|see|view|show|load) (?:more|less|all|next|full (?:story|article))\W*",
    r"continue reading.{0,60}",
    r"skip to .{0,30}|back to (?:top|home).{0,10}|jump to .{0,30}|go to (?:top|home).{0,10}",
    r"(?:read|see|watch|listen|view) (?:also|more|next|related|further)\s*[:>»|–-].{0,200}",
    r"also (?:read|see|on)\s*[:>»|–-].{0,200}",
    r"(?:related|recommended|more (?:on|from|about) .{1,40}|more|dive deeper|don.t miss|trending|must read)"
    r"\s*[:>»|].{0,200}",
    r"(?:lesen sie auch|lire aussi|à lire aussi|leia também|lea también|leggi anche|lees ook|читайте также|"
    r"читайте також)\b.{0,200}",
    r"(?:tags?|topics?|keywords?|filed under|categories|category|labels?|schlagworte|mots-clés|etiquetas|themen|теги)"
    r"\s*:.{0,300}",
    r"scroll (?:down|to)\b.{0,60}|(?:story|article) continues (?:below|after).{0,40}",
    r"(?:next|previous)(?: (?:article|story|post|page))?\W*",
    r"(?:watch|listen) (?:now|live|the video|above|below)\W{0,3}",
    # advertising and law
    r"(?:advertisement|advertising|sponsored(?: content)?|promoted(?: content)?|ad|anzeige|werbung|publicité|"
    r"publicidad|реклама)\W{0,3}",
    r"(?:we|this (?:site|website)) uses? cookies.{0,300}|(?:accept|manage|reject) (?:all )?cookies.{0,30}",
    r"(?:©|\(c\)|copyright\b).{0,200}|all rights reserved.{0,160}",
    r"(?:terms of (?:use|service)|privacy policy|cookie policy)(?:\W.{0,100})?",
    r"this (?:article|story|post) (?:was )?(?:originally |first )?(?:appeared|published) (?:on|in|by|at)\b.{0,100}",
    r"(?:have a (?:tip|story)|got a (?:tip|story))\b.{0,160}",
    # the page's own parts
    r"\d+\s*(?:-\s*)?min(?:ute)?s?\.? (?:read|listen|watch).{0,20}|reading time\W.{0,20}",
    r"\d[\d.,]*\s*[km]? (?:views?|shares?|reads?|likes?|retweets?)\W*",
    r"(?:log|sign)\s*(?:in|out|up)(?:\s*[/|]\s*(?:register|sign\s*up|log\s*in|subscribe))?|register\W*|my account",
    r"menu|search\W*|loading\W*|close\W*|(?:enable|turn on) (?:javascript|notifications).{0,60}",
)
"""Lines that ask the visitor to do something, or serve the site: sharing, subscribing, navigating, advertising, law."""

_LISTED = (
    r"(?:news|stories|story|articles?|posts?|reading|headlines|topics|content|links|items|coverage|videos?|reads?)"
)

LIST_HEADING = _any(
    r"(?:(?:related|recommended|popular|trending|latest|recent|featured|similar|other|further|top|more|also"
    r"|most[ -]?(?:read|popular|viewed|shared|commented|watched|recent))"
    rf"(?: (?:{_LISTED}|for you|now|today|this week)){{0,2}})\s*:?",
    r"(?:more (?:on|from|about|in|by|of|stories|news)\b.{0,50})",
    r"(?:read|see|watch) (?:also|more|next|this next)\s*:?|also (?:read|see|in .{1,30})\s*:?",
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy).{0,20}",
    r"what to read next|up next|don.t miss:?|editor.?s.? (?:picks?|choice):?|must reads?:?|more headlines:?",
    r"(?:in )?other news:?|(?:from )?(?:around )?the web:?|most read .{0,30}",
    r"(?:mehr zum thema|meistgelesen|lesen sie auch|lire aussi|sur le même sujet|leggi anche|te puede interesar|"
    r"читайте также|читайте також)\s*:?",
)
"""Headings over lists of other articles."""

_SHOP = (
    r"(?:getty(?: images)?|afp|reuters|ap|ap photo|epa|epa-efe|shutterstock|alamy|istock|imago|dpa|tass|zuma|pool|"
    r"bloomberg)"
)
_WHAT = (
    r"(?:photo(?:graph|graphy|s)?|image|picture|pic|file photo|illustration|video|screenshot|graphic|credit|foto|bild|"
    r"crédit|fotografía|imagen|фото|світлина)"
)
_GIVEN = r"(?:credits?|source|courtesy(?: of)?|by|via)"

CREDIT_SIGN = _any(_WHAT, _SHOP, r"courtesy")
"""How credits begin that hold no sign of punctuation: a quick look before ``CREDIT``."""

CREDIT = _any(
    rf"{_WHAT}(?: (?:{_GIVEN}|photo|d'illustration|ilustrativa))?\s*[:/|©]\s*.{{0,200}}",
    rf"(?:{_WHAT}|courtesy) (?:by|courtesy(?: of)?|credit|via|of) [^.]{{2,80}}\.?",
    rf".{{0,400}}[(\[]\s*(?:{_WHAT}|ap photo|via|©)\s*(?:{_GIVEN}\s*)?[:/|©\s][^)\]]{{0,120}}[)\]]\W?",
    rf".{{0,400}}[(\[|/©]\s*{_SHOP}(?: images)?(?:\s*(?:/|via)[^)\]]{{0,60}})?\s*[)\]]?",
    rf".{{0,400}}(?:{_WHAT}|©)\s*:\s*[^.:]{{2,80}}",
    rf".{{0,400}}\bvia getty(?: images)?\W?|{_SHOP}\s*(?:/|via)\s*.{{0,60}}|.{{0,400}}\bap photo\s*/\s*.{{0,60}}",
)
"""Captions and credits of pictures."""

PLACEHOLDER = _any(
    r"(?:[\s|>*_-]*(?:!?\[[^\]]*\]\([^)]*\)|<img\b[^>]*>|\[(?:image|photo|picture|video|embed)[^\]]*\]|https?://\S+))+"
    r"[\s|>*_-]*",
    r"[\s|]+",
)
"""What is left of pictures, embedded posts and bare links."""

LANGUAGES = word_set(
    """en eng english de deu ger deutsch fr fra français francais es esp español espanol it ita italiano pt português
    portugues ru rus рус русский русская uk ua ukr укр українська українською pl pol polski ar العربية zh cn 中文 ja jp
    日本語 ko 한국어 tr türkçe nl nederlands fa فارسی he עברית hu magyar cs čeština sk slovenčina ro română bg български
    sr srpski српски hr hrvatski el ελληνικά ka ქართული hy հայերեն az azərbaycanca kk қазақша by be беларуская lt
    lietuvių lv latviešu et eesti fi suomi sv svenska no norsk da dansk hi हिन्दी id vi th"""
)
"""Codes and own names of languages, as language switches show them."""

"""The phrases of page furniture, as patterns over one whole line, by kind.

Each is a form that pages of any outlet use; none is the sentence of one outlet. Languages other than English are
covered as far as their commonest phrases go.
"""

from __future__ import annotations

import re

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

COMMENTS = re.compile(
    r"""(?:\(?\d[\d,.]*\)?\s+|no\s+|view\s+|show\s+|hide\s+|see\s+|read\s+|load\s+|all\s+|more\s+|reader\s+|user\s+)*
    (?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|комментарии|коментарі)
    (?:\s*\(\s*\d*\s*\)|\s*:?\s*\d+|\s+(?:below|closed|are\s+closed|section|off))?\s*:?
    |\d[\d,.]*\s+(?:replies|responses?|reactions?)
    |(?:post|leave|add|write|submit|make)\s+(?:a|your|the\s+first)?\s*(?:comment|reply|response)s?.{0,30}
    |be\s+the\s+first\s+to\s+(?:comment|reply).{0,20}
    |join\s+the\s+(?:conversation|discussion|debate).{0,30}
    |(?:log|sign)\s*in\s+(?:or\s+\w+(?:\s+\w+)?\s+)?to\s+(?:comment|reply|post).{0,40}
    |you\s+must\s+(?:be\s+logged|log|sign)\s*in\s+to.{0,40}
    |(?:have\s+your\s+say|what\s+do\s+you\s+think\??|your\s+email\s+address\s+will\s+not\s+be\s+published.{0,60})""",
    re.I | re.X,
)
"""Prompts to comment and headings of the readers' comments."""

BUTTONS = frozenset(
    ["share", "tweet", "print", "email", "e-mail", "facebook", "twitter", "whatsapp", "telegram", "linkedin", "reddit", "pinterest", "tumblr", "messenger", "viber", "instagram", "youtube", "bluesky", "threads", "mastodon", "flipboard", "xing", "vk", "bookmark", "bookmarks", "skype", "snapchat", "tiktok", "teilen", "drucken", "partager", "imprimer", "compartir", "condividi"]
)
"""Words that name a button of sharing or a network."""

BESIDE_BUTTONS = BUTTONS | frozenset(
    ["x", "post", "pin", "mail", "pocket", "line", "sms", "copy", "link", "url", "save", "like", "follow", "gift", "on", "via", "to", "by", "this", "article", "story", "page", "with", "friends", "or", "and", "the", "us", "a", "signal", "rss", "listen", "font", "size"]
)
"""A short line made of these alone, with one of ``BUTTONS`` among them, is a row of buttons."""

PROMPT = re.compile(
    r"""(?:please\s+)?(?:
      (?:share|tweet|print|e-?mail|save|bookmark|gift|copy|listen\s+to|download|pin)\s+(?:this|the|on|to|via|link|article|story)\b.{0,60}
    | share\s*[:!]?.{0,3}
    | (?:follow|like|join|find|connect\s+with|subscribe\s+to|contact|support|reach)\s+(?:us|our|me|@\w+)\b.{0,120}
    | follow\s+[^.]{2,60}\s+on\s+(?:twitter|x|facebook|instagram|telegram|youtube|linkedin|bluesky|threads|google\s+news)\b.{0,60}
    | (?:sign|signed)\s+up\s+(?:for|to|here|now|today|with)\b.{0,160}
    | subscribe(?:\s+(?:now|today|here|for|to|and)\b.{0,140}|\W*)
    | (?:get|receive)\s+(?:the|our|all\s+the)\s+(?:latest|best|top|day.s|morning|daily)\b.{0,60}\b(?:newsletter|inbox|e-?mail|alerts?|app|updates)\b.{0,60}
    | (?:click|tap)\s+(?:here|to|on|for|below)\b.{0,120}
    | (?:read|see|view|show|load)\s+(?:more|less|all|next|full\s+(?:story|article))\W*
    | continue\s+reading.{0,60} | skip\s+to\s+.{0,30} | back\s+to\s+(?:top|home).{0,10} | jump\s+to\s+.{0,30} | go\s+to\s+(?:top|home).{0,10}
    | (?:read|see|watch|listen|view)\s+(?:also|more|next|related|further)\s*[:>»|–-].{0,200}
    | also\s+(?:read|see|on)\s*[:>»|–-].{0,200}
    | (?:related|recommended|more\s+(?:on|from|about)\s+.{1,40}|more|dive\s+deeper|don.t\s+miss|trending|must\s+read)\s*[:>»|].{0,200}
    | (?:lesen\s+sie\s+auch|lire\s+aussi|à\s+lire\s+aussi|leia\s+também|lea\s+también|leggi\s+anche|lees\s+ook|читайте\s+также|читайте\s+також)\b.{0,200}
    | (?:tags?|topics?|keywords?|filed\s+under|categories|category|labels?|schlagworte|mots-clés|etiquetas|themen|теги)\s*:.{0,300}
    | (?:advertisement|advertising|sponsored(?:\s+content)?|promoted(?:\s+content)?|ad|anzeige|werbung|publicité|publicidad|реклама)\W{0,3}
    | (?:story|article)\s+continues\s+(?:below|after).{0,40} | scroll\s+(?:down|to)\b.{0,60}
    | (?:we|this\s+(?:site|website))\s+uses?\s+cookies.{0,300} | (?:accept|manage|reject)\s+(?:all\s+)?cookies.{0,30}
    | (?:©|\(c\)|copyright\b).{0,200} | all\s+rights\s+reserved.{0,160}
    | (?:terms\s+of\s+(?:use|service)|privacy\s+policy|cookie\s+policy)(?:\W.{0,100})?
    | \d+\s*(?:-\s*)?min(?:ute)?s?\.?\s+(?:read|listen|watch).{0,20} | reading\s+time\W.{0,20}
    | (?:\d[\d.,]*\s*[km]?\s+)(?:views?|shares?|reads?|likes?|retweets?)\W*
    | (?:log|sign)\s*(?:in|out|up)(?:\s*[/|]\s*(?:register|sign\s*up|log\s*in|subscribe))? | register\W* | my\s+account | menu | search\W*
    | (?:enable|turn\s+on)\s+(?:javascript|notifications).{0,60} | loading\W* | close\W* | (?:next|previous)(?:\s+(?:article|story|post|page))?\W*
    | this\s+(?:article|story|post)\s+(?:was\s+)?(?:originally\s+|first\s+)?(?:appeared|published)\s+(?:on|in|by|at)\b.{0,100}
    | (?:have\s+a\s+(?:tip|story)|got\s+a\s+(?:tip|story))\b.{0,160}
    | (?:watch|listen)\s+(?:now|live|the\s+video|above|below)\W{0,3}
    )""",
    re.I | re.X,
)
"""Lines that ask the visitor to do something, or serve the site: sharing, subscribing, navigating, advertising, law."""

LIST_HEADING = re.compile(
    r"""(?:(?:related|recommended|popular|trending|latest|recent|featured|similar|other|further|top|most[\s-]?(?:read|popular|viewed|shared|commented|watched|recent)|more|also)
      (?:\s+(?:news|stories|story|articles?|posts?|reading|headlines|topics|content|links|items|coverage|for\s+you|now|today|this\s+week|videos?|reads?)){0,2}
    | more\s+(?:on|from|about|in|by|of|stories|news)\b.{0,50} | (?:read|see|watch)\s+(?:also|more|next|this\s+next) | also\s+(?:read|see|in\s+.{1,30})
    | you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in|enjoy).{0,20} | what\s+to\s+read\s+next | up\s+next | don.t\s+miss | editor.?s.?\s+(?:picks?|choice)
    | (?:in\s+)?other\s+news | must\s+reads? | from\s+(?:around\s+)?the\s+web | around\s+the\s+web | more\s+headlines | most\s+read\s+.{0,30}
    | mehr\s+zum\s+thema | meistgelesen.{0,20} | lesen\s+sie\s+auch | lire\s+aussi | sur\s+le\s+même\s+sujet | leggi\s+anche | te\s+puede\s+interesar | читайте\s+также | читайте\s+також)
    \s*:?""",
    re.I | re.X,
)
"""Headings over lists of other articles."""

_SHOP = r"(?:getty(?:\s+images)?|afp|reuters|ap|ap\s+photo|epa|epa-efe|shutterstock|alamy|istock|imago|dpa|tass|zuma|pool|bloomberg)"
_WHAT = r"(?:photo(?:graph|graphy|s)?|image|picture|pic|file\s+photo|illustration|video|screenshot|graphic|credit|foto|bild|crédit|fotografía|imagen|фото|світлина)"
CREDIT_SIGN = re.compile(rf"©|\b{_WHAT}|\b{_SHOP}\b|courtesy|\bvia\b", re.I)
"""What every credit holds: a quick look before ``CREDIT``."""

CREDIT = re.compile(
    rf"""{_WHAT}(?:\s+(?:credits?|source|courtesy(?:\s+of)?|by|via|photo|d'illustration|ilustrativa))?\s*[:/|©]\s*.{{0,200}}
    | (?:{_WHAT}|courtesy)\s+(?:by|courtesy(?:\s+of)?|credit|via|of)\s+[^.]{{2,80}}\.?
    | .{{0,400}}[(\[]\s*(?:{_WHAT}|ap\s+photo|via|©)\s*(?:(?:credits?|source|courtesy(?:\s+of)?|by|via)\s*)?[:/|©\s][^)\]]{{0,120}}[)\]]\W?
    | .{{0,400}}[(\[|/©]\s*{_SHOP}(?:\s+images)?(?:\s*(?:/|via)[^)\]]{{0,60}})?\s*[)\]]?
    | .{{0,400}}(?:{_WHAT}|©)\s*:\s*[^.:]{{2,80}} | .{{0,400}}\bvia\s+getty(?:\s+images)?\W? | {_SHOP}\s*(?:/|via)\s*.{{0,60}}
    | .{{0,400}}\bap\s+photo\s*/\s*.{{0,60}}""",
    re.I | re.X,
)
"""Captions and credits of pictures."""

PLACEHOLDER = re.compile(
    r"(?:[\s|>*_-]*(?:!?\[[^\]]*\]\([^)]*\)|<img\b[^>]*>|\[(?:image|photo|picture|video|embed)[^\]]*\]|https?://\S+))+[\s|>*_-]*|[\W_]+",
    re.I,
)
"""What is left of pictures, embedded posts, bare links and rules."""

LANGUAGES = frozenset(
    ["en", "eng", "english", "de", "deu", "ger", "deutsch", "fr", "fra", "français", "francais", "es", "esp", "español", "espanol", "it", "ita", "italiano", "pt", "português", "portugues", "ru", "rus", "рус", "русский", "русская", "uk", "ua", "ukr", "укр", "українська", "українською", "pl", "pol", "polski", "ar", "العربية", "zh", "cn", "中文", "ja", "jp", "日本語", "ko", "한국어", "tr", "türkçe", "nl", "nederlands", "fa", "فارسی", "he", "עברית", "hu", "magyar", "cs", "čeština", "sk", "slovenčina", "ro", "română", "bg", "български", "sr", "srpski", "српски", "hr", "hrvatski", "el", "ελληνικά", "ka", "ქართული", "hy", "հայերեն", "az", "azərbaycanca", "kk", "қазақша", "by", "be", "беларуская", "lt", "lietuvių", "lv", "latviešu", "et", "eesti", "fi", "suomi", "sv", "svenska", "no", "norsk", "da", "dansk", "hi", "हिन्दी", "id", "vi", "th"]
)
"""Codes and own names of languages, as language switches show them."""

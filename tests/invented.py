"""Readings of invented articles, made by hand: the tests of the record say exactly what was read."""

import re
from datetime import date

from onrecord.vocabulary import Actor, Article, Mention, Reading, Span, Statement, When, digest

READER = "by hand 1"


def article(lines, *, outlet="The Tarn Herald", day="2031-05-04", title=None, path=None, url=None):
    """An invented article; ``lines`` are its paragraphs."""
    text = "\n\n".join(lines)
    published = When(date.fromisoformat(day), date.fromisoformat(day), "metadata") if day else None
    return Article(
        id=Article.identify(text, outlet),
        text=text,
        body=((0, len(text)),),
        path=path,
        url=url,
        outlet=outlet,
        title=title or lines[0][:40],
        language="en",
        published=published,
    )


def reading(of, *, reader=READER):
    """The reading of an article whose paragraphs are ``“words,” cue Name.`` or ``Name cue that words.``"""
    cast = {}
    statements = []
    for match in re.finditer(r"[^\n]+", of.text):
        said = _statement(of, match.group(), match.start(), cast)
        if said:
            statements.append(said)
    mentions = tuple(
        Mention(Span.of(of.text, m.start(), m.end()), "name", who.type, who.id)
        for who in cast.values()
        for m in re.finditer(re.escape(who.name), of.text)
    )
    return Reading(of, tuple(statements), mentions, tuple(cast.values()), reader)


_DIRECT = re.compile(r"“(?P<words>[^”]+),” (?P<cue>said|hoped) (?P<who>[A-Z][\w’ ]+?)(?:, the (?P<role>[\w ]+))?\.")
_INDIRECT = re.compile(r"(?P<who>[A-Z][\w’ ]+?)(?:, the (?P<role>[\w ]+),)? (?P<cue>said|hoped) that (?P<words>.+)\.")


def _statement(of, line, at, cast):
    match = _DIRECT.match(line) or _INDIRECT.match(line)
    if not match:
        return None
    start, end = match.span("words")
    names = match["who"].split(" and ")
    actors = [cast.setdefault(n, Actor(digest("local", of.id, n), n, "person", match["role"])) for n in names]
    return Statement(
        id=digest("statement", of.id, str(at)),
        article=of.id,
        kind="direct" if "“" in line else "indirect",
        voice="speech" if match["cue"] == "said" else "attitude",
        source=Span.of(of.text, at + match.start("who"), at + match.end("who")),
        cue=Span.of(of.text, at + match.start("cue"), at + match.end("cue")),
        content=(Span.of(of.text, at + start, at + end),),
        speaker=actors[0],
        joint=tuple(actors[1:]),
        said_at=of.published,
        confidence=0.9,
        speaker_confidence=0.8,
    )


def read(articles):
    """Read a batch, as the reader does."""
    return [reading(one) for one in articles]


def many(number):
    """So many articles with two statements each, no two alike."""
    sounds = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su"]

    def word(n):
        return "".join(sounds[int(digit)] for digit in f"{n * 7919 % 100000:05d}")

    return [
        article(
            [
                f"“The {word(4 * n)} of {word(4 * n + 1)} holds,” said Mara Lind.",
                f"Oskar Venn said that every {word(4 * n + 2)} needs {word(4 * n + 3)}.",
            ]
        )
        for n in range(number)
    ]


BRIDGE = article(
    ["Ministers met in Tarn on Sunday.", "“The bridge will open,” said Mara Lind, the harbour minister.",
     "Oskar Venn said that the bridge cost too much.", "Mara Lind hoped that the ferries would stay."],
)  # fmt: skip
RETOLD = article(
    [
        "A bridge for Tarn.",
        "“The bridge will open,” said Mara Lind.",
        "Oskar Venn and Ida Roth said that tolls must fall.",
    ],
    outlet="Aldmoor Wire",
    day="2031-05-05",
)
UNDATED = article(["Notes from the quay.", "“Ferries are cheaper,” said Ida Roth."], outlet=None, day=None)
ALL = (BRIDGE, RETOLD, UNDATED)

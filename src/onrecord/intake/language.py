"""In which language a text is written."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

__all__ = ["language_of"]

_SAMPLE = 2000
"""Characters looked at; the time of the model grows with them."""

_LEAST = 40
"""Letters below which nothing is said: a few names and nouns fit several languages."""

_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|said|for|on|with|was|is|by|has|have|from|at|not)\b", re.I)
_THE = re.compile(r"\bthe\b", re.I)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the language of ``text``, ``None`` where too little of it is there to tell.

    A text rich in the commonest English words, "the" among them, is English without further ado: that spares most runs
    the model of py3langid, which takes a second to load. Else py3langid decides if it is sure; if it is not, a
    ``declared`` code (the page's ``lang``) stands, else ``None``.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    said = (declared or "").split("-")[0].split("_")[0].lower() or None
    if said is not None and not (len(said) == 2 and said.isalpha()):
        said = None
    if sum(map(len, words)) < _LEAST:
        return said
    if len(_ENGLISH.findall(sample)) * 7 >= len(words) and len(_THE.findall(sample)) * 50 >= len(words):
        return "en"
    code, certainty = _identifier().classify(sample)
    return str(code) if certainty >= 0.8 else said


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

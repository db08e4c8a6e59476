"""Web pages into articles: text by trafilatura without readers' comments, data about it from the page itself.

lxml crashed in threads where this was tried (docs/measurements/intake.md): call this in processes, never in threads.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from onrecord.errors import ArticleError
from onrecord.intake.bylines import as_byline
from onrecord.intake.decoding import decode, repair, storable
from onrecord.intake.furniture import body_of
from onrecord.intake.limits import HTML_DEPTH, HTML_ELEMENTS
from onrecord.intake.lines import prose
from onrecord.intake.making import make

if TYPE_CHECKING:
    from onrecord.intake.making import Origin
    from onrecord.vocabulary import Article

__all__ = ["from_page", "text_of_markup"]

_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "section", "article"}
)

_KEPT = 0.5
"""The share of the usual reading that the precise one must keep: best of five on the pages measured."""

_LEAST = 100
"""Letters below which an extracted text must hold a sentence: else it is a menu or a title."""

_ADVICE = "save the article's text as .txt, or check that the page needs no script to show it"


def from_page(data: bytes, origin: Origin) -> Article:
    """The article on a page. Its stored text is the extracted text. Raises ``ArticleError`` where there is none."""
    from onrecord.intake.authors import authors_of
    from onrecord.intake.pagedata import gather
    from onrecord.intake.pagedates import published_of
    from onrecord.intake.titles import names_of, outlet_of, title_of

    tree = _tree(_markup(data, origin), origin)
    page = gather(tree)
    url = origin.url or page.address()
    names = names_of(page, url)
    text = _text(tree, url)
    if not text:
        raise ArticleError(origin.where, "is a page without article text", _ADVICE)
    published = published_of(page, tree, url)
    text = repair(storable(text))
    return make(
        text,
        origin,
        body=body_of(text, extracted=True),
        title=title_of(page, names),
        byline=as_byline(authors_of(page, tree, text, names)),
        outlet=outlet_of(page),
        url=url,
        published=published,
        language=page.language,
    )


def _markup(data: bytes, origin: Origin) -> str:
    said = _CHARSET.search(data[:4096])
    declared = origin.charset or (said[1].decode("ascii", "replace") if said else None)
    markup = decode(
        data.replace(b"\0", b"") if data[:2] not in {b"\xff\xfe", b"\xfe\xff"} else data,
        origin.where,
        declared=declared,
    )
    return _DECLARATION.sub("", storable(markup))


def _tree(markup: str, origin: Origin) -> Any:  # noqa: ANN401 - lxml ships no types
    """The parsed page. Raises ``ArticleError`` for markup nested or large beyond any article's."""
    from lxml import etree
    from lxml import html as parser

    if "<" not in markup:
        raise ArticleError(origin.where, "is no HTML", "give it as text: --format text")
    try:
        tree = parser.document_fromstring(markup, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(origin.where, f"is HTML that cannot be parsed ({error})", _ADVICE) from error
    depth = count = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        count += event == "start"
        if event == "end":
            _cleaned(element)
        depth += 1 if event == "start" else -1
        if depth > HTML_DEPTH or count > HTML_ELEMENTS:
            raise ArticleError(origin.where, "is HTML nested or large beyond any article", _ADVICE)
    return tree


def _cleaned(element: Any) -> None:  # noqa: ANN401 - lxml ships no types
    """Take out control characters, which lxml reads but refuses to write again when extractors move text about."""
    if element.text and _CONTROLS.search(element.text):
        element.text = _CONTROLS.sub(" ", element.text)
    if element.tail and _CONTROLS.search(element.tail):
        element.tail = _CONTROLS.sub(" ", element.tail)


def _parser() -> Any:  # noqa: ANN401 - lxml ships no types
    """A parser as trafilatura sets its own up: comments left in would be taken for breaks in the text."""
    from lxml import html

    return html.HTMLParser(collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True)


def _text(tree: Any, url: str | None) -> str | None:  # noqa: ANN401 - lxml ships no types
    """The article's text, one paragraph to a line: the precise reading unless it lost too much of the usual one."""
    usual = _extracted(copy.deepcopy(tree), url, precise=False)
    precise = _extracted(copy.deepcopy(tree), url, precise=True)
    found = precise if len(precise) >= len(usual) * _KEPT else usual
    if len(found) >= _LEAST or any(prose(line) for line in found.split("\n")):
        return found
    return _paragraphs(tree)


def _paragraphs(tree: Any) -> str | None:  # noqa: ANN401 - lxml ships no types
    """Where trafilatura finds nothing: the paragraphs of the page that read as prose."""
    paragraphs = (" ".join(element.text_content().split()) for element in tree.iter("p"))
    return "\n".join(words for words in paragraphs if prose(words)) or None


def _extracted(tree: Any, url: str | None, *, precise: bool) -> str:  # noqa: ANN401 - lxml ships no types
    import trafilatura

    found = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, with_metadata=False, favor_precision=precise
    )
    return str(getattr(found, "text", None) or "").strip()


def text_of_markup(markup: str) -> str:
    """The words of a fragment of HTML, such as a data set's or feed's content, one paragraph to a block."""
    from lxml import etree
    from lxml import html as parser

    parts: list[str] = []
    page = f"<html><body>{_CONTROLS.sub(' ', markup)}</body></html>"
    tree = parser.document_fromstring(page, parser=_parser())
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        block = element.tag in _BLOCKS
        if event == "start":
            parts += ["\n\n" if block else "", "" if element.tag in {"script", "style"} else element.text or ""]
        else:
            parts += ["\n\n" if block else "", element.tail or ""]
    blocks = (" ".join(block.split()) for block in "".join(parts).split("\n\n"))
    return "\n\n".join(block for block in blocks if block)

"""Web pages: what they say of themselves, weighed; hostile and empty ones refused."""

import json
from datetime import date

import pytest

from onrecord.errors import ArticleError
from onrecord.intake import parse
from onrecord.vocabulary import When

SENTENCES = (
    "The foreign minister of Ruritania said on Monday that her country would return to the talks in Zenda.",
    "“We never left the table,” Anna Sorel told reporters after a meeting of the cabinet in Strelsau.",
    "The regent has not answered so far, and his envoy to the talks declined to comment on the offer.",
)
ARTICLE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def page(head: str = "", body: str = "", **attributes) -> bytes:
    lang = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f"<!DOCTYPE html><html{lang}><head>{head}</head><body>{body}<article>{ARTICLE}</article></body></html>".encode()
    )


def linked(**keys) -> str:
    about = {"@context": "https://schema.org", "@type": "NewsArticle", **keys}
    return f'<script type="application/ld+json">{json.dumps(about)}</script>'


def article(data: bytes, **options):
    (found,) = parse(data, format="html", **options)
    return found


def test_the_stored_text_is_the_text_of_the_article_without_readers_comments():
    comments = '<div id="comments"><h3>Comments</h3><p>I do not believe a single word of what she says here.</p></div>'
    found = article(page(body="<nav><a href='/'>Home</a></nav>").replace(b"</body>", comments.encode() + b"</body>"))
    assert found.text.split("\n") == list(SENTENCES)
    assert found.body == ((0, len(found.text)),)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Talks to resume | Zenda Courier</title><meta property='og:site_name' content='Zenda Courier'>", ""),
        ("<title>Talks to resume - News</title>", "<h1>Zenda Courier</h1><h1>Talks to resume</h1>"),
        ("<meta property='og:title' content='Talks to resume | Zenda Courier'>", "<h1>Talks to resume</h1>"),
        (linked(headline="Talks to resume") + "<title>Zenda: what the talks mean for you</title>", ""),
        ("<title>Talks to resume</title>", ""),
    ],
)
def test_the_title_is_the_headline_without_the_outlet(head, body):
    assert article(page(head, body)).title == "Talks to resume"


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        (linked(author=[{"name": "Anna Sorel"}, {"name": "Rupert Hentzau"}]), "", "Anna Sorel, Rupert Hentzau"),
        (linked(author={"name": "By Anna Sorel and Fritz von Tarlenheim"}), "", "Anna Sorel, Fritz von Tarlenheim"),
        (linked(author="Zenda Courier", publisher="Zenda Courier"), '<a rel="author">Anna Sorel</a>', "Anna Sorel"),
        (linked(author="Zenda Courier", publisher="Zenda Courier"), "", "Zenda Courier"),
        ('<meta name="author" content="Von Anna Sorel">', "", "Anna Sorel"),
        ('<meta name="dc.creator" content="Sorel, Anna">', "", "Anna Sorel"),
        ('<meta property="article:author" content="https://courier.example/sorel">', "", None),
        ("", "<h1>Talks</h1><p class='byline'>By <b>Anna Sorel</b></p>", "Anna Sorel"),
        ("", "<h1>Talks</h1><p>By Anna Sorel</p>", "Anna Sorel"),
        ("", "<div class='author-bio'>Anna Sorel</div>", None),
        ("", "", None),
    ],
)  # fmt: skip
def test_the_byline_names_persons_before_agencies_before_the_outlet(head, body, byline):
    assert article(page(head, body)).byline == byline


def test_wire_copy_is_the_agencys_whoever_is_named_beside_it():
    head = linked(author="Reuters", publisher="Zenda Courier")
    assert article(page(head, '<a rel="author">Anna Sorel</a>')).byline == "Reuters"


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        (linked(datePublished="2031-05-04T23:10:00-05:00", dateModified="2031-06-01"), "metadata"),
        ('<meta property="article:published_time" content="2031-05-04T10:00:00Z">', "metadata"),
        ('<meta name="date" content="4 May 2031">', "metadata"),
    ],
)
def test_the_day_of_publication_is_the_one_its_publisher_wrote(head, basis):
    assert article(page(head)).published == When(date(2031, 5, 4), date(2031, 5, 4), basis)


def test_a_page_that_tells_only_of_its_update_was_published_by_then():
    head = '<meta property="article:modified_time" content="2021-05-04T10:00:00Z">'
    assert article(page(head)).published == When(None, date(2021, 5, 4), "metadata (updated)")


def test_a_page_without_any_date_has_none():
    assert article(page()).published is None


def test_outlet_address_and_language_come_from_the_page():
    head = (
        "<meta property='og:site_name' content='Zenda Courier'><link rel='canonical' href='https://courier.example/1'>"
    )
    found = article(page(head, lang="en-GB"))
    assert (found.outlet, found.url, found.language) == ("Zenda Courier", "https://courier.example/1", "en")


def test_damaged_structured_data_does_not_hinder():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks to\nresume", }</script>'
    assert article(page(head)).title == "Talks to resume"


def test_a_declared_encoding_is_followed():
    data = (
        page("<meta charset='windows-1251'>").decode().replace("Anna Sorel", "Анна Сорель").encode("cp1251", "replace")
    )
    assert "Анна Сорель" in article(data).text


def test_nul_bytes_in_a_page_are_passed_over():
    assert article(page().replace(b"foreign", b"for\0eign")).text.startswith("The foreign minister")


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body></body></html>",
        "<html><head><title>Only a title</title></head><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html><body><script>document.write('x')</script></body></html>",
        "<div>" * 100_000,
        "<b><i>" * 60_000 + "text",
        "<html><body>" + "<p>a</p>" * 250_000,
        "no markup at all",
    ],
)
def test_pages_without_text_and_hostile_ones_are_refused(markup):
    with pytest.raises(ArticleError):
        article(markup.encode())


def test_control_characters_do_not_stop_a_page():
    data = page('<script>"\x01"</script>').replace(b"foreign", b"for\x01eign &#11; &#xD800;")
    assert "minister of Ruritania" in article(data).text


def test_nested_structured_data_does_not_exhaust_anything():
    head = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert article(page(head)).text.startswith("The foreign minister")

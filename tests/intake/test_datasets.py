"""JSON, JSON Lines, CSV, Parquet, WARC and feeds: rows mapped by name, bad ones named, the rest read."""

import gzip
import io
import json
from datetime import date

import pytest

from onrecord.errors import ArticleError
from onrecord.intake import articles, parse
from onrecord.vocabulary import Article, When

TEXT = "The foreign minister of Ruritania said on Monday that her country would return to the talks in Zenda."
NEWS_ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Talks to resume",
    "articleBody": TEXT,
    "datePublished": "2031-05-04T10:00:00Z",
    "author": [{"@type": "Person", "name": "Anna Sorel"}],
    "publisher": {"@type": "Organization", "name": "Zenda Courier"},
    "url": "https://courier.example/talks",
}
DAY = When(date(2031, 5, 4), date(2031, 5, 4), "metadata")


def check(found: Article):
    assert found.text == TEXT
    assert (found.title, found.byline, found.outlet) == ("Talks to resume", "Anna Sorel", "Zenda Courier")
    assert (found.url, found.published) == ("https://courier.example/talks", DAY)


@pytest.mark.parametrize(
    "document",
    [NEWS_ARTICLE, [NEWS_ARTICLE], {"@graph": [NEWS_ARTICLE]}, {"status": "ok", "articles": [NEWS_ARTICLE]}],
)
def test_json_objects_lists_and_graphs_are_read(document):
    (found,) = parse(json.dumps(document).encode())
    check(found)


def test_other_names_of_the_same_columns_are_known():
    row = {"Title": "Talks to resume", "Full_Text": TEXT, "pub-date": "2031-05-04", "Byline": "By Anna Sorel"}
    (found,) = parse(json.dumps(row).encode())
    assert (found.title, found.text, found.byline, found.published) == ("Talks to resume", TEXT, "By Anna Sorel", DAY)


def test_a_bad_line_gives_one_error_and_the_rest_is_read(tmp_path):
    good = json.dumps(NEWS_ARTICLE)
    lines = [good, "{not json", "[1, 2]", '{"headline": null}', "", good.replace("Talks", "More talks")]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = list(articles([str(tmp_path / "news.jsonl")]))
    assert [type(each) for each in found] == [Article, ArticleError, ArticleError, ArticleError, Article]
    assert [each.where.rpartition(", ")[2] for each in found[1:4]] == ["line 2", "line 3", "line 4"]


def test_a_file_of_other_data_is_one_error(tmp_path):
    (tmp_path / "other.jsonl").write_text('{"actor": "Anna Sorel", "issue": "zenda"}\n' * 50, encoding="utf-8")
    (found,) = articles([str(tmp_path / "other.jsonl")])
    assert isinstance(found, ArticleError)


def test_markup_without_words_is_no_article():
    with pytest.raises(ArticleError):
        parse(json.dumps({"content": "<p><br></p>"}).encode())


def test_numbers_without_end_are_no_json():
    with pytest.raises(ArticleError):
        parse(b'{"text": ' + b"1" * 5000 + b"}", format="json")


def test_lines_are_told_from_one_document_whatever_the_name():
    data = "\n".join(json.dumps({"text": f"{TEXT} {number}"}) for number in range(3)).encode()
    assert len(parse(data)) == 3


def test_separators_of_lines_inside_strings_do_not_cut(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": TEXT + "\u2028" + TEXT}, ensure_ascii=False), encoding="utf-8"
    )
    (found,) = articles([str(tmp_path / "a.jsonl")])
    assert found.text == TEXT + "\u2028" + TEXT


def test_truncated_json_is_refused_with_line_and_column():
    with pytest.raises(ArticleError, match=r"line 1, column \d+"):
        parse(json.dumps(NEWS_ARTICLE)[:-30].encode(), format="json")


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000])
def test_json_nested_too_deeply_is_refused(deep):
    with pytest.raises(ArticleError):
        parse(deep.encode(), format="json")


def test_what_no_database_holds_is_replaced_one_for_one():
    (found,) = parse(b'{"text": "Zenda \\u0000 and \\ud800 talks"}')
    assert found.text == "Zenda \ufffd and \ufffd talks"


def test_markup_in_a_text_column_is_taken_off():
    (found,) = parse(json.dumps({"content": f"<p>{TEXT}</p><p>Second.</p>"}).encode())
    assert found.text == f"{TEXT}\n\nSecond."


@pytest.mark.parametrize("markup", ["<p>\f&#xD800;<li>Zenda<script>a=1", "<p>&#1;Zenda", "<p><![CDATA[x]]>Zenda</p>"])
def test_hostile_markup_in_a_text_column_hinders_nothing(markup):
    (found,) = parse(json.dumps({"content": markup}).encode())
    assert "Zenda" in found.text


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_of_news_databases_are_read(tmp_path, separator, encoding):
    rows = [
        ("Headline", "Publication", "Date", "Byline", "Body"),
        ("Talks", "Café Courier", "4 May 2031", "A. Sorel", TEXT),
    ]
    table = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    (tmp_path / "export.csv").write_bytes(table.encode(encoding))
    (found,) = articles([str(tmp_path / "export.csv")])
    assert (found.title, found.outlet, found.byline, found.text) == ("Talks", "Café Courier", "A. Sorel", TEXT)
    assert found.published == DAY


def test_a_table_without_texts_is_refused(tmp_path):
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (found,) = articles([str(tmp_path / "numbers.csv")])
    assert isinstance(found, ArticleError)


def test_packed_lines_are_unpacked_and_cut_ones_refused(tmp_path):
    packed = gzip.compress("\n".join([json.dumps(NEWS_ARTICLE)] * 50).encode())
    (tmp_path / "whole.jsonl.gz").write_bytes(packed)
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[:-20])
    assert len(list(articles([str(tmp_path / "whole.jsonl.gz")]))) == 50
    assert isinstance(list(articles([str(tmp_path / "cut.jsonl.gz")]))[-1], ArticleError)


def test_parquet_columns_are_mapped_by_name(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    columns = {
        "headline": ["Talks to resume"] * 2,
        "text": [TEXT, None],
        "date": [date(2031, 5, 4)] * 2,
        "size": [1, 2],
    }
    parquet.write_table(pyarrow.table(columns), tmp_path / "news.parquet")
    first, second = articles([str(tmp_path / "news.parquet")])
    assert (first.title, first.text, first.published) == ("Talks to resume", TEXT, DAY)
    assert second.text == "Talks to resume"


def test_a_damaged_parquet_file_is_refused(tmp_path):
    pytest.importorskip("pyarrow")
    (tmp_path / "news.parquet").write_bytes(b"PAR1 and no more")
    (found,) = articles([str(tmp_path / "news.parquet")])
    assert isinstance(found, ArticleError)


def warc(*pages: tuple[str, str, str]) -> bytes:
    """An archive with an answer for each (address, status line, content)."""
    out = io.BytesIO()
    for number, (address, status, content) in enumerate(pages):
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n"
        http = head.encode() + gzip.compress(content.encode())
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
            f"WARC-Target-URI: {address}\r\nWARC-Date: 2031-05-04T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        out.write(gzip.compress(head.encode() + http + b"\r\n\r\n"))
    return out.getvalue()


PAGE = f"<html><head><title>Talks</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_pages_of_a_web_archive_are_read_in_order(tmp_path, jobs):
    pytest.importorskip("fastwarc")
    content = warc(
        ("https://courier.example/2031/05/04/talks", "200 OK", PAGE),
        ("https://courier.example/gone", "404 Not Found", PAGE),
        ("https://courier.example/empty", "200 OK", "<html><body></body></html>"),
        ("https://courier.example/more", "200 OK", PAGE.replace("Monday", "Sunday")),
    )
    (tmp_path / "crawl.warc.gz").write_bytes(content)
    first, second, third = articles([str(tmp_path / "crawl.warc.gz")], jobs=jobs)
    assert (first.url, first.published.basis) == ("https://courier.example/2031/05/04/talks", "address")
    assert isinstance(second, ArticleError)
    assert "https://courier.example/empty" in second.where
    assert "Sunday" in third.text


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Zenda Courier</title>
<item><title>Talks to resume</title><link>https://courier.example/talks</link><author>Anna Sorel</author>
<pubDate>Sun, 04 May 2031 10:00:00 GMT</pubDate><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item>
</channel></rss>"""


def test_the_file_of_a_feed_gives_its_entries():
    pytest.importorskip("feedparser")
    (found,) = parse(FEED.encode(), path="feed.xml")
    check(found)


def test_xml_that_is_no_feed_is_refused():
    pytest.importorskip("feedparser")
    with pytest.raises(ArticleError):
        parse(b"<feed", format="feed")

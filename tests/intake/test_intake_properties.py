"""What holds of every input whatever it holds."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ArticleError
from onrecord.intake import parse
from onrecord.intake.furniture import body_of
from onrecord.intake.lines import lines_of

WORDS = st.sampled_from(
    [
        "Comments", "Share", "Facebook", "Photo: Zenda", "![]() |", "ua en ru", "By Anna Sorel", "May 4, 2031", "---",
        "The minister said on Monday that the talks would go on.", "Storm Leaves Thousands Without Power", "title: x",
        "Related articles", "- In Reports", "|", " ", "\u2028", "\x85", "é", "“", "Updated 31.12.2030", "Date: now",
    ]
)  # fmt: skip
TEXTS = st.lists(st.tuples(WORDS | st.text(max_size=20), st.sampled_from(["\n", "\r\n", "\r", "\n\n\n", " "]))).map(
    lambda parts: "".join(word + end for word, end in parts)
)


@given(TEXTS)
def test_stretches_of_the_body_are_sorted_disjoint_and_in_range(text):
    last = 0
    for start, end in body_of(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip("\n\r")
        last = end + 1


@given(TEXTS)
def test_lines_stand_where_they_say(text):
    for line in lines_of(text):
        assert text[line.start : line.end] == line.text


@given(TEXTS)
def test_reading_twice_gives_the_same(text):
    def once():
        try:
            return parse(text.encode())
        except ArticleError as error:
            return str(error)

    assert once() == once()


@given(
    st.binary(max_size=400), st.sampled_from(["text", "html", "json", "jsonl", "csv", "parquet", "warc", "feed", None])
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_articles_or_an_article_error(data, format_):
    try:
        found = parse(data, format=format_)
    except ArticleError:
        return
    for each in found:
        assert "\0" not in each.text
        each.text.encode("utf-8")
        assert all(0 <= start < end <= len(each.text) for start, end in each.body)


@given(
    st.text(max_size=300),
    st.sampled_from(["<p>{}</p>", "<html lang='{}'><body><p>x", "<script type='application/ld+json'>{}"]),
)
@settings(max_examples=50, deadline=None)
def test_any_markup_gives_articles_or_an_article_error(text, form):
    with suppress(ArticleError):
        parse(form.replace("{}", text).encode("utf-8", "surrogatepass"), format="html")

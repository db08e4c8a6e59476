"""Which days words name, and when a statement was said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.attribution import Attribution
from onrecord.reading.dates import NOT_AFTER_PUBLICATION, dates, said_at
from onrecord.reading.layout import lay_out
from onrecord.vocabulary import Article, Span, When

WEDNESDAY = date(2031, 5, 14)


def article(text: str, day: date | None = WEDNESDAY, until: date | None = None) -> Article:
    published = When(day, until or day, "dateline") if day else None
    return Article("a", text, ((0, len(text)),), published=published)


def interval(text: str, day: date | None = WEDNESDAY) -> tuple[str | None, str | None]:
    ((_, when),) = dates(article(text, day))
    return tuple(str(end) if end else None for end in (when.earliest, when.latest))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("They met on Monday.", "2031-05-12", "2031-05-12"),
        ("They met on Wednesday.", "2031-05-14", "2031-05-14"),
        ("They met last Wednesday.", "2031-05-07", "2031-05-07"),
        ("They met late Friday night.", "2031-05-09", "2031-05-09"),
        ("They will meet on Friday.", "2031-05-16", "2031-05-16"),
        ("They meet next Wednesday.", "2031-05-21", "2031-05-21"),
        ("They met yesterday.", "2031-05-13", "2031-05-13"),
        ("They met earlier this week.", "2031-05-12", "2031-05-14"),
        ("They met last week.", "2031-05-05", "2031-05-11"),
        ("They met last month.", "2031-04-01", "2031-04-30"),
        ("They met late last year.", "2030-09-01", "2030-12-31"),
        ("They met in March.", "2031-03-01", "2031-03-31"),
        ("They met in November.", "2030-11-01", "2030-11-30"),
        ("They met last July.", "2030-07-01", "2030-07-31"),
        ("They met on 3 March.", "2031-03-03", "2031-03-03"),
        ("They met on March 3rd, 2029.", "2029-03-03", "2029-03-03"),
        ("They met on Tuesday, 3 April 2029.", "2029-04-03", "2029-04-03"),
        ("They met from 3-5 April 2029.", "2029-04-03", "2029-04-05"),
        ("They met in July 2024.", "2024-07-01", "2024-07-31"),
        ("They met in 2024.", "2024-01-01", "2024-12-31"),
        ("They met in the summer of 2024.", "2024-06-01", "2024-08-31"),
        ("They met in the 1990s.", "1990-01-01", "1999-12-31"),
        ("They met two days ago.", "2031-05-12", "2031-05-12"),
        ("They met over the past three weeks.", "2031-04-23", "2031-05-14"),
        ("They met 2029-02-28.", "2029-02-28", "2029-02-28"),
        ("They met 25/12/2029.", "2029-12-25", "2029-12-25"),
        ("They met 3/4/2029.", "2029-03-04", "2029-04-03"),
    ],
)
def test_words_name_days_relative_to_publication(text, earliest, latest):
    assert interval(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["They may march again.", "It cost $2024.", "May Orlo spoke.", "He read Velmark Today."]
)
def test_words_that_only_look_like_dates_are_left_alone(text):
    assert dates(article(text)) == []


def test_a_day_that_does_not_exist_has_no_interval():
    assert interval("They met on 31 June 2029.") == (None, None)


def test_without_publication_only_full_dates_are_known():
    assert interval("They met on Monday.", None) == (None, None)
    assert interval("They met in July 2024.", None) == ("2024-07-01", "2024-07-31")


def test_an_interval_of_publication_widens_what_is_relative_to_it():
    text = "They met on Monday."
    ((_, when),) = dates(article(text, date(2031, 5, 14), date(2031, 5, 21)))
    assert (when.earliest, when.latest) == (date(2031, 5, 12), date(2031, 5, 19))


def test_the_basis_is_the_articles_words():
    ((span, when),) = dates(article("They met on Monday."))
    assert (span.text, when.basis) == ("Monday", "on Monday")


def attribution(text: str, cue: str, content: str) -> Attribution:
    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    return Attribution(None, span(cue), (span(content),), "speech", 0.9)


def said(text: str, cue: str, content: str, day: date | None = WEDNESDAY) -> When | None:
    (when,) = said_at(article(text, day), [attribution(text, cue, content)], lay_out(text))
    return when


@pytest.mark.parametrize(
    "text",
    [
        "Orlo said on Monday that Velmark would sign.",
        "On Monday, Orlo said that Velmark would sign.",
        "Speaking in Brell on Monday, Orlo said that Velmark would sign.",
        "Orlo told reporters and said late on Monday that Velmark would sign.",
    ],
)
def test_a_statement_is_dated_by_the_words_beside_its_cue(text):
    when = said(text, "said", "that Velmark would sign")
    assert when
    assert (when.earliest, when.latest) == (date(2031, 5, 12), date(2031, 5, 12))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Orlo said that Velmark would sign on Monday.", "that Velmark would sign on Monday"),
        ("Orlo, who was elected in 2024, said that Velmark would sign.", "that Velmark would sign"),
        ("After they met on Monday, Orlo said that Velmark would sign.", "that Velmark would sign"),
        ("They lost on Monday, but Orlo said that Velmark would sign.", "that Velmark would sign"),
        ("Orlo said that Velmark would sign.", "that Velmark would sign"),
    ],
)
def test_dates_of_other_things_do_not_date_a_statement(text, content):
    assert said(text, "said", content) == When(None, WEDNESDAY, NOT_AFTER_PUBLICATION)


def test_nothing_is_said_after_publication():
    when = said("Orlo said this week that Velmark would sign.", "said", "that Velmark would sign")
    assert when == When(date(2031, 5, 12), WEDNESDAY, "this week")


def test_since_opens_an_interval_that_publication_closes():
    when = said("Orlo said since Monday that Velmark would sign.", "said", "that Velmark would sign")
    assert when is None or when.latest == WEDNESDAY


def test_an_undated_article_leaves_undated_statements_unknown():
    assert said("Orlo said that Velmark would sign.", "said", "that Velmark would sign", None) is None
    assert said("Orlo said on Monday that Velmark would sign.", "said", "that Velmark would sign", None) is None


def test_she_added_keeps_the_day_of_the_statement_before():
    text = "On Monday, Orlo said Velmark would sign. She added that it would pay. Bruk called that news."
    made = [
        attribution(text, "said", "Velmark would sign"),
        attribution(text, "added", "that it would pay"),
        attribution(text, "called", "that news"),
    ]
    days = [when.earliest for when in said_at(article(text), made, lay_out(text)) if when]
    assert days == [date(2031, 5, 12), date(2031, 5, 12), None]


VOCABULARY = (
    "on in last next this past early late Monday March May Jan. 3 31 2024 June , - of the two weeks years ago week"
    " summer 2025-13-40 99/99/2024 decade 0"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=14).map(" ".join), st.dates())
def test_intervals_are_in_order_and_spans_are_the_articles_words(text, day):
    for span, when in dates(article(text, day)):
        assert text[span.start : span.end] == span.text
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest


@given(st.text(max_size=200), st.one_of(st.none(), st.dates()))
def test_no_text_makes_it_fail(text, day):
    dates(article(text, day))
    said_at(article(text, day), [Attribution(None, None, (Span.of(text, 0, len(text)),), "speech", 1.0)], lay_out(text))

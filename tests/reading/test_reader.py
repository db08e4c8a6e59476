"""Reading articles: statements with exact spans, speakers and dates; batches; languages."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading import READER, read
from onrecord.vocabulary import Article, When

TEXT = (
    "Maravel rejects the river treaty\n"
    "KESTREL BAY — The foreign minister of Maravel, Ilse Tandor, said on Tuesday that her government would not sign "
    "the river treaty.\n"
    "“We will not give away our water,” Tandor told reporters. “Not this year.”\n"
    "Ostrand's prime minister, Pavel Brandt, warned that talks could collapse. He called the demand “a mistake.”\n"
)


def article(text: str, **more: object) -> Article:
    """An article whose whole text is body."""
    return Article(Article.identify(text, None), text, ((0, len(text)),), **more)  # type: ignore[arg-type]


def test_statements_stand_in_the_text_word_for_word():
    """Every span's text is the article's text at its offsets."""
    reading = read([article(TEXT, language="en")])[0]
    spans = [s for st in reading.statements for s in (st.source, st.cue, *st.content) if s]
    assert len(reading.statements) >= 4
    assert all(TEXT[s.start : s.end] == s.text for s in spans)
    assert reading.reader == READER


def test_speakers_are_named_in_full_and_pronouns_resolved():
    """Tandor is Ilse Tandor, "He" is Pavel Brandt."""
    reading = read([article(TEXT, language="en")])[0]
    by_words = {s.wording: s.speaker.name for s in reading.statements if s.speaker}
    assert next(n for w, n in by_words.items() if "give away" in w) == "Ilse Tandor"
    assert next(n for w, n in by_words.items() if "mistake" in w) == "Pavel Brandt"


def test_a_quotation_cut_by_its_cue_is_one_statement():
    """Both pieces of the quotation belong to one direct statement."""
    reading = read([article(TEXT, language="en")])[0]
    quoted = next(s for s in reading.statements if "give away" in s.wording)
    assert quoted.kind == "direct"
    assert "Not this year" in quoted.wording


def test_a_weekday_is_counted_from_publication():
    """Said "on Tuesday" in an article of a Thursday."""
    day = When(date(2031, 5, 8), date(2031, 5, 8), "given")
    reading = read([article(TEXT, language="en", published=day)])[0]
    said = next(s.said_at for s in reading.statements if "would not sign" in s.wording)
    assert said is not None
    assert (said.earliest, said.latest) == (date(2031, 5, 6), date(2031, 5, 6))
    assert "Tuesday" in said.basis


def test_an_article_in_another_language_is_said_to_be_unread():
    """It keeps its place among the readings and says why it holds no statements."""
    readings = read([article("Der Minister lehnt das ab.", language="de"), article(TEXT, language="en")])
    assert readings[0].statements == ()
    assert readings[0].unread is not None
    assert "'de'" in readings[0].unread
    assert readings[1].statements


def test_furniture_is_not_read():
    """What stands outside the body gives no statements."""
    start = TEXT.index("“We will")
    cut = Article("x", TEXT, ((start, TEXT.index("Ostrand's")),), language="en")
    assert all(s.content[0].start >= start for s in read([cut])[0].statements)


def test_an_article_without_a_body_says_nothing():
    """Not even what stands in quotation marks."""
    empty = Article(Article.identify(TEXT, None), TEXT, (), language="en")
    assert read([empty])[0].statements == ()


def test_reading_together_is_reading_alone():
    """The neighbours in a batch do not change what is found."""
    alone = read([article(TEXT, language="en")])[0]
    together = read([article(TEXT * 3, language="en"), article(TEXT, language="en"), article("Short.", language="en")])[
        1
    ]
    assert alone == together


def test_a_statement_keeps_its_id_when_read_again():
    """Ids rest on the words alone and differ from each other."""
    first, second = (read([article(TEXT, language="en")])[0] for _ in range(2))
    ids = [s.id for s in first.statements]
    assert ids == [s.id for s in second.statements]
    assert len(set(ids)) == len(ids)


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_can_be_read(text):
    """No text breaks the reader, and what it finds stands in the text."""
    for statement in read([article(text, language="en")])[0].statements:
        assert all(text[s.start : s.end] == s.text for s in statement.content)


def test_sides_of_a_proposal_are_kept_apart():
    """Who supports and who opposes what is proposed, and for whom it is said."""
    text = (
        "Maravel, on behalf of the Lake Group, supported by Ostrand and opposed by Tessaly, proposed a new committee.\n"
    )
    proposal = next(s for s in read([article(text, language="en")])[0].statements if "committee" in s.wording)
    assert [a.name for a in proposal.supported_by] == ["Ostrand"]
    assert [a.name for a in proposal.opposed_by] == ["Tessaly"]
    assert "Lake Group" in [a.name for a in proposal.speaks_for]

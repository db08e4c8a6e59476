"""Quotations that the tagger missed get a statement, with source and cue where the words beside them tell."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.attribution import Attribution
from onrecord.reading.quotations import missed_quotations, with_quotations
from onrecord.vocabulary import Span


def found(text, attributions=()):
    return [
        (a.source and a.source.text, a.cue and a.cue.text, [p.text for p in a.content])
        for a in with_quotations(text, [(0, len(text))], list(attributions))
    ]


def span(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def test_the_cue_may_follow_lead_or_be_turned_round():
    assert found("“We are ready to sign,” Ana Orlo said.")[0][:2] == ("Ana Orlo", "said")
    assert found("“We are ready to sign,” said Ana Orlo.")[0][:2] == ("Ana Orlo", "said")
    assert found("When asked about it, Orlo replied: “We are ready to sign.”")[0][:2] == ("Orlo", "replied")
    assert found("“We are ready to sign,” chief negotiator Ana Orlo told reporters.")[0][:2] == (
        "chief negotiator Ana Orlo",
        "told",
    )


def test_a_participle_takes_the_subject_of_its_sentence():
    text = "The envoy, Ana Orlo, praised the plan, adding: “We are ready to sign.”"
    assert found(text)[0][:2] == ("The envoy, Ana Orlo,", "adding")


def test_a_quotation_that_goes_on_after_its_cue_is_one_statement():
    text = "“We are ready to sign,” Mr. Orlo said. “It should happen this week.”"
    assert found(text) == [("Mr. Orlo", "said", ["We are ready to sign,", "It should happen this week."])]


def test_a_quotation_over_paragraphs_is_one_statement():
    text = "“We are ready to sign,” Orlo said.\n\n“It should happen this week. We have waited long.”"
    assert len(found(text)) == 1


def test_a_tagged_statement_is_lengthened_and_not_repeated():
    text = "“We are ready to sign,” Orlo said. “It should happen this week.”"
    tagged = Attribution(
        span(text, "Orlo"), span(text, "said"), (span(text, "“We are ready to sign,”"),), "speech", 0.9
    )
    assert missed_quotations(text, [(0, len(text))], [tagged]) == []
    (only,) = with_quotations(text, [(0, len(text))], [tagged])
    assert [p.text for p in only.content] == ["“We are ready to sign,”", "It should happen this week."]
    assert only.confidence == 0.9


def test_another_speaker_in_the_next_sentence_is_another_statement():
    text = "“We are ready to sign,” Orlo said. Bruk answered: “That is news to us all.”"
    assert [f[0] for f in found(text)] == ["Orlo", "Bruk"]


def test_a_full_stop_before_he_added_keeps_the_quotations_apart():
    text = "Bruk said, “That is news to us.” He added, “We will read it first.”"
    assert [(f[0], f[1]) for f in found(text)] == [("Bruk", "said"), ("He", "added")]


def test_scare_quotes_and_titles_are_no_statements():
    assert found("The “non-starter” was discussed in “The Long Winter of Velmark” at length.") == []


def test_a_quotation_without_any_cue_has_no_source():
    assert found("The hall was full. “We are ready to sign it now.” Then it was empty.")[0][:2] == (None, None)


@given(st.text(alphabet=st.sampled_from('“”" \nabWe are said,.:Orlo'), max_size=150))
def test_spans_are_always_the_articles_own_words(text):
    for attribution in with_quotations(text, [(0, len(text))], []):
        for piece in (attribution.source, attribution.cue, *attribution.content):
            assert piece is None or text[piece.start : piece.end] == piece.text

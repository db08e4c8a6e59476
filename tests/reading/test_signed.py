"""Signed quotations and transcripts."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.attribution import Attribution
from onrecord.reading.signed import signed_quotations, with_signed
from onrecord.vocabulary import Span

TRANSCRIPT = "ORLO: Shall we begin?\nBRUK: In a moment.\nORLO: It is late.\nBRUK: Then begin now.\n"


def read(text):
    found = signed_quotations(text, [(0, len(text))])
    return [(a.source.text, a.cue.text, a.content[0].text) for a in found]


def test_a_name_behind_a_dash_signs_the_quotation():
    text = "“We have waited for this all year.” ― Ana Orlo\n“So have we, and longer.” – Ben Bruk, Brell\n"
    assert read(text) == [
        ("Ana Orlo", "―", "We have waited for this all year."),
        ("Ben Bruk", "–", "So have we, and longer."),
    ]


def test_speakers_of_a_transcript_take_turns():
    assert read(TRANSCRIPT)[:2] == [("ORLO", ":", "Shall we begin?"), ("BRUK", ":", "In a moment.")]
    assert len(read(TRANSCRIPT)) == 4


def test_headings_in_capitals_are_no_transcript():
    assert read("TRADE: The parties met.\nENERGY: They met again.\nOTHER MATTERS: They left.\n") == []


def test_a_sentence_that_goes_on_after_a_dash_is_not_signed():
    assert read("“We have waited for this all year” – Ana Orlo said so twice, and she was right.") == []


def test_the_words_of_a_signed_quotation_are_taken_from_other_statements():
    text = "He spoke.\n“We have waited for this all year.” ― Ana Orlo\n"
    quotation = Span.of(text, text.index("“"), text.index("”") + 1)
    wrong = Attribution(Span.of(text, 0, 2), Span.of(text, 3, 8), (quotation,), "speech", 0.8)
    (only,) = with_signed(text, [(0, len(text))], [wrong])
    assert only.source
    assert only.source.text == "Ana Orlo"


@given(st.text(alphabet=st.sampled_from('“”"―–: \nABab.,'), max_size=120))
def test_spans_are_always_the_articles_own_words(text):
    for made in signed_quotations(text, [(0, len(text))]):
        for piece in (made.source, made.cue, *made.content):
            assert piece.text
            assert text[piece.start : piece.end] == piece.text

"""Speech reported inside speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.attribution import Attribution
from onrecord.reading.nesting import inner_attributions, within
from onrecord.reading.quotes import quoted
from onrecord.vocabulary import Span


def inner(text: str) -> list[tuple[str, str, str]]:
    outer = Attribution(None, None, (Span.of(text, 0, len(text)),), "speech", 0.9)
    found = inner_attributions(text, outer, quoted(text, [(0, len(text))]))
    return [(a.source.text, a.cue.text, a.content[0].text) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Somewhere along the line Bruk said, 'They should sign.' We did not.", ("Bruk", "said", "They should sign.")),
        ("We have seen other states say, 'We are not so sure.'", ("other states", "say", "We are not so sure.")),
        ("that Velmark insisted that it would not pay", ("Velmark", "insisted", "it would not pay")),
        ("They told us they would come on Monday.", ("They", "told", "they would come on Monday")),
        ("that Velmark always stresses the need for guarantees", ("Velmark", "stresses", "the need for guarantees")),
    ],
)
def test_inner_speech_has_source_cue_and_content(text, expected):
    assert inner(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "If they say that it will rain, we stay.",
        "I would say that it is a good day.",
        "They never said that it was a good day.",
        "every word he said there is true",
        "Two in three of the voters said they were content.",
        "we have said that repeatedly and often",
        "She said 'maybe' and left.",
    ],
)
def test_what_was_not_said_or_is_only_referred_to_is_left_alone(text):
    assert inner(text) == []


def test_a_clause_ends_with_the_quotation_it_stands_in():
    text = "“They told us they would come,” and so we waited there."
    assert inner(text)[0][2] == "they would come,"


def test_a_clause_ends_where_the_speaker_goes_on_in_the_first_person():
    assert inner("They have been saying that it is over, and I agree with that.")[0][2] == "it is over"


def test_within_names_the_closest_statement_that_holds_another():
    text = "A said that B said that C said that D came"

    def made(source: int, content: int) -> Attribution:
        return Attribution(
            Span.of(text, source, source + 1),
            Span.of(text, source + 2, source + 6),
            (Span.of(text, content, len(text)),),
            "speech",
            1.0,
        )

    a, b, c = made(0, 7), made(12, 19), made(24, 31)
    assert within([a, b, c]) == [None, 0, 1]


@given(st.text(alphabet=st.sampled_from("“”'‘’ \nHe said that they will.,A"), max_size=150))
def test_what_is_found_lies_inside_the_content(text):
    outer = Attribution(None, None, (Span.of(text, 0, len(text)),), "speech", 0.9)
    for found in inner_attributions(text, outer, quoted(text, [(0, len(text))])):
        for piece in (found.source, found.cue, *found.content):
            assert text[piece.start : piece.end] == piece.text
            assert piece.text

"""Negotiation prose: who proposes, for whom, who supports and who opposes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.attribution import Attribution
from onrecord.reading.layout import lay_out
from onrecord.reading.negotiation import actors_around, negotiation_statements
from onrecord.reading.negotiation_prose import is_negotiation_prose, with_negotiation
from onrecord.reading.parties import party_list
from onrecord.vocabulary import Span

SIDES = ("joint", "speaks_for", "supported_by", "opposed_by")


def read(text: str) -> list[tuple[str, str, str, dict[str, list[str]]]]:
    found = []
    for made in negotiation_statements(text, [(0, len(text))], lay_out(text)):
        a = made.attribution
        sides = {side: [name.text for name in getattr(made.sides, side)] for side in SIDES}
        found.append((a.source.text, a.cue.text, a.content[0].text, {k: v for k, v in sides.items() if v}))
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Velmark, Brell and the Oskan Republic", ["Velmark", "Brell", "Oskan Republic"]),
        ("the G-77/CHINA and others", ["G-77/CHINA"]),
        (
            "Trinidad and Tobago, Bosnia and Herzegovina and Velmark",
            ["Trinidad and Tobago", "Bosnia and Herzegovina", "Velmark"],
        ),
        ("the Union of Brell States (UBS)", ["Union of Brell States"]),
        ("the Institute for Trade and Society", ["Institute for Trade and Society"]),
        ("many parties", []),
        ("Velmark, Brell said", ["Velmark"]),
    ],
)
def test_a_list_of_parties_splits_into_names(text, names):
    assert [name.text for name in party_list(text, 0, len(text)).names] == names


def test_sides_between_subject_and_verb_belong_to_the_statement():
    text = "Velmark, for the Oskan Group, supported by Brell and Tarn, and opposed by Ustria, proposed a longer pause."
    assert read(text) == [
        (
            "Velmark",
            "proposed",
            "a longer pause",
            {"speaks_for": ["Oskan Group"], "supported_by": ["Brell", "Tarn"], "opposed_by": ["Ustria"]},
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Opposed by Ustria, Velmark proposed a longer pause.",
        "Velmark proposed, opposed by Ustria, a longer pause.",
        "Velmark proposed a longer pause, opposed by Ustria.",
        "Velmark proposed a longer pause, while Ustria opposed.",
        "Velmark proposed a longer pause, with Ustria opposing.",
        "Velmark proposed a longer pause. This was opposed by Ustria.",
        "Velmark proposed a longer pause. Ustria disagreed.",
    ],
)
def test_opposition_is_found_wherever_it_is_told(text):
    assert read(text) == [("Velmark", "proposed", "a longer pause", {"opposed_by": ["Ustria"]})]


def test_joint_speakers_and_those_with_them():
    assert read("Velmark, with Brell, and Tarn said pauses help.")[0][3] == {"joint": ["Brell", "Tarn"]}
    assert read("VELMARK and BRELL said pauses help.")[0][3] == {"joint": ["BRELL"]}


def test_members_of_a_list_may_each_speak_for_others():
    text = "Velmark, for the Oskan Group, Brell and Tarn supported a vote."
    assert read(text)[0][3] == {"joint": ["Brell", "Tarn"], "speaks_for": ["Oskan Group"]}
    text = "Velmark (on behalf of the Oskan Group), Brell and Tarn supported a vote."
    assert read(text)[0][3] == {"joint": ["Brell", "Tarn"], "speaks_for": ["Oskan Group"]}


def test_others_may_speak_in_the_same_sentence_with_a_participle():
    text = "Velmark asked for time, with Brell urging haste and Tarn warning against it."
    assert [found[:3] for found in read(text)] == [
        ("Velmark", "asked", "for time"),
        ("Brell", "urging", "haste"),
        ("Tarn", "warning", "against it"),
    ]


def test_being_for_or_against_is_a_statement():
    assert read("Velmark and Brell were sceptical about the vote.")[0][:3] == (
        "Velmark and Brell",
        "were sceptical",
        "about the vote",
    )


def test_a_subject_behind_its_verb_is_no_further_statement():
    assert [found[1] for found in read("Velmark acknowledges the problem, says Ana Orlo.")] == ["acknowledges"]


def test_a_subject_may_have_several_verbs_and_keeps_its_sides():
    text = "Velmark, supported by Brell, argued that time was short, and proposed a vote, noting that others wait."
    assert [(cue, content) for _, cue, content, _ in read(text)] == [
        ("argued", "that time was short"),
        ("proposed", "a vote"),
        ("noting", "that others wait"),
    ]
    assert all(sides == {"supported_by": ["Brell"]} for *_, sides in read(text))


def test_a_verb_may_be_negated_and_an_opening_gerund_is_a_statement():
    text = "Emphasizing that time was short, VELMARK did not support the text."
    assert [(cue, content) for _, cue, content, _ in read(text)] == [
        ("Emphasizing", "that time was short"),
        ("did not support", "the text"),
    ]


def test_two_sides_of_one_question():
    text = "Velmark and Brell supported, while Ustria opposed, naming a date."
    (only,) = [found for found in read(text) if found[1] == "opposed"]
    assert only[2] == "naming a date"
    assert only[3] == {"opposed_by": ["Velmark", "Brell"]}


def test_a_proposal_that_is_opposed_by_name_is_a_statement_of_those_who_oppose_it():
    text = "The shorter list was opposed by Ustria and Tarn, who called for patience."
    assert [(source, cue, content) for source, cue, content, _ in read(text)] == [
        ("Ustria and Tarn", "opposed", "The shorter list"),
        ("Ustria and Tarn", "called", "for patience"),
    ]


def test_a_noun_may_carry_the_proposal():
    assert read("There was a proposal from Velmark to close early.")[0][:3] == ("Velmark", "proposal", "to close early")


def test_what_parties_should_do_is_not_what_they_said():
    assert read("Velmark should support the text.") == []


def test_a_delegate_under_the_name_of_a_country_speaks_for_it():
    assert read("VELMARK: Ana Orlo, Minister of Trade, called for a pause.")[0][3] == {"speaks_for": ["VELMARK"]}


def test_sides_are_found_around_a_statement_that_was_tagged():
    text = "Velmark, supported by Brell, proposed a pause."
    cue = Span.of(text, text.index("proposed"), text.index("proposed") + 8)
    sides = actors_around(text, (0, len(text)), cue, None)
    assert [name.text for name in sides.supported_by] == ["Brell"]


def test_in_news_a_tagged_statement_keeps_its_spans_and_gains_sides():
    text = "The rain fell all day. Ana Orlo, on behalf of Velmark, said it would sign. People went home. It was late."
    cue = Span.of(text, text.index("said"), text.index("said") + 4)
    content = Span.of(text, text.index("it would"), text.index("sign") + 4)
    tagged = Attribution(None, cue, (content,), "speech", 0.9)
    (made,) = with_negotiation(text, [(0, len(text))], lay_out(text), [tagged])
    assert made.attribution is tagged
    assert [name.text for name in made.sides.speaks_for] == ["Velmark"]


def test_negotiation_prose_is_told_from_news_by_its_parties():
    report = "The EU supported the text. JAPAN, opposed by the US, proposed a vote. CHINA said time was short."
    news = "Ana Orlo said it was late. Ben Bruk said it was early. The rain fell all day."
    for text, expected in ((report, True), (news, False)):
        layout = lay_out(text)
        found = negotiation_statements(text, [(0, len(text))], layout)
        assert is_negotiation_prose(text, found, len(layout.sentences)) is expected


VOCABULARY = (
    "Velmark|supported|opposed|by|Brell|and|the US|said|proposed|that|while|,|.|:|with|on behalf of|noting|a pause|This"
    "|was|who|others|(EU)|G-77/China"
)
PIECES = st.sampled_from(VOCABULARY.split("|"))


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_spans_are_always_the_texts_own_words(text):
    for made in negotiation_statements(text, [(0, len(text))], lay_out(text)):
        a = made.attribution
        for piece in (a.source, a.cue, *a.content, *made.sides.opposed_by, *made.sides.supported_by):
            assert piece
            assert text[piece.start : piece.end] == piece.text


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text):
    with_negotiation(text, [(0, len(text))], lay_out(text), [])

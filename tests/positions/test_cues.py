from __future__ import annotations

import pytest

from onrecord.positions.cues import leaning
from onrecord.positions.verdicts import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy said Pact membership was “off the table.”", "against"),
        ("We have heard that Pact membership is excluded.", "against"),
        ("pleased with the stance that ruled out Pact membership", "against"),
        ("describing hopes of Pact membership as “unrealistic.”", "against"),
        ("Norland could forgo Pact membership", "against"),
        ("He does not support Pact membership", "against"),
        ("Pact membership is no longer being considered", "against"),
        ("Pact membership is irreversible", "for"),
        ("an irreversible Pact membership", "for"),
        ("He has pushed for Pact membership", "for"),
        ("Norland refused to give up its Pact membership", "for"),
        ("She regretted that Pact membership had been ruled out", "for"),
        ("Pact membership is not off the table", "for"),
        ("He declined to comment on Pact membership", "neutral"),
        ("He asked whether Pact membership was discussed", "neutral"),
        ("They spoke. Pact membership came up.", "neutral"),
        ("They spoke. Pact membership had its day.", None),
    ],
)
def test_words_beside_the_proposal(text, expected):
    start = text.index("Pact membership")
    assert leaning(text, (start, start + len("Pact membership"))) == expected


def test_without_a_mention_only_verdicts_on_the_whole_count():
    assert leaning("Norland coming in is not on the table", None) == "against"
    assert leaning("He supported the plan", None) is None


def test_a_phrase_names_what_is_asked_for_or_what_is_to_end():
    assert names("Norland should become a member of the Pact.", "Pact membership") == 1
    assert names("Norland should become a member of the Pact.", "application") == 1
    assert names("Norland should withdraw from the four valleys.", "four valleys") == -1
    assert names("Norland should withdraw from the four valleys.", "lost ground") == 0
    assert names("Fees should be abolished.", "fees") == -1
    assert names("Fees should be abolished.", "abolition of fees") == 1
    assert names("The embargo should be lifted.", "sanctions") == -1
    assert names("Norland should join the Pact.", "ban on joining") == -1

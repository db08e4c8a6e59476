"""What reports of utterances are judged on: conditions that limit or demand, proposals taken up, views of one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from positions_parties import actor, statement, utterance

from onrecord import encoder
from onrecord.positions.coding import code
from onrecord.positions.holders import holders
from onrecord.vocabulary import Actor, Codebook, CodebookActor, Issue, Span, SpeaksFor, When

BAN = Issue(
    "ban", "Ban", "Night fishing in the sound should be suspended until a treaty is signed.", ("night fishing",)
)
DUTY = Issue("duty", "Duties", "The duties on salt should be lifted.", ("duties on salt", "salt duties", "tax"))
VISIT = Issue("visit", "Observers", "Foreign observers should be allowed on Tern.", ("observers", "observer mission"))


def coded(issues, *said, statements=None, day="2031-05-04"):
    book = issues if isinstance(issues, Codebook) else Codebook(tuple(issues))
    known = {one.id: one for one in statements or said}
    found = code([utterance(*said, day=day)], known, book, embed=encoder.embed)
    return {(c.actor.name, c.issue): c for c in found}


def stance(issue, cue, content):
    found = coded([issue], statement("s1", "Ana Holt", cue, content))
    one = found.get(("Ana Holt", issue.id))
    return one.stance if one else None


@pytest.mark.parametrize(
    ("issue", "cue", "content", "expected"),
    [
        (BAN, "said", "night fishing will go on", "against"),
        (BAN, "demanded", "that night fishing be suspended until the treaty is signed", "for"),
        (DUTY, "said", "the salt duties must stay until the mine is sold", "conditional"),
        (DUTY, "ruled out", "lifting the duties on salt", "against"),
        (DUTY, "called for", "an end to the tax", "for"),
        (VISIT, "said", "“Observers may come, but only if they are unarmed,”", "conditional"),
        (VISIT, "said", "it was a question of when, not of whether, observers would come", "for"),
        (VISIT, "told reporters", "Take away the observers and you take away our trust", "for"),
        (VISIT, "answering", "Estia's demand for observers on Tern", "neutral"),
        (VISIT, "denied", "that she had ever opposed the observer mission", "for"),
    ],
)
def test_the_words_around_a_proposal_decide(issue, cue, content, expected):
    assert stance(issue, cue, content) == expected


def test_two_pieces_of_one_content_are_read_as_interrupted():
    said = statement("s1", "Ana Holt", "said", "observers can stay on Tern")
    rest = "provided they come unarmed"
    said = replace(said, content=(*said.content, Span(300, 300 + len(rest), rest)))
    one = coded([VISIT], said)["Ana Holt", "visit"]
    assert (one.stance, one.conditions[0].text) == ("conditional", "they come unarmed")
    assert one.conditions[0].span.start == 300 + rest.index("they")


def test_what_only_describes_a_circumstance_demands_nothing():
    said = statement("s1", "Ana Holt", "said", "The truce would lapse when less than half of the observers were seen")
    truce = Issue("truce", "Truce", "The truce should be kept.", ("truce",))
    found = coded([truce, VISIT], said)
    assert found["Ana Holt", "truce"].stance == "conditional"
    assert ("Ana Holt", "visit") not in found


def test_the_proposal_is_what_was_proposed_before():
    first = statement("s1", "Estia", "proposed", "an observer mission on Tern", start=100)
    second = statement("s2", "Dorn", "welcomed", "the proposal", start=200)
    third = statement("s3", "Corda", "rejected", "the idea", start=260)
    far = statement("s4", "Belm", "rejected", "the idea", start=5000)
    everything = (first, second, third, far)
    assert coded([VISIT], second, statements=everything)["Dorn", "visit"].stance == "for"
    assert coded([VISIT], third, statements=everything)["Corda", "visit"].stance == "against"
    assert coded([VISIT], far, statements=everything) == {}


def test_what_the_speaker_said_at_another_time_is_not_said_now():
    words = "“In March we said that observers had no business here. We were too quick,”"
    outer = statement("s1", "Ana Holt", "admitted", words)
    at = 109 + words.index("observers")
    inner = statement("s2", "Ana Holt", "said", "observers had no business here", start=at - 5, within="s1")
    then, now = date(2031, 3, 31), date(2031, 5, 4)
    outer = replace(outer, said_at=When(now, now, "given"))
    inner = replace(inner, said_at=When(then, then, "in March"))
    assert ("Ana Holt", "visit") not in coded([VISIT], outer, statements=(outer, inner))
    assert coded([VISIT], inner, statements=(outer, inner))["Ana Holt", "visit"].stance == "against"


PARTIES = Codebook(
    actors=(
        CodebookActor("Tirra", ("Port Tirra",), "country"),
        CodebookActor("Salt League", ("the League",), "organization"),
        CodebookActor("Vera Moss", (), None, (SpeaksFor("Tirra"),)),
    )
)


@pytest.mark.parametrize(
    ("name", "role", "party"),
    [
        ("Tirra government", None, "Tirra"),
        ("the Tirra government", None, "Tirra"),
        ("Tirra’s water minister", None, "Tirra"),
        ("Jon Ash", "ambassador of Tirra", "Tirra"),
        ("a spokesman for Port Tirra", None, "Tirra"),
        ("Ilse Roth", "League's secretary-general", "Salt League"),
        ("Vera Moss", "president of the Salt League", None),
        ("Tirra’s former prime minister", None, None),
        ("Tirra’s fishermen", None, None),
        ("New Tirra government", None, "Tirra"),
        ("Government House", None, None),
    ],
)
def test_offices_speak_for_whose_they_are(name, role, party):
    speaker = Actor("x", name, "person", role)
    said = statement("s1", None, "said", "yes")
    held = {one.name for one, _ in holders(replace(utterance(said), speaker=speaker), [said], "for", None, PARTIES)}
    known = {"Tirra"} if name == "Vera Moss" else set()
    assert held == {name, *known, *([party] if party else [])}


def test_who_opposes_a_proposal_is_against_it():
    said = statement("s1", "Estia", "proposed", "an observer mission on Tern", opposed_by=(actor("Corda"),))
    found = coded([VISIT], said)
    assert (found["Estia", "visit"].stance, found["Corda", "visit"].stance) == ("for", "against")


def test_a_view_not_yet_formed_is_neutral_even_where_the_issue_is_not_named():
    issue = Issue("join", "Norland in the Pact", "Norland should become a member of the Pact.", ("accession",))
    said = statement(
        "s1", "Estia", "said", "its government had not yet formed a view on whether Norland should join the Pact"
    )
    assert coded([issue], said)["Estia", "join"].stance == "neutral"


def test_only_the_reports_that_name_an_issue_are_judged_on_it():
    first = statement("s1", "Ana Holt", "said", "The fee will stay for good")
    second = statement("s2", "Ana Holt", "said", "We welcome observers on Tern", article="article-2")
    one = coded([VISIT], first, second)["Ana Holt", "visit"]
    assert (one.stance, one.article) == ("for", "article-2")
    alone = coded([VISIT], second)["Ana Holt", "visit"]
    assert one.confidence == alone.confidence

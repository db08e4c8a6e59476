"""Who speaks, told from the words that name a source."""

import re

import pytest

from onrecord.reading.attribution import Attribution, Entity
from onrecord.reading.speakers import resolve
from onrecord.vocabulary import Article, CodebookActor, Span

PEOPLE = "Dara Quill|Tomas Ames|Quill|Ames|Ilse Brandt|Brandt|Robert Hale|Hale|Oleksa Marynych|Marinich"
BODIES = "Harbor Council|International Harbor Fund|IHF|Northport Gazette"
PLACES = "Norway|Oslo|Finland|Kremlin"


def entities(text):
    found = []
    for names, kind in ((PEOPLE, "person"), (BODIES, "organization"), (PLACES, "country")):
        found += [Entity(Span.of(text, *m.span()), kind) for m in re.finditer(rf"\b(?:{names})\b", text)]
    return found


def spoken(text, *sources, **options):
    """The answers for ``sources``, each a phrase of ``text`` or (phrase, number of its occurrence from 0).

    The content of each is the rest of its line.
    """
    article = Article("a", text, ((0, len(text)),))
    attributions = []
    for source in sources:
        words, nth = source if isinstance(source, tuple) else (source, 0)
        start = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)][nth]
        line = text.find("\n", start)
        content = Span.of(text, start + len(words), line if line >= 0 else len(text))
        attributions.append(Attribution(Span.of(text, start, start + len(words)), None, (content,), "speech", 1.0))
    return resolve(article, attributions, entities(text), **options).spoken


def name(text, source, **options):
    (one,) = spoken(text, source, **options)
    return one.speaker.name if one.speaker else None


def test_a_surname_is_the_person_named_in_full():
    assert name("Dara Quill arrived late. Quill said it was raining.", ("Quill", 1)) == "Dara Quill"


def test_title_before_and_apposition_after_a_name_are_its_role():
    text = "Kremlin spokesman Tomas Ames said no. Ilse Brandt, a former adviser to the fund, said yes."
    first, second = spoken(text, "Kremlin spokesman Tomas Ames", "Ilse Brandt, a former adviser to the fund,")
    assert (first.speaker.name, first.speaker.role) == ("Tomas Ames", "Kremlin spokesman")
    assert [actor.name for actor in first.speaks_for] == ["Russia"]
    assert (second.speaker.name, second.speaker.role) == ("Ilse Brandt", "former adviser to the fund")
    assert second.speaks_for == ()


def test_an_office_of_a_country_speaks_for_it_and_a_former_one_does_not():
    text = "Norwegian President Dara Quill said so. Former Finnish minister Tomas Ames doubted it."
    now, then = spoken(text, "Norwegian President Dara Quill", "Former Finnish minister Tomas Ames")
    assert [actor.name for actor in now.speaks_for] == ["Norway"]
    assert then.speaks_for == ()


def test_an_envoy_speaks_for_the_sender_not_for_the_destination():
    text = "Dara Quill, Norway’s special envoy for Finland, said talks went well."
    (one,) = spoken(text, "Dara Quill, Norway’s special envoy for Finland,")
    assert [actor.name for actor in one.speaks_for] == ["Norway"]


@pytest.mark.parametrize(
    ("pronoun", "wanted"), [("He", "Robert Hale"), ("She", "Ilse Brandt"), ("It", "International Harbor Fund")]
)
def test_a_pronoun_agrees_with_whom_it_means(pronoun, wanted):
    text = f"Robert Hale met Ilse Brandt at the International Harbor Fund. {pronoun} promised more money."
    assert name(text, pronoun) == wanted


def test_a_pronoun_means_the_subject_before_it_rather_than_a_complement():
    assert name("Robert Hale wrote to Tomas Ames on Monday. He said the harbor was full.", "He") == "Robert Hale"


def test_the_encoder_can_overrule_salience():
    text = "Robert Hale wrote to Tomas Ames on Monday. He said the harbor was full."
    ames = text.index("Tomas Ames")
    antecedents = {text.index("He said"): [(Span.of(text, ames, ames + 10), 1.0)]}
    assert name(text, "He", antecedents=antecedents) == "Tomas Ames"


def test_a_relative_pronoun_means_the_name_before_it():
    assert name("The mayor thanked Robert Hale, who said nothing.", "who") == "Robert Hale"
    assert name("Robert Hale, a retired pilot from the north, who said little, left.", "who") == "Robert Hale"


def test_i_in_a_quotation_is_its_speaker_and_outside_one_nobody():
    text = "“I told them I was ready,” Robert Hale said."
    article = Article("a", text, ((0, len(text)),))
    content = Span.of(text, 1, text.index(",”"))
    outer = Attribution(Span.of(text, text.index("Robert"), text.index(" said")), None, (content,), "speech", 1.0)
    inner = Attribution(Span.of(text, 1, 2), None, (Span.of(text, 13, 24),), "speech", 1.0)
    found = resolve(article, [outer, inner], entities(text))
    assert [one.speaker and one.speaker.name for one in found.spoken] == ["Robert Hale", "Robert Hale"]
    assert name("I thought the harbor was full.", "I") is None


@pytest.mark.parametrize("description", ["The envoy", "the special envoy", "The general"])
def test_a_role_means_the_person_who_has_it(description):
    text = f"Gen. Dara Quill, the special envoy of Norway, met Robert Hale. {description} said it went well."
    assert name(text, description if description != "the special envoy" else ("the special envoy", 1)) == "Dara Quill"


def test_a_description_that_nobody_bears_keeps_its_words_unresolved():
    (one,) = spoken("A senior official said the talks failed.", "A senior official")
    assert (one.speaker.name, one.speaker.resolved, one.speaker.type) == ("A senior official", False, "person")


def test_groups_and_documents_are_typed():
    experts, report = spoken(
        "Several experts doubt it. The report by the council says more.", "Several experts", "The report"
    )
    assert (experts.speaker.type, report.speaker.type) == ("group", "document")


def test_joint_speakers_are_told_apart():
    (one,) = spoken("Robert Hale and Ilse Brandt said they agreed.", "Robert Hale and Ilse Brandt")
    assert (one.speaker.name, [actor.name for actor in one.joint]) == ("Robert Hale", ["Ilse Brandt"])


def test_and_inside_a_role_joins_nobody():
    text = "Robert Hale, director of ports and rivers at the Harbor Council, said no."
    (one,) = spoken(text, "Robert Hale, director of ports and rivers at the Harbor Council,")
    assert (one.speaker.name, one.joint) == ("Robert Hale", ())


def test_a_capital_or_a_seat_speaks_for_its_country():
    capital, seat = spoken("Oslo refused. The Kremlin agreed.", "Oslo", "The Kremlin")
    assert capital.speaker.name == "Norway"
    assert seat.speaker.name == "Kremlin"
    assert [actor.name for actor in seat.speaks_for] == ["Russia"]


def test_an_acronym_is_the_body_spelled_out():
    text = "The International Harbor Fund met on Monday. The IHF said growth was slow. The fund warned of more."
    acronym, noun = spoken(text, "The IHF", "The fund")
    assert acronym.speaker.name == noun.speaker.name == "International Harbor Fund"


def test_a_campaign_is_named_by_whose_it_is():
    text = "Dara Quill spoke. Quill’s campaign denied it. Her campaign said no more."
    assert {one.speaker.name for one in spoken(text, "Quill’s campaign", "Her campaign")} == {"Quill campaign"}


def test_whose_lawyer_is_not_the_owner():
    (one,) = spoken("Robert Hale left the room. His lawyer said he would sue.", "His lawyer")
    assert (one.speaker.name, one.speaker.resolved) == ("Robert Hale’s lawyer", False)


def test_two_bearers_of_a_surname_are_told_apart_by_who_was_named_last():
    text = "Ilse Brandt opened the session.\n\n\nLater Robert Brandt spoke. Brandt said it was over."
    more = [Entity(Span.of(text, m.start(), m.end()), "person") for m in re.finditer(r"Robert Brandt", text)]
    at = text.rindex("Brandt")
    one = Attribution(Span.of(text, at, at + 6), None, (Span.of(text, at + 7, len(text)),), "speech", 1.0)
    found = resolve(Article("a", text, ((0, len(text)),)), [one], [*entities(text), *more])
    assert found.spoken[0].speaker.name == "Robert Brandt"


def test_a_codebook_alias_is_the_codebooks_actor():
    actors = (CodebookActor("Oleksa Marynych", ("Marinich",)),)
    assert name("Marinich said the port was open.", "Marinich", actors=actors) == "Oleksa Marynych"


def test_a_sourceless_statement_has_no_speaker_unless_it_continues_a_quotation():
    text = "“We will not yield,” Robert Hale said.\n“Not now, not ever.”\nThe plan was said to be dead."
    article = Article("a", text, ((0, len(text)),))

    def span(words):
        return Span.of(text, text.index(words), text.index(words) + len(words))

    first = Attribution(span("Robert Hale"), span("said"), (span("We will not yield,"),), "speech", 1.0)
    second = Attribution(None, None, (span("Not now, not ever."),), "speech", 1.0)
    third = Attribution(None, span("was said"), (span("to be dead"),), "speech", 1.0)
    names = [
        one.speaker and one.speaker.name for one in resolve(article, [first, second, third], entities(text)).spoken
    ]
    assert names == ["Robert Hale", "Robert Hale", None]


def test_slips_of_a_name_tagger_are_mended():
    text = "Kremlin Tomas Ames spoke. Oslo agreed. Women cheered, and Ames said so."
    wrong = [
        Entity(Span.of(text, 0, 18), "person"),
        Entity(Span.of(text, text.index("Oslo"), text.index("Oslo") + 4), "person"),
        Entity(Span.of(text, text.index("Women"), text.index("Women") + 5), "person"),
    ]
    at = text.rindex("Ames")
    one = Attribution(Span.of(text, at, at + 4), None, (Span.of(text, at + 5, len(text)),), "speech", 1.0)
    found = resolve(Article("a", text, ((0, len(text)),)), [one], wrong)
    assert found.spoken[0].speaker.name == "Tomas Ames"
    assert {actor.name for actor in found.actors} == {"Tomas Ames", "Norway"}


def test_mentions_carry_the_words_of_the_article():
    text = "Dara Quill arrived. She said hello."
    article = Article("a", text, ((0, len(text)),))
    at = text.index("She")
    one = Attribution(Span.of(text, at, at + 3), None, (Span.of(text, at + 4, len(text)),), "speech", 1.0)
    found = resolve(article, [one], entities(text))
    assert {(m.span.text, m.form) for m in found.mentions} == {("Dara Quill", "name"), ("She", "pronoun")}
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found.mentions)
    assert {m.actor for m in found.mentions} == {actor.id for actor in found.actors}


def test_a_name_that_no_entity_marks_is_found_behind_its_title():
    (one,) = spoken("Norwegian President Petra Solheim said the strait was open.", "Norwegian President Petra Solheim")
    assert (one.speaker.name, one.speaker.type) == ("Petra Solheim", "person")
    assert [actor.name for actor in one.speaks_for] == ["Norway"]

"""Divergences: what cannot both be right is reported, what is only worded otherwise is not."""

from onrecord.tracing.divergences import FIGURES, of_pair, of_speakers, of_utterance
from onrecord.tracing.roles import claims, of_roles
from onrecord.tracing.tellings import Bounds
from onrecord.vocabulary import Span


def pair(article, telling, one, two, **options):
    return [
        telling(article(f"“{words},” she said.", outlet, "2031-05-13"), words, **options)
        for words, outlet in ((one, "A"), (two, "B"))
    ]


def test_a_negation_in_one_report_only_is_a_divergence_of_wording(article, telling):
    (found,) = of_pair(
        *pair(
            article,
            telling,
            "we will accept the river treaty this year",
            "we will not accept the river treaty this year",
        )
    )
    assert found.kind == "wording"
    assert {span.text for _, _, span in found.reports} == {"we will accept the", "we will not accept the"}


def test_an_opposite_is_a_divergence_of_wording(article, telling):
    (found,) = of_pair(
        *pair(
            article,
            telling,
            "the union must raise its tariffs before winter",
            "the union must lower its tariffs before winter",
        )
    )
    assert (found.kind, found.weight) == ("wording", 0.9)


def test_other_words_for_the_same_are_variants(article, telling):
    for one, two in (
        ("this causes us satisfaction and fits our plans", "this causes our satisfaction and fits our plans"),
        (
            "work cannot and should not be held in the open",
            "work cannot be held, and should not be held, in the open",
        ),
        ("the war at the border must end this year", "the conflict at the border must stop this year"),
        ("we ask all our neighbours for patience", "we asked our neighbours for patience"),
    ):
        assert of_pair(*pair(article, telling, one, two)) == []


def test_another_word_for_the_same_is_no_divergence_but_an_unrelated_one_is(article, telling):
    said = "they have a {} concern about the ferry and we tell them so"
    assert of_pair(*pair(article, telling, said.format("fair"), said.format("reasonable"))) == []
    (found,) = of_pair(*pair(article, telling, said.format("fair"), said.format("secret")))
    assert (found.kind, found.weight) == ("wording", 0.5)


def test_a_negation_said_once_or_twice_is_the_same_negation(article, telling):
    one = "discussions about the ferry cannot and must not be held in the market"
    two = "discussions about the ferry cannot be held in the market and must not be"
    assert of_pair(*pair(article, telling, one, two)) == []


def test_the_opposite_negated_is_no_divergence(article, telling):
    said = "it is {} that the ferry sails before the ice comes"
    assert of_pair(*pair(article, telling, said.format("not possible"), said.format("impossible"))) == []


def test_figures_of_the_same_thing_that_differ_are_a_divergence(article, telling):
    (found,) = of_pair(
        *pair(article, telling, "at least 40 villages lost their harvest", "at least 60 villages lost their harvest")
    )
    assert (found.kind, [s.text for _, _, s in found.reports]) == ("figure", ["40 villages", "60 villages"])


def test_figures_in_other_places_of_the_wordings_are_of_other_things(article, telling):
    one = "the harbour lost 40 boats to the ice this winter"
    two = "the harbour lost its crane to the ice this winter and bought 60 boats"
    assert of_pair(*pair(article, telling, one, two)) == []


def test_a_page_of_numbers_is_compared_in_its_first_figures_only(article, telling):
    one, two = (
        " ".join(f"the council counted {n + more} villages near town" for n in range(2, 1000)) for more in (0, 500)
    )
    assert 0 < len(of_pair(*pair(article, telling, one, two))) <= FIGURES**2


def test_rounded_figures_agree(article, telling):
    assert (
        of_pair(
            *pair(
                article, telling, "some 4,012 villages lost their harvest", "four thousand villages lost their harvest"
            )
        )
        == []
    )


def test_firm_days_that_differ_are_a_divergence_of_date(article, telling):
    words = "the treaty will be signed at the old customs house"
    one = telling(
        article(f"“{words},” she said on Monday.", "A", "2031-05-14"), words, said=("2031-05-12", "on Monday")
    )
    two = telling(
        article(f"“{words},” she said on Wednesday.", "B", "2031-05-14"), words, said=("2031-05-14", "on Wednesday")
    )
    (found,) = of_utterance([one, two])
    assert found.kind == "date"
    assert {span.text for _, _, span in found.reports} == {"on Monday", "on Wednesday"}


def test_one_saying_given_to_two_people_is_a_divergence_of_speaker(article, telling):
    words = "nobody in this town believed that the bridge would ever be finished"
    one = telling(article(f"“{words},” Ana Duarte said.", "A", "2031-05-14"), words, speaker="Ana Duarte")
    two = telling(article(f"“{words},” Ben Okoro said.", "B", "2031-05-15"), words, speaker="Ben Okoro")
    assert of_speakers(one, two).kind == "speaker"
    assert of_speakers(one, telling(one.report.article, words, speaker="Ben Okoro")) is None


def test_a_short_telling_quotation_given_to_two_people_of_one_story_is_a_divergence_of_speaker(article, telling):
    words = "It is a ferry half sunk, and we will not row"
    first = article(f"“{words},” Ben Okoro, the spokesman, said. Ana Duarte was away.", "A", "2031-05-14")
    one = telling(first, words, speaker="Ben Okoro")
    two = telling(article("Ana Duarte called it “a ferry half sunk”.", "B", "2031-05-15"), "a ferry half sunk")
    found = of_speakers(one, two)
    assert (found.kind, found.weight) == ("speaker", 0.6)
    stranger = article(f"“{words},” Ben Okoro said.", "C", "2031-05-14")
    assert of_speakers(telling(stranger, words, speaker="Ben Okoro"), two) is None
    for her in (f"“{words},” said Ben Okoro, who speaks for Ana Duarte.", f"“{words},” he said. Okoro met Duarte."):
        assert of_speakers(telling(article(her, "D", "2031-05-14"), words, speaker="Ben Okoro"), two) is None


def test_the_day_of_a_copied_sentence_is_no_divergence(article, telling):
    words = "The treaty will be signed at the old customs house by both sides"
    text = f"“{words},” she said on Monday after a meeting in Osk."
    one = telling(article(text, "A", "2031-05-14"), words, said=("2031-05-12", "on Monday"))
    two = telling(article(text + " So the wire.", "B", "2031-06-18"), words, said=("2031-06-16", "on Monday"))
    assert of_pair(one, two) == []


def named(article, name):
    start = article.text.index(name)
    return [(Span.of(article.text, start, start + len(name)), "duarte")]


def test_articles_of_the_same_days_disagree_about_an_office(article):
    one = article("Former President Ana Duarte has argued that the ferry is dear.", "A")
    two = article("The step was welcomed by Meravian President Ana Duarte.", "B")
    three = article("The line was ruled out by the Duarte administration.", "C")
    said = [c for a, n in ((one, "Ana Duarte"), (two, "Ana Duarte"), (three, "Duarte")) for c in claims(a, named(a, n))]
    assert [c.state for c in said] == ["held", "holds", "holds"]
    same = {a.id: Bounds(738000, 738001, True) for a in (one, two, three)}
    found = of_roles(said, same)
    assert [sorted(s.text for _, _, s in d.reports) for d in found] == [
        ["Former President Ana Duarte", "President Ana Duarte"],
        ["Duarte administration", "Former President Ana Duarte"],
    ]


def test_an_office_may_change_hands_between_the_articles(article):
    one, two = article("Former President Ana Duarte spoke.", "A"), article("President Ana Duarte spoke.", "B")
    said = claims(one, named(one, "Ana Duarte")) + claims(two, named(two, "Ana Duarte"))
    assert of_roles(said, {one.id: Bounds(738000, 738000, True), two.id: Bounds(737000, 737000, True)}) == []
    assert of_roles(said, {}) == []
    assert len(of_roles(said, {}, [frozenset((one.id, two.id))])) == 1


def test_a_title_behind_the_name_counts_for_that_person_alone(article):
    one = article("Ana Duarte, President Ben Okoro's special envoy for the river, said so.", "A")
    two = article("Ana Duarte, a spokeswoman for President Ben Okoro, said so.", "B")
    (found,) = claims(one, named(one, "Ana Duarte"))
    assert (found.office, found.state) == ("envoy", "holds")
    assert claims(two, named(two, "Ana Duarte")) == []


def test_that_somebody_holds_no_office_contradicts_an_earlier_report_of_one(article):
    envoy = article("Ana Duarte, the president's special envoy for the river, said so.", "A")
    nobody = article("Ana Duarte, a retired captain who holds no office in the government, said so.", "B")
    said = claims(envoy, named(envoy, "Ana Duarte")) + claims(nobody, named(nobody, "Ana Duarte"))

    def found(first, second):
        days = {envoy.id: Bounds(first, first, True), nobody.id: Bounds(second, second, True)}
        return [(d.kind, d.weight) for d in of_roles(said, days)]

    assert found(738000, 738005) == [("role", 1.0)]
    assert found(738000, 738060) == [("role", 0.5)]
    assert found(738060, 738000) == []
    assert found(738000, 738400) == []

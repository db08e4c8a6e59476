"""One act of saying, many reports: which statements belong together, and what is known of the utterance."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from onrecord.tracing.content import variants
from onrecord.tracing.tellings import content_keys
from onrecord.tracing.utterances import grouped, links, meeting

REMARK = (
    "We have heard from Osk at every level that the ferry line stays closed. "
    "Naturally that gives us satisfaction and fits our plans."
)


@pytest.fixture
def dated(article):
    return article(
        f"“{REMARK}” Ana Duarte said on Monday. “Work on the bridge should not take place at night,” she added.",
        "Herald",
        "2031-05-13",
    )


@pytest.fixture
def undated(article):
    return article(
        "“We have heard from Osk at every level that the ferry line stays closed,” said the minister. "
        "“Naturally that gives our satisfaction and fits our plans.” "
        "Asked about the bridge, she said: “Work on the bridge cannot take place at night.”",
        "Courier",
    )


@pytest.fixture
def reports(dated, undated, telling):
    monday = ("2031-05-12", "on Monday")
    return [
        telling(dated, REMARK, said=monday),
        telling(dated, "Work on the bridge should not take place at night", said=monday),
        telling(undated, "We have heard from Osk at every level that the ferry line stays closed"),
        telling(undated, "Naturally that gives our satisfaction and fits our plans"),
        telling(undated, "Work on the bridge cannot take place at night"),
    ]


def together(tellings, apart=()):
    found = grouped(tellings, links(tellings, tellings), apart)
    return sorted(sorted(r.wording[:14] for r in u.reports) for u in found)


def test_a_quotation_run_together_here_and_split_there_is_one_utterance(reports):
    assert together(reports) == [
        ["Naturally that", "We have heard ", "We have heard "],
        ["Work on the br", "Work on the br"],
    ]


def test_the_order_of_articles_makes_no_difference(reports):
    first = grouped(reports, links(reports, reports))
    for order in itertools.permutations(reports):
        assert grouped(order, links(order, order)) == first


def test_the_first_known_report_comes_first_and_names_the_utterance(reports):
    utterance = max(grouped(reports, links(reports, reports)), key=lambda u: len(u.reports))
    assert utterance.reports[0].outlet == "Herald"
    assert utterance.wording == REMARK


def test_every_report_bounds_the_day(article, telling):
    words = "The tunnel will never be dug under the old market square"
    early = telling(article(f"“{words},” she said.", "Herald", "2031-05-14"), words)
    late = telling(article(f"On Tuesday she said: “{words}.”", "Courier", "2031-05-20"), words)
    late = telling(late.report.article, words, said=("2031-05-13", "On Tuesday"))
    (utterance,) = grouped([early, late], links([early, late], [early, late]))
    assert (utterance.said_at.earliest, utterance.said_at.latest) == (date(2031, 5, 13), date(2031, 5, 13))


def test_the_same_words_a_month_later_are_a_second_utterance(article, telling):
    words = "Meravia will not sign the river treaty in its present form"
    may = telling(
        article(f"“{words},” she said on Monday.", "Herald", "2031-05-13"), words, said=("2031-05-12", "on Monday")
    )
    june = telling(
        article(f"She said on Monday: “{words}.”", "Courier", "2031-06-17"), words, said=("2031-06-16", "on Monday")
    )
    assert len(grouped([may, june], links([may], [june]))) == 2


def test_another_remark_of_the_same_person_stays_apart(article, telling):
    one = telling(
        article("Duarte said the ferry was “off the list”.", "A"), "the ferry was “off the list", kind="mixed"
    )
    two = telling(
        article("“And we told them the ferry is not on any list of ours,” she said.", "B"),
        "And we told them the ferry is not on any list of ours",
    )
    assert len(grouped([one, two], links([one], [two]))) == 2


def test_two_people_never_share_an_utterance(article, telling):
    words = "Membership in the river union is irreversible"
    one = telling(article(f"Ana Duarte: “{words}”", "A"), words, speaker="Ana Duarte")
    two = telling(article(f"Ben Okoro: “{words}”", "B"), words, speaker="Ben Okoro")
    assert len(grouped([one, two], links([one], [two]))) == 2


def test_an_indirect_report_joins_the_quotation_it_retells(article, telling):
    quoted = "the union's promise to let Meravia join is irreversible"
    one = telling(article(f"“{quoted},” Duarte said.", "A"), quoted)
    two = telling(
        article("Duarte called the promise that Meravia may join the union irreversible.", "B"),
        "the promise that Meravia may join the union irreversible",
        kind="indirect",
    )
    assert len(grouped([one, two], links([one], [two]))) == 1


def test_a_copied_sentence_is_no_second_utterance_whatever_day_its_monday_is_taken_for(article, telling):
    words = "Inspectors may board the ferry if they bring their own boots"
    text = f"“{words},” Ana Duarte said on Monday after a meeting in Osk."
    first = telling(article(text, "A", "2031-05-13"), words, said=("2031-05-12", "on Monday"))
    copy = telling(article(text + " So the wire then.", "B", "2031-06-18"), words, said=("2031-06-16", "on Monday"))
    (utterance,) = grouped([first, copy], links([first], [copy]))
    assert utterance.said_at.latest == date(2031, 5, 12)


def test_what_is_quoted_within_a_statement_is_reported_by_the_statement_within(article, telling):
    words = "No foreign captain will ever steer the ferry to Osk"
    may = telling(article(f"“{words},” Ana Duarte said.", "A", "2031-05-13"), words)
    later = article(f"“In May I told you: ‘{words}.’ Friends are not foreigners,” Ana Duarte said.", "B", "2031-07-13")
    outer = telling(later, f"In May I told you: ‘{words}.’ Friends are not foreigners")
    inner = telling(later, words)
    inner = replace(inner, statement=replace(inner.statement, id="inner", within=outer.statement.id))
    told = [may, outer, inner]
    found = grouped(told, links(told, told))
    assert {frozenset(r.statement for r in u.reports) for u in found} == {
        frozenset({may.statement.id, "inner"}),
        frozenset({outer.statement.id}),
    }


def test_reports_in_other_words_meet_through_a_rare_word(article, telling):
    one = telling(article("Duarte wants the pilots paid.", "A"), "the pilots paid", kind="indirect")
    two = telling(
        article("She asked for wages for pilots.", "B"), "wages for pilots", kind="indirect", speaker="A minister"
    )
    assert set(content_keys(one)) & set(content_keys(two))


def test_a_long_quotation_is_found_by_any_of_its_parts(article, telling):
    start = "Nobody in this valley has forgotten how the dredgers broke the old quay at Tarn in the flood"
    end = "we shall row to the customs house with lanterns before the council has even met"
    whole = telling(article(f"“{start}, and {end},” she said.", "A"), f"{start}, and {end}")
    for part in (start, end):
        cut = telling(article(f"“{part},” she said.", "B"), part)
        assert any(key.startswith("q:") for key in set(content_keys(whole)) & set(content_keys(cut)))


def test_a_person_can_keep_two_reports_apart(reports):
    first, second = reports[1].statement.id, reports[4].statement.id
    assert len(together(reports, [(first, second)])) == 3


def test_statements_meet_through_their_keys_only(reports):
    class Index:
        def statements_near(self, keys, day, most):
            return {k: [t.statement.id for t in reports if k in content_keys(t)][:most] for k in keys}

        def tellings(self, statements):
            return [t for t in reports if t.statement.id in statements]

    met = {t.statement.id for t in meeting(reports[0], Index())}
    assert {reports[2].statement.id, reports[3].statement.id} <= met
    assert reports[0].statement.id not in met


def test_variants_show_which_words_differ():
    pieces = variants("This gives us satisfaction.", "Of course, this gives our satisfaction")
    assert [(p.kind, p.old, p.new) for p in pieces] == [
        ("inserted", "", "Of course"),
        ("equal", "This gives", "this gives"),
        ("replaced", "us", "our"),
        ("equal", "satisfaction", "satisfaction"),
    ]

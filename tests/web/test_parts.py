"""The parts that pages are made of: marks, wordings, pictures, words made visible, verdicts counted."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest

from onrecord.networks import Network
from onrecord.service.rows import ArticlePage, ArticleRow, StatementRow
from onrecord.vocabulary import Actor, Article, Coding, Condition, Passage, Position, Span, Statement
from onrecord.web.charts import bars, timeline
from onrecord.web.drawing import draw, strongest
from onrecord.web.judging import context
from onrecord.web.limits import NETWORK_NODES, TIMELINE_ROWS
from onrecord.web.marks import paragraphs
from onrecord.web.query import address, with_changes
from onrecord.web.render import highlighted, safe_link, visible
from onrecord.web.wording import differences

TEXT = "Menu\n“The dam stays,” Brandt said that Zorenko called it “a wall”.\nShare this"
BRANDT = Actor("b", "Lida Brandt", "person")
DAY = date(2031, 3, 3)


def span(words, text=TEXT):
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def page(statements, passages=()):
    body = span("“The dam stays,” Brandt said that Zorenko called it “a wall”.")
    article = Article("a1", TEXT, ((body.start, body.end),))
    row = ArticleRow("a1", None, None, "Tide", "T", None, "en", None, len(statements), "test 1", None, None)
    return ArticlePage(article, row, tuple(statements), tuple(passages), (), {})


def row(number, source, cue, *content):
    said = Statement(number, "a1", "direct", "speech", span(source), span(cue), tuple(map(span, content)), BRANDT)
    return StatementRow(said, "Tide", "T", None, f"u-{number}")


def nested():
    outer = row("s1", "Brandt", "said", "“The dam stays,”", "that Zorenko called it “a wall”")
    return [outer, row("s2", "Zorenko", "called", "it “a wall”")]


def test_the_pieces_of_an_article_are_its_text():
    lines = list(paragraphs(page(nested())))
    assert "\n".join("".join(piece.text for piece in line.pieces) for line in lines) == TEXT


def test_nested_statements_are_both_marked():
    pieces = {piece.text: piece for line in paragraphs(page(nested())) for piece in line.pieces}
    assert pieces["Zorenko"].parts == ("source", "content")
    assert pieces["it “a wall”"].parts == ("content",)
    assert pieces["said"].parts == ("cue",)
    assert pieces["“The dam stays,”"].anchors == ("s1",)


def test_speakers_stand_beside_the_line_in_which_they_begin_and_furniture_is_dim():
    lines = list(paragraphs(page(nested())))
    assert [[s.id for s in line.begins] for line in lines] == [[], ["s1", "s2"], []]
    assert [line.furniture for line in lines] == [True, False, True]


def test_shared_words_name_the_other_article_from_either_side():
    here = span("called it")
    for passage in (Passage("a1", here, "a2", here), Passage("a2", here, "a1", here)):
        lines = list(paragraphs(page(nested(), [passage])))
        assert [line.shared for line in lines] == [(), ("a2",), ()]


def test_a_part_of_a_long_text_keeps_its_marks():
    start = TEXT.index("stays")
    pieces = [piece for line in paragraphs(page(nested()), start) for piece in line.pieces]
    assert pieces[0].text == "stays,”"
    assert pieces[0].parts == ("content",)


def test_words_that_only_one_wording_has_are_told_apart():
    left, right = differences("We will never accept the dam.", "we would accept  the dam")
    assert [words.strip() for kind, words in left if kind == "only"] == ["will never", "."]
    assert [words.strip() for kind, words in right if kind == "only"] == ["would"]


def test_a_run_of_words_that_differ_is_one_piece():
    left, right = differences("the dam may stay", "the old wall must go")
    assert left == [("same", "the "), ("only", "dam may stay")]
    assert right == [("same", "the "), ("only", "old wall must go")]


def test_quotation_marks_and_case_are_no_difference():
    assert all(kind == "same" for kind, _ in differences("“It’s OURS”", '"it\'s ours"')[0])


def coding(name, days, stance="for", **more):
    return Coding(f"u{name}{days}", Actor(name, name), "dam", stance, "test 1", 0.5, day=DAY + timedelta(days), **more)


def test_a_timeline_has_a_row_an_actor_and_a_mark_an_utterance():
    made = timeline([coding("A", 0), coding("A", 90, "conditional"), coding("B", 30, "against")], [])
    assert [made_row.actor.name for made_row in made.rows] == ["A", "B"]
    assert [mark.stance for mark in made.marks] == ["for", "against", "conditional"]
    assert made.marks[0].x < made.marks[1].x < made.marks[2].x


def test_utterances_of_one_day_stand_side_by_side():
    made = timeline([coding("A", 0), replace(coding("A", 0), utterance="other")], [])
    assert made.marks[0].x != made.marks[1].x


def test_a_position_is_a_band_until_it_ends_and_undated_things_are_not_drawn():
    position = Position(Actor("A", "A"), "dam", "for", (), DAY, DAY + timedelta(45), ("u",), 1.0)
    undated = replace(position, since=None)
    made = timeline([coding("A", 0), coding("A", 90), replace(coding("A", 5), day=None)], [position, undated])
    assert len(made.bands) == 1
    assert made.bands[0].x + made.bands[0].width < made.marks[-1].x
    assert len(made.marks) == 2


def test_a_timeline_draws_those_heard_most_and_says_how_many_it_leaves_out():
    made = timeline([coding(f"actor {number}", 0) for number in range(TIMELINE_ROWS + 3)], [])
    assert len(made.rows) == TIMELINE_ROWS
    assert made.left_out == 3
    assert timeline([], []).rows == ()


@pytest.mark.parametrize("days", [0, 1, 20, 100, 400, 4_000])
def test_ticks_lie_within_the_picture(days):
    made = timeline([coding("A", 0), coding("A", days)], [])
    assert 0 < len(made.ticks) <= 14
    assert all(made.left <= tick.x <= made.width for tick in made.ticks)


def test_bars_are_scaled_to_the_longest():
    assert [bar.width for bar in bars([("a", "a", 4), ("b", "b", 1)])] == [100.0, 25.0]
    assert bars([]) == ()


def network(size):
    names = tuple(f"n{number:03}" for number in range(size))
    draw_from = np.random.default_rng(2).integers(-1, 3, (size, size)).astype(float)
    weights = np.triu(draw_from, 1)
    return Network(weights + weights.T, names, names, size)


def test_a_large_network_is_drawn_by_its_strongest_actors_the_same_every_time():
    large = network(NETWORK_NODES + 20)
    made = draw(large)
    assert len(made.nodes) == NETWORK_NODES
    assert made.left_out == 20
    assert made == draw(large)
    assert all(0 <= node.x <= made.width and 0 <= node.y <= made.height for node in made.nodes)


def test_names_of_a_network_hide_each_other_less_than_above_their_circles_alone():
    some = network(60)
    names = tuple(f"Minister of {name}" for name in some.rows)
    made = draw(replace(some, rows=names, columns=names))
    wide = 16 * 6.6

    def hidden(places):
        boxes = [(x, y - 10, x + wide, y + 3) for x, y in places]
        return sum(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(boxes, 2))

    left = {"start": 0, "middle": wide / 2, "end": wide}
    chosen = [(x - left[side], y) for x, y, side in (node.label for node in made.nodes)]
    above = [(node.x - wide / 2, node.y - node.radius - 4) for node in made.nodes]
    assert hidden(chosen) < hidden(above)


def test_actors_without_a_tie_are_not_drawn():
    alone = network(4)
    alone.matrix[3, :] = alone.matrix[:, 3] = 0
    alone.matrix[0, 1] = alone.matrix[1, 0] = 1
    assert "n003" not in strongest(alone).rows


def test_control_characters_are_shown_not_obeyed():
    assert visible("a\x00b\u202ec\u2066\x7f") == "a␀b␦c␦␡"
    assert visible("line\nbreak\ttab") == "line\nbreak\ttab"
    assert visible(None) == ""
    assert visible(3) == 3


def test_hits_are_marked_and_everything_is_escaped():
    assert highlighted("<b>The Dam</b> dams", "dam <b>") == (
        "&lt;<mark>b</mark>&gt;The <mark>Dam</mark>&lt;/<mark>b</mark>&gt; <mark>dam</mark>s"
    )
    assert highlighted("<i>", None) == "&lt;i&gt;"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//tide.example", "http:tide", "", None, "http://a b"]
)
def test_only_addresses_of_the_web_are_linked(url):
    assert safe_link(url) is None


def test_addresses_leave_out_what_says_nothing():
    assert address("/x", {"a": None, "b": "", "c": "1&2", "d": True, "e": False}) == "/x?c=1%262&d=1"
    assert with_changes({"after": "z", "kind": "direct"}, voice="speech") == {"kind": "direct", "voice": "speech"}


def test_the_context_of_a_statement_holds_its_words_once():
    text = "First sentence. " * 40 + TEXT + " Last sentence." * 40
    offset = text.index(TEXT)
    said = nested()[1].statement
    moved = replace(
        said,
        source=Span.of(text, said.source.start + offset, said.source.end + offset),
        cue=Span.of(text, said.cue.start + offset, said.cue.end + offset),
        content=tuple(Span.of(text, s.start + offset, s.end + offset) for s in said.content),
    )
    pieces = context(text, moved)
    assert [words for part, words in pieces if part == "content"] == ["it “a wall”"]
    assert [words for part, words in pieces if part == "source"] == ["Zorenko"]
    assert "".join(words for _, words in pieces) in text
    assert len("".join(words for _, words in pieces)) < 900


def test_conditions_stand_in_the_label_of_a_mark():
    made = timeline([coding("A", 0, "conditional", conditions=(Condition("if shared", "only if"),))], [])
    assert "if shared" in made.marks[0].label

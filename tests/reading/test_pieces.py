"""Word pieces: shapes, marks and paragraphs, inside the body only."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.pieces import MARK_PARAGRAPH, MARK_QUOTED, pieces, shape


def test_shapes_tell_what_the_uncased_vocabulary_hides():
    """Case, digits and kinds of punctuation each have a shape."""
    words = ("treaty", "Treaty", "NATO", "A", "1994", "“", "”", '"', "—", ".", "McTavish")
    assert [shape(word) for word in words] == list(range(1, 12))


def test_words_between_quotation_marks_are_marked():
    """The mark is set from the opening to the closing mark, and every paragraph's first piece is marked as such."""
    text = "She said “never again” twice.\nThen she left."
    made = pieces(text)
    quoted = [text[a:b] for a, b, m in zip(made.starts, made.ends, made.marks, strict=True) if m & MARK_QUOTED]
    first = [text[a:b] for a, b, m in zip(made.starts, made.ends, made.marks, strict=True) if m & MARK_PARAGRAPH]
    assert quoted == ["“", "never", "again", "”"]
    assert first == ["She", "Then"]


def test_furniture_outside_the_body_is_not_read():
    """Only the stretches of the body are cut into pieces, with offsets into the whole text."""
    text = "Share this\nThe lake froze.\nComments"
    made = pieces(text, [(11, 26)])
    assert [text[a:b] for a, b in zip(made.starts, made.ends, strict=True)] == ["The", "lake", "froze", "."]


@given(st.text(max_size=300))
def test_pieces_of_any_text_are_in_order_and_inside_it(text):
    """Never an error; starts ascend; every paragraph begins with a piece of its own."""
    made = pieces(text)
    assert list(made.starts) == sorted(made.starts)
    assert all(0 <= a <= b <= len(text) for a, b in zip(made.starts, made.ends, strict=True))
    assert len(set(made.paragraphs.tolist())) == len(made.paragraphs)

"""The encoder: word pieces with exact offsets, one shared word table, sentence vectors of length one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder import embed, rows, tokenizer


@given(st.text(max_size=200))
def test_offsets_of_word_pieces_are_code_points_inside_the_text(text):
    """Whatever the text, pieces come in order and stand inside it."""
    offsets = tokenizer().encode(text, add_special_tokens=False).offsets
    assert all(0 <= start <= end <= len(text) for start, end in offsets)
    assert offsets == sorted(offsets)


def test_rows_of_the_word_table_have_the_models_width():
    """Rows are looked up for ids of any shape."""
    assert rows(np.array([[101, 2002], [102, 0]])).shape == (2, 2, 384)


def test_sentences_of_like_meaning_are_nearer_than_others():
    """Vectors have length one; a paraphrase is nearer than another topic; order of texts does not matter."""
    texts = ["The port stays closed.", "The harbour will not open.", "She bought three kilos of pears."]
    vectors = embed(texts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert near > far + 0.2
    assert np.array_equal(embed(texts[::-1])[::-1], vectors)


def test_no_texts_give_no_vectors():
    """An empty list is no special case."""
    assert embed([]).shape == (0, 384)

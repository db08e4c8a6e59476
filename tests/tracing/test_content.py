"""Which words of two wordings differ, as offsets to mark."""

from onrecord.tracing.content import differing


def test_the_words_that_differ_are_marked_on_both_sides():
    old, new = "“This gives us much satisfaction,” she said", "This gives our satisfaction, she said twice"
    left, right = differing(old, new)
    assert [old[a:b] for a, b in left] == ["us much"]
    assert [new[a:b] for a, b in right] == ["our", "twice"]


def test_wordings_without_words_in_common_differ_throughout():
    assert differing("yes", "no") == ([(0, 3)], [(0, 2)])
    assert differing("yes", "") == ([(0, 3)], [])

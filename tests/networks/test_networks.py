"""Discourse networks: the formulas, on a debate of four invented parties about two dams."""

from datetime import date, timedelta

import numpy as np
import pytest

from onrecord.errors import RequestError
from onrecord.networks import (
    Events,
    backbone,
    communities,
    ei_index,
    graph,
    kernel_network,
    layout,
    moving_windows,
    one_mode,
    polarisation,
    two_mode,
)
from onrecord.networks.windows import kernel_weights
from onrecord.vocabulary import Actor, Coding

START = date(2031, 3, 3)  # a Monday
ROWS = [
    # actor, concept, level, article, days after the start
    ("Arden", "build the dam", 1, "a1", 0),
    ("Arden", "build the dam", 1, "a1", 0),
    ("Borland", "build the dam", 1, "a2", 1),
    ("Corin", "build the dam", 0, "a2", 1),
    ("Corin", "share the water", 1, "a3", 9),
    ("Arden", "share the water", 0, "a4", 40),
    ("Dunmore", "share the water", 1, "a4", 40),
]


def debate(rows=ROWS, levels=(0, 1)):
    actors, concepts, values, articles, days = zip(*rows, strict=True)
    return Events.of(actors, concepts, values, articles, [START + timedelta(d) for d in days], levels=levels)


def weight(network, a, b):
    return network.matrix[network.rows.index(a), network.columns.index(b)]


def test_ignore_multiplies_how_often_two_actors_use_a_concept():
    assert weight(one_mode(debate(), "ignore"), "Arden", "Corin") == 2 * 1 + 1 * 1


def test_congruence_counts_agreement_conflict_the_opposite_and_subtract_their_difference():
    events = debate()
    assert weight(one_mode(events, "congruence"), "Arden", "Borland") == 2
    assert weight(one_mode(events, "conflict"), "Arden", "Corin") == 2 + 1
    assert weight(one_mode(events, "subtract"), "Arden", "Corin") == -3


def test_levels_between_the_extremes_agree_with_both_sides_by_half():
    events = debate([("A", "x", -1, "1", 0), ("B", "x", 0, "1", 0), ("C", "x", 1, "1", 0)], levels=(-1, 0, 1))
    assert weight(one_mode(events, "congruence"), "A", "B") == 0.5
    assert weight(one_mode(events, "conflict"), "B", "C") == 0.5
    assert weight(one_mode(events, "conflict"), "A", "C") == 1


def test_a_single_level_means_that_everybody_agrees():
    events = debate([("A", "x", 1, "1", 0), ("B", "x", 1, "1", 0)], levels=None)
    assert weight(one_mode(events, "congruence"), "A", "B") == 1
    assert weight(one_mode(events, "conflict"), "A", "B") == 0


def test_named_qualifiers_are_equal_or_not():
    rows = [("A", "x", "red", "1", 0), ("A", "x", "red", "1", 0), ("B", "x", "red", "1", 0), ("B", "x", "blue", "1", 0)]
    events = debate(rows, levels=None)
    assert weight(one_mode(events, "congruence"), "A", "B") == 2
    assert weight(one_mode(events, "conflict"), "A", "B") == 1  # blue, which only B says
    assert weight(one_mode(events, "subtract"), "A", "B") == 1


def brute_force(events, normalisation):
    """Congruence by the formulas as the design page writes them, in plain loops."""
    size, concepts, levels = len(events.actors), len(events.concepts), len(events.levels)
    n = np.zeros((size, concepts, levels))
    for a, j, k in zip(events.actor, events.concept, events.level, strict=True):
        n[a, j, k] += 1
    made = np.zeros((size, size))
    for a in range(size):
        for b in range(size):
            if a == b:
                continue
            total = 0.0
            for j in range(concepts):
                for k1 in range(levels):
                    for k2 in range(levels):
                        total += n[a, j, k1] * n[b, j, k2] * (1 - abs(k1 - k2) / (levels - 1))
            m10, m01 = n[a][n[b] == 0].sum(), n[b][n[a] == 0].sum()
            divisor = {
                "no": 1,
                "average": (n[a].sum() + n[b].sum()) / 2,
                "jaccard": m10 + m01 + (n[a] * n[b]).sum(),
                "dna-cosine": n[a].sum() * n[b].sum(),
            }[normalisation]
            made[a, b] = total / divisor if divisor else 0
    return made


@pytest.mark.parametrize("normalisation", ["no", "average", "jaccard", "dna-cosine"])
@pytest.mark.parametrize("size", [5, 60])  # few filled cells and many: both ways of multiplying
def test_normalisations_are_what_the_formulas_say(normalisation, size):
    draw = np.random.default_rng(7)
    rows = [
        (f"actor {draw.integers(8)}", f"concept {draw.integers(size)}", int(draw.integers(3)), "a", 0)
        for _ in range(40)
    ]
    events = debate(rows, levels=(0, 1, 2))
    assert np.allclose(one_mode(events, "congruence", normalisation).matrix, brute_force(events, normalisation))


def test_the_true_cosine_of_two_actors_who_say_the_same_is_one():
    rows = [("A", "x", 1, "1", 0)] * 3 + [("B", "x", 1, "1", 0)] * 5
    assert weight(one_mode(debate(rows), "congruence", "cosine"), "A", "B") == pytest.approx(1.0)
    assert weight(one_mode(debate(rows), "congruence", "dna-cosine"), "A", "B") == 1.0
    both = [*rows, ("A", "y", 1, "1", 0)]
    assert weight(one_mode(debate(both), "congruence", "cosine"), "A", "B") == pytest.approx(3 / 10**0.5)


def test_two_mode_counts_subtracts_and_combines():
    events = debate()
    assert weight(two_mode(events), "Arden", "build the dam") == 2
    assert weight(two_mode(events, "subtract"), "Corin", "build the dam") == -1
    both = debate([("A", "x", 0, "1", 0), ("A", "x", 1, "1", 0), ("B", "x", 1, "1", 0)])
    assert two_mode(both, "combine").matrix.tolist() == [[3], [2]]


def test_activity_divides_by_the_actor_and_prominence_by_the_concept():
    events = debate()
    assert np.allclose(two_mode(events, "subtract", "activity").matrix.tolist()[0], [2 / 3, -1 / 3])
    assert np.allclose(two_mode(events, "ignore", "prominence").matrix.sum(axis=0), [1, 1])


@pytest.mark.parametrize(
    ("rule", "left"), [("include", 7), ("document", 6), ("week", 6), ("month", 6), ("year", 6), ("all", 6)]
)
def test_duplicates_are_counted_once_per_period(rule, left):
    assert len(debate().once_per(rule)) == left


def test_a_repeat_next_week_counts_again_by_week_but_not_by_month():
    rows = [("A", "x", 1, "1", 0), ("A", "x", 1, "2", 7), ("A", "x", 1, "3", 6), ("A", "x", 1, "4", 365)]
    events = debate(rows)
    assert len(events.once_per("week")) == 3
    assert len(events.once_per("month")) == 2
    assert len(events.once_per("year")) == 2
    assert len(events.once_per("all")) == 1


def test_the_first_of_duplicates_stays_and_another_level_is_no_duplicate():
    events = debate([("A", "x", 1, "2", 5), ("A", "x", 1, "1", 2), ("A", "x", 0, "3", 6)])
    assert [date.fromordinal(day) for day in events.once_per("year").day] == [
        START + timedelta(2),
        START + timedelta(6),
    ]
    assert len(events.once_per("year", qualifier=False)) == 1


def test_excluded_actors_and_concepts_leave_no_empty_rows():
    network = one_mode(debate().without(actors=["Arden"], concepts=["build the dam"]))
    assert network.rows == ("Corin", "Dunmore")


def test_statements_without_actor_or_concept_are_dropped():
    assert len(debate([("", "x", 1, "1", 0), ("A", "", 1, "1", 0), ("A", "x", 1, "1", 0)])) == 1


def test_a_time_range_includes_both_ends_and_keeps_isolates_on_request():
    events = debate()
    assert len(events.between(START + timedelta(1), START + timedelta(9))) == 3
    assert events.between(START, START).actors == ("Arden",)
    assert len(events.between(START, START, isolates=True).actors) == 4


def test_moving_windows_equal_the_networks_of_their_days():
    draw = np.random.default_rng(3)
    rows = [
        (f"actor {draw.integers(6)}", f"concept {draw.integers(4)}", int(draw.integers(2)), "a", int(draw.integers(60)))
        for _ in range(150)
    ]
    events = debate(rows)
    for how in ("congruence", "subtract"):
        for norm in ("average", "jaccard"):
            for end, network in moving_windows(events, 14, step=3, aggregation=how, normalisation=norm):
                alone = one_mode(events.between(end - timedelta(13), end, isolates=True), how, norm)
                assert np.allclose(network.matrix, alone.matrix)
                assert network.statements == alone.statements


def test_the_last_window_holds_the_last_statement():
    ends = [end for end, _ in moving_windows(debate(), 10, step=7)]
    assert ends[0] == START + timedelta(9)
    assert ends[-1] >= START + timedelta(40)


@pytest.mark.parametrize("kernel", ["uniform", "triangular", "epanechnikov", "gaussian"])
def test_kernels_are_symmetric_and_fall_with_distance(kernel):
    weights = kernel_weights(np.array([-4, -2, 0, 2, 4]), 10, kernel)
    assert np.allclose(weights, weights[::-1])
    assert weights[2] >= weights[3] >= weights[4] >= 0


def test_a_kernel_network_weighs_a_pair_by_the_root_of_its_weights():
    events = debate([("A", "x", 1, "1", 0), ("B", "x", 1, "1", 2)])
    network = kernel_network(events, START + timedelta(1), 10, kernel="epanechnikov")
    assert weight(network, "A", "B") == pytest.approx(0.75 * (1 - 0.2**2))


def test_codings_become_events_with_conditional_half_way():
    def coding(name, stance, day):
        return Coding("u", Actor(name, name), "dam", stance, "test 1", 1.0, day=day)

    events = Events.of_codings([coding("A", "for", START), coding("B", "conditional", START), coding("C", "for", None)])
    assert events.actors == ("A", "B")
    assert weight(one_mode(events, "congruence"), "A", "B") == 0.5


def camps():
    rows = [(f"p{i}", "dam", 1, "a", 0) for i in range(4)] + [(f"q{i}", "dam", 0, "a", 0) for i in range(4)]
    return one_mode(debate([*rows, ("p0", "water", 1, "b", 1), ("q0", "water", 1, "b", 1)]), "congruence")


def test_camps_are_found_and_measured():
    network = camps()
    groups = communities(network)
    assert sorted(map(len, groups)) == [4, 4]
    assert polarisation(network) > 0.3
    assert ei_index(network, groups) == pytest.approx((1 - 12) / 13)


def test_polarisation_without_any_edge_is_zero():
    assert polarisation(one_mode(debate([("A", "x", 1, "1", 0), ("B", "y", 1, "1", 0)]))) == 0.0


def test_the_backbone_keeps_what_stands_out():
    rows = [("hub", "big", 1, "a", 0)] * 30 + [("friend", "big", 1, "a", 0)] * 30
    for i in range(12):
        rows += [("hub", f"c{i}", 1, "a", 0), (f"far{i}", f"c{i}", 1, "a", 0), (f"far{i}", "chat", 1, "a", 0)]
    network = one_mode(debate(rows))
    kept = graph(backbone(network))
    assert list(kept.edges) == [("friend", "hub")] or list(kept.edges) == [("hub", "friend")]


def test_the_same_graph_gets_the_same_picture():
    places = layout(graph(camps()))
    assert places == layout(graph(camps()))
    assert all(-1.001 <= x <= 1.001 and -1.001 <= y <= 1.001 for x, y in places.values())


def test_a_concept_named_like_an_actor_stays_apart():
    drawn = graph(two_mode(debate([("Arden", "Arden", 1, "a", 0)])))
    assert list(drawn.nodes) == ["Arden", "concept: Arden"]


@pytest.mark.parametrize(
    "call",
    [
        lambda e: one_mode(e, "agreement"),
        lambda e: one_mode(e, "congruence", "z"),
        lambda e: two_mode(e, "x"),
        lambda e: two_mode(e, "ignore", "z"),
        lambda e: e.once_per("decade"),
        lambda e: list(moving_windows(e, 0)),
        lambda e: kernel_network(e, START, 10, kernel="box"),
    ],
)
def test_unknown_choices_are_named(call):
    with pytest.raises(RequestError):
        call(debate())


def test_columns_of_different_length_are_refused():
    with pytest.raises(RequestError, match="differ in length"):
        Events.of(["A"], ["x", "y"], [1], ["a"], [START])


def test_no_events_make_an_empty_network():
    nothing = debate().between(START - timedelta(9), START - timedelta(8))
    assert one_mode(nothing, "subtract", "jaccard").matrix.shape == (0, 0)
    assert list(moving_windows(nothing, 7)) == []

"""The picture of a network: nodes and edges at fixed places, each with its address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.networks import graph, layout
from onrecord.web.limits import NETWORK_NODES, NETWORK_TIES

if TYPE_CHECKING:
    import networkx as nx

    from onrecord.networks import Network

__all__ = ["Drawing", "Edge", "Node", "draw", "strongest", "ties"]

WIDTH, HEIGHT, PAD = 960, 640, 70
LETTER, LABEL = 6.6, 28  # how wide a letter of a name is about, and how many are shown


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: place and radius, how strongly it is tied; its name's x, y and side ("start", "middle", "end")."""

    name: str
    x: float
    y: float
    radius: float
    strength: float
    label: tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie of two actors: its ends and how thick it is drawn."""

    source: str
    target: str
    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture in user units of ``width`` by ``height``; ``left_out`` actors are not in it."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def strongest(network: Network, most: int = NETWORK_NODES) -> Network:
    """The part of a one-mode network between its ``most`` most strongly tied actors; actors without a tie go first."""
    strength = np.abs(network.matrix).sum(axis=1)
    order = sorted(range(len(network.rows)), key=lambda i: (-strength[i], network.rows[i]))
    kept = sorted(i for i in order[:most] if strength[i] > 0)
    names = tuple(network.rows[i] for i in kept)
    return replace(network, matrix=network.matrix[np.ix_(kept, kept)], rows=names, columns=names)


def ties(network: Network, most: int) -> list[tuple[str, str, float]]:
    """The strongest ties of a one-mode network as (actor, actor, weight): strongest first, equal ones by name."""
    rows, columns = np.nonzero(np.triu(network.matrix, 1))
    weights = network.matrix[rows, columns]
    order = np.argsort(-np.abs(weights), kind="stable")[:most]
    return [(network.rows[rows[i]], network.rows[columns[i]], float(weights[i])) for i in order.tolist()]


def draw(network: Network) -> Drawing:
    """The picture of a one-mode network, equal for equal networks."""
    shown = strongest(network)
    drawn = _thinned(shown)
    places = {name: _place(x, y) for name, (x, y) in layout(drawn).items()}
    strength = dict(zip(shown.rows, np.abs(shown.matrix).sum(axis=1).tolist(), strict=True))
    most = max(strength.values(), default=1.0) or 1.0
    radius = {name: round(5 + 11 * (strength[name] / most) ** 0.5, 1) for name in places}
    labels = _labels(places, radius)
    nodes = tuple(Node(name, *places[name], radius[name], strength[name], labels[name]) for name in sorted(places))
    drawn_ties = [(a, b, float(data["weight"])) for a, b, data in drawn.edges(data=True)]
    heaviest = max((abs(weight) for *_, weight in drawn_ties), default=1.0)
    edges = tuple(
        Edge(a, b, *places[a], *places[b], weight, round(0.6 + 4.4 * abs(weight) / heaviest, 2))
        for a, b, weight in sorted(drawn_ties, key=lambda tie: (abs(tie[2]), tie[:2]))
    )
    return Drawing(WIDTH, HEIGHT, nodes, edges, len(network.rows) - len(shown.rows))


def _thinned(network: Network) -> nx.Graph[str]:
    """The network as a graph of no more ties than can be told apart."""
    kept = ties(network, NETWORK_TIES)
    thin = graph(replace(network, matrix=np.zeros_like(network.matrix)))
    thin.add_edges_from((a, b, {"weight": weight}) for a, b, weight in kept)
    return thin


def _labels(places: dict[str, tuple[float, float]], radius: dict[str, float]) -> dict[str, tuple[float, float, str]]:
    """Where each name stands: above its circle, or below or beside it where that hides no other name or circle."""
    circles = {
        name: (x - radius[name], y - radius[name], x + radius[name], y + radius[name])
        for name, (x, y) in places.items()
    }
    taken: list[tuple[float, float, float, float]] = []
    found = {}
    for name in sorted(places, key=lambda one: (-radius[one], one)):
        (x, y), r = places[name], radius[name]
        others = [box for other, box in circles.items() if other != name] + taken
        wide = LETTER * min(len(name), LABEL)
        spots = (
            (x, y - r - 4, "middle"),
            (x, y + r + 13, "middle"),
            (x + r + 4, y + 4, "start"),
            (x - r - 4, y + 4, "end"),
        )
        boxes = [_box(*spot, wide) for spot in spots]
        crowded = [sum(_meet(box, other) for other in others) + (box[0] < 0 or box[2] > WIDTH) for box in boxes]
        best = crowded.index(min(crowded))
        found[name] = (round(spots[best][0], 1), round(spots[best][1], 1), spots[best][2])
        taken.append(boxes[best])
    return found


def _box(x: float, y: float, anchor: str, wide: float) -> tuple[float, float, float, float]:
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return left, y - 10, left + wide, y + 3


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _place(x: float, y: float) -> tuple[float, float]:
    return (
        round(PAD + (x + 1) / 2 * (WIDTH - 2 * PAD), 1),
        round(PAD / 2 + (y + 1) / 2 * (HEIGHT - PAD), 1),
    )

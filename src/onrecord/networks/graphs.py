"""From a matrix to a graph: backbone, communities, polarisation, a picture that is the same every time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import networkx as nx

    from onrecord.networks.matrices import Network

__all__ = ["backbone", "communities", "ei_index", "graph", "layout", "polarisation"]


def graph(network: Network) -> nx.Graph[str]:
    """The network as an undirected graph with edge attribute ``weight``.

    Nodes and edges come in the order of the labels. Nodes of a two-mode network carry ``kind`` ("actor" or
    "concept"); a concept that bears an actor's name is kept apart by a leading "concept: ".
    """
    import networkx as nx

    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from((name, {"kind": "actor"}) for name in network.rows)
    if network.is_one_mode:
        columns = network.columns
        pairs = np.argwhere(np.triu(network.matrix, 1))
    else:
        taken = set(network.rows)
        columns = tuple(f"concept: {name}" if name in taken else name for name in network.columns)
        made.add_nodes_from((name, {"kind": "concept"}) for name in columns)
        pairs = np.argwhere(network.matrix)
    made.add_edges_from(
        (network.rows[i], columns[j], {"weight": float(network.matrix[i, j])}) for i, j in pairs.tolist()
    )
    return made


def backbone(network: Network, alpha: float = 0.05) -> Network:
    """The edges that are more than an even spread of their actor's weight would give: the disparity filter.

    Edge ij stays if (1 - w_ij / s_i) ** (k_i - 1) < alpha for i or for j, with s the strength and k the degree of the
    actor (Serrano, Boguna and Vespignani, PNAS 2009). Negative weights count by their size and keep their sign.
    """
    size = np.abs(network.matrix)
    strength = size.sum(axis=1, keepdims=True)
    degree = (size > 0).sum(axis=1, keepdims=True)
    share = np.divide(size, strength, out=np.zeros_like(size), where=strength > 0)
    chance = np.where(degree > 1, (1 - share) ** np.maximum(degree - 1, 0), 1.0)
    telling = chance < alpha
    kept = telling | telling.T
    return replace(network, matrix=np.where(kept, network.matrix, 0.0))


def communities(network: Network) -> list[tuple[str, ...]]:
    """Groups of actors that agree with one another more than chance: Louvain over positive weights, largest first."""
    import networkx as nx

    agreeing = _positive(network)
    found = nx.community.louvain_communities(agreeing, weight="weight", seed=1)
    return sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group))


def polarisation(network: Network) -> float:
    """How cleanly the actors fall into camps: the modularity of their communities, -0.5 to 1; no edges give 0."""
    import networkx as nx

    agreeing = _positive(network)
    if not agreeing.number_of_edges():
        return 0.0
    return float(nx.community.modularity(agreeing, [set(group) for group in communities(network)], weight="weight"))


def ei_index(network: Network, groups: Sequence[Collection[str]]) -> float:
    """Weight between groups less weight within, over both (Krackhardt and Stern 1988): -1 inward, 1 outward."""
    camp = {name: number for number, group in enumerate(groups) for name in group}
    member = np.array([camp.get(name, -1) for name in network.rows])
    weight = np.triu(np.maximum(network.matrix, 0), 1)
    known = (member[:, None] >= 0) & (member[None, :] >= 0)
    same = member[:, None] == member[None, :]
    inside, across = float(weight[known & same].sum()), float(weight[known & ~same].sum())
    return (across - inside) / (across + inside) if across + inside else 0.0


def layout(drawn: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    """A place for each node in the square from -1 to 1: the same graph gets the same picture on every run.

    Springs pull by the root of the weight, so that a few heavy ties do not press all others into a corner; nodes are
    put in order of name first, as the start depends on the order; the result fills the square.
    """
    import networkx as nx

    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(drawn))
    edges = ((min(a, b), max(a, b), abs(weight) ** 0.5) for a, b, weight in drawn.edges(data="weight", default=1.0))
    ordered.add_weighted_edges_from(sorted(edges))
    places = nx.spring_layout(ordered, weight="weight", seed=1, iterations=80, k=4 / max(len(ordered), 1) ** 0.5)
    if not places:
        return {}
    grid = np.array([places[name] for name in ordered])
    spread = np.ptp(grid, axis=0)
    filled = 2 * (grid - grid.min(axis=0)) / np.where(spread > 0, spread, 1) - (spread > 0)
    return {name: (round(float(x), 4), round(float(y), 4)) for name, (x, y) in zip(ordered, filled, strict=True)}


def _positive(network: Network) -> nx.Graph[str]:
    return graph(replace(network, matrix=np.maximum(network.matrix, 0)))

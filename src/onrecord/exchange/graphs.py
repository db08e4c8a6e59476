"""Networks as files for other programs: GraphML and GEXF that open in Gephi, UCINET's DL, CSV."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from onrecord.networks import graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from onrecord.networks.matrices import Network

__all__ = ["edge_rows", "gexf", "graphml", "matrix_csv", "ucinet"]

# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(network: Network) -> str:
    """The network as GraphML, with node attributes ``label`` and ``kind`` and edge attributes ``weight`` and ``sign``.

    Gephi takes no negative weights: ``weight`` is the size, ``sign`` is 1 or -1.
    """
    import networkx as nx

    lines = nx.generate_graphml(_portable(network), named_key_ids=True)
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *lines]) + "\n"


def gexf(network: Network) -> str:
    """The network as GEXF 1.2, attributes as in ``graphml``. It names no date: equal networks, equal files."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_gexf(_portable(network), buffer, version="1.2draft")
    text = buffer.getvalue().decode("utf-8")
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)


def _portable(network: Network) -> nx.Graph[str]:
    import networkx as nx

    named = graph(network)
    numbers = {name: f"n{number}" for number, name in enumerate(named)}
    made: nx.Graph[str] = nx.Graph()
    for name, data in named.nodes(data=True):
        made.add_node(numbers[name], label=_NOT_XML.sub("\ufffd", name), kind=data["kind"])
    for a, b, data in named.edges(data=True):
        weight = float(data["weight"])
        made.add_edge(numbers[a], numbers[b], weight=abs(weight), sign=1 if weight > 0 else -1)
    return made


def ucinet(network: Network) -> str:
    """The network as UCINET DL, full matrix, labels in double quotes."""
    if network.is_one_mode:
        head = [f"dl n = {len(network.rows)}, format = fullmatrix", "labels:", *map(_label, network.rows)]
    else:
        head = [
            f"dl nr = {len(network.rows)}, nc = {len(network.columns)}, format = fullmatrix",
            "row labels:",
            *map(_label, network.rows),
            "column labels:",
            *map(_label, network.columns),
        ]
    lines = (" ".join(_number(cell) for cell in row) for row in network.matrix.tolist())
    return "\n".join([*head, "data:", *lines]) + "\n"


def matrix_csv(network: Network) -> Iterator[dict[str, str | float]]:
    """The rows of the matrix as a table: the column ``name``, then one column for each label."""
    for name, row in zip(network.rows, network.matrix.tolist(), strict=True):
        yield {"name": name, **dict(zip(network.columns, row, strict=True))}


def _label(name: str) -> str:
    return '"' + " ".join(name.replace('"', "'").split()) + '"'


def _number(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() else repr(cell)


def edge_rows(network: Network) -> Iterable[dict[str, str | float]]:
    """The edges as a table: ``source``, ``target``, ``weight``."""
    for source, target, data in graph(network).edges(data=True):
        yield {"source": source, "target": target, "weight": float(data["weight"])}

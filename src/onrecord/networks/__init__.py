"""Discourse networks: who uses the same arguments, who agrees, who disagrees.

The definitions are those of Discourse Network Analyzer (Leifeld), so that its users find their numbers again; where a
name of theirs promises something else ("cosine"), the thing itself is offered beside it.
"""

from onrecord.networks.events import STANCE_LEVELS, Events
from onrecord.networks.graphs import backbone, communities, ei_index, graph, layout, polarisation
from onrecord.networks.matrices import Network, one_mode, two_mode
from onrecord.networks.windows import kernel_network, moving_windows

__all__ = [
    "STANCE_LEVELS",
    "Events",
    "Network",
    "backbone",
    "communities",
    "ei_index",
    "graph",
    "kernel_network",
    "layout",
    "moving_windows",
    "one_mode",
    "polarisation",
    "two_mode",
]

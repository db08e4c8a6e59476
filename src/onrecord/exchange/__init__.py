"""What goes out to other programs and comes in from them: .dna, event lists, graphs, tables, linked data."""

from onrecord.exchange.columns import COLUMNS, listing_csv
from onrecord.exchange.decided import decisions_of
from onrecord.exchange.dna import dna_articles, dna_codings, dna_events, event_list, to_dna
from onrecord.exchange.dna_file import DnaFile, hash_password, password_matches, read_dna, write_dna
from onrecord.exchange.graphs import edge_rows, gexf, graphml, matrix_csv, ucinet
from onrecord.exchange.jsonld import document, graph_of
from onrecord.exchange.sourced import Sourced, sourced
from onrecord.exchange.tables import csv_lines, flat, write_parquet

__all__ = [
    "COLUMNS",
    "DnaFile",
    "Sourced",
    "csv_lines",
    "decisions_of",
    "dna_articles",
    "dna_codings",
    "dna_events",
    "document",
    "edge_rows",
    "event_list",
    "flat",
    "gexf",
    "graph_of",
    "graphml",
    "hash_password",
    "listing_csv",
    "matrix_csv",
    "password_matches",
    "read_dna",
    "sourced",
    "to_dna",
    "ucinet",
    "write_dna",
    "write_parquet",
]

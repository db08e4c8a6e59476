"""Tracing: shared passages, utterances behind their reports, stories, derivation, divergences, bounds for dates.

Pure functions on the nouns of ``onrecord.vocabulary``. Whatever needs the rest of a record asks for it through a small
protocol with bounded look-ups, so that adding an article costs the same however large the record is.
"""

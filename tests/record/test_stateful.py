"""The store and people's decisions against a model: a few dictionaries that do the same."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

import invented
from onrecord.service import Record
from onrecord.service.adding import Reader

PAGES = [
    invented.article(
        [f"“Sentence {n} stands,” said Mara Lind.", f"Oskar Venn hoped that matter {n} rests."], outlet=outlet
    )
    for n, outlet in enumerate(["The Tarn Herald", "Aldmoor Wire", None])
]
SAID = {one.id: one for page in PAGES for one in invented.reading(page).statements}


class Records(RuleBasedStateMachine):
    """Adds, decides, takes back, reads anew; after each step the record shows what the model says."""

    made = Bundle("made")

    @initialize()
    def found(self):
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "r.db"
        self.record = Record.open(path, reader=Reader(invented.READER, invented.read))
        self.articles = set()
        self.decisions = []  # (id, statement, field, new, undoes)

    def teardown(self):
        if hasattr(self, "record"):
            self.record.close()
            self.folder.cleanup()

    @rule(page=st.sampled_from(PAGES))
    def add(self, page):
        report = self.record.add([page])
        assert (page.id not in self.articles) == bool(report.added)
        self.articles.add(page.id)

    @precondition(lambda self: self.articles)
    @rule(
        target=made,
        which=st.integers(0, 99),
        decided=st.one_of(
            st.tuples(st.just("kind"), st.sampled_from(["direct", "indirect", "mixed"])),
            st.tuples(st.just("voice"), st.sampled_from(["speech", "attitude", "other"])),
            st.tuples(st.just("verdict"), st.sampled_from(["right", "wrong", "unsure"])),
            st.tuples(st.just("speaker"), st.sampled_from(["Ida Roth", "Mara Lind", None])),
        ),
    )
    def decide(self, which, decided):
        held = sorted(id_ for id_, said in SAID.items() if said.article in self.articles)
        statement, (field, new) = held[which % len(held)], decided
        made = self.record.decide("statement", statement, field, new, maker="ada")
        self.decisions.append((made.id, statement, field, new, None))
        return made.id

    @rule(target=made, decision=made)
    def undo(self, decision):
        if decision in self._taken_back():
            return decision
        made = self.record.undo(decision, maker="bo")
        self.decisions.append((made.id, None, None, None, decision))
        return made.id

    @rule()
    def read_anew(self):
        assert len(self.articles) == self.record.reread(everything=True).added

    def _taken_back(self):
        void = set()
        for id_, _, _, _, undoes in reversed(self.decisions):
            if undoes and id_ not in void:
                void.add(undoes)
        return void

    def _expected(self):
        shown = {
            id_: {"kind": said.kind, "voice": said.voice, "verdict": None, "speaker": said.speaker.name}
            for id_, said in SAID.items()
            if said.article in self.articles
        }
        void = self._taken_back()
        for id_, statement, field, new, undoes in self.decisions:
            if undoes is None and id_ not in void:
                shown[statement][field] = new
        return shown

    @invariant()
    def shows_what_was_decided(self):
        if not hasattr(self, "record"):
            return
        rows = [
            *self.record.statements(reports=True, limit=100),
            *self.record.statements(reports=True, limit=100, verdict="wrong"),
        ]
        found = {
            row.id: {
                "kind": row.statement.kind,
                "voice": row.statement.voice,
                "verdict": row.verdict,
                "speaker": row.speaker.name if row.speaker else None,
            }
            for row in rows
        }
        assert self._expected() == found
        for row in rows:
            was = SAID[row.id]
            assert (
                replace(row.statement, kind=was.kind, voice=was.voice, speaker=was.speaker, speaker_confidence=0.8)
                == was
            )

    @invariant()
    def is_sound(self):
        if hasattr(self, "record"):
            assert [check.name for check in self.record.doctor() if check.ok is False] == []
            assert len(self.decisions) == len(self.record.decisions(limit=1000))


Records.TestCase.settings = settings(
    max_examples=6, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRecords = Records.TestCase

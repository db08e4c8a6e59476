"""Adding articles: once is enough, one at a time, decisions kept."""

import pytest

import invented
from onrecord.errors import NotFoundError
from onrecord.service import Record


def test_adding_reports_articles_and_statements(record):
    report = record.add(invented.ALL)
    assert (report.added, report.unchanged, report.statements) == (3, 0, 6)


def test_adding_twice_changes_nothing(filled):
    before = [row.to_json() for row in filled.statements(limit=1000)]
    report = filled.add(invented.ALL)
    assert (report.added, report.unchanged, report.statements) == (0, 3, 0)
    assert before == [row.to_json() for row in filled.statements(limit=1000)]


def test_one_article_twice_in_a_batch_is_one(record):
    outcomes = [one.outcome for one in record.adding([invented.BRIDGE, invented.BRIDGE])]
    assert outcomes == ["added", "unchanged"]


def test_statements_come_back_as_they_were_read(filled):
    read = {s.id: s for s in invented.reading(invented.BRIDGE).statements}
    rows = filled.statements(article=invented.BRIDGE.id, reports=True)
    assert set(read) == {row.id for row in rows}
    for row in rows:
        want = read[row.id]
        assert (want.kind, want.voice, want.source, want.cue, want.content, want.said_at, want.confidence) == (
            *(row.statement.kind, row.statement.voice, row.statement.source, row.statement.cue),
            *(row.statement.content, row.statement.said_at, row.statement.confidence),
        )
        assert want.speaker.name == row.statement.speaker.name


def test_articles_come_back_whole(filled):
    assert filled.article(invented.BRIDGE.id).article == invented.BRIDGE
    assert filled.article(invented.UNDATED.id[:6]).article == invented.UNDATED


def test_an_unknown_article_is_not_found(filled):
    with pytest.raises(NotFoundError, match="no article 'nowhere'"):
        filled.article("nowhere")


def test_adding_without_reading_leaves_reading_for_later(record):
    record.add(invented.ALL, read=False)
    assert len(record.statements()) == 0
    report = record.reread()
    assert (report.added, report.statements) == (3, 6)
    assert record.reread().added == 0


def test_a_record_can_be_opened_again(target, record):
    record.add(invented.ALL)
    lines = record.statements().to_json()
    record.close()
    assert lines == record.statements().to_json()


def test_order_of_adding_does_not_matter(record, tmp_path, reader):
    record.add(invented.ALL)
    with Record.open(tmp_path / "other.db", reader=reader) as other:
        other.add(reversed(invented.ALL))
        assert record.statements().to_json() == other.statements().to_json()
        assert record.actors().to_json() == other.actors().to_json()
        assert record.articles().to_json() == other.articles().to_json()

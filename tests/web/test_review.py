"""Reviewing through the application: decisions are stored at once, once, and can be taken back."""

import threading

import pytest


def judge(client, row, value="right", **more):
    data = {"id": row.id, "field": "verdict", "value": value, **more}
    return client.post("/review/decide", data=data, follow_redirects=False)


def verdicts(record):
    return [d for d in record.decisions(limit=500) if d.decision.field == "verdict" and d.live]


def test_a_verdict_is_stored_with_maker_and_seconds_and_leads_to_the_next(client, record, app):
    row = record.queue("uncertain")[0]
    answer = judge(client, row, seconds="2.5", back="queue=uncertain")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/review?queue=uncertain"
    stored = verdicts(record)[0].decision
    assert (stored.new, stored.seconds, stored.maker) == ("right", 2.5, app.state.site.accounts.owner().name)
    assert record.statement(row.id).verdict == "right"
    assert row.id not in client.get("/review").text


def test_a_form_that_arrives_twice_decides_once(client, record):
    row = record.queue("uncertain")[0]
    judge(client, row)
    judge(client, row)
    assert len(verdicts(record)) == 1


def test_browsers_that_decide_at_once_lose_nothing_and_double_nothing(client, record):
    rows = list(record.queue("uncertain"))[:6]
    work = [threading.Thread(target=judge, args=(client, row)) for row in rows for _ in range(2)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert len(verdicts(record)) == len(rows)


def test_a_correction_stays_on_the_statement(client, record):
    row = next(row for row in record.queue("uncertain") if row.speaker)
    data = {"id": row.id, "field": "speaker", "value": "Rona Vale", "back": "queue=random&evil=1"}
    answer = client.post("/review/decide", data=data, follow_redirects=False)
    assert answer.headers["location"].startswith("/review?queue=random&statement=")
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    assert "Rona Vale" in page.text


def test_undo_takes_back_the_last_decision_and_shows_its_statement(client, record):
    row = record.queue("uncertain")[0]
    judge(client, row, "wrong")
    answer = client.post("/review/undo", follow_redirects=False)
    assert answer.headers["location"] == f"/review?statement={row.id}"
    assert record.statement(row.id).verdict is None
    assert verdicts(record) == []
    assert client.post("/review/undo").status_code == 400


def test_an_earlier_decision_can_be_taken_back_by_name(client, record):
    first, second = list(record.queue("uncertain"))[:2]
    judge(client, first)
    judge(client, second)
    about_first = verdicts(record)[-1].decision.id
    client.post("/review/undo", data={"decision": about_first})
    assert record.statement(first.id).verdict is None
    assert record.statement(second.id).verdict == "right"


def test_blind_judging_hides_the_answer_and_compares(client, record):
    row = next(row for row in record.queue("random") if row.speaker)
    page = client.get("/review", params={"statement": row.id, "blind": "1"}).text
    assert "Confidence" not in page
    assert "<dt>Who</dt>" not in page
    data = {"id": row.id, "speaker": row.speaker.name.upper(), "kind": row.statement.kind}
    client.post("/review/blind", data=data)
    made = record.decisions()
    assert [(d.decision.field, d.decision.new, d.decision.blind) for d in made] == [("verdict", "right", True)]


def test_blind_judging_that_differs_is_wrong_and_kept(client, record):
    row = next(row for row in record.queue("random") if row.speaker)
    client.post("/review/blind", data={"id": row.id, "speaker": "Rona Vale", "kind": row.statement.kind})
    made = {d.decision.field: d.decision.new for d in record.decisions()}
    assert made == {"speaker": "Rona Vale", "verdict": "wrong"}
    assert all(d.decision.blind for d in record.decisions())


@pytest.mark.parametrize(
    "data",
    [
        {"id": "none", "field": "verdict", "value": "right"},
        {"field": "verdict", "value": "perhaps"},
        {"field": "colour", "value": "red"},
        {"field": "verdict", "value": "right", "seconds": "long"},
        {"field": "verdict", "value": "right", "subject": "table"},
    ],
)
def test_decisions_that_make_no_sense_are_refused(client, record, data):
    answer = client.post("/review/decide", data={"id": record.queue("uncertain")[0].id, **data})
    assert answer.status_code in (400, 404)
    assert len(record.decisions()) == 0


def test_skipping_shows_another_statement_and_decides_nothing(client, record):
    first, second = list(record.queue("uncertain"))[:2]
    assert "skip=1" in client.get("/review").text
    page = client.get("/review", params={"skip": 1}).text
    assert second.id in page
    assert first.id not in page.split("Your last decisions")[0]
    assert len(record.decisions()) == 0


def test_precision_is_that_of_the_random_sample(client, record):
    for row, value in zip(list(record.queue("uncertain"))[:3], ("right", "right", "wrong"), strict=True):
        judge(client, row, value, queue="uncertain")
    assert "nothing of it is judged yet" in client.get("/review").text
    for row, value in zip(list(record.queue("random"))[:3], ("right", "right", "wrong"), strict=True):
        judge(client, row, value, queue="random")
    page = client.get("/review").text
    assert "6 judged" in page
    assert "Random sample, seen: 67\u00a0% right" in page


def asked(client, address):
    """The queue that the page says its statement came from."""
    return client.get(address).text.split('name="queue" value="')[1].split('"')[0]


def test_only_what_the_queue_itself_put_without_filters_counts_as_the_sample(client, record):
    first, second = list(record.queue("random"))[:2]
    assert asked(client, "/review?queue=random") == "random"
    assert asked(client, f"/review?queue=random&statement={first.id}") == "random"  # back on it after a correction
    assert asked(client, f"/review?queue=random&statement={second.id}") == ""
    assert asked(client, "/review?queue=random&voice=speech") == ""
    assert asked(client, "/review") == "uncertain"


def checked(client, record):
    """A statement that is shown with a wrong speaker, and its page."""
    for skip in range(len(record.queue("uncertain", limit=100))):
        page = client.get(f"/review?checks=1&skip={skip}").text
        if 'name="check"' in page:
            return record.queue("uncertain", limit=100)[skip], page, skip
    raise AssertionError("no statement is checked")


def test_a_check_shows_another_speaker_and_is_never_stored_as_a_reading(client, record):
    row, page, skip = checked(client, record)
    who = page.split("<dt>Who</dt>")[1].split("</dd>")[0]
    assert row.speaker.name not in who
    assert 'name="check"' not in client.get(f"/review?skip={skip}").text
    answer = client.post(
        "/review/decide",
        data={"id": row.id, "field": "verdict", "value": "right", "check": "1", "back": f"checks=1&skip={skip}"},
    )
    assert "You did not notice" in answer.text
    assert row.speaker.name in answer.text.split("<dt>Who</dt>")[1].split("</dd>")[0]
    assert 'name="check"' not in answer.text
    after = record.statement(row.id)
    assert (after.verdict, after.speaker) == (None, row.speaker)
    assert record.precision().checks.to_json() == {"asked": 1, "noticed": 0}


def test_correcting_the_speaker_of_a_check_notices_it(client, record):
    row, _, _ = checked(client, record)
    client.post("/review/decide", data={"id": row.id, "field": "speaker", "value": "Rona Vale", "check": "1"})
    assert record.precision().checks.to_json() == {"asked": 1, "noticed": 1}
    assert record.statement(row.id).speaker == row.speaker


def test_conditions_and_stances_of_an_utterance_are_corrected(client, record):
    coding = next(c for c in record.codings(limit=100) if c.stance == "conditional")
    data = {
        "id": coding.utterance,
        "subject": "utterance",
        "statement": record.utterance(coding.utterance).reports[0].statement,
    }
    client.post(
        "/review/decide",
        data=data | {"field": f"conditions:{coding.issue}", "value": "if it rains\r\n\r\n if it snows "},
    )
    assert record.decisions()[0].decision.new == "if it rains\nif it snows"
    assert client.get("/review", params={"statement": data["statement"]}).status_code == 200  # once it is applied
    human = [c for c in record.codings(utterance=coding.utterance) if c.basis == "human" and c.stance == "conditional"]
    assert {tuple(one.text for one in c.conditions) for c in human} == {("if it rains", "if it snows")}
    client.post("/review/decide", data=data | {"field": f"stance:{coding.issue}", "value": "against"})
    page = client.get("/review", params={"statement": data["statement"]})
    assert page.status_code == 200
    human = [c for c in record.codings(utterance=coding.utterance) if c.basis == "human"]
    assert {c.stance for c in human} == {"against"}


def test_reports_are_parted_and_joined_on_the_page_of_their_utterance(client, record):
    told = next(u for u in record.utterances(limit=100) if len(u.reports) > 1)
    one, two = (report.statement for report in told.reports[:2])
    assert "Join or part reports" in client.get(f"/utterances/{told.id}").text
    parted = client.post(
        f"/utterances/{told.id}/decide", data={"statement": one, "field": "other utterance", "other": two}
    )
    assert parted.status_code == 200
    assert record.statement(one).utterance != record.statement(two).utterance
    client.post(f"/utterances/{told.id}/decide", data={"statement": one, "field": "same utterance", "other": two})
    assert client.get(f"/utterances/{two}").status_code == 200
    assert record.statement(one).utterance == record.statement(two).utterance


def test_actors_are_merged_and_the_address_of_either_leads_to_the_one(client, record):
    one, two = [row for row in record.actors() if row.actor.type == "person"][:2]
    answer = client.post(
        f"/actors/{one.id}/decide", data={"field": "same actor", "new": two.id}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert client.get(f"/actors/{one.id}").status_code == 200
    assert record.actor(one.id).id == record.actor(two.id).id

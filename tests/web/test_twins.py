"""The page's JSON, the command line's ``--json`` and the Python API say the same; so do the two CSV tables."""

import json
import shutil

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from onrecord.cli.app import onrecord
from onrecord.service import Filter, Record
from onrecord.web.app import create_app
from onrecord.web.pages.listings import LISTINGS

NAMES = [page.name for page in LISTINGS]
FILTERS = {
    "statements": {"search": "water", "kind": "direct"},
    "articles": {"since": "2024-10-01"},
    "utterances": {"stance": "for"},
    "actors": {"search": "reyle"},
    "stories": {"until": "2024-06-30"},
    "divergences": {"speaker": "Lida Brandt"},
    "codings": {"stance": "against"},
    "positions": {"issue": "compact-membership"},
    "shifts": {"speaker": "Lida Brandt"},
}


class Faces:
    """One record asked three ways."""

    def __init__(self, record, target, app):
        self.record, self.target = record, target
        self.client = TestClient(app, raise_server_exceptions=False)

    def page(self, path, **arguments):
        answer = self.client.get(path, params=arguments or None)
        assert answer.status_code == 200, answer.text[-300:]
        return answer

    def line(self, *words, **options):
        given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        ran = CliRunner().invoke(onrecord, [*words, "--record", str(self.target), *given])
        assert ran.exit_code == 0, ran.output
        return ran.stdout

    def lines(self, *words, **options):
        return [json.loads(line) for line in self.line(*words, "--json", **options).splitlines()]


def plain(thing):
    """As JSON would bring it back."""
    return json.loads(json.dumps(thing))


@pytest.fixture(scope="module")
def faces(example, tmp_path_factory):
    folder = tmp_path_factory.mktemp("faces")
    target = folder / "example.db"
    shutil.copy(example, target)
    with Record.open(target) as record:
        for row, verdict in zip(record.queue("random"), ("right", "wrong", "unsure"), strict=False):
            record.decide("statement", row.id, "verdict", verdict, maker="ada", queue="random")
        yield Faces(record, target, create_app(record, state=folder / "web.json", hosts=("testserver",)))


@pytest.mark.parametrize("listing", NAMES)
def test_every_listing_says_the_same_everywhere(faces, listing):
    page = faces.page(f"/{listing}.json", limit=1_000).json()
    assert page["rows"]  # or nothing is compared
    assert page["next"] is None
    assert page["rows"] == plain(getattr(faces.record, listing)(limit=1_000).to_json())
    assert page["rows"] == faces.lines(listing)


@pytest.mark.parametrize("listing", NAMES)
def test_every_listing_is_the_same_table_everywhere(faces, listing):
    assert faces.page(f"/{listing}.csv").text.splitlines() == faces.line(listing, "--csv").splitlines()


@pytest.mark.parametrize("listing", NAMES)
def test_pages_of_every_listing_go_on_in_the_same_places(faces, listing):
    first = faces.page(f"/{listing}.json", limit=2).json()
    asked = getattr(faces.record, listing)(Filter(limit=2))
    assert (first["rows"], first["next"]) == (plain(asked.to_json()), asked.next)


@pytest.mark.parametrize("listing", FILTERS)
def test_every_listing_is_filtered_the_same_everywhere(faces, listing):
    given = FILTERS[listing]
    page = faces.page(f"/{listing}.json", limit=1_000, **given).json()["rows"]
    assert 0 < len(page) < len(faces.page(f"/{listing}.json", limit=1_000).json()["rows"])
    assert page == plain(getattr(faces.record, listing)(limit=1_000, **given).to_json())
    assert page == faces.lines(listing, **given)


def test_decisions_are_filtered_by_article_the_same_everywhere(faces):
    article = faces.record.decisions()[0].decision.article
    page = faces.page("/decisions.json", article=article).json()["rows"]
    assert page == plain(faces.record.decisions(article=article).to_json())
    assert page == faces.lines("decisions", article=article)


def test_packages_say_the_same_everywhere(faces):
    for suppose in ([], ["Dunmere: estuary-fishing=for"]):
        page = faces.page("/packages.json", suppose=suppose).json()["rows"]
        assert page == plain([one.to_json() for one in faces.record.packages(suppose=suppose).packages])
        given = [part for one in suppose for part in ("--suppose", one)]
        assert page == faces.lines("packages", *given)
        assert page


@pytest.mark.parametrize("aggregation", ["congruence", "conflict", "subtract"])
def test_networks_have_the_same_ties_everywhere(faces, aggregation):
    def ties(rows):
        return sorted((row["source"], row["target"], row["weight"]) for row in rows)

    page = faces.page("/network.json", aggregation=aggregation).json()
    network = faces.record.network(aggregation=aggregation)
    assert page["actors"] == list(network.rows)
    assert ties(page["rows"]) == ties(faces.lines("network", aggregation=aggregation))
    assert page["rows"]


def test_single_things_say_the_same_everywhere(faces):
    record = faces.record
    row = next(row for row in record.statements() if row.utterance and row.speaker)
    story = record.stories()[0]
    left, right = (one.id for one in record.articles()[:2])
    for path, thing in (
        (f"/articles/{row.article}.json", record.article(row.article)),
        (f"/statements/{row.id}.json", row),
        (f"/utterances/{row.utterance}.json", record.utterance(row.utterance)),
        (f"/actors/{row.speaker.id}.json", record.actor(row.speaker.id)),
        (f"/stories/{story.id}.json", record.story(story.id)),
        (f"/compare.json?left={left}&right={right}", record.compare(left, right)),
        ("/overview.json", record.overview()),
        ("/precision.json", record.precision()),
    ):
        assert faces.page(path).json() == plain(thing.to_json()), path
    assert faces.lines("show", row.article) == [faces.page(f"/articles/{row.article}.json").json()]
    assert faces.lines("compare", left, right) == [faces.page(f"/compare.json?left={left}&right={right}").json()]
    assert faces.lines("precision") == [faces.page("/precision.json").json()]

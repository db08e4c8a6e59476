"""An invented affair between two invented countries over a dam, as text."""

CODEBOOK = """
issues:
  - id: dam
    title: The Torran dam
    proposition: The Torran dam should be finished.
    phrases: [the dam, Torran dam, finish the dam]
  - id: water
    title: Shared water
    proposition: Velmark should share the water of the Marl with Dunmere.
    phrases: [share the water, water of the Marl]
actors:
  - name: Lida Brandt
    aliases: [Brandt]
    speaks_for: [Velmark]
  - name: Mykhal Zorenko
    aliases: [Zorenko]
    speaks_for: [Dunmere]
decision:
  dam: {rule: unanimity, members: [Velmark, Dunmere]}
"""

HOSTILE = (
    '<script>alert("x")</script> of <img src=x onerror=alert(1)>\n\n'
    "AGENCY, 7 March 2024 - \u202eMinister Lida Brandt said \u201cwe will finish the dam <b "
    "onclick=alert(2)>now</b>\u201d "
    "on Thursday. See javascript:alert(3) here.\n\n"
    "\u201c</blockquote><svg onload=alert(4)>,\u201d said Mykhal Zorenko.\n"
)
_SUBJECTS = (
    "the locks need new gates by the autumn",
    "the ferry will run on Sundays",
    "no toll will be asked at the bridge",
    "the mill must close its sluice at night",
    "the eels have come back to the lower Marl",
    "the museum of rivers opens in June",
    "nobody will lose a field to the reservoir",
    "the spillway was tested twice last month",
    "fishing rights stay with the villages",
    "the school boat gets a second engine",
    "the gauge at Port Lene shows the truth",
    "the budget for the banks is spent",
    "the old lock keeper deserves his pension",
    "the rowing club may use the basin",
    "the pumps will be heard in the valley",
    "the herons are not in danger",
    "the contract with the dredgers ends in May",
    "the road along the river stays open",
    "the spring flood came early",
    "the wells of Halvik are clean",
    "the turbine hall needs a roof",
    "the swimmers should wait until July",
)
_VOICES = ("Rona Vale, the mayor of Halvik", "Osk Teller, the harbour master", "Pia Lund, an engineer")


def _digest_of_voices():
    said = (f"“{words[0].upper()}{words[1:]},” said {_VOICES[n % 3]}." for n, words in enumerate(_SUBJECTS))
    return "Voices of the Marl\n\nHALVIK, 2 May 2024 - The council met.\n\n" + "\n\n".join(said) + "\n"


ARTICLES = {
    "tide-2.txt": _digest_of_voices(),
    "tide-1.txt": (
        "Velmark to finish dam\n\nTORRAN, 5 March 2024 - Water Minister Lida Brandt said on Monday that "
        "Velmark would finish "
        "the Torran dam. \u201cThe dam will be finished this year,\u201d Brandt told reporters. Mykhal "
        "Zorenko, the foreign "
        "minister of Dunmere, rejected the plan. \u201cWe will never accept the dam,\u201d Zorenko said.\n"
    ),
    "ebb-1.txt": (
        "Dunmere says no\n\nHALVIK, 6 March 2024 - Foreign Minister Mykhal Zorenko said on Tuesday: \u201cWe "
        "will never accept "
        "the dam.\u201d Brandt said Velmark could share the water of the Marl if Dunmere withdrew its "
        "complaint. \u201cThe dam "
        "will be finished this year,\u201d the minister said.\n"
    ),
    "ebb-2.txt": (
        "A turn in Halvik\n\nHALVIK, 9 September 2024 - Mykhal Zorenko said on Monday that Dunmere would "
        "accept the dam in "
        "exchange for a share in the water of the Marl. \u201cWe can live with the dam if the water is "
        "shared,\u201d he said. "
        "Lida Brandt welcomed the words. \u201cWe are ready to share the water,\u201d she said.\n"
    ),
    "hostile.txt": HOSTILE,
}
OUTLETS = {name: {"tide": "The Tide", "ebb": "The Ebb"}.get(name[:-6], "=Hostile <i>Wire</i>") for name in ARTICLES}


def paths_of(record, *, most=100):
    """Every page of the application over the record; of utterances and actors ``most`` at most."""
    listings = ("statements", "articles", "utterances", "actors", "stories", "divergences", "codings", "positions")
    found = [
        "/",
        "/about",
        "/about?checks=1",
        "/api",
        "/login",
        "/issues",
        "/network",
        "/packages",
        "/review",
        "/review?blind=1",
        "/add",
    ]
    found += [f"/{name}" for name in (*listings, "shifts", "decisions")]
    found += [f"/articles/{row.id}" for row in record.articles()]
    # Hostile words first, then those reported most.
    told = sorted(record.utterances(limit=500), key=lambda one: ("<" not in one.wording, -len(one.reports), one.id))
    found += [f"/utterances/{one.id}" for one in told[:most]]
    found += [f"/actors/{row.id}" for row in record.actors(limit=most)]
    found += [f"/stories/{row.id}" for row in record.stories()]
    found += [f"/issues/{issue.id}" for issue in record.codebook.issues]
    articles = [row.id for row in record.articles()]
    found += [f"/compare?left={articles[0]}&right={other}" for other in articles[1:6]]
    found += [
        "/statements?search=dam&facets=1",
        "/statements?search=nowhere",
        "/positions?stance=for",
        "/review?checks=1",
        "/network?aggregation=subtract&normalisation=average",
        "/review?queue=random",
    ]
    return found

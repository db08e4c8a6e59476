"""Positions: which issues utterances touch, what they say on them, where actors stand, and what could all accept.

The way through, with what each step takes and gives:

    codebook.load(path or YAML text) -> Codebook                       raises CodebookError (file, line, key)
    issues.match(utterances, codebook, embed=encoder.embed, threshold=issues.THRESHOLD)
                                     -> {utterance id: (Match, …)}     phrases.occurrences finds the phrases
    remarks.remarks(codebook, …)     -> what of it matches nothing in a record
    suggesting.suggest(contents, embed=encoder.embed) -> YAML text
    coding.code(utterances, statements by id, codebook, matches=…, embed=encoder.embed, actor_of=…, named=…)
                                     -> [Coding]                        the machine's
    decisions.decided(decisions, utterances, statements by id, codebook, machine=codings) -> [Coding]   a person's
    remote.code(utterances, statements by id, codebook, endpoint, matches=…) -> [Coding]   an endpoint's; off by default
    positions.positions(codings, window=30) -> [Position]
    shifts.shifts(codings, speakers={utterance id: speaker's actor id}, window=30) -> [Shift]
    shifts.history(codings of one actor and issue) -> [Step]            the change log
    agreement.agreement(codings, coders) -> Agreement                   Krippendorff's alpha
    packages.packages(codebook, codings, suppose=…) -> Verdicts         needs the extra "packages"

How one utterance is coded: `texts` puts together what each report says, without others' words in it; `judging` finds
the clause that is about the issue and the conditions (`conditions`) that limit it, asks the classifier (`stance`) and
has `verdicts` correct it by the words beside the issue's phrases (`cues`); `holders` says whose view it is.

All of them are pure functions of vocabulary objects. Codings of persons, machines and endpoints go into `positions`,
`shifts` and `agreement` together: where a person coded an utterance, the person's coding counts and the others stay for
comparison. `code` takes statements nested in others into account through ``within``: pass all statements of the
articles at hand, not only those of the utterances.
"""

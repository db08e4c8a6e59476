#!/bin/sh
# The demonstration: a fresh record of the example coverage, and what it holds. `make demo` runs it.
set -eu
cd "$(dirname "$0")/.."
export ONRECORD_RECORD=demo/river.db

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$(printf '\033[1m') dim=$(printf '\033[2m') plain=$(printf '\033[0m')
else
    bold='' dim='' plain=''
fi

title() {
    printf '\n%s== %s ==%s\n' "$bold" "$1" "$plain"
}

show() {
    printf '%s$' "$dim"
    for word in "$@"; do
        case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '%s\n' "$plain"
    "$@"
}

rm -rf demo
mkdir demo

title "Sixteen reports of one invented negotiation, by six outlets"
show onrecord add examples/coverage
show onrecord codebook examples/codebook.yaml

title "Who said what, in whose words, according to whom"
show onrecord show northbank-aster-regrets-weapon-talk.txt
show onrecord statements --speaker "Joris Keld"

title "One utterance, two reports in different words"
show onrecord utterances --search newspapers

title "Where each party stands, since when, on what conditions"
show onrecord positions

title "Who moved"
show onrecord shifts

title "Where reports disagree"
show onrecord divergences --limit 4

cat <<'END'

The record is demo/river.db. Go on with it:

  . .venv/bin/activate
  export ONRECORD_RECORD=demo/river.db
  onrecord statements --search inspectors        what was said about inspectors
  onrecord compare northbank-aster-regrets-weapon-talk.txt 2024-04-16-marl-wire-reyle-briefing.txt
  onrecord packages                              what all of them could accept
  onrecord serve                                 the same in the browser

Or begin one of your own: onrecord add FOLDER-OF-ARTICLES
END

#!/bin/sh
# The demonstration: a fresh record of the example coverage, and what it holds. `make demo` runs it.
set -eu
cd "$(dirname "$0")/.."
export ONRECORD_RECORD=demo/river.db

title() { printf '\n\033[1m%s\033[0m\n' "$1"; }
show() { printf '\033[2m$ %s\033[0m\n' "$*"; "$@"; }
case ${NO_COLOR:-}${TERM:-dumb} in dumb | ?*dumb) title() { printf '\n%s\n' "$1"; }; show() { printf '$ %s\n' "$*"; "$@"; } ;; esac

rm -rf demo
mkdir -p demo

title "Sixteen reports of one (invented) negotiation, by six outlets"
show onrecord add examples/coverage
show onrecord codebook examples/codebook.yaml

title "Who said what, on whose account"
show onrecord statements --speaker "Lida Brandt" --limit 6

title "One utterance, two reports in different words"
show onrecord utterances --speaker "Tomas Reyle" --limit 3

title "Where each party stands"
show onrecord positions

title "Who moved"
show onrecord shifts

title "Where reports disagree"
show onrecord divergences --limit 4

cat <<'END'

The record is demo/river.db. Go on with it:

  . .venv/bin/activate
  export ONRECORD_RECORD=demo/river.db
  onrecord show "$(onrecord articles --json | head -n 1 | sed 's/.*"id": *"\([^"]*\)".*/\1/')"
  onrecord statements --search inspectors
  onrecord packages
  onrecord serve

Or begin one of your own: onrecord add FOLDER-OF-ARTICLES
END

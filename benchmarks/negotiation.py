"""Score the reader of negotiation prose alone on the annotated sentences of negotiation reports.

    python benchmarks/negotiation.py [--show]

Splits the gold into one text a sentence, reads each and scores the readings with ../shared/tools/score_propositions.py;
names are taken as they stand. Needs ../shared (or $ONRECORD_SHARED).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from onrecord.reading.layout import lay_out
from onrecord.reading.negotiation import Reported, negotiation_statements
from onrecord.reading.parties import party_list

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
GOLD = SHARED / "gold" / "pasrl" / "propositions-dev.txt"
ACTORS = SHARED / "gold" / "pasrl" / "actors.xml"
SCORER = SHARED / "tools" / "score_propositions.py"


def statement(text: str, reported: Reported) -> dict[str, object]:
    """A statement as a reading shows it, the speaker being the first party of the source."""
    attribution, sides = reported.attribution, reported.sides
    assert attribution.source
    assert attribution.cue
    parties = party_list(text, attribution.source.start, attribution.source.end)
    first = parties.names[0].text if parties and parties.names else attribution.source.text
    lists = {
        side: [{"name": name.text} for name in getattr(sides, side)]
        for side in ("joint", "speaks_for", "supported_by", "opposed_by")
    }
    return {
        "source": attribution.source.to_json(),
        "cue": attribution.cue.to_json(),
        "content": [piece.to_json() for piece in attribution.content],
        "speaker": {"name": first},
        **lists,
    }


def main() -> None:
    """Read, score and print; ``--show`` prints every sentence with what was read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what was read of every sentence")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder)
        subprocess.run([sys.executable, SCORER, "--split", GOLD, texts], check=True)
        readings = texts / "readings.jsonl"
        with readings.open("w", encoding="utf8") as lines:
            for path in sorted(texts.glob("*.txt")):
                text = path.read_text(encoding="utf8")
                found = [statement(text, r) for r in negotiation_statements(text, [(0, len(text))], lay_out(text))]
                lines.write(json.dumps({"article": {"path": str(path)}, "statements": found}) + "\n")
                if arguments.show:
                    print(path.stem, text.strip())
                    for s in found:
                        print("   ", json.dumps(_brief(s), ensure_ascii=False))
        subprocess.run([sys.executable, SCORER, readings, "--gold", GOLD, "--actors", ACTORS], check=True)


def _brief(found: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in found.items() if v and k not in ("source", "speaker")} | {"who": found["speaker"]}


if __name__ == "__main__":
    main()

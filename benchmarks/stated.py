"""How often an invented statement is coded with the stance (and condition) that its words state, classifier and cues.

    python benchmarks/stated.py [development|held-out] [--errors]

``labels/stated.yaml`` holds the statements: one speaker, one issue, one sentence each. A coding is right where its
stance is (no coding counts as neutral) and, of a conditional one, the labelled condition is part of what was found.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from onrecord import encoder
from onrecord.positions.coding import code
from onrecord.vocabulary import Actor, Codebook, Issue, Report, Span, Statement, Utterance, When, digest

LABELS = Path(__file__).parent / "labels/stated.yaml"
DAY = When(date(2025, 4, 22), date(2025, 4, 22), "given")


def coded(issue: Issue, who: str, cue: str, content: str) -> tuple[str, list[str]]:
    """Stance and conditions of what ``who`` says on the issue."""
    speaker = Actor(digest("actor", who), who)
    words = Span(len(cue) + 1, len(cue) + 1 + len(content), content)
    said = Statement("s", "a", "indirect", "speech", None, Span(0, len(cue), cue), (words,), speaker=speaker)
    one = Utterance("u", speaker, DAY, content, (Report("s", "a", None, content),))
    found = [c for c in code([one], {"s": said}, Codebook((issue,)), embed=encoder.embed) if c.actor == speaker]
    return (found[0].stance, [c.text for c in found[0].conditions]) if found else ("neutral", [])


def main() -> None:
    """Prints the share of right codings per half and stance."""
    halves = [one for one in ("development", "held-out") if one in sys.argv[1:]] or ["development", "held-out"]
    for half in halves:
        right: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for block in yaml.safe_load(LABELS.read_text(encoding="utf-8"))["statements"]:
            if block["half"] != half:
                continue
            told: dict[str, Any] = block["issue"]
            issue = Issue(told["id"], told["id"], told["proposition"], tuple(told["phrases"]))
            for who, cue, content, stance, *condition in block["said"]:
                wanted = "neutral" if stance == "none" else stance
                got, conditions = coded(issue, who, cue, content)
                ok = got == wanted and all(any(c in text for text in conditions) for c in condition)
                right[wanted] += ok
                total[wanted] += 1
                if not ok and "--errors" in sys.argv:
                    print(f"  {wanted}, coded {got} {conditions}: {who} {cue} {content}")
        shares = ", ".join(f"{stance} {right[stance]} of {total[stance]}" for stance in total)
        print(f"{half}: {right.total()} of {total.total()} ({shares})")


if __name__ == "__main__":
    main()

"""Move the fragments of changelog.d into CHANGELOG.md, under a version: python docs/changelog.py 0.2.0.

A fragment is a file ``changelog.d/ROOM-TOPIC.md`` with one sentence for users and its issue number.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = "# Changelog\n"


def assemble(version: str, fragments: list[str], changelog: str, day: str) -> str:
    """The text of the changelog with a section for ``version`` above the earlier ones."""
    lines = "".join(f"- {' '.join(fragment.split())}\n" for fragment in fragments)
    return f"{HEAD}\n## {version} ({day})\n\n{lines}{changelog.removeprefix(HEAD)}"


def main() -> None:
    """Write the section and delete the fragments that are in it."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: make changelog VERSION=0.2.0")
    files = sorted((ROOT / "changelog.d").glob("*.md"))
    if not files:
        raise SystemExit("changelog.d holds no fragments; nothing to do")
    target = ROOT / "CHANGELOG.md"
    day = datetime.now(UTC).date().isoformat()
    texts = [path.read_text(encoding="utf-8") for path in files]
    target.write_text(assemble(sys.argv[1], texts, target.read_text(encoding="utf-8"), day), encoding="utf-8")
    for path in files:
        path.unlink()


if __name__ == "__main__":
    main()

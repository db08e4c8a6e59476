"""List the pages of docs/measurements and docs/dependencies in their index pages: make index."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parent
KINDS = ("measurements", "dependencies")
MARK = "<!-- the pages; written by make index -->"


def listed(kind: str) -> str:
    """The list of the pages of ``kind``, each with its headings where it has any."""
    lines = []
    for page in sorted((DOCS / kind).glob("*.md")):
        headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        lines.append(f"- [{page.stem}]({kind}/{page.name})" + (f": {'; '.join(headings)}" if headings else ""))
    return "\n".join(lines) + "\n"


def gathered(kind: str) -> str:
    """The index page of ``kind`` as it should be: what stands above the mark, then the list."""
    text = (DOCS / f"{kind}.md").read_text(encoding="utf-8")
    return f"{text.partition(MARK)[0]}{MARK}\n\n{listed(kind)}"


def main() -> None:
    """Write both index pages."""
    for kind in KINDS:
        (DOCS / f"{kind}.md").write_text(gathered(kind), encoding="utf-8")


if __name__ == "__main__":
    main()

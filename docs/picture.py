"""Draw docs/demo.svg: what On Record really prints about the example coverage, in a terminal 100 columns wide.

make picture
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100
SHOWN = (
    ("add", "examples/coverage"),
    ("show", "northbank-aster-regrets-weapon-talk.txt"),
    ("utterances", "--search", "newspapers"),
    ("codebook", "examples/codebook.yaml"),
    ("positions", "--speaker", "Carrow"),
)


def run(command: tuple[str, ...], record: str) -> str:
    """What ``onrecord`` prints for ``command``, with its colours."""
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": str(WIDTH), "ONRECORD_RECORD": record}
    program = Path(sys.executable).with_name("onrecord")
    # The program is ours, beside this Python; its arguments stand above.
    done = subprocess.run(  # noqa: S603
        [program, *command], cwd=ROOT, env={**os.environ, **terminal}, capture_output=True, text=True, check=True
    )
    return (done.stdout + done.stderr).replace(record, "river.db")


def main() -> None:
    """Run the commands on a fresh record and write the picture."""
    console = Console(record=True, width=WIDTH, file=StringIO())
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "river.db")
        for command in SHOWN:
            words = " ".join(f'"{word}"' if " " in word else word for word in command)
            console.print(Text(f"$ onrecord {words}", style="bold"))
            printed = run(command, record).rstrip("\n")
            if printed:
                console.print(Text.from_ansi(printed))
            console.print()
    svg = console.export_svg(title="On Record")
    # rich names fonts on a content network; a picture in the documentation fetches nothing.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (ROOT / "docs" / "demo.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()

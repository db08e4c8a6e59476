"""Write the OpenAPI description beside this module: ``python -m onrecord.web.describe``."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from onrecord.service import Record
from onrecord.web.app import create_app


def main() -> None:
    """Make an application over an empty record and write what it says of itself."""
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "empty.db") as record:
        schema = create_app(record, state=Path(folder) / "web.json").openapi()
    text = json.dumps(schema, indent=1, sort_keys=True) + "\n"
    Path(__file__).with_name("openapi.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

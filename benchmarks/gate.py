"""The accuracy gate: On Record must not read worse than it did.

    python benchmarks/gate.py                            measure, compare with gate_baseline.json, exit 1 below a floor
    python benchmarks/gate.py --update                   raise the floors to what was measured
    python benchmarks/gate.py --update --lower REASON    lower them, too; the reason is kept in the baseline

Figures are shares from 0 to 1. PolNeAR dev is scored by ``../shared/tools/score_attribution.py``, the example coverage
by ``example_score.py``. A floor holds only for the data on which it was measured: where gold or inputs have changed
(their SHA-256 is in the baseline) the gate fails until the floors are measured anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import example_gold
import example_score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "gate_baseline.json"
SHARED = Path(os.environ.get("ONRECORD_SHARED", HERE.parent.parent / "shared"))
POLNEAR = SHARED / "gold/polnear/dev"
SPEAKERS = SHARED / "gold/speakers-dev.jsonl"
SCORER = SHARED / "tools/score_attribution.py"
# int8 arithmetic differs a little between processors (with and without VNNI); a statement of the example is 0.007.
SLACK = 0.01
BATCH = 16

Figures = dict[str, float]
Baseline = dict[str, Any]


def fingerprint(files: Iterable[Path]) -> str:
    """SHA-256 over names and contents of ``files``, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def polnear_files() -> list[Path]:
    """Gold and inputs of the first set."""
    return [*(POLNEAR / "text").glob("*.txt"), *(POLNEAR / "attributions").glob("*.ann"), SPEAKERS]


def example_files() -> list[Path]:
    """Gold and inputs of the second set."""
    return [*example_gold.COVERAGE.iterdir(), *example_gold.GOLD.iterdir(), example_gold.EXAMPLES / "codebook.yaml"]


def polnear(readings: Path | None = None) -> Figures:
    """Read PolNeAR dev, or take the lines of ``readings``, and score them."""
    with tempfile.TemporaryDirectory() as folder:
        if readings is None:
            readings = Path(folder) / "readings.jsonl"
            with readings.open("w", encoding="utf-8") as lines:
                for line in read_folder(POLNEAR / "text"):
                    lines.write(line + "\n")
        command = [
            sys.executable,
            str(SCORER),
            str(readings),
            "--brat",
            str(POLNEAR),
            "--speakers",
            str(SPEAKERS),
            "--json",
        ]
        scored = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if scored["articles_missing"]:
        raise SystemExit(f"gate: {scored['articles_missing']} articles of PolNeAR dev are not in the readings")
    recall = {f"relation recall, {kind}": value / 100 for kind, value in scored["relation_recall"].items()}
    return {
        "relation F1": scored["relation"]["f"] / 100,
        "content F1": scored["content"]["f"] / 100,
        **recall,
        "speaker of matched content": scored["speaker"]["all"]["accuracy"] / 100,
        "speaker end to end": scored["speaker"]["all"]["end_to_end"] / 100,
    }


def read_folder(folder: Path) -> Iterator[str]:
    """The readings of the text files in ``folder``, as ``onrecord read --json`` prints them."""
    import onrecord
    from onrecord.intake import parse

    paths = sorted(folder.glob("*.txt"))
    for start in range(0, len(paths), BATCH):
        articles = [parse(path.read_bytes(), path=str(path))[0] for path in paths[start : start + BATCH]]
        for reading in onrecord.read(articles):
            yield json.dumps(reading.to_json(), ensure_ascii=False)


def example() -> Figures:
    """Add the example coverage to a fresh record, load its codebook, and score what the record then says."""
    import onrecord

    articles = example_gold.articles()
    names = {article.id: name for name, article in articles.items()}
    with tempfile.TemporaryDirectory() as folder, onrecord.open(Path(folder) / "gate.db") as record:
        record.add([str(example_gold.COVERAGE)])
        record.load_codebook(example_gold.EXAMPLES / "codebook.yaml")
        readings: dict[str, list[dict[str, Any]]] = {name: [] for name in articles}
        for row in record.statements(reports=True, limit=10_000).to_json():
            readings[names[row["article"]]].append(row)
        return {
            **example_score.statements(articles, readings),
            **example_score.utterances(example_score.pair_up(articles, readings)),
            **example_score.positions(record.positions(limit=10_000).to_json()),
            **example_score.shifts(record.shifts(limit=10_000).to_json()),
            **example_score.divergences(articles, record.divergences(limit=10_000).to_json()),
        }


SETS: dict[str, tuple[Callable[[], list[Path]], Callable[[], Figures]]] = {
    "polnear dev": (polnear_files, polnear),
    "example": (example_files, example),
}


def compare(name: str, figures: Figures, data: str, baseline: Baseline) -> list[str]:
    """What is wrong with ``figures`` of the set ``name`` by the baseline: one line each, none where all is well."""
    known = baseline["sets"].get(name)
    if known is None:
        return [f"{name}: no floors yet; set them with --update"]
    if known["sha256"] != data:
        return [f"{name}: gold or inputs are not those that the floors were measured on; measure anew with --update"]
    faults = [
        f"{name}: {figure} fell to {figures.get(figure, 0):.4f}, its floor is {floor:.4f}"
        for figure, floor in known["floors"].items()
        if figures.get(figure, 0) < floor - SLACK
    ]
    return faults + [f"{name}: {figure} has no floor yet" for figure in figures if figure not in known["floors"]]


def updated(name: str, figures: Figures, data: str, baseline: Baseline, reason: str | None) -> Baseline:
    """The baseline with the floors of ``name`` set to ``figures``. ``ValueError`` where one would sink unasked."""
    floors = baseline["sets"].get(name, {}).get("floors", {})
    lower = {
        figure: (floor, figures.get(figure, 0.0)) for figure, floor in floors.items() if figures.get(figure, 0) < floor
    }
    if lower and not reason:
        listed = "; ".join(f"{figure} from {old:.4f} to {new:.4f}" for figure, (old, new) in lower.items())
        raise ValueError(f"{name}: would lower {listed}; give the reason with --lower")
    day = datetime.now(UTC).date().isoformat()
    history = [
        {"day": day, "set": name, "figure": figure, "from": old, "to": round(new, 4), "reason": reason}
        for figure, (old, new) in lower.items()
    ]
    rounded = {figure: round(value, 4) for figure, value in figures.items()}
    sets = {**baseline["sets"], name: {"sha256": data, "floors": rounded}}
    return {"sets": sets, "lowered": [*baseline.get("lowered", []), *history]}


def main() -> int:
    """Measure every set that is there, then compare or update."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="set the floors to what is measured now")
    parser.add_argument("--lower", metavar="REASON", help="with --update: allow floors to sink, and keep the reason")
    parser.add_argument("--only", choices=SETS, help="measure only this set")
    args = parser.parse_args()
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {"sets": {}, "lowered": []}
    faults: list[str] = []
    for name in [args.only] if args.only else SETS:
        files, measure = SETS[name]
        if name == "polnear dev" and not POLNEAR.is_dir():
            print(f"gate: {name}: skipped, the annotated data is not at {os.path.relpath(SHARED)} (ONRECORD_SHARED)")
            continue
        data = fingerprint(files())
        figures = measure()
        floors = baseline["sets"].get(name, {}).get("floors", {})
        for figure, value in figures.items():
            print(
                f"gate: {name}: {figure:28} {value:.4f}  floor {floors[figure]:.4f}"
                if figure in floors
                else f"gate: {name}: {figure:28} {value:.4f}"
            )
        if args.update:
            try:
                baseline = updated(name, figures, data, baseline, args.lower)
            except ValueError as refusal:
                faults.append(str(refusal))
        else:
            faults += compare(name, figures, data, baseline)
    if args.update and not faults:
        BASELINE.write_text(json.dumps(baseline, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for fault in faults:
        print(f"gate: FAILED: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

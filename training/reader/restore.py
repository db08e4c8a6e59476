"""Float weights from the shipped int8 graph, to go on training from them (``train.py --start``).

    python training/reader/restore.py OUT.pt

What rounding to eight bits lost is small beside what a hundred further steps change.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
from model import Reader
from quantise import floats


def restored() -> dict[str, torch.Tensor]:
    """The state of a ``Reader`` from the graph that ``export.py`` wrote."""
    held = floats("reader")
    state = {name: held.get(f"reader.{name}", value) for name, value in Reader().state_dict().items()}
    moves = next(tensor for tensor in held.values() if tensor.shape == state["crf.transitions"].shape)
    state["crf.transitions"] = torch.where(state["crf.shut"] < 0, 0, moves)
    return state


def main() -> None:
    """Write the state for ``train.py --start``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    torch.save(restored(), parser.parse_args().out)


if __name__ == "__main__":
    main()

"""The mean of several moments of one training, which resolves more steadily than its last moment.

python training/reader/mean.py OUT.pt WEIGHTS.pt...
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Write the mean of the named states."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    args = parser.parse_args()
    states = [torch.load(path) for path in args.weights]
    torch.save({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}, args.out)


if __name__ == "__main__":
    main()

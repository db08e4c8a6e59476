"""Fit what stands on top of the trained network: the voice of a cue, and the confidence of a statement.

    python training/reader/fit.py voice reader.pt --shared ../shared --out voice.npy
    python training/reader/fit.py confidence --shared ../shared        (after export.py; writes models/confidence.json)

Both print figures cross-validated by article, and keep weights fitted on everything.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]
from voices import weak_voice

WEAK_ARTICLES = 120
VOICES = ("speech", "attitude", "other")
MODELS = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "models"


def cue_vectors(weights: Path, folder: Path, articles: int | None = None) -> list[tuple[str, str, list, np.ndarray]]:
    """(article, words of the cue, its content spans, mean hidden state of its pieces) of a PolNeAR part's gold cues."""
    import torch
    from data import brat, inside, polnear, windows
    from model import Reader
    from train import CONTEXT, Batch

    model = Reader()
    model.load_state_dict(torch.load(weights))
    model.eval()
    out = []
    for document in polnear(folder)[:articles]:
        hidden = np.zeros((len(document.pieces.ids), 384), np.float32)
        for window in windows(document, 254, CONTEXT):
            batch = Batch([window], None)
            with torch.no_grad():
                states = model(batch.embedded, batch.mask, batch.shapes, batch.marks)[-1][0].numpy()
            own = window.start + window.context
            hidden[own : window.end] = states[own - window.start + 1 : window.end - window.start + 1]
        for event in brat(min((folder / "attributions").glob(document.name + "_*.ann"))):
            pieces = [i for span in event["cue"] for i in inside(document.pieces, *span)]
            if pieces:
                words = " ".join(document.text[slice(*span)] for span in event["cue"])
                out.append((document.name, words, sorted(event["content"]), hidden[pieces].mean(0)))
    return out


def fit_voice(weights: Path, shared: Path, out: Path) -> None:
    """Logistic regression on the mean state of the cue's pieces: cues labelled by hand, and weakly labelled ones."""
    rows = [json.loads(line) for line in (shared / "gold/speakers-dev.jsonl").read_text(encoding="utf8").splitlines()]
    wanted = {
        (row["article"], str(sorted(map(tuple, row["content_spans"])))): VOICES.index(row["verbal"]) for row in rows
    }
    dev = cue_vectors(weights, shared / "gold/polnear/dev")
    labelled = [
        (name, vector, voice) for name, _, c, vector in dev if (voice := wanted.get((name, str(c)))) is not None
    ]
    groups, x = np.array([n for n, _, _ in labelled]), np.array([v for _, v, _ in labelled])
    y = np.array([voice for *_, voice in labelled])
    weak = cue_vectors(weights, shared / "gold/polnear/train", WEAK_ARTICLES)
    weak_x = np.array([v for _, words, _, v in weak if weak_voice(words) is not None])
    weak_y = np.array([k for _, words, _, _ in weak if (k := weak_voice(words)) is not None])

    def fitted(which: np.ndarray, share: float, strength: float) -> LogisticRegression:
        model = LogisticRegression(C=strength, max_iter=3000)
        weight = np.concatenate([np.ones(which.sum()), np.full(len(weak_y), share)])
        return model.fit(np.concatenate([x[which], weak_x]), np.concatenate([y[which], weak_y]), weight)

    folds = list(GroupKFold(8).split(x, y, groups))
    best = (0.0, 0.0, 0.0)
    for share in (0.0, 0.02, 0.05, 0.1, 0.2):
        for strength in (0.03, 0.1, 0.3):
            right = 0
            for _, test in folds:
                train = np.ones(len(y), bool)
                train[test] = False
                right += (fitted(train, share, strength).predict(x[test]) == y[test]).sum()
            best = max(best, (right / len(y), share, strength))
            print(f"weak weight {share}, C={strength}: {100 * right / len(y):.1f} % of {len(y)} cues")
    model = fitted(np.ones(len(y), bool), *best[1:])
    np.save(out, np.concatenate([model.coef_, model.intercept_[:, None]], 1))


def fit_confidence(shared: Path) -> None:
    """Logistic regression on the features of ``decode``; right = matched by the scorer's relation."""
    sys.path.insert(0, str(shared / "tools"))
    import score_attribution as scorer

    from onrecord.reading.decode import decode
    from onrecord.reading.layout import lay_out
    from onrecord.reading.pieces import pieces
    from onrecord.reading.tagger import tag

    features, right, groups = [], [], []
    for name, text, gold in scorer.gold_articles(shared / "gold/polnear/dev"):
        cut = pieces(text)
        made = decode(lay_out(text), cut, tag([cut])[0])
        predicted = []
        for attribution, row in made:
            source = [(attribution.source.start, attribution.source.end)] if attribution.source else []
            content = [(c.start, c.end) for c in attribution.content]
            predicted.append({"source": source, "content": content})
            features.append(row)
            groups.append(name)
        for event in gold + predicted:
            event["words"] = scorer.statement_words(text, event["content"])
            event["source_words"] = scorer.statement_words(text, event["source"])
        hit = {j for _, j in scorer.match(gold, predicted, scorer.overlap)}
        right += [j in hit for j in range(len(predicted))]
    x, y = np.array(features), np.array(right)
    model = LogisticRegression(max_iter=5000)
    sure = cross_val_predict(model, x, y, groups=np.array(groups), cv=GroupKFold(10), method="predict_proba")[:, 1]
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    print(f"{len(y)} statements, {100 * y.mean():.1f} % right, calibration error {error:.4f} (cross-validated)")
    model.fit(x, y)
    fitted = {"weights": [round(v, 5) for v in model.coef_[0].tolist()], "bias": round(float(model.intercept_[0]), 5)}
    (MODELS / "confidence.json").write_text(json.dumps(fitted) + "\n", encoding="utf-8")


def main() -> None:
    """See the top of the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["voice", "confidence"])
    parser.add_argument("weights", type=Path, nargs="?")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.what == "voice":
        fit_voice(args.weights, args.shared, args.out)
    else:
        fit_confidence(args.shared)


if __name__ == "__main__":
    main()

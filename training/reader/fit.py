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
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]
from voices import VOICES, dev_cues, train_cues, vectors

# Chosen on the same folds that ``voice`` prints: the pull of the weights to zero, and how much a cue of voice "other"
# counts, of which there are few.
PULL, OTHER = 250.0, 2.0
SURE = 0.3  # how little the weights of confidence are pulled to zero; chosen on the folds that ``confidence`` prints
MODELS = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "models"


def fit_voice(weights: Path, shared: Path, out: Path) -> None:
    """Logistic regression on the mean states of the cue's pieces, over the labelled cues of train and of dev.

    The figures are those of dev articles that were not trained on.
    """
    import torch
    from model import Reader

    torch.set_num_threads(1)
    reader = Reader()
    reader.load_state_dict(torch.load(weights))
    reader.eval()
    dev = list(vectors(reader, shared / "gold/polnear/dev", dev_cues(shared)))
    train = list(vectors(reader, shared / "gold/polnear/train", train_cues()))
    x = np.array([vector for _, vector in [*dev, *train]])
    y = np.array([cue.voice for cue, _ in [*dev, *train]])
    articles = np.array([cue.article for cue, _ in dev])
    middle, spread = x.mean(0), x.std(0) + 1e-3
    x = (x - middle) / spread

    def fitted(without: np.ndarray) -> LogisticRegression:
        kept = np.ones(len(y), bool)
        kept[without] = False
        model = LogisticRegression(C=1 / PULL, max_iter=300)
        return model.fit(x[kept], y[kept], np.where(y[kept] == VOICES.index("other"), OTHER, 1.0))

    found = np.zeros(len(dev), np.int64)
    for _, test in GroupKFold(8).split(articles, groups=articles):
        found[test] = fitted(test).predict(x[test])
    right = found == y[: len(dev)]
    print(f"{len(train)} cues of train, {len(dev)} of dev: {100 * right.mean():.1f} % of dev right on articles unseen")
    for k, voice in enumerate(VOICES):
        read_as = np.bincount(found[y[: len(dev)] == k], minlength=len(VOICES)).tolist()
        print(f"  {voice}: {dict(zip(VOICES, read_as, strict=True))}")
    model = fitted(np.array([], int))
    matrix = model.coef_ / spread
    np.save(out, np.concatenate([matrix, (model.intercept_ - matrix @ middle)[:, None]], 1))


def fit_confidence(shared: Path) -> None:
    """Logistic regression on the features of ``decode`` and their products; right: the scorer's relation matches."""
    sys.path.insert(0, str(shared / "tools"))
    import score_attribution as scorer

    from onrecord.reading.confidence import with_products
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
    x, y = np.array(features, float), np.array(right)
    middle, spread = x.mean(0), x.std(0) + 1e-6
    x = with_products((x - middle) / spread)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=SURE, max_iter=5000))
    errors = []
    for seed in range(4):
        folds = GroupKFold(10, shuffle=True, random_state=seed)
        sure = cross_val_predict(model, x, y, groups=np.array(groups), cv=folds, method="predict_proba")[:, 1]
        bins = np.minimum((sure * 10).astype(int), 9)
        errors.append(sum(abs((sure - y)[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())))
    print(f"{len(y)} statements, {100 * y.mean():.1f} % right, calibration errors of four splits into ten parts:")
    print(np.round(errors, 4))
    model.fit(x, y)
    scale, logistic = model[0], model[1]
    weights = logistic.coef_[0] / scale.scale_
    fitted = {
        "middle": middle.round(5).tolist(),
        "spread": spread.round(6).tolist(),
        "weights": weights.round(5).tolist(),
        "bias": round(float(logistic.intercept_[0] - weights @ scale.mean_), 5),
    }
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

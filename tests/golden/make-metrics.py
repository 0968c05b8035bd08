#!/usr/bin/python3
"""Golden figures of core/metrics, by scikit-learn 1.2.1.

make-metrics.py              writes metrics-*.json beside this file
make-metrics.py CASES OUT    reads a list of cases and writes it back with the
                             figures of each (the parity test does so)

A case has n_classes, labels and probabilities (a list of rows); `expected` is
what is added.
"""
import json
import multiprocessing
import os
import sys
import warnings

import numpy as np
from scipy.stats import binomtest
from sklearn import metrics

N_BINS = 15


def number(x):
    x = float(x)
    return x if np.isfinite(x) else None


def numbers(xs):
    return [number(x) for x in xs]


def calibration(y, p, predicted):
    """Expected calibration error, bins (low, high], written out plainly."""
    confidence = p.max(axis=1)
    correct = (predicted == y).astype(float)
    error = 0.0
    for b in range(N_BINS):
        low, high = b / N_BINS, (b + 1) / N_BINS
        inside = confidence <= high
        if b > 0:
            inside &= confidence > low
        if inside.any():
            gap = abs(correct[inside].mean() - confidence[inside].mean())
            error += inside.mean() * gap
    return error


def ranking_averages(y, p, auc, ap):
    """Macro, micro and weighted; scikit-learn's own where it has them."""
    n_classes = p.shape[1]
    every = np.arange(n_classes)
    hot = (y[:, None] == every).astype(int)
    support = hot.sum(axis=0)
    out = {"macro": {}, "micro": {}, "weighted": {}}
    complete = n_classes > 2 and not np.isnan(auc).any()
    for key, per_class, score in (
        ("roc_auc", auc, metrics.roc_auc_score),
        ("average_precision", ap, metrics.average_precision_score),
    ):
        there = ~np.isnan(per_class)
        weights = support[there]
        if complete:
            for average in out:
                out[average][key] = number(score(hot, p, average=average))
        else:
            macro = per_class[there].mean() if there.any() else np.nan
            weighted = (
                np.average(per_class[there], weights=weights)
                if weights.sum() > 0
                else np.nan
            )
            out["macro"][key] = number(macro)
            out["weighted"][key] = number(weighted)
            out["micro"][key] = number(score(hot.ravel(), p.ravel()))
        if complete and key == "roc_auc":
            for average in out:
                again = score(y, p, average=average, multi_class="ovr")
                assert abs(again - out[average][key]) < 1e-12
    return out


def macro_roc(roc):
    """As in scikit-learn's example plot_roc."""
    there = [(np.array(r[0]), np.array(r[1])) for r in roc if r is not None]
    if not there:
        return None
    every = np.unique(np.concatenate([fpr for fpr, _ in there]))
    mean = np.mean([np.interp(every, fpr, tpr) for fpr, tpr in there], axis=0)
    return [numbers(every), numbers(mean)]


def top_k(y, p, k):
    """Of two classes scikit-learn takes the second's score alone."""
    every = np.arange(p.shape[1])
    scores = p[:, 1] if len(every) == 2 else p
    return metrics.top_k_accuracy_score(y, scores, k=k, labels=every)


def agreement(y, p, predicted):
    """Figures of the whole that are one number each."""
    n_classes = p.shape[1]
    hot = y[:, None] == np.arange(n_classes)
    return {
        "balanced_accuracy": number(
            metrics.balanced_accuracy_score(y, predicted)),
        "matthews_correlation": number(
            metrics.matthews_corrcoef(y, predicted)),
        "cohen_kappa": number(metrics.cohen_kappa_score(y, predicted)),
        "brier_score": number(((p - hot) ** 2).sum(axis=1).mean()),
        "class_brier_scores": numbers(
            metrics.brier_score_loss(hot[:, c].astype(int), p[:, c])
            for c in range(n_classes)
        ),
        "top_k_accuracy": numbers(
            top_k(y, p, k) for k in range(1, min(n_classes, 10) + 1)
        ),
    }


def figures(case):
    y = np.array(case["labels"], dtype=int)
    p = np.array(case["probabilities"], dtype=float)
    n_classes = case["n_classes"]
    every = list(range(n_classes))
    predicted = p.argmax(axis=1)
    hits = int((predicted == y).sum())
    interval = binomtest(hits, len(y)).proportion_ci(0.95, method="wilson")
    rows = metrics.precision_recall_fscore_support(
        y, predicted, labels=every, zero_division=0
    )
    auc = np.full(n_classes, np.nan)
    ap = np.full(n_classes, np.nan)
    roc, curve = [None] * n_classes, [None] * n_classes
    for c in every:
        of_class = (y == c).astype(int)
        if of_class.any():
            ap[c] = metrics.average_precision_score(of_class, p[:, c])
            pr = metrics.precision_recall_curve(of_class, p[:, c])
            curve[c] = [numbers(part) for part in pr]
        if of_class.any() and not of_class.all():
            auc[c] = metrics.roc_auc_score(of_class, p[:, c])
            roc[c] = [numbers(part) for part in
                      metrics.roc_curve(of_class, p[:, c])]
    hot = (y[:, None] == np.arange(n_classes)).astype(int).ravel()
    averages = ranking_averages(y, p, auc, ap)
    for average in averages:
        values = metrics.precision_recall_fscore_support(
            y, predicted, average=average, zero_division=0
        )
        for key, value in zip(("precision", "recall", "f1"), values):
            averages[average][key] = number(value)
    return {
        "count": len(y),
        "accuracy": number(metrics.accuracy_score(y, predicted)),
        "accuracy_interval": [interval.low, interval.high],
        "log_loss": number(metrics.log_loss(y, p, labels=every)),
        "expected_calibration_error": number(calibration(y, p, predicted)),
        **agreement(y, p, predicted),
        **averages,
        "classes": [
            {
                "precision": number(rows[0][c]),
                "recall": number(rows[1][c]),
                "f1": number(rows[2][c]),
                "support": int(rows[3][c]),
                "roc_auc": number(auc[c]),
                "average_precision": number(ap[c]),
            }
            for c in every
        ],
        "confusion": metrics.confusion_matrix(
            y, predicted, labels=every
        ).tolist(),
        "roc": roc,
        "precision_recall": curve,
        "roc_micro": [numbers(part) for part in
                      metrics.roc_curve(hot, p.ravel())],
        "roc_macro": macro_roc(roc),
        "precision_recall_micro": [
            numbers(part) for part in
            metrics.precision_recall_curve(hot, p.ravel())
        ],
    }


def sharpened(random, y, n_classes, steps):
    """Probabilities that lean to the truth; with steps, many are equal."""
    raw = random.gamma(0.5, size=(len(y), n_classes))
    raw[np.arange(len(y)), y] += random.gamma(1.0, size=len(y))
    if steps:
        raw = np.round(raw * steps)
        raw[raw.sum(axis=1) == 0] = 1
    return raw / raw.sum(axis=1, keepdims=True)


def golden_cases():
    random = np.random.RandomState(20)
    digits = random.randint(0, 10, 60)
    yield "digits", 10, digits, sharpened(random, digits, 10, None)
    spam = (random.rand(50) < 0.15).astype(int)
    yield "two-classes", 2, spam, sharpened(random, spam, 2, None)
    tied = random.randint(0, 4, 60)
    yield "ties", 4, tied, sharpened(random, tied, 4, 2)
    some = random.choice([0, 2, 5], 40)
    yield "absent-classes", 7, some, sharpened(random, some, 7, 3)
    sure = random.randint(0, 3, 12)
    wrong = np.eye(3)[np.where(np.arange(12) % 4 == 0, (sure + 1) % 3, sure)]
    yield "certain", 3, sure, wrong


def main():
    warnings.simplefilter("ignore")
    if len(sys.argv) == 3:
        with open(sys.argv[1]) as file:
            cases = json.load(file)
        with multiprocessing.Pool() as pool:
            expected = pool.map(figures, cases, chunksize=10)
        for case, answer in zip(cases, expected):
            case["expected"] = answer
        with open(sys.argv[2], "w") as file:
            json.dump(cases, file)
        return
    folder = os.path.dirname(os.path.abspath(__file__))
    for name, n_classes, labels, probabilities in golden_cases():
        case = {
            "n_classes": n_classes,
            "labels": labels.tolist(),
            "probabilities": probabilities.tolist(),
        }
        case["expected"] = figures(case)
        with open(os.path.join(folder, f"metrics-{name}.json"), "w") as file:
            json.dump(case, file, indent=None)
            file.write("\n")


main()

#!/usr/bin/python3
"""Cross-validation by scikit-learn 1.2.

make-cross-validation.py CASES OUT

A case has texts, labels, n_folds and folds (of each text). Added are
`counts`, the examples of each class in each of StratifiedKFold's folds, and, of
each of the folds given, `accuracy` and `log_loss` of TfidfVectorizer and
MultinomialNB fitted on the others."""
import json
import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline


def fold_counts(y, k):
    folds = StratifiedKFold(k, shuffle=True, random_state=0)
    n = y.max() + 1
    return [np.bincount(y[test], minlength=n).tolist()
            for _, test in folds.split(np.zeros(len(y)), y)]


def figures(texts, y, held, options):
    options = {key: tuple(value) if isinstance(value, list) else value
               for key, value in options.items()}
    model = make_pipeline(TfidfVectorizer(**options), MultinomialNB())
    model.fit(texts[~held], y[~held])
    p = model.predict_proba(texts[held])
    return (accuracy_score(y[held], p.argmax(axis=1)),
            log_loss(y[held], p, labels=model.classes_))


def answer(case):
    texts = np.array(case["texts"], dtype=object)
    y = np.array(case["labels"])
    folds = np.array(case["folds"])
    case["counts"] = fold_counts(y, case["n_folds"])
    each = [figures(texts, y, folds == f, case["options"])
            for f in range(case["n_folds"])]
    case["accuracy"] = [float(a) for a, _ in each]
    case["log_loss"] = [float(l) for _, l in each]
    return case


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump([answer(case) for case in cases], file)


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""What bench-text does, by scikit-learn: one line of JSON. Its imports are not
counted. Usage: bench-text-sklearn.py TRAIN TEST"""
import json
import os
import resource
import sys
import time

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB


def read(folder):
    texts, labels = [], []
    for label, name in enumerate(sorted(os.listdir(folder))):
        inside = os.path.join(folder, name)
        for file in sorted(os.listdir(inside)):
            with open(os.path.join(inside, file), "rb") as f:
                texts.append(f.read().decode("latin-1"))
            labels.append(label)
    return texts, labels


def main():
    train_path, test_path = sys.argv[1:3]
    clock = [time.perf_counter()]
    texts, labels = read(train_path)
    clock.append(time.perf_counter())
    vectorizer = TfidfVectorizer()
    model = MultinomialNB().fit(vectorizer.fit_transform(texts), labels)
    clock.append(time.perf_counter())
    test_texts, test_labels = read(test_path)
    clock.append(time.perf_counter())
    p = model.predict_proba(vectorizer.transform(test_texts))
    accuracy = float((p.argmax(1) == np.array(test_labels)).mean())
    clock.append(time.perf_counter())
    steps = [b - a for a, b in zip(clock, clock[1:])]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps(dict(zip(("read", "fit", "read_test", "predict"), steps),
                          all=sum(steps), accuracy=accuracy,
                          memory_mb=memory)))


main()

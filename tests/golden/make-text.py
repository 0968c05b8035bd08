#!/usr/bin/env python3
"""Makes text-*.json, what scikit-learn and Python say of small texts.

    python3 tests/golden/make-text.py [DATA]
    python3 tests/golden/make-text.py --random FILE N
    python3 tests/golden/make-text.py --corpora FILE DATA [N]

The second writes N cases of random texts and options, text-variants.json's
kind, to FILE; the third such cases of whole corpora, or of every Nth of their
texts, and then without 20news, which takes long to unpack.

DATA is a folder with 20news, ag_news, sms_spam and thucnews; without it
text-real.json is left as it is. Made with Python 3.11.2, scikit-learn 1.2.1, NumPy 1.24.2.
"""

import csv
import json
import os
import random
import re
import sys
import tarfile
import unicodedata
import warnings

import numpy as np
from sklearn.feature_extraction.text import (
    CountVectorizer, HashingVectorizer, TfidfTransformer, TfidfVectorizer)
from sklearn.naive_bayes import BernoulliNB, ComplementNB, MultinomialNB
from sklearn.pipeline import make_pipeline

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, value):
    path = os.path.join(HERE, name)
    with open(path, "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=True, indent=None,
                  separators=(",", ":"))
        f.write("\n")


def ranges(pattern):
    found, start, end = [], None, None
    for c in range(0x110000):
        if 0xD800 <= c < 0xE000:
            continue
        if re.fullmatch(pattern, chr(c)):
            if start is None:
                start = c
            end = c
        elif start is not None:
            found.append([start, end])
            start = None
    if start is not None:
        found.append([start, end])
    return found


def unicode_tables():
    lower = [[c, chr(c).lower()] for c in range(0x110000)
             if not 0xD800 <= c < 0xE000 and chr(c).lower() != chr(c)]
    write("text-unicode.json", {
        "unicode": unicodedata.unidata_version,
        "word": ranges(r"\w"), "space": ranges(r"\s"), "lower": lower})


TEXTS = [
    "",
    "a",
    "   ",
    "The goalie made thirty saves; the team won in overtime!",
    "don't re-enter x_1 __init__ 42 3.14 I a",
    "\u0130stanbul I\u0307 \u0131stanbul \u0130\u0130\u0130",
    "\u039f\u0394\u039f\u03a3 \u03a3\u0391\u03a3 \u0391\u03a3. \u03a3 "
    "\u0391\u03a3\u0391 \u0391\u0027\u03a3\u0027 \u0391\u03a3\u0027\u0391",
    "\u0391\u03a3\u0301 \u0391\u03a3\u0301\u0391 \u0301\u03a3 A\u00ad\u03a3",
    "caf\u00e9 cafe\u0301 na\u00efve na\u0308\u0131ve \u00dcBER STRASSE "
    "\u1e9eTRA\u00dfE",
    "\u0660\u0661\u0662 x\u00b2 \u2167\u2168 \u00bd\u00bc \u2460\u2461",
    "emoji \U0001f600\U0001f600 \U0001d400\U0001d401 ok",
    "a\u00a0\u00a0b  c\t\td\n\ne \u3000\u2003f\x1c\x1dg\x85h",
    "\u4eca\u65e5 A\u80a1\u5927\u6da8\uff0c\u4e0a\u8bc1\u6307\u6570"
    "\u6536\u62a53000\u70b9",
    "\u4e2d\u56fd\u3000\u3000\u65b0\u95fb  \u6807\u9898",
    "\uac00\ub098 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 "
    "\u0928\u092e\u0938\u094d\u0924\u0947 \u05e9\u05dc\u05d5\u05dd",
    "tabs\tand\nnew\r\nlines\r\n\r\nend ",
]


def tokens():
    cases = []
    for analyzer, low, high in (("word", 1, 1), ("word", 1, 3), ("word", 2, 2),
                                ("char", 1, 1), ("char", 1, 2),
                                ("char", 2, 5)):
        analyze = CountVectorizer(analyzer=analyzer,
                                  ngram_range=(low, high)).build_analyzer()
        for text in TEXTS:
            cases.append({"analyzer": analyzer, "ngrams": [low, high],
                          "text": text, "tokens": analyze(text)})
    write("text-tokens.json", cases)


def case(name, texts, labels, queries, alpha=1.0, **options):
    classes = sorted(set(labels))
    vectorizer = TfidfVectorizer(**options)
    x = vectorizer.fit_transform(texts)
    bayes = MultinomialNB(alpha=alpha).fit(x, labels)
    assert list(bayes.classes_) == classes
    p = bayes.predict_proba(vectorizer.transform(queries))
    low, high = options.get("ngram_range", (1, 1))
    return {
        "name": name, "texts": texts, "classes": classes,
        "labels": [classes.index(c) for c in labels], "queries": queries,
        "analyzer": options.get("analyzer", "word"), "ngrams": [low, high],
        "min_df": options.get("min_df", 1),
        "max_features": options.get("max_features") or 0, "alpha": alpha,
        "sublinear_tf": options.get("sublinear_tf", False),
        "norm": options.get("norm", "l2") or "none",
        "vocabulary": list(vectorizer.get_feature_names_out()),
        "probabilities": p.tolist()}


def models():
    english = ["The goalie made thirty saves", "the team won in overtime",
               "a shuttle in orbit around the earth",
               "the orbit of the moon and the moon", "", "!!!",
               "pitcher threw the ball, the ball was caught"]
    labels = ["hockey", "hockey", "space", "space", "hockey", "space",
              "baseball"]
    queries = ["", "zzz unknown words", "the goalie threw the moon moon moon",
               "THE ORBIT", "overtime overtime", "saves\n\nball"]
    chinese = ["\u80a1\u5e02\u5927\u6da8 \u57fa\u91d1",
               "\u57fa\u91d1\u51c0\u503c\u4e0b\u8dcc",
               "\u7403\u961f\u83b7\u80dc", "\u7403\u5458\u53d7\u4f24  \u8d5b",
               "\u623f\u4ef7\u4e0a\u6da8"]
    chinese_labels = ["finance", "finance", "sports", "sports", "realty"]
    chinese_queries = ["\u80a1\u7968\u57fa\u91d1", "\u7403\u8d5b", "",
                       "\u4e00", "A\u80a1\u4e0b\u8dcc\uff01"]
    rng = random.Random(7)
    words = ["w%03d" % i for i in range(400)]
    many = [" ".join(rng.choice(words) for _ in range(rng.randint(3, 12)))
            for _ in range(150)]
    many_labels = ["abcd"[rng.randint(0, 3)] for _ in many]
    cases = [
        case("defaults", english, labels, queries),
        case("bigrams", english, labels, queries, ngram_range=(1, 2),
             sublinear_tf=True, alpha=0.1),
        case("min-df", english, labels, queries, min_df=2, norm=None),
        case("unicode", TEXTS[3:12], list("ababababc"), TEXTS),
        case("chinese", chinese, chinese_labels, chinese_queries,
             analyzer="char", ngram_range=(1, 2)),
        case("english-ties", english, labels, queries, max_features=4),
    ]
    for limit in (1, 20, 57, 133, 250, 399):
        cases.append(case("ties-%d" % limit, many, many_labels, many[:5],
                          max_features=limit))
    write("text-models.json", cases)


EVENTS = {"multinomial": MultinomialNB, "complement": ComplementNB,
          "bernoulli": BernoulliNB}
WORDS = ("the of and A goal Goals goalkeeper ice orbit Orbital moon x x1 "
         "stra\u00dfe \u0130stanbul \u03a3\u03a3 caf\u00e9 "
         "\u4e2d\u56fd \u65b0\u95fb na\u00efve don't re-enter 42 3.14"
         ).split()


def random_text(rng):
    gaps = [" ", " ", " ", "  ", "\t", "\u3000", ", ", "\n"]
    return "".join(rng.choice(WORDS) + rng.choice(gaps)
                   for _ in range(rng.randint(0, 9)))


def limit_text(value):
    return str(value) if isinstance(value, int) else repr(float(value))


def random_options(rng):
    low = rng.randint(1, 3)
    return {
        "analyzer": rng.choice(["word", "word", "char", "char_wb"]),
        "ngram_range": (low, low + rng.randint(0, 2)),
        "min_df": rng.choice([1, 1, 1, 2, 0.0, 0.1]),
        "max_df": rng.choice([1.0, 1.0, 0.9, 0.5, 12]),
        "max_features": rng.choice([None, None, 7, 30]),
        "stop_words": rng.choice([None, None, ["the", "of", "and"], ["moon"]]),
        "norm": rng.choice(["l2", "l2", "l1", None]),
        "use_idf": rng.random() < 0.8, "smooth_idf": rng.random() < 0.7,
        "sublinear_tf": rng.random() < 0.4}


WEIGHTS = ("norm", "use_idf", "smooth_idf", "sublinear_tf")


def hashing(options, n_features):
    """What of the options there is with hashed features; changes @options."""
    options.update(min_df=1, max_df=1.0, max_features=None, smooth_idf=True)
    return make_pipeline(
        HashingVectorizer(
            n_features=n_features, alternate_sign=False, norm=None,
            **{key: options[key]
               for key in ("analyzer", "ngram_range", "stop_words")}),
        TfidfTransformer(**{key: options[key] for key in WEIGHTS}))


def random_bayes(rng, n_classes):
    events = rng.choice(list(EVENTS))
    prior = rng.choice(["fitted", "uniform", "given"])
    given = None
    if prior == "given":
        given = [rng.randint(1, 9) for _ in range(n_classes)]
        given = [g / sum(given) for g in given]
    arguments = {"alpha": rng.choice([1.0, 0.5, 0.1, 0.01, 1e-12]),
                 "fit_prior": prior == "fitted", "class_prior": given}
    if events == "complement":
        arguments["norm"] = rng.random() < 0.5
    return events, prior, arguments


def random_case(rng, n_features=0):
    """None where scikit-learn finds no terms, max_df below min_df, or NaN.
    @n_features: hashed, where it is not 0"""
    n_classes = rng.randint(2, 4)
    texts = [random_text(rng) for _ in range(rng.randint(8, 25))]
    labels = [i if i < n_classes else rng.randrange(n_classes)
              for i in range(len(texts))]
    queries = [random_text(rng) for _ in range(4)] + [""]
    options = random_options(rng)
    events, prior, arguments = random_bayes(rng, n_classes)
    vectorizer = (hashing(options, n_features) if n_features
                  else TfidfVectorizer(**options))
    try:
        x = vectorizer.fit_transform(texts)
    except ValueError:
        return None
    bayes = EVENTS[events](**arguments).fit(x, labels)
    p = bayes.predict_proba(vectorizer.transform(queries))
    if not np.isfinite(p).all():
        return None
    idf = "smooth" if options["smooth_idf"] else "plain"
    return {
        "texts": texts, "labels": labels, "queries": queries,
        "classes": ["abcd"[c] for c in range(n_classes)],
        "analyzer": options["analyzer"], "ngrams": options["ngram_range"],
        "min_df": limit_text(options["min_df"]),
        "max_df": limit_text(options["max_df"]),
        "max_features": options["max_features"] or 0,
        "stop_words": options["stop_words"] or [],
        "norm": options["norm"] or "none",
        "idf": idf if options["use_idf"] else "none",
        "sublinear_tf": options["sublinear_tf"],
        "alpha": arguments["alpha"], "events": events, "prior": prior,
        "class_prior": arguments["class_prior"] or [],
        "complement_norm": arguments.get("norm", False),
        "vocabulary": ([] if n_features
                       else list(vectorizer.get_feature_names_out())),
        "hash_features": n_features,
        "probabilities": p.tolist()}


def variants(path, n):
    rng = random.Random(20)
    cases = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        while len(cases) < n:
            hashed = len(cases) >= 40 and len(cases) % 6 == 0
            case = random_case(rng, 5 + len(cases) if hashed else 0)
            if case is not None:
                cases.append(case)
    write(path, cases)


def read_tsv(path, label_first):
    texts, labels = [], []
    with open(path, encoding="utf-8", newline="\n") as f:
        for line in f:
            line = line.rstrip("\n")
            a, b = line.split("\t", 1) if label_first else line.rsplit("\t", 1)
            texts.append(b if label_first else a)
            labels.append(a if label_first else b)
    return texts, labels


def read_news(path):
    splits = {"train": ([], []), "test": ([], [])}
    with tarfile.open(path) as archive:
        for member in archive:
            if not member.isfile():
                continue
            split, label, _ = member.name.split("/")[-3:]
            text = archive.extractfile(member).read().decode("latin-1")
            texts, labels = splits[split.split("-")[-1]]
            texts.append(text.replace("\0", ""))
            labels.append(label)
    return splits["train"], splits["test"]


def figures(train, test, **options):
    vectorizer = TfidfVectorizer(**options)
    x = vectorizer.fit_transform(train[0])
    bayes = MultinomialNB().fit(x, train[1])
    p = bayes.predict_proba(vectorizer.transform(test[0]))
    y = np.searchsorted(bayes.classes_, test[1])
    return {"features": x.shape[1],
            "correct": int((p.argmax(1) == y).sum()), "count": len(y),
            "log_loss": float(-np.log(p[np.arange(len(y)), y]).mean())}


def real(data):
    texts, labels = read_tsv(data + "/sms_spam/SMSSpamCollection", True)
    news = data + "/thucnews/"
    write("text-real.json", {
        "sms_spam": figures((texts[:4459], labels[:4459]),
                            (texts[4459:], labels[4459:])),
        "thucnews": figures(read_tsv(news + "train.txt", False),
                            read_tsv(news + "dev.txt", False),
                            analyzer="char", ngram_range=(1, 2)),
        "20news": figures(*read_news(data + "/20news/20news-bydate.tar.xz"))})


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    return [row[0] for row in rows], [row[1] for row in rows]


def corpus_case(name, train, test, events="multinomial", alpha=1.0, **options):
    classes = sorted(set(train[1]))
    vectorizer = TfidfVectorizer(**options)
    x = vectorizer.fit_transform(train[0])
    bayes = EVENTS[events](alpha=alpha).fit(x, train[1])
    assert list(bayes.classes_) == classes
    p = bayes.predict_proba(vectorizer.transform(test[0]))
    return {
        "name": name, "texts": train[0], "classes": classes,
        "labels": [classes.index(c) for c in train[1]], "queries": test[0],
        "analyzer": options.get("analyzer", "word"),
        "ngrams": options.get("ngram_range", (1, 1)),
        "min_df": limit_text(options.get("min_df", 1)), "max_df": "1.0",
        "max_features": 0, "stop_words": [], "class_prior": [],
        "norm": options.get("norm", "l2") or "none", "idf": "smooth",
        "sublinear_tf": options.get("sublinear_tf", False), "alpha": alpha,
        "events": events, "prior": "fitted", "complement_norm": False,
        "vocabulary": list(vectorizer.get_feature_names_out()),
        "probabilities": p.tolist()}


def corpora(path, data, every):
    def some(corpus):
        return corpus[0][::every], corpus[1][::every]

    texts, labels = read_tsv(data + "/sms_spam/SMSSpamCollection", True)
    sms = some((texts[:4459], labels[:4459])), some((texts[4459:],
                                                      labels[4459:]))
    news = [some(read_csv(data + "/ag_news/" + name))
            for name in ("train.csv", "dev.csv")]
    chinese = [some(read_tsv(data + "/thucnews/" + name, False))
               for name in ("train.txt", "dev.txt")]
    recipe = {"events": "complement", "alpha": 0.1, "sublinear_tf": True}
    cases = [
        corpus_case("sms_spam", *sms),
        corpus_case("sms_spam bernoulli", *sms, events="bernoulli", norm=None,
                    alpha=0.1),
        corpus_case("ag_news", *news),
        corpus_case("ag_news pairs", *news, ngram_range=(1, 2), **recipe),
        corpus_case("ag_news char_wb", *news, analyzer="char_wb",
                    ngram_range=(2, 4), min_df=2, norm="l1"),
        corpus_case("thucnews", *chinese, analyzer="char",
                    ngram_range=(1, 2)),
        corpus_case("thucnews recipe", *chinese, analyzer="char",
                    ngram_range=(1, 3), **recipe)]
    if every == 1:
        groups = read_news(data + "/20news/20news-bydate.tar.xz")
        cases += [corpus_case("20news", *groups),
                  corpus_case("20news pairs", *groups, ngram_range=(1, 2),
                              **recipe)]
    write(path, cases)


if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "--corpora":
        corpora(sys.argv[2], sys.argv[3],
                int(sys.argv[4]) if len(sys.argv) > 4 else 1)
        sys.exit()
    if len(sys.argv) > 3 and sys.argv[1] == "--random":
        variants(sys.argv[2], int(sys.argv[3]))
        sys.exit()
    variants("text-variants.json", 30)
    unicode_tables()
    tokens()
    models()
    if len(sys.argv) > 1:
        real(sys.argv[1])
